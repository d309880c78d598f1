//! What newcomers should know: what this is, how to ask, what the signs mean.

use super::drawn::Drawn;
use crate::discord::words::NO_INTENT;

/// The page for newcomers. `unread` says that there are channels to answer in unprompted that cannot be read.
pub(in crate::discord) fn help(unread: bool) -> Drawn {
    let mut text = HELP.to_owned();
    if unread {
        text.push_str("\n-# ");
        text.push_str(NO_INTENT);
    }
    Drawn::sentence(text)
}

const HELP: &str = "\
### What this is
I answer questions on the foreign policy of Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan and Uzbekistan, each with a word-for-word quote that proves it.
**Three ways to ask**
1. Mention me, or write to me directly: *did Uzbekistan join the Eurasian Economic Union?*
2. `/ask` completes your question while you type.
3. On somebody's message: Apps, then *Answer this*.
Reply to an answer to go on: *and Tajikistan?*
**To read**
`/topics` what there is · `/country` a summary · `/compare` two of them · `/timeline` what happened when · `/about` the questions about a name · `/random` any answer
**What the signs mean**
🇰🇿 whom it is about · [1] the number of its proof · *(planned)* foreseen by the source, not reported as done · 👍 👎 your vote · ✖️ takes the answer away
**Where the answers come from**
From a few documents (`/sources`). Each quote is checked word for word against its document; the date below an answer is that of the source. `/why` says how your last answer came about.
**When I do not know**
I say so, and name the questions that come nearest. I do not guess.
**Privacy**
Questions are kept for a while, without names. `/privacy` says what is kept, and deletes it.";
