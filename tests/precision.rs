//! Claims that were judged by hand, in `tests/precision`: what was right must still be claimed, what was wrong may not
//! come back. The articles lie beside the repository; the exceptions stand in `tests/precision/known.tsv`.

mod shared {
    use std::{
        collections::{BTreeMap, BTreeSet},
        fs,
        path::Path,
    };

    use chancery::{
        rules::{Claim, Extractor},
        text::{Article, parse_day},
    };

    use crate::known;

    const ARTICLES: &str = "../shared/corpus/current-events-2025.jsonl";

    /// A row of a table, by the names of its columns.
    type Row = BTreeMap<String, String>;

    fn tables() -> Vec<(String, Vec<Row>)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/precision");
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|file| file.file_name().unwrap() != "known.tsv");
        files.sort();
        let table = |file: &Path| {
            let text = fs::read_to_string(file).unwrap();
            let mut lines = text.lines().filter(|line| !line.starts_with('#'));
            let names: Vec<&str> = lines.next().unwrap().split('\t').collect();
            let row = |line: &str| {
                let fields = line.split('\t').map(str::to_owned);
                names.iter().map(|name| (*name).to_owned()).zip(fields).collect::<Row>()
            };
            lines.map(row).collect()
        };
        files.iter().map(|file| (file.file_stem().unwrap().to_string_lossy().into_owned(), table(file))).collect()
    }

    fn articles(wanted: &BTreeSet<String>) -> Vec<Article> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(ARTICLES);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let lines = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let read = |line: serde_json::Value| {
            let mut article = Article::new(line["id"].as_str()?, line["text"].as_str()?);
            article.published = line["date"].as_str().and_then(parse_day);
            wanted.contains(&article.id).then_some(article)
        };
        lines.filter_map(read).collect()
    }

    /// What a judge saw of a claim.
    fn seen(claim: &Claim) -> [String; 8] {
        let side = |label: &str, words: &str| if label.is_empty() { words.to_owned() } else { label.to_owned() };
        [
            claim.article.clone(),
            side(&claim.subject, &claim.subject_text),
            claim.relation.clone(),
            side(&claim.object, &claim.object_text),
            claim.date.clone(),
            claim.polarity.clone(),
            claim.status.clone(),
            claim.voice.clone(),
        ]
    }

    fn judged(row: &Row) -> [String; 8] {
        ["article", "subject", "relation", "object", "date", "polarity", "status", "voice"]
            .map(|name| row.get(name).cloned().unwrap_or_default())
    }

    #[test]
    #[ignore = "needs ../shared; ./test runs it where that lies"]
    fn what_was_right_is_claimed_and_what_was_wrong_is_gone() {
        let tables = tables();
        let wanted = tables.iter().flat_map(|(_, rows)| rows).map(|row| row["article"].clone()).collect();
        let extractor = Extractor::embedded();
        let articles = articles(&wanted);
        assert_eq!(articles.len(), wanted.len(), "each article that a judged claim comes from is there");
        let claims: BTreeSet<[String; 8]> = articles
            .into_iter()
            .flat_map(|article| extractor.extract(article).claims)
            .map(|claim| seen(&claim))
            .collect();
        let mut failing = Vec::new();
        let mut judgements = 0;
        for (table, rows) in &tables {
            for row in rows {
                judgements += 1;
                let right = row.iter().all(|(name, mark)| !name.starts_with("x_") || mark.is_empty());
                let claim = judged(row);
                match (right, claims.contains(&claim)) {
                    (true, false) => failing.push(format!("lost\t{table}\t{}", claim.join("\t"))),
                    (false, true) => failing.push(format!("wrong\t{table}\t{}", claim.join("\t"))),
                    _ => {}
                }
            }
        }
        assert!(judgements >= 1000, "{judgements} judgements");
        known::compare(
            "tests/precision/known.tsv",
            "# Judged claims that are no more made though right (lost), or still made though wrong: kind, table, article,\n\
             # subject, relation, object, date, polarity, status, voice. Own work, CC0-1.0. Sorted.\n",
            failing,
            &format!("{judgements} judged claims"),
        );
    }
}
