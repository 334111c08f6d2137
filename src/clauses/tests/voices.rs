//! Who says it: cues above, beside and around their content.

use super::Text;

#[test]
fn accusation_without_accuser() {
    let text = Text::default()
        .tree(
            "Mali/Mali/PROPN/3/nsubj:pass was/be/AUX/3/aux:pass accused/accuse/VERB/0/root/Past+Part+Pass of/of/SCONJ/5/mark \
             arming/arm/VERB/3/advcl/Ger rebels/rebel/NOUN/5/obj",
        )
        .names("1:Mali");
    assert_eq!(text.clauses(), ["accuse(O=Mali of=arming)", "arm(S=Mali O=rebels) <accuse >"]);
}

#[test]
fn an_outlet_quotes_a_speaker() {
    let text = Text::default()
        .tree(
            "Ali/Ali/PROPN/3/nsubj:pass was/be/AUX/3/aux:pass quoted/quote/VERB/0/root/Past+Part+Pass by/by/ADP/5/case \
             Tass/Tass/PROPN/3/obl:agent as/as/SCONJ/7/mark saying/say/VERB/3/advcl/Ger Omar/Omar/PROPN/9/nsubj \
             left/leave/VERB/7/ccomp/Past+Fin",
        )
        .names("1:Ali 5:Tass 8:Omar");
    assert_eq!(text.clause("leave"), "leave(S=Omar) <say Ali via Tass>");
}

#[test]
fn nested_reporting_keeps_both_levels() {
    let text = Text::default()
        .tree(
            "Reuters/Reuters/PROPN/2/nsubj said/say/VERB/0/root/Past+Fin Ali/Ali/PROPN/4/nsubj claimed/claim/VERB/2/ccomp/Past+Fin \
             Omar/Omar/PROPN/6/nsubj fled/flee/VERB/4/ccomp/Past+Fin",
        )
        .names("1:Reuters 3:Ali 5:Omar");
    assert_eq!(text.clause("flee"), "flee(S=Omar) <claim Ali> <say Reuters>");
    assert_eq!(text.clause("claim"), "claim(S=Ali C=fled) <say Reuters>");
}

#[test]
fn denial_negates_and_attributes() {
    let text = Text::default()
        .tree(
            "Ali/Ali/PROPN/2/nsubj denied/deny/VERB/0/root/Past+Fin that/that/SCONJ/5/mark Omar/Omar/PROPN/5/nsubj \
             fled/flee/VERB/2/ccomp/Past+Fin",
        )
        .names("1:Ali 4:Omar");
    assert_eq!(text.clause("flee"), "flee(S=Omar) negated <deny Ali>");
}

#[test]
fn a_cue_beside_its_content() {
    let said = Text::default()
        .tree(
            "Omar/Omar/PROPN/2/nsubj fled/flee/VERB/0/root/Past+Fin ,/,/PUNCT/5/punct Ali/Ali/PROPN/5/nsubj \
             said/say/VERB/2/parataxis/Past+Fin",
        )
        .names("1:Omar 4:Ali");
    assert_eq!(said.clauses(), ["flee(S=Omar) <say Ali>", "say(S=Ali)"]);
    let according = Text::default()
        .tree(
            "Omar/Omar/PROPN/2/nsubj fled/flee/VERB/0/root/Past+Fin according/accord/VERB/5/case to/to/ADP/3/fixed \
             Ali/Ali/PROPN/2/obl",
        )
        .names("1:Omar 5:Ali");
    assert_eq!(according.clause("flee"), "flee(S=Omar according to=Ali) <according to Ali>");
}

#[test]
fn a_quotation_runs_over_sentences() {
    let text = Text::default()
        .tree(
            "“/“/PUNCT/3/punct Omar/Omar/PROPN/3/nsubj fled/flee/VERB/6/ccomp/Past+Fin ,”/,/PUNCT/3/punct ”/”/PUNCT/3/punct \
             said/say/VERB/0/root/Past+Fin Ali/Ali/PROPN/6/nsubj",
        )
        .names("2:Omar 7:Ali")
        .tree("“/“/PUNCT/3/punct Binta/Binta/PROPN/3/nsubj stayed/stay/VERB/0/root/Past+Fin ”/”/PUNCT/3/punct")
        .names("2:Binta")
        .tree("Chidi/Chidi/PROPN/2/nsubj left/leave/VERB/0/root/Past+Fin")
        .names("1:Chidi");
    assert_eq!(text.clause("flee"), "flee(S=Omar) <say Ali>");
    assert_eq!(text.clause("stay"), "stay(S=Binta) <say Ali>");
    assert_eq!(text.clause("leave"), "leave(S=Chidi)");
}

#[test]
fn a_quotation_without_speaker_is_nobodys_fact() {
    let text = Text::default()
        .tree("“/“/PUNCT/3/punct Binta/Binta/PROPN/3/nsubj stayed/stay/VERB/0/root/Past+Fin ”/”/PUNCT/3/punct")
        .names("2:Binta");
    assert_eq!(text.clauses(), ["stay(S=Binta) < >"]);
}

#[test]
fn a_quoted_phrase_is_the_narrators() {
    let text = Text::default()
        .tree(
            "Ali/Ali/PROPN/2/nsubj declared/declare/VERB/0/root/Past+Fin “/“/PUNCT/4/punct friendship/friendship/NOUN/2/obj \
             without/without/ADP/6/case limits/limit/NOUN/4/nmod ”/”/PUNCT/4/punct with/with/ADP/9/case Omar/Omar/PROPN/4/nmod",
        )
        .names("1:Ali 9:Omar");
    assert_eq!(text.clause("friendship"), "friendship(without=limits with=Omar)");
}
