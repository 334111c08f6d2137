//! The clause layer on trees written by hand, so that it is tested apart from parser, gazetteer and calendar.

mod build;
mod mended;
mod verbal;
mod voices;

use build::Text;
