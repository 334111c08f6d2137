//! The repulsion of many points, those that are far taken together (Barnes and Hut 1986): in n log n instead of n² steps.

use super::Point;

/// A square that holds points: their weight and centre, and four smaller squares or one point.
#[derive(Clone, Copy)]
struct Square {
    weight: f64,
    centre: Point,
    /// Where the four smaller squares begin; 0 where there are none.
    parts: usize,
}

/// Points with weights, sorted into squares.
pub(super) struct Quadtree {
    squares: Vec<Square>,
    /// Left, top and side of the square of all.
    corner: Point,
    side: f64,
}

/// A square is taken as a whole where its side is less than this part of the distance.
const FAR: f64 = 0.9;
/// Points that are nearer than the smallest square are one.
const DEEPEST: usize = 24;

impl Quadtree {
    pub(super) fn new(points: &[Point], weights: &[f64]) -> Self {
        let bound = |value: fn(&Point) -> f64| {
            let least = points.iter().map(value).fold(f64::INFINITY, f64::min);
            (least, points.iter().map(value).fold(f64::NEG_INFINITY, f64::max) - least)
        };
        let ((left, width), (top, height)) = (bound(|point| point.x), bound(|point| point.y));
        let side = width.max(height).max(1e-9) * 1.000_001;
        let none = Square { weight: 0.0, centre: Point::default(), parts: 0 };
        let mut tree = Self { squares: vec![none], corner: Point { x: left, y: top }, side };
        for (point, weight) in points.iter().zip(weights) {
            tree.add(*point, *weight);
        }
        tree
    }

    fn add(&mut self, point: Point, weight: f64) {
        let (mut at, mut corner, mut side) = (0, self.corner, self.side);
        for depth in 0.. {
            let square = self.squares[at];
            let full = square.weight + weight;
            let mix = |one: f64, other: f64| (one * square.weight + other * weight) / full;
            let centre = Point { x: mix(square.centre.x, point.x), y: mix(square.centre.y, point.y) };
            self.squares[at].centre = centre;
            self.squares[at].weight = full;
            if square.weight == 0.0 || depth == DEEPEST {
                return;
            }
            side /= 2.0;
            if square.parts == 0 {
                let parts = self.squares.len();
                self.squares.extend([Square { weight: 0.0, centre: Point::default(), parts: 0 }; 4]);
                self.squares[at].parts = parts;
                // What stood here alone moves one square down.
                let (part, _) = part(corner, side, square.centre);
                self.squares[parts + part].weight = square.weight;
                self.squares[parts + part].centre = square.centre;
            }
            let (part, below) = part(corner, side, point);
            (at, corner) = (self.squares[at].parts + part, below);
        }
    }

    /// The force on a point: from each other point its weight divided by the distance, away from it.
    pub(super) fn force(&self, point: Point) -> Point {
        let mut force = Point::default();
        let mut open = vec![(0, self.side)];
        while let Some((at, side)) = open.pop() {
            let square = &self.squares[at];
            if square.weight == 0.0 {
                continue;
            }
            let (dx, dy) = (point.x - square.centre.x, point.y - square.centre.y);
            let distance = dx * dx + dy * dy;
            if square.parts == 0 || side * side < FAR * FAR * distance {
                if distance > 1e-12 {
                    force.x += dx / distance * square.weight;
                    force.y += dy / distance * square.weight;
                }
            } else {
                open.extend((0..4).map(|part| (square.parts + part, side / 2.0)));
            }
        }
        force
    }
}

/// Which of the four parts of a square a point lies in, and the corner of that part; `side` is that of a part.
fn part(corner: Point, side: f64, point: Point) -> (usize, Point) {
    let (right, below) = (point.x >= corner.x + side, point.y >= corner.y + side);
    let step = |yes: bool| if yes { side } else { 0.0 };
    let part = usize::from(right) + 2 * usize::from(below);
    (part, Point { x: corner.x + step(right), y: corner.y + step(below) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::network::Dice;

    #[test]
    fn far_points_are_nearly_what_they_are_one_by_one() {
        let mut dice = Dice(7);
        let points: Vec<Point> = (0..300).map(|_| Point { x: dice.part(), y: dice.part() }).collect();
        let weights: Vec<f64> = (0..300).map(|_| 1.0 + dice.part()).collect();
        let tree = Quadtree::new(&points, &weights);
        for point in points.iter().step_by(17) {
            let mut exact = Point::default();
            for (other, weight) in points.iter().zip(&weights).filter(|(other, _)| *other != point) {
                let (dx, dy) = (point.x - other.x, point.y - other.y);
                exact.x += dx / (dx * dx + dy * dy) * weight;
                exact.y += dy / (dx * dx + dy * dy) * weight;
            }
            let found = tree.force(*point);
            let size = (exact.x * exact.x + exact.y * exact.y).sqrt();
            let error = ((found.x - exact.x).powi(2) + (found.y - exact.y).powi(2)).sqrt();
            assert!(error < 0.1 * size.max(100.0), "{found:?} {exact:?}");
        }
    }

    #[test]
    fn points_in_one_place_do_no_harm() {
        let tree = Quadtree::new(&[Point::default(); 50], &[1.0; 50]);
        assert_eq!(tree.force(Point::default()), Point::default());
        assert_eq!(Quadtree::new(&[], &[]).force(Point::default()), Point::default());
    }
}
