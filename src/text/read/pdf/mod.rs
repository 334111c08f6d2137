//! PDF: the lines of text of a document, page by page.
//!
//! `hayro-syntax` reads objects, streams and encryption; which characters a font shows, and what makes a line and a
//! paragraph, is ours (`font`, `lines`). Pictures of text have no text: they are told.

mod cmap;
mod font;
mod guard;
mod lines;
mod page;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use self::page::{Budget, Fonts};
use super::{
    licensed::{self, Document, PAGE},
    reader::{LONGEST, Reader, Source, Whole},
};

/// The most bytes of a document with its pictures and fonts.
const LARGEST: usize = 4 * LONGEST;

/// The most operators of a document: some hundred a line.
const OPERATORS: usize = 100_000_000;

/// The reader of a document.
pub(super) fn reader(source: Source) -> Box<dyn Reader> {
    Box::new(Whole::export(source, |source| {
        let bytes = source.bytes(LARGEST)?;
        let lines = apart(|| text(bytes)).map_err(|why| source.error(why.to_string()))?;
        licensed::items(&Document::of_lines(lines), source)
    }))
}

/// Why a document has no text.
#[derive(Debug, thiserror::Error)]
enum NoText {
    #[error(
        "this PDF is damaged and cannot be read; open it in a viewer and print it into a new one, or give its text"
    )]
    Damaged,
    #[error("this PDF needs a password; save it without one")]
    Password,
    #[error("this PDF is encrypted in a way that is not known here; print it into a new one, or give its text")]
    Encrypted,
    #[error("this PDF has more than 16 MiB of text, or unpacks to more than 512 MiB; split it, or give its text")]
    Large,
    #[error("this PDF is nested deeper than documents are; give its text")]
    Deep,
    #[error(
        "this PDF has no text: its pages are pictures; recognise the text in them (OCR) and save it as a PDF with text"
    )]
    Pictures,
    #[error("the fonts of this PDF do not say which letters they show; export it as DOCX, RTF or plain text")]
    Unknown,
}

/// The stack of the thread that reads a document, in bytes: enough for lists within lists as deep as `guard` lets them be in
/// the largest document. Only what is used of it takes memory.
const STACK: usize = 512 << 20;

/// Reads in a thread of its own, so that what is damaged in a way that nobody thought of ends that thread alone.
fn apart(read: impl FnOnce() -> Result<Vec<String>, NoText> + Send) -> Result<Vec<String>, NoText> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, read);
        thread.ok().and_then(|thread| thread.join().ok()).unwrap_or(Err(NoText::Damaged))
    })
}

/// The lines of a document, with [`PAGE`] between its pages.
fn text(bytes: Vec<u8>) -> Result<Vec<String>, NoText> {
    guard::check(&bytes).map_err(|why| match why {
        guard::Refused::Large => NoText::Large,
        guard::Refused::Deep => NoText::Deep,
    })?;
    let pdf = Pdf::new(bytes).map_err(|why| match why {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => NoText::Password,
        LoadPdfError::Decryption(_) => NoText::Encrypted,
        LoadPdfError::Invalid => NoText::Damaged,
    })?;
    let mut budget = Budget { operators: OPERATORS, text: LONGEST, unknown: 0 };
    let mut fonts = Fonts::new();
    let mut found = Vec::new();
    for page in pdf.pages().iter() {
        if !found.is_empty() {
            found.push(PAGE.to_owned());
        }
        found.extend(lines::lines(&page::pieces(page, &mut fonts, &mut budget)));
    }
    if budget.operators == 0 || budget.text == 0 {
        return Err(NoText::Large);
    }
    let letters: usize = found.iter().map(|line| line.trim().chars().count()).sum();
    if budget.unknown * 3 > letters.max(1) {
        return Err(NoText::Unknown);
    }
    if letters == 0 {
        return Err(NoText::Pictures);
    }
    Ok(found)
}
