//! Whether an article is in another language than English, which the model and the rules do not read.
//!
//! Claims from a French text would be nonsense with a source. A guess that is not sure leaves the article in: English is what
//! users give, and names, tables and short texts look like anything. So two signs have to agree: a detector of languages, by
//! letters and their groups of three, and the share of English words of grammar.

use whatlang::{Lang, Script};

use crate::entities::is_function_word;

/// The most characters that are looked at.
const ENOUGH: usize = 20_000;
/// The fewest letters of a text in Latin script that is judged.
const LETTERS: usize = 200;
/// The fewest letters of a text in another script, which cannot be English.
const OTHER_LETTERS: usize = 40;
/// The most English words of grammar in a hundred words in lower case of another language: "in" and "was" are German, too.
/// English has fifty.
const GRAMMAR: usize = 25;
/// The least confidence of the detector.
const CONFIDENCE: f64 = 0.8;

/// The language of a text, where it is surely not English.
pub(super) fn foreign(text: &str) -> Option<&'static str> {
    let end = text.char_indices().nth(ENOUGH).map_or(text.len(), |(end, _)| end);
    let text = &text[..end];
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    if letters < OTHER_LETTERS {
        return None;
    }
    // The cheap sign first: nearly all that is given is English.
    if grammar(text) >= GRAMMAR {
        return None;
    }
    let found = whatlang::detect(text)?;
    if found.lang() == Lang::Eng {
        return None;
    }
    let latin = found.script() == Script::Latin;
    if latin {
        let sure = letters >= LETTERS && found.is_reliable() && found.confidence() >= CONFIDENCE;
        return sure.then(|| found.lang().eng_name());
    }
    // Most of it has to be in that script: an English article may quote at length.
    let english = text.chars().filter(char::is_ascii_alphabetic).count();
    (english * 4 < letters).then(|| found.lang().eng_name())
}

/// English words of grammar in a hundred words in lower case: names are alike in all languages.
fn grammar(text: &str) -> usize {
    let (mut words, mut grammar) = (0, 0);
    for word in text.split(|letter: char| !letter.is_alphabetic() && !matches!(letter, '\'' | '’')) {
        if word.starts_with(char::is_lowercase) {
            words += 1;
            grammar += usize::from(is_function_word(word));
        }
    }
    grammar * 100 / words.max(1)
}

#[cfg(test)]
mod tests {
    use super::foreign;

    const ENGLISH: &str = "The foreign ministers of both countries met on Friday in the capital for talks on trade, and they \
        agreed to meet again in the spring. Neither side said what had been decided, but officials spoke of progress. ";
    const FRENCH: &str = "Les ministres des affaires étrangères des deux pays se sont réunis vendredi dans la capitale pour \
        discuter du commerce, et ils sont convenus de se revoir au printemps. Aucune des deux parties n’a dit ce qui avait \
        été décidé, mais des responsables ont parlé de progrès. ";
    const GERMAN: &str = "Die Außenminister beider Länder trafen sich am Freitag in der Hauptstadt zu Gesprächen über den \
        Handel und vereinbarten, sich im Frühjahr wieder zu treffen. Keine der beiden Seiten sagte, was beschlossen worden \
        war, aber Beamte sprachen von Fortschritten in der Sache. ";
    const RUSSIAN: &str =
        "Министры иностранных дел двух стран встретились в пятницу в столице для переговоров о торговле. ";

    #[test]
    fn other_languages_are_known() {
        assert_eq!(foreign(FRENCH), Some("French"));
        assert_eq!(foreign(GERMAN), Some("German"));
        assert_eq!(foreign(RUSSIAN), Some("Russian"));
        assert_eq!(
            foreign(
                "外交部长周五在首都会晤，就贸易问题举行会谈，双方同意春季再次会晤，但没有透露决定了什么内容，官员们谈到了一些进展。"
            ),
            Some("Mandarin")
        );
    }

    #[test]
    fn english_and_what_is_not_sure_stay() {
        for text in [
            "",
            ENGLISH,
            "Bonjour tout le monde.",
            "Встреча.",
            &format!("{ENGLISH}{ENGLISH}“{FRENCH}”, he said."),
            &"Wang Yi met Sergei Lavrov in Bali on Thursday. Antony Blinken thanked Wang Yi. ".repeat(5),
            &format!("{ENGLISH}«{RUSSIAN}» {ENGLISH}"),
            "Müller, Schäfer, García, Fernández, Dupont, Lefèvre, Kowalski, Nowak, Rossi, Bianchi, Silva, Santos, Jansen, \
             de Vries, Andersson, Johansson, Virtanen, Korhonen, Novák, Svoboda, Horváth, Tóth and Popescu signed the letter.",
        ] {
            assert_eq!(foreign(text), None, "{text}");
        }
    }
}
