//! Every mend with its example and its near miss.

use super::{MENDS, Mend, mend, rough::Rough, written};
use crate::{
    entities::{ArticleEntities, Decision, Entity, EntityId, EntityKind, Mention, MentionKind},
    lexicon::Lexicon,
    syntax::Sentence,
};

/// The sentence of an example, and the mention of a person where it names one.
fn case(text: &str) -> (Sentence, ArticleEntities) {
    let (names, words) = match text.split_once(": ") {
        Some((names, words)) if names.starts_with(|first: char| first.is_ascii_digit()) => (Some(names), words),
        _ => (None, text),
    };
    let sentence = written::sentence(words, 0);
    let mut entities = ArticleEntities::default();
    if let Some(names) = names {
        let (first, last) = written::range(names);
        entities.entities.push(Entity {
            id: EntityId("person".to_owned()),
            kind: EntityKind::Person,
            label: "Person".to_owned(),
            wikidata: None,
            country: None,
            code: None,
            minted: false,
        });
        entities.mentions.push(Mention {
            sentence: 0,
            first,
            last,
            head: first,
            span: sentence.tokens[first].span.join(sentence.tokens[last].span),
            kind: MentionKind::Name,
            entities: vec![0],
            decided_by: Decision::FullName,
            title: None,
            party: None,
            sort: None,
            code: None,
            thing: false,
        });
    }
    (sentence, entities)
}

/// What a mend by itself makes of a tree: each changed word with its relation and head.
fn changes(mend: &Mend, text: &str) -> String {
    let (before, entities) = case(text);
    let mut after = before.clone();
    let mut tree = Rough::new(Lexicon::embedded(), &mut after, &entities, 0..entities.mentions.len());
    (mend.run)(&mut tree);
    let changed = tree.take_changed();
    let words = before.tokens.iter().zip(&after.tokens).enumerate().filter(|(_, (old, new))| old != new);
    let words: Vec<(usize, String)> = words
        .map(|(index, (_, new))| {
            let head = new.head.map_or("-", |head| &after.tokens[head].form);
            (index, format!("{} {} {head}", new.form, new.deprel.as_str()))
        })
        .collect();
    assert!(words.iter().all(|(index, _)| changed.contains(index)), "{}: a change that is not told", mend.name);
    assert!(is_tree(&after), "{}: {text} is no tree afterwards", mend.name);
    words.into_iter().map(|(_, word)| word).collect::<Vec<_>>().join("; ")
}

/// Whether a root stands above each word.
fn is_tree(sentence: &Sentence) -> bool {
    (0..sentence.tokens.len()).all(|token| {
        std::iter::successors(Some(token), |&at| sentence.tokens[at].head).take(sentence.tokens.len() + 1).count()
            <= sentence.tokens.len()
    })
}

#[test]
fn every_mend_has_an_example_and_a_near_miss() {
    let mut wrong = Vec::new();
    for mend in MENDS {
        if mend.example.is_empty() || mend.near_miss.is_empty() || mend.result.is_empty() {
            wrong.push(format!("{}: no example, no result or no near miss", mend.name));
            continue;
        }
        let found = changes(mend, mend.example);
        if found != mend.result {
            wrong.push(format!("{}: makes {found:?} of its example, not {:?}", mend.name, mend.result));
        }
        let missed = changes(mend, mend.near_miss);
        if !missed.is_empty() {
            wrong.push(format!("{}: changes its near miss: {missed}", mend.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_of_mends_are_unique() {
    for (index, mend) in MENDS.iter().enumerate() {
        let plain = mend.name.chars().all(|letter| letter.is_ascii_lowercase() || letter == ' ');
        assert!(plain && !mend.name.is_empty(), "{}: small letters and spaces", mend.name);
        assert!(MENDS[..index].iter().all(|other| other.name != mend.name), "{}: twice", mend.name);
    }
}

#[test]
fn the_mends_that_fired_are_told_with_their_words() {
    let (sentence, entities) = case(
        "2-3: told/tell/VERB/0/root Wang/Wang/PROPN/1/iobj Yi/Yi/PROPN/5/nsubj \
                                     it/it/PRON/5/nsubj affects/affect/VERB/1/ccomp",
    );
    let mut sentences = [sentence];
    let fired = mend(Lexicon::embedded(), &mut sentences, &entities);
    assert_eq!(fired.len(), 1, "{fired:?}");
    assert_eq!((fired[0].sentence, fired[0].mend, &fired[0].tokens[..]), (0, "name is one phrase", &[2][..]));
    assert!(mend(Lexicon::embedded(), &mut sentences, &entities).is_empty(), "what is mended needs no mending");
}

#[test]
fn mentions_that_lie_outside_are_passed_over() {
    let (sentence, mut entities) = case("2-3: told/tell/VERB/0/root Wang/Wang/PROPN/1/iobj Yi/Yi/PROPN/1/iobj");
    entities.mentions[0].last = 9;
    assert!(mend(Lexicon::embedded(), &mut [sentence.clone()], &entities).is_empty());
    entities.mentions[0].sentence = 3;
    assert!(mend(Lexicon::embedded(), &mut [sentence], &entities).is_empty());
    assert!(mend(Lexicon::embedded(), &mut [], &entities).is_empty());
}

/// A name of two words joined over all trees of three words: no circle ever closes.
#[test]
fn joining_a_name_leaves_a_tree() {
    let join = MENDS.iter().find(|mend| mend.name == "name is one phrase").expect("it is there");
    for heads in [[0, 1, 1], [2, 3, 0], [3, 1, 0], [2, 0, 1], [0, 3, 1], [2, 0, 2], [3, 0, 2], [3, 3, 0]] {
        for names in ["1-2", "2-3", "1-3"] {
            let words: Vec<String> =
                heads.iter().enumerate().map(|(i, head)| format!("w{i}/w/PROPN/{head}/dep")).collect();
            changes(join, &format!("{names}: {}", words.join(" ")));
        }
    }
}
