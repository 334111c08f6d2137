//! Colours, names and widths that all pictures share.

use crate::{
    entities::EntityKind,
    graph::{Node, QuadClass},
};

/// The quadrants, in the order of the legend.
pub(super) const CLASSES: [QuadClass; 6] = [
    QuadClass::VerbalCooperation,
    QuadClass::MaterialCooperation,
    QuadClass::VerbalConflict,
    QuadClass::MaterialConflict,
    QuadClass::Statement,
    QuadClass::Standing,
];

/// Colours that stay apart on paper and for colour-blind eyes (Okabe and Ito's palette), darkened for text.
pub(super) fn class_colour(class: QuadClass) -> &'static str {
    match class {
        QuadClass::VerbalCooperation => "#0072B2",
        QuadClass::MaterialCooperation => "#00805E",
        QuadClass::VerbalConflict => "#B35900",
        QuadClass::MaterialConflict => "#B3001B",
        QuadClass::Statement => "#555555",
        QuadClass::Standing => "#8A8A8A",
    }
}

/// The same on a dark page.
pub(super) fn class_light(class: QuadClass) -> &'static str {
    match class {
        QuadClass::VerbalCooperation => "#5BB0EC",
        QuadClass::MaterialCooperation => "#3CC79A",
        QuadClass::VerbalConflict => "#F0A04B",
        QuadClass::MaterialConflict => "#FF6B7A",
        QuadClass::Statement => "#A9B0B8",
        QuadClass::Standing => "#7C848D",
    }
}

/// What a quadrant is called in a legend.
pub(super) fn class_name(class: QuadClass) -> &'static str {
    match class {
        QuadClass::VerbalCooperation => "verbal co-operation",
        QuadClass::MaterialCooperation => "material co-operation",
        QuadClass::VerbalConflict => "verbal conflict",
        QuadClass::MaterialConflict => "material conflict",
        QuadClass::Statement => "statement",
        QuadClass::Standing => "standing relation",
    }
}

/// The fill of the box of an entity.
pub(super) fn kind_colour(kind: Option<EntityKind>) -> &'static str {
    match kind {
        Some(EntityKind::Person) => "#FFF8E1",
        Some(EntityKind::Country) => "#DCEBFA",
        Some(EntityKind::Organisation) => "#E3F3E4",
        Some(EntityKind::Group) => "#F3E5F5",
        Some(EntityKind::Place) => "#EFEBE9",
        Some(EntityKind::Position) => "#FAFAFA",
        None => "#FFFFFF",
    }
}

/// The same colour, strong enough for a dot without a label.
pub(super) fn kind_strong(kind: Option<EntityKind>) -> &'static str {
    match kind {
        Some(EntityKind::Person) => "#C98A00",
        Some(EntityKind::Country) => "#3B7DC4",
        Some(EntityKind::Organisation) => "#4A9A52",
        Some(EntityKind::Group) => "#9A55AD",
        Some(EntityKind::Place) => "#8D6E63",
        Some(EntityKind::Position) => "#8A8A8A",
        None => "#9E9E9E",
    }
}

/// The same on a dark page.
pub(super) fn kind_light(kind: Option<EntityKind>) -> &'static str {
    match kind {
        Some(EntityKind::Person) => "#E8B23A",
        Some(EntityKind::Country) => "#6CA8EC",
        Some(EntityKind::Organisation) => "#6CC476",
        Some(EntityKind::Group) => "#C78BD8",
        Some(EntityKind::Place) => "#B89A8E",
        Some(EntityKind::Position) => "#A9B0B8",
        None => "#C0C0C0",
    }
}

/// What a kind of entity is called in a legend.
pub(super) fn kind_name(kind: Option<EntityKind>) -> &'static str {
    match kind {
        Some(EntityKind::Position) => "office",
        Some(kind) => kind.as_str(),
        None => "other",
    }
}

/// The width of a line: one report is a thin line, ten a thick one; more do not cover the picture.
pub(super) fn width(reports: usize) -> f64 {
    (1.2 + (reports.max(1) as f64).log2() * 0.6).min(4.0)
}

/// The kinds of these entities with their colours, sorted by name.
pub(super) fn kinds<'n>(nodes: impl Iterator<Item = &'n Node>) -> Vec<(&'static str, &'static str)> {
    let mut kinds: Vec<_> = nodes.map(|node| (kind_name(node.kind), kind_colour(node.kind))).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}
