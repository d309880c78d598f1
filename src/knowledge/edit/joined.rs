//! Two changes of one entry in one, field by field.

use super::{Conflict, EntryDraft, Field};

impl EntryDraft {
    /// What `mine` and `theirs` come to together, both made of this entry.
    ///
    /// # Errors
    /// Every field that both have changed, each in another way.
    pub fn joined(&self, mine: &Self, theirs: &Self) -> Result<Self, Vec<Conflict>> {
        let [was, own, is] = [self, mine, theirs].map(|entry| entry.normal().fields());
        let all = was.iter().zip(&own).zip(&is);
        let clashes = all.filter(|((was, own), is)| was != own && was != is && own != is);
        let conflicts: Vec<Conflict> = clashes
            .map(|((was, own), is)| Conflict {
                place: was.name().to_owned(),
                base: Some(was.lines()),
                mine: Some(own.lines()),
                theirs: Some(is.lines()),
            })
            .collect();
        if !conflicts.is_empty() {
            return Err(conflicts);
        }
        Ok(self.changes_to(mine).into_iter().fold(theirs.clone(), Self::with))
    }
}

impl Field {
    /// Its name in the files.
    pub fn name(&self) -> &'static str {
        match self {
            Self::About(_) => "about",
            Self::Mentions(_) => "mentions",
            Self::AsOf(_) => "as_of",
            Self::Questions(_) => "questions",
            Self::Not(_) => "not",
            Self::Answer(_) => "answer",
            Self::ViewOf(_) => "view_of",
            Self::Supersedes(_) => "supersedes",
            Self::SeeAlso(_) => "see_also",
            Self::Events(_) => "events",
            Self::ReviewBy(_) => "review_by",
            Self::Retired(_) => "retired",
            Self::Quotes(_) => "quotes",
        }
    }

    /// What it holds, a line for each part.
    fn lines(&self) -> String {
        let joined = |lines: Vec<String>| lines.join("\n");
        match self {
            Self::About(all)
            | Self::Mentions(all)
            | Self::Questions(all)
            | Self::Not(all)
            | Self::Supersedes(all)
            | Self::SeeAlso(all) => all.join("\n"),
            Self::AsOf(text) | Self::Answer(text) => text.clone(),
            Self::ViewOf(text) | Self::ReviewBy(text) => text.clone().unwrap_or_default(),
            Self::Events(all) => joined(all.iter().map(|event| format!("{} {}", event.date, event.text)).collect()),
            Self::Retired(retired) => {
                retired.as_ref().map(|retired| format!("{} {}", retired.on, retired.why)).unwrap_or_default()
            }
            Self::Quotes(all) => joined(all.iter().map(|quote| format!("{}: {}", quote.source, quote.text)).collect()),
        }
    }
}
