//! The double's clock, which a test can move ahead, and the ids it hands out.

use jiff::Timestamp;
use std::time::{Duration, Instant};

/// Discord's ids count milliseconds from the start of 2015, above 22 bits.
const EPOCH_MS: i64 = 1_420_070_400_000;

#[derive(Debug)]
pub(crate) struct Clock {
    started: Instant,
    zero: Timestamp,
    ahead: Duration,
    given: u64,
}

impl Clock {
    pub(crate) fn new() -> Self {
        Self { started: Instant::now(), zero: Timestamp::now(), ahead: Duration::ZERO, given: 0 }
    }

    /// Moves the clock ahead, as if nothing had happened for so long.
    pub(crate) fn advance(&mut self, by: Duration) {
        self.ahead += by;
    }

    /// Time since the double began, moves included.
    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed() + self.ahead
    }

    /// Now, as Discord writes it.
    pub(crate) fn timestamp(&self) -> String {
        self.now().strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string()
    }

    /// An id that was never given before and that holds the time.
    pub(crate) fn next_id(&mut self) -> u64 {
        self.given += 1;
        let milliseconds = u64::try_from(self.now().as_millisecond() - EPOCH_MS).unwrap_or_default();
        (milliseconds << 22) | (self.given & 0x003f_ffff)
    }

    fn now(&self) -> Timestamp {
        let elapsed = self.elapsed();
        self.zero.checked_add(elapsed).unwrap_or(self.zero)
    }
}
