//! Who says it: cues, their sources, and what they cover.
//!
//! A cue governs its content ("said that …", "accused of …", "the claim that …"), or stands beside it ("…, Lavrov
//! said", "according to …"). The first kind is found on the way down the tree by the governing words' lexicon; the
//! second kind is linked to its content here, before that sweep. The words of the source are kept even where no
//! mention names it.

use super::{
    Attribution, Role,
    predicates::{Draft, Predicates},
};
use crate::{
    entities::Mention,
    lexicon::{Lexicon, set},
    syntax::{Deprel, Upos},
    tree::Tree,
};

/// An attribution in the making.
pub(super) struct Saying {
    /// The token of the cue.
    pub(super) cue: usize,
    verb: String,
    sources: Vec<usize>,
    via: Option<usize>,
    pub(super) outer: Option<usize>,
}

/// The attributions of a sentence.
#[derive(Default)]
pub(super) struct Voices {
    pub(super) attributions: Vec<Saying>,
}

/// For each head of a content, the cue that stands beside it.
pub(super) fn content_links(view: &Tree<'_>, lexicon: &Lexicon, found: &Predicates) -> Vec<Option<usize>> {
    let mut links = vec![None; view.len()];
    for &token in view.order() {
        let Some(head) = view.head(token) else { continue };
        if let Some(noun) = according(view, token) {
            let from = view.head(noun).filter(|&head| head != token).unwrap_or(head);
            if let Some(content) = clause_head(view, found, from).filter(|&content| content != noun) {
                let apart = token.checked_sub(1).is_some_and(|before| view.token(before).form == ",");
                links[if apart { main_clause(view, content) } else { content }] = Some(noun);
            }
            continue;
        }
        let relation = view.deprel(token);
        let verb = view.upos(token) == Upos::Verb;
        let quoted = |token: usize| is_quoted(view, token);
        if verb
            && stands_beside(view, token, head)
            // "As the protests continue, students form a blockade": nobody says so.
            && !(set::ASPECT.has(view.lemma(token)) && view.has(token, Deprel::Mark, set::AS))
            && speaks_alone(view, lexicon, found, token)
            && (!quoted(token) || quoted(head))
            && !is_quoted_between(view, lexicon, head, token)
        {
            links[head] = links[head].or(Some(token));
        } else if relation == Deprel::Parataxis
            && found.at[token].is_some()
            && announced(view, token)
            && speaks_alone(view, lexicon, found, head)
            && (!quoted(head) || quoted(token))
            && (set::TELL.has(view.lemma(head)) || view.kid(head, Deprel::Obj).is_none())
        {
            links[token] = Some(head);
        }
    }
    links
}

/// Whether a reporting verb hangs on what it reports: "…, Lavrov said". Parsers name that relation in many ways.
fn stands_beside(view: &Tree<'_>, token: usize, head: usize) -> bool {
    let closes = || {
        let (mut left, right) = view.reach(token);
        while left < token && view.upos(left) == Upos::Punct {
            left += 1;
        }
        let mark = |at: Option<&crate::syntax::Token>| at.is_none_or(|at| at.upos == Upos::Punct);
        head < left
            && left > 0
            && view.token(left - 1).upos == Upos::Punct
            && mark(view.sentence.tokens.get(right + 1))
            && view.kids(token).all(|kid| !matches!(view.deprel(kid), Deprel::Cc | Deprel::Mark))
    };
    match view.deprel(token) {
        Deprel::Parataxis => true,
        Deprel::Advcl | Deprel::AdvclRelcl => {
            view.has(token, Deprel::Mark, set::AS)
                || view.kid(token, Deprel::Mark).is_none() && view.kid(token, Deprel::Advmod).is_none()
        }
        Deprel::Ccomp | Deprel::Conj | Deprel::Dep | Deprel::Acl | Deprel::Appos => {
            view.upos(head) == Upos::Verb && closes()
        }
        _ => false,
    }
}

/// The source noun at the word "according" of "according to".
pub(super) fn according(view: &Tree<'_>, token: usize) -> Option<usize> {
    let next = view.sentence.tokens.get(token + 1)?;
    if !set::ACCORDING.has_any_case(&view.token(token).form) || !set::TO.has(&next.form) {
        return None;
    }
    if matches!(view.deprel(token), Deprel::Case | Deprel::Mark) {
        return view.head(token);
    }
    view.kids(token).find(|&kid| kid > token && matches!(view.upos(kid), Upos::Noun | Upos::Propn | Upos::Pron))
}

/// Whether the noun stands under "according to".
pub(super) fn is_according(view: &Tree<'_>, noun: usize) -> bool {
    view.kids(noun).chain(view.head(noun)).any(|word| according(view, word) == Some(noun))
}

/// The nearest clause head at or above a token.
fn clause_head(view: &Tree<'_>, found: &Predicates, from: usize) -> Option<usize> {
    let mut step = Some(from);
    let mut top = from;
    while let Some(token) = step {
        if found.at[token].is_some() && view.upos(token) != Upos::Noun {
            return Some(token);
        }
        top = token;
        step = view.head(token);
    }
    Some(top)
}

/// The clause that a participle, conjunct or report belongs to: "…, according to", set off by a comma, covers the sentence.
fn main_clause(view: &Tree<'_>, clause: usize) -> usize {
    let mut token = clause;
    while let Some(head) = view.head(token) {
        let part = match view.deprel(token) {
            Deprel::Conj | Deprel::Xcomp | Deprel::Ccomp => true,
            Deprel::Advcl => view.kid(token, Deprel::Mark).is_none(),
            _ => false,
        };
        if !part || view.upos(head) != Upos::Verb {
            break;
        }
        token = head;
    }
    token
}

/// Whether the token stands between the quotation marks of its sentence.
fn is_quoted(view: &Tree<'_>, token: usize) -> bool {
    let mut open = false;
    for word in &view.sentence.tokens[..token] {
        match word.form.as_str() {
            "“" | "``" | "«" => open = true,
            "”" | "»" => open = false,
            "\"" | "''" => open = !open,
            _ => {}
        }
    }
    open
}

/// Whether a colon or a quotation mark opens the words of the token.
fn announced(view: &Tree<'_>, token: usize) -> bool {
    let left = view.reach(token).0;
    let opens = |at: usize| matches!(view.token(at).form.as_str(), ":" | "“" | "\"" | "``" | "''" | "‘");
    opens(left) || left > 0 && opens(left - 1)
}

/// "Told the aide that he could call: “He knows me,” she wrote": what she wrote stands behind the colon; that she told is not
/// her report.
fn is_quoted_between(view: &Tree<'_>, lexicon: &Lexicon, head: usize, cue: usize) -> bool {
    head < cue
        && view.upos(head) == Upos::Verb
        && lexicon.is_reporting(view.lemma(head))
        && view.sentence.tokens[head..cue].iter().any(|token| token.form == ":")
}

/// A reporting verb with a subject of its own and no content below it.
fn speaks_alone(view: &Tree<'_>, lexicon: &Lexicon, found: &Predicates, token: usize) -> bool {
    let Some(draft) = found.at[token].map(|number| &found.drafts[number]) else { return false };
    // "On condition that Oslo could question ten others": what may be said nobody says.
    if is_aside(view, token) || view.has(token, Deprel::Aux, set::POSSIBLE_AUXILIARY) {
        return false;
    }
    let subject = draft.surface.iter().any(|subject| !draft.inherited.contains(subject));
    view.upos(token) == Upos::Verb
        && lexicon.is_reporting(view.lemma(token))
        && subject
        // "Said a statement": what a parser takes for the content may be who says it.
        && !view.kids(token).filter(|kid| !draft.surface.contains(kid)).any(|kid| {
            matches!(view.deprel(kid), Deprel::Ccomp | Deprel::Xcomp)
                || view.deprel(kid) == Deprel::Obj
                    && !set::TELLS_ALONE.has(view.lemma(token))
                    && view.upos(kid) != Upos::Pron
                    && view.mention(kid).is_none()
        })
}

/// "That said, …": a turn of the narrator's, and nobody's report.
fn is_aside(view: &Tree<'_>, said: usize) -> bool {
    let form = |at: usize| view.sentence.tokens.get(at).map_or("", |word| word.form.as_str());
    let that = said.checked_sub(1).is_some_and(|before| set::THAT.has_any_case(form(before)));
    that && form(said + 1) == "," && (said < 2 || view.upos(said - 2) == Upos::Punct || said == 2)
}

impl Voices {
    /// The attribution of a governing word, made once.
    pub(super) fn by_predicate(
        &mut self,
        view: &Tree<'_>,
        found: &Predicates,
        cue: usize,
        outer: Option<usize>,
    ) -> usize {
        let lexicon = view.lexicon;
        if let Some(made) = self.attributions.iter().position(|saying| saying.cue == cue) {
            return made;
        }
        let draft = found.at[cue].map(|number| &found.drafts[number]);
        let sources = match draft {
            Some(draft) => draft.role(&Role::Subject).collect(),
            None => sources_of_noun(view, cue).into_iter().collect(),
        };
        let mut saying = Saying { cue, verb: String::new(), sources, via: None, outer };
        quoted_by(view, found, &mut saying);
        let mut verb = draft.map(|draft| draft.lemma.clone());
        if let Some(draft) = draft {
            let said = view.kids(cue).find(|&kid| kid > cue && lexicon.is_reporting(view.lemma(kid)));
            if quotes_somebody(view, draft, said, &mut saying) {
                verb = said.map(|kid| view.lemma(kid).to_owned()).or(verb);
            } else if set::TELLS.has(&draft.lemma) {
                // "told Reuters": said through Reuters.
                let outlet = |token: &usize| view.mention_of(*token).is_some_and(|mention| is_outlet(view, mention));
                let told = || draft.role(&Role::Object).find(outlet).and_then(|token| view.mention(token));
                saying.via = saying.via.or_else(told);
            }
        }
        // An event noun folded into a light verb names the cue by its own lemma.
        saying.verb = verb.unwrap_or_else(|| view.lemma(cue).to_lowercase());
        self.attributions.push(saying);
        self.attributions.len() - 1
    }

    /// The attribution of a cue beside its content: a reporting verb, or a noun under "according to".
    pub(super) fn by_cue(&mut self, view: &Tree<'_>, found: &Predicates, cue: usize, outer: Option<usize>) -> usize {
        if is_according(view, cue) {
            self.attributions.push(Saying {
                cue,
                verb: set::ACCORDING_TO.only().to_owned(),
                sources: vec![cue],
                via: None,
                outer,
            });
            return self.attributions.len() - 1;
        }
        self.by_predicate(view, found, cue, outer)
    }

    /// The attribution that was made of a noun under "according to".
    pub(super) fn beside(&self, view: &Tree<'_>, noun: usize) -> Option<usize> {
        if self.attributions.is_empty() || !matches!(view.upos(noun), Upos::Noun | Upos::Propn | Upos::Pron) {
            return None;
        }
        self.attributions.iter().position(|saying| saying.cue == noun && saying.sources == [noun])
    }

    /// The attribution of a reporting verb, whatever its content is.
    pub(super) fn cue(&self, view: &Tree<'_>, found: &Predicates, cue: usize, outer: Option<usize>) -> Attribution {
        if let Some(made) = self.attributions.iter().position(|saying| saying.cue == cue) {
            return self.attribution(view, made);
        }
        let mut alone = Self::default();
        let made = alone.by_predicate(view, found, cue, None);
        let outer = outer.map(|outer| Box::new(self.attribution(view, outer)));
        Attribution { outer, ..alone.attribution(view, made) }
    }

    /// The attribution of a noun under "according to".
    pub(super) fn according(&self, view: &Tree<'_>, noun: usize) -> Attribution {
        let mut alone = Self::default();
        alone.attributions.push(Saying {
            cue: noun,
            verb: set::ACCORDING_TO.only().to_owned(),
            sources: vec![noun],
            via: None,
            outer: None,
        });
        alone.attribution(view, 0)
    }

    /// The finished attribution, its outer ones inside it.
    pub(super) fn attribution(&self, view: &Tree<'_>, number: usize) -> Attribution {
        let saying = &self.attributions[number];
        // An attribution's outer one is made before it, so the chain ends.
        let outer = saying.outer.filter(|&outer| outer < number).map(|outer| Box::new(self.attribution(view, outer)));
        let source = saying.sources.iter().find_map(|&token| source_mention(view, token));
        let source_text = source_text(view, &saying.sources);
        Attribution { source, source_text, via: saying.via, verb: saying.verb.clone(), outer }
    }
}

/// Who says what a noun of saying reports: its possessor, agent or demonym. "Police report that": a verb that the tagger
/// takes for a noun has its subject.
fn sources_of_noun(view: &Tree<'_>, cue: usize) -> Option<usize> {
    view.kids(cue).find(|&kid| match view.deprel(kid) {
        Deprel::NmodPoss | Deprel::Nsubj => true,
        Deprel::Nmod => view.has_case(kid, set::BY) || view.has_case(kid, set::FROM),
        Deprel::Amod | Deprel::Compound => view.mention(kid).is_some(),
        _ => false,
    })
}

/// "was quoted by Tass as saying", "Tass quoted him as saying": the outlet is who does the quoting.
fn quoted_by(view: &Tree<'_>, found: &Predicates, saying: &mut Saying) {
    let complement = matches!(view.deprel(saying.cue), Deprel::Advcl | Deprel::Xcomp | Deprel::Obl);
    let head = view.head(saying.cue).filter(|_| complement);
    let quoting = head.and_then(|head| found.at[head]).map(|number| &found.drafts[number]);
    let Some(quoting) = quoting.filter(|quoting| set::QUOTES.has(&quoting.lemma)) else { return };
    saying.via = quoting.role(&Role::Subject).find_map(|token| view.mention(token));
    if saying.sources.is_empty() {
        saying.sources.clone_from(&quoting.surface);
    }
}

/// "…, Tass quoted him as saying", "…, he was quoted by Tass as saying": whether the cue itself quotes somebody, who is
/// then the source.
fn quotes_somebody(view: &Tree<'_>, draft: &Draft, said: Option<usize>, saying: &mut Saying) -> bool {
    let quoting = set::QUOTE.has(&draft.lemma) || set::CITE.has(&draft.lemma) && said.is_some();
    let named = || draft.role(&Role::Object).any(|token| view.mention(token).is_some());
    if quoting && !draft.passive && named() {
        saying.sources = draft.role(&Role::Object).collect();
    } else if set::QUOTES.has(&draft.lemma) && draft.passive && said.is_some() {
        saying.sources.clone_from(&draft.surface);
    } else {
        return false;
    }
    saying.via = draft.role(&Role::Subject).find_map(|token| view.mention(token));
    true
}

/// Whether the mention names a medium, by its actor code.
fn is_outlet(view: &Tree<'_>, mention: &Mention) -> bool {
    mention
        .entities
        .iter()
        .any(|&entity| view.entities.entities[entity].code.as_deref().is_some_and(|code| code.ends_with("MED")))
}

/// The mention of a source: its own, or that of whose statement it is ("a Russian foreign ministry statement").
fn source_mention(view: &Tree<'_>, token: usize) -> Option<usize> {
    let document = |token: usize| set::SOURCE_NOUN.has(view.lemma(token));
    view.mention(token).or_else(|| {
        if !document(token) {
            return None;
        }
        view.kids(token)
            .filter(|&kid| {
                matches!(view.deprel(kid), Deprel::NmodPoss | Deprel::Compound)
                    || view.deprel(kid) == Deprel::Nmod
                        && (view.has_case(kid, set::BY) || view.has_case(kid, set::FROM) || view.has_case(kid, set::OF))
            })
            .find_map(|kid| view.mention(kid))
    })
}

/// The words of the sources, without clauses on them.
fn source_text(view: &Tree<'_>, sources: &[usize]) -> String {
    let Some(&first) = sources.first() else { return String::new() };
    let (mut left, mut right) = (first, first);
    for &source in sources {
        let (from, to) = phrase(view, source);
        left = left.min(from);
        right = right.max(to);
    }
    if sources.len() == 1 {
        // "The official, who asked not to be named": what stands beyond a comma is another clause's.
        let comma = |&token: &usize| view.token(token).form == ",";
        right = (first..=right).find(comma).map_or(right, |comma| comma - 1);
        left = (left..first).rev().find(comma).map_or(left, |comma| comma + 1);
    }
    text(view, left, right)
}

/// First and last token of a noun phrase: its head with what is no clause, apposition or coordination.
pub(super) fn phrase(view: &Tree<'_>, head: usize) -> (usize, usize) {
    let (mut left, mut right) = (head, head);
    // "Most damning, though, were the emails": what stands before the verb is none of it.
    let verb = view.kid(head, Deprel::Cop).filter(|&verb| verb < head);
    for kid in view.kids(head).filter(|&kid| verb.is_none_or(|verb| kid > verb)) {
        let held = !matches!(
            view.deprel(kid),
            Deprel::Acl
                | Deprel::AclRelcl
                | Deprel::Appos
                | Deprel::Conj
                | Deprel::Cc
                | Deprel::Parataxis
                | Deprel::Punct
                | Deprel::Advcl
                | Deprel::Case
                | Deprel::Dep
                | Deprel::Obl
                | Deprel::Cop
                | Deprel::Aux
                | Deprel::Nsubj
        );
        // Only what is joined to the phrase: a bad tree may hang words from anywhere.
        if held && (view.reach(kid).1 + 1 >= left || view.reach(kid).0 <= right + 1) {
            left = left.min(view.reach(kid).0);
            right = right.max(view.reach(kid).1);
        }
    }
    (left, right)
}

/// The words from one token to another as they stand in the sentence.
pub(super) fn text(view: &Tree<'_>, left: usize, right: usize) -> String {
    let mut words = String::new();
    for token in left..=right {
        let token = view.token(token);
        words.push_str(&token.form);
        if token.space_after {
            words.push(' ');
        }
    }
    words.truncate(words.trim_end().len());
    words
}
