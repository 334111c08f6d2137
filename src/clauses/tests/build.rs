//! A small article from trees in one line each, with mentions and times given by token ranges.

use jiff::civil::date;

use crate::{
    clauses::{self, Clause, Role},
    entities::{ArticleEntities, Decision, Entity, EntityId, EntityKind, Mention, MentionKind},
    lexicon::Lexicon,
    syntax::Sentence,
    time::{Edtf, TimeExpression, TimexType},
    tree::{self, written},
};

/// An article under construction.
#[derive(Default)]
pub(super) struct Text {
    sentences: Vec<Sentence>,
    entities: ArticleEntities,
    times: Vec<TimeExpression>,
    end: usize,
}

impl Text {
    /// Adds a sentence, written as the examples of mends are ([`crate::tree::Mend`]).
    pub(super) fn tree(mut self, words: &str) -> Self {
        let sentence = written::sentence(words, self.end);
        self.end = sentence.span.end;
        self.sentences.push(sentence);
        self
    }

    /// Adds mentions to the last sentence: `first-last:Name`, from 1; "@Name" for places. The head is found in the tree.
    pub(super) fn names(mut self, names: &str) -> Self {
        for name in names.split_whitespace() {
            let (range, label) = name.split_once(':').expect("a range and a name");
            let (first, last) = written::range(range);
            let (kind, label) = match label.strip_prefix('@') {
                Some(label) => (EntityKind::Place, label),
                None => (EntityKind::Person, label),
            };
            let known = self.entities.entities.iter().position(|entity| entity.label == label);
            let entity = known.unwrap_or_else(|| {
                self.entities.entities.push(Entity {
                    id: EntityId(label.to_lowercase()),
                    kind,
                    label: label.to_owned(),
                    wikidata: None,
                    country: None,
                    code: None,
                    minted: false,
                });
                self.entities.entities.len() - 1
            });
            let tokens = &self.sentences.last().expect("a sentence").tokens;
            let inside = |token: usize| (first..=last).contains(&token);
            let head = (first..=last).find(|&token| tokens[token].head.is_none_or(|head| !inside(head)));
            self.entities.mentions.push(Mention {
                sentence: self.sentences.len() - 1,
                first,
                last,
                head: head.unwrap_or(first),
                span: tokens[first].span.join(tokens[last].span),
                kind: MentionKind::Name,
                entities: vec![entity],
                decided_by: Decision::FullName,
                title: None,
                party: None,
                sort: None,
                code: None,
                thing: false,
            });
        }
        self
    }

    /// Adds a date to the last sentence: `first-last`, from 1; the nth day of July 2022 for the nth call.
    pub(super) fn time(mut self, range: &str) -> Self {
        let (first, last) = written::range(range);
        let tokens = &self.sentences.last().expect("a sentence").tokens;
        let day = date(2022, 7, i8::try_from(self.times.len() + 1).expect("few times"));
        self.times.push(TimeExpression {
            sentence: self.sentences.len() - 1,
            first,
            last,
            span: tokens[first].span.join(tokens[last].span),
            timex: TimexType::Date,
            value: day.to_string(),
            date: Edtf { text: day.to_string(), earliest: Some(day), latest: Some(day) },
            rule: "test",
        });
        self
    }

    /// The clauses, a line each: `lemma(role=words …) flags`. Words of arguments are the names of mentions, else forms.
    pub(super) fn clauses(&self) -> Vec<String> {
        self.read().iter().map(|clause| self.line(clause)).collect()
    }

    pub(super) fn read(&self) -> Vec<Clause> {
        let mut sentences = self.sentences.clone();
        tree::mend(Lexicon::embedded(), &mut sentences, &self.entities);
        clauses::read(Lexicon::embedded(), None, &sentences, &self.entities, &self.times)
    }

    /// The line of the clause with that lemma.
    pub(super) fn clause(&self, lemma: &str) -> String {
        let clauses = self.read();
        let found = clauses.iter().find(|clause| clause.lemma == lemma);
        found.map_or_else(|| format!("no {lemma} in {:?}", self.clauses()), |clause| self.line(clause))
    }

    fn name(&self, mention: usize) -> &str {
        &self.entities.entities[self.entities.mentions[mention].entities[0]].label
    }

    fn line(&self, clause: &Clause) -> String {
        let sentence = &self.sentences[clause.sentence];
        let mut parts: Vec<String> = Vec::new();
        for argument in &clause.arguments {
            let role = match &argument.role {
                Role::Subject => "S",
                Role::Object => "O",
                Role::Recipient => "R",
                Role::Oblique(word) => word,
                Role::Complement => "C",
            };
            let words = match argument.mention {
                Some(mention) => self.name(mention),
                None => &sentence.tokens[argument.token].form,
            };
            parts.push(format!("{role}={words}"));
        }
        let mut line = format!("{}({})", clause.lemma, parts.join(" "));
        let mut flag = |text: String| line.push_str(&format!(" {text}"));
        if clause.reciprocal {
            flag("reciprocal".to_owned());
        }
        if clause.polarity == clauses::Polarity::Negated {
            flag("negated".to_owned());
        }
        if clause.status != clauses::Status::Happened {
            flag(format!("{:?}", clause.status).to_lowercase());
        }
        let mut voice = clause.voice.as_ref();
        while let Some(saying) = voice {
            let source = saying.source.map_or(saying.source_text.as_str(), |source| self.name(source));
            let via = saying.via.map_or(String::new(), |via| format!(" via {}", self.name(via)));
            flag(format!("<{} {source}{via}>", saying.verb));
            voice = saying.outer.as_deref();
        }
        if let Some(time) = clause.time {
            flag(format!("on {}", self.times[time].date.text));
        }
        if let Some(place) = clause.place {
            flag(format!("at {}", self.name(place)));
        }
        line
    }
}
