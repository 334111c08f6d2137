//! Noun phrases for what was said: "the ministry", "the two countries", "the official", "his Russian counterpart".

use super::pass::Pass;
use crate::{
    entities::{Decision, EntityKind, NounPhrase, Owner, is_capital},
    lexicon::{Role, Sort, set},
    syntax::Deprel,
};

impl Pass<'_, '_> {
    /// Who a noun phrase means that its own words leave open.
    pub(super) fn resolve_nominal(&mut self, index: usize, phrase: &NounPhrase) {
        let lexicon = self.names.lexicon;
        let role = &lexicon.roles()[phrase.role as usize];
        let owners = match phrase.of {
            // "their ministers"
            Owner::Pronoun(token) => {
                let owners = self.owned_by_pronoun(self.names.drafts[index].sentence, token, index);
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
            Sort::Group if owners.is_empty() => self.resolve_group(index, phrase, role),
            Sort::Office | Sort::Person if phrase.plural && owners.is_empty() => self.resolve_several(index, phrase),
            Sort::Office | Sort::Person if !phrase.plural => self.resolve_person(index, phrase, role, &owners),
            Sort::State => self.resolve_state(index, phrase),
            Sort::Organisation => self.same_class(index, role, EntityKind::Organisation),
            Sort::Place => self.same_class(index, role, EntityKind::Place),
            Sort::Body | Sort::Group | Sort::Office | Sort::Person => {}
        }
    }

    /// Whom the possessive of a phrase means. A phrase begins at its possessive, which comes after it in order and is
    /// resolved first.
    fn owned_by_pronoun(&mut self, sentence: usize, token: usize, index: usize) -> Vec<usize> {
        let Some(position) = self.pronoun_at(sentence, token) else { return Vec::new() };
        if position > index {
            self.resolve_pronoun(position);
        }
        let owners = self.names.drafts[position].entities.iter().copied();
        owners.filter(|&owner| self.names.cast.kind(owner) != EntityKind::Person).collect()
    }

    /// "the alliance", "the city": what was said before and has one of the role's classes.
    fn same_class(&mut self, index: usize, role: &Role, wanted: EntityKind) {
        let classes = role.slugs.clone();
        self.same_kind(index, move |kind, class| kind == wanted && classes.iter().any(|slug| **slug == *class));
    }

    /// "the military", "the government"
    fn resolve_body(&mut self, index: usize, phrase: &NounPhrase, role: &Role) {
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
        }
    }

    /// "the two countries", "the country"
    fn resolve_state(&mut self, index: usize, phrase: &NounPhrase) {
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
            // "the government", where the article has spoken of one state.
            if !phrase.narrowed
                && let Some(state) = self.names.only_state()
            {
                self.names.say(index, vec![state], Decision::GovernmentOfOnlyState);
            }
            return;
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
        let sentence = self.names.drafts[index].sentence;
        if let Some(before) = self.names.said.role(phrase.role, phrase.plural, index) {
            let entities = self.names.drafts[before].entities.clone();
            return self.names.say(index, entities, Decision::SameRole);
        }
        let titled = if phrase.plural { Vec::new() } else { self.names.said.titled(slugs, index) };
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
        // Two of one title: the one who is in the sentence before, if only one is.
        let near: Vec<usize> = titled
            .into_iter()
            .filter(|person| {
                let from = self.names.said.begin(sentence.saturating_sub(1));
                self.names.drafts[from..index].iter().any(|draft| draft.entities.contains(person))
            })
            .collect();
        if let [only] = near[..] {
            self.names.say(index, vec![only], Decision::SameTitle);
        }
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
