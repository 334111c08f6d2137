//! What each relation of the tree is to a clause: one function a relation.
//!
//! [`Scene::verbal`] walks the children of a verb and asks, for each, the function of its relation. That function answers
//! with the role of the child, or adds what it stands for by itself and answers with none.

use super::{
    ClauseKind, Role,
    control::marker,
    predicates::{Draft, outlet_of, stray_particle, titled},
    scene::Scene,
};
use crate::{
    lexicon::{Class, Frame, set},
    syntax::{Deprel, Upos, VerbForm},
};

impl Scene<'_> {
    /// The arguments that hang on a verb, own or light.
    pub(super) fn verbal(&self, draft: &mut Draft, verb: usize) {
        let antecedent = self.antecedent(draft, verb);
        let mut gap = antecedent.is_some();
        for kid in self.view.kids(verb) {
            if self.is_the_clause_itself(draft, verb, kid) || self.is_outer_subject(verb, kid) {
                continue;
            }
            if let Some(role) = self.role(draft, verb, kid).filter(|role| *role != Role::Oblique(String::new())) {
                let stand_in = antecedent.filter(|_| self.is_relative(kid));
                gap &= stand_in.is_none();
                self.take(draft, verb, kid, &role, stand_in);
            }
        }
        if draft.surface.is_empty() {
            self.inherit_subject(draft, verb);
        } else if let Some(noun) = antecedent.filter(|_| gap && lacks_object(draft)) {
            // "the sanctions Washington imposed": the noun is what the clause lacks.
            draft.arguments.push((Role::Object, noun));
            draft.inherited.push(noun);
        }
        self.share_object(draft, verb);
        self.share_agent(draft, verb);
        lone_recipient(draft);
    }

    /// "is an ally of Russia", "Wang Yi, China's foreign minister": the subject, and all that the noun belongs to under "of".
    pub(super) fn copular(&self, draft: &mut Draft) {
        let view = self.view;
        let noun = draft.predicate;
        let copula = view.kid(noun, Deprel::Cop).is_some();
        if let Some(outlet) = outlet_of(view, noun) {
            draft.arguments.extend([(Role::Subject, noun), (Role::Oblique(set::OF.only().to_owned()), outlet)]);
            return;
        }
        if let Some(name) = titled(view, noun).filter(|_| !copula) {
            draft.arguments.push((Role::Subject, name));
            draft.surface.push(name);
        }
        for kid in view.kids(noun) {
            match view.deprel(kid) {
                Deprel::Nsubj | Deprel::NsubjOuter | Deprel::NsubjPass => self.subject_of_noun(draft, noun, kid),
                Deprel::Xcomp | Deprel::Ccomp => draft.arguments.push((Role::Complement, kid)),
                relation => {
                    let role = match relation {
                        Deprel::NmodPoss => Role::Oblique(set::OF.only().to_owned()),
                        Deprel::Amod | Deprel::Compound if view.mention(kid).is_some() => {
                            Role::Oblique(set::OF.only().to_owned())
                        }
                        Deprel::Nmod | Deprel::Obl => Role::Oblique(view.preposition(kid)),
                        _ => continue,
                    };
                    if role != Role::Oblique(String::new()) {
                        self.expand(draft, &role, kid);
                        self.expand_field(draft, kid);
                    }
                }
            }
        }
        if draft.surface.is_empty() && copula {
            self.inherit_subject(draft, noun);
        }
    }

    /// "Head of research | at Velkmart": the body hangs on the field, and is whose head somebody is.
    fn expand_field(&self, draft: &mut Draft, field: usize) {
        let view = self.view;
        if view.upos(field) != Upos::Noun || !view.has_case(field, set::OF) || view.mention(field).is_some() {
            return;
        }
        for kid in view.kids(field).filter(|&kid| view.deprel(kid) == Deprel::Nmod && view.has_case(kid, set::AT)) {
            self.expand(draft, &Role::Oblique(set::AT.only().to_owned()), kid);
        }
    }

    /// The subject of a noun with a copula; for a relative pronoun the noun that it stands for.
    fn subject_of_noun(&self, draft: &mut Draft, noun: usize, kid: usize) {
        let view = self.view;
        let relative = self.is_relative(kid) && view.deprel(noun) == Deprel::AclRelcl;
        let name = view.head(noun).filter(|_| relative).unwrap_or(kid);
        for token in view.conjuncts(name) {
            draft.arguments.push((Role::Subject, token));
            draft.surface.push(token);
        }
    }

    /// The noun that the relative pronoun of a clause stands for.
    fn antecedent(&self, draft: &Draft, verb: usize) -> Option<usize> {
        let view = self.view;
        let relative = view.deprel(verb) == Deprel::AclRelcl && draft.light.is_none();
        let noun = view.head(verb).filter(|_| relative)?;
        Some(self.named_beside(self.person_above(noun, verb)))
    }

    /// "An adviser to the Senate, who": no body and no place is a "who", but the person whom it stands by is.
    fn person_above(&self, noun: usize, verb: usize) -> usize {
        let view = self.view;
        let who = view.kids(verb).any(|kid| kid < verb && set::WHO_WHOM.has(&view.lower(kid)));
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

    /// "The sanctions that Rome imposed": the noun of a light verb is the clause itself.
    fn is_the_clause_itself(&self, draft: &Draft, verb: usize, kid: usize) -> bool {
        draft.light == Some(verb) && self.view.deprel(verb) == Deprel::AclRelcl && self.is_relative(kid)
    }

    /// "The problem is that he left": the outer subject is not who leaves.
    fn is_outer_subject(&self, verb: usize, kid: usize) -> bool {
        self.view.deprel(kid) == Deprel::NsubjOuter && self.view.kid(verb, Deprel::Nsubj).is_some()
    }

    /// Adds a child, or the noun that it stands for, with its conjuncts.
    fn take(&self, draft: &mut Draft, verb: usize, kid: usize, role: &Role, stand_in: Option<usize>) {
        let view = self.view;
        let subject = matches!(view.deprel(kid), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter);
        for token in view.conjuncts(stand_in.unwrap_or(kid)) {
            // "Thirteen foreigners who will be deported, and two others": the second is none of them.
            if stand_in.is_some() && token > verb {
                continue;
            }
            draft.arguments.push((role.clone(), token));
            if subject {
                draft.surface.push(token);
            }
            if stand_in.is_some() {
                draft.inherited.push(token);
            }
        }
    }

    /// The role of a child of the verb, by its relation.
    fn role(&self, draft: &mut Draft, verb: usize, kid: usize) -> Option<Role> {
        match self.view.deprel(kid) {
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter => self.nsubj(draft, verb, kid),
            Deprel::Csubj | Deprel::CsubjPass | Deprel::CsubjOuter => self.csubj(draft, kid),
            Deprel::Obj => self.obj(draft, verb, kid),
            Deprel::Iobj => self.iobj(draft, verb, kid),
            Deprel::OblAgent => Some(Role::Subject),
            Deprel::Obl => self.obl(draft, verb, kid),
            Deprel::Xcomp => self.xcomp(draft, verb, kid),
            Deprel::Ccomp => self.ccomp(draft, verb, kid),
            Deprel::Dep => self.dep(draft, verb, kid),
            Deprel::Advcl => self.advcl(draft, kid),
            Deprel::Advmod => self.advmod(draft, kid),
            _ => None,
        }
    }

    /// The subject: who does it, or in a passive to whom it is done.
    fn nsubj(&self, draft: &mut Draft, verb: usize, kid: usize) -> Option<Role> {
        let view = self.view;
        // A subject with a preposition is none.
        if view.deprel(kid) != Deprel::NsubjOuter && self.has_preposition(kid) && !self.is_absolute(verb, kid) {
            self.expand(draft, &Role::Oblique(view.preposition(kid)), kid);
            return None;
        }
        Some(surface_subject(draft))
    }

    /// A clause as subject.
    fn csubj(&self, draft: &mut Draft, kid: usize) -> Option<Role> {
        draft.arguments.push((surface_subject(draft), kid));
        None
    }

    /// The object, unless word order or the verb says that it is something else.
    fn obj(&self, draft: &mut Draft, verb: usize, kid: usize) -> Option<Role> {
        let view = self.view;
        if self.is_quoted_object(verb, kid) || self.inverted_subject(draft, verb, kid) {
            return None;
        }
        // "Called on | councils": what has a preposition is no object, whatever the parser calls it.
        if self.has_preposition(kid) && stray_particle(view, verb).is_none() {
            return Some(Role::Oblique(view.preposition(kid)));
        }
        let other = self.is_object_of_what_is_ordered(draft, verb)
            || self.gerund_of(&draft.lemma, verb, kid).is_some()
            || self.is_what_somebody_becomes(draft, verb, kid)
            || self.opens_with_and(kid);
        (!other).then_some(Role::Object)
    }

    /// Who is told or given something.
    fn iobj(&self, draft: &mut Draft, verb: usize, kid: usize) -> Option<Role> {
        if self.is_quoted_object(verb, kid) || self.inverted_subject(draft, verb, kid) {
            return None;
        }
        Some(Role::Recipient)
    }

    /// A phrase with a preposition: the agent of a passive, the object of a phrasal verb, or an oblique.
    fn obl(&self, draft: &Draft, verb: usize, kid: usize) -> Option<Role> {
        let view = self.view;
        if draft.passive && view.has_case(kid, set::BY) {
            return Some(Role::Subject);
        }
        if view.has_case(kid, set::WITH) && view.is_circumstance(kid) {
            return None;
        }
        let words = view.preposition(kid);
        let rest = stray_particle(view, verb).and_then(|particle| words.strip_prefix(particle));
        Some(match rest {
            Some("") => Role::Object,
            Some(rest) => Role::Oblique(rest.trim_start().to_owned()),
            None => Role::Oblique(words),
        })
    }

    /// A complement without a subject of its own; "(…) called | Putin": a name is no complement, but the object.
    fn xcomp(&self, draft: &mut Draft, verb: usize, kid: usize) -> Option<Role> {
        let view = self.view;
        if self.inverted_subject(draft, verb, kid) {
            return None;
        }
        let bare = || view.kids(kid).all(|word| !matches!(view.deprel(word), Deprel::Case | Deprel::Cop));
        let alone = || view.kid(verb, Deprel::Obj).is_none() && view.kid(verb, Deprel::Iobj).is_none();
        if view.upos(kid) == Upos::Propn && bare() && alone() && view.mention(kid).is_some() {
            return Some(Role::Object);
        }
        // "Was elected mayor of Oslo": as what.
        draft.arguments.push((Role::Complement, kid));
        let office = view.upos(kid) == Upos::Noun && view.kid(kid, Deprel::Cop).is_none();
        let becomes = office && self.is_what_somebody_becomes(draft, verb, kid);
        becomes.then(|| Role::Oblique(set::AS.only().to_owned()))
    }

    /// A complement with a subject of its own.
    fn ccomp(&self, draft: &mut Draft, verb: usize, kid: usize) -> Option<Role> {
        if !self.inverted_subject(draft, verb, kid) {
            draft.arguments.push((Role::Complement, kid));
        }
        None
    }

    /// What the parser cannot name: at most the subject behind a verb of saying.
    fn dep(&self, draft: &mut Draft, verb: usize, kid: usize) -> Option<Role> {
        self.inverted_subject(draft, verb, kid);
        None
    }

    /// A clause that the verb governs, however far the parser hangs it.
    fn advcl(&self, draft: &mut Draft, kid: usize) -> Option<Role> {
        let introduced = marker(self.view, kid);
        // "ordered the paper to close": what was ordered.
        let asked = self.lexicon.governing(Class::Verb, &draft.lemma, &Frame::Inf);
        if introduced.is_some_and(|word| set::TO.has(word)) && asked.is_some_and(|entry| entry.doer.is_object()) {
            draft.arguments.push((Role::Complement, kid));
            return None;
        }
        // "accused of arming rebels"
        let word = introduced.filter(|&word| !set::TO.has(word))?;
        if self.lexicon.governing_by(Class::Verb, &draft.lemma, word).is_some() {
            draft.arguments.push((Role::Oblique(word.to_owned()), kid));
        }
        None
    }

    /// "ahead of the meeting": the noun hangs on the adverb.
    fn advmod(&self, draft: &mut Draft, kid: usize) -> Option<Role> {
        let view = self.view;
        if view.upos(kid) == Upos::Adv {
            for noun in view.kids(kid).filter(|&noun| view.deprel(noun) == Deprel::Obl) {
                self.expand(draft, &Role::Oblique(view.preposition(noun)), noun);
            }
        }
        None
    }

    /// "told reporters "Women must …"": what stands in the quotation is said, and told nobody.
    fn is_quoted_object(&self, verb: usize, kid: usize) -> bool {
        self.lexicon.is_reporting(self.view.lemma(verb)) && self.opens_quotation(verb, kid)
    }

    /// "said a statement": what is said is a clause, so the noun after it says it, and is added as the subject.
    fn inverted_subject(&self, draft: &mut Draft, verb: usize, kid: usize) -> bool {
        let inverted = self.is_inverted(verb, kid);
        if inverted {
            draft.surface.extend(self.view.conjuncts(kid));
            draft.arguments.extend(draft.surface.iter().map(|&token| (Role::Subject, token)));
        }
        inverted
    }

    /// "Ordered them to be deported": it is not they who are ordered.
    fn is_object_of_what_is_ordered(&self, draft: &Draft, verb: usize) -> bool {
        set::WANTS_DONE.has(&draft.lemma) && self.is_done(verb)
    }

    /// Whether the complement of a verb is a passive infinitive: "to be deported".
    fn is_done(&self, verb: usize) -> bool {
        let view = self.view;
        view.kids(verb).any(|kid| {
            matches!(view.deprel(kid), Deprel::Xcomp | Deprel::Advcl)
                && view.has(kid, Deprel::Mark, set::TO)
                && view.kid(kid, Deprel::AuxPass).is_some()
        })
    }

    /// The gerund right behind the object of a verb that takes a doing for its object: "opposed Oslo joining the bloc", where
    /// it is not Oslo that is opposed.
    fn gerund_of(&self, lemma: &str, verb: usize, object: usize) -> Option<usize> {
        let view = self.view;
        if !set::SHARES_SUBJECT.has(lemma) {
            return None;
        }
        view.kids(verb).chain(view.kids(object)).find(|&kid| {
            matches!(view.deprel(kid), Deprel::Advcl | Deprel::Acl | Deprel::Xcomp)
                && view.token(kid).form.ends_with("ing")
                && view.upos(kid) == Upos::Verb
                && view.reach(kid).0 == kid
                && (object < kid)
                && (object + 1..kid).all(|word| view.deprel(word) == Deprel::Flat)
                && view.upos(object) == Upos::Propn
        })
    }

    /// "Was appointed minister", "appointed him minister": what somebody becomes is nobody who is appointed.
    fn is_what_somebody_becomes(&self, draft: &Draft, verb: usize, kid: usize) -> bool {
        let view = self.view;
        let another =
            || view.kids(verb).any(|other| other < kid && matches!(view.deprel(other), Deprel::Obj | Deprel::Iobj));
        set::APPOINTS.has(&draft.lemma) && (draft.passive || another())
    }

    /// "condemned and attacked Russia": one object for both verbs.
    fn share_object(&self, draft: &mut Draft, verb: usize) {
        let view = self.view;
        let complete = draft.arguments.iter().any(|(role, token)| *role != Role::Subject && *token > verb);
        // "Gather and demand a deal": whoever gathers has no need of an object.
        let intransitive = set::ASSEMBLE.has(&draft.lemma);
        if draft.kind != ClauseKind::Verbal
            || draft.passive
            || draft.has_role(&Role::Object)
            || complete
            || intransitive
        {
            return;
        }
        let Some(partner) = self.verb_beside(verb) else { return };
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

    /// The verb coordinated with this one, right beside it: "condemned and attacked". More words between the two would make
    /// the second one intransitive.
    fn verb_beside(&self, verb: usize) -> Option<usize> {
        let view = self.view;
        let partner = if view.deprel(verb) == Deprel::Conj {
            view.head(verb)
        } else {
            view.kids(verb).find(|&kid| view.deprel(kid) == Deprel::Conj && view.upos(kid) == Upos::Verb)
        };
        partner.filter(|&partner| verb.abs_diff(partner) <= 3 && view.upos(partner) == Upos::Verb)
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

    /// Whether the noun stands under a preposition.
    fn has_preposition(&self, token: usize) -> bool {
        let view = self.view;
        view.kids(token).any(|kid| view.deprel(kid) == Deprel::Case && kid < token && view.upos(kid) == Upos::Adp)
    }

    /// "With the leader estimating that": a "with" that opens a participle clause leaves its noun the subject.
    fn is_absolute(&self, verb: usize, noun: usize) -> bool {
        let view = self.view;
        noun < verb
            && view.has_case(noun, set::WITH)
            && matches!(view.deprel(verb), Deprel::Advcl | Deprel::Acl | Deprel::Conj)
            && matches!(view.token(verb).feats.verb_form, Some(VerbForm::Part | VerbForm::Ger))
    }

    /// "…, said the minister": a noun right of a verb of saying that has no subject.
    fn is_inverted(&self, verb: usize, noun: usize) -> bool {
        let view = self.view;
        let nominal = || {
            matches!(view.upos(noun), Upos::Noun | Upos::Propn)
                && view.kid(noun, Deprel::Cop).is_none()
                && view.kid(noun, Deprel::Nsubj).is_none()
                && !self.has_preposition(noun)
        };
        let without_subject = || {
            view.kids(verb)
                .all(|kid| !matches!(view.deprel(kid), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Aux | Deprel::Mark))
        };
        set::INVERTS.has(view.lemma(verb))
            && noun > verb
            && noun <= verb + 8
            && nominal()
            && without_subject()
            && !matches!(view.deprel(verb), Deprel::Xcomp | Deprel::Advcl | Deprel::Acl)
    }

    /// Whether a quotation that holds more than the noun's phrase begins between the verb and the noun.
    fn opens_quotation(&self, verb: usize, noun: usize) -> bool {
        let view = self.view;
        let quote = |token: usize| matches!(view.token(token).form.as_str(), "\"" | "“" | "``");
        let first = view.reach(noun).0;
        let opens = first > verb + 1 && quote(first - 1) || quote(first) && first > verb;
        opens
            && !(noun + 1..view.len()).take(3).any(|token| matches!(view.token(token).form.as_str(), "\"" | "”" | "''"))
    }

    /// "And | direct firms to close": a verb that the parser took for an adjective makes no object; nor does any phrase that
    /// is no conjunct and begins with "and".
    fn opens_with_and(&self, noun: usize) -> bool {
        let view = self.view;
        let first = view.reach(noun).0;
        view.upos(noun) == Upos::Noun && view.deprel(first) == Deprel::Cc && set::AND.has(view.lemma(first))
    }

    /// A relative pronoun: "who", "which", "that".
    fn is_relative(&self, token: usize) -> bool {
        let view = self.view;
        set::RELATIVE.has(&view.lemma(token).to_ascii_lowercase()) && view.upos(token) != Upos::Noun
    }
}

/// The logical role of the grammatical subject.
fn surface_subject(draft: &Draft) -> Role {
    if draft.passive { Role::Object } else { Role::Subject }
}

/// Whether an active verbal clause has neither object nor complement.
fn lacks_object(draft: &Draft) -> bool {
    draft.kind == ClauseKind::Verbal
        && !draft.passive
        && !draft.has_role(&Role::Object)
        && !draft.has_role(&Role::Complement)
}

/// "told Wang that": without another object the one that is told is the object, however the parser names it.
fn lone_recipient(draft: &mut Draft) {
    if !draft.has_role(&Role::Object) && draft.kind == ClauseKind::Verbal && !draft.passive {
        for (role, _) in draft.arguments.iter_mut().filter(|(role, _)| *role == Role::Recipient) {
            *role = Role::Object;
        }
    }
}
