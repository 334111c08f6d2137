//! A reading as plain data: sentences, tokens, mentions, times, clauses and attributions with their places in the text.
//!
//! The floors above use indices and enums. The records here use words and character offsets instead, so that others can score,
//! correct or reuse any layer without this program. `docs/annotate.md` describes each field for people and
//! `data/annotation.schema.json` for machines. The records are read back as gold annotations, where any field may be missing.

mod conllu;
mod layers;
mod records;

pub use conllu::write as write_conllu;
pub use records::{
    Annotation, ArgumentRecord, AttributionRecord, ClauseRecord, EntityRecord, MentionRecord, PhraseRecord,
    SentenceRecord, SpeakerRecord, TimeRecord, TokenRecord,
};

use crate::reference::Reading;

impl Annotation {
    /// All layers of a reading.
    #[must_use]
    pub fn of(reading: &Reading) -> Self {
        layers::annotate(reading)
    }
}

#[cfg(test)]
mod tests;
