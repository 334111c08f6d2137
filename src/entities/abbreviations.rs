//! Abbreviations that the article itself explains: "the Zhelk Aviation Administration (ZAA)", and either alone.

use super::{EntityKind, link::Named, resolve::Reader, scan::What};

/// Whether the letters of an abbreviation stand in that order in the long form, beginning with its first.
fn spells(long: &str, short: &str) -> bool {
    let mut letters = long.chars().flat_map(char::to_lowercase);
    let mut wanted = short.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase);
    long.chars().next().map(|letter| letter.to_lowercase().to_string())
        == short.chars().next().map(|letter| letter.to_lowercase().to_string())
        && wanted.all(|letter| letters.any(|other| other == letter))
}

impl Reader<'_> {
    /// Gives each abbreviation the entity of its long form, where the article has it in brackets or by its initials.
    pub(super) fn link_abbreviations(&mut self, names: &[Named]) {
        let is_short = |name: &Named| {
            let words = self.words(name.sentence, name.first, name.last);
            let capitals = words.chars().filter(|letter| letter.is_uppercase()).count();
            let letters = words.chars().filter(|letter| letter.is_alphabetic()).count();
            name.first == name.last && capitals >= 2 && letters <= 8 && capitals * 2 > letters
        };
        let (short, long): (Vec<&Named>, Vec<&Named>) = names.iter().partition(|name| is_short(name));
        let mut found: Vec<(String, usize)> = Vec::new();
        for name in &short {
            let words = self.words(name.sentence, name.first, name.last);
            if found.iter().any(|(known, _)| *known == words) {
                continue;
            }
            if let Some(entity) = self.in_brackets(name, &long, &words) {
                found.push((words, entity));
            }
        }
        for name in &short {
            let words = self.words(name.sentence, name.first, name.last);
            let entity = found.iter().find(|(known, _)| *known == words).map(|(_, entity)| *entity);
            let known = matches!(self.views[name.sentence].elements[name.element].what, What::Known(_))
                && !self.drafts[name.index].entities.is_empty();
            let entity = entity.or_else(|| if known { None } else { self.by_initials(&long, &words) });
            if let Some(entity) = entity {
                self.decide(name, entity, "abbreviation");
            }
        }
    }

    /// The entity of the name that stands before the abbreviation in brackets, or in brackets behind it.
    fn in_brackets(&mut self, short: &Named, long: &[&Named], words: &str) -> Option<usize> {
        let tokens = &self.views[short.sentence].sentence.tokens;
        let form = |token: usize| tokens.get(token).map_or("", |token| token.form.as_str());
        let outside = form(short.last + 1) == "(";
        let other = if short.first > 1 && form(short.first - 1) == "(" {
            long.iter().find(|name| name.sentence == short.sentence && name.last + 2 == short.first)
        } else if form(short.last + 1) == "(" {
            long.iter().find(|name| name.sentence == short.sentence && name.first == short.last + 2)
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
        self.decide(other, entity, "minted by its abbreviation");
        Some(entity)
    }

    /// The only body of the article whose initials are these letters.
    fn by_initials(&self, long: &[&Named], words: &str) -> Option<usize> {
        let wanted: String =
            words.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase).collect();
        if wanted.chars().count() < 3 {
            return None;
        }
        let mut found: Option<usize> = None;
        for name in long {
            let Some(&entity) = self.drafts[name.index].entities.first() else { continue };
            if self.cast.kind(entity) != EntityKind::Organisation || self.initials(name) != wanted {
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
