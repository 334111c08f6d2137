//! The passes over the names of an article: full names, surnames, titles, and noun phrases whose own words say who it is.
//!
//! Precise passes come first, and a later one never changes what an earlier one decided. What stays open is resolved in the
//! floor of reference, when the clauses are known.

use super::{
    ArticleEntities, EntityKind,
    cast::Cast,
    draft::{Draft, Part, Topic},
    element::{Element, What},
    gazetteer::Gazetteer,
    names::Atoms,
    phrases,
    reader::{Reader, SoFar},
    said::{Called, Said, Written},
    scan,
};
use crate::{
    syntax::{Sentence, Upos},
    text::Article,
};

/// The mentions of an article with what names and their own words say of them; the rest is open.
pub struct Names<'g> {
    pub(crate) parts: Vec<Part>,
    pub(crate) so_far: SoFar<'g>,
    mentions: ArticleEntities,
}

impl Names<'_> {
    /// All mentions, those without an entity being open. A mention keeps its index when it is resolved.
    #[must_use]
    pub fn mentions(&self) -> &ArticleEntities {
        &self.mentions
    }
}

impl std::fmt::Debug for Names<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_tuple("Names").field(&self.mentions).finish()
    }
}

impl Gazetteer {
    /// Finds the mentions of an article and resolves the names. Never fails: what cannot be resolved has no entity.
    #[must_use]
    pub fn names_of(&self, article: &Article, sentences: &[Sentence]) -> Names<'_> {
        let parts = parts(self, sentences);
        let views = sentences.iter().zip(&parts).enumerate();
        let views = views.map(|(index, (sentence, part))| super::draft::View::new(index, sentence, part));
        let drafts: Vec<Draft> = views.flat_map(|view| phrases::drafts(self, self.lexicon(), &view)).collect();
        let so_far = SoFar {
            cast: Cast::new(self),
            said: Said::new(sentences.len(), &drafts),
            of_element: parts.iter().map(|part| vec![None; part.elements.len()]).collect(),
            drafts,
            called: Called::default(),
        };
        let mut reader = Reader::new(self, article, sentences, &parts, so_far);
        reader.written = written(&reader);
        reader.link_names();
        reader.read_titles();
        reader.settle_described();
        let mentions = reader.record();
        let so_far = reader.so_far();
        Names { parts, so_far, mentions }
    }
}

/// The first look at each sentence.
fn parts(gazetteer: &Gazetteer, sentences: &[Sentence]) -> Vec<Part> {
    let lexicon = gazetteer.lexicon();
    let proper = scan::proper_words(lexicon, sentences);
    let part = |sentence: &Sentence| {
        let atoms = Atoms::new(lexicon.letters(), sentence.tokens.iter().map(|token| token.form.as_str()));
        let elements: Vec<Element> = scan::scan(gazetteer, lexicon, sentence, &atoms, &proper);
        Part::new(sentence, atoms, elements)
    };
    sentences.iter().map(part).collect()
}

/// The names as the text writes them.
fn written(reader: &Reader<'_, '_>) -> Written {
    let mut written = Written::default();
    for (index, draft) in reader.drafts.iter().enumerate() {
        let Topic::Name { first, last, element, .. } = &draft.topic else { continue };
        let view = &reader.views[draft.sentence];
        let tokens = &view.sentence.tokens;
        let name = view.atoms.joined(*first, *last);
        let scene = first.checked_sub(1).is_some_and(|before| tokens[before].upos == Upos::Adp)
            && tokens.get(last + 1).is_some_and(|next| next.form == ",");
        if first == last && !scene && matches!(view.elements[*element].what, What::Capital) {
            written.alone.insert(name.clone());
        }
        written.first.entry(name).or_insert(index);
    }
    written
}

impl Reader<'_, '_> {
    /// Reads the titles before names as offices, and composes the codes of persons.
    fn read_titles(&mut self) {
        for index in 0..self.drafts.len() {
            let draft = &self.drafts[index];
            let (Topic::Name { title, .. }, [person]) = (&draft.topic, &draft.entities[..]) else { continue };
            let (title, person, sentence) = (title.clone(), *person, draft.sentence);
            if self.cast.kind(person) != EntityKind::Person {
                continue;
            }
            let side = self.affiliation(draft);
            self.drafts[index].party = side.map(|side| self.party(side));
            let Some((first, last, role)) = title.role else { continue };
            let of = self.office_owner(index, &title, side);
            let text = self.words(sentence, first, last);
            let title = self.title(person, of, role, text, title.former);
            self.entitle(index, person, title);
        }
    }
}
