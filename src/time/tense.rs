//! Whether an expression lies before or after the day of publication, by the verb that governs it.
//!
//! "on Thursday" beside "met" is the last Thursday, beside "will meet" the next. The way leads from the expression up
//! the tree to the first verb. A noun on the way can decide before a verb does: what something happened "since" or
//! "after" is over, what it happens "ahead of" is to come. Without a tree the nearest verb of the sentence decides.

use super::{class::Class, vocabulary::Vocabulary};
use crate::{
    lexicon::set,
    syntax::{Deprel, Sentence, Tense, Token, Upos, VerbForm},
};

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
    let ahead = set::FOR.has_any_case(before) || !set::DATED_BY_FOR.has(&lemma) && set::IN_ON_BY.has(before);
    matches!(token.deprel, Deprel::Acl | Deprel::Advcl | Deprel::Amod | Deprel::Conj | Deprel::Parataxis)
        && token.feats.verb_form != Some(VerbForm::Fin)
        && ahead
        && set::SCHEDULED.has(&lemma)
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
        && Vocabulary::embedded().word(&noun.lemma).is_some_and(|word| word.classes & Class::Mishap.bit() != 0)
}

/// "the outbreak of war in February", wherever the tree hangs the month: the words stand side by side.
fn follows_mishap(sentence: &Sentence, first: usize) -> bool {
    let tokens = &sentence.tokens;
    let Some(preposition) = first.checked_sub(1).filter(|&at| tokens[at].upos == Upos::Adp) else { return false };
    let Some(noun) = preposition.checked_sub(1) else { return false };
    is_mishap(sentence, noun)
        || noun > 1 && set::OF.has_any_case(&tokens[noun - 1].form) && is_mishap(sentence, noun - 2)
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
                text if set::LOOKS_BACK.has(text) => return Some(Direction::Past),
                text if set::LOOKS_AHEAD.has(text) => return Some(Direction::Future),
                _ => {}
            }
        }
        if (token.deprel == Deprel::Amod || token.deprel == Deprel::Compound) && set::COMING.has(&word) {
            return Some(Direction::Future);
        }
    }
    None
}

/// "is due to travel", "set to host", "expected to meet": the words before the verb.
fn announced(sentence: &Sentence, at: usize) -> bool {
    let form = |back: usize| at.checked_sub(back).map_or("", |at| sentence.tokens[at].form.as_str());
    let to = (1..=2).find(|&back| set::TO.has_any_case(form(back)));
    to.is_some_and(|back| set::ABOUT_TO.has_any_case(form(back + 1)))
}

/// What a verb with its auxiliaries says; infinitives and participles ask the verb above them.
fn of_verb(sentence: &Sentence, at: usize) -> Direction {
    let mut verb = at;
    let mut purpose = false;
    for _ in 0..sentence.tokens.len() {
        let helpers = match Helpers::of(sentence, verb) {
            Ok(helpers) => helpers,
            Err(direction) => return direction,
        };
        let step = if helpers.to && !helpers.past {
            purpose = true;
            of_infinitive(sentence, verb)
        } else {
            match of_finite(sentence, verb, &helpers, purpose, verb == at) {
                Some(direction) => Step::Told(direction),
                None => of_verb_above(sentence, verb),
            }
        };
        match step {
            Step::Told(direction) => return direction,
            Step::Up(above) => verb = above,
        }
    }
    Direction::Unknown
}

/// What a verb says of its time, or the verb above it that does.
enum Step {
    Told(Direction),
    Up(usize),
}

/// What the auxiliaries and marks of a verb say.
#[derive(Default)]
struct Helpers {
    /// "was", "has"
    past: bool,
    present: bool,
    progressive: bool,
    to: bool,
    conditional: bool,
}

impl Helpers {
    /// A modal verb decides alone.
    fn of(sentence: &Sentence, verb: usize) -> Result<Self, Direction> {
        let tokens = &sentence.tokens;
        let mut found = Self::default();
        for child in sentence.children(verb) {
            let helper = &tokens[child];
            let form = helper.form.to_ascii_lowercase();
            match helper.deprel {
                Deprel::Aux | Deprel::AuxPass | Deprel::Cop => {
                    if set::MODAL.has(&form) {
                        return Err(Direction::Future);
                    }
                    if set::MODAL_OF_CHANCE.has(&form) {
                        // "may have met on Thursday" looks back, "may meet on Thursday" ahead.
                        let have = |other: usize| set::HAVE.has(&tokens[other].lemma) && other != child;
                        let have = sentence.children(verb).any(have);
                        return Err(if have { Direction::Past } else { Direction::Future });
                    }
                    found.past |= set::HAVE_FORMS.has(&form) || set::PAST_AUXILIARY.has(&form);
                    found.present |= !set::HAVE_FORMS.has(&form)
                        && !set::PAST_AUXILIARY.has(&form)
                        && set::PRESENT_AUXILIARY.has(&form);
                    found.progressive |=
                        set::BE.has(&helper.lemma) && tokens[verb].feats.verb_form == Some(VerbForm::Ger);
                }
                Deprel::Mark => {
                    found.to |= set::TO.has(&form);
                    found.conditional |= set::CONDITIONAL_MARK.has(&form);
                }
                _ => {}
            }
        }
        Ok(found)
    }
}

/// The verb above an infinitive says whether what it announces is to come.
fn of_infinitive(sentence: &Sentence, verb: usize) -> Step {
    let Some(up) = sentence.tokens[verb].head else { return Step::Told(Direction::Future) };
    let above = &sentence.tokens[up];
    let plans = set::PLANNING.has(&above.lemma.to_ascii_lowercase()) || set::GOING.has_any_case(&above.form);
    // "a plan to meet on Friday"
    if plans || !is_verb(sentence, up) { Step::Told(Direction::Future) } else { Step::Up(up) }
}

/// What the form of a verb and its auxiliaries say; none for gerunds and bare infinitives.
fn of_finite(sentence: &Sentence, verb: usize, helpers: &Helpers, purpose: bool, own: bool) -> Option<Direction> {
    let token = &sentence.tokens[verb];
    if helpers.past {
        return Some(Direction::Past);
    }
    // "gather to discuss it on Friday"
    if purpose && (helpers.present || token.feats.tense != Some(Tense::Past)) {
        return Some(Direction::Future);
    }
    if helpers.present {
        if helpers.conditional {
            return Some(Direction::Future);
        }
        // "is meeting on Friday" and "is on Friday" announce; "is accused", "was told" in the present report.
        let announces =
            helpers.progressive || token.upos != Upos::Verb || set::PLANNING.has(&token.lemma.to_ascii_lowercase());
        return Some(if announces { Direction::Unknown } else { Direction::Present });
    }
    match (token.feats.verb_form, token.feats.tense) {
        (Some(VerbForm::Fin), Some(Tense::Past)) => Some(Direction::Past),
        (Some(VerbForm::Fin), _) if !looks_past(token) => {
            let lemma = token.lemma.to_ascii_lowercase();
            let announces = helpers.conditional || set::ANNOUNCING.has(&lemma) || own && set::FORESEEING.has(&lemma);
            Some(if announces { Direction::Future } else { Direction::Present })
        }
        // "talks held on Thursday"
        (Some(VerbForm::Part), Some(Tense::Past)) => Some(Direction::Past),
        // Features that the tagger did not give: "met", "went".
        (None | Some(VerbForm::Fin), _) if looks_past(token) => Some(Direction::Past),
        _ => None,
    }
}

/// Gerunds, infinitives without "to", conjuncts: as the verb above.
fn of_verb_above(sentence: &Sentence, verb: usize) -> Step {
    let tokens = &sentence.tokens;
    let Some(up) = tokens[verb].head else { return Step::Told(Direction::Unknown) };
    // "proposes holding talks on Friday"
    if tokens[verb].deprel == Deprel::Xcomp && set::PLANNING.has(&tokens[up].lemma.to_ascii_lowercase()) {
        return Step::Told(Direction::Future);
    }
    let mut above = up;
    for _ in 0..tokens.len() {
        if is_verb(sentence, above) {
            break;
        }
        match tokens[above].head {
            Some(next) => above = next,
            None => return Step::Told(Direction::Unknown),
        }
    }
    Step::Up(above)
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
        text if set::TELLS_FUTURE.has(text) => Some(Direction::Future),
        text if set::TELLS_PAST.has(text) => Some(Direction::Past),
        word if word.len() > 4 && word.ends_with("ed") => Some(Direction::Past),
        _ => None,
    };
    let before = sentence.tokens[..first].iter().rev().find_map(|token| told(&token.form));
    before.or_else(|| sentence.tokens[first..].iter().find_map(|token| told(&token.form))).unwrap_or(Direction::Unknown)
}
