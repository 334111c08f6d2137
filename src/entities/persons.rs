//! Names of persons: full names in their spellings, surnames of whom the article names in full, and of office holders.

use rustc_hash::FxHashSet;

use super::{
    Decision, EntityKind,
    draft::Named,
    element::{Hit, What},
    lexicon::Sort,
    names::Form,
    reader::Reader,
};
use crate::lexicon::set;

impl Reader<'_, '_> {
    /// Which of several persons of one name is meant; `None` where the text speaks against each.
    pub(super) fn choose_person(&mut self, name: &Named, persons: &[u32]) -> Option<u32> {
        let of = self.owner(name.sentence, name.title.of).and_then(|of| self.cast.country(of));
        let of = of.and_then(|of| self.cast.entry[of]);
        let slugs = name.title.role.map(|(_, _, role)| &self.lexicon.roles()[role as usize]);
        let mut best: Option<(u32, u32)> = None;
        for &person in persons {
            let entry = self.gazetteer.entry(person);
            if let (Some(of), Some(country)) = (of, entry.country())
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
            let mut score = entry.weight().min(50);
            if entry.country().is_some_and(|country| self.mentioned(country)) {
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
    pub(super) fn link_full_name(&mut self, name: &Named) {
        let exact: Vec<u32> = self
            .gazetteer
            .names()
            .exact(&name.folded)
            .filter(|found| found.form == Form::Name && self.gazetteer.entry(found.entry).kind() == EntityKind::Person)
            .map(|found| found.entry)
            .collect();
        if let Some(person) = self.choose_person(name, &exact) {
            let entity = self.cast.known(person);
            return self.decide(name, entity, Decision::FullName);
        }
        // "Marks & Spencer"
        if self.views[name.sentence].sentence.tokens[name.first..=name.last].iter().any(|token| token.form == "&") {
            return;
        }
        let parts: Vec<&str> = name.folded.split(' ').collect();
        let (Some(&given), Some(&surname)) = (parts.first(), parts.last()) else { return };
        let mut similar = Vec::new();
        for person in self.gazetteer.by_surname(surname) {
            let label = self.lexicon.letters().folded(self.gazetteer.entry(person).label());
            let mut words = label.split(' ');
            let (Some(first), Some(last)) = (words.next(), words.next_back()) else { continue };
            let same_letter = first.chars().next() == given.chars().next();
            // "Abdul Hakim Velk" is no Abdul Baqi Velk.
            let middle: Vec<&str> = words.filter(|word| word.chars().count() > 1).collect();
            let own = &parts[1..parts.len() - 1];
            if !middle.is_empty() && !own.is_empty() && !own.iter().any(|word| middle.contains(word)) {
                continue;
            }
            if last == surname && same_letter && strsim::jaro_winkler(first, given) >= 0.88 {
                similar.push(person);
            }
        }
        let supported: Vec<u32> = similar
            .into_iter()
            .filter(|&person| self.gazetteer.entry(person).country().is_some_and(|country| self.mentioned(country)))
            .collect();
        if let [only] = supported[..]
            && let Some(person) = self.choose_person(name, &[only])
        {
            let entity = self.cast.known(person);
            self.decide(name, entity, Decision::OtherSpelling);
        }
    }

    /// A surname (or any part of a name) of somebody whom the article names in full, or of a prominent office holder, unless
    /// it is one of the last names of strangers.
    pub(super) fn link_surname(&mut self, name: &Named, strangers: &FxHashSet<&str>) {
        let (capital, town) = match &self.views[name.sentence].elements[name.element].what {
            What::Capital => (true, false),
            // A place's name after a title is a person's: "Mr Jordan". A town that nothing speaks for may be the surname of
            // whom the article names in full.
            What::Known(hits) => {
                let place = |hit: &Hit| self.gazetteer.entry(hit.entry).kind() == EntityKind::Place;
                (name.titled, hits.iter().all(place))
            }
            _ => (false, false),
        };
        if !capital && !town {
            return;
        }
        let least = if capital { 1 } else { 3 };
        if let Some((score, alike)) = self.nearest_called(name, least) {
            // Two of one surname: who holds an office of note, else the one named last before this place.
            let person = match alike[..] {
                _ if let Some(holder) = self.holder_of_the_name(name, &alike) => Some(holder),
                [only] => Some(only),
                _ => self.said.last_before(&self.drafts, &self.all_called(&name.folded, score), name.index),
            };
            if let Some(person) = person {
                self.decide(name, person, Decision::PartOfName);
            }
            return;
        }
        if !capital {
            return;
        }
        let stranger = !name.titled && strangers.contains(name.folded.as_str());
        if !stranger && let Some(person) = self.prominent(name) {
            let entity = self.cast.known(person);
            return self.decide(name, entity, Decision::SurnameInOffice);
        }
        if let Some((left, right)) = self.two_surnames(name) {
            self.say(name.index, vec![left, right], Decision::TwoSurnames);
        }
    }

    /// Who of that surname is meant though the article names others of the family in full: the president in "President Velk" and,
    /// where the article speaks of both, in "Velk".
    fn holder_of_the_name(&mut self, name: &Named, alike: &[usize]) -> Option<usize> {
        let surname = name.folded.rsplit(' ').next()?;
        self.gazetteer.by_surname(surname).nth(1)?;
        let person = self.prominent(name)?;
        if let (Some(said), Some(known)) = (name.title.gender, self.gazetteer.entry(person).gender())
            && said != known
        {
            return None;
        }
        let entry = |entity: usize| self.cast.entry[entity];
        if let Some(&held) = alike.iter().find(|&&other| entry(other) == Some(person)) {
            return Some(held);
        }
        let office = name.title.role.is_some_and(|(_, _, role)| !self.lexicon.roles()[role as usize].slugs.is_empty());
        let spoken_of = self.cast.entry.contains(&Some(person));
        let before = |&other: &usize| self.said.first(other).is_some_and(|first| first < name.index);
        (office || spoken_of || !alike.iter().any(before)).then(|| self.cast.known(person))
    }

    /// The persons of the article whose name the words are the best part of, and how good: at least that good, and of
    /// another gender than the title's none.
    fn nearest_called(&self, name: &Named, least: u8) -> Option<(u8, Vec<usize>)> {
        let mut best: Option<(u8, Vec<usize>)> = None;
        for (person, called) in self.called.like(&name.folded) {
            if let (Some(said), Some(known)) = (name.title.gender, self.cast.gender[person])
                && said != known
            {
                continue;
            }
            let score = part_of(called, &name.folded, self.family_first(person));
            if score < least.max(if name.titled { 2 } else { 1 }) {
                continue;
            }
            match &mut best {
                Some((highest, alike)) if score == *highest => {
                    if !alike.contains(&person) {
                        alike.push(person);
                    }
                }
                Some((highest, _)) if score < *highest => {}
                _ => best = Some((score, vec![person])),
            }
        }
        best
    }

    /// All persons of the article of whose name the words are as good a part.
    fn all_called(&self, folded: &str, score: u8) -> Vec<usize> {
        let mut found = Vec::new();
        for (person, called) in self.called.like(folded) {
            if part_of(called, folded, self.family_first(person)) == score && !found.contains(&person) {
                found.push(person);
            }
        }
        found
    }

    /// "the Lavrov-Wang meeting" names two persons of the article.
    fn two_surnames(&self, name: &Named) -> Option<(usize, usize)> {
        let (left, right) = name.folded.split_once(' ').filter(|(_, right)| !right.contains(' '))?;
        let tokens = &self.views[name.sentence].sentence.tokens[name.first..=name.last];
        tokens.iter().find(|token| token.form == "-")?;
        let who = |part: &str| {
            let mut found: Vec<usize> = Vec::new();
            for (person, called) in self.called.like(part) {
                if part_of(called, part, self.family_first(person)) >= 3 && !found.contains(&person) {
                    found.push(person);
                }
            }
            if let [only] = found[..] { Some(only) } else { None }
        };
        Some((who(left)?, who(right)?))
    }

    fn family_first(&self, person: usize) -> bool {
        let country = self.cast.entities[person].country.as_ref();
        country.is_some_and(|country| set::FAMILY_NAME_FIRST.has(&country.0))
    }

    /// The only holder of a prominent office on the article's day whose surname it is.
    fn prominent(&mut self, name: &Named) -> Option<u32> {
        let surname = name.folded.rsplit(' ').next()?;
        let first = name.folded.split(' ').next()?;
        let role = name.title.role.map(|(_, _, role)| &self.lexicon.roles()[role as usize]);
        let of = self.owner(name.sentence, name.title.of).and_then(|of| self.cast.entry[of]);
        let mut found: Vec<u32> = Vec::new();
        for person in self.gazetteer.by_surname(surname).chain(self.gazetteer.by_surname(first)) {
            let label = self.lexicon.letters().folded(self.gazetteer.entry(person).label());
            if found.contains(&person)
                || part_of(&label, &name.folded, true).max(part_of(&label, &name.folded, false)) < 2
            {
                continue;
            }
            let home = self.gazetteer.entry(person).country();
            let holds = self.gazetteer.terms_of(person).any(|term| {
                let office = self.gazetteer.office_name(term.office);
                let wanted = match role {
                    Some(role) if role.sort == Sort::Office || !role.slugs.is_empty() => {
                        role.slugs.iter().any(|slug| **slug == *office)
                            || (set::LEADER.has(&role.term) && set::PROMINENT_OFFICE.has(office))
                    }
                    _ => set::PROMINENT_OFFICE.has(office),
                };
                let there = match of {
                    Some(of) => term.of == of,
                    None => {
                        role.is_some_and(|role| role.sort == Sort::Office)
                            || home.is_some_and(|home| self.mentioned(home))
                            || self.mentioned(term.of)
                    }
                };
                // "the outgoing Biden administration", days after the end of his term
                let lately = |day| set::LATELY_HELD.has(office) && term.held_in_year_before(day);
                wanted && there && self.day().is_none_or(|day| term.holds(day) || role.is_none() && lately(day))
            });
            if holds {
                found.push(person);
            }
        }
        if self.day().is_none() && found.len() > 1 {
            // Without a date only the most prominent one of a mentioned state, and only by a clear margin.
            found.retain(|&person| self.gazetteer.entry(person).country().is_some_and(|home| self.mentioned(home)));
            found.sort_by_key(|&person| std::cmp::Reverse(self.gazetteer.entry(person).weight()));
            if let [first, second, ..] = found[..]
                && self.gazetteer.entry(first).weight() >= 3 * self.gazetteer.entry(second).weight().max(1)
            {
                return Some(first);
            }
        }
        if let [only] = found[..] { Some(only) } else { None }
    }
}

/// How a name is part of a longer one, or of one without its middle names: 3 as its family name, 2 within it, 1 as its first name, 0 not at all.
fn part_of(long: &str, short: &str, family_first: bool) -> u8 {
    if long == short {
        return 4;
    }
    if !long.contains(' ') {
        return 0;
    }
    // "Ordo Kaya Velk" is Ordo Velk.
    let ends_of = |name: &str| Some((name.split_once(' ')?.0.to_owned(), name.rsplit_once(' ')?.1.to_owned()));
    if short.contains(' ') && ends_of(long) == ends_of(short) {
        return 3;
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
