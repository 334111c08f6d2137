//! The picture that README begins with shows the graph of the sample articles as it is now.

use std::{collections::BTreeSet, fs, path::Path};

use chancery::{
    export::{self, Selection},
    graph::Store,
    project::{Articles, BuildOptions, InputOptions, Project},
};

use crate::graph::with;

/// `demo` draws this part of the graph.
const AROUND: [&str; 2] = ["xi-jinping", "wang-yi"];

#[test]
fn the_picture_in_readme_is_that_of_the_sample_articles() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let demo = fs::read_to_string(root.join("demo")).unwrap();
    let options: Vec<String> = AROUND.iter().map(|id| format!("--around {id}")).collect();
    assert!(demo.contains(&options.join(" ")), "demo draws another part");
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let articles = Articles::open(&[root.join("data/articles")], InputOptions::default());
    let how = with(|how: &mut BuildOptions| how.threads = 2);
    Project::embedded().build(articles, &store, &how, |_| {}).unwrap();
    let store = Store::open_read_only(&store).unwrap();
    let selection = with(|selection: &mut Selection| {
        selection.filter.around = AROUND.map(str::to_owned).to_vec();
        selection.legend = true;
    });
    let mut drawn = Vec::new();
    export::exporter("dot").unwrap().write(&store, &selection, &|_| Vec::new(), &mut drawn).unwrap();
    let drawn = String::from_utf8(drawn).unwrap();
    // Each node and each arrow of Graphviz's output has its name as a title.
    let name = |text: &str| text.trim().trim_matches('"').to_owned();
    let in_dot: BTreeSet<String> = drawn
        .lines()
        .filter(|line| line.starts_with("  \""))
        .filter_map(|line| line.split_once(" ["))
        .map(|(names, _)| names.split(" -> ").map(name).collect::<Vec<_>>().join(" -> "))
        .collect();
    let picture = fs::read_to_string(root.join("docs/sample-graph.svg")).unwrap();
    let titles = picture.split("<title>").skip(1).filter_map(|rest| rest.split_once("</title>"));
    let in_svg: BTreeSet<String> = titles
        .map(|(title, _)| title.replace("&#45;&gt;", " -> ").replace("&#45;", "-"))
        .filter(|title| title != "chancery")
        .collect();
    assert!(in_dot.len() > 10, "{drawn}");
    assert_eq!(in_svg, in_dot, "run ./demo where Graphviz is and copy demo.svg to docs/sample-graph.svg");
}
