//! Heads that no grammar allows, mended once, before anybody reads the tree.
//!
//! Greedy parsers make the same impossible attachments again and again. Each mend rests on one fact of English word order,
//! of the scheme, or of what is known of names; it has a name, an example that it changes, and a near miss that it must
//! leave alone. [`MENDS`] holds them in the order in which they run. A mended token moves to a token that is no descendant
//! of it, so a tree stays a tree.

mod infinitives;
mod names;
mod nouns;
mod participles;
mod reports;
mod verbs;

use super::mend::Mend;

/// All mends, in the order in which they run.
pub static MENDS: &[Mend] = &[
    names::HEAD_OUTSIDE,
    names::ONE_PHRASE,
    names::NOT_OF_THE_BODY,
    verbs::HAVE_AND_PARTICIPLE,
    verbs::VERB_OF_A_FULL_SENTENCE,
    nouns::NO_APPOSITION_BEHIND_AND,
    verbs::AUXILIARY_GOVERNS_NOTHING,
    verbs::PASSIVE_HAS_AN_AUXILIARY,
    nouns::OBJECT_RIGHT_OF_THE_VERB,
    participles::GERUND_OF_THE_VERB,
    infinitives::OF_THE_CALL,
    names::TELLS_AFTER_A_COMMA,
    names::BEFORE_AN_AMOUNT,
    verbs::DUE_TO_DO,
    verbs::NUMBER_BEFORE_THE_PARTICIPLE,
    infinitives::OF_THE_PHRASE_BEFORE,
    infinitives::TO_IS_NO_PREPOSITION,
    infinitives::WHAT_IS_ORDERED,
    infinitives::BARE_CONJUNCT,
    reports::SUBJECT_OF_WHAT_IS_SAID,
    reports::DAY_IS_NOT_SAID,
    reports::REPORT_AT_THE_END,
    reports::SECOND_SAYING,
    reports::QUESTION_OF_THE_ASKED,
    verbs::NAME_PAST_FORM_NOUN,
    verbs::FINITE_CONJUNCT,
    participles::OUTCOME_OF_THE_FINITE_VERB,
    participles::REMARK_OF_THE_SPEAKER,
    reports::CONTENT_OF_A_NOUN,
    participles::MEANS_OF_THE_CHARGE,
    reports::SECOND_OBJECT_IS_SUBJECT,
    reports::OBJECT_OF_FINITE_CONTENT,
    reports::SHARED_SUBJECT,
    reports::OUTER_SUBJECT,
    nouns::LEFT_OF_THE_PREPOSITION,
];
