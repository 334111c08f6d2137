//! Lemmas: the dictionary form of a word from its form, part of speech and features.
//!
//! A table learned from treebanks says for a tag and the end of a word how many letters to cut and what to append;
//! the longest known end decides, up to the whole word ("ran", "better"). Ends that add nothing to what a shorter one
//! says are left out, which keeps the table small and lets it speak for unseen words. Verbs matter most to the rules
//! and are many more than the treebanks show, so a list of verbs (those of the treebanks, and `predicates.tsv`) decides
//! between "cite" and "cit" for "citing" where it can. All this is independent of the parser and serves any model.

use std::{collections::BTreeMap, sync::OnceLock};

use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Deprel, Feats, Number, Person, Sentence, Tense, Token, Upos, VerbForm, conllu};
use crate::lexicon::{Lexicon, VerbForms, set};

/// Longest end of a word that is learned apart from whole words, in characters.
const LONGEST_END: usize = 6;

/// What turns a form into its lemma.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Edit {
    /// The form's capitals stay.
    keep_case: bool,
    /// Letters that are cut from the end.
    cut: usize,
    /// What is put there.
    append: String,
}

impl Edit {
    fn between(form: &str, lemma: &str) -> Self {
        let common = |form: &str| form.chars().zip(lemma.chars()).take_while(|(left, right)| left == right).count();
        let lower = form.to_lowercase();
        // Lower case is the rule; capitals stay only where that leaves more of the form standing.
        let keep_case = common(form) > common(&lower);
        let (kept, length) =
            if keep_case { (common(form), form.chars().count()) } else { (common(&lower), lower.chars().count()) };
        Self { keep_case, cut: length - kept, append: lemma.chars().skip(kept).collect() }
    }

    fn apply(&self, form: &str) -> String {
        let base = if self.keep_case { form.to_owned() } else { form.to_lowercase() };
        let kept = base.chars().count().saturating_sub(self.cut);
        let mut lemma: String = base.chars().take(kept).collect();
        lemma.push_str(&self.append);
        // A word is never cut to nothing.
        if lemma.is_empty() { base } else { lemma }
    }
}

/// The learned table.
#[derive(Debug, Default)]
pub struct Lemmatiser {
    /// By key of tag and case, then by end of the word; `^` before a whole word.
    edits: FxHashMap<String, FxHashMap<String, Edit>>,
    /// Base forms of verbs.
    verbs: FxHashSet<String>,
    /// Irregular forms of verbs and their bases.
    irregular: FxHashMap<String, String>,
}

/// Key of the lines that list verbs.
const VERBS: &str = "VERB known";

/// How a verb is inflected, as far as its end shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inflection {
    Gerund,
    Past,
    Third,
    Base,
}

impl Inflection {
    fn of(feats: &Feats) -> Self {
        match (feats.verb_form, feats.tense) {
            (Some(VerbForm::Ger), _) | (Some(VerbForm::Part), Some(Tense::Pres)) => Self::Gerund,
            (_, Some(Tense::Past)) => Self::Past,
            (Some(VerbForm::Fin), Some(Tense::Pres))
                if feats.number != Some(Number::Plur) && feats.person.is_none_or(|person| person == Person::Third) =>
            {
                Self::Third
            }
            _ => Self::Base,
        }
    }

    /// Its name in the table, which for the first three is their end.
    fn as_str(self) -> &'static str {
        match self {
            Self::Gerund => "ing",
            Self::Past => "ed",
            Self::Third => "s",
            Self::Base => "base",
        }
    }
}

/// Whether the form keeps its case, as the table says it.
const CASES: [(&str, bool); 2] = [("keep", true), ("lower", false)];

/// The part of a tag that decides about lemmas, and, where that may stay, whether the form has a capital.
fn key(token: &Token, form: &str) -> String {
    let upos = token.upos.as_str();
    match token.upos {
        Upos::Verb => format!("{upos} {}", Inflection::of(&token.feats).as_str()),
        Upos::Adv | Upos::Aux | Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Det | Upos::Part => {
            format!("{upos} {}", conllu::format_feats(&token.feats))
        }
        // "her": of "she" where it is an object, a word of its own where it owns.
        Upos::Pron if token.deprel == Deprel::NmodPoss => format!("{upos} {} poss", conllu::format_feats(&token.feats)),
        _ => {
            let case = if form.starts_with(char::is_uppercase) { 'C' } else { 'c' };
            format!("{upos} {} {case}", conllu::format_feats(&token.feats))
        }
    }
}

/// The form with straight apostrophes and without invisible hyphens.
fn normal(form: &str) -> String {
    form.chars()
        .filter(|&letter| letter != '\u{ad}')
        .map(|letter| if matches!(letter, '’' | '‘' | '`' | 'ʼ') { '\'' } else { letter })
        .collect()
}

/// The ends of a word from the empty one to the whole one.
fn ends(form: &str) -> Vec<String> {
    let lower: Vec<char> = form.to_lowercase().chars().collect();
    let longest = LONGEST_END.min(lower.len());
    let mut ends: Vec<String> = (0..=longest).map(|size| lower[lower.len() - size..].iter().collect()).collect();
    ends.push(format!("^{}", lower.iter().collect::<String>()));
    ends
}

impl Lemmatiser {
    /// The table that is compiled into the program; read once.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static TABLE: OnceLock<Lemmatiser> = OnceLock::new();
        TABLE.get_or_init(|| {
            let verbs = Lexicon::embedded().verbs();
            Self::read(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/model/lemmas.tsv"))).with_verbs(verbs)
        })
    }

    /// Reads a table as [`Lemmatiser::train`] writes it; lines that are not of that form are passed over.
    #[must_use]
    pub fn read(table: &str) -> Self {
        let mut lemmatiser = Self::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(key), Some(end), Some(case), Some(cut), Some(append)) =
                (columns.next(), columns.next(), columns.next(), columns.next(), columns.next())
            else {
                if let Some((VERBS, verb)) = line.split_once('\t') {
                    lemmatiser.verbs.insert(verb.to_owned());
                }
                continue;
            };
            let Ok(cut) = cut.parse() else { continue };
            let Some((_, keep_case)) = CASES.into_iter().find(|(name, _)| *name == case) else { continue };
            let edit = Edit { keep_case, cut, append: append.to_owned() };
            lemmatiser.edits.entry(key.to_owned()).or_default().insert(end.to_owned(), edit);
        }
        lemmatiser
    }

    /// Adds verbs: the base, and for irregular ones past and participle.
    fn with_verbs(mut self, verbs: &[VerbForms]) -> Self {
        for verb in verbs {
            self.verbs.insert(verb.base.to_owned());
            for form in verb.irregular.into_iter().filter(|form| !form.is_empty()) {
                self.irregular.insert(form.to_owned(), verb.base.to_owned());
            }
        }
        self
    }

    /// The lemma of a token, from its form, part of speech and features.
    #[must_use]
    pub fn lemma(&self, token: &Token) -> String {
        let form = normal(&token.form);
        let edits = self.edits.get(&key(token, &form));
        let ends = ends(&form);
        let find = |end: &String| edits.and_then(|edits| edits.get(end));
        let (whole, parts) = ends.split_last().map_or((None, &[][..]), |(whole, parts)| (find(whole), parts));
        let verb = token.upos == Upos::Verb;
        let inflection = Inflection::of(&token.feats);
        // The parser may take a past for a present ("froze"), but not "found" for "find": that is a verb of its own.
        let past = inflection == Inflection::Past
            || inflection != Inflection::Gerund && !self.verbs.contains(&form.to_lowercase());
        if verb
            && past
            && let Some(base) = self.irregular.get(&form.to_lowercase())
        {
            return base.clone();
        }
        // The list of verbs outranks what the treebank says of a word: it has slips such as "fre" for "freed".
        if verb && let Some(base) = self.verb(&form.to_lowercase(), inflection) {
            return base;
        }
        if let Some(edit) = whole {
            return edit.apply(&form);
        }
        parts.iter().rev().find_map(find).map_or_else(|| form.to_lowercase(), |edit| edit.apply(&form))
    }

    /// The known verb of which this is a form.
    fn verb(&self, form: &str, inflection: Inflection) -> Option<String> {
        let known = |verb: String| self.verbs.contains(&verb).then_some(verb);
        let undoubled = |stem: &str| {
            let mut letters = stem.chars().rev();
            (letters.next() == letters.next())
                .then(|| stem.chars().take(stem.chars().count().saturating_sub(1)).collect::<String>())
        };
        match inflection {
            Inflection::Past | Inflection::Gerund => {
                let stem = form.strip_suffix(inflection.as_str())?;
                // "hoping" is of "hope": of "hop" it would be "hopping".
                known(format!("{stem}e"))
                    .or_else(|| known(stem.to_owned()))
                    .or_else(|| undoubled(stem).and_then(known))
                    .or_else(|| stem.strip_suffix('i').and_then(|stem| known(format!("{stem}y"))))
                    .or_else(|| stem.strip_suffix('y').and_then(|stem| known(format!("{stem}ie"))))
            }
            Inflection::Third => {
                let stem = form.strip_suffix('s')?;
                known(stem.to_owned())
                    .or_else(|| stem.strip_suffix('e').and_then(|stem| known(stem.to_owned())))
                    .or_else(|| stem.strip_suffix("ie").and_then(|stem| known(format!("{stem}y"))))
            }
            Inflection::Base => None,
        }
    }

    /// Learns a table from gold trees; its text, sorted.
    #[must_use]
    pub fn train(sentences: &[Sentence]) -> String {
        let Counts { verbs, edits: counts } = Counts::of(sentences);
        let mut lines: Vec<String> =
            // A verb seen once may be a slip of the annotator.
            verbs.iter().filter(|(_, times)| **times > 1).map(|(verb, _)| format!("{VERBS}\t{verb}")).collect();
        for (key, table) in &counts {
            let best = |end: &str| {
                table.get(end).and_then(|edits| {
                    edits
                        .iter()
                        .max_by(|one, other| one.1.cmp(other.1).then_with(|| other.0.cmp(one.0)))
                        .map(|(edit, _)| edit)
                })
            };
            let mut kept: IndexMap<&str, &Edit> = IndexMap::new();
            let mut names: Vec<&String> = table.keys().collect();
            names.sort_by_key(|end| (end.starts_with('^') && end.len() > 1, end.chars().count(), (*end).clone()));
            for end in names {
                let Some(edit) = best(end) else { continue };
                let times = table[end].get(edit).copied().unwrap_or(0);
                let whole = end.strip_prefix('^').filter(|word| !word.is_empty());
                // What the table would say without this entry.
                let word: Vec<char> = whole.unwrap_or(end).chars().collect();
                let longest = if whole.is_some() { word.len() } else { word.len().saturating_sub(1) };
                let before = (0..=longest.min(LONGEST_END))
                    .rev()
                    .find_map(|size| kept.get(word[word.len() - size..].iter().collect::<String>().as_str()).copied());
                // An end seen once says nothing about other words; a whole word seen once does about itself.
                // Nor does a misspelt one that its lemma corrects.
                let general = times > 1 && edit.cut <= 4 && edit.append.chars().count() <= 3;
                let speaks = whole.is_some() || general || end.is_empty();
                if before != Some(edit) && speaks {
                    kept.insert(end, edit);
                }
            }
            for (end, edit) in kept {
                let case = CASES.into_iter().find(|(_, keep)| *keep == edit.keep_case).map_or("", |(name, _)| name);
                lines.push(format!("{key}\t{end}\t{case}\t{}\t{}", edit.cut, edit.append));
            }
        }
        lines.sort_unstable();
        let mut text = String::from(
            "# Lemmas by part of speech, features, capital (C) or not (c), and end of the word (^: the whole word):\n\
             # keep the case or lower it, cut so many letters, append. Learned by examples/train_lemmas.rs from the\n\
             # Universal Dependencies treebanks EWT (CC BY-SA 4.0) and GUM (CC BY 4.0). Licence: CC BY-SA 4.0.\n",
        );
        for line in lines {
            text.push_str(&line);
            text.push('\n');
        }
        text
    }
}

/// How often each edit is right.
struct Counts {
    /// How often each verb stands in the sentences.
    verbs: BTreeMap<String, usize>,
    /// For each tag and end: by words for ends, since a frequent word says nothing about others ("went"), by occurrences
    /// for whole words.
    edits: IndexMap<String, IndexMap<String, IndexMap<Edit, usize>>>,
}

impl Counts {
    fn of(sentences: &[Sentence]) -> Self {
        let mut seen = FxHashSet::default();
        let mut verbs: BTreeMap<String, usize> = BTreeMap::new();
        let mut counts: IndexMap<String, IndexMap<String, IndexMap<Edit, usize>>> = IndexMap::new();
        // The bases of these treebanks are grounds, those of the news are barracks.
        let told = |token: &&Token| {
            token.lemma != "_" && !set::MISTAUGHT_LEMMA.has(&format!("{} {}", token.form, token.lemma))
        };
        for token in sentences.iter().flat_map(|sentence| &sentence.tokens).filter(told) {
            let form = normal(&token.form);
            let edit = Edit::between(&form, &token.lemma);
            let table = counts.entry(key(token, &form)).or_default();
            let first = seen.insert((key(token, &form), form.to_lowercase(), token.lemma.clone()));
            for end in ends(&form) {
                let whole = end.starts_with('^') && end.len() > 1;
                *table.entry(end).or_default().entry(edit.clone()).or_default() += usize::from(first || whole);
            }
            if token.upos == Upos::Verb {
                *verbs.entry(token.lemma.clone()).or_default() += 1;
            }
        }
        Self { verbs, edits: counts }
    }
}

#[cfg(test)]
mod tests {
    use super::{Edit, Lemmatiser};
    use crate::syntax::conllu;

    #[test]
    fn edits_lead_from_form_to_lemma() {
        for (form, lemma) in
            [("Tables", "table"), ("ran", "run"), ("Americans", "American"), ("'s", "be"), ("US", "US")]
        {
            assert_eq!(Edit::between(form, lemma).apply(form), lemma);
        }
    }

    #[test]
    fn a_table_speaks_for_words_it_has_not_seen() {
        let gold = "1\tparties\tparty\tNOUN\t_\tNumber=Plur\t0\troot\t_\t_\n2\tcities\tcity\tNOUN\t_\tNumber=Plur\t1\tdep\t_\t_\n\
                    3\ttalks\ttalk\tNOUN\t_\tNumber=Plur\t1\tdep\t_\t_\n4\tvotes\tvote\tNOUN\t_\tNumber=Plur\t1\tdep\t_\t_\n\
                    5\tacts\tact\tNOUN\t_\tNumber=Plur\t1\tdep\t_\t_\n6\tmen\tman\tNOUN\t_\tNumber=Plur\t1\tdep\t_\t_\n";
        let lemmatiser = Lemmatiser::read(&Lemmatiser::train(&conllu::read(gold).unwrap()));
        let new = "1\tTreaties\t_\tNOUN\t_\tNumber=Plur\t0\troot\t_\t_\n2\tbanks\t_\tNOUN\t_\tNumber=Plur\t1\tdep\t_\t_\n3\tmen\t_\tNOUN\t_\tNumber=Plur\t1\tdep\t_\t_\n";
        let sentence = conllu::read(new).unwrap().remove(0);
        let lemmas: Vec<_> = sentence.tokens[1..].iter().map(|token| lemmatiser.lemma(token)).collect();
        assert_eq!(lemmas, ["bank", "man"]);
    }
}
