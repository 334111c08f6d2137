//! Noun phrases for what was said: "the ministry", "the two countries", "the official", "his Russian counterpart".

use super::pass::Pass;
use crate::{
    entities::{Decision, EntityKind, NounPhrase, Owner, is_capital},
    lexicon::{Role, Sort, set},
    syntax::Deprel,
};

/// How many times as often as any other somebody is named whom a title that several have means.
const FOREMOST: usize = 3;

impl Pass<'_, '_> {
    /// Who a noun phrase means that its own words leave open.
    pub(super) fn resolve_nominal(&mut self, index: usize, phrase: &NounPhrase) {
        let lexicon = self.names.lexicon;
        let role = &lexicon.roles()[phrase.role as usize];
        let owners = match phrase.of {
            // "their ministers"
            Owner::Pronoun(token) => {
                let owners = self.owned_by_pronoun(index, token, phrase, role);
                self.names.settle_by_owners(index, phrase, &owners);
                if !self.is_open(index) {
                    return;
                }
                owners
            }
            _ => self.names.owners(index, phrase),
        };
        match role.sort {
            Sort::Body if owners.is_empty() && phrase.of == Owner::Nothing && !phrase.indefinite && !phrase.plural => {
                self.resolve_body(index, phrase, role);
            }
            Sort::Group if owners.is_empty() => {
                if !phrase.plural && phrase.definite {
                    self.resolve_said(index, phrase, role);
                }
                if self.is_open(index) && (phrase.plural || set::COLLECTIVE_ROLE.has(&role.term)) {
                    self.resolve_group(index, phrase, role);
                }
            }
            Sort::Office | Sort::Person if phrase.plural && owners.is_empty() => self.resolve_several(index, phrase),
            Sort::Office | Sort::Person if !phrase.plural => self.resolve_person(index, phrase, role, &owners),
            Sort::State => self.resolve_state(index, phrase),
            Sort::Organisation => self.resolve_said(index, phrase, role),
            Sort::Place => self.same_class(index, role, EntityKind::Place),
            Sort::Body | Sort::Group | Sort::Office | Sort::Person => {}
        }
    }

    /// Whom the possessive of a phrase means. "His army" is that of the state that he leads.
    fn owned_by_pronoun(&mut self, index: usize, token: usize, phrase: &NounPhrase, role: &Role) -> Vec<usize> {
        let governs = role.sort == Sort::Office && !phrase.plural && !set::COUNTERPART.has(&role.term)
            || role.sort == Sort::Body
                && (set::GOVERNMENT.has(&role.term) || !role.slugs.is_empty() && role.is_organ());
        let owners = self.whose(self.names.drafts[index].sentence, token, index);
        let owner = |owner: usize| match self.names.cast.kind(owner) {
            EntityKind::Person => self.names.led_by(owner).filter(|_| governs),
            _ => Some(owner),
        };
        owners.into_iter().filter_map(owner).collect()
    }

    /// Whom a possessive means. A phrase begins at its possessive, which comes after it in order and is resolved first.
    fn whose(&mut self, sentence: usize, token: usize, index: usize) -> Vec<usize> {
        let word = &self.names.views[sentence].sentence.tokens[token].form;
        match self.pronoun_at(sentence, token) {
            Some(position) => {
                if position > index {
                    self.resolve_pronoun(position);
                }
                self.names.drafts[position].entities.clone()
            }
            // "my administration", "our troops"
            None if set::MY.has_any_case(word) => self.speaker_of_quotation(sentence, token).into_iter().collect(),
            None if set::OUR.has_any_case(word) => self.body_that_speaks(sentence, token).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// "his country": the one that he leads, or belongs to.
    fn resolve_home(&mut self, index: usize, token: usize) {
        let sentence = self.names.drafts[index].sentence;
        if let [owner] = self.whose(sentence, token, index)[..]
            && let Some(home) = self.names.led_by(owner).or_else(|| self.names.cast.country(owner))
        {
            self.names.say(index, vec![home], Decision::Home);
        }
    }

    /// "the alliance", "the city": what was said before and has one of the role's classes.
    fn same_class(&mut self, index: usize, role: &Role, wanted: EntityKind) {
        let classes = role.slugs.clone();
        self.same_kind(index, move |kind, class| kind == wanted && classes.iter().any(|slug| **slug == *class));
    }

    /// "the committee", "the company", "the militant group": what was said before and is called so, or is of the role's
    /// classes. What a clause or another noun behind it tells apart is something else.
    fn resolve_said(&mut self, index: usize, phrase: &NounPhrase, role: &Role) {
        if phrase.of != Owner::Nothing || self.is_told_apart(index) {
            return;
        }
        if !phrase.narrowed
            && let Some(named) = self.named_so(index, role)
        {
            return self.names.say(index, vec![named], Decision::SaidBefore);
        }
        self.same_class(index, role, EntityKind::Organisation);
    }

    /// "the company that he works for", "the group of senators"
    fn is_told_apart(&self, index: usize) -> bool {
        let draft = &self.names.drafts[index];
        let sentence = self.names.views[draft.sentence].sentence;
        sentence.children(draft.head).any(|child| {
            let comma = sentence.tokens.get(draft.head + 1).is_some_and(|next| next.form == ",");
            child > draft.head
                && match sentence.tokens[child].deprel.universal() {
                    Deprel::Acl => !comma,
                    Deprel::Nmod => true,
                    _ => false,
                }
        })
    }

    /// The organisation that has the noun in its name: the only one said before, else the only one said in this sentence
    /// or the one before.
    fn named_so(&mut self, index: usize, role: &Role) -> Option<usize> {
        let word = role.term.rsplit(' ').next()?;
        let sentence = self.names.drafts[index].sentence;
        let before = |&entity: &usize| self.names.said.first(entity).is_some_and(|first| first < index);
        let called: Vec<usize> = self.names.cast.called(word).filter(before).collect();
        if let [_] | [] = called[..] {
            return called.first().copied();
        }
        let from = self.names.said.begin(sentence.saturating_sub(1));
        let near = |entity: &usize| self.names.drafts[from..index].iter().any(|draft| draft.entities.contains(entity));
        let mut near = called.into_iter().filter(near);
        near.next().filter(|_| near.next().is_none())
    }

    /// "the military", "the government"
    fn resolve_body(&mut self, index: usize, phrase: &NounPhrase, role: &Role) {
        if !role.slugs.is_empty()
            && !phrase.narrowed
            && !self.is_told_apart(index)
            && let Some(named) = self.named_so(index, role)
        {
            return self.names.say(index, vec![named], Decision::SaidBefore);
        }
        match self.commanded_by(index) {
            Some(state) => {
                let body = self.names.cast.body(state, role);
                self.names.say(index, vec![body], Decision::OrganOfCommander);
            }
            None => self.same_body(index, phrase),
        }
    }

    /// "police", where the article speaks of one state alone.
    fn resolve_group(&mut self, index: usize, phrase: &NounPhrase, role: &Role) {
        if phrase.of == Owner::Nothing
            && !phrase.narrowed
            && let Some(state) = self.names.only_state().filter(|_| role.is_organ())
        {
            let group = self.names.cast.group(state, role);
            self.names.say(index, vec![group], Decision::PeopleOfOnlyState);
        }
    }

    /// "the two officials", "the officials"
    fn resolve_several(&mut self, index: usize, phrase: &NounPhrase) {
        if phrase.count == Some(2) && !phrase.narrowed {
            self.resolve_pair(index, Some(EntityKind::Person));
        } else if phrase.definite && phrase.of == Owner::Nothing {
            self.same_role(index, phrase);
            let role = &self.names.lexicon.roles()[phrase.role as usize];
            // "the insurgents" are the armed group that was spoken of.
            if self.is_open(index) && set::ARMED_CODE.has(&role.code) && !phrase.narrowed && !self.is_told_apart(index)
            {
                self.same_kind(index, |kind, class| {
                    kind == EntityKind::Organisation && set::CLASS_OF_FIGHTERS.has(&class.replace('_', " "))
                });
            }
        }
    }

    /// "the two countries", "the country"
    fn resolve_state(&mut self, index: usize, phrase: &NounPhrase) {
        if let Owner::Pronoun(token) = phrase.of {
            let country = self.names.lexicon.roles()[phrase.role as usize].slugs.iter().any(|slug| set::HOME.has(slug));
            if country && !phrase.plural {
                self.resolve_home(index, token);
            }
            return;
        }
        if phrase.plural && matches!(phrase.of, Owner::Element(_)) {
            return;
        }
        if phrase.count == Some(2) && phrase.plural {
            self.resolve_pair(index, Some(EntityKind::Country));
        } else if !phrase.plural && !phrase.narrowed && phrase.definite {
            self.same_kind(index, |kind, _| kind == EntityKind::Country);
        }
    }

    /// One person by role: "his Russian counterpart", "the official".
    fn resolve_person(&mut self, index: usize, phrase: &NounPhrase, role: &Role, owners: &[usize]) {
        if set::COUNTERPART.has(&role.term) {
            if let [of] = owners
                && let Some(person) = self.counterpart(index, *of)
            {
                self.names.say(index, vec![person], Decision::Counterpart);
            }
            return;
        }
        if !phrase.definite {
            return;
        }
        let alone = match owners {
            [] => phrase.of == Owner::Nothing,
            [_] => !(self.names.is_office(phrase) || role.sort == Sort::Person && phrase.narrowed),
            _ => false,
        };
        if alone {
            self.same_role(index, phrase);
        }
    }

    /// "President Velk orders the military to": the state of the person who gives the order.
    fn commanded_by(&self, index: usize) -> Option<usize> {
        let draft = &self.names.drafts[index];
        let sentence = self.names.views[draft.sentence].sentence;
        let word = &sentence.tokens[draft.head];
        let verb = word.head.filter(|_| word.deprel.universal() == Deprel::Obj)?;
        if !set::ORDERS_ARMY.has(&sentence.tokens[verb].lemma) {
            return None;
        }
        let subject = sentence.subject(verb)?;
        let named = self.names.drafts_in(draft.sentence).iter().find(|other| other.head == subject)?;
        match named.entities[..] {
            [person] if self.names.cast.kind(person) == EntityKind::Person => self.names.cast.country(person),
            _ => None,
        }
    }

    /// "the army": the organ of that name that was said before, if only one was.
    fn same_body(&mut self, index: usize, phrase: &NounPhrase) {
        let slugs = &self.names.lexicon.roles()[phrase.role as usize].slugs;
        let Some(slug) = slugs.first() else {
            return self.same_government(index, phrase);
        };
        let before = |entity: &usize| self.names.said.first(*entity).is_some_and(|first| first < index);
        let found: Vec<usize> = self.names.cast.ending_in(slug).filter(before).collect();
        if let [only] = found[..] {
            self.names.say(index, vec![only], Decision::SameOrgan);
        } else if found.is_empty()
            && !phrase.narrowed
            && let Some(state) = self.names.only_state().or_else(|| self.state_of_capital(index))
        {
            let role = &self.names.lexicon.roles()[phrase.role as usize];
            let body = self.names.cast.body(state, role);
            self.names.say(index, vec![body], Decision::OrganOfOnlyState);
        }
    }

    /// "the government", where the article has spoken of one state; "the administration" of which it has said whose it is.
    fn same_government(&mut self, index: usize, phrase: &NounPhrase) {
        if phrase.narrowed {
            return;
        }
        if let Some(state) = self.names.only_state() {
            return self.names.say(index, vec![state], Decision::GovernmentOfOnlyState);
        }
        let Some(before) = self.names.said.role(phrase.role, false, index) else { return };
        let (there, here) = (self.names.drafts[before].sentence, self.names.drafts[index].sentence);
        let role = &self.names.lexicon.roles()[phrase.role as usize];
        if set::GOVERNMENT_OF_ONE.has(&role.term) || there + 2 >= here {
            let entities = self.names.drafts[before].entities.clone();
            self.names.say(index, entities, Decision::SameRole);
        }
    }

    /// "a majority in Parliament": the state that the sentence or most of the article speaks of, for an organ with a capital.
    fn state_of_capital(&self, index: usize) -> Option<usize> {
        let draft = &self.names.drafts[index];
        let word = &self.names.views[draft.sentence].sentence.tokens[draft.head];
        (draft.head > 0 && is_capital(&word.form)).then(|| self.names.main_state(draft.sentence)).flatten()
    }

    /// "his Russian counterpart": who holds in that state the office of the person last spoken of.
    fn counterpart(&mut self, index: usize, of: usize) -> Option<usize> {
        let mut speaker = None;
        for draft in self.names.drafts[..index].iter().rev() {
            if draft.sentence + 2 < self.names.drafts[index].sentence {
                break;
            }
            if let [entity] = draft.entities[..]
                && self.names.cast.kind(entity) == EntityKind::Person
                && self.names.cast.country(entity) != Some(of)
            {
                speaker = Some(entity);
                break;
            }
        }
        let speaker = speaker?;
        let mut slugs: Vec<String> = self.names.said.offices(speaker);
        if let Some(entry) = self.names.cast.entry[speaker] {
            for term in self.names.gazetteer.terms_of(entry) {
                let office = self.names.gazetteer.office_name(term.office);
                if self.names.day().is_none_or(|day| term.holds(day)) && !slugs.iter().any(|slug| slug == office) {
                    slugs.push(office.to_owned());
                }
            }
        }
        // A president who commands the army meets presidents, not chiefs of staff.
        if slugs.iter().any(|slug| set::HEAD_OF_STATE.has(slug)) {
            slugs.retain(|slug| set::HEAD_OF_STATE.has(slug));
        }
        slugs.iter().find_map(|slug| self.names.office_holder(of, std::slice::from_ref(slug), false, index))
    }

    /// "the official": the last one said of that role.
    fn same_role(&mut self, index: usize, phrase: &NounPhrase) {
        let slugs = &self.names.lexicon.roles()[phrase.role as usize].slugs;
        if let Some(before) = self.names.said.role(phrase.role, phrase.plural, index) {
            let entities = self.names.drafts[before].entities.clone();
            return self.names.say(index, entities, Decision::SameRole);
        }
        let titled = if phrase.plural { Vec::new() } else { self.holders_said(index, phrase) };
        if let [only] = titled[..] {
            return self.names.say(index, vec![only], Decision::SameTitle);
        }
        // "the pope": an office of which the world has one.
        if titled.is_empty()
            && self.names.lexicon.roles()[phrase.role as usize].sort == Sort::Office
            && !phrase.plural
            && !phrase.former
            && !phrase.narrowed
            && let Some(day) = self.names.day()
            && let [slug] = &slugs[..]
            && let Some(person) = self.names.gazetteer.only_holder(slug, day)
        {
            let person = self.names.cast.known(person);
            return self.names.say(index, vec![person], Decision::OnlyHolder);
        }
        if let Some(person) = self.foremost(&titled, index) {
            self.names.say(index, vec![person], Decision::SameTitle);
        }
    }

    /// Who is given the title of a phrase before it, and who holds such an office on the day and was named before.
    fn holders_said(&mut self, index: usize, phrase: &NounPhrase) -> Vec<usize> {
        let role = &self.names.lexicon.roles()[phrase.role as usize];
        let mut found = self.names.said.titled(&role.slugs, phrase.former, index);
        // "the secretary", of whom it was said that she is secretary of state
        if found.is_empty() {
            found = self.names.said.titled_so(&role.term, phrase.former, index);
        }
        if role.sort == Sort::Office && !phrase.former {
            for person in self.names.in_office(phrase.role) {
                if self.names.said.first(person).is_some_and(|first| first < index) && !found.contains(&person) {
                    found.push(person);
                }
            }
        }
        found
    }

    /// Of several of one title the one of whom the article speaks far more often than of the others, else the only one who is
    /// in this sentence or the one before.
    fn foremost(&self, titled: &[usize], index: usize) -> Option<usize> {
        let times = |person: usize| self.names.said.times(person);
        let most = titled.iter().copied().max_by_key(|&person| times(person))?;
        if titled.iter().all(|&other| other == most || times(other) * FOREMOST <= times(most)) {
            return Some(most);
        }
        let sentence = self.names.drafts[index].sentence;
        let from = self.names.said.begin(sentence.saturating_sub(1));
        let near = |person: &usize| self.names.drafts[from..index].iter().any(|draft| draft.entities.contains(person));
        let mut near = titled.iter().copied().filter(near);
        near.next().filter(|_| near.next().is_none())
    }

    /// "the country", "the alliance": the only thing of that kind in this sentence so far, or in the one before.
    fn same_kind(&mut self, index: usize, wanted: impl Fn(EntityKind, &str) -> bool) {
        let sentence = self.names.drafts[index].sentence;
        for back in 0..3 {
            if back > sentence {
                break;
            }
            let mut found: Vec<usize> = Vec::new();
            let (begin, end) = (self.names.said.begin(sentence - back), self.names.said.begin(sentence - back + 1));
            for draft in &self.names.drafts[begin..end.min(index)] {
                for &entity in &draft.entities {
                    if wanted(self.names.cast.kind(entity), &self.names.cast.class[entity]) && !found.contains(&entity)
                    {
                        found.push(entity);
                    }
                }
            }
            match found[..] {
                [] => {}
                [only] => return self.names.say(index, vec![only], Decision::SaidBefore),
                _ => return,
            }
        }
    }
}
