//! `/timeline about: from: to:`: what happened when.

use super::{Ctx, Seen, names, show};
use crate::discord::render::{Drawn, timeline as draw};
use crate::discord::{errors::Failure, pages};
use crate::knowledge::Date;
use crate::reply::Span;

/// Read what happened when
#[poise::command(slash_command)]
pub(crate) async fn timeline(
    ctx: Ctx<'_>,
    #[description = "Only what concerns this name"]
    #[autocomplete = "names::covered"]
    #[max_length = 100]
    about: Option<String>,
    #[description = "From this date on: 1991, 1991-08 or 1991-08-31"]
    #[max_length = 100]
    from: Option<String>,
    #[description = "Up to this date: 1991, 1991-08 or 1991-08-31"]
    #[max_length = 100]
    to: Option<String>,
) -> Result<(), Failure> {
    let drawn = match (date(from.as_deref()), date(to.as_deref())) {
        (Ok(from), Ok(to)) => pages::timeline(&ctx.data().app, about.as_deref(), Span { from, to }, 0),
        (Err(typed), _) | (_, Err(typed)) => {
            return show(ctx, &Drawn::sentence(draw::bad_date(typed)), Seen::ByOne).await;
        }
    };
    show(ctx, &drawn, Seen::ByAll).await
}

/// A date where one is typed, or what was typed in its place.
fn date(typed: Option<&str>) -> Result<Option<Date>, &str> {
    typed.map(|typed| Date::parse(typed.trim()).ok_or(typed)).transpose()
}
