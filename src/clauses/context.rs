//! Polarity, status and voice, from the root down: what stands above a word decides how real it is.
//!
//! Every token has an outer context (what its governors make of it) and an inner one (that, and its own auxiliaries,
//! negations and determiners). A child starts from the inner context of its head through the relation between them:
//! a governing word's line in the lexicon, a marker ("if", "without"), or the default of the relation. One sweep in
//! the order of the tree, so the cost is linear and a clause never influences its governor.

use std::borrow::Cow;

use super::{
    Polarity, Status,
    control::{is_announced, is_told, marker, yet},
    modality::{Modality, Own, weaker},
    predicates::{Draft, Predicates, verb_lemma},
    reality::Context,
    voice::{Voices, content_links},
};
use crate::{
    lexicon::{Class, Denied, Doer, Frame, Governing, Lexicon, set},
    syntax::{Degree, Deprel, Tense, Upos, VerbForm, is_ordinal},
    tree::Tree,
};

/// The contexts of a sentence's tokens.
pub(super) struct Contexts {
    /// By token: with its own modality.
    pub(super) inner: Vec<Context>,
    /// By token: the words that decided on polarity and status.
    pub(super) because: Vec<super::Because>,
    pub(super) voices: Voices,
}

/// Reads the contexts of all tokens.
pub(super) fn read(view: &Tree<'_>, lexicon: &Lexicon, found: &Predicates) -> Contexts {
    let swept = sweep(view, lexicon, found);
    let because = super::because::words(view, found, [&swept.outer, &swept.inner], &swept.own);
    Contexts { inner: swept.inner, because, voices: swept.voices }
}

/// By token: how real the word is, whether or not it heads a clause.
pub(super) fn reality(view: &Tree<'_>, lexicon: &Lexicon, found: &Predicates) -> Vec<Context> {
    let swept = sweep(view, lexicon, found);
    (0..view.len()).map(|token| swept.reality(token)).collect()
}

fn sweep<'a>(view: &'a Tree<'a>, lexicon: &'a Lexicon, found: &'a Predicates) -> Sweep<'a> {
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
    for &token in view.order() {
        let outer = match view.head(token) {
            Some(head) => sweep.descend(token, head),
            None => Context::default(),
        };
        let mut outer = sweep.said(token, outer);
        if view.has(token, Deprel::Mark, set::WHETHER) {
            outer.status = Status::Hypothetical;
        }
        sweep.outer[token] = outer;
        let modality = Modality { view, found };
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

pub(super) struct Sweep<'a> {
    pub(super) view: &'a Tree<'a>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) found: &'a Predicates,
    pub(super) outer: Vec<Context>,
    pub(super) inner: Vec<Context>,
    pub(super) own: Vec<Own>,
    pub(super) voices: Voices,
    /// For the head of a content, the cue outside its governors that says it ("…, Lavrov said").
    pub(super) contents: Vec<Option<usize>>,
}

impl<'a> Sweep<'a> {
    pub(super) fn draft(&self, token: usize) -> Option<&Draft> {
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
            Deprel::Obj if set::MAKES.has(view.lemma(head)) => {
                return !view.has(token, Deprel::Det, set::POINTING) && view.kid(token, Deprel::NmodPoss).is_none();
            }
            Deprel::Obj | Deprel::NsubjPass => self.entry(head, &Frame::Noun),
            Deprel::Nmod | Deprel::Obl => self.entry_by(head, &view.preposition(token)),
            _ => None,
        };
        entry.is_some() || view.deprel(token) == Deprel::Nmod && self.is_spoken_of(head)
    }

    /// The class and lemma by which a word governs.
    pub(super) fn governor(&self, head: usize) -> (Class, Cow<'a, str>) {
        match self.view.upos(head) {
            Upos::Verb | Upos::Aux => (Class::Verb, verb_lemma(self.view, head)),
            // "Stopped short of": such an adverb governs like the adjective.
            Upos::Adj | Upos::Adv => (Class::Adjective, self.view.lower(head)),
            _ => (Class::Noun, self.view.lower(head)),
        }
    }

    pub(super) fn entry(&self, head: usize, frame: &Frame) -> Option<Governing> {
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

    pub(super) fn entry_by(&self, head: usize, preposition: &str) -> Option<Governing> {
        if preposition.is_empty() {
            return None;
        }
        let (class, lemma) = self.governor(head);
        self.lexicon.governing_by(class, &lemma, preposition).copied()
    }

    /// The context of a complement by its governor's line.
    pub(super) fn govern(&mut self, entry: &Governing, head: usize) -> Context {
        let above = self.inner[head];
        // "There can be no doubt that": it is said to be so.
        if above.negated && set::DOUBTS.has(self.view.lemma(head)) {
            return Context { negated: false, status: Status::Happened, voice: above.voice };
        }
        let signature = entry.signature;
        let (negated, open) = match (above.negated, signature.denied) {
            (false, _) => (signature.affirmed == Polarity::Negated, false),
            (true, denied) => (denied == Denied::Fails, denied == Denied::Open),
        };
        if signature.speaker {
            let voice = self.voices.by_predicate(self.view, self.found, head, above.voice);
            // "May have been prompted by allegations that he lied": what may be is the prompting.
            let imagined = above.status == Status::Hypothetical;
            let noun = self.view.upos(head) == Upos::Noun && !imagined;
            let real = if noun { self.own[head].status.unwrap_or_default() } else { above.status };
            let doubtful = real != Status::Happened || open;
            let status = if doubtful { weaker(real, Status::Possible) } else { signature.status };
            return Context { negated, status, voice: Some(voice) };
        }
        // "Tried in vain to": the trial failed.
        let vain = |kid: usize| set::VAIN.has(self.view.lemma(kid));
        if signature.status == Status::Attempted && self.view.kids(head).any(vain) {
            return Context { negated: !above.negated, ..above };
        }
        let past =
            |kid: usize| self.view.deprel(kid) == Deprel::Cop && self.view.token(kid).feats.tense == Some(Tense::Past);
        let own = if self.view.kids(head).any(past) { signature.past } else { signature.status };
        let status = weaker(above.status, if open { Status::Possible } else { own });
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
            // "The ban that Oslo imposed", whatever is asked or planned of it: it has been imposed.
            if view.deprel(token) == Deprel::AclRelcl && self.is_told_as_past(token) {
                let own = self.own[head];
                return Context { negated: own.negated, status: own.status.unwrap_or_default(), voice: above.voice };
            }
            return above;
        }
        // The cue beside its content is the narrator's, or whoever tells the whole.
        if self.contents[head] == Some(token) {
            let voice = above.voice.and_then(|voice| self.voices.attributions[voice].outer);
            return Context { voice, ..plain };
        }
        // "…, according to people who saw it": the same, wherever a parser hangs the noun.
        if let Some(made) = self.voices.beside(view, token) {
            return Context { voice: self.voices.attributions[made].outer, ..plain };
        }
        // "…, which it did" takes the verb out of the threat or condition that it stood in.
        if self.draft(token).is_some_and(|draft| draft.echo.is_some()) {
            return plain;
        }
        match view.deprel(token) {
            Deprel::Conj => self.conjunct(token, head),
            Deprel::Ccomp | Deprel::Csubj | Deprel::CsubjPass | Deprel::CsubjOuter => self.clausal(token, head),
            Deprel::Xcomp | Deprel::Advcl if self.noun_before(token, head).is_some() => {
                let noun = self.noun_before(token, head).unwrap_or(head);
                self.on_noun(token, noun)
            }
            Deprel::Xcomp | Deprel::Advcl | Deprel::Acl if yet(view, token) => {
                Context { negated: !above.negated, ..above }
            }
            Deprel::Xcomp if view.has(token, Deprel::Mark, set::IF_WHETHER) => {
                Context { status: Status::Hypothetical, ..plain }
            }
            Deprel::Xcomp | Deprel::Advcl if is_told(view, self.lexicon, view.lemma(head), token) => above,
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
            Deprel::AclRelcl => {
                let status = if self.is_imagined(head) { Status::Hypothetical } else { Status::Happened };
                Context { negated: false, status, voice: self.voice_of_the_relative(token, head) }
            }
            // "Said it was led by Velk, the lawyer who met Lavrov": who that is the article says.
            Deprel::Appos => Context { voice: self.outside_the_report(token, above.voice), ..plain },
            Deprel::Parataxis | Deprel::List | Deprel::Dep | Deprel::Discourse => plain,
            _ => self.nominal(token, head),
        }
    }

    /// A conjunct has the context of the first one.
    fn conjunct(&self, token: usize, first: usize) -> Context {
        let view = self.view;
        let mut outer = self.outer[first];
        // The cue beside the first conjunct is added there; what it says covers the others too.
        outer.negated ^= view.has(token, Deprel::Cc, set::NOR) && !self.own[first].negated;
        // "Many left, an aide said, and guards told Tass that …": another report, which the first does not cover.
        if let Some(cue) = self.contents[first].filter(|&cue| first < cue && cue < token)
            && self.lexicon.is_reporting(view.lemma(token))
            && view.kid(token, Deprel::Nsubj).is_some()
            && let Some(voice) = outer.voice.filter(|&voice| self.voices.attributions[voice].cue == cue)
        {
            outer.voice = self.voices.attributions[voice].outer;
        }
        // "Either voted for it or abstained"
        if view.has(first, Deprel::CcPreconj, set::EITHER) {
            outer.status = weaker(outer.status, Status::Possible);
        }
        // "Announces the closure of the embassy and the expulsion of two envoys"
        if outer.status == Status::Planned
            && view.deprel(first) == Deprel::Obj
            && set::PERFORMATIVE.has(view.lemma(token))
            && let Some(verb) = view.head(first)
            && self.inner[verb].status == Status::Happened
            && self.entry(verb, &Frame::Noun).is_some_and(|entry| entry.signature.status == Status::Planned)
        {
            outer.status = Status::Happened;
        }
        outer
    }

    /// A clause as complement or subject.
    fn clausal(&mut self, token: usize, head: usize) -> Context {
        let view = self.view;
        let subject = view
            .kids(token)
            .any(|kid| matches!(view.deprel(kid), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Expl | Deprel::Csubj));
        let infinitive = !subject && marker(view, token).is_some_and(|word| set::TO.has(word));
        let first = if infinitive { Frame::Inf } else { Frame::That };
        let second = if infinitive { Frame::That } else { Frame::Inf };
        let entry = self.entry(head, &first).or_else(|| if subject { None } else { self.entry(head, &second) });
        let above = self.inner[head];
        let mut context = match entry {
            Some(entry) => self.govern(&entry, head),
            // "It is not true that": the denial of a truth denies the clause.
            None if set::TRUTH.has(view.lemma(head)) => above,
            None => {
                // "Talking to rebels is no crime": nobody says that somebody talks.
                let idea = !subject && matches!(view.deprel(token), Deprel::Csubj | Deprel::CsubjPass);
                let status = if above.negated || idea { Status::Hypothetical } else { above.status };
                Context { negated: false, status, voice: above.voice }
            }
        };
        if marker(view, token).is_some_and(|word| set::IF_WHETHER.has(word)) {
            context.status = Status::Hypothetical;
        }
        context
    }

    /// A clause as adverbial, by the word that introduces it.
    fn adverbial(&mut self, token: usize, head: usize) -> Context {
        let view = self.view;
        let above = self.inner[head];
        let plain = Context { negated: false, status: Status::Happened, voice: above.voice };
        let feats = view.token(token).feats;
        let past = self.is_told_as_past(token);
        let echo = if past { Status::Happened } else { above.status };
        let Some(word) = marker(view, token) else {
            return match self.bare_complement(token, head) {
                Some(entry) => self.govern(&entry, head),
                None => Context { status: echo, ..plain },
            };
        };
        let gerund = view.token(token).form.ends_with("ing");
        if (gerund || !set::TO.has(word))
            && let Some(entry) = self.entry_by(head, word)
        {
            return self.govern(&entry, head);
        }
        // "Far from attacking"
        let (class, lemma) = self.governor(head);
        if let Some(entry) = self.lexicon.governing_gerund(class, &lemma, word).filter(|_| gerund).copied() {
            return self.govern(&entry, head);
        }
        match word {
            // A content clause under the wrong name.
            text if set::THAT.has(text) => self.clausal(token, head),
            text if set::TO.has(text) => self.purpose(token, head),
            _ if set::CONDITION.has(word) => {
                let even = view.has(token, Deprel::Advmod, set::EVEN);
                Context { status: if even { echo } else { Status::Hypothetical }, ..plain }
            }
            text if set::WITHOUT_ALONE.has(text) || set::INSTEAD.has(text) => {
                Context { negated: true, status: echo, ..plain }
            }
            text if set::SO.has(text) => Context { status: weaker(echo, Status::Planned), ..plain },
            text if set::UNTIL.has(text) && !past && feats.verb_form == Some(VerbForm::Ger) => {
                Context { status: echo, ..plain }
            }
            text if set::AS.has(text) && self.lexicon.is_reporting(view.lemma(token)) => plain,
            // "Hamas said …, while Israel said …": another speaker, not a report within the report.
            text if set::CONTRAST.has(text)
                && self.lexicon.is_reporting(view.lemma(token))
                && view.kid(token, Deprel::Nsubj).is_some() =>
            {
                let voice = above.voice.and_then(|voice| self.voices.attributions[voice].outer);
                Context { voice, ..plain }
            }
            // "Announces the closure of the embassy after an inquiry links": what came before is no plan.
            text if set::AFTER.has(text)
                && view.upos(head) != Upos::Verb
                && feats.verb_form == Some(VerbForm::Fin)
                && view.kid(token, Deprel::Nsubj).is_some() =>
            {
                plain
            }
            // A reason or a background with a verb of its own is told as it is, whatever is planned before it.
            text if set::REASON.has(text)
                && feats.verb_form != Some(VerbForm::Part)
                && view.kid(token, Deprel::Nsubj).is_some() =>
            {
                plain
            }
            _ => Context { status: echo, ..plain },
        }
    }

    /// Whether a verb or its auxiliaries tell of the past.
    pub(super) fn is_told_as_past(&self, verb: usize) -> bool {
        let view = self.view;
        let feats = view.token(verb).feats;
        let helps = |kid: usize| match view.deprel(kid) {
            Deprel::Aux => set::HAVE.has(view.lemma(kid)),
            Deprel::AuxPass | Deprel::Cop => view.token(kid).feats.tense == Some(Tense::Past),
            _ => false,
        };
        feats.tense == Some(Tense::Past) && feats.verb_form == Some(VerbForm::Fin) || view.kids(verb).any(helps)
    }

    /// What the governor says of a gerund right behind it that has no marker: some parsers hang a complement so.
    fn bare_complement(&self, token: usize, head: usize) -> Option<Governing> {
        let view = self.view;
        let gerund = view.deprel(token) == Deprel::Advcl && view.token(token).feats.verb_form == Some(VerbForm::Ger);
        let beside = token == head + 1 || token == head + 2 && view.deprel(head + 1) == Deprel::CompoundPrt;
        if gerund && beside { self.entry(head, &Frame::Inf) } else { None }
    }

    /// An infinitive that a parser took for an adverbial: a complement that stands near, else a purpose.
    fn purpose(&mut self, token: usize, head: usize) -> Context {
        let view = self.view;
        let above = self.inner[head];
        let plain = Context { negated: false, status: Status::Happened, voice: above.voice };
        match self.entry(head, &Frame::Inf).filter(|_| self.complements(token, head)) {
            Some(entry) => self.govern(&entry, head),
            // Who gathers to do something does it; who strikes or resigns to protest protests.
            None if set::PROTESTS.has(view.lemma(token)) || set::ASSEMBLE.has(&self.governor(head).1) => {
                Context { negated: false, ..above }
            }
            // "Cared enough to bomb the base": who did so had what it takes.
            None if view.has(head, Deprel::Advmod, set::ENOUGH) && self.is_told_as_past(head) => {
                Context { status: above.status, negated: above.negated, ..plain }
            }
            // "Was one of the few to defend him"
            None if is_singled_out(view, head) => Context { status: above.status, ..plain },
            // What was not done served no purpose.
            None if above.negated => Context { status: Status::Hypothetical, ..plain },
            None => Context { status: weaker(above.status, Status::Planned), ..plain },
        }
    }

    /// Whether an infinitive labelled as adverbial is near enough to its governor to be its complement. A request names
    /// in between those whom it is made to.
    fn complements(&self, token: usize, head: usize) -> bool {
        let asks = self
            .entry(head, &Frame::Inf)
            .is_some_and(|entry| entry.doer.is_object() || entry.doer == Doer::ObjectIfActor);
        let near = if asks { 14 } else { 4 };
        let other = |kid| matches!(self.view.deprel(kid), Deprel::Xcomp) || self.view.token(kid).form == ",";
        token > head && token - head <= near && !self.view.kids(head).any(|kid| head < kid && kid < token && other(kid))
    }

    /// "rejected calls to condemn": the governing noun just before an infinitive that a parser hung on the verb.
    fn noun_before(&self, token: usize, head: usize) -> Option<usize> {
        let view = self.view;
        let before = view.reach(token).0.checked_sub(1)?;
        let noun = view.kids(head).find(|&kid| view.deprel(kid) == Deprel::Obj && view.reach(kid).1 == before)?;
        let governs = set::REBUFF.has(&verb_lemma(view, head))
            && self.lexicon.governing(Class::Noun, view.lemma(noun), &Frame::Inf).is_some();
        (governs && head < noun && marker(view, token).is_some_and(|word| set::TO.has(word))).then_some(noun)
    }

    /// An infinitive on a noun.
    fn infinitive_on_noun(&mut self, token: usize, noun: usize) -> Context {
        let view = self.view;
        let above = self.inner[noun];
        let plain = Context { negated: false, status: Status::Happened, voice: above.voice };
        // "Hold a rally to protest": who holds it protests.
        if set::PROTESTS.has(view.lemma(token)) && self.found.at[noun].is_some() {
            return Context { negated: false, ..above };
        }
        if is_announced(view, noun) {
            return Context { status: weaker(above.status, Status::Planned), ..plain };
        }
        let Some(entry) = self.entry(noun, &Frame::Inf) else {
            return if is_singled_out(view, noun) {
                Context { status: above.status, ..plain }
            } else {
                Context { status: Status::Hypothetical, ..plain }
            };
        };
        if view.deprel(noun) == Deprel::Obj
            && let Some(verb) = view.head(noun)
        {
            let lemma = verb_lemma(view, verb);
            let answered = self.inner[verb];
            let asked = entry.signature.status == Status::Requested;
            // "Rejected a plan to visit"
            if set::REBUFF.has(&lemma) && (asked || entry.signature.status == Status::Planned) {
                return Context { negated: !answered.negated, ..answered };
            }
            if set::ACCEPT.has(&lemma) && asked {
                return Context { status: weaker(answered.status, Status::Planned), ..answered };
            }
        }
        self.govern(&entry, noun)
    }

    /// A participle, infinitive or clause on a noun.
    fn on_noun(&mut self, token: usize, noun: usize) -> Context {
        let view = self.view;
        let above = self.inner[noun];
        // "A deal for Oslo to export": both words mark it, and the second one says what it is.
        let word = marker(view, token);
        if view.has(token, Deprel::Mark, set::TO) || word.is_some_and(|word| set::TO.has(word)) {
            return self.infinitive_on_noun(token, noun);
        }
        let clause =
            view.kids(token).any(|kid| matches!(view.deprel(kid), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Expl));
        if (word.is_some_and(|word| set::THAT.has(word)) || clause)
            && let Some(entry) = self.entry(noun, &Frame::That)
        {
            let mut context = self.govern(&entry, noun);
            // "no evidence that"
            context.negated ^= above.negated && !set::DOUBTS.has(view.lemma(noun));
            return context;
        }
        if let Some(word) = word
            && let Some(entry) = self.entry_by(noun, word)
        {
            return self.govern(&entry, noun);
        }
        // "Will have troops supporting the border": what the troops do is as real as the having.
        let verb = view.head(noun).filter(|&verb| {
            view.deprel(noun) == Deprel::Obj
                && set::HAVE.has(view.lemma(verb))
                && (view.token(token).form.ends_with("ing") || self.inner[verb].negated)
        });
        if let Some(verb) = verb {
            return self.inner[verb];
        }
        let present = view.token(token).feats.tense == Some(Tense::Pres);
        let voice = if present { above.voice } else { self.outside_the_report(token, above.voice) };
        Context { negated: false, status: if present { above.status } else { Status::Happened }, voice }
    }
}

/// "The first state to ratify", "one of the few senators to defend him", "the youngest woman to win": whoever is counted out
/// for a deed has done it.
fn is_singled_out(view: &Tree<'_>, noun: usize) -> bool {
    let counts = |word: usize| {
        let form = view.lower(word);
        set::ORDINAL_CUE.has(&form) || is_ordinal(&form) || view.token(word).feats.degree == Some(Degree::Sup)
    };
    let counted = |noun: usize| {
        view.kids(noun).any(|kid| matches!(view.deprel(kid), Deprel::Amod | Deprel::Nummod) && counts(kid))
    };
    let among = || view.kids(noun).find(|&kid| view.deprel(kid) == Deprel::Nmod && view.has_case(kid, set::OF));
    counted(noun) || counts(noun) || view.upos(noun) == Upos::Num && among().is_some_and(counted)
}

/// "It was Ankara that …": a noun said of an empty "it".
fn is_cleft(view: &Tree<'_>, noun: usize) -> bool {
    view.kid(noun, Deprel::Cop).is_some()
        && view.kids(noun).any(|kid| {
            matches!(view.deprel(kid), Deprel::Nsubj | Deprel::Expl) && set::IT.has_any_case(&view.token(kid).form)
        })
}
