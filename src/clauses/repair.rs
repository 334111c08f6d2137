//! Heads that no grammar allows, mended before anything is read from them.
//!
//! Greedy parsers make a few impossible attachments again and again; each mending here rests on a fact of English word
//! order or of the scheme: an auxiliary governs nothing, and no word stands left of the preposition of
//! the noun that it modifies ("met | Lavrov in Bali" cannot make Lavrov a modifier of Bali), no gerund with a preposition
//! modifies a name. Two mendings ask the lexicon what a word governs. A mended token moves up to an ancestor, so a tree stays a tree.

use super::lexicon::{Class, Frame, Lexicon};
use crate::syntax::{Deprel, Sentence, Tense, Token, Upos, VerbForm};

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
    // A passive has an auxiliary; only a headline ("Two killed in raid") and a second conjunct do without.
    let sentence_end = tokens.last().is_some_and(|token| matches!(token.form.as_str(), "." | "?" | "”" | "\"" | "''"));
    for token in 0..size {
        let Some(verb) = heads[token].filter(|_| sentence_end && deprels[token] == Deprel::NsubjPass) else { continue };
        let helped = (0..size).any(|kid| {
            let agent = deprels[kid] == Deprel::OblAgent;
            heads[kid] == Some(verb) && (agent || matches!(deprels[kid], Deprel::Aux | Deprel::AuxPass | Deprel::Cop))
        });
        let marked = || {
            (0..verb).any(|kid| heads[kid] == Some(verb) && deprels[kid] == Deprel::Mark && tokens[kid].lemma != "with")
        };
        let main = matches!(deprels[verb], Deprel::Root | Deprel::Ccomp | Deprel::Parataxis)
            || deprels[verb] == Deprel::Advcl && marked();
        if !helped && main && tokens[verb].upos == Upos::Verb {
            deprels[token] = Deprel::Nsubj;
        }
    }
    // "The union accused | soldiers and rebels": no conjunct of the subject stands right of the verb without an "and" of its own.
    for token in 1..size {
        let Some(subject) = heads[token].filter(|&subject| subject < token && deprels[token] == Deprel::Conj) else {
            continue;
        };
        let Some(verb) = heads[subject].filter(|_| deprels[subject] == Deprel::Nsubj) else { continue };
        let between = subject < verb && verb < token && tokens[verb].upos == Upos::Verb;
        let noun = matches!(tokens[token].upos, Upos::Noun | Upos::Propn | Upos::Pron);
        let apart = (verb + 1..token).all(|word| {
            heads[word].is_some_and(|head| head == token)
                && !matches!(deprels[word], Deprel::Cc | Deprel::Case | Deprel::Punct)
        });
        let object = (0..size).any(|kid| heads[kid] == Some(verb) && deprels[kid] == Deprel::Obj);
        if between && noun && apart && !object {
            heads[token] = Some(verb);
            deprels[token] = Deprel::Obj;
        }
    }
    // "accused | Kyiv of rejecting talks": a gerund with a preposition says nothing of a name; it belongs to the verb. So it
    // does with any object where the verb is known to govern that preposition.
    let lexicon = Lexicon::embedded();
    for mark in 0..size {
        let marks = matches!(deprels[mark], Deprel::Mark | Deprel::Case);
        let Some(token) = heads[mark].filter(|&token| mark < token && marks) else { continue };
        let Some(mut name) = heads[token].filter(|&name| name < mark && deprels[token] == Deprel::Acl) else {
            continue;
        };
        let named = matches!(tokens[name].upos, Upos::Propn | Upos::Pron);
        let mut steps = 0;
        while deprels[name] == Deprel::Conj
            && let Some(first) = heads[name].filter(|_| steps < size)
        {
            name = first;
            steps += 1;
        }
        if !matches!(deprels[name], Deprel::Obj | Deprel::Iobj | Deprel::NsubjPass) {
            continue;
        }
        let word = tokens[mark].form.to_lowercase();
        let preposition = named && matches!(word.as_str(), "of" | "for" | "from" | "against" | "into");
        let Some(verb) = heads[name].filter(|&verb| tokens[verb].upos == Upos::Verb) else { continue };
        if preposition || lexicon.governing_by(Class::Verb, &tokens[verb].lemma, &word).is_some() {
            heads[token] = Some(verb);
            deprels[token] = Deprel::Advcl;
        }
    }
    // "calls from Oslo and Rome | to condemn": the infinitive says what the call is for, not who makes it.
    for token in 0..size {
        let infinitive = deprels[token] == Deprel::Acl && tokens[token].feats.verb_form == Some(VerbForm::Inf);
        let Some(mut noun) = heads[token].filter(|&noun| infinitive && noun < token) else { continue };
        let governs = |noun: usize| lexicon.governing(Class::Noun, &tokens[noun].lemma, &Frame::Inf).is_some();
        let mut steps = 0;
        while !governs(noun)
            && matches!(deprels[noun], Deprel::Conj | Deprel::Nmod)
            && let Some(above) =
                heads[noun].filter(|&above| steps < size && above < noun && tokens[above].upos != Upos::Verb)
        {
            noun = above;
            steps += 1;
        }
        if steps > 0 && governs(noun) {
            heads[token] = Some(noun);
        }
    }
    names_apart(tokens, &mut heads, &mut deprels);
    due_to(tokens, &mut heads, &mut deprels);
    infinitives(tokens, &mut heads, &mut deprels, lexicon);
    predicate_of_name(tokens, &mut heads, &mut deprels);
    finite_conjuncts(tokens, &mut heads, &deprels);
    consequences(tokens, &mut heads, &mut deprels, lexicon);
    contents(tokens, &mut heads, &mut deprels, lexicon);
    means(tokens, &mut heads, &deprels, lexicon);
    told_that(tokens, &mut heads, &mut deprels, lexicon);
    share_subject(tokens, &mut heads, &mut deprels, lexicon);
    part_subjects(tokens, &mut heads, &deprels, lexicon);
    // "The strikes were in violation of the law" is no such case: the subject stands left of the copula.
    let copular: Vec<bool> = {
        let mut copular = vec![false; size];
        for token in 0..size {
            if let Some(head) = heads[token].filter(|_| deprels[token] == Deprel::Cop) {
                copular[head] = true;
            }
        }
        copular
    };
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
        let beyond = !copular[head] && cases[head].is_some_and(|case| token < case && case < head);
        if !(modifies && noun && beyond) {
            continue;
        }
        // Up to the clause: nouns in between have their own prepositions further left.
        let above = ancestor(&heads, head, |next| matches!(tokens[next].upos, Upos::Verb | Upos::Aux));
        if let Some(verb) = above.filter(|&verb| verb != token) {
            heads[token] = Some(verb);
            deprels[token] = if verb < token { Deprel::Obj } else { Deprel::Nsubj };
        }
    }
    (heads, deprels)
}

/// The nearest word above that is wanted.
fn ancestor(heads: &[Option<usize>], token: usize, wanted: impl Fn(usize) -> bool) -> Option<usize> {
    std::iter::successors(heads[token], |&above| heads[above]).take(heads.len()).find(|&above| wanted(above))
}

/// "Said | Wang and Lavrov had left": a coordinator with nothing on its left in its clause joins the subject to the noun
/// that passes for an object of the saying.
fn share_subject(tokens: &[Token], heads: &mut [Option<usize>], deprels: &mut [Deprel], lexicon: &Lexicon) {
    for noun in 0..tokens.len() {
        let object = matches!(deprels[noun], Deprel::Obj | Deprel::Iobj | Deprel::Nsubj)
            && matches!(tokens[noun].upos, Upos::Propn | Upos::Noun);
        let Some(verb) = heads[noun].filter(|&verb| object && verb < noun) else { continue };
        if !lexicon.is_reporting(&tokens[verb].lemma) {
            continue;
        }
        let joins = |token: usize| tokens[token].upos == Upos::Cconj && deprels[token] == Deprel::Cc;
        let Some(and) = (noun + 1..tokens.len()).take(8).find(|&token| joins(token)) else { continue };
        let between = (noun + 1..and).all(|token| heads[token].is_some_and(|head| (noun..and).contains(&head)));
        let subject = (and + 1..tokens.len())
            .take(8)
            .find(|&token| matches!(deprels[token], Deprel::Nsubj | Deprel::NsubjPass))
            .filter(|&subject| heads[and] == Some(subject) || heads[and] == heads[subject]);
        let Some((subject, said)) = subject.and_then(|subject| Some((subject, heads[subject]?))) else { continue };
        if between && deprels[said] == Deprel::Ccomp && heads[said] == Some(verb) {
            heads[noun] = Some(said);
            deprels[noun] = deprels[subject];
            heads[subject] = Some(noun);
            deprels[subject] = Deprel::Conj;
            heads[and] = Some(subject);
        }
    }
}

/// "Told the press | a mission had found no signs": of two objects of a report the second is the subject that its content
/// lacks.
fn told_that(tokens: &[Token], heads: &mut [Option<usize>], deprels: &mut [Deprel], lexicon: &Lexicon) {
    for noun in 0..tokens.len() {
        let Some(verb) = heads[noun].filter(|&verb| deprels[noun] == Deprel::Obj && verb < noun) else { continue };
        let kid = |of: usize, relation: Deprel| {
            (0..tokens.len()).find(|&kid| heads[kid] == Some(of) && deprels[kid] == relation)
        };
        if !lexicon.is("tell", &tokens[verb].lemma) || kid(verb, Deprel::Iobj).is_none_or(|told| told > noun) {
            continue;
        }
        let Some(said) = kid(verb, Deprel::Ccomp).filter(|&said| said > noun) else { continue };
        let subject =
            [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl].iter().any(|&relation| kid(said, relation).is_some());
        let finite = kid(said, Deprel::Aux).is_some() || tokens[said].feats.verb_form == Some(VerbForm::Fin);
        let relation = if kid(said, Deprel::AuxPass).is_some() { Deprel::NsubjPass } else { Deprel::Nsubj };
        if !subject && finite {
            heads[noun] = Some(said);
            deprels[noun] = relation;
        }
    }
}

/// "Kyiv, | Lavrov said, had attacked": of two subjects left of a verb of saying the outer one belongs to what is said.
fn part_subjects(tokens: &[Token], heads: &mut [Option<usize>], deprels: &[Deprel], lexicon: &Lexicon) {
    for verb in 0..tokens.len() {
        if tokens.get(verb + 1).is_none_or(|token| token.form != ",") || !lexicon.is_reporting(&tokens[verb].lemma) {
            continue;
        }
        let subject = |token: usize| deprels[token] == Deprel::Nsubj && heads[token] == Some(verb);
        let subjects: Vec<usize> = (0..verb).filter(|&token| subject(token)).collect();
        let [outer, inner] = subjects[..] else { continue };
        let parted = (outer + 1..inner).any(|token| tokens[token].form == ",");
        let said =
            (verb + 2..tokens.len()).find(|&token| deprels[token] == Deprel::Ccomp && heads[token] == Some(verb));
        if let Some(said) = said.filter(|_| parted) {
            heads[outer] = Some(said);
        }
    }
}

/// "The claim that | Kyiv attacked Belgorod": a clause that lacks nothing is no relative clause, but what the noun contains;
/// and in "said in a statement that" it is what is said.
fn contents(tokens: &[Token], heads: &mut [Option<usize>], deprels: &mut [Deprel], lexicon: &Lexicon) {
    for token in 0..tokens.len() {
        if !matches!(deprels[token], Deprel::AclRelcl | Deprel::Acl) {
            continue;
        }
        let Some(noun) = heads[token].filter(|&noun| noun < token) else { continue };
        let saying = heads[noun]
            .filter(|&verb| deprels[noun] == Deprel::Obl && verb < noun && lexicon.is_reporting(&tokens[verb].lemma));
        if saying.is_none() && lexicon.governing(Class::Noun, &tokens[noun].lemma, &Frame::That).is_none() {
            continue;
        }
        let kids: Vec<usize> = (noun + 1..tokens.len()).filter(|&kid| heads[kid] == Some(token)).collect();
        let Some(&that) = kids.iter().find(|&&kid| kid < token && tokens[kid].lemma == "that") else { continue };
        let other = |wanted: &[Deprel]| kids.iter().any(|&kid| kid != that && wanted.contains(&deprels[kid]));
        let subject = other(&[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl]);
        let whole = other(&[Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp, Deprel::Cop, Deprel::NsubjPass]);
        if !subject || !whole && deprels[that] != Deprel::Mark {
            continue;
        }
        deprels[that] = Deprel::Mark;
        deprels[token] = Deprel::Acl;
        if let Some(verb) = saying {
            heads[token] = Some(verb);
            deprels[token] = Deprel::Ccomp;
        }
    }
}

/// Verbs under another verb whose relation does not fit their form: "planned | to invade" with "to" for a preposition,
/// "ordered the navy | to leave" as if the infinitive said of the navy what it is for, "confirmed | Rome sent aid" as if
/// the name were an object.
fn infinitives(tokens: &[Token], heads: &mut [Option<usize>], deprels: &mut [Deprel], lexicon: &Lexicon) {
    for token in 0..tokens.len() {
        let Some(head) = heads[token].filter(|&head| head < token && tokens[token].upos == Upos::Verb) else {
            continue;
        };
        let mark = (0..token).find(|&kid| {
            heads[kid] == Some(token)
                && matches!(deprels[kid], Deprel::Mark | Deprel::Case)
                && tokens[kid].lemma == "to"
        });
        match (deprels[token], mark) {
            // "efforts by governments | to ease": right behind the phrase of a noun that takes an infinitive.
            (Deprel::Advcl, Some(to)) if to > head + 1 => {
                let mut noun = to - 1;
                let governs = |noun: usize| {
                    tokens[noun].upos == Upos::Noun
                        && lexicon.governing(Class::Noun, &tokens[noun].lemma, &Frame::Inf).is_some()
                };
                while !governs(noun)
                    && matches!(deprels[noun], Deprel::Nmod | Deprel::Conj)
                    && let Some(above) = heads[noun].filter(|&above| head < above && above < noun)
                {
                    noun = above;
                }
                if governs(noun) && noun > head {
                    heads[token] = Some(noun);
                    deprels[token] = Deprel::Acl;
                }
            }
            (Deprel::Obl, Some(to)) if tokens[token].form == tokens[token].lemma => {
                deprels[token] = Deprel::Xcomp;
                deprels[to] = Deprel::Mark;
            }
            (Deprel::Acl, Some(_)) if matches!(deprels[head], Deprel::Obj | Deprel::Iobj) => {
                let Some(verb) = heads[head].filter(|&verb| tokens[verb].upos == Upos::Verb) else { continue };
                let asks = |frame: Option<&super::lexicon::Governing>| frame.is_some_and(|entry| entry.object_control);
                let own = lexicon.governing(Class::Noun, &tokens[head].lemma, &Frame::Inf).is_some();
                if !own && asks(lexicon.governing(Class::Verb, &tokens[verb].lemma, &Frame::Inf)) {
                    heads[token] = Some(verb);
                    deprels[token] = Deprel::Xcomp;
                }
            }
            // "agreed to meet Wang and | visit Oslo": a bare form goes with the infinitive, not with the finite verb.
            (Deprel::Conj, None)
                if tokens[token].form == tokens[token].lemma && tokens[head].form != tokens[head].lemma =>
            {
                let own = (head..token).any(|kid| {
                    heads[kid] == Some(token) && matches!(deprels[kid], Deprel::Nsubj | Deprel::Aux | Deprel::AuxPass)
                });
                let infinitive = (head + 1..token).find(|&kid| {
                    heads[kid] == Some(head) && deprels[kid] == Deprel::Xcomp && tokens[kid].form == tokens[kid].lemma
                });
                if let Some(infinitive) = infinitive.filter(|_| !own) {
                    heads[token] = Some(infinitive);
                }
            }
            (Deprel::Xcomp, None) => {
                let past = tokens[token].feats.tense == Some(Tense::Past) && !tokens[token].form.ends_with("ing");
                let object = (head + 1..token).find(|&kid| heads[kid] == Some(head) && deprels[kid] == Deprel::Obj);
                let marked = (head..token).any(|kid| heads[kid] == Some(token) && deprels[kid] == Deprel::Mark);
                if let Some(object) = object.filter(|_| past && !marked && lexicon.is_reporting(&tokens[head].lemma)) {
                    heads[object] = Some(token);
                    deprels[object] = Deprel::Nsubj;
                    deprels[token] = Deprel::Ccomp;
                }
            }
            _ => {}
        }
    }
}

/// "Opened fire on villagers waiting at a gate, | killing two": after a comma, what came of it belongs to the finite verb,
/// not to the participle or infinitive on a noun before it.
fn consequences(tokens: &[Token], heads: &mut [Option<usize>], deprels: &mut [Deprel], lexicon: &Lexicon) {
    for token in 2..tokens.len() {
        let word = &tokens[token];
        let effect = word.upos == Upos::Verb
            && word.form.ends_with("ing")
            && lexicon.is("effect", &word.lemma)
            && tokens[token - 1].form == ","
            && matches!(deprels[token], Deprel::Advcl | Deprel::Acl | Deprel::Xcomp | Deprel::Conj | Deprel::Nmod);
        let Some(mut verb) = heads[token].filter(|&head| effect && head < token) else { continue };
        let mut steps = 0;
        loop {
            let nested = tokens[verb].upos != Upos::Verb
                || matches!(deprels[verb], Deprel::Acl | Deprel::AclRelcl | Deprel::Xcomp)
                || deprels[verb] == Deprel::Advcl && tokens[verb].feats.verb_form != Some(VerbForm::Fin);
            match heads[verb].filter(|&above| nested && above < verb && steps < tokens.len()) {
                Some(above) => verb = above,
                None => break,
            }
            steps += 1;
        }
        // "Schools close as a typhoon hits the coast, killing four": what came of it came of the clause right before.
        let near = (verb + 1..token).find(|&clause| {
            if heads[clause] != Some(verb) || deprels[clause] != Deprel::Advcl {
                return false;
            }
            let nearest = (clause + 1..token - 1).all(|word| ancestor(heads, word, |above| above == clause).is_some());
            let marked = (verb + 1..clause).any(|mark| {
                heads[mark] == Some(clause)
                    && deprels[mark] != Deprel::Case
                    && matches!(tokens[mark].lemma.to_lowercase().as_str(), "as" | "when" | "after")
            });
            let subject = (verb + 1..clause).any(|kid| heads[kid] == Some(clause) && deprels[kid] == Deprel::Nsubj);
            nearest && marked && subject
        });
        if let Some(clause) = near {
            verb = clause;
        }
        if tokens[verb].upos == Upos::Verb && verb < token && heads[token] != Some(verb) {
            heads[token] = Some(verb);
            deprels[token] = Deprel::Advcl;
        }
    }
}

/// "Writes a letter calling for peace and | accuses Rome": an inflected present goes with a finite verb, not with a gerund
/// or an infinitive.
fn finite_conjuncts(tokens: &[Token], heads: &mut [Option<usize>], deprels: &[Deprel]) {
    let present = |token: usize| {
        let word = &tokens[token];
        word.upos == Upos::Verb
            && word.feats.tense == Some(Tense::Pres)
            && word.form.ends_with('s')
            && word.form != word.lemma
    };
    for token in 0..tokens.len() {
        let infinitive = |verb: usize| {
            let mark =
                |kid: usize| heads[kid] == Some(verb) && deprels[kid] == Deprel::Mark && tokens[kid].lemma == "to";
            (0..verb).any(mark)
        };
        let Some(head) = heads[token].filter(|_| deprels[token] == Deprel::Conj && present(token)) else { continue };
        let bare = tokens[head].upos == Upos::Verb
            && (tokens[head].form.ends_with("ing") || tokens[head].form == tokens[head].lemma)
            && !(0..head).any(|kid| {
                // "For Rome to act": an infinitive with a subject of its own is one all the same.
                let owns = deprels[kid] == Deprel::Nsubj && !infinitive(head);
                heads[kid] == Some(head) && (owns || matches!(deprels[kid], Deprel::Aux | Deprel::Cop))
            });
        // "Announces that it has decided and | tells": nor with a perfect that it reports.
        // nor with a progressive: "says it is refusing parcels but | reverses this".
        let helped = |relation: Deprel, wanted: &dyn Fn(&Token) -> bool| {
            (0..head).any(|kid| heads[kid] == Some(head) && deprels[kid] == relation && wanted(&tokens[kid]))
        };
        let progressive = tokens[head].form.ends_with("ing") && helped(Deprel::Aux, &|word| word.lemma == "be");
        let past = tokens[head].feats.tense == Some(Tense::Past)
            || helped(Deprel::Aux, &|word| word.lemma == "have")
            || helped(Deprel::AuxPass, &|word| word.feats.tense == Some(Tense::Past));
        let reported = deprels[head] == Deprel::Ccomp && (past || progressive);
        let own = (head..token).any(|kid| heads[kid] == Some(token) && deprels[kid] == Deprel::Nsubj);
        let above = ancestor(heads, head, present).filter(|_| (bare || reported) && !own);
        if let Some(verb) = above.filter(|&verb| verb < token) {
            heads[token] = Some(verb);
        }
    }
}

/// "The Union | lifted sanctions": a name, a past form and a noun with no verb over them are a clause, not one noun phrase.
fn predicate_of_name(tokens: &[Token], heads: &mut [Option<usize>], deprels: &mut [Deprel]) {
    let Some(root) = (0..tokens.len()).find(|&token| heads[token].is_none()) else { return };
    if tokens[root].upos != Upos::Noun {
        return;
    }
    let kid = |token: usize, relation: Deprel| heads[token] == Some(root) && deprels[token] == relation;
    let Some(verb) = (0..root).find(|&token| kid(token, Deprel::Amod) && tokens[token].upos == Upos::Verb) else {
        return;
    };
    let past = tokens[verb].feats.tense == Some(Tense::Past) || tokens[verb].form.ends_with("ed");
    let subject = (0..verb)
        .rev()
        .find(|&token| matches!(deprels[token], Deprel::Compound | Deprel::Nsubj) && heads[token] == Some(root));
    let Some(subject) = subject.filter(|&subject| past && subject + 1 == verb && tokens[subject].upos == Upos::Propn)
    else {
        return;
    };
    let bare = (verb + 1..root).all(|token| heads[token] == Some(root) && deprels[token] != Deprel::Det);
    if !bare {
        return;
    }
    heads[verb] = None;
    deprels[verb] = Deprel::Root;
    heads[subject] = Some(verb);
    deprels[subject] = Deprel::Nsubj;
    heads[root] = Some(verb);
    deprels[root] = Deprel::Obj;
    for token in 0..tokens.len() {
        let stray = heads[token] == Some(root) && token < verb && token != subject;
        if stray {
            heads[token] = Some(if deprels[token] == Deprel::Det { subject } else { verb });
        }
    }
}

/// Names that the parser hangs on a name or noun beside them, though it can only belong to the verb: "to Zelensky, | Macron
/// told reporters" has a comma before it and no other subject, "fined Siemens | five million euros" a number after it.
fn names_apart(tokens: &[Token], heads: &mut [Option<usize>], deprels: &mut [Deprel]) {
    for name in 1..tokens.len() {
        let Some(head) = heads[name].filter(|_| tokens[name].upos == Upos::Propn) else { continue };
        let end = (name + 1..tokens.len())
            .find(|&word| heads[word] != Some(name) || deprels[word] != Deprel::Flat)
            .unwrap_or(tokens.len());
        let Some(next) = tokens.get(end) else { continue };
        let has = |verb: usize, relation: Deprel| {
            (0..tokens.len()).any(|kid| heads[kid] == Some(verb) && deprels[kid] == relation)
        };
        match deprels[name] {
            Deprel::Conj | Deprel::Appos if head < name => {
                let after = next.upos == Upos::Verb && next.feats.verb_form == Some(VerbForm::Fin);
                let told = after && deprels[end] == Deprel::Parataxis && !has(end, Deprel::Nsubj);
                let aside = tokens[name - 1].form == "," && !has(name, Deprel::Cc);
                if told && aside && ancestor(heads, end, |above| above == name).is_none() {
                    heads[name] = Some(end);
                    deprels[name] = Deprel::Nsubj;
                }
            }
            Deprel::Compound if end < head && deprels[head] == Deprel::Obj => {
                let Some(verb) = heads[head].filter(|&verb| verb + 1 == name) else { continue };
                let amount = next.upos == Upos::Num && next.form.chars().all(char::is_alphabetic);
                if amount && tokens[verb].upos == Upos::Verb && !has(verb, Deprel::Iobj) {
                    heads[name] = Some(verb);
                    deprels[name] = Deprel::Iobj;
                }
            }
            _ => {}
        }
    }
}

/// "Accused of arming rebels | by sending guns", "accused of attacking troops, | killing two": means and outcome belong to
/// what somebody is accused of, not to the accusing.
fn means(tokens: &[Token], heads: &mut [Option<usize>], deprels: &[Deprel], lexicon: &Lexicon) {
    let gerund = |token: usize| tokens[token].upos == Upos::Verb && tokens[token].form.ends_with("ing");
    for by in 1..tokens.len() {
        let outcome = tokens[by - 1].form == "," && gerund(by) && lexicon.is("effect", &tokens[by].lemma);
        let token = if outcome { Some(by) } else { heads[by].filter(|&token| by < token && gerund(token)) };
        let Some(token) = token else { continue };
        let Some(verb) = heads[token].filter(|&verb| verb < by && deprels[token] == Deprel::Advcl) else { continue };
        let marked = tokens[by].form.eq_ignore_ascii_case("by") && matches!(deprels[by], Deprel::Mark | Deprel::Case);
        if !outcome && !marked {
            continue;
        }
        let charge = (verb + 1..by).rev().find(|&other| {
            heads[other] == Some(verb)
                && gerund(other)
                && (verb..other).any(|mark| {
                    heads[mark] == Some(other)
                        && lexicon.governing_by(Class::Verb, &tokens[verb].lemma, &tokens[mark].form).is_some()
                })
        });
        if let Some(charge) = charge {
            heads[token] = Some(charge);
        }
    }
}

/// "Is due to | meet": between a "be" and an uninflected word, "due to" is no preposition, unless a noun phrase follows.
fn due_to(tokens: &[Token], heads: &mut [Option<usize>], deprels: &mut [Deprel]) {
    for due in 1..tokens.len().saturating_sub(2) {
        let (to, verb) = (due + 1, due + 2);
        let words = tokens[due].form.eq_ignore_ascii_case("due") && tokens[to].form == "to";
        if !words || deprels[to] != Deprel::Fixed || tokens[verb].upos != Upos::Verb {
            continue;
        }
        if tokens[verb].form != tokens[verb].lemma {
            continue;
        }
        if heads[due] == Some(verb) {
            // The verb took the place of the adjective: what hangs left of it belongs there.
            heads[due] = heads[verb];
            deprels[due] = deprels[verb];
            for head in &mut heads[..due] {
                if *head == Some(verb) {
                    *head = Some(due);
                }
            }
            heads[verb] = Some(due);
        } else if heads[verb] != Some(due) {
            continue;
        }
        deprels[verb] = Deprel::Xcomp;
        heads[to] = Some(verb);
        deprels[to] = Deprel::Mark;
    }
}
