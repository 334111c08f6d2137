//! Trees that parsers get wrong again and again, and what is read in them all the same.

use super::Text;

#[test]
fn a_passive_has_an_auxiliary() {
    let text = Text::default()
        .tree(
            "Ali/Ali/PROPN/2/nsubj:pass called/call/VERB/0/root/Past+Part+Pass for/for/ADP/4/case talks/talk/NOUN/2/obl \
             ././PUNCT/2/punct",
        )
        .names("1:Ali");
    assert_eq!(text.clause("call"), "call(S=Ali for=talks)");
}

#[test]
fn what_somebody_is_accused_of_hangs_on_the_verb() {
    let text = Text::default()
        .tree(
            "Mali/Mali/PROPN/2/nsubj accused/accuse/VERB/0/root/Past+Fin soldiers/soldier/NOUN/2/obj and/and/CCONJ/5/cc \
             rebels/rebel/NOUN/3/conj of/of/SCONJ/7/mark killing/kill/VERB/5/acl/Pres+Part envoys/envoy/NOUN/7/obj",
        )
        .names("1:Mali");
    assert_eq!(text.clause("kill"), "kill(S=soldiers S=rebels O=envoys) <accuse Mali>");
}

#[test]
fn no_conjunct_of_the_subject_stands_right_of_the_verb() {
    let text = Text::default()
        .tree(
            "Mali/Mali/PROPN/2/nsubj accused/accuse/VERB/0/root/Past+Fin soldiers/soldier/NOUN/1/conj and/and/CCONJ/5/cc \
             rebels/rebel/NOUN/3/conj",
        )
        .names("1:Mali");
    assert_eq!(text.clause("accuse"), "accuse(S=Mali O=soldiers O=rebels)");
}

#[test]
fn subjects_of_what_is_said_are_not_told_it() {
    let shared = Text::default()
        .tree(
            "Mali/Mali/PROPN/2/nsubj said/say/VERB/0/root/Past+Fin Ali/Ali/PROPN/2/obj and/and/CCONJ/5/cc \
             Omar/Omar/PROPN/6/nsubj left/leave/VERB/2/ccomp/Past+Fin",
        )
        .names("1:Mali 3:Ali 5:Omar");
    assert_eq!(shared.clause("leave"), "leave(S=Ali S=Omar) <say Mali>");
    let parted = Text::default()
        .tree(
            "Chad/Chad/PROPN/4/nsubj ,/,/PUNCT/4/punct Ali/Ali/PROPN/4/nsubj said/say/VERB/0/root/Past+Fin ,/,/PUNCT/7/punct \
             had/have/AUX/7/aux attacked/attack/VERB/4/ccomp/Past+Part Mali/Mali/PROPN/7/obj",
        )
        .names("1:Chad 3:Ali 8:Mali");
    assert_eq!(parted.clause("attack"), "attack(S=Chad O=Mali) <say Ali>");
}

#[test]
fn a_clause_that_lacks_nothing_is_the_content_of_its_noun() {
    let text = Text::default()
        .tree(
            "The/the/DET/2/det claim/claim/NOUN/8/nsubj:pass that/that/PRON/5/obj Mali/Mali/PROPN/5/nsubj \
             attacked/attack/VERB/2/acl:relcl/Past+Fin Chad/Chad/PROPN/5/obj was/be/AUX/8/aux:pass \
             repeated/repeat/VERB/0/root/Past+Part+Pass",
        )
        .names("4:Mali 6:Chad");
    assert_eq!(text.clause("attack"), "attack(S=Mali O=Chad) <claim >");
}

#[test]
fn a_name_a_past_form_and_a_noun_are_a_clause() {
    let text = Text::default()
        .tree(
            "Mali/Mali/PROPN/3/compound welcomed/welcome/VERB/3/amod/Past+Part talks/talk/NOUN/0/root with/with/ADP/5/case \
             Chad/Chad/PROPN/3/nmod",
        )
        .names("1:Mali 5:Chad");
    assert_eq!(text.clause("welcome"), "welcome(S=Mali O=talks)");
}

#[test]
fn infinitives_find_their_governor() {
    let preposition = Text::default()
        .tree(
            "Mali/Mali/PROPN/2/nsubj planned/plan/VERB/0/root/Past+Fin to/to/ADP/4/case invade/invade/VERB/2/obl/Inf \
             Chad/Chad/PROPN/4/obj",
        )
        .names("1:Mali 5:Chad");
    assert_eq!(preposition.clause("invade"), "invade(S=Mali O=Chad) planned");
    let conjunct = Text::default()
        .tree(
            "Mali/Mali/PROPN/2/nsubj agreed/agree/VERB/0/root/Past+Fin to/to/PART/4/mark visit/visit/VERB/2/xcomp/Inf \
             Chad/Chad/PROPN/4/obj and/and/CCONJ/7/cc help/help/VERB/2/conj/Inf Niger/Niger/PROPN/7/obj",
        )
        .names("1:Mali 5:Chad 8:Niger");
    assert_eq!(conjunct.clause("help"), "help(S=Mali O=Niger) planned");
}

#[test]
fn which_it_did_is_the_verb_once_more() {
    let text = Text::default()
        .tree(
            "Mali/Mali/PROPN/2/nsubj threatened/threaten/VERB/0/root/Past+Fin to/to/PART/4/mark attack/attack/VERB/2/xcomp/Inf \
             Chad/Chad/PROPN/4/obj ,/,/PUNCT/9/punct which/which/PRON/9/obj it/it/PRON/9/nsubj \
             did/do/VERB/4/advcl:relcl/Past+Fin",
        )
        .names("1:Mali 5:Chad");
    let lines: Vec<String> = text.clauses().into_iter().filter(|line| line.starts_with("attack")).collect();
    assert_eq!(lines, ["attack(S=Mali O=Chad) possible", "attack(O=Chad S=it)"]);
}

#[test]
fn a_label_before_a_colon_speaks() {
    let text = Text::default()
        .tree(
            "Ali/Ali/PROPN/4/dep :/:/PUNCT/4/punct Mali/Mali/PROPN/4/nsubj attacked/attack/VERB/0/root/Past+Fin \
             Chad/Chad/PROPN/4/obj",
        )
        .names("1:Ali 3:Mali 5:Chad");
    assert_eq!(text.clause("attack"), "attack(S=Mali O=Chad) <: Ali>");
    let place = Text::default()
        .tree(
            "Gao/Gao/PROPN/4/dep :/:/PUNCT/4/punct Mali/Mali/PROPN/4/nsubj attacked/attack/VERB/0/root/Past+Fin \
             Chad/Chad/PROPN/4/obj",
        )
        .names("1:@Gao 3:Mali 5:Chad");
    assert_eq!(place.clause("attack"), "attack(S=Mali O=Chad)");
}

#[test]
fn a_name_after_a_comma_tells_what_no_other_does() {
    let text = Text::default()
        .tree(
            "Mali/Mali/PROPN/2/nsubj attacked/attack/VERB/0/root/Past+Fin Chad/Chad/PROPN/2/obj ,/,/PUNCT/6/punct \
             Ali/Ali/PROPN/3/conj told/tell/VERB/2/parataxis/Past+Fin reporters/reporter/NOUN/6/iobj",
        )
        .names("1:Mali 3:Chad 5:Ali");
    assert_eq!(text.clause("attack"), "attack(S=Mali O=Chad) <tell Ali>");
}

#[test]
fn whom_an_amount_is_given_or_taken_from_is_no_part_of_it() {
    let text = Text::default()
        .tree(
            "Mali/Mali/PROPN/2/nsubj fined/fine/VERB/0/root/Past+Fin Chad/Chad/PROPN/6/compound five/five/NUM/5/compound \
             million/million/NUM/6/nummod euros/euro/NOUN/2/obj",
        )
        .names("1:Mali 3:Chad");
    assert_eq!(text.clause("fine"), "fine(S=Mali R=Chad O=euros)");
}
