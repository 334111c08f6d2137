//! PLOVER and CAMEO codes of a claim by PLOVER's conventions, which look at status as well as at the deed.
//!
//! Source: the code book, version 0.8. An announced act of co-operation is AGREE ("express intent to"), an announced
//! retreat too (CAMEO 035, intent to yield); a demanded one is REQUEST. Acts of conflict keep their type: what is
//! threatened is the business of rules for threats.

use crate::clauses::Status;

/// The type and code of a claim whose relation has these.
pub(super) fn conventional(plover: &str, cameo: &str, status: Status) -> (String, String) {
    let (plover, cameo) = match (status, plover) {
        (Status::Planned, "CONSULT") => ("AGREE", "036"),
        (Status::Planned, "SUPPORT") => ("AGREE", "032"),
        (Status::Planned, "COOPERATE") => ("AGREE", "031"),
        (Status::Planned, "AID") => ("AGREE", "033"),
        (Status::Planned, "RETREAT" | "CONCEDE") => ("AGREE", "035"),
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

#[cfg(test)]
mod tests {
    use super::conventional;
    use crate::clauses::Status;

    #[test]
    fn a_planned_meeting_is_agreed() {
        assert_eq!(conventional("CONSULT", "040", Status::Planned), ("AGREE".to_owned(), "036".to_owned()));
        assert_eq!(conventional("CONSULT", "040", Status::Happened), ("CONSULT".to_owned(), "040".to_owned()));
        assert_eq!(conventional("ASSAULT", "190", Status::Planned), ("ASSAULT".to_owned(), "190".to_owned()));
    }
}
