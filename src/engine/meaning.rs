//! Likeness of meaning between words that share no letters.

/// What knows that *planes* and *aircraft* are alike.
pub trait Meaning: Send + Sync {
    /// How alike two folded words are, from 0 (nothing in common) to 1 (the same).
    ///
    /// Names and numbers are never given to it: no likeness may join two names.
    fn likeness(&self, a: &str, b: &str) -> f64;
}

/// Knows nothing: only the same word is alike.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoMeaning;

impl Meaning for NoMeaning {
    fn likeness(&self, a: &str, b: &str) -> f64 {
        f64::from(u8::from(a == b))
    }
}
