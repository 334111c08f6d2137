//! What the surroundings of a match must fulfil: the near misses of the grammar.
//!
//! "May" is a month, a verb and a prime minister, "the Sunday Times" no Sunday, 2,000 troops no year. A guard looks at
//! the neighbours and their tags; where the tags are missing it decides by the words alone.

use super::{atom::Atom, class::Class, meaning::Unit};
use crate::{
    lexicon::set::{self, Set},
    syntax::{Number, Sentence, Upos, VerbForm},
};

/// A match in its surroundings.
pub(super) struct Around<'a> {
    /// The pieces of the sentence.
    pub(super) atoms: &'a [Atom],
    /// First piece of the match.
    pub(super) first: usize,
    /// One past its last piece.
    pub(super) end: usize,
    /// The sentence.
    pub(super) sentence: &'a Sentence,
    /// Months that are somebody's name in this article, as bits.
    pub(super) names: u16,
}

/// Whether the surroundings allow the match.
pub(super) type Guard = fn(&Around) -> bool;

impl Around<'_> {
    fn form(&self, index: usize) -> &str {
        self.atoms.get(index).map_or("", |atom| atom.form(self.sentence))
    }

    fn form_is(&self, index: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.form(index).eq_ignore_ascii_case(word))
    }

    fn form_in(&self, index: usize, set: Set) -> bool {
        set.has_any_case(self.form(index))
    }

    fn before_in(&self, set: Set) -> bool {
        self.first.checked_sub(1).is_some_and(|index| self.form_in(index, set))
    }

    fn after_in(&self, set: Set) -> bool {
        self.form_in(self.end, set)
    }

    fn before(&self) -> Option<&Atom> {
        self.first.checked_sub(1).and_then(|index| self.atoms.get(index))
    }

    fn before_is(&self, words: &[&str]) -> bool {
        self.first.checked_sub(1).is_some_and(|index| self.form_is(index, words))
    }

    fn before_class(&self, class: Class) -> bool {
        self.before().is_some_and(|atom| atom.is(class))
    }

    fn after(&self) -> Option<&Atom> {
        self.atoms.get(self.end)
    }

    fn after_is(&self, words: &[&str]) -> bool {
        self.form_is(self.end, words)
    }

    fn tag(&self, index: usize) -> Option<Upos> {
        self.atoms.get(index).map(|atom| self.sentence.tokens[atom.token].upos)
    }

    fn after_is_noun(&self) -> bool {
        matches!(self.tag(self.end), Some(Upos::Noun | Upos::Propn | Upos::Adj))
    }

    /// Whether the next piece ends the phrase: nothing, or no word.
    fn after_ends(&self) -> bool {
        match self.atoms.get(self.end) {
            None => true,
            Some(atom) => {
                let token = &self.sentence.tokens[atom.token];
                !token.form.starts_with(|letter: char| letter.is_alphanumeric())
                    || matches!(token.upos, Upos::Cconj | Upos::Aux)
                    || token.upos == Upos::Verb && token.feats.verb_form == Some(VerbForm::Fin)
            }
        }
    }

    fn unit(&self) -> Option<Unit> {
        let piece =
            self.atoms[self.first..self.end].iter().find(|atom| atom.is(Class::Unit) || atom.is(Class::Units))?;
        let number = if piece.is(Class::Units) { piece.value(Class::Units) } else { piece.value(Class::Unit) };
        Some(Unit::of(number).0)
    }

    fn unit_from(&self, least: Unit) -> bool {
        self.unit().is_some_and(|unit| unit >= least)
    }

    /// "-year-old", "years old", "years of age": an age.
    fn is_age(&self) -> bool {
        self.after_in(set::AGE_AFTER)
            || (self.after_in(set::HYPHEN_OF) && self.form_in(self.end + 1, set::AGE_AFTER_OF))
    }

    /// A capitalised name part follows that makes the match part of a name: "April 6 Movement".
    fn heads_name(&self) -> bool {
        self.after().is_some_and(|atom| atom.capital && atom.is(Class::Namehead))
    }
}

/// Nothing is asked.
pub(super) fn none(_: &Around) -> bool {
    true
}

/// Not "14 October Brigade".
pub(super) fn month_day(around: &Around) -> bool {
    !around.heads_name()
}

/// "the 20th", but not "the 20th century" or "the 5th Army".
pub(super) fn nth(around: &Around) -> bool {
    around.atoms.get(around.first + 1).is_some_and(|atom| atom.word.is_none())
        && around.before_in(set::BEFORE_DAY)
        && !around.after_is_noun()
        && !around.after_in(set::GOES_ON)
}

/// A month by itself: after a preposition, before a possessive, or within "the May summit".
pub(super) fn month(around: &Around) -> bool {
    let atom = &around.atoms[around.first];
    let before = around.before();
    let number = atom.value(Class::Month);
    if around.heads_name() || around.form(around.first).len() <= 3 && number != 5 {
        return false;
    }
    if around.after().is_some_and(|next| next.is(Class::Day) || next.is(Class::Nth)) && around.after_is_noun() {
        return false;
    }
    // "mid-May": the hyphen stands between.
    let before = match before {
        Some(mark) if around.before_is(&["-"]) && around.first > 1 && mark.glued => around.atoms.get(around.first - 2),
        before => before,
    };
    let somebody = u32::try_from(number).is_ok_and(|number| around.names >> number & 1 == 1);
    if before.is_some_and(|word| word.is(Class::Position) || word.is(Class::Edge) || word.is(Class::Deixis)) {
        return true;
    }
    if around.before_in(set::BEFORE_MONTH) {
        return true;
    }
    if around.first > 1 && around.before_in(set::JOINS_MONTH) {
        // "March and April", "from May to June"
        return around.atoms[around.first - 2].is(Class::Month) && !somebody;
    }
    if somebody {
        return false;
    }
    if before.is_some_and(|word| word.is(Class::Prep)) {
        return around.tag(around.end).is_none_or(|tag| tag != Upos::Propn);
    }
    // "the March on Washington" is none; "the March summit", "a May meeting", "its April report" are.
    let common = around.tag(around.end) == Some(Upos::Noun);
    if before.is_some_and(|word| word.is(Class::Det)) {
        return common;
    }
    around.after_in(set::CLITIC_S) && !matches!(number, 4..=6 | 8)
}

/// A year: four digits that are neither a count nor part of a name.
pub(super) fn year(around: &Around) -> bool {
    let atom = &around.atoms[around.first];
    let value = atom.number;
    let token = &around.sentence.tokens[atom.token];
    if atom.glued
        && around.before().is_some_and(|mark| {
            !mark.is(Class::Year) && around.before_is(&["$", "£", "€", "#", "."]) || mark_joins_name(around)
        })
    {
        return false;
    }
    if around.after().is_some_and(|next| next.glued && next.classes != 0 && !around.after_is(&["-", "–", "—"])) {
        return false;
    }
    if around.after().is_some_and(|next| next.is(Class::Unit) || next.is(Class::Units) || next.is(Class::Zone)) {
        return false;
    }
    if around.after_in(set::COUNTED) {
        return false;
    }
    // "fiscal 2025", "the fiscal year 2025" begin when they please.
    if around.before_in(set::FISCAL) {
        return false;
    }
    let recent = (1900..2100).contains(&value);
    let counted = token.head.is_some_and(|head| {
        let head = &around.sentence.tokens[head];
        head.upos == Upos::Noun
            && head.feats.number == Some(Number::Plur)
            && token.deprel == crate::syntax::Deprel::Nummod
    });
    let Some(before) = around.before() else { return recent && !counted };
    if around.before_in(set::BEFORE_YEAR) {
        return recent || !around.after_is_noun();
    }
    if before.is(Class::Prep) || around.before_in(set::JOINS_YEAR) {
        return recent && !counted || before.is(Class::Prep) && !around.after_is_noun() && value >= 1400;
    }
    if before.is(Class::Det) || around.before_in(set::POSSESSIVE_MARK) {
        return recent || value >= 1500 && !counted;
    }
    // "Resolution 2231", "Project 2025": a name with its number. Other words only where they are no names.
    recent
        && !counted
        && !before.capital
        && !matches!(around.tag(around.first - 1), Some(Upos::Num | Upos::Sym | Upos::Propn))
}

/// "F-1900", "COP-2020": a hyphen that joins the number to a word.
fn mark_joins_name(around: &Around) -> bool {
    let atom = &around.atoms[around.first];
    around.first > 1
        && around.before_is(&["-"])
        && atom.glued
        && around.atoms[around.first - 1].glued
        && around.atoms[around.first - 2].capital
}

/// "490 BC" in capitals.
pub(super) fn era(around: &Around) -> bool {
    around.atoms[around.first..around.end].iter().any(|atom| atom.is(Class::Era) && atom.capitals)
}

/// "'68" after a word and not before a letter.
pub(super) fn short_year(around: &Around) -> bool {
    !around.atoms[around.first].glued && around.before().is_some_and(|word| word.is(Class::Prep) || word.is(Class::Det))
}

/// "the sixties", not "the 60s" of degrees.
pub(super) fn tens(around: &Around) -> bool {
    !around.after_in(set::NO_DECADE)
}

/// "the first quarter", but not of a match.
pub(super) fn quarter(around: &Around) -> bool {
    !around.before_in(set::FISCAL) && !around.after_in(set::NO_QUARTER)
}

/// A season by itself: after a preposition or article and not in a name.
pub(super) fn season(around: &Around) -> bool {
    let season = around.end - 1;
    let fall = around.form_in(season, set::FALL);
    let article = around.end - around.first > 1;
    if around.atoms[season].capital && around.before().is_some_and(|word| word.capital && !word.is(Class::Prep)) {
        return false;
    }
    if around.after_is_noun() || around.after_in(set::GOES_ON) || fall && !article {
        return false;
    }
    around.before().is_some_and(|word| word.is(Class::Prep) || word.is(Class::Position))
}

/// "today", but not "USA Today".
pub(super) fn dayword(around: &Around) -> bool {
    !(around.atoms[around.first].capital
        && !around.atoms[around.first].capitals
        && around.before().is_some_and(|word| word.capital && word.classes == 0))
}

/// "Sunday", but not "the Sunday Times", "Bloody Sunday", "Good Friday".
pub(super) fn weekday(around: &Around) -> bool {
    let paper = around.after().is_some_and(|next| next.capital && next.is(Class::Paper));
    let named = around.before().is_some_and(|word| word.capital && word.is(Class::Named));
    !paper && !named && !around.heads_name()
}

/// "over the weekend", but not "the weekend edition".
pub(super) fn weekend(around: &Around) -> bool {
    !around.after_is_noun() && !around.after_is(&["-"])
}

/// "Sun" and "Sat" are words of their own: only beside a date or after "on".
pub(super) fn shortday(around: &Around) -> bool {
    around.before_in(set::BEFORE_SHORT_DAY) && !around.after_is_noun()
}

/// "this winter", but not "the upcoming winter storm".
pub(super) fn which_season(around: &Around) -> bool {
    !around.after_is_noun() || around.form_in(around.first, set::LAST_NEXT)
}

/// "last week", but not "the last day" or "last minute".
pub(super) fn which_unit(around: &Around) -> bool {
    let day = around.unit() == Some(Unit::Day);
    let this = around.before_class(Class::Det);
    around.unit_from(Unit::Day)
        && !around.after_is(&["-"])
        && !(day && (this || around.form_in(around.first, set::LAST_PAST)))
}

/// "two days later"; with "before" and "after" only where nothing follows that they are said of.
pub(super) fn shift(around: &Around) -> bool {
    let last = around.end - 1;
    if around.form_in(last, set::SHIFT_ADVERB) {
        return !around.after_in(set::COMPARES);
    }
    around.after_ends() && !around.after_in(set::AFTER_YEAR) || around.after().is_none()
}

/// "the following week", but no shorter time.
pub(super) fn told(around: &Around) -> bool {
    around.unit_from(Unit::Day) && !around.after_is(&["-"])
}

/// "that day", but not "that second chance", "that week-long".
pub(super) fn same(around: &Around) -> bool {
    around.unit_from(Unit::Day) && !around.after_is(&["-"])
}

/// "in the morning", but not "Imus in the Morning".
pub(super) fn the_part(around: &Around) -> bool {
    !around.atoms[around.end - 1].capital && around.before_class(Class::Prep) && !around.after_in(set::GOES_ON)
}

/// "at night", "by dawn", "overnight".
pub(super) fn night(around: &Around) -> bool {
    if around.form_in(around.first, set::OVERNIGHT) {
        return false;
    }
    around.before_in(set::BEFORE_NIGHT) && !around.after_is_noun() && !around.after_in(set::GOES_ON)
}

/// "were killed overnight", "an overnight drone attack", but not "an overnight success".
pub(super) fn overnight(around: &Around) -> bool {
    let strikes = |atom: &Atom| atom.is(Class::Incident) || atom.is(Class::Mishap);
    !around.after_is_noun() && !around.after_is(&["-"])
        || around.atoms[around.end..]
            .iter()
            .take(6)
            .take_while(|atom| atom.word.is_none_or(|word| word.classes & Class::Prep.bit() == 0))
            .any(strikes)
}

/// "at Christmas", but not within a name: "the Great Orchestra of Christmas Charity", "Christmas Island".
pub(super) fn holiday(around: &Around) -> bool {
    let named = around.after().is_some_and(|next| next.capital && !next.is(Class::Year));
    !named || around.after_in(set::DAY)
}

/// "later in the day", "the end of the month".
pub(super) fn the_unit(around: &Around) -> bool {
    around.unit_from(Unit::Day) && !around.after_in(set::GOES_ON)
}

/// "three days", but no age, and "three day" only in "three-day".
pub(super) fn length(around: &Around) -> bool {
    if around.is_age() || around.after_is(&["-", "‑"]) {
        return false;
    }
    let plural = around.atoms[around.first..around.end].iter().any(|atom| atom.is(Class::Units));
    let hyphen =
        around.atoms[around.first..around.end].iter().any(|atom| around.sentence.tokens[atom.token].form.contains('-'));
    let one =
        around.atoms[around.first..around.end].iter().any(|atom| atom.is(Class::Num) && atom.value(Class::Num) == 1);
    plural || hyphen || one && around.unit_from(Unit::Minute)
}

/// "a week", but no age, nor "a second".
pub(super) fn length_one(around: &Around) -> bool {
    around.unit_from(Unit::Hour) && !around.is_age() && !around.after_is(&["-", "‑"])
}

/// "a year and a half", "two and a half years".
pub(super) fn length_half(around: &Around) -> bool {
    length(around) || around.atoms[around.first..around.end].iter().any(|atom| atom.is(Class::Unit))
}

/// "four years and two months": the longer unit first.
pub(super) fn length_two(around: &Around) -> bool {
    let units: Vec<Unit> = around.atoms[around.first..around.end]
        .iter()
        .filter(|atom| atom.is(Class::Unit) || atom.is(Class::Units))
        .map(|atom| Unit::of(atom.value(if atom.is(Class::Units) { Class::Units } else { Class::Unit })).0)
        .collect();
    !around.is_age() && matches!(units[..], [longer, shorter] if longer > shorter)
}

/// "within days", "for years", "hours after": a plural without a number only beside such words.
pub(super) fn bare_units(around: &Around) -> bool {
    around.unit_from(Unit::Minute)
        && !around.is_age()
        && !around.after_is(&["-", "‑"])
        && uncounted(around)
        && (around.before_in(set::BEFORE_LENGTH)
            || around.after_in(set::AFTER_LENGTH) && around.unit_from(Unit::Hour) && !around.before_class(Class::Det))
}

/// No number before it that the grammar does not read ("166 million years").
pub(super) fn uncounted(around: &Around) -> bool {
    let of_many =
        around.before_in(set::OF) && around.first > 1 && around.form_in(around.first - 2, set::COUNTING_PLURAL);
    let number = around.before_class(Class::Num) || around.before_in(set::COUNTING);
    !number && !of_many
}

/// "every day", but not "every second".
pub(super) fn every(around: &Around) -> bool {
    around.unit_from(Unit::Minute) && !around.after_is(&["-"])
}

/// "per week", but no speed.
pub(super) fn per(around: &Around) -> bool {
    around.unit_from(Unit::Day)
}

/// "daily", but not "the Daily Mail".
pub(super) fn often(around: &Around) -> bool {
    !around.atoms[around.first].capital || around.first == 0 && !around.after().is_some_and(|next| next.capital)
}

/// "at 10:30": a score or a verse has no preposition of time before it.
pub(super) fn clock(around: &Around) -> bool {
    around.before_in(set::BEFORE_CLOCK) || around.atoms[around.end - 1].is(Class::Zone)
}

/// "now", but not "Now" in a name.
pub(super) fn reference(around: &Around) -> bool {
    around.first == 0 || !around.atoms[around.first].capital
}

/// "the future", but not "the future government" or "the future of".
pub(super) fn future(around: &Around) -> bool {
    around.before_in(set::IN) && !around.after_is_noun() && !around.after_in(set::OF)
}

/// "in the past", but not "the past president".
pub(super) fn past(around: &Around) -> bool {
    around.before_in(set::IN) && !around.after_is_noun()
}
