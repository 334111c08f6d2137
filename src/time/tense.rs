//! Whether an expression lies before or after the day of publication, by the verb that governs it.
//!
//! "on Thursday" beside "met" is the last Thursday, beside "will meet" the next. The way leads from the expression up
//! the tree to the first verb. A noun on the way can decide before a verb does: what something happened "since" or
//! "after" is over, what it happens "ahead of" is to come. Without a tree the nearest verb of the sentence decides.

use super::atom::{Class, Lexicon};
use crate::syntax::{Deprel, Sentence, Tense, Token, Upos, VerbForm};

/// Where an expression lies, seen from publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// Before.
    Past,
    /// Before, by a verb that governs it only through other words, which a wrong tree may have put between.
    LikelyPast,
    /// After.
    Future,
    /// The verb reports in the present tense: of weekdays the last, of other dates the nearer.
    Present,
    /// The grammar does not say.
    Unknown,
}

/// Verbs that, in the present tense with a date, announce ("the council meets on Friday").
const ANNOUNCING: [&str; 22] = [
    "arrive", "begin", "close", "come", "convene", "depart", "end", "expire", "face", "fly", "go", "head", "host",
    "leave", "meet", "open", "resume", "return", "start", "take", "travel", "vote",
];

/// Verbs whose infinitive complement is still to come.
const PLANNING: &[&str] = &[
    "agree",
    "aim",
    "announce",
    "anticipate",
    "arrange",
    "ask",
    "call",
    "decide",
    "direct",
    "due",
    "expect",
    "forecast",
    "hope",
    "instruct",
    "intend",
    "invite",
    "likely",
    "mean",
    "offer",
    "order",
    "plan",
    "pledge",
    "prepare",
    "project",
    "promise",
    "propose",
    "ready",
    "schedule",
    "seek",
    "set",
    "slate",
    "swear",
    "threaten",
    "tip",
    "vow",
    "want",
    "wish",
    "urge",
    "demand",
    "press",
    "push",
    "request",
    "require",
    "encourage",
    "commit",
    "appeal",
];

/// Verbs that foresee: what they are about is to come, also without an infinitive ("predict landfall on Saturday").
const FORESEEING: [&str; 6] = ["anticipate", "expect", "forecast", "foresee", "plan", "predict"];

/// Participles that look ahead from a noun: "a debate scheduled for November 20". "set" does so only before "for".
const SCHEDULED: [&str; 10] =
    ["anticipate", "book", "due", "expect", "forecast", "plan", "postpone", "schedule", "set", "slate"];

/// Adjectives that say that a noun is still to come.
const COMING: [&str; 9] =
    ["next", "upcoming", "planned", "scheduled", "expected", "forthcoming", "proposed", "coming", "future"];

/// The direction of the expression in tokens `first..=last`.
pub(super) fn direction(sentence: &Sentence, first: usize, last: usize) -> Direction {
    let tokens = &sentence.tokens;
    let head = (first..=last).find(|&index| tokens[index].head.is_none_or(|head| head < first || head > last));
    let Some(mut at) = head else { return Direction::Unknown };
    if tokens.iter().all(|token| token.upos == Upos::X) {
        return without_tree(sentence, first);
    }
    if follows_mishap(sentence, first) {
        return Direction::Past;
    }
    let mut direct = true;
    for step in 0..tokens.len() {
        // For a tagger "due to travel" has two readings; beside a date it has one.
        if step > 0 && announced(sentence, at) {
            return Direction::Future;
        }
        if is_verb(sentence, at) {
            if scheduled(sentence, at, first) {
                return Direction::Future;
            }
            return match of_verb(sentence, at) {
                Direction::Past if !direct => Direction::LikelyPast,
                found => found,
            };
        }
        if step > 0 {
            if let Some(found) = of_noun(sentence, at) {
                return found;
            }
            direct = false;
        }
        match tokens[at].head {
            Some(up) => at = up,
            None => break,
        }
    }
    // A fragment without a verb: a headline or a list.
    Direction::Unknown
}

/// Whether a participle beside its noun says when that is to be: "the vote set for December 14".
fn scheduled(sentence: &Sentence, verb: usize, first: usize) -> bool {
    let token = &sentence.tokens[verb];
    let lemma = token.lemma.to_ascii_lowercase();
    let before = first.checked_sub(1).map_or("", |before| sentence.tokens[before].form.as_str());
    let ahead = before.eq_ignore_ascii_case("for") || lemma != "set" && matches!(before, "in" | "on" | "by");
    matches!(token.deprel, Deprel::Acl | Deprel::Advcl | Deprel::Amod | Deprel::Conj | Deprel::Parataxis)
        && token.feats.verb_form != Some(VerbForm::Fin)
        && ahead
        && SCHEDULED.contains(&lemma.as_str())
        && sentence.child(verb, Deprel::AuxPass).is_none()
}

/// Whether the sentence tells in the past tense, by its main verb.
pub(super) fn is_told_as_past(sentence: &Sentence) -> bool {
    sentence.root().is_some_and(|root| of_verb(sentence, root) == Direction::Past)
}

/// Whether more of the article's main verbs stand in the present tense than in the past, as in headlines and summaries.
pub(super) fn reports_in_present(sentences: &[Sentence]) -> bool {
    let (mut present, mut past) = (0, 0);
    for sentence in sentences {
        let Some(root) = sentence.root() else { continue };
        let finite = sentence
            .children(root)
            .filter(|&child| matches!(sentence.tokens[child].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop))
            .chain([root])
            .find(|&word| sentence.tokens[word].feats.verb_form == Some(VerbForm::Fin));
        match finite.and_then(|word| sentence.tokens[word].feats.tense) {
            Some(Tense::Past) => past += 1,
            Some(Tense::Pres) => present += 1,
            None => {}
        }
    }
    present > past
}

fn is_verb(sentence: &Sentence, at: usize) -> bool {
    let token = &sentence.tokens[at];
    match token.upos {
        Upos::Verb => token.deprel != Deprel::Amod && token.deprel != Deprel::Case,
        Upos::Aux => true,
        // A predicate noun or adjective with its copula.
        _ => sentence.child(at, Deprel::Cop).is_some(),
    }
}

/// Attacks, crashes and deaths are not told before they happen.
fn is_mishap(sentence: &Sentence, at: usize) -> bool {
    let noun = &sentence.tokens[at];
    noun.upos == Upos::Noun
        && Lexicon::embedded().word(&noun.lemma).is_some_and(|word| word.classes & Class::Mishap.bit() != 0)
}

/// "the outbreak of war in February", wherever the tree hangs the month: the words stand side by side.
fn follows_mishap(sentence: &Sentence, first: usize) -> bool {
    let tokens = &sentence.tokens;
    let Some(preposition) = first.checked_sub(1).filter(|&at| tokens[at].upos == Upos::Adp) else { return false };
    let Some(noun) = preposition.checked_sub(1) else { return false };
    is_mishap(sentence, noun)
        || noun > 1 && tokens[noun - 1].form.eq_ignore_ascii_case("of") && is_mishap(sentence, noun - 2)
}

/// What the preposition and the adjectives of a noun say.
fn of_noun(sentence: &Sentence, at: usize) -> Option<Direction> {
    if is_mishap(sentence, at) {
        return Some(Direction::Past);
    }
    for child in sentence.children(at) {
        let token = &sentence.tokens[child];
        let word = token.form.to_ascii_lowercase();
        if token.deprel == Deprel::Case || token.deprel == Deprel::Mark {
            match word.as_str() {
                "since" | "after" | "following" => return Some(Direction::Past),
                "ahead" | "before" => return Some(Direction::Future),
                _ => {}
            }
        }
        if (token.deprel == Deprel::Amod || token.deprel == Deprel::Compound) && COMING.contains(&word.as_str()) {
            return Some(Direction::Future);
        }
    }
    None
}

/// "is due to travel", "set to host", "expected to meet": the words before the verb.
fn announced(sentence: &Sentence, at: usize) -> bool {
    let form = |back: usize| at.checked_sub(back).map_or("", |at| sentence.tokens[at].form.as_str());
    let to = (1..=2).find(|&back| form(back).eq_ignore_ascii_case("to"));
    to.is_some_and(|back| {
        ["due", "set", "expected", "scheduled", "slated", "poised", "about", "going", "likely", "planning", "ready"]
            .iter()
            .any(|word| form(back + 1).eq_ignore_ascii_case(word))
    })
}

/// What a verb with its auxiliaries says; infinitives and participles ask the verb above them.
fn of_verb(sentence: &Sentence, at: usize) -> Direction {
    let tokens = &sentence.tokens;
    let mut verb = at;
    let mut purpose = false;
    for _ in 0..tokens.len() {
        let token = &tokens[verb];
        let mut past = false;
        let mut present = false;
        let mut perfect = false;
        let mut progressive = false;
        let mut to = false;
        let mut conditional = false;
        for child in sentence.children(verb) {
            let helper = &tokens[child];
            match helper.deprel {
                Deprel::Aux | Deprel::AuxPass | Deprel::Cop => {
                    match helper.form.to_ascii_lowercase().as_str() {
                        "will" | "shall" | "'ll" | "’ll" | "wo" | "would" | "'d" | "should" | "must" | "can" => {
                            return Direction::Future;
                        }
                        "may" | "might" | "could" => {
                            // "may have met on Thursday" looks back, "may meet on Thursday" ahead.
                            let have =
                                sentence.children(verb).any(|other| tokens[other].lemma == "have" && other != child);
                            return if have { Direction::Past } else { Direction::Future };
                        }
                        "have" | "has" | "had" | "'ve" | "’ve" => perfect = true,
                        "was" | "were" | "did" => past = true,
                        "is" | "are" | "am" | "'s" | "’s" | "'re" | "’re" | "does" | "do" => present = true,
                        _ => {}
                    }
                    progressive |= helper.lemma == "be" && token.feats.verb_form == Some(VerbForm::Ger);
                }
                Deprel::Mark => match helper.form.to_ascii_lowercase().as_str() {
                    "to" => to = true,
                    "if" | "unless" | "until" | "once" => conditional = true,
                    _ => {}
                },
                _ => {}
            }
        }
        if past || perfect {
            return Direction::Past;
        }
        if to {
            // The verb above says whether what it announces is to come.
            let Some(up) = token.head else { return Direction::Future };
            let above = &tokens[up];
            if PLANNING.contains(&above.lemma.to_ascii_lowercase().as_str())
                || tokens[up].form.eq_ignore_ascii_case("going")
            {
                return Direction::Future;
            }
            if is_verb(sentence, up) {
                purpose = true;
                verb = up;
                continue;
            }
            // "a plan to meet on Friday"
            return Direction::Future;
        }
        if purpose && !past && !perfect && (present || token.feats.tense != Some(Tense::Past)) {
            // "gather to discuss it on Friday"
            return Direction::Future;
        }
        if present && conditional {
            return Direction::Future;
        }
        if present {
            // "is meeting on Friday" and "is on Friday" announce; "is accused", "was told" in the present report.
            let announces = progressive
                || token.upos != Upos::Verb
                || PLANNING.contains(&token.lemma.to_ascii_lowercase().as_str());
            return if announces { Direction::Unknown } else { Direction::Present };
        }
        match (token.feats.verb_form, token.feats.tense) {
            (Some(VerbForm::Fin), Some(Tense::Past)) => return Direction::Past,
            (Some(VerbForm::Fin), _) if !looks_past(token) => {
                let lemma = token.lemma.to_ascii_lowercase();
                let announces = conditional
                    || ANNOUNCING.contains(&lemma.as_str())
                    || verb == at && FORESEEING.contains(&lemma.as_str());
                return if announces { Direction::Future } else { Direction::Present };
            }
            // "talks held on Thursday"
            (Some(VerbForm::Part), Some(Tense::Past)) => return Direction::Past,
            // Features that the tagger did not give: "met", "went".
            (None | Some(VerbForm::Fin), _) if looks_past(token) => return Direction::Past,
            _ => {}
        }
        // Gerunds, infinitives without "to", conjuncts: as the verb above.
        let Some(up) = token.head else { return Direction::Unknown };
        // "proposes holding talks on Friday"
        if token.deprel == Deprel::Xcomp && PLANNING.contains(&tokens[up].lemma.to_ascii_lowercase().as_str()) {
            return Direction::Future;
        }
        let mut above = up;
        for _ in 0..tokens.len() {
            if is_verb(sentence, above) {
                break;
            }
            match tokens[above].head {
                Some(next) => above = next,
                None => return Direction::Unknown,
            }
        }
        verb = above;
    }
    Direction::Unknown
}

/// A form that is neither the dictionary's nor an ending's of the present: "met", "went", "visited".
fn looks_past(token: &Token) -> bool {
    let form = token.form.to_ascii_lowercase();
    token.upos == Upos::Verb
        && form != token.lemma.to_ascii_lowercase()
        && !form.ends_with("ing")
        && !form.ends_with('s')
}

/// Without a tree: the nearest telling verb form before the expression, else after it.
fn without_tree(sentence: &Sentence, first: usize) -> Direction {
    let told = |form: &str| match form.to_ascii_lowercase().as_str() {
        "will" | "shall" | "would" | "'ll" => Some(Direction::Future),
        "was" | "were" | "had" | "did" | "said" | "met" | "told" | "held" | "began" | "took" | "went" | "came"
        | "saw" => Some(Direction::Past),
        word if word.len() > 4 && word.ends_with("ed") => Some(Direction::Past),
        _ => None,
    };
    let before = sentence.tokens[..first].iter().rev().find_map(|token| told(&token.form));
    before.or_else(|| sentence.tokens[first..].iter().find_map(|token| told(&token.form))).unwrap_or(Direction::Unknown)
}
