//! What is known of names mends the trees: a name is one phrase, whatever the parser made of its words.
//!
//! Parsers cut names that they have never seen ("told Wang | Yi that …"), and take the second of two titled names for an
//! apposition of the first. Mentions know better where a name begins and ends, so the trees are mended between the two
//! floors, before anybody reads arguments off them. Heads only ever move to a token that is no descendant, so a tree
//! stays a tree.

use super::finite;
use crate::{
    entities::{ArticleEntities, EntityKind, MentionKind},
    syntax::{Deprel, Sentence, Upos},
};

/// Mends the trees of an article in place.
pub(super) fn trees(sentences: &mut [Sentence], entities: &ArticleEntities) {
    for mention in &entities.mentions {
        if mention.kind == MentionKind::Name
            && mention.first < mention.last
            && let Some(sentence) = sentences.get_mut(mention.sentence)
            && mention.last < sentence.tokens.len()
            && (mention.first..=mention.last).contains(&mention.head)
        {
            join(sentence, mention.first, mention.last, mention.head);
        }
    }
    for mention in &entities.mentions {
        let person = |&entity: &usize| entities.entities[entity].kind == EntityKind::Person;
        if mention.kind == MentionKind::Name
            && mention.entities.iter().any(person)
            && let Some(sentence) = sentences.get_mut(mention.sentence)
            && mention.head < sentence.tokens.len()
        {
            raise(sentence, mention.head);
        }
    }
    for sentence in sentences {
        finite::mend(sentence);
        for token in 0..sentence.tokens.len() {
            if sentence.tokens[token].deprel == Deprel::Appos && is_coordinated(sentence, token) {
                sentence.tokens[token].deprel = Deprel::Conj;
            }
        }
    }
}

/// "Leader of the largest party | Ordo Velk": the name right behind a body is of whom it has, not of the body.
fn raise(sentence: &mut Sentence, name: usize) {
    const BODIES: [&str; 8] =
        ["party", "group", "company", "agency", "union", "movement", "organisation", "organization"];
    let word = &sentence.tokens[name];
    let Some(body) = word.head.filter(|&body| word.deprel == Deprel::Appos && body + 1 == name) else { return };
    let of = sentence
        .children(body)
        .any(|kid| sentence.tokens[kid].deprel == Deprel::Case && sentence.tokens[kid].form == "of");
    let noun = &sentence.tokens[body];
    let Some(person) = noun.head.filter(|_| of && noun.deprel == Deprel::Nmod) else { return };
    if BODIES.contains(&noun.lemma.as_str()) && sentence.tokens[person].upos == Upos::Noun {
        sentence.tokens[name].head = Some(person);
    }
}

/// Makes the tokens `first..=last` one phrase under `head`.
fn join(sentence: &mut Sentence, first: usize, last: usize, head: usize) {
    let inside = |token: usize| (first..=last).contains(&token);
    let tops: Vec<usize> =
        (first..=last).filter(|&token| sentence.tokens[token].head.is_none_or(|above| !inside(above))).collect();
    let name = unite(sentence, tops, head);
    // What hangs on a word of the name hangs on the name.
    for token in 0..sentence.tokens.len() {
        if !inside(token) && sentence.tokens[token].head.is_some_and(inside) {
            sentence.tokens[token].head = Some(name);
        }
    }
}

/// Puts the words of a name that hang outside of it under one of them; which one is the answer.
fn unite(sentence: &mut Sentence, tops: Vec<usize>, head: usize) -> usize {
    // The topmost keeps its place in the sentence: nothing above it stands in the name, so no circle can close.
    let Some(&top) = tops.iter().min_by_key(|&&token| depth(sentence, token)) else { return head };
    if tops.len() == 1 {
        return top;
    }
    // "Businessman and editor | Ordo Velk": where a part of the name is a conjunct, the name is.
    let conjunct =
        tops.iter().find(|&&token| sentence.tokens[token].deprel == Deprel::Conj && !holds(sentence, &tops, token));
    let lent = conjunct.copied().unwrap_or(top);
    let (above, relation) = (sentence.tokens[lent].head, sentence.tokens[lent].deprel);
    let head = if tops.contains(&head) { head } else { top };
    for token in tops {
        sentence.tokens[token].head = Some(head);
        sentence.tokens[token].deprel = flat(sentence, token);
    }
    sentence.tokens[head].head = above;
    sentence.tokens[head].deprel = relation;
    head
}

/// Whether a word stands below one of the name's words.
fn holds(sentence: &Sentence, tops: &[usize], token: usize) -> bool {
    let mut at = token;
    for _ in 0..sentence.tokens.len() {
        let Some(head) = sentence.tokens[at].head.filter(|&head| head < sentence.tokens.len()) else { return false };
        if tops.contains(&head) {
            return true;
        }
        at = head;
    }
    true
}

/// The relation of a word inside a name: what it was where that is a relation of noun phrases.
fn flat(sentence: &Sentence, token: usize) -> Deprel {
    match sentence.tokens[token].deprel {
        kept @ (Deprel::NmodDesc | Deprel::NmodPoss | Deprel::Amod | Deprel::Compound | Deprel::Det) => kept,
        _ => Deprel::Flat,
    }
}

fn depth(sentence: &Sentence, token: usize) -> usize {
    let mut depth = 0;
    let mut at = token;
    while let Some(head) = sentence.tokens[at].head.filter(|&head| head < sentence.tokens.len()) {
        depth += 1;
        at = head;
        if depth > sentence.tokens.len() {
            break;
        }
    }
    depth
}

/// "X and Foreign Minister Y": what an "and" introduces is no apposition.
fn is_coordinated(sentence: &Sentence, token: usize) -> bool {
    sentence
        .children(token)
        .any(|kid| kid < token && sentence.tokens[kid].deprel == Deprel::Cc && sentence.tokens[kid].upos == Upos::Cconj)
}

#[cfg(test)]
mod tests {
    use super::{join, trees};
    use crate::{
        entities::{ArticleEntities, Mention, MentionKind},
        syntax::{Deprel, Sentence, conllu},
    };

    fn sentence(lines: &[(&str, usize, &str)]) -> Sentence {
        let text: Vec<String> = lines
            .iter()
            .enumerate()
            .map(|(index, (form, head, relation))| {
                format!("{}\t{form}\t{form}\tPROPN\t_\t_\t{head}\t{relation}\t_\t_", index + 1)
            })
            .collect();
        conllu::read(&format!("{}\n\n", text.join("\n"))).expect("well formed").remove(0)
    }

    fn heads(sentence: &Sentence) -> Vec<usize> {
        sentence.tokens.iter().map(|token| token.head.map_or(0, |head| head + 1)).collect()
    }

    #[test]
    fn a_name_cut_in_two_becomes_one_phrase() {
        let mut found =
            sentence(&[("told", 0, "root"), ("Wang", 1, "iobj"), ("Yi", 4, "nsubj"), ("affect", 1, "ccomp")]);
        join(&mut found, 1, 2, 1);
        assert_eq!(heads(&found), [0, 1, 2, 1]);
        assert_eq!(found.tokens[2].deprel, Deprel::Flat);
    }

    #[test]
    fn the_topmost_word_lends_its_place_and_no_circle_closes() {
        // "Yi" governs "met", which governs "Wang": the name takes the root's place.
        let mut found = sentence(&[("Wang", 2, "nsubj"), ("met", 3, "acl"), ("Yi", 0, "root")]);
        join(&mut found, 0, 0, 0);
        assert_eq!(heads(&found), [2, 3, 0], "one word needs no mending");
        let mut found = sentence(&[("met", 3, "acl"), ("Wang", 1, "obj"), ("Yi", 0, "root")]);
        join(&mut found, 1, 2, 1);
        assert_eq!(heads(&found), [2, 0, 2], "Wang, which the mention names its head, takes the root's place");
    }

    #[test]
    fn what_hangs_on_a_part_hangs_on_the_name() {
        let mut found = sentence(&[("Vladimir", 0, "root"), ("Putin", 1, "flat"), ("and", 4, "cc"), ("Xi", 2, "conj")]);
        join(&mut found, 0, 1, 0);
        assert_eq!(heads(&found), [0, 1, 4, 1]);
    }

    #[test]
    fn an_apposition_behind_and_is_a_conjunct() {
        let mut found =
            [sentence(&[("leader", 4, "nsubj"), ("and", 3, "cc"), ("Lavrov", 1, "appos"), ("met", 0, "root")])];
        found[0].tokens[1].upos = crate::syntax::Upos::Cconj;
        trees(&mut found, &ArticleEntities::default());
        assert_eq!(found[0].tokens[2].deprel, Deprel::Conj);
    }

    #[test]
    fn mentions_that_lie_outside_are_passed_over() {
        let mention = Mention {
            sentence: 3,
            first: 0,
            last: 9,
            head: 0,
            span: crate::text::Span::new(0, 9),
            kind: MentionKind::Name,
            entities: Vec::new(),
            decided_by: "test",
            title: None,
            sort: None,
            code: None,
            thing: false,
        };
        trees(&mut [], &ArticleEntities { entities: Vec::new(), mentions: vec![mention] });
    }
}
