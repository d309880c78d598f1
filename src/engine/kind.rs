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

/// What a word asks for, beside the word behind it.
fn asked(word: &str, next: &str) -> Option<Kind> {
    Some(match (word, next) {
        ("cost" | "costs" | "price" | "percent" | "percentage", _)
        | ("how", "much" | "expensive" | "big" | "large") => Kind::HowMuch,
        ("how", "many" | "often") | ("number", "of") => Kind::HowMany,
        ("length" | "km" | "kilometres" | "kilometers", _) | ("how", "long" | "far") => Kind::HowLong,
        ("when" | "year" | "date" | "month" | "day", _) => Kind::When,
        ("who" | "whom" | "whose", _) => Kind::Who,
        ("where", _) | ("which", "city" | "town") | ("what", "city") => Kind::Where,
        ("why" | "reason" | "reasons", _) | ("how", "come") => Kind::Why,
        _ => return None,
    })
}

impl Kinds {
    /// The kinds that a text asks for.
    pub(super) fn of(words: &[Folded]) -> Self {
        let mut kinds = Self::default();
        for (at, word) in words.iter().enumerate() {
            let next = words.get(at + 1).map_or("", |word| word.text.as_str());
            if let Some(kind) = asked(&word.text, next) {
                kinds.0 |= 1 << kind as u8;
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
