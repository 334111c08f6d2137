//! Names that the gazetteer lacks: what they name, by their shape and by what stands beside them.
//!
//! A name that nothing speaks for stays without an entity: a wrong kind is worse than none.

use super::{
    Decision, EntityKind,
    draft::{Named, Topic, View},
    element::{What, begins_with_direction},
    lexicon::{NounKind, Sort},
    reader::Reader,
    scan,
    shape::{self, Shape},
};
use crate::{
    lexicon::set,
    syntax::{Deprel, Number, Upos},
};

/// What the words of a name, and those beside it, show.
struct Clues {
    words: String,
    /// Whether it has several words.
    full: bool,
    shape: Option<Shape>,
    /// Whether a title stands before it that makes it a person's.
    titled: bool,
    /// Whether it begins with a given name, a verb of saying follows it, or a role is apposed to it.
    person: bool,
    /// Whether it is one word of capitals.
    acronym: bool,
    /// Whether something happens in it.
    scene: bool,
    neighbours: Option<(EntityKind, Decision)>,
}

impl Reader<'_, '_> {
    /// An entity for a name that the gazetteer lacks, where its shape or surroundings say what it is.
    pub(super) fn mint(&mut self, name: &Named) {
        let Some(clues) = self.clues(name) else { return };
        if clues.shape == Some(Shape::Thing) && !clues.titled {
            self.drafts[name.index].thing = true;
            self.drafts[name.index].decided_by = Decision::Thing;
            return;
        }
        let letters = clues.words.chars().filter(|letter| letter.is_alphabetic()).count();
        if letters < 2 || self.is_agency_of_dateline(name) {
            return;
        }
        let country = match self.owner(name.sentence, name.title.of) {
            Some(of) => self.cast.country(of),
            None => self.leading_state(name).or_else(|| self.trailing_state(name)),
        };
        match self.kind_by_clues(name, &clues) {
            Some((kind, by)) => {
                let entity = self.minted(name, &clues, kind, country);
                self.decide(name, entity, by);
            }
            None => self.drafts[name.index].thing = self.is_numbered(name),
        }
    }

    /// What shows what a name names; none where it is to have no entity.
    fn clues(&self, name: &Named) -> Option<Clues> {
        let view = &self.views[name.sentence];
        let tokens = &view.sentence.tokens;
        let unknown = matches!(view.elements[name.element].what, What::Capital);
        if !unknown && !name.titled && !self.is_called(name) || scan::is_headline(view.sentence) {
            return None;
        }
        // A first word that the tagger takes for a common one is a name only where it is known.
        let common = name.first == name.last && !name.titled && tokens[name.first].upos != Upos::Propn;
        let neighbours = self.neighbours(name);
        if common && neighbours.is_none_or(|(_, by)| by != Decision::MintedByNounAfter) {
            return None;
        }
        let words = self.words(name.sentence, name.first, name.last);
        // "Former Chief Medical Adviser": an adjective is nobody's name.
        let adjective = name.first == name.last && tokens[name.first].upos == Upos::Adj;
        let next = tokens.get(name.last + 1);
        let speaks = next.is_some_and(|next| next.upos == Upos::Verb && set::SPEECH.has(&next.lemma.to_lowercase()));
        // Initials say nothing.
        let mut atoms = view.atoms.atoms[view.atoms.of_token[name.first]..].iter();
        let given = atoms.find(|atom| atom.text.chars().count() > 1).is_some_and(|atom| self.gazetteer.is_given(atom));
        let letters = words.chars().filter(|letter| letter.is_alphabetic()).count();
        let before = name.first.checked_sub(1).map(|token| tokens[token].form.to_lowercase()).unwrap_or_default();
        Some(Clues {
            full: name.folded.contains(' '),
            shape: shape::shape(self.gazetteer, self.lexicon, view.sentence, view.atoms, name.first, name.last),
            titled: name.titled && !adjective,
            person: given || speaks || self.is_apposed(name),
            acronym: name.first == name.last
                && (3..=6).contains(&letters)
                && words.chars().all(|letter| letter.is_uppercase() || letter == '-' || letter == '.'),
            scene: set::SITE_PREPOSITION.has(&before),
            words,
            neighbours,
        })
    }

    /// The agency of a dateline, "PARIS (Example Wire) -", has no part in the story.
    fn is_agency_of_dateline(&self, name: &Named) -> bool {
        let tokens = &self.views[name.sentence].sentence.tokens;
        let bracketed = name.first > 0 && tokens[name.first - 1].form == "(" && name.first <= 5;
        bracketed && tokens.get(name.last + 1).is_some_and(|next| next.form == ")") && name.sentence == 0
    }

    /// "Ordo Velk, the minister": a person's role behind the name and a comma.
    fn is_apposed(&self, name: &Named) -> bool {
        let view = &self.views[name.sentence];
        let tokens = &view.sentence.tokens;
        let element = || (name.last + 2..(name.last + 6).min(tokens.len())).find_map(|token| view.at[token]);
        tokens.get(name.last + 1).is_some_and(|next| next.form == ",")
            && element().is_some_and(|element| {
                matches!(view.elements[element].what, What::Role { role, plural: false }
                    if matches!(self.lexicon.roles()[role as usize].sort, Sort::Office | Sort::Person))
            })
    }

    /// The kind that the clues show, the surest first, and what decided.
    fn kind_by_clues(&self, name: &Named, clues: &Clues) -> Option<(EntityKind, Decision)> {
        let tokens = &self.views[name.sentence].sentence.tokens;
        let Clues { full, neighbours, .. } = *clues;
        let next = tokens.get(name.last + 1);
        let organisation = clues.shape == Some(Shape::Organisation);
        let place = clues.shape == Some(Shape::Place);
        // "an EastIndo passenger MBB" is a helicopter.
        let capitals = clues.acronym && clues.words.chars().filter(|letter| letter.is_uppercase()).count() > 1;
        if clues.titled && !capitals {
            return Some((EntityKind::Person, Decision::MintedByTitle));
        }
        if full && !organisation && !place {
            if !clues.scene && clues.person {
                return Some((EntityKind::Person, Decision::MintedByShape));
            }
            if neighbours.is_none() && self.surname_alone(name) {
                return Some((EntityKind::Person, Decision::MintedBySurname));
            }
        }
        // "in Zhelk Division, Bangladesh"
        let division =
            set::UNIT_WORD.has(&tokens[name.last].form) && matches!(neighbours, Some((EntityKind::Place, _)));
        if organisation && full && !division {
            return Some((EntityKind::Organisation, Decision::MintedByShape));
        }
        if place {
            return Some((EntityKind::Place, Decision::MintedByShape));
        }
        if neighbours.is_some() {
            return neighbours;
        }
        if full && self.is_part_of_place(name, clues.scene) {
            return Some((EntityKind::Place, Decision::MintedByDirection));
        }
        let proper = tokens[name.first].upos == Upos::Propn;
        if clues.acronym && proper {
            return Some((EntityKind::Organisation, Decision::MintedByShape));
        }
        let before = name.first.checked_sub(1).map(|token| tokens[token].form.to_lowercase());
        let near = before.is_some_and(|before| set::NEAR_PREPOSITION.has(&before));
        let alone = next.is_none_or(|next| !matches!(next.upos, Upos::Noun | Upos::Propn));
        (near && !full && proper && alone).then_some((EntityKind::Place, Decision::MintedByPreposition))
    }

    /// "Boeing 777", "Ne Zha 2"
    fn is_numbered(&self, name: &Named) -> bool {
        let tokens = &self.views[name.sentence].sentence.tokens;
        let number = tokens.get(name.last + 1).is_some_and(|next| {
            next.upos == Upos::Num && next.form.starts_with(|letter: char| letter.is_ascii_digit())
        });
        number && tokens[name.last].space_after
    }

    /// The entity of that kind, of the article where it is a bare surname, which names somebody only within it.
    fn minted(&mut self, name: &Named, clues: &Clues, kind: EntityKind, country: Option<usize>) -> usize {
        if kind == EntityKind::Person {
            let gender = self.gender(name);
            let context = (!clues.full).then(|| self.article.id.clone());
            let short = self.without_middle_names(name);
            let words = short.as_deref().unwrap_or(&clues.words);
            return self.cast.named(words, kind, country, gender, context.as_deref());
        }
        let country = if kind == EntityKind::Place { self.state_after(name).or(country) } else { country };
        match country.filter(|_| kind == EntityKind::Organisation).and_then(|state| self.by_state(name, state)) {
            Some(entry) => self.cast.known(entry),
            None => self.cast.named(&clues.words, kind, country, None, None),
        }
    }

    /// The state after "of" at the end of a name: "Supreme Electoral Court of Zhelkovia".
    fn trailing_state(&mut self, name: &Named) -> Option<usize> {
        let view = &self.views[name.sentence];
        let of = (name.first..name.last).rev().find(|&token| set::OF.has(&view.sentence.tokens[token].form))?;
        let first = of + 1 + usize::from(set::THE.has(&view.sentence.tokens[of + 1].form));
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
        let full = format!("{} {rest}", self.lexicon.letters().folded(&self.cast.entities[state].label));
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
        let draft = &self.drafts[*self.written.first.get(&short)?];
        let Topic::Name { first, last, .. } = &draft.topic else { return None };
        Some(self.words(draft.sentence, *first, *last))
    }

    /// Whether the article says the last word of the name alone, too: "Ordo Velk", "Velk".
    fn surname_alone(&self, name: &Named) -> bool {
        let Some((_, surname)) = name.folded.rsplit_once(' ') else { return false };
        let words = name.folded.split(' ').count();
        words <= 3 && self.written.alone.contains(surname)
    }

    /// "South Kivu", and "New Zhelk" where something happens in it.
    fn is_part_of_place(&self, name: &Named, scene: bool) -> bool {
        let word = &self.views[name.sentence].sentence.tokens[name.first].form;
        self.lexicon.names().may_open(word) && (begins_with_direction(word) || scene)
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
    fn neighbours(&self, name: &Named) -> Option<(EntityKind, Decision)> {
        let view = &self.views[name.sentence];
        if self.is_before_its_state(name) {
            return Some((EntityKind::Place, Decision::MintedByPlaceAfter));
        }
        // "the village of Zhelkovo"
        if let Some(noun) = super::beside::noun_of(view.sentence, name.first)
            && self.names_place(&view.sentence.tokens[noun].lemma.to_lowercase())
        {
            return Some((EntityKind::Place, Decision::MintedByNounBefore));
        }
        let full = name.folded.contains(' ');
        self.called_after(name)
            .or_else(|| self.is_called(name).then_some((EntityKind::Organisation, Decision::MintedByNounBefore)))
            .or_else(|| self.called_before(name, full))
            .or_else(|| self.has_officers(name).then_some((EntityKind::Organisation, Decision::MintedByOfficer)))
            .or_else(|| self.listed(name).map(|kind| (kind, Decision::MintedByList)))
            .or_else(|| {
                (full && self.is_described_as_person(name))
                    .then_some((EntityKind::Person, Decision::MintedByWhatFollows))
            })
    }

    /// "Mamuju Regency, West Sulawesi, Indonesia": before its state or region a name is a place.
    fn is_before_its_state(&self, name: &Named) -> bool {
        let view = &self.views[name.sentence];
        let form = |token: usize| view.sentence.tokens.get(token).map_or("", |token| token.form.as_str());
        let Some(element) = view.at.get(name.last + 2).copied().flatten() else { return false };
        form(name.last + 1) == ","
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
            && !set::JOINS_NAME.has(form(view.elements[element].last + 1))
            && self.in_place(view, name.first)
    }

    /// "Wazalendo militias", "the Los Choneros cartel": what it is called after its name.
    fn called_after(&self, name: &Named) -> Option<(EntityKind, Decision)> {
        let next = self.views[name.sentence].sentence.tokens.get(name.last + 1)?;
        if next.upos != Upos::Noun {
            return None;
        }
        let lemma = next.lemma.to_lowercase();
        let role = self.lexicon.role_of(&lemma);
        let armed = role.is_some_and(|role| {
            matches!(role.sort, Sort::Organisation)
                || role.sort == Sort::Group && role.slugs.iter().any(|slug| set::ARMED_GROUP_SLUG.has(slug))
                || set::ARMED_CODE.has(&role.code) && next.feats.number == Some(Number::Plur)
        });
        // "The Assad regime" is an organ of a state, and "Zhelk bank officials" are officials.
        let body = self.lexicon.is_kind(&lemma, NounKind::Organisation)
            && role.is_none_or(|role| role.sort != Sort::Body)
            && next.deprel != Deprel::Compound;
        if armed || body {
            return Some((EntityKind::Organisation, Decision::MintedByNounAfter));
        }
        self.names_place(&lemma).then_some((EntityKind::Place, Decision::MintedByNounAfter))
    }

    /// "his wife Nadine Heredia", "the opposition party National Zhelk Platform": what it is called before it.
    fn called_before(&self, name: &Named, full: bool) -> Option<(EntityKind, Decision)> {
        let before = &self.views[name.sentence].sentence.tokens[name.first.checked_sub(1)?];
        if before.upos != Upos::Noun || before.feats.number == Some(Number::Plur) {
            return None;
        }
        let lemma = before.lemma.to_lowercase();
        if self.lexicon.is_human(&lemma) && (full || self.is_given_name(name)) {
            return Some((EntityKind::Person, Decision::MintedByNounBefore));
        }
        self.lexicon
            .is_kind(&lemma, NounKind::Organisation)
            .then_some((EntityKind::Organisation, Decision::MintedByNounBefore))
    }

    /// "…, who", "…, whose", "…, 34,", "…, a Salvadoran national"
    fn is_described_as_person(&self, name: &Named) -> bool {
        let tokens = &self.views[name.sentence].sentence.tokens;
        let form = |token: usize| tokens.get(token).map_or("", |token| token.form.as_str());
        let comma = form(name.last + 1) == ",";
        let after = name.last + 1 + usize::from(comma);
        if set::WHO.has(form(after)) {
            return true;
        }
        let aged = form(after).len() == 2
            && form(after).chars().all(|letter| letter.is_ascii_digit())
            && (matches!(form(after + 1), "," | ".") || set::AND.has(form(after + 1)));
        let noun = || {
            let words =
                (after + 1..tokens.len().min(after + 6)).take_while(|&token| !set::ENDS_DESCRIPTION.has(form(token)));
            words.filter(|&token| tokens[token].upos == Upos::Noun).last()
        };
        let person = |noun: usize| {
            tokens[noun].feats.number != Some(Number::Plur) && self.lexicon.is_human(&tokens[noun].lemma.to_lowercase())
        };
        comma && (aged || set::ARTICLE.has(form(after)) && noun().is_some_and(person))
    }

    fn is_given_name(&self, name: &Named) -> bool {
        self.views[name.sentence].atoms.first(name.first).is_some_and(|atom| self.gazetteer.is_given(atom))
    }

    fn names_place(&self, lemma: &str) -> bool {
        [NounKind::Place, NounKind::Scene].iter().any(|&kind| self.lexicon.is_kind(lemma, kind))
    }

    /// Whether a preposition of place leads a chain of names and commas that reaches the token.
    fn in_place(&self, view: &View<'_>, token: usize) -> bool {
        let tokens = &view.sentence.tokens;
        let mut first = token;
        while first >= 2
            && tokens[first - 1].form == ","
            && let Some(element) = view.at[first - 2]
        {
            first = view.elements[element].first;
        }
        let Some(before) = first.checked_sub(1) else { return false };
        let before = if set::THE.has_any_case(&tokens[before].form) { before.checked_sub(1) } else { Some(before) };
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
