//! What tells a right answer from a wrong one, and what each sign of it weighs.

use serde::{Deserialize, Serialize};

/// One list of the signals: the fields, their names and their order are the same everywhere.
macro_rules! signals {
    ($($(#[$doc:meta])+ $name:ident,)+) => {
        /// What tells a right answer from a wrong one.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
        pub struct Signals {
            $($(#[$doc])+ pub $name: f64,)+
        }

        impl Signals {
            /// How many there are.
            pub const COUNT: usize = [$(stringify!($name)),+].len();

            /// The signals in their order, each with its name.
            pub fn named(self) -> [(&'static str, f64); Self::COUNT] {
                [$((stringify!($name), self.$name)),+]
            }

            /// Signals in the order of [`Self::named`].
            pub(super) fn of([$($name),+]: [f64; Self::COUNT]) -> Self {
                Self { $($name),+ }
            }
        }
    };
}

signals! {
    /// The log odds of the entry by the linear scorer, in fours: about 2 for a question of its, about 0 for others.
    side,
    /// How much higher its score is than that of the next best entry.
    lead,
    /// The share of the best phrasing's weight that the question holds, 0 to 1.
    filled,
    /// The share of the weight of the question's plain words, names left out, that the entry knows, near words by their nearness; 0 to 1.
    plain,
    /// The heaviest plain word of the question that the entry does not know, beside one that nobody taught us; 0 to 1.
    gap,
    /// How much of the question the knowledge knows at all, in its own words and letters, 0 to 1.
    seen,
    /// How much nearer some near miss comes, of this entry or another, than its best phrasing; -1 to 1.
    missed,
    /// The same for all near misses together.
    nothing,
    /// 1 where the question names nothing.
    nameless,
    /// The share of the states, powers, organisations and projects named that the entry is about, and does not merely mention; 1 where none is named.
    about,
    /// The share of the kinds of fact asked for (an amount, a time, a person, a place, a reason) that no phrasing of the entry asks for, 0 to 1.
    strange_kind,
    /// 1 where the question names a year, within what the sources know, that the entry does not hold.
    strange_year,
    /// 1 where the question asks for an amount and the entry holds none.
    no_amount,
    /// 1 where the question names a state of the region of which the entry speaks only as one of all.
    of_all,
    /// The share of the names of its best phrasing that the question does not name, 0 to 1; 0 where that names none.
    unnamed,
}

impl Signals {
    /// The weighed sum: how much speaks for an answer, of any size.
    pub fn evidence(self) -> f64 {
        self.named().into_iter().zip(WEIGHTS.named()).map(|((_, signal), (_, weight))| signal * weight).sum()
    }
}

/// What each signal weighs; docs/engine.md says on which questions that was chosen.
const WEIGHTS: Signals = Signals {
    side: 2.22,
    lead: 1.5,
    filled: 0.69,
    plain: 2.62,
    gap: 0.92,
    seen: 2.22,
    missed: -0.55,
    nothing: -1.78,
    nameless: -0.1,
    about: 0.71,
    strange_kind: -1.6,
    strange_year: -2.6,
    no_amount: -1.0,
    of_all: -1.0,
    unnamed: -2.7,
};
