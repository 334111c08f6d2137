//! The mentions that pronouns are, and "the pair", "both", "the two": found here, resolved in the floor of reference.

use super::{
    MentionKind,
    draft::{Draft, Topic, View},
};
use crate::{
    lexicon::set,
    syntax::{Deprel, Upos},
};

/// The draft of a pronoun, or of "the pair", at a token.
pub(super) fn draft(view: &View<'_>, token: usize) -> Option<Draft> {
    let word = &view.sentence.tokens[token];
    let lower = word.form.to_lowercase();
    let (first, topic) = match lower.as_str() {
        text if set::THIRD_PERSON.has(text) => (token, Topic::Pronoun),
        text if (set::I_ME.has(text) || set::WE_US.has(text)) && word.upos == Upos::Pron => (token, Topic::Speaker),
        text if set::BOTH.has(text) && (word.deprel.universal() == Deprel::Nsubj || word.upos == Upos::Pron) => {
            (token, Topic::Pair)
        }
        text if set::PAIR.has(text) && token > 0 && set::THE.has_any_case(view.form(token - 1)) => {
            let next = view.sentence.tokens.get(token + 1);
            // "the two countries" is a phrase of its own; "the two met" is not.
            if next.is_some_and(|next| matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num))
                || view.form(token + 1) == "-"
                || set::OF.has(view.form(token + 1))
            {
                return None;
            }
            (token - 1, Topic::Pair)
        }
        _ => return None,
    };
    if word.deprel == Deprel::Expl {
        return None;
    }
    let kind = if matches!(topic, Topic::Pair) && first < token { MentionKind::Nominal } else { MentionKind::Pronoun };
    Some(Draft::new(view, (first, token), token, kind, topic))
}
