//! `/random`: any answer.

use super::{Ctx, Seen, place, show};
use crate::discord::errors::Failure;
use crate::discord::recent::Said;
use crate::discord::render::{Drawn, answer};
use crate::discord::words;
use crate::knowledge::{Entry, Knowledge};
use std::hash::{BuildHasher, RandomState};

/// Read an answer picked at random
#[poise::command(slash_command)]
pub(crate) async fn random(ctx: Ctx<'_>) -> Result<(), Failure> {
    let bot = ctx.data();
    let knowledge = bot.app.knowledge();
    let number = RandomState::new().hash_one(0);
    let picked = pick(&knowledge, number).and_then(|entry| Some((entry, bot.app.entry(&entry.id)?)));
    let Some((entry, reply)) = picked else {
        return show(ctx, &Drawn::sentence(words::NO_ENTRIES), Seen::ByOne).await;
    };
    let mut drawn = answer::answer(&knowledge, &entry.id, &reply, None);
    drawn.content = format!("{}\n{}", words::asked(entry.title()), drawn.content);
    let said = Said { question: entry.title().to_owned(), previous: None };
    bot.recent.remember(None, ctx.channel_id().get(), place(ctx).asker, said);
    show(ctx, &drawn, Seen::ByAll).await
}

/// The entry of a number: each has its turn, save those that are retired or that a newer one supersedes.
fn pick(knowledge: &Knowledge, number: u64) -> Option<&Entry> {
    let newest = |entry: &&Entry| !knowledge.live().any(|newer| newer.supersedes.contains(&entry.id));
    let entries: Vec<&Entry> = knowledge.live().filter(newest).collect();
    let count = u64::try_from(entries.len()).ok().filter(|count| *count > 0)?;
    entries.get(usize::try_from(number % count).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::pick;
    use crate::discord::shipped::APP;
    use std::collections::BTreeSet;

    #[test]
    fn every_newest_entry_has_its_turn() {
        let knowledge = APP.knowledge();
        let count = u64::try_from(knowledge.entries.len()).unwrap();
        let picked: BTreeSet<&str> =
            (0..count).filter_map(|number| pick(&knowledge, number)).map(|entry| entry.id.as_str()).collect();
        let older: BTreeSet<&str> =
            knowledge.live().flat_map(|entry| &entry.supersedes).map(crate::knowledge::EntryId::as_str).collect();
        let newest = knowledge.live().map(|entry| entry.id.as_str()).filter(|id| !older.contains(id));
        assert_eq!(picked, newest.collect::<BTreeSet<&str>>());
        assert_eq!(pick(&knowledge, u64::MAX).is_some(), count > 0);
    }
}
