//! Bytes read as a document in PDF.
#![no_main]

use chancery::text::Format;

libfuzzer_sys::fuzz_target!(|data: &[u8]| chancery_fuzz::read(Format::Pdf, "a.pdf", data));
