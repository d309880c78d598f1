//! What the settings choose of the engine.

/// The thresholds of the decision.
///
/// Confidence is a probability from 0 to 1: of the answers given at 0.9, nine in ten should be right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// From this confidence on, the best entry is the answer.
    pub answer_at: f64,
    /// From this confidence on, an entry is offered as a choice.
    pub offer_at: f64,
    /// How many choices are offered at most; Discord draws five buttons in a row, one is kept.
    pub max_choices: usize,
}

impl Default for Settings {
    fn default() -> Self {
        // Chosen on tests/golden/validation.toml (docs/engine.md); the scale that they are read on follows the knowledge.
        Self { answer_at: 0.5, offer_at: 0.13, max_choices: 4 }
    }
}
