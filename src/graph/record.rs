//! A claim cut down to what decides on its event: a few hundred bytes each, so that a million of them fit into memory.

use std::{str::FromStr, sync::Arc};

use super::span::Span;

/// Whether what a claim tells has happened; the order is that of certainty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Status {
    #[default]
    Happened,
    Planned,
    Requested,
    Possible,
}

impl FromStr for Status {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Ok(match text {
            "happened" => Self::Happened,
            "planned" => Self::Planned,
            "requested" => Self::Requested,
            "possible" => Self::Possible,
            _ => return Err(()),
        })
    }
}

impl Status {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Planned => "planned",
            Self::Requested => "requested",
            Self::Possible => "possible",
        }
    }
}

/// What of a claim decides on its event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Record {
    /// A mark by which a correction keeps claims out of the event of the others; empty for most. It comes first, so that
    /// sorted records of one mark stand together.
    pub(crate) apart: String,
    /// The place of its relation in the family of kinds that the relation belongs to; 0 where it belongs to none.
    pub(crate) kind: u8,
    /// IRI of the claim's article version.
    pub(crate) article: Arc<str>,
    /// IRI of the claim.
    pub(crate) claim: String,
    /// Day of publication of the article.
    pub(crate) published: Option<i32>,
    /// The days that it may mean; `None` where it is undated.
    pub(crate) span: Option<Span>,
    /// The date as EDTF.
    pub(crate) date: String,
    /// IRI of the place.
    pub(crate) place: Option<Arc<str>>,
    /// IRI of the country that the place lies in.
    pub(crate) place_country: Option<Arc<str>>,
    /// Affirmed, not negated.
    pub(crate) affirmed: bool,
    /// Happened or not yet.
    pub(crate) status: Status,
    /// Told by the article itself.
    pub(crate) narrated: bool,
    /// A hash of the words for who in the article says it; empty where the article itself does, or does not say who.
    pub(crate) speaker: Arc<str>,
}

impl Record {
    /// All of it but the IRIs of claim and article and the kind, in one text, which the claim keeps in the graph: so
    /// events can be decided again without reading the claims whole.
    pub(crate) fn gist(&self) -> String {
        let day = |day: Option<i32>| day.map(|day| day.to_string());
        let or_none = |text: Option<&str>| text.filter(|text| !text.is_empty()).unwrap_or("-").to_owned();
        [
            or_none(day(self.published).as_deref()),
            or_none(day(self.span.map(|span| span.earliest)).as_deref()),
            or_none(day(self.span.map(|span| span.latest)).as_deref()),
            or_none(Some(&self.date)),
            if self.affirmed { "affirmed" } else { "negated" }.to_owned(),
            self.status.name().to_owned(),
            if self.narrated { "narrator" } else { "attributed" }.to_owned(),
            or_none(self.place.as_deref()),
            or_none(self.place_country.as_deref()),
            or_none(Some(&self.apart)),
            or_none(Some(&self.speaker)),
        ]
        .join(" ")
    }

    /// Reads the gist of a claim back.
    pub(crate) fn of_gist(gist: &str, claim: &str, article: &str, kind: u8) -> Option<Self> {
        let fields: Vec<&str> = gist.split(' ').collect();
        let [published, earliest, latest, date, polarity, status, voice, place, country, apart, speaker] = fields[..]
        else {
            return None;
        };
        let some = |text: &str| (text != "-").then(|| text.to_owned());
        let day = |text: &str| text.parse().ok();
        Some(Self {
            apart: some(apart).unwrap_or_default(),
            kind,
            article: article.into(),
            claim: claim.to_owned(),
            published: day(published),
            span: day(earliest).zip(day(latest)).map(|(earliest, latest)| Span { earliest, latest }),
            date: some(date).unwrap_or_default(),
            place: some(place).map(Into::into),
            place_country: some(country).map(Into::into),
            affirmed: polarity == "affirmed",
            status: status.parse().ok()?,
            narrated: voice == "narrator",
            speaker: some(speaker).unwrap_or_default().into(),
        })
    }

    /// Whether it supports the plain triple.
    pub(crate) fn asserts(&self) -> bool {
        self.affirmed && self.narrated && self.status == Status::Happened
    }

    /// Whether it tells of something that took or will take place, so that it may take the day of another.
    pub(crate) fn occurs(&self) -> bool {
        self.affirmed && matches!(self.status, Status::Happened | Status::Planned)
    }

    /// What keeps claims apart that name no common day; empty for those that tell of an occurrence.
    pub(crate) fn flavour(&self) -> &'static str {
        match (self.affirmed, self.status) {
            (true, Status::Happened | Status::Planned) => "",
            (true, Status::Requested) => "requested",
            (true, Status::Possible) => "possible",
            (false, Status::Happened | Status::Planned) => "negated",
            (false, Status::Requested) => "requested not",
            (false, Status::Possible) => "possibly not",
        }
    }
}

/// A record in a line: `article | span | place[/country] | flags`, the flags being `not`, a status, `said`.
#[cfg(test)]
pub(crate) fn line(index: usize, line: &str) -> Record {
    let mut parts = line.split('|').map(str::trim);
    let article = parts.next().unwrap_or_default();
    let date = parts.next().unwrap_or_default();
    let (earliest, latest) = match date.len() {
        10 => (date.to_owned(), date.to_owned()),
        7 => (format!("{date}-01"), format!("{date}-28")),
        4 => (format!("{date}-01-01"), format!("{date}-12-31")),
        _ => Default::default(),
    };
    let mut place = parts.next().unwrap_or_default().split('/').filter(|word| !word.is_empty());
    let flags = parts.next().unwrap_or_default();
    Record {
        apart: String::new(),
        kind: 0,
        article: article.into(),
        claim: format!("c-{index}"),
        published: None,
        span: Span::parse(&earliest, &latest),
        date: date.to_owned(),
        place: place.next().map(Into::into),
        place_country: place.next().map(Into::into),
        affirmed: !flags.contains("not"),
        status: flags.split(' ').find_map(|flag| flag.parse().ok()).unwrap_or_default(),
        narrated: !flags.contains("said"),
        speaker: "".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gist_comes_back() {
        for text in ["a | 2022-07-07 | bali/indonesia", "a | | | not planned said", "a | 2022 | geneva | requested"] {
            let mut record = line(3, text);
            for (published, apart) in [(None, ""), (Some(19_000), "abc")] {
                (record.published, record.apart) = (published, apart.to_owned());
                record.speaker = apart.into();
                record.kind = 2;
                assert_eq!(Record::of_gist(&record.gist(), "c-3", "a", 2), Some(record.clone()), "{text}");
            }
        }
        let open = Record { span: Span::parse("", "2022-01-01"), ..line(1, "a | |") };
        assert_eq!(Record::of_gist(&open.gist(), "c-1", "a", 0), Some(open));
        assert_eq!(Record::of_gist("19000 - - -", "c", "a", 0), None);
    }
}
