//! Bytes unpacked as gzip and as Zstandard.
#![no_main]

use std::io::{Cursor, Read as _, copy, sink};

use chancery::text::{Packing, unpacked};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for packing in [Packing::Gzip, Packing::Zstd] {
        if let Ok(content) = unpacked(packing, Box::new(Cursor::new(data.to_vec()))) {
            let _ = copy(&mut content.take(1 << 28), &mut sink());
        }
    }
});
