//! Nominals to entities: organs and people of a state, holders of offices on a day, and what was said before.

use super::{
    EntityKind,
    lexicon::Sort,
    phrases::{NounPhrase, Owner, Topic},
    resolve::Reader,
    scan::What,
};

impl Reader<'_> {
    /// Resolves what is not a name, in the order of the text.
    pub(super) fn resolve_rest(&mut self) {
        for index in 0..self.drafts.len() {
            match self.drafts[index].topic.clone() {
                Topic::Name { .. } => {}
                Topic::Same { element } => {
                    if let Some(entity) = self.of_element[self.drafts[index].sentence][element] {
                        self.settle(index, vec![entity], "the name beside the noun");
                    }
                }
                Topic::Nominal(phrase) => self.resolve_nominal(index, &phrase),
                Topic::Pronoun => self.resolve_pronoun(index),
                Topic::Pair => self.resolve_pair(index, None),
            }
        }
    }

    pub(super) fn settle(&mut self, index: usize, entities: Vec<usize>, by: &'static str) {
        self.drafts[index].entities = entities;
        self.drafts[index].decided_by = by;
    }

    fn resolve_nominal(&mut self, index: usize, phrase: &NounPhrase) {
        let lexicon = self.lexicon;
        let role = &lexicon.roles[phrase.role as usize];
        let sentence = self.drafts[index].sentence;
        let owners = match phrase.of {
            // "the export administration at the US commerce department" is no administration of the United States.
            Owner::Within(_) if role.sort == Sort::Body => Vec::new(),
            // "A gunman in Lviv" may be anybody; police in Lviv, and its residents, belong to the place.
            Owner::Within(_) if role.sort == Sort::Person && !phrase.plural && !role.is_organ() => Vec::new(),
            // Whoever came to a place need not be its people: "immigrants in Illinois".
            Owner::Within(_) if &*role.code == "REF" => Vec::new(),
            of => self.owners(sentence, of, index),
        };
        // "Western officials", "Arab states"
        if let Some(region) = phrase.region
            && owners.is_empty()
            && phrase.plural
            && matches!(phrase.of, Owner::Nothing)
            && matches!(role.sort, Sort::Office | Sort::Person | Sort::Group | Sort::State)
        {
            let group = self.cast.regional(&lexicon.regions[region as usize], role);
            return self.settle(index, vec![group], "people of a part of the world");
        }
        match role.sort {
            Sort::Body => match owners[..] {
                [] if phrase.of == Owner::Nothing && (phrase.indefinite || phrase.plural) => {}
                [] if phrase.of == Owner::Nothing => match self.commanded_by(index) {
                    Some(state) => {
                        let body = self.cast.body(state, role);
                        self.settle(index, vec![body], "organ of the state of who commands it");
                    }
                    None => self.same_body(index, phrase),
                },
                [] => {
                    // "the Trump administration" is the government of the state that he leads.
                    if let Some(state) = self.led_state(sentence, phrase.of) {
                        let body = self.cast.body(state, role);
                        self.settle(index, vec![body], "organ of the state that the person leads");
                    }
                }
                // "the government of Ontario" is neither the place nor that of the state in which Ontario lies.
                [of] if role.slugs.is_empty()
                    && (self.cast.kind(of) == EntityKind::Place || self.only_lies_in(sentence, phrase.of, of)) => {}
                // "the Sagrada Zhelk church" is that church.
                [only] if self.is_called_by(index, phrase) => {
                    self.settle(index, vec![only], "organ that its name is of")
                }
                _ => {
                    let bodies = owners.iter().map(|&of| self.cast.body(of, role)).collect();
                    self.settle(index, bodies, "organ of a state");
                }
            },
            Sort::Group => {
                let of_one = |reader: &Self| reader.only_state().filter(|_| role.is_organ());
                if !owners.is_empty() {
                    let groups = owners.iter().map(|&of| self.cast.group(of, role)).collect();
                    self.settle(index, groups, "people of a state");
                } else if phrase.of == Owner::Nothing
                    && !phrase.narrowed
                    && let Some(state) = of_one(self)
                {
                    let group = self.cast.group(state, role);
                    self.settle(index, vec![group], "people of the only state of the article");
                }
            }
            Sort::Office | Sort::Person if phrase.plural => {
                if role.sort == Sort::Office && owners.len() > 1 {
                    let holders: Vec<Option<usize>> = owners.iter().map(|&of| self.holder(of, phrase, index)).collect();
                    if holders.iter().all(Option::is_some) {
                        return self.settle(index, holders.into_iter().flatten().collect(), "holders of an office");
                    }
                }
                if phrase.count == Some(2) && owners.is_empty() && !phrase.narrowed {
                    return self.resolve_pair(index, Some(EntityKind::Person));
                }
                if !owners.is_empty() {
                    let groups = owners.iter().map(|&of| self.cast.group(of, role)).collect();
                    self.settle(index, groups, "people of a state");
                } else if phrase.definite && phrase.of == Owner::Nothing {
                    self.same_role(index, phrase);
                }
            }
            Sort::Office | Sort::Person => self.one_person(index, phrase, &owners),
            // "the countries of the Gulf Cooperation Council"
            Sort::State if phrase.plural && matches!(phrase.of, Owner::Element(_)) => {
                if let [body] = owners[..]
                    && self.cast.kind(body) == EntityKind::Organisation
                {
                    self.settle(index, vec![body], "states of a body");
                }
            }
            Sort::State => {
                if phrase.count == Some(2) && phrase.plural {
                    self.resolve_pair(index, Some(EntityKind::Country));
                } else if !phrase.plural && !phrase.narrowed && phrase.definite {
                    self.same_kind(index, |kind, _| kind == EntityKind::Country);
                }
            }
            Sort::Organisation => {
                let slug = role.slugs.first().map_or("", |slug| &**slug).to_owned();
                let alike = move |kind: EntityKind, class: &str| {
                    kind == EntityKind::Organisation
                        && (class == slug
                            || slug == "bloc" && class == "alliance"
                            || slug == "alliance" && class == "bloc")
                };
                self.same_kind(index, alike);
            }
            Sort::Place => {
                let slug = role.slugs.first().map_or("", |slug| &**slug).to_owned();
                let alike = move |kind: EntityKind, class: &str| {
                    kind == EntityKind::Place
                        && (class == slug || slug == "city" && (class == "capital" || class == "town"))
                };
                self.same_kind(index, alike);
            }
        }
    }

    /// The states and bodies that a phrase names as owners: several where they are coordinated ("Russian and Chinese").
    fn owners(&mut self, sentence: usize, of: Owner, index: usize) -> Vec<usize> {
        if let Owner::Pronoun(token) = of {
            let before = self.drafts[..self.drafts.len()].iter().find(|draft| {
                draft.sentence == sentence && draft.head == token && matches!(draft.topic, Topic::Pronoun)
            });
            let owners: Vec<usize> = before.map(|draft| draft.entities.clone()).unwrap_or_default();
            // A nominal begins at its possessive, so that the possessive comes after it in order.
            let owners = if owners.is_empty() {
                let position = self.drafts.iter().position(|draft| {
                    draft.sentence == sentence && draft.head == token && matches!(draft.topic, Topic::Pronoun)
                });
                if let Some(position) = position
                    && position > index
                {
                    self.resolve_pronoun(position);
                    self.drafts[position].entities.clone()
                } else {
                    owners
                }
            } else {
                owners
            };
            return owners.into_iter().filter(|&owner| self.cast.kind(owner) != EntityKind::Person).collect();
        }
        let Some(first) = self.owner(sentence, of) else { return Vec::new() };
        let mut owners = vec![first];
        if let Owner::Element(element) = of {
            let view = &self.views[sentence];
            let mut begin = view.elements[element].first;
            let mut more = Vec::new();
            while begin >= 2 {
                let word = &view.sentence.tokens[begin - 1].form;
                if !matches!(word.as_str(), "and" | "," | "&" | "or") {
                    break;
                }
                let Some(other) = view.at[begin - 2] else { break };
                if view.elements[other].last != begin - 2 || !matches!(view.elements[other].what, What::Known(_)) {
                    break;
                }
                // Only adjectives share the noun: "Russian and Chinese officials", not "Russia and Chinese officials".
                let adjective = |element: usize| {
                    matches!(&view.elements[element].what, What::Known(hits)
                        if hits.iter().any(|hit| hit.form == super::names::Form::Adjective))
                };
                if adjective(element) != adjective(other) || !adjective(element) {
                    break;
                }
                more.push(other);
                begin = view.elements[other].first;
            }
            // "the leaders of Japan and the Philippines"
            let head = self.drafts[index].head;
            let mut end = view.elements[element].last;
            let mut after = Vec::new();
            while view.elements[element].first > head
                && let Some(word) = view.sentence.tokens.get(end + 1)
                && matches!(word.form.as_str(), "and" | ",")
            {
                let mut next = end + 2;
                while view.sentence.tokens.get(next).is_some_and(|word| matches!(word.form.as_str(), "the" | "and")) {
                    next += 1;
                }
                let Some(other) = view.at.get(next).copied().flatten() else { break };
                let country = self.of_element[sentence][other]
                    .is_some_and(|entity| self.cast.kind(entity) == EntityKind::Country);
                if view.elements[other].first != next || !country {
                    break;
                }
                after.push(other);
                end = view.elements[other].last;
            }
            for other in after {
                if let Some(owner) = self.owner(sentence, Owner::Element(other)) {
                    owners.push(owner);
                }
            }
            for other in more {
                if let Some(owner) = self.owner(sentence, Owner::Element(other)) {
                    owners.insert(0, owner);
                }
            }
        }
        owners
    }

    /// One person by role: apposed name, counterpart, holder of the office, or somebody said before.
    fn one_person(&mut self, index: usize, phrase: &NounPhrase, owners: &[usize]) {
        let lexicon = self.lexicon;
        let role = &lexicon.roles[phrase.role as usize];
        if let Some(person) = self.apposed(index) {
            let draft = &self.drafts[index];
            let view = &self.views[draft.sentence];
            let words = view.at[draft.head].map(|element| (view.elements[element].first, view.elements[element].last));
            let sentence = draft.sentence;
            if let Some((first, last)) = words {
                let text = self.words(sentence, first, last);
                let title = self.title(person, owners.first().copied(), phrase.role, text, phrase.former);
                self.drafts[index].title = title;
            }
            return self.settle(index, vec![person], "apposition");
        }
        if &*role.term == "counterpart" {
            if let [of] = owners
                && let Some(person) = self.counterpart(index, *of)
            {
                self.settle(index, vec![person], "counterpart");
            }
            return;
        }
        if let [of] = owners {
            let office =
                role.sort == Sort::Office || phrase.top && &*role.term == "diplomat" || &*role.term == "leader";
            if office && phrase.definite {
                if let Some(person) = self.holder(*of, phrase, index) {
                    self.settle(index, vec![person], "holder of an office");
                }
                return;
            }
            if office || phrase.definite && role.sort == Sort::Person && phrase.narrowed {
                return;
            }
            if role.sort == Sort::Person && !phrase.definite {
                let member = self.cast.member(*of, role);
                self.settle(index, vec![member], "one of a group");
            } else if phrase.definite {
                self.same_role(index, phrase);
            }
            return;
        }
        if owners.is_empty() && phrase.definite && matches!(phrase.of, Owner::Nothing) {
            self.same_role(index, phrase);
        }
    }

    /// The person whose name stands in apposition: "his counterpart, Wang Yi," and "Wang Yi, the foreign minister,".
    fn apposed(&self, index: usize) -> Option<usize> {
        let draft = &self.drafts[index];
        let tokens = &self.views[draft.sentence].sentence.tokens;
        let comma = |token: usize| tokens.get(token).is_some_and(|token| token.form == ",");
        let name = |first: usize, before: bool| {
            self.drafts.iter().find(|other| {
                other.sentence == draft.sentence
                    && matches!(other.topic, Topic::Name { .. })
                    && if before { other.last == first } else { other.first == first }
                    && other.entities.first().is_some_and(|&entity| self.cast.kind(entity) == EntityKind::Person)
            })
        };
        if comma(draft.last + 1)
            && let Some(after) = name(draft.last + 2, false)
            && !tokens.get(after.last + 1).is_some_and(|token| matches!(token.form.as_str(), "and" | "'s" | "’s"))
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
            if closed && tokens.get(draft.last + 1).is_some() || attached {
                return before.entities.first().copied();
            }
        }
        None
    }

    /// Who holds the office of the phrase in that state: somebody whom the article gives the title, else by the date.
    fn holder(&mut self, of: usize, phrase: &NounPhrase, index: usize) -> Option<usize> {
        let role = &self.lexicon.roles[phrase.role as usize];
        let slugs: Vec<String> = match &*role.term {
            "diplomat" => vec!["top-diplomat".into(), "foreign-minister".into(), "foreign-policy-chief".into()],
            "leader" => vec!["leader".into()],
            _ => role.slugs.iter().map(ToString::to_string).collect(),
        };
        self.office_holder(of, &slugs, phrase.former, index)
    }

    fn office_holder(&mut self, of: usize, slugs: &[String], former: bool, index: usize) -> Option<usize> {
        let mut titled: Vec<usize> = Vec::new();
        for draft in &self.drafts {
            if let Some(title) = &draft.title
                && title.of == Some(of)
                && title.former == former
                && slugs.contains(&title.office)
                && let Some(&person) = draft.entities.first()
                && !titled.contains(&person)
            {
                titled.push(person);
            }
        }
        if let [only] = titled[..] {
            return Some(only);
        }
        if !titled.is_empty() {
            // Two holders in one article: the one named last before.
            return self.drafts[..index]
                .iter()
                .rev()
                .find_map(|draft| draft.entities.first().copied().filter(|entity| titled.contains(entity)));
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
        let mut held: Vec<usize> = (0..self.cast.entities.len())
            .filter(|&person| {
                self.cast.entry[person]
                    .is_some_and(|entry| slugs.iter().any(|slug| self.gazetteer.ever_held(entry, state, slug)))
            })
            .collect();
        held.retain(|person| self.drafts.iter().any(|draft| draft.entities.contains(person)));
        if let [only] = held[..] { Some(only) } else { None }
    }

    /// "his Russian counterpart": who holds in that state the office of the person last spoken of.
    fn counterpart(&mut self, index: usize, of: usize) -> Option<usize> {
        let mut speaker = None;
        for draft in self.drafts[..index].iter().rev() {
            if draft.sentence + 2 < self.drafts[index].sentence {
                break;
            }
            if let [entity] = draft.entities[..]
                && self.cast.kind(entity) == EntityKind::Person
                && self.cast.country(entity) != Some(of)
            {
                speaker = Some(entity);
                break;
            }
        }
        let speaker = speaker?;
        let mut slugs: Vec<String> = self
            .drafts
            .iter()
            .filter(|draft| draft.entities == [speaker])
            .filter_map(|draft| draft.title.as_ref().map(|title| title.office.clone()))
            .collect();
        if let Some(entry) = self.cast.entry[speaker] {
            for term in self.gazetteer.terms_of(entry) {
                let office = self.gazetteer.office_name(term.office);
                if self.day().is_none_or(|day| term.holds(day)) && !slugs.iter().any(|slug| slug == office) {
                    slugs.push(office.to_owned());
                }
            }
        }
        slugs.iter().find_map(|slug| self.office_holder(of, std::slice::from_ref(slug), false, index))
    }

    /// "the official": the last one said of that role.
    fn same_role(&mut self, index: usize, phrase: &NounPhrase) {
        let slugs = &self.lexicon.roles[phrase.role as usize].slugs;
        let sentence = self.drafts[index].sentence;
        let mut titled: Vec<usize> = Vec::new();
        for draft in self.drafts[..index].iter().rev() {
            if let Topic::Nominal(other) = &draft.topic
                && other.role == phrase.role
                && other.plural == phrase.plural
                && !draft.entities.is_empty()
            {
                let entities = draft.entities.clone();
                return self.settle(index, entities, "same role");
            }
            if let Some(title) = &draft.title
                && slugs.iter().any(|slug| **slug == title.office)
                && let Some(&person) = draft.entities.first()
                && !titled.contains(&person)
                && !phrase.plural
            {
                titled.push(person);
            }
        }
        if let [only] = titled[..] {
            return self.settle(index, vec![only], "same title");
        }
        // "the pope": an office of which the world has one.
        if titled.is_empty()
            && self.lexicon.roles[phrase.role as usize].sort == Sort::Office
            && !phrase.plural
            && !phrase.former
            && !phrase.narrowed
            && let Some(day) = self.day()
            && let [slug] = &slugs[..]
            && let Some(person) = self.gazetteer.only_holder(slug, day)
        {
            let person = self.cast.known(person);
            return self.settle(index, vec![person], "holder of an office that is one in the world");
        }
        // Two of one title: the one who is in the sentence before, if only one is.
        let near: Vec<usize> = titled
            .into_iter()
            .filter(|person| {
                self.drafts[..index]
                    .iter()
                    .any(|draft| draft.sentence + 1 >= sentence && draft.entities.contains(person))
            })
            .collect();
        if let [only] = near[..] {
            self.settle(index, vec![only], "same title");
        }
    }

    /// "the country", "the alliance": the only thing of that kind in this sentence so far, or in the one before.
    fn same_kind(&mut self, index: usize, wanted: impl Fn(EntityKind, &str) -> bool) {
        let sentence = self.drafts[index].sentence;
        for back in 0..3 {
            if back > sentence {
                break;
            }
            let mut found: Vec<usize> = Vec::new();
            for draft in self.drafts[..index].iter().filter(|draft| draft.sentence == sentence - back) {
                for &entity in &draft.entities {
                    if wanted(self.cast.kind(entity), &self.cast.class[entity]) && !found.contains(&entity) {
                        found.push(entity);
                    }
                }
            }
            match found[..] {
                [] => {}
                [only] => return self.settle(index, vec![only], "said before"),
                _ => return,
            }
        }
    }
}
