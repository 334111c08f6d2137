//! The passes over an article: full names, surnames, then nominals and pronouns in the order of the text.
//!
//! Precise passes come first, and a later one never changes what an earlier one decided.

use jiff::civil::Date;

use super::{
    ArticleEntities, EntityKind, Mention,
    cast::Cast,
    gazetteer::Gazetteer,
    lexicon::{Lexicon, Sort},
    names::Atoms,
    phrases::{self, Draft, Owner, Topic, View},
    scan::{self, Element, What},
};
use crate::{syntax::Sentence, text::Article};

/// Offices that many hold at a time, but that are held all the same.
const POSTS: [&str; 14] = [
    "spokesperson",
    "ambassador",
    "envoy",
    "governor",
    "mayor",
    "commissioner",
    "commander",
    "minister",
    "deputy-minister",
    "assistant-secretary",
    "deputy-secretary",
    "undersecretary",
    "chair",
    "chief-executive",
];

/// Posts of a city, a province, an army, a bank or a company, never of a state: "Istanbul mayor" is no mayor of Turkey.
const BELOW_THE_STATE: [&str; 5] = ["chair", "chief-executive", "commander", "governor", "mayor"];

/// An article on its way through the passes.
pub(super) struct Reader<'a> {
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) lexicon: &'static Lexicon,
    pub(super) article: &'a Article,
    pub(super) views: Vec<View<'a>>,
    pub(super) cast: Cast<'a>,
    pub(super) drafts: Vec<Draft>,
    /// The entity of each element, by sentence, once its name is resolved.
    pub(super) of_element: Vec<Vec<Option<usize>>>,
    /// The folded names by which a person is named in this article, by entity.
    pub(super) called: Vec<(usize, String)>,
}

/// Finds and resolves the mentions of an article.
pub(super) fn resolve(gazetteer: &Gazetteer, article: &Article, sentences: &[Sentence]) -> ArticleEntities {
    let lexicon = Lexicon::embedded();
    let atoms: Vec<Atoms> = sentences
        .iter()
        .map(|sentence| Atoms::new(&lexicon.letters, sentence.tokens.iter().map(|token| token.form.as_str())))
        .collect();
    let proper = scan::proper_words(lexicon, sentences);
    let elements: Vec<Vec<Element>> = sentences
        .iter()
        .zip(&atoms)
        .map(|(sentence, atoms)| scan::scan(gazetteer, lexicon, sentence, atoms, &proper))
        .collect();
    let views: Vec<View<'_>> = sentences
        .iter()
        .enumerate()
        .map(|(index, sentence)| View::new(index, sentence, &atoms[index], &elements[index]))
        .collect();
    let drafts = views.iter().flat_map(|view| phrases::drafts(gazetteer, lexicon, view)).collect();
    let of_element = elements.iter().map(|elements| vec![None; elements.len()]).collect();
    let mut reader = Reader {
        gazetteer,
        lexicon,
        article,
        views,
        cast: Cast::new(gazetteer),
        drafts,
        of_element,
        called: Vec::new(),
    };
    reader.link_names();
    reader.read_titles();
    reader.resolve_rest();
    reader.finish()
}

impl Reader<'_> {
    pub(super) fn day(&self) -> Option<Date> {
        self.article.published
    }

    /// The words of tokens `first..=last` as the text has them.
    pub(super) fn words(&self, sentence: usize, first: usize, last: usize) -> String {
        let tokens = &self.views[sentence].sentence.tokens[first..=last];
        let mut words = String::new();
        for (index, token) in tokens.iter().enumerate() {
            words.push_str(&token.form);
            if token.space_after && index + 1 < tokens.len() {
                words.push(' ');
            }
        }
        words
    }

    /// The state or body that an owner names.
    pub(super) fn owner(&mut self, sentence: usize, owner: Owner) -> Option<usize> {
        match owner {
            Owner::Nothing | Owner::Pronoun(_) => None,
            Owner::Element(element) => self.actor_of(sentence, element),
            Owner::Within(element) => {
                let entity = self.of_element[sentence][element]?;
                match self.cast.kind(entity) {
                    EntityKind::Country | EntityKind::Organisation => Some(entity),
                    _ => self.cast.country(entity),
                }
            }
            Owner::Body(body, state) => {
                let What::Role { role, .. } = self.views[sentence].elements[body].what else { return None };
                let state = self.actor_of(sentence, state?)?;
                let role = &self.lexicon.roles[role as usize];
                if role.sort == Sort::Body { Some(self.cast.body(state, role)) } else { Some(state) }
            }
        }
    }

    /// The state or body that an element names: of a capital, the government; of a place, its state.
    fn actor_of(&mut self, sentence: usize, element: usize) -> Option<usize> {
        let words = &self.views[sentence].elements[element];
        let folded = self.views[sentence].atoms.joined(words.first, words.last);
        if let Some(entity) = self.of_element[sentence][element] {
            return match self.cast.kind(entity) {
                EntityKind::Place => match self.gazetteer.metonym(&folded) {
                    Some(metonym) if metonym.strong => Some(self.cast.known(metonym.stands_for)),
                    // "Puntland forces" are not those of Somalia.
                    _ if self.is_region(entity) => Some(entity),
                    _ => self.cast.country(entity),
                },
                EntityKind::Person => None,
                _ => Some(entity),
            };
        }
        None
    }

    /// Whether a place has organs and people of its own: a part of a state, not a city.
    fn is_region(&self, entity: usize) -> bool {
        matches!(&*self.cast.class[entity], "region" | "territory" | "zone" | "district")
            && self.cast.country(entity).is_some()
    }

    /// The mentions in the order of their spans, and the entities in the order of their first mention.
    fn finish(mut self) -> ArticleEntities {
        self.code_persons();
        let Self { cast, mut drafts, views, lexicon, .. } = self;
        drafts.sort_by_key(|draft| (draft.sentence, draft.first, usize::MAX - draft.last));
        let mut order: Vec<usize> = Vec::new();
        let mut place = vec![usize::MAX; cast.entities.len()];
        let mut touch = |entity: usize, order: &mut Vec<usize>| {
            if place[entity] == usize::MAX {
                place[entity] = order.len();
                order.push(entity);
            }
            place[entity]
        };
        let mut mentions = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let tokens = &views[draft.sentence].sentence.tokens;
            let entities = draft.entities.iter().map(|&entity| touch(entity, &mut order)).collect();
            let title = draft.title.map(|mut title| {
                title.of = title.of.map(|of| touch(of, &mut order));
                title.position = title.position.map(|position| touch(position, &mut order));
                title
            });
            let (sort, code) = match &draft.topic {
                Topic::Nominal(phrase) if draft.entities.is_empty() => generic(lexicon, &views[draft.sentence], phrase),
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
                sort,
                code,
                thing: draft.thing,
            });
        }
        let entities = order.into_iter().map(|entity| cast.entities[entity].clone()).collect();
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
                    let role = match self.gazetteer.office_name(term.office) {
                        "speaker" => "LEG",
                        "military-chief" => "MIL",
                        "intelligence-chief" => "SPY",
                        "opposition-leader" => "OPP",
                        _ => "GOV",
                    };
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

    /// Reads the titles before names as offices, and composes the codes of persons.
    fn read_titles(&mut self) {
        for index in 0..self.drafts.len() {
            let draft = &self.drafts[index];
            let Topic::Name { title, .. } = &draft.topic else { continue };
            let (Some((first, last, role)), Some(&person)) = (title.role, draft.entities.first()) else { continue };
            if self.cast.kind(person) != EntityKind::Person {
                continue;
            }
            let (sentence, owner, former) = (draft.sentence, title.of, title.former);
            let of = self.owner(sentence, owner);
            let text = self.words(sentence, first, last);
            self.drafts[index].title = self.title(person, of, role, text, former);
        }
    }

    /// A title reading; `None` where the role is no office.
    pub(super) fn title(
        &mut self,
        person: usize,
        of: Option<usize>,
        role: u32,
        text: String,
        former: bool,
    ) -> Option<super::TitleReading> {
        let role = &self.lexicon.roles[role as usize];
        if matches!(&*role.term, "counterpart" | "ally" | "rival" | "successor" | "predecessor" | "man" | "woman") {
            return None;
        }
        // "President Biden": the state is the one whose president he is on that day.
        let of = of.or_else(|| {
            let entry = self.cast.entry[person]?;
            let day = self.article.published;
            let terms = self.gazetteer.terms_of(entry).filter(|term| {
                day.is_none_or(|day| term.holds(day))
                    && role.slugs.iter().any(|slug| **slug == *self.gazetteer.office_name(term.office))
            });
            let states: Vec<u32> = terms.map(|term| term.of).collect();
            let of = *states.first()?;
            // A king of fourteen realms is called king of his own.
            let own = self.gazetteer.entry(entry).country().filter(|own| states.contains(own));
            let of = if states.iter().all(|state| *state == of) { of } else { own? };
            Some(self.cast.known(of))
        });
        // Of several offices that the words may mean, the one that the person holds or held there.
        let slug = of
            .and_then(|of| Some((self.cast.entry[of]?, self.cast.entry[person]?)))
            .and_then(|(of, person)| role.slugs.iter().find(|slug| self.gazetteer.ever_held(person, of, slug)))
            .or(role.slugs.first())?
            .to_string();
        let office = role.sort == Sort::Office || POSTS.contains(&slug.as_str());
        let fits = |of: usize| self.cast.kind(of) != EntityKind::Country || !BELOW_THE_STATE.contains(&slug.as_str());
        let position = of.filter(|&of| office && fits(of)).map(|of| self.cast.position(of, &slug, &role.term));
        let code = of.and_then(|of| {
            let base = self.cast.entities[of].code.clone()?;
            Some(if self.cast.kind(of) == EntityKind::Country { format!("{base}{}", role.code) } else { base })
        });
        if !former && self.cast.entities[person].code.is_none() {
            self.cast.entities[person].code = code;
        }
        if self.cast.entities[person].country.is_none()
            && let Some(of) = of
            && let Some(country) = self.cast.country(of)
        {
            self.cast.entities[person].country = Some(self.cast.entities[country].id.clone());
        }
        Some(super::TitleReading { text, office: slug, of, position, former })
    }
}

/// What a nominal without an entity names, and its code with the state left open.
fn generic(lexicon: &Lexicon, view: &View<'_>, phrase: &phrases::NounPhrase) -> (Option<EntityKind>, Option<String>) {
    let role = &lexicon.roles[phrase.role as usize];
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
            What::Role { role, .. } => Some(&lexicon.roles[role as usize]),
            _ => None,
        },
        _ => None,
    };
    let code = before.filter(|before| &*before.code == "OPP").map_or(&*role.code, |before| &*before.code);
    (Some(kind), (!code.is_empty()).then(|| format!("---{code}")))
}
