//! What the passes ask of a whole article, kept up while they decide, so that no question walks through all mentions.
//!
//! An article may have tens of thousands of mentions, and each may ask about all others; that is quadratic. These tables
//! answer from what was decided so far: who was said where, who holds which title, what persons are called.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    TitleReading,
    cast::heads,
    draft::{Draft, Topic},
};
use crate::lexicon::set;

/// Where entities and titles stand among the drafts, which are in the order of their sentences.
#[derive(Default)]
pub(crate) struct Said {
    /// The first draft of each sentence, and the number of drafts at the end.
    begins: Vec<usize>,
    /// The drafts of each entity.
    drafts: Vec<BTreeSet<usize>>,
    /// How often each entity is said by a name or a noun.
    times: Vec<usize>,
    /// The drafts of each role that have an entity, singular and plural apart, in order.
    roles: FxHashMap<(u32, bool), Vec<usize>>,
    /// Who is given an office of a state or body, former holders apart; each person once.
    holders: FxHashMap<(usize, String, bool), Vec<usize>>,
    /// Who is given an office of whatever body, former holders apart, with the first draft that does.
    titled: FxHashMap<(String, bool), Vec<(usize, usize)>>,
    /// The same by the nouns that head the words of the title, deputies left out: "secretary" of "Secretary of State".
    titled_so: FxHashMap<(String, bool), Vec<(usize, usize)>>,
    /// The offices that each person is given by mentions of nobody else.
    offices: FxHashMap<usize, Vec<(usize, String)>>,
    /// The state or body for which each person speaks by an office.
    speaks_for: FxHashMap<usize, usize>,
    /// Who of the first so many entities ever held one of some offices in a state.
    pub(crate) held: FxHashMap<(u32, String), (usize, Vec<usize>)>,
    /// Who of the first so many entities holds the office of a role on the day.
    pub(crate) in_office: FxHashMap<u32, (usize, Vec<usize>)>,
}

impl Said {
    /// Tables over drafts that nothing is decided of yet.
    pub(crate) fn new(sentences: usize, drafts: &[Draft]) -> Self {
        let mut begins = Vec::with_capacity(sentences + 1);
        for (index, draft) in drafts.iter().enumerate() {
            while begins.len() <= draft.sentence {
                begins.push(index);
            }
        }
        begins.resize(sentences + 1, drafts.len());
        Self { begins, ..Self::default() }
    }

    /// The first draft of that sentence or of a later one.
    pub(crate) fn begin(&self, sentence: usize) -> usize {
        self.begins[sentence.min(self.begins.len() - 1)]
    }

    /// The first draft that has the entity.
    pub(crate) fn first(&self, entity: usize) -> Option<usize> {
        self.drafts.get(entity)?.first().copied()
    }

    /// How often the entity is said by a name or a noun.
    pub(crate) fn times(&self, entity: usize) -> usize {
        self.times.get(entity).copied().unwrap_or(0)
    }

    /// The last draft before `index` that has that role, and an entity.
    pub(crate) fn role(&self, role: u32, plural: bool, index: usize) -> Option<usize> {
        self.roles.get(&(role, plural))?.iter().rev().copied().find(|&draft| draft < index)
    }

    /// Who is given one of these offices of a state or body, each once.
    pub(crate) fn holders(&self, of: usize, offices: &[String], former: bool) -> Vec<usize> {
        let mut found = Vec::new();
        for office in offices {
            for &person in self.holders.get(&(of, office.clone(), former)).into_iter().flatten() {
                if !found.contains(&person) {
                    found.push(person);
                }
            }
        }
        found
    }

    /// Who is given one of these offices before `index`, as one that is held or was, each once.
    pub(crate) fn titled(&self, offices: &[Box<str>], former: bool, index: usize) -> Vec<usize> {
        let mut found = Vec::new();
        for office in offices {
            for &(person, first) in self.titled.get(&(office.to_string(), former)).into_iter().flatten() {
                if first < index && !found.contains(&person) {
                    found.push(person);
                }
            }
        }
        found
    }

    /// Who is given a title that a noun heads before `index`, each once.
    pub(crate) fn titled_so(&self, noun: &str, former: bool, index: usize) -> Vec<usize> {
        let titled = self.titled_so.get(&(noun.to_owned(), former)).into_iter().flatten();
        titled.filter(|(_, first)| *first < index).map(|(person, _)| *person).collect()
    }

    /// The offices that a person is given, in the order of the text.
    pub(crate) fn offices(&self, person: usize) -> Vec<String> {
        self.offices.get(&person).into_iter().flatten().map(|(_, office)| office.clone()).collect()
    }

    /// Which of these entities was said last before `index`, first in its mention.
    pub(crate) fn last_before(&self, drafts: &[Draft], entities: &[usize], index: usize) -> Option<usize> {
        let last = |entity: usize| {
            let before = self.drafts.get(entity)?.range(..index);
            before.rev().copied().find(|&draft| drafts[draft].entities.first() == Some(&entity))
        };
        entities.iter().filter_map(|&entity| Some((last(entity)?, entity))).max().map(|(_, entity)| entity)
    }

    /// The state or body for which a person speaks by an office that the article gives.
    pub(crate) fn speaks_for(&self, person: usize) -> Option<usize> {
        self.speaks_for.get(&person).copied()
    }

    pub(crate) fn count(&mut self, index: usize, draft: &Draft, entities: &[usize]) {
        for &entity in entities {
            if self.drafts.len() <= entity {
                self.drafts.resize_with(entity + 1, BTreeSet::new);
                self.times.resize(entity + 1, 0);
            }
            self.drafts[entity].insert(index);
            self.times[entity] += usize::from(draft.speaks());
        }
        if let (Topic::Nominal(phrase), false) = (&draft.topic, entities.is_empty()) {
            self.roles.entry((phrase.role, phrase.plural)).or_default().push(index);
        }
    }

    pub(crate) fn forget(&mut self, index: usize, draft: &Draft) {
        for &entity in &draft.entities {
            self.drafts[entity].remove(&index);
            self.times[entity] -= usize::from(draft.speaks());
        }
    }

    /// A title of a person in a draft, which names nobody else where it is `alone`.
    pub(crate) fn entitle(&mut self, index: usize, person: usize, title: &TitleReading, alone: bool) {
        if let Some(of) = title.of {
            let holders = self.holders.entry((of, title.office.clone(), title.former)).or_default();
            if !holders.contains(&person) {
                holders.push(person);
            }
        }
        let last = title.office.rsplit('-').next().unwrap_or_default();
        let speaks = set::SPEAKS_FOR.has(&title.office) || set::MINISTER.has(last);
        if let Some(of) = title.of.filter(|_| speaks && alone && !title.former) {
            self.speaks_for.entry(person).or_insert(of);
        }
        if alone {
            let offices = self.offices.entry(person).or_default();
            match offices.iter_mut().find(|(_, office)| *office == title.office) {
                Some((first, _)) => *first = index.min(*first),
                None => offices.push((index, title.office.clone())),
            }
            offices.sort_unstable_by_key(|(first, _)| *first);
        }
        note(self.titled.entry((title.office.clone(), title.former)).or_default(), person, index);
        let deputy = title.office.split('-').next().is_some_and(|rank| set::DEPUTY.has(rank));
        for noun in heads(&title.text).filter(|_| !deputy) {
            note(self.titled_so.entry((noun.to_lowercase(), title.former)).or_default(), person, index);
        }
    }
}

/// Notes the first draft in which a person is given a title.
fn note(titled: &mut Vec<(usize, usize)>, person: usize, index: usize) {
    match titled.iter_mut().find(|(other, _)| *other == person) {
        Some((_, first)) => *first = index.min(*first),
        None => titled.push((person, index)),
    }
}

/// The names by which persons are called in an article, and the words that these are made of.
#[derive(Default)]
pub(crate) struct Called {
    names: Vec<(usize, String)>,
    known: FxHashSet<(usize, String)>,
    of_word: FxHashMap<String, Vec<usize>>,
}

impl Called {
    /// One more name of a person, folded.
    pub(crate) fn add(&mut self, person: usize, name: &str) {
        if !self.known.insert((person, name.to_owned())) {
            return;
        }
        let index = self.names.len();
        self.names.push((person, name.to_owned()));
        for word in name.split(' ') {
            let names = self.of_word.entry(word.to_owned()).or_default();
            if names.last() != Some(&index) {
                names.push(index);
            }
        }
    }

    /// The names that a name may be a part of: those that have its first word, in the order in which they were added.
    pub(crate) fn like(&self, name: &str) -> impl Iterator<Item = (usize, &str)> {
        let word = name.split(' ').next().unwrap_or_default();
        let found = self.of_word.get(word).into_iter().flatten();
        found.map(|&index| (self.names[index].0, self.names[index].1.as_str()))
    }
}

/// The names as the text writes them, folded.
#[derive(Default)]
pub(crate) struct Written {
    /// The first draft of each name.
    pub(crate) first: FxHashMap<String, usize>,
    /// Names of one word that the gazetteer lacks, and that are no scene: "in Zhelk,".
    pub(crate) alone: FxHashSet<String>,
}
