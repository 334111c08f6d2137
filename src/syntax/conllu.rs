//! CoNLL-U in and out: the exchange format of Universal Dependencies.
//!
//! Trees from elsewhere (treebanks, other parsers, a user's corrections) enter here, and ours leave here, so that any
//! UD tool can read and score them. Comments and the sentences' texts are kept in [`Block`]s beside the trees; of
//! MISC only `SpaceAfter` is kept, and XPOS, enhanced graphs, empty nodes and features that [`Feats`] has no field for
//! are dropped. Offsets count characters of [`Document::text`], which is rebuilt from the `# text` comments where the
//! tokens agree with them, else from the forms and `SpaceAfter=No`.

use std::fmt::Write as _;

use super::{Deprel, Feats, Sentence, Token, Upos};
use crate::text::{Characters, Span};

/// What is wrong with a CoNLL-U text, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct ConlluError {
    /// The line of the problem, from 1.
    pub line: usize,
    /// The problem in words.
    pub problem: String,
}

/// A sentence with what CoNLL-U says around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The comment lines without their `# `, in order, except `text = …`, `newdoc` and `newpar`, which are derived.
    pub comments: Vec<String>,
    /// Whether a document begins here.
    pub new_document: bool,
    /// The tree.
    pub sentence: Sentence,
}

/// The sentences of a CoNLL-U file over the text that they make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The sentences' texts, a space between two of them, a blank line between paragraphs. Spans count its characters.
    pub text: String,
    /// The sentences in order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// The trees alone.
    #[must_use]
    pub fn into_sentences(self) -> Vec<Sentence> {
        self.blocks.into_iter().map(|block| block.sentence).collect()
    }
}

/// The trees of a CoNLL-U text, with spans over [`Document::text`] of the same input.
///
/// # Errors
/// The first line that is not CoNLL-U, or that belongs to a sentence whose heads make no tree.
pub fn read(text: &str) -> Result<Vec<Sentence>, ConlluError> {
    read_document(text).map(Document::into_sentences)
}

/// The trees of a CoNLL-U text with their comments, and the running text that their spans count in.
///
/// Columns that say nothing (`_`) are legal, so that bare tokens can be read: the tag is then `X`, and a sentence
/// none of whose words has a head gets a flat tree under its first word.
///
/// # Errors
/// The first line that is not CoNLL-U, or that belongs to a sentence whose heads make no tree.
pub fn read_document(text: &str) -> Result<Document, ConlluError> {
    let mut reader = Reader::default();
    let mut pending = Pending::default();
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let line = line.strip_prefix('\u{feff}').filter(|_| index == 0).unwrap_or(line);
        if line.trim().is_empty() {
            reader.finish(std::mem::take(&mut pending))?;
        } else if let Some(comment) = line.strip_prefix('#') {
            pending.comment(comment.trim());
        } else {
            pending.word(line, number)?;
        }
    }
    reader.finish(pending)?;
    Ok(reader.document)
}

/// A word line, before its sentence is complete.
struct Row {
    line: usize,
    form: String,
    lemma: String,
    upos: Upos,
    feats: Feats,
    /// `None` for `_`, 0 for the root, else the number of the head.
    head: Option<usize>,
    deprel: Option<Deprel>,
    space_after: bool,
}

/// A multiword token: words `first..=last` (from 0) are written as one form.
struct Range {
    first: usize,
    last: usize,
    form: String,
    space_after: bool,
}

#[derive(Default)]
struct Pending {
    comments: Vec<String>,
    text: Option<String>,
    new_document: bool,
    new_paragraph: bool,
    rows: Vec<Row>,
    ranges: Vec<Range>,
}

fn error(line: usize, problem: impl Into<String>) -> ConlluError {
    ConlluError { line, problem: problem.into() }
}

impl Pending {
    fn comment(&mut self, comment: &str) {
        let is = |name: &str| comment == name || comment.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '));
        if is("newdoc") {
            self.new_document = true;
            self.new_paragraph = true;
        } else if is("newpar") {
            self.new_paragraph = true;
        } else if let Some(text) = comment.strip_prefix("text =") {
            self.text = Some(text.trim().to_owned());
        } else {
            self.comments.push(comment.to_owned());
        }
    }

    fn word(&mut self, line: &str, number: usize) -> Result<(), ConlluError> {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, _, feats, head, deprel, _, misc] = columns.as_slice() else {
            return Err(error(number, format!("{} columns between tabs, a word line has 10", columns.len())));
        };
        if id.contains('.') {
            // An empty node of the enhanced graph: no word of the text.
            return Ok(());
        }
        if form.is_empty() {
            return Err(error(number, "the form is empty"));
        }
        let space_after = !misc.split('|').any(|item| item == "SpaceAfter=No");
        let next = self.rows.len() + 1;
        if let Some((first, last)) = id.split_once('-') {
            return match (first.parse::<usize>(), last.parse::<usize>()) {
                (Ok(first), Ok(last)) if first == next && last >= first => {
                    self.ranges.push(Range { first: first - 1, last: last - 1, form: form.to_owned(), space_after });
                    Ok(())
                }
                _ => Err(error(number, format!("the multiword token {id} should begin at {next}"))),
            };
        }
        if id.parse() != Ok(next) {
            return Err(error(number, format!("the word has number {id}, expected {next}")));
        }
        let known = |text: &str| (text != "_").then(|| text.to_owned());
        let head = known(head)
            .map(|text| text.parse().map_err(|_| error(number, format!("the head {text} is not a number"))))
            .transpose()?;
        let deprel = known(deprel).map(|name| relation(&name, number)).transpose()?;
        let upos = match known(upos) {
            Some(name) => Upos::parse(&name).ok_or_else(|| error(number, format!("unknown part of speech {name}")))?,
            None => Upos::X,
        };
        // A lone underscore is itself a word of the text; its lemma is then an underscore too.
        let lemma = if lemma == "_" && form != "_" { String::new() } else { lemma.to_owned() };
        let feats = parse_feats(feats);
        self.rows.push(Row { line: number, form: form.to_owned(), lemma, upos, feats, head, deprel, space_after });
        Ok(())
    }
}

/// The relation of that name. A universal relation without an English use is `dep`; anything else is an error.
fn relation(name: &str, line: usize) -> Result<Deprel, ConlluError> {
    match Deprel::parse_lenient(name) {
        Some(deprel) => Ok(deprel),
        None if name.split(':').next() == Some("clf") => Ok(Deprel::Dep),
        None => Err(error(line, format!("unknown relation {name}"))),
    }
}

/// The features that rules use, from a FEATS column; others are dropped.
pub(crate) fn parse_feats(text: &str) -> Feats {
    let mut feats = Feats::default();
    for (name, value) in text.split('|').filter_map(|item| item.split_once('=')) {
        // A feature or a value that no rule asks for is dropped.
        let _known = feats.set(name, value);
    }
    feats
}

/// The features as a FEATS column, `_` for none.
pub(crate) fn format_feats(feats: &Feats) -> String {
    let written: Vec<String> = feats.named().map(|(name, value)| format!("{name}={value}")).collect();
    if written.is_empty() { "_".to_owned() } else { written.join("|") }
}

#[derive(Default)]
struct Reader {
    document: Document,
    /// Characters of the document's text so far.
    length: usize,
    paragraph: usize,
}

impl Reader {
    fn finish(&mut self, pending: Pending) -> Result<(), ConlluError> {
        let Some(first) = pending.rows.first() else {
            return match pending.ranges.is_empty() {
                true => Ok(()),
                false => Err(error(0, "a multiword token without words")),
            };
        };
        let first_line = first.line;
        if let Some(range) = pending.ranges.iter().find(|range| range.last >= pending.rows.len()) {
            return Err(error(first_line, format!("the multiword token {} ends after the sentence", range.form)));
        }
        let heads = heads(&pending.rows)?;
        if !self.document.blocks.is_empty() {
            self.paragraph += usize::from(pending.new_paragraph);
            self.push(if pending.new_paragraph { "\n\n" } else { " " });
        }
        let (text, spans) = lay_out(&pending);
        let start = self.length;
        self.push(&text);
        let tokens: Vec<Token> = pending
            .rows
            .into_iter()
            .zip(heads)
            .zip(spans)
            .map(|((row, head), (span, space_after))| Token {
                span: Span::new(start + span.begin, start + span.end),
                form: row.form,
                lemma: row.lemma,
                upos: row.upos,
                feats: row.feats,
                head,
                deprel: if head.is_none() { Deprel::Root } else { row.deprel.unwrap_or(Deprel::Dep) },
                space_after,
            })
            .collect();
        let span = tokens.iter().map(|token| token.span).reduce(Span::join).unwrap_or_default();
        let sentence = Sentence { span, paragraph: self.paragraph, tokens };
        let Pending { comments, new_document, .. } = pending;
        self.document.blocks.push(Block { comments, new_document, sentence });
        Ok(())
    }

    fn push(&mut self, text: &str) {
        self.document.text.push_str(text);
        self.length += text.chars().count();
    }
}

/// The heads of a sentence's words, from 0; an error unless they make a tree with one root.
fn heads(rows: &[Row]) -> Result<Vec<Option<usize>>, ConlluError> {
    let line = rows.first().map_or(0, |row| row.line);
    if rows.iter().all(|row| row.head.is_none()) {
        return Ok((0..rows.len()).map(|index| (index > 0).then_some(0)).collect());
    }
    let mut heads = Vec::with_capacity(rows.len());
    for row in rows {
        match row.head {
            None => return Err(error(row.line, "the word has no head, but others of its sentence do")),
            Some(head) if head > rows.len() => {
                return Err(error(row.line, format!("the head {head} lies outside the sentence")));
            }
            Some(head) => heads.push(head.checked_sub(1)),
        }
    }
    match heads.iter().filter(|head| head.is_none()).count() {
        1 => {}
        count => return Err(error(line, format!("the sentence has {count} roots, expected one"))),
    }
    // 0: not seen, else one more than the word from which it was seen first. Each word is passed once.
    let mut seen = vec![0; heads.len()];
    for start in 0..heads.len() {
        let mut here = start;
        while seen[here] == 0 {
            seen[here] = start + 1;
            match heads[here] {
                Some(head) => here = head,
                None => break,
            }
        }
        if seen[here] == start + 1 && heads[here].is_some() {
            return Err(error(rows[here].line, "the word is its own ancestor"));
        }
    }
    Ok(heads)
}

/// The sentence's text, and for each word its characters in it and whether a space follows.
fn lay_out(pending: &Pending) -> (String, Vec<(Span, bool)>) {
    let mut surface: Vec<(usize, usize, &str, bool)> = Vec::new();
    let mut ranges = pending.ranges.iter().peekable();
    let mut index = 0;
    while index < pending.rows.len() {
        if let Some(range) = ranges.next_if(|range| range.first == index) {
            surface.push((range.first, range.last, &range.form, range.space_after));
            index = range.last + 1;
        } else {
            let row = &pending.rows[index];
            surface.push((index, index, &row.form, row.space_after));
            index += 1;
        }
    }
    let (text, places) = pending
        .text
        .as_deref()
        .and_then(|text| align(text, &surface).map(|places| (text.to_owned(), places)))
        .unwrap_or_else(|| join(&surface));
    let mut spans = Vec::with_capacity(pending.rows.len());
    for (&(first, last, ..), &(place, space_after)) in surface.iter().zip(&places) {
        let words = &pending.rows[first..=last];
        let lengths: Vec<usize> = words.iter().map(|row| row.form.chars().count()).collect();
        // The parts of "don't" have their own characters; those of "gonna" written as "going to" share the whole.
        let adds_up = lengths.iter().sum::<usize>() == place.len();
        let mut begin = place.begin;
        for (position, length) in lengths.iter().enumerate() {
            let span = if adds_up { Span::new(begin, begin + length) } else { place };
            begin += length;
            spans.push((span, space_after && position + 1 == words.len()));
        }
    }
    (text, spans)
}

/// The characters of each form in `text`; `None` where they do not cover it in order.
fn align(text: &str, surface: &[(usize, usize, &str, bool)]) -> Option<Vec<(Span, bool)>> {
    let mut rest = text;
    let mut begin = 0;
    let mut places = Vec::with_capacity(surface.len());
    for (_, _, form, _) in surface {
        rest = rest.strip_prefix(form)?;
        let end = begin + form.chars().count();
        let trimmed = rest.trim_start();
        let gap = rest[..rest.len() - trimmed.len()].chars().count();
        places.push((Span::new(begin, end), gap > 0 || trimmed.is_empty()));
        begin = end + gap;
        rest = trimmed;
    }
    rest.is_empty().then_some(places)
}

fn join(surface: &[(usize, usize, &str, bool)]) -> (String, Vec<(Span, bool)>) {
    let mut text = String::new();
    let mut places = Vec::with_capacity(surface.len());
    let mut begin = 0;
    for (position, &(_, _, form, space_after)) in surface.iter().enumerate() {
        let end = begin + form.chars().count();
        text.push_str(form);
        begin = end;
        if space_after && position + 1 < surface.len() {
            text.push(' ');
            begin += 1;
        }
        places.push((Span::new(end - form.chars().count(), end), space_after));
    }
    (text, places)
}

/// Sentences as CoNLL-U, numbered by `# sent_id`, with `# text` taken from the text that their spans count in.
///
/// A new paragraph is marked by `# newpar`. Words that are written together as one (`don't`) get their multiword line.
#[must_use]
pub fn write(sentences: &[Sentence], text: &str) -> String {
    let source = Characters::new(text);
    let mut out = String::new();
    for (index, sentence) in sentences.iter().enumerate() {
        if index == 0 || sentences[index - 1].paragraph != sentence.paragraph {
            out.push_str("# newpar\n");
        }
        let _ = writeln!(out, "# sent_id = {}", index + 1);
        write_sentence(&mut out, sentence, &source);
    }
    out
}

/// A document as CoNLL-U, its comments kept.
#[must_use]
pub fn write_document(document: &Document) -> String {
    let source = Characters::new(&document.text);
    let mut out = String::new();
    let mut paragraph = None;
    for block in &document.blocks {
        if block.new_document {
            out.push_str("# newdoc\n");
        }
        if paragraph != Some(block.sentence.paragraph) {
            out.push_str("# newpar\n");
            paragraph = Some(block.sentence.paragraph);
        }
        for comment in &block.comments {
            let _ = writeln!(out, "# {comment}");
        }
        write_sentence(&mut out, &block.sentence, &source);
    }
    out
}

/// White space folded, since a tab or a line break would end the column or the comment.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn write_sentence(out: &mut String, sentence: &Sentence, source: &Characters<'_>) {
    let _ = writeln!(out, "# text = {}", folded(source.of(sentence.span)));
    let tokens = &sentence.tokens;
    let mut covered = 0;
    for (index, token) in tokens.iter().enumerate() {
        let last = written_together(tokens, index);
        if index >= covered && last > index {
            let span = token.span.join(tokens[last].span);
            let form = folded(source.of(span));
            let space = if tokens[last].space_after { "_" } else { "SpaceAfter=No" };
            let _ = writeln!(out, "{}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{space}", index + 1, last + 1);
            covered = last + 1;
        }
        let misc = if token.space_after || index < covered { "_" } else { "SpaceAfter=No" };
        let lemma = if token.lemma.is_empty() { "_" } else { &token.lemma };
        let (form, lemma) = (folded(&token.form), folded(lemma));
        let feats = format_feats(&token.feats);
        let head = token.head.map_or(0, |head| head + 1);
        let (upos, deprel) = (token.upos.as_str(), token.deprel.as_str());
        let _ = writeln!(out, "{}\t{form}\t{lemma}\t{upos}\t_\t{feats}\t{head}\t{deprel}\t_\t{misc}", index + 1);
    }
    out.push('\n');
}

/// The last word of the multiword token that begins at `first`; `first` itself where there is none.
///
/// The English treebanks write as one what has letters on both sides of the seam, an apostrophe counting as a letter
/// of what follows it: "do|n't", "Moscow|'s", "can|not"; a hyphen or a full stop is a word of its own.
pub(crate) fn written_together(tokens: &[Token], first: usize) -> usize {
    let mut last = first;
    while let (Some(left), Some(right)) = (tokens.get(last), tokens.get(last + 1)) {
        if left.space_after || (left.span.end != right.span.begin && left.span != right.span) {
            break;
        }
        let mut letters = right.form.chars();
        let first_letter =
            letters.next().map(|letter| if matches!(letter, '\'' | '’') { letters.next() } else { Some(letter) });
        let starts = first_letter.flatten().is_some_and(char::is_alphabetic) || right.form == "'" || right.form == "’";
        let ends = left.form.chars().next_back().is_some_and(char::is_alphanumeric) || left.form.ends_with('.');
        if !(starts && ends && right.upos != Upos::Punct) {
            break;
        }
        last += 1;
    }
    last
}

#[cfg(test)]
mod tests {
    use super::{read, read_document, write, write_document};
    use crate::{
        syntax::{Deprel, Person, Upos},
        text::Span,
    };

    const TEXT: &str = "# newdoc id = a
# newpar
# sent_id = a-1
# text = Wang  didn't go.
1\tWang\tWang\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t4:nsubj\t_
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\tVBD\tMood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t_\t_
4\tgo\tgo\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
4.1\tgo\tgo\tVERB\t_\t_\t_\t_\t_\t_
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newpar
# sent_id = a-2
1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\tSpaceAfter=No
2\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\t_
";

    #[test]
    fn offsets_follow_the_text_comment_and_the_spaces() {
        let document = read_document(TEXT).unwrap();
        assert_eq!(document.text, "Wang  didn't go.\n\nYes!");
        let first = &document.blocks[0].sentence;
        let spans: Vec<_> = first.tokens.iter().map(|token| (token.span.begin, token.span.end)).collect();
        assert_eq!(spans, [(0, 4), (6, 9), (9, 12), (13, 15), (15, 16)]);
        assert_eq!(first.tokens[1].feats.person, Some(Person::Third));
        assert_eq!(first.root(), Some(3));
        assert!(!first.tokens[1].space_after && first.tokens[2].space_after);
        let second = &document.blocks[1].sentence;
        assert_eq!((second.span, second.paragraph), (Span::new(18, 22), 1));
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let document = read_document(TEXT).unwrap();
        let written = write_document(&document);
        assert!(written.contains("# sent_id = a-1\n"));
        assert!(written.contains("2-3\tdidn't\t_"));
        // White space is folded in the comment, so the second reading starts from the folded text.
        let again = read_document(&written).unwrap();
        assert_eq!(write_document(&again), written);
        let plain = write(&document.clone().into_sentences(), &document.text);
        assert_eq!(read(&plain).unwrap(), again.into_sentences());
    }

    #[test]
    fn bare_tokens_are_legal() {
        let sentences = read("1\tHe\t_\t_\t_\t_\t_\t_\t_\t_\n2\tleft\t_\t_\t_\t_\t_\t_\t_\t_\n").unwrap();
        assert_eq!(sentences[0].tokens[1].head, Some(0));
        assert_eq!(sentences[0].tokens[1].upos, Upos::X);
        assert_eq!(sentences[0].tokens[1].deprel, Deprel::Dep);
    }

    #[test]
    fn errors_name_the_line() {
        let line = |id: &str, upos: &str, head: &str, deprel: &str| {
            format!("{id}\ta\ta\t{upos}\t_\t_\t{head}\t{deprel}\t_\t_\n")
        };
        let root = line("1", "NOUN", "0", "root");
        for (text, number, part) in [
            ("# x\n1\ta\tb\n".to_owned(), 2, "3 columns"),
            (line("2", "NOUN", "0", "root"), 1, "expected 1"),
            (line("1", "NOMEN", "0", "root"), 1, "NOMEN"),
            (line("1", "NOUN", "x", "root"), 1, "not a number"),
            (root.clone() + &line("2", "NOUN", "9", "dep"), 2, "outside"),
            (root.clone() + &line("2", "NOUN", "0", "root"), 1, "2 roots"),
            (root.clone() + &line("2", "NOUN", "3", "dep") + &line("3", "NOUN", "2", "dep"), 2, "ancestor"),
            (root.clone() + &line("2", "NOUN", "_", "dep"), 2, "no head"),
            (line("1", "NOUN", "0", "subject"), 1, "subject"),
        ] {
            let error = read(&text).unwrap_err();
            assert_eq!(error.line, number, "{text}{error}");
            assert!(error.to_string().contains(part), "{error}");
        }
    }

    #[test]
    fn nothing_is_no_sentence() {
        assert_eq!(read(""), Ok(Vec::new()));
        assert_eq!(read("\n\n# a comment\n\n"), Ok(Vec::new()));
    }
}
