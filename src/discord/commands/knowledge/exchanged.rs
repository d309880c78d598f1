//! Subcommands that carry entries to other programs and back.

use super::super::Ctx;
use super::desk;
use crate::app::Curator;
use crate::app::exchange::{self, Unimported};
use crate::discord::access::Right;
use crate::discord::errors::Failure;
use crate::discord::http::fetch;
use crate::discord::keeping::{Task, Work, begin, look_over, words};
use crate::discord::render::{Drawn, review::clashes};
use crate::knowledge::edit::{Changed, EditError, apply};
use crate::knowledge::{EntryId, File, MAX_FILE_BYTES};
use poise::serenity_prelude::Attachment;
use tokio::runtime::Handle;

/// The form of an export.
#[derive(Debug, Clone, Copy, poise::ChoiceParameter)]
pub(crate) enum Export {
    #[name = "TOML"]
    Toml,
    #[name = "JSON"]
    Json,
    #[name = "CSV"]
    Csv,
}

/// Get all entries as a file
#[poise::command(slash_command, guild_only)]
pub(super) async fn export(ctx: Ctx<'_>, #[description = "Its form"] form: Export) -> Result<(), Failure> {
    let Some((visit, curator)) = desk(ctx, Right::Edit).await? else { return Ok(()) };
    visit.wait().await?;
    let (form, name) = match form {
        Export::Toml => (exchange::Form::Toml, "knowledge.toml"),
        Export::Json => (exchange::Form::Json, "knowledge.json"),
        Export::Csv => (exchange::Form::Csv, "knowledge.csv"),
    };
    let text = match curator.read().await {
        Ok(files) => exchange::export(&files, None, form).map_err(|error| words::cannot(&error.to_string())),
        Err(error) => Err(words::told(error)?),
    };
    match text {
        Ok(text) => visit.put_file(&Drawn::sentence(words::EXPORTED), name, text.into_bytes()).await,
        Err(why) => visit.put(&Drawn::sentence(why)).await,
    }
}

/// Take entries over from a file
#[poise::command(slash_command, guild_only)]
pub(super) async fn import(
    ctx: Ctx<'_>,
    #[description = "TOML, JSON or CSV, as exported"] file: Attachment,
    #[description = "Whether it takes back what others have changed since"]
    #[rename = "as-it-is"]
    as_it_is: Option<bool>,
) -> Result<(), Failure> {
    let Some((visit, curator)) = desk(ctx, Right::Keep).await? else { return Ok(()) };
    visit.wait().await?;
    // What was saved by hand just now is in the history then.
    let files = match curator.present().await {
        Ok(present) => present.files,
        Err(error) => return visit.put(&Drawn::sentence(words::told(error)?)).await,
    };
    let base = ctx.data().settings.api_base.as_deref();
    let (text, form) = match read(&file, base).await {
        Ok(read) => read,
        Err(why) => return visit.put(&Drawn::sentence(why)).await,
    };
    // A large file takes its time, and others are answered meanwhile.
    let curator_there = curator.clone();
    let as_it_is = as_it_is.unwrap_or_default();
    let changed = tokio::task::spawn_blocking(move || changed(&curator_there, &files, &text, form, as_it_is)).await;
    let (changed, stay) = match changed.map_err(|_| Failure::Panic)?? {
        Ok(changed) => changed,
        Err(drawn) => return visit.put(&drawn).await,
    };
    let work = Work::new(Task::Import(changed));
    let draft = begin(&visit, &work).await?;
    look_over(&visit, curator, draft, work, words::stay(&stay).as_deref()).await
}

/// What a text changes in the files, and which entries stay as others have made them.
type Taken = (Vec<Changed>, Vec<EntryId>);

/// What comes of a text, or why it cannot be imported.
fn changed(
    curator: &Curator,
    files: &[File],
    text: &str,
    form: exchange::Form,
    as_it_is: bool,
) -> Result<Result<Taken, Drawn>, Failure> {
    let imported = match curator.import(files, text, form, as_it_is, &Handle::current()) {
        Ok(imported) => imported,
        Err(Unimported::Wrong(errors)) => return Ok(Err(Drawn::sentence(words::unread(&errors)))),
        Err(Unimported::Clashes(conflicts)) => return Ok(Err(clashes(&conflicts))),
        Err(Unimported::Unread(error)) => return Err(error.into()),
    };
    let nothing = |error: EditError| {
        let stay = words::stay(&imported.stay).map(|stay| format!("\n{stay}")).unwrap_or_default();
        Drawn::sentence(words::cannot(&error.to_string()) + &stay)
    };
    Ok(apply(files, &imported.edit).map_err(nothing).map(|changed| (changed, imported.stay.clone())))
}

/// The text of a file that somebody sent, or why it cannot be taken.
async fn read(file: &Attachment, base: Option<&str>) -> Result<(String, exchange::Form), String> {
    let form = exchange::Form::of(&file.filename).ok_or(words::UNKNOWN_FORM)?;
    if u64::from(file.size) > MAX_FILE_BYTES {
        return Err(words::TOO_LARGE.to_owned());
    }
    let most = usize::try_from(MAX_FILE_BYTES).unwrap_or(usize::MAX);
    let bytes = fetch(&file.url, base, most).await.map_err(|why| {
        tracing::warn!(why, "a file could not be read from Discord");
        words::NOT_FETCHED
    })?;
    let text = String::from_utf8(bytes.ok_or(words::TOO_LARGE)?).map_err(|_| words::UNKNOWN_FORM)?;
    Ok((text, form))
}
