//! gzip and Zstandard, unpacked as a stream.
//!
//! A few kilobytes can unpack to gigabytes. What unpacks to far more than text ever does is stopped, so that it costs a
//! second and no memory.

use std::{
    io::{self, BufReader, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

use super::reader::Input;

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Packing {
    /// gzip, with one member or many.
    Gzip,
    /// Zstandard, with one frame or many.
    Zstd,
}

/// What may unpack, in bytes, before its ratio counts.
const FREE: u64 = 32 << 20;

/// How many times its packed size a text may have. Text packs to a tenth; copies of one page, to a fiftieth.
const RATIO: u64 = 200;

/// The content of a packed input.
///
/// # Errors
/// Where it does not begin as its packing does. What is damaged later, or unpacks to more than 200 times its size, is an
/// error of the stream.
pub fn unpacked(packing: Packing, input: Input) -> io::Result<Input> {
    let packed = Arc::new(AtomicU64::new(0));
    let counted = BufReader::with_capacity(1 << 16, Counted { input, packed: Arc::clone(&packed) });
    let content: Box<dyn Read + Send> = match packing {
        Packing::Gzip => Box::new(MultiGzDecoder::new(counted)),
        Packing::Zstd => Box::new(Frames { frame: None, input: Some(counted) }),
    };
    Ok(Box::new(BufReader::with_capacity(1 << 16, Bounded { content, packed, given: 0 })))
}

/// Counts the bytes that are read.
struct Counted {
    input: Input,
    packed: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(out)?;
        self.packed.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Stops what unpacks to too much.
struct Bounded {
    content: Box<dyn Read + Send>,
    packed: Arc<AtomicU64>,
    given: u64,
}

impl Read for Bounded {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.content.read(out)?;
        self.given += count as u64;
        if self.given > FREE && self.given / RATIO > self.packed.load(Ordering::Relaxed) {
            let message = format!("it unpacks to more than {RATIO} times its size, which no text does");
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        Ok(count)
    }
}

type Frame = StreamingDecoder<BufReader<Counted>, FrameDecoder>;

/// The frames of a Zstandard file, one after another.
struct Frames {
    frame: Option<Frame>,
    input: Option<BufReader<Counted>>,
}

impl Read for Frames {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let count = frame.read(out)?;
                if count > 0 || out.is_empty() {
                    return Ok(count);
                }
                self.input = self.frame.take().map(StreamingDecoder::into_inner);
            }
            let Some(mut input) = self.input.take() else { return Ok(0) };
            if io::BufRead::fill_buf(&mut input)?.is_empty() {
                return Ok(0);
            }
            let frame = StreamingDecoder::new(input);
            self.frame = Some(frame.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))?);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read as _, Write as _};

    use flate2::{Compression, write::GzEncoder};
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::{super::reader::Input, Packing, unpacked};

    fn gzip(content: &[u8]) -> Vec<u8> {
        let mut out = GzEncoder::new(Vec::new(), Compression::default());
        out.write_all(content).expect("memory");
        out.finish().expect("memory")
    }

    fn content(packing: Packing, packed: Vec<u8>) -> io::Result<Vec<u8>> {
        let input: Input = Box::new(io::Cursor::new(packed));
        let mut content = Vec::new();
        unpacked(packing, input)?.read_to_end(&mut content).map(|_| content)
    }

    #[test]
    fn members_and_frames_follow_one_another() {
        let two = [gzip(b"One. "), gzip(b"Two.")].concat();
        assert_eq!(content(Packing::Gzip, two).expect("gzip"), b"One. Two.");
        let frame = |text: &[u8]| compress_to_vec(text, CompressionLevel::Fastest);
        let two = [frame(b"One. "), frame(b"Two.")].concat();
        assert_eq!(content(Packing::Zstd, two).expect("zstd"), b"One. Two.");
    }

    #[test]
    fn what_is_cut_or_no_such_file_is_an_error() {
        let whole = gzip(&b"Wang Yi met him. ".repeat(1000));
        assert!(content(Packing::Gzip, whole[..whole.len() / 2].to_vec()).is_err());
        assert!(content(Packing::Zstd, b"\x28\xb5\x2f\xfd\xff\xff\xff\xff\xff".to_vec()).is_err());
        assert!(content(Packing::Gzip, b"\x1f\x8bnothing".to_vec()).is_err());
    }

    #[test]
    fn a_bomb_is_stopped() {
        let mut out = GzEncoder::new(Vec::new(), Compression::best());
        io::copy(&mut io::repeat(b'x').take(200 << 20), &mut out).expect("memory");
        let error = content(Packing::Gzip, out.finish().expect("memory")).expect_err("a bomb");
        assert_eq!(error.to_string(), "it unpacks to more than 200 times its size, which no text does");
    }
}
