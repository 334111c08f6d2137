//! Loading as a whole: every problem of a file at once, with its place; layers; the rules in the program.

use super::{RuleSet, relations};
use crate::{
    clauses::{Argument, Because, Clause, ClauseKind, Polarity, Role, Status},
    entities::{ArticleEntities, Decision, Entity, EntityId, EntityKind, Mention, MentionKind},
    lexicon::Lexicon,
    reference::{Reader, Reading},
    syntax::{Deprel, Feats, Sentence, Token, Upos},
    text::{Article, Span},
};

/// A lexicon of one table, kept for the life of the tests.
fn lexicon(file: &'static str, text: &'static str) -> &'static Lexicon {
    Box::leak(Box::new(Lexicon::load(&[(file, text)]).expect("it is well formed")))
}

fn load(text: &str) -> Vec<String> {
    let lexicon = lexicon("synonyms.tsv", "set\tclass\tlemma\nmeet\tverb\tmeet\nmeet\tnoun\tmeeting\n");
    match RuleSet::load([("mine.toml", text)], lexicon, &relations()) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn all_problems_of_a_file_come_at_once_with_their_places() {
    let problems = load(
        r#"relation = "metWiht"
[[rule]]
id = "a"
patern = "<source:Actor> meet <target:Actor>"
pattern = "<source:Actor> meet <Actor>"
fires = ["A met B."]
silent = ["A met its target."]
[[rule]]
id = "a"
pattern = "<source:Actor> @meat <target:Actor>"
fires = ["A met B."]
"#,
    );
    let wanted = [
        "mine.toml:1:13: the ontology has no relation \"metWiht\"",
        "mine.toml:4:1: unknown key \"patern\"",
        "mine.toml:5:33: this slot has no name",
        "mine.toml:9:6: this rule has no silent example",
        "mine.toml:9:7: a second rule with the id \"a\"",
        "mine.toml:10:27: the lexicon has no set \"meat\"",
    ];
    assert_eq!(problems.len(), wanted.len(), "{problems:#?}");
    for (problem, start) in problems.iter().zip(wanted) {
        assert!(problem.starts_with(start), "{problem}\nis not\n{start}");
    }
    assert!(problems[0].contains("did you mean \"metWith\"?"));
    assert!(problems[1].contains("did you mean \"pattern\"?"));
    assert!(problems[5].contains("did you mean \"meet\"?"));
}

#[test]
fn word_lists_of_a_file_stand_for_their_words() {
    let file = |words: &str, pattern: &str| {
        format!(
            "relation = \"metWith\"\n[words]\n{words}\n[[rule]]\nid = \"a\"\npattern = \"<source:Actor> {pattern} <target:Actor>\"\nfires = [\"A met B.\"]\nsilent = [\"A met its target.\"]\n"
        )
    };
    assert!(load(&file("greet = [\"greet\", \":greeting\"]", "@greet|meet")).is_empty());
    let starts = |text: &str, pattern: &str| {
        let rules = RuleSet::load(
            [("mine.toml", file(text, pattern).as_str())],
            lexicon("synonyms.tsv", "set\tclass\tlemma\n"),
            &relations(),
        );
        let rules = rules.expect("it loads");
        let mut words: Vec<String> = rules.starting(0).into_iter().map(str::to_owned).collect();
        words.sort();
        words
    };
    assert_eq!(starts("greet = [\"greet\", \"shake_hands\"]", "@greet"), ["greet", "shake hands"]);
    for (words, pattern, wanted) in [
        ("greet = [\"greet\"]", "meet", "mine.toml:3:1: no pattern of this file uses \"greet\""),
        ("greet = []", "@greet", "mine.toml:3:1: the list \"greet\" is empty"),
        ("greet = [\"greet\", \"greet\"]", "@greet", "mine.toml:3:20: \"greet\" stands here twice"),
        ("greet = [\"@meet\"]", "@greet", "mine.toml:3:11: \"@meet\" is no word"),
        ("meet = [\"greet\"]", "@meet", "mine.toml:3:1: the lexicon has a set \"meet\" already"),
        ("greet = [\"greet\"]", "@greet|@gret", "the lexicon has no set \"gret\""),
        ("greet = 1", "meet", "a string is wanted here"),
    ] {
        let problems = load(&file(words, pattern));
        assert!(problems.iter().any(|problem| problem.contains(wanted)), "{wanted}\nis not in {problems:#?}");
    }
    let problems = load(&file("greet = [\"greet\"]", "@greet|@gret"));
    assert!(problems[0].contains("did you mean \"greet\"?"), "{problems:#?}");
}

#[test]
fn a_pattern_wants_an_example_of_its_own() {
    let problems = load(
        "relation = \"metWith\"\n[[rule]]\nid = \"a\"\npattern = [\"<source:Actor> meet <target:Actor>\", \"<source:Actor> greet <target:Actor>\"]\nfires = [\"A met B.\"]\nsilent = [\"A met its target.\"]\n",
    );
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(
        problems[0].starts_with("mine.toml:3:6: this rule has 2 patterns, and firing examples: 1"),
        "{problems:#?}"
    );
}

#[test]
fn syntax_errors_of_toml_have_places_and_do_not_hide_the_rest() {
    let problems = load("relation = metWith\nrelations = \"x\"\n[[rule]]\nid = \n");
    assert!(problems.iter().any(|problem| problem.starts_with("mine.toml:1:")), "{problems:#?}");
    assert!(problems.iter().any(|problem| problem.contains("unknown key \"relations\"")), "{problems:#?}");
    assert!(problems.iter().any(|problem| problem.starts_with("mine.toml:4:")), "{problems:#?}");
}

#[test]
fn a_later_layer_replaces_and_switches_off() {
    let rule = |id: &str| {
        format!(
            "[[rule]]\nid = \"{id}\"\npattern = \"<source:Actor> meet <target:Actor>\"\nfires = [\"A met B.\"]\nsilent = [\"No.\"]\n"
        )
    };
    let base = format!("relation = \"metWith\"\n{}{}{}", rule("a"), rule("b"), rule("c"));
    let mine = format!("relation = \"told\"\n{}[[rule]]\nid = \"c\"\noff = true\n", rule("b"));
    let rules = RuleSet::load_layers(
        [vec![("base.toml", base.as_str())], vec![("mine.toml", mine.as_str())]],
        lexicon("synonyms.tsv", "set\tclass\tlemma\n"),
        &relations(),
    )
    .expect("both load");
    let found: Vec<(&str, &str)> =
        rules.rules().iter().map(|rule| (rule.id.as_str(), rule.relation.as_str())).collect();
    assert_eq!(found, [("a", "metWith"), ("b", "told")]);
}

#[test]
fn the_rules_in_the_program_load() {
    let files = RuleSet::embedded_files().iter().copied();
    if let Err(problems) = RuleSet::load(files, Lexicon::embedded(), &relations()) {
        panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    }
}

/// A reading of one sentence by hand: words, names with their kinds, and one verbal clause with arguments by word.
fn reading(words: &str, names: &[(&str, EntityKind)], predicate: &str, arguments: &[(Role, &str)]) -> Reading {
    let article = Article::new("by-hand", words);
    let mut tokens: Vec<Token> = Vec::new();
    let mut begin = 0;
    for form in words.split(' ') {
        let span = Span::new(begin, begin + form.chars().count());
        begin = span.end + 1;
        tokens.push(Token {
            span,
            form: form.to_owned(),
            lemma: form.to_lowercase(),
            upos: Upos::Noun,
            feats: Feats::default(),
            head: None,
            deprel: Deprel::Dep,
            space_after: true,
        });
    }
    let at = |word: &str| tokens.iter().position(|token| token.form == word).expect("the word is there");
    let mut entities = ArticleEntities::default();
    for (name, kind) in names {
        let token = at(name);
        entities.mentions.push(Mention {
            sentence: 0,
            first: token,
            last: token,
            head: token,
            span: tokens[token].span,
            kind: MentionKind::Name,
            entities: vec![entities.entities.len()],
            decided_by: Decision::FullName,
            title: None,
            party: None,
            sort: None,
            code: None,
            thing: false,
        });
        entities.entities.push(Entity {
            id: EntityId(name.to_lowercase()),
            kind: *kind,
            label: (*name).to_owned(),
            wikidata: None,
            country: None,
            code: None,
            minted: false,
        });
    }
    let clause = Clause {
        sentence: 0,
        predicate: at(predicate),
        kind: ClauseKind::Verbal,
        lemma: predicate.to_owned(),
        arguments: arguments
            .iter()
            .map(|(role, word)| Argument {
                role: role.clone(),
                token: at(word),
                mention: names.iter().position(|(name, _)| name == word),
                clause: None,
            })
            .collect(),
        parent: None,
        reciprocal: false,
        light: None,
        polarity: Polarity::Affirmed,
        status: Status::Happened,
        hypothetical: false,
        because: Because::default(),
        voice: None,
        time: None,
        place: None,
        span: Span::new(0, words.chars().count()),
    };
    let span = Span::new(0, words.chars().count());
    let sentences = vec![Sentence { span, paragraph: 0, tokens }];
    Reading {
        article,
        sentences,
        entities,
        mends: Vec::new(),
        times: Vec::new(),
        clauses: vec![clause],
        reader: Reader::embedded(),
    }
}

fn rules(pattern: &str, relation: &str) -> RuleSet {
    let text = format!(
        "relation = \"{relation}\"\n[[rule]]\nid = \"a\"\npattern = \"{pattern}\"\nfires = [\"A met B.\"]\nsilent = [\"No.\"]\n"
    );
    let lexicon = lexicon("nouns.tsv", "noun\tkind\nprotesters\tgroup\n");
    RuleSet::load([("a.toml", text.as_str())], lexicon, &relations()).expect("it loads")
}

fn found(rules: &RuleSet, reading: &Reading) -> Vec<String> {
    rules.extract(reading).claims.iter().map(super::brief).collect()
}

#[test]
fn coordinated_arguments_are_distributed_and_reciprocal_ones_paired() {
    let people = [("Wang", EntityKind::Person), ("Lavrov", EntityKind::Person), ("Scholz", EntityKind::Person)];
    let rules = rules("<source:Actor> meet (with) <target:Actor>", "metWith");
    let both = [(Role::Subject, "Wang"), (Role::Object, "Lavrov"), (Role::Object, "Scholz")];
    let directed = reading("Wang meet Lavrov and Scholz", &people, "meet", &both);
    assert_eq!(found(&rules, &directed).len(), 2);
    let pair = [(Role::Subject, "Wang"), (Role::Subject, "Lavrov")];
    let mutual = reading("Wang and Lavrov meet", &people[..2], "meet", &pair);
    assert_eq!(found(&rules, &mutual), ["Wang | metWith | Lavrov (rule a)"]);
    let alone = reading("Wang meet", &people[..1], "meet", &pair[..1]);
    assert!(found(&rules, &alone).is_empty());
    assert_eq!(rules.explain(&alone)[0].misses[0].reason, "the clause lacks the object, also with 'with'");
}

#[test]
fn an_actor_noun_without_entity_is_told_by_its_words_and_other_things_are_nobody() {
    let rules = rules("<source:Actor> meet <target:Actor>", "told");
    let wang = [("Wang", EntityKind::Person)];
    let to = |word| [(Role::Subject, "Wang"), (Role::Object, word)];
    let someone = reading("Wang meet protesters", &wang, "meet", &to("protesters"));
    let claims = rules.extract(&someone).claims;
    assert_eq!((claims[0].object_text.as_str(), claims[0].object_id.as_str()), ("protesters", ""));
    let thing = reading("Wang meet targets", &wang, "meet", &to("targets"));
    assert!(found(&rules, &thing).is_empty());
    assert_eq!(rules.explain(&thing)[0].misses[0].reason, "the object, 'targets', is no Actor");
}

#[test]
fn the_schema_for_editors_knows_the_same_keys() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../data/rules.schema.json")).expect("the schema is JSON");
    let keys = |value: &serde_json::Value| {
        let mut keys: Vec<String> = value.as_object().expect("properties are an object").keys().cloned().collect();
        keys.sort_unstable();
        keys
    };
    let sorted = |known: &[&str]| {
        let mut known: Vec<String> = known.iter().map(|key| (*key).to_owned()).collect();
        known.sort_unstable();
        known
    };
    assert_eq!(keys(&schema["properties"]), sorted(super::written::FileKey::NAMES));
    assert_eq!(keys(&schema["properties"]["rule"]["items"]["properties"]), sorted(super::written::RuleKey::NAMES));
}

/// A rule set of several rules of a relation: ids and patterns.
fn several(relation: &str, rules: &[(&str, &str)]) -> RuleSet {
    let mut text = format!("relation = \"{relation}\"\n");
    for (id, pattern) in rules {
        text.push_str(&format!(
            "[[rule]]\nid = \"{id}\"\npattern = \"{pattern}\"\nfires = [\"A met B.\"]\nsilent = [\"No.\"]\n"
        ));
    }
    let lexicon = lexicon("nouns.tsv", "noun\tkind\npolice\torganisation\n");
    RuleSet::load([("a.toml", text.as_str())], lexicon, &relations()).expect("it loads")
}

#[test]
fn coverage_finds_what_is_unsaid_what_never_fires_and_what_is_always_beaten() {
    let people = [("Wang", EntityKind::Person), ("Lavrov", EntityKind::Person)];
    let pairs = [
        ("general", "<source:Any> meet <target:Any>"),
        ("idle", "<source:Any> greet <target:Any>"),
        ("specific", "<source:Person> meet <target:Person>"),
    ];
    let rules = several("told", &pairs);
    let met = [(Role::Subject, "Wang"), (Role::Object, "Lavrov")];
    let said = reading("Wang meet Lavrov", &people, "meet", &met);
    let unsaid = reading("Wang greet Lavrov", &people, "greet", &met[..1]);
    let mut coverage = super::Coverage::default();
    let (contest, unclaimed) = rules.coverage(&said);
    assert!(unclaimed.is_empty());
    coverage.add(contest);
    let (contest, unclaimed) = rules.coverage(&unsaid);
    assert_eq!(unclaimed.len(), 1);
    assert_eq!(unclaimed[0].actors, ["Wang", "Lavrov"]);
    let nearest = unclaimed[0].nearest.as_ref().expect("a rule starts with it");
    assert_eq!((nearest.rule.as_str(), nearest.reason.as_str()), ("idle", "the clause lacks the object"));
    coverage.add(contest);
    let id = |index: usize| rules.rules()[index].id.as_str();
    assert_eq!(coverage.never_firing(&rules).into_iter().map(id).collect::<Vec<_>>(), ["idle"]);
    let beaten: Vec<_> = coverage.always_beaten().into_iter().collect();
    assert_eq!(beaten.len(), 1);
    assert_eq!((id(beaten[0].0), id(beaten[0].1[0].0), beaten[0].1[0].1), ("general", "specific", 1));
    // One actor is nobody's deed.
    let alone = reading("Wang greet", &people[..1], "greet", &met[..1]);
    assert!(rules.coverage(&alone).1.is_empty());
}

#[test]
fn specific_wins_in_any_order_of_rules_and_the_loser_is_told_why() {
    let people = [("Wang", EntityKind::Person), ("Lavrov", EntityKind::Person)];
    let met = [(Role::Subject, "Wang"), (Role::Object, "Lavrov")];
    let said = reading("Wang meet Lavrov", &people, "meet", &met);
    let mut pairs = vec![
        ("b", "<source:Any> meet <target:Any>"),
        ("c", "<source:Any> meet <target:Any>"),
        ("d", "<source:Person> meet <target:Any>"),
    ];
    for _ in 0..2 {
        let rules = several("told", &pairs);
        assert_eq!(found(&rules, &said), ["Wang | told | Lavrov (rule d)"]);
        let misses = &rules.explain(&said)[0].misses;
        assert_eq!(misses[0].reason, "d is more specific");
        pairs.reverse();
    }
    pairs.remove(2);
    assert_eq!(found(&several("told", &pairs), &said), ["Wang | told | Lavrov (rule b)"], "the id settles a tie");
}

#[test]
fn nobody_wants_a_clause_without_a_subject() {
    let names = [("Wang", EntityKind::Person), ("Niger", EntityKind::Country)];
    let rules = several("arrested", &[("a", "nobody arrest <target:Person> in <source:Country>")]);
    let place = (Role::Oblique("in".to_owned()), "Niger");
    let passive = reading("Wang arrest Niger", &names, "arrest", &[(Role::Object, "Wang"), place.clone()]);
    assert_eq!(found(&rules, &passive), ["Niger | arrested | Wang (rule a)"]);
    let active = [(Role::Object, "Wang"), place, (Role::Subject, "police")];
    let active = reading("police arrest Wang Niger", &names, "arrest", &active);
    assert!(found(&rules, &active).is_empty());
    assert_eq!(
        rules.explain(&active)[0].misses[0].reason,
        "the clause has a subject, 'police', and the rule wants none"
    );
}

#[test]
fn only_and_phrases_narrow_a_slot_and_a_head() {
    let names = [("Wang", EntityKind::Person), ("Lavrov", EntityKind::Person)];
    let rules = several("arrested", &[("a", "<source:Actor> only [police] arrest <target:Person>")]);
    let by = |who| [(Role::Subject, who), (Role::Object, "Lavrov")];
    let police = reading("police arrest Lavrov", &names[1..], "arrest", &by("police"));
    assert_eq!(found(&rules, &police), ["police | arrested | Lavrov (rule a)"]);
    let person = reading("Wang arrest Lavrov", &names, "arrest", &by("Wang"));
    assert!(found(&rules, &person).is_empty());
    assert_eq!(rules.explain(&person)[0].misses[0].reason, "the subject, 'Wang', is none of: police");
    let rules = several("told", &[("a", "<source:Actor> start [hunger_strike] (against <target:Actor>)")]);
    let start = |words: &str| {
        let roles = [(Role::Subject, "Wang"), (Role::Object, "strike")];
        reading(words, &names[..1], "start", &roles)
    };
    assert_eq!(found(&rules, &start("Wang start hunger strike")), ["Wang | told (rule a)"]);
    assert!(found(&rules, &start("Wang start miner strike")).is_empty());
}

#[test]
fn an_event_noun_of_two_words_comes_before_its_second_word() {
    let names = [("Wang", EntityKind::Person), ("Lavrov", EntityKind::Person)];
    let pairs =
        [("one", "<source:Any> :strike on <target:Any>"), ("two", "<source:Any> :drone_strike on <target:Any>")];
    let rules = several("attacked", &pairs);
    let strike = |words: &str| {
        let on = (Role::Oblique("on".to_owned()), "Lavrov");
        let mut reading = reading(words, &names, "strike", &[(Role::Subject, "Wang"), on]);
        reading.clauses[0].kind = ClauseKind::Nominal;
        reading
    };
    assert_eq!(found(&rules, &strike("Wang drone strike Lavrov")), ["Wang | attacked | Lavrov (rule two)"]);
    assert_eq!(found(&rules, &strike("Wang air strike Lavrov")), ["Wang | attacked | Lavrov (rule one)"]);
}

#[test]
fn a_rule_that_names_its_type_keeps_it_whatever_the_status() {
    let names = [("Wang", EntityKind::Person), ("Lavrov", EntityKind::Person)];
    let rule = |own: &str| {
        let text = format!(
            "relation = \"released\"\n[[rule]]\nid = \"a\"\n{own}pattern = \"<source:Actor> free <target:Actor>\"\nfires = [\"A met B.\"]\nsilent = [\"No.\"]\n"
        );
        RuleSet::load([("a.toml", text.as_str())], lexicon("synonyms.tsv", "set\tclass\tlemma\n"), &relations())
            .expect("it loads")
    };
    let mut reading = reading("Wang free Lavrov", &names, "free", &[(Role::Subject, "Wang"), (Role::Object, "Lavrov")]);
    reading.clauses[0].status = Status::Requested;
    let plover = |rules: &RuleSet| rules.extract(&reading).claims[0].plover.clone();
    assert_eq!(plover(&rule("")), "REQUEST");
    assert_eq!(plover(&rule("plover = \"RETREAT\"\n")), "RETREAT");
}

#[test]
fn every_synonym_set_is_named_by_a_rule() {
    let named = |set: &str| {
        let mark = format!("@{set}");
        RuleSet::embedded_files().iter().any(|(_, text)| {
            text.match_indices(&mark).any(|(at, _)| {
                let next = text[at + mark.len()..].chars().next();
                next.is_none_or(|letter| !letter.is_alphanumeric() && letter != '-')
            })
        })
    };
    let unread: Vec<&str> = Lexicon::embedded().set_names().filter(|set| !named(set)).collect();
    assert!(unread.is_empty(), "no rule names these sets of synonyms: {unread:?}");
}
