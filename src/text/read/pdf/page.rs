//! The texts of a page with their places, in the order in which they are written.

use std::collections::HashMap;

use hayro_syntax::{
    content::{TypedIter, ops::TypedInstruction},
    object::{Array, Name, Object},
    page::{Page, Resources},
};

use super::font::Font;

/// The most stretches of text of a page: one a letter, on a page that is full of them.
const PIECES: usize = 100_000;

/// So deep forms are drawn within forms.
const DEEPEST: usize = 8;

/// A stretch of text on one line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) x: f32,
    pub(super) y: f32,
    /// Where it ends.
    pub(super) end: f32,
    /// The height of its letters.
    pub(super) size: f32,
    pub(super) text: String,
}

/// What may still be drawn of a document, so that forms that draw forms end.
pub(super) struct Budget {
    /// Operators.
    pub(super) operators: usize,
    /// Bytes of text.
    pub(super) text: usize,
    /// Letters that no font says what they show.
    pub(super) unknown: usize,
}

/// A matrix of six numbers.
#[derive(Clone, Copy)]
struct Matrix([f32; 6]);

impl Matrix {
    const ONE: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This one, and then the other.
    fn then(self, other: Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, other.0);
        Self([a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l])
    }

    fn moved(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }
}

/// The state of drawing.
#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<std::rc::Rc<Font>>,
    size: f32,
    letters: f32,
    words: f32,
    scale: f32,
    leading: f32,
    rise: f32,
}

/// The pieces of a page.
pub(super) fn pieces(page: &Page<'_>, fonts: &mut Fonts, budget: &mut Budget) -> Vec<Piece> {
    let state = State {
        matrix: Matrix::ONE,
        font: None,
        size: 1.0,
        letters: 0.0,
        words: 0.0,
        scale: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    let mut drawing = Drawing { pieces: Vec::new(), fonts, budget };
    drawing.draw(&mut page.typed_operations(), page.resources(), state, 0);
    drawing.pieces
}

/// Fonts that were read, by the numbers of their objects.
pub(super) type Fonts = HashMap<i32, std::rc::Rc<Font>>;

struct Drawing<'a> {
    pieces: Vec<Piece>,
    fonts: &'a mut Fonts,
    budget: &'a mut Budget,
}

/// Where the next letter stands, and where its line began.
struct Place {
    here: Matrix,
    line: Matrix,
}

impl Place {
    fn next_line(&mut self, x: f32, y: f32) {
        self.line = Matrix::moved(x, y).then(self.line);
        self.here = self.line;
    }
}

impl Drawing<'_> {
    fn draw(&mut self, content: &mut TypedIter<'_>, resources: &Resources<'_>, mut state: State, depth: usize) {
        let mut saved: Vec<State> = Vec::new();
        let mut place = Place { here: Matrix::ONE, line: Matrix::ONE };
        while let Some(operator) = content.next() {
            if self.pieces.len() >= PIECES {
                // What is cut is told, and not lost.
                self.budget.text = 0;
            }
            if self.budget.operators == 0 || self.budget.text == 0 {
                return;
            }
            self.budget.operators -= 1;
            match operator {
                TypedInstruction::SaveState(_) if saved.len() < 1000 => saved.push(state.clone()),
                TypedInstruction::RestoreState(_) => {
                    if let Some(before) = saved.pop() {
                        state = before;
                    }
                }
                TypedInstruction::Transform(m) => {
                    let own = Matrix([m.0, m.1, m.2, m.3, m.4, m.5].map(|number| number.as_f32()));
                    state.matrix = own.then(state.matrix);
                }
                TypedInstruction::XObject(form) if depth < DEEPEST => self.form(form.0, resources, &state, depth),
                TypedInstruction::TextFont(font) => {
                    state.font = self.font(resources, font.0);
                    state.size = font.1.as_f32();
                }
                other => self.text_operator(&other, &mut state, &mut place),
            }
        }
    }

    /// An operator of text.
    fn text_operator(&mut self, operator: &TypedInstruction<'_, '_>, state: &mut State, place: &mut Place) {
        match operator {
            TypedInstruction::CharacterSpacing(value) => state.letters = value.0.as_f32(),
            TypedInstruction::WordSpacing(value) => state.words = value.0.as_f32(),
            TypedInstruction::HorizontalScaling(value) => state.scale = value.0.as_f32() / 100.0,
            TypedInstruction::TextLeading(value) => state.leading = value.0.as_f32(),
            TypedInstruction::TextRise(value) => state.rise = value.0.as_f32(),
            TypedInstruction::BeginText(_) => *place = Place { here: Matrix::ONE, line: Matrix::ONE },
            TypedInstruction::NextLine(by) => place.next_line(by.0.as_f32(), by.1.as_f32()),
            TypedInstruction::NextLineAndSetLeading(by) => {
                state.leading = -by.1.as_f32();
                place.next_line(by.0.as_f32(), by.1.as_f32());
            }
            TypedInstruction::SetTextMatrix(m) => {
                place.line = Matrix([m.0, m.1, m.2, m.3, m.4, m.5].map(|number| number.as_f32()));
                place.here = place.line;
            }
            TypedInstruction::NextLineUsingLeading(_) => place.next_line(0.0, -state.leading),
            TypedInstruction::ShowText(text) => self.show(text.0.as_bytes(), state, place),
            TypedInstruction::NextLineAndShowText(text) => {
                place.next_line(0.0, -state.leading);
                self.show(text.0.as_bytes(), state, place);
            }
            TypedInstruction::ShowTextWithParameters(text) => {
                (state.words, state.letters) = (text.0.as_f32(), text.1.as_f32());
                place.next_line(0.0, -state.leading);
                self.show(text.2.as_bytes(), state, place);
            }
            TypedInstruction::ShowTexts(list) => {
                for object in list.0.iter::<Object<'_>>() {
                    match object {
                        Object::String(text) => self.show(text.as_bytes(), state, place),
                        other => {
                            let back = other.into_number().map_or(0.0, |number| number.as_f32());
                            let by = -back / 1000.0 * state.size * state.scale;
                            place.here = Matrix::moved(by, 0.0).then(place.here);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// Draws a string and moves on behind it.
    fn show(&mut self, bytes: &[u8], state: &State, place: &mut Place) {
        let Some(font) = &state.font else { return };
        let (mut text, mut by) = (String::new(), 0.0);
        for glyph in font.glyphs(bytes) {
            if !font.push(glyph.code, &mut text) {
                self.budget.unknown += 1;
            }
            let words = if glyph.space { state.words } else { 0.0 };
            by += (glyph.width * state.size + state.letters + words) * state.scale;
        }
        let device = Matrix::moved(0.0, state.rise).then(place.here).then(state.matrix).0;
        place.here = Matrix::moved(by, 0.0).then(place.here);
        let end = place.here.then(state.matrix).0;
        // How high letters are, however the page is turned.
        let size = state.size.abs() * device[2].hypot(device[3]);
        self.budget.text = self.budget.text.saturating_sub(text.len() + 1);
        if !text.is_empty() && size.is_finite() && device[4].is_finite() && device[5].is_finite() {
            self.pieces.push(Piece { x: device[4], y: device[5], end: end[4], size, text });
        }
    }

    /// Draws a form: a page within the page.
    fn form(&mut self, name: &Name<'_>, resources: &Resources<'_>, state: &State, depth: usize) {
        let Some(stream) = resources.get_x_object(name) else { return };
        if stream.dict().get::<Name<'_>>("Subtype").is_none_or(|kind| kind.as_ref() != b"Form") {
            return;
        }
        let Ok(content) = stream.decoded() else { return };
        let mut state = state.clone();
        if let Some(list) = stream.dict().get::<Array<'_>>("Matrix") {
            let numbers: Vec<f32> = list.iter::<f32>().take(6).collect();
            if let Ok(own) = <[f32; 6]>::try_from(numbers) {
                state.matrix = Matrix(own).then(state.matrix);
            }
        }
        let own = stream.dict().get("Resources");
        let own = own.map_or_else(|| resources.clone(), |own| Resources::from_parent(own, resources.clone()));
        self.draw(&mut TypedIter::new(&content), &own, state, depth + 1);
    }

    fn font(&mut self, resources: &Resources<'_>, name: &Name<'_>) -> Option<std::rc::Rc<Font>> {
        let number = resources.fonts.get_ref(name).map(|found| found.obj_number);
        if let Some(font) = number.and_then(|number| self.fonts.get(&number)) {
            return Some(font.clone());
        }
        let font = std::rc::Rc::new(Font::new(&resources.get_font(name)?));
        if let Some(number) = number {
            self.fonts.insert(number, font.clone());
        }
        Some(font)
    }
}
