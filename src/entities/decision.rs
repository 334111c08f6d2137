//! What decides whom a mention means: a table, or a pass.

/// What decided on a mention, as `explain` and annotations name it ([`Decision::as_str`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Decision {
    /// Nothing decided: nobody is known.
    Open,
    /// A state's own name.
    Country,
    /// A doubtful name of a state that the article speaks of.
    CountryByArticle,
    /// An adjective of nationality.
    Adjective,
    /// A capital or palace that stands for its government.
    Metonym,
    /// The name of a place.
    Place,
    /// The region in which the city before it lies.
    RegionAfterCity,
    /// The name of a body.
    Organisation,
    /// A body that each state has, with the state beside it.
    OrganOfState,
    /// A person's full name.
    FullName,
    /// A person's full name in another spelling.
    OtherSpelling,
    /// A part of a name that the article has in full.
    PartOfName,
    /// The surname of somebody in a prominent office on the day.
    SurnameInOffice,
    /// Two surnames joined by a hyphen.
    TwoSurnames,
    /// An abbreviation that the article explains.
    Abbreviation,
    /// The long form of an abbreviation.
    MintedByAbbreviation,
    /// A name whose kind another mention shows.
    SaidElsewhere,
    /// A name whose words are those of a thing.
    Thing,
    /// The title before the name.
    MintedByTitle,
    /// The words of the name.
    MintedByShape,
    /// A surname that the article says alone, too.
    MintedBySurname,
    /// A direction before the name of a place.
    MintedByDirection,
    /// A preposition of place before the name.
    MintedByPreposition,
    /// The place that follows the name.
    MintedByPlaceAfter,
    /// What a list says that its members are.
    MintedByList,
    /// What follows the name.
    MintedByWhatFollows,
    /// The common noun before the name.
    MintedByNounBefore,
    /// The common noun after the name.
    MintedByNounAfter,
    /// The role of one of its people beside the name.
    MintedByOfficer,
    /// The name beside the noun.
    NameBesideNoun,
    /// People of a state or body.
    PeopleOfState,
    /// People of a part of the world.
    PeopleOfRegion,
    /// People of the only state that the article speaks of.
    PeopleOfOnlyState,
    /// An organ of the state that the person leads.
    OrganOfLedState,
    /// The body that the name before the noun names.
    OrganOfName,
    /// An organ of the state of who commands it.
    OrganOfCommander,
    /// An organ of the only state that the article speaks of.
    OrganOfOnlyState,
    /// The government of the only state that the article speaks of.
    GovernmentOfOnlyState,
    /// The organ of that name said before.
    SameOrgan,
    /// The states of a body.
    StatesOfBody,
    /// Who holds the office on the day.
    Holder,
    /// Who hold the offices on the day.
    Holders,
    /// Who holds an office of which the world has one.
    OnlyHolder,
    /// One of a group of a state or body.
    OneOfGroup,
    /// The name in apposition.
    Apposition,
    /// Who holds the office of the person spoken of, in that state.
    Counterpart,
    /// The last one said of that role.
    SameRole,
    /// The one to whom the article gives that title.
    SameTitle,
    /// The only one of its kind said before.
    SaidBefore,
    /// The two of a kind that were said last.
    Pair,
    /// Agreement, binding, subjects first, and nearness.
    Pronoun,
    /// Who speaks.
    Speaker,
    /// The state that the owner leads or belongs to.
    Home,
}

impl Decision {
    /// In words: "holder of an office".
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "unresolved",
            Self::Country => "country",
            Self::CountryByArticle => "country, by the article",
            Self::Adjective => "adjective",
            Self::Metonym => "metonym",
            Self::Place => "place",
            Self::RegionAfterCity => "region, by the city before it",
            Self::Organisation => "organisation",
            Self::OrganOfState => "organ of a state",
            Self::FullName => "full name",
            Self::OtherSpelling => "full name, other spelling",
            Self::PartOfName => "part of a name",
            Self::SurnameInOffice => "surname of an office holder",
            Self::TwoSurnames => "two surnames",
            Self::Abbreviation => "abbreviation",
            Self::MintedByAbbreviation => "minted by its abbreviation",
            Self::SaidElsewhere => "said elsewhere",
            Self::Thing => "a thing by its words",
            Self::MintedByTitle => "minted by title",
            Self::MintedByShape => "minted by shape",
            Self::MintedBySurname => "minted by the surname alone",
            Self::MintedByDirection => "minted by its direction",
            Self::MintedByPreposition => "minted by preposition",
            Self::MintedByPlaceAfter => "minted by the place after it",
            Self::MintedByList => "minted by its list",
            Self::MintedByWhatFollows => "minted by what follows it",
            Self::MintedByNounBefore => "minted by the noun before it",
            Self::MintedByNounAfter => "minted by the noun after it",
            Self::MintedByOfficer => "minted by the role of one of its people",
            Self::NameBesideNoun => "the name beside the noun",
            Self::PeopleOfState => "people of a state",
            Self::PeopleOfRegion => "people of a part of the world",
            Self::PeopleOfOnlyState => "people of the only state of the article",
            Self::OrganOfLedState => "organ of the state that the person leads",
            Self::OrganOfName => "organ that its name is of",
            Self::OrganOfCommander => "organ of the state of who commands it",
            Self::OrganOfOnlyState => "organ of the only state of the article",
            Self::GovernmentOfOnlyState => "government of the only state of the article",
            Self::SameOrgan => "same organ",
            Self::StatesOfBody => "states of a body",
            Self::Holder => "holder of an office",
            Self::Holders => "holders of an office",
            Self::OnlyHolder => "holder of an office that is one in the world",
            Self::OneOfGroup => "one of a group",
            Self::Apposition => "apposition",
            Self::Counterpart => "counterpart",
            Self::SameRole => "same role",
            Self::SameTitle => "same title",
            Self::SaidBefore => "said before",
            Self::Pair => "pair",
            Self::Pronoun => "pronoun",
            Self::Speaker => "speaker",
            Self::Home => "state of its owner",
        }
    }
}

impl std::fmt::Display for Decision {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.pad(self.as_str())
    }
}
