//! Names to entities: which of the entries that bear a name is meant. The order of the passes decides.

use super::{
    EntityKind,
    index::Atom,
    lexicon::Gender,
    metonym::{self, Reading},
    names::Form,
    phrases::{TitleWords, Topic},
    resolve::Reader,
    scan::{Hit, What},
};

/// A name draft, copied out so that the reader can be changed while it is linked.
pub(super) struct Named {
    pub(super) index: usize,
    pub(super) sentence: usize,
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) element: usize,
    pub(super) title: TitleWords,
    /// Whether a title or role stands before it.
    pub(super) titled: bool,
    pub(super) folded: String,
}

impl Reader<'_> {
    /// Links every name: those of states and bodies, full names of persons, surnames, then what is left.
    pub(super) fn link_names(&mut self) {
        let names = self.names();
        for doubtful in [false, true] {
            for name in &names {
                if let What::Known(hits) = self.views[name.sentence].elements[name.element].what.clone() {
                    self.link_known(name, &hits, doubtful);
                }
            }
        }
        for name in &names {
            if self.drafts[name.index].entities.is_empty() && name.folded.contains(' ') {
                self.link_full_name(name);
            }
        }
        for name in &names {
            if self.drafts[name.index].entities.is_empty() {
                self.link_surname(name);
            }
        }
        // Minted full names come before surnames, so that "Mr Velk" is the Ordo Velk of another sentence.
        for full in [true, false] {
            // From right to left: what a place lies in stands after it.
            for name in names.iter().rev() {
                if self.drafts[name.index].entities.is_empty() && name.folded.contains(' ') == full {
                    self.mint(name);
                }
            }
            for name in &names {
                if self.drafts[name.index].entities.is_empty() {
                    self.link_surname(name);
                }
            }
            if full {
                self.link_abbreviations(&names);
            }
        }
        self.link_repeated(&names);
    }

    /// A name that one mention of the article shows the kind of is the same in the others.
    fn link_repeated(&mut self, names: &[Named]) {
        for name in names {
            let capital = |name: &Named| matches!(self.views[name.sentence].elements[name.element].what, What::Capital);
            if !self.drafts[name.index].entities.is_empty() || self.drafts[name.index].thing || !capital(name) {
                continue;
            }
            let found = names.iter().find(|other| {
                let draft = &self.drafts[other.index];
                // "in Zhelkopteryx" is too weak a sign to be carried on.
                let sure = !draft.entities.is_empty() && draft.decided_by != "minted by preposition";
                sure && other.folded == name.folded && capital(other)
            });
            if let Some(&entity) = found.and_then(|other| self.drafts[other.index].entities.first()) {
                self.decide(name, entity, "said elsewhere");
            }
        }
    }

    fn names(&self) -> Vec<Named> {
        let mut names = Vec::new();
        for (index, draft) in self.drafts.iter().enumerate() {
            let Topic::Name { first, last, element, title } = &draft.topic else { continue };
            let words = &self.views[draft.sentence].atoms;
            // Initials say nothing that the other names do not.
            let atoms: Vec<&Atom> = words.atoms[words.of_token[*first]..words.of_token[*last + 1]].iter().collect();
            let long: Vec<&str> =
                atoms.iter().filter(|atom| atom.text.chars().count() > 1).map(|atom| atom.text.as_str()).collect();
            let folded = if long.is_empty() { words.joined(*first, *last) } else { long.join(" ") };
            names.push(Named {
                index,
                sentence: draft.sentence,
                first: *first,
                last: *last,
                element: *element,
                titled: draft.first < *first && !draft.people,
                title: title.clone(),
                folded,
            });
        }
        names
    }

    pub(super) fn decide(&mut self, name: &Named, entity: usize, by: &'static str) {
        self.drafts[name.index].entities = vec![entity];
        self.drafts[name.index].decided_by = by;
        self.of_element[name.sentence][name.element] = Some(entity);
        if self.cast.kind(entity) == EntityKind::Person {
            self.called.push((entity, name.folded.clone()));
            let label = self.lexicon.letters.folded(&self.cast.entities[entity].label);
            self.called.push((entity, label));
            if self.cast.gender[entity].is_none() {
                self.cast.gender[entity] = self.gender(name);
            }
        }
    }

    pub(super) fn gender(&self, name: &Named) -> Option<Gender> {
        let given = name.folded.split(' ').next().filter(|_| name.folded.contains(' '));
        name.title.gender.or_else(|| self.gazetteer.given(given?).flatten())
    }

    /// Whether a state is mentioned in the article by a name that is beyond doubt.
    pub(super) fn mentioned(&self, country: u32) -> bool {
        self.cast.entry.contains(&Some(country))
    }

    fn link_known(&mut self, name: &Named, hits: &[Hit], doubtful: bool) {
        if !self.drafts[name.index].entities.is_empty() {
            return;
        }
        let view = &self.views[name.sentence];
        let text = view.atoms.joined(name.first, name.last);
        let kind = |hit: &Hit| self.gazetteer.entry(hit.entry).kind();
        let sure = |hit: &&Hit| !hit.doubtful;
        if let Some(hit) =
            hits.iter().filter(sure).find(|hit| kind(hit) == EntityKind::Country && hit.form == Form::Adjective)
        {
            let state = self.cast.known(hit.entry);
            if self.drafts[name.index].people {
                let people = self.cast.people(state);
                return self.decide(name, people, "people of a state");
            }
            return self.decide(name, state, "adjective");
        }
        // "Atlanta, Georgia": after a city of another state that has a region of that name, the region.
        if let Some(region) = self.region_after_city(name, hits) {
            let entity = self.cast.known(region);
            return self.decide(name, entity, "region, by the city before it");
        }
        // "the airline Emirates"
        if self.is_called(name) {
            return;
        }
        let country_name =
            hits.iter().filter(sure).find(|hit| kind(hit) == EntityKind::Country && self.own_name(hit.entry, &text));
        if let Some(hit) = country_name {
            let entity = self.cast.known(hit.entry);
            return self.decide(name, entity, "country");
        }
        if let Some(metonym) = self.gazetteer.metonym(&text) {
            let head = self.drafts[name.index].head;
            let reading = metonym::reading(view.sentence, name.first, name.last, head);
            // "in Kyiv, Ukraine", "in Zhelk, Kyiv"
            let government = !self.beside_own_state(name, metonym.stands_for)
                && !self.listed_place(name)
                && match reading {
                    Reading::Acts => true,
                    Reading::Open => metonym.strong,
                    Reading::Scene => metonym.place.is_none(),
                };
            let entry = if government { metonym.stands_for } else { metonym.place.unwrap_or(metonym.stands_for) };
            let entity = self.cast.known(entry);
            return self.decide(name, entity, if government { "metonym" } else { "place" });
        }
        let persons: Vec<u32> =
            hits.iter().filter(|hit| kind(hit) == EntityKind::Person).map(|hit| hit.entry).collect();
        if !persons.is_empty() {
            if let Some(person) = self.choose_person(name, &persons) {
                let entity = self.cast.known(person);
                self.decide(name, entity, "full name");
            }
            return;
        }
        let organisations: Vec<Hit> =
            hits.iter().filter(|hit| kind(hit) == EntityKind::Organisation).copied().collect();
        if !organisations.is_empty() && self.is_generic(name, &organisations) {
            // States are known only after the first round.
            if doubtful {
                self.link_organ(name, &organisations);
            }
            return;
        }
        // "the Philippine Red Cross" is no international body.
        if let Some(state) = self.state_before(name)
            && organisations.iter().all(|hit| self.gazetteer.entry(hit.entry).class() == "ngo")
            && !organisations.is_empty()
        {
            let words = self.words(name.sentence, name.first, name.last);
            let branch = self.cast.organ(state, &words, "NGO");
            return self.decide(name, branch, "organ of a state");
        }
        if !organisations.is_empty() && (doubtful || organisations.iter().any(|hit| !hit.doubtful)) {
            let sure: Vec<Hit> = organisations.iter().filter(|hit| !hit.doubtful).copied().collect();
            let supported: Vec<u32> = organisations
                .iter()
                .map(|hit| hit.entry)
                .filter(|&entry| self.gazetteer.entry(entry).country().is_some_and(|country| self.mentioned(country)))
                .collect();
            let chosen = match (&sure[..], &supported[..]) {
                ([only], _) => Some(only.entry),
                (_, [only]) => Some(*only),
                (several, _) => {
                    let both: Vec<u32> =
                        several.iter().map(|hit| hit.entry).filter(|entry| supported.contains(entry)).collect();
                    if both.len() == 1 { Some(both[0]) } else { None }
                }
            };
            if let Some(entry) = chosen {
                let entity = self.cast.known(entry);
                self.decide(name, entity, "organisation");
            }
            return;
        }
        let countries: Vec<u32> =
            hits.iter().filter(|hit| kind(hit) == EntityKind::Country).map(|hit| hit.entry).collect();
        if doubtful && !countries.is_empty() {
            let mentioned: Vec<u32> = countries.iter().copied().filter(|&country| self.mentioned(country)).collect();
            // "in Huntingdon, Cambridgeshire, England"
            let chosen = if mentioned.is_empty() && self.listed_place(name) { countries } else { mentioned };
            if let [only] = chosen[..] {
                let entity = self.cast.known(only);
                self.decide(name, entity, "country, by the article");
            }
            return;
        }
        let mut places: Vec<Hit> = hits.iter().filter(|hit| kind(hit) == EntityKind::Place).copied().collect();
        places.sort_by_key(|hit| std::cmp::Reverse(self.gazetteer.entry(hit.entry).weight()));
        if doubtful && !places.is_empty() {
            let head = self.drafts[name.index].head;
            let scene = metonym::reading(view.sentence, name.first, name.last, head) == Reading::Scene
                || self.listed_place(name);
            let at_home =
                |hit: &&Hit| self.gazetteer.entry(hit.entry).country().is_some_and(|country| self.mentioned(country));
            let chosen = places.iter().find(at_home).or_else(|| places.first().filter(|hit| !hit.doubtful || scene));
            // "Amazon announces": forests and rivers do not.
            let acts = metonym::reading(view.sentence, name.first, name.last, head) == Reading::Acts;
            let natural = |hit: &Hit| {
                matches!(
                    self.gazetteer.entry(hit.entry).class(),
                    "river" | "site" | "mountains" | "lake" | "valley" | "region"
                ) && self.gazetteer.entry(hit.entry).country().is_none()
            };
            if let Some(hit) = chosen.copied()
                && !name.titled
                && !(acts && natural(&hit))
            {
                let entity = self.cast.known(hit.entry);
                self.decide(name, entity, "place");
            }
        }
    }

    /// Whether a noun before a name that bodies bear, too, says that it is one of a company or the like.
    pub(super) fn is_called(&self, name: &Named) -> bool {
        let view = &self.views[name.sentence];
        let What::Known(hits) = &view.elements[name.element].what else { return false };
        let lands = hits.iter().all(|hit| {
            matches!(self.gazetteer.entry(hit.entry).kind(), EntityKind::Place | EntityKind::Country)
                && hit.form == Form::Name
        });
        lands
            && name.first.checked_sub(1).is_some_and(|noun| {
                let word = &view.sentence.tokens[noun];
                let trades = matches!(
                    word.lemma.to_lowercase().as_str(),
                    "company"
                        | "airline"
                        | "bank"
                        | "firm"
                        | "retailer"
                        | "giant"
                        | "carrier"
                        | "newspaper"
                        | "magazine"
                        | "manufacturer"
                        | "automaker"
                        | "maker"
                        | "conglomerate"
                        | "brand"
                        | "startup"
                        | "band"
                        | "broadcaster"
                );
                trades
                    && word.upos == crate::syntax::Upos::Noun
                    && word.feats.number != Some(crate::syntax::Number::Plur)
            })
    }

    /// Whether a comma and the state itself follow the name of its capital.
    fn beside_own_state(&self, name: &Named, state: u32) -> bool {
        let view = &self.views[name.sentence];
        view.sentence.tokens.get(name.last + 1).is_some_and(|word| word.form == ",")
            && view.at.get(name.last + 2).copied().flatten().is_some_and(|element| {
                view.elements[element].first == name.last + 2
                    && matches!(&view.elements[element].what, What::Known(hits) if hits.iter().any(|hit| hit.entry == state))
            })
    }

    /// The region among the hits that the city named just before lies in the same state as.
    fn region_after_city(&self, name: &Named, hits: &[Hit]) -> Option<u32> {
        let view = &self.views[name.sentence];
        let comma = name.first.checked_sub(1).filter(|&token| view.sentence.tokens[token].form == ",")?;
        let before = view.at[comma.checked_sub(1)?]?;
        let What::Known(cities) = &view.elements[before].what else { return None };
        let regions = hits.iter().map(|hit| self.gazetteer.entry(hit.entry)).zip(hits);
        regions
            .filter(|(entry, _)| entry.kind() == EntityKind::Place && entry.country().is_some())
            .find(|(entry, _)| {
                cities.iter().any(|city| {
                    let city = self.gazetteer.entry(city.entry);
                    city.kind() == EntityKind::Place && city.country() == entry.country()
                })
            })
            .map(|(_, hit)| hit.entry)
    }

    /// "in Epping, Essex, England": after a place and a comma another place follows.
    fn listed_place(&self, name: &Named) -> bool {
        let view = &self.views[name.sentence];
        let tokens = &view.sentence.tokens;
        let mut first = name.first;
        while first >= 2
            && tokens[first - 1].form == ","
            && let Some(before) = view.at[first - 2]
            && matches!(view.elements[before].what, What::Known(_) | What::Capital)
        {
            first = view.elements[before].first;
        }
        first < name.first
            && first > 0
            && matches!(tokens[first - 1].form.to_lowercase().as_str(), "in" | "at" | "near" | "outside" | "around")
    }

    /// Whether the words are a name of the entry itself, not of its capital or palace.
    fn own_name(&self, entry: u32, folded: &str) -> bool {
        self.gazetteer.metonym(folded).is_none()
            || self.lexicon.letters.folded(self.gazetteer.entry(entry).label()) == folded
    }
}
