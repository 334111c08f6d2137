//! What sort of thing an entity is, and the gender of a given name: the words of tables of names for both.

/// What sort of thing an entity is; the word in the claims table's type columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A state, with its government.
    Country,
    /// A ministry, company, agency, party, alliance, armed group: an organised body.
    Organisation,
    /// People without an organisation: officials, lawmakers, protesters, a nation's citizens.
    Group,
    /// A city, region, sea, site.
    Place,
    /// An office that persons hold.
    Position,
}

impl EntityKind {
    /// All kinds, in the order in which an index of names numbers them.
    pub(crate) const ALL: [Self; 6] =
        [Self::Person, Self::Country, Self::Organisation, Self::Group, Self::Place, Self::Position];

    /// The word for it, as in the claims table and in tables of names.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Country => "country",
            Self::Organisation => "organisation",
            Self::Group => "group",
            Self::Place => "place",
            Self::Position => "position",
        }
    }

    /// The kind of that word, if there is one.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// To whom a given name is given; an index has its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    Both,
    Men,
    Women,
}

impl Given {
    /// What the word of a cell says, the gender of a person or of a given name.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        match word {
            "" => Some(Self::Both),
            "m" => Some(Self::Men),
            "f" => Some(Self::Women),
            _ => None,
        }
    }

    /// The one of that number.
    pub(crate) fn of(number: u64) -> Self {
        [Self::Men, Self::Women].into_iter().find(|given| *given as u64 == number).unwrap_or(Self::Both)
    }
}
