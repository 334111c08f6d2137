//! From rules as written to rules that cannot be invalid: names bound, sets looked up, all problems collected.

use rustc_hash::FxHashMap;

use super::{
    example::{Example, ExampleError},
    ontology::Relation,
    pattern::{Filler, Pattern, Where, Word, Words},
    problem::{Located, Problem, did_you_mean},
    ready::{Heads, Ready, ReadyFiller, ReadyPart, ReadyWhere, WordList},
    rule::{PLOVER_TYPES, Rule},
    words::FileWords,
    written::{self, FileAsWritten, RuleAsWritten},
};
use crate::{
    clauses::{Polarity, Status},
    lexicon::Lexicon,
};

/// The rules that load, their patterns, and the indices of rules that a later layer replaced.
pub(super) type Checked = (Vec<Rule>, Vec<(Ready, Pattern)>, Vec<usize>);

pub(super) struct Checker<'a> {
    lexicon: &'a Lexicon,
    relations: &'a [Relation],
    problems: Vec<Problem>,
    rules: Vec<Rule>,
    ready: Vec<(Ready, Pattern)>,
    /// Which layer of files is read.
    layer: usize,
    /// Ids with the rule that has them.
    ids: FxHashMap<String, Known>,
    /// Indices of rules that a later layer replaced or switched off.
    dropped: Vec<usize>,
    /// The named word lists of the file that is read.
    words: FileWords,
}

/// The byte at which problems of a whole rule are told.
fn start_of(rule: &RuleAsWritten) -> usize {
    rule.id.as_ref().map_or(rule.byte, |id| id.bytes.start)
}

const STATUSES: &[(&str, Status)] = &[
    ("happened", Status::Happened),
    ("planned", Status::Planned),
    ("possible", Status::Possible),
    ("attempted", Status::Attempted),
    ("requested", Status::Requested),
];
const POLARITIES: &[(&str, Polarity)] = &[("affirmed", Polarity::Affirmed), ("negated", Polarity::Negated)];

/// Where the rule of an id stands.
struct Known {
    layer: usize,
    place: String,
    rule: usize,
}

impl<'a> Checker<'a> {
    /// Reads and checks layers of files.
    pub(super) fn run<'f>(
        layers: impl IntoIterator<Item = Vec<(&'f str, &'f str)>>,
        lexicon: &'a Lexicon,
        relations: &'a [Relation],
    ) -> Result<Checked, Vec<Problem>> {
        let mut checker = Checker { relations, ..Checker::new(lexicon) };
        for (layer, files) in layers.into_iter().enumerate() {
            checker.layer = layer;
            for (file, text) in files {
                let (written, problems) = written::read(file, text);
                checker.problems.extend(problems);
                checker.file(file, text, &written);
            }
        }
        let Checker { mut problems, rules, ready, dropped, .. } = checker;
        if problems.is_empty() {
            return Ok((rules, ready, dropped));
        }
        problems.sort();
        Err(problems)
    }

    fn new(lexicon: &'a Lexicon) -> Self {
        Self {
            lexicon,
            relations: &[],
            problems: Vec::new(),
            rules: Vec::new(),
            ready: Vec::new(),
            layer: 0,
            ids: FxHashMap::default(),
            dropped: Vec::new(),
            words: FileWords::default(),
        }
    }

    fn file(&mut self, file: &str, text: &str, written: &FileAsWritten) {
        let known = |name: &str| self.relations.iter().any(|relation| relation.name == name);
        let mut add = |byte: usize, message: String, help: String| {
            self.problems.push(Problem::at(file, text, byte, message, help));
        };
        let relation = match &written.relation {
            Some(relation) if known(&relation.value) => relation.value.clone(),
            Some(relation) => {
                let help = did_you_mean(&relation.value, self.relations.iter().map(|relation| relation.name.as_str()));
                add(relation.byte(text, 0), format!("the ontology has no relation \"{}\"", relation.value), help);
                relation.value.clone()
            }
            // Rules that are only switched off yield nothing.
            None if !written.rules.is_empty() && written.rules.iter().all(|rule| rule.off) => String::new(),
            None if written.rules.is_empty() => {
                add(0, "this file has no relation and no rule".to_owned(), "see docs/rules.md".to_owned());
                return;
            }
            None => {
                add(0, "this file names no relation".to_owned(), "begin it with relation = \"…\"".to_owned());
                String::new()
            }
        };
        for general in written.instead_of.iter().chain(written.rules.iter().flat_map(|rule| &rule.instead_of)) {
            if !known(&general.value) {
                let help = did_you_mean(&general.value, self.relations.iter().map(|relation| relation.name.as_str()));
                add(general.byte(text, 0), format!("the ontology has no relation \"{}\"", general.value), help);
            }
        }
        for types in written.plover.iter().chain(written.rules.iter().filter_map(|rule| rule.plover.as_ref())) {
            if !PLOVER_TYPES.contains(&types.value.as_str()) {
                let help = did_you_mean(&types.value, PLOVER_TYPES);
                add(types.byte(text, 0), format!("PLOVER has no type \"{}\"", types.value), help);
            }
        }
        for code in written.cameo.iter().chain(written.rules.iter().filter_map(|rule| rule.cameo.as_ref())) {
            if !(2..=4).contains(&code.value.len()) || !code.value.bytes().all(|byte| byte.is_ascii_digit()) {
                let help = "a CAMEO code has two to four digits";
                add(code.byte(text, 0), format!("\"{}\" is no CAMEO code", code.value), help.to_owned());
            }
        }
        self.named_words(file, text, written);
        for rule in &written.rules {
            self.rule(file, text, written, &relation, rule);
        }
        let unused: Vec<String> = self.words.unused().map(str::to_owned).collect();
        for (name, _) in written.words.iter().filter(|(name, _)| unused.contains(&name.value)) {
            let message = format!("no pattern of this file uses \"{}\"", name.value);
            self.add(file, text, name.byte(text, 0), message, format!("write @{} in one, or remove it", name.value));
        }
    }

    /// Reads the file's own word lists, for the patterns that follow.
    fn named_words(&mut self, file: &str, text: &str, written: &FileAsWritten) {
        let (words, problems) = FileWords::read(file, text, written, self.lexicon);
        self.words = words;
        self.problems.extend(problems);
    }

    fn add(&mut self, file: &str, text: &str, byte: usize, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Problem::at(file, text, byte, message, help));
    }

    fn rule(&mut self, file: &str, text: &str, whole: &FileAsWritten, relation: &str, rule: &RuleAsWritten) {
        let place = Problem::at(file, text, rule.byte, "", "");
        let id = rule.id.as_ref().map_or_else(String::new, |id| id.value.clone());
        self.id(file, text, place.line, rule);
        if rule.off {
            return;
        }
        self.completeness(file, text, rule);
        let index = self.rules.len();
        for (number, written) in rule.patterns.iter().enumerate() {
            match Pattern::parse(&written.value) {
                Ok(mut pattern) => {
                    self.words.expand(&mut pattern);
                    let parts = self.parts(file, text, written, &pattern);
                    let agentless = pattern.agentless;
                    self.ready.push((Ready { rule: index, pattern: number, agentless, parts }, pattern));
                }
                Err(error) => self.add(file, text, written.byte(text, error.at), error.message, error.help),
            }
        }
        let fires = self.examples(file, text, &rule.fires, Example::firing);
        self.expected(file, text, start_of(rule), &fires);
        let silent = self.examples(file, text, &rule.silent, Example::silent);
        let status = self.one_of(file, text, rule.status.as_ref(), STATUSES);
        let polarity = self.one_of(file, text, rule.polarity.as_ref(), POLARITIES);
        let default = self.relations.iter().find(|known| known.name == relation).cloned().unwrap_or_default();
        let code = |own: &Option<Located<String>>, general: &Option<Located<String>>, default: String| {
            own.as_ref().or(general.as_ref()).map_or(default, |code| code.value.clone())
        };
        self.rules.push(Rule {
            id,
            relation: relation.to_owned(),
            reciprocal: default.reciprocal,
            agentless: rule.agentless.unwrap_or(whole.agentless),
            light: rule.light,
            status,
            polarity,
            own_code: rule.plover.is_some(),
            plover: code(&rule.plover, &whole.plover, default.plover),
            cameo: code(&rule.cameo, &whole.cameo, default.cameo),
            instead_of: whole.instead_of.iter().chain(&rule.instead_of).map(|name| name.value.clone()).collect(),
            fires,
            silent,
            patterns: rule.patterns.iter().map(|pattern| pattern.value.clone()).collect(),
            pattern_lines: rule.patterns.iter().map(|pattern| pattern.line(text)).collect(),
            file: file.to_owned(),
            line: place.line,
        });
    }

    /// Notes the id of a rule: unique in its layer, and instead of the rule of that id of an earlier layer.
    fn id(&mut self, file: &str, text: &str, line: usize, rule: &RuleAsWritten) {
        let Some(id) = rule.id.as_ref().filter(|id| !id.value.is_empty()) else {
            return self.add(file, text, rule.byte, "this rule has no id", "add id = \"topic/word\"");
        };
        let here = Known { layer: self.layer, place: format!("{file}:{line}"), rule: self.rules.len() };
        match self.ids.get_mut(&id.value) {
            Some(first) if first.layer == self.layer => {
                let message = format!("a second rule with the id \"{}\"", id.value);
                let help = format!("the first is at {}; ids are unique over all files", first.place);
                self.add(file, text, id.byte(text, 0), message, help);
            }
            Some(first) => {
                self.dropped.push(first.rule);
                *first = here;
            }
            None if rule.off => {
                let help = did_you_mean(&id.value, self.rules.iter().map(|rule| rule.id.as_str()));
                self.add(file, text, id.byte(text, 0), "there is no rule of this id to switch off", help);
            }
            None => {
                self.ids.insert(id.value.clone(), here);
            }
        }
    }

    /// A rule has a pattern, a firing example for each pattern, and a silent one.
    fn completeness(&mut self, file: &str, text: &str, rule: &RuleAsWritten) {
        let start = start_of(rule);
        if rule.patterns.is_empty() {
            let help = "add pattern = \"<source:Actor> … <target:Actor>\"";
            self.add(file, text, start, "this rule has no pattern", help);
        }
        if rule.fires.is_empty() {
            let help = "add fires = [\"a sentence that it must find\"]";
            self.add(file, text, start, "this rule has no firing example", help);
        } else if rule.fires.len() < rule.patterns.len() {
            let (patterns, examples) = (rule.patterns.len(), rule.fires.len());
            let message = format!("this rule has {patterns} patterns, and firing examples: {examples}");
            self.add(file, text, start, message, "add to fires a sentence for each pattern that has none of its own");
        }
        if rule.silent.is_empty() {
            let help = "add silent = [\"a sentence that it must leave alone\"]";
            self.add(file, text, start, "this rule has no silent example", help);
        }
    }

    /// What examples expect names relations of the ontology.
    fn expected(&mut self, file: &str, text: &str, start: usize, fires: &[Example]) {
        for expected in fires.iter().flat_map(|example| &example.expected) {
            let names = || self.relations.iter().map(|relation| relation.name.as_str());
            if names().all(|name| name != expected.relation) {
                let help = did_you_mean(&expected.relation, names());
                self.add(file, text, start, format!("an example names \"{}\", no relation", expected.relation), help);
            }
        }
    }

    fn examples(
        &mut self,
        file: &str,
        text: &str,
        written: &[Located<String>],
        parse: fn(&str) -> Result<Example, ExampleError>,
    ) -> Vec<Example> {
        let mut examples = Vec::new();
        for example in written {
            match parse(&example.value) {
                Ok(read) => examples.push(Example { line: example.line(text), ..read }),
                Err(error) => self.add(file, text, example.byte(text, 0), error.to_string(), ""),
            }
        }
        examples
    }

    fn one_of<T: Copy>(
        &mut self,
        file: &str,
        text: &str,
        written: Option<&Located<String>>,
        known: &[(&str, T)],
    ) -> Option<T> {
        let written = written?;
        let found = known.iter().find(|(name, _)| *name == written.value).map(|(_, value)| *value);
        if found.is_none() {
            let help = did_you_mean(&written.value, known.iter().map(|(name, _)| *name));
            self.add(file, text, written.byte(text, 0), format!("\"{}\" is no such value", written.value), help);
        }
        found
    }

    /// The parts of a pattern with its sets looked up; unknown sets are problems.
    fn parts(&mut self, file: &str, text: &str, written: &Located<String>, pattern: &Pattern) -> Vec<ReadyPart> {
        let _ = self.expand(file, text, written, &pattern.trigger);
        let mut parts = Vec::new();
        for part in &pattern.parts {
            let place = match &part.place {
                Where::Subject => ReadyWhere::Subject,
                Where::Object => ReadyWhere::Object,
                Where::Oblique { prepositions, or_object } => {
                    ReadyWhere::Oblique { prepositions: prepositions.clone(), or_object: *or_object }
                }
                Where::Complement(verbs) => {
                    ReadyWhere::Complement(verbs.as_ref().map(|verbs| self.expand(file, text, written, verbs)))
                }
            };
            let filler = match &part.filler {
                Filler::Head(words) => ReadyFiller::Head(self.expand(file, text, written, words)),
                Filler::Slot { name, kinds, owner, not, only } => ReadyFiller::Slot {
                    name: *name,
                    kinds: *kinds,
                    owner: *owner,
                    heads: Heads {
                        not: not.as_ref().map(|not| self.expand(file, text, written, not)).unwrap_or_default(),
                        only: only.as_ref().map(|only| self.expand(file, text, written, only)).unwrap_or_default(),
                    },
                },
            };
            parts.push(ReadyPart { place, filler, optional: part.optional, written: part.written.clone() });
        }
        parts
    }

    fn expand(&mut self, file: &str, text: &str, written: &Located<String>, words: &Words) -> WordList {
        let mut list = Vec::new();
        for (word, at) in &words.alternatives {
            match word {
                Word::Plain(word) | Word::Noun(word) | Word::Copular(word) => list.push(word.clone()),
                Word::Set(name) | Word::NounSet(name) | Word::CopularSet(name) => match self.lexicon.set(name) {
                    Some(set) => {
                        list.extend(set.nouns.iter().cloned());
                        if matches!(word, Word::Set(_)) {
                            list.extend(set.verbs.iter().cloned());
                        }
                    }
                    None => {
                        let help = did_you_mean(name, self.lexicon.set_names().chain(self.words.names()));
                        self.add(
                            file,
                            text,
                            written.byte(text, *at),
                            format!("the lexicon has no set \"{name}\""),
                            help,
                        );
                    }
                },
            }
        }
        list.sort_unstable();
        list.dedup();
        list
    }
}
