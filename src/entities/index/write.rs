//! What tables say to the bytes of an index.
//!
//! Everything is sorted before it is written, so that no hash order and no address gets into the bytes.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{
    bytes::{Parts, Rows, StringsWriter},
    layout::{LAST, pack},
    read::{Facts, Term},
};

/// The bytes of a map.
fn map<'a>(pairs: impl Iterator<Item = (&'a str, u64)>) -> Vec<u8> {
    let mut pairs: Vec<(&str, u64)> = pairs.collect();
    pairs.sort_unstable();
    let mut builder = fst::MapBuilder::memory();
    builder.extend_iter(pairs).expect("the keys of a map are sorted, each once");
    builder.into_inner().expect("memory takes what is written to it")
}

/// Adds a list; where it begins.
fn push_list(lists: &mut Vec<[u64; 1]>, list: &[u32]) -> u64 {
    let begin = lists.len() as u64;
    lists.push([list.len() as u64]);
    lists.extend(list.iter().map(|&number| [u64::from(number)]));
    begin
}

/// A number, and 1; 0 where there is none.
fn or_zero(number: Option<u32>) -> u64 {
    number.map_or(0, |number| u64::from(number) + 1)
}

/// Terms of office by person, and who held what.
struct Terms<'a> {
    /// By person: the terms of one stand together, in the order of the tables.
    rows: Vec<[u64; 5]>,
    /// Of each person, the first.
    first: FxHashMap<u32, u32>,
    /// Of each office of each state, the list of its terms.
    holders: Vec<[u64; 3]>,
    /// Their names, sorted.
    offices: Vec<&'a str>,
}

impl<'a> Terms<'a> {
    fn of(facts: &Facts<'a>, lists: &mut Vec<[u64; 1]>) -> Self {
        let mut offices: Vec<(&str, u32)> = facts.offices.iter().map(|(name, &office)| (*name, office)).collect();
        offices.sort_unstable();
        let mut sorted_office = vec![0_u32; offices.len()];
        for (sorted, &(_, office)) in (0..).zip(&offices) {
            sorted_office[office as usize] = sorted;
        }
        let office_of = |term: &Term| sorted_office[term.office as usize];

        // By person: the terms of one stand together, in the order of the tables.
        let mut order: Vec<u32> = (0..).take(facts.terms.len()).collect();
        order.sort_by_key(|&term| facts.terms[term as usize].person);
        let mut first_terms = FxHashMap::default();
        let mut place_of_term = vec![0_u32; order.len()];
        let mut terms = Vec::with_capacity(order.len());
        for (place, &term) in (0_u32..).zip(&order) {
            let fact = &facts.terms[term as usize];
            first_terms.entry(fact.person).or_insert(place);
            place_of_term[term as usize] = place;
            let until = pack(fact.until) << 1 | u64::from(fact.ended);
            terms.push([fact.person.into(), office_of(fact).into(), fact.of.into(), pack(fact.since), until]);
        }
        let mut holders: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
        for (fact, &place) in facts.terms.iter().zip(&place_of_term) {
            holders.entry((office_of(fact), fact.of)).or_default().push(place);
        }
        let holders: Vec<[u64; 3]> =
            holders.iter().map(|(&(office, of), terms)| [office.into(), of.into(), push_list(lists, terms)]).collect();
        let offices = offices.into_iter().map(|(name, _)| name).collect();
        Self { rows: terms, first: first_terms, holders, offices }
    }
}

/// The rows of the entries, in the order of the tables.
fn entries<'a>(
    facts: &Facts<'a>,
    strings: &mut StringsWriter<'a>,
    first_terms: &FxHashMap<u32, u32>,
) -> Vec<[u64; 10]> {
    (0_u32..)
        .zip(&facts.entries)
        .map(|(index, entry)| {
            let mut string = |text| strings.add(text);
            [
                string(entry.id),
                string(entry.label),
                string(entry.class),
                string(entry.wikidata),
                string(entry.code),
                string(entry.adjective),
                or_zero(entry.country),
                entry.weight.into(),
                entry.kind as u64,
                or_zero(first_terms.get(&index).copied()),
            ]
        })
        .collect()
}

/// The index of the facts: its parts in the order of the fields of `Index`.
pub(super) fn bytes(facts: Facts<'_>) -> Vec<u8> {
    let mut strings = StringsWriter::new();
    let mut lists = Vec::new();
    let terms = Terms::of(&facts, &mut lists);
    let entries = entries(&facts, &mut strings, &terms.first);

    let sorted = facts.names.sorted();
    let mut texts = Vec::new();
    let mut names = Vec::with_capacity(sorted.len());
    for (index, &(letters, name)) in sorted.iter().enumerate() {
        if index == 0 || sorted[index - 1].0 != letters {
            texts.push((letters, index as u64));
        }
        let last = sorted.get(index + 1).is_none_or(|next| next.0 != letters);
        names.push([name.entry.into(), name.flags | if last { LAST } else { 0 }, name.capitals]);
    }

    let mut surnames: Vec<(&str, &[u32])> = facts.surnames.iter().map(|(name, list)| (&**name, &**list)).collect();
    surnames.sort_unstable();
    let surnames: Vec<(&str, u64)> =
        surnames.into_iter().map(|(name, persons)| (name, push_list(&mut lists, persons))).collect();

    let mut metonyms: Vec<_> = facts.metonyms.iter().map(|(name, metonym)| (&**name, metonym)).collect();
    metonyms.sort_unstable_by_key(|(name, _)| *name);
    let stands_for: Vec<[u64; 3]> = metonyms
        .iter()
        .map(|(_, metonym)| [metonym.stands_for.into(), or_zero(metonym.place), metonym.strong.into()])
        .collect();

    let mut members: Vec<[u64; 2]> =
        facts.members.iter().map(|&(organisation, member)| [organisation.into(), member.into()]).collect();
    members.sort_by_key(|[organisation, _]| *organisation);

    let offices: Vec<[u64; 1]> = terms.offices.iter().map(|name| [strings.add(name)]).collect();
    let mut ids: Vec<(&str, u32)> = facts.by_id.iter().map(|(id, &entry)| (*id, entry)).collect();
    ids.sort_unstable();
    let ids: Vec<[u64; 1]> = ids.iter().map(|(_, entry)| [u64::from(*entry)]).collect();

    let mut parts = Parts::default();
    parts.push(strings.finish().as_bytes());
    parts.push(&Rows::write(&entries));
    parts.push(&Rows::write(&ids));
    parts.push(&map(texts.into_iter()));
    parts.push(&Rows::write(&names));
    parts.push(&map(surnames.into_iter()));
    parts.push(&Rows::write(&offices));
    parts.push(&Rows::write(&terms.rows));
    parts.push(&Rows::write(&terms.holders));
    parts.push(&map((0_u64..).zip(&metonyms).map(|(row, (name, _))| (*name, row))));
    parts.push(&Rows::write(&stands_for));
    parts.push(&Rows::write(&members));
    parts.push(&map(facts.given.iter().map(|(name, &given)| (&**name, given as u64))));
    parts.push(&Rows::write(&lists));
    parts.finish()
}
