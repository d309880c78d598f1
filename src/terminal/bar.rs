//! What is shown on a terminal while something takes its time; nothing elsewhere.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// How often the seconds of what cannot be counted are drawn anew.
const TICK: Duration = Duration::from_millis(200);

/// A bar that counts.
pub(super) fn progress(count: usize, what: &str, quiet: bool) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(u64::try_from(count).ok(), target(quiet));
    bar.set_style(counting(what));
    bar
}

/// A word on what is being done, with its seconds.
pub(super) fn waiting(what: &str, quiet: bool) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, target(quiet));
    if let Ok(style) = ProgressStyle::with_template("{msg} ({elapsed})") {
        bar.set_style(style);
    }
    bar.set_message(what.to_owned());
    // The clock takes a thread.
    if !bar.is_hidden() {
        bar.enable_steady_tick(TICK);
    }
    bar
}

/// What the bar counts from now on; a word that waited becomes a bar.
pub(super) fn counting(what: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(&format!("{{bar:40}} {{pos}}/{{len}} {what}"));
    style.unwrap_or_else(|_| ProgressStyle::default_bar())
}

fn target(quiet: bool) -> ProgressDrawTarget {
    if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() }
}
