//! The arc-hybrid transition system with its dynamic oracle (Goldberg and Nivre, 2013).
//!
//! The root stands behind the last word of the buffer, and only one word may be attached to it: trees have one root.

use super::{tagger::Shape, weights::Mix};
use crate::syntax::Deprel;

/// Shift is class 0; then a class for each label to the left, then to the right.
pub(crate) const CLASSES: usize = 1 + 2 * LABELS;
pub(crate) const LABELS: usize = Deprel::ALL.len();

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    Shift,
    Left,
    Right,
}

pub(crate) fn class(step: Move, label: usize) -> usize {
    match step {
        Move::Shift => 0,
        Move::Left => 1 + label,
        Move::Right => 1 + LABELS + label,
    }
}

pub(crate) fn step_of(class: usize) -> (Move, usize) {
    match class {
        0 => (Move::Shift, 0),
        class if class <= LABELS => (Move::Left, class - 1),
        class => (Move::Right, class - 1 - LABELS),
    }
}

/// A stack, the next word of the buffer, and the arcs so far.
pub(crate) struct State {
    length: usize,
    stack: Vec<usize>,
    next: usize,
    pub(crate) heads: Vec<Option<usize>>,
    pub(crate) labels: Vec<usize>,
    /// First and last children to the left: nearest two on the outside, then to the right; and their numbers.
    left: Vec<[usize; 2]>,
    right: Vec<[usize; 2]>,
    valency: Vec<(u8, u8)>,
}

/// No word.
const NONE: usize = usize::MAX;

impl State {
    pub(crate) fn new(length: usize) -> Self {
        Self {
            length,
            stack: Vec::with_capacity(length),
            next: 0,
            heads: vec![None; length],
            labels: vec![0; length],
            left: vec![[NONE; 2]; length],
            right: vec![[NONE; 2]; length],
            valency: vec![(0, 0); length],
        }
    }

    pub(crate) fn is_final(&self) -> bool {
        self.next == self.length && self.stack.is_empty()
    }

    pub(crate) fn may(&self, step: Move) -> bool {
        match step {
            Move::Shift => self.next < self.length,
            // To the root only the last word of the stack.
            Move::Left => !self.stack.is_empty() && (self.next < self.length || self.stack.len() == 1),
            Move::Right => self.stack.len() > 1,
        }
    }

    /// The label `root` goes with the root alone.
    pub(crate) fn label_fits(&self, step: Move, label: usize) -> bool {
        let to_root = step == Move::Left && self.next == self.length;
        (Deprel::ALL[label] == Deprel::Root) == to_root
    }

    pub(crate) fn apply(&mut self, step: Move, label: usize) {
        match step {
            Move::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Move::Left | Move::Right => {
                let Some(child) = self.stack.pop() else { return };
                self.labels[child] = label;
                let head =
                    if step == Move::Left { self.next } else { self.stack.last().copied().unwrap_or(self.length) };
                if head >= self.length {
                    return;
                }
                self.heads[child] = Some(head);
                if child < head {
                    self.left[head] = [child, self.left[head][0]];
                    self.valency[head].0 = self.valency[head].0.saturating_add(1);
                } else {
                    self.right[head] = [child, self.right[head][0]];
                    self.valency[head].1 = self.valency[head].1.saturating_add(1);
                }
            }
        }
    }

    /// The word that a step attaches; `None` for a shift.
    pub(crate) fn child(&self, step: Move) -> Option<usize> {
        if step == Move::Shift { None } else { self.stack.last().copied() }
    }

    /// How many arcs of the gold tree can no longer be made after the step. The root is word number `length`.
    pub(crate) fn cost(&self, step: Move, gold: &[usize]) -> usize {
        let (top, rest) = match self.stack.split_last() {
            Some((&top, rest)) => (top, rest),
            None => (NONE, &[][..]),
        };
        match step {
            Move::Shift => {
                let next = self.next;
                let head_lost = rest.contains(&gold[next]);
                usize::from(head_lost) + self.stack.iter().filter(|&&child| gold[child] == next).count()
            }
            Move::Left => {
                let head = gold[top];
                let head_lost = head > self.next || rest.last() == Some(&head);
                usize::from(head_lost) + self.children_ahead(top, gold)
            }
            Move::Right => usize::from(gold[top] >= self.next) + self.children_ahead(top, gold),
        }
    }

    fn children_ahead(&self, word: usize, gold: &[usize]) -> usize {
        gold[self.next..].iter().filter(|&&head| head == word).count()
    }

    /// The features of the state.
    pub(crate) fn features(&self, shapes: &[Shape], tags: &[u8], coarse: &[u8], out: &mut Vec<u32>) {
        out.clear();
        let from_top = |depth: usize| self.stack.len().checked_sub(depth + 1).map_or(NONE, |index| self.stack[index]);
        let (s0, s1, s2) = (from_top(0), from_top(1), from_top(2));
        let ahead = |offset: usize| if self.next + offset <= self.length { self.next + offset } else { NONE };
        let (b0, b1, b2) = (ahead(0), ahead(1), ahead(2));
        let child = |word: usize, left: bool, index: usize| -> usize {
            let side = if left { &self.left } else { &self.right };
            side.get(word).map_or(NONE, |children| children[index])
        };
        // Beyond the words: 2 for no word, 3 for the root.
        let odd = |word: usize| if word == self.length { 3 } else { 2 };
        let w = |word: usize| shapes.get(word).map_or(odd(word), |shape| shape.word);
        let f = |word: usize| tags.get(word).map_or(1000 + odd(word), |&tag| u64::from(tag));
        let t = |word: usize| coarse.get(word).map_or(1000 + odd(word), |&tag| u64::from(tag));
        let u = |word: usize| shapes.get(word).map_or(odd(word), |shape| shape.suffixes[2]);
        let l = |word: usize| self.labels.get(word).map_or(1000, |&label| label as u64);
        let v = |word: usize| {
            self.valency.get(word).map_or((9, 9), |&(left, right)| (u64::from(left.min(4)), u64::from(right.min(4))))
        };
        let gap = |left: usize, right: usize| {
            if left == NONE || right == NONE {
                return 9;
            }
            match right - left {
                gap @ 0..=4 => gap as u64,
                5..=7 => 5,
                8..=12 => 6,
                _ => 7,
            }
        };
        let (s0l, s0r, s1l, s1r, b0l) =
            (child(s0, true, 0), child(s0, false, 0), child(s1, true, 0), child(s1, false, 0), child(b0, true, 0));
        let (s0l2, s0r2, s1r2, b0l2) =
            (child(s0, true, 1), child(s0, false, 1), child(s1, false, 1), child(b0, true, 1));
        let mut template = 100;
        let mut push = |values: &[u64]| {
            template += 1;
            out.push(values.iter().fold(Mix::new(template), |mix, &value| mix.with(value)).key());
        };
        push(&[]);
        for word in [s0, s1, b0, b1] {
            push(&[w(word)]);
            push(&[f(word)]);
            push(&[w(word), t(word)]);
            push(&[u(word), t(word)]);
        }
        for word in [s2, b2] {
            push(&[w(word)]);
            push(&[f(word)]);
        }
        for word in [s0l, s0r, s1l, s1r, b0l] {
            push(&[w(word)]);
            push(&[t(word), l(word)]);
        }
        for word in [s0l2, s0r2, s1r2, b0l2] {
            push(&[t(word), l(word)]);
        }
        push(&[w(s0), t(s0), w(b0), t(b0)]);
        push(&[w(s0), t(s0), t(b0)]);
        push(&[w(s0), f(b0)]);
        push(&[t(s0), w(b0), t(b0)]);
        push(&[f(s0), w(b0)]);
        push(&[w(s0), w(b0)]);
        push(&[f(s0), f(b0)]);
        push(&[f(b0), f(b1)]);
        push(&[w(b0), t(b1)]);
        push(&[t(b0), w(b1)]);
        push(&[w(s1), w(s0)]);
        push(&[w(s1), t(s1), w(s0), t(s0)]);
        push(&[w(s1), f(s0)]);
        push(&[f(s1), w(s0)]);
        push(&[f(s1), f(s0)]);
        push(&[f(s1), f(b0)]);
        push(&[w(s1), w(b0)]);
        push(&[t(s0), w(b0), w(b1)]);
        push(&[f(b0), t(b1), t(b2)]);
        push(&[f(s0), f(b0), t(b1)]);
        push(&[f(s1), f(s0), f(b0)]);
        push(&[t(s2), t(s1), t(s0)]);
        push(&[t(s0), t(s0l), t(b0)]);
        push(&[f(s0), t(s0r), l(s0r), t(b0)]);
        push(&[t(s1), t(s1r), l(s1r), t(s0)]);
        push(&[t(s1), t(s1l), t(s0)]);
        push(&[t(s0), t(b0), t(b0l), l(b0l)]);
        push(&[t(s1), t(s0), t(s0l), l(s0l)]);
        push(&[t(s1), t(s0), l(s0r), t(b0)]);
        push(&[w(s1), w(s0), w(s0l)]);
        push(&[w(s0), w(s0l), t(b0)]);
        push(&[t(s1), w(s0l), t(s0), t(b0)]);
        push(&[t(s1), t(s0), t(b0), t(b1)]);
        push(&[w(s0), gap(s0, b0)]);
        push(&[f(s0), f(b0), gap(s0, b0)]);
        push(&[f(b0), gap(s0, b0)]);
        push(&[w(b0), gap(s0, b0)]);
        push(&[f(s1), f(s0), gap(s1, s0)]);
        push(&[w(s0), v(s0).0, v(s0).1]);
        push(&[f(s0), v(s0).0, v(s0).1]);
        push(&[w(s1), v(s1).1]);
        push(&[f(s1), v(s1).1, t(s0)]);
        push(&[f(b0), v(b0).0]);
        push(&[w(b0), v(b0).0]);
        push(&[w(s0), l(s0r), l(s0r2)]);
        push(&[w(s1), l(s1r), t(s0)]);
        push(&[w(s1), l(s1r), w(s0l)]);
        push(&[f(s0), l(s0l), l(s0r)]);
        push(&[f(b0), l(b0l), l(b0l2)]);
        push(&[f(s1), l(s1l), l(s1r), t(s0)]);
    }
}
