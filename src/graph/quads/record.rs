//! The part of a claim that decides which event it belongs to: a few hundred bytes, so that a million claims fit into memory.

use std::{str::FromStr, sync::Arc};

use crate::graph::vocabulary::{days::Span, iris::Names};

/// Whether what a claim tells has happened; the order is that of certainty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Status {
    #[default]
    Happened,
    Planned,
    Attempted,
    Requested,
    Possible,
}

impl FromStr for Status {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Ok(match text {
            "happened" => Self::Happened,
            "planned" => Self::Planned,
            "attempted" => Self::Attempted,
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
            Self::Attempted => "attempted",
            Self::Requested => "requested",
            Self::Possible => "possible",
        }
    }

    /// Its letter in gists.
    fn letter(self) -> &'static str {
        match self {
            Self::Happened => "h",
            Self::Planned => "p",
            Self::Attempted => "a",
            Self::Requested => "r",
            Self::Possible => "m",
        }
    }

    fn of_letter(letter: &str) -> Option<Self> {
        [Self::Happened, Self::Planned, Self::Attempted, Self::Requested, Self::Possible]
            .into_iter()
            .find(|status| status.letter() == letter)
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
    /// A hash of the words of its sentence; empty where a person corrected the claim, so that it counts as no copy of another.
    pub(crate) words: Arc<str>,
}

/// How a gist writes a thing that is none.
const NONE: &str = "-";

impl Record {
    /// All of it but the IRI of the article and the kind, in one text, which the store notes for the article under the
    /// claim's group: so events can be decided again without reading the claims whole. IRIs stand without what those of
    /// the store have in common.
    pub(crate) fn gist(&self, names: &Names) -> String {
        let ids = names.ids();
        let short = |iri: &str| iri.strip_prefix(ids.as_str()).filter(|id| *id != NONE).unwrap_or(iri).to_owned();
        let day = |day: Option<i32>| day.map(|day| day.to_string());
        let or_none = |text: Option<String>| text.filter(|text| !text.is_empty()).unwrap_or_else(|| NONE.to_owned());
        [
            short(&self.claim),
            or_none(day(self.published)),
            or_none(day(self.span.map(|span| span.earliest))),
            or_none(day(self.span.map(|span| span.latest))),
            or_none(Some(self.date.clone())),
            if self.affirmed { "a" } else { "n" }.to_owned(),
            self.status.letter().to_owned(),
            if self.narrated { "n" } else { "a" }.to_owned(),
            or_none(self.place.as_deref().map(short)),
            or_none(self.place_country.as_deref().map(short)),
            or_none(Some(self.apart.clone())),
            or_none(Some(self.speaker.to_string())),
            or_none(Some(self.words.to_string())),
        ]
        .join(" ")
    }

    /// Reads a gist back.
    pub(crate) fn of_gist(gist: &str, names: &Names, article: &str, kind: u8) -> Option<Self> {
        let fields: Vec<&str> = gist.split(' ').collect();
        let [claim, published, earliest, latest, date, polarity, status, voice, place, country, apart, speaker, words] =
            fields[..]
        else {
            return None;
        };
        let ids = names.ids();
        let whole = |short: &str| if short.contains("://") { short.to_owned() } else { format!("{ids}{short}") };
        let some = |text: &str| (text != NONE).then(|| text.to_owned());
        let day = |text: &str| text.parse().ok();
        Some(Self {
            apart: some(apart).unwrap_or_default(),
            kind,
            article: article.into(),
            claim: whole(claim),
            published: day(published),
            span: day(earliest).zip(day(latest)).map(|(earliest, latest)| Span { earliest, latest }),
            date: some(date).unwrap_or_default(),
            place: some(place).map(|place| whole(&place).into()),
            place_country: some(country).map(|country| whole(&country).into()),
            affirmed: polarity == "a",
            status: Status::of_letter(status)?,
            narrated: voice == "n",
            speaker: some(speaker).unwrap_or_default().into(),
            words: some(words).unwrap_or_default().into(),
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
            (true, Status::Attempted) => "attempted",
            (true, Status::Requested) => "requested",
            (true, Status::Possible) => "possible",
            (false, Status::Happened | Status::Planned) => "negated",
            (false, Status::Attempted) => "not attempted",
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
        words: "".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gist_comes_back() {
        let names = Names::default();
        let of = |text: &str| {
            let mut record = line(3, text);
            record.claim = names.id("c-3").into_string();
            record.place = record.place.map(|place| names.id(&place).as_str().into());
            record
        };
        for text in ["a | 2022-07-07 | bali/indonesia", "a | | | not planned said", "a | 2022 | geneva | requested"] {
            let mut record = of(text);
            record.place_country = record.place_country.map(|country| names.id(&country).as_str().into());
            for (published, apart) in [(None, ""), (Some(19_000), "abc")] {
                (record.published, record.apart) = (published, apart.to_owned());
                (record.speaker, record.words) = (apart.into(), apart.into());
                record.kind = 2;
                assert_eq!(Record::of_gist(&record.gist(&names), &names, "a", 2), Some(record.clone()), "{text}");
            }
        }
        let open = Record { span: Span::parse("", "2022-01-01"), ..of("a | |") };
        assert_eq!(Record::of_gist(&open.gist(&names), &names, "a", 0), Some(open));
        assert_eq!(Record::of_gist("c-3 19000 - - -", &names, "a", 0), None);
    }
}
