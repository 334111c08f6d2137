//! The clauses of whole sentences, by construction: tables of our own in `tests/clauses`.
//!
//! A row is a construction, a sentence, and what its clauses must say, each as
//! `lemma(S=who; O=whom; with=preposition) flags <verb source>`. Subjects (`S`) and objects (`O`) are all that there are;
//! other roles are those that the row wants to be sure of. Flags are `negated`, `planned`, `possible`, `attempted`, `requested`,
//! `reciprocal`, `on DATE` and `at PLACE`; date and place may be left out, the others may not. `no LEMMA` means that the
//! sentence has no such clause. `CHANCERY_CLAUSES=FILE` prints the clauses of a file of sentences, a line each.
#![expect(clippy::print_stderr, reason = "the listing is asked for")]

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use chancery::{
    clauses::{Attribution, Clause, Polarity, Role, Status},
    reference::{Reader, Reading},
    text::plain_article,
};

use crate::known;

/// Saturday the 9th of July 2022 is the day of every sentence.
fn read(sentence: &str) -> Reading {
    Reader::embedded().read(plain_article("clauses", format!("date 2022-07-09\n{sentence}")))
}

/// The ways to name one participant: its label, its words, its head word. A table may use any, so that it says nothing of
/// how names are resolved.
type Names = BTreeSet<String>;

/// What a row wants of a clause.
#[derive(Debug)]
struct Wanted {
    lemma: String,
    core: Vec<(String, String)>,
    obliques: Vec<(String, String)>,
    flags: BTreeSet<String>,
    anchors: BTreeSet<String>,
    /// From the nearest attribution to the outermost, as written between the angles.
    voice: Vec<String>,
}

/// A clause as it was read.
struct Line {
    lemma: String,
    arguments: Vec<(String, Names)>,
    flags: BTreeSet<String>,
    anchors: Vec<(&'static str, Names)>,
    voice: Vec<Names>,
}

fn is_core(role: &str) -> bool {
    role == "S" || role == "O"
}

impl Wanted {
    fn parse(text: &str) -> Self {
        let (head, rest) = text.split_once('(').expect("a line has arguments in parentheses");
        let (arguments, flags) = rest.split_once(')').expect("the parentheses close");
        let (core, obliques) = arguments
            .split(';')
            .filter_map(|part| part.trim().split_once('='))
            .map(|(role, name)| (role.to_owned(), name.to_owned()))
            .partition(|(role, _)| is_core(role));
        let (flags, voice) = flags.split_at(flags.find('<').unwrap_or(flags.len()));
        let (mut plain, mut anchors) = (BTreeSet::new(), BTreeSet::new());
        let mut words = flags.split_whitespace().peekable();
        while let Some(word) = words.next() {
            if word == "on" || word == "at" {
                let mut anchor = word.to_owned();
                while let Some(part) = words.next_if(|next| *next != "on" && *next != "at") {
                    let _ = write!(anchor, " {part}");
                }
                anchors.insert(anchor);
            } else {
                plain.insert(word.to_owned());
            }
        }
        let voice = voice.split('>').map(|part| part.trim().trim_start_matches('<').to_owned());
        Self {
            lemma: head.trim().to_owned(),
            core,
            obliques,
            flags: plain,
            anchors,
            voice: voice.filter(|part| !part.is_empty()).collect(),
        }
    }
}

impl Line {
    fn of(reading: &Reading, clause: &Clause) -> Self {
        let arguments = clause.arguments.iter().map(|argument| {
            let role = match &argument.role {
                Role::Subject => "S",
                Role::Object => "O",
                Role::Recipient => "R",
                Role::Oblique(word) => word,
                Role::Complement => "C",
            };
            let mut names = argument.mention.map(|mention| names(reading, mention)).unwrap_or_default();
            names.insert(reading.sentences[clause.sentence].tokens[argument.token].form.clone());
            (role.to_owned(), names)
        });
        let mut flags = BTreeSet::new();
        if clause.polarity == Polarity::Negated {
            flags.insert("negated".to_owned());
        }
        if clause.status != Status::Happened {
            flags.insert(format!("{:?}", clause.status).to_lowercase());
        }
        if clause.reciprocal {
            flags.insert("reciprocal".to_owned());
        }
        let mut anchors = Vec::new();
        if let Some(time) = clause.time {
            anchors.push(("on", Names::from([reading.times[time].date.text.clone()])));
        }
        if let Some(place) = clause.place {
            anchors.push(("at", names(reading, place)));
        }
        let mut voice = Vec::new();
        let mut said = clause.voice.as_ref();
        while let Some(attribution) = said {
            voice.push(sayings(reading, attribution));
            said = attribution.outer.as_deref();
        }
        Self { lemma: clause.lemma.clone(), arguments: arguments.collect(), flags, anchors, voice }
    }

    /// Whether the clause says what the row wants.
    fn meets(&self, wanted: &Wanted) -> bool {
        let has = |(role, name): &(String, String)| {
            self.arguments.iter().any(|(other, names)| other == role && names.contains(name))
        };
        let core = self.arguments.iter().filter(|(role, _)| is_core(role)).count();
        let anchored = |anchor: &String| {
            self.anchors.iter().any(|(word, names)| names.iter().any(|name| *anchor == format!("{word} {name}")))
        };
        self.lemma == wanted.lemma
            && core == wanted.core.len()
            && wanted.core.iter().chain(&wanted.obliques).all(has)
            && self.flags == wanted.flags
            && wanted.anchors.iter().all(anchored)
            && self.voice.len() == wanted.voice.len()
            && self.voice.iter().zip(&wanted.voice).all(|(said, wanted)| said.contains(wanted))
    }

    fn write(&self) -> String {
        let one = |names: &Names| names.iter().cloned().collect::<Vec<_>>().join("|");
        let arguments: Vec<_> = self.arguments.iter().map(|(role, names)| format!("{role}={}", one(names))).collect();
        let flags = self.flags.iter().cloned();
        let anchors = self.anchors.iter().map(|(word, names)| format!("{word} {}", one(names)));
        let voice = self.voice.iter().map(|said| format!("<{}>", one(said)));
        let rest: Vec<_> = flags.chain(anchors).chain(voice).collect();
        format!("{}({}) {}", self.lemma, arguments.join("; "), rest.join(" ")).trim().to_owned()
    }
}

fn names(reading: &Reading, mention: usize) -> Names {
    let mention = &reading.entities.mentions[mention];
    let tokens = &reading.sentences[mention.sentence].tokens;
    let labels: Vec<_> =
        mention.entities.iter().map(|&entity| reading.entities.entities[entity].label.as_str()).collect();
    let words = mention.span.of(&reading.article.text).to_owned();
    [labels.join("+"), words, tokens[mention.head].form.clone()].into_iter().filter(|name| !name.is_empty()).collect()
}

/// `say Xi Jinping`, `say Xi via Xinhua`: verb, source and outlet by each of their names.
fn sayings(reading: &Reading, voice: &Attribution) -> Names {
    let mut sources = voice.source.map(|source| names(reading, source)).unwrap_or_default();
    sources.insert(voice.source_text.clone());
    let outlets = voice.via.map(|via| names(reading, via)).unwrap_or_default();
    let outlets: Vec<_> = outlets.iter().map(|outlet| format!(" via {outlet}")).collect();
    let outlets = if outlets.is_empty() { vec![String::new()] } else { outlets };
    let mut found = Names::new();
    for source in &sources {
        for outlet in &outlets {
            found.insert(format!("{} {source}", voice.verb).trim().to_owned() + outlet);
        }
    }
    found
}

fn lines(sentence: &str) -> Vec<Line> {
    let reading = read(sentence);
    reading.clauses.iter().map(|clause| Line::of(&reading, clause)).collect()
}

/// Reads a table and fails where a row does that is not known to, saying what was read instead.
fn check(name: &str) {
    let table = table(name);
    let (mut rows, mut failing, mut failures) = (0, Vec::new(), String::new());
    for (number, row) in table.lines().enumerate().filter(|(_, row)| !row.is_empty() && !row.starts_with('#')) {
        let columns: Vec<_> = row.split('\t').collect();
        let [construction, sentence, wanted @ ..] = columns.as_slice() else {
            panic!("line {}: too few columns", number + 1);
        };
        let found = lines(sentence);
        let wrong: Vec<_> = wanted
            .iter()
            .filter(|wanted| match wanted.strip_prefix("no ") {
                Some(lemma) => found.iter().any(|line| line.lemma == lemma),
                None => {
                    let wanted = Wanted::parse(wanted);
                    !found.iter().any(|line| line.meets(&wanted))
                }
            })
            .collect();
        rows += 1;
        if wrong.is_empty() && !wanted.is_empty() {
            continue;
        }
        failing.push(format!("{construction}\t{sentence}"));
        let _ = writeln!(failures, "{} ({construction}): {sentence}", number + 1);
        for wanted in wrong {
            let _ = writeln!(failures, "  wanted {wanted}");
        }
        for line in found {
            let _ = writeln!(failures, "  read   {}", line.write());
        }
    }
    let summary = format!("{} of {rows} rows fail:\n{failures}", failing.len());
    known::compare(
        &format!("tests/clauses/known-{name}"),
        "# Rows of the table that do not hold: construction, sentence. Own work, MIT OR Apache-2.0. Sorted.\n",
        failing,
        &summary,
    );
}

fn table(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clauses").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn grammar_by_construction() {
    check("grammar.tsv");
}

#[test]
fn voices_by_construction() {
    check("voices.tsv");
}

#[test]
#[ignore = "lists the clauses of the file that CHANCERY_CLAUSES names"]
fn list_the_clauses_of_a_file() {
    let path = std::env::var("CHANCERY_CLAUSES").expect("CHANCERY_CLAUSES names a file");
    for sentence in fs::read_to_string(path).expect("the file is there").lines().filter(|line| !line.is_empty()) {
        let lines: Vec<_> = lines(sentence).iter().map(Line::write).collect();
        eprintln!("{sentence}\t{}", lines.join("\t"));
    }
}
