//! The first look at a sentence: stretches of tokens that are names of the gazetteer, roles, titles, or unknown
//! capitalised words.
//!
//! It relies on letters and tags, not on trees, so that a wrong tree does not lose a name.

use rustc_hash::FxHashSet;

use super::{
    EntityKind,
    gazetteer::Gazetteer,
    lexicon::{Gender, Lexicon, Sort},
    names::{Atoms, Form},
};
use crate::syntax::{Deprel, Sentence, Upos};

/// A name of the gazetteer at a place of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) entry: u32,
    pub(super) doubtful: bool,
    pub(super) form: Form,
}

/// What an element is.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// Names of the gazetteer, all of the same words.
    Known(Vec<Hit>),
    /// Capitalised words that the gazetteer lacks.
    Capital,
    /// "Mr", "Dr"
    Title(Option<Gender>),
    /// "foreign minister"
    Role { role: u32, plural: bool },
}

/// A stretch of tokens.
#[derive(Clone, Debug)]
pub(super) struct Element {
    pub(super) first: usize,
    /// Inclusive.
    pub(super) last: usize,
    pub(super) what: What,
}

/// Words that may stand in the middle of a person's name.
const PARTICLES: [&str; 22] = [
    "de", "da", "dos", "das", "del", "della", "di", "du", "van", "von", "der", "den", "bin", "bint", "ibn", "al", "el",
    "ul", "abu", "la", "le", "ter",
];

/// The elements of a sentence, in order, without overlaps.
pub(super) fn scan(
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    sentence: &Sentence,
    atoms: &Atoms,
    proper: &FxHashSet<&str>,
) -> Vec<Element> {
    let count = sentence.tokens.len();
    let mut starts = initial_tokens(sentence);
    // A first word that the article writes with a capital elsewhere is a name.
    starts.retain(|&token| !proper.contains(sentence.tokens[token].form.as_str()));
    let headline = is_headline(sentence);
    let mut elements: Vec<Element> = Vec::new();
    let mut token = 0;
    while token < count {
        let after_title =
            elements.last().is_some_and(|last| last.last + 1 == token && matches!(last.what, What::Title(_)));
        // "the Nigerian Senate", "Russia's Supreme Court": an organ of that state, not the body that the words name alone.
        let after_state = elements.last().is_some_and(|last| {
            let adjective = |hit: &Hit| hit.form == Form::Adjective;
            let state = |hit: &Hit| gazetteer.entry(hit.entry).kind == EntityKind::Country;
            let possessive = matches!(sentence.tokens[token].form.as_str(), "'s" | "’s" | "'" | "’");
            matches!(&last.what, What::Known(hits)
                if !possessive
                    && (last.last + 1 == token && hits.iter().any(adjective)
                        || last.last + 2 == token
                            && hits.iter().any(state)
                            && matches!(sentence.tokens[token - 1].form.as_str(), "'s" | "’s" | "'" | "’")))
        });
        let after = After { title: after_title, state: after_state };
        let (element, next) = at(gazetteer, lexicon, sentence, atoms, token, &starts, headline, after);
        if let Some(element) = element {
            elements.push(element);
        }
        token = next;
    }
    merge_given_names(gazetteer, atoms, &mut elements, sentence);
    elements
}

/// What the element before a token is.
#[derive(Clone, Copy)]
struct After {
    title: bool,
    state: bool,
}

#[expect(clippy::too_many_arguments, reason = "what one step of the scan looks at; a struct would live for one call")]
fn at(
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    sentence: &Sentence,
    atoms: &Atoms,
    token: usize,
    starts: &FxHashSet<usize>,
    headline: bool,
    after: After,
) -> (Option<Element>, usize) {
    let word = &sentence.tokens[token];
    let known = known_at(gazetteer, lexicon, sentence, atoms, token, starts);
    let role = role_at(lexicon, sentence, atoms, token);
    let known_length = known.as_ref().map_or(0, |(length, _)| *length);
    if let Some((length, role, plural)) = role
        && (length > known_length
            || length == known_length && after.state && lexicon.roles[role as usize].sort == Sort::Body)
    {
        let element = Element { first: token, last: token + length - 1, what: What::Role { role, plural } };
        return (Some(element), token + length);
    }
    // "South American leaders" are no Americans.
    if known_length < 2
        && token + 1 < sentence.tokens.len()
        && lexicon.region_before(atoms, token + 1).is_some_and(|(length, _)| length == 2)
    {
        return (None, token + 2);
    }
    if let Some((length, hits)) = known {
        return (Some(Element { first: token, last: token + length - 1, what: What::Known(hits) }), token + length);
    }
    if let Some(first) = atoms.first(token)
        && first.initial
        && let Some(&gender) = lexicon.titles.get(first.text.as_str())
        && next_word(sentence, token).is_some_and(|next| is_capital(&sentence.tokens[next].form))
    {
        let mut last = token;
        if sentence.tokens.get(token + 1).is_some_and(|next| next.form == ".") {
            last += 1;
        }
        return (Some(Element { first: token, last, what: What::Title(gender) }), last + 1);
    }
    let initial = starts.contains(&token);
    // "Mrs May" is no month.
    if after.title && is_capital(&word.form) && lexicon.is_no_name(&word.form) {
        return (Some(Element { first: token, last: token, what: What::Capital }), token + 1);
    }
    if headline
        || !(capital_name(lexicon, word.upos, &word.form, initial)
            || initial && bears_name(gazetteer, lexicon, sentence, atoms, token))
    {
        return (None, token + 1);
    }
    let mut last = token;
    while let Some(next) = joined_next(lexicon, sentence, last, starts) {
        if known_at(gazetteer, lexicon, sentence, atoms, next, starts).is_some()
            || role_at(lexicon, sentence, atoms, next).is_some()
        {
            break;
        }
        last = next;
    }
    // "the Institute for the Study of War", "the Bank of Ireland"
    if lexicon.organisation_words.contains(word.form.to_lowercase().as_str())
        || lexicon.organisation_words.contains(sentence.tokens[last].form.to_lowercase().as_str())
    {
        while let Some(linked) = of_phrase(sentence, last) {
            last = linked;
            while let Some(next) = joined_next(lexicon, sentence, last, starts) {
                last = next;
            }
        }
    }
    (Some(Element { first: token, last, what: What::Capital }), last + 1)
}

/// Whether a first word is a known surname, or a known given name before a capital, whatever its tag.
fn bears_name(gazetteer: &Gazetteer, lexicon: &Lexicon, sentence: &Sentence, atoms: &Atoms, token: usize) -> bool {
    let word = &sentence.tokens[token];
    let Some(atom) = atoms.first(token) else { return false };
    if !capital_name(lexicon, word.upos, &word.form, false) {
        return false;
    }
    !gazetteer.by_surname(&atom.text).is_empty()
        || gazetteer.given(&atom.text).is_some()
            && sentence.tokens.get(token + 1).is_some_and(|next| next.upos == Upos::Propn && is_capital(&next.form))
}

/// The capitalised token that "of" or "for" ties to the one at `last`.
fn of_phrase(sentence: &Sentence, last: usize) -> Option<usize> {
    let link = sentence.tokens.get(last + 1)?;
    if !matches!(link.form.as_str(), "of" | "for") {
        return None;
    }
    let mut next = last + 2;
    if sentence.tokens.get(next)?.form == "the" {
        next += 1;
    }
    is_capital(&sentence.tokens.get(next)?.form).then_some(next)
}

/// The next token of a capitalised run: directly, over a hyphen without spaces, or over particles.
fn joined_next(lexicon: &Lexicon, sentence: &Sentence, last: usize, starts: &FxHashSet<usize>) -> Option<usize> {
    let here = &sentence.tokens[last];
    let next = last + 1;
    let word = sentence.tokens.get(next)?;
    if starts.contains(&next) {
        return None;
    }
    if capital_name(lexicon, word.upos, &word.form, false) {
        return Some(next);
    }
    let after = sentence.tokens.get(next + 1)?;
    if matches!(word.form.as_str(), "-" | "‐" | "‑")
        && !here.space_after
        && !word.space_after
        && is_capital(&after.form)
    {
        return Some(next + 1);
    }
    if word.form == "&" && is_capital(&after.form) {
        return Some(next + 1);
    }
    let mut ahead = next;
    while sentence.tokens.get(ahead).is_some_and(|word| PARTICLES.contains(&word.form.as_str())) {
        ahead += 1;
        if sentence.tokens.get(ahead).is_some_and(|word| word.form == "-") {
            ahead += 1;
        }
    }
    (ahead > next && ahead - next < 4 && is_capital(&sentence.tokens.get(ahead)?.form)).then_some(ahead)
}

fn known_at(
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    sentence: &Sentence,
    atoms: &Atoms,
    token: usize,
    starts: &FxHashSet<usize>,
) -> Option<(usize, Vec<Hit>)> {
    let word = &sentence.tokens[token];
    let (length, names) = gazetteer.names.longest(atoms, token)?;
    if length == 1 {
        let function = lexicon.is_function_word(&word.form);
        let acronym = word.form.chars().filter(|letter| letter.is_uppercase()).count() > 1;
        if function && !acronym || !word.form.chars().any(char::is_uppercase) {
            return None;
        }
        // The tagger errs on the first word: a state or capital is one whatever its tag, other names only as nouns.
        let noun = matches!(word.upos, Upos::Propn | Upos::Noun | Upos::X);
        let firm = |name: &&super::names::Name| {
            acronym
                || gazetteer.entry(name.entry).kind == EntityKind::Country
                || atoms
                    .first(token)
                    .is_some_and(|atom| gazetteer.metonym(&atom.text).is_some_and(|metonym| metonym.strong))
        };
        let initial = starts.contains(&token);
        if !noun && names.iter().all(|name| name.doubtful || initial && !firm(name)) {
            return None;
        }
        if lexicon.is_no_name(&word.form) {
            return None;
        }
    }
    let hits = names.iter().map(|name| Hit { entry: name.entry, doubtful: name.doubtful, form: name.form }).collect();
    Some((length, hits))
}

fn role_at(lexicon: &Lexicon, sentence: &Sentence, atoms: &Atoms, token: usize) -> Option<(usize, u32, bool)> {
    let (length, role, plural) = lexicon.role_at(atoms, token)?;
    let last = &sentence.tokens[token + length - 1];
    let noun = matches!(last.upos, Upos::Noun | Upos::Propn);
    // A term of several words is a term whatever its tags; a single word has to be a noun.
    if length == 1 && !noun && !(is_capital(&last.form) && last.upos == Upos::Adj) {
        return None;
    }
    let sort = lexicon.roles[role as usize].sort;
    let forces = sort == Sort::Body && matches!(last.form.to_lowercase().as_str(), "force" | "troop");
    if (sort == Sort::Group || forces)
        && !plural
        && length == 1
        && !matches!(
            last.form.to_lowercase().as_str(),
            "police" | "people" | "militia" | "media" | "delegation" | "opposition" | "press"
        )
    {
        return None;
    }
    Some((length, role, plural))
}

/// "Paris Hilton", "Michael Jordan": a given name beside a place is a person's name.
fn merge_given_names(gazetteer: &Gazetteer, atoms: &Atoms, elements: &mut Vec<Element>, sentence: &Sentence) {
    let mut index = 0;
    while index + 1 < elements.len() {
        let (left, right) = (&elements[index], &elements[index + 1]);
        let adjacent = left.last + 1 == right.first && sentence.tokens[left.last].space_after;
        let single = |element: &Element| element.first == element.last;
        let name_only = |element: &Element| match &element.what {
            What::Known(hits) => {
                hits.iter().all(|hit| {
                    hit.form == Form::Name
                        && matches!(gazetteer.entry(hit.entry).kind, EntityKind::Place | EntityKind::Country)
                }) && !sentence.tokens[element.first].form.contains('.')
                    && sentence.tokens[element.first].form.chars().filter(|letter| letter.is_uppercase()).count() == 1
            }
            _ => false,
        };
        let given = |token: usize| atoms.first(token).is_some_and(|atom| gazetteer.given(&atom.text).is_some());
        let merged = adjacent
            && match (&left.what, &right.what) {
                (What::Capital, What::Known(_)) => single(right) && name_only(right) && given(left.first),
                (What::Known(_), What::Capital) => single(left) && name_only(left) && given(left.first),
                _ => false,
            }
            // "Jordan Velk spoke": a state's name that a capitalised word continues is no state, unless it ends a phrase of
            // place ("in Ukraine Velk said").
            || adjacent
                && single(left)
                && name_only(left)
                && matches!(right.what, What::Capital)
                && (left.first == 0 || sentence.tokens[left.first - 1].upos != Upos::Adp)
                && one_phrase(sentence, left.first, right)
            // "Foreign Minister Ordo Kaya Wagner": after a title and a given name also the name of a body is a surname.
            || adjacent
                && matches!(left.what, What::Capital)
                && single(right)
                && word_like(&sentence.tokens[right.first].form)
                && matches!(&right.what, What::Known(hits) if hits.iter().all(|hit| hit.form == Form::Name))
                && index > 0
                && elements[index - 1].last + 1 == left.first
                && matches!(elements[index - 1].what, What::Title(_) | What::Role { plural: false, .. })
                && sentence.tokens.get(right.last + 1).is_none_or(|next| next.upos != Upos::Noun);
        if merged {
            elements[index].last = elements[index + 1].last;
            elements[index].what = What::Capital;
            elements.remove(index + 1);
        } else {
            index += 1;
        }
    }
}

/// Whether the tree takes a token and the element after it for one name.
fn one_phrase(sentence: &Sentence, token: usize, next: &Element) -> bool {
    let joins = |deprel: Deprel| matches!(deprel, Deprel::Flat | Deprel::NmodDesc | Deprel::Compound);
    let word = &sentence.tokens[token];
    joins(word.deprel) && word.head.is_some_and(|head| (next.first..=next.last).contains(&head))
        || (next.first..=next.last)
            .any(|other| sentence.tokens[other].deprel == Deprel::Flat && sentence.tokens[other].head == Some(token))
}

/// "Wagner", not "US" or "U.N.".
fn word_like(form: &str) -> bool {
    form.chars().filter(|letter| letter.is_uppercase()).count() == 1 && !form.contains('.')
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

pub(super) fn is_capital(form: &str) -> bool {
    form.chars().next().is_some_and(char::is_uppercase)
}

fn next_word(sentence: &Sentence, token: usize) -> Option<usize> {
    let next = token + 1;
    match sentence.tokens.get(next)?.form.as_str() {
        "." => (next + 1 < sentence.tokens.len()).then_some(next + 1),
        _ => Some(next),
    }
}

/// Whether a word may be a name, or part of one. First words need the tagger's word for it.
fn capital_name(lexicon: &Lexicon, upos: Upos, form: &str, initial: bool) -> bool {
    is_capital(form)
        && (!initial || upos == Upos::Propn)
        && !lexicon.is_no_name(form)
        && !lexicon.is_function_word(form)
        && !matches!(upos, Upos::Pron | Upos::Det | Upos::Punct)
}
