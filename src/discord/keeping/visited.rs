//! Presses and forms of those who keep the knowledge: first their right, then what was asked for.

use super::forms::{Form, typed};
use super::in_hand::Held;
use super::queue::{answers, queue, settle as settled};
use super::review::{begin, kept, load, review, save, show_form};
use super::{Keep, Settle, Visit, Work, judged, publish, words};
use crate::app::Curator;
use crate::discord::bot::Bot;
use crate::discord::errors::{Failure, caught, logged};
use crate::discord::ids::Press;
use crate::discord::render::{Drawn, review as draw};
use poise::serenity_prelude::{
    ActionRow, ComponentInteraction, ComponentInteractionDataKind as Kind, Context, ModalInteraction,
};

/// Sees to a press or a pick.
pub(in crate::discord) async fn pressed(
    bot: &Bot,
    context: &Context,
    used: &ComponentInteraction,
    keep: Keep,
) -> Result<(), Failure> {
    let visit = Visit::of_press(bot, &context.http, used);
    let picked = match &used.data.kind {
        Kind::StringSelect { values } => values.first().map(String::as_str),
        _ => None,
    };
    let draft = keep.draft();
    let done = match refused(&visit, &keep) {
        Some(why) => visit.tell(&Drawn::sentence(why)).await,
        None => caught(see_to(&visit, keep, picked)).await,
    };
    told(&visit, done, draft).await
}

/// Sees to a form that was sent.
pub(in crate::discord) async fn submitted(
    bot: &Bot,
    context: &Context,
    used: &ModalInteraction,
) -> Result<(), Failure> {
    let visit = Visit::of_form(bot, &context.http, used);
    let Some(Press::Keep(keep)) = Press::parse(&used.data.custom_id) else {
        return visit.tell(&Drawn::sentence(crate::discord::words::OLD_FORM)).await;
    };
    let rows = &used.data.components;
    let done = match refused(&visit, &keep) {
        Some(words::NO_RIGHT) => without_right(&visit, rows).await,
        Some(why) => visit.tell(&Drawn::sentence(why)).await,
        None => Box::pin(caught(take(&visit, &keep, rows))).await,
    };
    told(&visit, done, keep.draft()).await
}

/// Why a visitor may not have it; none where they may.
fn refused(visit: &Visit<'_>, keep: &Keep) -> Option<&'static str> {
    if !visit.bot.serves(visit.place.guild) {
        return Some(crate::discord::words::OTHER_GUILD);
    }
    (!visit.may(keep.right())).then_some(words::NO_RIGHT)
}

/// A failure is said in place of what was promised; from there the way leads back to the draft, which is still kept.
async fn told(visit: &Visit<'_>, done: Result<(), Failure>, draft: Option<u64>) -> Result<(), Failure> {
    let failure = match done {
        Ok(()) | Err(Failure::Late) => return done,
        Err(failure) => failure,
    };
    let sentence = logged(&failure, "keeping the knowledge");
    let drawn = match draft {
        Some(draft) => draw::again(sentence, draft),
        None => Drawn::sentence(sentence),
    };
    // Where it had an answer before, this one takes its place.
    visit.tell(&drawn).await?;
    visit.put(&drawn).await
}

async fn see_to(visit: &Visit<'_>, keep: Keep, picked: Option<&str>) -> Result<(), Failure> {
    let curator = match visit.curator() {
        Ok(curator) => curator,
        Err(why) => return visit.tell(&Drawn::sentence(why)).await,
    };
    let held = match &keep {
        Keep::Look { draft } | Keep::Publish { draft } | Keep::Discard { draft } | Keep::Answers { draft } => {
            match in_hand(visit, *draft, &keep) {
                Ok(held) => Some(held),
                // Of two same presses at once, the first one's answer is that of both.
                Err(other) if other == keep => return visit.wait().await,
                Err(_) => return visit.tell(&Drawn::sentence(words::IN_HAND)).await,
            }
        }
        _ => None,
    };
    match keep {
        Keep::Form { form, draft } => match load(visit, draft).await? {
            Some(work) => show_form(visit, form, draft, &work).await,
            None => visit.tell(&Drawn::sentence(words::NO_DRAFT)).await,
        },
        Keep::Look { draft } => look(visit, curator, draft).await,
        Keep::Publish { draft } => publish::publish(visit, curator, draft, held).await,
        Keep::Discard { draft } => {
            visit.wait().await?;
            let there = load(visit, draft).await?.is_some();
            let gone = there && visit.bot.records.drop_draft(draft, visit.place.asker).await?;
            visit.put(&Drawn::sentence(if gone { words::DISCARDED } else { words::NO_DRAFT })).await
        }
        Keep::Queue { page } => {
            visit.wait().await?;
            queue(visit, page).await
        }
        Keep::Settle { how, question } => settle(visit, curator, how, question, picked).await,
        Keep::Answers { draft } => answers(visit, draft, picked).await,
        Keep::History { entry, before } => {
            visit.wait().await?;
            super::history(visit, curator, entry, Some(before)).await
        }
        Keep::Diff { revision } => {
            visit.wait().await?;
            super::diff(visit, curator, picked.and_then(|text| text.parse().ok()).unwrap_or(revision)).await
        }
        Keep::Undo { revision } => super::take_back(visit, curator, revision).await,
        Keep::Suggestions { page } => {
            visit.wait().await?;
            judged::suggestions(visit, page).await
        }
        Keep::Judge { verdict, suggestion } => visit.open(judged::form(verdict, suggestion)).await,
        Keep::Take { suggestion } => judged::take(visit, suggestion).await,
    }
}

/// Takes in hand what a draft holds, and what is shown of it; else gives what one of them is in hand for.
fn in_hand<'v>(visit: &Visit<'v>, draft: u64, keep: &Keep) -> Result<(Held<'v>, Held<'v>), Keep> {
    let shows = visit.bot.showing.take(draft, keep)?;
    Ok((visit.bot.in_hand.take(draft, keep)?, shows))
}

async fn settle(
    visit: &Visit<'_>,
    curator: &Curator,
    how: Settle,
    question: u64,
    picked: Option<&str>,
) -> Result<(), Failure> {
    let how = match how {
        Settle::Phrasing(None) => Settle::Phrasing(picked.and_then(|id| crate::knowledge::EntryId::parse(id).ok())),
        how => how,
    };
    settled(visit, curator, how, question).await
}

/// Shows a draft anew.
async fn look(visit: &Visit<'_>, curator: &Curator, draft: u64) -> Result<(), Failure> {
    match load(visit, draft).await? {
        Some(work) => {
            visit.wait().await?;
            review(visit, curator, draft, work, None).await
        }
        None => visit.tell(&Drawn::sentence(words::NO_DRAFT)).await,
    }
}

/// Takes what was typed into a form.
async fn take(visit: &Visit<'_>, keep: &Keep, rows: &[ActionRow]) -> Result<(), Failure> {
    match keep {
        Keep::Form { form, draft } => {
            // Where the ledger fails here, it is met again below, and what was typed goes back.
            if let Ok(Some(work)) = kept(visit, *draft).await
                && !visit.may(work.right())
            {
                return without_right(visit, rows).await;
            }
            visit.wait().await?;
            // Where it is being published at this moment, what was typed comes after that.
            let holds = visit.bot.in_hand.turn(*draft, keep).await;
            let taken = caught(take_in(visit, *form, *draft, rows)).await;
            // One that is published holds nothing more: its next form need not wait until this one is shown.
            let _holds = matches!(&taken, Ok(Some((kept, ..))) if kept == draft).then_some(holds);
            let _shows = visit.bot.showing.turn(*draft, keep).await;
            match taken {
                Ok(Some((draft, work, note))) => {
                    // It may be another draft than the form's, and the way back leads to this one.
                    let done = caught(shown(visit, draft, work, note.as_deref())).await;
                    told(visit, done, Some(draft)).await
                }
                Ok(None) => give_back(visit, rows, words::NO_DRAFT, None).await,
                Err(failure) => give_back(visit, rows, &logged(&failure, "keeping what was typed"), Some(*draft)).await,
            }
        }
        Keep::Judge { verdict, suggestion } => {
            visit.wait().await?;
            let word = typed(rows).first().map(|(_, word)| word.trim().to_owned()).unwrap_or_default();
            match caught(judged::judge(visit, *verdict, *suggestion, &word)).await {
                Ok(true) => judged::suggestions(visit, 0).await,
                Ok(false) => give_back(visit, rows, words::SETTLED_ALREADY, None).await,
                Err(failure) => give_back(visit, rows, &logged(&failure, "deciding a suggestion"), None).await,
            }
        }
        _ => visit.tell(&Drawn::sentence(crate::discord::words::OLD_FORM)).await,
    }
}

/// Keeps what was typed before anything is checked: in its draft, or where that was published, in a new one on top of
/// it. Gives the draft with what is to be said above it; none where the draft is gone.
async fn take_in(
    visit: &Visit<'_>,
    form: Form,
    draft: u64,
    rows: &[ActionRow],
) -> Result<Option<(u64, Work, Option<String>)>, Failure> {
    let Some(mut work) = kept(visit, draft).await? else { return Ok(None) };
    let was = work.entry().cloned();
    form.read(&visit.bot.app, &mut work, rows);
    let Some(number) = work.published else {
        let note = (form == Form::Reason).then(|| words::REASON_TAKEN.to_owned());
        return Ok(save(visit, draft, &work).await?.then_some((draft, work, note)));
    };
    let was = was.filter(|_| form != Form::Reason);
    let Some(work) = was.and_then(|was| work.on_top_of(&was)) else { return Ok(None) };
    let draft = begin(visit, &work).await?;
    Ok(Some((draft, work, Some(words::published_meanwhile(number)))))
}

/// Shows what is kept; where nobody can change the knowledge, the way back to it.
async fn shown(visit: &Visit<'_>, draft: u64, work: Work, note: Option<&str>) -> Result<(), Failure> {
    match visit.curator() {
        Ok(curator) => review(visit, curator, draft, work, note).await,
        Err(why) => visit.put(&draw::again(why.to_owned(), draft)).await,
    }
}

/// Whoever lost the right while typing gets back what was typed.
async fn without_right(visit: &Visit<'_>, rows: &[ActionRow]) -> Result<(), Failure> {
    visit.wait().await?;
    give_back(visit, rows, words::NO_RIGHT, None).await
}

/// What was typed goes back to whoever typed it, with the way to the draft where that is still kept.
async fn give_back(visit: &Visit<'_>, rows: &[ActionRow], why: &str, draft: Option<u64>) -> Result<(), Failure> {
    let typed = typed(rows).into_iter().filter(|(_, text)| !text.trim().is_empty());
    let text = typed.map(|(input, text)| format!("{input}:\n{text}\n")).collect::<Vec<_>>().join("\n");
    let said = if text.is_empty() { why.to_owned() } else { words::with_typed(why) };
    let drawn = match draft {
        Some(draft) => draw::again(said, draft),
        None => Drawn::sentence(said),
    };
    if text.is_empty() {
        return visit.put(&drawn).await;
    }
    visit.put_file(&drawn, "typed.txt", text.into_bytes()).await
}
