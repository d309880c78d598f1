//! Somebody at the desk: who they are at this moment, and how they are answered.

use crate::app::Curator;
use crate::discord::access::{Person, Right, roles};
use crate::discord::bot::{Bot, Place};
use crate::discord::errors::Failure;
use crate::discord::http::{Answerable, deliver, respond};
use crate::discord::render::Drawn;
use poise::serenity_prelude::{
    self as serenity, Builder, CommandInteraction, ComponentInteraction, CreateInteractionResponse as Response,
    CreateInteractionResponseMessage, CreateModal, Http, InteractionId, Member, ModalInteraction, User,
};

/// A command, a press, a pick or a form that was sent, whichever it is.
#[derive(Debug)]
pub(in crate::discord) struct Visit<'v> {
    pub(super) bot: &'v Bot,
    pub(super) http: &'v Http,
    pub(super) place: Place,
    /// As the history names them.
    pub(super) name: &'v str,
    roles: Vec<u64>,
    id: InteractionId,
    token: &'v str,
    /// Whether there is a message that the answer replaces.
    on_message: bool,
}

impl<'v> Visit<'v> {
    pub(in crate::discord) fn of_command(bot: &'v Bot, http: &'v Http, used: &'v CommandInteraction) -> Self {
        let place = Place::of(used.guild_id, used.channel_id, used.user.id);
        Self::of((bot, http), place, (&used.user, used.member.as_deref()), (used.id, &used.token), false)
    }

    pub(in crate::discord) fn of_press(bot: &'v Bot, http: &'v Http, used: &'v ComponentInteraction) -> Self {
        let place = Place::of(used.guild_id, used.channel_id, used.user.id);
        Self::of((bot, http), place, (&used.user, used.member.as_ref()), (used.id, &used.token), true)
    }

    pub(in crate::discord) fn of_form(bot: &'v Bot, http: &'v Http, used: &'v ModalInteraction) -> Self {
        let place = Place::of(used.guild_id, used.channel_id, used.user.id);
        let on_message = used.message.is_some();
        Self::of((bot, http), place, (&used.user, used.member.as_ref()), (used.id, &used.token), on_message)
    }

    fn of(
        (bot, http): (&'v Bot, &'v Http),
        place: Place,
        (user, member): (&'v User, Option<&Member>),
        (id, token): (InteractionId, &'v str),
        on_message: bool,
    ) -> Self {
        Self { bot, http, place, name: &user.name, roles: roles(member), id, token, on_message }
    }

    /// Whether they may do this, by the roles that Discord sent with this very visit.
    pub(in crate::discord) fn may(&self, right: Right) -> bool {
        let person = Person { guild: self.place.guild, user: self.place.asker, roles: &self.roles };
        self.bot.serves(self.place.guild) && self.bot.access.may(person, right)
    }

    /// Those who can change the knowledge; else why nobody can.
    pub(super) fn curator(&self) -> Result<&'v Curator, &'static str> {
        self.bot.curator()
    }

    /// The first answer, for the visitor alone.
    pub(in crate::discord) async fn tell(&self, drawn: &Drawn) -> Result<(), Failure> {
        self.respond(Response::Message(drawn.response().ephemeral(true))).await
    }

    /// The first answer is a form.
    pub(super) async fn open(&self, form: CreateModal) -> Result<(), Failure> {
        self.respond(Response::Modal(form)).await
    }

    /// The first answer is that another follows: see [`put`](Self::put).
    pub(in crate::discord) async fn wait(&self) -> Result<(), Failure> {
        let later = CreateInteractionResponseMessage::new().ephemeral(true);
        self.respond(if self.on_message { Response::Acknowledge } else { Response::Defer(later) }).await
    }

    /// What follows: it takes the place of what was there.
    pub(in crate::discord) async fn put(&self, drawn: &Drawn) -> Result<(), Failure> {
        let edit = drawn.edit();
        deliver(|| edit.clone().execute(self.http, self.token)).await?;
        Ok(())
    }

    /// The same with a file.
    pub(in crate::discord) async fn put_file(&self, drawn: &Drawn, name: &str, bytes: Vec<u8>) -> Result<(), Failure> {
        let edit = drawn.edit().new_attachment(serenity::CreateAttachment::bytes(bytes, name));
        deliver(|| edit.clone().execute(self.http, self.token)).await?;
        Ok(())
    }

    async fn respond(&self, response: Response) -> Result<(), Failure> {
        Ok(respond(self.http, self, response).await?)
    }
}

impl Answerable for Visit<'_> {
    async fn answer(&self, http: &Http, response: Response) -> serenity::Result<()> {
        response.execute(http, (self.id, self.token)).await
    }
}
