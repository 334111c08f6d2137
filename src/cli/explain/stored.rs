//! A claim or an event of the store: what it says, what it rests on, and what was kept apart from it.

use std::io::{self, Write};

use super::{super::report::many, lines::lines};
use crate::{
    graph::{BoundClaim, StoredClaim, StoredEvent, in_words},
    project::Explanation,
    rules::Claim,
};

/// A claim with its place in the article and its event, then the reasons that reading its sentence again gives.
pub(super) fn print_claim(stored: &StoredClaim, explanation: &Explanation, out: &mut impl Write) -> io::Result<()> {
    let reasons = explanation.reasons_of(&stored.claim);
    writeln!(out, "{}", reasons.in_words)?;
    lines(&[("claim", &stored.claim.claim), ("event", &stored.event)], out)?;
    place(&stored.claim, out)?;
    reasons.reasons.iter().try_for_each(|(what, why)| lines(&[(what, why)], out))
}

/// Where a claim stands and its words.
fn place(claim: &Claim, out: &mut impl Write) -> io::Result<()> {
    let published = match claim.published.as_str() {
        "" => "without a day of publication".to_owned(),
        day => format!("published on {day}"),
    };
    let article = format!("{}, characters {} to {}, {published}", claim.article, claim.begin, claim.end);
    lines(&[("article", &article), ("words", &claim.sentence)], out)
}

/// An event, its history, the claims that it rests on with what binds each of them, and the events that it is not.
pub(super) fn print_event(event: &StoredEvent, full: bool, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", event.in_words())?;
    let told = if event.asserted { "told as a fact" } else { "not told as a fact by any article" };
    let claims = many(event.claims.len() as u64, "claim");
    let reports = format!("{claims} from {}, {} independent", many(event.reports as u64, "article"), event.independent);
    lines(
        &[
            ("event", &format!("{} ({}), {told}", event.id, event.relation)),
            ("date", event.date.as_deref().unwrap_or("unknown")),
            ("reports", &reports),
        ],
        out,
    )?;
    for step in history(event) {
        lines(&[("history", &step)], out)?;
    }
    for BoundClaim { claim, because, copy_of, .. } in &event.claims {
        writeln!(out, "\n{}", in_words(claim))?;
        lines(&[("claim", &claim.claim)], out)?;
        place(claim, out)?;
        if full {
            let states = format!("{}, {}, {}", claim.polarity, claim.status, claim.voice);
            lines(&[("rule", &claim.rule), ("states", &states)], out)?;
        }
        if !copy_of.is_empty() {
            lines(&[("copy of", &copy_of.join(", "))], out)?;
        }
        lines(&[("belongs here", because)], out)?;
    }
    if !event.others.is_empty() {
        writeln!(out, "\nOther events between the same actors, kept apart:")?;
    }
    for other in &event.others {
        let date = other.date.as_deref().unwrap_or("undated");
        let place = other.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
        let relation = if other.relation == event.relation { String::new() } else { format!("{}, ", other.relation) };
        writeln!(out, "  {} ({relation}{date}{place}): {}", other.id, other.because)?;
    }
    Ok(())
}

/// What became of an event, step by step: each state of it with the first article that tells it, by day of publication.
fn history(event: &StoredEvent) -> Vec<String> {
    let mut steps: Vec<(&str, String)> = Vec::new();
    let mut claims: Vec<&Claim> = event.claims.iter().map(|bound| &bound.claim).collect();
    claims.sort_by_key(|claim| (claim.published.is_empty(), &claim.published, &claim.article));
    for claim in claims {
        let state = match claim.polarity.as_str() {
            "negated" => format!("{}, denied", claim.status),
            _ => claim.status.clone(),
        };
        if !steps.iter().any(|(_, known)| *known == state) {
            steps.push((&claim.article, state));
        }
    }
    if steps.len() < 2 {
        return Vec::new();
    }
    let day = |article: &str| {
        let claim = event.claims.iter().map(|bound| &bound.claim).find(|claim| claim.article == article);
        claim.map_or("", |claim| claim.published.as_str()).to_owned()
    };
    steps
        .into_iter()
        .map(|(article, state)| {
            let published = day(article);
            let published = if published.is_empty() { "undated" } else { &published };
            format!("{state} ({article}, {published})")
        })
        .collect()
}
