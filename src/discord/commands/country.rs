//! `/country name: topic:`: a summary, section by section.

use super::{Ctx, Seen, names, show};
use crate::discord::{errors::Failure, pages};
use crate::knowledge::Topic;

/// Read a summary of a state, power, organisation or project
#[poise::command(slash_command)]
pub(crate) async fn country(
    ctx: Ctx<'_>,
    #[description = "A state, power, organisation or project"]
    #[autocomplete = "names::summarised"]
    #[max_length = 100]
    name: String,
    #[description = "One topic of it"] topic: Option<Topic>,
) -> Result<(), Failure> {
    show(ctx, &pages::country(&ctx.data().app, &name, topic), Seen::ByAll).await
}
