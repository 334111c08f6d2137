//! The sentences that a rule carries, and their notation: what it must fire on and what it must leave alone.
//!
//! A firing example may say what must come out, `sentence => subject | relation | object | date | place`, where date and
//! place may be missing and words of state (`negated`, `planned`, `possible`, `attempted`, `requested`, `attributed`) may follow; a
//! state that is not named is affirmed, happened and told by the narrator. Several results are parted by `;`. Without
//! `=>` any claim by the rule will do. A silent example yields no claim of the relation, or, with `=> negated` (or
//! another state), only such claims.
//! An example may begin with its day of publication, `[2022-07-05] `; otherwise it is [`PUBLISHED`].

use jiff::civil::{Date, date};

use super::claim::{Claim, Teller};
use crate::{
    clauses::{Polarity, Status},
    text::{Article, DateFrom},
};

/// The day on which examples are published that give none: a Saturday.
pub const PUBLISHED: Date = date(2022, 7, 9);

/// The states that an example can name.
const STATES: [&str; 6] = [
    Polarity::Negated.as_str(),
    Status::Planned.as_str(),
    Status::Possible.as_str(),
    Status::Attempted.as_str(),
    Status::Requested.as_str(),
    Teller::Attributed.as_str(),
];

/// A sentence with what must come out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// Its day of publication.
    pub published: Date,
    /// The claims that must come out.
    pub expected: Vec<Expected>,
    /// For a silent example: the states that every claim of the relation must have; empty for no claim at all.
    pub states: Vec<String>,
    /// Its line in the file, from 1; 0 where it comes from none.
    pub line: usize,
}

/// A claim that an example wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Label or words of the subject.
    pub subject: String,
    /// Relation.
    pub relation: String,
    /// Label or words of the object.
    pub object: String,
    /// EDTF date; empty where it does not matter.
    pub date: String,
    /// Label of the place; empty where it does not matter.
    pub place: String,
    /// Its states, sorted as in the module's text.
    pub states: Vec<String>,
}

/// Why an example is not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExampleError {
    /// What stands after `=>` is no claim.
    #[error("\"{0}\" is not: subject | relation | object | date | place")]
    Claim(String),
    /// A word that is no state.
    #[error("\"{0}\" is none of {states}", states = STATES.join(", "))]
    State(String),
    /// The brackets hold no day.
    #[error("\"{0}\" is no day: write [2022-07-05]")]
    Day(String),
    /// There is no text before `=>`.
    #[error("the example has no sentence")]
    NoSentence,
}

impl Example {
    /// Parses a firing example.
    ///
    /// # Errors
    /// [`ExampleError`] where the notation is not kept.
    pub fn firing(written: &str) -> Result<Self, ExampleError> {
        let (published, text, result) = split(written)?;
        let mut expected = Vec::new();
        for claim in result.into_iter().flat_map(|result| result.split(';')) {
            let fields: Vec<&str> = claim.split('|').map(str::trim).collect();
            let [subject, relation, object, rest @ ..] = &fields[..] else {
                return Err(ExampleError::Claim(claim.trim().to_owned()));
            };
            let (states, rest): (Vec<&str>, Vec<&str>) = rest.iter().partition(|field| STATES.contains(*field));
            if rest.len() > 2 {
                return Err(ExampleError::State(rest[2].to_owned()));
            }
            let at = |index: usize| (*rest.get(index).unwrap_or(&"")).to_owned();
            expected.push(Expected {
                subject: (*subject).to_owned(),
                relation: (*relation).to_owned(),
                object: (*object).to_owned(),
                date: at(0),
                place: at(1),
                states: sorted(&states),
            });
        }
        Ok(Self { text: text.to_owned(), published, expected, states: Vec::new(), line: 0 })
    }

    /// Parses a silent example.
    ///
    /// # Errors
    /// [`ExampleError`] where the notation is not kept.
    pub fn silent(written: &str) -> Result<Self, ExampleError> {
        let (published, text, result) = split(written)?;
        let states: Vec<&str> = result.map(|result| result.split('|').map(str::trim).collect()).unwrap_or_default();
        if let Some(odd) = states.iter().find(|state| !STATES.contains(state)) {
            return Err(ExampleError::State((*odd).to_owned()));
        }
        Ok(Self { text: text.to_owned(), published, expected: Vec::new(), states: sorted(&states), line: 0 })
    }

    /// The article that the example is.
    #[must_use]
    pub fn article(&self) -> Article {
        let mut article = Article::new("example", self.text.as_str());
        article.published = Some(self.published);
        article.date_from = Some(DateFrom::Option);
        article
    }
}

fn sorted(states: &[&str]) -> Vec<String> {
    STATES.iter().filter(|state| states.contains(state)).map(|state| (*state).to_owned()).collect()
}

fn split(written: &str) -> Result<(Date, &str, Option<&str>), ExampleError> {
    let (text, result) = match written.split_once("=>") {
        Some((text, result)) => (text.trim(), Some(result.trim())),
        None => (written.trim(), None),
    };
    let (published, text) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((day, text)) => {
            let day = day.trim().parse().map_err(|_| ExampleError::Day(day.to_owned()))?;
            (day, text.trim())
        }
        None => (PUBLISHED, text),
    };
    if text.is_empty() {
        return Err(ExampleError::NoSentence);
    }
    Ok((published, text, result))
}

/// The states of a claim, in the order of the module's text.
pub(super) fn states(claim: &Claim) -> Vec<String> {
    let words = [claim.polarity.as_str(), claim.status.as_str(), claim.voice.as_str()];
    sorted(&words)
}

impl Expected {
    /// Whether it is that claim.
    pub(super) fn is(&self, claim: &Claim) -> bool {
        let named = |wanted: &str, label: &str, text: &str| wanted == label || label.is_empty() && wanted == text;
        named(&self.subject, &claim.subject, &claim.subject_text)
            && self.relation == claim.relation
            && named(&self.object, &claim.object, &claim.object_text)
            && (self.date.is_empty() || self.date == claim.date)
            && (self.place.is_empty() || self.place == claim.place)
            && self.states == states(claim)
    }
}

/// A claim in the notation of examples.
#[must_use]
pub fn brief(claim: &Claim) -> String {
    let name = |label: &str, text: &str| if label.is_empty() { text.to_owned() } else { label.to_owned() };
    let mut fields = vec![
        name(&claim.subject, &claim.subject_text),
        claim.relation.clone(),
        name(&claim.object, &claim.object_text),
        claim.date.clone(),
        claim.place.clone(),
    ];
    fields.extend(states(claim));
    while fields.last().is_some_and(String::is_empty) {
        fields.pop();
    }
    format!("{} (rule {})", fields.join(" | "), claim.rule)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Example, PUBLISHED};

    #[test]
    fn reads_the_notation() {
        let example =
            Example::firing("A met B on Monday. => A | metWith | B | 2022-07-04 | Bali | planned ; B | told | A")
                .expect("it is well formed");
        assert_eq!((example.text.as_str(), example.published), ("A met B on Monday.", PUBLISHED));
        assert_eq!(example.expected[0].place, "Bali");
        assert_eq!(example.expected[0].states, ["planned"]);
        assert_eq!(example.expected[1].object, "A");
        let dated = Example::silent("[2024-04-09] A refused to meet B. => negated").expect("it is well formed");
        assert_eq!((dated.published, dated.states.as_slice()), (date(2024, 4, 9), ["negated".to_owned()].as_slice()));
        assert!(Example::firing("A met B. => A | metWith").is_err());
        assert!(Example::silent("A met B. => never").is_err());
        assert!(Example::silent(" => negated").is_err());
    }
}
