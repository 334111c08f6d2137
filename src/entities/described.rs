//! Noun phrases whose own words say who is meant: organs and people of a state, holders of offices on a day, and what a
//! name beside the noun names. What was said before is for the floor of reference.

use super::{
    Decision, EntityKind,
    draft::{NounPhrase, Owner, Topic},
    element::What,
    lexicon::{Role, Sort},
    names::Form,
    reader::Reader,
};
use crate::{lexicon::set, syntax::Upos};

impl Reader<'_, '_> {
    /// Settles the noun phrases whose own words and names do.
    pub(super) fn settle_described(&mut self) {
        for index in 0..self.drafts.len() {
            match self.drafts[index].topic.clone() {
                Topic::Same { element } => {
                    if let Some(entity) = self.of_element[self.drafts[index].sentence][element] {
                        self.say(index, vec![entity], Decision::NameBesideNoun);
                    }
                }
                Topic::Nominal(phrase) => {
                    let owners = self.owners(index, &phrase);
                    self.settle_by_owners(index, &phrase, &owners);
                }
                Topic::Name { .. } | Topic::Pronoun | Topic::Speaker | Topic::Pair => {}
            }
        }
    }

    /// Settles a noun phrase by whose it is: "the French parliament", "their ministers". Where that says nothing it stays
    /// open.
    pub(crate) fn settle_by_owners(&mut self, index: usize, phrase: &NounPhrase, owners: &[usize]) {
        let lexicon = self.lexicon;
        let role = &lexicon.roles()[phrase.role as usize];
        // "Western officials", "Arab states"
        if let Some(region) = phrase.region
            && owners.is_empty()
            && phrase.plural
            && matches!(phrase.of, Owner::Nothing)
            && matches!(role.sort, Sort::Office | Sort::Person | Sort::Group | Sort::State)
        {
            let group = self.cast.regional(&lexicon.names().regions[region as usize], role);
            return self.say(index, vec![group], Decision::PeopleOfRegion);
        }
        match role.sort {
            Sort::Body => self.settle_body(index, phrase, role, owners),
            Sort::Office | Sort::Person if phrase.plural => self.settle_several(index, phrase, role, owners),
            Sort::Group => self.settle_groups(index, role, owners),
            Sort::Office | Sort::Person => self.settle_person(index, phrase, owners),
            Sort::State => self.settle_states(index, phrase, owners),
            Sort::Organisation | Sort::Place => {}
        }
    }

    /// Whose the role is, by names: nobody's where what stands behind it is only where it was. Several where they are
    /// coordinated ("Russian and Chinese"). Whom a possessive pronoun means is not asked here.
    pub(crate) fn owners(&mut self, index: usize, phrase: &NounPhrase) -> Vec<usize> {
        let role = &self.lexicon.roles()[phrase.role as usize];
        match phrase.of {
            // "the export administration at the US commerce department" is no administration of the United States.
            Owner::Within(_) if role.sort == Sort::Body => Vec::new(),
            // "A gunman in Lviv" may be anybody; police in Lviv, and its residents, belong to the place.
            Owner::Within(_) if role.sort == Sort::Person && !phrase.plural && !role.is_organ() => Vec::new(),
            // Whoever came to a place need not be its people: "immigrants in Illinois".
            Owner::Within(_) if &*role.code == "REF" => Vec::new(),
            of => self.named_owners(index, of),
        }
    }

    fn named_owners(&mut self, index: usize, of: Owner) -> Vec<usize> {
        let sentence = self.drafts[index].sentence;
        let Some(first) = self.owner(sentence, of) else { return Vec::new() };
        let Owner::Element(element) = of else { return vec![first] };
        let before = self.adjectives_before(sentence, element);
        let after = self.states_after(sentence, element, self.drafts[index].head);
        let mut owner = |other: usize| self.owner(sentence, Owner::Element(other));
        let after: Vec<usize> = after.into_iter().filter_map(&mut owner).collect();
        let mut owners: Vec<usize> = before.into_iter().filter_map(owner).collect();
        owners.reverse();
        owners.push(first);
        owners.extend(after);
        owners
    }

    /// The adjectives coordinated before an adjective, from right to left. Only adjectives share the noun: "Russian and
    /// Chinese officials", not "Russia and Chinese officials".
    fn adjectives_before(&self, sentence: usize, element: usize) -> Vec<usize> {
        let view = &self.views[sentence];
        let adjective = |element: usize| {
            matches!(&view.elements[element].what, What::Known(hits)
                if hits.iter().any(|hit| hit.form == Form::Adjective))
        };
        let mut found = Vec::new();
        let mut begin = view.elements[element].first;
        while adjective(element)
            && begin >= 2
            && set::COORDINATION.has(&view.sentence.tokens[begin - 1].form)
            && let Some(other) = view.at[begin - 2]
            && view.elements[other].last == begin - 2
            && adjective(other)
        {
            found.push(other);
            begin = view.elements[other].first;
        }
        found
    }

    /// "the leaders of Japan and the Philippines": the states coordinated after the one that stands behind the head.
    fn states_after(&self, sentence: usize, element: usize, head: usize) -> Vec<usize> {
        let view = &self.views[sentence];
        let mut end = view.elements[element].last;
        let mut found = Vec::new();
        while view.elements[element].first > head
            && let Some(word) = view.sentence.tokens.get(end + 1)
            && set::AND_COMMA.has(&word.form)
        {
            let mut next = end + 2;
            while view.sentence.tokens.get(next).is_some_and(|word| set::THE_AND.has(&word.form)) {
                next += 1;
            }
            let Some(other) = view.at.get(next).copied().flatten() else { break };
            let country =
                self.of_element[sentence][other].is_some_and(|entity| self.cast.kind(entity) == EntityKind::Country);
            if view.elements[other].first != next || !country {
                break;
            }
            found.push(other);
            end = view.elements[other].last;
        }
        found
    }

    /// "the French parliament", "the Trump administration"
    fn settle_body(&mut self, index: usize, phrase: &NounPhrase, role: &Role, owners: &[usize]) {
        let sentence = self.drafts[index].sentence;
        match owners[..] {
            [] if phrase.of == Owner::Nothing => {}
            [] => {
                // "the Trump administration" is the government of the state that he leads.
                if let Some(state) = self.led_state(sentence, phrase.of) {
                    let body = self.cast.body(state, role);
                    self.say(index, vec![body], Decision::OrganOfLedState);
                }
            }
            // "the government of Ontario" is neither the place nor that of the state in which Ontario lies.
            [of] if role.slugs.is_empty()
                && (self.cast.kind(of) == EntityKind::Place || self.only_lies_in(sentence, phrase.of, of)) => {}
            // "the Sagrada Zhelk church" is that church.
            [only] if self.is_called_by(index, phrase) => self.say(index, vec![only], Decision::OrganOfName),
            _ => {
                let bodies = owners.iter().map(|&of| self.cast.body(of, role)).collect();
                self.say(index, bodies, Decision::OrganOfState);
            }
        }
    }

    /// "the French police"
    fn settle_groups(&mut self, index: usize, role: &Role, owners: &[usize]) {
        if !owners.is_empty() {
            let groups = owners.iter().map(|&of| self.cast.group(of, role)).collect();
            self.say(index, groups, Decision::PeopleOfState);
        }
    }

    /// "the presidents of Japan and Chile", "French officials"
    fn settle_several(&mut self, index: usize, phrase: &NounPhrase, role: &Role, owners: &[usize]) {
        if role.sort == Sort::Office && owners.len() > 1 {
            let holders: Vec<Option<usize>> = owners.iter().map(|&of| self.holder(of, phrase, index)).collect();
            if holders.iter().all(Option::is_some) {
                return self.say(index, holders.into_iter().flatten().collect(), Decision::Holders);
            }
        }
        self.settle_groups(index, role, owners);
    }

    /// "the countries of the Gulf Cooperation Council"
    fn settle_states(&mut self, index: usize, phrase: &NounPhrase, owners: &[usize]) {
        if phrase.plural
            && matches!(phrase.of, Owner::Element(_))
            && let [body] = owners[..]
            && self.cast.kind(body) == EntityKind::Organisation
        {
            self.say(index, vec![body], Decision::StatesOfBody);
        }
    }

    /// One person by role: the name in apposition, the holder of the office, or one of a group.
    fn settle_person(&mut self, index: usize, phrase: &NounPhrase, owners: &[usize]) {
        let lexicon = self.lexicon;
        let role = &lexicon.roles()[phrase.role as usize];
        if let Some(person) = self.apposed(index) {
            let draft = &self.drafts[index];
            let view = &self.views[draft.sentence];
            let words = view.at[draft.head].map(|element| (view.elements[element].first, view.elements[element].last));
            let sentence = draft.sentence;
            if let Some((first, last)) = words {
                let text = self.words(sentence, first, last);
                let slug = role.slugs.first().map_or("", |slug| &**slug);
                let of = self.place_of_office(sentence, phrase.of, slug).or(owners.first().copied());
                let title = self.title(person, of, phrase.role, text, phrase.former);
                self.entitle(index, person, title);
            }
            return self.say(index, vec![person], Decision::Apposition);
        }
        let [of] = owners else { return };
        if set::COUNTERPART.has(&role.term) {
            return;
        }
        if self.is_office(phrase) {
            if phrase.definite
                && let Some(person) = self.holder(*of, phrase, index)
            {
                self.say(index, vec![person], Decision::Holder);
            }
        } else if role.sort == Sort::Person && !phrase.definite {
            let member = self.cast.member(*of, role);
            self.say(index, vec![member], Decision::OneOfGroup);
        }
    }

    /// Whether the role is an office that one person holds: "the foreign minister", "the top diplomat", "the leader".
    pub(crate) fn is_office(&self, phrase: &NounPhrase) -> bool {
        let role = &self.lexicon.roles()[phrase.role as usize];
        role.sort == Sort::Office || phrase.top && set::DIPLOMAT.has(&role.term) || set::LEADER.has(&role.term)
    }

    /// The person whose name stands in apposition: "his counterpart, Wang Yi," and "Wang Yi, the foreign minister,".
    fn apposed(&self, index: usize) -> Option<usize> {
        let draft = &self.drafts[index];
        let tokens = &self.views[draft.sentence].sentence.tokens;
        let comma = |token: usize| tokens.get(token).is_some_and(|token| token.form == ",");
        let name = |first: usize, before: bool| {
            self.drafts_in(draft.sentence).iter().find(|other| {
                matches!(other.topic, Topic::Name { .. })
                    && if before { other.last == first } else { other.first == first }
                    && other.entities.first().is_some_and(|&entity| self.cast.kind(entity) == EntityKind::Person)
            })
        };
        if comma(draft.last + 1)
            && let Some(after) = name(draft.last + 2, false)
            && !tokens.get(after.last + 1).is_some_and(|token| set::AND_POSSESSIVE.has(&token.form))
        {
            // "said the minister, Wang said": the name has to close the apposition.
            let closed = tokens.get(after.last + 1).is_none_or(|token| {
                token.deprel == crate::syntax::Deprel::Punct
                    || matches!(token.form.as_str(), "," | "." | ")" | "—" | "-")
            });
            let attached = tokens[after.head].head.is_some_and(|head| head >= draft.first && head <= draft.last);
            if closed || attached {
                return after.entities.first().copied();
            }
        }
        if draft.first >= 2
            && comma(draft.first - 1)
            && let Some(before) = name(draft.first - 2, true)
        {
            let closed = tokens
                .get(draft.last + 1)
                .is_none_or(|token| matches!(token.form.as_str(), "," | "." | ")" | "—" | "-" | ";"));
            let attached = tokens[draft.head].head.is_some_and(|head| head >= before.first && head <= before.last);
            // "Ordo Velk, the mayor and adviser Ann Kaya" says nothing of Velk.
            let and = tokens.get(draft.last + 1).is_some_and(|token| set::AND.has(&token.form));
            let listed =
                and && tokens.get(draft.last + 2).is_some_and(|token| matches!(token.upos, Upos::Adj | Upos::Noun));
            if closed && tokens.get(draft.last + 1).is_some() || attached && !listed {
                return before.entities.first().copied();
            }
        }
        None
    }

    /// Who holds the office of the phrase in that state: somebody whom the article gives the title, else by the date.
    fn holder(&mut self, of: usize, phrase: &NounPhrase, index: usize) -> Option<usize> {
        let role = &self.lexicon.roles()[phrase.role as usize];
        let slugs: Vec<String> = match &*role.term {
            term if set::DIPLOMAT.has(term) => set::TOP_DIPLOMAT.words().map(str::to_owned).collect(),
            term if set::LEADER.has(term) => vec![term.to_owned()],
            _ => role.slugs.iter().map(ToString::to_string).collect(),
        };
        self.office_holder(of, &slugs, phrase.former, index)
    }

    /// Who holds one of these offices: somebody whom the article gives the title, else by the date.
    pub(crate) fn office_holder(&mut self, of: usize, slugs: &[String], former: bool, index: usize) -> Option<usize> {
        let titled = self.said.holders(of, slugs, former);
        if let [only] = titled[..] {
            return Some(only);
        }
        if !titled.is_empty() {
            // Two holders in one article: the one named last before.
            return self.said.last_before(&self.drafts, &titled, index);
        }
        let state = self.cast.entry[of]?;
        if let (Some(day), false) = (self.day(), former) {
            for slug in slugs {
                let holders = self.gazetteer.holders(state, slug, day);
                if let [only] = holders[..] {
                    return Some(self.cast.known(only));
                }
            }
            return None;
        }
        // Without a date: somebody in the article who ever held the office.
        let held = self.ever_held(state, slugs);
        if let [only] = held[..] { Some(only) } else { None }
    }
}
