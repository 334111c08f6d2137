//! Where the entities of a picture stand.
//!
//! `forces` lets those that are tied attract and all others repel each other, for pictures with thousands of dots. `clusters`
//! makes a plan for a picture with labels: a box for each country with its entities in rows, boxes that never overlap.
//! Both start from a fixed seed and use nothing but sums, products, quotients and square roots, which are the same bits on
//! every machine, so the same network gives the same picture.

mod clusters;
mod forces;
mod quadtree;

pub(super) use clusters::{Rect, plan};
pub(super) use forces::forces;

/// A place of a picture; `y` grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}
