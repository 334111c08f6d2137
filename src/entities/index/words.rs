//! What reading names asks of the lexicon: the build script makes it of the tables, the program of its closed sets.

use super::super::fold::Letters;

/// The words that names are read with.
pub(crate) struct Words<'w> {
    /// Plain forms of letters.
    pub(crate) letters: &'w Letters,
    /// Words of names whose capital says nothing, unless they are all that there is.
    pub(crate) lone_capital: Vec<&'w str>,
    /// Ids of the states whose people bear the family name first.
    pub(crate) family_first: Vec<&'w str>,
}
