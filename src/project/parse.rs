//! Trees on their own: text or CoNLL-U in, CoNLL-U out.

use crate::{
    syntax::{Parser, conllu},
    text::{decode, plain_article},
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
pub enum ParseError {
    /// The bytes are not text.
    #[error(transparent)]
    Decode(#[from] crate::text::DecodeError),
    /// The text is not CoNLL-U.
    #[error(transparent)]
    Conllu(#[from] conllu::ConlluError),
}

/// The trees of a text as CoNLL-U. Where `input` is `None` the first line that is no comment decides: ten columns parted
/// by tabs are CoNLL-U.
///
/// # Errors
/// Where the bytes are not UTF-8 (or UTF-16 with its mark), or not CoNLL-U where they begin so.
pub fn parse(bytes: &[u8], input: Option<ParseInput>) -> Result<String, ParseError> {
    let text = decode(bytes, None)?;
    let parser = Parser::embedded();
    match input.unwrap_or_else(|| guess(&text)) {
        ParseInput::Text => {
            let article = plain_article("text", text);
            Ok(conllu::write(&parser.parse(&article), &article.text))
        }
        ParseInput::Conllu => {
            let mut document = conllu::read_document(&text)?;
            let mut sentences: Vec<_> =
                document.blocks.iter_mut().map(|block| std::mem::take(&mut block.sentence)).collect();
            parser.annotate(&mut sentences);
            for (block, sentence) in document.blocks.iter_mut().zip(sentences) {
                block.sentence = sentence;
            }
            Ok(conllu::write_document(&document))
        }
    }
}

fn guess(text: &str) -> ParseInput {
    let first = text.lines().find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
    if first.split('\t').count() == 10 { ParseInput::Conllu } else { ParseInput::Text }
}

#[cfg(test)]
mod tests {
    use super::{ParseInput, guess, parse};

    #[test]
    fn the_first_line_tells_conllu() {
        let tokens = "# text = He left\n1\tHe\t_\t_\t_\t_\t_\t_\t_\t_\n2\tleft\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
        assert_eq!(guess(tokens), ParseInput::Conllu);
        assert_eq!(guess("# Heading\nHe left."), ParseInput::Text);
        let out = parse(tokens.as_bytes(), None).expect("it is CoNLL-U");
        assert!(out.contains("1\tHe\t") && out.contains("2\tleft\t"), "{out}");
        assert!(parse(b"\xff\xfe\xff", None).is_err());
    }
}
