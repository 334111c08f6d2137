//! Whether the name of a capital or palace means the government or the place.
//!
//! A government acts, is acted on, owns and is spoken of; in a place things happen. The preposition and the verb decide.

use crate::{
    lexicon::set,
    syntax::{Deprel, Sentence, Upos},
};

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
        && sentence.tokens.get(last + 2).is_some_and(|word| set::AFTER_PLACE.has(&word.form))
    {
        return Reading::Scene;
    }
    // "Moscow's invasion" acts, "Moscow's streets" do not.
    if let Some(possessive) = next
        && set::POSSESSIVE.has(&possessive.form)
    {
        // "London's Royal College": what a name owns lies in the place; its ministry is the state's all the same.
        if sentence.tokens.get(last + 2).is_some_and(|owned| owned.form.starts_with(char::is_uppercase)) {
            return Reading::Scene;
        }
        let owned = word.head.map(|head| sentence.tokens[head].lemma.to_lowercase());
        return if owned.is_some_and(|owned| set::SITE_NOUN.has(&owned)) { Reading::Scene } else { Reading::Acts };
    }
    let before = first.checked_sub(1).map(|token| &sentence.tokens[token]);
    let before = match before {
        Some(article) if set::THE.has_any_case(&article.form) && first > 1 => Some(&sentence.tokens[first - 2]),
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
            text if set::PLACE_PREPOSITION.has(text)
                && !(set::OVER.has_any_case(&preposition.form) && word.deprel.universal() == Deprel::Nmod) =>
            {
                Reading::Scene
            }
            // "The mayor of London", "the streets of Moscow".
            text if set::OF_FOR.has(text) && set::SITE_NOUN.has(&lemma) => Reading::Scene,
            text if set::TARGET_PREPOSITION.has(text) && set::ONSLAUGHTS.has(&lemma) => Reading::Scene,
            text if set::ROUTE_PREPOSITION.has(text) => {
                let moves = set::MOTION.has(&lemma) || set::TRIPS.has(&lemma);
                if moves && word.head.is_some() { Reading::Scene } else { Reading::Open }
            }
            _ => Reading::Open,
        };
    }
    match word.deprel.universal() {
        Deprel::Compound | Deprel::Nmod => {
            let noun = next.map(|next| next.lemma.to_lowercase()).unwrap_or_default();
            if set::MEETING_NOUN.has(&noun) || set::SITE_NOUN.has(&noun) { Reading::Scene } else { Reading::Open }
        }
        Deprel::Obj if set::VISITS.has(&lemma) => Reading::Scene,
        Deprel::Nsubj if word.deprel == Deprel::NsubjPass && set::VISITS.has(&lemma) => Reading::Scene,
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
