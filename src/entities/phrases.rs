//! From elements to mentions: titles and roles join the names that they stand before; roles with their modifiers are
//! nominal mentions; pronouns stand for themselves.
//!
//! Edges come from word order and tags; the tree only says which token is the head.

use super::{
    EntityKind, MentionKind,
    gazetteer::Gazetteer,
    lexicon::{Gender, Lexicon, Sort},
    names::{Atoms, Form},
    scan::{Element, What, is_capital},
};
use crate::syntax::{Deprel, Sentence, Upos};

/// The words before a name that say who it is.
#[derive(Clone, Debug, Default)]
pub(super) struct TitleWords {
    /// The role and its words: first and last token, and the index in the lexicon.
    pub(super) role: Option<(usize, usize, u32)>,
    /// What the office belongs to.
    pub(super) of: Owner,
    pub(super) former: bool,
    pub(super) gender: Option<Gender>,
}

/// What a role belongs to, as far as its own phrase says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Owner {
    #[default]
    Nothing,
    /// An element of the sentence: "Russian", "Russia's", "of the European Union".
    Element(usize),
    /// A body of that state: "Russian foreign ministry spokesman" (body element, state element).
    Body(usize, Option<usize>),
    /// A possessive pronoun: "its", "his".
    Pronoun(usize),
    /// Where it is: "police in Kyiv".
    Within(usize),
}

/// A noun phrase whose head is a role.
#[derive(Clone, Debug)]
pub(super) struct NounPhrase {
    pub(super) role: u32,
    pub(super) plural: bool,
    pub(super) of: Owner,
    /// "the", "this", "both", "two": something said before, or the only one.
    pub(super) definite: bool,
    /// "a", "some", "no"
    pub(super) indefinite: bool,
    /// Number of members, where it is said: two for "both", "the two".
    pub(super) count: Option<u8>,
    pub(super) top: bool,
    pub(super) former: bool,
    /// Whether an adjective or noun of unknown meaning narrows it ("opposition lawmakers").
    pub(super) narrowed: bool,
    /// The part of the world that it belongs to ("Western officials"): index in the lexicon.
    pub(super) region: Option<u32>,
}

/// What a mention is made of.
#[derive(Clone, Debug)]
pub(super) enum Topic {
    /// A name: its own tokens, its element, the words before it.
    Name { first: usize, last: usize, element: usize, title: TitleWords },
    /// A role.
    Nominal(NounPhrase),
    /// "he", "its", "both"
    Pronoun,
    /// "the pair", "the two"
    Pair,
    /// "the city of Bukavu": whatever the element of the name names.
    Same { element: usize },
}

/// A mention before it is resolved.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) sentence: usize,
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) head: usize,
    pub(super) kind: MentionKind,
    pub(super) topic: Topic,
    pub(super) entities: Vec<usize>,
    pub(super) decided_by: &'static str,
    pub(super) title: Option<super::TitleReading>,
    /// A demonym in the plural, "three Russians": people, not their state.
    pub(super) people: bool,
    /// The name of a storm, a treaty, a weapon: neither actor nor place.
    pub(super) thing: bool,
}

/// A sentence with what the first look found in it.
pub(super) struct View<'a> {
    pub(super) index: usize,
    pub(super) sentence: &'a Sentence,
    pub(super) atoms: &'a Atoms,
    pub(super) elements: &'a [Element],
    /// Element of each token.
    pub(super) at: Vec<Option<usize>>,
}

impl<'a> View<'a> {
    pub(super) fn new(index: usize, sentence: &'a Sentence, atoms: &'a Atoms, elements: &'a [Element]) -> Self {
        let mut at = vec![None; sentence.tokens.len()];
        for (index, element) in elements.iter().enumerate() {
            at[element.first..=element.last].fill(Some(index));
        }
        Self { index, sentence, atoms, elements, at }
    }

    pub(super) fn form(&self, token: usize) -> &str {
        self.sentence.tokens.get(token).map_or("", |token| token.form.as_str())
    }

    fn element_ending(&self, token: usize) -> Option<usize> {
        self.at[token].filter(|&element| self.elements[element].last == token)
    }

    /// Whether the element names something that can own a role: not itself a role or a title.
    fn names(&self, element: usize) -> bool {
        matches!(self.elements[element].what, What::Known(_) | What::Capital)
    }
}

/// What stands before a role in its phrase.
struct Modifiers {
    first: usize,
    of: Owner,
    definite: bool,
    indefinite: bool,
    count: Option<u8>,
    top: bool,
    former: bool,
    narrowed: bool,
    region: Option<u32>,
}

/// The mentions of a sentence, unresolved.
pub(super) fn drafts(gazetteer: &Gazetteer, lexicon: &Lexicon, view: &View<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    let mut absorbed = vec![false; view.elements.len()];
    for (index, element) in view.elements.iter().enumerate() {
        if view.names(index) {
            found.push(name(gazetteer, lexicon, view, index, element, &mut absorbed));
        }
    }
    let beside = super::beside::drafts(gazetteer, lexicon, view, &found);
    for (index, element) in view.elements.iter().enumerate() {
        if let What::Role { role, plural } = element.what
            && !absorbed[index]
            && !beside.iter().any(|draft| (element.first..=element.last).contains(&draft.head))
            && let Some(draft) = nominal(lexicon, view, index, role, plural)
        {
            found.push(draft);
        }
    }
    found.extend(beside);
    for token in 0..view.sentence.tokens.len() {
        if view.at[token].is_none()
            && let Some(draft) = super::pronoun::draft(view, token)
        {
            found.push(draft);
        }
    }
    found.sort_by_key(|draft| (draft.first, usize::MAX - draft.last));
    found
}

fn name(
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    view: &View<'_>,
    index: usize,
    element: &Element,
    absorbed: &mut [bool],
) -> Draft {
    let mut first = element.first;
    let mut last = element.last;
    let mut title = TitleWords::default();
    let person = match &element.what {
        What::Known(hits) => hits.iter().any(|hit| gazetteer.entry(hit.entry).kind() == EntityKind::Person),
        _ => true,
    };
    if person {
        while first > 0
            && let Some(before) = view.element_ending(first - 1)
            && let What::Title(gender) = view.elements[before].what
        {
            absorbed[before] = true;
            first = view.elements[before].first;
            title.gender = title.gender.or(gender);
            title.role = title.role.or(None);
        }
        if first > 0
            && let Some(before) = view.element_ending(first - 1)
            && let What::Role { role, plural: false } = view.elements[before].what
            && matches!(lexicon.roles[role as usize].sort, Sort::Office | Sort::Person)
        {
            let words = &view.elements[before];
            let modifiers = modifiers(lexicon, view, words.first);
            absorbed[before] = true;
            if let Owner::Body(body, _) = modifiers.of {
                absorbed[body] = true;
            }
            title.role = Some((words.first, words.last, role));
            title.of = modifiers.of;
            title.former = modifiers.former;
            title.gender = title.gender.or(lexicon.roles[role as usize].gender);
            first = modifiers.first;
        }
    }
    if person
        && title.role.is_none()
        && first > 0
        && let Some((office, of)) = office_of(lexicon, view, first)
        && let What::Role { role, .. } = view.elements[office].what
    {
        let words = &view.elements[office];
        let modifiers = modifiers(lexicon, view, words.first);
        absorbed[office] = true;
        title.role = Some((words.first, words.last, role));
        title.of = if modifiers.of == Owner::Nothing { Owner::Element(of) } else { modifiers.of };
        title.former = modifiers.former;
        title.gender = title.gender.or(lexicon.roles[role as usize].gender);
        first = modifiers.first;
    }
    // "Tass news agency", "Donetsk region"
    if let Some(after) = view.at.get(last + 1).copied().flatten()
        && view.elements[after].first == last + 1
        && let What::Role { role, plural: false } = view.elements[after].what
        && !is_capital(view.form(last + 1))
        && matches!(lexicon.roles[role as usize].sort, Sort::Organisation | Sort::Place)
        && title.role.is_none()
        && let What::Known(hits) = &element.what
        && hits.iter().all(|hit| hit.form == Form::Name)
        && hits.iter().any(|hit| {
            matches!(
                (lexicon.roles[role as usize].sort, gazetteer.entry(hit.entry).kind()),
                (Sort::Organisation, EntityKind::Organisation) | (Sort::Place, EntityKind::Place)
            )
        })
    {
        absorbed[after] = true;
        last = view.elements[after].last;
    }
    let head =
        head(view.sentence, if title.role.is_some() { title_first(&title, first) } else { first }, last, element.first);
    let people = matches!(&element.what, What::Known(hits) if hits.iter().all(|hit| hit.form == Form::Adjective))
        && demonym_of_people(view.sentence, element.last);
    if people && first == element.first {
        first = counted_from(view, first);
    }
    let topic = Topic::Name { first: element.first, last: element.last, element: index, title };
    Draft {
        sentence: view.index,
        first,
        last,
        head,
        kind: MentionKind::Name,
        topic,
        entities: Vec::new(),
        decided_by: "unresolved",
        title: None,
        people,
        thing: false,
    }
}

/// "President of Zhelkovia Ordo Velk": the office before the name with what it is of, and the element of that.
fn office_of(lexicon: &Lexicon, view: &View<'_>, name: usize) -> Option<(usize, usize)> {
    let mut at = name;
    let mut of = None;
    for _ in 0..6 {
        let element = view.element_ending(at.checked_sub(1)?)?;
        let organ = match view.elements[element].what {
            What::Known(_) | What::Capital => true,
            // "Minister of State for the Armed Forces"
            What::Role { role, .. } => matches!(lexicon.roles[role as usize].sort, Sort::Body | Sort::State),
            _ => false,
        };
        if !organ {
            return None;
        }
        of = of.or(Some(element));
        at = view.elements[element].first;
        if at > 0 && view.form(at - 1).eq_ignore_ascii_case("the") {
            at -= 1;
        }
        match view.form(at.checked_sub(1)?) {
            "of" | "for" => {
                let office = view.element_ending(at.checked_sub(2)?)?;
                if let What::Role { role, plural: false } = view.elements[office].what
                    && matches!(lexicon.roles[role as usize].sort, Sort::Office | Sort::Person)
                {
                    // "Head of the Office of the President of Zhelkovia Ordo Velk": what serves the office is not the office.
                    let mut before = view.elements[office].first.checked_sub(1);
                    if before.is_some_and(|before| view.form(before).eq_ignore_ascii_case("the")) {
                        before = before.and_then(|before| before.checked_sub(1));
                    }
                    let serves = before.is_some_and(|before| matches!(view.form(before), "of" | "to"));
                    return if serves { None } else { Some((office, of?)) };
                }
                at -= 1;
            }
            "and" | "," => at -= 1,
            _ => return None,
        }
    }
    None
}

/// Whether a demonym is a noun that heads its phrase: "two Americans", "a Ukrainian", not "the Chinese" or "Americans' votes".
fn demonym_of_people(sentence: &Sentence, token: usize) -> bool {
    let word = &sentence.tokens[token];
    let one = || {
        let counts = |before: &crate::syntax::Token| matches!(before.lemma.as_str(), "a" | "another" | "one");
        token.checked_sub(1).is_some_and(|before| counts(&sentence.tokens[before]))
            && sentence
                .tokens
                .get(token + 1)
                .is_none_or(|next| !matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Adj))
    };
    (word.form.ends_with('s') && !word.form.ends_with("ss") && matches!(word.upos, Upos::Noun | Upos::Propn) || one())
        && !matches!(word.deprel.universal(), Deprel::Amod | Deprel::Compound | Deprel::Flat)
}

/// Where the phrase of counted people begins: "five Palestinians", "dozens of" left out.
fn counted_from(view: &View<'_>, first: usize) -> usize {
    match first.checked_sub(1).map(|before| &view.sentence.tokens[before]) {
        Some(before) if before.upos == Upos::Num || before.form.eq_ignore_ascii_case("the") => first - 1,
        _ => first,
    }
}

fn title_first(title: &TitleWords, first: usize) -> usize {
    title.role.map_or(first, |(role, _, _)| role)
}

/// The token of the stretch that the rest of the sentence governs; the one at or after `prefer` where there are several.
fn head(sentence: &Sentence, first: usize, last: usize, prefer: usize) -> usize {
    let outside = |token: &usize| {
        let word = &sentence.tokens[*token];
        word.deprel != Deprel::Punct && word.head.is_none_or(|head| head < first || head > last)
    };
    (prefer..=last).find(outside).or_else(|| (first..prefer).rev().find(outside)).unwrap_or(prefer)
}

fn modifiers(lexicon: &Lexicon, view: &View<'_>, start: usize) -> Modifiers {
    let mut found = Modifiers {
        first: start,
        of: Owner::Nothing,
        definite: false,
        indefinite: false,
        count: None,
        top: false,
        former: false,
        narrowed: false,
        region: None,
    };
    while found.first > 0 && start - found.first < 9 {
        let mut before = found.first - 1;
        // "West Zhelk Liberation Army (WZLA) militants"
        if before > 2 && view.form(before) == ")" && view.form(before - 2) == "(" {
            before -= 3;
            if view.element_ending(before).is_none() {
                break;
            }
        }
        if let Some(element) = view.element_ending(before) {
            let words = &view.elements[element];
            match words.what {
                What::Role { plural: false, .. } if found.of == Owner::Nothing => found.of = Owner::Body(element, None),
                What::Known(_) | What::Capital => match found.of {
                    Owner::Nothing => found.of = Owner::Element(element),
                    Owner::Body(body, None) => found.of = Owner::Body(body, Some(element)),
                    _ => break,
                },
                _ => break,
            }
            found.first = words.first;
            continue;
        }
        if view.at[before].is_some() {
            break;
        }
        let word = &view.sentence.tokens[before];
        if let Some((length, region)) = lexicon.region_before(view.atoms, before) {
            found.region = found.region.or(Some(region));
            found.first = before + 1 - length;
            continue;
        }
        let lower = word.form.to_lowercase();
        if matches!(lower.as_str(), "'s" | "’s" | "'" | "’") {
            let Some(owner) = before.checked_sub(1).and_then(|token| view.element_ending(token)) else { break };
            if !view.names(owner) {
                break;
            }
            match found.of {
                Owner::Nothing => found.of = Owner::Element(owner),
                Owner::Body(body, None) => found.of = Owner::Body(body, Some(owner)),
                _ => break,
            }
            found.definite = true;
            found.first = view.elements[owner].first;
            if found.first > 0 && view.form(found.first - 1).eq_ignore_ascii_case("the") {
                found.first -= 1;
            }
            break;
        }
        match lower.as_str() {
            // "said that Chancellor Velk", "at least six people"
            "that" if word.deprel == Deprel::Mark || word.upos == Upos::Sconj => break,
            "least" | "most" | "more" | "fewer" => break,
            "the" | "this" | "that" | "these" | "those" => {
                found.definite = true;
                found.first = before;
                break;
            }
            "both" => {
                found.definite = true;
                found.count = Some(2);
                found.first = before;
                break;
            }
            "a" | "an" | "another" | "some" | "any" | "no" | "every" | "each" | "many" | "several" => {
                found.indefinite = true;
                found.first = before;
                break;
            }
            "his" | "her" | "its" | "their" | "our" | "my" => {
                if found.of == Owner::Nothing {
                    found.of = Owner::Pronoun(before);
                }
                found.definite = true;
                found.first = before;
                break;
            }
            "two" => found.count = Some(2),
            "top" | "chief" | "leading" => found.top = true,
            "former" | "ex" | "ex-" | "then" | "onetime" | "late" | "ousted" | "deposed" | "toppled" | "overthrown" => {
                found.former = true
            }
            "outgoing" => {}
            "-" | "‐" if !word.space_after => {}
            _ if matches!(word.upos, Upos::Adj | Upos::Num) => found.narrowed = true,
            // Nothing but an article or a state stands before "former".
            _ if found.former => break,
            _ if word.upos == Upos::Noun && word.deprel != Deprel::Nsubj && word.deprel != Deprel::Obj => {
                found.narrowed = true
            }
            _ => break,
        }
        found.first = before;
    }
    found
}

fn nominal(lexicon: &Lexicon, view: &View<'_>, index: usize, role: u32, plural: bool) -> Option<Draft> {
    let element = &view.elements[index];
    let kind = &lexicon.roles[role as usize];
    // A role that modifies the next role or name is part of that phrase.
    if let Some(next) = view.at.get(element.last + 1).copied().flatten()
        && view.elements[next].first == element.last + 1
        && matches!(view.elements[next].what, What::Role { .. })
        && !plural
    {
        return None;
    }
    let found = modifiers(lexicon, view, element.first);
    let mut last = element.last;
    let mut of = found.of;
    if of == Owner::Nothing
        && let Some((owner, end, within)) = owner_after(view, element.last)
    {
        if within {
            of = Owner::Within(owner);
        } else {
            of = Owner::Element(owner);
            last = end;
        }
    }
    let capital = is_capital(view.form(element.first)) && element.first > 0;
    let owned = of != Owner::Nothing;
    let wanted = match kind.sort {
        Sort::Office | Sort::Person => {
            plural || found.definite || found.indefinite || owned || capital || found.count.is_some()
        }
        Sort::Group => true,
        Sort::Body => plural || found.definite || found.indefinite || owned || capital,
        Sort::Organisation | Sort::Place => found.definite && !plural && !owned,
        Sort::State => {
            found.definite && (plural || !found.indefinite && !owned) || plural && (found.region.is_some() || owned)
        }
    };
    if !wanted {
        return None;
    }
    let head = head(view.sentence, element.first, element.last, element.last);
    // "Israel's Foreign Ministry", "Parliament": an organ with capitals is named.
    let spelled = |token: usize| is_capital(view.form(token)) || view.form(token).len() < 4;
    let name = capital && kind.sort == Sort::Body && (element.first..=element.last).all(spelled);
    let phrase = NounPhrase {
        role,
        plural,
        of,
        definite: found.definite,
        indefinite: found.indefinite,
        count: found.count,
        top: found.top,
        former: found.former,
        narrowed: found.narrowed,
        region: found.region,
    };
    Some(Draft {
        sentence: view.index,
        first: found.first,
        last,
        head,
        kind: if name { MentionKind::Name } else { MentionKind::Nominal },
        topic: Topic::Nominal(phrase),
        entities: Vec::new(),
        decided_by: "unresolved",
        title: None,
        people: false,
        thing: false,
    })
}

/// "of Russia", "of the European Union", "in Kyiv" after a role: the element, its last token, whether it is a place.
fn owner_after(view: &View<'_>, last: usize) -> Option<(usize, usize, bool)> {
    let within = match view.form(last + 1) {
        "of" | "for" => false,
        "in" | "from" | "at" => true,
        _ => return None,
    };
    let mut next = last + 2;
    if view.form(next).eq_ignore_ascii_case("the") {
        next += 1;
    }
    let element = view.at.get(next).copied().flatten()?;
    (view.elements[element].first == next && view.names(element)).then_some((
        element,
        view.elements[element].last,
        within,
    ))
}
