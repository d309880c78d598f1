//! Publishing a draft, and what follows from it: questions are settled, suggestions answered, moderators told.

use super::in_hand::Held;
use super::review::{Refused, changed_lines, load, propose, review, save, stopped};
use super::work::Work;
use super::{Visit, audit, judged, words};
use crate::app::ledger::Verdict;
use crate::app::{CommitError, Curator, CuratorError};
use crate::discord::errors::{Failure, logged};
use crate::discord::render::{Drawn, review as draw};

/// How often a change is made again because somebody was faster.
const TRIES: usize = 5;

/// Publishes a draft as it was shown; where it would come to something else by now, shows it again. What the draft
/// holds is in hand until it is noted that it is published, what is shown of it until that is said.
pub(super) async fn publish(
    visit: &Visit<'_>,
    curator: &Curator,
    draft: u64,
    held: Option<(Held<'_>, Held<'_>)>,
) -> Result<(), Failure> {
    let Some(mut work) = load(visit, draft).await? else {
        return visit.tell(&Drawn::sentence(words::NO_DRAFT)).await;
    };
    if !visit.may(work.right()) {
        return visit.tell(&Drawn::sentence(words::NO_RIGHT)).await;
    }
    visit.wait().await?;
    for _ in 0..TRIES {
        let proposed = match propose(visit, curator, &work).await? {
            Ok(proposed) => proposed,
            Err(stop) => {
                let drawn = stopped(visit, draft, &mut work, stop).await?;
                return visit.put(&drawn).await;
            }
        };
        if work.seen.as_deref() != Some(changed_lines(&proposed).as_str()) {
            return review(visit, curator, draft, work, Some(words::CHANGED_MEANWHILE)).await;
        }
        if !work.forced && proposed.proposal.gated.losses().next().is_some() {
            return review(visit, curator, draft, work, Some(words::NEEDS_REASON)).await;
        }
        let author = visit.bot.records.author(visit.place.asker, visit.name, work.via());
        match curator.publish(proposed, &author, &work.reason()).await {
            Ok(number) => return published(visit, draft, &work, number, held).await,
            Err(CuratorError::Commit(CommitError::Stale { .. } | CommitError::Changed { .. })) => {}
            Err(error) => {
                let drawn = stopped(visit, draft, &mut work, Refused::Error(error)).await?;
                return visit.put(&drawn).await;
            }
        }
    }
    visit.put(&draw::again(words::BUSY.to_owned(), draft)).await
}

/// Its questions and its suggestion leave their lists before anybody is told, so that whoever goes back there does not
/// meet them again. The change is made: moderators hear of it, whatever fails beside.
async fn published(
    visit: &Visit<'_>,
    draft: u64,
    work: &Work,
    number: u64,
    held: Option<(Held<'_>, Held<'_>)>,
) -> Result<(), Failure> {
    let records = &visit.bot.records;
    let (holds, shows) = held.unzip();
    // A form of it may be open still: what is typed there goes on from what is published.
    beside(save(visit, draft, &Work { published: Some(number), ..work.clone() }).await);
    // It is kept from here on, however long Discord takes for what is said below.
    drop(holds);
    beside(records.settle(&work.questions, work.settles()).await);
    let decided = match work.suggestion {
        Some(suggestion) => beside(judged::decide(visit, suggestion, Verdict::Approved, "").await).flatten(),
        None => None,
    };
    let told = visit.put(&draw::published(number, work)).await;
    // A form that waits for its turn does not wait for the channel too.
    drop(shows);
    tracing::info!(number, why = work.reason(), "the knowledge was changed");
    audit::tell(visit.bot, visit.http).await;
    if let Some(suggestion) = decided {
        beside(judged::tell_author(visit, &suggestion).await);
    }
    told
}

/// What fails beside what is done is for the log: said in its place, it would read as if nothing were done.
pub(super) fn beside<T, E: Into<Failure>>(done: Result<T, E>) -> Option<T> {
    done.map_err(Into::into).inspect_err(|failure| drop(logged(failure, "what follows a decision"))).ok()
}
