//! Abbreviations that the article itself explains: "the Zhelk Aviation Administration (ZAA)", and either alone.

use rustc_hash::FxHashMap;

use super::{Decision, EntityKind, draft::Named, element::What, reader::Reader};

/// Whether the letters of an abbreviation stand in that order in the long form, beginning with its first.
fn spells(long: &str, short: &str) -> bool {
    let mut letters = long.chars().flat_map(char::to_lowercase);
    let mut wanted = short.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase);
    long.chars().next().map(|letter| letter.to_lowercase().to_string())
        == short.chars().next().map(|letter| letter.to_lowercase().to_string())
        && wanted.all(|letter| letters.any(|other| other == letter))
}

impl Reader<'_, '_> {
    /// Gives each abbreviation the entity of its long form, where the article has it in brackets or by its initials.
    pub(super) fn link_abbreviations(&mut self, names: &[Named]) {
        let is_short = |name: &Named| {
            let words = self.words(name.sentence, name.first, name.last);
            let capitals = words.chars().filter(|letter| letter.is_uppercase()).count();
            let letters = words.chars().filter(|letter| letter.is_alphabetic()).count();
            name.first == name.last && capitals >= 2 && letters <= 8 && capitals * 2 > letters
        };
        let (short, long): (Vec<&Named>, Vec<&Named>) = names.iter().partition(|name| is_short(name));
        let mut found: FxHashMap<String, usize> = FxHashMap::default();
        for name in &short {
            let words = self.words(name.sentence, name.first, name.last);
            if found.contains_key(&words) {
                continue;
            }
            if let Some(entity) = self.in_brackets(name, &long, &words) {
                found.insert(words, entity);
            }
        }
        // Nothing below changes the long forms, so the initials of each are taken once, and each abbreviation is looked up once.
        let initials: Vec<(String, &Named)> = long.iter().map(|name| (self.initials(name), *name)).collect();
        let mut by_initials: FxHashMap<String, Option<usize>> = FxHashMap::default();
        for name in &short {
            let words = self.words(name.sentence, name.first, name.last);
            let entity = found.get(&words).copied();
            let known = matches!(self.views[name.sentence].elements[name.element].what, What::Known(_))
                && !self.drafts[name.index].entities.is_empty();
            let entity = match entity {
                None if !known => match by_initials.get(&words) {
                    Some(&entity) => entity,
                    None => *by_initials.entry(words).or_insert_with_key(|words| self.by_initials(&initials, words)),
                },
                entity => entity,
            };
            if let Some(entity) = entity {
                self.decide(name, entity, Decision::Abbreviation);
            }
        }
    }

    /// The entity of the name that stands before the abbreviation in brackets, or in brackets behind it.
    fn in_brackets(&mut self, short: &Named, long: &[&Named], words: &str) -> Option<usize> {
        let tokens = &self.views[short.sentence].sentence.tokens;
        let form = |token: usize| tokens.get(token).map_or("", |token| token.form.as_str());
        let outside = form(short.last + 1) == "(";
        let from = long.partition_point(|name| name.sentence < short.sentence);
        let mut near = long[from..].iter().take_while(|name| name.sentence == short.sentence);
        let other = if short.first > 1 && form(short.first - 1) == "(" {
            near.find(|name| name.last + 2 == short.first)
        } else if form(short.last + 1) == "(" {
            near.find(|name| name.first == short.last + 2)
        } else {
            None
        }?;
        let initials = self.initials(other);
        if let Some(&entity) = self.drafts[other.index].entities.first() {
            let known = !self.drafts[short.index].entities.is_empty()
                && matches!(self.views[short.sentence].elements[short.element].what, What::Known(_));
            let fits = words.chars().next().is_some_and(|letter| initials.contains(letter.to_ascii_lowercase()));
            let kind = self.cast.kind(entity);
            let spelled = !outside || spells(&self.words(other.sentence, other.first, other.last), words);
            return (kind != EntityKind::Person && spelled && (fits || !known)).then_some(entity);
        }
        // "GENEVA (Example Wire)" explains nothing.
        if outside && !spells(&self.words(other.sentence, other.first, other.last), words) {
            return None;
        }
        // What has an abbreviation is a body, unless its words say otherwise.
        if !other.folded.contains(' ') || self.drafts[other.index].thing {
            return None;
        }
        let label = self.words(other.sentence, other.first, other.last);
        let entity = self.cast.named(&label, EntityKind::Organisation, None, None, None);
        self.decide(other, entity, Decision::MintedByAbbreviation);
        Some(entity)
    }

    /// The only body of the article whose initials are these letters.
    fn by_initials(&self, long: &[(String, &Named)], words: &str) -> Option<usize> {
        let wanted: String =
            words.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase).collect();
        if wanted.chars().count() < 3 {
            return None;
        }
        let mut found: Option<usize> = None;
        for (initials, name) in long {
            let Some(&entity) = self.drafts[name.index].entities.first() else { continue };
            if self.cast.kind(entity) != EntityKind::Organisation || *initials != wanted {
                continue;
            }
            if found.is_some_and(|found| found != entity) {
                return None;
            }
            found = Some(entity);
        }
        found
    }

    /// The first letters of the words of a name that have a capital, in small letters.
    fn initials(&self, name: &Named) -> String {
        let words = &self.views[name.sentence].atoms;
        words.atoms[words.of_token[name.first]..words.of_token[name.last + 1]]
            .iter()
            .filter(|atom| atom.initial)
            .filter_map(|atom| atom.text.chars().next())
            .collect()
    }
}
