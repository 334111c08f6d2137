//! A layout by forces: who is tied attracts each other, all repel each other, and a weak pull holds the parts together.
//!
//! The forces are those of ForceAtlas2 (Jacomy and others 2014): attraction grows with the distance, repulsion with the
//! number of ties of both. Each step moves a node at most as far as a temperature allows, which falls to nothing
//! (Fruchterman and Reingold 1991).

use super::{Point, quadtree::Quadtree};
use crate::export::network::{Dice, Neighbours};

/// Repulsion of two nodes without ties at distance 1.
const REPULSION: f64 = 1.0;
/// The pull to the middle, for each tie.
const GRAVITY: f64 = 0.25;
/// Steps for a small network; a large one has fewer, since each takes longer.
const STEPS: usize = 400;
const FEWEST_STEPS: usize = 80;

/// A place for each node, in a square from -1 to 1.
pub(crate) fn forces(graph: &Neighbours, seed: u64) -> Vec<Point> {
    let nodes = graph.len();
    let mut dice = Dice(seed);
    let spread = (nodes.max(1) as f64).sqrt();
    let mut points: Vec<Point> =
        (0..nodes).map(|_| Point { x: (dice.part() - 0.5) * spread, y: (dice.part() - 0.5) * spread }).collect();
    let weights: Vec<f64> = (0..nodes).map(|node| 1.0 + graph.of(node).len() as f64).collect();
    let steps = (STEPS * 1000 / nodes.max(1000)).max(FEWEST_STEPS);
    for step in 0..steps {
        let tree = Quadtree::new(&points, &weights);
        let heat = spread * 0.2 * (1.0 - step as f64 / steps as f64);
        let moves: Vec<Point> = (0..nodes).map(|node| moved(graph, &points, &weights, &tree, node)).collect();
        for (point, force) in points.iter_mut().zip(moves) {
            let size = (force.x * force.x + force.y * force.y).sqrt();
            let scale = if size > heat { heat / size } else { 1.0 };
            point.x += force.x * scale;
            point.y += force.y * scale;
        }
    }
    centred(points)
}

/// Where the forces on a node would take it, in proportion to its weight, so that hubs do not swing.
fn moved(graph: &Neighbours, points: &[Point], weights: &[f64], tree: &Quadtree, node: usize) -> Point {
    let (own, weight) = (points[node], weights[node]);
    let away = tree.force(own);
    let mut force = Point { x: REPULSION * weight * away.x, y: REPULSION * weight * away.y };
    for (other, ties) in graph.of(node) {
        // Many ties pull harder, but not as hard as many others.
        let pull = ties.sqrt();
        force.x += (points[*other].x - own.x) * pull;
        force.y += (points[*other].y - own.y) * pull;
    }
    let gravity = GRAVITY * weight;
    Point { x: (force.x - gravity * own.x) / weight * 0.3, y: (force.y - gravity * own.y) / weight * 0.3 }
}

/// The same places within a square from -1 to 1.
fn centred(mut points: Vec<Point>) -> Vec<Point> {
    let bounds = |value: fn(&Point) -> f64, points: &[Point]| {
        let least = points.iter().map(value).fold(f64::INFINITY, f64::min);
        (least, points.iter().map(value).fold(f64::NEG_INFINITY, f64::max))
    };
    let (left, right) = bounds(|point| point.x, &points);
    let (top, bottom) = bounds(|point| point.y, &points);
    let half = ((right - left).max(bottom - top) / 2.0).max(1e-9);
    for point in &mut points {
        *point = Point { x: (point.x - (left + right) / 2.0) / half, y: (point.y - (top + bottom) / 2.0) / half };
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tied_nodes_stand_nearer_and_the_same_seed_gives_the_same_places() {
        let mut ties = Vec::new();
        for first in [0, 10] {
            for one in first..first + 10 {
                ties.extend((one + 1..first + 10).map(|other| (one, other)));
            }
        }
        ties.push((0, 10));
        let graph = Neighbours::new(20, ties.into_iter());
        let points = forces(&graph, 1);
        assert_eq!(points, forces(&graph, 1));
        assert!(points.iter().all(|point| point.x.abs() <= 1.0 + 1e-9 && point.y.abs() <= 1.0 + 1e-9), "{points:?}");
        let distance = |one: usize, other: usize| {
            let (dx, dy) = (points[one].x - points[other].x, points[one].y - points[other].y);
            (dx * dx + dy * dy).sqrt()
        };
        assert!(distance(1, 2) * 2.0 < distance(1, 12), "{points:?}");
    }

    #[test]
    fn nobody_and_one_have_places_too() {
        assert!(forces(&Neighbours::new(0, std::iter::empty()), 1).is_empty());
        assert_eq!(forces(&Neighbours::new(1, std::iter::empty()), 1), [Point::default()]);
    }
}
