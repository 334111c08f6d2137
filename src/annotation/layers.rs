//! Makes the records of a [`Reading`]: indices become characters and words.

use rustc_hash::FxHashMap;

use super::records::{
    Annotation, ArgumentRecord, AttributionRecord, ClauseRecord, EntityRecord, MentionRecord, PhraseRecord,
    SentenceRecord, SpeakerRecord, TimeRecord, TokenRecord,
};
use crate::{
    clauses::{self, Argument, Attribution, Clause, ClauseKind, Role, Statement},
    entities::{ArticleEntities, Entity, MentionKind},
    reference::{Phrase, Reading, chains},
    syntax::{Sentence, conllu},
    text::{Characters, Span},
    time::TimeExpression,
};

pub(super) fn annotate(reading: &Reading) -> Annotation {
    let text = Characters::new(&reading.article.text);
    let statements = clauses::statements(reading.reader.gazetteer.lexicon(), &reading.sentences, &reading.entities);
    let reaches: Vec<Vec<Span>> = reading.sentences.iter().map(reaches).collect();
    Annotation {
        id: reading.article.id.clone(),
        date: reading.article.published.map(|day| day.to_string()).unwrap_or_default(),
        sentences: reading.sentences.iter().map(sentence).collect(),
        entities: named(&reading.entities),
        mentions: mentions(&reading.entities, &text),
        phrases: phrases(reading, &text),
        times: reading.times.iter().map(|time| self::time(time, &text)).collect(),
        clauses: reading
            .clauses
            .iter()
            .map(|clause| self::clause(clause, reading, &reaches[clause.sentence]))
            .collect(),
        attributions: attributions(&statements),
    }
}

fn sentence(sentence: &Sentence) -> SentenceRecord {
    let tokens = sentence.tokens.iter().map(|token| TokenRecord {
        begin: token.span.begin,
        end: token.span.end,
        form: token.form.clone(),
        lemma: token.lemma.clone(),
        upos: token.upos.as_str().to_owned(),
        features: conllu::format_feats(&token.feats).trim_start_matches('_').to_owned(),
        head: token.head.map_or(0, |head| head + 1),
        deprel: token.deprel.as_str().to_owned(),
    });
    SentenceRecord {
        begin: sentence.span.begin,
        end: sentence.span.end,
        paragraph: sentence.paragraph,
        tokens: tokens.collect(),
    }
}

/// The characters of each token's subtree, from its first word to its last.
fn reaches(sentence: &Sentence) -> Vec<Span> {
    let mut reach: Vec<Span> = sentence.tokens.iter().map(|token| token.span).collect();
    for token in &sentence.tokens {
        let mut above = token.head;
        // No path is longer than the sentence, whatever the tree.
        for _ in 0..sentence.tokens.len() {
            let Some(head) = above else { break };
            reach[head] = reach[head].join(token.span);
            above = sentence.tokens[head].head;
        }
    }
    reach
}

/// The entities that a mention names, in the order in which the text first names them.
fn named(found: &ArticleEntities) -> Vec<EntityRecord> {
    let mut used = vec![false; found.entities.len()];
    let mut records = Vec::new();
    for &index in found.mentions.iter().flat_map(|mention| &mention.entities) {
        if !std::mem::replace(&mut used[index], true) {
            records.push(entity(&found.entities[index]));
        }
    }
    records
}

fn entity(entity: &Entity) -> EntityRecord {
    EntityRecord {
        id: entity.id.0.clone(),
        kind: entity.kind.as_str().to_owned(),
        label: entity.label.clone(),
        wikidata: entity.wikidata.clone().unwrap_or_default(),
        country: entity.country.as_ref().map(|country| country.0.clone()).unwrap_or_default(),
        code: entity.code.clone().unwrap_or_default(),
        minted: entity.minted,
    }
}

fn form(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Name => "name",
        MentionKind::Nominal => "nominal",
        MentionKind::Pronoun => "pronoun",
    }
}

fn phrases(reading: &Reading, text: &Characters<'_>) -> Vec<PhraseRecord> {
    let record = |phrase: Phrase| PhraseRecord {
        begin: phrase.span.begin,
        end: phrase.span.end,
        text: text.of(phrase.span).to_owned(),
        kind: form(phrase.kind).to_owned(),
        mention: phrase.mention,
        chain: phrase.chain,
    };
    chains(&reading.reader.gazetteer, &reading.sentences, &reading.entities).into_iter().map(record).collect()
}

pub(super) fn mentions(found: &ArticleEntities, text: &Characters<'_>) -> Vec<MentionRecord> {
    let mut clusters: FxHashMap<&[usize], usize> = FxHashMap::default();
    let mut next = 0;
    let mut records = Vec::with_capacity(found.mentions.len());
    for mention in &found.mentions {
        let fresh = next;
        let cluster =
            if mention.entities.is_empty() { fresh } else { *clusters.entry(&mention.entities).or_insert(fresh) };
        next += usize::from(cluster == fresh);
        let labels: Vec<&str> = mention.entities.iter().map(|&index| &*found.entities[index].label).collect();
        records.push(MentionRecord {
            begin: mention.span.begin,
            end: mention.span.end,
            text: text.of(mention.span).to_owned(),
            kind: form(mention.kind).to_owned(),
            of: mention
                .entities
                .first()
                .map(|&index| found.entities[index].kind.as_str())
                .unwrap_or_default()
                .to_owned(),
            entities: mention.entities.iter().map(|&index| found.entities[index].id.0.clone()).collect(),
            label: labels.join("; "),
            cluster,
            rule: mention.decided_by.as_str().to_owned(),
        });
    }
    records
}

fn time(time: &TimeExpression, text: &Characters<'_>) -> TimeRecord {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    TimeRecord {
        begin: time.span.begin,
        end: time.span.end,
        text: text.of(time.span).to_owned(),
        kind: time.timex.as_str().to_owned(),
        value: time.value.clone(),
        edtf: time.date.text.clone(),
        earliest: day(time.date.earliest),
        latest: day(time.date.latest),
        rule: time.rule.to_owned(),
    }
}

fn clause(clause: &Clause, reading: &Reading, reaches: &[Span]) -> ClauseRecord {
    let time = clause.time.and_then(|time| reading.times.get(time));
    let predicate = reading.sentences[clause.sentence].tokens[clause.predicate].span;
    ClauseRecord {
        begin: clause.span.begin,
        end: clause.span.end,
        predicate,
        lemma: clause.lemma.clone(),
        kind: match clause.kind {
            ClauseKind::Verbal => "verbal",
            ClauseKind::Nominal => "nominal",
            ClauseKind::Copular => "copular",
        }
        .to_owned(),
        arguments: clause.arguments.iter().map(|argument| self::argument(argument, reading, reaches)).collect(),
        polarity: clause.polarity.as_str().to_owned(),
        status: clause.status.as_str().to_owned(),
        reciprocal: clause.reciprocal,
        parent: clause.parent,
        time: clause.time,
        date: time.map(|time| time.date.text.clone()).unwrap_or_default(),
        place: clause.place,
        voice: std::iter::successors(clause.voice.as_ref(), |voice| voice.outer.as_deref()).map(speaker).collect(),
    }
}

/// An argument spans its mention, where it has one, else all that its head governs.
fn argument(argument: &Argument, reading: &Reading, reaches: &[Span]) -> ArgumentRecord {
    let (role, preposition) = match &argument.role {
        Role::Subject => ("subject", ""),
        Role::Object => ("object", ""),
        Role::Recipient => ("recipient", ""),
        Role::Oblique(preposition) => ("oblique", preposition.as_str()),
        Role::Complement => ("complement", ""),
    };
    let mention = argument.mention.map(|mention| reading.entities.mentions[mention].span);
    let span = mention.unwrap_or(reaches[argument.token]);
    ArgumentRecord {
        role: role.to_owned(),
        preposition: preposition.to_owned(),
        begin: span.begin,
        end: span.end,
        mention: argument.mention,
        clause: argument.clause,
    }
}

fn speaker(voice: &Attribution) -> SpeakerRecord {
    SpeakerRecord { source: voice.source_text.clone(), mention: voice.source, verb: voice.verb.clone(), via: voice.via }
}

fn attributions(statements: &[Statement]) -> Vec<AttributionRecord> {
    let size = |statement: &Statement| statement.content.iter().map(|content| content.len()).sum::<usize>();
    let holds = |outer: &Statement, cue: Span| outer.content.iter().any(|content| content.covers(cue));
    let records = statements.iter().enumerate().map(|(index, statement)| AttributionRecord {
        source: statement.source,
        cue: statement.cue,
        verb: statement.verb.clone(),
        content: statement.content.clone(),
        within: (0..statements.len())
            .filter(|&other| other != index && holds(&statements[other], statement.cue))
            .min_by_key(|&other| size(&statements[other])),
    });
    records.collect()
}
