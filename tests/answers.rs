//! The question library on the sample articles: what each shipped question answers, row by row.
//!
//! `tests/answers/NAME.txt` belongs to `queries/NAME.rq`. A line `? name=value; name=value` asks with those parameters (`?`
//! alone without any), and the rows that follow are the whole answer, cells as a person sees them. `extra.jsonl` is read
//! beside the sample articles: what those lack, such as a reprint. A question without an answer file, an answer file
//! without a question and a file all of whose answers are empty are mistakes. `CHANCERY_REFRESH=answers` (or `cli`)
//! writes the answers anew; read the difference before you commit it.

use std::{collections::BTreeSet, env, fs, path::Path};

use chancery::{
    graph::{Corrections, Ontology, QueryFile, Store, Table},
    project::{Articles, BuildOptions, InputOptions, Project, ask},
};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A store of the sample articles and of those that only this test has.
fn sample(folder: &Path) -> Store {
    let root = Path::new(ROOT);
    let inputs = [root.join("data/articles"), root.join("tests/answers/extra.jsonl")];
    let articles = Articles::open(&inputs, InputOptions::default());
    let how = BuildOptions { threads: 2, corrections: Corrections::default(), changes: false, infer_dates: false };
    let summary = Project::embedded().build(articles, folder, &how, |_| {}).unwrap();
    assert!(summary.added >= 15 && summary.claims > 100, "{summary:?}");
    Store::open_read_only(folder).unwrap()
}

fn lines(table: &Table) -> String {
    let mut text = String::new();
    for row in &table.rows {
        let cells: Vec<&str> = row.iter().map(|cell| cell.as_ref().map_or("", |cell| cell.shown())).collect();
        text.push_str(cells.join(" | ").trim_end());
        text.push('\n');
    }
    text
}

#[test]
fn every_shipped_question_is_answered_on_the_sample_articles() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample(&folder.path().join("store"));
    let answers = Path::new(ROOT).join("tests/answers");
    let mut files: BTreeSet<String> = fs::read_dir(&answers)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".txt"))
        .collect();
    let refresh = env::var("CHANCERY_REFRESH").is_ok_and(|what| what == "answers" || what == "cli");
    let mut wrong = Vec::new();
    for question in QueryFile::library() {
        let name = format!("{}.txt", question.name);
        if !files.remove(&name) {
            wrong.push(format!("tests/answers/{name}: there is none, so nobody knows what the question answers"));
            continue;
        }
        let text = fs::read_to_string(answers.join(&name)).unwrap();
        let mut found = format!("# {}\n", question.columns.keys().map(String::as_str).collect::<Vec<_>>().join(" | "));
        let mut rows = 0;
        for asked in text.lines().filter_map(|line| line.strip_prefix('?')) {
            let parameters: Vec<(String, String)> = asked
                .split(';')
                .filter_map(|pair| pair.split_once('='))
                .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
                .collect();
            let table = ask(&store, &question, &parameters).unwrap_or_else(|error| panic!("{name}:{asked}: {error}"));
            rows += table.rows.len();
            found.push_str(format!("?{asked}").trim_end());
            found.push('\n');
            found.push_str(&lines(&table));
        }
        if rows == 0 {
            wrong.push(format!("tests/answers/{name}: every answer is empty, which tests nothing"));
        }
        if found != text {
            if refresh {
                fs::write(answers.join(&name), &found).unwrap();
            } else {
                let new = found.lines().filter(|line| !text.lines().any(|other| other == *line));
                let gone = text.lines().filter(|line| !found.lines().any(|other| other == *line));
                let difference: Vec<String> =
                    gone.map(|line| format!("  - {line}")).chain(new.map(|line| format!("  + {line}"))).collect();
                wrong.push(format!("tests/answers/{name}:\n{}", difference.join("\n")));
            }
        }
    }
    wrong.extend(files.iter().map(|name| format!("tests/answers/{name}: there is no such question")));
    assert!(wrong.is_empty(), "{}\nCHANCERY_REFRESH=answers accepts what was found", wrong.join("\n"));
}

/// The library as a page: every question with its parameters and columns.
fn page() -> String {
    let mut text = String::from(
        "# The question library\n\n\
         Each question is a file of `queries/`, compiled into the program: SPARQL with a header. `chancery query NAME` answers it, \
         `--param name=value` sets a\nparameter, `chancery query --list` shows this list. Actors, places and relations go by any of \
         their names (\"Wang Yi\", \"Beijing\", \"met with\"), by id or by IRI;\na date is a day, a month or a year. No question needs \
         editing; a copy of a file with changes of your own is asked by its path, and each file as it stands\nis a query that any \
         SPARQL engine runs over the exported graph.\n\nAnswers on the sample articles, row by row, are in `tests/answers/`. This page \
         is made from the headers: `CHANCERY_REFRESH=answers ./test answers`.\n",
    );
    for question in QueryFile::library() {
        text.push_str(&format!("\n## `{}`: {}\n\n{}\n\n", question.name, question.title, question.question));
        for (name, parameter) in &question.parameters {
            let how = match (&parameter.default, parameter.required) {
                (Some(default), _) => format!(", {default} by default"),
                (None, true) => ", required".to_owned(),
                (None, false) => String::new(),
            };
            text.push_str(&format!("* parameter `{name}` ({}{how}): {}\n", parameter.kind.name(), parameter.about));
        }
        for (name, about) in &question.columns {
            text.push_str(&format!("* column `{name}`: {about}\n"));
        }
    }
    text
}

#[test]
fn the_page_of_the_library_is_true() {
    let path = Path::new(ROOT).join("docs/queries.md");
    if env::var("CHANCERY_REFRESH").is_ok_and(|what| what == "answers" || what == "cli") {
        fs::write(&path, page()).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap() == page(),
        "docs/queries.md is behind: CHANCERY_REFRESH=answers writes it"
    );
}

#[test]
fn every_word_of_the_graph_is_in_the_ontology() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample(&folder.path().join("store"));
    let table = store.sparql("SELECT DISTINCT ?word WHERE { { GRAPH ?g { ?s ?word ?o } } UNION { ?s ?word ?o } UNION { GRAPH ?g { ?s ?p ?word } } UNION { ?s ?p ?word } FILTER(STRSTARTS(STR(?word), STR(ch:))) }").unwrap();
    let words: BTreeSet<&str> = table.rows.iter().flatten().flatten().map(|cell| cell.raw()).collect();
    assert!(words.len() > 60, "{words:?}");
    let ontology = Ontology::embedded();
    for word in words {
        let name = word.rsplit('#').next().unwrap();
        assert!(ontology.label(name).is_some(), "ch:{name} is in the graph and not in ontology/chancery.ttl");
    }
}
