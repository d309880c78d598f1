//! Subcommands that change the knowledge: each ends in a draft that is shown, and published by a press.

use super::super::Ctx;
use super::{desk, names};
use crate::app::Curator;
use crate::discord::access::Right;
use crate::discord::errors::Failure;
use crate::discord::keeping::{Form, Task, Visit, Work, begin, from_question, look_over, open, words};
use crate::discord::render::Drawn;
use crate::knowledge::EntryId;
use crate::knowledge::edit::{Edit, EntryDraft, QuoteChange, QuoteDraft};
use jiff::Timestamp;

/// Which form of an entry is opened.
#[derive(Debug, Clone, Copy, poise::ChoiceParameter)]
pub(crate) enum Part {
    #[name = "Text"]
    Text,
    #[name = "Quotes"]
    Quotes,
    #[name = "Details"]
    Details,
}

/// Add an entry
#[poise::command(slash_command, guild_only)]
pub(super) async fn add(
    ctx: Ctx<'_>,
    #[description = "Its question"]
    #[max_length = 300]
    question: Option<String>,
    #[description = "The file it goes to"]
    #[autocomplete = "names::files"]
    #[max_length = 100]
    file: Option<String>,
) -> Result<(), Failure> {
    let Some((visit, _)) = desk(ctx, Right::Edit).await? else { return Ok(()) };
    let mut work = question.map_or_else(
        || Work::new(Task::Add { file: None, entry: Box::default() }),
        |question| from_question(&visit, question.trim()),
    );
    if let Task::Add { file: place, .. } = &mut work.task {
        *place = file;
    }
    open(&visit, Form::Text, &work).await
}

/// Change an entry
#[poise::command(slash_command, guild_only)]
pub(super) async fn edit(
    ctx: Ctx<'_>,
    #[description = "The entry"]
    #[autocomplete = "names::all"]
    #[max_length = 100]
    entry: String,
    #[description = "What of it"] part: Option<Part>,
) -> Result<(), Failure> {
    let Some((visit, curator)) = desk(ctx, Right::Edit).await? else { return Ok(()) };
    // From the files: they may be ahead of what is in use.
    let files = match curator.read().await {
        Ok(files) => files,
        Err(error) => return visit.tell(&Drawn::sentence(words::told(error)?)).await,
    };
    let drafts = crate::knowledge::edit::drafts(&files).unwrap_or_default();
    let Some((_, was)) = drafts.into_iter().find(|(_, draft)| draft.id == entry.trim()) else {
        return visit.tell(&Drawn::sentence(words::gone(&entry))).await;
    };
    let form = match part.unwrap_or(Part::Text) {
        Part::Text => Form::Text,
        Part::Quotes => Form::Quotes,
        Part::Details => Form::Details,
    };
    let task = Task::Change { entry: Box::new(EntryDraft::clone(&was)), was: Box::new(was) };
    open(&visit, form, &Work::new(task)).await
}

/// Add a phrasing to an entry
#[poise::command(slash_command, guild_only)]
pub(super) async fn alias(
    ctx: Ctx<'_>,
    #[description = "The entry"]
    #[autocomplete = "names::entries"]
    #[max_length = 100]
    entry: String,
    #[description = "The phrasing"]
    #[max_length = 300]
    question: String,
) -> Result<(), Failure> {
    propose(ctx, Right::Edit, &entry, "", |id| Edit::Alias { id, question }).await
}

/// Add a question that an entry does not answer
#[poise::command(slash_command, guild_only, rename = "near-miss")]
pub(super) async fn near_miss(
    ctx: Ctx<'_>,
    #[description = "The entry"]
    #[autocomplete = "names::entries"]
    #[max_length = 100]
    entry: String,
    #[description = "The question"]
    #[max_length = 300]
    question: String,
) -> Result<(), Failure> {
    propose(ctx, Right::Edit, &entry, "", |id| Edit::NearMiss { id, question }).await
}

/// Add a quote to an entry
#[poise::command(slash_command, guild_only)]
pub(super) async fn quote(
    ctx: Ctx<'_>,
    #[description = "The entry"]
    #[autocomplete = "names::entries"]
    #[max_length = 100]
    entry: String,
    #[description = "The document"]
    #[autocomplete = "names::sources"]
    #[max_length = 100]
    source: String,
    #[description = "Its words, exactly"]
    #[max_length = 1500]
    text: String,
) -> Result<(), Failure> {
    let quote = QuoteDraft { source, text };
    propose(ctx, Right::Edit, &entry, "", |id| Edit::Quote { id, change: QuoteChange::Add(quote) }).await
}

/// Let an entry answer no longer
#[poise::command(slash_command, guild_only)]
pub(super) async fn retire(
    ctx: Ctx<'_>,
    #[description = "The entry"]
    #[autocomplete = "names::entries"]
    #[max_length = 100]
    entry: String,
    #[description = "Why"]
    #[max_length = 300]
    why: String,
) -> Result<(), Failure> {
    let on = today();
    let reason = why.clone();
    propose(ctx, Right::Keep, &entry, &reason, |id| Edit::Retire { id, on, why }).await
}

/// Let a retired entry answer again
#[poise::command(slash_command, guild_only)]
pub(super) async fn restore(
    ctx: Ctx<'_>,
    #[description = "The entry"]
    #[autocomplete = "names::retired"]
    #[max_length = 100]
    entry: String,
) -> Result<(), Failure> {
    propose(ctx, Right::Keep, &entry, "", |id| Edit::Restore { id }).await
}

/// Move an entry to another file
#[poise::command(slash_command, guild_only, rename = "move")]
pub(super) async fn move_entry(
    ctx: Ctx<'_>,
    #[description = "The entry"]
    #[autocomplete = "names::all"]
    #[max_length = 100]
    entry: String,
    #[description = "The file"]
    #[autocomplete = "names::files"]
    #[max_length = 100]
    file: String,
) -> Result<(), Failure> {
    propose(ctx, Right::Keep, &entry, "", |id| Edit::Move { id, to: file }).await
}

/// Shows what an edit of one entry would come to.
async fn propose(
    ctx: Ctx<'_>,
    right: Right,
    entry: &str,
    why: &str,
    edit: impl FnOnce(EntryId) -> Edit,
) -> Result<(), Failure> {
    let Some((visit, curator)) = desk(ctx, right).await? else { return Ok(()) };
    let Ok(id) = EntryId::parse(entry.trim()) else {
        return visit.tell(&Drawn::sentence(words::gone(entry))).await;
    };
    start(&visit, curator, Work::new(Task::Make(edit(id))).because(why)).await
}

async fn start(visit: &Visit<'_>, curator: &Curator, work: Work) -> Result<(), Failure> {
    visit.wait().await?;
    let draft = begin(visit, &work).await?;
    look_over(visit, curator, draft, work, None).await
}

/// Today, as files write dates.
fn today() -> String {
    Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}
