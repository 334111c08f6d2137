//! What words say of the events that they govern: event nouns, light verbs, and predicates with the form of their
//! complement and their signature (what they say of it where they are affirmed and where they are denied).

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::table::{Problem, Table};

/// Whether the clause is said to hold or not to hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Polarity {
    /// It holds.
    #[default]
    Affirmed,
    /// "not", "refused to", "no evidence that".
    Negated,
}

impl Polarity {
    /// The word for it, as in the claims table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Affirmed => "affirmed",
            Self::Negated => "negated",
        }
    }
}

/// How real the clause is said to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Status {
    /// It took or takes place.
    #[default]
    Happened,
    /// Future, agreed, expected.
    Planned,
    /// It may be; alleged.
    Possible,
    /// Tried, sought.
    Attempted,
    /// Demanded, ordered, urged.
    Requested,
    /// Spoken of in a condition, a wish, a question or as an ability: possible, and nothing that a text claims.
    Hypothetical,
}

impl Status {
    /// The word for it, as in the claims table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Planned => "planned",
            Self::Possible | Self::Hypothetical => "possible",
            Self::Attempted => "attempted",
            Self::Requested => "requested",
        }
    }

    /// The status as it is told: what is hypothetical is possible.
    pub(crate) fn told(self) -> Self {
        if self == Self::Hypothetical { Self::Possible } else { self }
    }
}

/// Which argument a phrase of an event noun is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Subject,
    Object,
    /// One of those who do it to one another.
    Both,
    /// Marked by a preposition that is not there: "the Ukraine war" is a war in Ukraine.
    In,
}

/// An event noun and how its phrases map.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EventNoun {
    /// "Moscow's invasion", "the Russian invasion".
    pub(crate) possessor: Part,
    /// "invasion of Ukraine".
    pub(crate) of: Part,
    /// "the Ukraine invasion".
    pub(crate) compound: Part,
}

/// The form of a complement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// An infinitive or bare gerund.
    Inf,
    /// A clause with its own subject, a quotation.
    That,
    /// An event noun as object, or as subject of the passive.
    Noun,
    /// An event noun as subject of the active: "the meeting is planned", "talks collapsed".
    Subject,
    /// A noun or gerund under this preposition.
    Preposition(&'static str),
    /// A gerund alone under this preposition: "far from attacking", but "far from the attack".
    Gerund(&'static str),
}

/// What the denial of a predicate says of its complement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Denied {
    /// It holds all the same: "did not regret that he left", "did not fail to leave".
    Holds,
    /// It does not hold: "did not manage to leave".
    Fails,
    /// It is open: "did not force him to leave".
    Open,
}

/// What predicates of a class say of their complement. The classes (implicative, factive, aspectual, attempt, desire,
/// speech and so on) stand in `signatures.tsv`, after Karttunen (1971) and Nairn, Condoravdi and Karttunen (2006).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signature {
    /// Whether the complement holds where the predicate does.
    pub(crate) affirmed: Polarity,
    pub(crate) denied: Denied,
    /// `Happened` leaves what the context says.
    pub(crate) status: Status,
    /// The status where the predicate is told as past: "was able to".
    pub(crate) past: Status,
    /// The complement is what the subject says.
    pub(crate) speaker: bool,
}

/// Who does the infinitive that a verb governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doer {
    /// "promised him to leave"
    Subject,
    /// "ordered him to leave"
    Object,
    /// The object where there is one: "wants to leave", "wants him to leave".
    ObjectIfAny,
    /// The object where it is somebody: "uses aides to write letters", "uses force to hold the town".
    ObjectIfActor,
    /// The object, unless the infinitive is what it is told: "summoned him to appear", "summoned him to protest".
    Summoned,
    /// Whoever stands under "on", "upon" or "to": "called on him to leave".
    Addressed,
}

impl Doer {
    /// Whether it is the object, or who stands for it.
    pub(crate) fn is_object(self) -> bool {
        matches!(self, Self::Object | Self::Summoned | Self::Addressed)
    }
}

/// A complement that a predicate takes, and what it says of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Governing {
    pub(crate) frame: Frame,
    pub(crate) signature: Signature,
    /// Who does the infinitive.
    pub(crate) doer: Doer,
}

/// Verb, noun or adjective.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    Verb,
    Noun,
    Adjective,
}

/// A verb that says of event nouns no more than that they take place.
#[derive(Clone, Debug, Default)]
struct Light {
    nouns: FxHashSet<&'static str>,
    /// The preposition under which the noun may stand: "into" of "entered into talks".
    under: Option<&'static str>,
}

/// A verb: its base, and for irregular ones past and participle.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VerbForms {
    pub(crate) base: &'static str,
    pub(crate) irregular: [&'static str; 2],
}

/// What an event noun, a light verb or a governing word says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Predicates {
    nouns: FxHashMap<&'static str, EventNoun>,
    light: FxHashMap<&'static str, Light>,
    /// The forms of verbs that are not made by rule: base, past, participle; both are empty for other verbs.
    verbs: Vec<VerbForms>,
    signatures: BTreeMap<&'static str, Signature>,
    /// The signatures that predicates have.
    used: FxHashSet<&'static str>,
    /// By class, in the order of [`Class`].
    governing: [FxHashMap<&'static str, Vec<Governing>>; 3],
}

/// The words of a cell and what they stand for.
type Choices<T> = [(&'static str, T)];

/// The columns of `predicates.tsv`.
const COLUMNS: [&str; 7] = ["class", "lemma", "frame", "signature", "who", "past", "participle"];

const PARTS: &Choices<Part> =
    &[("subject", Part::Subject), ("object", Part::Object), ("both", Part::Both), ("in", Part::In)];
const CLASSES: &Choices<Class> = &[("verb", Class::Verb), ("noun", Class::Noun), ("adj", Class::Adjective)];
const FRAMES: &Choices<Frame> =
    &[("inf", Frame::Inf), ("that", Frame::That), ("noun", Frame::Noun), ("subject", Frame::Subject)];
const SIGNS: &Choices<Polarity> = &[("+", Polarity::Affirmed), ("-", Polarity::Negated)];
const DENIED: &Choices<Denied> = &[("+", Denied::Holds), ("-", Denied::Fails), ("o", Denied::Open)];
const STATUSES: &Choices<Status> = &[
    ("same", Status::Happened),
    ("planned", Status::Planned),
    ("possible", Status::Possible),
    ("attempted", Status::Attempted),
    ("requested", Status::Requested),
    ("hypothetical", Status::Hypothetical),
];
/// Whether the complement is what the subject says.
const SPEAKERS: &Choices<bool> = &[("-", false), ("speaker", true), ("", false)];
/// Who does the infinitive.
const WHO: &Choices<Doer> = &[
    ("-", Doer::Subject),
    ("object", Doer::Object),
    ("object?", Doer::ObjectIfAny),
    ("actor?", Doer::ObjectIfActor),
    ("summoned", Doer::Summoned),
    ("addressed", Doer::Addressed),
    ("", Doer::Subject),
];

impl Predicates {
    /// Reads the rows of `event-nouns.tsv`: those of a later table stand instead of earlier ones.
    pub(crate) fn event_nouns(&mut self, table: &Table<'static>, problems: &mut Vec<Problem>) {
        for row in table.checked(["noun", "possessor", "of", "compound"], problems) {
            let [noun, parts @ ..] = row.cells;
            let parts = parts.map(|part| table.choice(row.line, part, PARTS, problems));
            if let [Some(possessor), Some(of), Some(compound)] = parts {
                self.nouns.insert(noun, EventNoun { possessor, of, compound });
            }
        }
    }

    /// Reads the rows of `light-verbs.tsv`.
    pub(crate) fn light_verbs(&mut self, table: &Table<'static>, problems: &mut Vec<Problem>) {
        for row in table.checked(["verb", "nouns", "under"], problems) {
            let [verb, nouns, under] = row.cells;
            let light = self.light.entry(verb).or_default();
            light.nouns.extend(nouns.split(' '));
            light.under = Some(under).filter(|under| !under.is_empty()).or(light.under);
        }
    }

    /// Reads the rows of `signatures.tsv`, before the predicates that have them; those of a later table stand instead of
    /// earlier ones.
    pub(crate) fn signatures(&mut self, table: &Table<'static>, problems: &mut Vec<Problem>) {
        let columns = ["signature", "affirmed", "denied", "status", "past", "who", "example"];
        for row in table.checked(columns, problems) {
            let [name, affirmed, denied, status, past, who, _] = row.cells;
            let past = if past.is_empty() { status } else { past };
            let affirmed = table.choice(row.line, affirmed, SIGNS, problems);
            let denied = table.choice(row.line, denied, DENIED, problems);
            let status = table.choice(row.line, status, STATUSES, problems);
            let past = table.choice(row.line, past, STATUSES, problems);
            let speaker = table.choice(row.line, who, SPEAKERS, problems);
            if let (Some(affirmed), Some(denied), Some(status), Some(past), Some(speaker)) =
                (affirmed, denied, status, past, speaker)
            {
                self.signatures.insert(name, Signature { affirmed, denied, status, past, speaker });
            }
        }
    }

    /// Reads the rows of `predicates.tsv`; one of a later table stands instead of an earlier one of the same frame. A row
    /// without a frame is a verb of which no more is known than its forms.
    pub(crate) fn predicates(&mut self, table: &Table<'static>, problems: &mut Vec<Problem>) {
        for row in table.checked(COLUMNS, problems) {
            let [class, lemma, frame, name, who, irregular @ ..] = row.cells;
            let class = table.choice(row.line, class, CLASSES, problems);
            if class == Some(Class::Verb) {
                self.verbs.push(VerbForms { base: lemma, irregular });
            }
            if frame.is_empty() && class == Some(Class::Verb) && name.is_empty() && who.is_empty() {
                continue;
            }
            if irregular.iter().any(|form| !form.is_empty()) {
                problems
                    .push(table.problem(row.line, "the forms of a verb stand in a row without frame and signature"));
            }
            let under = frame.strip_prefix("prep:").map(Frame::Preposition);
            let under = under.or_else(|| frame.strip_prefix("gerund:").map(Frame::Gerund));
            let frame = under.or_else(|| table.choice(row.line, frame, FRAMES, problems));
            let doer = table.choice(row.line, who, WHO, problems);
            let signature = self.signatures.get(name).copied();
            if signature.is_none() {
                let known: Vec<&str> = self.signatures.keys().copied().collect();
                let message = format!("unknown signature \"{name}\"; known are: {}", known.join(", "));
                problems.push(table.problem(row.line, message));
            }
            if let (Some(class), Some(frame), Some(signature), Some(doer)) = (class, frame, signature, doer) {
                self.used.insert(name);
                let entries = self.governing[class as usize].entry(lemma).or_default();
                entries.retain(|entry| entry.frame != frame);
                entries.push(Governing { frame, signature, doer });
            }
        }
    }

    /// The signatures that no predicate has, by name.
    #[allow(dead_code, reason = "the build script calls it")]
    pub(crate) fn unused_signatures(&self) -> impl Iterator<Item = &'static str> {
        self.signatures.keys().copied().filter(|name| !self.used.contains(name))
    }

    pub(crate) fn event_noun(&self, lemma: &str) -> Option<EventNoun> {
        self.nouns.get(lemma).copied()
    }

    /// Whether the verb says of the noun no more than that it takes place; `*` in the table stands for any event noun.
    pub(crate) fn is_light(&self, verb: &str, noun: &str) -> bool {
        self.light.get(verb).is_some_and(|light| light.nouns.contains(noun) || light.nouns.contains("*"))
    }

    /// The preposition under which the noun of a light verb may stand.
    pub(crate) fn light_under(&self, verb: &str) -> Option<&'static str> {
        self.light.get(verb)?.under
    }

    /// The verbs of the table, those that it has for their forms alone as well.
    pub(crate) fn verbs(&self) -> &[VerbForms] {
        &self.verbs
    }

    pub(crate) fn governing(&self, class: Class, lemma: &str, frame: &Frame) -> Option<&Governing> {
        self.governing[class as usize].get(lemma)?.iter().find(|entry| entry.frame == *frame)
    }

    /// The same for a preposition that is not known to be in the table.
    pub(crate) fn governing_by(&self, class: Class, lemma: &str, preposition: &str) -> Option<&Governing> {
        let entries = self.governing[class as usize].get(lemma)?;
        entries.iter().find(|entry| matches!(entry.frame, Frame::Preposition(word) if word == preposition))
    }

    /// The same for a preposition under which only a gerund is governed.
    pub(crate) fn governing_gerund(&self, class: Class, lemma: &str, preposition: &str) -> Option<&Governing> {
        let entries = self.governing[class as usize].get(lemma)?;
        entries.iter().find(|entry| matches!(entry.frame, Frame::Gerund(word) if word == preposition))
    }
}
