//! Bytes read as a web archive.
#![no_main]

use chancery::text::Format;

libfuzzer_sys::fuzz_target!(|data: &[u8]| chancery_fuzz::read(Format::Warc, "a.warc", data));
