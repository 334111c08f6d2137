//! An article while its mentions are resolved: its sentences with what was found in them, and what is decided so far.
//!
//! Names come first, in this floor; pronouns and nouns for what was said are resolved after the clauses, in the floor of
//! reference. Both go on from the same [`SoFar`].

use jiff::civil::Date;

use super::{
    Decision, EntityKind, TitleReading,
    cast::Cast,
    draft::{Draft, Named, Owner, Part, View},
    element::What,
    gazetteer::Gazetteer,
    index::Term,
    lexicon::{Gender, Lexicon, Role, Sort},
    said::{Called, Said, Written},
};
use crate::{lexicon::set, syntax::Sentence, text::Article};

/// What is decided of the mentions of an article.
pub(crate) struct SoFar<'g> {
    pub(crate) cast: Cast<'g>,
    pub(crate) drafts: Vec<Draft>,
    /// The entity of each element, by sentence, once its name is resolved.
    pub(crate) of_element: Vec<Vec<Option<usize>>>,
    /// The folded names by which persons are named in this article.
    pub(crate) called: Called,
    /// What the passes ask of all drafts.
    pub(crate) said: Said,
}

/// An article on its way through the passes.
pub(crate) struct Reader<'a, 'g> {
    pub(crate) gazetteer: &'g Gazetteer,
    pub(crate) lexicon: &'g Lexicon,
    pub(crate) article: &'a Article,
    pub(crate) views: Vec<View<'a>>,
    pub(crate) cast: Cast<'g>,
    pub(crate) drafts: Vec<Draft>,
    pub(crate) of_element: Vec<Vec<Option<usize>>>,
    pub(crate) called: Called,
    pub(crate) said: Said,
    /// The names as the text writes them.
    pub(crate) written: Written,
}

impl<'a, 'g> Reader<'a, 'g> {
    /// Goes on from what is decided so far.
    pub(crate) fn new(
        gazetteer: &'g Gazetteer,
        article: &'a Article,
        sentences: &'a [Sentence],
        parts: &'a [Part],
        so_far: SoFar<'g>,
    ) -> Self {
        let views = sentences
            .iter()
            .zip(parts)
            .enumerate()
            .map(|(index, (sentence, part))| View::new(index, sentence, part))
            .collect();
        let SoFar { cast, drafts, of_element, called, said } = so_far;
        let lexicon = gazetteer.lexicon();
        let written = Written::default();
        Self { gazetteer, lexicon, article, views, cast, drafts, of_element, called, said, written }
    }

    /// What is decided, without the sentences.
    pub(crate) fn so_far(self) -> SoFar<'g> {
        let Self { cast, drafts, of_element, called, said, .. } = self;
        SoFar { cast, drafts, of_element, called, said }
    }
}

impl Reader<'_, '_> {
    pub(crate) fn day(&self) -> Option<Date> {
        self.article.published
    }

    /// The words of tokens `first..=last` as the text has them.
    pub(crate) fn words(&self, sentence: usize, first: usize, last: usize) -> String {
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
    pub(crate) fn owner(&mut self, sentence: usize, owner: Owner) -> Option<usize> {
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
                let role = &self.lexicon.roles()[role as usize];
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
        set::CLASS_OF_REGION.has(&self.cast.class[entity]) && self.cast.country(entity).is_some()
    }

    pub(crate) fn decide(&mut self, name: &Named, entity: usize, by: Decision) {
        self.say(name.index, vec![entity], by);
        self.of_element[name.sentence][name.element] = Some(entity);
        if self.cast.kind(entity) == EntityKind::Person {
            self.called.add(entity, &name.folded);
            let label = self.lexicon.letters().folded(&self.cast.entities[entity].label);
            self.called.add(entity, &label);
            if self.cast.gender[entity].is_none() {
                self.cast.gender[entity] = self.gender(name);
            }
        }
    }

    pub(crate) fn gender(&self, name: &Named) -> Option<Gender> {
        let given = name.folded.split(' ').next().filter(|_| name.folded.contains(' '));
        name.title.gender.or_else(|| self.gazetteer.given(given?).flatten())
    }

    /// Whether a state is mentioned in the article by a name that is beyond doubt.
    pub(crate) fn mentioned(&self, country: u32) -> bool {
        self.cast.has(country)
    }

    /// A title reading; `None` where the role is no office.
    pub(crate) fn title(
        &mut self,
        person: usize,
        of: Option<usize>,
        role: u32,
        text: String,
        former: bool,
    ) -> Option<TitleReading> {
        let role = &self.lexicon.roles()[role as usize];
        if set::RELATIONAL.has(&role.term) {
            return None;
        }
        let of = of.or_else(|| {
            let day = self.article.published;
            // "President Biden": the state is the one whose president he is on that day; else, "former President Biden", was.
            let now = self.state_of_office(person, role, |term| !former && day.is_none_or(|day| term.holds(day)));
            now.or_else(|| self.state_of_office(person, role, |term| day.is_none_or(|day| term.ended_before(day))))
        });
        // Of several offices that the words may mean, the one that the person holds or held there.
        let slug = of
            .and_then(|of| Some((self.cast.entry[of]?, self.cast.entry[person]?)))
            .and_then(|(of, person)| role.slugs.iter().find(|slug| self.gazetteer.ever_held(person, of, slug)))
            .or(role.slugs.first())?
            .to_string();
        let deputy = slug.split_once('-').is_some_and(|(rank, _)| set::DEPUTY.has(rank));
        let office = role.sort == Sort::Office
            || deputy
            || set::POSTS.has(&slug)
            || set::SEAT.has(&role.term)
            || set::CHAMBER_LEADER.has(&role.term);
        let fits = |of: usize| self.cast.kind(of) != EntityKind::Country || !set::BELOW_THE_STATE.has(&slug);
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
        Some(TitleReading { text, office: slug, of, position, former })
    }

    /// The only state or body in which somebody holds the office in such a term; of several the person's own.
    fn state_of_office(&mut self, person: usize, role: &Role, wanted: impl Fn(&Term) -> bool) -> Option<usize> {
        let entry = self.cast.entry[person]?;
        let terms = self.gazetteer.terms_of(entry).filter(|term| {
            wanted(term) && role.slugs.iter().any(|slug| **slug == *self.gazetteer.office_name(term.office))
        });
        let states: Vec<u32> = terms.map(|term| term.of).collect();
        let of = *states.first()?;
        // A king of fourteen realms is called king of his own.
        let own = self.gazetteer.entry(entry).country().filter(|own| states.contains(own));
        let of = if states.iter().all(|state| *state == of) { of } else { own? };
        Some(self.cast.known(of))
    }

    /// The drafts of one sentence.
    pub(crate) fn drafts_in(&self, sentence: usize) -> &[Draft] {
        &self.drafts[self.said.begin(sentence)..self.said.begin(sentence + 1)]
    }

    /// Gives a draft its entities.
    pub(crate) fn say(&mut self, index: usize, entities: Vec<usize>, by: Decision) {
        let draft = &mut self.drafts[index];
        self.said.forget(index, draft);
        self.said.count(index, draft, &entities);
        draft.entities = entities;
        draft.decided_by = by;
    }

    /// Gives a draft the title of the person whom it names.
    pub(crate) fn entitle(&mut self, index: usize, person: usize, title: Option<TitleReading>) {
        if let Some(title) = &title {
            self.said.entitle(index, person, title, self.drafts[index].entities.len() < 2);
        }
        self.drafts[index].title = title;
    }

    /// The persons said so far who ever held one of these offices in a state.
    pub(crate) fn ever_held(&mut self, state: u32, offices: &[String]) -> Vec<usize> {
        let (seen, found) = self.said.held.entry((state, offices.join(" "))).or_default();
        for person in *seen..self.cast.entities.len() {
            let held = |entry| offices.iter().any(|office| self.gazetteer.ever_held(entry, state, office));
            if self.cast.entry[person].is_some_and(held) {
                found.push(person);
            }
        }
        *seen = self.cast.entities.len();
        let found = found.clone();
        found.into_iter().filter(|&person| self.said.first(person).is_some()).collect()
    }

    /// The persons said so far who hold the office of a role in some state on the day of the article.
    pub(crate) fn in_office(&mut self, role: u32) -> Vec<usize> {
        let Some(day) = self.day() else { return Vec::new() };
        let slugs = &self.lexicon.roles()[role as usize].slugs;
        let (seen, found) = self.said.in_office.entry(role).or_default();
        let holds = |entry: u32| {
            self.gazetteer.terms_of(entry).any(|term| {
                term.holds(day)
                    && slugs.iter().any(|slug| **slug == *self.gazetteer.office_name(term.office))
                    && self.gazetteer.entry(term.of).kind() == EntityKind::Country
            })
        };
        for person in *seen..self.cast.entities.len() {
            if self.cast.entities[person].kind == EntityKind::Person && self.cast.entry[person].is_some_and(holds) {
                found.push(person);
            }
        }
        *seen = self.cast.entities.len();
        found.clone()
    }
}
