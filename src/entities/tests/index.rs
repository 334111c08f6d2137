//! What the tables say is found again in their index: entries, names, offices, metonyms, members, given names.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use jiff::civil::Date;

use crate::entities::{
    EntityKind, Gazetteer,
    gazetteer::{FILES, INDEX, words},
    index::{self, Index},
    lexicon::{Gender, Lexicon},
    names::{Atoms, Form},
    table::{Table, list},
};

fn tables(column: &str) -> impl Iterator<Item = Table<'static>> {
    FILES.iter().map(|(file, text)| Table::new(file, text)).filter(move |table| table.has(column))
}

#[test]
fn the_build_script_and_the_program_compile_the_same_bytes() {
    let bytes = index::compile(&[], FILES, &words()).expect("the tables are sound");
    assert!(bytes == INDEX, "{} bytes now, {} bytes then", bytes.len(), INDEX.len());
    assert_eq!(EntityKind::ALL.map(|kind| kind as usize), [0, 1, 2, 3, 4, 5]);
}

#[test]
fn every_entry_is_found_again_with_all_its_names() {
    let (gazetteer, letters) = (Gazetteer::embedded(), Lexicon::embedded().letters());
    let mut ids = BTreeSet::new();
    let columns = ["id", "kind", "class", "label", "names", "adjectives", "wikidata", "country", "code", "weight"];
    for row in tables("label").flat_map(|table| table.rows(columns).collect::<Vec<_>>()) {
        let [id, kind, class, label, names, adjectives, wikidata, country, code, weight] = row.cells;
        ids.insert(id);
        let index = gazetteer.find(id).unwrap_or_else(|| panic!("{id} is there"));
        let entry = gazetteer.entry(index);
        assert_eq!([entry.id(), entry.kind().as_str(), entry.class(), entry.label()], [id, kind, class, label]);
        assert_eq!([entry.wikidata().unwrap_or_default(), entry.code().unwrap_or_default()], [wikidata, code]);
        assert_eq!(entry.country().map_or("", |country| gazetteer.entry(country).id()), country, "{id}");
        assert_eq!(entry.weight(), weight.parse().unwrap_or(0), "{id}");
        let mut spelled = BTreeSet::new();
        let adjective = list(adjectives).find(|adjective| !adjective.starts_with('?'));
        assert_eq!(gazetteer.adjective(index), adjective, "{id}");
        for (name, form) in std::iter::once((label, Form::Name))
            .chain(list(names).map(|name| (name, Form::Name)))
            .chain(list(adjectives).map(|name| (name, Form::Adjective)))
        {
            let bare = name.trim_start_matches('?');
            let folded = letters.folded(bare);
            // An adjective that is a name of the entry, too, is a name.
            let found = gazetteer.names().exact(&folded).find(|found| found.entry == index);
            let found = found.unwrap_or_else(|| panic!("{id}: {name}"));
            assert!(found.form == form || found.form == Form::Name, "{id}: {name}");
            // Of "Anti-balaka" and "anti-balaka" the first one decides on capitals.
            if !spelled.insert(folded) {
                continue;
            }
            let sentence = Atoms::new(letters, bare.split(' ').chain(["."]));
            let words = bare.split(' ').count();
            let longest = gazetteer.names().longest(&sentence, 0);
            let whole = |(length, names): &(usize, Vec<_>)| *length == words && !names.is_empty();
            assert!(longest.as_ref().is_some_and(whole), "{id}: {name}: {longest:?}");
        }
        let surname = letters.folded(label);
        let parts: Vec<&str> = surname.split(' ').collect();
        let persons = [parts[0], parts[parts.len() - 1]];
        let there = persons.iter().any(|surname| {
            gazetteer.is_surname(surname) && gazetteer.by_surname(surname).any(|person| person == index)
        });
        assert_eq!(there, kind == "person", "{id}");
    }
    assert_eq!(gazetteer.size().0, ids.len());
}

#[test]
fn every_term_of_office_is_found_again() {
    let gazetteer = Gazetteer::embedded();
    let day: Date = "2019-03-15".parse().expect("a day");
    let mut bodies: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut terms = 0;
    for row in
        tables("office").flat_map(|table| table.rows(["person", "office", "of", "since", "until"]).collect::<Vec<_>>())
    {
        let [person, office, of, since, until] = row.cells;
        terms += 1;
        bodies.entry(office).or_default().insert(of);
        let (person, of) = (gazetteer.find(person).expect("a person"), gazetteer.find(of).expect("a body"));
        assert!(gazetteer.ever_held(person, of, office));
        let whole = |text: &str| text.parse::<Date>().ok();
        let fits = |term: &super::super::index::Term| {
            (term.of, gazetteer.office_name(term.office), term.ended) == (of, office, !matches!(until, "" | "?"))
                && whole(since).is_none_or(|day| term.since == Some(day))
                && whole(until).is_none_or(|day| term.until == Some(day))
        };
        let term = gazetteer.terms_of(person).find(fits);
        let term = term.unwrap_or_else(|| panic!("{:?}", row.cells));
        assert_eq!(
            gazetteer.holders(of, office, day).contains(&person),
            gazetteer
                .terms_of(person)
                .any(|term| { (term.of, gazetteer.office_name(term.office)) == (of, office) && term.holds(day) }),
            "{:?}: {term:?}",
            row.cells
        );
    }
    let of_all: usize =
        (0..u32::try_from(gazetteer.size().0).expect("few")).map(|entry| gazetteer.terms_of(entry).count()).sum();
    assert_eq!(of_all, terms);
    for (office, bodies) in bodies {
        let holders: Vec<u32> =
            bodies.iter().flat_map(|of| gazetteer.holders(gazetteer.find(of).expect("a body"), office, day)).collect();
        let only = if let ([only], 1) = (&holders[..], bodies.len()) { Some(*only) } else { None };
        assert_eq!(gazetteer.only_holder(office, day), only, "{office}");
    }
}

#[test]
fn metonyms_members_and_given_names_are_found_again() {
    let (gazetteer, letters) = (Gazetteer::embedded(), Lexicon::embedded().letters());
    let mut seen = BTreeSet::new();
    for row in tables("metonym")
        .flat_map(|table| table.rows(["metonym", "stands_for", "place", "strength"]).collect::<Vec<_>>())
    {
        let [name, stands_for, place, strength] = row.cells;
        let folded = letters.folded(name);
        let found = gazetteer.metonym(&folded).expect("a metonym");
        // Of two lines on one name the first decides.
        if !seen.insert(folded) {
            continue;
        }
        assert_eq!(gazetteer.entry(found.stands_for).id(), stands_for);
        assert_eq!(found.place.map_or("", |place| gazetteer.entry(place).id()), place);
        assert_eq!(found.strong, strength != "weak");
    }
    for row in tables("member").flat_map(|table| table.rows(["organisation", "member"]).collect::<Vec<_>>()) {
        let [organisation, member] = row.cells.map(|id| gazetteer.find(id).expect("an entry"));
        assert!(gazetteer.members(organisation).any(|other| other == member), "{:?}", row.cells);
    }
    let mut seen = BTreeSet::new();
    for row in tables("given").flat_map(|table| table.rows(["given", "gender"]).collect::<Vec<_>>()) {
        let folded = letters.folded(row.cells[0]);
        let found = gazetteer.given(&folded).unwrap_or_else(|| panic!("{folded} is there"));
        if seen.insert(folded) {
            assert_eq!(found, Gender::parse(row.cells[1]), "{:?}", row.cells);
        }
    }
    for lacking in ["zhelkovo", "", "velkin of zhelk"] {
        assert!(gazetteer.find(lacking).is_none() && gazetteer.given(lacking).is_none());
        assert!(gazetteer.metonym(lacking).is_none() && !gazetteer.is_surname(lacking));
        assert_eq!(gazetteer.names().exact(lacking).count() + gazetteer.by_surname(lacking).count(), 0);
    }
}

#[test]
fn bytes_that_are_no_index_do_not_open() {
    let own = "id\tkind\tlabel\nsapt\tperson\tFritz Sapt\n";
    let bytes = index::compile(&[("own.tsv", own)], &[], &words()).expect("a sound table");
    assert!(Index::open(&Cow::Owned(bytes.clone())).is_some());
    for end in 0..bytes.len() {
        assert!(Index::open(&Cow::Owned(bytes[..end].to_vec())).is_none(), "{end} of {} bytes", bytes.len());
    }
    assert!(Index::open(&Cow::Owned([&bytes[..], &[0]].concat())).is_none());
    assert!(Index::open(&Cow::Owned(vec![0xff; 4096])).is_none());
}

#[test]
fn tables_without_names_of_their_own_shadow_nothing() {
    let own = "person\toffice\tof\tsince\tuntil\nsergey-lavrov\tking\tgermany\t2019\t2020\n";
    let gazetteer = Gazetteer::embedded_with(&[("own.tsv", own)]).expect("the table is sound");
    assert_eq!(gazetteer.size(), Gazetteer::embedded().size());
    let (lavrov, germany) = (gazetteer.find("sergey-lavrov"), gazetteer.find("germany"));
    assert!(gazetteer.ever_held(lavrov.expect("a person"), germany.expect("a state"), "king"));
}

#[test]
fn a_metonym_of_a_world_alone_may_be_the_name_of_a_place() {
    let names = "id\tkind\tlabel\nruritania\tcountry\tRuritania\nstrelsau\tplace\tStrelsau\n";
    let metonyms = "metonym\tstands_for\tplace\nStrelsau\truritania\tstrelsau\n";
    let gazetteer = Gazetteer::parse(&[("a.tsv", names), ("b.tsv", metonyms)]).expect("the tables are sound");
    let found = gazetteer.metonym("strelsau").expect("a metonym");
    assert_eq!(gazetteer.entry(found.stands_for).id(), "ruritania");
    assert!(found.strong);
}
