//! The small world that every double starts with.

use super::{Channel, Id, User, World, permission};

/// One guild with two channels, a thread and three people; another guild with a stranger.
#[derive(Debug, Clone)]
pub(crate) struct Home {
    pub(crate) bot: User,
    pub(crate) guild: Id,
    /// Two text channels of the guild.
    pub(crate) tearoom: Channel,
    pub(crate) courtyard: Channel,
    /// A thread of the tearoom.
    pub(crate) thread: Channel,
    pub(crate) owner: User,
    pub(crate) asker: User,
    pub(crate) moderator: User,
    pub(crate) member: User,
    /// The role that the moderator has, with the right to manage the guild.
    pub(crate) moderators: Id,
    /// Another guild with the bot in it, which shares nobody with the first.
    pub(crate) away: Id,
    pub(crate) away_channel: Channel,
    pub(crate) stranger: User,
}

/// Lays it out.
pub(crate) fn small() -> (World, Home) {
    let mut world = World::default();
    let bot = world.add_user("chaikhana", true);
    world.bot = bot.id;
    let [owner, asker, moderator, member, stranger] =
        ["owner", "asker", "moderator", "member", "stranger"].map(|name| world.add_user(name, false));
    let guild = world.add_guild("Samarkand", &owner);
    let moderators = world.add_role(guild, "moderators", permission::MODERATOR);
    world.add_member(guild, &asker, &[]);
    world.add_member(guild, &member, &[]);
    world.add_member(guild, &moderator, &[moderators]);
    let tearoom = world.add_channel(guild, "tearoom");
    let courtyard = world.add_channel(guild, "courtyard");
    let thread = world.add_thread(&tearoom, "a-long-question");
    let away = world.add_guild("Elsewhere", &stranger);
    let away_channel = world.add_channel(away, "far-off");
    let home = Home {
        bot,
        guild,
        tearoom,
        courtyard,
        thread,
        owner,
        asker,
        moderator,
        member,
        moderators,
        away,
        away_channel,
        stranger,
    };
    (world, home)
}
