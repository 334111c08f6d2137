//! Bytes read as JSON lines.
#![no_main]

use chancery::text::Format;

libfuzzer_sys::fuzz_target!(|data: &[u8]| chancery_fuzz::read(Format::Records, "a.jsonl", data));
