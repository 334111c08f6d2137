//! Names that the gazetteer lacks: what they name, by their shape and by what stands beside them.
//!
//! A name that nothing speaks for stays without an entity: a wrong kind is worse than none.

use super::{
    EntityKind,
    lexicon::{NounSort, Sort},
    link::Named,
    resolve::Reader,
    scan::{self, What},
    shape::{self, Shape},
};
use crate::syntax::{Deprel, Upos};

/// Verbs of speech: their subject is a person or a body.
const SPEECH: [&str; 26] = [
    "say", "tell", "add", "warn", "write", "note", "argue", "claim", "announce", "state", "declare", "explain",
    "insist", "urge", "accuse", "describe", "reply", "ask", "call", "deny", "confirm", "stress", "tweet", "suggest",
    "believe", "meet",
];

/// What decided on a name that a common noun follows.
pub(super) const BY_NOUN_AFTER: &str = "minted by the noun after it";

impl Reader<'_> {
    /// An entity for a name that the gazetteer lacks, where its shape or surroundings say what it is.
    pub(super) fn mint(&mut self, name: &Named) {
        let view = &self.views[name.sentence];
        // A first word that the tagger takes for a common one is a name only where it is known.
        let common = name.first == name.last && !name.titled && view.sentence.tokens[name.first].upos != Upos::Propn;
        if !matches!(view.elements[name.element].what, What::Capital) && !name.titled && !self.is_called(name)
            || scan::is_headline(view.sentence)
        {
            return;
        }
        let neighbours = self.neighbours(name);
        if common && neighbours.is_none_or(|(_, by)| by != BY_NOUN_AFTER) {
            return;
        }
        let tokens = &view.sentence.tokens;
        let words = self.words(name.sentence, name.first, name.last);
        let lower = |token: usize| tokens[token].form.to_lowercase();
        // "Former Chief Medical Adviser": an adjective is nobody's name.
        let adjective = name.first == name.last && tokens[name.first].upos == Upos::Adj;
        let person_title = name.titled && !adjective;
        let letters = words.chars().filter(|letter| letter.is_alphabetic()).count();
        let shape = shape::shape(self.gazetteer, self.lexicon, view.sentence, view.atoms, name.first, name.last);
        let organisation = shape == Some(Shape::Organisation);
        let place = shape == Some(Shape::Place);
        if shape == Some(Shape::Thing) && !person_title {
            self.drafts[name.index].thing = true;
            self.drafts[name.index].decided_by = "a thing by its words";
            return;
        }
        if letters < 2 {
            return;
        }
        // The agency of a dateline, "PARIS (Example Wire) -", has no part in the story.
        let bracketed = name.first > 0 && tokens[name.first - 1].form == "(" && name.first <= 5;
        if bracketed && tokens.get(name.last + 1).is_some_and(|next| next.form == ")") && name.sentence == 0 {
            return;
        }
        let next = tokens.get(name.last + 1);
        let speaks =
            next.is_some_and(|next| next.upos == Upos::Verb && SPEECH.contains(&next.lemma.to_lowercase().as_str()));
        let full = name.folded.contains(' ');
        // Initials say nothing.
        let mut atoms = view.atoms.atoms[view.atoms.of_token[name.first]..].iter();
        let given = atoms.find(|atom| atom.text.chars().count() > 1).is_some_and(|atom| self.gazetteer.is_given(atom));
        let apposed = full
            && next.is_some_and(|next| next.form == ",")
            && (name.last + 2..(name.last + 6).min(tokens.len())).find_map(|token| view.at[token]).is_some_and(
                |element| {
                    matches!(view.elements[element].what, What::Role { role, plural: false }
                    if matches!(self.lexicon.roles[role as usize].sort, Sort::Office | Sort::Person))
                },
            );
        let acronym = name.first == name.last
            && (3..=6).contains(&letters)
            && words.chars().all(|letter| letter.is_uppercase() || letter == '-' || letter == '.');
        let before = name.first.checked_sub(1).map(lower).unwrap_or_default();
        let scene = matches!(before.as_str(), "in" | "near" | "outside" | "at" | "around" | "across");
        // "in Zhelk Division, Bangladesh"
        let division = matches!(tokens[name.last].form.as_str(), "Division" | "Department")
            && matches!(neighbours, Some((EntityKind::Place, _)));
        let country = match self.owner(name.sentence, name.title.of) {
            Some(of) => self.cast.country(of),
            None => self.leading_state(name).or_else(|| self.trailing_state(name)),
        };
        let gender = self.gender(name);
        // "an EastIndo passenger MBB" is a helicopter.
        let letters_only = acronym && words.chars().filter(|letter| letter.is_uppercase()).count() > 1;
        let decided = if person_title && !letters_only {
            Some((EntityKind::Person, "minted by title"))
        } else if full && !organisation && !place && !scene && (given || speaks || apposed) {
            Some((EntityKind::Person, "minted by shape"))
        } else if full && !organisation && !place && neighbours.is_none() && self.surname_alone(name) {
            Some((EntityKind::Person, "minted by the surname alone"))
        } else if organisation && full && !division {
            Some((EntityKind::Organisation, "minted by shape"))
        } else if place {
            Some((EntityKind::Place, "minted by shape"))
        } else if let Some(decided) = neighbours {
            Some(decided)
        } else if full && self.is_part_of_place(name, scene) {
            Some((EntityKind::Place, "minted by its direction"))
        } else if acronym && tokens[name.first].upos == Upos::Propn {
            Some((EntityKind::Organisation, "minted by shape"))
        } else if matches!(before.as_str(), "in" | "near" | "outside")
            && !full
            && tokens[name.first].upos == Upos::Propn
            && next.is_none_or(|next| !matches!(next.upos, Upos::Noun | Upos::Propn))
        {
            Some((EntityKind::Place, "minted by preposition"))
        } else {
            None
        };
        let Some((kind, by)) = decided else {
            // "Boeing 777", "Ne Zha 2"
            self.drafts[name.index].thing = next.is_some_and(|next| {
                next.upos == Upos::Num && next.form.starts_with(|letter: char| letter.is_ascii_digit())
            }) && tokens[name.last].space_after;
            return;
        };
        let entity = if kind == EntityKind::Person {
            // A bare surname names somebody only within its article.
            let context = (!full).then(|| self.article.id.clone());
            let words = self.without_middle_names(name).unwrap_or(words);
            self.cast.named(&words, kind, country, gender, context.as_deref())
        } else {
            let country = if kind == EntityKind::Place { self.state_after(name).or(country) } else { country };
            match country.filter(|_| kind == EntityKind::Organisation).and_then(|state| self.by_state(name, state)) {
                Some(entry) => self.cast.known(entry),
                None => self.cast.named(&words, kind, country, None, None),
            }
        };
        self.decide(name, entity, by);
    }

    /// The state after "of" at the end of a name: "Supreme Electoral Court of Zhelkovia".
    fn trailing_state(&mut self, name: &Named) -> Option<usize> {
        let view = &self.views[name.sentence];
        let of = (name.first..name.last).rev().find(|&token| view.sentence.tokens[token].form == "of")?;
        let first = of + 1 + usize::from(view.sentence.tokens[of + 1].form == "the");
        let (length, names) = self.gazetteer.names().longest(view.atoms, first.min(name.last))?;
        let entry = names.iter().map(|found| found.entry).find(|&entry| {
            self.gazetteer.entry(entry).kind() == EntityKind::Country && first + length == name.last + 1
        })?;
        Some(self.cast.known(entry))
    }

    /// The body of a state that its name with the state's own name names: "Israeli Defense Forces", "Israel Defense Forces".
    fn by_state(&self, name: &Named, state: usize) -> Option<u32> {
        let view = &self.views[name.sentence];
        let (length, names) = self.gazetteer.names().longest(view.atoms, name.first)?;
        let led = names.iter().any(|found| found.form == super::names::Form::Adjective);
        if !led || name.first + length > name.last {
            return None;
        }
        let rest = view.atoms.joined(name.first + length, name.last);
        let full = format!("{} {rest}", self.lexicon.letters.folded(&self.cast.entities[state].label));
        self.gazetteer
            .names()
            .exact(&full)
            .map(|found| found.entry)
            .find(|&entry| self.gazetteer.entry(entry).kind() == EntityKind::Organisation)
    }

    /// The same name without what stands between its first and its last word, where the article says it so elsewhere:
    /// "Elijah Eugene Velk", "Elijah Velk".
    fn without_middle_names(&self, name: &Named) -> Option<String> {
        let (given, rest) = name.folded.split_once(' ')?;
        let (_, surname) = rest.rsplit_once(' ')?;
        let short = format!("{given} {surname}");
        self.drafts.iter().find_map(|draft| {
            let super::phrases::Topic::Name { first, last, .. } = &draft.topic else { return None };
            let same = self.views[draft.sentence].atoms.joined(*first, *last) == short;
            same.then(|| self.words(draft.sentence, *first, *last))
        })
    }

    /// Whether the article says the last word of the name alone, too: "Ordo Velk", "Velk".
    fn surname_alone(&self, name: &Named) -> bool {
        let Some((_, surname)) = name.folded.rsplit_once(' ') else { return false };
        let words = name.folded.split(' ').count();
        words <= 3
            && self.drafts.iter().any(|draft| {
                let super::phrases::Topic::Name { first, last, element, .. } = &draft.topic else { return false };
                let view = &self.views[draft.sentence];
                let tokens = &view.sentence.tokens;
                let scene = first.checked_sub(1).is_some_and(|before| tokens[before].upos == Upos::Adp)
                    && tokens.get(last + 1).is_some_and(|next| next.form == ",");
                first == last
                    && !scene
                    && matches!(view.elements[*element].what, What::Capital)
                    && view.atoms.joined(*first, *last) == surname
            })
    }

    /// "South Kivu", and "New Zhelk" where something happens in it.
    fn is_part_of_place(&self, name: &Named, scene: bool) -> bool {
        let word = &self.views[name.sentence].sentence.tokens[name.first].form;
        let direction = ["North", "South", "East", "West"].iter().any(|direction| word.starts_with(direction));
        self.lexicon.may_open(word) && (direction || scene)
    }

    /// The state whose name or demonym the first words of a name are: "Somali National Army".
    fn leading_state(&mut self, name: &Named) -> Option<usize> {
        let (length, names) = self.gazetteer.names().longest(self.views[name.sentence].atoms, name.first)?;
        if name.first + length > name.last {
            return None;
        }
        let entry = names.iter().filter(|found| !found.doubtful).find_map(|found| {
            let entry = self.gazetteer.entry(found.entry);
            match entry.kind() {
                EntityKind::Country => Some(found.entry),
                EntityKind::Place => entry.country(),
                _ => None,
            }
        })?;
        Some(self.cast.known(entry))
    }

    /// What the words beside a name say that it is.
    fn neighbours(&self, name: &Named) -> Option<(EntityKind, &'static str)> {
        let view = &self.views[name.sentence];
        let tokens = &view.sentence.tokens;
        let full = name.folded.contains(' ');
        let form = |token: usize| tokens.get(token).map_or("", |token| token.form.as_str());
        // "Mamuju Regency, West Sulawesi, Indonesia": before its state or region a name is a place.
        if form(name.last + 1) == ","
            && let Some(element) = view.at.get(name.last + 2).copied().flatten()
            && view.elements[element].first == name.last + 2
            && self.of_element[name.sentence][element].is_some_and(|entity| {
                matches!(self.cast.kind(entity), EntityKind::Country | EntityKind::Place)
            })
            && match &view.elements[element].what {
                What::Known(hits) => hits.iter().all(|hit| hit.form == super::names::Form::Name),
                What::Capital => true,
                _ => false,
            }
            // "Minsk, Russia and China" is a list.
            && !matches!(form(view.elements[element].last + 1), "and" | "or" | "'s" | "’s" | "'" | "’")
            && self.in_place(view, name.first)
        {
            return Some((EntityKind::Place, "minted by the place after it"));
        }
        // "the village of Zhelkovo"
        if let Some(noun) = super::beside::noun_of(view.sentence, name.first)
            && self.names_place(&tokens[noun].lemma.to_lowercase())
        {
            return Some((EntityKind::Place, "minted by the noun before it"));
        }
        // "Wazalendo militias", "the Los Choneros cartel": what it is called after its name.
        if let Some(next) = tokens.get(name.last + 1)
            && next.upos == Upos::Noun
        {
            let lemma = next.lemma.to_lowercase();
            let armed = self.lexicon.role_of(&lemma).is_some_and(|role| {
                matches!(role.sort, Sort::Organisation)
                    || role.sort == Sort::Group && role.slugs.iter().any(|slug| &**slug == "militia")
                    || matches!(&*role.code, "UAF" | "REB" | "SEP")
                        && next.feats.number == Some(crate::syntax::Number::Plur)
            });
            if armed || matches!(self.lexicon.beings.get(lemma.as_str()), Some((NounSort::Body, _))) {
                return Some((EntityKind::Organisation, BY_NOUN_AFTER));
            }
            if self.names_place(&lemma) {
                return Some((EntityKind::Place, BY_NOUN_AFTER));
            }
        }
        if self.is_called(name) {
            return Some((EntityKind::Organisation, "minted by the noun before it"));
        }
        // "his wife Nadine Heredia", "the company Velk": what it is called before it.
        if let Some(before) = name.first.checked_sub(1).map(|token| &tokens[token])
            && before.upos == Upos::Noun
            && before.feats.number != Some(crate::syntax::Number::Plur)
        {
            let lemma = before.lemma.to_lowercase();
            let person = matches!(self.lexicon.beings.get(lemma.as_str()), Some((NounSort::Person, _)));
            if person && (full || self.is_given_name(name)) {
                return Some((EntityKind::Person, "minted by the noun before it"));
            }
            // "the opposition party National Zhelk Platform"
            if self.lexicon.names_body(&lemma) {
                return Some((EntityKind::Organisation, "minted by the noun before it"));
            }
        }
        if let Some(kind) = self.listed(name) {
            return Some((kind, "minted by its list"));
        }
        if !full {
            return None;
        }
        // "…, who", "…, whose", "…, 34,", "…, a Salvadoran national"
        let comma = form(name.last + 1) == ",";
        let after = name.last + 1 + usize::from(comma);
        let aged = comma
            && form(after).len() == 2
            && form(after).chars().all(|letter| letter.is_ascii_digit())
            && matches!(form(after + 1), "," | "." | "and");
        let described = comma
            && matches!(form(after), "a" | "an" | "the")
            && (after + 1..after + 6)
                .take_while(|&token| !matches!(form(token), "," | "." | "of" | "in" | "who" | "that" | ""))
                .filter(|&token| tokens[token].upos == Upos::Noun)
                .last()
                .is_some_and(|token| {
                    let lemma = tokens[token].lemma.to_lowercase();
                    tokens[token].feats.number != Some(crate::syntax::Number::Plur)
                        && (matches!(self.lexicon.beings.get(lemma.as_str()), Some((NounSort::Person, _)))
                            || self
                                .lexicon
                                .role_of(&lemma)
                                .is_some_and(|role| matches!(role.sort, Sort::Office | Sort::Person)))
                });
        if matches!(form(after), "who" | "whose") || aged || described {
            return Some((EntityKind::Person, "minted by what follows it"));
        }
        None
    }

    fn is_given_name(&self, name: &Named) -> bool {
        self.views[name.sentence].atoms.first(name.first).is_some_and(|atom| self.gazetteer.is_given(atom))
    }

    fn names_place(&self, lemma: &str) -> bool {
        matches!(self.lexicon.beings.get(lemma), Some((NounSort::Place, _)))
            || self.lexicon.role_of(lemma).is_some_and(|role| role.sort == Sort::Place)
    }

    /// Whether a preposition of place leads a chain of names and commas that reaches the token.
    fn in_place(&self, view: &super::phrases::View<'_>, token: usize) -> bool {
        let tokens = &view.sentence.tokens;
        let mut first = token;
        while first >= 2
            && tokens[first - 1].form == ","
            && let Some(element) = view.at[first - 2]
        {
            first = view.elements[element].first;
        }
        let Some(before) = first.checked_sub(1) else { return false };
        let before = if tokens[before].form.eq_ignore_ascii_case("the") { before.checked_sub(1) } else { Some(before) };
        // A place that is hit or visited has no preposition: "strikes Jalalabad, Nangarhar, Afghanistan".
        before.is_some_and(|before| {
            matches!(tokens[before].upos, Upos::Adp | Upos::Verb) || tokens[token].deprel.universal() == Deprel::Obj
        })
    }

    /// The state of the place that stands after a name and a comma.
    fn state_after(&self, name: &Named) -> Option<usize> {
        let view = &self.views[name.sentence];
        let element = view.at.get(name.last + 2).copied().flatten()?;
        let entity = self.of_element[name.sentence][element]?;
        self.cast.country(entity)
    }
}
