//! What all targets do: read bytes as a format, and look at what comes out.

use std::io::Cursor;

use chancery::text::{Format, Item, ReadOptions, Source, reader};

/// Reads bytes as a file of that name and format. Whatever they are, reading ends, each article has an id and a text that
/// its places fit, and each remark says something.
pub fn read(format: Format, name: &str, data: &[u8]) {
    let mut options = ReadOptions::default();
    options.offsets = true;
    let input = Box::new(Cursor::new(data.to_vec()));
    let (file, name) = (name.to_owned(), name.to_owned());
    let source = Source { input, file, name, named: true, options, random: None };
    let Ok(mut reader) = reader(format, source) else { return };
    let mut items = 0;
    while let Some(item) = reader.next_item() {
        items += 1;
        assert!(items <= data.len() + 10, "reading ends");
        match item {
            Item::Article(mut article) => {
                chancery::text::mark(&mut article);
                let length = article.text.chars().count();
                assert!(!article.id.is_empty() && article.body.end <= length);
                assert!(article.clutter().all(|part| part.end <= length));
                assert!(article.offsets.iter().all(|stretch| stretch.text.end <= length));
                assert!(article.offsets.iter().all(|stretch| stretch.bytes.start <= stretch.bytes.end));
            }
            Item::Diagnostic(remark) => assert!(!remark.message.is_empty()),
        }
    }
}
