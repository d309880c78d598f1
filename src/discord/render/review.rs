//! A draft before it is published: the preview, what the checks and the questions say, what leans on it, the change.

use super::answer;
use super::drawn::{CARDS, CONTENT, Card, Drawn, button};
use super::markup::{length, plain, plain_cut};
use crate::app::{Consequence, Fate, Flip, Gated, Given, Proposal, Turn};
use crate::discord::ids::Press;
use crate::discord::keeping::{Form, Keep, Task, Work, words};
use crate::knowledge::EntryId;
use crate::knowledge::edit::Conflict;
use poise::serenity_prelude::{ButtonStyle, CreateButton};

/// The most that the card of what was found takes.
const FOUND: usize = 1_600;
/// How many questions that would be lost are written out.
const LOST: usize = 8;
/// The most that is shown of a change.
const DIFF: usize = 1_500;
/// The colours of what may be published, what needs a thought, and what may not.
const GOOD: u32 = 0x002E_7D32;
const CARE: u32 = 0x00EF_6C00;
const BAD: u32 = 0x00C6_2828;

/// Draws what a draft would come to.
pub(in crate::discord) fn proposed(proposal: &Proposal, work: &Work, draft: u64, note: Option<&str>) -> Drawn {
    let losses = proposal.gated.losses().count();
    let colour = if losses == 0 && proposal.warnings.is_empty() { GOOD } else { CARE };
    let shown = proposal.previews.iter().find_map(|(id, reply)| Some((id, reply.as_ref()?)));
    let mut drawn = shown.map(|(id, reply)| answer::answer(proposal.knowledge(), id, reply, None)).unwrap_or_default();
    drawn.rows.clear();
    let head = words::preview(shown.map(|(id, _)| id.as_str()), proposal.previews.len(), note);
    drawn.content = if length(&drawn.content) + length(&head) < CONTENT {
        format!("{head}\n{}", drawn.content).trim_end().to_owned()
    } else {
        head
    };
    drawn.cards.push(Card { colour, body: found(proposal), footer: String::new() });
    let used: usize = drawn.cards.iter().map(|card| length(&card.body) + length(&card.footer)).sum();
    let room = CARDS.saturating_sub(used).min(DIFF);
    drawn.cards.extend(code(&proposal.diff, room).map(|body| Card { body, ..Card::default() }));
    let publish = if losses > 0 && !work.forced {
        keep(Keep::Form { form: Form::Reason, draft }, "Publish all the same…", ButtonStyle::Danger)
    } else {
        keep(Keep::Publish { draft }, "Publish", ButtonStyle::Success)
    };
    let discard = keep(Keep::Discard { draft }, "Discard", ButtonStyle::Secondary);
    drawn.row(publish.into_iter().chain(discard).collect()).row(forms(work, draft))
}

/// Draws why a draft cannot be published; what was typed stays, and its forms open again.
pub(in crate::discord) fn refused(text: &str, work: &Work, draft: u64) -> Drawn {
    let content = if work.entry().is_some() { words::NOT_YET } else { words::CANNOT_BE };
    let drawn = Drawn {
        content: content.to_owned(),
        cards: vec![Card { colour: BAD, body: text.to_owned(), footer: String::new() }],
        rows: Vec::new(),
    };
    let discard = keep(Keep::Discard { draft }, "Discard", ButtonStyle::Secondary);
    drawn.row(forms(work, draft)).row(discard.into_iter().collect())
}

/// Draws that a draft waits for files that somebody has saved with errors.
pub(in crate::discord) fn waits(text: &str, draft: u64) -> Drawn {
    let mut drawn = again(words::WAITS.to_owned(), draft);
    drawn.cards.push(Card { colour: BAD, body: text.to_owned(), footer: String::new() });
    drawn
}

/// A sentence on what has nothing to do with the draft, which can be looked at again.
pub(in crate::discord) fn again(sentence: String, draft: u64) -> Drawn {
    let look = keep(Keep::Look { draft }, "Look again", ButtonStyle::Primary);
    let discard = keep(Keep::Discard { draft }, "Discard", ButtonStyle::Secondary);
    Drawn::sentence(sentence).row(look.into_iter().chain(discard).collect())
}

/// Draws that somebody else has changed the same.
pub(in crate::discord) fn conflict(shown: &str, work: &Work, draft: u64) -> Drawn {
    let body = code(shown, 3_500).unwrap_or_default();
    let content = if work.entry().is_some() { words::CONFLICT } else { words::CONFLICT_OF_UNDO };
    let drawn = Drawn {
        content: content.to_owned(),
        cards: vec![Card { colour: BAD, body, footer: String::new() }],
        rows: Vec::new(),
    };
    let look = work.entry().and_then(|_| keep(Keep::Look { draft }, "Use mine", ButtonStyle::Primary));
    let discard = keep(Keep::Discard { draft }, "Discard", ButtonStyle::Secondary);
    drawn.row(look.into_iter().chain(discard).collect()).row(forms(work, draft))
}

/// Draws that others have changed the same as a file that was to be imported.
pub(in crate::discord) fn clashes(conflicts: &[Conflict]) -> Drawn {
    let shown = conflicts.iter().map(|one| format!("{}\n{}", one.place, one.shown())).collect::<Vec<_>>().join("\n");
    let body = code(&shown, 3_500).unwrap_or_default();
    Drawn {
        content: words::CLASHES.to_owned(),
        cards: vec![Card { colour: BAD, body, footer: String::new() }],
        rows: Vec::new(),
    }
}

/// Draws that a change is published.
pub(in crate::discord) fn published(number: u64, work: &Work) -> Drawn {
    let drawn = Drawn::sentence(words::published(number));
    let mut buttons = Vec::new();
    if !work.questions.is_empty() {
        buttons.extend(keep(Keep::Queue { page: 0 }, "Back to the queue", ButtonStyle::Primary));
    }
    if work.suggestion.is_some() {
        buttons.extend(keep(Keep::Suggestions { page: 0 }, "Back to the suggestions", ButtonStyle::Primary));
    }
    buttons.extend(keep(Keep::Diff { revision: number }, "What changed", ButtonStyle::Secondary));
    drawn.row(buttons)
}

/// A button of those who keep the knowledge.
pub(super) fn keep(keep: Keep, label: &str, style: ButtonStyle) -> Option<CreateButton> {
    button(&Press::Keep(keep).id(), label, style)
}

/// The buttons that open the forms of an entry.
fn forms(work: &Work, draft: u64) -> Vec<CreateButton> {
    if !matches!(work.task, Task::Add { .. } | Task::Change { .. }) {
        return Vec::new();
    }
    let form = |(form, label)| keep(Keep::Form { form, draft }, label, ButtonStyle::Secondary);
    [(Form::Text, "Text…"), (Form::Quotes, "Quotes…"), (Form::Details, "Details…")]
        .into_iter()
        .filter_map(form)
        .collect()
}

/// A text as code, cut at a line; none where it is empty.
pub(super) fn code(text: &str, room: usize) -> Option<String> {
    let mut body = String::from("```diff\n");
    let mut left = 0;
    for line in text.lines() {
        // What would end the block early is told apart.
        let line = line.replace("```", "'''");
        if left == 0 && length(&body) + length(&line) + 40 <= room {
            body.push_str(&line);
            body.push('\n');
        } else {
            left += 1;
        }
    }
    if body == "```diff\n" {
        return None;
    }
    body.push_str("```");
    if left > 0 {
        body.push_str(&words::more_lines(left));
    }
    Some(body)
}

/// What the checks, the questions and the entries that lean on it say.
fn found(proposal: &Proposal) -> String {
    let mut body = String::new();
    let mut line = |text: String| {
        if length(&body) + length(&text) < FOUND {
            body.push_str(&text);
            body.push('\n');
        }
    };
    line(words::checked(proposal.gated.asked));
    for warning in &proposal.warnings {
        line(format!("- {}; {}", plain_cut(&warning.message, 300), plain_cut(&warning.remedy, 200)));
    }
    taken(&proposal.gated).into_iter().for_each(&mut line);
    for consequence in &proposal.consequences {
        line(leaning(consequence));
    }
    body.trim_end().to_owned()
}

/// The questions that would be lost, and from whom.
fn taken(gated: &Gated) -> Vec<String> {
    let taken = gated.taken();
    let mut lines: Vec<String> = taken.iter().map(|(entry, count)| words::takes(*count, entry.as_str())).collect();
    let missed = gated.losses().filter(|flip| flip.turn == Turn::Missed).count();
    if missed > 0 {
        lines.push(words::missed(missed));
    }
    lines.extend(gated.losses().take(LOST).map(flipped));
    lines
}

fn flipped(flip: &Flip) -> String {
    let what = |given: &Given| match given {
        Given::Answer(entry) => format!("`{entry}`"),
        Given::Choices(entries) => {
            let named: Vec<&str> = entries.iter().map(EntryId::as_str).collect();
            format!("a choice of `{}`", named.join("`, `"))
        }
        Given::Nothing => "nothing".to_owned(),
    };
    let reason = match flip.uncovered.as_slice() {
        [] => String::new(),
        names => format!(", since the sources do not cover {}", plain_cut(&names.join(" and "), 200)),
    };
    format!("- \u{201c}{}\u{201d}: {} → {}{reason}", plain_cut(&flip.question, 150), what(&flip.from), what(&flip.to))
}

fn leaning(one: &Consequence) -> String {
    let mut parts: Vec<String> = Vec::new();
    let count = |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
    if !one.sentences.is_empty() {
        let mut whose: Vec<String> = one.sentences.iter().map(|sentence| plain(sentence.entity.as_str())).collect();
        whose.dedup();
        let sentences = count(one.sentences.len(), "sentence", "sentences");
        parts.push(format!("{sentences} of the summary of {}", whose.join(", ")));
    }
    let ids = |ids: &[EntryId]| ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    if !one.see_also.is_empty() {
        parts.push(format!("\u{201c}see also\u{201d} of {}", ids(&one.see_also)));
    }
    if !one.chain.is_empty() {
        parts.push(format!("other states of the matter, {}", ids(&one.chain)));
    }
    if !one.guard.is_empty() {
        parts.push(format!("{} of the guard", count(one.guard.len(), "question", "questions")));
    }
    let fate = match one.fate {
        Fate::Changed => "says something else",
        Fate::Retired => "answers no longer",
        Fate::Gone => "goes",
    };
    plain_ids(&format!("- `{}` {fate}; on it lean: {}", one.entry, parts.join("; ")))
}

/// A line that is ours but for ids, which need no escaping.
fn plain_ids(line: &str) -> String {
    super::markup::cut(line, 700)
}
