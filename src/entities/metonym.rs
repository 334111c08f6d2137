//! Whether the name of a capital or palace means the government or the place.
//!
//! A government acts, is acted on, owns and is spoken of; in a place things happen. The preposition and the verb decide.

use crate::syntax::{Deprel, Sentence, Upos};

/// Verbs whose object is a place when it is a city's name.
const VISITS: [&str; 19] = [
    "visit", "leave", "reach", "tour", "enter", "bomb", "shell", "hit", "strike", "capture", "seize", "rock", "attack",
    "bombard", "besiege", "storm", "pound", "raid", "target",
];
/// Events whose object under "on" or "against" is the place itself: "the attack on Kyiv".
const ONSLAUGHTS: [&str; 18] = [
    "attack",
    "strike",
    "airstrike",
    "raid",
    "assault",
    "bombardment",
    "bombing",
    "shelling",
    "offensive",
    "siege",
    "march",
    "advance",
    "barrage",
    "onslaught",
    "incursion",
    "invasion",
    "push",
    "drone",
];
/// Verbs that move to or from a place.
const MOTION: [&str; 32] = [
    "deploy", "redeploy", "dispatch", "withdraw", "retreat", "travel", "go", "come", "fly", "return", "arrive", "head",
    "move", "drive", "march", "flee", "walk", "sail", "report", "bring", "take", "depart", "invite", "relocate",
    "deport", "evacuate", "escape", "journey", "run", "transfer", "trip", "rush",
];
/// Nouns of movement: "a visit to Beijing".
const TRIPS: [&str; 11] =
    ["visit", "trip", "journey", "flight", "travel", "tour", "arrival", "return", "train", "road", "route"];
/// Nouns that make the name before them a place: "the Geneva talks", "Moscow airport".
const SCENES: [&str; 41] = [
    "talk",
    "talks",
    "summit",
    "meeting",
    "conference",
    "airport",
    "street",
    "suburb",
    "suburbs",
    "hotel",
    "mayor",
    "resident",
    "residents",
    "stadium",
    "university",
    "region",
    "bureau",
    "station",
    "hospital",
    "court",
    "police",
    "skyline",
    "metro",
    "district",
    "neighborhood",
    "neighbourhood",
    "forum",
    "trip",
    "visit",
    "embassy",
    "residence",
    "home",
    "house",
    "apartment",
    "building",
    "church",
    "mosque",
    "prison",
    "school",
    "market",
    "restaurant",
];

/// Which of the two readings the place in the sentence calls for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// It acts: subject of a verb of speech or decision.
    Acts,
    /// It may be either; a strong metonym is the government.
    Open,
    /// Something happens in it.
    Scene,
}

/// Reads the surroundings of the name at tokens `first..=last` whose head is `head`.
pub(super) fn reading(sentence: &Sentence, first: usize, last: usize, head: usize) -> Reading {
    let word = &sentence.tokens[head];
    let next = sentence.tokens.get(last + 1);
    if dateline(sentence, first, last) || super::beside::names_a_place(sentence, first) {
        return Reading::Scene;
    }
    // "a Moscow-based company"
    if next.is_some_and(|next| next.form == "-")
        && sentence.tokens.get(last + 2).is_some_and(|word| matches!(word.form.as_str(), "based" | "born" | "area"))
    {
        return Reading::Scene;
    }
    // "Moscow's invasion" acts, "Moscow's streets" do not.
    if let Some(possessive) = next
        && matches!(possessive.form.as_str(), "'s" | "’s" | "'" | "’")
    {
        // "London's Royal College": what a name owns lies in the place; its ministry is the state's all the same.
        if sentence.tokens.get(last + 2).is_some_and(|owned| owned.form.starts_with(char::is_uppercase)) {
            return Reading::Scene;
        }
        let owned = word.head.map(|head| sentence.tokens[head].lemma.to_lowercase());
        return if owned.is_some_and(|owned| SCENES[5..].contains(&owned.as_str())) {
            Reading::Scene
        } else {
            Reading::Acts
        };
    }
    let before = first.checked_sub(1).map(|token| &sentence.tokens[token]);
    let before = match before {
        Some(article) if article.form.eq_ignore_ascii_case("the") && first > 1 => Some(&sentence.tokens[first - 2]),
        before => before,
    };
    let preposition = sentence
        .children(head)
        .find(|&child| sentence.tokens[child].deprel == Deprel::Case && child < first)
        .map(|child| &sentence.tokens[child])
        .or_else(|| before.filter(|before| before.upos == Upos::Adp));
    let governor = word.head.map(|head| &sentence.tokens[head]);
    let lemma = governor.map(|governor| governor.lemma.to_lowercase()).unwrap_or_default();
    if let Some(preposition) = preposition {
        return match preposition.form.to_lowercase().as_str() {
            "in" | "at" | "near" | "outside" | "around" | "across" | "through" | "into" | "inside" | "throughout"
            | "via" | "off" | "over"
                if !(preposition.form.eq_ignore_ascii_case("over") && word.deprel.universal() == Deprel::Nmod) =>
            {
                Reading::Scene
            }
            "on" | "against" | "toward" | "towards" if ONSLAUGHTS.contains(&lemma.as_str()) => Reading::Scene,
            "to" | "from" | "for" => {
                let moves = MOTION.contains(&lemma.as_str()) || TRIPS.contains(&lemma.as_str());
                if moves && word.head.is_some() { Reading::Scene } else { Reading::Open }
            }
            _ => Reading::Open,
        };
    }
    match word.deprel.universal() {
        Deprel::Compound | Deprel::Nmod => {
            let noun = next.map(|next| next.lemma.to_lowercase()).unwrap_or_default();
            if SCENES.contains(&noun.as_str()) { Reading::Scene } else { Reading::Open }
        }
        Deprel::Obj if VISITS.contains(&lemma.as_str()) => Reading::Scene,
        Deprel::Nsubj if word.deprel == Deprel::NsubjPass && VISITS.contains(&lemma.as_str()) => Reading::Scene,
        Deprel::Nsubj if governor.is_some_and(|governor| governor.upos == Upos::Verb) => Reading::Acts,
        _ => Reading::Open,
    }
}

/// "BEIJING (Reuters) -", "KYIV, Ukraine -", "BALI •": a place before the first sentence.
fn dateline(sentence: &Sentence, first: usize, last: usize) -> bool {
    if first > 4 {
        return false;
    }
    let capitals = |token: usize| {
        let form = &sentence.tokens[token].form;
        form.chars().any(char::is_uppercase) && !form.chars().any(char::is_lowercase)
    };
    let next = sentence.tokens.get(last + 1).map_or("", |token| token.form.as_str());
    matches!(next, "(" | "•" | "—" | "–" | "-" | "--" | ":") && first <= 1
        || (first..=last).all(capitals) && matches!(next, "," | "") && first == 0
}
