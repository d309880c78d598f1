//! What the bot says of itself in Discord: calm, short, and with what to do next.

use crate::app::ledger::Forgotten;
use crate::knowledge::shown;

/// The bot was named and nothing asked.
pub(super) const NO_QUESTION: &str = "Ask me about the foreign policy of Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan or Uzbekistan, such as: did Uzbekistan join the Eurasian Economic Union?";
/// Somebody asked too often.
pub(super) const TOO_OFTEN: &str = "That is a lot at once. Please wait a minute, then ask again.";
/// The guild is not one that the bot serves.
pub(super) const OTHER_GUILD: &str = "This bot is not set up for this server. Please turn to whoever runs the bot.";
/// Somebody pressed what belongs to the asker.
pub(super) const NOT_YOURS: &str =
    "These buttons are for the person who asked. Ask the same with `/ask` to get your own.";
/// A press that cannot be read.
pub(super) const OLD_BUTTON: &str = "That button is from an older version. Please ask again with `/ask`.";
/// A press or a form of those who keep the knowledge that cannot be read.
pub(super) const OLD_FORM: &str = "That form or list is from an older version. Please begin again with `/knowledge`.";
/// There is nothing to pick from.
pub(super) const NO_ENTRIES: &str = "No entry answers yet. Please come back once there are some.";
/// An entry that no longer answers.
pub(super) const WITHDRAWN: &str = "That answer has been withdrawn since. Please ask again with `/ask`.";
/// A vote on a question that is no longer kept.
pub(super) const TOO_OLD: &str =
    "That question is no longer kept, so it cannot be voted on. Please ask again with `/ask`.";
/// A vote for.
pub(super) const VOTED_UP: &str = "Thank you. Press again to take your vote back.";
/// A vote against.
pub(super) const VOTED_DOWN: &str = "Thank you; the moderators will see it. Press again to take your vote back.";
/// A vote that was taken back.
pub(super) const VOTE_GONE: &str = "Your vote is taken back.";
/// A question was passed on, and nothing else comes near.
pub(super) const PASSED_ON: &str = "Thank you; the moderators will see your question. Nothing else here comes near it.";
/// A question that is not kept cannot be passed on.
pub(super) const NOT_QUEUED: &str =
    "That question is not kept, so nobody can look after it. Please ask again in other words.";
/// A question was passed on, and these come near.
pub(super) const PASSED_ON_WITH: &str = "Thank you; the moderators will see your question. Did you mean one of these?";
/// Nothing was asked that could be explained.
pub(super) const NOTHING_TO_EXPLAIN: &str = "Ask something first; `/why` then says how its answer came about.";
/// Somebody lacks a right.
pub(super) const NO_RIGHT: &str = "That is for the keepers of this server's bot. Please ask one of them.";
/// Somebody may not suggest.
pub(super) const MAY_NOT_SUGGEST: &str =
    "In this server, suggestions come from its contributors. Please tell one of the moderators.";
/// As many suggestions of somebody wait as may.
pub(super) const MANY_SUGGESTED: &str =
    "Five of your suggestions wait already. Please suggest more once the moderators have seen to one of them.";
/// A direct message where a server is needed.
pub(super) const SERVER_ONLY: &str = "That works in a server only. Please use it there.";
/// The message has no words.
pub(super) const NO_WORDS: &str = "That message has no words to answer. Please choose one with a question.";

/// Something went wrong that nobody can help; the log has the rest under this number.
pub(super) fn incident(id: &str) -> String {
    format!("Something went wrong here. Please try again; if it stays so, tell whoever runs the bot the number `{id}`.")
}

/// The ledger cannot be reached.
pub(super) const NOT_KEPT: &str = "That could not be saved just now. Please try again in a minute.";

/// What somebody asked, as one line above its answer.
pub(super) fn asked(question: &str) -> String {
    format!("-# Asked: {}", super::render::markup::plain_cut(&shown(question), 200))
}

/// The command in Discord is not the one of this program.
pub(super) const OLD_COMMAND: &str = "That command has changed. Please reload Discord, then try again.";

/// An option that cannot be read.
pub(super) fn bad_option(why: &str) -> String {
    let why = super::render::markup::plain_cut(&shown(why), 200);
    format!("One of the options cannot be read ({why}). Please correct it and send the command again.")
}

/// What is kept of people.
pub(super) fn privacy(days: u32, direct_messages: bool) -> String {
    let direct = if direct_messages {
        "Questions from direct messages are kept too."
    } else {
        "Nothing from direct messages is kept."
    };
    format!(
        "**What is kept**\n\
         Questions put to the bot, without mentions, for {days} days, so that moderators can work off what it could not answer; \
         a follow-up with the question before it. A message that somebody has the bot answer is kept as a question of theirs. \
         {direct} Votes stand as long as their questions; suggestions until they are decided, and {days} days more; what is typed into forms, a day.\n\
         **Who you are** is kept as a number that a secret key makes of your user id: enough for one vote each, and for \
         deleting. Whoever holds the key could test whether a row is yours; nobody else can. \
         A suggestion keeps a sealed way to reach you until you were told what became of it. \
         Who changes the knowledge stands in its history by name.\n\
         **Forget me** deletes your questions, votes, drafts and suggestions at once, and takes your name from the history. \
         What was taken up into the knowledge stays there, without your name."
    )
}

/// Nothing can be deleted at this moment.
pub(super) const NOT_FORGOTTEN: &str =
    "That could not be deleted just now, and all is as it was. Please press the button again in a minute.";

/// What was deleted, kind by kind.
pub(super) fn forgotten(gone: Forgotten) -> String {
    let count = |number: u64, one: &str| if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") };
    let kinds =
        [(gone.questions, "question"), (gone.votes, "vote"), (gone.drafts, "draft"), (gone.suggestions, "suggestion")];
    let some = kinds.into_iter().filter(|(number, _)| *number > 0);
    let kinds: Vec<String> = some.map(|(number, one)| count(number, one)).collect();
    let deleted = match kinds.as_slice() {
        [] => String::new(),
        [one] => format!("Deleted: {one}. "),
        [first @ .., last] => format!("Deleted: {} and {last}. ", first.join(", ")),
    };
    let named = match gone.revisions {
        0 => String::new(),
        changes => format!("Your name is taken from {} in the history. ", count(changes, "change")),
    };
    match (deleted.is_empty(), named.is_empty()) {
        (true, true) => "Nothing was kept under your account, so there was nothing to delete.".to_owned(),
        _ => format!(
            "{deleted}{named}Nothing more is kept under your account; what was taken up into the knowledge stays, without your name."
        ),
    }
}

/// The channels in which questions are answered unprompted.
pub(super) fn ask_channels(channels: &[u64], reads_all: bool) -> String {
    let listed: Vec<String> = channels.iter().map(|channel| format!("<#{channel}>")).collect();
    let channels = match listed.as_slice() {
        [] => "Questions are answered only when the bot is asked. `/settings add-channel` adds a channel in which it answers unprompted.".to_owned(),
        _ => format!("Questions are answered unprompted in {}.", listed.join(", ")),
    };
    if reads_all || listed.is_empty() { channels } else { format!("{channels}\n{NO_INTENT}") }
}

/// A channel that cannot be removed by a command.
pub(super) fn set_in_config(channel: u64) -> String {
    format!(
        "<#{channel}> stays: it is set in the bot's config. Whoever runs the bot can take it out of `discord.ask_channels` and start the bot again."
    )
}

/// The intent is missing without which messages cannot be read.
pub(super) const NO_INTENT: &str = "Messages that do not name the bot cannot be read yet: switch on the message content intent in Discord's developer portal, under Bot, and start the bot again.";

#[cfg(test)]
mod tests {
    use super::forgotten;
    use crate::app::ledger::Forgotten;

    #[test]
    fn who_is_forgotten_hears_of_every_kind_that_there_was() {
        let all = Forgotten { questions: 3, votes: 1, drafts: 1, suggestions: 2, revisions: 4 };
        for (gone, told) in [
            (Forgotten::default(), "Nothing was kept under your account, so there was nothing to delete."),
            (
                Forgotten { drafts: 1, ..Forgotten::default() },
                "Deleted: 1 draft. Nothing more is kept under your account; what was taken up into the knowledge stays, without your name.",
            ),
            (
                Forgotten { revisions: 1, ..Forgotten::default() },
                "Your name is taken from 1 change in the history. Nothing more is kept under your account; what was taken up into the knowledge stays, without your name.",
            ),
            (
                all,
                "Deleted: 3 questions, 1 vote, 1 draft and 2 suggestions. Your name is taken from 4 changes in the history. Nothing more is kept under your account; what was taken up into the knowledge stays, without your name.",
            ),
        ] {
            assert_eq!(forgotten(gone), told);
        }
    }
}
