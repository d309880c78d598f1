//! `/compare one: other: topic:`: two summaries, topic by topic.

use super::{Ctx, Seen, names, show};
use crate::discord::{errors::Failure, pages};
use crate::knowledge::Topic;

/// Read two summaries next to each other
#[poise::command(slash_command)]
pub(crate) async fn compare(
    ctx: Ctx<'_>,
    #[description = "One, such as Kazakhstan"]
    #[autocomplete = "names::summarised"]
    #[max_length = 100]
    one: String,
    #[description = "The other, such as Uzbekistan"]
    #[autocomplete = "names::summarised"]
    #[max_length = 100]
    other: String,
    #[description = "One topic of both"] topic: Option<Topic>,
) -> Result<(), Failure> {
    show(ctx, &pages::compare(&ctx.data().app, [&one, &other], topic), Seen::ByAll).await
}
