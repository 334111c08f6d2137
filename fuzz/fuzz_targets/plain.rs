//! Bytes read as plain text, and as the export of an archive.
#![no_main]

use chancery::text::Format;

libfuzzer_sys::fuzz_target!(|data: &[u8]| chancery_fuzz::read(Format::Text, "a.txt", data));
