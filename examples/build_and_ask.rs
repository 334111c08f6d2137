//! Articles into a store, and a question to it: `cargo run --release --example build_and_ask -- [ARTICLES [STORE]]`.
//!
//! Without arguments it reads the sample articles into a store in memory. A store in a folder stays and can be asked
//! again, by this library and by the program.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example shows what it found")]

use std::{env, error::Error, path::PathBuf};

use chancery::{
    graph::{Options, Store},
    project::{Articles, InputOptions, Project, question},
    text::Item,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1).map(PathBuf::from);
    let articles =
        arguments.next().unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles")));
    let project = Project::embedded();
    let mut options = Options::default();
    options.engine = project.engine();
    let store = match arguments.next() {
        Some(folder) => Store::open_or_create(&folder, &options)?,
        None => Store::memory(&options)?,
    };

    // What is added becomes visible as a whole, with the commit.
    let mut batch = store.batch()?;
    for item in Articles::open(&[articles], InputOptions::default()) {
        match item {
            Item::Article(article) => drop(batch.add(&project.extractor().extract(article))?),
            Item::Diagnostic(diagnostic) => eprintln!("{diagnostic}"),
        }
    }
    batch.commit()?;

    // A question of the library, by its name; a path to a file of your own works the same.
    let meetings = question("meetings")?;
    // Entities go by any name that an article could call them by.
    let answer = project.ask(&store, &meetings, &[("actor".to_owned(), "Lavrov".to_owned())])?;
    println!("{}", answer.columns.join("\t"));
    for row in &answer.rows {
        let cells: Vec<&str> = row.iter().map(|cell| cell.as_ref().map_or("", |cell| cell.shown())).collect();
        println!("{}", cells.join("\t"));
    }
    Ok(())
}
