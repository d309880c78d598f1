//! The Discord front: the only room that names serenity or poise. It is empty until the bot moves in.
