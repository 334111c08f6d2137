//! Whom a name may mean, for those who ask why one of them was chosen, or none.

use jiff::civil::Date;

use super::{EntityKind, gazetteer::Gazetteer, lexicon::Lexicon, names::Form};

/// The most candidates that are told of one name.
const MOST: usize = 6;

/// An entry that bears a name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Candidate {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Its kind.
    pub kind: EntityKind,
    /// Label of the country that it belongs to or lies in; empty where there is none.
    pub country: String,
}

impl Gazetteer {
    /// The entries that the words of a mention may name, the most prominent of a kind first: those that bear the longest
    /// known name at their end ("Foreign Minister Wang Yi"), what a capital stands for, and, of a word that no entry bears
    /// alone, the persons of that surname who hold an office on the day.
    #[must_use]
    pub fn candidates(&self, words: &str, day: Option<Date>) -> Vec<Candidate> {
        let folded = Lexicon::embedded().letters().folded(words);
        let atoms: Vec<&str> = folded.split(' ').collect();
        let mut found: Vec<u32> = Vec::new();
        for begin in 0..atoms.len() {
            let name = atoms[begin..].join(" ");
            found.extend(self.names().exact(&name).filter(|name| name.form == Form::Name).map(|name| name.entry));
            if let Some(metonym) = self.metonym(&name) {
                found.extend([Some(metonym.stands_for), metonym.place].into_iter().flatten());
            }
            if !found.is_empty() {
                break;
            }
        }
        if found.is_empty()
            && let Some(surname) = atoms.last()
        {
            let holds = |person: &u32| self.terms_of(*person).any(|term| day.is_none_or(|day| term.holds(day)));
            found.extend(self.by_surname(surname).filter(holds));
        }
        let mut seen = Vec::new();
        found.retain(|entry| {
            !seen.contains(entry) && {
                seen.push(*entry);
                true
            }
        });
        found.sort_by_key(|&entry| (self.entry(entry).kind(), std::cmp::Reverse(self.entry(entry).weight()), entry));
        found.truncate(MOST);
        found
            .into_iter()
            .map(|entry| {
                let entry = self.entry(entry);
                let country = entry.country().map(|country| self.entry(country).label().to_string());
                Candidate {
                    id: entry.id().to_string(),
                    label: entry.label().to_string(),
                    kind: entry.kind(),
                    country: country.unwrap_or_default(),
                }
            })
            .collect()
    }
}
