//! The queue: what could not be answered, a page for each group of questions that are alike.

use super::forms::Form;
use super::review::{begin, load, open, review, save, show_form};
use super::{Settle, Task, Visit, Work, words};
use crate::app::ledger::State;
use crate::app::{Context, Curator, Group, Outcome};
use crate::discord::errors::Failure;
use crate::discord::render::{Drawn, waiting as draw};
use crate::knowledge::EntryId;
use crate::knowledge::edit::{Edit, EntryDraft};
use std::sync::Arc;

/// A page of the queue, from 0. The visitor has been told to wait.
pub(in crate::discord) async fn queue(visit: &Visit<'_>, page: usize) -> Result<(), Failure> {
    let groups = groups(visit).await?;
    let app = &visit.bot.app;
    let candidates = |group: &Group| -> Vec<EntryId> {
        let explained = group
            .newest()
            .map(|question| app.explain(&question.text, &Context { previous: question.previous.clone() }));
        let near = explained.map(|explained| explained.candidates).unwrap_or_default();
        near.into_iter().map(|near| near.entry).collect()
    };
    let page = page.min(groups.len().saturating_sub(1));
    let drawn =
        groups.get(page).map(|group| draw::group(&app.knowledge(), group, &candidates(group), page, groups.len()));
    visit.put(&drawn.unwrap_or_else(|| Drawn::sentence(words::QUEUE_EMPTY))).await
}

async fn groups(visit: &Visit<'_>) -> Result<Vec<Group>, Failure> {
    let Some(guild) = visit.place.guild else { return Ok(Vec::new()) };
    let waiting = visit.bot.records.waiting(guild).await?;
    // Of a thousand questions each is held against all others.
    let app = Arc::clone(&visit.bot.app);
    tokio::task::spawn_blocking(move || app.queue(&waiting)).await.map_err(|_| Failure::Panic)
}

/// Makes of a question of the queue what was pressed; those that are alike go with it.
pub(super) async fn settle(visit: &Visit<'_>, curator: &Curator, how: Settle, question: u64) -> Result<(), Failure> {
    // A form opens at once, or not at all.
    let opens = how == Settle::Entry;
    if !opens {
        visit.wait().await?;
    }
    let groups = groups(visit).await?;
    let of = |group: &&(usize, Group)| group.1.questions.iter().any(|one| one.id == question);
    let Some((page, group)) = groups.into_iter().enumerate().find(|group| of(&group)) else {
        let settled = Drawn::sentence(words::SETTLED_ALREADY);
        return if opens { visit.tell(&settled).await } else { visit.put(&settled).await };
    };
    let text = group.questions.iter().find(|one| one.id == question).map(|one| one.text.clone()).unwrap_or_default();
    let questions: Vec<u64> = group.questions.iter().map(|one| one.id).collect();
    let edit = match how {
        Settle::Ignore => {
            visit.bot.records.settle(&questions, State::Ignored).await?;
            return queue(visit, page).await;
        }
        Settle::Entry => {
            let mut work = from_question(visit, &text);
            work.questions = questions;
            return open(visit, Form::Text, &work).await;
        }
        Settle::Phrasing(Some(id)) => Edit::Alias { id, question: text.clone() },
        Settle::Phrasing(None) => return visit.put(&Drawn::sentence(crate::discord::words::OLD_FORM)).await,
        Settle::OutOfScope => out_of_scope(visit, &text),
    };
    let is_phrasing = matches!(edit, Edit::Alias { .. });
    let work = Work { questions, guard: is_phrasing.then_some(text), ..Work::new(Task::Make(edit)) };
    let draft = begin(visit, &work).await?;
    review(visit, curator, draft, work, None).await
}

/// A question that nothing may answer; where something does, that entry is told so too.
fn out_of_scope(visit: &Visit<'_>, question: &str) -> Edit {
    let question = question.to_owned();
    let asked = visit.bot.app.ask(&question, &Context::default());
    let near: Vec<EntryId> = match asked.decision.outcome {
        Outcome::Answer(hit) => vec![hit.entry],
        Outcome::Choices(hits) => hits.into_iter().map(|hit| hit.entry).collect(),
        Outcome::Nothing(_) => Vec::new(),
    };
    let misses = near.into_iter().map(|id| Edit::NearMiss { id, question: question.clone() });
    let all: Vec<Edit> = misses.chain([Edit::OutOfScope { question: question.clone() }]).collect();
    if all.len() == 1 { Edit::OutOfScope { question } } else { Edit::All(all) }
}

/// A new entry begun from a question: its phrasing, and whom it names.
pub(in crate::discord) fn from_question(visit: &Visit<'_>, question: &str) -> Work {
    let decision = visit.bot.app.ask(question, &Context::default()).decision;
    let mut about: Vec<String> = Vec::new();
    for id in decision.entities.iter().filter_map(|mention| mention.entities.first()) {
        if !about.contains(&id.to_string()) {
            about.push(id.to_string());
        }
    }
    let id = about.first().map(|first| format!("{first}-")).unwrap_or_default();
    let entry = EntryDraft { id, about, questions: vec![question.to_owned()], ..EntryDraft::default() };
    let task = Task::Add { file: None, entry: Box::new(entry) };
    Work { guard: Some(question.to_owned()), ..Work::new(task) }
}

/// A message that answers something: asks which question of the queue.
pub(in crate::discord) async fn pick_question(visit: &Visit<'_>, answer: &str) -> Result<(), Failure> {
    visit.wait().await?;
    let groups = groups(visit).await?;
    if groups.is_empty() {
        return visit.put(&Drawn::sentence(words::NOTHING_TO_ANSWER)).await;
    }
    let entry = EntryDraft { answer: answer.to_owned(), ..EntryDraft::default() };
    let draft = begin(visit, &Work::new(Task::Add { file: None, entry: Box::new(entry) })).await?;
    visit.put(&draw::answers(&groups, draft)).await
}

/// The question that a message answers was picked: the form opens with both.
pub(super) async fn answers(visit: &Visit<'_>, draft: u64, picked: Option<&str>) -> Result<(), Failure> {
    let number = picked.and_then(|text| text.parse::<u64>().ok());
    let (Some(work), Some(number)) = (load(visit, draft).await?, number) else {
        return visit.tell(&Drawn::sentence(words::NO_DRAFT)).await;
    };
    let groups = groups(visit).await?;
    let Some(group) = groups.into_iter().find(|group| group.questions.iter().any(|one| one.id == number)) else {
        return visit.tell(&Drawn::sentence(words::SETTLED_ALREADY)).await;
    };
    let question = group.newest().map(|one| one.text.clone()).unwrap_or_default();
    let mut begun = from_question(visit, &question);
    begun.questions = group.questions.iter().map(|one| one.id).collect();
    if let (Some(entry), Some(old)) = (begun.entry_mut(), work.entry()) {
        entry.answer.clone_from(&old.answer);
    }
    if !save(visit, draft, &begun).await? {
        return visit.tell(&Drawn::sentence(words::NO_DRAFT)).await;
    }
    show_form(visit, Form::Text, draft, &begun).await
}
