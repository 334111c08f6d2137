//! The store and its changes: where the quads lie, how articles come in and go, what is derived again after a change, and
//! how a broken-off change is mended.
//!
//! * Where the quads lie: `folder` (manifest, lock, database), `light` (one file of N-Quads), `checksums`, `open`.
//! * What is there: `quad_store` reads single values, `before` reads what a change leaves in place, `sketches` what the
//!   search for copies compares, `graphs` writes one graph at a time.
//! * What changes: `batch` gathers articles, `commit` brings them in and derives again, by `changes` of quads and of what is
//!   `counted`, while `standing` is what stands in any case; `corrected` looks after corrected articles; `journal` and `recover` after a run that was killed.

pub(crate) mod batch;
pub(crate) mod before;
mod changes;
mod checksums;
mod commit;
mod corrected;
mod counted;
pub(crate) mod folder;
mod graphs;
mod journal;
mod light;
mod open;
pub(crate) mod quad_store;
mod recover;
pub(crate) mod sketches;
pub(crate) mod standing;
