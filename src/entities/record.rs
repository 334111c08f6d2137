//! What is decided of an article as plain records: its mentions in their order, and the entities that they name.

use super::{
    ArticleEntities, EntityKind, Mention,
    draft::{NounPhrase, Owner, Topic, View},
    element::What,
    lexicon::{Lexicon, Sort},
    reader::Reader,
};

impl Reader<'_, '_> {
    /// The mentions in the order of their spans, which is that of the drafts, and the entities in the order of their first
    /// mention.
    pub(crate) fn record(&mut self) -> ArticleEntities {
        self.code_persons();
        let mut order: Vec<usize> = Vec::new();
        let mut place = vec![usize::MAX; self.cast.entities.len()];
        let mut touch = |entity: usize, order: &mut Vec<usize>| {
            if place[entity] == usize::MAX {
                place[entity] = order.len();
                order.push(entity);
            }
            place[entity]
        };
        let mut mentions = Vec::with_capacity(self.drafts.len());
        for draft in &self.drafts {
            let view = &self.views[draft.sentence];
            let tokens = &view.sentence.tokens;
            let entities = draft.entities.iter().map(|&entity| touch(entity, &mut order)).collect();
            let title = draft.title.clone().map(|mut title| {
                title.of = title.of.map(|of| touch(of, &mut order));
                title.position = title.position.map(|position| touch(position, &mut order));
                title
            });
            let party = draft.party.map(|party| touch(party, &mut order));
            let (sort, code) = match &draft.topic {
                Topic::Nominal(phrase) if draft.entities.is_empty() => generic(self.lexicon, view, phrase),
                _ => (None, None),
            };
            mentions.push(Mention {
                sentence: draft.sentence,
                first: draft.first,
                last: draft.last,
                head: draft.head,
                span: tokens[draft.first].span.join(tokens[draft.last].span),
                kind: draft.kind,
                entities,
                decided_by: draft.decided_by,
                title,
                party,
                sort,
                code,
                thing: draft.thing,
            });
        }
        let entities = order.into_iter().map(|entity| self.cast.entities[entity].clone()).collect();
        ArticleEntities { entities, mentions }
    }

    /// The CAMEO codes of persons of the gazetteer, by their office on the day of the article.
    fn code_persons(&mut self) {
        let Some(day) = self.article.published else { return };
        for person in 0..self.cast.entities.len() {
            let Some(entry) = self.cast.entry[person] else { continue };
            if self.cast.kind(person) != EntityKind::Person || self.cast.entities[person].code.is_some() {
                continue;
            }
            let mut code = None;
            for term in self.gazetteer.terms_of(entry) {
                let of = self.gazetteer.entry(term.of);
                let (Some(base), holds) = (of.code(), term.holds(day)) else { continue };
                if holds && code.is_none() {
                    let role = self.lexicon.code_of_office(self.gazetteer.office_name(term.office));
                    code =
                        Some(if of.kind() == EntityKind::Country { format!("{base}{role}") } else { base.to_owned() });
                }
            }
            // Whoever held an office before belongs to the elites of the state, by CAMEO.
            let former = || {
                let base = self.gazetteer.entry(self.gazetteer.entry(entry).country()?).code()?;
                self.gazetteer.terms_of(entry).any(|term| term.ended_before(day)).then(|| format!("{base}ELI"))
            };
            self.cast.entities[person].code = code.or_else(former);
        }
    }
}

/// What a nominal without an entity names, and its code with the state left open.
fn generic(lexicon: &Lexicon, view: &View<'_>, phrase: &NounPhrase) -> (Option<EntityKind>, Option<String>) {
    let role = &lexicon.roles()[phrase.role as usize];
    let kind = match role.sort {
        Sort::Office | Sort::Person if !phrase.plural => EntityKind::Person,
        Sort::Office | Sort::Person | Sort::Group => EntityKind::Group,
        Sort::Body | Sort::Organisation => EntityKind::Organisation,
        Sort::State => EntityKind::Country,
        Sort::Place => EntityKind::Place,
    };
    // "opposition lawmakers" are first of all the opposition.
    let before = match phrase.of {
        Owner::Body(body, None) => match view.elements[body].what {
            What::Role { role, .. } => Some(&lexicon.roles()[role as usize]),
            _ => None,
        },
        _ => None,
    };
    let code = before.filter(|before| &*before.code == "OPP").map_or(&*role.code, |before| &*before.code);
    (Some(kind), (!code.is_empty()).then(|| format!("---{code}")))
}
