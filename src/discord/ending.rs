//! How the bot ended, and whether starting again helps.

use crate::app::ledger::LedgerError;
use crate::app::{OpenError, RecordsError};
use poise::serenity_prelude::{self as serenity, GatewayError, HttpError};
use std::process::ExitCode;

const BAD_TOKEN: &str = "Discord refused the token; make a new one in the developer portal, under Bot, for DISCORD_TOKEN or the file of `discord.token_file`";

/// How the bot ended.
#[derive(Debug)]
pub enum Ending {
    /// It was asked to stop, and did.
    Stopped,
    /// Knowledge, config or ledger cannot be used: exit code 3. Starting again does not help.
    Unusable(String),
    /// Discord refused the token or the intents: exit code 4. Starting again does not help.
    Refused(String),
    /// The connection was lost for good, or another program holds the ledger or puts something else in its place: exit code 5. Starting again helps.
    Lost(String),
}

impl Ending {
    /// What whoever runs the bot should know; none where all is as they wished.
    pub fn why(&self) -> Option<&str> {
        match self {
            Self::Stopped => None,
            Self::Unusable(why) | Self::Refused(why) | Self::Lost(why) => Some(why),
        }
    }
}

impl From<&Ending> for ExitCode {
    fn from(ending: &Ending) -> Self {
        Self::from(match ending {
            Ending::Stopped => 0,
            Ending::Unusable(_) => 3,
            Ending::Refused(_) => 4,
            Ending::Lost(_) => 5,
        })
    }
}

/// The connection has ended for good.
pub(super) fn lost() -> Ending {
    Ending::Lost("the connection to Discord was lost and does not come back; start the bot again".to_owned())
}

/// Why there is no ledger: whoever holds it lets go of it in the end.
pub(super) fn unopened(error: &RecordsError) -> Ending {
    match error {
        RecordsError::Ledger(LedgerError::Locked { .. }) => Ending::Lost(error.to_string()),
        error => Ending::Unusable(error.to_string()),
    }
}

/// Why files cannot be read that another program holds: once it lets go, they may be right.
pub(super) fn unread(error: &OpenError) -> Ending {
    Ending::Lost(format!(
        "another program holds the knowledge folder, and what is there now cannot be read; start the bot again once it lets go: {error}"
    ))
}

/// Knowledge, config or ledger cannot be used.
pub(super) fn unusable(error: impl std::error::Error) -> Ending {
    Ending::Unusable(error.to_string())
}

/// What an error of serenity means for whoever runs the bot.
pub(super) fn ending(error: &serenity::Error) -> Ending {
    match error {
        serenity::Error::Gateway(GatewayError::InvalidAuthentication) => Ending::Refused(BAD_TOKEN.to_owned()),
        serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents | GatewayError::InvalidGatewayIntents) => {
            Ending::Refused("Discord refused the intents; switch on the message content intent in the developer portal, under Bot, and start the bot again".to_owned())
        }
        error if is_refused(error) => Ending::Refused(BAD_TOKEN.to_owned()),
        other => Ending::Lost(format!(
            "Discord cannot be reached ({}); see whether this machine reaches discord.com, past its firewall or proxy, and start the bot again",
            other.to_string().trim_end_matches('.')
        )),
    }
}

/// Whether Discord does not know the token.
pub(super) fn is_refused(error: &serenity::Error) -> bool {
    let serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) = error else {
        return false;
    };
    response.status_code == reqwest::StatusCode::UNAUTHORIZED
}

#[cfg(test)]
mod tests {
    use super::{BAD_TOKEN, Ending, LedgerError, ending, serenity, unopened};

    #[test]
    fn what_went_wrong_is_said_with_what_helps() {
        let why = ending(&serenity::Error::Other("no route.")).why().map(str::to_owned).unwrap();
        assert!(why.starts_with("Discord cannot be reached (no route); see whether this machine"), "{why}");
        assert!(BAD_TOKEN.contains("DISCORD_TOKEN") && BAD_TOKEN.contains("discord.token_file"));
    }

    #[test]
    fn a_ledger_that_is_held_is_worth_another_start_and_a_damaged_one_is_not() {
        let (path, why) = ("ledger.sqlite".into(), "it has no bytes".to_owned());
        assert!(matches!(unopened(&LedgerError::Corrupt { path, why }.into()), Ending::Unusable(_)));
        assert!(matches!(unopened(&LedgerError::Locked { path: "ledger.sqlite".into() }.into()), Ending::Lost(_)));
    }
}
