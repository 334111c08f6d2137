//! Rule files as their authors wrote them: TOML read into plain values that keep their places, nothing checked yet but
//! the shape.
//!
//! The table is walked by hand instead of through serde's `deny_unknown_fields`, which stops at the first mistake:
//! here every unknown key, wrong type and syntax error of a file is reported in one go.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::problem::{Located, Problem, did_you_mean};

/// Declares the keys of a table, so that a name stands in one place.
macro_rules! keys {
    ($(#[$meta:meta])* $name:ident { $($key:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy)]
        pub(super) enum $name { $($key),+ }

        impl $name {
            pub(super) const NAMES: &'static [&'static str] = &[$($text),+];

            fn parse(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$key),)+ _ => None }
            }
        }
    };
}

keys! {
    /// Keys at the top of a rule file.
    FileKey {
        Relation = "relation", About = "about", Plover = "plover", Cameo = "cameo", InsteadOf = "instead_of",
        Agentless = "agentless", Words = "words", Rules = "rule",
    }
}

keys! {
    /// Keys of a `[[rule]]`.
    RuleKey {
        Id = "id", Patterns = "pattern", Fires = "fires", Silent = "silent", Status = "status", Polarity = "polarity",
        Plover = "plover", Cameo = "cameo", InsteadOf = "instead_of", Agentless = "agentless", Light = "light",
        Off = "off",
    }
}

/// A rule file as written.
#[derive(Clone, Debug, Default)]
pub(super) struct FileAsWritten {
    /// The relation that its rules yield.
    pub(super) relation: Option<Located<String>>,
    /// PLOVER type of the relation, for rules that give none.
    pub(super) plover: Option<Located<String>>,
    /// CAMEO code of the relation, for rules that give none.
    pub(super) cameo: Option<Located<String>>,
    /// More general relations that are not claimed where one of these rules fires.
    pub(super) instead_of: Vec<Located<String>>,
    /// Whether a passive without agent leaves the subject empty, for rules that do not say.
    pub(super) agentless: bool,
    /// Word lists by name, which stand for their words in its patterns.
    pub(super) words: Vec<(Located<String>, Vec<Located<String>>)>,
    /// Its rules.
    pub(super) rules: Vec<RuleAsWritten>,
}

/// A `[[rule]]` as written.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleAsWritten {
    /// Where the table starts, for what is missing in it.
    pub(super) byte: usize,
    /// Its id.
    pub(super) id: Option<Located<String>>,
    /// One or more patterns.
    pub(super) patterns: Vec<Located<String>>,
    /// Sentences that it must fire on.
    pub(super) fires: Vec<Located<String>>,
    /// Sentences that it must leave alone.
    pub(super) silent: Vec<Located<String>>,
    /// Status of its claims, whatever the clause says.
    pub(super) status: Option<Located<String>>,
    /// Polarity of its claims, whatever the clause says.
    pub(super) polarity: Option<Located<String>>,
    /// PLOVER type.
    pub(super) plover: Option<Located<String>>,
    /// CAMEO code.
    pub(super) cameo: Option<Located<String>>,
    /// More general relations that are not claimed where this rule fires.
    pub(super) instead_of: Vec<Located<String>>,
    /// Whether a passive without agent leaves the subject empty.
    pub(super) agentless: Option<bool>,
    /// Whether an event noun starts it only with a light verb ("struck a deal").
    pub(super) light: bool,
    /// Whether the rule of that id is switched off.
    pub(super) off: bool,
}

/// Reads one file; what can be read is returned along with all problems.
pub(super) fn read(file: &str, text: &str) -> (FileAsWritten, Vec<Problem>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut problems: Vec<Problem> = errors
        .iter()
        .map(|error| Problem::at(file, text, error.span().map_or(0, |span| span.start), error.message(), ""))
        .collect();
    let mut reader = TableReader { file, text, problems: &mut problems };
    let mut written = FileAsWritten::default();
    for (key, value) in table.get_ref() {
        let Some(known) = FileKey::parse(key.get_ref()) else {
            reader.unknown(key.span().start, key.get_ref(), FileKey::NAMES);
            continue;
        };
        match known {
            FileKey::Relation => written.relation = reader.string(value),
            FileKey::About => drop(reader.string(value)),
            FileKey::Plover => written.plover = reader.string(value),
            FileKey::Cameo => written.cameo = reader.string(value),
            FileKey::InsteadOf => written.instead_of = reader.strings(value),
            FileKey::Agentless => written.agentless = reader.flag(value),
            FileKey::Words => written.words = reader.lists(value),
            FileKey::Rules => written.rules = reader.rules(value),
        }
    }
    // The parser's tables are in order of keys; problems go by place.
    written.rules.sort_by_key(|rule| rule.byte);
    (written, problems)
}

struct TableReader<'a> {
    file: &'a str,
    text: &'a str,
    problems: &'a mut Vec<Problem>,
}

impl TableReader<'_> {
    fn problem(&mut self, byte: usize, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Problem::at(self.file, self.text, byte, message, help));
    }

    fn unknown(&mut self, byte: usize, name: &str, known: &[&str]) {
        self.problem(byte, format!("unknown key \"{name}\""), did_you_mean(name, known.iter().copied()));
    }

    fn string(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Located<String>> {
        if let DeValue::String(string) = value.get_ref() {
            return Some(Located { value: string.to_string(), bytes: value.span() });
        }
        let found = value.get_ref().type_str();
        self.problem(value.span().start, format!("a string is wanted here, not this {found}"), "put it in quotes");
        None
    }

    fn strings(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<Located<String>> {
        match value.get_ref() {
            DeValue::Array(values) => values.iter().filter_map(|value| self.string(value)).collect(),
            _ => self.string(value).into_iter().collect(),
        }
    }

    /// A table of lists of words.
    fn lists(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<(Located<String>, Vec<Located<String>>)> {
        let DeValue::Table(table) = value.get_ref() else {
            self.problem(value.span().start, "word lists are a table", "write [words] and below it name = [\"word\"]");
            return Vec::new();
        };
        let name =
            |key: &Spanned<std::borrow::Cow<'_, str>>| Located { value: key.get_ref().to_string(), bytes: key.span() };
        table.iter().map(|(key, value)| (name(key), self.strings(value))).collect()
    }

    fn flag(&mut self, value: &Spanned<DeValue<'_>>) -> bool {
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.problem(value.span().start, "true or false is wanted here", "");
            false
        })
    }

    fn rules(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<RuleAsWritten> {
        let DeValue::Array(values) = value.get_ref() else {
            self.problem(value.span().start, "rules are a list of tables", "write [[rule]]");
            return Vec::new();
        };
        let mut rules = Vec::new();
        for value in values.iter() {
            match value.get_ref() {
                DeValue::Table(table) => rules.push(self.rule(value.span().start, table)),
                _ => self.problem(value.span().start, "a rule is a table", "write [[rule]]"),
            }
        }
        rules
    }

    fn rule(&mut self, byte: usize, table: &DeTable<'_>) -> RuleAsWritten {
        let mut rule = RuleAsWritten { byte, ..RuleAsWritten::default() };
        for (key, value) in table {
            let Some(known) = RuleKey::parse(key.get_ref()) else {
                self.unknown(key.span().start, key.get_ref(), RuleKey::NAMES);
                continue;
            };
            match known {
                RuleKey::Id => rule.id = self.string(value),
                RuleKey::Patterns => rule.patterns = self.strings(value),
                RuleKey::Fires => rule.fires = self.strings(value),
                RuleKey::Silent => rule.silent = self.strings(value),
                RuleKey::Status => rule.status = self.string(value),
                RuleKey::Polarity => rule.polarity = self.string(value),
                RuleKey::Plover => rule.plover = self.string(value),
                RuleKey::Cameo => rule.cameo = self.string(value),
                RuleKey::InsteadOf => rule.instead_of = self.strings(value),
                RuleKey::Agentless => rule.agentless = Some(self.flag(value)),
                RuleKey::Light => rule.light = self.flag(value),
                RuleKey::Off => rule.off = self.flag(value),
            }
        }
        rule
    }
}
