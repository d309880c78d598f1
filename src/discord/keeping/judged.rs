//! Suggestions: a page each for moderators, and a word to whoever made them.

use super::forms::Form;
use super::publish::beside;
use super::review::open;
use super::{Keep, Task, Visit, Work, words};
use crate::app::ledger::{Suggestion, Verdict};
use crate::discord::errors::Failure;
use crate::discord::http::{deliver, post};
use crate::discord::ids::Press;
use crate::discord::render::{Drawn, waiting as draw};
use crate::knowledge::edit::EntryDraft;
use jiff::Timestamp;
use poise::serenity_prelude::{CreateActionRow, CreateInputText, CreateModal, InputTextStyle, UserId};

/// A page of the suggestions, from 0. The visitor has been told to wait.
pub(in crate::discord) async fn suggestions(visit: &Visit<'_>, page: usize) -> Result<(), Failure> {
    let open = visit.bot.records.suggestions(visit.place.guild).await?;
    let page = page.min(open.len().saturating_sub(1));
    let drawn = open.get(page).map(|one| draw::suggestion(one, page, open.len()));
    visit.put(&drawn.unwrap_or_else(|| Drawn::sentence(words::NO_SUGGESTIONS))).await
}

/// The form for a word to the author.
pub(super) fn form(verdict: Verdict, suggestion: u64) -> CreateModal {
    let id = Press::Keep(Keep::Judge { verdict, suggestion }).id();
    let input = CreateInputText::new(InputTextStyle::Paragraph, "A word to the author", "word");
    let input =
        input.required(verdict != Verdict::Approved).placeholder("What becomes of it, and why").max_length(1_000);
    CreateModal::new(id, words::verdict_title(verdict)).components(vec![CreateActionRow::InputText(input)])
}

/// Decides a suggestion and tells its author. False where it had been decided before, or is gone: the word is not kept.
pub(super) async fn judge(visit: &Visit<'_>, verdict: Verdict, number: u64, word: &str) -> Result<bool, Failure> {
    if !is_here(visit, number).await? {
        return Ok(false);
    }
    let Some(decided) = decide(visit, number, verdict, word).await? else { return Ok(false) };
    beside(tell_author(visit, &decided).await);
    Ok(true)
}

/// Whether a suggestion was made in this server.
async fn is_here(visit: &Visit<'_>, number: u64) -> Result<bool, Failure> {
    let found = visit.bot.records.ledger().suggestion(number).await?;
    Ok(found.is_some_and(|suggestion| suggestion.guild == visit.place.guild))
}

/// Decides a suggestion; gives it as it then stands, none where it had been decided before.
pub(super) async fn decide(
    visit: &Visit<'_>,
    number: u64,
    verdict: Verdict,
    word: &str,
) -> Result<Option<Suggestion>, Failure> {
    let ledger = visit.bot.records.ledger();
    let kept = Some(word).filter(|word| !word.is_empty());
    if !ledger.decide(number, verdict, kept, Timestamp::now()).await? {
        return Ok(None);
    }
    Ok(ledger.suggestion(number).await?)
}

/// Tells the author what became of a suggestion, by direct message; where that fails, the word waits for them.
pub(super) async fn tell_author(visit: &Visit<'_>, suggestion: &Suggestion) -> Result<(), Failure> {
    let Some(person) = visit.bot.records.reach(suggestion) else { return Ok(()) };
    let message = Drawn::sentence(words::judged(suggestion)).message(suggestion.id);
    let sent = async {
        let channel = deliver(|| UserId::new(person).create_dm_channel(visit.http)).await?;
        post(visit.http, channel.id, message).await
    };
    if sent.await.is_ok() {
        visit.bot.records.ledger().told(suggestion.id).await?;
    }
    Ok(())
}

/// Begins an entry, or a change of one, from a suggestion.
pub(super) async fn take(visit: &Visit<'_>, number: u64) -> Result<(), Failure> {
    let found = visit.bot.records.ledger().suggestion(number).await?;
    let here = found.filter(|one| one.guild == visit.place.guild && one.state == Verdict::Open);
    let Some(suggestion) = here else {
        return visit.tell(&Drawn::sentence(words::SETTLED_ALREADY)).await;
    };
    let knowledge = visit.bot.app.knowledge();
    let entry = suggestion.entry.as_ref().and_then(|id| knowledge.entry(id)).map(EntryDraft::from);
    let task = if let Some(was) = entry {
        Task::Change { entry: Box::new(was.clone()), was: Box::new(was) }
    } else {
        let entry = EntryDraft { answer: suggestion.text.clone(), ..EntryDraft::default() };
        Task::Add { file: None, entry: Box::new(entry) }
    };
    open(visit, Form::Text, &Work { suggestion: Some(number), ..Work::new(task) }).await
}
