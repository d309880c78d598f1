//! Subcommands that carry entries to other programs and back.

use super::super::Ctx;
use super::desk;
use crate::app::exchange;
use crate::discord::access::Right;
use crate::discord::errors::Failure;
use crate::discord::http::fetch;
use crate::discord::keeping::{Task, Work, begin, look_over, words};
use crate::discord::render::Drawn;
use crate::knowledge::edit::{Changed, apply};
use crate::knowledge::{File, MAX_FILE_BYTES};
use poise::serenity_prelude::Attachment;

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
) -> Result<(), Failure> {
    let Some((visit, curator)) = desk(ctx, Right::Keep).await? else { return Ok(()) };
    visit.wait().await?;
    let files = match curator.read().await {
        Ok(files) => files,
        Err(error) => return visit.put(&Drawn::sentence(words::told(error)?)).await,
    };
    let base = ctx.data().settings.api_base.as_deref();
    let changed = match read(&file, base).await {
        // A large file takes its time, and others are answered meanwhile.
        Ok((text, form)) => tokio::task::spawn_blocking(move || changed(&files, &text, form)).await,
        Err(why) => Ok(Err(why)),
    };
    let changed = match changed.map_err(|_| Failure::Panic)? {
        Ok(changed) => changed,
        Err(why) => return visit.put(&Drawn::sentence(why)).await,
    };
    let work = Work::new(Task::Import(changed));
    let draft = begin(&visit, &work).await?;
    look_over(&visit, curator, draft, work, None).await
}

/// What a text changes in the files, or why it cannot be imported.
fn changed(files: &[File], text: &str, form: exchange::Form) -> Result<Vec<Changed>, String> {
    let edit = exchange::import(files, text, form).map_err(|errors| words::unread(&errors))?;
    apply(files, &edit).map_err(|error| words::cannot(&error.to_string()))
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
