//! Commands, autocomplete and menus: what the client of a person sends when they use them.

use super::super::check::{items, length};
use super::super::state::{Interaction, Shared, State};
use super::super::world::{Channel, Id, User};
use super::super::{APPLICATION, Double};
use super::{Choice, OnMessage};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use std::time::Instant;

/// Something that the bot has to answer.
#[derive(Debug, Clone)]
pub(crate) struct Invoked {
    pub(crate) id: Id,
    pub(crate) token: String,
    pub(crate) user: User,
    pub(crate) channel: Channel,
    /// For messages to the tester.
    pub(super) what: String,
    pub(super) shared: Arc<Shared>,
}

/// What a person does: its type, its data, and the message it is done on.
pub(super) struct Deed {
    pub(super) kind: u8,
    pub(super) data: Value,
    pub(super) source: Option<Id>,
    pub(super) what: String,
}

impl Double {
    /// Somebody uses a command, with its subcommands behind it: `"settings channel"`. Options are an object by name.
    ///
    /// # Panics
    ///
    /// When no such command comes to be registered, the person does not see it, or their client would not send this.
    pub(crate) async fn slash(&self, user: &User, channel: &Channel, path: &str, options: Value) -> Invoked {
        let command = self.command(channel, 1, path.split(' ').next().unwrap_or_default()).await;
        self.assert_seen(&command, user, channel);
        let options = nest(path, wire(leaf(&command, path), path, &options, true));
        self.invoke(user, channel, &command, options, Value::Null, 2).await
    }

    /// As [`slash`](Self::slash) with options as they go over the wire, unchecked: for what only a forger sends.
    pub(crate) async fn slash_raw(&self, user: &User, channel: &Channel, command: &str, options: Value) -> Invoked {
        let command = self.command(channel, 1, command).await;
        self.invoke(user, channel, &command, options, Value::Null, 2).await
    }

    /// Typing with options as they go over the wire, unchecked.
    pub(crate) async fn typing_raw(&self, user: &User, channel: &Channel, command: &str, options: Value) -> Invoked {
        let command = self.command(channel, 1, command).await;
        self.invoke(user, channel, &command, options, Value::Null, 4).await
    }

    /// Somebody types into an option; the suggestions.
    pub(crate) async fn autocomplete(
        &self,
        user: &User,
        channel: &Channel,
        path: &str,
        option: &str,
        typed: &str,
    ) -> Vec<Choice> {
        self.autocomplete_with(user, channel, path, (option, typed), json!({})).await
    }

    /// As [`autocomplete`](Self::autocomplete), with other options filled in before.
    pub(crate) async fn autocomplete_with(
        &self,
        user: &User,
        channel: &Channel,
        path: &str,
        typed: (&str, &str),
        others: Value,
    ) -> Vec<Choice> {
        self.typing(user, channel, path, typed, others).await.choices().await
    }

    /// As [`autocomplete`](Self::autocomplete), without waiting for the suggestions.
    pub(crate) async fn typing(
        &self,
        user: &User,
        channel: &Channel,
        path: &str,
        (option, typed): (&str, &str),
        others: Value,
    ) -> Invoked {
        let command = self.command(channel, 1, path.split(' ').next().unwrap_or_default()).await;
        let own = leaf(&command, path);
        let known = items(&own["options"]).iter().find(|known| known["name"] == option);
        let known = known.unwrap_or_else(|| panic!("`/{path}` has no option `{option}`"));
        assert!(known["autocomplete"] == true, "`{option}` of `/{path}` has no autocomplete");
        let mut list = wire(own, path, &others, false);
        list.push(json!({"name": option, "type": known["type"], "value": typed, "focused": true}));
        self.invoke(user, channel, &command, nest(path, list), Value::Null, 4).await
    }

    /// Somebody uses a menu command on a message.
    pub(crate) async fn context_menu(&self, user: &User, on: &impl OnMessage, name: &str) -> Invoked {
        let (channel, id) = (on.channel(), on.id());
        let command = self.command(channel, 3, name).await;
        self.assert_seen(&command, user, channel);
        let message = self.shared.look(|state| state.messages.get(&id).map(|message| message.json.clone()));
        let target = json!({"target_id": id.to_string(), "resolved": {"messages": {id.to_string(): message}}});
        self.invoke(user, channel, &command, Value::Null, target, 2).await
    }

    /// As [`context_menu`](Self::context_menu) from any place and by anybody: for what only a forger sends.
    pub(crate) async fn context_menu_raw(
        &self,
        user: &User,
        channel: &Channel,
        on: &impl OnMessage,
        name: &str,
    ) -> Invoked {
        let command = self.command(channel, 3, name).await;
        let id = on.id();
        let message = self.shared.look(|state| state.messages.get(&id).map(|message| message.json.clone()));
        let target = json!({"target_id": id.to_string(), "resolved": {"messages": {id.to_string(): message}}});
        self.invoke(user, channel, &command, Value::Null, target, 2).await
    }

    /// Somebody uses a menu command on a person.
    pub(crate) async fn user_menu(&self, user: &User, channel: &Channel, on: &User, name: &str) -> Invoked {
        let command = self.command(channel, 2, name).await;
        self.assert_seen(&command, user, channel);
        let target = self
            .shared
            .look(|state| json!({"target_id": on.id.to_string(), "resolved": resolved(state, channel, &[(6, on.id)])}));
        self.invoke(user, channel, &command, Value::Null, target, 2).await
    }

    async fn command(&self, channel: &Channel, kind: u64, name: &str) -> Value {
        let find = |state: &State| {
            let here = channel.guild.and_then(|guild| state.commands.get(&Some(guild)));
            let all = here.into_iter().chain(state.commands.get(&None)).flatten();
            all.into_iter().find(|command| command["type"] == kind && command["name"] == name).cloned()
        };
        self.shared.wait(&format!("command `{name}` of type {kind}"), find).await
    }

    /// That the command is offered to this person in this place.
    fn assert_seen(&self, command: &Value, user: &User, channel: &Channel) {
        let needed = command["default_member_permissions"].as_str().and_then(|bits| bits.parse().ok()).unwrap_or(0);
        let may = self.shared.look(|state| state.world.may(user.id, channel.id, needed));
        assert!(
            may || channel.guild.is_none(),
            "{} does not see `{}`: it needs the permissions {needed}",
            user.name,
            command["name"]
        );
        let place = u64::from(channel.guild.is_none());
        let contexts = command["contexts"].as_array();
        let offered = contexts.is_none_or(|contexts| contexts.iter().any(|context| *context == place));
        let direct = channel.guild.is_some() || command["dm_permission"] != false && command["guild_id"].is_null();
        assert!(offered && direct, "`{}` is not offered in #{}", command["name"], channel.name);
    }

    async fn invoke(
        &self,
        user: &User,
        channel: &Channel,
        command: &Value,
        options: Value,
        target: Value,
        kind: u8,
    ) -> Invoked {
        let mut data = json!({"id": command["id"], "name": command["name"], "type": command["type"]});
        if let Some(guild) = command["guild_id"].as_str() {
            data["guild_id"] = guild.into();
        }
        if let Some(target) = target.as_object() {
            target.iter().for_each(|(key, value)| data[key] = value.clone());
        } else {
            let named = named(&options);
            data["resolved"] = self.shared.look(|state| resolved(state, channel, &named));
        }
        if !options.is_null() {
            data["options"] = options;
        }
        let what = format!("`{}` of {}", command["name"].as_str().unwrap_or_default(), user.name);
        self.perform(user, channel, Deed { kind, data, source: None, what }).await
    }

    /// Hands a deed to the bot, once the bot is there.
    pub(super) async fn perform(&self, user: &User, channel: &Channel, deed: Deed) -> Invoked {
        self.ready(channel.guild).await;
        let (id, token) = self.shared.change(|state| begin(state, user, channel, &deed));
        let shared = Arc::clone(&self.shared);
        Invoked { id, token, user: user.clone(), channel: channel.clone(), what: deed.what, shared }
    }
}

fn begin(state: &mut State, user: &User, channel: &Channel, deed: &Deed) -> (Id, String) {
    let id = state.clock.next_id();
    let token = format!("token-of-interaction-{id}");
    let mut json = json!({
        "id": id.to_string(), "application_id": APPLICATION.to_string(), "type": deed.kind, "token": token, "version": 1,
        "channel_id": channel.id.to_string(), "channel": state.world.partial_channel_json(channel, user.id),
        "locale": user.locale, "entitlements": [], "attachment_size_limit": 10_485_760, "data": deed.data,
        "app_permissions": state.world.permissions(state.world.bot, channel.id).to_string(),
        "authorizing_integration_owners": {"0": channel.guild.unwrap_or(0).to_string()},
        "context": u8::from(channel.guild.is_none()),
    });
    if let Some(guild) = channel.guild {
        json["guild_id"] = guild.to_string().into();
        json["guild_locale"] = "en-US".into();
        json["member"] = state.world.member_json(guild, user.id, Some(channel.id));
    } else {
        json["user"] = state.world.user_json(user.id);
    }
    if let Some(message) = deed.source.and_then(|id| state.messages.get(&id)) {
        json["message"] = message.json.clone();
    }
    let interaction = Interaction {
        token: token.clone(),
        kind: deed.kind,
        user: user.id,
        channel: channel.clone(),
        began: state.clock.elapsed(),
        sent: Instant::now(),
        source: deed.source,
        first: None,
        original: None,
        waiting: false,
        follow_ups: Vec::new(),
        touched: false,
    };
    state.interactions.insert(id, interaction);
    state.tokens.insert(token.clone(), id);
    state.dispatch(channel.guild, 0, "INTERACTION_CREATE", &json);
    (id, token)
}

/// The command or subcommand at the end of a path.
fn leaf<'c>(command: &'c Value, path: &str) -> &'c Value {
    let leaf = path.split(' ').skip(1).fold(command, |command, name| {
        let found = items(&command["options"]).iter().find(|option| option["name"] == name);
        found.unwrap_or_else(|| panic!("`/{path}` is not registered: there is no `{name}`"))
    });
    let nested = items(&leaf["options"]).iter().any(|option| matches!(option["type"].as_u64(), Some(1 | 2)));
    assert!(!nested, "`/{path}` is not a whole command: a subcommand belongs behind it");
    leaf
}

/// Options as they go over the wire, as a client would send them.
fn wire(command: &Value, path: &str, given: &Value, whole: bool) -> Vec<Value> {
    let none = Map::new();
    let given = given.as_object().unwrap_or(&none);
    let known = items(&command["options"]);
    for option in known.iter().filter(|option| whole && option["required"] == true) {
        let name = option["name"].as_str().unwrap_or_default();
        assert!(given.contains_key(name), "`/{path}` needs the option `{name}`");
    }
    let wired = given.iter().map(|(name, value)| {
        let option = known.iter().find(|option| option["name"] == name.as_str());
        let option = option.unwrap_or_else(|| panic!("`/{path}` has no option `{name}`"));
        if let Err(why) = fits(option, value) {
            panic!("a client would not send {value} as `{name}` of `/{path}`: {why}");
        }
        json!({"name": name, "type": option["type"], "value": value})
    });
    wired.collect()
}

fn fits(option: &Value, value: &Value) -> Result<(), String> {
    let right = match option["type"].as_u64() {
        Some(3) => value.is_string(),
        Some(4) => value.is_i64(),
        Some(5) => value.is_boolean(),
        Some(10) => value.is_number(),
        _ => value.as_str().is_some_and(|text| text.parse::<Id>().is_ok()),
    };
    if !right {
        return Err(format!("the option has the type {}", option["type"]));
    }
    let choices = items(&option["choices"]);
    if !choices.is_empty() && !choices.iter().any(|choice| choice["value"] == *value) {
        return Err("it is none of the choices".to_owned());
    }
    let length = value.as_str().map_or(0, length);
    let least = option["min_length"].as_u64().and_then(|least| usize::try_from(least).ok()).unwrap_or(0);
    let most = option["max_length"].as_u64().and_then(|most| usize::try_from(most).ok()).unwrap_or(6000);
    if value.is_string() && !(least..=most).contains(&length) {
        return Err(format!("its length is not between {least} and {most}"));
    }
    let number = value.as_f64();
    let below = number.zip(option["min_value"].as_f64()).is_some_and(|(number, least)| number < least);
    let above = number.zip(option["max_value"].as_f64()).is_some_and(|(number, most)| number > most);
    if below || above { Err("it is out of range".to_owned()) } else { Ok(()) }
}

/// Options inside of the subcommands that a path names.
fn nest(path: &str, list: Vec<Value>) -> Value {
    let names: Vec<&str> = path.split(' ').skip(1).collect();
    let depth = names.len();
    names.iter().enumerate().rev().fold(Value::Array(list), |inside, (at, name)| {
        let kind = if at + 1 == depth { 1 } else { 2 };
        json!([{"name": name, "type": kind, "options": inside}])
    })
}

/// People, channels, roles and files that options name, with the type of the option.
fn named(options: &Value) -> Vec<(u64, Id)> {
    let own = |option: &Value| {
        let kind = option["type"].as_u64().filter(|kind| matches!(kind, 6..=9 | 11))?;
        Some((kind, option["value"].as_str()?.parse().ok()?))
    };
    let inside = items(options).iter().flat_map(|option| named(&option["options"]));
    items(options).iter().filter_map(own).chain(inside).collect()
}

fn resolved(state: &State, channel: &Channel, named: &[(u64, Id)]) -> Value {
    let mut all = json!({"users": {}, "members": {}, "roles": {}, "channels": {}, "attachments": {}});
    for (kind, id) in named {
        let key = id.to_string();
        if matches!(kind, 6 | 9) && state.world.users.contains_key(id) {
            all["users"][&key] = state.world.user_json(*id);
            if let Some(guild) = channel.guild {
                let mut member = state.world.partial_member_json(guild, *id);
                member["permissions"] = state.world.permissions(*id, channel.id).to_string().into();
                all["members"][&key] = member;
            }
        }
        if let Some(found) = state.world.channels.get(id).filter(|_| *kind == 7) {
            all["channels"][&key] = state.world.partial_channel_json(found, state.world.bot);
        }
        if let Some(file) = state.attachments.get(id).filter(|_| *kind == 11) {
            all["attachments"][&key] = file.clone();
        }
        if let Some(role) =
            channel.guild.and_then(|guild| state.world.role_json(guild, *id)).filter(|_| matches!(kind, 8 | 9))
        {
            all["roles"][&key] = role;
        }
    }
    all
}
