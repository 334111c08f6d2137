//! Rule files as written, checked, and matched on clauses: [`Clause`](crate::clauses::Clause) in, [`Claim`] out.

mod claim;

pub use claim::{Claim, Extraction};
