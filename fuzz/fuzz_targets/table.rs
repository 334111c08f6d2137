//! Bytes read as a table.
#![no_main]

use chancery::text::Format;

libfuzzer_sys::fuzz_target!(|data: &[u8]| chancery_fuzz::read(Format::Csv, "a.csv", data));
