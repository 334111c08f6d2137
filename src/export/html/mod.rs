//! One HTML file with graph, timeline, matrix and table, which works offline: no request ever leaves the page.
//!
//! A Content-Security-Policy forbids all of them and lets only the scripts of the file itself run, by their SHA-256. The graph
//! is drawn by sigma and graphology (`data/viewer`), which are compiled in; the layout is computed here. What names and
//! articles say stands in blocks of JSON without any `<`, and the page (`page.js`) only ever shows it as text.

mod content;

use std::io::{self, Write};

use data_encoding::BASE64;
use sha2::{Digest as _, Sha256};

use super::{
    format::{ExportError, Written},
    picture::{Drawn, Picture},
};

/// The format `html`.
pub(super) struct Html;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
const GRAPHOLOGY: &str = include_str!("../../../data/viewer/graphology.min.js");
const SIGMA: &str = include_str!("../../../data/viewer/sigma.min.js");
const LICENCES: &str = include_str!("../../../data/viewer/LICENSE.txt");
const TITLE: &str = "Who did what to whom";

impl Picture for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn about(&self) -> &'static str {
        "one page that works offline: graph, timeline, matrix and table, with the sentences"
    }

    fn write(&self, drawn: &Drawn<'_>, _file: &str, out: &mut dyn Write) -> Result<Written, ExportError> {
        // Where there is no WebGL, sigma stops with an error as soon as it is read.
        let sigma = format!("if(document.createElement(\"canvas\").getContext(\"webgl\")){{{}}}", without_map(SIGMA));
        let scripts = [without_map(GRAPHOLOGY), &sigma, SCRIPT];
        let allowed: Vec<String> = scripts.iter().map(|script| hash(script)).collect();
        writeln!(
            out,
            "<!DOCTYPE html>\n<!-- made by chancery; the page contains sigma and graphology:\n{LICENCES}-->\n\
             <html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src {}; style-src {}; \
             base-uri 'none'; form-action 'none'\">\n\
             <meta http-equiv=\"x-dns-prefetch-control\" content=\"off\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{TITLE}</title>\n\
             <style>{STYLE}</style>\n</head>\n<body>",
            allowed.join(" "),
            hash(STYLE)
        )?;
        out.write_all(PAGE.replace("{{title}}", TITLE).as_bytes())?;
        block("data", out, |out| content::graph(drawn, out))?;
        for script in scripts {
            writeln!(out, "<script>{script}</script>")?;
        }
        // The largest part comes last, so that the picture need not wait for it.
        block("evidence", out, |out| content::evidence(drawn, out))?;
        writeln!(out, "</body>\n</html>")?;
        Ok(drawn.written())
    }
}

/// A script without the line that leads to its source map, which a browser would ask for.
fn without_map(script: &str) -> &str {
    script.split("//# sourceMappingURL=").next().unwrap_or(script).trim_end()
}

/// What a Content-Security-Policy calls a text by.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(&Sha256::digest(text.as_bytes())))
}

/// A block of JSON, which no script runs and nothing can end before its time.
fn block(
    id: &str,
    out: &mut dyn Write,
    write: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    write!(out, "<script type=\"application/json\" id=\"{id}\">")?;
    write(&mut Inert { out: &mut *out })?;
    writeln!(out, "</script>")?;
    Ok(())
}

/// Writes JSON whose `<`, which stands in strings only, is written by its code.
struct Inert<'o> {
    out: &'o mut dyn Write,
}

impl Write for Inert<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match bytes.iter().position(|byte| *byte == b'<') {
            Some(0) => {
                self.out.write_all(b"\\u003c")?;
                Ok(1)
            }
            Some(at) => self.out.write(&bytes[..at]),
            None => self.out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_block_can_end_it() {
        let mut out = Vec::new();
        block("x", &mut out, |out| Ok(out.write_all(b"[\"<!--<script></script>\"]")?)).expect("memory");
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(
            text,
            "<script type=\"application/json\" id=\"x\">[\"\\u003c!--\\u003cscript>\\u003c/script>\"]</script>\n"
        );
    }

    #[test]
    fn the_scripts_stay_within_their_elements_and_ask_for_nothing() {
        for script in [without_map(GRAPHOLOGY), without_map(SIGMA), SCRIPT, STYLE] {
            assert!(!script.contains("</script") && !script.contains("<!--") && !script.contains("</style"));
            assert!(!script.contains("sourceMappingURL"));
        }
        assert!(!LICENCES.contains("-->"));
        for word in ["fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "innerHTML", "eval("] {
            assert!(!SCRIPT.contains(word), "{word}");
        }
    }

    #[test]
    fn a_hash_is_that_of_the_standard() {
        assert_eq!(hash("alert('Hello, world.');"), "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
    }
}
