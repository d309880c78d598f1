//! The topics as a list to choose from.

use crate::knowledge::Topic;
use poise::{ChoiceParameter, CommandParameterChoice};
use std::borrow::Cow;

impl ChoiceParameter for Topic {
    fn list() -> Cow<'static, [CommandParameterChoice]> {
        let choice = |topic: Self| CommandParameterChoice {
            name: Cow::Borrowed(topic.title()),
            localizations: Cow::Borrowed(&[]),
            __non_exhaustive: (),
        };
        Self::ALL.into_iter().map(choice).collect()
    }

    fn from_index(index: usize) -> Option<Self> {
        Self::ALL.get(index).copied()
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::parse(name)
    }

    fn name(&self) -> &'static str {
        self.title()
    }

    /// The list carries them: `locale` puts them there.
    fn localized_name(&self, _: &str) -> Option<&'static str> {
        None
    }
}
