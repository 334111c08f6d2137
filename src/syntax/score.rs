//! Scores of trees against gold trees, by the definitions of the CoNLL 2018 shared task.
//!
//! Words are aligned by the characters that they cover, white space not counted, so that trees over raw text with
//! other words and sentences can be scored. A value is the harmonic mean of precision (of what is predicted) and
//! recall (of what is gold); over gold words all three are the accuracy. Relations are compared without subtypes, an
//! arc counts where its head is aligned too. Features are the seven of [`super::Feats`]. The shared task counts
//! multiword tokens ("don't") once among tokens and their parts among words; so does this.

use rustc_hash::FxHashMap;

use super::{Deprel, Sentence, Token, conllu::written_together};
use crate::text::Span;

/// How many are right, predicted and gold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Found in both.
    pub right: usize,
    /// Predicted.
    pub predicted: usize,
    /// Gold.
    pub gold: usize,
}

impl Count {
    /// The share of the predicted that is right, in percent.
    #[must_use]
    pub fn precision(self) -> f64 {
        percent(self.right, self.predicted)
    }

    /// The share of the gold that is found, in percent.
    #[must_use]
    pub fn recall(self) -> f64 {
        percent(self.right, self.gold)
    }

    /// The harmonic mean of the two, in percent.
    #[must_use]
    pub fn f1(self) -> f64 {
        percent(2 * self.right, self.predicted + self.gold)
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// The scores of one prediction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Tokens as written, multiword ones counted once.
    pub tokens: Count,
    /// Sentences with both borders right.
    pub sentences: Count,
    /// Syntactic words.
    pub words: Count,
    /// Words with the right part of speech.
    pub upos: Count,
    /// Words with all seven features right.
    pub feats: Count,
    /// Words with the right lemma.
    pub lemmas: Count,
    /// Words with the right head.
    pub uas: Count,
    /// Words with the right head and relation, without subtype.
    pub las: Count,
    /// For each relation as written (subtype included): words that have it with the right head.
    pub relations: Vec<(Deprel, Count)>,
}

/// The number of characters that are not white space before each character of a text; one entry more at the end.
fn squeezed(text: &str) -> Vec<usize> {
    let mut sum = 0;
    let mut places: Vec<usize> = Vec::with_capacity(text.len() + 1);
    for letter in text.chars() {
        places.push(sum);
        sum += usize::from(!letter.is_whitespace());
    }
    places.push(sum);
    places
}

/// One side of the comparison: its words in one row, with spans that do not count white space.
struct Side<'a> {
    words: Vec<(Span, &'a Token)>,
    /// Index in `words` of each word's head.
    heads: Vec<Option<usize>>,
    tokens: Vec<Span>,
    sentences: Vec<Span>,
}

impl<'a> Side<'a> {
    fn new(sentences: &'a [Sentence], text: &str) -> Self {
        let places = squeezed(text);
        let at = |position: usize| places.get(position).or(places.last()).copied().unwrap_or(0);
        let mut side = Side { words: Vec::new(), heads: Vec::new(), tokens: Vec::new(), sentences: Vec::new() };
        for sentence in sentences {
            let first = side.words.len();
            let mut covered = 0;
            for (index, token) in sentence.tokens.iter().enumerate() {
                let last = written_together(&sentence.tokens, index);
                if index >= covered {
                    let whole = token.span.join(sentence.tokens[last].span);
                    side.tokens.push(Span::new(at(whole.begin), at(whole.end)));
                    covered = last + 1;
                }
                side.words.push((Span::new(at(token.span.begin), at(token.span.end)), token));
                side.heads.push(token.head.map(|head| first + head));
            }
            side.sentences.push(Span::new(at(sentence.span.begin), at(sentence.span.end)));
        }
        side
    }
}

fn shared(gold: &[Span], predicted: &[Span]) -> Count {
    let mut known: Vec<Span> = gold.to_vec();
    known.sort_unstable();
    let right = predicted.iter().filter(|span| known.binary_search(span).is_ok()).count();
    Count { right, predicted: predicted.len(), gold: gold.len() }
}

/// Scores `predicted` over `predicted_text` against `gold` over `gold_text`; the texts may differ in white space only.
#[must_use]
pub fn score(gold: &[Sentence], gold_text: &str, predicted: &[Sentence], predicted_text: &str) -> Scores {
    let (gold, found) = (Side::new(gold, gold_text), Side::new(predicted, predicted_text));
    // Parts of a multiword token whose spans coincide are told apart by their place among them.
    let keys = |side: &Side<'_>| -> Vec<(Span, usize)> {
        let mut keys: Vec<(Span, usize)> = Vec::with_capacity(side.words.len());
        for (span, _) in &side.words {
            let part = keys.last().filter(|last| last.0 == *span).map_or(0, |last| last.1 + 1);
            keys.push((*span, part));
        }
        keys
    };
    let places: FxHashMap<(Span, usize), usize> =
        keys(&gold).into_iter().enumerate().map(|(index, key)| (key, index)).collect();
    let aligned: Vec<Option<usize>> = keys(&found).iter().map(|key| places.get(key).copied()).collect();

    let count = |right: usize| Count { right, predicted: found.words.len(), gold: gold.words.len() };
    let pairs = || aligned.iter().enumerate().filter_map(|(index, partner)| partner.map(|partner| (index, partner)));
    let matching = |same: &dyn Fn(&Token, &Token) -> bool| {
        count(pairs().filter(|&(index, partner)| same(found.words[index].1, gold.words[partner].1)).count())
    };
    let head_right = |index: usize, partner: usize| match (found.heads[index], gold.heads[partner]) {
        (None, None) => true,
        (Some(head), Some(gold_head)) => aligned[head] == Some(gold_head),
        _ => false,
    };
    let attached: Vec<(usize, usize)> = pairs().filter(|&(index, partner)| head_right(index, partner)).collect();
    let labelled = |index: usize, partner: usize| {
        found.words[index].1.deprel.universal() == gold.words[partner].1.deprel.universal()
    };
    let relations = Deprel::ALL
        .iter()
        .map(|&relation| {
            let with = |side: &Side<'_>| side.words.iter().filter(|(_, token)| token.deprel == relation).count();
            let right = attached.iter().filter(|&&(index, partner)| {
                found.words[index].1.deprel == relation && gold.words[partner].1.deprel == relation
            });
            (relation, Count { right: right.count(), predicted: with(&found), gold: with(&gold) })
        })
        .filter(|(_, count)| count.predicted + count.gold > 0)
        .collect();
    Scores {
        tokens: shared(&gold.tokens, &found.tokens),
        sentences: shared(&gold.sentences, &found.sentences),
        words: count(pairs().count()),
        upos: matching(&|one, other| one.upos == other.upos),
        feats: matching(&|one, other| one.feats == other.feats),
        lemmas: matching(&|one, other| other.lemma == "_" || one.lemma == other.lemma),
        uas: count(attached.len()),
        las: count(attached.iter().filter(|&&(index, partner)| labelled(index, partner)).count()),
        relations,
    }
}

#[cfg(test)]
mod tests {
    use super::{Count, score};
    use crate::syntax::{Deprel, conllu::read_document};

    const GOLD: &str = "# text = He didn't go.
1\tHe\the\tPRON\t_\t_\t4\tnsubj\t_\t_
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\t_\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_
4\tgo\tgo\tVERB\t_\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_
";

    #[test]
    fn what_is_gold_is_right() {
        let gold = read_document(GOLD).unwrap();
        let trees = gold.clone().into_sentences();
        let scores = score(&trees, &gold.text, &trees, &gold.text);
        assert_eq!(scores.tokens, Count { right: 4, predicted: 4, gold: 4 });
        assert_eq!(scores.las, Count { right: 5, predicted: 5, gold: 5 });
        assert_eq!(scores.sentences.f1(), 100.0);
    }

    #[test]
    fn other_words_are_aligned_by_characters() {
        let gold = read_document(GOLD).unwrap();
        // "didn't" and "go." left whole, the subject called an object, white space differs.
        let other = read_document(
            "# text = He  didn't  go.
1\tHe\the\tPRON\t_\t_\t3\tobj\t_\t_
2\tdidn't\tdo\tAUX\t_\t_\t3\taux\t_\t_
3\tgo.\tgo\tVERB\t_\t_\t0\troot\t_\t_
",
        )
        .unwrap();
        let scores = score(&gold.clone().into_sentences(), &gold.text, &other.clone().into_sentences(), &other.text);
        assert_eq!(scores.words, Count { right: 1, predicted: 3, gold: 5 });
        assert_eq!(scores.tokens.right, 2);
        assert_eq!(scores.upos.right, 1);
        assert_eq!(scores.uas.right, 0);
        assert_eq!(scores.sentences.right, 1);
        let objects = scores.relations.iter().find(|(relation, _)| *relation == Deprel::Obj).unwrap();
        assert_eq!(objects.1, Count { right: 0, predicted: 1, gold: 0 });
        assert_eq!(scores.words.precision().round(), 33.0);
        assert_eq!(scores.words.recall(), 20.0);
        assert_eq!(scores.words.f1(), 25.0);
    }
}
