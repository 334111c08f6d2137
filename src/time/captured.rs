//! What a match of the grammar of time captures: the classes of its pieces with their values, in their order.

use super::class::Class;

/// The values captured by a match.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts {
    captured: [(Class, i32); Self::MOST],
    count: usize,
    /// Where the first of two expressions ends, exclusive, as a position in the atoms.
    pub(super) split: Option<usize>,
}

impl Parts {
    const MOST: usize = 10;

    /// Nothing captured yet.
    pub(super) fn new() -> Self {
        Self { captured: [(Class::Num, 0); Self::MOST], count: 0, split: None }
    }

    /// Adds the value of a piece.
    pub(super) fn capture(&mut self, class: Class, value: i32) {
        if let Some(slot) = self.captured.get_mut(self.count) {
            *slot = (class, value);
            self.count += 1;
        }
    }

    fn all(&self, class: Class) -> impl Iterator<Item = i32> + '_ {
        self.captured[..self.count].iter().filter(move |(found, _)| *found == class).map(|(_, value)| *value)
    }

    /// The first value of the class.
    pub(super) fn get(&self, class: Class) -> Option<i32> {
        self.all(class).next()
    }

    /// The second value of the class.
    pub(super) fn second(&self, class: Class) -> Option<i32> {
        self.all(class).nth(1)
    }
}
