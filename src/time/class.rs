//! What a piece of a sentence can be in the grammar of time: a month, a unit, a number of a day.
//!
//! The classes of words stand in `data/lexicon/time.tsv`, those of numbers are computed from their digits (`pieces`).

macro_rules! classes {
    ($($variant:ident = $text:literal),+ $(,)?) => {
        /// What a piece can be in the grammar; patterns write the names in capitals.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Class { $($variant),+ }

        impl Class {
            /// The class of that name in lower case.
            pub(super) fn parse(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

classes! {
    Month = "month", Weekday = "weekday", Weekdays = "weekdays", Shortday = "shortday", Season = "season",
    Unit = "unit", Units = "units", Cardinal = "cardinal", Scale = "scale", Ordinal = "ordinal", Vague = "vague",
    Part = "part", Parts = "parts", Dayword = "dayword", Nightword = "nightword", Deixis = "deixis", Told = "told",
    Shift = "shift", Position = "position", Edge = "edge", Approx = "approx", Bound = "bound", Often = "often",
    Every = "every", Ref = "ref", Zone = "zone", Meridiem = "meridiem", Era = "era", Namehead = "namehead",
    Paper = "paper", Named = "named", Incident = "incident", Mishap = "mishap", Holiday = "holiday", Tens = "tens",
    Prep = "prep", Det = "det",
    // Classes of numbers, computed from their digits.
    Num = "num", Day = "day", Nth = "nth", Year = "year", Yy = "yy", Mm = "mm", Hour = "hour", Minute = "minute",
    Clock = "clock", Dotted = "dotted", Decade = "decade", Quarter = "quarter",
}

impl Class {
    /// The bit of the class in a set of classes.
    pub(super) const fn bit(self) -> u64 {
        1 << (self as u64)
    }
}
