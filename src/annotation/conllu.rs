//! Entities and times as CoNLL-U: trees as `syntax` writes them, with the other layers in the MISC column.
//!
//! `Entity` brackets mentions as CorefUD does, `Entity=(e1-person-1-wang_yi)`: cluster, type, number of the head word
//! among those of the mention, and key. Hyphens within a part are written `%2D`, so that a hyphen always parts two.
//! `Timex` marks the first word of a temporal expression with type, value and EDTF date, the others with `I`.

use std::fmt::Write as _;

use super::layers;
use crate::{reference::Reading, syntax::conllu, text::Characters};

/// The trees of an article with its entities and times; a document of its own.
#[must_use]
pub fn write(reading: &Reading) -> String {
    let marks = Marks::of(reading);
    let id = reading.article.id.replace(char::is_control, " ");
    let mut out = format!("# newdoc id = {id}\n# global.Entity = eid-etype-head-identity\n");
    if let Some(day) = reading.article.published {
        let _ = writeln!(out, "# date = {day}");
    }
    let mut sentence = None;
    for line in conllu::write(&reading.sentences, &reading.article.text).lines() {
        if line.starts_with("# sent_id") {
            sentence = Some(sentence.map_or(0, |number: usize| number + 1));
        }
        // A word line begins with its number alone; that of a multiword token has a range.
        let word = line.split_once('\t').and_then(|(number, _)| number.parse::<usize>().ok());
        let marks = match (sentence, word) {
            (Some(sentence), Some(word)) => marks.at(sentence, word - 1),
            _ => None,
        };
        match (marks, line.rsplit_once('\t')) {
            (Some(marks), Some((columns, "_"))) => _ = writeln!(out, "{columns}\t{marks}"),
            (Some(marks), Some((columns, misc))) => _ = writeln!(out, "{columns}\t{marks}|{misc}"),
            _ => _ = writeln!(out, "{line}"),
        }
    }
    out
}

/// What the MISC column gains, by sentence and word.
struct Marks(Vec<Vec<Mark>>);

#[derive(Clone, Default)]
struct Mark {
    opened: String,
    closed: String,
    time: String,
}

impl Marks {
    fn of(reading: &Reading) -> Self {
        let sizes = reading.sentences.iter().map(|sentence| vec![Mark::default(); sentence.tokens.len()]);
        let mut marks: Vec<Vec<Mark>> = sizes.collect();
        let text = Characters::new(&reading.article.text);
        let records = layers::mentions(&reading.entities, &text);
        for (mention, record) in reading.entities.mentions.iter().zip(&records) {
            let head = mention.head.saturating_sub(mention.first) + 1;
            let id = format!("e{}", record.cluster + 1);
            let kind = if record.of.is_empty() { "unknown" } else { &record.of };
            let key = record.entities.join("+").replace('-', "%2D");
            let open = format!("({id}-{kind}-{head}-{key}");
            let words = &mut marks[mention.sentence];
            if mention.first == mention.last {
                // Before the end of a mention that holds it and ends here.
                let word = &mut words[mention.first];
                if word.closed.is_empty() {
                    word.opened += &(open + ")")
                } else {
                    word.closed.insert_str(0, &(open + ")"))
                }
            } else {
                words[mention.first].opened += &open;
                // The inner one opened later and closes first.
                words[mention.last].closed.insert_str(0, &format!("{id})"));
            }
        }
        for time in &reading.times {
            for word in &mut marks[time.sentence][time.first..=time.last] {
                "I".clone_into(&mut word.time);
            }
            let date = if time.date.text.is_empty() { "_" } else { &time.date.text };
            marks[time.sentence][time.first].time = format!("{}:{}:{date}", time.timex.as_str(), time.value);
        }
        Self(marks)
    }

    fn at(&self, sentence: usize, word: usize) -> Option<String> {
        let mark = self.0.get(sentence)?.get(word)?;
        let entity = format!("{}{}", mark.closed, mark.opened);
        let mut parts = Vec::new();
        if !entity.is_empty() {
            parts.push(format!("Entity={entity}"));
        }
        if !mark.time.is_empty() {
            parts.push(format!("Timex={}", mark.time));
        }
        (!parts.is_empty()).then(|| parts.join("|"))
    }
}
