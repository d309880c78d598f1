//! An entry as those who keep it see it: every field, where it stands, and how it answers.

use super::answer;
use super::drawn::{CARDS, Card, Drawn};
use super::markup::{length, plain_cut};
use crate::discord::keeping::words;
use crate::knowledge::edit::EntryDraft;
use crate::knowledge::{Entry, Knowledge};
use crate::reply::Reply;

/// Draws an entry with its fields; `reply` is how it answers, none where it is retired.
pub(in crate::discord) fn entry(knowledge: &Knowledge, entry: &Entry, file: &str, reply: Option<&Reply>) -> Drawn {
    let mut drawn = reply.map(|reply| answer::answer(knowledge, &entry.id, reply, None)).unwrap_or_default();
    drawn.rows.clear();
    let head = words::stands_in(entry.id.as_str(), file, entry.retired.is_some());
    drawn = if drawn.content.is_empty() { Drawn { content: head, ..drawn } } else { drawn.headed(&head) };
    let used: usize = drawn.cards.iter().map(|card| length(&card.body) + length(&card.footer)).sum();
    let body = fields(&EntryDraft::from(entry), CARDS.saturating_sub(used).min(2_500));
    drawn.cards.push(Card { body, ..Card::default() });
    drawn
}

fn fields(entry: &EntryDraft, room: usize) -> String {
    let mut body = String::new();
    let mut list = |name: &str, all: &[String]| {
        if all.is_empty() {
            return;
        }
        let line = format!("**{name}:** {}\n", plain_cut(&all.join("; "), 1_200));
        if length(&body) + length(&line) <= room {
            body.push_str(&line);
        }
    };
    list("about", &entry.about);
    list("mentions", &entry.mentions);
    list("questions", &entry.questions);
    list("not", &entry.not);
    list("supersedes", &entry.supersedes);
    list("see also", &entry.see_also);
    list("review by", entry.review_by.as_slice());
    list(
        "retired",
        &entry.retired.iter().map(|retired| format!("{}: {}", retired.on, retired.why)).collect::<Vec<_>>(),
    );
    body.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::entry;
    use crate::discord::render::sound::within_limits;
    use crate::discord::shipped::APP;
    use crate::reply::Block;

    #[test]
    fn an_entry_is_shown_whatever_the_length_of_its_answer() {
        let knowledge = APP.knowledge();
        let first = knowledge.live().next().unwrap();
        for letters in [10, 1_590, 3_000] {
            let mut reply = APP.entry(&first.id).unwrap();
            reply.blocks.insert(0, Block::Note("tea ".repeat(80)));
            for block in &mut reply.blocks {
                if let Block::Text(text) = block {
                    *text = "a".repeat(letters);
                }
            }
            let drawn = entry(&knowledge, first, "countries/kazakhstan.toml", Some(&reply));
            within_limits(&format!("an answer of {letters} letters"), &drawn);
        }
        let retired = entry(&knowledge, first, "countries/kazakhstan.toml", None);
        assert!(retired.content.contains("countries/kazakhstan.toml"), "{}", retired.content);
    }
}
