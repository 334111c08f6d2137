//! Names to entities: which of the entries that bear a name is meant. The order of the passes decides.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Decision, EntityKind,
    draft::{Named, Topic},
    element::{Hit, What},
    fold::Atom,
    metonym::{self, Reading},
    names::Form,
    reader::Reader,
};
use crate::{
    lexicon::set,
    syntax::{Number, Upos},
};

impl Reader<'_, '_> {
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
        let strangers = self.strangers(&names);
        for name in &names {
            if self.drafts[name.index].entities.is_empty() {
                self.link_surname(name, &strangers);
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
                    self.link_surname(name, &strangers);
                }
            }
            if full {
                self.link_abbreviations(&names);
            }
        }
        self.link_repeated(&names);
    }

    /// The surnames of full names that no entry bears ("Oskar Velk"): who is called by such a word alone is no famous namesake.
    fn strangers<'n>(&self, names: &'n [Named]) -> FxHashSet<&'n str> {
        let unknown = names.iter().filter(|name| self.drafts[name.index].entities.is_empty());
        unknown
            .filter_map(|name| name.folded.split_once(' '))
            .filter(|(given, _)| self.gazetteer.given(given).is_some())
            .filter_map(|(_, rest)| rest.rsplit(' ').next())
            .collect()
    }

    /// A name that one mention of the article shows the kind of is the same in the others.
    fn link_repeated(&mut self, names: &[Named]) {
        // The first mention of each name that shows its kind; what this pass decides shows nothing else.
        let mut shown: FxHashMap<&str, Option<usize>> = FxHashMap::default();
        let mut alike: FxHashMap<&str, Vec<&Named>> = FxHashMap::default();
        for name in names {
            alike.entry(&name.folded).or_default().push(name);
        }
        for name in names {
            let capital = |name: &Named| matches!(self.views[name.sentence].elements[name.element].what, What::Capital);
            if !self.drafts[name.index].entities.is_empty() || self.drafts[name.index].thing || !capital(name) {
                continue;
            }
            let entity = *shown.entry(&name.folded).or_insert_with(|| {
                let found = alike.get(name.folded.as_str())?.iter().find(|other| {
                    let draft = &self.drafts[other.index];
                    // "in Zhelkopteryx" is too weak a sign to be carried on.
                    let sure = !draft.entities.is_empty() && draft.decided_by != Decision::MintedByPreposition;
                    sure && capital(other)
                })?;
                self.drafts[found.index].entities.first().copied()
            });
            if let Some(entity) = entity {
                self.decide(name, entity, Decision::SaidElsewhere);
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
                titled: (draft.first < *first || title.role.is_some()) && !draft.people,
                title: title.clone(),
                folded,
            });
        }
        names
    }

    /// Links a name that the gazetteer has. The passes stand in their order; the first that knows what is meant ends them.
    fn link_known(&mut self, name: &Named, hits: &[Hit], doubtful: bool) {
        if !self.drafts[name.index].entities.is_empty() {
            return;
        }
        let text = self.views[name.sentence].atoms.joined(name.first, name.last);
        let of_kinds = |kinds: &[EntityKind]| -> Vec<Hit> {
            hits.iter().filter(|hit| kinds.contains(&self.gazetteer.entry(hit.entry).kind())).copied().collect()
        };
        let countries = of_kinds(&[EntityKind::Country]);
        let persons = of_kinds(&[EntityKind::Person]);
        // "the West" acts as bodies do.
        let organisations = of_kinds(&[EntityKind::Organisation, EntityKind::Group]);
        let places = of_kinds(&[EntityKind::Place]);
        let _ended = self.link_adjective(name, &countries)
            || self.link_region_after_city(name, hits)
            // "the airline Emirates"
            || self.is_called(name)
            || self.link_country(name, &countries, &text)
            || self.link_metonym(name, &text)
            || self.link_person(name, &persons)
            || self.link_organisation(name, &organisations, doubtful)
            || doubtful && (self.link_doubtful_country(name, &countries) || self.link_place(name, &places));
    }

    /// "French", "the French"
    fn link_adjective(&mut self, name: &Named, countries: &[Hit]) -> bool {
        let Some(hit) = countries.iter().find(|hit| !hit.doubtful && hit.form == Form::Adjective) else { return false };
        let state = self.cast.known(hit.entry);
        if self.drafts[name.index].people {
            let people = self.cast.people(state);
            self.decide(name, people, Decision::PeopleOfState);
        } else {
            self.decide(name, state, Decision::Adjective);
        }
        true
    }

    /// "Atlanta, Georgia": after a city of another state that has a region of that name, the region.
    fn link_region_after_city(&mut self, name: &Named, hits: &[Hit]) -> bool {
        let Some(region) = self.region_after_city(name, hits) else { return false };
        let entity = self.cast.known(region);
        self.decide(name, entity, Decision::RegionAfterCity);
        true
    }

    /// A name that is the state's own, not that of its capital.
    fn link_country(&mut self, name: &Named, countries: &[Hit], text: &str) -> bool {
        let own = countries.iter().find(|hit| !hit.doubtful && self.own_name(hit.entry, text));
        let Some(hit) = own else { return false };
        let entity = self.cast.known(hit.entry);
        self.decide(name, entity, Decision::Country);
        true
    }

    /// "Kyiv": the government where it acts, the place where something happens in it.
    fn link_metonym(&mut self, name: &Named, text: &str) -> bool {
        let Some(metonym) = self.gazetteer.metonym(text) else { return false };
        let head = self.drafts[name.index].head;
        let reading = metonym::reading(self.views[name.sentence].sentence, name.first, name.last, head);
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
        self.decide(name, entity, if government { Decision::Metonym } else { Decision::Place });
        true
    }

    fn link_person(&mut self, name: &Named, persons: &[Hit]) -> bool {
        let entries: Vec<u32> = persons.iter().map(|hit| hit.entry).collect();
        if let Some(person) = (!entries.is_empty()).then(|| self.choose_person(name, &entries)).flatten() {
            let entity = self.cast.known(person);
            self.decide(name, entity, Decision::FullName);
        }
        !persons.is_empty()
    }

    /// A body; what every state has one of ("the Ministry of Health") is that of a state, which is known after the first
    /// round.
    fn link_organisation(&mut self, name: &Named, organisations: &[Hit], doubtful: bool) -> bool {
        if organisations.is_empty() {
            return false;
        }
        if self.link_members(name, organisations) {
            return true;
        }
        if self.is_generic(name, organisations) {
            if doubtful {
                self.link_organ(name, organisations);
            }
            return true;
        }
        // "the Philippine Red Cross" is no international body.
        if let Some(state) = self.state_before(name)
            && organisations.iter().all(|hit| set::CLASS_WITH_BRANCHES.has(self.gazetteer.entry(hit.entry).class()))
        {
            let words = self.words(name.sentence, name.first, name.last);
            let branch = self.cast.organ(state, &words, "NGO");
            self.decide(name, branch, Decision::OrganOfState);
            return true;
        }
        if let Some(entry) = self.only_organisation(organisations, doubtful) {
            let body = self.cast.known(entry);
            self.decide(name, body, Decision::Organisation);
        }
        true
    }

    /// "Republicans" are members of the party of that name, some or all: the party, where its own name is such a plural.
    fn link_members(&mut self, name: &Named, organisations: &[Hit]) -> bool {
        let word = &self.views[name.sentence].sentence.tokens[name.last];
        let plural = word.form.ends_with('s') && word.feats.number == Some(Number::Plur);
        let party = |hit: &&Hit| {
            let entry = self.gazetteer.entry(hit.entry);
            let last = entry.label().rsplit(' ').next().unwrap_or_default();
            set::CLASS_OF_PARTY.has(entry.class()) && last != word.form
        };
        if !plural || organisations.is_empty() || !organisations.iter().all(|hit| party(&hit)) {
            return false;
        }
        let spoken_of = |hit: &&Hit| self.gazetteer.entry(hit.entry).country().is_some_and(|of| self.mentioned(of));
        // "Swedish Democrats" are no Americans.
        let own = |hit: &&Hit| {
            let state = self.state_before(name);
            state.is_none_or(|state| self.gazetteer.entry(hit.entry).country() == self.cast.entry[state])
        };
        let mut found = organisations.iter().filter(|hit| !hit.doubtful || spoken_of(hit)).filter(own);
        if let (Some(hit), None) = (found.next(), found.next()) {
            let party = self.cast.known(hit.entry);
            let members = self.cast.members(party);
            self.decide(name, members, Decision::PeopleOfState);
        }
        true
    }

    /// The one body of several of a name that is beyond doubt, or whose state the article mentions.
    fn only_organisation(&self, organisations: &[Hit], doubtful: bool) -> Option<u32> {
        let sure: Vec<u32> = organisations.iter().filter(|hit| !hit.doubtful).map(|hit| hit.entry).collect();
        if sure.is_empty() && !doubtful {
            return None;
        }
        let at_home = |entry: &u32| self.gazetteer.entry(*entry).country().is_some_and(|of| self.mentioned(of));
        let supported: Vec<u32> = organisations.iter().map(|hit| hit.entry).filter(at_home).collect();
        match (&sure[..], &supported[..]) {
            ([only], _) | (_, [only]) => Some(*only),
            (several, _) => {
                let mut both = several.iter().copied().filter(|entry| supported.contains(entry));
                both.next().filter(|_| both.next().is_none())
            }
        }
    }

    /// A doubtful name of a state, where the article mentions the state or lists the name as a place.
    fn link_doubtful_country(&mut self, name: &Named, countries: &[Hit]) -> bool {
        let countries: Vec<u32> = countries.iter().map(|hit| hit.entry).collect();
        if countries.is_empty() {
            return false;
        }
        let mentioned: Vec<u32> = countries.iter().copied().filter(|&country| self.mentioned(country)).collect();
        // "in Huntingdon, Cambridgeshire, England"
        let chosen = if mentioned.is_empty() && self.listed_place(name) { countries } else { mentioned };
        if let [only] = chosen[..] {
            let entity = self.cast.known(only);
            self.decide(name, entity, Decision::CountryByArticle);
        }
        true
    }

    /// A place: that of a mentioned state, else the largest of its name.
    fn link_place(&mut self, name: &Named, places: &[Hit]) -> bool {
        let mut places = places.to_vec();
        places.sort_by_key(|hit| std::cmp::Reverse(self.gazetteer.entry(hit.entry).weight()));
        let head = self.drafts[name.index].head;
        let reading = metonym::reading(self.views[name.sentence].sentence, name.first, name.last, head);
        let scene = reading == Reading::Scene || self.listed_place(name);
        let at_home =
            |hit: &&Hit| self.gazetteer.entry(hit.entry).country().is_some_and(|country| self.mentioned(country));
        let chosen = places.iter().find(at_home).or_else(|| places.first().filter(|hit| !hit.doubtful || scene));
        let Some(hit) = chosen.copied() else { return false };
        // "Amazon announces": forests and rivers do not.
        let entry = self.gazetteer.entry(hit.entry);
        let natural = set::CLASS_WITHOUT_PEOPLE.has(entry.class()) && entry.country().is_none();
        let acts = reading == Reading::Acts;
        if !name.titled && (!acts || !natural) {
            let entity = self.cast.known(hit.entry);
            self.decide(name, entity, Decision::Place);
        }
        true
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
                let trades = set::BUSINESS.has(&word.lemma.to_lowercase());
                trades && word.upos == Upos::Noun && word.feats.number != Some(crate::syntax::Number::Plur)
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
        first < name.first && first > 0 && set::SCENE_PREPOSITION.has(&tokens[first - 1].form.to_lowercase())
    }

    /// Whether the words are a name of the entry itself, not of its capital or palace.
    fn own_name(&self, entry: u32, folded: &str) -> bool {
        self.gazetteer.metonym(folded).is_none()
            || self.lexicon.letters().folded(self.gazetteer.entry(entry).label()) == folded
    }
}
