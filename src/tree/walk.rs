//! A mended tree as everybody walks it: children by head, subtree borders, mentions and places by token.
//!
//! Built once a sentence in linear time. What hangs on a circle of heads stands in no [`Tree::order`] and does not exist
//! for those who walk from the root, so that nobody has to fear a bad tree.

use std::borrow::Cow;

use crate::{
    entities::{ArticleEntities, EntityKind, Mention, MentionKind},
    lexicon::{
        Lexicon,
        set::{self, Set},
    },
    syntax::{Deprel, Number, Sentence, Tense, Token, Upos, VerbForm, VoiceFeat},
};

/// The tree of a sentence, with the mentions at its tokens.
#[derive(Debug)]
pub struct Tree<'a> {
    /// The words that the sentence is read with.
    pub(crate) lexicon: &'a Lexicon,
    /// Index of the sentence in the article.
    pub(crate) index: usize,
    pub(crate) sentence: &'a Sentence,
    pub(crate) entities: &'a ArticleEntities,
    /// Children of token `i`: `kids[starts[i]..starts[i + 1]]`, in order.
    kids: Vec<u32>,
    starts: Vec<u32>,
    /// Tokens from the root down; a head always before its children.
    order: Vec<usize>,
    /// Leftmost and rightmost token of the subtree.
    reach: Vec<(usize, usize)>,
    /// The longest mention with its head at the token.
    mentions: Vec<Option<usize>>,
    /// The longest proper name that the token stands in.
    named: Vec<Option<usize>>,
}

impl<'a> Tree<'a> {
    /// The tree of a mended sentence; `range` are the indices in `entities.mentions` of its mentions.
    pub(super) fn new(
        lexicon: &'a Lexicon,
        index: usize,
        sentence: &'a Sentence,
        entities: &'a ArticleEntities,
        range: std::ops::Range<usize>,
    ) -> Self {
        let size = sentence.tokens.len();
        let mut starts = vec![0_u32; size + 1];
        // What nobody has mended may have a head outside of the sentence.
        let head = |token: usize| sentence.tokens[token].head.filter(|&head| head < size && head != token);
        for head in (0..size).filter_map(head) {
            starts[head + 1] += 1;
        }
        for token in 0..size {
            starts[token + 1] += starts[token];
        }
        let mut fill = starts.clone();
        let mut kids = vec![0_u32; starts[size] as usize];
        for token in 0..size {
            if let Some(head) = head(token) {
                kids[fill[head] as usize] = u32::try_from(token).unwrap_or(u32::MAX);
                fill[head] += 1;
            }
        }
        let mut order: Vec<usize> = (0..size).filter(|&token| head(token).is_none()).collect();
        let mut next = 0;
        while next < order.len() {
            let head = order[next];
            next += 1;
            order.extend(kids[starts[head] as usize..starts[head + 1] as usize].iter().map(|&kid| kid as usize));
        }
        let mut reach: Vec<(usize, usize)> = (0..size).map(|token| (token, token)).collect();
        for &token in order.iter().rev() {
            if let Some(head) = head(token) {
                let (left, right) = reach[token];
                reach[head] = (reach[head].0.min(left), reach[head].1.max(right));
            }
        }
        let (mentions, named) = by_token(entities, range, size);
        Self { lexicon, index, sentence, entities, kids, starts, order, reach, mentions, named }
    }

    /// How many tokens the sentence has.
    pub(crate) fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    /// The tokens of the sentence.
    pub(crate) fn tokens(&self) -> &'a [Token] {
        &self.sentence.tokens
    }

    /// A token.
    #[must_use]
    pub fn token(&self, token: usize) -> &'a Token {
        &self.sentence.tokens[token]
    }

    pub(crate) fn lemma(&self, token: usize) -> &'a str {
        &self.sentence.tokens[token].lemma
    }

    /// The lemma in lower case.
    pub(crate) fn lower(&self, token: usize) -> Cow<'a, str> {
        let lemma = self.lemma(token);
        let upper = lemma.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii());
        if upper { Cow::Owned(lemma.to_lowercase()) } else { Cow::Borrowed(lemma) }
    }

    pub(crate) fn upos(&self, token: usize) -> Upos {
        self.sentence.tokens[token].upos
    }

    /// The relation to the head.
    #[must_use]
    pub fn deprel(&self, token: usize) -> Deprel {
        self.sentence.tokens[token].deprel
    }

    /// The governing token; `None` for a root.
    #[must_use]
    pub fn head(&self, token: usize) -> Option<usize> {
        let size = self.len();
        self.sentence.tokens[token].head.filter(|&head| head < size && head != token)
    }

    /// The words above a token, from its head up; no way is longer than the sentence, whatever the tree.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(token), |&above| self.head(above)).take(self.len())
    }

    /// All tokens that hang below a root, from the root down; a head always before its children.
    pub(crate) fn order(&self) -> &[usize] {
        &self.order
    }

    /// The leftmost and the rightmost token of the subtree.
    #[must_use]
    pub fn reach(&self, token: usize) -> (usize, usize) {
        self.reach[token]
    }

    /// The children of a token, in order.
    pub fn kids(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + Clone + '_ {
        self.kids[self.starts[token] as usize..self.starts[token + 1] as usize].iter().map(|&kid| kid as usize)
    }

    pub(crate) fn kid(&self, token: usize, deprel: Deprel) -> Option<usize> {
        self.kids(token).find(|&kid| self.deprel(kid) == deprel)
    }

    /// Whether a child with that relation has one of these lemmas.
    pub(crate) fn has(&self, token: usize, deprel: Deprel, lemmas: Set) -> bool {
        self.kids(token).any(|kid| self.deprel(kid) == deprel && lemmas.has(self.lemma(kid)))
    }

    /// Whether the token stands in a proper name, whatever its tag.
    pub(crate) fn is_named(&self, token: usize) -> bool {
        self.named[token].is_some()
    }

    /// The mention headed by the token; where it has none or an unresolved one, that of its apposition or title.
    #[must_use]
    pub fn mention(&self, token: usize) -> Option<usize> {
        let own = self.mentions[token];
        if own.is_some_and(|number| !self.entities.mentions[number].entities.is_empty()) {
            return own;
        }
        // "Zhelk, Lebanon": where a name lies is not what it names.
        let holds = |kid: usize, number: usize| {
            self.upos(token) == Upos::Propn
                && self.deprel(kid) == Deprel::Appos
                && self.entities.mentions[number].entities.iter().all(|&entity| {
                    matches!(self.entities.entities[entity].kind, EntityKind::Place | EntityKind::Country)
                })
        };
        self.kids(token)
            .filter(|&kid| matches!(self.deprel(kid), Deprel::Appos | Deprel::Flat | Deprel::NmodDesc))
            .filter_map(|kid| self.mentions[kid].filter(|&number| !holds(kid, number)))
            .find(|&number| !self.entities.mentions[number].entities.is_empty())
            .or(own)
            .or(self.named[token].filter(|_| self.upos(token) == Upos::Propn))
    }

    /// Whether the token is an inner word of a name that another one heads.
    pub(crate) fn name_head(&self, token: usize) -> Option<usize> {
        let name = self.named[token].filter(|_| self.mentions[token].is_none())?;
        Some(self.entities.mentions[name].head).filter(|&head| head != token)
    }

    /// Whether the token is written like the canonical name of what it stands for: "Ukraine", not "Ukrainian".
    pub(crate) fn is_noun_name(&self, token: usize) -> bool {
        self.mention_of(token).is_some_and(|mention| {
            mention.entities.iter().any(|&entity| self.entities.entities[entity].label == self.token(token).form)
        })
    }

    pub(crate) fn mention_of(&self, token: usize) -> Option<&'a Mention> {
        self.mention(token).map(|number| &self.entities.mentions[number])
    }

    /// Whether the token names somebody whom the gazetteer knows.
    pub(crate) fn is_known(&self, token: usize) -> bool {
        let mention = self.mention_of(token).filter(|_| self.upos(token) == Upos::Propn);
        mention.is_some_and(|mention| {
            mention.entities.iter().any(|&index| self.entities.entities[index].wikidata.is_some())
        })
    }

    /// Whether the token heads a mention of an entity of one of these kinds.
    fn names_any(&self, token: usize, kinds: &[EntityKind]) -> bool {
        let fits = |&entity: &usize| kinds.contains(&self.entities.entities[entity].kind);
        self.mention_of(token).is_some_and(|mention| mention.entities.iter().any(fits))
    }

    /// Whether the token heads a mention of a place or a country.
    pub(crate) fn is_place(&self, token: usize) -> bool {
        self.names_any(token, &[EntityKind::Place, EntityKind::Country])
    }

    /// Whether the token heads a mention of an organisation, a country or a place, by name.
    pub(crate) fn is_body_or_place(&self, token: usize) -> bool {
        self.upos(token) == Upos::Propn
            && self.names_any(token, &[EntityKind::Organisation, EntityKind::Country, EntityKind::Place])
    }

    /// Whether the token heads a mention of a state, by name.
    pub(crate) fn is_state(&self, token: usize) -> bool {
        self.upos(token) == Upos::Propn && self.names_any(token, &[EntityKind::Country])
    }

    /// Whether the token heads a mention of an outlet or an agency of news, by name.
    pub(crate) fn is_press(&self, token: usize) -> bool {
        let press = |&entity: &usize| self.entities.entities[entity].is_press();
        self.upos(token) == Upos::Propn
            && self.mention_of(token).is_some_and(|mention| mention.entities.iter().any(press))
    }

    /// The mention at the token, where nobody is known whom it means: a pronoun, "the ministry".
    fn open_mention(&self, token: usize) -> Option<&'a Mention> {
        self.mention_of(token).filter(|mention| mention.entities.is_empty())
    }

    /// Whether the token heads a mention of a person: by name, as "he", or by a noun that nobody is known for yet.
    pub(crate) fn is_person(&self, token: usize) -> bool {
        let open = |mention: &Mention| {
            mention.sort == Some(EntityKind::Person)
                || mention.kind == MentionKind::Pronoun
                    && (set::HE_FORMS.has_any_case(&self.token(token).form)
                        || set::SHE_FORMS.has_any_case(&self.token(token).form))
        };
        self.names_any(token, &[EntityKind::Person]) || self.open_mention(token).is_some_and(open)
    }

    /// Whether the token heads a mention of somebody who acts: a person, a body, a group.
    pub(crate) fn is_actor(&self, token: usize) -> bool {
        self.is_person(token) || self.names_any(token, &[EntityKind::Organisation, EntityKind::Group])
    }

    /// Whether the token heads a noun phrase for a place, of which it is not known yet which one is meant: "the city".
    pub(crate) fn is_open_place(&self, token: usize) -> bool {
        let place = |sort: EntityKind| matches!(sort, EntityKind::Place | EntityKind::Country);
        self.open_mention(token).is_some_and(|mention| mention.sort.is_some_and(place))
    }

    /// Whether the mention at the token stands for several entities ("the pair", "both sides", "they").
    pub(crate) fn is_several(&self, token: usize) -> bool {
        let plural = |mention: &Mention| {
            mention.kind == MentionKind::Pronoun && set::THEY_ALL.has_any_case(&self.token(token).form)
                || set::PAIR.has_any_case(&self.token(token).form)
        };
        self.mention_of(token).is_some_and(|mention| mention.entities.len() > 1)
            || self.open_mention(token).is_some_and(plural)
    }

    /// The token and its conjuncts, in order; "X and Y" for X.
    pub(crate) fn conjuncts(&self, token: usize) -> Vec<usize> {
        let mut found = vec![token];
        let mut next = 0;
        while next < found.len() {
            let kids = self.kids(found[next]).filter(|&kid| self.deprel(kid) == Deprel::Conj);
            // A verb that a parser hangs on a noun is a clause of its own, not one more argument.
            let at = found[next];
            let argument =
                kids.filter(|&kid| !matches!(self.upos(kid), Upos::Verb | Upos::Aux) && !self.is_no_other(at, kid));
            found.extend(argument);
            next += 1;
        }
        if let Some(name) = self.named_by_two_offices(token) {
            found.retain(|&other| other != token || other == name);
        }
        if found.len() > 1 {
            let names = found.clone();
            found.retain(|&noun| !names.iter().any(|&name| self.is_titled_again(noun, name)));
        }
        found
    }

    /// Whether a conjunct is no second argument.
    fn is_no_other(&self, first: usize, conjunct: usize) -> bool {
        self.is_said_too(first, conjunct) || self.is_set_against(first, conjunct)
    }

    /// "With those who march, not with the mayor", "for Velk rather than Zhelk": what is named as the other of two is denied.
    fn is_set_against(&self, first: usize, conjunct: usize) -> bool {
        let opens = (first + 1..conjunct).rev().take(4).find(|&word| set::CONTRASTED.has(self.lemma(word)));
        opens.is_some_and(|word| {
            let next = self.lemma(word + 1);
            let only = set::NOT_ONLY_CUE.has(next) || set::DOUBT.has(next);
            // "Not" and "rather than" stand right behind what they set against the other.
            let before = (first + 1..word).all(|token| {
                let (_, end) = self.reach[first];
                token <= end && !matches!(self.upos(token), Upos::Verb | Upos::Aux)
            });
            !only && before && self.reach[conjunct].0 <= word + 2
        })
    }

    /// "Ordo Velk, a veteran and currently a candidate, spoke": a description after another one is no second name.
    fn is_said_too(&self, name: usize, conjunct: usize) -> bool {
        self.upos(name) == Upos::Propn
            && self.upos(conjunct) == Upos::Noun
            && self.has(conjunct, Deprel::Det, set::A)
            && self.kids(name).any(|kid| self.deprel(kid) == Deprel::Appos && kid < conjunct)
            && self.is_person(name)
    }

    /// "Activist and editor Ordo Velk": a bare noun in the singular, "and", and a person's name behind a title; what the
    /// trees make two objects is one person.
    fn is_titled_again(&self, noun: usize, name: usize) -> bool {
        let bare = self.upos(noun) == Upos::Noun
            && self.token(noun).feats.number == Some(Number::Sing)
            && !self
                .kids(noun)
                .any(|kid| kid < noun && matches!(self.deprel(kid), Deprel::Det | Deprel::NmodPoss | Deprel::Nummod));
        let title = |mention: &Mention| {
            self.upos(mention.first) == Upos::Noun && mention.first == noun + 2 && set::AND.has(self.lemma(noun + 1))
        };
        bare && noun < name && self.is_person(name) && self.mention_of(name).is_some_and(title)
    }

    /// "Jailed leader and party founder Ordo Velk calls": a bare noun in the singular, "and", a name with a title, and a verb in
    /// the singular; the noun is one more title of the name.
    fn named_by_two_offices(&self, noun: usize) -> Option<usize> {
        let singular = |token: usize| self.token(token).feats.number == Some(Number::Sing);
        let determined = |kid: usize| matches!(self.deprel(kid), Deprel::Det | Deprel::NmodPoss | Deprel::Nummod);
        let verb = self.head(noun)?;
        let subject = self.deprel(noun) == Deprel::Nsubj && singular(verb);
        let object = matches!(self.deprel(noun), Deprel::Obj | Deprel::NsubjPass);
        if self.upos(noun) != Upos::Noun || !singular(noun) || self.kids(noun).any(determined) || !subject && !object {
            return None;
        }
        let titled = |name: usize| self.kids(name).any(|kid| self.deprel(kid) == Deprel::NmodDesc);
        let apposed = |name: usize| {
            self.kids(name).any(|kid| self.deprel(kid) == Deprel::Appos && self.upos(kid) == Upos::Propn)
                && !self.kids(name).any(determined)
        };
        self.kids(noun).find(|&kid| {
            self.deprel(kid) == Deprel::Conj
                && (self.upos(kid) == Upos::Propn && titled(kid) || self.upos(kid) == Upos::Noun && apposed(kid))
        })
    }

    /// Whether hyphens make the word a part of an adjective that ends in a participle: "Oslo-brokered", "Norwegian-Swedish-led".
    pub(crate) fn is_half(&self, token: usize) -> bool {
        let mut at = token;
        while self.sentence.tokens.get(at + 1).is_some_and(|next| matches!(next.form.as_str(), "-" | "–" | "‑")) {
            at += 2;
        }
        at > token
            && self.sentence.tokens.get(at).is_some_and(|word| {
                word.form.chars().all(char::is_lowercase) && (word.upos == Upos::Verb || word.form.ends_with("ed"))
            })
    }

    /// "…, with three houses set on fire": a "with" after a comma whose noun has a participle tells what came of it.
    pub(crate) fn is_circumstance(&self, noun: usize) -> bool {
        let comma = self.reach[noun].0.checked_sub(1).is_some_and(|before| self.token(before).form == ",");
        let participle =
            |kid: usize| self.deprel(kid) == Deprel::Acl && kid == noun + 1 && !self.token(kid).form.ends_with("ing");
        comma && self.kids(noun).any(participle)
    }

    /// The first grammatical subject of a verb or predicate noun.
    #[must_use]
    pub fn subject(&self, token: usize) -> Option<usize> {
        self.kids(token).find(|&kid| self.deprel(kid).is_subject())
    }

    /// The tense of a verb or predicate noun with its auxiliaries: past where one of them is ("was meeting", "has met").
    #[must_use]
    pub fn tense(&self, token: usize) -> Option<Tense> {
        let helps = |&kid: &usize| matches!(self.deprel(kid), Deprel::Aux | Deprel::AuxPass | Deprel::Cop);
        let words = || self.kids(token).filter(helps).chain([token]);
        let has = |tense: Tense| words().any(|word| self.token(word).feats.tense == Some(tense));
        [Tense::Past, Tense::Pres].into_iter().find(|&tense| has(tense))
    }

    /// Passive by its auxiliary or subject, or a bare past participle that modifies a noun or another clause.
    #[must_use]
    pub fn is_passive(&self, token: usize) -> bool {
        if self.kids(token).any(|kid| {
            matches!(self.deprel(kid), Deprel::AuxPass | Deprel::NsubjPass | Deprel::CsubjPass | Deprel::OblAgent)
        }) {
            return true;
        }
        let feats = self.token(token).feats;
        let participle = feats.verb_form == Some(VerbForm::Part) && feats.tense != Some(Tense::Pres);
        let bare = !self.kids(token).any(|kid| {
            matches!(self.deprel(kid), Deprel::Aux | Deprel::Nsubj | Deprel::Iobj)
                || self.deprel(kid) == Deprel::Obj && self.upos(kid) != Upos::Pron && kid > token
        });
        match self.deprel(token) {
            Deprel::Acl | Deprel::Advcl => participle && bare,
            Deprel::Conj => {
                participle
                    && bare
                    && feats.voice == Some(VoiceFeat::Pass)
                    && self.head(token).is_some_and(|head| self.upos(head) == Upos::Verb && self.is_passive(head))
            }
            _ => feats.voice == Some(VoiceFeat::Pass) && bare,
        }
    }

    /// The first and the last token of the noun phrase up to its head: determiners, adjectives, compounds and possessors
    /// before it; of a name all words.
    #[must_use]
    pub fn phrase(&self, token: usize) -> (usize, usize) {
        let mut first = token;
        // "A potential terrorist attack": what stands before a modifier modifies the noun that both belong to.
        let modifier = matches!(self.tokens()[token].deprel, Deprel::Compound | Deprel::Amod)
            && self.tokens()[token].upos != Upos::Propn
            && !self.kids(token).any(|child| self.tokens()[child].deprel == Deprel::Compound);
        if modifier {
            return (token, token);
        }
        for index in 0..token {
            // The word below the head that this one hangs on, itself or above: what is no part of the phrase, such as
            // "and" or a copula, takes its own words along.
            let mut top = index;
            let mut steps = 0;
            while let Some(head) = self.tokens()[top].head
                && head != token
                && steps < self.tokens().len()
            {
                top = head;
                steps += 1;
            }
            let modifies =
                matches!(
                    self.tokens()[top].deprel.universal(),
                    Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::Nummod | Deprel::Advmod | Deprel::Flat
                ) || matches!(self.tokens()[top].deprel, Deprel::NmodPoss | Deprel::NmodDesc | Deprel::NmodUnmarked);
            if modifies && self.tokens()[top].head == Some(token) && index < first {
                first = index;
            }
        }
        // "Allegedly by members": what stands before the preposition is no part of the phrase.
        let case = |child: usize| child < token && self.tokens()[child].deprel == Deprel::Case;
        if let Some(case) = self.kids(token).rfind(|&child| case(child)) {
            first = first.max(case + 1);
        }
        // The words of a name follow its first one, which is its head.
        let mut last = token;
        while let Some(next) = self.tokens().get(last + 1)
            && next.deprel == Deprel::Flat
            && next.head == Some(token)
        {
            last += 1;
        }
        (first, last)
    }

    /// The preposition of a noun, lower case, its words joined ("according to", "ahead of"); empty without one.
    #[must_use]
    pub fn preposition(&self, token: usize) -> String {
        let mut words = String::new();
        let mut add = |token: usize| {
            if !words.is_empty() {
                words.push(' ');
            }
            words.extend(self.token(token).form.chars().flat_map(char::to_lowercase));
        };
        if let Some(head) = self.head(token)
            && self.upos(head) == Upos::Adv
            && self.deprel(token) == Deprel::Obl
        {
            add(head);
        }
        for kid in self.kids(token).filter(|&kid| self.deprel(kid) == Deprel::Case && kid < token) {
            if let Some(adverb) = self.first_half(token, kid) {
                add(adverb);
            }
            add(kid);
            for part in self.kids(kid).filter(|&part| self.deprel(part) == Deprel::Fixed) {
                add(part);
            }
        }
        words
    }

    /// The adverb that makes a preposition of two words with the case word of a noun: "ahead" of "ahead of the talks",
    /// where the parser hangs it on the noun.
    fn first_half(&self, token: usize, case: usize) -> Option<usize> {
        let adverb = case.checked_sub(1).filter(|&before| self.head(before) == Some(token))?;
        let is = |token: usize, words: Set| words.has_any_case(&self.token(token).form);
        let one = [
            (set::ADVERB_OF, set::OF),
            (set::ADVERB_WITH, set::WITH),
            (set::ADVERB_TO, set::TO),
            (set::ADVERB_FROM, set::FROM),
        ]
        .into_iter()
        .any(|(first, second)| is(adverb, first) && is(case, second));
        (one && self.deprel(adverb) == Deprel::Advmod).then_some(adverb)
    }

    /// Whether one of the case words of the token is of the set, by itself; cheaper than [`Tree::preposition`].
    pub(crate) fn has_case(&self, token: usize, words: Set) -> bool {
        self.has_case_where(token, |form| words.has_any_case(form))
    }

    /// The same for one word.
    pub(crate) fn has_case_word(&self, token: usize, word: &str) -> bool {
        self.has_case_where(token, |form| form.eq_ignore_ascii_case(word))
    }

    fn has_case_where(&self, token: usize, wanted: impl Fn(&str) -> bool) -> bool {
        self.kids(token).any(|kid| {
            self.deprel(kid) == Deprel::Case && wanted(&self.token(kid).form) && self.first_half(token, kid).is_none()
        })
    }
}

/// The longest mention with its head at each token, and the longest name that each token stands in.
fn by_token(
    entities: &ArticleEntities,
    range: std::ops::Range<usize>,
    size: usize,
) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let mut mentions: Vec<Option<usize>> = vec![None; size];
    let mut named: Vec<Option<usize>> = vec![None; size];
    for number in range {
        let Some(mention) = entities.mentions.get(number) else { continue };
        if mention.kind == MentionKind::Name {
            // Nested names stand after those that hold them.
            for token in named.iter_mut().take(mention.last + 1).skip(mention.first) {
                *token = token.or(Some(number));
            }
        }
        let Some(slot) = mentions.get_mut(mention.head) else { continue };
        let length = |number: usize| entities.mentions[number].span.len();
        if slot.is_none_or(|held| length(held) < length(number)) {
            *slot = Some(number);
        }
    }
    (mentions, named)
}
