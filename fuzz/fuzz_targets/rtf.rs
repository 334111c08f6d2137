//! Bytes read as a document in RTF.
#![no_main]

use chancery::text::Format;

libfuzzer_sys::fuzz_target!(|data: &[u8]| chancery_fuzz::read(Format::Rtf, "a.rtf", data));
