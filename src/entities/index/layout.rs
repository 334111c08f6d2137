//! What stands in an index, in this order: each part a field of [`Index`].
//!
//! Names, of which each word of a text may be one, are keys of maps. Ids and offices, asked for now and then, are found by
//! halving a sorted list: a map of them would be half of the time that compiling takes. Numbers of entries are the order of the tables, so that of two candidates the one that stands first wins.

use jiff::civil::Date;

use super::bytes::{Bytes, Map, Reader, Rows, Strings};

/// Columns of the entries: strings, then numbers.
#[derive(Clone, Copy)]
pub(crate) enum Column {
    Id,
    Label,
    Class,
    Wikidata,
    Code,
    Adjective,
    /// The entry of the country, and 1; 0 where there is none.
    Country,
    Weight,
    /// Place in `EntityKind::ALL`.
    Kind,
    /// The first term of office, and 1.
    Terms,
}

/// Columns of the names, which stand by their text.
#[derive(Clone, Copy)]
pub(crate) enum NameColumn {
    Entry,
    /// Sum of [`DOUBTFUL`] and the like.
    Flags,
    /// Bit `n` is set where atom `n` begins with a capital.
    Capitals,
}

/// The context has to support the name.
pub(crate) const DOUBTFUL: u64 = 1;
/// It is an adjective.
pub(crate) const ADJECTIVE: u64 = 2;
/// It is a single atom in capitals.
pub(crate) const ACRONYM: u64 = 4;
/// It is the last one with these letters.
pub(crate) const LAST: u64 = 8;

/// Columns of the terms of office, which stand by person.
#[derive(Clone, Copy)]
pub(crate) enum TermColumn {
    Person,
    Office,
    Of,
    /// A packed day, see [`unpack`].
    Since,
    /// Twice a packed day, and 1 where the source knows it.
    Until,
}

/// An index, its bytes in their parts.
pub(crate) struct Index {
    pub(crate) strings: Strings,
    pub(crate) entries: Rows<10>,
    /// Entries, sorted by their ids.
    pub(crate) ids: Rows<1>,
    /// The first name of each text, by its folded atoms joined by spaces.
    pub(crate) texts: Map,
    pub(crate) names: Rows<3>,
    /// Lists of persons by surname.
    pub(crate) surnames: Map,
    /// The string of each office, sorted.
    pub(crate) offices: Rows<1>,
    pub(crate) terms: Rows<5>,
    /// Office, state or body, list of terms; sorted.
    pub(crate) holders: Rows<3>,
    /// Rows of `stands_for` by folded name.
    pub(crate) metonyms: Map,
    /// Entry, place and 1, whether it is strong.
    pub(crate) stands_for: Rows<3>,
    /// Organisation, member; sorted by the former.
    pub(crate) members: Rows<2>,
    /// The number of a `Given` by folded given name.
    pub(crate) given: Map,
    /// Lists: their length, then so many numbers.
    pub(crate) lists: Rows<1>,
}

impl Index {
    /// Opens an index in place. `None` where the bytes are none.
    pub(crate) fn open(bytes: &Bytes) -> Option<Self> {
        fn rows<const N: usize>(bytes: &mut Reader<'_>) -> Option<Rows<N>> {
            Rows::open(bytes.next()?)
        }
        fn map(bytes: &mut Reader<'_>) -> Option<Map> {
            Map::new(bytes.next()?).ok()
        }
        let bytes = &mut Reader::new(bytes);
        let index = Self {
            strings: Strings::open(bytes.next()?)?,
            entries: rows(bytes)?,
            ids: rows(bytes)?,
            texts: map(bytes)?,
            names: rows(bytes)?,
            surnames: map(bytes)?,
            offices: rows(bytes)?,
            terms: rows(bytes)?,
            holders: rows(bytes)?,
            metonyms: map(bytes)?,
            stands_for: rows(bytes)?,
            members: rows(bytes)?,
            given: map(bytes)?,
            lists: rows(bytes)?,
        };
        bytes.is_done().then_some(index)
    }

    pub(crate) fn entry_id(&self, entry: u32) -> &str {
        self.strings.get(self.entries.get(entry, Column::Id as usize))
    }

    /// The entry of an id.
    pub(crate) fn find(&self, id: &str) -> Option<u32> {
        let row = self.ids.partition(|row| self.entry_id(self.ids.index(row, 0)) >= id);
        let entry = self.ids.index(row, 0);
        ((row as usize) < self.ids.len() && self.entry_id(entry) == id).then_some(entry)
    }

    pub(crate) fn office_name(&self, office: u32) -> &str {
        self.strings.get(self.offices.get(office, 0))
    }

    /// The office of a name.
    pub(crate) fn office(&self, name: &str) -> Option<u32> {
        let office = self.offices.partition(|office| self.office_name(office) >= name);
        ((office as usize) < self.offices.len() && self.office_name(office) == name).then_some(office)
    }

    /// The numbers of the list that begins there.
    pub(crate) fn list(&self, begin: u64) -> impl Iterator<Item = u32> + '_ {
        let begin = u32::try_from(begin).unwrap_or(u32::MAX);
        let end = begin.saturating_add(self.lists.index(begin, 0));
        (begin..end).map(|at| self.lists.index(at + 1, 0))
    }
}

/// A day as a number that is larger for a later day; 0 is no day.
pub(super) fn pack(day: Option<Date>) -> u64 {
    day.map_or(0, |day| {
        let year = u64::from((i32::from(day.year()) + 10_000).unsigned_abs());
        year << 9 | u64::from(day.month().unsigned_abs()) << 5 | u64::from(day.day().unsigned_abs())
    })
}

/// The day of such a number.
pub(crate) fn unpack(packed: u64) -> Option<Date> {
    let year = i16::try_from(i64::try_from(packed >> 9).ok()? - 10_000).ok()?;
    Date::new(year, i8::try_from(packed >> 5 & 15).ok()?, i8::try_from(packed & 31).ok()?).ok()
}
