//! The first look at a sentence: stretches of tokens that are names of the gazetteer, roles, titles, or unknown
//! capitalised words.
//!
//! It relies on letters and tags, not on trees, so that a wrong tree does not lose a name.

use rustc_hash::FxHashSet;

use super::{
    EntityKind,
    element::{Element, Hit, Scan, What, is_capital},
    gazetteer::Gazetteer,
    lexicon::{Lexicon, Sort, Title},
    merge,
    names::{Atoms, Form},
    shape::Shape,
};
use crate::{
    lexicon::set,
    syntax::{Sentence, Upos, is_ordinal},
};

/// The elements of a sentence, in order, without overlaps.
pub(super) fn scan(
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    sentence: &Sentence,
    atoms: &Atoms,
    proper: &FxHashSet<&str>,
) -> Vec<Element> {
    let mut starts = initial_tokens(sentence);
    // A first word that the article writes with a capital elsewhere is a name.
    starts.retain(|&token| !proper.contains(sentence.tokens[token].form.as_str()));
    let scan = Scan { gazetteer, lexicon, sentence, atoms, starts, headline: is_headline(sentence) };
    let mut elements: Vec<Element> = Vec::new();
    let mut token = 0;
    while token < sentence.tokens.len() {
        let (element, next) = scan.at(token, scan.after(token, elements.last()));
        if let Some(element) = element {
            elements.push(element);
        }
        token = next;
    }
    merge::given_names(gazetteer, atoms, &mut elements, sentence, &scan.starts);
    merge::branches(gazetteer, &mut elements, sentence);
    merge::regions(gazetteer, &mut elements, sentence);
    elements
}

/// What the element before a token is.
#[derive(Clone, Copy)]
struct After {
    title: bool,
    /// A title, or the role of one person.
    called: bool,
    state: bool,
}

/// An element, and the token after it.
fn element(first: usize, last: usize, what: What) -> (Option<Element>, usize) {
    (Some(Element { first, last, what }), last + 1)
}

impl Scan<'_> {
    fn after(&self, token: usize, last: Option<&Element>) -> After {
        let title = last.is_some_and(|last| last.last + 1 == token && matches!(last.what, What::Title(_)));
        // "the Nigerian Senate", "Russia's Supreme Court": an organ of that state, not the body that the words name alone.
        let possessive = |token: usize| set::POSSESSIVE.has(self.form(token));
        let state = last.is_some_and(|last| {
            let adjective = |hit: &Hit| hit.form == Form::Adjective;
            let state = |hit: &Hit| self.gazetteer.entry(hit.entry).kind() == EntityKind::Country;
            matches!(&last.what, What::Known(hits)
                if !possessive(token)
                    && (last.last + 1 == token && hits.iter().any(adjective)
                        || last.last + 2 == token && hits.iter().any(state) && possessive(token - 1)))
        });
        let role = |what: &What| match *what {
            What::Role { role, plural: false } => {
                matches!(self.lexicon.roles()[role as usize].sort, Sort::Office | Sort::Person)
            }
            _ => false,
        };
        let called = title || last.is_some_and(|last| last.last + 1 == token && role(&last.what));
        After { title, called, state }
    }

    /// The element that begins at a token, if one does, and the token after it. What is tried first goes before the rest.
    fn at(&self, token: usize, after: After) -> (Option<Element>, usize) {
        let word = &self.sentence.tokens[token];
        let known = self.known_at(token);
        let role = self.role_at(token);
        let known_length = known.as_ref().map_or(0, |(length, _)| *length);
        if self.opens_longer_name(token, known_length) {
            return (None, token + 1);
        }
        if !self.headline
            && let Some(last) = self.whole(token, known.as_ref(), role)
        {
            // "the 33rd Front"
            let numbered = self.ending(last) == Some(Shape::Organisation) || set::OF.has(self.form(token + 1));
            let first = if numbered && token > 0 && is_ordinal(self.form(token - 1)) { token - 1 } else { token };
            return element(first, last, What::Capital);
        }
        if let Some((length, role, plural)) = role
            && (length > known_length
                || length == known_length && after.state && self.lexicon.roles()[role as usize].sort == Sort::Body)
        {
            return element(token, token + length - 1, What::Role { role, plural });
        }
        // "South American leaders" are no Americans.
        if known_length < 2
            && token + 1 < self.sentence.tokens.len()
            && self.atoms.region_before(self.lexicon, token + 1).is_some_and(|(length, _)| length == 2)
        {
            return (None, token + 2);
        }
        // "New America, a think tank": no part of what it is named after.
        if let Some(length) = self.renewed(token) {
            return element(token, token + length, What::Capital);
        }
        if after.called
            && let Some((1, hits)) = &known
            && self.is_called_like_a_body(token, hits)
        {
            return element(token, self.plain(token), What::Capital);
        }
        if known_length == 1 && self.is_people_of_origin(token) {
            return (None, token + 1);
        }
        if let Some((length, hits)) = known {
            return element(token, token + length - 1, What::Known(hits));
        }
        if let Some((last, title)) = self.title_at(token) {
            // "Sen." is a senator.
            let role = self.lexicon.nouns().number_of(&title.role);
            let plural = set::PLURAL_TITLE.has(&self.form(token).trim_end_matches('.').to_lowercase());
            let what = role.map_or(What::Title(title.gender), |role| What::Role { role, plural });
            return element(token, last, what);
        }
        // "Mrs May" is no month.
        if after.title && is_capital(&word.form) && self.lexicon.names().is_no_name(word.form.trim_end_matches('.')) {
            return element(token, token, What::Capital);
        }
        let begins = !self.headline && (self.begins(token) || self.is_article(token));
        if !begins || self.is_common_before_name(token) {
            return (None, token + 1);
        }
        element(token, self.plain(token), What::Capital)
    }

    /// "the Congo River" is not what the gazetteer knows as "the Congo".
    fn opens_longer_name(&self, token: usize, known_length: usize) -> bool {
        if self.headline || known_length < 2 || !set::THE.has_any_case(self.form(token)) {
            return false;
        }
        let inner = self.known_at(token + 1);
        inner.as_ref().is_some_and(|(length, _)| *length >= known_length)
            || self.whole(token + 1, inner.as_ref(), None).is_some_and(|last| last >= token + known_length)
    }

    /// "Senator Rand Zhelk": what a person is called by who has a title, and a body too, but not in capitals throughout.
    fn is_called_like_a_body(&self, token: usize, hits: &[Hit]) -> bool {
        let body = |hit: &Hit| self.gazetteer.entry(hit.entry).kind() == EntityKind::Organisation;
        hits.iter().all(body) && self.form(token).chars().any(char::is_lowercase) && self.continues(token + 1)
    }

    /// "African Americans" are no state.
    fn is_people_of_origin(&self, token: usize) -> bool {
        set::PEOPLE_BY_ORIGIN.has(self.form(token))
            && token > 0
            && (self.lexicon.names().may_open(self.form(token - 1)) || set::NATIVE.has(self.form(token - 1)))
    }

    /// "Biathlete Ekaterina Zhelk": a first word before a given name is a common noun.
    fn is_common_before_name(&self, token: usize) -> bool {
        let lower = self.form(token).to_lowercase();
        let noun = lower.rsplit('-').next().unwrap_or_default();
        self.starts.contains(&token)
            && !self.is_given(token)
            && (self.is_given(token + 1) && self.continues(token + 2)
                || self.lexicon.is_human(noun) && self.continues(token + 1))
    }

    /// The length of the known name behind a "New" that makes another name of it: not at the head of a sentence, where it
    /// may be the adjective, but for a name between commas or right before its verb.
    fn renewed(&self, token: usize) -> Option<usize> {
        if !set::NEW.has(self.form(token)) || self.known_at(token).is_some() {
            return None;
        }
        let (length, hits) = self.known_at(token + 1)?;
        let noun = hits.iter().all(|hit| hit.form != Form::Adjective);
        let next = self.sentence.tokens.get(token + 1 + length);
        let apart = next.is_some_and(|next| next.form == "," || matches!(next.upos, Upos::Verb | Upos::Aux));
        let opens = self.starts.contains(&token);
        (noun && length == 1 && (!opens || apart)).then_some(length)
    }

    /// "Mr", "Dr.", "Lt. Gov." before a capital: its last token, and what it says.
    pub(super) fn title_at(&self, token: usize) -> Option<(usize, &Title)> {
        let first = self.atoms.first(token).filter(|first| first.initial)?;
        let title = self.lexicon.names().title(&first.text)?;
        // "At 5 PM Friday" names no prime minister.
        if token.checked_sub(1).is_some_and(|before| self.sentence.tokens[before].upos == Upos::Num) {
            return None;
        }
        let stopped = |token: usize| token + usize::from(self.form(token + 1) == ".");
        let next = next_word(self.sentence, token)?;
        if !is_capital(self.form(next)) {
            return None;
        }
        let second = self.atoms.first(next).map(|second| format!("{} {}", first.text, second.text));
        let long = second.and_then(|words| self.lexicon.names().title(&words));
        let named = |next: usize| is_capital(self.form(next));
        match long.filter(|_| next_word(self.sentence, next).is_some_and(named)) {
            Some(title) => Some((stopped(next), title)),
            None => Some((stopped(token), title)),
        }
    }

    /// The end of a run of capitals that stops before what the gazetteer or the lexicon knows.
    pub(super) fn plain(&self, token: usize) -> usize {
        let mut last = token;
        while let Some(next) = self.joined(last) {
            // What particles or hyphens tie on belongs to the name: "Castilla y León".
            let free = next == last + 1;
            if free && self.known_at(next).is_some() || self.role_at(next).is_some() || self.title_at(next).is_some() {
                break;
            }
            last = next;
        }
        last
    }

    pub(super) fn is_given(&self, token: usize) -> bool {
        token < self.sentence.tokens.len() && self.atoms.first(token).is_some_and(|atom| self.gazetteer.is_given(atom))
    }

    /// Whether a token may be the first of a name that the gazetteer lacks.
    pub(super) fn begins(&self, token: usize) -> bool {
        let word = &self.sentence.tokens[token];
        let initial = self.starts.contains(&token);
        let lower = word.form.to_lowercase();
        // "Operation Zhelk", "Mount Zhelk" at the head of a sentence
        let leads = initial
            && [&self.lexicon.names().place_words, &self.lexicon.names().thing_words]
                .iter()
                .any(|words| words.get(lower.as_str()).is_some_and(|position| position.first))
            && self.continues(token + 1);
        capital_name(self.lexicon, word.upos, &word.form, initial) || initial && self.bears_name(token) || leads
    }

    /// Whether a token may stand within a name: a capital that is no word of grammar and of no calendar.
    pub(super) fn continues(&self, token: usize) -> bool {
        let Some(word) = self.sentence.tokens.get(token) else { return false };
        // "Nghệ An": within a name a word may look like one of grammar.
        let inner = || {
            word.upos == Upos::Propn
                && self.lexicon.names().is_function_word(&word.form)
                && !set::NO_INITIAL.has(&word.form)
                && token > 0
                && is_capital(self.form(token - 1))
        };
        !self.starts.contains(&token)
            && is_capital(&word.form)
            && (self.lexicon.names().may_open(&word.form)
                || capital_name(self.lexicon, word.upos, &word.form, false)
                || inner()
                || self.is_paper(token))
    }

    /// "the Baltimore Sun": after a town, a word that is no name alone.
    fn is_paper(&self, token: usize) -> bool {
        let town = |(length, hits): (usize, Vec<Hit>)| {
            length == 1 && hits.iter().all(|hit| self.gazetteer.entry(hit.entry).kind() == EntityKind::Place)
        };
        token > 1
            && set::PAPERS.has(&self.form(token).to_lowercase())
            && set::THE.has_any_case(self.form(token - 2))
            && self.known_at(token - 1).is_some_and(town)
    }

    /// Whether a first word is a known surname, or a known given name before a capital, whatever its tag.
    fn bears_name(&self, token: usize) -> bool {
        let word = &self.sentence.tokens[token];
        let Some(atom) = self.atoms.first(token) else { return false };
        if !capital_name(self.lexicon, word.upos, &word.form, false) {
            return false;
        }
        self.gazetteer.is_surname(&atom.text)
            || self.gazetteer.is_given(atom)
                && self
                    .sentence
                    .tokens
                    .get(token + 1)
                    .is_some_and(|next| next.upos == Upos::Propn && is_capital(&next.form))
    }

    pub(super) fn known_at(&self, token: usize) -> Option<(usize, Vec<Hit>)> {
        let word = self.sentence.tokens.get(token)?;
        // "US$ 5" speaks of money.
        if word.form.ends_with('$') {
            return None;
        }
        let (length, names) = self.gazetteer.names().longest(self.atoms, token)?;
        if length == 1 {
            let function = self.lexicon.names().is_function_word(&word.form);
            let acronym = word.form.chars().filter(|letter| letter.is_uppercase()).count() > 1;
            if function && !acronym || !word.form.chars().any(char::is_uppercase) {
                return None;
            }
            // The tagger errs on the first word: a state or capital is one whatever its tag, other names only as nouns.
            let noun = matches!(word.upos, Upos::Propn | Upos::Noun | Upos::X);
            let firm = |name: &super::names::Name| {
                acronym
                    || self.gazetteer.entry(name.entry).kind() == EntityKind::Country
                    || self
                        .atoms
                        .first(token)
                        .is_some_and(|atom| self.gazetteer.metonym(&atom.text).is_some_and(|metonym| metonym.strong))
            };
            let initial = self.starts.contains(&token);
            if !noun && names.iter().all(|name| name.doubtful || initial && !firm(name)) {
                return None;
            }
            if self.lexicon.names().is_no_name(word.form.trim_end_matches('.')) {
                return None;
            }
        }
        let hits =
            names.iter().map(|name| Hit { entry: name.entry, doubtful: name.doubtful, form: name.form }).collect();
        Some((length, hits))
    }

    pub(super) fn role_at(&self, token: usize) -> Option<(usize, u32, bool)> {
        self.sentence.tokens.get(token)?;
        let (length, role, plural) = self.atoms.role_at(self.lexicon, token)?;
        let last = &self.sentence.tokens[token + length - 1];
        let noun = matches!(last.upos, Upos::Noun | Upos::Propn);
        // A term of several words is a term whatever its tags; a single word has to be a noun.
        if length == 1 && !noun && !(is_capital(&last.form) && last.upos == Upos::Adj) {
            return None;
        }
        // "the National Theatre"
        if length == 1 && set::NATIONAL.has(&last.form) {
            return None;
        }
        // "A Super King Air": a royal title behind an unknown name is a part of it.
        let royal = length == 1 && set::ROYAL.has(&last.form);
        let before = token.checked_sub(1).map(|before| (before, &self.sentence.tokens[before]));
        if royal
            && before.is_some_and(|(at, word)| {
                word.upos == Upos::Propn && is_capital(&word.form) && self.known_at(at).is_none()
            })
        {
            return None;
        }
        let sort = self.lexicon.roles()[role as usize].sort;
        let forces = sort == Sort::Body && set::FORCES.has(&last.form.to_lowercase());
        if (sort == Sort::Group || forces)
            && !plural
            && length == 1
            && !set::COLLECTIVE_ROLE.has(&last.form.to_lowercase())
            && (forces || !before.is_some_and(|(_, word)| set::DEFINITE.has(&word.form.to_lowercase())))
        {
            return None;
        }
        Some((length, role, plural))
    }
}

/// Tokens whose capital says nothing: the first word of the sentence, of a quotation in it, after a colon.
fn initial_tokens(sentence: &Sentence) -> FxHashSet<usize> {
    let mut starts = FxHashSet::default();
    let mut fresh = true;
    for (index, token) in sentence.tokens.iter().enumerate() {
        let letters = token.form.chars().any(char::is_alphanumeric);
        if letters {
            if fresh {
                starts.insert(index);
            }
            fresh = false;
        } else if matches!(token.form.as_str(), "“" | "\"" | "``" | "‘" | ":" | "•" | "*" | "—" | "--") {
            fresh = true;
        }
    }
    starts
}

/// The words that an article writes with a capital where none is due.
pub(super) fn proper_words<'a>(lexicon: &Lexicon, sentences: &'a [Sentence]) -> FxHashSet<&'a str> {
    let mut words = FxHashSet::default();
    for sentence in sentences.iter().filter(|sentence| !is_headline(sentence)) {
        let starts = initial_tokens(sentence);
        for (index, token) in sentence.tokens.iter().enumerate() {
            if token.upos == Upos::Propn
                && !starts.contains(&index)
                && capital_name(lexicon, token.upos, &token.form, true)
            {
                words.insert(token.form.as_str());
            }
        }
    }
    words
}

/// Whether nearly every word has a capital: a headline, where capitals say nothing.
pub(super) fn is_headline(sentence: &Sentence) -> bool {
    let long = |form: &str| form.chars().count() > 3 && form.chars().all(char::is_alphabetic);
    let words: Vec<&str> = sentence.tokens.iter().map(|token| token.form.as_str()).filter(|form| long(form)).collect();
    let capitals = words.iter().filter(|form| is_capital(form)).count();
    let stop = sentence.tokens.last().is_some_and(|token| matches!(token.form.as_str(), "." | "?" | "!"));
    !stop && words.len() > 4 && capitals * 10 >= words.len() * 8
}

fn next_word(sentence: &Sentence, token: usize) -> Option<usize> {
    let next = token + 1;
    match sentence.tokens.get(next)?.form.as_str() {
        "." => (next + 1 < sentence.tokens.len()).then_some(next + 1),
        _ => Some(next),
    }
}

/// Whether a word may be a name, or part of one. First words need the tagger's word for it.
pub(super) fn capital_name(lexicon: &Lexicon, upos: Upos, form: &str, initial: bool) -> bool {
    is_capital(form)
        && !form.ends_with('$')
        && (!initial || upos == Upos::Propn)
        && !lexicon.names().is_no_name(form.trim_end_matches('.'))
        && !lexicon.names().is_function_word(form)
        && !matches!(upos, Upos::Pron | Upos::Det | Upos::Punct)
}
