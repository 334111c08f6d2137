//! An event as all tables of events see it: with codes of states, sectors, a day and a place.

use super::geo::{Spot, State, spot, state};
use crate::graph::{Ontology, Party, Relation, Told};

/// A participant with its codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Actor {
    pub(super) party: Party,
    /// The words of the first report that name it.
    pub(super) raw: String,
    pub(super) state: State,
    /// CAMEO actor code.
    pub(super) code: String,
    /// What follows on the state in that code, three letters each.
    pub(super) sectors: Vec<String>,
}

impl Actor {
    /// Its label, else the words that name it.
    pub(super) fn name(&self) -> &str {
        if self.party.label.is_empty() { &self.raw } else { &self.party.label }
    }
}

/// What kind of place an event happened at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Level {
    #[default]
    Unknown,
    Country,
    Region,
    City,
}

/// Where an event happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scene {
    pub(super) label: String,
    pub(super) level: Level,
    pub(super) spot: Spot,
    pub(super) state: State,
}

/// A row of a table, in whatever columns.
#[derive(Clone, Debug)]
pub(super) struct Record<'t> {
    pub(super) told: &'t Told,
    pub(super) relation: &'static Relation,
    /// Its id; a relation that holds both ways gives two rows, the second with the participants changed over.
    pub(super) id: String,
    pub(super) actor: Actor,
    pub(super) recipient: Actor,
    pub(super) scene: Scene,
    /// `YYYY-MM-DD`; empty where it is not known to the day.
    pub(super) day: String,
}

/// The parts of a CAMEO actor code: the state, if it begins with one, and the roles, three letters each.
pub(super) fn parts(code: &str) -> (&str, Vec<String>) {
    let begin = code.get(..3).filter(|begin| is_state(begin)).unwrap_or_default();
    let rest: Vec<char> = code[begin.len()..].chars().collect();
    (begin, rest.chunks(3).map(|role| role.iter().collect()).collect())
}

/// Whether three letters of a CAMEO code are a state: all that are no role.
fn is_state(letters: &str) -> bool {
    const NO_STATE: [&str; 14] =
        ["IGO", "IMG", "INT", "MNC", "NGM", "NGO", "UIS", "MIL", "GOV", "REB", "BUS", "CVL", "MED", "REL"];
    letters.bytes().all(|letter| letter.is_ascii_uppercase()) && !NO_STATE.contains(&letters)
}

impl Actor {
    fn new(party: &Party, raw: &str, code: &str) -> Self {
        let code = if code.is_empty() { party.code.clone() } else { code.to_owned() };
        let (sectors, state) = (parts(&code).1, state(&party.country));
        Self { party: party.clone(), raw: raw.to_owned(), state, code, sectors }
    }
}

impl Scene {
    /// Where an event happened, from its place and the entity of that place.
    fn new(place: &Party) -> Self {
        let own = spot(&place.id);
        let level = match place.kind.as_str() {
            "" => Level::Unknown,
            "country" => Level::Country,
            // Only places that people live in have a region of their own.
            _ if !own.region.is_empty() => Level::City,
            _ => Level::Region,
        };
        let state = state(&place.country);
        let spot = if level == Level::Country { state.spot } else { own };
        Self { label: place.label.clone(), level, spot, state }
    }
}

impl<'t> Record<'t> {
    /// The rows of an event; none where no article tells it as a fact, or where it is a state and no event.
    pub(super) fn of(told: &'t Told, by_publication: bool) -> Vec<Self> {
        let event = &told.event;
        let Some(relation) = Ontology::embedded().relation(&event.relation) else { return Vec::new() };
        if event.asserted != "yes" || relation.standing || relation.plover.is_none() && relation.cameo.is_none() {
            return Vec::new();
        }
        let first = &told.first;
        // The first report of a relation that holds both ways may name the two in the other order.
        let turned = first.subject_id != event.subject_id && first.object_id == event.subject_id;
        let texts = [(&first.subject_text, &first.subject_code), (&first.object_text, &first.object_code)];
        let [of_subject, of_object] = if turned { [texts[1], texts[0]] } else { texts };
        let subject = Actor::new(&told.subject, of_subject.0, of_subject.1);
        let object = Actor::new(&told.object, of_object.0, of_object.1);
        let day = match (event.earliest == event.latest, event.date.is_empty()) {
            (true, false) => event.earliest.clone(),
            _ if by_publication && event.date.is_empty() => event.reported.clone(),
            _ => String::new(),
        };
        let id = event.event.clone();
        let scene = Scene::new(&told.place);
        let one = Self { told, relation, id, actor: subject, recipient: object, scene, day };
        if event.directed == "yes" || one.recipient.party.id.is_empty() || !relation.symmetric {
            return vec![one];
        }
        let mut back = one.clone();
        back.id.push_str("-back");
        std::mem::swap(&mut back.actor, &mut back.recipient);
        vec![one, back]
    }

    /// The CAMEO code.
    pub(super) fn cameo(&self) -> &str {
        self.relation.cameo.as_deref().unwrap_or_default()
    }

    /// The PLOVER type.
    pub(super) fn plover(&self) -> &str {
        self.relation.plover.as_deref().unwrap_or_default()
    }

    /// The quadrant as a number, by the root of the CAMEO code: 1 verbal and 2 material co-operation, 3 verbal and 4 material
    /// conflict.
    pub(super) fn quadrant(&self) -> &'static str {
        match self.cameo().get(..2).and_then(|root| root.parse::<u8>().ok()) {
            Some(1..=5) => "1",
            Some(6..=9) => "2",
            Some(10..=14) => "3",
            Some(15..=20) => "4",
            _ => "",
        }
    }

    /// The Goldstein score, with one digit after the point.
    pub(super) fn goldstein(&self) -> String {
        self.relation.goldstein.map(|score| format!("{score:.1}")).unwrap_or_default()
    }

    /// The intensity of the PLOVER type and mode.
    pub(super) fn intensity(&self) -> String {
        self.relation.score.map(|score| score.to_string()).unwrap_or_default()
    }

    /// The region of the first level, if it is known or is the place itself.
    pub(super) fn region(&self) -> &str {
        if self.scene.level == Level::Region { &self.scene.label } else { self.scene.spot.region }
    }

    /// The city, where the place is one.
    pub(super) fn city(&self) -> &str {
        if self.scene.level == Level::City { &self.scene.label } else { "" }
    }

    /// A number that stays the same for the id, below 2^52, so that programs that keep numbers as doubles keep it.
    pub(super) fn number(&self) -> u64 {
        // FNV-1a, folded to 52 bits.
        let hash = self
            .id
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        (hash >> 52) ^ (hash & ((1 << 52) - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_falls_into_state_and_roles() {
        assert_eq!(parts("CHNGOVMIL"), ("CHN", vec!["GOV".to_owned(), "MIL".to_owned()]));
        assert_eq!(parts("IGOUNO"), ("", vec!["IGO".to_owned(), "UNO".to_owned()]));
        assert_eq!(parts("RUS"), ("RUS", Vec::new()));
        assert_eq!(parts(""), ("", Vec::new()));
    }
}
