//! Whose party a person is, by the words beside the name: "Rep. Ann Velk (R-Ohio)", "Senator Velk, Republican of Ohio",
//! "Labour MP Ordo Velk"; and the part of the state that those words name.

use super::{
    EntityKind,
    draft::{Draft, Owner, TitleWords, Topic, View},
    element::{What, is_capital},
    lexicon::Role,
    reader::Reader,
};
use crate::{
    lexicon::set,
    syntax::{Number, Upos},
};

/// How many tokens behind a name its party may stand.
const FAR: usize = 7;

/// The party of a person, and the part of a state that is named beside it: entries of the gazetteer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Affiliation {
    party: u32,
    region: Option<u32>,
}

impl Reader<'_, '_> {
    /// The party that the words beside a person's name say.
    pub(super) fn affiliation(&self, draft: &Draft) -> Option<Affiliation> {
        let Topic::Name { first, title, .. } = &draft.topic else { return None };
        let view = &self.views[draft.sentence];
        let side = self
            .bracketed(view, draft.last)
            .or_else(|| self.said_behind(view, draft.last))
            .or_else(|| self.said_before(view, draft.first, *first, title))?;
        // A Frenchman is no American Republican.
        let home = draft.entities.first().and_then(|&person| self.gazetteer.entry(self.cast.entry[person]?).country());
        let state = self.gazetteer.entry(side.party).country();
        home.is_none_or(|home| state == Some(home)).then_some(side)
    }

    /// The party of an affiliation as an entity.
    pub(super) fn party(&mut self, side: Affiliation) -> usize {
        self.cast.known(side.party)
    }

    /// "(R-Ohio)", "(D)", ", R-Ohio,", "(Labour, Zhelk)": a short form right behind the name.
    fn bracketed(&self, view: &View<'_>, last: usize) -> Option<Affiliation> {
        let word = last + 2;
        let (bracket, comma) = (view.form(last + 1) == "(", view.form(last + 1) == ",");
        let hyphen = matches!(view.form(word + 1), "-" | "–" | "‑");
        if !(bracket || comma && hyphen && view.form(word).len() == 1) {
            return None;
        }
        let end = (word + 1..view.sentence.tokens.len().min(word + FAR))
            .find(|&token| matches!(view.form(token), ")" | ","))
            .filter(|&end| view.form(end) == ")" || !bracket || hyphen)
            .or_else(|| (comma && hyphen).then(|| view.sentence.tokens.len() - 1))?;
        let region = if hyphen && word + 2 < end { self.region(view, word + 2, end - 1) } else { None };
        // "(R-Ohio)" is the party of the state that Ohio is a part of.
        let party = self.party_at(view, word, region)?;
        // "(D)" may be anything, and so may a letter before a hyphen and a word that is no place: "D-Day".
        (region.is_some() || !hyphen).then_some(Affiliation { party, region })
    }

    /// ", Republican of Ohio", ", a Texas Republican,", ", a Democratic senator from Ohio": what the name is said to be.
    fn said_behind(&self, view: &View<'_>, last: usize) -> Option<Affiliation> {
        if view.form(last + 1) != "," {
            return None;
        }
        let tokens = &view.sentence.tokens;
        let ends = |token: &usize| {
            !matches!(view.form(*token), "," | "." | ";" | "(" | ")" | "—" | "–") && !set::WHO.has(view.form(*token))
        };
        let verb = |token: &usize| !matches!(tokens[*token].upos, Upos::Verb | Upos::Aux | Upos::Cconj);
        let words = (last + 2..tokens.len().min(last + 2 + FAR)).take_while(ends).take_while(verb);
        let long = |token: usize| view.form(token).len() > 1;
        let mut region = None;
        for token in words {
            if set::FORMER.has_any_case(view.form(token)) || set::OF_FOR.has(view.form(token)) {
                return None;
            }
            if let Some(place) = self.region_at(view, token) {
                region = Some(place);
            }
            let Some(party) = self.party_at(view, token, region).filter(|_| long(token)) else { continue };
            let end = view.at[token].map_or(token, |element| view.elements[element].last);
            let holder = self.holder_behind(view, end)?;
            let region = region.or_else(|| self.region_behind(view, holder));
            return Some(Affiliation { party, region });
        }
        None
    }

    /// "Republican Sen. Velk", "Labour MP Velk", "Democratic presidential candidate Velk", "Texas Republican Velk".
    fn said_before(&self, view: &View<'_>, begin: usize, name: usize, title: &TitleWords) -> Option<Affiliation> {
        let (role, last) = match title.role {
            Some((first, last, _)) => self.holder_among(view, first, last).then_some((first, last))?,
            // A title that is a party: "Republican Ordo Velk".
            None => {
                let party = (begin..name).find(|&token| !self.parties_at(view, token).is_empty())?;
                (party + 1, party)
            }
        };
        // "Senate Democratic Leader Velk"
        if let Some(party) = (role..=last).find_map(|token| self.party_at(view, token, None)) {
            return Some(Affiliation { party, region: None });
        }
        for token in (role.saturating_sub(3)..role).rev() {
            if set::FORMER.has_any_case(view.form(token)) {
                return None;
            }
            if view.form(token).len() > 1
                && let Some(party) = self.party_at(view, token, None)
            {
                let first = view.at[token].map_or(token, |element| view.elements[element].first);
                if first.checked_sub(1).is_some_and(|before| set::FORMER.has_any_case(view.form(before))) {
                    return None;
                }
                let region = first.checked_sub(1).and_then(|before| self.region_at(view, before));
                return Some(Affiliation { party, region });
            }
            if !matches!(view.sentence.tokens[token].upos, Upos::Adj | Upos::Noun | Upos::Propn) {
                return None;
            }
        }
        None
    }

    /// The token that says what the member of the party whose word ends there is: the word itself, where it is a noun,
    /// or the role that it stands before.
    fn holder_behind(&self, view: &View<'_>, party: usize) -> Option<usize> {
        let tokens = &view.sentence.tokens;
        let next = tokens.get(party + 1)?;
        let alone = !matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Adj) && next.form != "-";
        if alone {
            let word = &tokens[party];
            let member = self.lexicon.is_human(&word.form.to_lowercase())
                && word.feats.number != Some(Number::Plur)
                && !set::POSSESSIVE.has(&next.form);
            return member.then_some(party);
        }
        let phrase = (party + 1..tokens.len().min(party + 5))
            .take_while(|&token| matches!(tokens[token].upos, Upos::Noun | Upos::Propn | Upos::Adj));
        let last = phrase.last()?;
        self.holder_among(view, last, last).then_some(last)
    }

    /// Whether a role is one that a party's people have.
    fn holder_among(&self, view: &View<'_>, first: usize, last: usize) -> bool {
        let word = &view.sentence.tokens[last];
        let title = view.atoms.joined(first, last);
        let short = self.lexicon.names().title(&title).map_or("", |title| &*title.role);
        set::PARTY_HOLDER.has(&word.form.to_lowercase()) || set::PARTY_HOLDER.has(short)
    }

    /// The party that the word at a token says; of several of one name that of a state that the article speaks of.
    fn party_at(&self, view: &View<'_>, token: usize, region: Option<u32>) -> Option<u32> {
        let state = region.and_then(|region| self.gazetteer.entry(region).country());
        let parties = self.parties_at(view, token);
        // A party's own name needs no more than itself.
        if let ([only], Some(element)) = (&parties[..], view.at[token])
            && matches!(&view.elements[element].what, What::Known(hits) if hits.iter().all(|hit| !hit.doubtful))
        {
            return Some(*only);
        }
        let country = |party: &u32| self.gazetteer.entry(*party).country();
        let mut fit = parties.iter().copied().filter(|party| {
            country(party).is_some_and(|of| state.map_or_else(|| self.mentioned(of), |state| of == state))
        });
        fit.next().filter(|_| fit.next().is_none())
    }

    /// The parties that the word at a token may say.
    fn parties_at(&self, view: &View<'_>, token: usize) -> Vec<u32> {
        if !is_capital(view.form(token)) {
            return Vec::new();
        }
        if let Some(element) = view.at[token]
            && let What::Known(hits) = &view.elements[element].what
            && view.elements[element].last == token
        {
            let party = |entry: &u32| set::CLASS_OF_PARTY.has(self.gazetteer.entry(*entry).class());
            let known: Vec<u32> = hits.iter().map(|hit| hit.entry).collect();
            if !known.is_empty() && known.iter().all(party) {
                return known;
            }
        }
        let folded = view.atoms.joined(token, token);
        self.lexicon.names().parties(&folded).iter().filter_map(|party| self.gazetteer.find(party)).collect()
    }

    /// The part of a state that these words name, or are short for: "Fla."
    fn region(&self, view: &View<'_>, first: usize, last: usize) -> Option<u32> {
        let folded = view.atoms.joined(first, last);
        if let Some(place) = self.lexicon.names().seat(&folded).and_then(|place| self.gazetteer.find(place)) {
            return Some(place);
        }
        let mut found = self.gazetteer.names().exact(&folded).map(|name| name.entry);
        found.find(|&entry| self.is_part_of_state(entry))
    }

    fn is_part_of_state(&self, entry: u32) -> bool {
        let entry = self.gazetteer.entry(entry);
        entry.kind() == EntityKind::Place && entry.country().is_some() && set::CLASS_OF_REGION.has(entry.class())
    }

    /// The part of a state whose name ends at a token.
    fn region_at(&self, view: &View<'_>, token: usize) -> Option<u32> {
        let element = view.element_ending(token)?;
        let What::Known(hits) = &view.elements[element].what else { return None };
        hits.iter().map(|hit| hit.entry).find(|&entry| self.is_part_of_state(entry))
    }

    /// "of Ohio", "from Ohio" behind a token.
    pub(super) fn region_behind(&self, view: &View<'_>, token: usize) -> Option<u32> {
        if !set::OF_FROM.has(view.form(token + 1)) {
            return None;
        }
        let element = view.at.get(token + 2).copied().flatten()?;
        self.region_at(view, view.elements[element].last)
    }

    /// The state, part of a state or body that has the office before a name.
    pub(super) fn office_owner(
        &mut self,
        index: usize,
        title: &TitleWords,
        side: Option<Affiliation>,
    ) -> Option<usize> {
        let (_, _, role) = title.role?;
        let role = &self.lexicon.roles()[role as usize];
        let slug = role.slugs.first().map_or("", |slug| &**slug);
        let sentence = self.drafts[index].sentence;
        if set::SEAT.has(&role.term) {
            return self.seat_owner(index, title, role, side);
        }
        // "House Majority Leader Velk (R-Ohio)" leads no part of Ohio.
        if set::CHAMBER_LEADER.has(&role.term) && title.of == Owner::Nothing {
            return self.seat_of_state(index, role, side);
        }
        // "Gov. Velk of Ohio"
        let last = self.drafts[index].last;
        if title.of == Owner::Nothing
            && set::BELOW_THE_STATE.has(slug)
            && let Some(region) = self.region_behind(&self.views[sentence], last)
        {
            return Some(self.cast.known(region));
        }
        let of = self.place_of_office(sentence, title.of, slug).or_else(|| self.owner(sentence, title.of));
        // "Defence Minister Ordo Velk" in an article on one state is that state's, unless the gazetteer knows who that is.
        let person = *self.drafts[index].entities.first()?;
        let ministry =
            set::NATIONAL_OFFICE.has(slug) || slug.rsplit('-').next().is_some_and(|last| set::MINISTER.has(last));
        let open = title.of == Owner::Nothing && ministry && self.cast.entry[person].is_none();
        of.or_else(|| if open { self.main_state(sentence) } else { None })
    }

    /// "Zhelkville Mayor Ordo Velk": the office is that of the town, not of its state.
    pub(super) fn place_of_office(&self, sentence: usize, of: Owner, slug: &str) -> Option<usize> {
        let Owner::Element(element) = of else { return None };
        let place = self.of_element[sentence][element].filter(|_| set::BELOW_THE_STATE.has(slug))?;
        (self.cast.kind(place) == EntityKind::Place).then_some(place)
    }

    /// The part of a state that a member of a parliament sits for, else the state or body whose parliament it is.
    fn seat_owner(
        &mut self,
        index: usize,
        title: &TitleWords,
        role: &Role,
        side: Option<Affiliation>,
    ) -> Option<usize> {
        let draft = &self.drafts[index];
        let (sentence, last) = (draft.sentence, draft.last);
        let region = side.and_then(|side| side.region).or_else(|| self.region_behind(&self.views[sentence], last));
        if let Some(region) = region {
            return Some(self.cast.known(region));
        }
        let party = |reader: &Self, of: usize| set::CLASS_OF_PARTY.has(&reader.cast.class[of]);
        if let Some(of) = self.owner(sentence, title.of).filter(|&of| !party(self, of)) {
            return Some(of);
        }
        if title.of == Owner::Nothing || side.is_some() { self.seat_of_state(index, role, side) } else { None }
    }

    /// The state in whose parliament somebody sits: that of the party, else the one that the sentence or the article speaks of.
    fn seat_of_state(&mut self, index: usize, role: &Role, side: Option<Affiliation>) -> Option<usize> {
        let draft = &self.drafts[index];
        let (sentence, person) = (draft.sentence, *draft.entities.first()?);
        // "Sen. Velk (R-Ohio)", and below "Republican Sen. Velk"
        if let Some(before) = self.said.first(person).filter(|&before| before < index)
            && let Some(title) = &self.drafts[before].title
            && role.slugs.iter().any(|slug| **slug == *title.office)
        {
            return title.of;
        }
        if let Some(state) = side.and_then(|side| self.gazetteer.entry(side.party).country()) {
            return Some(self.cast.known(state));
        }
        let chamber = match &*role.term {
            term if set::SEAT_OF_SENATE.has(term) => set::SENATE.only(),
            term if set::SEAT_OF_CONGRESS.has(term) => set::CONGRESS.only(),
            _ => return None,
        };
        let bodies = self.gazetteer.names().exact(chamber);
        let states: Vec<u32> = bodies.filter_map(|body| self.gazetteer.entry(body.entry).country()).collect();
        self.state_with(sentence, chamber, &states)
    }
}
