//! What in a message is a question to the bot: pure, from the message alone.

use poise::serenity_prelude::{Message, MessageType, UserId};

/// How the bot was spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Address {
    /// By name, or by a reply that pings it.
    Named,
    /// In a direct message.
    Direct,
    /// Not at all: said in a channel that it can read.
    Overheard,
}

/// Who is spoken to, and with what words; none where the message is not for the bot to read.
pub(super) fn heard(message: &Message, me: UserId) -> Option<(Address, String)> {
    let is_talk = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    if message.author.bot || message.author.system || message.webhook_id.is_some() || !is_talk {
        return None;
    }
    let names_me = [format!("<@{me}>"), format!("<@!{me}>")].iter().any(|name| message.content.contains(name));
    let replied = message.referenced_message.as_deref();
    let replies_to_me = replied.is_some_and(|to| to.author.id == me) && message.mentions_user_id(me);
    let address = match message.guild_id {
        None => Address::Direct,
        Some(_) if names_me || replies_to_me => Address::Named,
        Some(_) => Address::Overheard,
    };
    let mut question = words(&message.content);
    // Naming the bot in reply to somebody's question asks that question.
    if let Some(other) = replied.filter(|to| question.is_empty() && names_me && to.author.id != me) {
        question = words(&other.content);
    }
    Some((address, question))
}

/// A text without what Discord draws in place of words: mentions, emojis, timestamps.
pub(super) fn words(content: &str) -> String {
    let mut kept = String::with_capacity(content.len());
    let mut rest = content;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        kept.push_str(before);
        let end = tag.find('>').filter(|end| tag.get(..*end).is_some_and(is_tag));
        if let Some(after) = end.and_then(|end| tag.get(end + 1..)) {
            kept.push(' ');
            rest = after;
        } else {
            kept.push('<');
            rest = tag.get(1..).unwrap_or("");
        }
    }
    kept.push_str(rest);
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether what stands behind `<` is one of Discord's own forms.
fn is_tag(tag: &str) -> bool {
    let inside = tag.trim_start_matches('<');
    let number = |text: &str| !text.is_empty() && text.chars().all(|sign| sign.is_ascii_digit());
    let forms = ["@!", "@&", "@", "#"];
    forms.iter().any(|form| inside.strip_prefix(form).is_some_and(number))
        || inside.starts_with("t:")
        || (inside.starts_with(':') || inside.starts_with("a:") || inside.starts_with('/'))
            && inside.rsplit(':').next().is_some_and(number)
}

/// Words that begin a question.
const STARTS: &[&str] = &[
    "what", "when", "where", "who", "whom", "whose", "why", "how", "which", "did", "does", "do", "is", "are", "was",
    "were", "has", "have", "had", "can", "could", "will", "would", "should", "whats", "what's", "who's", "hows",
];
/// A question has at least so many words.
const WORDS: usize = 3;

/// Whether a text reads like a question: what is said in a channel unprompted is left in peace otherwise.
pub(super) fn is_question(text: &str) -> bool {
    let all: Vec<&str> = text.split_whitespace().collect();
    let first = all.first().map(|word| word.to_lowercase());
    let asks = text.trim_end().ends_with('?') || first.is_some_and(|word| STARTS.contains(&word.as_str()));
    asks && all.len() >= WORDS
}

/// How a text begins that goes on from what was said before.
const LEADS: &[&str] = &["and", "but", "also", "what about", "how about"];

/// Whether a text reads as if it went on from the question before: "and Tajikistan?".
pub(super) fn goes_on(text: &str) -> bool {
    let text = text.to_lowercase();
    LEADS.iter().any(|lead| text.strip_prefix(lead).is_some_and(|rest| rest.starts_with([' ', ','])))
}

#[cfg(test)]
mod tests {
    use super::{goes_on, is_question, words};

    #[test]
    fn a_text_goes_on_by_its_first_words() {
        for text in ["and Tajikistan?", "What about gas", "but when"] {
            assert!(goes_on(text), "{text}");
        }
        for text in ["andijan", "uzbekistan and china", "", "and"] {
            assert!(!goes_on(text), "{text}");
        }
    }

    #[test]
    fn words_are_what_is_left_without_tags() {
        for (content, left) in [
            ("<@123> did uzbekistan  join?", "did uzbekistan join?"),
            ("<@!123><@&5> <#77> hi <:plov:99> <a:x:1> <t:123:R> </ask:42>", "hi"),
            ("is 3 < 5 > 2?", "is 3 < 5 > 2?"),
            ("<@everyone> <b>", "<@everyone> <b>"),
            ("<", "<"),
        ] {
            assert_eq!(words(content), left);
        }
    }

    #[test]
    fn a_question_is_told_by_its_mark_or_its_first_word() {
        for text in ["did uzbekistan join the eaeu", "uzbekistan in the eaeu?", "What's the CSTO about"] {
            assert!(is_question(text), "{text}");
        }
        for text in ["lol what?", "i was in tashkent last week", "nice", ""] {
            assert!(!is_question(text), "{text}");
        }
    }
}
