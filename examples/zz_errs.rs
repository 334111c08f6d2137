use chancery::{
    syntax::{conllu, sentences},
    text::Article,
};
use std::collections::BTreeSet;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let mode = std::env::args().nth(2).unwrap();
    let doc = conllu::read_document(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let text = doc.text.clone();
    let gold = doc.into_sentences();
    let chars: Vec<char> = text.chars().collect();
    let pred = sentences::sentences(&Article::new("x", text.clone()));
    let show = |at: usize| {
        let a = at.saturating_sub(45);
        let b = (at + 35).min(chars.len());
        format!(
            "{}|{}",
            chars[a..at].iter().collect::<String>().replace('\n', "¶"),
            chars[at..b].iter().collect::<String>().replace('\n', "¶")
        )
    };
    if mode == "s" {
        let g: BTreeSet<usize> = gold.iter().map(|s| s.span.end).collect();
        let p: BTreeSet<usize> = pred.iter().map(|s| s.span.end).collect();
        for x in p.difference(&g) {
            println!("EXTRA {}", show(*x));
        }
        for x in g.difference(&p) {
            println!("MISS  {}", show(*x));
        }
    } else {
        let g: BTreeSet<(usize, usize)> =
            gold.iter().flat_map(|s| &s.tokens).map(|t| (t.span.begin, t.span.end)).collect();
        let p: BTreeSet<(usize, usize)> =
            pred.iter().flat_map(|s| &s.tokens).map(|t| (t.span.begin, t.span.end)).collect();
        for x in p.difference(&g) {
            println!("EXTRA {:20} {}", chars[x.0..x.1].iter().collect::<String>(), show(x.0));
        }
        for x in g.difference(&p) {
            println!("MISS  {:20} {}", chars[x.0..x.1].iter().collect::<String>(), show(x.0));
        }
    }
}
