//! Words and what is known of them: nouns, predicates with what they govern, words of names, synonyms, closed sets.
//!
//! All tables of `data/lexicon` are read here, by one reader (`table.rs`), which the tables of names use as well. The build
//! script reads the program's own with the same lines, so a mistake in one stops the build with file and line; a user's
//! own tables are read when the program runs and add to these. Words stand in tables and not in code.

pub(crate) mod fold;
mod frames;
mod names;
mod nouns;
mod organs;
mod predicates;
mod read;
#[deny(dead_code, reason = "a set that no code reads stops the build")]
pub(crate) mod set;
mod synonyms;
pub(crate) mod table;

use std::sync::LazyLock;

pub use predicates::{Polarity, Status};
pub use synonyms::SynonymSet;
pub use table::Problem;

use read::Parts;
pub(crate) use {
    frames::{Condition, Construction},
    names::{Position, Region, Title},
    nouns::{Gender, Noun, NounKind, Role, Sort, is_vowel},
    predicates::{Class, Denied, Doer, EventNoun, Frame, Governing, Part, VerbForms},
};

/// The lexicon files that are compiled into the program.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));

/// The text of one of the program's own tables.
pub(crate) fn embedded_table(name: &'static str) -> table::Table<'static> {
    let text = FILES.iter().find(|(file, _)| *file == name).map_or("", |(_, text)| *text);
    table::Table::new(name, text)
}

/// All that is known of words.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    parts: Parts,
}

impl Lexicon {
    /// The lexicon that is compiled into the program; read once.
    #[must_use]
    pub fn embedded() -> &'static Self {
        // The build script has read the same tables by the same lines, and stops where one has a mistake.
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon { parts: Parts::read(&[FILES]).0 });
        &LEXICON
    }

    /// A lexicon of these tables alone, `(file name, text)`.
    ///
    /// # Errors
    /// Every mistake of every table, by file and line.
    pub fn load(files: &[(&'static str, &'static str)]) -> Result<Self, Vec<Problem>> {
        let (parts, problems) = Parts::read(&[files]);
        if problems.is_empty() { Ok(Self { parts }) } else { Err(problems) }
    }

    /// The embedded lexicon with a user's own tables, `(file name, text)`: what they say of a word goes before what the
    /// program says of it.
    ///
    /// # Errors
    /// Every mistake of every table of the user's, by file and line.
    pub fn embedded_with(files: &[(&'static str, &'static str)]) -> Result<Self, Vec<Problem>> {
        let (parts, mut problems) = Parts::read(&[FILES, files]);
        problems.extend(read::not_for_users(files));
        problems.sort();
        if problems.is_empty() { Ok(Self { parts }) } else { Err(problems) }
    }

    /// The synonym set of that name.
    #[must_use]
    pub fn set(&self, name: &str) -> Option<&SynonymSet> {
        self.parts.synonyms.set(name)
    }

    /// The names of all synonym sets, sorted.
    pub fn set_names(&self) -> impl Iterator<Item = &str> {
        self.parts.synonyms.names()
    }

    /// Nouns.
    pub(crate) fn nouns(&self) -> &nouns::Nouns {
        &self.parts.nouns
    }

    /// Words of names.
    pub(crate) fn names(&self) -> &names::NameWords {
        &self.parts.names
    }

    /// Plain forms of letters.
    pub(crate) fn letters(&self) -> &fold::Letters {
        &self.parts.letters
    }

    /// The roles, by number.
    pub(crate) fn roles(&self) -> &[Role] {
        &self.parts.nouns.roles
    }

    /// The role that a single noun names, by its lemma.
    pub(crate) fn role_of(&self, lemma: &str) -> Option<&Role> {
        self.parts.nouns.role_of(lemma)
    }

    /// The CAMEO role of an office, as ids have it.
    pub(crate) fn code_of_office(&self, office: &str) -> &str {
        self.parts.nouns.code_of_office(office)
    }

    /// The plural of a noun: the one that its row gives, or as it is spelled.
    pub(crate) fn plural_of(&self, noun: &str) -> String {
        self.role_of(noun).map_or_else(|| nouns::spelled_plural(noun), |role| role.plural.to_string())
    }

    /// What a common noun names, by its lemma in lower case.
    pub(crate) fn noun(&self, lemma: &str) -> Option<Noun> {
        self.parts.nouns.noun(lemma)
    }

    /// Whether a common noun, by its lemma in lower case, names persons.
    pub(crate) fn is_human(&self, lemma: &str) -> bool {
        self.noun(lemma).is_some_and(|noun| noun.kind.is_human())
    }

    /// Whether a common noun, by its lemma in lower case, names that.
    pub(crate) fn is_kind(&self, lemma: &str, kind: NounKind) -> bool {
        self.noun(lemma).is_some_and(|noun| noun.kind == kind)
    }

    /// What the head of a phrase that no entity is known of names, by its lemma: "protester", "court".
    pub(crate) fn head_noun(&self, lemma: &str) -> Option<Noun> {
        self.parts.nouns.head_noun(lemma)
    }

    /// How the phrases of an event noun map to its arguments.
    pub(crate) fn event_noun(&self, lemma: &str) -> Option<EventNoun> {
        self.parts.predicates.event_noun(lemma)
    }

    /// Whether the verb says of the noun no more than that it takes place: "hold talks".
    pub(crate) fn is_light(&self, verb: &str, noun: &str) -> bool {
        self.parts.predicates.is_light(verb, noun)
    }

    /// The preposition under which the noun of a light verb may stand: "into" of "entered into talks".
    pub(crate) fn light_under(&self, verb: &str) -> Option<&'static str> {
        self.parts.predicates.light_under(verb)
    }

    /// The verbs, and the forms of those that are irregular.
    pub(crate) fn verbs(&self) -> &[VerbForms] {
        self.parts.predicates.verbs()
    }

    /// What a word says of a complement of that form.
    pub(crate) fn governing(&self, class: Class, lemma: &str, frame: &Frame) -> Option<&Governing> {
        self.parts.predicates.governing(class, lemma, frame)
    }

    /// The same for a complement under a preposition.
    pub(crate) fn governing_by(&self, class: Class, lemma: &str, preposition: &str) -> Option<&Governing> {
        self.parts.predicates.governing_by(class, lemma, preposition)
    }

    /// What a predicate says of a gerund under a preposition, where it says nothing of nouns under it.
    pub(crate) fn governing_gerund(&self, class: Class, lemma: &str, preposition: &str) -> Option<&Governing> {
        self.parts.predicates.governing_gerund(class, lemma, preposition)
    }

    /// The constructions in which another verb stands for this one.
    pub(crate) fn frames(&self, lemma: &str) -> &[Construction] {
        self.parts.frames.of(lemma)
    }

    /// Whether the verb introduces what somebody says.
    pub(crate) fn is_reporting(&self, lemma: &str) -> bool {
        self.governing(Class::Verb, lemma, &Frame::That).is_some_and(|entry| entry.signature.speaker)
    }
}

#[cfg(test)]
mod tests {
    use super::{FILES, Lexicon, Parts};

    #[test]
    fn the_embedded_tables_have_no_mistake() {
        let (_, problems) = Parts::read(&[FILES]);
        assert!(problems.is_empty(), "{problems:#?}");
    }

    #[test]
    fn every_mistake_is_told_by_file_and_line() {
        let files = [
            ("synonyms.tsv", "# x\nset\tclass\tlemma\nmeet\tverb\tmeet\nmeet\tadverb\tnow\nmeet\n"),
            (
                "nouns.tsv",
                "noun\tkind\trole\tslug\tgender\nwidget\tgadget\nactor\tperson\t\t\tx\ncity\tplace\toffice\nking\tperson\t\tking\n",
            ),
            ("frames.tsv", "lemma\tframe\tbecomes\nask\tquestion\tenquire\nask\tquery\tenquire\n"),
            ("predicates.tsv", "class\tlemma\tframe\tsignature\twho\textra\nverb\ttry\tinf\tvain\t-\n"),
            ("signatures.tsv", "signature\taffirmed\tdenied\tstatus\nattempt\t+\t?\tpossible\n"),
            ("orgwords.tsv", "word\nBank\tany\n"),
            ("unheard.tsv", "word\nx\n"),
        ];
        let problems = Lexicon::load(&files).expect_err("each table has a mistake");
        let places: Vec<String> = problems.iter().map(|problem| format!("{}:{}", problem.file, problem.line)).collect();
        assert_eq!(
            places,
            [
                "frames.tsv:3",
                "nouns.tsv:2",
                "nouns.tsv:3",
                "nouns.tsv:4",
                "nouns.tsv:5",
                "orgwords.tsv:2",
                "predicates.tsv:1",
                "predicates.tsv:2",
                "signatures.tsv:2",
                "synonyms.tsv:4",
                "synonyms.tsv:5",
                "unheard.tsv:1"
            ]
        );
    }

    #[test]
    fn verbs_have_their_forms_in_rows_of_their_own() {
        let header = "class\tlemma\tframe\tsignature\twho\tpast\tparticiple\n";
        let signatures = ("signatures.tsv", "signature\taffirmed\tdenied\tstatus\nattempt\t+\t-\tpossible\n");
        let text = |rows: &str| -> &'static str { Box::leak(format!("{header}{rows}").into_boxed_str()) };
        let rows = text("verb\tseek\t\t\t\tsought\tsought\nverb\tseek\tinf\tattempt\t-\n");
        let lexicon = Lexicon::load(&[signatures, ("predicates.tsv", rows)]).expect("it is well formed");
        assert_eq!(lexicon.verbs()[0].irregular, ["sought", "sought"]);
        let rows = text("verb\tseek\tinf\tattempt\t-\tsought\nnoun\tsearch\n");
        let problems = Lexicon::load(&[signatures, ("predicates.tsv", rows)]).expect_err("forms stand beside a frame");
        assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [2, 3, 3]);
        let own = text("verb\tunseek\t\t\t\tunsought\n");
        let problems =
            Lexicon::embedded_with(&[("mine/predicates.tsv", own)]).expect_err("forms are the program's own");
        assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn a_field_has_each_office() {
        let offices = "slug\trole\tcode\trank\tsingular\tplural\n*-minister\toffice\tGOV\t\t* minister|minister for *\t* ministers\ndeputy-*-minister\tperson\tGOV\tdeputy|vice\t* minister\t* ministers\n*-ministry\tbody\tGOV\t\t* ministry\t* ministries\n";
        let fields = "words\tslug\tcode\nthe sea\tmarine\tMIL\n";
        let lexicon = Lexicon::load(&[("fields.tsv", fields), ("offices.tsv", offices)]).expect("it is well formed");
        let roles: Vec<_> = lexicon.roles().iter().map(|role| (&*role.term, &*role.slugs[0], &*role.code)).collect();
        assert_eq!(
            roles,
            [
                ("sea minister", "marine-minister", "GOV"),
                ("deputy sea minister", "deputy-marine-minister", "GOV"),
                ("vice sea minister", "deputy-marine-minister", "GOV"),
                ("sea ministry", "marine-ministry", "MIL"),
            ]
        );
        let wrong = "slug\trole\tcode\trank\tsingular\tplural\n*-minister\t\tGOV\t\t* minister\t* ministers\n*-ministry\tbody\tGOV\t\t* ministry\n";
        let problems = Lexicon::load(&[("offices.tsv", wrong)]).expect_err("no role, no plural");
        assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [2, 3]);
    }
}
