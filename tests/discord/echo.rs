//! A trivial bot on serenity that answers everything it is asked, and bare requests without any bot.

#![expect(clippy::expect_used, reason = "a bot that cannot answer fails its test")]

use super::double::Double;
use serde_json::Value;
use serenity::all::{
    ActionRowComponent, AutocompleteChoice, ButtonStyle, ClientBuilder, CommandInteraction, CommandOptionType,
    CommandType, ComponentInteraction, ComponentInteractionDataKind, Context, CreateActionRow, CreateAllowedMentions,
    CreateAutocompleteResponse, CreateButton, CreateCommand, CreateCommandOption, CreateInputText,
    CreateInteractionResponse, CreateInteractionResponseFollowup, CreateInteractionResponseMessage, CreateMessage,
    CreateModal, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption, Event, EventHandler, GatewayIntents,
    HttpBuilder, InputTextStyle, Interaction, Message, ModalInteraction, RawEventHandler, Ready, ResolvedTarget,
    ResolvedValue, ShardManager,
};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

/// The intents of a bot that asks for nothing privileged.
const PLAIN: u64 = 4609;
const PATIENCE: Duration = Duration::from_secs(3);

/// The running bot.
#[derive(Debug)]
pub(crate) struct Echo {
    seen: Seen,
    shards: Arc<ShardManager>,
    task: JoinHandle<serenity::Result<()>>,
}

/// What came over the gateway.
#[derive(Debug, Clone, Default)]
struct Seen {
    unreadable: Arc<Mutex<Vec<String>>>,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Echo {
    /// Joins with the right token and waits for its commands to be registered.
    pub(crate) async fn join(discord: &Double) -> Self {
        let bot = Self::start(discord, discord.token(), PLAIN).await;
        discord.registered().await;
        bot
    }

    /// Begins to join.
    pub(crate) async fn start(discord: &Double, token: &str, intents: u64) -> Self {
        let http = HttpBuilder::new(token)
            .proxy(discord.base())
            .ratelimiter_disabled(true)
            .default_allowed_mentions(CreateAllowedMentions::new())
            .build();
        let seen = Seen::default();
        let mut client = ClientBuilder::new_with_http(http, GatewayIntents::from_bits_retain(intents))
            .event_handler(seen.clone())
            .raw_event_handler(seen.clone())
            .await
            .expect("a client can be built");
        let shards = Arc::clone(&client.shard_manager);
        let task = Handle::current().spawn(async move { client.start().await });
        Self { seen, shards, task }
    }

    /// The names of events that serenity could not read.
    pub(crate) fn unreadable(&self) -> Vec<String> {
        self.seen.unreadable.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The contents of all messages that came, its own too.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.seen.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until so many messages came.
    pub(crate) async fn hears(&self, count: usize) {
        let enough = async {
            while self.heard().len() < count {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(PATIENCE, enough).await.expect("the messages come in time");
    }

    /// How it ended by itself.
    pub(crate) async fn ended(self) -> serenity::Result<()> {
        let ended = tokio::time::timeout(PATIENCE, self.task).await;
        ended.expect("the client ends by itself in time").expect("the client does not panic")
    }

    /// Ends it.
    pub(crate) async fn leave(self) {
        self.shards.shutdown_all().await;
        self.task.abort();
    }
}

/// A request of no bot: its status, 0 where the connection ended, and the body of the answer.
pub(crate) async fn request(discord: &Double, method: &str, path: &str, body: &Value) -> (u16, Value) {
    let method = method.parse().expect("a method");
    let request = reqwest::Client::new().request(method, format!("{}/api/v10{path}", discord.base()));
    let request = request.header("authorization", format!("Bot {}", discord.token()));
    let request = if body.is_null() { request } else { request.json(body) };
    match request.send().await {
        Ok(answer) => (answer.status().as_u16(), answer.json().await.unwrap_or_default()),
        Err(_) => (0, Value::Null),
    }
}

#[serenity::async_trait]
impl RawEventHandler for Seen {
    async fn raw_event(&self, _: Context, event: Event) {
        if let Event::Unknown(unknown) = event {
            self.unreadable.lock().unwrap_or_else(PoisonError::into_inner).push(unknown.kind);
        }
    }
}

#[serenity::async_trait]
impl EventHandler for Seen {
    async fn ready(&self, context: Context, _: Ready) {
        context.http.create_global_commands(&commands()).await.expect("the commands are taken");
    }

    async fn message(&self, context: Context, message: Message) {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).push(message.content.clone());
        if message.author.bot || message.content.is_empty() {
            return;
        }
        let text = message.content.split_once("> ").map_or(message.content.as_str(), |(_, text)| text);
        let reply = CreateMessage::new().content(format!("echo: {text}")).reference_message(&message);
        message.channel_id.send_message(&context.http, reply).await.expect("a reply is taken");
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let answered = match &interaction {
            Interaction::Command(command) => answer_command(&context, command).await,
            Interaction::Autocomplete(command) => suggest(&context, command).await,
            Interaction::Component(component) => answer_component(&context, component).await,
            Interaction::Modal(form) => answer_form(&context, form).await,
            _ => Ok(()),
        };
        answered.expect("an answer is taken");
    }
}

fn commands() -> Vec<CreateCommand> {
    let option = |kind, name| CreateCommandOption::new(kind, name, "What it is about").required(true);
    let question = option(CommandOptionType::String, "question").set_autocomplete(true);
    let channel = CreateCommandOption::new(CommandOptionType::SubCommand, "channel", "Where to answer")
        .add_sub_option(option(CommandOptionType::Channel, "where"));
    vec![
        CreateCommand::new("ask").description("Asks").add_option(question),
        CreateCommand::new("later").description("Takes a while"),
        CreateCommand::new("mute").description("Says nothing"),
        CreateCommand::new("settings").description("Settings").add_option(channel),
        CreateCommand::new("Answer this").kind(CommandType::Message),
    ]
}

fn says(text: impl Into<String>) -> CreateInteractionResponseMessage {
    CreateInteractionResponseMessage::new().content(text)
}

async fn answer_command(context: &Context, command: &CommandInteraction) -> serenity::Result<()> {
    if command.data.name == "later" {
        return answer_later(context, command).await;
    }
    let options = command.data.options();
    let message = match (command.data.name.as_str(), options.first().map(|option| &option.value)) {
        ("ask", Some(ResolvedValue::String(question))) => {
            let buttons = [("again", "Again"), ("form", "Form")];
            let buttons = buttons.map(|(id, label)| CreateButton::new(id).label(label).style(ButtonStyle::Primary));
            says(format!("asked: {question}")).components(vec![CreateActionRow::Buttons(buttons.to_vec())])
        }
        ("settings", Some(ResolvedValue::SubCommand(inside))) => match inside.first().map(|option| &option.value) {
            Some(ResolvedValue::Channel(channel)) => says(format!("channel {}", channel.id)),
            other => says(format!("{other:?}")),
        },
        ("Answer this", _) => match command.data.target() {
            Some(ResolvedTarget::Message(message)) => says(format!("about: {}", message.content)),
            other => says(format!("{other:?}")),
        },
        _ => return Ok(()),
    };
    command.create_response(&context.http, CreateInteractionResponse::Message(message)).await
}

async fn answer_later(context: &Context, command: &CommandInteraction) -> serenity::Result<()> {
    let hidden = CreateInteractionResponseMessage::new().ephemeral(true);
    command.create_response(&context.http, CreateInteractionResponse::Defer(hidden)).await?;
    let options = vec![CreateSelectMenuOption::new("Green", "green"), CreateSelectMenuOption::new("Black", "black")];
    let select = CreateSelectMenu::new("pick", CreateSelectMenuKind::String { options });
    let message = CreateInteractionResponseFollowup::new()
        .content("it took a while")
        .components(vec![CreateActionRow::SelectMenu(select)]);
    command.create_followup(&context.http, message).await.map(|_| ())
}

async fn suggest(context: &Context, command: &CommandInteraction) -> serenity::Result<()> {
    let typed = command.data.autocomplete().map_or("", |option| option.value);
    let choices =
        CreateAutocompleteResponse::new().set_choices(vec![AutocompleteChoice::new(format!("{typed}…"), typed)]);
    command.create_response(&context.http, CreateInteractionResponse::Autocomplete(choices)).await
}

async fn answer_component(context: &Context, component: &ComponentInteraction) -> serenity::Result<()> {
    let answer = match (component.data.custom_id.as_str(), &component.data.kind) {
        ("again", _) => CreateInteractionResponse::UpdateMessage(says("again!")),
        ("form", _) => {
            let input = CreateInputText::new(InputTextStyle::Short, "Your text", "text").value("old");
            CreateInteractionResponse::Modal(
                CreateModal::new("form", "A form").components(vec![CreateActionRow::InputText(input)]),
            )
        }
        (_, ComponentInteractionDataKind::StringSelect { values }) => {
            CreateInteractionResponse::Message(says(format!("picked {}", values.join(", "))))
        }
        _ => CreateInteractionResponse::Acknowledge,
    };
    component.create_response(&context.http, answer).await
}

async fn answer_form(context: &Context, form: &ModalInteraction) -> serenity::Result<()> {
    let inputs = form.data.components.iter().flat_map(|row| &row.components);
    let texts: Vec<&str> = inputs
        .filter_map(|part| match part {
            ActionRowComponent::InputText(input) => input.value.as_deref(),
            _ => None,
        })
        .collect();
    let answer = CreateInteractionResponse::Message(says(format!("form says {}", texts.join(" "))));
    form.create_response(&context.http, answer).await
}
