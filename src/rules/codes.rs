//! PLOVER and CAMEO codes of a claim by PLOVER's conventions, which look at status and polarity as well as at the deed.
//!
//! Source: the code book, version 0.8. An announced act of co-operation is AGREE ("express intent to"), an announced
//! retreat too (CAMEO 035, intent to yield); a demanded one is REQUEST; a refused one, "will not lift the ban", is REJECT.
//! An announced act of conflict is THREATEN: the sentences coded by hand say so of boycotts, curfews and deployments.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::{clauses::Status, lexicon::set};

/// A table of two columns that stands in the program, by its first column.
fn table(text: &'static str) -> FxHashMap<&'static str, &'static str> {
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|row| row.split_once('\t')).collect()
}

/// The quadrant of a PLOVER type; empty for what PLOVER leaves out.
pub(crate) fn quad_class(plover: &str) -> &'static str {
    static QUADS: LazyLock<FxHashMap<&str, &str>> =
        LazyLock::new(|| table(include_str!("../../data/codes/plover.tsv")));
    QUADS.get(plover).copied().unwrap_or_default()
}

/// The Goldstein score of a CAMEO code, with one digit after the point; empty where there is no code.
pub(crate) fn goldstein(cameo: &str) -> &'static str {
    static SCORES: LazyLock<FxHashMap<&str, &str>> =
        LazyLock::new(|| table(include_str!("../../data/codes/cameo.tsv")));
    SCORES.get(cameo).copied().unwrap_or_default()
}

/// The type and code of a claim whose relation has these; `refused` is an act that its subject refuses to do.
pub(super) fn conventional(plover: &str, cameo: &str, status: Status, refused: bool) -> (String, String) {
    let (plover, cameo) = match (status, plover) {
        (_, "AGREE" | "CONSULT" | "SUPPORT" | "COOPERATE" | "AID" | "CONCEDE" | "RETREAT") if refused => {
            ("REJECT", refusal(plover, cameo))
        }
        (Status::Planned, "CONSULT") => ("AGREE", "036"),
        (Status::Planned, "SUPPORT") => ("AGREE", "032"),
        (Status::Planned, "COOPERATE") => ("AGREE", intent(cameo)),
        (Status::Planned, "AID") => ("AGREE", intent(cameo)),
        (Status::Planned, "RETREAT" | "CONCEDE") => ("AGREE", intent(cameo)),
        (Status::Planned, "SANCTION" | "COERCE" | "PROTEST" | "MOBILIZE" | "ASSAULT") if !refused => {
            ("THREATEN", threat(plover, cameo))
        }
        (Status::Requested, "CONSULT") => ("REQUEST", "106"),
        (Status::Requested, "SUPPORT") => ("REQUEST", "102"),
        (Status::Requested, "COOPERATE") => ("REQUEST", "101"),
        (Status::Requested, "AID") => ("REQUEST", "103"),
        (Status::Requested, "RETREAT" | "CONCEDE") => ("REQUEST", "105"),
        (Status::Requested, "AGREE") => ("REQUEST", "100"),
        _ => (plover, cameo),
    };
    (plover.to_owned(), cameo.to_owned())
}

/// Whether a verb says that its subject does not want what it governs.
pub(super) fn is_refusal(lemma: &str) -> bool {
    set::REFUSES.has(lemma)
}

/// "Express intent to" do what the code says.
fn intent(cameo: &str) -> &'static str {
    match cameo {
        "061" => "0311",
        "062" => "0312",
        "063" => "0313",
        "064" => "0314",
        "071" => "0331",
        "072" => "0332",
        "073" | "075" => "0333",
        "074" => "0334",
        "081" => "0351",
        "082" => "0352",
        "084" => "0353",
        "085" => "0354",
        "086" => "0355",
        "087" => "0356",
        "083" => "034",
        "0831" => "0341",
        code if code.starts_with("06") => "031",
        code if code.starts_with("07") => "033",
        _ => "035",
    }
}

/// "Reject" or "refuse to" do what the code says.
fn refusal(plover: &str, cameo: &str) -> &'static str {
    match cameo {
        "061" => "1211",
        "062" => "1212",
        "063" => "1213",
        "071" => "1221",
        "072" => "1222",
        "073" | "075" => "1223",
        "074" => "1224",
        "081" => "1241",
        "082" => "1242",
        "0831" => "1231",
        "084" => "1243",
        "085" => "1244",
        "086" => "1245",
        "087" => "1246",
        "045" => "126",
        "057" => "127",
        _ => match plover {
            "CONSULT" => "125",
            "COOPERATE" => "121",
            "AID" => "122",
            "CONCEDE" | "RETREAT" => "124",
            _ => "120",
        },
    }
}

/// "Threaten with" what the code says.
fn threat(plover: &str, cameo: &str) -> &'static str {
    match (plover, cameo) {
        (_, "162") => "1311",
        (_, "163") => "1312",
        (_, "161") => "1313",
        (_, "164") => "134",
        (_, "166") => "136",
        (_, "1723") => "1323",
        (_, "1724") => "1324",
        (_, "191") => "1381",
        (_, "192") => "1382",
        ("SANCTION", _) => "131",
        ("COERCE", "172" | "1721") => "132",
        ("COERCE", _) => "137",
        ("PROTEST", _) => "133",
        _ => "138",
    }
}

#[cfg(test)]
mod tests {
    use super::{conventional, goldstein, quad_class};
    use crate::clauses::Status;

    fn code(plover: &str, cameo: &str, status: Status, refused: bool) -> String {
        let (plover, cameo) = conventional(plover, cameo, status, refused);
        format!("{plover} {cameo}")
    }

    #[test]
    fn types_have_quadrants_and_codes_scores() {
        assert_eq!((quad_class("CONSULT"), goldstein("036")), ("VERBAL COOPERATION", "4.0"));
        assert_eq!((quad_class("ASSAULT"), goldstein("190")), ("MATERIAL CONFLICT", "-10.0"));
        assert_eq!((quad_class(""), goldstein("")), ("", ""));
    }

    #[test]
    fn what_is_said_of_a_relation_agrees_with_the_tables() {
        let ontology = include_str!("../../ontology/chancery.ttl");
        let mut told = (0, "", "");
        for line in ontology.lines() {
            let value = line.split('"').nth(1).unwrap_or_default();
            let number = line.split_whitespace().nth(1).unwrap_or_default();
            match line.split_whitespace().next() {
                Some("ch:plover") => told.1 = value,
                Some("ch:cameo") => told.2 = value,
                Some("ch:quadClass") if !value.is_empty() && !told.1.is_empty() => {
                    assert_eq!(quad_class(told.1), value)
                }
                Some("ch:goldstein") if number.parse::<f64>().is_ok() && !told.2.is_empty() => {
                    let (own, other): (f64, f64) = (goldstein(told.2).parse().unwrap(), number.parse().unwrap());
                    assert!((own - other).abs() < 0.01, "{} {own} {other}", told.2);
                    told.0 += 1;
                }
                Some("") | None => (told.1, told.2) = ("", ""),
                _ => {}
            }
        }
        assert!(told.0 > 100, "{}", told.0);
    }

    #[test]
    fn a_planned_meeting_is_agreed_and_a_planned_curfew_threatened() {
        assert_eq!(code("CONSULT", "040", Status::Planned, false), "AGREE 036");
        assert_eq!(code("CONSULT", "040", Status::Happened, false), "CONSULT 040");
        assert_eq!(code("COERCE", "1723", Status::Planned, false), "THREATEN 1323");
        assert_eq!(code("ASSAULT", "190", Status::Possible, false), "ASSAULT 190");
    }

    #[test]
    fn a_refused_release_is_rejected() {
        assert_eq!(code("RETREAT", "084", Status::Planned, true), "REJECT 1243");
        assert_eq!(code("AID", "072", Status::Happened, true), "REJECT 1222");
        assert_eq!(code("ASSAULT", "190", Status::Planned, true), "ASSAULT 190");
    }
}
