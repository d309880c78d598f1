//! What the buttons, lists and forms of those who keep the knowledge carry; a part of the ids of `discord::ids`.

use super::forms::Form;
use crate::app::ledger::Verdict;
use crate::discord::access::Right;
use crate::knowledge::EntryId;

/// What a press or a form of those who keep the knowledge asks for. Drafts are named by their number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::discord) enum Keep {
    /// A form: a press opens it, and it carries the same when it is sent.
    Form { form: Form, draft: u64 },
    /// The draft as it would come out now.
    Look { draft: u64 },
    /// That the draft be published.
    Publish { draft: u64 },
    /// That the draft be dropped.
    Discard { draft: u64 },
    /// A page of the queue, from 0.
    Queue { page: usize },
    /// What is to become of a question of the queue.
    Settle { how: Settle, question: u64 },
    /// The question that a draft answers; a list carries it.
    Answers { draft: u64 },
    /// Revisions before a number, of one entry or of all.
    History { entry: Option<EntryId>, before: u64 },
    /// What a revision changed; a list may carry its number.
    Diff { revision: u64 },
    /// That a revision be taken back.
    Undo { revision: u64 },
    /// A page of the suggestions, from 0.
    Suggestions { page: usize },
    /// A word on a suggestion: a press opens the form, and it carries the same when it is sent.
    Judge { verdict: Verdict, suggestion: u64 },
    /// An entry begun from a suggestion.
    Take { suggestion: u64 },
}

/// What becomes of a question of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::discord) enum Settle {
    /// A phrasing of this entry; where there is none, a list carries it.
    Phrasing(Option<EntryId>),
    /// A new entry.
    Entry,
    /// A question that nothing may answer.
    OutOfScope,
    /// Nothing.
    Ignore,
}

impl Keep {
    /// The right without which it is refused. What a draft needs to be published is asked again by its contents.
    pub(in crate::discord) fn right(&self) -> Right {
        match self {
            Self::Undo { .. } => Right::Keep,
            _ => Right::Edit,
        }
    }

    /// The draft that it is about.
    pub(super) fn draft(&self) -> Option<u64> {
        match self {
            Self::Form { draft, .. }
            | Self::Look { draft }
            | Self::Publish { draft }
            | Self::Discard { draft }
            | Self::Answers { draft } => Some(*draft),
            _ => None,
        }
    }

    /// What follows the version in an id.
    pub(in crate::discord) fn parts(&self) -> Vec<String> {
        let with = |what: &str, number: u64| vec![what.to_owned(), super::super::ids::base36(number)];
        let page = |what: &str, page: usize| vec![what.to_owned(), page.to_string()];
        match self {
            Self::Form { form, draft } => with(&format!("kf-{}", form.word()), *draft),
            Self::Look { draft } => with("kl", *draft),
            Self::Publish { draft } => with("kp", *draft),
            Self::Discard { draft } => with("kx", *draft),
            Self::Queue { page: at } => page("kq", *at),
            Self::Settle { how: Settle::Phrasing(entry), question } => {
                let mut parts = with("ka", *question);
                parts.extend(entry.as_ref().map(ToString::to_string));
                parts
            }
            Self::Settle { how: Settle::Entry, question } => with("kn", *question),
            Self::Settle { how: Settle::OutOfScope, question } => with("ko", *question),
            Self::Settle { how: Settle::Ignore, question } => with("ki", *question),
            Self::Answers { draft } => with("kw", *draft),
            Self::History { entry, before } => {
                let mut parts = with("kh", *before);
                parts.extend(entry.as_ref().map(ToString::to_string));
                parts
            }
            Self::Diff { revision } => with("kd", *revision),
            Self::Undo { revision } => with("ku", *revision),
            Self::Suggestions { page: at } => page("ks", *at),
            Self::Judge { verdict, suggestion } => with(&format!("kv-{}", verdict.word()), *suggestion),
            Self::Take { suggestion } => with("kt", *suggestion),
        }
    }

    /// Reads what [`parts`](Self::parts) wrote.
    pub(in crate::discord) fn parse(what: &str, arguments: &[&str]) -> Option<Self> {
        let (first, rest) = arguments.split_first()?;
        let number = || super::super::ids::number(first);
        let entry = || match rest {
            [] => Some(None),
            [id] => EntryId::parse(id).ok().map(Some),
            _ => None,
        };
        let named = match what {
            "ka" => Self::Settle { how: Settle::Phrasing(entry()?), question: number()? },
            "kh" => Self::History { entry: entry()?, before: number()? },
            _ if !rest.is_empty() => return None,
            "kl" => Self::Look { draft: number()? },
            "kp" => Self::Publish { draft: number()? },
            "kx" => Self::Discard { draft: number()? },
            "kq" => Self::Queue { page: first.parse().ok()? },
            "kn" => Self::Settle { how: Settle::Entry, question: number()? },
            "ko" => Self::Settle { how: Settle::OutOfScope, question: number()? },
            "ki" => Self::Settle { how: Settle::Ignore, question: number()? },
            "kw" => Self::Answers { draft: number()? },
            "kd" => Self::Diff { revision: number()? },
            "ku" => Self::Undo { revision: number()? },
            "ks" => Self::Suggestions { page: first.parse().ok()? },
            "kt" => Self::Take { suggestion: number()? },
            _ => match what.split_once('-')? {
                ("kf", word) => Self::Form { form: Form::parse(word)?, draft: number()? },
                ("kv", word) => Self::Judge { verdict: decision(word)?, suggestion: number()? },
                _ => return None,
            },
        };
        Some(named)
    }
}

/// What a suggestion may be decided to be.
fn decision(word: &str) -> Option<Verdict> {
    Verdict::from_word(word).filter(|verdict| *verdict != Verdict::Open)
}

#[cfg(test)]
mod tests {
    use super::{Keep, Settle};
    use crate::app::ledger::Verdict;
    use crate::discord::ids::Press;
    use crate::discord::keeping::Form;
    use crate::knowledge::EntryId;

    #[test]
    fn every_id_is_read_back_and_fits() {
        let entry = EntryId::parse(&"e".repeat(48)).unwrap();
        let most = u64::MAX;
        let mut all: Vec<Keep> =
            [Form::Text, Form::Quotes, Form::Details, Form::Reason].map(|form| Keep::Form { form, draft: most }).into();
        let verdicts = [Verdict::Approved, Verdict::Amended, Verdict::Declined];
        all.extend(verdicts.map(|verdict| Keep::Judge { verdict, suggestion: most }));
        let ways = [
            Settle::Phrasing(Some(entry.clone())),
            Settle::Phrasing(None),
            Settle::Entry,
            Settle::OutOfScope,
            Settle::Ignore,
        ];
        all.extend(ways.map(|how| Keep::Settle { how, question: most }));
        all.extend([
            Keep::Look { draft: 1 },
            Keep::Publish { draft: most },
            Keep::Discard { draft: 0 },
            Keep::Queue { page: 12 },
            Keep::Answers { draft: 3 },
            Keep::History { entry: Some(entry), before: most },
            Keep::History { entry: None, before: 0 },
            Keep::Diff { revision: most },
            Keep::Undo { revision: most },
            Keep::Suggestions { page: 0 },
            Keep::Take { suggestion: 7 },
        ]);
        for keep in all {
            let press = Press::Keep(keep);
            let id = press.id();
            assert!(id.len() <= 100, "{id} has {} characters", id.len());
            assert_eq!(Press::parse(&id), Some(press), "{id}");
        }
        let open = format!("1|kv-{}|1", Verdict::Open.word());
        for forged in
            ["1|kf-x|1", "1|kf-text", "1|kp|", "1|kp|1|2", "1|ka|1|UPPER", "1|kq|-1", "1|kv-maybe|1", &open, "1|k|1"]
        {
            assert_eq!(Press::parse(forged), None, "{forged}");
        }
    }
}
