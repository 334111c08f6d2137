//! The question library on the sample articles: what each shipped question answers, row by row.
//!
//! `tests/answers/NAME.txt` belongs to `queries/NAME.rq`. A line `? name=value; name=value` asks with those parameters (`?`
//! alone without any), and the rows that follow are the whole answer, cells as a person sees them. `extra.jsonl` is read
//! beside the sample articles: what those lack, such as a reprint. A question without an answer file, an answer file
//! without a question and a file all of whose answers are empty are mistakes. `CHANCERY_REFRESH=answers` (or `cli`)
//! writes the answers anew; read the difference before you commit it.

use std::{collections::BTreeSet, env, fs, path::Path};

use chancery::{
    graph::{Ontology, QueryFile, Store, Table},
    project::{Articles, BuildOptions, InputOptions, Project},
};

use crate::graph::with;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A store of the sample articles and of those that only this test has.
fn sample(folder: &Path) -> Store {
    let root = Path::new(ROOT);
    let inputs = [root.join("data/articles"), root.join("tests/answers/extra.jsonl")];
    let articles = Articles::open(&inputs, InputOptions::default());
    let how = with(|how: &mut BuildOptions| how.threads = 2);
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
    let project = Project::embedded();
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
            let table =
                project.ask(&store, &question, &parameters).unwrap_or_else(|error| panic!("{name}:{asked}: {error}"));
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
         editing; a copy of a file with changes of your own is asked by its path. `--sparql` prints\na question with its \
         parameters filled in, which gives the same rows in other stores ([asking.md](asking.md)).\n\nMost questions take the same parameters: `since` and `until` bound the \
         day of the event, `published_since` and `published_until` the day of publication, `outlet` is\nan outlet or agency, `least` \
         the least number of reports, and a relation stands for its kinds too. `limit` gives the first rows of the full answer. A \
         name may be a part\nof one, such as a surname, where it is clear who is meant; how it was understood is said on standard \
         error. So is why an answer is empty.\n\n\
         A date is what the articles say. An event without one has the day of publication of its first report in the column \
         `reported`, which orders what has no date;\n`timeline` and `balance` count it there and say so.\n\n\
         The ids in the columns `event`, `claim` and `pair` are what `chancery explain ID` takes. `--format csv` and `tsv` write the \
         label of an entity or a relation, and its id in a\ncolumn beside it (`one`, `one_id`); `--spreadsheet` guards text against \
         formulas. `--format json` and `xml` are the results that SPARQL defines, with IRIs.\n\n\
         ## Your own SPARQL\n\n\
         `chancery query mine.rq` answers any SELECT, ASK, CONSTRUCT or DESCRIBE; it needs no header, and `ch:`, `id:`, `doc:`, `rule:`, \
         `sem:`, `prov:`, `schema:`, `dcterms:`, `rdf:`,\n`rdfs:`, `xsd:`, `owl:`, `skos:` and `edtf:` need no PREFIX. CONSTRUCT and \
         DESCRIBE print N-Triples, or Turtle with `--format turtle`. `--timeout SECONDS` and\n`--memory MIB` (4096 by default) stop a \
         query that runs away, with exit code 3. SPARQL Update is refused.\n\n\
         ## The questions\n\n\
         Answers on the sample articles, row by row, are in `tests/answers/`. This page \
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
            text.push_str(&format!("* column `{name}`: {}\n", about.about));
        }
    }
    text
}

/// The questions with the parameters of their answer files.
fn asked() -> Vec<(QueryFile, Vec<(String, String)>)> {
    let answers = Path::new(ROOT).join("tests/answers");
    let mut all = Vec::new();
    for question in QueryFile::library() {
        let text = fs::read_to_string(answers.join(format!("{}.txt", question.name))).unwrap();
        for line in text.lines().filter_map(|line| line.strip_prefix('?')) {
            let pairs = line.split(';').filter_map(|pair| pair.split_once('='));
            let parameters = pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect();
            all.push((question.clone(), parameters));
        }
    }
    all
}

#[test]
fn a_limit_gives_the_first_rows_of_the_full_answer() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample(&folder.path().join("store"));
    let mut tried = 0;
    for (question, parameters) in asked() {
        if !question.parameters.contains_key("limit") {
            continue;
        }
        let rows = |limit: usize| {
            let mut parameters = parameters.clone();
            parameters.push(("limit".to_owned(), limit.to_string()));
            Project::embedded()
                .ask(&store, &question, &parameters)
                .unwrap_or_else(|error| panic!("{}: {error}", question.name))
                .rows
        };
        let all = rows(0);
        for limit in [1, 2, 3, 5, 8] {
            let first = &all[..limit.min(all.len())];
            assert_eq!(rows(limit), first, "{} {parameters:?}, the first {limit}", question.name);
            tried += usize::from(limit < all.len());
        }
    }
    assert!(tried > 50, "{tried}");
}

#[test]
fn every_row_leads_to_its_event_claim_or_pair() {
    // Entities, not events: the question names the one that lists their claims.
    const OF_ENTITIES: [&str; 1] = ["unlinked"];
    let folder = tempfile::tempdir().unwrap();
    let store = sample(&folder.path().join("store"));
    for (question, parameters) in asked() {
        let leads = |name: &str| {
            ["event", "claim", "pair"]
                .iter()
                .any(|lead| name == *lead || name.contains(&format!("{lead}_")) || name.ends_with(&format!("_{lead}")))
        };
        let columns: Vec<usize> =
            (0..question.columns.len()).filter(|index| leads(question.columns.get_index(*index).unwrap().0)).collect();
        assert_eq!(columns.is_empty(), OF_ENTITIES.contains(&question.name.as_str()), "{}", question.name);
        let table = Project::embedded().ask(&store, &question, &parameters).unwrap();
        for row in &table.rows {
            let ids: Vec<&str> =
                columns.iter().filter_map(|index| row[*index].as_ref()).map(|cell| cell.id()).collect();
            assert_eq!(ids.is_empty(), columns.is_empty(), "{}: {row:?}", question.name);
            for id in ids {
                let found = store.event(id).unwrap().is_some()
                    || store.claim(id).unwrap().is_some()
                    || store.pair(id).unwrap().is_some();
                assert!(found, "{}: {id}", question.name);
            }
        }
    }
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

/// The blocks of a page in one language, with the places of their contents.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<(usize, &'p str)> {
    let fence = format!("```{language}\n");
    let begins = page.match_indices(&fence).map(|(at, _)| at + fence.len());
    begins.map(|begin| (begin, &page[begin..begin + page[begin..].find("```").unwrap()])).collect()
}

#[test]
fn the_queries_of_the_page_on_asking_answer_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample(&folder.path().join("store"));
    let path = Path::new(ROOT).join("docs/asking.md");
    let page = fs::read_to_string(&path).unwrap();
    let (queries, answers) = (blocks(&page, "sparql"), blocks(&page, "text"));
    assert!(queries.len() >= 20 && queries.len() == answers.len());
    let mut found = page.clone();
    // From the last on, so that places stay.
    for ((_, query), (at, old)) in queries.iter().zip(&answers).rev() {
        let table = store.sparql(query).unwrap_or_else(|error| panic!("{error}\n{query}"));
        assert!(!table.rows.is_empty(), "no rows, which shows nothing: {query}");
        let answer = format!("{}\n{}", table.columns.join(" | "), lines(&table));
        found.replace_range(*at..at + old.len(), &answer);
    }
    if env::var("CHANCERY_REFRESH").is_ok_and(|what| what == "answers" || what == "cli") {
        fs::write(&path, &found).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap() == found,
        "docs/asking.md is behind: CHANCERY_REFRESH=answers writes it"
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
