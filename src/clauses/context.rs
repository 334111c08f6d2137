//! Polarity, status and voice, from the root down: what stands above a word decides how real it is.
//!
//! Every token has an outer context (what its governors make of it) and an inner one (that, and its own auxiliaries,
//! negations and determiners). A child starts from the inner context of its head through the relation between them:
//! a governing word's line in the lexicon, a marker ("if", "without"), or the default of the relation. One sweep in
//! the order of the tree, so the cost is linear and a clause never influences its governor.

use std::borrow::Cow;

use super::{
    ClauseKind, Polarity, Status,
    control::{is_announced, is_told, marker},
    lexicon::{Class, Frame, Governing, Lexicon},
    modality::{Modality, Own, weaker},
    predicates::{Draft, Predicates, verb_lemma},
    view::View,
    voice::{Voices, content_links},
};
use crate::syntax::{Deprel, Tense, Upos, VerbForm, is_ordinal};

/// How real a word is said to be, and by whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Context {
    pub(super) negated: bool,
    pub(super) status: Status,
    /// Index in [`Voices::attributions`].
    pub(super) voice: Option<usize>,
}

impl Context {
    pub(super) fn polarity(self) -> Polarity {
        if self.negated { Polarity::Negated } else { Polarity::Affirmed }
    }
}

/// The contexts of a sentence's tokens.
pub(super) struct Contexts {
    /// By token: with its own modality.
    pub(super) inner: Vec<Context>,
    pub(super) voices: Voices,
}

/// Reads the contexts of all tokens.
pub(super) fn read(view: &View<'_>, lexicon: &Lexicon, found: &Predicates) -> Contexts {
    let swept = sweep(view, lexicon, found);
    Contexts { inner: swept.inner, voices: swept.voices }
}

/// By token: how real the word is, whether or not it heads a clause.
pub(super) fn reality(view: &View<'_>, lexicon: &Lexicon, found: &Predicates) -> Vec<Context> {
    let swept = sweep(view, lexicon, found);
    (0..view.len()).map(|token| swept.reality(token)).collect()
}

fn sweep<'a>(view: &'a View<'a>, lexicon: &'a Lexicon, found: &'a Predicates) -> Sweep<'a> {
    let size = view.len();
    let mut sweep = Sweep {
        view,
        lexicon,
        found,
        outer: vec![Context::default(); size],
        inner: vec![Context::default(); size],
        own: vec![Own::default(); size],
        voices: Voices::default(),
        contents: content_links(view, lexicon, found),
    };
    for &token in &view.order {
        let outer = match view.head(token) {
            Some(head) => sweep.descend(token, head),
            None => Context::default(),
        };
        let mut outer = sweep.said(token, outer);
        if view.has(token, Deprel::Mark, &["whether"]) {
            outer.status = Status::Possible;
        }
        sweep.outer[token] = outer;
        let modality = Modality { view, lexicon, found };
        let mut own = modality.of(token);
        if let Some(head) = modality.shared(token) {
            own.negated ^= sweep.own[head].negated;
            own.status = own.status.or(sweep.own[head].status);
            own.would |= sweep.own[head].would;
        }
        sweep.own[token] = own;
        sweep.inner[token] = own.apply(outer);
    }
    sweep
}

struct Sweep<'a> {
    view: &'a View<'a>,
    lexicon: &'a Lexicon,
    found: &'a Predicates,
    outer: Vec<Context>,
    inner: Vec<Context>,
    own: Vec<Own>,
    voices: Voices,
    /// For the head of a content, the cue outside its governors that says it ("…, Lavrov said").
    contents: Vec<Option<usize>>,
}

impl<'a> Sweep<'a> {
    fn draft(&self, token: usize) -> Option<&Draft> {
        Some(&self.found.drafts[self.found.at[token]?])
    }

    /// How real the word itself is. What is no event exists whatever is planned for it ("will sell the aircraft"), unless
    /// a governing word speaks of it ("fears of a recession"); auxiliaries and particles share the fate of their verb.
    fn reality(&self, token: usize) -> Context {
        let view = self.view;
        match view.deprel(token) {
            Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::CompoundPrt => {
                return view.head(token).map_or(self.inner[token], |head| self.inner[head]);
            }
            _ => {}
        }
        let event = self.found.at[token].is_some()
            || !matches!(view.upos(token), Upos::Noun | Upos::Propn | Upos::Num | Upos::Sym | Upos::Adj);
        if event || self.is_spoken_of(token) {
            return self.inner[token];
        }
        let own = self.own[token];
        Context { negated: own.negated, status: own.status.unwrap_or_default(), voice: self.inner[token].voice }
    }

    /// Whether a governing word above the noun, at most prepositions between them, says how real it is.
    fn is_spoken_of(&self, token: usize) -> bool {
        let view = self.view;
        let Some(head) = view.head(token) else { return false };
        let entry = match view.deprel(token) {
            // "May have an impact": such verbs add nothing to their noun.
            Deprel::Obj if matches!(view.lemma(head), "have" | "make" | "take" | "pose" | "cause") => {
                return !view.has(token, Deprel::Det, &["the", "this", "these", "those"])
                    && view.kid(token, Deprel::NmodPoss).is_none();
            }
            Deprel::Obj | Deprel::NsubjPass => self.entry(head, &Frame::Noun),
            Deprel::Nmod | Deprel::Obl => self.entry_by(head, &view.preposition(token)),
            _ => None,
        };
        entry.is_some() || view.deprel(token) == Deprel::Nmod && self.is_spoken_of(head)
    }

    /// The class and lemma by which a word governs.
    fn governor(&self, head: usize) -> (Class, Cow<'a, str>) {
        match self.view.upos(head) {
            Upos::Verb | Upos::Aux => (Class::Verb, verb_lemma(self.view, self.lexicon, head)),
            // "Stopped short of": such an adverb governs like the adjective.
            Upos::Adj | Upos::Adv => (Class::Adjective, self.view.lower(head)),
            _ => (Class::Noun, self.view.lower(head)),
        }
    }

    fn entry(&self, head: usize, frame: &Frame) -> Option<Governing> {
        let (class, lemma) = self.governor(head);
        let found = self.lexicon.governing(class, &lemma, frame);
        // Participles used as adjectives are tagged both ways: "is set to", "is scheduled to".
        let found = found.or_else(|| match class {
            Class::Adjective => self.lexicon.governing(Class::Verb, &lemma, frame),
            Class::Verb => self.lexicon.governing(Class::Adjective, &lemma, frame),
            Class::Noun => None,
        });
        found.copied()
    }

    fn entry_by(&self, head: usize, preposition: &str) -> Option<Governing> {
        if preposition.is_empty() {
            return None;
        }
        let (class, lemma) = self.governor(head);
        self.lexicon.governing_by(class, &lemma, preposition).copied()
    }

    /// The context of a complement by its governor's line.
    fn govern(&mut self, entry: &Governing, head: usize) -> Context {
        let above = self.inner[head];
        let negated_here = entry.polarity == Polarity::Negated;
        if entry.speaker {
            let voice = self.voices.by_predicate(self.view, self.found, head, above.voice);
            let doubtful = above.status != Status::Happened || above.negated && !negated_here;
            let status = if doubtful { Status::Possible } else { entry.status };
            return Context { negated: negated_here && !above.negated, status, voice: Some(voice) };
        }
        // "Was able to" tells that it was done, "is able to" that it can be.
        let past =
            |kid: usize| self.view.deprel(kid) == Deprel::Cop && self.view.token(kid).feats.tense == Some(Tense::Past);
        if self.view.lemma(head) == "able" && self.view.kids(head).any(past) {
            return above;
        }
        // "Tried in vain to": the trial failed.
        let vain = entry.status == Status::Possible && self.view.kids(head).any(|kid| self.view.lemma(kid) == "vain");
        if vain {
            return Context { negated: !above.negated, ..above };
        }
        let negated = match entry.frame {
            // "does not hope that he came" says nothing of his coming.
            Frame::That => negated_here && !above.negated,
            _ => negated_here ^ above.negated,
        };
        // "Refuses to rule out seizing it": neither seized nor ruled out.
        if negated_here && above.negated && self.governor(head).1 == "rule out" {
            return Context { negated: false, status: Status::Possible, voice: above.voice };
        }
        let mut status = weaker(above.status, entry.status);
        if entry.frame == Frame::That && above.negated && !negated_here && entry.status == Status::Happened {
            status = Status::Possible;
        }
        Context { negated, status, voice: above.voice }
    }

    /// Adds the attribution of a cue that stands beside its content.
    fn said(&mut self, token: usize, outer: Context) -> Context {
        let Some(cue) = self.contents[token] else { return outer };
        let voice = self.voices.by_cue(self.view, self.found, cue, outer.voice);
        Context { voice: Some(voice), ..outer }
    }

    fn descend(&mut self, token: usize, head: usize) -> Context {
        let view = self.view;
        let above = self.inner[head];
        let plain = Context { negated: false, status: Status::Happened, voice: above.voice };
        // Event noun and light verb are one: what holds for the verb holds for the noun.
        if self.found.at[token].is_some() && self.found.at[token] == self.found.at[head] {
            return above;
        }
        // The cue beside its content is the narrator's, or whoever tells the whole.
        if self.contents[head] == Some(token) {
            let voice = above.voice.and_then(|voice| self.voices.attributions[voice].outer);
            return Context { voice, ..plain };
        }
        // "…, which it did" takes the verb out of the threat or condition that it stood in.
        if self.draft(token).is_some_and(|draft| draft.echo.is_some()) {
            return plain;
        }
        match view.deprel(token) {
            Deprel::Conj => {
                let mut outer = self.outer[head];
                // The cue beside the first conjunct is added there; what it says covers the others too.
                outer.negated ^= view.has(token, Deprel::Cc, &["nor"]) && !self.own[head].negated;
                // "Announces the closure of the embassy and the expulsion of two envoys"
                if outer.status == Status::Planned
                    && view.deprel(head) == Deprel::Obj
                    && self.lexicon.is("performative", view.lemma(token))
                    && let Some(verb) = view.head(head)
                    && self.inner[verb].status == Status::Happened
                    && self.entry(verb, &Frame::Noun).is_some_and(|entry| entry.status == Status::Planned)
                {
                    outer.status = Status::Happened;
                }
                outer
            }
            Deprel::Ccomp | Deprel::Csubj | Deprel::CsubjPass | Deprel::CsubjOuter => self.clausal(token, head),
            Deprel::Xcomp | Deprel::Advcl if self.noun_before(token, head).is_some() => {
                let noun = self.noun_before(token, head).unwrap_or(head);
                self.on_noun(token, noun)
            }
            Deprel::Xcomp | Deprel::Advcl | Deprel::Acl if yet(view, token) => {
                Context { negated: !above.negated, ..above }
            }
            Deprel::Xcomp if view.has(token, Deprel::Mark, &["whether", "if"]) => {
                Context { status: Status::Possible, ..plain }
            }
            Deprel::Xcomp | Deprel::Advcl if is_told(view, view.lemma(head), token) => above,
            Deprel::Xcomp => match self.entry(head, &Frame::Inf) {
                Some(entry) => self.govern(&entry, head),
                None => match marker(view, token).and_then(|word| self.entry_by(head, word)) {
                    Some(entry) => self.govern(&entry, head),
                    None => above,
                },
            },
            Deprel::Advcl | Deprel::AdvclRelcl => self.adverbial(token, head),
            Deprel::Acl => self.on_noun(token, head),
            // "It was not Ankara that …": the relative clause is what is said, and denied.
            Deprel::AclRelcl if is_cleft(view, head) => above,
            Deprel::AclRelcl | Deprel::Appos => plain,
            Deprel::Parataxis | Deprel::List | Deprel::Dep | Deprel::Discourse => plain,
            _ => self.nominal(token, head),
        }
    }

    fn clausal(&mut self, token: usize, head: usize) -> Context {
        let view = self.view;
        let subject = view
            .kids(token)
            .any(|kid| matches!(view.deprel(kid), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Expl | Deprel::Csubj));
        let infinitive = !subject && marker(view, token) == Some("to");
        let first = if infinitive { Frame::Inf } else { Frame::That };
        let second = if infinitive { Frame::That } else { Frame::Inf };
        let entry = self.entry(head, &first).or_else(|| if subject { None } else { self.entry(head, &second) });
        let above = self.inner[head];
        let mut context = match entry {
            Some(entry) => self.govern(&entry, head),
            // "It is not true that": the denial of a truth denies the clause.
            None if self.lexicon.is("truth", view.lemma(head)) => above,
            None => {
                let status = if above.negated { Status::Possible } else { above.status };
                Context { negated: false, status, voice: above.voice }
            }
        };
        if marker(view, token).is_some_and(|word| matches!(word, "if" | "whether")) {
            context.status = Status::Possible;
        }
        context
    }

    fn adverbial(&mut self, token: usize, head: usize) -> Context {
        let view = self.view;
        let above = self.inner[head];
        let plain = Context { negated: false, status: Status::Happened, voice: above.voice };
        let feats = view.token(token).feats;
        let past = feats.tense == Some(Tense::Past) && feats.verb_form == Some(VerbForm::Fin)
            || view.kids(token).any(|kid| {
                view.deprel(kid) == Deprel::Aux && view.lemma(kid) == "have"
                    || matches!(view.deprel(kid), Deprel::AuxPass | Deprel::Cop)
                        && view.token(kid).feats.tense == Some(Tense::Past)
            });
        let echo = if past { Status::Happened } else { above.status };
        let Some(word) = marker(view, token) else {
            let mut context = Context { status: echo, ..plain };
            // "for"-less infinitives and participles: some parsers hang a complement here.
            if view.deprel(token) == Deprel::Advcl
                && feats.verb_form == Some(VerbForm::Ger)
                && let Some(entry) = self.entry(head, &Frame::Inf)
                && (token == head + 1 || token == head + 2 && view.deprel(head + 1) == Deprel::CompoundPrt)
            {
                context = self.govern(&entry, head);
            }
            return context;
        };
        if word != "to"
            && let Some(entry) = self.entry_by(head, word)
        {
            return self.govern(&entry, head);
        }
        match word {
            // A content clause under the wrong name.
            "that" => self.clausal(token, head),
            "to" => match self.entry(head, &Frame::Inf).filter(|_| self.complements(token, head)) {
                Some(entry) => self.govern(&entry, head),
                // Who gathers to do something does it; who strikes or resigns to protest protests.
                None if matches!(view.lemma(token), "protest" | "demonstrate")
                    || self.lexicon.is("assemble", &self.governor(head).1) =>
                {
                    Context { negated: false, ..above }
                }
                // What was not done served no purpose.
                None if above.negated => Context { status: Status::Possible, ..plain },
                None => Context { status: weaker(above.status, Status::Planned), ..plain },
            },
            _ if self.lexicon.is("condition", word) => {
                let even = view.has(token, Deprel::Advmod, &["even"]);
                Context { status: if even { echo } else { Status::Possible }, ..plain }
            }
            "without" => Context { negated: true, status: echo, ..plain },
            "instead" | "rather" => Context { negated: true, status: echo, ..plain },
            "so" => Context { status: weaker(echo, Status::Planned), ..plain },
            "before" | "until" | "till" if !past && feats.verb_form == Some(VerbForm::Ger) => {
                Context { status: echo, ..plain }
            }
            "as" if self.lexicon.is_reporting(view.lemma(token)) => plain,
            // "Hamas said …, while Israel said …": another speaker, not a report within the report.
            "while" | "whereas"
                if self.lexicon.is_reporting(view.lemma(token)) && view.kid(token, Deprel::Nsubj).is_some() =>
            {
                let voice = above.voice.and_then(|voice| self.voices.attributions[voice].outer);
                Context { voice, ..plain }
            }
            // "Announces the closure of the embassy after an inquiry links": what came before is no plan.
            "after"
                if view.upos(head) != Upos::Verb
                    && feats.verb_form == Some(VerbForm::Fin)
                    && view.kid(token, Deprel::Nsubj).is_some() =>
            {
                plain
            }
            // A reason or a background with a verb of its own is told as it is, whatever is planned before it.
            "as" | "because" | "since" | "while" | "although" | "though" | "whereas"
                if feats.verb_form != Some(VerbForm::Part) && view.kid(token, Deprel::Nsubj).is_some() =>
            {
                plain
            }
            _ => Context { status: echo, ..plain },
        }
    }

    /// Whether an infinitive labelled as adverbial is near enough to its governor to be its complement. A request names
    /// in between those whom it is made to.
    fn complements(&self, token: usize, head: usize) -> bool {
        let asks = self.entry(head, &Frame::Inf).is_some_and(|entry| entry.object_control);
        let near = if asks { 14 } else { 4 };
        let other = |kid| matches!(self.view.deprel(kid), Deprel::Xcomp) || self.view.token(kid).form == ",";
        token > head && token - head <= near && !self.view.kids(head).any(|kid| head < kid && kid < token && other(kid))
    }

    /// "rejected calls to condemn": the governing noun just before an infinitive that a parser hung on the verb.
    fn noun_before(&self, token: usize, head: usize) -> Option<usize> {
        let view = self.view;
        let before = view.reach[token].0.checked_sub(1)?;
        let noun = view.kids(head).find(|&kid| view.deprel(kid) == Deprel::Obj && view.reach[kid].1 == before)?;
        let governs = self.lexicon.is("rebuff", &verb_lemma(view, self.lexicon, head))
            && self.lexicon.governing(Class::Noun, view.lemma(noun), &Frame::Inf).is_some();
        (governs && head < noun && marker(view, token) == Some("to")).then_some(noun)
    }

    /// A participle, infinitive or clause on a noun.
    fn on_noun(&mut self, token: usize, noun: usize) -> Context {
        let view = self.view;
        let above = self.inner[noun];
        let plain = Context { negated: false, status: Status::Happened, voice: above.voice };
        // "A deal for Oslo to export": both words mark it, and the second one says what it is.
        let word = if view.has(token, Deprel::Mark, &["to"]) { Some("to") } else { marker(view, token) };
        if word == Some("to") {
            // "Hold a rally to protest": who holds it protests.
            if matches!(view.lemma(token), "protest" | "demonstrate") && self.found.at[noun].is_some() {
                return Context { negated: false, ..above };
            }
            if is_announced(view, noun) {
                return Context { status: weaker(above.status, Status::Planned), ..plain };
            }
            let Some(entry) = self.entry(noun, &Frame::Inf) else {
                let ordinal = view.kids(noun).any(|kid| {
                    let form = view.token(kid).form.to_lowercase();
                    let word = matches!(
                        form.as_str(),
                        "first" | "last" | "only" | "latest" | "second" | "third" | "fourth" | "fifth"
                    );
                    matches!(view.deprel(kid), Deprel::Amod | Deprel::Nummod) && (word || is_ordinal(&form))
                });
                return if ordinal {
                    Context { status: above.status, ..plain }
                } else {
                    Context { status: weaker(above.status, Status::Possible), ..plain }
                };
            };
            if entry.status == Status::Requested
                && view.deprel(noun) == Deprel::Obj
                && let Some(verb) = view.head(noun)
            {
                let lemma = verb_lemma(view, self.lexicon, verb);
                let answered = self.inner[verb];
                if self.lexicon.is("rebuff", &lemma) {
                    return Context { negated: !answered.negated, ..answered };
                }
                if self.lexicon.is("accept", &lemma) {
                    return Context { status: weaker(answered.status, Status::Planned), ..answered };
                }
            }
            return self.govern(&entry, noun);
        }
        let clause =
            view.kids(token).any(|kid| matches!(view.deprel(kid), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Expl));
        if (word == Some("that") || clause)
            && let Some(entry) = self.entry(noun, &Frame::That)
        {
            let mut context = self.govern(&entry, noun);
            // "no evidence that"
            context.negated ^= above.negated;
            return context;
        }
        if let Some(word) = word
            && let Some(entry) = self.entry_by(noun, word)
        {
            return self.govern(&entry, noun);
        }
        let present = view.token(token).feats.tense == Some(Tense::Pres);
        Context { status: if present { above.status } else { Status::Happened }, ..plain }
    }

    fn rebuffs(&self, verb: usize) -> bool {
        self.lexicon.is("rebuff", &verb_lemma(self.view, self.lexicon, verb))
    }

    /// Whether the noun names something said or written that has a content of its own: a call, an offer, a claim.
    fn is_proposal(&self, noun: usize) -> bool {
        let lemma = self.view.lemma(noun);
        let frame = |frame: &Frame| self.lexicon.governing(Class::Noun, lemma, frame).is_some();
        frame(&Frame::Inf) || frame(&Frame::That) || self.lexicon.governing_by(Class::Noun, lemma, "for").is_some()
    }

    /// A noun, or a word on the way to one.
    fn nominal(&mut self, token: usize, head: usize) -> Context {
        let view = self.view;
        let above = self.inner[head];
        let relation = view.deprel(token);
        let passive = self.draft(head).is_some_and(|draft| draft.kind == ClauseKind::Verbal && draft.passive);
        let entry = match relation {
            Deprel::Obj | Deprel::NsubjPass => self.entry(head, &Frame::Noun),
            Deprel::Nsubj if passive => self.entry(head, &Frame::Noun),
            Deprel::Nsubj => {
                if self.draft(head).is_some_and(|draft| self.lexicon.is("aspect", &draft.lemma)) {
                    return above;
                }
                self.entry(head, &Frame::Subject)
            }
            Deprel::Obl | Deprel::Nmod | Deprel::OblAgent => {
                self.entry_by(head, &view.preposition(token)).or_else(|| self.entry_by(head, marker(view, token)?))
            }
            _ => None,
        };
        // "Removed his sister": she is his sister all the same.
        let standing = self.draft(token).is_some_and(|draft| draft.kind == ClauseKind::Copular)
            && view.kid(token, Deprel::Cop).is_none();
        let entry = entry.filter(|_| !standing);
        // A proposal that is rejected was made; what it proposed is rejected.
        if matches!(relation, Deprel::Obj | Deprel::NsubjPass) && self.is_proposal(token) && self.rebuffs(head) {
            return Context { negated: false, ..above };
        }
        if entry.is_some_and(|entry| entry.status == Status::Requested)
            && matches!(relation, Deprel::Nmod | Deprel::Obl)
            && view.deprel(head) == Deprel::Obj
            && let Some(verb) = view.head(head).filter(|&verb| self.rebuffs(verb))
        {
            let answered = self.inner[verb];
            return Context { negated: !answered.negated, ..answered };
        }
        if let Some(mut entry) = entry {
            let definite = view.has(token, Deprel::Det, &["the", "this", "these", "those"]);
            // What is stopped was under way; what is not reported may be real all the same.
            let stops = matches!(self.governor(head).1.as_ref(), "stop" | "halt");
            if definite && (stops || entry.speaker && above.negated && entry.polarity == Polarity::Affirmed) {
                return Context { negated: false, status: Status::Happened, voice: above.voice };
            }
            // To announce a ban is to ban, to announce a visit is to plan one.
            if entry.status == Status::Planned && self.lexicon.is("performative", view.lemma(token)) {
                entry.status = Status::Happened;
            }
            return self.govern(&entry, head);
        }
        let mut context = Context { negated: false, status: Status::Happened, voice: above.voice };
        if matches!(
            relation,
            Deprel::Nsubj | Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::NsubjPass | Deprel::Iobj | Deprel::Xcomp
        ) && view.upos(token) == Upos::Noun
        {
            let determiner = view.kid(token, Deprel::Det).map(|kid| view.lemma(kid));
            let owned = view.kids(token).any(|kid| {
                view.deprel(kid) == Deprel::NmodPoss
                    || matches!(view.deprel(kid), Deprel::Amod | Deprel::Compound) && view.mention(kid).is_some()
                    || view.deprel(kid) == Deprel::Nmod && view.has_case(kid, "of") && view.mention(kid).is_some()
            });
            // "Violating an embargo imposed by the council": it has been imposed.
            let done = view.kids(token).any(|kid| {
                view.deprel(kid) == Deprel::Acl
                    && self.found.at[kid].is_some()
                    && self.found.at[kid] == self.found.at[token]
                    && view.token(kid).feats.verb_form == Some(VerbForm::Part)
                    && view.token(kid).feats.tense != Some(Tense::Pres)
            });
            match determiner {
                _ if done => {}
                Some("any" | "either") if above.negated => context.negated = true,
                Some("a" | "an" | "some" | "any" | "another") => context.status = above.status,
                None if !owned => context.status = above.status,
                _ => {}
            }
            if matches!(relation, Deprel::Obl | Deprel::Nmod) {
                match view.preposition(token).as_str() {
                    "ahead of" | "pending" | "in preparation for" if context.status == Status::Happened => {
                        context.status = Status::Planned;
                    }
                    // "Agreed to resume flights following talks": the talks are over.
                    "following" | "after" | "amid" | "despite" if marker(view, head) == Some("to") => {
                        context.status = Status::Happened;
                    }
                    "without" | "instead of" | "rather than" => context.negated = true,
                    _ => {}
                }
            }
        }
        context
    }
}

/// "Has yet to recognise": what is still to come has not happened.
fn yet(view: &View<'_>, token: usize) -> bool {
    let mark = view.kids(token).find(|&kid| view.deprel(kid) == Deprel::Mark && view.lemma(kid) == "to");
    mark.and_then(|mark| mark.checked_sub(1)).is_some_and(|before| view.lemma(before) == "yet")
}

/// "It was Ankara that …": a noun said of an empty "it".
fn is_cleft(view: &View<'_>, noun: usize) -> bool {
    view.kid(noun, Deprel::Cop).is_some()
        && view.kids(noun).any(|kid| {
            matches!(view.deprel(kid), Deprel::Nsubj | Deprel::Expl) && view.token(kid).form.eq_ignore_ascii_case("it")
        })
}
