//! Which word of a query does not fit.
//!
//! The parser says how far it has looked. It looks for a keyword over as many letters as the keyword has, so its place can
//! lie behind the word that is wrong. Here the pieces of the query are set so far apart that no look ahead reaches the next
//! one, the query is parsed once more, and the place then leads to the piece.

use super::guard;

/// Characters between two pieces: more than any keyword of SPARQL has.
const APART: usize = 32;

/// What is wrong in a query.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Misfit {
    /// Byte of the text at which the piece begins; the length of the text where the query ends too early.
    pub(super) at: usize,
    /// What is wrong, in a line.
    pub(super) message: String,
}

/// Finds the piece of `text` that does not fit. `parse` gives the parser's message about a text, which begins with
/// `error at LINE:COLUMN: expected `; `None` where it has no such message.
pub(super) fn find(text: &str, parse: impl Fn(&str) -> Option<String>) -> Option<Misfit> {
    let pieces = guard::pieces(text);
    let mut apart = String::with_capacity(text.len() + pieces.len() * APART);
    let mut begins = Vec::with_capacity(pieces.len());
    for (_, piece) in &pieces {
        begins.push(apart.chars().count());
        // One line, so that a place is a column; a long string keeps its length.
        apart.extend(piece.chars().map(|letter| if letter == '\n' { ' ' } else { letter }));
        apart.extend(std::iter::repeat_n(' ', APART));
    }
    let length = apart.trim_end().len();
    apart.truncate(length);
    let told = parse(&apart)?;
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let (place, wanted) = told.strip_prefix("error at ")?.split_once(": expected ")?;
    let reached = place.split_once(':')?.1.parse::<usize>().ok()?.checked_sub(1)?;
    if reached >= apart.chars().count() {
        return Some(Misfit { at: text.len(), message: of_end(wanted) });
    }
    let index = begins.partition_point(|&begin| begin <= reached).checked_sub(1)?;
    let (at, piece) = pieces[index];
    Some(Misfit { at, message: of_piece(piece, wanted) })
}

fn of_end(wanted: &str) -> String {
    reason(wanted).unwrap_or_else(|| format!("the query ends too early{}", expected(wanted)))
}

fn of_piece(piece: &str, wanted: &str) -> String {
    if wanted.contains("Prefix not found") {
        let prefix = piece.split_once(':').map_or(piece, |(prefix, _)| prefix);
        return format!("the prefix {prefix}: is not known; declare it by PREFIX");
    }
    let piece: String = piece.chars().take(40).collect();
    reason(wanted).unwrap_or_else(|| format!("{piece} does not fit here{}", expected(wanted)))
}

/// What the parser says in words of its own, where it does: "The SELECT contains a variable that is unbound".
fn reason(wanted: &str) -> Option<String> {
    let mut parts = wanted.trim_start_matches("one of ").split(", ");
    parts.find(|part| part.contains(' ') && !part.contains(['[', '"'])).map(str::to_owned)
}

/// The marks that would fit, where there are few of them.
fn expected(wanted: &str) -> String {
    let marks: Vec<&str> =
        wanted.trim_start_matches("one of ").split(", ").filter(|part| part.starts_with('"')).collect();
    if marks.is_empty() || marks.len() > 4 { String::new() } else { format!("; expected {}", marks.join(" or ")) }
}
