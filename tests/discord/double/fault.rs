//! What a test makes go wrong: the next requests of one kind fail as told.

use serde_json::{Value, json};
use std::time::Duration;

/// One thing that goes wrong, for requests of one method whose path begins so, a number of times.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    method: String,
    prefix: String,
    times: usize,
    harm: Harm,
}

/// How a request fails.
#[derive(Debug, Clone)]
pub(crate) enum Harm {
    /// This answer in place of the right one; nothing is done.
    Answer { status: u16, body: Value, retry_after: Option<Duration> },
    /// The right answer, so much later; what it asks is done at once.
    Slow(Duration),
    /// The connection ends; nothing is done.
    Drop,
    /// What it asks is done, and the connection ends without an answer.
    Lose,
}

impl Fault {
    /// Requests of this method whose path, without `/api/v10`, begins with `prefix`; once, with a 500.
    ///
    /// The gateway's handshake is `GET /websocket` here. `*` stands for every method, and a part `*` of the
    /// prefix for any part of the path.
    pub(crate) fn on(method: &str, prefix: &str) -> Self {
        let harm = Harm::Answer {
            status: 500,
            body: json!({"message": "500: Internal Server Error", "code": 0}),
            retry_after: None,
        };
        Self { method: method.to_owned(), prefix: prefix.to_owned(), times: 1, harm }
    }

    pub(crate) fn times(mut self, times: usize) -> Self {
        self.times = times;
        self
    }

    pub(crate) fn always(self) -> Self {
        self.times(usize::MAX)
    }

    /// 429, to be tried again after so long.
    pub(crate) fn rate_limited(self, after: Duration) -> Self {
        let seconds = after.as_secs_f64();
        let body = json!({"message": "You are being rate limited.", "retry_after": seconds, "global": false});
        self.harm(Harm::Answer { status: 429, body, retry_after: Some(after) })
    }

    /// A server error.
    pub(crate) fn status(self, status: u16) -> Self {
        self.harm(Harm::Answer {
            status,
            body: json!({"message": format!("{status}: error"), "code": 0}),
            retry_after: None,
        })
    }

    /// A refusal in Discord's own words: a status and its code.
    pub(crate) fn refused(self, status: u16, code: u32) -> Self {
        let body = json!({"message": super::answer::words(code), "code": code});
        self.harm(Harm::Answer { status, body, retry_after: None })
    }

    /// 403: the bot lacks a permission.
    pub(crate) fn forbidden(self) -> Self {
        self.refused(403, 50013)
    }

    pub(crate) fn slow(self, by: Duration) -> Self {
        self.harm(Harm::Slow(by))
    }

    /// The connection ends before anything is done.
    pub(crate) fn dropped(self) -> Self {
        self.harm(Harm::Drop)
    }

    /// The answer is lost; what was asked is done.
    pub(crate) fn lost(self) -> Self {
        self.harm(Harm::Lose)
    }

    fn harm(mut self, harm: Harm) -> Self {
        self.harm = harm;
        self
    }

    fn fits(&self, method: &str, path: &str) -> bool {
        let mut parts = path.split('/');
        let wanted: Vec<&str> = self.prefix.split('/').collect();
        let last = wanted.len() - 1;
        (self.method == "*" || self.method == method)
            && wanted.iter().enumerate().all(|(at, want)| {
                let part = parts.next();
                *want == "*" && part.is_some()
                    || part.is_some_and(|part| if at == last { part.starts_with(want) } else { part == *want })
            })
    }
}

/// The harm that a request comes to, taken off the list of those to come.
pub(crate) fn take(faults: &mut Vec<Fault>, method: &str, path: &str) -> Option<Harm> {
    let at = faults.iter().position(|fault| fault.fits(method, path))?;
    let fault = faults.get_mut(at)?;
    let harm = fault.harm.clone();
    fault.times = fault.times.saturating_sub(1);
    if fault.times == 0 {
        faults.remove(at);
    }
    Some(harm)
}
