//! Names to entities: which of the entries that bear a name is meant, and what is minted for a name that none bears.

use super::{
    EntityKind,
    fold::Atom,
    lexicon::{Gender, Sort},
    metonym::{self, Reading},
    names::Form,
    phrases::{TitleWords, Topic},
    resolve::Reader,
    scan::{self, Hit, What},
};
use crate::syntax::Upos;

/// Verbs of speech: their subject is a person or a body.
const SPEECH: [&str; 26] = [
    "say", "tell", "add", "warn", "write", "note", "argue", "claim", "announce", "state", "declare", "explain",
    "insist", "urge", "accuse", "describe", "reply", "ask", "call", "deny", "confirm", "stress", "tweet", "suggest",
    "believe", "meet",
];
/// Offices whose holders the press names by surname alone.
const PROMINENT: [&str; 9] = [
    "president",
    "prime-minister",
    "foreign-minister",
    "chancellor",
    "monarch",
    "supreme-leader",
    "secretary-general",
    "foreign-policy-chief",
    "defence-minister",
];

/// A name draft, copied out so that the reader can be changed while it is linked.
struct Named {
    index: usize,
    sentence: usize,
    first: usize,
    last: usize,
    element: usize,
    title: TitleWords,
    /// Whether a title or role stands before it.
    titled: bool,
    folded: String,
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
            for name in &names {
                if self.drafts[name.index].entities.is_empty() && name.folded.contains(' ') == full {
                    self.mint(name);
                }
            }
            for name in &names {
                if self.drafts[name.index].entities.is_empty() {
                    self.link_surname(name);
                }
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
                titled: draft.first < *first,
                title: title.clone(),
                folded,
            });
        }
        names
    }

    fn decide(&mut self, name: &Named, entity: usize, by: &'static str) {
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

    fn gender(&self, name: &Named) -> Option<Gender> {
        let given = name.folded.split(' ').next().filter(|_| name.folded.contains(' '));
        name.title.gender.or_else(|| self.gazetteer.given(given?).flatten())
    }

    /// Whether a state is mentioned in the article by a name that is beyond doubt.
    fn mentioned(&self, country: u32) -> bool {
        self.cast.entry.contains(&Some(country))
    }

    fn link_known(&mut self, name: &Named, hits: &[Hit], doubtful: bool) {
        if !self.drafts[name.index].entities.is_empty() {
            return;
        }
        let view = &self.views[name.sentence];
        let text = view.atoms.joined(name.first, name.last);
        let kind = |hit: &Hit| self.gazetteer.entry(hit.entry).kind;
        let sure = |hit: &&Hit| !hit.doubtful;
        if let Some(hit) =
            hits.iter().filter(sure).find(|hit| kind(hit) == EntityKind::Country && hit.form == Form::Adjective)
        {
            let entity = self.cast.known(hit.entry);
            return self.decide(name, entity, "adjective");
        }
        // "Atlanta, Georgia": after a city of another state that has a region of that name, the region.
        if let Some(region) = self.region_after_city(name, hits) {
            let entity = self.cast.known(region);
            return self.decide(name, entity, "region, by the city before it");
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
            let government = match reading {
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
        if !organisations.is_empty() && (doubtful || organisations.iter().any(|hit| !hit.doubtful)) {
            let sure: Vec<Hit> = organisations.iter().filter(|hit| !hit.doubtful).copied().collect();
            let supported: Vec<u32> = organisations
                .iter()
                .map(|hit| hit.entry)
                .filter(|&entry| self.gazetteer.entry(entry).country.is_some_and(|country| self.mentioned(country)))
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
            if let [only] = mentioned[..] {
                let entity = self.cast.known(only);
                self.decide(name, entity, "country, by the article");
            }
            return;
        }
        let mut places: Vec<Hit> = hits.iter().filter(|hit| kind(hit) == EntityKind::Place).copied().collect();
        places.sort_by_key(|hit| std::cmp::Reverse(self.gazetteer.entry(hit.entry).weight));
        if doubtful && !places.is_empty() {
            let head = self.drafts[name.index].head;
            let scene = metonym::reading(view.sentence, name.first, name.last, head) == Reading::Scene;
            let at_home =
                |hit: &&Hit| self.gazetteer.entry(hit.entry).country.is_some_and(|country| self.mentioned(country));
            let chosen = places.iter().find(at_home).or_else(|| places.first().filter(|hit| !hit.doubtful || scene));
            if let Some(hit) = chosen.copied()
                && !name.titled
            {
                let entity = self.cast.known(hit.entry);
                self.decide(name, entity, "place");
            }
        }
    }

    /// The region among the hits that the city named just before lies in the same state as.
    fn region_after_city(&self, name: &Named, hits: &[Hit]) -> Option<u32> {
        let view = &self.views[name.sentence];
        let comma = name.first.checked_sub(1).filter(|&token| view.sentence.tokens[token].form == ",")?;
        let before = view.at[comma.checked_sub(1)?]?;
        let What::Known(cities) = &view.elements[before].what else { return None };
        let regions = hits.iter().map(|hit| self.gazetteer.entry(hit.entry)).zip(hits);
        regions
            .filter(|(entry, _)| entry.kind == EntityKind::Place && entry.country.is_some())
            .find(|(entry, _)| {
                cities.iter().any(|city| {
                    let city = self.gazetteer.entry(city.entry);
                    city.kind == EntityKind::Place && city.country == entry.country
                })
            })
            .map(|(_, hit)| hit.entry)
    }

    /// Whether the words are a name of the entry itself, not of its capital or palace.
    fn own_name(&self, entry: u32, folded: &str) -> bool {
        self.gazetteer.metonym(folded).is_none()
            || self.lexicon.letters.folded(&self.gazetteer.entry(entry).label) == folded
    }

    /// Which of several persons of one name is meant; `None` where the text speaks against each.
    fn choose_person(&mut self, name: &Named, persons: &[u32]) -> Option<u32> {
        let of = self.owner(name.sentence, name.title.of).and_then(|of| self.cast.country(of));
        let of = of.and_then(|of| self.cast.entry[of]);
        let slugs = name.title.role.map(|(_, _, role)| &self.lexicon.roles[role as usize]);
        let mut best: Option<(u32, u32)> = None;
        for &person in persons {
            let entry = self.gazetteer.entry(person);
            if let (Some(of), Some(country)) = (of, entry.country)
                && of != country
                && !self.gazetteer.terms_of(person).any(|term| term.of == of)
            {
                continue;
            }
            if let (Some(said), Some(known)) = (name.title.gender, entry.gender())
                && said != known
            {
                continue;
            }
            let mut score = entry.weight.min(50);
            if entry.country.is_some_and(|country| self.mentioned(country)) {
                score += 100;
            }
            if let Some(role) = slugs {
                let in_office = self.gazetteer.terms_of(person).any(|term| {
                    self.day().is_none_or(|day| term.holds(day))
                        && role.slugs.iter().any(|slug| **slug == *self.gazetteer.office_name(term.office))
                });
                if in_office {
                    score += 1000;
                }
            }
            if best.is_none_or(|(highest, _)| score > highest) {
                best = Some((score, person));
            }
        }
        best.map(|(_, person)| person)
    }

    /// A name of two words or more that is no entry as written: without initials, or in another spelling.
    fn link_full_name(&mut self, name: &Named) {
        let exact: Vec<u32> = self
            .gazetteer
            .names
            .exact(&name.folded)
            .filter(|found| found.form == Form::Name && self.gazetteer.entry(found.entry).kind == EntityKind::Person)
            .map(|found| found.entry)
            .collect();
        if let Some(person) = self.choose_person(name, &exact) {
            let entity = self.cast.known(person);
            return self.decide(name, entity, "full name");
        }
        let parts: Vec<&str> = name.folded.split(' ').collect();
        let (Some(&given), Some(&surname)) = (parts.first(), parts.last()) else { return };
        let mut similar = Vec::new();
        for &person in self.gazetteer.by_surname(surname) {
            let label = self.lexicon.letters.folded(&self.gazetteer.entry(person).label);
            let mut words = label.split(' ');
            let (Some(first), Some(last)) = (words.next(), words.next_back()) else { continue };
            let same_letter = first.chars().next() == given.chars().next();
            if last == surname && same_letter && strsim::jaro_winkler(first, given) >= 0.88 {
                similar.push(person);
            }
        }
        let supported: Vec<u32> = similar
            .into_iter()
            .filter(|&person| self.gazetteer.entry(person).country.is_some_and(|country| self.mentioned(country)))
            .collect();
        if let [only] = supported[..]
            && let Some(person) = self.choose_person(name, &[only])
        {
            let entity = self.cast.known(person);
            self.decide(name, entity, "full name, other spelling");
        }
    }

    /// A surname (or any part of a name) of somebody whom the article names in full, or of a prominent office holder.
    fn link_surname(&mut self, name: &Named) {
        let capital = match &self.views[name.sentence].elements[name.element].what {
            What::Capital => true,
            // A place's name after a title is a person's: "Mr Jordan".
            What::Known(_) => name.titled,
            _ => false,
        };
        if !capital {
            return;
        }
        let mut best: Option<(u8, usize)> = None;
        let mut tie = false;
        for (person, called) in &self.called {
            if let (Some(said), Some(known)) = (name.title.gender, self.cast.gender[*person])
                && said != known
            {
                continue;
            }
            let score = part_of(called, &name.folded, self.family_first(*person));
            if score == 0 || (score == 1 && name.titled) {
                continue;
            }
            match best {
                Some((highest, other)) if score == highest && other != *person => tie = true,
                Some((highest, _)) if score <= highest => {}
                _ => {
                    best = Some((score, *person));
                    tie = false;
                }
            }
        }
        if let Some((score, mut person)) = best {
            if tie {
                // Two of one surname: the one named last before this place.
                let named = self.drafts[..name.index].iter().rev().find_map(|draft| {
                    let &entity = draft.entities.first()?;
                    let matches = self.called.iter().any(|(other, called)| {
                        *other == entity && part_of(called, &name.folded, self.family_first(entity)) == score
                    });
                    matches.then_some(entity)
                });
                let Some(named) = named else { return };
                person = named;
            }
            return self.decide(name, person, "part of a name");
        }
        if let Some(person) = self.prominent(name) {
            let entity = self.cast.known(person);
            return self.decide(name, entity, "surname of an office holder");
        }
        // "the Lavrov-Wang meeting" names two persons of the article.
        if let Some((left, right)) = name.folded.split_once(' ')
            && !right.contains(' ')
            && self.views[name.sentence].sentence.tokens[name.first..=name.last].iter().any(|token| token.form == "-")
        {
            let who = |part: &str| {
                let mut found: Vec<usize> = Vec::new();
                for (person, called) in &self.called {
                    if part_of(called, part, self.family_first(*person)) >= 3 && !found.contains(person) {
                        found.push(*person);
                    }
                }
                if let [only] = found[..] { Some(only) } else { None }
            };
            if let (Some(left), Some(right)) = (who(left), who(right)) {
                self.drafts[name.index].entities = vec![left, right];
                self.drafts[name.index].decided_by = "two surnames";
            }
        }
    }

    fn family_first(&self, person: usize) -> bool {
        let country = self.cast.entities[person].country.as_ref();
        country.is_some_and(|country| super::gazetteer::FAMILY_FIRST.contains(&country.0.as_str()))
    }

    /// The only holder of a prominent office on the article's day whose surname it is.
    fn prominent(&mut self, name: &Named) -> Option<u32> {
        let surname = name.folded.rsplit(' ').next()?;
        let first = name.folded.split(' ').next()?;
        let role = name.title.role.map(|(_, _, role)| &self.lexicon.roles[role as usize]);
        let of = self.owner(name.sentence, name.title.of).and_then(|of| self.cast.entry[of]);
        let mut found: Vec<u32> = Vec::new();
        for &person in self.gazetteer.by_surname(surname).iter().chain(self.gazetteer.by_surname(first)) {
            let label = self.lexicon.letters.folded(&self.gazetteer.entry(person).label);
            if found.contains(&person)
                || part_of(&label, &name.folded, true).max(part_of(&label, &name.folded, false)) < 2
            {
                continue;
            }
            let home = self.gazetteer.entry(person).country;
            let holds = self.gazetteer.terms_of(person).any(|term| {
                let office = self.gazetteer.office_name(term.office);
                let wanted = match role {
                    Some(role) if role.sort == Sort::Office || !role.slugs.is_empty() => {
                        role.slugs.iter().any(|slug| **slug == *office)
                            || (&*role.term == "leader" && PROMINENT.contains(&office))
                    }
                    _ => PROMINENT.contains(&office),
                };
                let there = match of {
                    Some(of) => term.of == of,
                    None => {
                        role.is_some_and(|role| role.sort == Sort::Office)
                            || home.is_some_and(|home| self.mentioned(home))
                            || self.mentioned(term.of)
                    }
                };
                wanted && there && self.day().is_none_or(|day| term.holds(day))
            });
            if holds {
                found.push(person);
            }
        }
        if self.day().is_none() && found.len() > 1 {
            // Without a date only the most prominent one of a mentioned state, and only by a clear margin.
            found.retain(|&person| self.gazetteer.entry(person).country.is_some_and(|home| self.mentioned(home)));
            found.sort_by_key(|&person| std::cmp::Reverse(self.gazetteer.entry(person).weight));
            if let [first, second, ..] = found[..]
                && self.gazetteer.entry(first).weight >= 3 * self.gazetteer.entry(second).weight.max(1)
            {
                return Some(first);
            }
        }
        if let [only] = found[..] { Some(only) } else { None }
    }

    /// An entity for a name that the gazetteer lacks, where its shape or surroundings say what it is.
    fn mint(&mut self, name: &Named) {
        let view = &self.views[name.sentence];
        // A first word that the tagger takes for a common one is a name only where it is known.
        let common = name.first == name.last && !name.titled && view.sentence.tokens[name.first].upos != Upos::Propn;
        if common
            || !matches!(view.elements[name.element].what, What::Capital) && !name.titled
            || scan::is_headline(view.sentence)
        {
            return;
        }
        let tokens = &view.sentence.tokens;
        let words = self.words(name.sentence, name.first, name.last);
        let lower = |token: usize| tokens[token].form.to_lowercase();
        let person_title = name.titled;
        let letters = words.chars().filter(|letter| letter.is_alphabetic()).count();
        if letters < 2 {
            return;
        }
        let (begin, end) = (lower(name.first), lower(name.last));
        let several = name.last > name.first;
        let organisation_word = |word: &str| self.lexicon.organisation_words.contains(word);
        let place_word = |word: &str| self.lexicon.place_words.get(word).copied();
        let organisation = organisation_word(&end) || several && organisation_word(&begin);
        let place = several && (place_word(&end) == Some(false) || place_word(&begin) == Some(true));
        let next = tokens.get(name.last + 1);
        let speaks =
            next.is_some_and(|next| next.upos == Upos::Verb && SPEECH.contains(&next.lemma.to_lowercase().as_str()));
        let full = name.folded.contains(' ');
        let given = name.folded.split(' ').next().is_some_and(|given| self.gazetteer.given(given).is_some());
        let apposed = full
            && next.is_some_and(|next| next.form == ",")
            && (name.last + 2..(name.last + 6).min(tokens.len())).find_map(|token| view.at[token]).is_some_and(
                |element| {
                    matches!(view.elements[element].what, What::Role { role, plural: false }
                    if matches!(self.lexicon.roles[role as usize].sort, Sort::Office | Sort::Person))
                },
            );
        let acronym = name.first == name.last
            && (3..=6).contains(&letters)
            && words.chars().all(|letter| letter.is_uppercase() || letter == '-' || letter == '.');
        let before = name.first.checked_sub(1).map(lower).unwrap_or_default();
        let country = match self.owner(name.sentence, name.title.of) {
            Some(of) => self.cast.country(of),
            None => None,
        };
        let gender = self.gender(name);
        if person_title || (full && (given || speaks || apposed) && !organisation && !place) {
            // A bare surname names somebody only within its article.
            let context = (!full).then(|| self.article.id.clone());
            let entity = self.cast.named(&words, EntityKind::Person, country, gender, context.as_deref());
            self.decide(name, entity, if person_title { "minted by title" } else { "minted by shape" });
        } else if organisation && full {
            let entity = self.cast.named(&words, EntityKind::Organisation, None, None, None);
            self.decide(name, entity, "minted by shape");
        } else if place {
            let entity = self.cast.named(&words, EntityKind::Place, None, None, None);
            self.decide(name, entity, "minted by shape");
        } else if acronym && tokens[name.first].upos == Upos::Propn {
            let entity = self.cast.named(&words, EntityKind::Organisation, None, None, None);
            self.decide(name, entity, "minted by shape");
        } else if matches!(before.as_str(), "in" | "near" | "outside")
            && !full
            && tokens[name.first].upos == Upos::Propn
            && next.is_none_or(|next| !matches!(next.upos, Upos::Noun | Upos::Propn))
        {
            let entity = self.cast.named(&words, EntityKind::Place, None, None, None);
            self.decide(name, entity, "minted by preposition");
        }
    }
}

/// How a name is part of a longer one: 3 as its family name, 2 within it, 1 as its first name, 0 not at all.
fn part_of(long: &str, short: &str, family_first: bool) -> u8 {
    if long == short {
        return 4;
    }
    if !long.contains(' ') {
        return 0;
    }
    let ends = long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '));
    let begins = long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
    match (family_first, begins, ends) {
        (true, true, _) | (false, _, true) => 3,
        (true, _, true) => 1,
        (_, true, _) => 1,
        _ if long.contains(&format!(" {short} ")) => 2,
        _ => 0,
    }
}
