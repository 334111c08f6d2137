//! Inputs as a user gives them: folders with sidecars, files of other formats, pipes, other languages, ids that meet.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::civil::date;

use super::{Articles, InputOptions};
use crate::text::{DateFrom, Item};

/// A folder under the build's own, emptied first.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("chancery-input-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("sub")).expect("a new folder");
    folder
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
}

fn said(items: impl Iterator<Item = Item>, folder: &Path) -> Vec<String> {
    items
        .map(|item| match item {
            Item::Article(article) => {
                let date = article.published.map_or("undated".to_owned(), |date| date.to_string());
                format!("{} {date} {}", article.id, article.source.unwrap_or_default())
            }
            Item::Diagnostic(diagnostic) => {
                diagnostic.to_string().replace(&folder.display().to_string(), "").replace('\\', "/")
            }
        })
        .collect()
}

/// What is said of a folder alone, with the end of each line that says what articles are cut off.
fn of(folder: &Path) -> Vec<String> {
    let items = Articles::open(&[folder.to_path_buf()], InputOptions::default());
    let cut = |line: String| line.split(": in a folder, articles").next().unwrap_or_default().to_owned();
    said(items, folder).into_iter().map(cut).collect()
}

#[test]
fn folders_are_read_in_order_with_their_sidecars() {
    let folder = folder("order");
    write(
        &folder,
        &[
            ("b.txt", "date 2022-07-07\nText."),
            ("a.jsonl", "{\"id\":\"r1\",\"text\":\"x\"}\n{\"id\":\"r1\",\"text\":\"y\"}\n{\"text\":\"z\"}\n"),
            ("sub/c.txt", "Text."),
            ("sub/empty.txt", " \n"),
            ("z.pdf", "x"),
            (".hidden.txt", "x"),
            (
                "metadata.csv",
                "file,date,source\nb.txt,2022-07-08,Agency\nsub/c.txt,2022-07-01,\nr1,,Wire\nsub/empty.txt,,x\nc.txt,,x\n",
            ),
        ],
    );
    let options = InputOptions { source: Some("Desk".to_owned()), ..InputOptions::default() };
    let items = Articles::open(std::slice::from_ref(&folder), options);
    assert_eq!(
        said(items, &folder),
        [
            "r1 undated Wire",
            "/a.jsonl:2: error: the article id \"r1\" was used before in this run, at /a.jsonl:1, and this article was \
             left out; give each record an id, and each file a name, of its own (ids of files are paths below the folder \
             that is named, so name one folder that holds both)",
            "a.jsonl#3 undated Desk",
            "/b.txt: warning: the date of article \"b.txt\" is \"2022-07-07\" in the article and \"2022-07-08\" \
             in the metadata; the article's counts",
            "b.txt 2022-07-07 Agency",
            "sub/c.txt 2022-07-01 Desk",
            "/sub/empty.txt: error: this file is empty",
            ": warning: \"z.pdf\" (text with another ending) was left out: in a folder, articles are text (.txt, .text), JSON \
             lines (.jsonl, .ndjson), tables (.csv, .tsv), and what shows its format (docs/formats.md)",
            "/metadata.csv: warning: the row of \"c.txt\" (line 6) matches no file and no article id here; `file` is the \
             path below this folder, such as 2022/a.txt",
        ]
    );
    fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn files_of_one_name_are_two_articles_and_one_id_twice_is_an_error_with_both_places() {
    let folder = folder("names");
    write(
        &folder,
        &[("north/a.txt", "One."), ("south/a.txt", "Two."), ("r.jsonl", "{\"id\":\"a.txt\",\"text\":\"x\"}\n")],
    );
    assert_eq!(of(&folder), ["north/a.txt undated ", "a.txt undated ", "south/a.txt undated "].map(str::to_owned));
    let paths = ["north", "south", "r.jsonl"].map(|name| folder.join(name));
    let lines = said(Articles::open(&paths, InputOptions::default()), &folder);
    assert_eq!(lines[0], "a.txt undated ");
    for (line, file) in [(1, "/south/a.txt:"), (2, "/r.jsonl:1:")] {
        assert!(
            lines[line].starts_with(&format!("{file} error: the article id \"a.txt\" was used before")),
            "{lines:?}"
        );
        assert!(lines[line].contains("at /north/a.txt, and this article was left out"), "{lines:?}");
    }
    fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn stores_and_what_the_program_writes_are_no_articles() {
    let folder = folder("own");
    let claim = "{\"claim\":\"c-1\",\"article\":\"a.txt\",\"subject\":\"x\",\"relation\":\"met\",\"sentence\":\"y\"}\n";
    write(
        &folder,
        &[
            ("a.txt", "Text."),
            ("chancery.store/chancery-store.txt", "format = 9\nbackend = memory\nbase = x\n"),
            ("chancery.store/notes.txt", "Not read."),
            ("moved/mark.txt", "format = 9\nbackend = memory\nbase = x\n"),
            // The name alone says nothing.
            ("sub/chancery-store.txt", "A note on a store."),
            ("chancery.corrections.toml", "[[claim]]\n"),
            ("demo.dot", "digraph chancery {\n}\n"),
            ("claims.jsonl", claim),
            ("graph.nq", "<https://a.org/x> <https://a.org/y> <https://a.org/z> .\n"),
        ],
    );
    assert_eq!(
        of(&folder),
        [
            "a.txt undated ",
            "sub/chancery-store.txt undated ",
            ": warning: 6 files were left out, \"claims.jsonl\" (a table of claims, which this program wrote), \
             \"graph.nq\" (an RDF file), \"demo.dot\" (a graph for Graphviz), \"moved/mark.txt\" (the file that marks a \
             chancery store), \"chancery.corrections.toml\" (a TOML file), \"chancery.store\" (a chancery store)",
        ]
        .map(str::to_owned)
    );
    let named = of(&folder.join("chancery.store"));
    assert_eq!(named, [": error: this is a chancery store, and no folder of articles"].map(str::to_owned));
    fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn what_is_recognised_is_left_out_in_a_folder_and_refused_when_named() {
    let folder = folder("formats");
    let letter = "<?xml version=\"1.0\"?><nitf><body/></nitf>";
    write(&folder, &[("a.txt", letter), ("b.xml", letter), ("sub/c.xml", letter), ("list.json", "[{\"id\": 1}]")]);
    let lines = of(&folder);
    assert_eq!(
        lines[0],
        ": warning: 4 files were left out, 3 such as \"a.txt\" (an XML file), \"list.json\" (a JSON document)"
    );
    assert!(lines[1].starts_with("error: no article was read: there is none in "), "{lines:?}");
    assert_eq!(lines.len(), 2);
    let named = Articles::open(&[folder.join("b.xml")], InputOptions::default());
    assert_eq!(
        said(named, &folder),
        [
            "/b.xml: error: this is an XML file; such files are not read: give the plain text of its articles, or JSON lines"
        ]
    );
    fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn what_has_the_marks_of_its_format_is_read_in_a_folder() {
    let folder = folder("marks");
    let text =
        "Wang Yi met Sergei Lavrov in Bali on Thursday, and the two agreed to meet again, in the autumn, in Beijing.";
    write(
        &folder,
        &[
            ("a.md", &format!("---\ndate: 2022-07-09\nsource: Agency\n---\n{text}")),
            ("b.html", &format!("<!DOCTYPE html><html lang=en><body><p>{text}</p></body></html>")),
            ("c.csv", &format!("id,date,body\n1,2022-07-08,\"{text}\"\n")),
            ("d.csv", "a,b\n1,2\n"),
            ("e.log", text),
        ],
    );
    assert_eq!(
        of(&folder),
        [
            "a.md 2022-07-09 Agency",
            "b.html undated ",
            "1 2022-07-08 ",
            "/d.csv:1: warning: none of the columns of this table is known to hold text (they are \"a\", \"b\"), so it was \
             left out; name one, as in --column text=body",
            ": warning: \"e.log\" (text with another ending) was left out",
        ]
        .map(str::to_owned)
    );
    fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn packed_files_are_unpacked_and_then_known_by_their_content() {
    let folder = folder("packed");
    let gzip = |bytes: &[u8]| {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut out, bytes).expect("memory");
        out.finish().expect("memory")
    };
    let put = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).expect("written");
    put("a.txt.gz", &gzip(b"date 2022-07-09\nText."));
    put("b.jsonl.gz", &gzip(&gzip(b"{\"id\":\"r\",\"text\":\"x\"}\n")));
    put("c.gz", &gzip(&gzip(&gzip(b"Text."))));
    put("d.log.gz", &gzip(b"Text."));
    put("e.txt.zst", &ruzstd::encoding::compress_to_vec(&b"Text."[..], ruzstd::encoding::CompressionLevel::Fastest));
    let cut = gzip(&b"Wang Yi met him. ".repeat(4000));
    put("f.txt.gz", &cut[..cut.len() - 20]);
    assert_eq!(
        of(&folder),
        [
            "a.txt.gz 2022-07-09 ",
            "r undated ",
            "e.txt.zst undated ",
            "/f.txt.gz: error: cannot be read: incomplete deflate stream",
            ": warning: 2 files were left out, \"c.gz\" (a file that is compressed more than twice), \"d.log.gz\" (text with \
             another ending)",
        ]
        .map(str::to_owned)
    );
    fs::remove_dir_all(&folder).expect("removed");
}

#[cfg(unix)]
#[test]
fn nothing_waits_at_a_pipe_or_socket() {
    let folder = folder("fifo");
    write(&folder, &[("a.txt", "Text.")]);
    let made = std::process::Command::new("mkfifo").arg(folder.join("b.txt")).status();
    assert!(made.expect("mkfifo, which POSIX has, is there").success());
    let _socket = std::os::unix::net::UnixListener::bind(folder.join("c.txt")).expect("a socket");
    assert_eq!(
        of(&folder),
        ["a.txt undated ", ": warning: 2 files were left out, \"b.txt\" (a FIFO (named pipe)), \"c.txt\" (a socket)"]
            .map(str::to_owned)
    );
    let named = Articles::open(&[folder.join("b.txt")], InputOptions::default());
    assert_eq!(
        said(named, &folder),
        [
            "/b.txt: error: this is a FIFO (named pipe), and no file; name a file or folder, or give the text on standard \
          input (-)"
        ]
    );
    fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn a_header_that_is_no_day_is_an_error_with_its_line() {
    let folder = folder("header");
    write(
        &folder,
        &[
            ("a.txt", "\ndate 2022-13-45\nText."),
            ("b.txt", "Date: Thu, 07 Jul 2022 10:00:00 +0200\n\nText."),
            ("c.jsonl", "{\"id\":12345678901234567890123,\"date\":\"Thu, 07 Jul 2022 10:00:00 GMT\",\"text\":\"x\"}\n"),
        ],
    );
    assert_eq!(
        of(&folder),
        [
            "/a.txt:2: error: \"2022-13-45\" in the header `date` is not a day that can be read: there is no month 13",
            "b.txt 2022-07-07 ",
            "12345678901234567890123 2022-07-07 ",
        ]
        .map(str::to_owned)
    );
    fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn other_languages_are_left_out_unless_they_are_asked_for() {
    let folder = folder("language");
    let french = "Les ministres des affaires étrangères des deux pays se sont réunis vendredi dans la capitale pour discuter du \
        commerce, et ils sont convenus de se revoir au printemps. Aucune des deux parties n’a dit ce qui avait été décidé, mais \
        des responsables ont parlé de progrès dans les relations entre les deux pays.";
    write(&folder, &[("a.txt", french), ("b.txt", "Le ministre est parti.")]);
    assert_eq!(
        of(&folder),
        [
            "/a.txt: warning: article \"a.txt\" is in French and was left out: only English is read (--any-language reads \
             it all the same)",
            "b.txt undated ",
        ]
        .map(str::to_owned)
    );
    let options = InputOptions { any_language: true, ..InputOptions::default() };
    let all = said(Articles::open(std::slice::from_ref(&folder), options), &folder);
    assert_eq!(all, ["a.txt undated ", "b.txt undated "].map(str::to_owned));
    fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn options_fill_what_is_missing_and_a_missing_path_does_not_stop() {
    let folder = folder("missing");
    write(&folder, &[("a", "Text.")]);
    let paths = [folder.join("nowhere"), folder.join("a")];
    let options = InputOptions { date: Some(date(2022, 7, 7)), ..InputOptions::default() };
    let items: Vec<_> = Articles::open(&paths, options).collect();
    let [Item::Diagnostic(problem), Item::Article(article)] = &items[..] else { panic!("{items:?}") };
    assert!(problem.message.contains("no such file"), "{problem}");
    assert_eq!((article.published, article.date_from), (Some(date(2022, 7, 7)), Some(DateFrom::Option)));
    fs::remove_dir_all(&folder).expect("removed");
}
