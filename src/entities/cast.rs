//! The entities of one article while it is read: each once, from the gazetteer, composed, or minted.

use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest as _, Sha256};

use super::{
    Entity, EntityId, EntityKind,
    gazetteer::Gazetteer,
    lexicon::{Gender, Lexicon, Region, Role},
};
use crate::lexicon::set;

/// The end of the id of people of whom no more is said than whose they are.
const PEOPLE_SLUG: &str = "people";
/// The same of one of them.
const PERSON_SLUG: &str = "person";
/// The end of the id of the members of a party.
const MEMBERS_SLUG: &str = "members";
/// The id of what has a name without letters.
const UNNAMED_SLUG: &str = "unnamed";
/// CAMEO role of people without an office.
const CIVILIANS: &str = "CVL";

/// The entities of one article.
pub(crate) struct Cast<'g> {
    gazetteer: &'g Gazetteer,
    pub(crate) entities: Vec<Entity>,
    /// The gazetteer's entry of each.
    pub(crate) entry: Vec<Option<u32>>,
    pub(crate) gender: Vec<Option<Gender>>,
    /// Finer kind: `alliance`, `news_agency`, `officials`.
    pub(crate) class: Vec<String>,
    by_id: FxHashMap<String, usize>,
    /// The entries of the gazetteer among them.
    entries: FxHashSet<u32>,
    /// The entities by what follows the last slash of their id.
    by_ending: FxHashMap<String, Vec<usize>>,
    /// The organisations by the nouns that head their labels, in lower case.
    by_word: FxHashMap<String, Vec<usize>>,
}

impl<'g> Cast<'g> {
    pub(crate) fn new(gazetteer: &'g Gazetteer) -> Self {
        Self {
            gazetteer,
            entities: Vec::new(),
            entry: Vec::new(),
            gender: Vec::new(),
            class: Vec::new(),
            by_id: FxHashMap::default(),
            entries: FxHashSet::default(),
            by_ending: FxHashMap::default(),
            by_word: FxHashMap::default(),
        }
    }

    /// The entities whose id ends in a slash and that word: the organs of that name.
    pub(crate) fn ending_in(&self, word: &str) -> impl Iterator<Item = usize> {
        self.by_ending.get(word).into_iter().flatten().copied()
    }

    /// The organisations whose label a noun heads.
    pub(crate) fn called(&self, word: &str) -> impl Iterator<Item = usize> {
        self.by_word.get(word).into_iter().flatten().copied()
    }

    /// Whether an entity is one of a group of whom no more is said: "a Zhelkish spokesman".
    pub(crate) fn is_one_of_group(&self, entity: usize) -> bool {
        let ending = self.entities[entity].id.0.rsplit_once('/').map(|(_, ending)| ending);
        self.kind(entity) == EntityKind::Group
            && ending.is_some_and(|ending| ending == self.class[entity] && plural_of(ending) != ending)
    }

    /// Whether an entry of the gazetteer is among them.
    pub(crate) fn has(&self, entry: u32) -> bool {
        self.entries.contains(&entry)
    }

    pub(crate) fn kind(&self, entity: usize) -> EntityKind {
        self.entities[entity].kind
    }

    /// The country of an entity; a country's is itself.
    pub(crate) fn country(&self, entity: usize) -> Option<usize> {
        if self.kind(entity) == EntityKind::Country {
            return Some(entity);
        }
        let id = self.entities[entity].country.as_ref()?;
        self.by_id.get(&id.0).copied()
    }

    /// The entity of an entry of the gazetteer.
    pub(crate) fn known(&mut self, entry: u32) -> usize {
        let found = self.gazetteer.entry(entry);
        if let Some(&index) = self.by_id.get(found.id()) {
            return index;
        }
        let country = found.country().map(|country| self.gazetteer.entry(country));
        let entity = Entity {
            id: EntityId(found.id().to_string()),
            kind: found.kind(),
            label: found.label().to_string(),
            wikidata: found.wikidata().map(str::to_owned),
            country: country.map(|country| EntityId(country.id().to_string())),
            code: found.code().map(str::to_owned),
            minted: false,
        };
        let class = if found.kind() == EntityKind::Person { String::new() } else { found.class().to_string() };
        let index = self.push(entity, Some(entry), found.gender(), class);
        if let Some(country) = found.country()
            && country != entry
        {
            self.known(country);
        }
        index
    }

    fn push(&mut self, entity: Entity, entry: Option<u32>, gender: Option<Gender>, class: String) -> usize {
        let index = self.entities.len();
        self.by_id.insert(entity.id.0.clone(), index);
        if let Some((_, ending)) = entity.id.0.rsplit_once('/') {
            self.by_ending.entry(ending.to_owned()).or_default().push(index);
        }
        if entity.kind == EntityKind::Organisation {
            for word in heads(&entity.label) {
                let found = self.by_word.entry(word.to_lowercase()).or_default();
                if found.last() != Some(&index) {
                    found.push(index);
                }
            }
        }
        self.entities.push(entity);
        self.entry.push(entry);
        self.entries.extend(entry);
        self.gender.push(gender);
        self.class.push(class);
        index
    }

    /// An entity that the gazetteer lacks; the id is used by the kind that first asked for it.
    pub(crate) fn mint(&mut self, mut entity: Entity, gender: Option<Gender>, class: &str) -> usize {
        if let Some(entry) = self.gazetteer.find(&entity.id.0) {
            if self.gazetteer.entry(entry).kind() == entity.kind {
                return self.known(entry);
            }
            entity.id.0 = format!("{}-{}", entity.id.0, entity.kind.as_str());
        }
        if let Some(&index) = self.by_id.get(&entity.id.0) {
            return index;
        }
        self.push(entity, None, gender, class.to_owned())
    }

    /// CAMEO code of a state or body, extended by a role.
    fn code(&self, of: usize, role: &str) -> Option<String> {
        let base = match (self.kind(of), &self.entities[of].code) {
            // "Texas police" are American police.
            (EntityKind::Place, _) => {
                let country = self.country(of)?;
                return Some(format!("{}{role}", self.entities[country].code.as_deref()?));
            }
            (_, code) => code.as_deref()?,
        };
        let base = if self.kind(of) == EntityKind::Country { base } else { return Some(base.to_owned()) };
        Some(format!("{base}{role}"))
    }

    /// An organ of a state that no role names: "State Security Service" of Georgia.
    pub(crate) fn organ(&mut self, of: usize, words: &str, role: &str) -> usize {
        let slug = Lexicon::embedded().letters().slug(words);
        let label = format!("{} {words}", self.adjective(of));
        let code = self.code(of, role);
        self.belonging(of, (EntityKind::Organisation, &slug, ""), label, code)
    }

    /// An organ of a state, a region or a body ("the Russian foreign ministry"); itself where the role is its government.
    pub(crate) fn body(&mut self, of: usize, role: &Role) -> usize {
        let Some(slug) = role.slugs.first() else { return of };
        // "troops", "armed forces": words that have no singular in this sense.
        let term = if role.collective() { &role.plural } else { &role.term };
        let label = format!("{} {term}", self.adjective(of));
        let code = self.code(of, &role.code);
        self.belonging(of, (EntityKind::Organisation, slug, slug), label, code)
    }

    /// One of the people of a state or body: "a Jordanian truck driver".
    pub(crate) fn member(&mut self, of: usize, role: &Role) -> usize {
        let slug = role.slugs.first().map_or(PERSON_SLUG, |slug| &**slug);
        let label = format!("{} {}", self.adjective(of), role.term);
        let code = self.code(of, &role.code);
        self.belonging(of, (EntityKind::Group, slug, slug), label, code)
    }

    /// People of a state or body: "Chinese officials".
    pub(crate) fn group(&mut self, of: usize, role: &Role) -> usize {
        let slug = role.slugs.first().map_or(PEOPLE_SLUG, |slug| &**slug);
        let plural = plural_of(slug);
        let label = format!("{} {}", self.adjective(of), plural.replace('-', " "));
        let code = self.code(of, &role.code);
        self.belonging(of, (EntityKind::Group, &plural, slug), label, code)
    }

    /// Mints what belongs to a state, a region or a body: its kind, the end of its id, and its finer kind.
    fn belonging(
        &mut self,
        of: usize,
        (kind, ending, class): (EntityKind, &str, &str),
        label: String,
        code: Option<String>,
    ) -> usize {
        let id = format!("{}/{ending}", self.entities[of].id.0);
        let country = self.country(of).map(|country| self.entities[country].id.clone());
        self.mint(Entity { country, code, minted: true, ..Entity::new(id, kind, label) }, None, class)
    }

    /// People or states of a part of the world: "Western officials".
    pub(crate) fn regional(&mut self, region: &Region, role: &Role) -> usize {
        let plural = plural_of(role.slugs.first().map_or(PEOPLE_SLUG, |slug| &**slug));
        let id = format!("{}/{plural}", region.slug);
        let label = format!("{} {}", region.adjective, plural.replace('-', " "));
        let code = Some(format!("{}{}", region.code, role.code));
        self.mint(Entity { code, minted: true, ..Entity::new(id, EntityKind::Group, label) }, None, &plural)
    }

    /// The people of a state without an office: "three Russians".
    pub(crate) fn people(&mut self, of: usize) -> usize {
        let label = format!("{} people", self.adjective(of));
        let code = self.code(of, CIVILIANS);
        self.belonging(of, (EntityKind::Group, PEOPLE_SLUG, PEOPLE_SLUG), label, code)
    }

    /// The members of a party, of whom some act: "two Republicans".
    pub(crate) fn members(&mut self, of: usize) -> usize {
        let (label, code) = (format!("members of {}", self.entities[of].label), self.entities[of].code.clone());
        self.belonging(of, (EntityKind::Group, MEMBERS_SLUG, MEMBERS_SLUG), label, code)
    }

    /// The office of a state or body: "foreign minister of Russia".
    pub(crate) fn position(&mut self, of: usize, slug: &str, label: &str) -> usize {
        let label = format!("{label} of {}", self.entities[of].label);
        self.belonging(of, (EntityKind::Position, slug, slug), label, None)
    }

    /// A person, organisation or place that the text names and the gazetteer lacks.
    pub(crate) fn named(
        &mut self,
        name: &str,
        kind: EntityKind,
        country: Option<usize>,
        gender: Option<Gender>,
        context: Option<&str>,
    ) -> usize {
        let mut slug = Lexicon::embedded().letters().slug(name);
        if slug.is_empty() {
            slug.push_str(UNNAMED_SLUG);
        }
        if let Some(context) = context {
            slug = format!("{slug}-{}", short_hash(context));
        }
        let country = country.map(|country| self.entities[country].id.clone());
        self.mint(Entity { country, minted: true, ..Entity::new(slug, kind, name) }, gender, "")
    }

    fn adjective(&self, of: usize) -> String {
        let adjective = self.entry[of].and_then(|entry| self.gazetteer.adjective(entry));
        adjective.map_or_else(|| self.entities[of].label.clone(), str::to_owned)
    }
}

/// The slug of several of that slug: "officials", "children"; what names several already stays.
fn plural_of(slug: &str) -> String {
    if set::COLLECTIVE_SLUG.has(slug) || slug.ends_with('s') {
        return slug.to_owned();
    }
    Lexicon::embedded().plural_of(slug)
}

/// The words that may head a label: the last one, and those before a preposition: "Department of State".
pub(super) fn heads(label: &str) -> impl Iterator<Item = &str> {
    let mut words = label.split(' ').peekable();
    std::iter::from_fn(move || {
        loop {
            let word = words.next()?;
            if words.peek().is_none_or(|next| next.starts_with(char::is_lowercase)) {
                return Some(word);
            }
        }
    })
}

/// Eight hexadecimal digits that tell one context from another.
fn short_hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}
