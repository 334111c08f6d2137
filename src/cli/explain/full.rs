//! With `--full`: what each floor made of a sentence, from the tree to the rules that did not fire.

use std::io::{self, Write};

use super::lines::fold;
use crate::{
    clauses::{Attribution, Clause, Role},
    entities::Candidate,
    project::Explanation,
    reference::Reading,
    syntax::Sentence,
};

/// What was read in a sentence, floor by floor.
pub(super) fn print(explanation: &Explanation, number: usize, out: &mut impl Write) -> io::Result<()> {
    let reading = &explanation.reading;
    writeln!(out, "\ntree")?;
    let sentence = &reading.sentences[number];
    if let Some(root) = sentence.root() {
        tree(sentence, root, "  ", "  ", out)?;
    }
    mends(reading, number, out)?;
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
    let mut any = false;
    for found in &explanation.clauses {
        if reading.clauses[found.clause].sentence == number {
            any = true;
            writeln!(out, "  {}", found.to_string().replace('\n', "\n  "))?;
        }
    }
    none(any, out)
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

/// The mends that changed the parser's tree, with the words that hang elsewhere since; nothing where none did.
fn mends(reading: &Reading, sentence: usize, out: &mut impl Write) -> io::Result<()> {
    for mended in reading.mends.iter().filter(|mended| mended.sentence == sentence) {
        let tokens = &reading.sentences[sentence].tokens;
        let words: Vec<&str> = mended.tokens.iter().map(|&token| tokens[token].form.as_str()).collect();
        writeln!(out, "  mended, {}: {}", mended.mend, words.join(", "))?;
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
