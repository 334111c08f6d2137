//! What a part of a text is that is left out of it.

use std::fmt;

use crate::text::Span;

/// What a part of a text is that is no part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// An advertisement, and what steps over it.
    Advert,
    /// Who wrote the article.
    Byline,
    /// What is said of a picture or a film.
    Caption,
    /// Whose picture it is.
    Credit,
    /// The day of publication, as a line.
    Day,
    /// The title or the outlet once more.
    Heading,
    /// Copyright, and what is said of the article as such.
    Notice,
    /// Share bars, newsletters, alerts, applications.
    Promo,
    /// What the text says elsewhere, word for word.
    Repeated,
    /// Who else reported, wrote and edited.
    Team,
    /// The headline or summary of another article, or of this one.
    Teaser,
}

impl Kind {
    const ALL: [Self; 11] = [
        Self::Advert,
        Self::Byline,
        Self::Caption,
        Self::Credit,
        Self::Day,
        Self::Heading,
        Self::Notice,
        Self::Promo,
        Self::Repeated,
        Self::Team,
        Self::Teaser,
    ];

    /// Its name, as `chancery read` prints it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Advert => "advert",
            Self::Byline => "byline",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Day => "day",
            Self::Heading => "heading",
            Self::Notice => "notice",
            Self::Promo => "promo",
            Self::Repeated => "repeated",
            Self::Team => "team",
            Self::Teaser => "teaser",
        }
    }

    /// The kind of that name.
    pub(super) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// A part of a text that is no part of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOut {
    /// What it is.
    pub kind: Kind,
    /// Its words.
    pub text: String,
    /// Where it stands in the article's text; `None` where that text has it no more.
    pub span: Option<Span>,
}
