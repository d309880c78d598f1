//! `/about name:`: what is known of a name, and which questions are answered about it.

use super::{Ctx, Seen, names, show};
use crate::discord::{errors::Failure, pages};

/// See which questions are answered about a name
#[poise::command(slash_command)]
pub(crate) async fn about(
    ctx: Ctx<'_>,
    #[description = "A state, power, organisation, project, person, place or document"]
    #[autocomplete = "names::covered"]
    #[max_length = 100]
    name: String,
) -> Result<(), Failure> {
    show(ctx, &pages::about(&ctx.data().app, &name, 0), Seen::ByAll).await
}
