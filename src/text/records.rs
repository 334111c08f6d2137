//! What the text of a record shows that its parsed form does not: the names of its fields, and numbers digit by digit.

use serde_json::{Map, Value};

/// The names of the fields of a JSON object, where the text is one.
pub(super) fn fields_of(text: &str) -> Option<Vec<String>> {
    let record: Map<String, Value> = serde_json::from_str(text).ok()?;
    Some(record.into_iter().map(|(name, _)| name).collect())
}

/// The number that a field of an object has, as its text writes it: a parsed one is rounded where it has more than 19
/// digits. `text` is a valid object; the last field of the name counts, as in the parsed form.
pub(super) fn number<'a>(text: &'a str, field: &str) -> Option<&'a str> {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut found = None;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                let end = end_of_string(bytes, at);
                let after = end + text[end..].len() - text[end..].trim_start().len();
                if depth == 1 && bytes.get(after) == Some(&b':') {
                    let name: Option<String> = serde_json::from_str(&text[at..end]).ok();
                    let value = text[after + 1..].trim_start();
                    let length = value.find(|sign: char| !matches!(sign, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'));
                    let value = &value[..length.unwrap_or(value.len())];
                    if name.as_deref() == Some(field) {
                        found = (!value.is_empty()).then_some(value);
                    }
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// The byte after the quotation mark that closes the string that opens at `at`.
fn end_of_string(bytes: &[u8], at: usize) -> usize {
    let mut next = at + 1;
    while next < bytes.len() && bytes[next] != b'"' {
        next += if bytes[next] == b'\\' { 2 } else { 1 };
    }
    (next + 1).min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_found_as_written() {
        let text =
            r#" {"a\"id":{"id":5},"t":"x \\","list":[{"id":6}], "id" : 123456789012345678901234567890 ,"z":-1.50e3}"#;
        assert_eq!(number(text, "id"), Some("123456789012345678901234567890"));
        assert_eq!(number(text, "z"), Some("-1.50e3"));
        assert_eq!(number(text, "a\"id"), None);
        assert_eq!(number(text, "t"), None);
        assert_eq!(number(r#"{"id":1,"\u0069d":2}"#, "id"), Some("2"));
    }
}
