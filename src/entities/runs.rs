//! Runs of capitalised words: where a name begins and ends that is longer than what the gazetteer has of it.
//!
//! A name is never cut: the words from its first capital to its last are one name, with the small words that may stand in
//! it, or are parted at a stated boundary only: a title before a name, a demonym before a noun, a known name before a
//! title. So "Latakia Governorate" is no Latakia, and "Somali National Army" no Somali.

use super::{
    EntityKind,
    element::{Hit, Scan, begins_with_direction, is_capital},
    lexicon::{NounKind, Sort, is_vowel},
    names::Form,
    shape::Shape,
};
use crate::{lexicon::set, syntax::Upos};

impl Scan<'_> {
    fn lower(&self, token: usize) -> String {
        self.form(token).to_lowercase()
    }

    fn spaced(&self, token: usize) -> bool {
        self.sentence.tokens.get(token).is_none_or(|token| token.space_after)
    }

    /// The last token of a name that begins at `token` and is longer than what the gazetteer or a role has of it.
    pub(super) fn whole(
        &self,
        token: usize,
        known: Option<&(usize, Vec<Hit>)>,
        role: Option<(usize, u32, bool)>,
    ) -> Option<usize> {
        let opens = self.opens(token);
        let article = self.is_article(token);
        if known.is_none() && !opens && !article && !self.begins(token) || !article && !is_capital(self.form(token)) {
            return None;
        }
        let sort = role.map(|(_, role, _)| self.lexicon.roles()[role as usize].sort);
        if sort == Some(Sort::Office) || self.title_at(token).is_some() {
            return None;
        }
        // "Senator Mark Hill" is no hill.
        let person = role.filter(|(_, _, plural)| sort == Some(Sort::Person) && !plural);
        if person.is_some_and(|(length, _, _)| self.is_given(token + length)) {
            return None;
        }
        let end = self.before_office(token, self.run(token));
        // "Press Secretary Karoline Zhelk" is no body, "the Refugee Council" is one.
        let told = |last: usize| set::OF_FOR_ON.has(self.form(last + 1)) && self.ending(last).is_some();
        if sort == Some(Sort::Person) && self.ending(end).is_none() && !(token..end).any(told) {
            return None;
        }
        let covered = known.map_or(0, |(length, _)| *length).max(role.map_or(0, |(length, _, _)| length));
        if end < token + covered || end == token {
            return None;
        }
        let shape = self.shape(token, end);
        if let Some((length, hits)) = known {
            return self.beyond_known(token, end, *length, hits, shape).then_some(end);
        }
        // "the Unity for Zhelkovia coalition"
        let called = (token..end).any(|link| set::FOR.has(self.form(link))) && self.is_body_noun(end + 1);
        if shape.is_some() || called {
            return Some(end);
        }
        opens.then(|| self.opened(token)).flatten()
    }

    /// Whether a known name at `token` is only the beginning of the name that ends at `end`.
    fn beyond_known(&self, token: usize, end: usize, length: usize, hits: &[Hit], shape: Option<Shape>) -> bool {
        let rest = token + length;
        // "Russian Foreign Ministry", "Ukraine Kursk Oblast", "US Senate": what follows is something of its own.
        let place = hits.iter().all(|hit| self.gazetteer.entry(hit.entry).kind() == EntityKind::Place);
        if self.is_exactly(rest, end, place) {
            return false;
        }
        // "the National People's Congress of China", "the M23 Movement"
        let body = hits.iter().all(|hit| self.gazetteer.entry(hit.entry).kind() == EntityKind::Organisation);
        if set::OF_FOR.has(self.form(rest)) {
            let of = rest + 1 + usize::from(set::THE.has(self.form(rest + 1)));
            if self.known_at(of).is_some_and(|(known, _)| of + known == end + 1) {
                return false;
            }
        }
        // "the M23 Movement", "the Wagner Group"
        if body && end == rest && set::GENERIC_OF_BODY.has(self.form(end)) {
            return false;
        }
        let acronym = length == 1 && self.form(token).chars().filter(|letter| letter.is_uppercase()).count() > 1;
        let state = hits.iter().any(|hit| self.gazetteer.entry(hit.entry).kind() == EntityKind::Country);
        let adjective = hits.iter().any(|hit| hit.form == Form::Adjective) || acronym && state;
        match shape {
            // "the Chinese Academy of Sciences", "Turkish Airlines", but "Japanese Nippon Steel", "the Chinese PLA Navy"
            Some(Shape::Organisation) => {
                // "the Zhelkish Farm Federation", "Zhelkish Farm Federation President Ordo Velk"
                let article = token > 0 && set::DETERMINED.has(&self.lower(token - 1))
                    || is_capital(self.form(end + 1)) && self.role_at(end + 1).is_some();
                let word = self.form(rest);
                let common = self.lexicon.names().may_open(word)
                    || self.lexicon.names().organisation_words.contains(word.to_lowercase().as_str())
                    || self.role_at(rest).is_some()
                    || self.known_at(rest).is_some_and(|(_, hits)| {
                        hits.iter().all(|hit| self.gazetteer.entry(hit.entry).kind() == EntityKind::Place)
                    })
                    || set::FIRST_OF_BODY.has(word);
                let own = self.known_at(rest).is_some_and(|(_, hits)| {
                    hits.iter().any(|hit| self.gazetteer.entry(hit.entry).kind() == EntityKind::Organisation)
                });
                !adjective || !own && (article || common || end == rest)
            }
            // "the Korean Peninsula", but "the Russian city of", "the Russian Zhelk Oblast"
            Some(Shape::Place) => !adjective || end == rest && !self.spelled_small(end),
            Some(Shape::Thing) => !adjective,
            None => false,
        }
    }

    fn spelled_small(&self, token: usize) -> bool {
        !is_capital(self.form(token))
    }

    /// Whether the tokens are a name of the gazetteer, or a role, and nothing more. After a place ("Maryland Democratic
    /// Party") the bodies of others count for nothing.
    fn is_exactly(&self, first: usize, last: usize, after_place: bool) -> bool {
        let length = last + 1 - first;
        let body = |hit: &Hit| self.gazetteer.entry(hit.entry).kind() == EntityKind::Organisation;
        self.known_at(first).is_some_and(|(known, hits)| known == length && !(after_place && hits.iter().all(body)))
            || self.role_at(first).is_some_and(|(found, role, _)| {
                // "Borno State", "Kuwait City" are names.
                let sort = self.lexicon.roles()[role as usize].sort;
                found == length && !matches!(sort, Sort::Place | Sort::State | Sort::Organisation)
            })
    }

    /// "al-Ruya", "An-Naqoura": an article of Arabic that a hyphen ties to a capital.
    pub(super) fn is_article(&self, token: usize) -> bool {
        set::ARABIC_ARTICLE.has(&self.lower(token))
            && self.form(token + 1) == "-"
            && !self.spaced(token)
            && !self.spaced(token + 1)
            && is_capital(self.form(token + 2))
    }

    /// Whether a word that is no name alone begins one here: "South Kivu", "New Heights".
    fn opens(&self, token: usize) -> bool {
        let word = &self.sentence.tokens[token];
        self.lexicon.names().may_open(&word.form)
            && self.spaced(token)
            && self.continues(token + 1)
            && self.title_at(token + 1).is_none()
            && !(self.starts.contains(&token) && self.lexicon.names().is_function_word(&word.form))
            && self.atoms.region_before(self.lexicon, token + 1).is_none_or(|(length, _)| length < 2)
    }

    /// The end of a name without a telling word that begins with a direction, "New", or a given name ("Christian Velk").
    fn opened(&self, token: usize) -> Option<usize> {
        let word = self.form(token);
        let given = self.atoms.first(token).is_some_and(|atom| self.gazetteer.is_given(atom));
        let short = set::DIRECTION.has(word);
        let direction = short || begins_with_direction(word);
        if !given && !direction && !set::CENTRAL_OLD.has(word) || self.role_at(token + 1).is_some() {
            return None;
        }
        if let Some((length, hits)) = self.known_at(token + 1) {
            // "South Darfur" has a name of its own, "southern Darfur" and "South Korean" have not.
            let place = hits.iter().all(|hit| {
                hit.form == Form::Name
                    && matches!(self.gazetteer.entry(hit.entry).kind(), EntityKind::Place | EntityKind::Country)
            });
            return (short && place).then_some(token + length);
        }
        Some(self.plain(token + 1))
    }

    /// The end of a run without the office in it that stands before another name: "Zhelk Governor Ordo Velk".
    fn before_office(&self, first: usize, end: usize) -> usize {
        let shaped = self.shape(first, end).is_some();
        let mut past = first;
        for token in first + 1..=end {
            // The guard of "Coast Guard" is no guard.
            if token <= past {
                continue;
            }
            // "Governor of Zhelk Oblast Ordo Velk": a given name begins another name.
            if token < end && self.ending(token) == Some(Shape::Place) && self.is_given(token + 1) {
                return token;
            }
            // "the Royal Navy's HMS Zhelk"
            if self.title_at(token).is_some() || set::SHIP_PREFIX.has(self.form(token)) {
                return self.unlinked(first, token - 1);
            }
            let Some((length, role, plural)) = self.role_at(token) else { continue };
            past = token + length - 1;
            let rest = end + 1 - (token + length).min(end + 1);
            let office = match self.lexicon.roles()[role as usize].sort {
                // "the Premier League"
                Sort::Office => !(shaped && rest == 1),
                // "Zamzam Refugee Camp", but "Zhelk Senator Ordo Velk"
                // "… the Union of Public Employees"
                // "Velkmart Committee Chairman Ordo Kaya"
                Sort::Person if !plural && rest > 0 && self.is_given(token + length) => true,
                Sort::Person => {
                    let members = plural && (first..token).any(|link| set::OF.has(self.form(link)));
                    !(shaped && (rest > 0 || members || self.ending(token).is_some()))
                }
                _ => false,
            };
            if office {
                return self.unlinked(first, token - 1);
            }
        }
        end
    }

    /// The last token of a name without the preposition that tied it to what is none of it: "the Union of Builders of".
    fn unlinked(&self, first: usize, end: usize) -> usize {
        let link = |token: &usize| !set::LINKS_IN_NAME.has(self.form(*token));
        (first..=end).rev().find(link).unwrap_or(end)
    }

    /// The last token of the longest stretch from `token` that may be one name.
    fn run(&self, token: usize) -> usize {
        let mut last = self.stretch(token);
        let mut linked = false;
        for _ in 0..6 {
            if let Some(next) = self.linked(token, last).or_else(|| linked.then(|| self.further(last)).flatten()) {
                last = self.stretch(next);
                linked = true;
            } else if let Some(next) = self.coordinated(token, last, linked) {
                last = next;
            } else if self.form(last + 1) == "," && set::COMPANY_FORM.has(self.form(last + 2)) {
                last += 2;
            } else {
                break;
            }
        }
        last
    }

    /// The last token of the capitalised words from `token`, prepositions and conjunctions left out.
    fn stretch(&self, token: usize) -> usize {
        // Past a name of the gazetteer, whatever words it has.
        let mut last = token + self.known_at(token).map_or(0, |(length, _)| length - 1);
        while let Some(next) = self.joined(last) {
            last = next;
        }
        last
    }

    /// The next token of a capitalised run: directly, over a hyphen without spaces, or over particles.
    pub(super) fn joined(&self, last: usize) -> Option<usize> {
        let next = last + 1;
        let word = self.sentence.tokens.get(next)?;
        if self.starts.contains(&next) {
            return None;
        }
        if self.continues(next) {
            return Some(next);
        }
        let after = self.sentence.tokens.get(next + 1)?;
        // "the Export–Import Bank", but "the Velk–Ordo meeting"
        let dash = word.form == "–"
            && self.known_at(last).is_none()
            && self.known_at(next + 1).is_none()
            && self.ending(next + 2) == Some(Shape::Organisation);
        if (dash || matches!(word.form.as_str(), "-" | "‐" | "‑")) && !self.spaced(last) && !word.space_after {
            let digits = after.form.starts_with(|letter: char| letter.is_ascii_digit());
            if is_capital(&after.form)
                || digits && after.form.chars().count() <= 4 && self.form(last).chars().count() <= 8
                || self.is_given_syllable(last, next + 1)
            {
                return Some(next + 1);
            }
            let linked =
                set::NAME_LINK.has(&after.form) && self.form(next + 2) == "-" && is_capital(self.form(next + 3));
            let trailing = set::TRAILING_LINK.has(&after.form) && self.continues(next + 2);
            return if linked { Some(next + 3) } else { trailing.then_some(next + 2) };
        }
        if let Some(surname) = self.past_nickname(next) {
            return Some(surname);
        }
        if word.form == "&" && is_capital(&after.form) {
            return Some(next + 1);
        }
        if let Some(owned) = self.owned_by_people(last) {
            return Some(owned);
        }
        let mut ahead = next;
        loop {
            let form = self.form(ahead);
            let tied = self.form(ahead + 1) == "-" && !self.spaced(ahead);
            if tied && (set::ARABIC_ARTICLE.has(form) || set::NAME_PARTICLE.has(form)) {
                ahead += 2;
            } else if set::NAME_PARTICLE.has(form) {
                ahead += 1;
            } else {
                break;
            }
        }
        (ahead > next && ahead - next < 4 && is_capital(&self.sentence.tokens.get(ahead)?.form)).then_some(ahead)
    }

    /// "Ordo "The Bear" Velk": the name after a nickname of at most three words between quotation marks.
    fn past_nickname(&self, open: usize) -> Option<usize> {
        let mark = |token: usize| matches!(self.form(token), "\"" | "“" | "”" | "'" | "‘" | "’" | "``" | "''");
        if !mark(open) {
            return None;
        }
        let close = (open + 2..open + 5).find(|&token| mark(token))?;
        let nickname =
            (open + 1..close).all(|token| is_capital(self.form(token)) || set::NAME_PARTICLE.has(self.form(token)));
        (nickname && self.continues(close + 1) && self.is_given(open - 1)).then_some(close + 1)
    }

    /// "Choi Sang-mok": a second syllable in small letters after the first of a given name that follows a family name.
    fn is_given_syllable(&self, before: usize, small: usize) -> bool {
        let form = self.form(small);
        before > 0
            && is_capital(self.form(before - 1))
            && self.spaced(before - 1)
            && is_syllable(&self.lower(before))
            && form.chars().all(|letter| letter.is_ascii_lowercase())
            && is_syllable(form)
            && !set::NO_SYLLABLE.has(form)
    }

    /// "the Women's Tennis Association", "the Workers' Party": the next token after people who own what follows.
    fn owned_by_people(&self, last: usize) -> Option<usize> {
        let people = set::PEOPLE_WORD.has(self.form(last))
            || self.role_at(last).is_some_and(|(length, role, plural)| {
                length == 1 && plural && self.lexicon.roles()[role as usize].sort == Sort::Person
            });
        let saint = last > 0 && set::SAINT.has(self.form(last - 1));
        if !people && !saint || !set::POSSESSIVE.has(self.form(last + 1)) || !self.continues(last + 2) {
            return None;
        }
        let mut end = last + 2;
        while let Some(next) = self.joined(end) {
            end = next;
        }
        let word = self.lower(end);
        let place = self.lexicon.names().place_words.get(word.as_str()).is_some_and(|position| position.last);
        (place || self.lexicon.names().organisation_words.contains(word.as_str())).then_some(last + 2)
    }

    /// The capitalised token that "of", "for" or "on" ties to a telling word at `last`: "the Institute for the Study of War".
    fn linked(&self, first: usize, last: usize) -> Option<usize> {
        let head = self.lower(last);
        let head = head.trim_end_matches('.');
        let body = self.lexicon.names().organisation_words.contains(head)
            || self.lexicon.names().organisation_words.contains(self.lower(first).as_str());
        let place = self.lexicon.names().place_words.get(head).is_some_and(|position| position.last);
        let thing = self.lexicon.names().thing_words.get(head).is_some_and(|position| position.first || position.last);
        let named = match self.form(last + 1) {
            text if set::OF.has(text) => {
                body || thing || set::HOUSE.has(head) || place && !self.is_administrative(last)
            }
            text if set::FOR_AGAINST.has(text) => body || set::CENTER.has(head) || self.called_body(last + 2),
            text if set::IN.has(text) => set::HONOUR.has(head),
            text if set::ON.has(text) => set::AGREED_ON.has(head),
            _ => false,
        };
        let mut next = last + 2;
        if set::THE.has(self.form(next)) {
            next += 1;
        }
        // "the Center for Near-Earth Object Studies"
        let prefixed = is_capital(self.form(next)) && self.form(next + 1) == "-";
        if !named || !self.continues(next) && !prefixed {
            return None;
        }
        // "the Committee of Zhelkish builders": the adjective is the builders'.
        let adjective = |(length, hits): (usize, Vec<Hit>)| {
            let noun = self.sentence.tokens.get(next + length).is_some_and(|word| word.upos == Upos::Noun);
            noun && !is_capital(self.form(next + length)) && hits.iter().any(|hit| hit.form == Form::Adjective)
        };
        if self.known_at(next).is_some_and(adjective) {
            return None;
        }
        // "the Supreme Court of Kenya", "the Trump Administration for Ukraine": an organ and its state are two names.
        let exact_role = self.role_at(first).is_some_and(|(length, _, _)| length == last + 1 - first);
        let organ = exact_role || place || set::ORGAN_OF_STATE.has(head);
        let known = self.known_at(next).is_some_and(|(_, hits)| hits.iter().any(|hit| !hit.doubtful));
        (!(organ && known)).then_some(next)
    }

    /// Whether the name at `token` is followed by what a body is called: "the Unity for Zhelkovia coalition".
    fn called_body(&self, token: usize) -> bool {
        self.is_body_noun(token + self.known_at(token).map_or(1, |(length, _)| length))
    }

    fn is_body_noun(&self, token: usize) -> bool {
        let noun = |word: &&crate::syntax::Token| word.upos == Upos::Noun;
        let word = self.sentence.tokens.get(token).filter(noun);
        word.is_some_and(|word| self.lexicon.is_kind(&word.lemma.to_lowercase(), NounKind::Organisation))
    }

    /// "the Institute for the Study of War": a second "of" after the first link.
    fn further(&self, last: usize) -> Option<usize> {
        let next = last + 2 + usize::from(set::THE.has(self.form(last + 2)));
        let open = self
            .known_at(next)
            .is_none_or(|(_, hits)| hits.iter().all(|hit| self.gazetteer.entry(hit.entry).kind() == EntityKind::Place));
        (set::OF.has(self.form(last + 1)) && self.continues(next) && open).then_some(next)
    }

    /// "the Food and Drug Administration": the end of the second part, where only it has the word that tells the kind.
    fn coordinated(&self, first: usize, last: usize, linked: bool) -> Option<usize> {
        if !set::AND.has(self.form(last + 1)) || !self.continues(last + 2) {
            return None;
        }
        let next = last + 2;
        if self.known_at(next).is_some()
            || self.role_at(next).is_some()
            || self.title_at(next).is_some()
            || self.is_given(next)
        {
            return None;
        }
        let end = self.stretch(next);
        let tells = |token: usize| {
            let word = self.lower(token);
            self.lexicon.names().organisation_words.contains(word.as_str())
                || self.lexicon.names().place_words.contains_key(word.as_str())
        };
        if linked {
            // "the Centers for Disease Control and Prevention"
            // and "the Ministry of Information and Communications"
            let own = tells(end) && !(end == next && self.form(end).ends_with('s'));
            return (!own && end < next + 3 && self.known_at(last).is_none()).then_some(end);
        }
        // "the Justice Department and Congress" are two.
        let word = self.lower(end);
        let thing = self.lexicon.names().thing_words.get(word.as_str()).is_some_and(|position| position.last);
        if end == next || !thing && !self.lexicon.names().organisation_words.contains(word.as_str()) {
            return None;
        }
        let of_state = |token: usize| {
            self.known_at(token).is_some_and(|(_, hits)| {
                hits.iter().all(|hit| self.gazetteer.entry(hit.entry).kind() == EntityKind::Country)
            })
        };
        let led = of_state(first)
            || first.checked_sub(1).is_some_and(|before| {
                set::OWNED.has(&self.lower(before)) || of_state(before) || self.is_within_phrase(first, before)
            });
        let mut parts = first..=last;
        let plain = parts.all(|token| !tells(token) && self.role_at(token).is_none() && !self.is_given(token))
            && self.known_at(first).is_none_or(|(length, _)| length <= last - first && of_state(first));
        (led && plain).then_some(end)
    }

    /// "the city Taxi and Limousine Commission": a noun stands before a word that is no acronym.
    fn is_within_phrase(&self, first: usize, before: usize) -> bool {
        let word = &self.sentence.tokens[before];
        let acronym = self.form(first).chars().filter(|letter| letter.is_uppercase()).count() > 1;
        !acronym && word.upos == Upos::Noun && !is_capital(&word.form)
    }

    /// Whether a word only says what the place after "of" is: "the Republic of Tatarstan".
    pub(super) fn is_administrative(&self, token: usize) -> bool {
        set::ADMINISTRATIVE.has(&self.lower(token))
    }
}

/// Whether letters are one syllable as Korean and Chinese names are spelled: "mok", "soo", "hyeon", "qiang".
fn is_syllable(word: &str) -> bool {
    let word = word.to_lowercase();
    let vowel = |letter: char| letter == 'y' || is_vowel(letter);
    let onset = word.chars().take_while(|&letter| !vowel(letter)).count();
    let rest: String = word.chars().skip(onset).collect();
    let nucleus = rest.chars().take_while(|&letter| vowel(letter) || letter == 'w').count();
    let coda: String = rest.chars().skip(nucleus).collect();
    (2..=6).contains(&word.chars().count())
        && onset <= 2
        && (1..=3).contains(&nucleus)
        && (coda.is_empty() || set::SYLLABLE_END.has(&coda))
}

#[cfg(test)]
mod tests {
    use super::is_syllable;

    #[test]
    fn syllables_of_east_asian_names() {
        for word in ["sang", "mok", "soo", "hyun", "myung", "duck", "qiang", "ping", "eui", "seok"] {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["based", "led", "backed", "born", "hamas", "style", "state", "owned", "held"] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
