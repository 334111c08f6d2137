//! Who does what to whom: the arguments of each clause under their logical roles.
//!
//! Passives are turned, coordinated arguments stand one by one, relative pronouns give way to the noun that they stand
//! for, and a clause without a subject of its own takes the one that grammar supplies (control, raising,
//! coordination, participles).

use super::{
    ClauseKind, Role,
    control::marker,
    lexicon::{Class, Frame, Lexicon, Part},
    predicates::{Draft, Predicates, stray_particle, titled},
    view::View,
};
use crate::syntax::{Deprel, Upos, VerbForm};

/// Fills the arguments of every draft of the sentence.
pub(super) fn fill(view: &View<'_>, lexicon: &Lexicon, found: &mut Predicates) {
    for number in 0..found.drafts.len() {
        let (before, rest) = found.drafts.split_at_mut(number);
        let Some(draft) = rest.first_mut() else { continue };
        let mut scene = Scene { view, lexicon, before, at: &found.at };
        match draft.kind {
            ClauseKind::Verbal => {
                scene.verbal(draft, draft.predicate);
                scene.echo(draft);
            }
            ClauseKind::Nominal => {
                if let Some(verb) = draft.light {
                    scene.verbal(draft, verb);
                }
                scene.nominal(draft);
            }
            ClauseKind::Copular => scene.copular(draft),
        }
        let predicate = draft.predicate;
        draft.arguments.retain(|&(_, token)| token != predicate);
        // Two words of one name are one argument, whatever the tree says.
        let held: Vec<(Role, usize)> = draft.arguments.clone();
        draft.arguments.retain(|(role, token)| {
            view.name_head(*token).is_none_or(|head| !held.iter().any(|(other, name)| other == role && *name == head))
        });
        draft.arguments.sort_by_key(|&(_, token)| token);
        draft.arguments.dedup();
        // "Blocks web service | Zhelkbook": the noun right before a name says what it is, and is no second object.
        let held: Vec<(Role, usize)> = draft.arguments.clone();
        let known = |name: usize| view.mention_of(name).is_some_and(|mention| !mention.entities.is_empty());
        let spare = |role: &Role, noun: usize| {
            view.upos(noun) == Upos::Noun
                && matches!(role, Role::Subject | Role::Object | Role::Recipient)
                && held.iter().any(|&(ref other, name)| {
                    other == role
                        && view.upos(name) == Upos::Propn
                        && known(name)
                        && view.reach[noun].1 + 1 == view.reach[name].0
                        && view.kids(name).all(|kid| !matches!(view.deprel(kid), Deprel::Cc | Deprel::Case))
                })
        };
        draft.arguments.retain(|(role, token)| !spare(role, *token));
        scene.reciprocity(draft);
    }
}

/// The sentence with the clauses that govern the one at hand.
pub(super) struct Scene<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) lexicon: &'a Lexicon,
    before: &'a [Draft],
    at: &'a [Option<usize>],
}

impl Scene<'_> {
    /// The finished draft at a token.
    pub(super) fn draft(&self, token: usize) -> Option<&Draft> {
        self.before.get(self.at[token]?)
    }

    /// The nearest clause above a token that is not `own`.
    pub(super) fn above(&self, token: usize) -> Option<&Draft> {
        let mut step = self.view.head(token);
        while let Some(head) = step {
            if let Some(draft) = self.draft(head) {
                return Some(draft);
            }
            step = self.view.head(head);
        }
        None
    }

    /// The arguments that hang on a verb, own or light.
    fn verbal(&mut self, draft: &mut Draft, verb: usize) {
        let view = self.view;
        let antecedent = match view.deprel(verb) {
            Deprel::AclRelcl => view.head(verb).filter(|_| draft.light.is_none()),
            _ => None,
        };
        let antecedent = antecedent.map(|noun| self.person_above(noun, verb));
        let mut gap = antecedent.is_some();
        for kid in view.kids(verb) {
            let relation = view.deprel(kid);
            // "The sanctions that Rome imposed": the noun of a light verb is the clause itself.
            if draft.light == Some(verb) && view.deprel(verb) == Deprel::AclRelcl && is_relative(view, kid) {
                continue;
            }
            // "The problem is that he left": the outer subject is not who leaves.
            if relation == Deprel::NsubjOuter && view.kid(verb, Deprel::Nsubj).is_some() {
                continue;
            }
            let role = match relation {
                // A subject with a preposition is none.
                Deprel::Nsubj | Deprel::NsubjPass if has_preposition(view, kid) && !is_absolute(view, verb, kid) => {
                    self.expand(draft, &Role::Oblique(view.preposition(kid)), kid);
                    continue;
                }
                // "told reporters "Women must …"": what stands in the quotation is said, and told nobody.
                Deprel::Obj | Deprel::Iobj
                    if self.lexicon.is_reporting(view.lemma(verb)) && opens_quotation(view, verb, kid) =>
                {
                    continue;
                }
                // "said a statement": what is said is a clause, so the noun after it says it.
                Deprel::Obj | Deprel::Iobj | Deprel::Ccomp | Deprel::Xcomp | Deprel::Dep
                    if inverted(view, verb, kid) =>
                {
                    draft.surface.extend(view.conjuncts(kid));
                    draft.arguments.extend(draft.surface.iter().map(|&token| (Role::Subject, token)));
                    continue;
                }
                Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter => {
                    if draft.passive {
                        Role::Object
                    } else {
                        Role::Subject
                    }
                }
                Deprel::Csubj | Deprel::CsubjPass | Deprel::CsubjOuter => {
                    draft.arguments.push((if draft.passive { Role::Object } else { Role::Subject }, kid));
                    continue;
                }
                // "Called on | councils": what has a preposition is no object, whatever the parser calls it.
                Deprel::Obj if has_preposition(view, kid) && stray_particle(view, self.lexicon, verb).is_none() => {
                    Role::Oblique(view.preposition(kid))
                }
                // "Ordered them to be deported": it is not they who are ordered.
                Deprel::Obj if matches!(draft.lemma.as_str(), "order" | "direct" | "want") && self.is_done(verb) => {
                    continue;
                }
                // "Rules out Greenland joining": not Greenland is ruled out.
                Deprel::Obj if self.gerund_of(&draft.lemma, verb, kid).is_some() => continue,
                // "Was appointed minister", "appointed him minister": what somebody becomes is nobody who is appointed.
                Deprel::Obj
                    if matches!(draft.lemma.as_str(), "appoint" | "elect" | "name" | "crown")
                        && (draft.passive
                            || view.kids(verb).any(|other| {
                                other < kid && matches!(view.deprel(other), Deprel::Obj | Deprel::Iobj)
                            })) =>
                {
                    continue;
                }
                // "And | direct firms to close": a verb that the parser took for an adjective makes no object.
                Deprel::Obj if opens_with_and(view, kid) => continue,
                Deprel::Obj => Role::Object,
                Deprel::Iobj => Role::Recipient,
                Deprel::OblAgent => Role::Subject,
                Deprel::Obl if draft.passive && view.has_case(kid, "by") => Role::Subject,
                Deprel::Obl if view.has_case(kid, "with") && view.is_circumstance(kid) => continue,
                Deprel::Obl => {
                    let words = view.preposition(kid);
                    match stray_particle(view, self.lexicon, verb).and_then(|particle| words.strip_prefix(particle)) {
                        Some("") => Role::Object,
                        Some(rest) => Role::Oblique(rest.trim_start().to_owned()),
                        None => Role::Oblique(words),
                    }
                }
                // "(…) called | Putin": a name is no complement.
                Deprel::Xcomp
                    if view.upos(kid) == Upos::Propn
                        && view.kids(kid).all(|word| !matches!(view.deprel(word), Deprel::Case | Deprel::Cop))
                        && view.kid(verb, Deprel::Obj).is_none()
                        && view.kid(verb, Deprel::Iobj).is_none()
                        && view.mention(kid).is_some() =>
                {
                    Role::Object
                }
                Deprel::Xcomp | Deprel::Ccomp => {
                    draft.arguments.push((Role::Complement, kid));
                    continue;
                }
                // "accused of arming rebels"
                Deprel::Advcl => {
                    // "ordered the paper to close": what was ordered, however far the parser hangs it.
                    let asked = |entry: &super::lexicon::Governing| entry.object_control;
                    if marker(view, kid) == Some("to")
                        && self.lexicon.governing(Class::Verb, &draft.lemma, &Frame::Inf).is_some_and(asked)
                    {
                        draft.arguments.push((Role::Complement, kid));
                        continue;
                    }
                    let word = marker(view, kid).filter(|&word| word != "to");
                    if let Some(word) = word
                        && self.lexicon.governing_by(Class::Verb, &draft.lemma, word).is_some()
                    {
                        draft.arguments.push((Role::Oblique(word.to_owned()), kid));
                    }
                    continue;
                }
                // "ahead of the meeting": the noun hangs on the adverb.
                Deprel::Advmod if view.upos(kid) == Upos::Adv => {
                    for noun in view.kids(kid).filter(|&noun| view.deprel(noun) == Deprel::Obl) {
                        self.expand(draft, &Role::Oblique(view.preposition(noun)), noun);
                    }
                    continue;
                }
                _ => continue,
            };
            if role == Role::Oblique(String::new()) {
                continue;
            }
            let is_subject = matches!(relation, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter);
            let stand_in = antecedent.filter(|_| is_relative(view, kid));
            if stand_in.is_some() {
                gap = false;
            }
            for token in view.conjuncts(stand_in.unwrap_or(kid)) {
                // "Thirteen foreigners who will be deported, and two others": the second is none of them.
                if stand_in.is_some() && token > verb {
                    continue;
                }
                draft.arguments.push((role.clone(), token));
                if is_subject {
                    draft.surface.push(token);
                }
                if stand_in.is_some() {
                    draft.inherited.push(token);
                }
            }
        }
        if draft.surface.is_empty() {
            self.inherit_subject(draft, verb);
        } else if gap
            && !draft.has_role(&Role::Object)
            && !draft.passive
            && let Some(noun) = antecedent
            && draft.kind == ClauseKind::Verbal
            && !draft.has_role(&Role::Complement)
        {
            // "the sanctions Washington imposed": the noun is what the clause lacks.
            draft.arguments.push((Role::Object, noun));
            draft.inherited.push(noun);
        }
        self.share_object(draft, verb);
        self.share_agent(draft, verb);
        self.lone_recipient(draft);
    }

    /// "An adviser to the Senate, who": no body and no place is a "who", but the person whom it stands by is.
    fn person_above(&self, noun: usize, verb: usize) -> usize {
        let view = self.view;
        let who = view.kids(verb).any(|kid| kid < verb && matches!(&*view.lower(kid), "who" | "whom"));
        let mut found = noun;
        while who && view.is_body_or_place(found) && view.deprel(found) == Deprel::Nmod {
            let Some(above) = view.head(found).filter(|&above| matches!(view.upos(above), Upos::Noun | Upos::Propn))
            else {
                break;
            };
            found = above;
        }
        if view.is_body_or_place(found) { noun } else { found }
    }

    /// Whether the complement of a verb is a passive infinitive: "to be deported".
    fn is_done(&self, verb: usize) -> bool {
        let view = self.view;
        view.kids(verb).any(|kid| {
            matches!(view.deprel(kid), Deprel::Xcomp | Deprel::Advcl)
                && view.has(kid, Deprel::Mark, &["to"])
                && view.kid(kid, Deprel::AuxPass).is_some()
        })
    }

    /// The gerund right behind the object of a verb that takes a doing for its object: "opposed Oslo joining the bloc".
    fn gerund_of(&self, lemma: &str, verb: usize, object: usize) -> Option<usize> {
        let view = self.view;
        if !matches!(lemma, "rule out" | "oppose" | "favour" | "favor" | "support" | "reject" | "mean") {
            return None;
        }
        view.kids(verb).chain(view.kids(object)).find(|&kid| {
            matches!(view.deprel(kid), Deprel::Advcl | Deprel::Acl | Deprel::Xcomp)
                && view.token(kid).form.ends_with("ing")
                && view.upos(kid) == Upos::Verb
                && view.reach[kid].0 == kid
                && (object < kid)
                && (object + 1..kid).all(|word| view.deprel(word) == Deprel::Flat)
                && view.upos(object) == Upos::Propn
        })
    }

    /// "…, which it did": whom the echoed verb acts on.
    fn echo(&self, draft: &mut Draft) {
        let Some(echoed) = draft.echo else { return };
        draft.arguments.retain(|(role, _)| *role != Role::Object);
        let Some(told) = self.draft(echoed) else { return };
        for (role, token) in &told.arguments {
            if matches!(role, Role::Object | Role::Oblique(_)) {
                draft.arguments.push((role.clone(), *token));
                draft.inherited.push(*token);
            }
        }
    }

    pub(super) fn expand(&self, draft: &mut Draft, role: &Role, token: usize) {
        draft.arguments.extend(self.view.conjuncts(token).into_iter().map(|token| (role.clone(), token)));
    }

    /// "told Wang that": without another object the one that is told is the object, however the parser names it.
    fn lone_recipient(&self, draft: &mut Draft) {
        if !draft.has_role(&Role::Object) && draft.kind == ClauseKind::Verbal && !draft.passive {
            for (role, _) in draft.arguments.iter_mut().filter(|(role, _)| *role == Role::Recipient) {
                *role = Role::Object;
            }
        }
    }

    /// "condemned and attacked Russia": one object for both verbs.
    fn share_object(&self, draft: &mut Draft, verb: usize) {
        let view = self.view;
        if draft.kind != ClauseKind::Verbal || draft.passive || draft.has_role(&Role::Object) {
            return;
        }
        let complete = draft.arguments.iter().any(|(role, token)| *role != Role::Subject && *token > verb);
        if complete {
            return;
        }
        let partner = if view.deprel(verb) == Deprel::Conj {
            view.head(verb)
        } else {
            view.kids(verb).find(|&kid| view.deprel(kid) == Deprel::Conj && view.upos(kid) == Upos::Verb)
        };
        let Some(partner) = partner else { return };
        // Only verbs side by side, "condemned and attacked"; more words between them would make the second one intransitive.
        if verb.abs_diff(partner) > 3 || view.upos(partner) != Upos::Verb {
            return;
        }
        // "Gather and demand a deal": whoever gathers has no need of an object.
        if self.lexicon.is("assemble", &draft.lemma) {
            return;
        }
        let objects: Vec<usize> = view
            .kids(partner)
            .filter(|&kid| view.deprel(kid) == Deprel::Obj && kid > verb.max(partner))
            .flat_map(|kid| view.conjuncts(kid))
            .collect();
        for token in objects {
            draft.arguments.push((Role::Object, token));
            draft.inherited.push(token);
        }
    }

    /// "Was captured and killed by Hamas": one agent for both passives, wherever the parser hangs it.
    fn share_agent(&self, draft: &mut Draft, verb: usize) {
        let view = self.view;
        let conjunct = view.deprel(verb) == Deprel::Conj && draft.passive && !draft.has_role(&Role::Subject);
        let Some(partner) = view.head(verb).filter(|_| conjunct).and_then(|head| self.draft(head)) else { return };
        if partner.passive {
            let agents: Vec<usize> = partner.role(&Role::Subject).filter(|&agent| agent > verb).collect();
            draft.inherited.extend(&agents);
            draft.arguments.extend(agents.into_iter().map(|agent| (Role::Subject, agent)));
        }
    }

    /// "is an ally of Russia", "Wang Yi, China's foreign minister": the subject, and all that the noun belongs to under "of".
    fn copular(&mut self, draft: &mut Draft) {
        let view = self.view;
        let noun = draft.predicate;
        if view.kid(noun, Deprel::Cop).is_none()
            && let Some(name) = titled(view, noun)
        {
            draft.arguments.push((Role::Subject, name));
            draft.surface.push(name);
        }
        for kid in view.kids(noun) {
            let role = match view.deprel(kid) {
                Deprel::Nsubj | Deprel::NsubjOuter | Deprel::NsubjPass => {
                    let name = if is_relative(view, kid) && view.deprel(noun) == Deprel::AclRelcl {
                        view.head(noun).unwrap_or(kid)
                    } else {
                        kid
                    };
                    for token in view.conjuncts(name) {
                        draft.arguments.push((Role::Subject, token));
                        draft.surface.push(token);
                    }
                    continue;
                }
                Deprel::NmodPoss => Role::Oblique("of".to_owned()),
                Deprel::Amod | Deprel::Compound if view.mention(kid).is_some() => Role::Oblique("of".to_owned()),
                Deprel::Nmod | Deprel::Obl => Role::Oblique(view.preposition(kid)),
                Deprel::Xcomp | Deprel::Ccomp => {
                    draft.arguments.push((Role::Complement, kid));
                    continue;
                }
                _ => continue,
            };
            if role != Role::Oblique(String::new()) {
                self.expand(draft, &role, kid);
            }
        }
        if draft.surface.is_empty() && view.kid(noun, Deprel::Cop).is_some() {
            self.inherit_subject(draft, noun);
        }
    }

    /// Whether the subjects act on one another.
    fn reciprocity(&self, draft: &mut Draft) {
        let mutual = match draft.kind {
            ClauseKind::Verbal => self.lexicon.is("reciprocal", &draft.lemma),
            ClauseKind::Nominal => draft.noun.is_some_and(|entry| entry.possessor == Part::Both),
            ClauseKind::Copular => false,
        };
        let mut subjects = draft.role(&Role::Subject);
        let several = match (subjects.next(), subjects.next()) {
            (Some(_), Some(_)) => true,
            (Some(only), None) => self.view.is_several(only),
            _ => false,
        };
        let directed = draft.arguments.iter().any(|(role, token)| match role {
            Role::Object => self.view.mention(*token).is_some() && draft.kind == ClauseKind::Verbal,
            Role::Oblique(word) => word == "with",
            _ => false,
        });
        let reciprocal = several && !directed && (mutual || draft.reciprocal);
        drop(subjects);
        draft.reciprocal = reciprocal;
    }
}

/// Whether the noun stands under a preposition.
fn has_preposition(view: &View<'_>, token: usize) -> bool {
    view.kids(token).any(|kid| view.deprel(kid) == Deprel::Case && kid < token && view.upos(kid) == Upos::Adp)
}

/// "With the leader estimating that": a "with" that opens a participle clause leaves its noun the subject.
fn is_absolute(view: &View<'_>, verb: usize, noun: usize) -> bool {
    noun < verb
        && view.has_case(noun, "with")
        && matches!(view.deprel(verb), Deprel::Advcl | Deprel::Acl | Deprel::Conj)
        && matches!(view.token(verb).feats.verb_form, Some(VerbForm::Part | VerbForm::Ger))
}

/// "…, said the minister": a noun right of a verb of saying that has no subject.
fn inverted(view: &View<'_>, verb: usize, noun: usize) -> bool {
    matches!(view.lemma(verb), "say" | "add")
        && noun > verb
        && noun <= verb + 8
        && matches!(view.upos(noun), Upos::Noun | Upos::Propn)
        && view.kid(noun, Deprel::Cop).is_none()
        && view.kid(noun, Deprel::Nsubj).is_none()
        && !has_preposition(view, noun)
        && view
            .kids(verb)
            .all(|kid| !matches!(view.deprel(kid), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Aux | Deprel::Mark))
        && !matches!(view.deprel(verb), Deprel::Xcomp | Deprel::Advcl | Deprel::Acl)
}

/// Whether a quotation that holds more than the noun's phrase begins between the verb and the noun.
fn opens_quotation(view: &View<'_>, verb: usize, noun: usize) -> bool {
    let quote = |token: usize| matches!(view.token(token).form.as_str(), "\"" | "“" | "``");
    let first = view.reach[noun].0;
    let opens = first > verb + 1 && quote(first - 1) || quote(first) && first > verb;
    opens && !(noun + 1..view.len()).take(3).any(|token| matches!(view.token(token).form.as_str(), "\"" | "”" | "''"))
}

/// Whether a phrase that is no conjunct begins with "and".
fn opens_with_and(view: &View<'_>, noun: usize) -> bool {
    let first = view.reach[noun].0;
    view.upos(noun) == Upos::Noun && view.deprel(first) == Deprel::Cc && view.lemma(first) == "and"
}

fn is_relative(view: &View<'_>, token: usize) -> bool {
    matches!(view.lemma(token).to_ascii_lowercase().as_str(), "who" | "which" | "that" | "whom" | "what")
        && view.upos(token) != Upos::Noun
}
