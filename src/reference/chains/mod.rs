//! Which noun phrases of an article speak of the same thing, whatever it is.
//!
//! The mentions of this floor are those of actors and places, since claims are about them; this reads all noun phrases
//! ("the report", "this decision", "we"), so that a chain of them can be annotated, corrected and scored. Mentions of one
//! entity seed the chains. Then passes follow, the most precise first, and none undoes what an earlier one joined: names
//! and their parts, appositions and predicates, phrases of one head whose modifiers agree, and pronouns last.

mod agreement;
mod passes;
mod phrases;
mod pronouns;

use crate::{
    entities::{ArticleEntities, Gazetteer, MentionKind},
    syntax::Sentence,
    text::Span,
};

/// A noun phrase, and the chain that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Phrase {
    /// Index of the sentence.
    pub sentence: usize,
    /// First token of it in the sentence.
    pub first: usize,
    /// Last token, inclusive.
    pub last: usize,
    /// Its head.
    pub head: usize,
    /// Characters of the article's text, relative clauses and possessive endings included, appositions left out.
    pub span: Span,
    /// Its form.
    pub kind: MentionKind,
    /// Index in [`ArticleEntities::mentions`] of the mention with that head, if there is one.
    pub mention: Option<usize>,
    /// Number of its chain, from 0, in the order in which the text first names them. A phrase that nothing else speaks of
    /// is a chain of its own.
    pub chain: usize,
}

/// All noun phrases of an article, in the order of the text, the longer of two that begin together first.
///
/// Quadratic in the number of phrases, so it is no part of the way to claims, which need only [`ArticleEntities`].
#[must_use]
pub fn chains(gazetteer: &Gazetteer, sentences: &[Sentence], entities: &ArticleEntities) -> Vec<Phrase> {
    let mut chains = passes::Chains::new(gazetteer, phrases::find(sentences, entities), sentences, entities);
    chains.join();
    let mut numbers: Vec<Option<usize>> = vec![None; chains.phrases.len()];
    let mut next = 0;
    let mut found = Vec::with_capacity(chains.phrases.len());
    for index in 0..chains.phrases.len() {
        let root = chains.root(index);
        let chain = *numbers[root].get_or_insert_with(|| {
            next += 1;
            next - 1
        });
        let draft = &chains.phrases[index];
        let tokens = &sentences[draft.sentence].tokens;
        found.push(Phrase {
            sentence: draft.sentence,
            first: draft.first,
            last: draft.last,
            head: draft.head,
            span: tokens[draft.first].span.join(tokens[draft.last].span),
            kind: draft.kind,
            mention: draft.mention,
            chain,
        });
    }
    found
}

/// The spans of each chain of two phrases and more, in the order of the text.
#[must_use]
pub fn clusters(phrases: &[Phrase]) -> Vec<Vec<Span>> {
    let count = phrases.iter().map(|phrase| phrase.chain + 1).max().unwrap_or(0);
    let mut clusters = vec![Vec::new(); count];
    for phrase in phrases {
        clusters[phrase.chain].push(phrase.span);
    }
    clusters.retain(|cluster| cluster.len() > 1);
    clusters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{reference::Reader, text::Article};

    /// The chains of a text as words joined by ` = `.
    fn read(text: &str) -> Vec<String> {
        let article = Article::new("test", text);
        let reading = Reader::embedded().read(article);
        let chains = clusters(&chains(&reading.reader.gazetteer, &reading.sentences, &reading.entities));
        chains.iter().map(|chain| chain.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" = ")).collect()
    }

    #[test]
    fn a_phrase_comes_back_by_its_head() {
        let chains = read("The mayor read a long report. The report names nobody.");
        assert_eq!(chains, ["a long report = The report"]);
        let other = read("The mayor read a long report. The short report names nobody.");
        assert!(other.is_empty(), "{other:?}");
        let fresh = read("The mayor read a report. A report names nobody.");
        assert!(fresh.is_empty(), "{fresh:?}");
    }

    #[test]
    fn pronouns_follow_their_subjects() {
        let chains = read("Liz Truss praised the army. She left her office.");
        assert_eq!(chains, ["Liz Truss = She = her"]);
    }

    #[test]
    fn who_speaks_is_i() {
        let chains = read("“I will not sign,” Sergei Lavrov said. “My answer is known.”");
        assert!(chains.iter().any(|chain| chain.starts_with("I = Sergei Lavrov")), "{chains:?}");
    }

    #[test]
    fn predicates_and_appositions_name_their_subject() {
        let chains = read("Ordo Velk, a retired general, praised the plan. The plan is a mistake.");
        assert!(chains.contains(&"Ordo Velk = a retired general".to_owned()), "{chains:?}");
        assert!(chains.contains(&"the plan = The plan = a mistake".to_owned()), "{chains:?}");
    }
}
