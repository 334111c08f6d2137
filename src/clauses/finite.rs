//! Finite verbs that the parser took for participles: "Norway [has suspended] aid" is no aid of a suspended kind.
//!
//! A tree in which a participle before its noun has an auxiliary or a subject of its own contradicts itself, and so does
//! a full sentence whose root is a noun behind "name, past form". Both are read as what they are, subject, verb and
//! object, before anybody reads arguments off the tree. A verb only ever takes the place of the noun above it, so a tree
//! stays a tree.

use crate::syntax::{Deprel, Feats, Sentence, Tense, Upos, VerbForm};

/// Mends the verbs of a sentence in place.
pub(super) fn mend(sentence: &mut Sentence) {
    for verb in 0..sentence.tokens.len() {
        let word = &sentence.tokens[verb];
        let Some(noun) = word.head.filter(|&noun| noun > verb && noun < sentence.tokens.len()) else { continue };
        if word.upos != Upos::Verb || word.deprel != Deprel::Amod || word.form.ends_with("ing") {
            continue;
        }
        if let Some(have) = auxiliary_above(sentence, verb, noun) {
            for kid in 0..sentence.tokens.len() {
                if sentence.tokens[kid].head == Some(have) && kid != noun {
                    sentence.tokens[kid].head = Some(verb);
                }
            }
            let (above, relation) = (sentence.tokens[have].head, sentence.tokens[have].deprel);
            place(sentence, verb, above, relation);
            attach(sentence, have, verb, Deprel::Aux);
            sentence.tokens[have].upos = Upos::Aux;
            attach(sentence, noun, verb, Deprel::Obj);
        } else if let Some(subject) = subject_before(sentence, verb, noun) {
            for kid in 0..sentence.tokens.len() {
                let token = &sentence.tokens[kid];
                let outside = kid < verb || token.deprel == Deprel::Punct || token.deprel == Deprel::Parataxis;
                if kid != verb && outside && token.head == Some(noun) {
                    sentence.tokens[kid].head = Some(verb);
                }
            }
            let (above, relation) = (sentence.tokens[noun].head, sentence.tokens[noun].deprel);
            place(sentence, verb, above, relation);
            attach(sentence, noun, verb, Deprel::Obj);
            attach(sentence, subject, verb, Deprel::Nsubj);
        }
    }
}

/// "the police have withheld medicine", read as having medicine that is withheld: the auxiliary.
fn auxiliary_above(sentence: &Sentence, verb: usize, noun: usize) -> Option<usize> {
    let have = sentence.tokens[noun].head.filter(|&have| have < verb)?;
    let beside = (have + 1..verb).all(|between| sentence.tokens[between].upos == Upos::Adv);
    let is_have = sentence.tokens[have].lemma.eq_ignore_ascii_case("have");
    (beside && is_have && sentence.tokens[noun].deprel == Deprel::Obj).then_some(have)
}

/// The subject of a verb that the parser made a modifier of `noun`: where an auxiliary stands before the verb, or where
/// the noun is the root of a full sentence and a noun stands right before the verb.
fn subject_before(sentence: &Sentence, verb: usize, noun: usize) -> Option<usize> {
    let nominal = |token: usize| matches!(sentence.tokens[token].upos, Upos::Noun | Upos::Propn | Upos::Pron);
    let auxiliary = sentence.children(verb).find(|&kid| kid < verb && sentence.tokens[kid].upos == Upos::Aux);
    let above = |token: usize| sentence.tokens[token].head;
    if let Some(auxiliary) = auxiliary {
        let has =
            |token: usize| above(token) == Some(verb) || above(token) == Some(auxiliary) || above(token) == Some(noun);
        let is_have = sentence.tokens[auxiliary].lemma.eq_ignore_ascii_case("have");
        return (0..auxiliary).rev().find(|&token| is_have && nominal(token) && has(token));
    }
    let full = sentence.tokens.last().is_some_and(|last| last.form == ".");
    if !full || sentence.tokens[noun].head.is_some() {
        return None;
    }
    let subject = (0..verb).rev().find(|&token| {
        let loose = matches!(
            sentence.tokens[token].deprel,
            Deprel::Compound | Deprel::OblUnmarked | Deprel::Obl | Deprel::Nsubj | Deprel::Nmod | Deprel::NmodUnmarked
        );
        let marked = sentence.children(token).any(|kid| sentence.tokens[kid].deprel == Deprel::Case);
        nominal(token) && loose && !marked && (above(token) == Some(noun) || above(token) == Some(verb))
    })?;
    // "Norway's suspended aid": what belongs to the noun and stands before the verb keeps it a participle.
    let owned = (subject + 1..verb).any(|token| {
        above(token) == Some(noun)
            && matches!(sentence.tokens[token].deprel, Deprel::Det | Deprel::NmodPoss | Deprel::Amod)
    });
    (!owned).then_some(subject)
}

/// Makes the token a finite verb at that place.
fn place(sentence: &mut Sentence, verb: usize, above: Option<usize>, relation: Deprel) {
    let token = &mut sentence.tokens[verb];
    token.head = above;
    token.deprel = relation;
    token.feats = Feats { tense: Some(Tense::Past), verb_form: Some(VerbForm::Fin), ..Feats::default() };
}

fn attach(sentence: &mut Sentence, token: usize, head: usize, relation: Deprel) {
    sentence.tokens[token].head = Some(head);
    sentence.tokens[token].deprel = relation;
}

#[cfg(test)]
mod tests {
    use super::mend;
    use crate::syntax::{Sentence, conllu};

    fn mended(lines: &str) -> Vec<String> {
        let rows: Vec<String> = lines
            .split(' ')
            .enumerate()
            .map(|(index, line)| {
                let fields: Vec<&str> = line.split('/').collect();
                let [form, lemma, upos, head, relation] = fields[..] else { panic!("five fields in {line}") };
                format!("{}\t{form}\t{lemma}\t{upos}\t_\t_\t{head}\t{relation}\t_\t_", index + 1)
            })
            .collect();
        let mut sentence: Sentence = conllu::read(&format!("{}\n\n", rows.join("\n"))).expect("well formed").remove(0);
        mend(&mut sentence);
        let tokens = sentence.tokens.iter();
        tokens.map(|token| format!("{}{}", token.deprel.as_str(), token.head.map_or(0, |head| head + 1))).collect()
    }

    #[test]
    fn an_auxiliary_or_a_subject_makes_a_verb() {
        assert_eq!(
            mended(
                "Norway/Norway/PROPN/2/nsubj has/have/AUX/3/aux suspended/suspend/VERB/4/amod aid/aid/NOUN/0/root ././PUNCT/4/punct"
            ),
            ["nsubj3", "aux3", "root0", "obj3", "punct3"]
        );
        assert_eq!(
            mended(
                "Norway/Norway/PROPN/2/compound suspended/suspend/VERB/3/amod aid/aid/NOUN/0/root ././PUNCT/3/punct"
            ),
            ["nsubj2", "root0", "obj2", "punct2"]
        );
        assert_eq!(
            mended(
                "Police/police/NOUN/2/nsubj have/have/VERB/0/root withheld/withhold/VERB/4/amod medicine/medicine/NOUN/2/obj ././PUNCT/2/punct"
            ),
            ["nsubj3", "aux3", "root0", "obj3", "punct3"]
        );
    }

    #[test]
    fn a_participle_stays_one() {
        let seized = "Iran/Iran/PROPN/2/nsubj freed/free/VERB/0/root the/the/DET/5/det detained/detain/VERB/5/amod crew/crew/NOUN/2/obj ././PUNCT/2/punct";
        assert_eq!(mended(seized), ["nsubj2", "root0", "det5", "amod5", "obj2", "punct2"]);
        let headline = "Norway/Norway/PROPN/3/compound suspended/suspend/VERB/3/amod aid/aid/NOUN/0/root";
        assert_eq!(mended(headline), ["compound3", "amod3", "root0"]);
    }
}
