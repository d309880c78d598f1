//! The key of the pseudonyms, gone while the ledger keeps something of people under it: what is said of that.

use crate::config;
use crate::store::ledger::{Ledger, LedgerError, mark_of_lost_key};
use crate::store::replace_private;

/// What is to be known of the key: that it is gone, or was when a new one was made. None where it is in order.
pub(super) async fn told(config: &config::Ledger, ledger: &dyn Ledger) -> Result<Option<String>, LedgerError> {
    if mark_of_lost_key(&config.key()).exists() {
        return Ok(Some(was_lost(config)));
    }
    let lost = !config.key().exists() && ledger.knows_people().await?;
    Ok(lost.then(|| is_lost(config)))
}

/// Says so in the log at a start, which then makes a new key, and notes it for those to come.
pub(super) async fn warn(config: &config::Ledger, ledger: &dyn Ledger) -> Result<(), LedgerError> {
    let mark = mark_of_lost_key(&config.key());
    if !config.key().exists() && ledger.knows_people().await? {
        let told = was_lost(config);
        match replace_private(&mark, told.as_bytes()) {
            Ok(()) => tracing::warn!("{told}"),
            Err(error) => {
                tracing::warn!("{told}; this is said only once, `{}` cannot be written: {error}", mark.display());
            }
        }
    } else if mark.exists() {
        tracing::warn!("{}", was_lost(config));
    }
    Ok(())
}

fn is_lost(config: &config::Ledger) -> String {
    format!(
        "the key `{}` is gone, and the ledger keeps votes and questions of people under it; put the `key` of a backup there before the bot starts or anything is changed, which makes a new one otherwise",
        config.key().display()
    )
}

fn was_lost(config: &config::Ledger) -> String {
    format!(
        "the key `{}` was gone and is made anew: votes and questions of before are nobody's any more, and \"forget me\" does not find them; stop the bot and put the `key` of a backup in its place, or go on with the new one; then delete `{}`",
        config.key().display(),
        mark_of_lost_key(&config.key()).display()
    )
}
