//! All sentences of an article in order: matches, what anchors them, values, intervals.
//!
//! Two passes: first every sentence is matched, since the kind of article follows from all its dates; then each
//! expression is resolved against the publication date or the one told before it.

use jiff::civil::Date;

use super::{
    anchor::{Anchor, Kind, Outcome, explicit_year},
    atom::Atom,
    class::Class,
    edtf::Edtf,
    expression::{TimeExpression, TimexType},
    guard::Around,
    meaning::{Base, Meaning, Unit, What, When},
    pattern::Found,
    pieces,
    reading::part_value,
    tense::{self, Direction, direction},
    vocabulary::Vocabulary,
};
use crate::{
    lexicon::set,
    syntax::{Sentence, Upos},
    text::Span,
};

/// The word before an expression that makes an interval of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lead {
    None,
    /// "since"
    Since,
    /// "after"
    After,
    /// "until", "by", "before"
    Until,
    /// "in", which makes a time from now of a length.
    In,
    /// "from", "between"
    From,
}

/// The word between this expression and the one before it in the sentence, if it is but one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    None,
    /// "to", "until", a dash
    To,
    /// "and"
    And,
}

#[derive(Debug)]
struct Match {
    sentence: usize,
    first: usize,
    last: usize,
    span: Span,
    rule: usize,
    meaning: Meaning,
    lead: Lead,
    link: Link,
    /// Whether it stands before an attack or the like ("the October 7 attack").
    incident: bool,
    /// Whether it is a year within a name ("the 1965 Voting Rights Act"), which dates nothing but what is named.
    in_name: bool,
    /// Whether "starting" or "beginning" leads to it.
    starting: bool,
}

/// Reads the temporal expressions of an article, in order of their spans, relative to the day of publication.
#[must_use]
pub fn read(published: Option<Date>, sentences: &[Sentence]) -> Vec<TimeExpression> {
    let vocabulary = Vocabulary::embedded();
    let mut atoms = Vec::new();
    let mut matches = Vec::new();
    let names = names(vocabulary, sentences);
    for (index, sentence) in sentences.iter().enumerate() {
        pieces::read(vocabulary, sentence, &mut atoms);
        scan(vocabulary, index, sentence, &atoms, names, &mut matches);
    }
    let kind = Kind::of(published, matches.iter().map(|found| &found.meaning));
    let reports_in_present = tense::reports_in_present(sentences);
    let mut anchor = Anchor {
        published,
        kind,
        told: None,
        reports_in_present,
        day: None,
        day_sentence: 0,
        over: (None, None),
        told_weekday: false,
        remote: None,
    };
    let mut remote_sentence = 0;
    let mut times: Vec<TimeExpression> = Vec::with_capacity(matches.len());
    for (index, found) in matches.iter().enumerate() {
        if found.sentence > remote_sentence + 1 {
            anchor.remote = None;
        }
        let id = vocabulary.grammar.rule(found.rule).id;
        times.push(value(&mut anchor, sentences, found, id));
        if let (Some(year), Some(day), false) = (explicit_year(&found.meaning), published, found.in_name) {
            anchor.remote = (year + 1 < day.year()).then_some(year);
            remote_sentence = found.sentence;
        }
        if let Some(before) = index.checked_sub(1) {
            interval(&mut times, &matches[before], found);
        }
    }
    times
}

/// The months that are part of somebody's name in the article: "Theresa May", "Mrs May", "April Ryan".
fn names(vocabulary: &'static Vocabulary, sentences: &[Sentence]) -> u16 {
    let mut found = 0;
    for sentence in sentences {
        for (index, token) in sentence.tokens.iter().enumerate() {
            if !token.form.starts_with(|letter: char| letter.is_uppercase()) || token.form.len() < 3 {
                continue;
            }
            let Some(word) = vocabulary.word(&token.form) else { continue };
            let Some((_, month)) = word.values.iter().find(|(class, _)| *class == Class::Month) else { continue };
            let part_of_name = |other: usize| {
                sentence.tokens.get(other).is_some_and(|other| {
                    other.upos == Upos::Propn
                        && other.form.starts_with(|letter: char| letter.is_uppercase())
                        && other.form.chars().all(|letter| letter.is_alphabetic() || letter == '.')
                        && vocabulary.word(&other.form).is_none_or(|word| word.classes == 0)
                })
            };
            let title = index
                .checked_sub(1)
                .is_some_and(|before| set::BEFORE_PERSON.has(sentence.tokens[before].form.trim_end_matches('.')));
            let given = index.checked_sub(1).is_some_and(part_of_name)
                && token.upos == Upos::Propn
                && matches!(token.deprel, crate::syntax::Deprel::Flat);
            if title || given {
                found |= 1 << *month;
            }
        }
    }
    found
}

fn scan(
    vocabulary: &'static Vocabulary,
    index: usize,
    sentence: &Sentence,
    atoms: &[Atom],
    names: u16,
    matches: &mut Vec<Match>,
) {
    let accept = |rule: usize, first: usize, end: usize| {
        (vocabulary.grammar.rule(rule).guard)(&Around { atoms, first, end, sentence, names })
    };
    let mut at = 0;
    let mut last_end = None;
    while at < atoms.len() {
        let Some(Found { end, rule, meaning, pair }) = vocabulary.grammar.find(atoms, at, &accept) else {
            at += 1;
            continue;
        };
        let mut push = |first: usize, end: usize, meaning: Meaning, last_end: Option<usize>| {
            let form = |index: usize| atoms.get(index).map_or("", |atom| atom.form(sentence));
            let after_noun = atoms.get(end).is_some_and(|next| {
                let next = &sentence.tokens[next.token];
                set::CLITIC_S.has(&next.form) || next.upos == Upos::Noun
            });
            // "the 8 January Brasília attacks": up to two words between.
            let incident = atoms[end..].iter().take(3).find_map(|next| {
                let tag = sentence.tokens[next.token].upos;
                if next.is(Class::Incident) {
                    Some(true)
                } else if matches!(tag, Upos::Propn | Upos::Adj | Upos::Noun) {
                    None
                } else {
                    Some(false)
                }
            });
            let in_name = end - first == 1
                && atoms[first].is(Class::Year)
                && atoms.get(end).is_some_and(|next| next.capital && sentence.tokens[next.token].upos == Upos::Propn);
            let before = |back: usize| first.checked_sub(back).map_or("", form);
            let prepositions = usize::from(set::IN_ON_FROM.has(before(1)));
            let starting = set::STARTING.has(before(1 + prepositions));
            matches.push(Match {
                sentence: index,
                first: atoms[first].token,
                last: atoms[end - 1].token,
                span: Span::new(atoms[first].begin, atoms[end - 1].end),
                rule,
                meaning,
                lead: if after_noun { Lead::None } else { lead(first.checked_sub(1).map_or("", form)) },
                link: match last_end {
                    Some(last) if last + 1 == first => link(form(last)),
                    _ => Link::None,
                },
                incident: incident == Some(true),
                in_name,
                starting,
            });
        };
        match pair {
            Some((earlier, split)) => {
                push(at, split, earlier, last_end);
                push(split + 1, end, meaning, Some(split));
            }
            None => push(at, end, meaning, last_end),
        }
        last_end = Some(end);
        at = end;
    }
}

fn lead(word: &str) -> Lead {
    match word.to_ascii_lowercase().as_str() {
        "since" => Lead::Since,
        text if set::LEADS_AFTER.has(text) => Lead::After,
        text if set::LEADS_UNTIL.has(text) => Lead::Until,
        "in" => Lead::In,
        text if set::LEADS_FROM.has(text) => Lead::From,
        _ => Lead::None,
    }
}

fn link(word: &str) -> Link {
    match word.to_ascii_lowercase().as_str() {
        text if set::LINKS_TO.has(text) => Link::To,
        "and" => Link::And,
        _ => Link::None,
    }
}

/// Resolves one match, which the rule of that id found, and moves the anchor on.
fn value(anchor: &mut Anchor, sentences: &[Sentence], found: &Match, rule: &'static str) -> TimeExpression {
    let sentence = &sentences[found.sentence];
    let towards = match (found.lead, direction(sentence, found.first, found.last)) {
        // "since February" looks back, whatever the verb; "by Friday" ahead, unless a verb says otherwise.
        (Lead::Since, _) => Direction::Past,
        (Lead::Until, Direction::Unknown | Direction::Present | Direction::LikelyPast) => Direction::Future,
        // "suspended until October 14": what was done until then may go on.
        (Lead::Until, Direction::Past) => Direction::LikelyPast,
        // "tariffs on imports starting June 1": from the main verb, whatever stands between.
        _ if found.starting && !tense::is_told_as_past(sentence) => Direction::Future,
        (_, known) => known,
    };
    let meaning = from_now(&found.meaning, found.lead, towards);
    let outcome = match &meaning {
        // "on Thursday and Friday": the second follows the first.
        Meaning::Weekday(number) if found.link != Link::None && anchor.told_weekday => anchor.following(*number),
        // "the October 7 attack": attacks are named by their day for years after.
        Meaning::MonthDay { month, day } if found.incident && anchor.kind == Kind::News => {
            Outcome::Open(format!("XXXX-{month:02}-{day:02}"))
        }
        Meaning::Overnight => anchor.looking(towards).overnight(found.sentence),
        meaning => anchor.looking(towards).resolve(meaning, towards),
    };
    anchor.told_weekday = matches!(meaning, Meaning::Weekday(_)) && matches!(outcome, Outcome::At(_));
    let timex = timex(&meaning);
    let mut time = TimeExpression {
        sentence: found.sentence,
        first: found.first,
        last: found.last,
        span: found.span,
        timex,
        value: String::new(),
        date: Edtf::default(),
        rule,
    };
    match outcome {
        Outcome::At(when) => {
            time.value = decorated(&meaning, when.value());
            if timex == TimexType::Date || timex == TimexType::Time {
                time.date = bounded(&meaning, when);
                anchor.tell(when, found.sentence);
            }
        }
        Outcome::Open(value) => {
            // A day that is not known does not leave the one before it as an anchor for "the next day".
            if matches!(timex, TimexType::Date | TimexType::Time) && !value.ends_with("_REF") && !is_clock(&meaning) {
                anchor.told = anchor.told.filter(|_| anchor.kind == Kind::Story);
                anchor.day = anchor.day.filter(|_| anchor.kind == Kind::Story);
            }
            time.value = decorated(&meaning, value);
        }
    }
    match found.lead {
        Lead::Since | Lead::After => time.date = Edtf::since(&time.date),
        Lead::Until => time.date = Edtf::until(&time.date),
        Lead::None | Lead::In | Lead::From => {}
    }
    time
}

fn is_clock(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Overnight | Meaning::Part(_, None) | Meaning::Clock { day: None, .. })
}

/// "in two weeks" with a verb of the future is a date, not a length.
fn from_now(meaning: &Meaning, lead: Lead, towards: Direction) -> Meaning {
    match meaning {
        Meaning::Length { unit, number: Some(number), .. }
            if lead == Lead::In && towards == Direction::Future && *unit >= Unit::Day =>
        {
            Meaning::Shift { base: Base::Published, unit: *unit, number: Some(*number), forward: true }
        }
        meaning => meaning.clone(),
    }
}

fn timex(meaning: &Meaning) -> TimexType {
    match meaning {
        Meaning::Length { .. } | Meaning::LengthOf(..) => TimexType::Duration,
        Meaning::Set(_) => TimexType::Set,
        Meaning::Part(..) | Meaning::Clock { .. } | Meaning::Overnight => TimexType::Time,
        Meaning::Which { what: What::Part(_), .. } => TimexType::Time,
        Meaning::Shift { unit, .. } if *unit < Unit::Day => TimexType::Time,
        Meaning::Position(_, inner) | Meaning::About(inner) => timex(inner),
        _ => TimexType::Date,
    }
}

/// The value with what the meaning adds to the day: its part, its clock time.
fn decorated(meaning: &Meaning, value: String) -> String {
    match meaning {
        Meaning::Part(part, inner) => {
            let value = inner.as_ref().map_or(value.clone(), |inner| decorated(inner, value));
            if value.ends_with("_REF") || value.contains('T') { value } else { format!("{value}{}", part_value(*part)) }
        }
        Meaning::Which { what: What::Part(part), .. } => format!("{value}{}", part_value(*part)),
        Meaning::Clock { minutes, zone, .. } => {
            let zone = match zone {
                None => String::new(),
                Some(0) => "Z".to_owned(),
                Some(zone) => format!("{:+03}", zone / 60),
            };
            format!("{value}T{:02}:{:02}{zone}", minutes / 60, minutes % 60)
        }
        Meaning::Overnight => format!("{value}{}", part_value(4)),
        Meaning::LengthOf(length, _) => length.clone(),
        Meaning::Position(_, inner) | Meaning::About(inner) => decorated(inner, value),
        _ => value,
    }
}

/// The date with the bounds that "early" and "late" narrow, and the mark of "about".
fn bounded(meaning: &Meaning, when: When) -> Edtf {
    let edtf = when.edtf();
    match meaning {
        Meaning::About(inner) => bounded(inner, when).approximate(),
        // A night has two days.
        Meaning::Overnight => match when.shifted(Unit::Day, 1) {
            Some(morning) => Edtf::interval(&edtf, &morning.edtf()),
            None => edtf,
        },
        Meaning::Position(position, _) => {
            let (from, to) = match (when, position) {
                (When::Month(year, month), 1) => (None, Date::new(year, month, 15).ok()),
                (When::Month(year, month), 2) => (Date::new(year, month, 8).ok(), Date::new(year, month, 23).ok()),
                (When::Month(year, month), 3) => (Date::new(year, month, 16).ok(), None),
                (When::Year(year), 1) => (None, Date::new(year, 6, 30).ok()),
                (When::Year(year), 2) => (Date::new(year, 4, 1).ok(), Date::new(year, 9, 30).ok()),
                (When::Year(year), 3) => (Date::new(year, 7, 1).ok(), None),
                _ => (None, None),
            };
            edtf.narrowed(from, to)
        }
        _ => edtf,
    }
}

/// Makes an interval of the last two expressions where their words do: both get it, so that whichever a clause takes,
/// it takes the whole.
fn interval(times: &mut [TimeExpression], before: &Match, found: &Match) {
    let ranged = match found.link {
        Link::None => false,
        Link::To => true,
        Link::And => before.lead == Lead::From,
    };
    let [.., first, second] = times else { return };
    if !ranged || before.sentence != found.sentence {
        return;
    }
    let whole = Edtf::interval(&first.date, &second.date);
    if !whole.is_unknown() && first.date.earliest < second.date.earliest {
        first.date = whole.clone();
        second.date = whole;
    }
}
