//! The tables of the lexicon, read by their names, with all mistakes of all of them at once.
//!
//! The build script includes this file and those that it names, so nothing here names the rest of the program.

use super::{
    fold::Letters,
    frames::Frames,
    names::NameWords,
    nouns::Nouns,
    predicates::Predicates,
    synonyms::Synonyms,
    table::{Problem, Table},
};

/// Tables that other floors read, each with types of its own: the grammar of dates with the classes of its words, the
/// stops of abbreviations, the parts of contractions.
const ELSEWHERE: [&str; 4] = ["abbreviations.tsv", "contractions.tsv", "time-rules.tsv", "time.tsv"];

/// The table of nouns.
const NOUNS: &str = "nouns.tsv";

/// The table of verbs and predicates.
const PREDICATES: &str = "predicates.tsv";

/// The table of the signatures of predicates.
const SIGNATURES: &str = "signatures.tsv";

/// Tables that a user cannot add to: the code asks for their words by name, or reads them before anything else.
const PROGRAMS_OWN: [&str; 6] =
    ["abbreviations.tsv", "contractions.tsv", "function-words.tsv", "letters.tsv", "time-rules.tsv", "time.tsv"];

/// The table of offices.
const OFFICES: &str = "offices.tsv";

/// What the ending of a table of closed sets is: `clause-words.tsv`.
const SETS: &str = "-words.tsv";

/// What the tables say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    pub(crate) letters: Letters,
    pub(crate) nouns: Nouns,
    pub(crate) names: NameWords,
    pub(crate) predicates: Predicates,
    pub(crate) frames: Frames,
    pub(crate) synonyms: Synonyms,
}

impl Parts {
    /// Reads layers of tables, `(file name, text)`, and tells all mistakes, by file and line. What a later layer says of a
    /// word goes before what an earlier one says.
    pub(crate) fn read(layers: &[&[(&'static str, &'static str)]]) -> (Self, Vec<Problem>) {
        let mut parts = Self::default();
        let mut problems = Vec::new();
        let all = || layers.iter().copied().flatten();
        if let Some((file, text)) = all().find(|(file, _)| base(file) == "letters.tsv") {
            parts.letters = Letters::read(&Table::new(file, text));
        }
        // Of two rows of one noun the first stays, so a user's own are read before the program's.
        for (file, text) in layers.iter().rev().copied().flatten().filter(|(file, _)| base(file) == NOUNS) {
            let Self { letters, nouns, .. } = &mut parts;
            nouns.read(letters, &Table::new(file, text), &mut problems);
        }
        for (file, text) in all().filter(|(file, _)| base(file) == OFFICES) {
            parts.nouns.offices(&Table::new(file, text), &mut problems);
        }
        for (file, text) in all().filter(|(file, _)| base(file) == SIGNATURES) {
            parts.predicates.signatures(&Table::new(file, text), &mut problems);
        }
        for (file, text) in all() {
            parts.table(&Table::new(file, text), &mut problems);
        }
        problems.sort();
        (parts, problems)
    }

    fn table(&mut self, table: &Table<'static>, problems: &mut Vec<Problem>) {
        let name = base(table.file);
        match name {
            // Read before all others.
            NOUNS | OFFICES | SIGNATURES => {}
            "fields.tsv" => self.nouns.fields(&self.letters, table, problems),
            "event-nouns.tsv" => self.predicates.event_nouns(table, problems),
            "light-verbs.tsv" => self.predicates.light_verbs(table, problems),
            PREDICATES => self.predicates.predicates(table, problems),
            "frames.tsv" => self.frames.read(table, problems),
            "synonyms.tsv" => self.synonyms.read(table, problems),
            "letters.tsv" => {}
            _ if self.names.read(name, &self.letters, table, problems) => {}
            _ if ELSEWHERE.contains(&name) || name.ends_with(SETS) => {}
            _ => problems.push(table.problem(1, format!("no table of the lexicon is called \"{name}\""))),
        }
    }
}

/// What a user cannot add to: the tables of the program's own, and the forms of verbs.
pub(crate) fn not_for_users(files: &[(&str, &str)]) -> Vec<Problem> {
    let own = |file: &str| PROGRAMS_OWN.contains(&base(file)) || file.ends_with(SETS);
    let wrong = files.iter().filter(|(file, _)| own(file));
    let mut problems: Vec<Problem> = wrong
        .map(|(file, text)| Table::new(file, text).problem(1, "the words of this table are the program's own"))
        .collect();
    for (file, text) in files.iter().filter(|(file, _)| base(file) == PREDICATES) {
        let table = Table::new(file, text);
        let forms = table.rows(["lemma", "frame", "past", "participle"]).filter(|row| {
            let [lemma, frame, past, participle] = row.cells;
            !lemma.is_empty() && (frame.is_empty() || !past.is_empty() || !participle.is_empty())
        });
        let message = "a row says what the word takes; the forms of verbs are the program's own";
        problems.extend(forms.map(|row| table.problem(row.line, message)));
    }
    problems
}

/// The name of a file without its folder.
fn base(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}

/// A closed set: its name as a constant, its words by length and letters.
pub(crate) struct Closed {
    /// `FORMER`
    pub(crate) name: String,
    pub(crate) words: Vec<String>,
}

/// The closed sets of all tables of them; what is wrong is a problem of a line. Of two sets of one name, or of the same
/// words, one is too many.
#[cfg_attr(not(test), allow(dead_code, reason = "the build script calls it"))]
pub(crate) fn closed_sets(files: &[(&str, &str)]) -> (Vec<Closed>, Vec<Problem>) {
    let (mut sets, mut problems): (Vec<Closed>, _) = (Vec::new(), Vec::new());
    for (file, text) in files.iter().filter(|(file, _)| file.ends_with(SETS) && base(file) != "function-words.tsv") {
        let table = Table::new(file, text);
        for row in table.checked(["set", "words"], &mut problems) {
            let name = row.cells[0].to_uppercase().replace('-', "_");
            let mut words: Vec<String> = row.cells[1].split(' ').map(|word| word.replace('_', " ")).collect();
            words.sort_by(|one, other| one.len().cmp(&other.len()).then_with(|| one.cmp(other)));
            if words.windows(2).any(|pair| pair[0] == pair[1]) || words.iter().any(String::is_empty) {
                problems.push(table.problem(row.line, "a word stands twice, or two spaces together"));
            }
            if let Some(same) = sets.iter().find(|set| set.name == name || set.words == words) {
                problems.push(table.problem(row.line, format!("the set {} has this name or these words", same.name)));
            }
            sets.push(Closed { name, words });
        }
    }
    (sets, problems)
}

#[cfg(test)]
mod tests {
    use super::closed_sets;

    #[test]
    fn one_set_has_one_name_and_no_other_set_its_words() {
        let text = "set\twords\na\tx y_z\nb\ty_z x\na\tq\nc\tw w\n";
        let (sets, problems) = closed_sets(&[("clause-words.tsv", text), ("nouns.tsv", "noun\n")]);
        assert_eq!(sets[0].words, ["x", "y z"]);
        assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [3, 4, 5]);
    }
}
