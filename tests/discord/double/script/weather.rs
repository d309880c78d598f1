//! What happens around the bot: connections that end, guilds that come and go, time that passes, faults.

use super::super::session::{self, Out};
use super::super::world::{Channel, Id, User, World};
use super::super::{Double, Fault};
use serde_json::json;
use std::time::Duration;

impl Double {
    /// The next requests of one kind go wrong.
    pub(crate) fn fault(&self, fault: Fault) {
        self.shared.change(|state| state.faults.push(fault));
    }

    /// Nothing goes wrong any more.
    pub(crate) fn clear_faults(&self) {
        self.shared.change(|state| state.faults.clear());
    }

    /// Time passes for Discord: the three seconds and fifteen minutes of interactions, and timestamps.
    pub(crate) fn advance(&self, by: Duration) {
        self.shared.change(|state| state.clock.advance(by));
    }

    /// Op 7: please connect again.
    pub(crate) fn reconnect(&self) {
        self.control(&json!({"op": 7, "s": null, "t": null, "d": null}));
    }

    /// Op 9: the session is over; `can_resume` says whether it may be taken up again.
    pub(crate) fn invalidate(&self, can_resume: bool) {
        self.control(&json!({"op": 9, "s": null, "t": null, "d": can_resume}));
        if !can_resume {
            self.shared.change(|state| state.sessions.iter_mut().for_each(|session| session.id.clear()));
        }
    }

    /// Closes all connections with a code.
    pub(crate) fn close_gateway(&self, code: u16) {
        self.shared.change(|state| state.sessions.iter_mut().for_each(|session| session.out(Out::Close(code))));
    }

    /// All connections end without a word.
    pub(crate) fn drop_sockets(&self) {
        self.shared.change(|state| state.sessions.iter_mut().for_each(|session| session.out(Out::Drop)));
    }

    /// Heartbeats are acknowledged no more, or again.
    pub(crate) fn withhold_acks(&self, withhold: bool) {
        self.shared.change(|state| state.withholds_acks = withhold);
    }

    /// The next IDENTIFY is answered with a close code.
    pub(crate) fn refuse_next_identify(&self, code: u16) {
        self.shared.change(|state| state.next_identify = Some(code));
    }

    /// How many sessions have begun and how many were resumed.
    pub(crate) fn starts(&self) -> (usize, usize) {
        self.shared.look(|state| (state.identified, state.resumed))
    }

    /// How many heartbeats have come.
    pub(crate) fn heartbeats(&self) -> usize {
        self.shared.look(|state| state.heartbeats)
    }

    /// Waits for so many begun and so many resumed sessions.
    pub(crate) async fn started(&self, identified: usize, resumed: usize) {
        let what = format!("{identified} IDENTIFY and {resumed} RESUME");
        self.shared
            .wait(&what, |state| (state.identified >= identified && state.resumed >= resumed).then_some(()))
            .await;
    }

    /// An event of any kind and shape, to the shards that cover a guild.
    pub(crate) fn event(&self, guild: Option<Id>, name: &str, data: &serde_json::Value) {
        self.shared.change(|state| state.dispatch(guild, 0, name, data));
    }

    /// The bot is taken into another guild, which has one channel.
    pub(crate) fn join_guild(&self, name: &str, owner: &User) -> (Id, Channel) {
        self.shared.change(|state| {
            let guild = state.world.add_guild(name, owner);
            let channel = state.world.add_channel(guild, "welcome");
            if let Some(created) = state.world.guilds.get(&guild).map(|guild| state.world.guild_json(guild)) {
                state.dispatch(Some(guild), session::GUILDS, "GUILD_CREATE", &created);
            }
            (guild, channel)
        })
    }

    /// The bot is thrown out of a guild.
    pub(crate) fn leave_guild(&self, guild: Id) {
        self.shared.change(|state| {
            state.dispatch(Some(guild), session::GUILDS, "GUILD_DELETE", &json!({"id": guild.to_string()}));
            state.world.guilds.remove(&guild);
            state.world.channels.retain(|_, channel| channel.guild != Some(guild));
        });
    }

    /// Somebody new in a guild.
    pub(crate) fn new_member(&self, guild: Id, name: &str, roles: &[Id]) -> User {
        self.shared.change(|state| {
            let user = state.world.add_user(name, false);
            state.world.add_member(guild, &user, roles);
            user
        })
    }

    /// A new role in a guild.
    pub(crate) fn new_role(&self, guild: Id, name: &str, permissions: u64) -> Id {
        self.shared.change(|state| state.world.add_role(guild, name, permissions))
    }

    /// The roles of a member.
    pub(crate) fn roles(&self, guild: Id, user: &User) -> Vec<Id> {
        let roles = |world: &World| world.guilds.get(&guild)?.members.get(&user.id).cloned();
        self.shared.look(|state| roles(&state.world)).unwrap_or_default()
    }

    /// A member has these roles from now on, and no others.
    pub(crate) fn set_roles(&self, guild: Id, user: &User, roles: &[Id]) {
        self.shared.change(|state| state.world.add_member(guild, user, roles));
    }

    /// A new text channel.
    pub(crate) fn new_channel(&self, guild: Id, name: &str) -> Channel {
        self.shared.change(|state| {
            let channel = state.world.add_channel(guild, name);
            let json = state.world.channel_json(&channel);
            state.dispatch(Some(guild), session::GUILDS, "CHANNEL_CREATE", &json);
            channel
        })
    }

    /// A new thread of a channel.
    pub(crate) fn new_thread(&self, parent: &Channel, name: &str) -> Channel {
        self.shared.change(|state| {
            let thread = state.world.add_thread(parent, name);
            let json = state.world.channel_json(&thread);
            state.dispatch(parent.guild, session::GUILDS, "THREAD_CREATE", &json);
            thread
        })
    }

    /// A channel is deleted.
    pub(crate) fn delete_channel(&self, channel: &Channel) {
        self.shared.change(|state| {
            let json = state.world.channel_json(channel);
            state.dispatch(channel.guild, session::GUILDS, "CHANNEL_DELETE", &json);
            state.world.channels.remove(&channel.id);
        });
    }

    /// The bot was invited to a guild with these permissions; everybody has none there. To be said before it joins.
    pub(crate) fn grant(&self, guild: Id, bits: u64) {
        let bot = self.home().bot.id;
        self.shared.change(|state| {
            let Some(guild) = state.world.guilds.get_mut(&guild) else { return };
            let own = guild.members.get(&bot).cloned().unwrap_or_default();
            for role in &mut guild.roles {
                role.permissions = if own.contains(&role.id) { bits } else { 0 };
            }
        });
    }

    /// From now on the bot lacks these permissions, and no others, in a channel.
    pub(crate) fn deny(&self, channel: &Channel, bits: u64) {
        let bot = self.home().bot.id;
        self.deny_to(channel, bot, bits);
    }

    /// From now on a user lacks these permissions, and no others, in a channel.
    pub(crate) fn deny_to(&self, channel: &Channel, user: Id, bits: u64) {
        self.shared.change(|state| {
            state.world.denied.insert((channel.id, user), bits);
            let json = state.world.channel_json(channel);
            state.dispatch(channel.guild, session::GUILDS, "CHANNEL_UPDATE", &json);
        });
    }

    /// A thread is closed.
    pub(crate) fn archive(&self, thread: &Channel) {
        self.shared.change(|state| {
            state.world.archived.insert(thread.id);
            let json = state.world.channel_json(thread);
            state.dispatch(thread.guild, session::GUILDS, "THREAD_UPDATE", &json);
        });
    }

    /// Somebody takes no direct messages.
    pub(crate) fn close_door(&self, user: &User) {
        self.shared.change(|state| state.world.closed_doors.insert(user.id));
    }

    fn control(&self, payload: &serde_json::Value) {
        self.shared.change(|state| state.sessions.iter_mut().for_each(|session| session.control(payload)));
    }
}
