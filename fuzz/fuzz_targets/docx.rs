//! Bytes read as a document in DOCX.
#![no_main]

use chancery::text::Format;

libfuzzer_sys::fuzz_target!(|data: &[u8]| chancery_fuzz::read(Format::Docx, "a.docx", data));
