//! A string in, claims out: `cargo run --release --example extract`.
//!
//! Nothing is written to disk, and no network is used. The library needs no default feature for this.
#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use chancery::{Project, in_words, text::plain_article};

fn main() {
    // Rules, names and the language model are compiled into the library.
    let project = Project::embedded();
    // The first line gives the day of publication, which turns "Thursday" into a date; without it the date stays open.
    let article = plain_article(
        "bali.txt",
        "date 2022-07-09\n\
         Wang Yi met Sergei Lavrov in Bali on Thursday. Lavrov said that Moscow would send grain to Egypt.",
    );
    for claim in project.extractor().extract(article).claims {
        println!("{}", in_words(&claim));
        println!("    {} | {} | {}", claim.subject, claim.relation, claim.object);
        println!(
            "    {}, {}, {}; date: {}; said by: {}",
            claim.polarity, claim.status, claim.voice, claim.date, claim.claimed_by
        );
        println!("    {} ({} to {})", claim.sentence, claim.begin, claim.end);
    }
}
