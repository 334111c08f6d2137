//! The entities of one article while it is read: each once, from the gazetteer, composed, or minted.

use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest as _, Sha256};

use super::{
    Entity, EntityId, EntityKind,
    gazetteer::Gazetteer,
    lexicon::{Gender, Lexicon, Region, Role},
};
use crate::lexicon::set;

/// The slug of people of whom no more is said than whose they are.
const PEOPLE: &str = "people";

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
        }
    }

    /// The entities whose id ends in a slash and that word: the organs of that name.
    pub(crate) fn ending_in(&self, word: &str) -> impl Iterator<Item = usize> {
        self.by_ending.get(word).into_iter().flatten().copied()
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
        let entity = Entity {
            id: EntityId(format!("{}/{}", self.entities[of].id.0, Lexicon::embedded().letters().slug(words))),
            kind: EntityKind::Organisation,
            label: format!("{} {words}", self.adjective(of)),
            wikidata: None,
            country: Some(self.entities[of].id.clone()),
            code: self.code(of, role),
            minted: true,
        };
        self.mint(entity, None, "")
    }

    /// An organ of a state, a region or a body ("the Russian foreign ministry"); itself where the role is its government.
    pub(crate) fn body(&mut self, of: usize, role: &Role) -> usize {
        let Some(slug) = role.slugs.first() else { return of };
        // "troops", "armed forces": words that have no singular in this sense.
        let term = if role.collective() { &role.plural } else { &role.term };
        let label = format!("{} {term}", self.adjective(of));
        self.belonging(of, slug, EntityKind::Organisation, label, role, slug)
    }

    /// One of the people of a state or body: "a Jordanian truck driver".
    pub(crate) fn member(&mut self, of: usize, role: &Role) -> usize {
        let slug = role.slugs.first().map_or("person", |slug| &**slug);
        let label = format!("{} {}", self.adjective(of), role.term);
        self.belonging(of, slug, EntityKind::Group, label, role, slug)
    }

    /// People of a state or body: "Chinese officials".
    pub(crate) fn group(&mut self, of: usize, role: &Role) -> usize {
        let slug = role.slugs.first().map_or(PEOPLE, |slug| &**slug);
        let plural = plural_of(slug);
        let label = format!("{} {}", self.adjective(of), plural.replace('-', " "));
        self.belonging(of, &plural, EntityKind::Group, label, role, slug)
    }

    /// Mints what belongs to a state or body; `last` ends its id, `slug` is that of its role.
    fn belonging(&mut self, of: usize, last: &str, kind: EntityKind, label: String, role: &Role, slug: &str) -> usize {
        let entity = Entity {
            id: EntityId(format!("{}/{last}", self.entities[of].id.0)),
            kind,
            label,
            wikidata: None,
            country: self.country(of).map(|country| self.entities[country].id.clone()),
            code: self.code(of, &role.code),
            minted: true,
        };
        self.mint(entity, None, slug)
    }

    /// People or states of a part of the world: "Western officials".
    pub(crate) fn regional(&mut self, region: &Region, role: &Role) -> usize {
        let plural = plural_of(role.slugs.first().map_or(PEOPLE, |slug| &**slug));
        let entity = Entity {
            id: EntityId(format!("{}/{plural}", region.slug)),
            kind: EntityKind::Group,
            label: format!("{} {}", region.adjective, plural.replace('-', " ")),
            wikidata: None,
            country: None,
            code: Some(format!("{}{}", region.code, role.code)),
            minted: true,
        };
        self.mint(entity, None, &plural)
    }

    /// The people of a state without an office: "three Russians".
    pub(crate) fn people(&mut self, of: usize) -> usize {
        let entity = Entity {
            id: EntityId(format!("{}/people", self.entities[of].id.0)),
            kind: EntityKind::Group,
            label: format!("{} people", self.adjective(of)),
            wikidata: None,
            country: Some(self.entities[of].id.clone()),
            code: self.code(of, "CVL"),
            minted: true,
        };
        self.mint(entity, None, PEOPLE)
    }

    /// The members of a party, of whom some act: "two Republicans".
    pub(crate) fn members(&mut self, of: usize) -> usize {
        let entity = Entity {
            id: EntityId(format!("{}/members", self.entities[of].id.0)),
            kind: EntityKind::Group,
            label: format!("members of {}", self.entities[of].label),
            wikidata: None,
            country: self.entities[of].country.clone(),
            code: self.entities[of].code.clone(),
            minted: true,
        };
        self.mint(entity, None, "members")
    }

    /// The office of a state or body: "foreign minister of Russia".
    pub(crate) fn position(&mut self, of: usize, slug: &str, label: &str) -> usize {
        let entity = Entity {
            id: EntityId(format!("{}/{slug}", self.entities[of].id.0)),
            kind: EntityKind::Position,
            label: format!("{label} of {}", self.entities[of].label),
            wikidata: None,
            country: self.country(of).map(|country| self.entities[country].id.clone()),
            code: None,
            minted: true,
        };
        self.mint(entity, None, slug)
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
            slug.push_str("unnamed");
        }
        if let Some(context) = context {
            slug = format!("{slug}-{}", short_hash(context));
        }
        let country = country.map(|country| self.entities[country].id.clone());
        let entity = Entity {
            id: EntityId(slug),
            kind,
            label: name.to_owned(),
            wikidata: None,
            country,
            code: None,
            minted: true,
        };
        self.mint(entity, gender, "")
    }

    fn adjective(&self, of: usize) -> String {
        let adjective = self.entry[of].and_then(|entry| self.gazetteer.adjective(entry));
        adjective.map_or_else(|| self.entities[of].label.clone(), str::to_owned)
    }
}

fn plural_of(slug: &str) -> String {
    match slug {
        text if set::COLLECTIVE_SLUG.has(text) => slug.to_owned(),
        "spokesperson" => "spokespeople".to_owned(),
        "child" => "children".to_owned(),
        slug if slug.ends_with("man") => format!("{}men", &slug[..slug.len() - 3]),
        slug if slug.ends_with('s') => slug.to_owned(),
        slug if slug.ends_with('y') && !["ay", "ey", "oy", "uy"].iter().any(|end| slug.ends_with(end)) => {
            format!("{}ies", &slug[..slug.len() - 1])
        }
        slug => format!("{slug}s"),
    }
}

/// Eight hexadecimal digits that tell one context from another.
fn short_hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}
