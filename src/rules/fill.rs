//! A match as claims: every column of the claims table.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::{
    claim::{Claim, OUTER, Teller},
    codes,
    matcher::Match,
    participants::Participant,
    rule::Rule,
};
use crate::{
    clauses::{Attribution, Clause, Polarity, Status},
    entities::{Entity, EntityKind},
    lexicon::set,
    reference::Reading,
    text::{Characters, Span},
    tree::Tree,
};

/// A reading with the bytes of its text's characters, so that the words of many spans are found in linear time.
pub(super) struct Text<'a> {
    pub(super) reading: &'a Reading,
    /// The trees of its sentences.
    pub(super) trees: Vec<Tree<'a>>,
    characters: Characters<'a>,
}

impl<'a> Text<'a> {
    pub(super) fn new(reading: &'a Reading) -> Self {
        Self { reading, trees: reading.trees(), characters: Characters::new(&reading.article.text) }
    }

    fn words(&self, span: Span) -> String {
        fold(self.characters.of(span))
    }
}

/// The claims of a match, a pair of participants each.
pub(super) fn claims(text: &Text<'_>, clause: &Clause, rule: &Rule, found: &Match) -> Vec<Claim> {
    let frame = frame(text, clause, rule, found.place.as_ref());
    found
        .pairs
        .iter()
        .map(|(source, target)| {
            let mut claim = frame.clone();
            if let Some(source) = source {
                let side = Side::of(text, source);
                claim.subject = side.label;
                claim.subject_text = side.text;
                claim.subject_type = side.kind;
                claim.subject_code = side.code;
                claim.subject_id = side.id;
            }
            if let Some(target) = target {
                let side = Side::of(text, target);
                claim.object = side.label;
                claim.object_text = side.text;
                claim.object_type = side.kind;
                claim.object_code = side.code;
                claim.object_id = side.id;
            }
            claim.claim = id(&claim);
            claim
        })
        .collect()
}

/// All that is the same for each pair of participants.
fn frame(text: &Text<'_>, clause: &Clause, rule: &Rule, place: Option<&Participant>) -> Claim {
    let reading = text.reading;
    let polarity = rule.polarity.unwrap_or(clause.polarity);
    let status = rule.status.unwrap_or(clause.status);
    let refused = polarity == Polarity::Negated && is_refused(reading, clause, &rule.plover);
    let (plover, cameo) = if rule.own_code {
        (rule.plover.clone(), rule.cameo.clone())
    } else {
        codes::conventional(&rule.plover, &rule.cameo, status, refused)
    };
    let mut claim = Claim {
        article: reading.article.id.clone(),
        title: reading.article.title.clone().unwrap_or_default(),
        source: reading.article.source.clone().unwrap_or_default(),
        url: reading.article.url.clone().unwrap_or_default(),
        published: reading.article.published.map(|day| day.to_string()).unwrap_or_default(),
        relation: rule.relation.clone(),
        quad_class: codes::quad_class(&plover).to_owned(),
        goldstein: codes::goldstein(&cameo).to_owned(),
        plover,
        cameo,
        polarity: polarity.as_str().to_owned(),
        status: status.as_str().to_owned(),
        voice: if clause.voice.is_some() { Teller::Attributed } else { Teller::Narrator }.as_str().to_owned(),
        sentence: text.words(reading.sentences[clause.sentence].span),
        begin: clause.span.begin,
        end: clause.span.end,
        rule: rule.id.clone(),
        ..Claim::default()
    };
    if let Some(time) = clause.time.and_then(|index| reading.times.get(index)) {
        claim.date.clone_from(&time.date.text);
        claim.earliest = time.date.earliest.map(|day| day.to_string()).unwrap_or_default();
        claim.latest = time.date.latest.map(|day| day.to_string()).unwrap_or_default();
        claim.date_text = text.words(time.span);
    }
    let attached = || clause.place.and_then(|mention| entity_of(reading, mention));
    if let Some(entity) = place.and_then(|place| reading.entities.entities.get(place.entity?)).or_else(attached) {
        claim.place.clone_from(&entity.label);
        claim.place_id.clone_from(&entity.id.0);
    }
    if let Some(voice) = &clause.voice {
        attribute(reading, voice, &mut claim);
    }
    claim
}

/// Whether the clause is negated by a will: "will not lift", "refuses to release", "rejected talks". What merely did not
/// take place is nobody's refusal, but an agreement that the parties failed to reach is.
fn is_refused(reading: &Reading, clause: &Clause, plover: &str) -> bool {
    let governor = clause.parent.and_then(|parent| reading.clauses.get(parent)).map_or("", |parent| &parent.lemma);
    match clause.status {
        Status::Planned => true,
        Status::Possible | Status::Attempted | Status::Requested | Status::Hypothetical => false,
        Status::Happened => {
            let agreement = matches!(plover, "AGREE" | "CONSULT" | "SUPPORT");
            codes::is_refusal(governor) || set::FAILS.has(governor) && agreement
        }
    }
}

/// Fills the columns of who says it, the outer sources after ` < `.
fn attribute(reading: &Reading, voice: &Attribution, claim: &mut Claim) {
    let name = |voice: &Attribution| {
        let entity = voice.source.and_then(|mention| entity_of(reading, mention));
        entity.map_or_else(|| fold(&voice.source_text), |entity| entity.label.clone())
    };
    claim.claimed_by = name(voice);
    claim.reporting_verb.clone_from(&voice.verb);
    if let Some(entity) = voice.source.and_then(|mention| entity_of(reading, mention)) {
        claim.claimed_by_id.clone_from(&entity.id.0);
    }
    let mut last = claim.claimed_by.clone();
    let mut via = voice.via;
    let mut outer = voice.outer.as_deref();
    while let Some(layer) = outer {
        // Who says twice that he says it is one source; an unknown source of an unknown one adds nothing.
        let source = name(layer);
        if !source.is_empty() && source != last {
            claim.claimed_by.push_str(OUTER);
            claim.claimed_by.push_str(&source);
            last = source;
        }
        via = via.or(layer.via);
        outer = layer.outer.as_deref();
    }
    if let Some(entity) = via.and_then(|mention| entity_of(reading, mention)) {
        claim.via.clone_from(&entity.label);
        claim.via_id.clone_from(&entity.id.0);
    }
}

/// The entity that a mention names, where it is one.
fn entity_of(reading: &Reading, mention: usize) -> Option<&Entity> {
    match reading.entities.mentions.get(mention)?.entities[..] {
        [index] => reading.entities.entities.get(index),
        _ => None,
    }
}

/// The columns of one participant. What names no entity is called by its words.
struct Side {
    label: String,
    text: String,
    kind: String,
    code: String,
    id: String,
}

impl Side {
    fn of(text: &Text<'_>, participant: &Participant) -> Self {
        let (reading, words) = (text.reading, participant.words);
        let text = text.words(words);
        let kind = participant.kind.map(EntityKind::as_str).unwrap_or_default().to_owned();
        match participant.entity.and_then(|index| reading.entities.entities.get(index)) {
            Some(entity) => Self {
                label: entity.label.clone(),
                text,
                kind,
                code: entity.code.clone().unwrap_or_default(),
                id: entity.id.0.clone(),
            },
            None => {
                // Mentions are in the order of their spans.
                let mentions = &reading.entities.mentions;
                let from = mentions.partition_point(|mention| mention.span.begin < words.begin);
                let mut here = mentions[from..].iter().take_while(|mention| mention.span.begin == words.begin);
                let generic = here.find(|mention| mention.span == words);
                let code = generic.and_then(|mention| mention.code.clone()).unwrap_or_default();
                Self { label: described(&text), text, kind, code, id: String::new() }
            }
        }
    }
}

/// `c-` and the first 16 hexadecimal digits of a SHA-256 over what makes the claim this one.
fn id(claim: &Claim) -> String {
    let side = |id: &str, text: &str| if id.is_empty() { format!("\"{text}\"") } else { id.to_owned() };
    let key = [
        claim.article.clone(),
        claim.relation.clone(),
        side(&claim.subject_id, &claim.subject_text),
        side(&claim.object_id, &claim.object_text),
        claim.begin.to_string(),
        claim.end.to_string(),
    ]
    .join("\u{1f}");
    let hash = Sha256::digest(key.as_bytes()).iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    format!("c-{hash}")
}

/// The words of a description without the marks of a quotation that begins or ends outside of it.
fn described(words: &str) -> String {
    let bare = words.replace(['"', '“', '”'], "");
    bare.trim_matches(|mark: char| mark.is_whitespace() || matches!(mark, ',' | ';' | ':' | '‘' | '’' | '\''))
        .to_owned()
}

/// White space folded to single spaces.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
