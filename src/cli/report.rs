//! Standard error: diagnostics, and a progress line on a terminal.

use std::{
    fmt::Display,
    io::{self, IsTerminal as _, Write as _},
};

use indicatif::{ProgressBar, ProgressStyle};

use crate::text::Diagnostic;

/// Says what goes wrong, and how far the run has come where somebody watches.
#[derive(Debug)]
pub(super) struct Report {
    bar: ProgressBar,
    articles: u64,
    claims: u64,
    /// Errors so far.
    pub(super) errors: usize,
}

impl Report {
    /// Progress is drawn only where standard error is a terminal.
    pub(super) fn new() -> Self {
        let bar = if io::stderr().is_terminal() {
            let bar = ProgressBar::new_spinner();
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed}, {per_sec})") {
                bar.set_style(style);
            }
            bar
        } else {
            ProgressBar::hidden()
        };
        Self { bar, articles: 0, claims: 0, errors: 0 }
    }

    /// Says a diagnostic and counts it where it is an error.
    pub(super) fn diagnostic(&mut self, diagnostic: &Diagnostic) {
        self.errors += usize::from(diagnostic.is_error());
        self.say(diagnostic);
    }

    /// Says a line above the progress line.
    pub(super) fn say(&self, line: impl Display) {
        // Where standard error is gone, the exit code still tells.
        self.bar.suspend(|| drop(writeln!(io::stderr(), "{line}")));
    }

    /// One more article is done.
    pub(super) fn article(&mut self, claims: usize) {
        self.articles += 1;
        self.claims += claims as u64;
        self.bar.set_position(self.articles);
        if !self.bar.is_hidden() {
            self.bar.set_message(format!("{}, {}", many(self.articles, "article"), many(self.claims, "claim")));
        }
    }

    /// Clears the progress line.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// `1 claim`, `2 claims`.
pub(super) fn many(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
