//! Polarity, status and voice, from the root down: what stands above a word decides how real it is.
//!
//! Every token has an outer context (what its governors make of it) and an inner one (that, and its own auxiliaries,
//! negations and determiners). A child starts from the inner context of its head through the relation between them:
//! a governing word's line in the lexicon, a marker ("if", "without"), or the default of the relation. One sweep in
//! the order of the tree, so the cost is linear and a clause never influences its governor.

use std::borrow::Cow;

use super::{
    ClauseKind, Polarity, Role, Status,
    arguments::marker,
    lexicon::{Class, Frame, Governing, Lexicon},
    predicates::{Draft, Predicates, verb_lemma},
    view::View,
    voice::{Voices, content_links},
};
use crate::syntax::{Deprel, Tense, Upos, VerbForm};

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

/// What a word's own dependents say of it.
#[derive(Clone, Copy, Debug, Default)]
struct Own {
    negated: bool,
    status: Option<Status>,
    would: bool,
}

impl Own {
    fn apply(self, outer: Context) -> Context {
        let mut inner = outer;
        inner.negated ^= self.negated;
        if let Some(status) = self.status {
            inner.status = weaker(outer.status, status);
        }
        if self.would && inner.status == Status::Happened {
            // The future seen from a saying in the past; without one, a hypothesis.
            inner.status = if outer.voice.is_some() { Status::Planned } else { Status::Possible };
        }
        inner
    }
}

/// Possible outweighs the rest: what may be planned is possible.
fn weaker(outer: Status, own: Status) -> Status {
    match (outer, own) {
        (Status::Happened, other) | (other, Status::Happened) => other,
        (Status::Possible, _) | (_, Status::Possible) => Status::Possible,
        (_, own) => own,
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
        let outer = sweep.said(token, outer);
        sweep.outer[token] = outer;
        let mut own = sweep.modality(token);
        if let Some(head) = sweep.shared_modality(token) {
            own.negated ^= sweep.own[head].negated;
            own.status = own.status.or(sweep.own[head].status);
            own.would |= sweep.own[head].would;
        }
        sweep.own[token] = own;
        sweep.inner[token] = own.apply(outer);
    }
    Contexts { inner: sweep.inner, voices: sweep.voices }
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

    /// The class and lemma by which a word governs.
    fn governor(&self, head: usize) -> (Class, Cow<'a, str>) {
        match self.view.upos(head) {
            Upos::Verb | Upos::Aux => (Class::Verb, verb_lemma(self.view, self.lexicon, head)),
            Upos::Adj => (Class::Adjective, self.view.lower(head)),
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
        let negated = match entry.frame {
            // "does not hope that he came" says nothing of his coming.
            Frame::That => negated_here && !above.negated,
            _ => negated_here ^ above.negated,
        };
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
        match view.deprel(token) {
            Deprel::Conj => {
                let mut outer = self.outer[head];
                // The cue beside the first conjunct is added there; what it says covers the others too.
                outer.negated ^= view.has(token, Deprel::Cc, &["nor"]) && !self.own[head].negated;
                outer
            }
            Deprel::Ccomp | Deprel::Csubj | Deprel::CsubjPass | Deprel::CsubjOuter => self.clausal(token, head),
            Deprel::Xcomp | Deprel::Advcl if self.noun_before(token, head).is_some() => {
                let noun = self.noun_before(token, head).unwrap_or(head);
                self.on_noun(token, noun)
            }
            Deprel::Xcomp => match self.entry(head, &Frame::Inf) {
                Some(entry) => self.govern(&entry, head),
                None => match marker(view, token).and_then(|word| self.entry_by(head, word)) {
                    Some(entry) => self.govern(&entry, head),
                    None => above,
                },
            },
            Deprel::Advcl | Deprel::AdvclRelcl => self.adverbial(token, head),
            Deprel::Acl => self.on_noun(token, head),
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
        let mut context = match entry {
            Some(entry) => self.govern(&entry, head),
            None => {
                let above = self.inner[head];
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
                && token == head + 1
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
            _ => Context { status: echo, ..plain },
        }
    }

    /// Whether an infinitive labelled as adverbial is near enough to its governor to be its complement.
    fn complements(&self, token: usize, head: usize) -> bool {
        token > head && !self.view.kids(head).any(|kid| self.view.deprel(kid) == Deprel::Xcomp) && token - head <= 4
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
        let word = marker(view, token);
        if word == Some("to") {
            let Some(entry) = self.entry(noun, &Frame::Inf) else {
                let ordinal = view.kids(noun).any(|kid| {
                    matches!(view.deprel(kid), Deprel::Amod)
                        && matches!(view.lemma(kid), "first" | "last" | "only" | "latest" | "second" | "third")
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
            Deprel::Obl | Deprel::Nmod | Deprel::OblAgent => self.entry_by(head, &view.preposition(token)),
            _ => None,
        };
        if let Some(mut entry) = entry {
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
            match determiner {
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
                    "without" | "instead of" | "rather than" => context.negated = true,
                    _ => {}
                }
            }
        }
        context
    }

    /// The head of the coordination whose auxiliaries and negation the conjunct shares: "will meet Wang and visit Hanoi".
    fn shared_modality(&self, token: usize) -> Option<usize> {
        let view = self.view;
        if view.deprel(token) != Deprel::Conj {
            return None;
        }
        let head = view.head(token)?;
        if !matches!(view.upos(token), Upos::Verb) || self.found.at[token].is_none() {
            return None;
        }
        let own_words = view.kids(token).any(|kid| {
            matches!(view.deprel(kid), Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::Nsubj | Deprel::NsubjPass)
        });
        if own_words {
            return None;
        }
        let form = |token: usize| view.token(token).feats.verb_form;
        let bare = form(token) == form(head) && form(token) != Some(VerbForm::Fin);
        (bare || form(token) == Some(VerbForm::Inf)).then_some(head)
    }

    /// What the token's own dependents say.
    fn modality(&self, token: usize) -> Own {
        let view = self.view;
        let mut own = Own::default();
        let mut modal = false;
        let mut conditional = false;
        for kid in view.kids(token) {
            let lemma = view.lemma(kid);
            match view.deprel(kid) {
                Deprel::Aux => match lemma {
                    "will" | "shall" | "wo" | "'ll" | "’ll" => (own.status, modal) = (Some(Status::Planned), true),
                    "may" | "might" | "could" | "can" | "ca" => (own.status, modal) = (Some(Status::Possible), true),
                    "should" | "must" | "ought" => own.status = Some(Status::Requested),
                    "would" | "'d" | "’d" => (own.would, modal) = (true, true),
                    "be" if view.has(token, Deprel::Mark, &["to"]) => own.status = Some(Status::Planned),
                    "not" | "n't" | "n’t" => own.negated ^= true,
                    _ => {}
                },
                Deprel::Advmod => {
                    let longer =
                        matches!(lemma, "longer" | "long") && view.kids(kid).any(|word| view.lemma(word) == "no");
                    let almost = self.lexicon.is("almost", lemma) && kid + 1 == token && view.upos(token) == Upos::Verb;
                    if longer || almost || lemma == "n’t" || self.lexicon.is("denial", lemma) {
                        own.negated ^= true;
                    } else if self.lexicon.is("hearsay", lemma) || self.lexicon.is("doubt", lemma) {
                        own.status = Some(Status::Possible);
                    }
                }
                Deprel::Det | Deprel::CcPreconj | Deprel::Cc
                    if matches!(lemma, "no" | "neither") && view.upos(token) != Upos::Verb =>
                {
                    own.negated ^= true;
                }
                Deprel::Cc | Deprel::CcPreconj if lemma == "neither" => own.negated ^= true,
                Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj
                    if self.found.at[token] != self.found.at[kid] || self.found.at[kid].is_none() =>
                {
                    let none = view.upos(kid) == Upos::Pron && self.lexicon.is("nobody", lemma)
                        || view.kids(kid).any(|word| {
                            matches!(view.deprel(word), Deprel::Det | Deprel::CcPreconj | Deprel::Cc)
                                && matches!(view.lemma(word), "no" | "neither")
                        });
                    own.negated ^= none && self.found.at[token].is_some();
                }
                Deprel::Amod | Deprel::Compound => {
                    // "An expected visit": a participle stands in the list as it is written.
                    let lemma = if view.upos(kid) == Upos::Verb { view.token(kid).form.as_str() } else { lemma };
                    if self.lexicon.is("planned", lemma) {
                        own.status = Some(Status::Planned);
                    } else if self.lexicon.is("possible", lemma) {
                        own.status = Some(Status::Possible);
                    } else if self.lexicon.is("negative", lemma) {
                        own.negated ^= true;
                    }
                }
                Deprel::Advcl => conditional |= marker(view, kid).is_some_and(|word| matches!(word, "if" | "unless")),
                _ => {}
            }
        }
        if conditional && modal {
            own.status = Some(Status::Possible);
        }
        // "is to visit", "is due to travel": "be" with an infinitive looks ahead, whatever stands between the two. The
        // subject is asked for because "the plan is to meet" says no more than that there is a plan.
        if own.status.is_none()
            && view.upos(token) == Upos::Verb
            && view.token(token).feats.verb_form == Some(VerbForm::Inf)
            && (view.has(token, Deprel::Cop, &["be"]) || view.has(token, Deprel::Aux, &["be"]))
            && self.draft(token).is_some_and(|draft| draft.has_role(&Role::Subject) || draft.passive)
        {
            own.status = Some(Status::Planned);
        }
        own
    }
}
