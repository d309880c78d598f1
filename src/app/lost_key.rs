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

/// Says so in the log after a start, which makes a new key; `was_there` says whether there was one before it.
pub(super) async fn warn(config: &config::Ledger, ledger: &dyn Ledger, was_there: bool) -> Result<(), LedgerError> {
    let mark = mark_of_lost_key(&config.key());
    if !was_there && ledger.knows_people().await? {
        let kept = replace_private(&mark, was_lost(config).as_bytes());
        if let Err(error) = kept {
            tracing::warn!(
                "{}; this is said only once, `{}` cannot be written: {error}",
                was_lost(config),
                mark.display()
            );
        }
    }
    if let Some(told) = told(config, ledger).await? {
        tracing::warn!("{told}");
    }
    Ok(())
}

fn is_lost(config: &config::Ledger) -> String {
    format!(
        "the key `{}` is gone, and the ledger keeps votes and questions of people under it; put the `key` of a backup there before the bot starts, which makes a new one otherwise",
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
