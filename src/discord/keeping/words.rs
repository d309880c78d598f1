//! What those who keep the knowledge read: calm, short, and with what to do next.

use super::Task;
use crate::app::exchange::ImportError;
use crate::app::ledger::{Author, Outcome, Question, Suggestion, Verdict};
use crate::app::{CuratorError, Refusal};
use crate::discord::errors::Failure;
use crate::discord::render::drawn::lines;
use crate::discord::render::markup::{length, plain, plain_cut};
use crate::knowledge::edit::Edit;
use crate::knowledge::{EntryId, Problem, Severity, first_names, shown};

/// Somebody lacks the right.
pub(in crate::discord) const NO_RIGHT: &str = crate::discord::words::NO_RIGHT;
/// The knowledge folder cannot be written.
pub(in crate::discord) const NO_FOLDER: &str =
    "The knowledge cannot be changed from here: the bot may not write in its folder. Its log says why.";
/// The knowledge folder cannot be changed yet: another program holds it, or the disk refuses.
pub(in crate::discord) const HELD: &str = "Nothing can be changed yet: another program is working on the knowledge, such as a backup, or its disk refuses; the bot's log says which. Please try again in a moment.";
/// A draft that is gone, or somebody else's.
pub(super) const NO_DRAFT: &str = "That draft is no longer there: it was published or discarded, is older than a day, or is somebody else's. Please begin again.";
/// Why what was typed is not kept, for whoever gets it back.
pub(super) fn with_typed(why: &str) -> String {
    format!("{why} What you typed stands in the file.")
}

/// What was typed while its draft was published, or after that.
pub(super) fn published_meanwhile(number: u64) -> String {
    format!(
        "Your draft was published as revision {number} before this form was sent. What you typed is a new draft on top of it."
    )
}

/// A press on a draft that another press or a form is being seen to on.
pub(super) const IN_HAND: &str =
    "Your draft is being seen to at this moment, so nothing was done. Please press again once that is shown.";
/// A draft was dropped.
pub(super) const DISCARDED: &str = "Discarded; nothing has changed.";
/// An entry with more than a form holds.
pub(super) const TOO_LONG_FOR_A_FORM: &str = "That is more than a form of Discord holds. Please change it in the file, or with `/knowledge alias`, `near-miss` and `quote`.";
/// Others were faster, again and again.
pub(super) const BUSY: &str =
    "Others are changing the knowledge at this moment. Your draft is kept; please look again in a minute.";
/// What would be published is not what was seen.
pub(super) const CHANGED_MEANWHILE: &str =
    "The knowledge was changed meanwhile, and your draft comes to something else now. Please look again.";
/// Questions would be lost.
pub(super) const NEEDS_REASON: &str =
    "This would take questions from other entries. Please look at them; to go on, give a reason.";
/// A reason was given.
pub(super) const REASON_TAKEN: &str = "Your reason is noted. Publish makes the change.";
/// What is typed has errors.
pub(in crate::discord) const NOT_YET: &str =
    "Not ready to be published yet. What you typed is kept: open a form, put right what is listed, and send it again.";
/// What was asked for cannot be made.
pub(in crate::discord) const CANNOT_BE: &str = "That cannot be published as it is; nothing has changed.";
/// Somebody has saved a file that cannot be used.
pub(in crate::discord) const WAITS: &str = "A knowledge file was saved that cannot be used, so nothing can be held against it yet. Your draft is kept: once the file is mended, look again.";
/// Somebody else has changed the same fields.
pub(in crate::discord) const CONFLICT: &str = "Somebody else has changed the same meanwhile. Compare both: \u{201c}Use mine\u{201d} goes on with yours, a form lets you join the two. All else that they changed stays.";
/// What a revision changed has been changed again since.
pub(in crate::discord) const CONFLICT_OF_UNDO: &str = "The same was changed again since, so it cannot be taken back by itself. Take the later change back first, or edit the entry.";
/// The queue is worked off.
pub(in crate::discord) const QUEUE_EMPTY: &str = "Nothing waits: every question was answered or seen to.";
/// No suggestion waits.
pub(super) const NO_SUGGESTIONS: &str = "No suggestion waits.";
/// Somebody else was faster.
pub(super) const SETTLED_ALREADY: &str =
    "That has been seen to already, or is no longer kept. Please go on with the next.";
/// A message cannot answer anything.
pub(super) const NOTHING_TO_ANSWER: &str =
    "No question waits that it could answer. \u{201c}Add to knowledge base\u{201d} begins an entry from a message.";
/// Which question a message answers.
pub(in crate::discord) const WHICH_QUESTION: &str =
    "Which question does that message answer? The form that opens holds both.";
/// Nothing was changed yet.
pub(in crate::discord) const NO_HISTORY: &str = "Nothing has been changed yet.";
/// There is nothing to look at again.
pub(in crate::discord) const NOTHING_STALE: &str = "No entry is past its date of review.";
/// No entry of this id.
pub(in crate::discord) fn gone(id: &str) -> String {
    format!("There is no entry `{}`. Please pick one of the list that opens while you type.", plain_cut(id, 60))
}

/// There is no such revision.
pub(super) fn no_revision(number: u64) -> String {
    format!("There is no revision {number}. `/knowledge history` lists them.")
}

/// Something that cannot be done, as it was said elsewhere.
pub(in crate::discord) fn cannot(why: &str) -> String {
    format!("{}.", plain_cut(&capital(why), 1_500))
}

fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

/// Why a change is not made; what nobody at the desk can help is a failure.
pub(in crate::discord) fn told(error: CuratorError) -> Result<String, Failure> {
    match error {
        CuratorError::Ledger(error) => Err(error.into()),
        CuratorError::Fault => Err(Failure::Panic),
        other => Ok(cannot(&other.to_string())),
    }
}

/// Every problem of a refused change with its remedy.
pub(super) fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Edit(error) => cannot(&error.to_string()),
        Refusal::Problems { problems, .. } => {
            listed(problems.iter().filter(|problem| problem.severity == Severity::Error))
        }
    }
}

/// Problems, each with its remedy, as many as fit in a card.
pub(in crate::discord) fn listed<'p>(problems: impl Iterator<Item = &'p Problem>) -> String {
    let mut text = String::new();
    let mut left = 0;
    for problem in problems {
        let line = format!(
            "- {}: {}; {}\n",
            plain(&problem.file),
            plain_cut(&problem.message, 600),
            plain_cut(&problem.remedy, 400)
        );
        if length(&text) + length(&line) <= 3_800 {
            text.push_str(&line);
        } else {
            left += 1;
        }
    }
    if left > 0 {
        text.extend(["-# ", &left.to_string(), " more. `chaikhana check` shows every one with its place."]);
    }
    text.trim_end().to_owned()
}

/// Files that cannot be used.
pub(super) fn broken(problems: &[Problem]) -> String {
    let first = problems
        .first()
        .map(|one| format!("{}: {}; {}", plain(&one.file), plain_cut(&one.message, 600), plain_cut(&one.remedy, 400)));
    format!(
        "**A knowledge file was saved that cannot be used.** The last good knowledge answers meanwhile, and nothing is overwritten.\n- {}\nMend the file and save it again; `/knowledge status` lists everything.",
        first.unwrap_or_default()
    )
}

/// How far the checks are, in per cent.
pub(super) fn checking(share: usize) -> String {
    format!("Checking what it changes… {share}%")
}

/// What stands above a preview.
pub(in crate::discord) fn preview(id: Option<&str>, entries: usize, note: Option<&str>) -> String {
    let what = match (id, entries) {
        (Some(id), 0 | 1) => format!("Not published yet; `{id}` would answer so:"),
        (Some(id), more) => format!("Not published yet; {more} entries change. `{id}` would answer so:"),
        (None, 0) => "Not published yet; no answer changes.".to_owned(),
        (None, _) => "Not published yet; the entry would answer no longer.".to_owned(),
    };
    note.map_or_else(|| format!("-# {what}"), |note| format!("{note}\n-# {what}"))
}

/// That the checks passed.
pub(in crate::discord) fn checked(asked: usize) -> String {
    format!("**Checked:** quotes are proven, all checks passed, {asked} questions asked.")
}

/// From whom questions would be taken.
pub(in crate::discord) fn takes(count: usize, entry: &str) -> String {
    let questions = if count == 1 { "question" } else { "questions" };
    format!("**This would take {count} {questions} from `{entry}`.**")
}

/// Questions of the change itself that would not be answered.
pub(in crate::discord) fn missed(count: usize) -> String {
    if count == 1 {
        "**1 new question would not get what it should.**".to_owned()
    } else {
        format!("**{count} new questions would not get what they should.**")
    }
}

/// That a change is longer than what is shown of it.
pub(in crate::discord) fn more_lines(count: usize) -> String {
    format!("\n-# {count} more lines")
}

/// A field that two people changed.
pub(super) fn conflict(field: &str, was: &str, mine: &str, is: &str) -> String {
    let lines =
        |sign: char, text: &str| text.lines().fold(String::new(), |told, line| told + &format!("{sign} {line}\n"));
    format!(
        "# {field}: before\n{}# {field}: yours\n{}# {field}: as it is now\n{}",
        lines(' ', was),
        lines('+', mine),
        lines('-', is)
    )
}

/// A change is published.
pub(in crate::discord) fn published(number: u64) -> String {
    format!("Published as revision {number}; it answers from now on. `/knowledge undo` takes it back.")
}

/// What stands above a list of revisions.
pub(in crate::discord) fn history(entry: Option<&str>) -> String {
    entry.map_or_else(
        || "**What was changed, newest first**".to_owned(),
        |id| format!("**What was changed of `{id}`, newest first**"),
    )
}

/// A revision, above what it changed.
pub(in crate::discord) fn revision(number: u64, at: i64, author: &str, why: &str) -> String {
    format!("**Revision {number}**, <t:{at}:f>, by {}: {}", plain_cut(author, 60), plain_cut(&shown(why), 400))
}

/// A published change, as moderators hear of it.
pub(in crate::discord) fn audit(number: u64, author: &str, why: &str) -> String {
    format!("**Revision {number}** by {}: {}", plain_cut(author, 60), plain_cut(&shown(why), 400))
}

/// Changes that are too many to be told one by one.
pub(super) fn not_told(count: usize) -> String {
    let changes = if count == 1 { "earlier change is" } else { "earlier changes are" };
    format!("{count} {changes} not shown here; `/knowledge history` lists everything.")
}

/// What stands for a message that Discord refuses for what it says.
pub(super) const NOT_TAKEN: &str = "There is news that Discord does not take as a message here. `/knowledge history` lists every change, and `/knowledge status` says whether a file cannot be used.";

/// Who changed something; where there is no name, the way it came.
pub(in crate::discord) fn author(author: &Author) -> String {
    if author.name.is_empty() { author.via.word().to_owned() } else { author.name.clone() }
}

/// What a task does.
pub(super) fn task(task: &Task) -> String {
    match task {
        Task::Add { entry, .. } => format!("new entry {}", entry.id),
        Task::Change { was, .. } => format!("changed {}", was.id),
        Task::Undo(number) => format!("took revision {number} back"),
        Task::Import(files) => format!("an import of {} files", files.len()),
        Task::Make(edit) => made(edit),
    }
}

fn made(edit: &Edit) -> String {
    match edit {
        Edit::Alias { id, .. } => format!("a phrasing of {id}"),
        Edit::NearMiss { id, .. } => format!("a near miss of {id}"),
        Edit::Quote { id, .. } => format!("a quote of {id}"),
        Edit::Retire { id, .. } => format!("{id} retired"),
        Edit::Restore { id } => format!("{id} restored"),
        Edit::Move { id, to } => format!("{id} moved to {to}"),
        Edit::GuardAdd { .. } => "a question for the guard".to_owned(),
        Edit::OutOfScope { .. } => "a question that is out of scope".to_owned(),
        Edit::Files(files) | Edit::Back(files) => format!("{} files", files.len()),
        Edit::All(edits) => edits.last().map(made).unwrap_or_default(),
        Edit::Add { entry, .. } => format!("new entry {}", entry.id),
        Edit::Change { id, .. } => format!("changed {id}"),
    }
}

/// A group of the queue.
pub(in crate::discord) fn queued(page: usize, pages: usize, count: usize, at: i64) -> String {
    let times = if count == 1 { "asked once".to_owned() } else { format!("asked {count} times") };
    format!("**{page} of {pages}**, {times}, last <t:{at}:R>")
}

/// The question that one followed up.
pub(in crate::discord) fn after(question: &str) -> String {
    format!("-# after: {}", plain_cut(&shown(question), 300))
}

/// What a question got.
pub(in crate::discord) fn got(question: &Question) -> String {
    let got = match question.outcome {
        Outcome::Answer => "It was answered, and the answer was not what was asked.",
        Outcome::Choices => "It was offered choices.",
        Outcome::Nothing => "It got no answer.",
    };
    format!("-# {got}")
}

/// The entry that comes nearest.
pub(in crate::discord) fn nearest(id: &str, title: &str, answer: &str) -> String {
    format!("**Nearest entry:** `{id}`\n{}\n> {}", plain_cut(title, 300), plain_cut(answer, 900))
}

/// A suggestion, above its words.
pub(in crate::discord) fn suggested(page: usize, pages: usize, at: i64, entry: Option<&str>) -> String {
    let about = entry.map(|id| format!(", about `{id}`")).unwrap_or_default();
    format!("**Suggestion {page} of {pages}**, <t:{at}:R>{about}")
}

/// The title of the form for a word to the author.
pub(super) fn verdict_title(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Open | Verdict::Declined => "Decline the suggestion",
        Verdict::Approved => "Approve the suggestion",
        Verdict::Amended => "Taken over in part",
    }
}

/// What became of a suggestion, for whoever made it.
pub(in crate::discord) fn judged(suggestion: &Suggestion) -> String {
    let what = match suggestion.state {
        Verdict::Approved => "was taken up. Thank you",
        Verdict::Amended => "was taken up with changes. Thank you",
        Verdict::Open | Verdict::Declined => "was looked at and not taken up. Thank you all the same",
    };
    let text = plain_cut(&suggestion.text.replace('\n', " "), 600);
    let word = suggestion.word.as_ref().map(|word| format!("\nThe moderators say: {}", plain_cut(word, 900)));
    format!("Your suggestion {what}.\n> {text}{}", word.unwrap_or_default())
}

/// A suggestion was kept; with what became of earlier ones, and how many of these fit.
pub(in crate::discord) fn thanks(unheard: &[Suggestion]) -> (String, usize) {
    let mut text =
        "Thank you; the moderators will see it. You will hear by direct message what becomes of it.".to_owned();
    let mut told = 0;
    for line in unheard.iter().map(judged) {
        if length(&text) + length(&line) + 2 > 2_000 {
            break;
        }
        text.extend(["\n\n", &line]);
        told += 1;
    }
    (text, told)
}

/// Where an entry stands.
pub(in crate::discord) fn stands_in(id: &str, file: &str, retired: bool) -> String {
    let how = if retired { "is retired and does not answer" } else { "answers so" };
    format!("-# `{id}` in `{file}` {how}:")
}

/// How the knowledge stands.
pub(in crate::discord) fn status(revision: u64, since: i64, entries: usize, stale: usize, problems: &str) -> String {
    let head = format!(
        "Revision {revision}, in use since <t:{since}:R>: {entries} entries answer, {stale} are past their date of review."
    );
    if problems.is_empty() {
        format!("{head} The files are as they are used.")
    } else {
        format!("{head}\n**The files on disk cannot be used; the last good knowledge answers meanwhile.**\n{problems}")
    }
}

/// What the checks say of the files.
pub(in crate::discord) fn check(errors: usize, warnings: usize) -> String {
    let count = |number: usize, one: &str| format!("{number} {one}{}", if number == 1 { "" } else { "s" });
    match (errors, warnings) {
        (0, 0) => "The files pass every check.".to_owned(),
        (0, _) => format!("The files can be used; {} to look at.", count(warnings, "warning")),
        _ => {
            format!("The files cannot be used as they are: {}, {}.", count(errors, "error"), count(warnings, "warning"))
        }
    }
}

/// What is wrong with a file that is to be imported.
pub(in crate::discord) fn unread(errors: &[ImportError]) -> String {
    let all: Vec<String> = errors.iter().map(|error| format!("- {}", plain_cut(&error.to_string(), 250))).collect();
    format!(
        "That file cannot be imported; nothing has changed. Put right what is listed, then import it again.\n{}",
        lines(&all, 1_800)
    )
}

/// Others have changed the same as a file that was to be imported.
pub(in crate::discord) const CLASHES: &str = "Others have changed the same since that file was exported; nothing has changed. Write what is to stand into the file, take out the `base` of these entries, and import it again; or choose `as-it-is:` for the whole file.";

/// Entries that others have changed since a file was exported that leaves them as they were.
pub(in crate::discord) fn stay(ids: &[EntryId]) -> Option<String> {
    let named = first_names(ids.iter().map(|id| format!("`{id}`")));
    let told = format!("Changed by others since the export, and left as it is now: {named}.");
    (!ids.is_empty()).then_some(told)
}

/// A file that no import knows.
pub(in crate::discord) const UNKNOWN_FORM: &str =
    "An import is a file that ends in `.toml`, `.json` or `.csv`, such as `/knowledge export` gives.";
/// A file that is too large.
pub(in crate::discord) const TOO_LARGE: &str = "That file is too large; an import has at most 4 MB.";
/// A file that cannot be had.
pub(in crate::discord) const NOT_FETCHED: &str =
    "That file could not be read from Discord just now. Please send it again.";
/// What an export holds.
pub(in crate::discord) const EXPORTED: &str =
    "Every entry, as it stands in the files. `/knowledge import` takes it back, changed as you like.";

/// The files were read anew.
pub(in crate::discord) const RELOADED: &str = "The files were read anew and are in use.";
/// The files were read anew and are not right.
pub(in crate::discord) const NOT_RELOADED: &str = "The files cannot be used as they are; the last good knowledge answers meanwhile. Mend what is listed, then reload again.";

/// Entries past their date of review.
pub(in crate::discord) fn due(count: usize) -> String {
    if count == 1 {
        "**1 entry is past its date of review.** `/knowledge edit` sets a new one, under Details.".to_owned()
    } else {
        format!(
            "**{count} entries are past their date of review**, the longest first. `/knowledge edit` sets a new one, under Details."
        )
    }
}

/// Sentences of summaries that are older than what proves them.
pub(in crate::discord) fn outdated(count: usize) -> String {
    let (sentences, are) = if count == 1 { ("sentence", "is") } else { ("sentences", "are") };
    format!(
        "**{count} {sentences} of summaries {are} older than an entry below.** Change the sentence in its file, or give it a new `reviewed` day there."
    )
}

/// Figures of the knowledge and of what waits.
pub(in crate::discord) fn stats(figures: &[(&str, usize)]) -> String {
    let lines = figures.iter().map(|(what, count)| format!("- {what}: {count}"));
    format!("**The knowledge in figures**\n{}", lines.collect::<Vec<_>>().join("\n"))
}
