//! Parses text or CoNLL-U and writes trees as CoNLL-U, JSON lines or a picture.

use serde::Serialize;

use crate::{
    syntax::{
        Parser, Sentence, conllu, picture,
        sentences::{LONGEST_SENTENCE, cut},
    },
    text::{Diagnostic, decode, plain_article},
};

/// What the bytes to parse are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseInput {
    /// Running text.
    Text,
    /// CoNLL-U; its sentences and tokens are kept.
    Conllu,
}

/// Why something cannot be parsed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ParseError {
    /// The bytes are not text.
    #[error(transparent)]
    Decode(#[from] crate::text::DecodeError),
    /// The text is not CoNLL-U.
    #[error(transparent)]
    Conllu(#[from] conllu::ConlluError),
}

/// How trees are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseFormat {
    /// CoNLL-U.
    #[default]
    Conllu,
    /// A JSON object a sentence, each on a line.
    Jsonl,
    /// A picture.
    Svg,
}

/// Trees as text, and what the user should know about them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Parsed {
    /// The trees, in the format asked for.
    pub text: String,
    /// Sentences that were too long to be parsed as one.
    pub warnings: Vec<Diagnostic>,
}

/// The trees of a text. Where `input` is `None` the first line that is no comment decides: ten columns parted by tabs
/// are CoNLL-U. `name` is what warnings call the input.
///
/// # Errors
/// Where the bytes are not UTF-8 (or UTF-16 with its mark), or not CoNLL-U where they begin so.
pub fn parse(bytes: &[u8], input: Option<ParseInput>, format: ParseFormat, name: &str) -> Result<Parsed, ParseError> {
    let text = decode(bytes, None)?;
    let parser = Parser::embedded();
    let mut warnings = Vec::new();
    let mut warn = |sentence: &Sentence, text: &str, what: String| {
        let begins: Vec<&str> = sentence.tokens.iter().take(5).map(|token| token.form.as_str()).collect();
        let line = text.chars().take(sentence.span.begin).filter(|&letter| letter == '\n').count() + 1;
        warnings.push(Diagnostic::warning(name, format!("{what}: {:?}", begins.join(" "))).at_line(line));
    };
    let text = match input.unwrap_or_else(|| guess(&text)) {
        ParseInput::Text => {
            let article = plain_article("text", text);
            let sentences = parser.parse(&article);
            // One warning for a run of them: a text without any border may have thousands.
            if let Some(first) = cut(&sentences).next() {
                let what = match cut(&sentences).count() {
                    1 => format!("a stretch of more than {LONGEST_SENTENCE} words without an end was cut there"),
                    n => format!(
                        "stretches of more than {LONGEST_SENTENCE} words without an end were cut there, {n} times; the first"
                    ),
                };
                warn(first, &article.text, what);
            }
            match format {
                ParseFormat::Conllu => conllu::write(&sentences, &article.text),
                ParseFormat::Jsonl => jsonl(&sentences, &article.text),
                ParseFormat::Svg => picture::svg(&sentences),
            }
        }
        ParseInput::Conllu => {
            let mut document = conllu::read_document(&text)?;
            let mut sentences: Vec<_> =
                document.blocks.iter_mut().map(|block| std::mem::take(&mut block.sentence)).collect();
            parser.annotate(&mut sentences);
            for sentence in sentences.iter().filter(|sentence| sentence.tokens.len() > Parser::LONGEST) {
                let (words, most) = (sentence.tokens.len(), Parser::LONGEST);
                // Its line in the file is not that of its text.
                warn(sentence, "", format!("a sentence of {words} words was parsed in pieces of {most}"));
            }
            match format {
                ParseFormat::Jsonl => jsonl(&sentences, &document.text),
                ParseFormat::Svg => picture::svg(&sentences),
                ParseFormat::Conllu => {
                    for (block, sentence) in document.blocks.iter_mut().zip(sentences) {
                        block.sentence = sentence;
                    }
                    conllu::write_document(&document)
                }
            }
        }
    };
    Ok(Parsed { text, warnings })
}

/// A sentence as a line of JSON; characters count as in claims.
#[derive(Serialize)]
struct SentenceRow<'a> {
    sentence: usize,
    paragraph: usize,
    begin: usize,
    end: usize,
    text: String,
    tokens: Vec<TokenRow<'a>>,
}

/// A word of it; `head` is the `id` of another one or 0.
#[derive(Serialize)]
struct TokenRow<'a> {
    id: usize,
    form: &'a str,
    lemma: &'a str,
    upos: &'a str,
    feats: String,
    head: usize,
    deprel: &'a str,
    begin: usize,
    end: usize,
}

fn jsonl(sentences: &[Sentence], text: &str) -> String {
    let mut out = String::new();
    let mut letters = text.chars();
    let mut read = 0;
    for (index, sentence) in sentences.iter().enumerate() {
        let tokens = sentence.tokens.iter().enumerate().map(|(index, token)| TokenRow {
            id: index + 1,
            form: &token.form,
            lemma: &token.lemma,
            upos: token.upos.as_str(),
            feats: conllu::format_feats(&token.feats),
            head: token.head.map_or(0, |head| head + 1),
            deprel: token.deprel.as_str(),
            begin: token.span.begin,
            end: token.span.end,
        });
        // Sentences ascend, so the text is walked through once.
        letters.by_ref().take(sentence.span.begin.saturating_sub(read)).for_each(drop);
        let row = SentenceRow {
            sentence: index + 1,
            paragraph: sentence.paragraph + 1,
            begin: sentence.span.begin,
            end: sentence.span.end,
            text: letters.by_ref().take(sentence.span.len()).collect(),
            tokens: tokens.collect(),
        };
        read = sentence.span.end.max(read);
        // Strings and numbers are always JSON.
        if let Ok(line) = serde_json::to_string(&row) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

fn guess(text: &str) -> ParseInput {
    let first = text.lines().find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
    if first.split('\t').count() == 10 { ParseInput::Conllu } else { ParseInput::Text }
}

#[cfg(test)]
mod tests {
    use super::{ParseFormat, ParseInput, guess, parse};

    const TOKENS: &str = "# text = He left\n1\tHe\t_\t_\t_\t_\t_\t_\t_\t_\n2\tleft\t_\t_\t_\t_\t_\t_\t_\t_\n\n";

    #[test]
    fn the_first_line_tells_conllu() {
        assert_eq!(guess(TOKENS), ParseInput::Conllu);
        assert_eq!(guess("# Heading\nHe left."), ParseInput::Text);
        let out = parse(TOKENS.as_bytes(), None, ParseFormat::Conllu, "a").expect("it is CoNLL-U").text;
        assert!(out.contains("1\tHe\t") && out.contains("2\tleft\t"), "{out}");
        assert!(parse(b"\xff\xfe\xff", None, ParseFormat::Conllu, "a").is_err());
    }

    #[test]
    fn json_lines_lead_back_to_the_text() {
        let text = "Él left.\n\nShe stayed — here.";
        let out = parse(text.as_bytes(), None, ParseFormat::Jsonl, "a").expect("it is text").text;
        let rows: Vec<serde_json::Value> =
            out.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(
            (rows[0]["text"].as_str(), rows[1]["text"].as_str()),
            (Some("Él left."), Some("She stayed — here."))
        );
        let letters: Vec<char> = text.chars().collect();
        let mut roots = 0;
        for token in rows.iter().filter_map(|row| row["tokens"].as_array()).flatten() {
            let place = |key: &str| token[key].as_u64().expect("a number") as usize;
            let written: String = letters[place("begin")..place("end")].iter().collect();
            assert_eq!(Some(written.as_str()), token["form"].as_str());
            roots += usize::from(place("head") == 0);
        }
        assert_eq!(roots, 2);
    }

    #[test]
    fn endless_sentences_are_warned_of() {
        let parse = |text: &str| parse(text.as_bytes(), None, ParseFormat::Conllu, "a.txt").expect("it is read");
        let warnings = parse(&format!("Short.\n\n{}", "ships sail ".repeat(5000))).warnings;
        assert_eq!(warnings.len(), 1);
        assert_eq!(
            warnings[0].to_string(),
            "a.txt:3: warning: stretches of more than 400 words without an end were cut there, 24 times; the first: \"ships sail ships sail ships\""
        );
        let rows: String = (1..=300).map(|id| format!("{id}\tship\t_\t_\t_\t_\t_\t_\t_\t_\n")).collect();
        assert!(parse(&rows).warnings[0].to_string().contains("a sentence of 300 words was parsed in pieces of 256"));
        assert!(parse("A short one. And another.").warnings.is_empty());
    }
}
