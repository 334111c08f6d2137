//! Bytes read as Markdown with front matter.
#![no_main]

use chancery::text::Format;

libfuzzer_sys::fuzz_target!(|data: &[u8]| chancery_fuzz::read(Format::Markdown, "a.md", data));
