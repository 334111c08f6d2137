//! Verbs: roles, coordination, control, status, polarity.

use super::Text;

#[test]
fn an_active_clause_with_date_and_place() {
    let text = Text::default()
        .tree(
            "Wang/Wang/PROPN/2/nsubj met/meet/VERB/0/root/Past+Fin Lavrov/Lavrov/PROPN/2/obj in/in/ADP/5/case \
             Bali/Bali/PROPN/2/obl on/on/ADP/7/case Thursday/Thursday/PROPN/2/obl",
        )
        .names("1:Wang 3:Lavrov 5:@Bali")
        .time("7");
    assert_eq!(text.clauses(), ["meet(S=Wang O=Lavrov in=Bali on=Thursday) on 2022-07-01 at Bali"]);
}

#[test]
fn a_date_hung_on_the_name_before_it_climbs() {
    let text = Text::default()
        .tree(
            "Wang/Wang/PROPN/2/nsubj met/meet/VERB/0/root/Past+Fin Lavrov/Lavrov/PROPN/2/obj in/in/ADP/5/case \
             Bali/Bali/PROPN/3/nmod on/on/ADP/7/case Thursday/Thursday/PROPN/5/nmod",
        )
        .names("1:Wang 3:Lavrov 5:@Bali")
        .time("7");
    assert_eq!(text.clauses(), ["meet(S=Wang O=Lavrov) on 2022-07-01 at Bali"]);
}

#[test]
fn passives_are_turned() {
    let with_agent = Text::default()
        .tree(
            "Ali/Ali/PROPN/3/nsubj:pass was/be/AUX/3/aux:pass arrested/arrest/VERB/0/root/Past+Part+Pass by/by/ADP/5/case \
             Omar/Omar/PROPN/3/obl:agent",
        )
        .names("1:Ali 5:Omar");
    assert_eq!(with_agent.clauses(), ["arrest(O=Ali S=Omar)"]);
    let without = Text::default()
        .tree("Ali/Ali/PROPN/3/nsubj:pass was/be/AUX/3/aux:pass arrested/arrest/VERB/0/root/Past+Part+Pass")
        .names("1:Ali");
    assert_eq!(without.clauses(), ["arrest(O=Ali)"]);
}

#[test]
fn coordination_is_distributed() {
    let text = Text::default()
        .tree(
            "Ali/Ali/PROPN/4/nsubj and/and/CCONJ/3/cc Omar/Omar/PROPN/1/conj condemned/condemn/VERB/0/root/Past+Fin \
             and/and/CCONJ/6/cc attacked/attack/VERB/4/conj/Past+Fin Mali/Mali/PROPN/4/obj and/and/CCONJ/9/cc \
             Chad/Chad/PROPN/7/conj",
        )
        .names("1:Ali 3:Omar 7:Mali 9:Chad");
    assert_eq!(text.clauses(), ["condemn(S=Ali S=Omar O=Mali O=Chad)", "attack(S=Ali S=Omar O=Mali O=Chad)"]);
}

#[test]
fn two_subjects_of_meeting_are_reciprocal() {
    let text = Text::default()
        .tree("Ali/Ali/PROPN/4/nsubj and/and/CCONJ/3/cc Omar/Omar/PROPN/1/conj met/meet/VERB/0/root/Past+Fin")
        .names("1:Ali 3:Omar");
    assert_eq!(text.clauses(), ["meet(S=Ali S=Omar) reciprocal"]);
}

#[test]
fn control_and_status() {
    let agreed = |verb: &str, lemma: &str| {
        Text::default()
            .tree(&format!(
                "Ali/Ali/PROPN/2/nsubj {verb}/{lemma}/VERB/0/root/Past+Fin to/to/PART/4/mark meet/meet/VERB/2/xcomp/Inf \
                 Omar/Omar/PROPN/4/obj"
            ))
            .names("1:Ali 5:Omar")
            .clause("meet")
    };
    assert_eq!(agreed("agreed", "agree"), "meet(S=Ali O=Omar) planned");
    assert_eq!(agreed("refused", "refuse"), "meet(S=Ali O=Omar) negated");
    assert_eq!(agreed("failed", "fail"), "meet(S=Ali O=Omar) negated");
    assert_eq!(agreed("sought", "seek"), "meet(S=Ali O=Omar) attempted");
    assert_eq!(agreed("managed", "manage"), "meet(S=Ali O=Omar)");
    let urged = Text::default()
        .tree(
            "Ali/Ali/PROPN/2/nsubj urged/urge/VERB/0/root/Past+Fin Omar/Omar/PROPN/2/obj to/to/PART/5/mark \
             visit/visit/VERB/2/xcomp/Inf Mali/Mali/PROPN/5/obj",
        )
        .names("1:Ali 3:Omar 6:Mali");
    assert_eq!(urged.clause("visit"), "visit(S=Omar O=Mali) requested");
    let set = Text::default()
        .tree(
            "Ali/Ali/PROPN/3/nsubj:pass is/be/AUX/3/aux:pass set/set/VERB/0/root/Past+Part+Pass to/to/PART/5/mark \
             host/host/VERB/3/xcomp/Inf Omar/Omar/PROPN/5/obj",
        )
        .names("1:Ali 6:Omar");
    assert_eq!(set.clause("host"), "host(S=Ali O=Omar) planned");
}

#[test]
fn double_negation_affirms() {
    let text = Text::default()
        .tree(
            "Ali/Ali/PROPN/4/nsubj did/do/AUX/4/aux not/not/PART/4/advmod fail/fail/VERB/0/root/Inf to/to/PART/6/mark \
             meet/meet/VERB/4/xcomp/Inf Omar/Omar/PROPN/6/obj",
        )
        .names("1:Ali 7:Omar");
    assert_eq!(text.clause("meet"), "meet(S=Ali O=Omar)");
}

#[test]
fn the_day_of_the_saying_does_not_date_what_is_said() {
    let text = Text::default()
        .tree(
            "Ali/Ali/PROPN/2/nsubj said/say/VERB/0/root/Past+Fin on/on/ADP/4/case Tuesday/Tuesday/PROPN/2/obl \
             that/that/SCONJ/7/mark Omar/Omar/PROPN/7/nsubj met/meet/VERB/2/ccomp/Past+Fin Binta/Binta/PROPN/7/obj",
        )
        .names("1:Ali 6:Omar 8:Binta")
        .time("4");
    assert_eq!(text.clauses(), ["say(S=Ali on=Tuesday C=met) on 2022-07-01", "meet(S=Omar O=Binta) <say Ali>"]);
}

#[test]
fn light_verbs_are_folded() {
    let text = Text::default()
        .tree(
            "Ali/Ali/PROPN/3/nsubj will/will/AUX/3/aux hold/hold/VERB/0/root/Inf talks/talk/NOUN/3/obj with/with/ADP/6/case \
             Omar/Omar/PROPN/4/nmod on/on/ADP/8/case Monday/Monday/PROPN/3/obl",
        )
        .names("1:Ali 6:Omar")
        .time("8");
    assert_eq!(text.clauses(), ["talk(S=Ali with=Omar on=Monday) planned on 2022-07-01"]);
}

#[test]
fn event_nouns_take_their_phrases() {
    let invasion = Text::default()
        .tree("Moscow/Moscow/PROPN/3/nmod:poss 's/'s/PART/1/case invasion/invasion/NOUN/0/root of/of/ADP/5/case Ukraine/Ukraine/PROPN/3/nmod")
        .names("1:Russia 5:Ukraine");
    assert_eq!(invasion.clauses(), ["invasion(S=Russia O=Ukraine)"]);
    let talks = Text::default()
        .tree(
            "Talks/talk/NOUN/6/nsubj between/between/ADP/3/case Ali/Ali/PROPN/1/nmod and/and/CCONJ/5/cc \
             Omar/Omar/PROPN/3/conj ended/end/VERB/0/root/Past+Fin on/on/ADP/8/case Monday/Monday/PROPN/6/obl",
        )
        .names("3:Ali 5:Omar")
        .time("8");
    assert_eq!(talks.clause("talk"), "talk(S=Ali S=Omar) reciprocal on 2022-07-01");
}

#[test]
fn trees_that_are_none_do_no_harm() {
    let circle = Text::default()
        .tree("Ali/Ali/PROPN/2/nsubj met/meet/VERB/3/conj Omar/Omar/PROPN/2/obj x/x/X/0/root y/y/X/99/dep");
    assert_eq!(circle.clauses(), Vec::<String>::new());
}

#[test]
fn relative_and_participial_clauses_lend_their_noun() {
    let relative = Text::default()
        .tree("Ali/Ali/PROPN/0/root who/who/PRON/3/nsubj met/meet/VERB/1/acl:relcl/Past+Fin Omar/Omar/PROPN/3/obj")
        .names("1:Ali 4:Omar");
    assert_eq!(relative.clause("meet"), "meet(S=Ali O=Omar)");
    let reduced = Text::default()
        .tree("town/town/NOUN/0/root Mali/Mali/PROPN/3/nsubj shelled/shell/VERB/1/acl:relcl/Past+Fin")
        .names("2:Mali");
    assert_eq!(reduced.clause("shell"), "shell(O=town S=Mali)");
    let participle = Text::default()
        .tree(
            "Ali/Ali/PROPN/2/nsubj arrived/arrive/VERB/0/root/Past+Fin condemning/condemn/VERB/2/advcl/Pres+Part \
             Mali/Mali/PROPN/3/obj",
        )
        .names("1:Ali 4:Mali");
    assert_eq!(participle.clause("condemn"), "condemn(S=Ali O=Mali)");
}

#[test]
fn sanctions_imposed_by_are_one_clause() {
    let text = Text::default()
        .tree(
            "sanctions/sanction/NOUN/0/root imposed/impose/VERB/1/acl/Past+Part+Pass on/on/ADP/4/case Mali/Mali/PROPN/2/obl \
             by/by/ADP/6/case Chad/Chad/PROPN/2/obl:agent",
        )
        .names("4:Mali 6:Chad");
    assert_eq!(text.clauses(), ["sanction(on=Mali S=Chad)"]);
}

#[test]
fn rejected_calls_to_act_are_no_act() {
    let text = Text::default()
        .tree(
            "Mali/Mali/PROPN/2/nsubj rejected/reject/VERB/0/root/Past+Fin calls/call/NOUN/2/obj from/from/ADP/5/case \
             Chad/Chad/PROPN/3/nmod to/to/PART/7/mark condemn/condemn/VERB/3/acl/Inf Niger/Niger/PROPN/7/obj",
        )
        .names("1:Mali 5:Chad 8:Niger");
    assert_eq!(text.clause("condemn"), "condemn(S=Mali O=Niger) negated");
}

#[test]
fn no_subject_does_what_nobody_does() {
    let text = Text::default()
        .tree(
            "No/no/DET/2/det country/country/NOUN/3/nsubj condemned/condemn/VERB/0/root/Past+Fin Mali/Mali/PROPN/3/obj",
        )
        .names("4:Mali");
    assert_eq!(text.clauses(), ["condemn(S=country O=Mali) negated"]);
}

#[test]
fn a_condition_and_its_consequence_are_possible() {
    let text = Text::default()
        .tree(
            "Ali/Ali/PROPN/3/nsubj would/would/AUX/3/aux leave/leave/VERB/0/root/Inf if/if/SCONJ/6/mark Omar/Omar/PROPN/6/nsubj \
             came/come/VERB/3/advcl/Past+Fin",
        )
        .names("1:Ali 5:Omar");
    assert_eq!(text.clauses(), ["leave(S=Ali) possible", "come(S=Omar) possible"]);
}

#[test]
fn impossible_heads_are_mended() {
    let auxiliary = Text::default()
        .tree(
            "Mali/Mali/PROPN/2/nsubj has/have/AUX/3/aux refused/refuse/VERB/0/root/Past+Part to/to/PART/5/mark \
             condemn/condemn/VERB/3/xcomp/Inf Chad/Chad/PROPN/5/obj",
        )
        .names("1:Mali 6:Chad");
    assert_eq!(auxiliary.clause("condemn"), "condemn(S=Mali O=Chad) negated");
    let modifier = Text::default()
        .tree(
            "Ali/Ali/PROPN/2/nsubj met/meet/VERB/0/root/Past+Fin Omar/Omar/PROPN/5/compound in/in/ADP/5/case \
             Bali/Bali/PROPN/2/obl",
        )
        .names("1:Ali 3:Omar 5:@Bali");
    assert_eq!(modifier.clauses(), ["meet(S=Ali O=Omar in=Bali) at Bali"]);
}

#[test]
fn a_gerund_hung_on_a_name_is_what_the_verb_says_of_it() {
    let text = Text::default()
        .tree(
            "Mali/Mali/PROPN/2/nsubj accused/accuse/VERB/0/root/Past+Fin Chad/Chad/PROPN/2/obj of/of/SCONJ/5/mark \
             attacking/attack/VERB/3/acl/Ger Niger/Niger/PROPN/5/obj",
        )
        .names("1:Mali 3:Chad 6:Niger");
    assert_ne!(text.clause("attack"), "attack(S=Chad O=Niger)", "what one is accused of is no fact");
    assert!(text.clause("attack").contains("S=Chad O=Niger"), "{}", text.clause("attack"));
}

#[test]
fn be_with_an_infinitive_looks_ahead() {
    let text = Text::default()
        .tree(
            "Ali/Ali/PROPN/5/nsubj is/be/AUX/5/cop due/due/ADJ/5/mark to/to/ADP/3/fixed travel/travel/VERB/0/root/Inf \
             to/to/ADP/7/case Mali/Mali/PROPN/5/obl",
        )
        .names("1:Ali 7:Mali");
    assert_eq!(text.clause("travel"), "travel(S=Ali to=Mali) planned");
}

#[test]
fn a_preposition_of_two_words_is_one() {
    let text = Text::default()
        .tree(
            "Mali/Mali/PROPN/3/nmod:poss 's/'s/PART/1/case invasion/invasion/NOUN/0/root of/of/ADP/5/case Chad/Chad/PROPN/3/nmod \
             ahead/ahead/ADV/8/advmod of/of/ADP/8/case Group/Group/PROPN/3/nmod",
        )
        .names("1:Mali 5:Chad 8:Group");
    assert_eq!(text.clause("invasion"), "invasion(S=Mali O=Chad ahead of=Group)");
}
