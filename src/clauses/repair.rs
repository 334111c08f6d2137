//! Heads that no grammar allows, mended before anything is read from them.
//!
//! Greedy parsers make a few impossible attachments again and again; each mending here rests on a fact of English word
//! order or of the scheme, never on a word: an auxiliary governs nothing, and no word stands left of the preposition of
//! the noun that it modifies ("met | Lavrov in Bali" cannot make Lavrov a modifier of Bali), no gerund with a preposition
//! modifies a name. A mended token moves up to an ancestor, so a tree stays a tree.

use crate::syntax::{Deprel, Sentence, Upos};

/// Heads and relations of a sentence, mended.
pub(super) fn mend(sentence: &Sentence) -> (Vec<Option<usize>>, Vec<Deprel>) {
    let tokens = &sentence.tokens;
    let size = tokens.len();
    let mut heads: Vec<Option<usize>> = tokens
        .iter()
        .enumerate()
        .map(|(token, found)| found.head.filter(|&head| head < size && head != token))
        .collect();
    let mut deprels: Vec<Deprel> = tokens.iter().map(|token| token.deprel).collect();
    for token in 0..size {
        let Some(head) = heads[token] else { continue };
        if let Deprel::Aux | Deprel::AuxPass | Deprel::Cop = deprels[head]
            && let Some(above) = heads[head]
            && !matches!(deprels[token], Deprel::Fixed | Deprel::Goeswith | Deprel::Conj | Deprel::Cc)
        {
            heads[token] = Some(above);
        }
    }
    // "accused | Kyiv of rejecting talks": a gerund with a preposition says nothing of a name; it belongs to the verb.
    for mark in 0..size {
        let Some(token) = heads[mark].filter(|&token| mark < token && deprels[mark] == Deprel::Mark) else { continue };
        let Some(name) = heads[token].filter(|&name| name < mark && deprels[token] == Deprel::Acl) else { continue };
        let preposition =
            matches!(tokens[mark].form.to_lowercase().as_str(), "of" | "for" | "from" | "against" | "into");
        let object = matches!(tokens[name].upos, Upos::Propn | Upos::Pron)
            && matches!(deprels[name], Deprel::Obj | Deprel::Iobj | Deprel::NsubjPass);
        if let Some(verb) = heads[name].filter(|&verb| preposition && object && tokens[verb].upos == Upos::Verb) {
            heads[token] = Some(verb);
            deprels[token] = Deprel::Advcl;
        }
    }
    // The leftmost preposition of each noun.
    let mut cases: Vec<Option<usize>> = vec![None; size];
    for token in 0..size {
        if deprels[token] == Deprel::Case
            && let Some(head) = heads[token]
            && token < head
            && cases[head].is_none()
        {
            cases[head] = Some(token);
        }
    }
    for token in 0..size {
        let Some(head) = heads[token] else { continue };
        let modifies =
            matches!(deprels[token], Deprel::Compound | Deprel::Flat | Deprel::NmodDesc | Deprel::Nmod | Deprel::Nsubj);
        let noun = matches!(tokens[token].upos, Upos::Propn | Upos::Noun | Upos::Pron) && cases[token].is_none();
        let beyond = cases[head].is_some_and(|case| token < case && case < head);
        if !(modifies && noun && beyond) {
            continue;
        }
        // Up to the clause: nouns in between have their own prepositions further left.
        let mut above = heads[head];
        let mut steps = 0;
        while let Some(next) = above
            && !matches!(tokens[next].upos, Upos::Verb | Upos::Aux)
            && steps < size
        {
            above = heads[next];
            steps += 1;
        }
        if let Some(verb) = above.filter(|&verb| verb != token) {
            heads[token] = Some(verb);
            deprels[token] = if verb < token { Deprel::Obj } else { Deprel::Nsubj };
        }
    }
    (heads, deprels)
}
