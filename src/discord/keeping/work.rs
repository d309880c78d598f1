//! What somebody is working on, as it is kept in a draft.

use super::words;
use crate::app::ledger::{State, Via};
use crate::app::{Curator, again};
use crate::discord::access::Right;
use crate::discord::errors::Failure;
use crate::knowledge::edit::{Changed, Conflict, Edit, EntryDraft};
use crate::knowledge::{EntryId, File, Knowledge};
use serde::{Deserialize, Serialize};

/// What somebody is working on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::discord) struct Work {
    pub(in crate::discord) task: Task,
    /// Why; empty where nothing was said.
    #[serde(default)]
    pub(in crate::discord) why: String,
    /// Whether questions may be lost by it: a reason was given.
    #[serde(default)]
    pub(in crate::discord) forced: bool,
    /// What would change, as it was last shown.
    #[serde(default)]
    pub(in crate::discord) seen: Option<String>,
    /// The questions of the queue that are settled with it.
    #[serde(default)]
    pub(in crate::discord) questions: Vec<u64>,
    /// A question that the guard is to hold from then on.
    #[serde(default)]
    pub(in crate::discord) guard: Option<String>,
    /// The suggestion that it takes up.
    #[serde(default)]
    pub(in crate::discord) suggestion: Option<u64>,
    /// The revision that was made of it.
    #[serde(default)]
    pub(in crate::discord) published: Option<u64>,
}

/// The change itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::discord) enum Task {
    /// A new entry as typed; without a file it goes where entries about the same stand.
    Add { file: Option<String>, entry: Box<EntryDraft> },
    /// An entry as it was when the first form was opened, and as typed.
    Change { was: Box<EntryDraft>, entry: Box<EntryDraft> },
    /// What needs no form.
    Make(Edit),
    /// A revision taken back.
    Undo(u64),
    /// Files that were read from another text, with what they held then.
    Import(Vec<Changed>),
}

impl Work {
    pub(in crate::discord) fn new(task: Task) -> Self {
        Self {
            task,
            why: String::new(),
            forced: false,
            seen: None,
            questions: Vec::new(),
            guard: None,
            suggestion: None,
            published: None,
        }
    }

    /// What was typed on after the work was published with an entry that was `was`: a change of that one, or under
    /// another id a new entry. Ids are compared as the files have them, whatever their capitals were as typed.
    pub(super) fn on_top_of(&self, was: &EntryDraft) -> Option<Self> {
        let (was, entry) = (Box::new(was.normal()), Box::new(self.entry()?.normal()));
        let same = entry.id == was.id;
        Some(Self::new(if same { Task::Change { was, entry } } else { Task::Add { file: None, entry } }))
    }

    pub(in crate::discord) fn because(mut self, why: &str) -> Self {
        why.trim().clone_into(&mut self.why);
        self
    }

    /// The right that publishing it takes.
    pub(in crate::discord) fn right(&self) -> Right {
        match &self.task {
            Task::Undo(_) | Task::Import(_) => Right::Keep,
            Task::Make(edit) => right_of(edit),
            Task::Add { .. } | Task::Change { .. } => Right::Edit,
        }
    }

    /// The way it comes, for the history.
    pub(super) fn via(&self) -> Via {
        match &self.task {
            Task::Undo(_) => Via::Undo,
            Task::Import(_) => Via::Import,
            _ => Via::Discord,
        }
    }

    /// What becomes of the questions that are settled with it.
    pub(super) fn settles(&self) -> State {
        match &self.task {
            Task::Add { .. } | Task::Change { .. } => State::Entry,
            Task::Make(edit) if adds_phrasing(edit) => State::Phrasing,
            _ => State::OutOfScope,
        }
    }

    /// What it does, and the reason that was given: the history shows both.
    pub(super) fn reason(&self) -> String {
        let what = words::task(&self.task);
        if self.why.is_empty() { what } else { format!("{what}: {}", self.why) }
    }

    /// The draft of an entry that forms fill in.
    pub(in crate::discord) fn entry(&self) -> Option<&EntryDraft> {
        match &self.task {
            Task::Add { entry, .. } | Task::Change { entry, .. } => Some(entry),
            _ => None,
        }
    }

    pub(super) fn entry_mut(&mut self) -> Option<&mut EntryDraft> {
        match &mut self.task {
            Task::Add { entry, .. } | Task::Change { entry, .. } => Some(entry),
            _ => None,
        }
    }

    /// The edit that it comes to on the present files.
    pub(super) async fn edit(&self, curator: &Curator, present: &[File]) -> Result<Result<Edit, Stop>, Failure> {
        let knowledge = curator.app().knowledge();
        let edit = match &self.task {
            Task::Undo(number) => return super::undo::edit(curator, *number, present).await,
            Task::Import(changed) => return Ok(again(changed, present).map_err(Stop::from)),
            Task::Make(edit) => edit.clone(),
            Task::Add { file, entry } => {
                let file = file.clone().unwrap_or_else(|| place(&knowledge, present, entry));
                Edit::Add { file, entry: entry.clone() }
            }
            Task::Change { was, entry } => match change(present, was, entry) {
                Ok(edit) => edit,
                Err(stop) => return Ok(Err(stop)),
            },
        };
        Ok(Ok(self.guarded(&knowledge, edit)))
    }

    /// The edit with the question that the guard is to hold, where the guard does not hold it yet.
    fn guarded(&self, knowledge: &Knowledge, edit: Edit) -> Edit {
        let held = |question: &String| !knowledge.guard.iter().any(|case| case.question == *question);
        let id = edit.entries().first().and_then(|id| EntryId::parse(id).ok());
        match (self.guard.clone().filter(held), id) {
            (Some(question), Some(expect)) => Edit::All(vec![edit, Edit::GuardAdd { question, expect }]),
            _ => edit,
        }
    }
}

/// Why a work cannot go on.
#[derive(Debug)]
pub(super) enum Stop {
    /// With a sentence.
    Say(String),
    /// Somebody else has changed the same; the draft goes on from what is there now.
    Conflict { shown: String, task: Option<Task> },
}

fn right_of(edit: &Edit) -> Right {
    match edit {
        Edit::Retire { .. } | Edit::Restore { .. } | Edit::Move { .. } | Edit::Files(_) | Edit::Back(_) => Right::Keep,
        Edit::All(edits) => edits.iter().map(right_of).max().unwrap_or(Right::Keep),
        _ => Right::Edit,
    }
}

fn adds_phrasing(edit: &Edit) -> bool {
    match edit {
        Edit::Alias { .. } => true,
        Edit::All(edits) => edits.iter().any(adds_phrasing),
        _ => false,
    }
}

/// Where a new entry goes: to the file of a state that it is about, else where the first entry about the same stands.
fn place(knowledge: &Knowledge, files: &[File], entry: &EntryDraft) -> String {
    let own = entry.about.iter().map(|about| format!("countries/{about}.toml"));
    let there = |path: &String| files.iter().any(|file| file.path == *path);
    let alike = || {
        let about = entry.about.first()?;
        let near = knowledge.live().find(|other| other.about.iter().any(|id| id.as_str() == about))?;
        let drafts = crate::knowledge::edit::drafts(files).ok()?;
        drafts.into_iter().find(|(_, draft)| draft.id == near.id.as_str()).map(|(file, _)| file)
    };
    own.into_iter().find(there).or_else(alike).unwrap_or_else(|| "topics/other.toml".to_owned())
}

/// The fields that were typed otherwise, unless somebody else has changed them too.
fn change(files: &[File], was: &EntryDraft, typed: &EntryDraft) -> Result<Edit, Stop> {
    let say = |text: String| Stop::Say(text);
    let id = EntryId::parse(&was.id).map_err(|_| say(words::gone(&was.id)))?;
    let drafts = crate::knowledge::edit::drafts(files).map_err(|error| say(words::cannot(&error.to_string())))?;
    let is = drafts.into_iter().find(|(_, draft)| draft.id == was.id).ok_or_else(|| say(words::gone(&was.id)))?.1;
    let Err(conflicts) = was.joined(typed, &is) else {
        return Ok(Edit::Change { id, what: was.changes_to(typed) });
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let one = |one: &Conflict| words::conflict(&one.place, &text(&one.base), &text(&one.mine), &text(&one.theirs));
    let shown = conflicts.iter().map(one).collect::<Vec<_>>().join("\n");
    // All else that they have changed stays.
    let entry = was.changes_to(typed).into_iter().fold(is.clone(), EntryDraft::with);
    let task = Task::Change { was: Box::new(is), entry: Box::new(entry) };
    Err(Stop::Conflict { shown, task: Some(task) })
}

#[cfg(test)]
mod tests {
    use super::{EntryDraft, Task, Work};

    fn entry(id: &str, answer: &str) -> Box<EntryDraft> {
        Box::new(EntryDraft { id: id.to_owned(), answer: answer.to_owned(), ..EntryDraft::default() })
    }

    #[test]
    fn what_is_typed_after_publishing_goes_on_from_what_was_published() {
        let published = entry("lorn-flute", "of wood");
        let typed = |entry| Work { questions: vec![7], ..Work::new(Task::Add { file: None, entry }) };
        let next = |entry| typed(entry).on_top_of(&published);
        let change = Task::Change { was: published.clone(), entry: entry("lorn-flute", "of silver") };
        assert_eq!(next(entry("lorn-flute", "of silver")), Some(Work::new(change)));
        let other = entry("lorn-drum", "of wood");
        assert_eq!(next(entry("Lorn-Flute", "of silver")), next(entry("lorn-flute", "of silver")));
        let capital = Work::new(Task::Add { file: None, entry: entry("lorn-flute", "of silver") });
        assert_eq!(capital.on_top_of(&entry("Lorn-Flute", "of wood")), next(entry("lorn-flute", "of silver")));
        assert_eq!(next(other.clone()), Some(Work::new(Task::Add { file: None, entry: other })));
        assert_eq!(Work::new(Task::Undo(3)).on_top_of(&published), None);
    }
}
