//! `chancery explain`: what each floor made of a sentence, and why the nearest rules did not fire; for a claim or an event
//! of the store also what it rests on.

use std::io::{self, Write};

use anyhow::bail;
use clap::Args;
use jiff::civil::Date;

use super::{Outcome, articles::day, report::many, rules::RuleArguments, store::StoreArguments};
use crate::{
    clauses::{Attribution, Clause, Reading, Role},
    entities::Candidate,
    graph::StoredEvent,
    project::Explanation,
    rules::{Claim, ClauseExplanation, nearest},
    syntax::Sentence,
    text::{DateFrom, parse_day, plain_article},
};

const EXAMPLES: &str = "\
Examples:
  chancery explain \"Wang Yi met Sergei Lavrov in Bali on Thursday.\" --date 2022-07-09
  chancery explain \"Beijing refused to condemn the invasion.\"
  chancery explain c-1f0e9a7d5c3b           a claim of the store, by its id
  chancery explain ev-5a1c77d0e2f4          an event of the store: its claims, what bound them, what kept others out";

/// Show how a sentence or a claim came about: tree, mentions, dates, clauses, the rule that fired and the nearest others
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A sentence, or several; or the id of a claim (c-…) or an event (ev-…) of the store
    #[arg(value_name = "SENTENCE|ID")]
    what: String,

    /// Day of publication, against which "Thursday" is read
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<Date>,

    #[command(flatten)]
    rules: RuleArguments,

    #[command(flatten)]
    store: StoreArguments,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let project = arguments.rules.project()?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let (mut text, mut date) = (arguments.what.clone(), arguments.date);
    let id = arguments.what.trim();
    let is_id =
        !id.contains(char::is_whitespace) && (id.starts_with("c-") || id.starts_with("ev-") || id.contains("://"));
    if is_id {
        let store = arguments.store.open()?;
        if let Some(event) = store.event(id)? {
            print_event(&event, &mut out)?;
            out.flush()?;
            return Ok(Outcome::Done);
        }
        let Some(claim) = store.claim(id)? else {
            bail!("{}: there is no claim and no event {id:?}", arguments.store.folder().display())
        };
        print_claim(&claim.claim, &mut out)?;
        writeln!(out, "  event: {}\n", claim.event)?;
        date = parse_day(&claim.claim.published);
        text = claim.claim.sentence;
    }
    let mut article = plain_article("sentence", text);
    if let (None, Some(date)) = (article.published, date) {
        article.published = Some(date);
        article.date_from = Some(DateFrom::Option);
    }
    print(&project.explain(article), &mut out)?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// An event, the claims that it rests on with what binds them, its history, and what was kept out.
fn print_event(event: &StoredEvent, out: &mut impl Write) -> io::Result<()> {
    let told = if event.asserted { "told as a fact" } else { "not told as a fact by any article" };
    writeln!(out, "{}: {} ({}), {told}", event.id, event.relation, event.actors.join(", "))?;
    writeln!(out, "  date: {}", event.date.as_deref().unwrap_or("unknown"))?;
    if let Some(place) = &event.place {
        writeln!(out, "  place: {place}")?;
    }
    let claims = many(event.claims.len() as u64, "claim");
    writeln!(out, "  {claims} from {}, {} independent", many(event.reports as u64, "article"), event.independent)?;
    for step in history(event) {
        writeln!(out, "  {step}")?;
    }
    for bound in &event.claims {
        writeln!(out)?;
        print_claim(&bound.claim, out)?;
        if !bound.copy_of.is_empty() {
            writeln!(out, "  copy of: {}", bound.copy_of.join(", "))?;
        }
        writeln!(out, "  bound: {}", bound.because)?;
    }
    if !event.others.is_empty() {
        writeln!(out, "\nkept apart")?;
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
            format!("history: {state} ({article}, {published})")
        })
        .collect()
}

/// A claim, what it says and where.
fn print_claim(claim: &Claim, out: &mut impl Write) -> io::Result<()> {
    let Claim { subject, relation, object, polarity, status, voice, .. } = claim;
    writeln!(out, "{}: {subject} | {relation} | {object} ({polarity}, {status}, {voice})", claim.claim)?;
    let place = format!("{}, characters {} to {}", claim.article, claim.begin, claim.end);
    for (name, value) in [
        ("by", &claim.claimed_by),
        ("date", &claim.date),
        ("place", &claim.place),
        ("rule", &claim.rule),
        ("in", &place),
        ("published", &claim.published),
        ("sentence", &claim.sentence),
    ] {
        if !value.is_empty() {
            writeln!(out, "  {name}: {value}")?;
        }
    }
    Ok(())
}

/// Prints sentence by sentence: what was read, floor by floor.
fn print(explanation: &Explanation, out: &mut impl Write) -> io::Result<()> {
    let reading = &explanation.reading;
    let article = &reading.article;
    for (number, sentence) in reading.sentences.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", fold(sentence.span.of(&article.text)))?;
        writeln!(out, "\ntree")?;
        if let Some(root) = sentence.root() {
            tree(sentence, root, "  ", "  ", out)?;
        }
        mentions(explanation, number, out)?;
        times(reading, number, out)?;
        writeln!(out, "\nclauses")?;
        let mut any = false;
        for clause in reading.clauses.iter().filter(|clause| clause.sentence == number) {
            any = true;
            print_clause(reading, clause, out)?;
        }
        none(any, out)?;
        writeln!(out, "\nrules")?;
        silence(explanation, number, out)?;
        let mut any = false;
        for found in &explanation.clauses {
            if reading.clauses[found.clause].sentence == number {
                any = true;
                writeln!(out, "  {}", found.to_string().replace('\n', "\n  "))?;
            }
        }
        none(any, out)?;
    }
    if reading.sentences.is_empty() {
        writeln!(out, "there is no sentence in this")?;
    }
    Ok(())
}

/// For a sentence without a claim: the rule that came nearest, and the condition that failed.
fn silence(explanation: &Explanation, sentence: usize, out: &mut impl Write) -> io::Result<()> {
    let here = |found: &&ClauseExplanation| explanation.reading.clauses[found.clause].sentence == sentence;
    let clauses: Vec<&ClauseExplanation> = explanation.clauses.iter().filter(here).collect();
    if clauses.is_empty() || clauses.iter().any(|clause| !clause.claims.is_empty()) {
        return Ok(());
    }
    match nearest(clauses) {
        Some(miss) => {
            writeln!(out, "  nothing is claimed; {} ({}) came nearest: {}", miss.rule, miss.relation, miss.reason)
        }
        None => writeln!(out, "  nothing is claimed: no rule starts with any of these clauses"),
    }
}

fn none(any: bool, out: &mut impl Write) -> io::Result<()> {
    if any { Ok(()) } else { writeln!(out, "  none") }
}

/// A token and its children below it, each level drawn one step to the right.
fn tree(sentence: &Sentence, index: usize, lead: &str, below: &str, out: &mut impl Write) -> io::Result<()> {
    let token = &sentence.tokens[index];
    let lemma = if token.lemma == token.form { String::new() } else { format!(" ({})", token.lemma) };
    writeln!(out, "{lead}{}{lemma}  {} {}", token.form, token.upos.as_str(), token.deprel.as_str())?;
    let children: Vec<usize> = sentence.children(index).collect();
    for (position, &child) in children.iter().enumerate() {
        let last = position + 1 == children.len();
        let (branch, rest) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        tree(sentence, child, &format!("{below}{branch}"), &format!("{below}{rest}"), out)?;
    }
    Ok(())
}

fn mentions(explanation: &Explanation, sentence: usize, out: &mut impl Write) -> io::Result<()> {
    let reading = &explanation.reading;
    writeln!(out, "\nmentions")?;
    let mut any = false;
    let all = reading.entities.mentions.iter().zip(&explanation.candidates);
    for (mention, others) in all.filter(|(mention, _)| mention.sentence == sentence) {
        any = true;
        let words = fold(mention.span.of(&reading.article.text));
        let named: Vec<String> = mention
            .entities
            .iter()
            .map(|&index| {
                let entity = &reading.entities.entities[index];
                let known = match (&entity.wikidata, entity.minted) {
                    (Some(wikidata), _) => format!(", {wikidata}"),
                    (None, true) => ", from the text".to_owned(),
                    (None, false) => String::new(),
                };
                let code = entity.code.as_ref().map(|code| format!(", {code}")).unwrap_or_default();
                let kind = format!("{:?}", entity.kind).to_lowercase();
                format!("{} [{}] ({kind}{known}{code})", entity.label, entity.id.0)
            })
            .collect();
        let named = if named.is_empty() { "nobody known".to_owned() } else { named.join(" and ") };
        writeln!(out, "  “{words}” = {named}; by {}", mention.decided_by)?;
        if !others.is_empty() {
            let others: Vec<String> = others.iter().map(candidate).collect();
            let why = if mention.entities.is_empty() { "may be, and nothing here decides" } else { "not" };
            writeln!(out, "      {why}: {}", others.join(", "))?;
        }
    }
    none(any, out)
}

/// "Georgia [georgia-united-states] (place, United States)"
fn candidate(candidate: &Candidate) -> String {
    let Candidate { id, label, kind, country } = candidate;
    let kind = format!("{kind:?}").to_lowercase();
    let of = if country.is_empty() || country == label { String::new() } else { format!(", {country}") };
    format!("{label} [{id}] ({kind}{of})")
}

fn times(reading: &Reading, sentence: usize, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\ndates")?;
    let mut any = false;
    for time in reading.times.iter().filter(|time| time.sentence == sentence) {
        any = true;
        let words = fold(time.span.of(&reading.article.text));
        let date = if time.date.text.is_empty() { "no calendar date" } else { &time.date.text };
        writeln!(out, "  “{words}” = {date} ({}); by {}", time.value, time.rule)?;
    }
    none(any, out)
}

fn print_clause(reading: &Reading, clause: &Clause, out: &mut impl Write) -> io::Result<()> {
    let kind = format!("{:?}", clause.kind).to_lowercase();
    writeln!(out, "  {} ({kind}): {}", clause.lemma, states(reading, clause))?;
    let sentence = &reading.sentences[clause.sentence];
    for argument in &clause.arguments {
        let role = match &argument.role {
            Role::Subject => "subject",
            Role::Object => "object",
            Role::Recipient => "recipient",
            Role::Oblique(preposition) => preposition,
            Role::Complement => "complement",
        };
        let words = match argument.mention {
            Some(mention) => fold(reading.entities.mentions[mention].span.of(&reading.article.text)),
            None => sentence.tokens.get(argument.token).map(|token| token.form.clone()).unwrap_or_default(),
        };
        let clause = argument.clause.map(|index| format!(" (clause {})", reading.clauses[index].lemma));
        writeln!(out, "      {role}: {words}{}", clause.unwrap_or_default())?;
    }
    Ok(())
}

/// Polarity, status, date, place and voice, in words.
fn states(reading: &Reading, clause: &Clause) -> String {
    let article = &reading.article;
    let mention = |index: usize| fold(reading.entities.mentions[index].span.of(&article.text));
    let mut words = vec![clause.polarity.as_str().to_owned(), clause.status.as_str().to_owned()];
    if let Some(time) = clause.time {
        words.push(format!("when “{}”", fold(reading.times[time].span.of(&article.text))));
    }
    if let Some(place) = clause.place {
        words.push(format!("where “{}”", mention(place)));
    }
    let mut voice = clause.voice.as_ref();
    if voice.is_none() {
        words.push("says the article".to_owned());
    }
    while let Some(Attribution { source, source_text, via, verb, outer }) = voice {
        let who = match source {
            Some(source) => mention(*source),
            None if source_text.is_empty() => "somebody".to_owned(),
            None => source_text.clone(),
        };
        let via = via.map(|via| format!(" through “{}”", mention(via))).unwrap_or_default();
        words.push(format!("says “{who}” ({verb}){via}"));
        voice = outer.as_deref();
    }
    words.join(", ")
}

/// White space folded to single spaces.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
