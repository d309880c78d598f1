//! How often is answered: by person, by channel, and in all.

use crate::config;
use governor::clock::DefaultClock;
use governor::state::{InMemoryState, NotKeyed, keyed::DashMapStateStore};
use governor::{Quota, RateLimiter};
use std::num::NonZeroU32;

/// How many in a channel hear within a minute that it is too much.
const TOLD: NonZeroU32 = NonZeroU32::MIN.saturating_add(4);

type By<K> = RateLimiter<K, DashMapStateStore<K>, DefaultClock>;

/// Counts questions.
#[derive(Debug)]
pub(super) struct Limits {
    by_user: By<u64>,
    by_channel: By<u64>,
    /// Who has been told lately that it is too much.
    told: By<u64>,
    /// Where that was said lately: many who ask at once would else fill a channel with it.
    told_in: By<u64>,
    process: RateLimiter<NotKeyed, InMemoryState, DefaultClock>,
    /// That too much waits is said in the log once a minute.
    said: RateLimiter<NotKeyed, InMemoryState, DefaultClock>,
}

/// Whether a question may be answered now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// It may.
    Yes,
    /// It may not, and the person should hear so.
    Tell,
    /// It may not, and the person has heard so.
    Quiet,
}

impl Limits {
    pub(super) fn new(limits: &config::Limits) -> Self {
        Self {
            by_user: RateLimiter::keyed(Quota::per_minute(limits.user_per_minute)),
            by_channel: RateLimiter::keyed(Quota::per_minute(limits.channel_per_minute)),
            told: RateLimiter::keyed(Quota::per_minute(NonZeroU32::MIN)),
            told_in: RateLimiter::keyed(Quota::per_minute(TOLD)),
            process: RateLimiter::direct(Quota::per_second(limits.process_per_second)),
            said: RateLimiter::direct(Quota::per_minute(NonZeroU32::MIN)),
        }
    }

    /// Whether a question in a message may be answered now, and whether its asker hears so where it may not.
    pub(super) fn turn(&self, user: u64, channel: u64) -> Turn {
        if self.may(user, channel) {
            return Turn::Yes;
        }
        let tell = self.told.check_key(&user).is_ok() && self.told_in.check_key(&channel).is_ok();
        if tell { Turn::Tell } else { Turn::Quiet }
    }

    /// Whether somebody may ask in a channel now; counts the question where they may.
    pub(super) fn may(&self, user: u64, channel: u64) -> bool {
        self.by_user.check_key(&user).is_ok() && self.by_channel.check_key(&channel).is_ok()
    }

    /// Waits until one more answer may go out.
    pub(super) async fn pace(&self) {
        self.process.until_ready().await;
    }

    /// Whether the log should hear now that too much waits.
    pub(super) fn is_news(&self) -> bool {
        self.said.check().is_ok()
    }

    /// Forgets who has not asked for a while.
    pub(super) fn prune(&self) {
        self.by_user.retain_recent();
        self.by_channel.retain_recent();
        self.told.retain_recent();
        self.told_in.retain_recent();
    }
}

#[cfg(test)]
mod tests {
    use super::{Limits, TOLD, Turn};
    use crate::config;
    use std::num::NonZeroU32;

    #[test]
    fn who_asks_too_often_is_told_once() {
        let few = config::Limits { user_per_minute: NonZeroU32::new(2).unwrap(), ..config::Limits::default() };
        let limits = Limits::new(&few);
        let turns: Vec<Turn> = (0..5).map(|_| limits.turn(1, 7)).collect();
        assert_eq!(turns, [Turn::Yes, Turn::Yes, Turn::Tell, Turn::Quiet, Turn::Quiet]);
        assert_eq!(limits.turn(2, 7), Turn::Yes, "another person has a turn of their own");
    }

    #[test]
    fn of_a_crowd_only_a_few_are_told() {
        let limits = Limits::new(&config::Limits { channel_per_minute: NonZeroU32::MIN, ..config::Limits::default() });
        let turns: Vec<Turn> = (0..100).map(|user| limits.turn(user, 7)).collect();
        let told = turns.iter().filter(|turn| **turn == Turn::Tell).count();
        assert_eq!(told, usize::try_from(TOLD.get()).unwrap());
        assert_eq!(turns.iter().filter(|turn| **turn == Turn::Yes).count(), 1);
    }
}
