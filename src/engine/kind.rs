//! What a question asks for: an amount, a time, a person, a place, a reason.

use crate::knowledge::Folded;
use serde::{Deserialize, Serialize};

/// What a question can ask for that an answer either holds or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Kind {
    /// Money, a price, a share.
    HowMuch,
    /// A count.
    HowMany,
    /// A length, a distance or a duration.
    HowLong,
    /// A date or a year.
    When,
    /// A person or a party.
    Who,
    /// A place.
    Where,
    /// A reason.
    Why,
}

/// The kinds that a text asks for, or that the texts of an entry ask for together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kinds(u8);

/// The words that ask, one or two in a row.
const WORDS: &[(&str, Kind)] = &[
    ("how much", Kind::HowMuch),
    ("how expensive", Kind::HowMuch),
    ("how big", Kind::HowMuch),
    ("how large", Kind::HowMuch),
    ("cost", Kind::HowMuch),
    ("costs", Kind::HowMuch),
    ("price", Kind::HowMuch),
    ("percent", Kind::HowMuch),
    ("percentage", Kind::HowMuch),
    ("how many", Kind::HowMany),
    ("how often", Kind::HowMany),
    ("number of", Kind::HowMany),
    ("how long", Kind::HowLong),
    ("how far", Kind::HowLong),
    ("length", Kind::HowLong),
    ("km", Kind::HowLong),
    ("kilometres", Kind::HowLong),
    ("kilometers", Kind::HowLong),
    ("when", Kind::When),
    ("year", Kind::When),
    ("date", Kind::When),
    ("month", Kind::When),
    ("day", Kind::When),
    ("who", Kind::Who),
    ("whom", Kind::Who),
    ("whose", Kind::Who),
    ("where", Kind::Where),
    ("which city", Kind::Where),
    ("what city", Kind::Where),
    ("which town", Kind::Where),
    ("why", Kind::Why),
    ("how come", Kind::Why),
    ("reason", Kind::Why),
    ("reasons", Kind::Why),
];

impl Kinds {
    /// The kinds that a text asks for.
    pub(super) fn of(words: &[Folded]) -> Self {
        let mut kinds = Self::default();
        for (at, word) in words.iter().enumerate() {
            let next = words.get(at + 1).map_or("", |word| word.text.as_str());
            for (asks, kind) in WORDS {
                let rest = asks.strip_prefix(word.text.as_str());
                if rest.is_some_and(|rest| rest.is_empty() || rest.strip_prefix(' ') == Some(next)) {
                    kinds.0 |= 1 << *kind as u8;
                }
            }
        }
        kinds
    }

    /// These and others together.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The share of these kinds that others lack, 0 where these are none.
    pub(super) fn lacking(self, other: Self) -> f64 {
        if self.0 == 0 { 0.0 } else { f64::from((self.0 & !other.0).count_ones()) / f64::from(self.0.count_ones()) }
    }
}
