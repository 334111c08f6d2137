//! The names in a byline.

/// The names of a byline: "By Ann Example and Bo Example, Agency". Addresses are none.
pub(crate) fn names(text: &str) -> Vec<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("http") || lower.starts_with("www.") || text.starts_with('@') || text.chars().count() > 200 {
        return Vec::new();
    }
    let bare = if lower.starts_with("by ") { &text[3..] } else { &text };
    // "ann@news.example (Ann Example)", as feeds have it.
    let inner =
        bare.split_once('(').filter(|(before, _)| before.contains('@')).and_then(|(_, rest)| rest.strip_suffix(')'));
    let bare = inner.unwrap_or(bare);
    let parts = bare.split([';', '|']).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & "));
    // A comma parts names of two words; "Example, Ann" is one name.
    let named = parts.flat_map(|part| {
        let pieces: Vec<&str> = part.split(',').map(str::trim).collect();
        if pieces.iter().all(|piece| piece.contains(' ')) { pieces } else { vec![part.trim()] }
    });
    let trimmed =
        named.map(|name| name.trim_matches(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '.' | ')' | '(')));
    trimmed.filter(|name| !name.is_empty() && !name.contains('@') && !name.contains("://")).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn bylines_are_names() {
        assert_eq!(names("By Ann Example, Bo Example and Cy Example"), ["Ann Example", "Bo Example", "Cy Example"]);
        assert_eq!(names("Example, Ann"), ["Example, Ann"]);
        assert_eq!(names("ann@news.example (Ann Example)"), ["Ann Example"]);
        assert_eq!(names("https://example.org/ann"), [""; 0]);
    }
}
