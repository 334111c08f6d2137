//! How what is explained is laid out: a line for each thing that is said.

use std::io::{self, Write};

/// One line each, indented: a name and its value; none for what is empty.
pub(super) fn lines(values: &[(&str, &str)], out: &mut impl Write) -> io::Result<()> {
    let given = values.iter().filter(|(_, value)| !value.is_empty());
    given.into_iter().try_for_each(|(name, value)| writeln!(out, "  {name}: {value}"))
}

/// White space folded to single spaces.
pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
