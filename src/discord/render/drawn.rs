//! A message as a value: what is sent, edited in and previewed.

use super::markup::{cut, length};
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

    /// The same where cards may not be shown: what they say stands in the text, as far as it fits.
    pub(in crate::discord) fn without_cards(mut self) -> Self {
        for card in std::mem::take(&mut self.cards) {
            let footer = Some(format!("-# {}", card.footer)).filter(|_| !card.footer.is_empty());
            for part in [Some(card.body), footer].into_iter().flatten() {
                if length(&self.content) + 1 + length(&part) <= CONTENT {
                    self.content.push('\n');
                    self.content.push_str(&part);
                }
            }
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

    /// As what a command says.
    pub(in crate::discord) fn reply(&self) -> poise::CreateReply {
        let reply =
            poise::CreateReply::default().content(&self.content).components(self.rows.clone()).allowed_mentions(none());
        self.embeds().into_iter().fold(reply, poise::CreateReply::embed)
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
    fn embed(&self) -> CreateEmbed {
        let embed = CreateEmbed::new().colour(self.colour).description(&self.body);
        if self.footer.is_empty() {
            return embed;
        }
        embed.footer(CreateEmbedFooter::new(cut(&self.footer, FOOTER)))
    }
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
