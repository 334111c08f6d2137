//! The tree of highest score with exactly one root.
//!
//! Most sentences are trees already when each word takes its best head; the others go through the algorithm of Chu,
//! Liu and Edmonds. Scores are integers, ties go to the first head, so a tree is a function of the scores alone.

/// No arc.
const NONE: i64 = i64::MIN / 4;
/// A price on the root that outweighs all differences of scores: one word pays it, never two.
const PRICE: i64 = 1 << 50;

/// Finds trees; keeps its buffers.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    heads: Vec<usize>,
    state: Vec<u8>,
    path: Vec<usize>,
}

impl Decoder {
    /// The head of each word: 0 for the root, else the number of the word, from 1. `scores` has a row a word, in it the
    /// score of the root and then of each word as head.
    pub(super) fn tree(&mut self, scores: &[i32], words: usize) -> &[usize] {
        let width = words + 1;
        self.heads.clear();
        self.heads.push(0);
        let mut roots = 0;
        for (word, row) in scores.chunks_exact(width).enumerate() {
            let mut best = (i32::MIN, 0);
            for (head, &score) in row.iter().enumerate() {
                if head != word + 1 && score > best.0 {
                    best = (score, head);
                }
            }
            roots += usize::from(best.1 == 0);
            self.heads.push(best.1);
        }
        let cyclic = self.cycle(words);
        if words > 0 && (roots != 1 || cyclic) {
            let mut full = vec![NONE; width * width];
            for word in 1..width {
                for head in (0..width).filter(|&head| head != word) {
                    let price = if head == 0 { PRICE } else { 0 };
                    full[word * width + head] = i64::from(scores[(word - 1) * width + head]) - price;
                }
            }
            self.heads = self.edmonds(&full, width);
        }
        &self.heads[1..]
    }

    /// Whether the heads of words 1 to `words` run in a circle; `path` is then the circle.
    fn cycle(&mut self, words: usize) -> bool {
        self.state.clear();
        self.state.resize(words + 1, 0);
        self.state[0] = 2;
        for word in 1..=words {
            self.path.clear();
            let mut now = word;
            while self.state[now] == 0 {
                self.state[now] = 1;
                self.path.push(now);
                now = self.heads[now];
            }
            if self.state[now] == 1 {
                let first = self.path.iter().position(|&place| place == now).unwrap_or(0);
                self.path.drain(..first);
                return true;
            }
            for &place in &self.path {
                self.state[place] = 2;
            }
        }
        false
    }

    /// Takes the best heads, contracts a circle to one node, and goes on until there is none.
    fn edmonds(&mut self, scores: &[i64], width: usize) -> Vec<usize> {
        self.heads.clear();
        self.heads.push(0);
        for word in 1..width {
            self.heads.push(best((0..width).map(|head| scores[word * width + head])).0);
        }
        if !self.cycle(width - 1) {
            return self.heads.clone();
        }
        let circle = self.path.clone();
        let mut heads = self.heads.clone();
        let rest: Vec<usize> = (0..width).filter(|node| !circle.contains(node)).collect();
        let node = rest.len();
        let small_width = node + 1;
        let mut small = vec![NONE; small_width * small_width];
        let mut leaves = vec![0; node];
        let mut enters = vec![0; node];
        for (number, &outer) in rest.iter().enumerate() {
            for (other, &head) in rest.iter().enumerate() {
                small[number * small_width + other] = scores[outer * width + head];
            }
            let (leave, score) = best(circle.iter().map(|&inner| scores[outer * width + inner]));
            leaves[number] = circle[leave];
            small[number * small_width + node] = score;
            let (enter, score) = best(
                circle
                    .iter()
                    .map(|&inner| (scores[inner * width + outer] - scores[inner * width + heads[inner]]).max(NONE)),
            );
            enters[number] = circle[enter];
            small[node * small_width + number] = score;
        }
        let found = self.edmonds(&small, small_width);
        for (number, &outer) in rest.iter().enumerate().skip(1) {
            heads[outer] = if found[number] == node { leaves[number] } else { rest[found[number]] };
        }
        heads[enters[found[node]]] = rest[found[node]];
        heads
    }
}

/// Place and value of the greatest; the first of equals.
fn best(scores: impl Iterator<Item = i64>) -> (usize, i64) {
    let mut best = (0, i64::MIN);
    for (place, score) in scores.enumerate() {
        if score > best.1 {
            best = (place, score);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::Decoder;

    /// All head lists of `words` words that are trees with one root, the slow way.
    fn exhaustive(scores: &[i32], words: usize) -> i64 {
        let width = words + 1;
        let mut top = i64::MIN;
        for mut code in 0..width.pow(words as u32) {
            let mut heads = vec![0; width];
            for head in &mut heads[1..] {
                *head = code % width;
                code /= width;
            }
            if is_tree(&heads[1..]) {
                let sum = (1..width).map(|word| i64::from(scores[(word - 1) * width + heads[word]])).sum();
                top = top.max(sum);
            }
        }
        top
    }

    fn is_tree(heads: &[usize]) -> bool {
        let reaches = |mut word: usize| {
            for _ in 0..=heads.len() {
                if word == 0 {
                    return true;
                }
                word = heads[word - 1];
            }
            false
        };
        heads.iter().filter(|&&head| head == 0).count() == 1 && (1..=heads.len()).all(reaches)
    }

    proptest::proptest! {
        #[test]
        fn the_tree_is_the_best_one(words in 1usize..6, scores in proptest::collection::vec(-40i32..40, 30)) {
            let scores = &scores[..words * (words + 1)];
            let mut decoder = Decoder::default();
            let heads = decoder.tree(scores, words).to_vec();
            proptest::prop_assert!(is_tree(&heads));
            let sum: i64 = heads.iter().enumerate().map(|(word, &head)| i64::from(scores[word * (words + 1) + head])).sum();
            proptest::prop_assert_eq!(sum, exhaustive(scores, words));
        }

        #[test]
        fn long_sentences_are_trees(words in 1usize..60, seed in 0u32..1_000) {
            let mut state = seed.wrapping_mul(2_654_435_761) | 1;
            let scores: Vec<i32> = (0..words * (words + 1)).map(|_| {
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                (state % 100) as i32
            }).collect();
            proptest::prop_assert!(is_tree(Decoder::default().tree(&scores, words)));
        }
    }

    #[test]
    fn no_words_no_heads() {
        assert!(Decoder::default().tree(&[], 0).is_empty());
    }
}
