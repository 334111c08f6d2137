//! Who does what to whom: the arguments of each clause under their logical roles.
//!
//! Passives are turned, coordinated arguments stand one by one, relative pronouns give way to the noun that they stand
//! for, and a clause without a subject of its own takes the one that grammar supplies (control, raising,
//! coordination, participles). What each relation of the tree contributes stands in `relations`.

use super::{
    ClauseKind, Role,
    predicates::{Draft, Predicates},
    scene::Scene,
};
use crate::{
    lexicon::{Lexicon, Part, set},
    syntax::{Deprel, Upos},
    tree::Tree,
};

/// Fills the arguments of every draft of the sentence.
pub(super) fn fill(view: &Tree<'_>, lexicon: &Lexicon, found: &mut Predicates) {
    for number in 0..found.drafts.len() {
        let (before, rest) = found.drafts.split_at_mut(number);
        let Some(draft) = rest.first_mut() else { continue };
        let scene = Scene { view, lexicon, before, at: &found.at };
        match draft.kind {
            ClauseKind::Verbal => {
                scene.verbal(draft, draft.predicate);
                scene.echo(draft);
            }
            ClauseKind::Nominal => {
                if let Some(verb) = draft.light {
                    scene.verbal(draft, verb);
                }
                scene.nominal(draft);
            }
            ClauseKind::Copular => scene.copular(draft),
        }
        order(view, draft);
        drop_nouns_before_names(view, draft);
        scene.reciprocity(draft);
    }
}

/// Puts the arguments in the order of their tokens, each once: two words of one name are one argument, whatever the tree
/// says.
fn order(view: &Tree<'_>, draft: &mut Draft) {
    let predicate = draft.predicate;
    // Of themselves only names say something: "CNN's Ann Velk".
    let named = draft.kind == ClauseKind::Copular;
    draft.arguments.retain(|(role, token)| *token != predicate || named && *role == Role::Subject);
    let held: Vec<(Role, usize)> = draft.arguments.clone();
    draft.arguments.retain(|(role, token)| {
        view.name_head(*token).is_none_or(|head| !held.iter().any(|(other, name)| other == role && *name == head))
    });
    draft.arguments.sort_by_key(|&(_, token)| token);
    draft.arguments.dedup();
}

/// "Blocks web service | Zhelkbook": the noun right before a name says what it is, and is no second object.
fn drop_nouns_before_names(view: &Tree<'_>, draft: &mut Draft) {
    let held: Vec<(Role, usize)> = draft.arguments.clone();
    let known = |name: usize| view.mention_of(name).is_some_and(|mention| !mention.entities.is_empty());
    let names = |noun: usize, name: usize| {
        view.upos(name) == Upos::Propn
            && known(name)
            && view.reach(noun).1 + 1 == view.reach(name).0
            && view.kids(name).all(|kid| !matches!(view.deprel(kid), Deprel::Cc | Deprel::Case))
    };
    let spare = |role: &Role, noun: usize| {
        view.upos(noun) == Upos::Noun
            && matches!(role, Role::Subject | Role::Object | Role::Recipient)
            && held.iter().any(|(other, name)| other == role && names(noun, *name))
    };
    draft.arguments.retain(|(role, token)| !spare(role, *token));
}

impl Scene<'_> {
    /// "…, which it did": whom the echoed verb acts on.
    fn echo(&self, draft: &mut Draft) {
        let Some(echoed) = draft.echo else { return };
        draft.arguments.retain(|(role, _)| *role != Role::Object);
        let Some(told) = self.draft(echoed) else { return };
        for (role, token) in &told.arguments {
            if matches!(role, Role::Object | Role::Oblique(_)) {
                draft.arguments.push((role.clone(), *token));
                draft.inherited.push(*token);
            }
        }
    }

    /// Whether the subjects act on one another.
    fn reciprocity(&self, draft: &mut Draft) {
        let mutual = match draft.kind {
            ClauseKind::Verbal => set::RECIPROCAL.has(&draft.lemma),
            ClauseKind::Nominal => draft.noun.is_some_and(|entry| entry.possessor == Part::Both),
            ClauseKind::Copular => false,
        };
        let mut subjects = draft.role(&Role::Subject);
        let several = match (subjects.next(), subjects.next()) {
            (Some(_), Some(_)) => true,
            (Some(only), None) => self.view.is_several(only),
            _ => false,
        };
        drop(subjects);
        let directed = draft.arguments.iter().any(|(role, token)| match role {
            Role::Object => self.view.mention(*token).is_some() && draft.kind == ClauseKind::Verbal,
            Role::Oblique(word) => set::WITH.has(word),
            _ => false,
        });
        draft.reciprocal = several && !directed && (mutual || draft.reciprocal);
    }
}
