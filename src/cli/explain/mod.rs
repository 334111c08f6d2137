//! `chancery explain`: what is claimed, in a sentence, and why. It takes a text, or the id of a claim or an event of the store.
//!
//! The claim comes first and the reasons below it; trees and the rules that came near are for those who ask (`--full`).

mod full;
mod lines;
mod pair;
mod stored;

use std::io::{self, Write};

use anyhow::bail;
use clap::Args;
use jiff::civil::Date;

use lines::{fold, lines};

use super::{articles::day, outcome::Outcome, rules::RuleArguments, store::StoreArguments};
use crate::{
    project::Explanation,
    text::{DateFrom, parse_day, plain_article},
};

const EXAMPLES: &str = "\
Examples:
  chancery explain \"Wang Yi met Sergei Lavrov in Bali on Thursday.\" --date 2022-07-09
  chancery explain \"Beijing refused to condemn the invasion.\" --full
  chancery explain c-1f0e9a7d5c3b           a claim of the store, by its id
  chancery explain ev-5a1c77d0e2f4          an event of the store, by its id";

/// Say what is claimed by a sentence, a claim or an event, and why
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A sentence, or several; or the id of a claim (c-…), an event (ev-…) or a pair of actors (p-…) of the store
    #[arg(value_name = "SENTENCE|ID")]
    what: String,

    /// Day of publication, against which "Thursday" is read
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<Date>,

    /// Add trees, mentions, dates, clauses, and the rules that came near without firing
    #[arg(long)]
    full: bool,

    #[command(flatten)]
    rules: RuleArguments,

    #[command(flatten)]
    store: StoreArguments,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let project = arguments.rules.project()?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let id = arguments.what.trim();
    let read = |text: String, published: Option<Date>| {
        let mut article = plain_article("sentence", text);
        if let (None, Some(date)) = (article.published, published) {
            article.published = Some(date);
            article.date_from = Some(DateFrom::Option);
        }
        project.explain(article)
    };
    if !is_id(id) {
        print(&read(arguments.what.clone(), arguments.date), arguments.full, &mut out)?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let store = arguments.store.open()?;
    if let Some(pair) = store.pair(id)? {
        pair::print(&pair, &mut out)?;
    } else if let Some(event) = store.event(id)? {
        stored::print_event(&event, arguments.full, &mut out)?;
    } else if let Some(claim) = store.claim(id)? {
        let explanation = read(claim.claim.sentence.clone(), parse_day(&claim.claim.published).or(arguments.date));
        stored::print_claim(&claim, &explanation, &mut out)?;
        if arguments.full {
            (0..explanation.reading.sentences.len())
                .try_for_each(|number| full::print(&explanation, number, &mut out))?;
        }
    } else {
        bail!(
            "{}: there is no claim and no event {id:?}; `chancery extract` shows the ids of claims, `chancery explain CLAIM` \
             that of its event",
            arguments.store.folder().display()
        );
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn is_id(text: &str) -> bool {
    let known = ["c-", "ev-", "p-"].iter().any(|start| text.starts_with(start));
    !text.contains(char::is_whitespace) && (known || text.contains("://"))
}

/// What `chancery explain` prints of an explanation; `full` as its option of that name.
#[must_use]
pub fn in_text(explanation: &Explanation, full: bool) -> String {
    let mut out = Vec::new();
    // Memory takes all that is written.
    let _ = print(explanation, full, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// Sentence by sentence: its claims with their reasons, or why there is none.
fn print(explanation: &Explanation, full: bool, out: &mut impl Write) -> io::Result<()> {
    let reading = &explanation.reading;
    for (number, sentence) in reading.sentences.iter().enumerate() {
        let words = fold(sentence.span.of(&reading.article.text));
        let claims = explanation.reasons(number);
        let gap = |first: bool, out: &mut dyn Write| if first { Ok(()) } else { writeln!(out) };
        for (index, found) in claims.iter().enumerate() {
            gap(number + index == 0, out)?;
            writeln!(out, "{}", found.in_words)?;
            lines(&[("words", &words)], out)?;
            found.reasons.iter().try_for_each(|(what, why)| lines(&[(what, why)], out))?;
        }
        if claims.is_empty() {
            gap(number == 0, out)?;
            writeln!(out, "Nothing is claimed.")?;
            lines(&[("words", &words), ("reason", &explanation.silence(number))], out)?;
        }
        if full {
            full::print(explanation, number, out)?;
        }
    }
    if reading.sentences.is_empty() {
        writeln!(out, "The text has no sentence.")?;
    }
    Ok(())
}
