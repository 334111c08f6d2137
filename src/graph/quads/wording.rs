//! Claims as English sentences: "Wang Yi will meet with Sergey Lavrov in Bali in July 2022; said by Mao Ning; planned."
//!
//! The forms of each relation stand in the ontology (`rdfs:label`, `ch:finite`, `ch:infinitive`), so that a new relation
//! needs no code. The verb expresses polarity and status. The status is named again at the end, since "will" and "may" are
//! easily overlooked. The sentence says no more than the claim.

use crate::{graph::vocabulary::ontology::Ontology, rules::Claim};

/// Where the object stands in a form of a relation; without the mark it follows.
const OBJECT: char = '…';

/// A claim as one English sentence, which ends with a full stop: what is claimed, then who says so, then the status where it
/// has not happened. A side that the text leaves open is "somebody"; dates are written out.
#[must_use]
pub fn in_words(claim: &Claim) -> String {
    let mut words = fact(claim);
    if claim.voice == "attributed" {
        words.push_str("; ");
        words.push_str(&voice(claim));
    }
    if !matches!(claim.status.as_str(), "" | "happened") {
        words.push_str("; ");
        words.push_str(&claim.status);
    }
    words.push('.');
    capital(&words)
}

/// Who did what to whom, where and when; no full stop.
fn fact(claim: &Claim) -> String {
    let subject = side(&claim.subject, &claim.subject_text);
    let object = side(&claim.object, &claim.object_text);
    let predicate = predicate(&claim.relation, &claim.status, claim.polarity == "negated");
    let mut words = match predicate.split_once(OBJECT) {
        Some((before, after)) => format!("{subject} {before}{object}{after}"),
        None => format!("{subject} {predicate} {object}"),
    };
    if !claim.place.is_empty() && claim.place != claim.object {
        words.push_str(" in ");
        words.push_str(&claim.place);
    }
    let date = date(&claim.date);
    if !date.is_empty() {
        words.push(' ');
        words.push_str(&date);
    }
    words
}

/// The label of a side; "the" stays where the text has it ("the United States"). Words stand in for a missing label.
fn side(label: &str, text: &str) -> String {
    let bare = text.strip_prefix("the ").or_else(|| text.strip_prefix("The "));
    match (label, text) {
        ("", "") => "somebody".to_owned(),
        ("", text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        (label, _) if bare.is_some_and(|bare| bare.eq_ignore_ascii_case(label)) => format!("the {label}"),
        (label, _) => label.to_owned(),
    }
}

/// The verb group of a relation. A relation that the ontology lacks (of a user's own rules) is read from its name.
fn predicate(relation: &str, status: &str, negated: bool) -> String {
    let known = Ontology::embedded().relation(relation);
    let finite = known.map_or_else(|| spaced(relation), |known| known.finite.clone());
    let infinitive = known.map_or("", |known| known.infinitive.as_str());
    if status == "attempted" && !infinitive.is_empty() {
        return if negated { format!("did not try to {infinitive}") } else { format!("tried to {infinitive}") };
    }
    let auxiliary = match status {
        "planned" => "will",
        "possible" => "may",
        "requested" => "should",
        _ if !negated => return finite,
        _ => "",
    };
    let not = if negated { " not" } else { "" };
    if infinitive.is_empty() {
        return format!("{auxiliary}{not} ({finite})").trim_start().to_owned();
    }
    if !auxiliary.is_empty() {
        return format!("{auxiliary}{not} {infinitive}");
    }
    // "Is a member of" takes its "not" itself, other verbs take it through "do".
    if let Some((be @ ("is" | "was"), rest)) = finite.split_once(' ') {
        return format!("{be} not {rest}");
    }
    let does = if known.is_some_and(|known| known.standing) { "does" } else { "did" };
    format!("{does} not {infinitive}")
}

/// "metWith" as "met with".
fn spaced(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

/// Who says it, from the innermost speaker outwards.
fn voice(claim: &Claim) -> String {
    let mut speakers = claim.claimed_by.split(" < ").map(str::trim).filter(|speaker| !speaker.is_empty());
    let mut words = match speakers.next() {
        Some(speaker) => format!("said by {speaker}"),
        None => "said by somebody who is not named".to_owned(),
    };
    for outer in speakers {
        words.push_str(", according to ");
        words.push_str(outer);
    }
    if !claim.via.is_empty() {
        words.push_str(", through ");
        words.push_str(&claim.via);
    }
    words
}

/// An EDTF date with its preposition, in English: "on 7 July 2022", "in July 2022", "between 2014 and 2019"; empty where
/// there is no date. What is no such date is given as it stands.
#[must_use]
pub fn date(edtf: &str) -> String {
    match edtf.split_once('/') {
        _ if edtf.is_empty() => String::new(),
        Some(("..", end)) => format!("until {}", point(end).1),
        Some((begin, "..")) => format!("from {} on", point(begin).1),
        Some((begin, end)) => format!("between {} and {}", point(begin).1, point(end).1),
        None => {
            let (preposition, words) = point(edtf);
            format!("{preposition} {words}")
        }
    }
}

/// A date that is no interval: its preposition and its words.
fn point(edtf: &str) -> (&'static str, String) {
    if let Some(exact) = edtf.strip_suffix('~') {
        return ("about", point(exact).1);
    }
    if let Some(decade) = edtf.strip_suffix('X') {
        let zero = if decade.ends_with('X') { "0s" } else { "s" };
        return ("in", format!("the {}0{zero}", decade.trim_end_matches('X')));
    }
    let parts: Vec<&str> = edtf.split('-').collect();
    let month = |text: &str| text.parse().ok().and_then(|number: usize| MONTHS.get(number.checked_sub(1)?)).copied();
    let season = |text: &str| match text {
        "21" => Some("spring"),
        "22" => Some("summer"),
        "23" => Some("autumn"),
        "24" => Some("winter"),
        _ => None,
    };
    match parts[..] {
        [year, name] if month(name).is_some() => ("in", format!("{} {year}", month(name).unwrap_or_default())),
        [year, name] if season(name).is_some() => ("in", format!("{} {year}", season(name).unwrap_or_default())),
        [year, name, day] if month(name).is_some() && day.parse::<u8>().is_ok() => {
            ("on", format!("{} {} {year}", day.trim_start_matches('0'), month(name).unwrap_or_default()))
        }
        _ => ("in", edtf.to_owned()),
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::{date, in_words};
    use crate::{graph::Ontology, rules::Claim};

    /// `subject | relation | object | date | place | polarity | status | speaker`
    fn claim(line: &str) -> Claim {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [subject, relation, object, date, place, polarity, status, speaker] = parts[..] else {
            panic!("eight columns: {line}")
        };
        let voice = if speaker.is_empty() { "narrator" } else { "attributed" };
        let [subject, relation, object, date, place, polarity, status, claimed_by, voice] =
            [subject, relation, object, date, place, polarity, status, speaker.trim_matches('?'), voice]
                .map(str::to_owned);
        Claim { subject, relation, object, date, place, polarity, status, claimed_by, voice, ..Claim::default() }
    }

    #[test]
    fn a_claim_is_a_sentence_that_a_person_would_say() {
        for (line, wanted) in [
            (
                "France | offeredTo | Ukraine | | | affirmed | planned | Macron",
                "France will offer help to Ukraine; said by Macron; planned.",
            ),
            (
                "France | offeredTo | Ukraine | | | affirmed | happened | Macron",
                "France offered help to Ukraine; said by Macron.",
            ),
            (
                "Wang Yi | metWith | Sergey Lavrov | 2022-07-07 | Bali | affirmed | happened | ",
                "Wang Yi met with Sergey Lavrov in Bali on 7 July 2022.",
            ),
            ("Oslo | invaded | Paris | 2022 | | negated | happened | ", "Oslo did not invade Paris in 2022."),
            ("Oslo | memberOf | NATO | | | negated | happened | ", "Oslo is not a member of NATO."),
            ("Oslo | leads | NATO | | | negated | happened | ", "Oslo does not lead NATO."),
            ("Oslo | memberOf | NATO | | | affirmed | possible | ", "Oslo may be a member of NATO; possible."),
            (
                "Oslo | struckFromAir | Paris | | | negated | requested | Rome < Tass",
                "Oslo should not strike Paris from the air; said by Rome, according to Tass; requested.",
            ),
            ("Oslo | invaded | Paris | | | affirmed | attempted | ", "Oslo tried to invade Paris; attempted."),
            ("| attacked | Paris | | | affirmed | happened | ", "Somebody attacked Paris."),
            (
                "Oslo | attacked | | | | affirmed | happened | ?",
                "Oslo attacked somebody; said by somebody who is not named.",
            ),
            ("Oslo | visited | Bali | | Bali | affirmed | happened | ", "Oslo visited Bali."),
            ("Oslo | soldGrainTo | Rome | | | negated | happened | ", "Oslo not (sold grain to) Rome."),
        ] {
            assert_eq!(in_words(&claim(line)), wanted);
        }
    }

    #[test]
    fn words_stand_for_a_side_without_a_label_and_an_article_stays() {
        let mut told = claim("| rejected | | | | affirmed | happened | ");
        (told.subject_text, told.object_text) = ("gunmen".to_owned(), "the\n plan".to_owned());
        assert_eq!(in_words(&told), "Gunmen rejected the plan.");
        (told.subject, told.subject_text) = ("United States".to_owned(), "The United States".to_owned());
        assert_eq!(in_words(&told), "The United States rejected the plan.");
        told.subject_text = "the country".to_owned();
        assert_eq!(in_words(&told), "United States rejected the plan.");
    }

    #[test]
    fn each_kind_of_date_has_its_words() {
        for (edtf, wanted) in [
            ("", ""),
            ("2022-07-07", "on 7 July 2022"),
            ("2022-11", "in November 2022"),
            ("2022", "in 2022"),
            ("2020-21", "in spring 2020"),
            ("199X", "in the 1990s"),
            ("19XX", "in the 1900s"),
            ("1910~", "about 1910"),
            ("2014/2019", "between 2014 and 2019"),
            ("2022-02-24/..", "from 24 February 2022 on"),
            ("../2025", "until 2025"),
            ("-0044-03-15", "in -0044-03-15"),
        ] {
            assert_eq!(date(edtf), wanted, "{edtf}");
        }
    }

    /// Each relation of the ontology has the words that a sentence needs, and they are those of its label.
    #[test]
    fn every_relation_has_its_forms() {
        for relation in Ontology::embedded().relations() {
            let name = &relation.name;
            assert!(!relation.infinitive.is_empty(), "{name} has no ch:infinitive");
            let last = |form: &str| form.rsplit([' ', '…']).next().unwrap_or_default().to_owned();
            // The verb comes last only behind an adverb ("sexually assaulted").
            if relation.infinitive.split_once(' ').is_some_and(|(first, _)| !first.ends_with("ly")) {
                assert_eq!(last(&relation.infinitive), last(&relation.finite), "{name}: forms that differ");
            }
            assert_eq!(
                relation.infinitive.contains('…'),
                relation.finite.contains('…'),
                "{name}: the mark of the object"
            );
            let verb = relation.finite.split(' ').next().unwrap_or_default();
            assert!(
                relation.standing || !verb.is_empty() && verb != "is",
                "{name}: {} is no past tense",
                relation.finite
            );
        }
    }
}
