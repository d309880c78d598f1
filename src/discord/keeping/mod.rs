//! Keeping the knowledge from Discord: what is typed becomes a draft, a draft is shown with all that it changes, and
//! only then published.
//!
//! A command, form, press or pick is a [`Visit`]; what it works on is a [`Work`], kept in the ledger as its owner's
//! draft, so that nothing typed is lost and a restart does no harm. Every visit is asked for its right anew.
//!
//! Left out: what an edit is and whether it is right (`knowledge::edit`, `app`).

mod audit;
mod forms;
mod history;
mod ids;
mod in_hand;
mod judged;
mod opening;
mod publish;
mod queue;
mod review;
mod undo;
mod visit;
mod visited;
pub(super) mod words;
mod work;

pub(super) use forms::Form;
pub(super) use history::{diff, history, take_back};
pub(super) use ids::{Keep, Settle};
pub(super) use in_hand::InHand;
pub(super) use judged::suggestions;
pub(super) use opening::{keep, not_yet};
pub(super) use queue::{from_question, pick_question, queue};
pub(super) use review::{begin, open, review as look_over};
pub(super) use visit::Visit;
pub(super) use visited::{pressed, submitted};
pub(super) use work::{Task, Work};
