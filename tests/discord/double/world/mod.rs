//! Who and what there is: guilds, channels, people, roles, and who may do what where.
//!
//! - [`permission`]: the bits;
//! - [`shapes`]: how all of it is written for the bot;
//! - [`home`]: the small world that a double starts with.

pub(crate) mod home;
pub(crate) mod permission;
pub(crate) mod shapes;

use std::collections::{BTreeMap, BTreeSet};

/// An id as Discord counts it.
pub(crate) type Id = u64;

/// Somebody; a handle that can be copied about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct User {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) is_bot: bool,
    /// The language of their client.
    pub(crate) locale: &'static str,
}

impl User {
    /// What mentions them.
    pub(crate) fn mention(&self) -> String {
        format!("<@{}>", self.id)
    }

    /// The same person with a client in another language.
    pub(crate) fn speaking(mut self, locale: &'static str) -> Self {
        self.locale = locale;
        self
    }
}

/// A place for messages; a handle that can be copied about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Channel {
    pub(crate) id: Id,
    /// `None` for direct messages.
    pub(crate) guild: Option<Id>,
    /// 0 text, 1 direct, 11 thread.
    pub(crate) kind: u8,
    pub(crate) name: String,
    /// For a thread, the channel it hangs on.
    pub(crate) parent: Option<Id>,
}

#[derive(Debug, Clone)]
pub(crate) struct Role {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) permissions: u64,
}

/// A server. Its id is also that of the role that everybody has.
#[derive(Debug, Clone)]
pub(crate) struct Guild {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) owner: Id,
    pub(crate) roles: Vec<Role>,
    /// The roles of each member, without the one that everybody has.
    pub(crate) members: BTreeMap<Id, Vec<Id>>,
}

#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) guilds: BTreeMap<Id, Guild>,
    pub(crate) channels: BTreeMap<Id, Channel>,
    pub(crate) users: BTreeMap<Id, User>,
    /// What somebody may not do in a channel.
    pub(crate) denied: BTreeMap<(Id, Id), u64>,
    /// Threads that were closed.
    pub(crate) archived: BTreeSet<Id>,
    /// People who take no direct messages.
    pub(crate) closed_doors: BTreeSet<Id>,
    pub(crate) bot: Id,
    given: Id,
}

/// Ids of the world count from here, so that they are the same in every run.
const FIRST: Id = 1_000_000_000_000_000_000;

impl World {
    /// The next id: the world's ids are small steps apart and the same in every run.
    pub(crate) fn next_id(&mut self) -> Id {
        self.given += 1;
        FIRST + (self.given << 22)
    }

    pub(crate) fn add_user(&mut self, name: &str, is_bot: bool) -> User {
        let user = User { id: self.next_id(), name: name.to_owned(), is_bot, locale: "en-US" };
        self.users.insert(user.id, user.clone());
        user
    }

    /// A guild with its owner and the bot in it.
    pub(crate) fn add_guild(&mut self, name: &str, owner: &User) -> Id {
        let id = self.next_id();
        let everybody = Role { id, name: "@everyone".to_owned(), permissions: permission::EVERYBODY };
        let own = Role { id: self.next_id(), name: "bot".to_owned(), permissions: permission::BOT };
        let members = BTreeMap::from([(owner.id, Vec::new()), (self.bot, vec![own.id])]);
        let guild = Guild { id, name: name.to_owned(), owner: owner.id, roles: vec![everybody, own], members };
        self.guilds.insert(id, guild);
        id
    }

    pub(crate) fn add_role(&mut self, guild: Id, name: &str, permissions: u64) -> Id {
        let id = self.next_id();
        if let Some(guild) = self.guilds.get_mut(&guild) {
            guild.roles.push(Role { id, name: name.to_owned(), permissions });
        }
        id
    }

    pub(crate) fn add_member(&mut self, guild: Id, user: &User, roles: &[Id]) {
        if let Some(guild) = self.guilds.get_mut(&guild) {
            guild.members.insert(user.id, roles.to_vec());
        }
    }

    pub(crate) fn add_channel(&mut self, guild: Id, name: &str) -> Channel {
        let id = self.next_id();
        self.keep(Channel { id, guild: Some(guild), kind: 0, name: name.to_owned(), parent: None })
    }

    pub(crate) fn add_thread(&mut self, parent: &Channel, name: &str) -> Channel {
        let id = self.next_id();
        self.keep(Channel { id, guild: parent.guild, kind: 11, name: name.to_owned(), parent: Some(parent.id) })
    }

    /// The channel of direct messages between the bot and somebody, opened when there is none.
    pub(crate) fn direct(&mut self, user: Id) -> Channel {
        let name = user.to_string();
        if let Some(open) = self.channels.values().find(|channel| channel.kind == 1 && channel.name == name) {
            return open.clone();
        }
        let id = self.next_id();
        self.keep(Channel { id, guild: None, kind: 1, name, parent: None })
    }

    fn keep(&mut self, channel: Channel) -> Channel {
        self.channels.insert(channel.id, channel.clone());
        channel
    }

    /// What a user may do in a channel.
    pub(crate) fn permissions(&self, user: Id, channel: Id) -> u64 {
        let Some(channel) = self.channels.get(&channel) else { return 0 };
        let Some(guild) = channel.guild else { return permission::EVERYBODY | permission::BOT };
        let Some(guild) = self.guilds.get(&guild) else { return 0 };
        let Some(roles) = guild.members.get(&user) else { return 0 };
        let held = guild.roles.iter().filter(|role| role.id == guild.id || roles.contains(&role.id));
        let base = held.fold(0, |bits, role| bits | role.permissions);
        if guild.owner == user || base & permission::ADMINISTRATOR != 0 {
            return permission::ALL;
        }
        // A thread has no rights of its own.
        let place = channel.parent.unwrap_or(channel.id);
        base & !self.denied.get(&(place, user)).copied().unwrap_or_default()
    }

    /// Whether somebody may do all of this in a channel.
    pub(crate) fn may(&self, user: Id, channel: Id, bits: u64) -> bool {
        self.permissions(user, channel) & bits == bits
    }
}
