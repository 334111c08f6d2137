//! How a run went, which becomes the exit code.

/// How a run went that did start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// All well.
    Done,
    /// Some input or example failed; the rest was done.
    Partly,
}

impl Outcome {
    /// The outcome of a run with so many errors.
    pub(super) fn of_errors(errors: usize) -> Self {
        if errors == 0 { Self::Done } else { Self::Partly }
    }
}
