//! A message as a value: what is sent, edited in and previewed.

use super::markup::{cut, length, plain_line};
use poise::serenity_prelude::{
    ButtonStyle, CreateActionRow, CreateAllowedMentions, CreateButton, CreateEmbed, CreateEmbedFooter,
    CreateInteractionResponseMessage, CreateMessage, EditInteractionResponse, ReactionType,
};

/// The most that a message's text may take, in UTF-16 units.
pub(in crate::discord) const CONTENT: usize = 2_000;
/// The most that all cards of a message may take together.
pub(in crate::discord) const CARDS: usize = 6_000;
/// The most that the text of a card may take.
pub(in crate::discord) const CARD: usize = 4_096;
/// The most that a footer may take.
const FOOTER: usize = 2_048;
/// The most that a button's label may take.
pub(in crate::discord) const LABEL: usize = 80;
/// The most that a custom id may take.
pub(in crate::discord) const ID: usize = 100;

/// What stands between paragraphs.
const PARTING: &str = "\n\n";
/// That a message without cards could not say it all.
const MORE: &str =
    "-# There is more than fits here: ask the same with `/ask`, or allow the bot to embed links in this channel.";

/// A message: text that says it all, cards that prove it, and what can be pressed.
#[derive(Debug, Clone, Default)]
pub(in crate::discord) struct Drawn {
    /// Markup of our own, everything else escaped.
    pub(in crate::discord) content: String,
    pub(in crate::discord) cards: Vec<Card>,
    pub(in crate::discord) rows: Vec<CreateActionRow>,
}

/// An embed.
#[derive(Debug, Clone, Default)]
pub(in crate::discord) struct Card {
    /// 0xRRGGBB.
    pub(in crate::discord) colour: u32,
    pub(in crate::discord) body: String,
    /// Plain: a footer knows no markup.
    pub(in crate::discord) footer: String,
}

impl Drawn {
    /// A message of one sentence.
    pub(in crate::discord) fn sentence(text: impl Into<String>) -> Self {
        Self { content: text.into(), ..Self::default() }
    }

    /// The cards that fit together, whole ones only.
    fn embeds(&self) -> Vec<CreateEmbed> {
        let mut room = CARDS;
        let fits = self.cards.iter().take_while(|card| {
            let takes = length(&card.body) + length(&card.footer);
            let fits = takes <= room;
            room = room.saturating_sub(takes);
            fits
        });
        fits.map(Card::embed).collect()
    }

    /// The same where cards may not be shown: what they say stands in the text, in whole paragraphs, as far as it
    /// fits; where not all does, the last line says how to see it.
    pub(in crate::discord) fn without_cards(mut self) -> Self {
        let cards = std::mem::take(&mut self.cards);
        let footers = cards.iter().map(|card| card.footer.as_str()).filter(|footer| !footer.is_empty());
        let below = footers.fold(String::new(), |below, footer| format!("{below}\n-# {}", plain_line(footer)));
        let parts: Vec<String> = std::iter::once(std::mem::take(&mut self.content))
            .filter(|content| !content.is_empty())
            .chain(cards.iter().flat_map(Card::paragraphs).map(str::to_owned))
            .collect();
        let (whole, left) = together(&parts, CONTENT.saturating_sub(length(&below)));
        self.content = if left == 0 {
            format!("{whole}{below}")
        } else {
            let below = format!("{below}\n{MORE}");
            let (some, _) = together(&parts, CONTENT.saturating_sub(length(&below)));
            format!("{some}{below}")
        };
        self
    }

    /// Adds a line above the text, where it fits.
    pub(in crate::discord) fn headed(mut self, line: &str) -> Self {
        if length(line) + 1 + length(&self.content) <= CONTENT {
            self.content = format!("{line}\n{}", self.content);
        }
        self
    }

    /// As a message of its own; `nonce` keeps a message that is sent again from appearing twice.
    pub(in crate::discord) fn message(&self, nonce: u64) -> CreateMessage {
        CreateMessage::new()
            .content(&self.content)
            .embeds(self.embeds())
            .components(self.rows.clone())
            .allowed_mentions(none())
            .nonce(poise::serenity_prelude::Nonce::Number(nonce))
            .enforce_nonce(true)
    }

    /// As the first response to an interaction, or as what replaces its message.
    pub(in crate::discord) fn response(&self) -> CreateInteractionResponseMessage {
        CreateInteractionResponseMessage::new()
            .content(&self.content)
            .embeds(self.embeds())
            .components(self.rows.clone())
            .allowed_mentions(none())
    }

    /// As what follows a first response, in its place.
    pub(in crate::discord) fn edit(&self) -> EditInteractionResponse {
        EditInteractionResponse::new()
            .content(&self.content)
            .embeds(self.embeds())
            .components(self.rows.clone())
            .allowed_mentions(none())
    }

    /// Adds a row where it holds something.
    pub(in crate::discord) fn row(mut self, buttons: Vec<CreateButton>) -> Self {
        if !buttons.is_empty() {
            self.rows.push(CreateActionRow::Buttons(buttons));
        }
        self
    }
}

impl Card {
    /// Its body by paragraph; one with a block of code is a single one.
    fn paragraphs(&self) -> Vec<&str> {
        if self.body.contains("```") { vec![&self.body] } else { self.body.split(PARTING).collect() }
    }

    fn embed(&self) -> CreateEmbed {
        let embed = CreateEmbed::new().colour(self.colour).description(&self.body);
        if self.footer.is_empty() {
            return embed;
        }
        embed.footer(CreateEmbedFooter::new(cut(&self.footer, FOOTER)))
    }
}

/// Paragraphs as one text, as many of the first as fit whole into so much room, and how many do not.
pub(super) fn together(paragraphs: &[String], room: usize) -> (String, usize) {
    let mut text = String::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let parting = if text.is_empty() { "" } else { PARTING };
        if length(&text) + length(parting) + length(paragraph) > room {
            return (text, paragraphs.len() - at);
        }
        text.push_str(parting);
        text.push_str(paragraph);
    }
    (text, 0)
}

/// Lines as one text, as many of the first as fit into so much room; where not all do, the last says how many more.
pub(in crate::discord) fn lines(all: &[String], room: usize) -> String {
    let mut text = String::new();
    for (at, line) in all.iter().enumerate() {
        let left = all.len() - at;
        let more = format!("-# {left} more");
        let reserve = if left == 1 { 0 } else { length(&more) + 1 };
        if length(&text) + length(line) + reserve > room {
            return text + &more;
        }
        text.push_str(line);
        text.push('\n');
    }
    text.trim_end().to_owned()
}

/// A button; none where its id would be too long.
pub(in crate::discord) fn button(id: &str, label: &str, style: ButtonStyle) -> Option<CreateButton> {
    let fits = length(id) <= ID;
    fits.then(|| CreateButton::new(id).label(cut(label, LABEL)).style(style))
}

/// A button with a sign in place of words.
pub(in crate::discord) fn sign(id: &str, sign: &str) -> CreateButton {
    CreateButton::new(id).emoji(ReactionType::Unicode(sign.to_owned())).style(ButtonStyle::Secondary)
}

/// That nobody is pinged, by whatever a message says.
pub(in crate::discord) fn none() -> CreateAllowedMentions {
    CreateAllowedMentions::new()
}

#[cfg(test)]
mod tests {
    use super::{CONTENT, Card, Drawn, MORE, length};

    /// A message whose card has a lead and so many quotes of so many letters.
    fn message(quotes: usize, letters: usize) -> Drawn {
        let quote = |at| format!("> {at} {}\n— [Quill](https://tea.example)", "🍵".repeat(letters / 2));
        let body: Vec<String> = std::iter::once("**Earlier:** tea.".to_owned()).chain((0..quotes).map(quote)).collect();
        let card = Card { body: body.join("\n\n"), footer: "As of 1933 *here*.".to_owned(), ..Card::default() };
        Drawn { content: "Tea.".to_owned(), cards: vec![card], rows: Vec::new() }
    }

    #[test]
    fn without_cards_all_is_said_that_fits_whole_and_where_the_rest_is() {
        let few = message(2, 100).without_cards().content;
        assert!(few.starts_with("Tea.\n\n**Earlier:** tea.\n\n> 0 🍵"), "{few}");
        assert!(few.ends_with("(https://tea.example)\n-# As of 1933 \\*here\\*."), "{few}");
        for letters in 300..340 {
            let drawn = message(8, letters).without_cards();
            let text = &drawn.content;
            assert!(length(text) <= CONTENT && drawn.cards.is_empty());
            let quotes = text.matches("> ").count();
            assert!((4..6).contains(&quotes), "{quotes} of {letters}");
            assert_eq!(text.matches(&"🍵".repeat(letters / 2)).count(), quotes);
            assert_eq!(text.matches("(https://tea.example)").count(), quotes);
            assert!(text.ends_with(&format!("\n-# As of 1933 \\*here\\*.\n{MORE}")), "{text}");
        }
    }

    #[test]
    fn code_is_never_parted() {
        let card = Card { body: format!("```diff\n+ a\n\n+ {}\n```", "b".repeat(2_000)), ..Card::default() };
        let drawn = Drawn { content: "Changed.".to_owned(), cards: vec![card], rows: Vec::new() };
        assert_eq!(drawn.without_cards().content, format!("Changed.\n{MORE}"));
    }

    #[test]
    fn a_line_stands_above_where_there_is_room_for_it() {
        assert_eq!(Drawn::sentence("Tea.").headed("-# Asked: tea?").content, "-# Asked: tea?\nTea.");
        let full = "t".repeat(CONTENT - 5);
        assert_eq!(Drawn::sentence(full.clone()).headed("-# Asked").content, full);
    }
}
