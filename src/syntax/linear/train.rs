//! Training of the linear model: the same treebank gives the same bytes.

use indexmap::IndexMap;

use super::{
    MAGIC, coarse, format_tag, legal,
    tagger::{self, Shape, Tag, best},
    transitions::{Move, State, class, step_of},
    weights::{Shuffle, Trainer, Weights},
};
use crate::syntax::Sentence;

/// Most joint tags; rarer ones fall back to the most frequent of their part of speech.
const MOST_TAGS: usize = 120;
const TAGGER_EPOCHS: usize = 4;
const PARSER_EPOCHS: usize = 4;
/// Parts of the treebank that are tagged by a tagger trained on the others, so that the parser learns on tags with
/// the errors that it will meet.
const FOLDS: usize = 2;
const FOLD_EPOCHS: usize = 2;
const SCALE: f32 = 16.0;
/// Most bytes of the weights, so that the crate stays small.
const TAGGER_BYTES: usize = 1_600_000;
const PARSER_BYTES: usize = 5_000_000;

/// Trains on gold trees; the bytes of the model. `log` gets a line now and then.
///
/// # Panics
/// Never on trees that [`crate::syntax::conllu`] has read.
#[must_use]
pub fn train(sentences: &[Sentence], log: &mut dyn FnMut(&str)) -> Vec<u8> {
    let tags = tag_set(sentences);
    let shapes: Vec<Vec<Shape>> = sentences
        .iter()
        .map(|sentence| sentence.tokens.iter().map(|token| Shape::new(&token.form)).collect())
        .collect();
    let gold: Vec<Vec<u8>> = sentences.iter().map(|sentence| tagger::gold(&sentence.tokens, &tags)).collect();

    let mut out = MAGIC.to_vec();
    out.push(u8::try_from(tags.len()).expect("MOST_TAGS fits a byte"));
    for tag in &tags {
        let name = format_tag(tag);
        out.push(u8::try_from(name.len()).expect("seven features fit 255 bytes"));
        out.extend_from_slice(name.as_bytes());
    }

    let everything: Vec<usize> = (0..sentences.len()).collect();
    let weights = train_tagger(&everything, tags.len(), &shapes, &gold, TAGGER_EPOCHS);
    log(&format!("tagger: {} bytes", weights.len()));
    out.extend_from_slice(&weights);

    let mut predicted: Vec<Vec<u8>> = vec![Vec::new(); sentences.len()];
    for fold in 0..FOLDS {
        let others: Vec<usize> = everything.iter().copied().filter(|index| index % FOLDS != fold).collect();
        let bytes = train_tagger(&others, tags.len(), &shapes, &gold, FOLD_EPOCHS);
        let weights = Weights::read(&mut bytes.as_slice()).expect("bytes just written");
        for index in (fold..sentences.len()).step_by(FOLDS) {
            tagger::tag(&weights, tags.len(), &shapes[index], &mut predicted[index]);
        }
        log(&format!("tags of part {} of {FOLDS} predicted", fold + 1));
    }

    let parser = train_parser(sentences, &tags, &shapes, &predicted, log);
    log(&format!("parser: {} bytes", parser.len()));
    out.extend_from_slice(&parser);
    out
}

fn tag_set(sentences: &[Sentence]) -> Vec<Tag> {
    let mut counts: IndexMap<String, (usize, Tag)> = IndexMap::new();
    for token in sentences.iter().flat_map(|sentence| &sentence.tokens) {
        let tag = Tag { upos: token.upos, feats: token.feats };
        counts.entry(format_tag(&tag)).or_insert((0, tag)).0 += 1;
    }
    counts.sort_by(|name, count, other_name, other| other.0.cmp(&count.0).then_with(|| name.cmp(other_name)));
    counts.values().take(MOST_TAGS).map(|&(_, tag)| tag).collect()
}

fn train_tagger(chosen: &[usize], classes: usize, shapes: &[Vec<Shape>], gold: &[Vec<u8>], epochs: usize) -> Vec<u8> {
    let mut trainer = Trainer::default();
    let mut order = chosen.to_vec();
    let mut random = Shuffle::new(1);
    for _ in 0..epochs {
        random.shuffle(&mut order);
        for &index in &order {
            tagger::learn(&mut trainer, classes, &shapes[index], &gold[index]);
        }
    }
    let mut out = Vec::new();
    trainer.finish(SCALE, TAGGER_BYTES, &mut out);
    out
}

fn train_parser(
    sentences: &[Sentence],
    names: &[Tag],
    shapes: &[Vec<Shape>],
    tags: &[Vec<u8>],
    log: &mut dyn FnMut(&str),
) -> Vec<u8> {
    let mut trainer = Trainer::default();
    let mut random = Shuffle::new(2);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut keys = Vec::with_capacity(128);
    let mut scores = [0.0; 256];
    for epoch in 0..PARSER_EPOCHS {
        random.shuffle(&mut order);
        let (mut steps, mut wrong) = (0_usize, 0_usize);
        for &index in &order {
            let tokens = &sentences[index].tokens;
            let coarse = coarse(&tags[index], names);
            let heads: Vec<usize> = tokens.iter().map(|token| token.head.unwrap_or(tokens.len())).collect();
            let labels: Vec<usize> = tokens.iter().map(|token| token.deprel as usize).collect();
            let mut state = State::new(tokens.len());
            while !state.is_final() {
                state.features(&shapes[index], &tags[index], &coarse, &mut keys);
                trainer.score(&keys, &mut scores);
                let guess = best(&scores, legal(&state));
                let good = best(&scores, right_classes(&state, &heads, &labels).into_iter());
                trainer.update(&keys, good, guess);
                steps += 1;
                wrong += usize::from(good != guess);
                // From the second round on errors are followed, so that the parser learns to go on after them.
                let follow = epoch > 0 && random.below(10) > 0;
                let (step, label) = step_of(usize::from(if follow { guess } else { good }));
                state.apply(step, label);
            }
        }
        log(&format!("parser, round {}: {wrong} of {steps} steps wrong", epoch + 1));
    }
    let mut out = Vec::new();
    trainer.finish(SCALE, PARSER_BYTES, &mut out);
    out
}

/// The classes that lose the fewest arcs, with the gold label where the arc is gold.
fn right_classes(state: &State, heads: &[usize], labels: &[usize]) -> Vec<usize> {
    let costs: Vec<(Move, usize)> = [Move::Shift, Move::Left, Move::Right]
        .into_iter()
        .filter(|&step| state.may(step))
        .map(|step| (step, state.cost(step, heads)))
        .collect();
    let least = costs.iter().map(|&(_, cost)| cost).min().unwrap_or(0);
    let mut classes = Vec::new();
    for (step, _) in costs.into_iter().filter(|&(_, cost)| cost == least) {
        match (step, state.child(step)) {
            (Move::Shift, _) | (_, None) => classes.push(class(Move::Shift, 0)),
            (_, Some(child)) => {
                // Where the arc is wrong anyhow its label is free, but its own label stays the best guess.
                let label = labels[child];
                if state.label_fits(step, label) {
                    classes.push(class(step, label));
                } else {
                    classes.extend(legal(state).filter(|&found| step_of(found).0 == step));
                }
            }
        }
    }
    classes
}
