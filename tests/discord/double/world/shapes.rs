//! How the world is written for the bot: the objects of Discord's API, with what a client needs to read them.

use super::{Channel, Guild, Id, Role, User, World};
use serde_json::{Value, json};

/// Lists of a guild that nobody here has anything in.
const EMPTY: [&str; 8] = [
    "features",
    "emojis",
    "stickers",
    "presences",
    "voice_states",
    "stage_instances",
    "guild_scheduled_events",
    "soundboard_sounds",
];
const JOINED: &str = "2024-01-01T00:00:00.000000+00:00";

impl World {
    pub(crate) fn user_json(&self, id: Id) -> Value {
        self.users.get(&id).map_or(Value::Null, user)
    }

    /// A member without the user, as it stands in messages.
    pub(crate) fn partial_member_json(&self, guild: Id, user: Id) -> Value {
        let roles = self.guilds.get(&guild).and_then(|guild| guild.members.get(&user));
        let roles: Vec<String> = roles.into_iter().flatten().map(Id::to_string).collect();
        json!({"roles": roles, "joined_at": JOINED, "deaf": false, "mute": false, "flags": 0, "pending": false})
    }

    /// A member as it stands in guilds and interactions; there with its permissions in the channel.
    pub(crate) fn member_json(&self, guild: Id, user: Id, channel: Option<Id>) -> Value {
        let mut member = self.partial_member_json(guild, user);
        member["user"] = self.user_json(user);
        if let Some(channel) = channel {
            member["permissions"] = self.permissions(user, channel).to_string().into();
        }
        member
    }

    pub(crate) fn channel_json(&self, channel: &Channel) -> Value {
        let id = channel.id.to_string();
        if channel.kind == 1 {
            let recipient = channel.name.parse().map_or(Value::Null, |id| self.user_json(id));
            return json!({"id": id, "type": 1, "last_message_id": null, "recipients": [recipient]});
        }
        let mut json = json!({
            "id": id, "type": channel.kind, "name": channel.name, "guild_id": channel.guild.map(|id| id.to_string()),
            "position": 0, "nsfw": false, "topic": null, "rate_limit_per_user": 0, "flags": 0, "last_message_id": null,
            "parent_id": channel.parent.map(|id| id.to_string()), "permission_overwrites": self.overwrites(channel.id),
        });
        if channel.kind == 11 {
            json["owner_id"] = self.bot.to_string().into();
            json["message_count"] = 0.into();
            json["member_count"] = 1.into();
            json["thread_metadata"] = json!({
                "archived": self.archived.contains(&channel.id), "locked": false,
                "auto_archive_duration": 1440, "archive_timestamp": JOINED, "create_timestamp": JOINED,
            });
        }
        json
    }

    /// A channel as it stands in an interaction: with what the person may do there.
    pub(crate) fn partial_channel_json(&self, channel: &Channel, user: Id) -> Value {
        let mut json = self.channel_json(channel);
        json["permissions"] = self.permissions(user, channel.id).to_string().into();
        json
    }

    pub(crate) fn guild_json(&self, guild: &Guild) -> Value {
        let inside = || self.channels.values().filter(|channel| channel.guild == Some(guild.id));
        let of_kind = |kind: u8| {
            inside()
                .filter(|channel| channel.kind == kind)
                .map(|channel| self.channel_json(channel))
                .collect::<Vec<_>>()
        };
        // Without the intent on members Discord names the bot alone.
        let members = [self.member_json(guild.id, self.bot, None)];
        let mut json = json!({
            "id": guild.id.to_string(), "name": guild.name, "owner_id": guild.owner.to_string(), "joined_at": JOINED,
            "large": false, "unavailable": false, "member_count": guild.members.len(), "icon": null,
            "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0, "nsfw_level": 0,
            "verification_level": 0, "preferred_locale": "en-US", "premium_progress_bar_enabled": false,
            "premium_tier": 0, "system_channel_flags": 0, "max_members": 500_000, "nsfw": false,
            "threads": of_kind(11), "channels": of_kind(0), "members": members,
            "roles": guild.roles.iter().enumerate().map(role).collect::<Vec<_>>(),
        });
        for empty in EMPTY {
            json[empty] = json!([]);
        }
        json
    }

    pub(crate) fn role_json(&self, guild: Id, id: Id) -> Option<Value> {
        let roles = &self.guilds.get(&guild)?.roles;
        roles.iter().enumerate().find(|(_, role)| role.id == id).map(role)
    }

    fn overwrites(&self, channel: Id) -> Vec<Value> {
        let here = self.denied.iter().filter(|((place, _), bits)| *place == channel && **bits != 0);
        here.map(|((_, user), bits)| json!({"id": user.to_string(), "type": 1, "allow": "0", "deny": bits.to_string()}))
            .collect()
    }
}

pub(crate) fn user(user: &User) -> Value {
    json!({
        "id": user.id.to_string(), "username": user.name, "discriminator": "0", "global_name": user.name,
        "avatar": null, "bot": user.is_bot, "public_flags": 0,
    })
}

fn role((position, role): (usize, &Role)) -> Value {
    json!({
        "id": role.id.to_string(), "name": role.name, "permissions": role.permissions.to_string(),
        "position": position, "color": 0, "hoist": false, "managed": false, "mentionable": false, "flags": 0,
        "icon": null, "unicode_emoji": null,
        "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null},
    })
}
