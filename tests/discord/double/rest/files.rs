//! Files that people sent along with a command: kept on another host by Discord, on this one by the double.

use super::super::answer::Answer;
use super::super::state::State;
use super::call::Call;

/// The file, for whoever has its address; the bot's token has no business here.
pub(crate) fn read(state: &mut State, call: &Call) -> Answer {
    if !call.authorization.is_empty() {
        state.log.violations.push(format!("GET {}: the token was shown to where files lie", call.path));
    }
    let kept = state.files.get(&call.path).cloned();
    kept.map_or_else(|| Answer::refused(404, 0), Answer::file)
}
