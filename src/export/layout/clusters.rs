//! A plan with labels: a box for each country, in which its entities stand in rows, those with most ties first.
//!
//! The boxes are placed by forces, then pushed apart until none overlaps. What belongs to no country is a box by itself.

use indexmap::IndexMap;

use super::{Point, forces::forces};
use crate::export::network::{Neighbours, Network, SEED};

/// A rectangle: its middle and its size.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Rect {
    pub(crate) middle: Point,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// A box of a country.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cluster {
    /// Label of the country; empty for an entity that belongs to none.
    pub(crate) label: String,
    pub(crate) rect: Rect,
    /// Places of the entities.
    members: Vec<usize>,
}

/// Where all stands; the picture begins at 0, 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Plan {
    /// The box of each entity, by place.
    pub(crate) boxes: Vec<Rect>,
    pub(crate) clusters: Vec<Cluster>,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// Between two boxes of a row, and between two rows: room for the lines.
const BESIDE: f64 = 26.0;
const BELOW: f64 = 30.0;
/// Around the boxes of a country, and above them for its name.
const AROUND: f64 = 12.0;
const TITLE: f64 = 18.0;
/// Between two countries.
const APART: f64 = 56.0;
/// How much more room there is than boxes.
const ROOM: f64 = 2.2;
/// Rounds in which boxes are pushed apart.
const MOST_ROUNDS: usize = 2000;

/// Plans a picture; `size` gives width and height of the box of each entity.
pub(crate) fn plan(network: &Network, size: &[(f64, f64)]) -> Plan {
    let neighbours = network.neighbours();
    let mut clusters = clusters(network, &neighbours);
    let mut boxes: Vec<Rect> =
        size.iter().map(|(width, height)| Rect { middle: Point::default(), width: *width, height: *height }).collect();
    for cluster in &mut clusters {
        rows(cluster, &mut boxes);
    }
    let mut of = vec![0; network.len()];
    for (index, cluster) in clusters.iter().enumerate() {
        cluster.members.iter().for_each(|place| of[*place] = index);
    }
    let ties = network.edges().map(|edge| (of[edge.from], of[edge.to]));
    let places = forces(&Neighbours::new(clusters.len(), ties), SEED);
    let area: f64 = clusters.iter().map(|own| (own.rect.width + APART) * (own.rect.height + APART)).sum();
    let half = (area * ROOM).sqrt() / 2.0;
    for (cluster, place) in clusters.iter_mut().zip(places) {
        // A picture is wider than it is high.
        cluster.rect.middle = Point { x: place.x * half * 1.25, y: place.y * half * 0.8 };
    }
    push_apart(&mut clusters);
    finished(clusters, boxes)
}

/// The entities by country, in their order.
fn clusters(network: &Network, neighbours: &Neighbours) -> Vec<Cluster> {
    let mut clusters: IndexMap<String, Cluster> = IndexMap::new();
    for (place, node) in network.nodes().enumerate() {
        let (key, label) = match &node.country {
            Some(country) => (format!("in {}", country.id), country.label.clone()),
            None => (format!("is {}", node.id), String::new()),
        };
        clusters.entry(key).or_insert_with(|| Cluster { label, ..Cluster::default() }).members.push(place);
    }
    let mut clusters: Vec<Cluster> = clusters.into_values().collect();
    for cluster in &mut clusters {
        cluster.members.sort_by_key(|place| (std::cmp::Reverse(neighbours.of(*place).len()), *place));
        // A frame with a name around one entity would say nothing.
        if cluster.members.len() == 1 {
            cluster.label.clear();
        }
    }
    clusters
}

/// Puts the members of a cluster into rows, so that it is about as high as it is wide, relative to its middle.
fn rows(cluster: &mut Cluster, boxes: &mut [Rect]) {
    let area: f64 =
        cluster.members.iter().map(|place| (boxes[*place].width + BESIDE) * (boxes[*place].height + BELOW)).sum();
    let widest = (area * 1.6).sqrt();
    let mut rows: Vec<(Vec<usize>, f64, f64)> = Vec::new();
    for place in &cluster.members {
        let Rect { width, height, .. } = boxes[*place];
        match rows.last_mut() {
            Some((row, length, most)) if *length + BESIDE + width <= widest => {
                row.push(*place);
                *length += BESIDE + width;
                *most = most.max(height);
            }
            _ => rows.push((vec![*place], width, height)),
        }
    }
    let (frame, title) = if cluster.label.is_empty() { (0.0, 0.0) } else { (AROUND, TITLE) };
    let width = rows.iter().map(|(_, length, _)| *length).fold(0.0, f64::max);
    let height: f64 = rows.iter().map(|(_, _, most)| most).sum::<f64>() + BELOW * rows.len().saturating_sub(1) as f64;
    cluster.rect.width = width + 2.0 * frame;
    cluster.rect.height = height + 2.0 * frame + title;
    let mut y = frame + title - cluster.rect.height / 2.0;
    for (row, length, most) in rows {
        let mut x = -length / 2.0;
        for place in row {
            let own = &mut boxes[place];
            own.middle = Point { x: x + own.width / 2.0, y: y + most / 2.0 };
            x += own.width + BESIDE;
        }
        y += most + BELOW;
    }
}

/// Moves boxes until none overlaps: two that do are both moved by half of what they overlap, where that is less.
fn push_apart(clusters: &mut [Cluster]) {
    for round in 0..MOST_ROUNDS {
        let mut order: Vec<usize> = (0..clusters.len()).collect();
        order.sort_by(|one, other| left(&clusters[*one]).total_cmp(&left(&clusters[*other])).then(one.cmp(other)));
        let mut moved = false;
        for (at, one) in order.iter().enumerate() {
            for other in &order[at + 1..] {
                if left(&clusters[*other]) > right(&clusters[*one]) + APART {
                    // Those that follow are farther right, but for what this round has moved; the next sees to it.
                    break;
                }
                moved |= push(clusters, *one, *other);
            }
        }
        if !moved {
            return;
        }
        if round % 100 == 99 {
            // What is wedged in gets more room.
            for cluster in clusters.iter_mut() {
                cluster.rect.middle.x *= 1.1;
                cluster.rect.middle.y *= 1.1;
            }
        }
    }
}

fn left(cluster: &Cluster) -> f64 {
    cluster.rect.middle.x - cluster.rect.width / 2.0
}

fn right(cluster: &Cluster) -> f64 {
    cluster.rect.middle.x + cluster.rect.width / 2.0
}

fn push(clusters: &mut [Cluster], one: usize, other: usize) -> bool {
    let (first, second) = (clusters[one].rect, clusters[other].rect);
    let (dx, dy) = (second.middle.x - first.middle.x, second.middle.y - first.middle.y);
    let over_x = (first.width + second.width) / 2.0 + APART - dx.abs();
    let over_y = (first.height + second.height) / 2.0 + APART - dy.abs();
    if over_x <= 0.01 || over_y <= 0.01 {
        return false;
    }
    let way = |distance: f64| if distance < 0.0 { -1.0 } else { 1.0 };
    let (x, y) = if over_x < over_y { (way(dx) * over_x / 2.0, 0.0) } else { (0.0, way(dy) * over_y / 2.0) };
    clusters[one].rect.middle.x -= x;
    clusters[one].rect.middle.y -= y;
    clusters[other].rect.middle.x += x;
    clusters[other].rect.middle.y += y;
    true
}

/// Moves all, so that the picture begins at 0, 0, with a margin.
fn finished(mut clusters: Vec<Cluster>, mut boxes: Vec<Rect>) -> Plan {
    let least = |value: &dyn Fn(&Cluster) -> f64| clusters.iter().map(value).fold(f64::INFINITY, f64::min);
    let x = APART / 2.0 - least(&left);
    let y = APART / 2.0 - least(&|own| own.rect.middle.y - own.rect.height / 2.0);
    let (mut width, mut height) = (APART, APART);
    for cluster in &mut clusters {
        let Point { x: own_x, y: own_y } = cluster.rect.middle;
        cluster.rect.middle = Point { x: own_x + x, y: own_y + y };
        width = f64::max(width, right(cluster) + APART / 2.0);
        height = f64::max(height, cluster.rect.middle.y + cluster.rect.height / 2.0 + APART / 2.0);
        for place in &cluster.members {
            boxes[*place].middle.x += cluster.rect.middle.x;
            boxes[*place].middle.y += cluster.rect.middle.y;
        }
    }
    Plan { boxes, clusters, width, height }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Edge, Named, Node, View};

    fn network(count: usize) -> Network {
        let mut dice = crate::export::network::Dice(3);
        let nodes = (0..count).map(|place| {
            let country = place % 5;
            let country = (country > 0).then(|| Named { id: format!("c{country}"), label: format!("C{country}") });
            Node { id: format!("n{place}"), label: format!("N{place}"), country, ..Node::default() }
        });
        let mut end = || (dice.part() * count as f64) as usize;
        let edges = (0..count * 2).map(|_| Edge { from: end(), to: end(), ..Edge::default() }).collect();
        Network::new(View { nodes: nodes.collect(), edges })
    }

    fn overlap(one: &Rect, other: &Rect) -> bool {
        (one.middle.x - other.middle.x).abs() + 0.1 < (one.width + other.width) / 2.0
            && (one.middle.y - other.middle.y).abs() + 0.1 < (one.height + other.height) / 2.0
    }

    #[test]
    fn nothing_overlaps_and_all_is_in_the_picture() {
        for count in [1, 2, 17, 120] {
            let network = network(count);
            let size: Vec<(f64, f64)> = (0..count).map(|place| (60.0 + (place % 7) as f64 * 12.0, 26.0)).collect();
            let plan = plan(&network, &size);
            assert_eq!(plan, super::plan(&network, &size));
            for (index, one) in plan.boxes.iter().enumerate() {
                assert!(plan.boxes[index + 1..].iter().all(|other| !overlap(one, other)), "{count}: {index}");
                assert!(one.middle.x > 0.0 && one.middle.y > 0.0, "{one:?}");
                assert!(one.middle.x < plan.width && one.middle.y < plan.height, "{one:?}");
            }
            for (index, one) in plan.clusters.iter().enumerate() {
                assert!(plan.clusters[index + 1..].iter().all(|other| !overlap(&one.rect, &other.rect)), "{count}");
            }
        }
        assert_eq!(plan(&network(0), &[]).boxes, []);
    }
}
