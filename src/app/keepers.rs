//! What those who keep the knowledge need of the ledger: questions that wait, drafts, suggestions, and who they are.

use super::Records;
use crate::knowledge::{EntryId, shown_lines};
use crate::store::ledger::{Author, Draft, LedgerError, Question, State, Suggestion, Verdict, Via};
use jiff::Timestamp;

/// How many questions that wait are looked at; the newest count.
pub(super) const WAITING: usize = 1_000;
/// How many suggestions are looked at.
const SUGGESTED: usize = 200;
/// How many suggestions of one person may wait: moderators decide them one by one.
const OPEN: usize = 5;

/// What a member suggests, and where.
#[derive(Debug, Clone, Copy)]
pub struct Suggested<'s> {
    /// Who.
    pub person: u64,
    /// The server.
    pub guild: Option<u64>,
    /// The channel.
    pub channel: u64,
    /// What.
    pub text: &'s str,
    /// The entry that it is about.
    pub entry: Option<&'s EntryId>,
}

impl Records {
    /// Questions that wait for the moderators of a server, newest first; nobody works off what was asked in another.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn waiting(&self, guild: u64) -> Result<Vec<Question>, LedgerError> {
        self.journal.flush().await;
        self.ledger().open_questions(Some(guild), WAITING).await
    }

    /// The same of all servers, for whoever keeps them all.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn waiting_everywhere(&self) -> Result<Vec<Question>, LedgerError> {
        self.journal.flush().await;
        self.ledger().open_questions(None, WAITING).await
    }

    /// Says what moderators made of questions.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn settle(&self, questions: &[u64], state: State) -> Result<(), LedgerError> {
        for question in questions {
            self.ledger().set_state(*question, state).await?;
        }
        Ok(())
    }

    /// Somebody from Discord, as history names them.
    pub fn author(&self, person: u64, name: &str, via: Via) -> Author {
        Author { name: name.to_owned(), pseudonym: Some(self.pseudonym(person)), via }
    }

    /// Begins to count what moderators are told of, where they were told of nothing yet: what is there already is not
    /// told, what comes later is.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn begin_telling(&self) -> Result<(), LedgerError> {
        if self.ledger().told_up_to().await?.is_none() {
            let current = self.ledger().current().await?;
            self.ledger().note_told(current).await?;
        }
        Ok(())
    }

    /// Keeps a new draft and gives its number.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn put_draft(&self, owner: u64, kind: &str, body: String) -> Result<u64, LedgerError> {
        let owner = self.pseudonym(owner);
        let draft = Draft { owner, kind: kind.to_owned(), body, base: None, at: Timestamp::now() };
        self.ledger().put_draft(&draft).await
    }

    /// The body of somebody's own draft of this kind; none where there is none of theirs.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn draft(&self, number: u64, owner: u64, kind: &str) -> Result<Option<String>, LedgerError> {
        let draft = self.ledger().draft(number, &self.pseudonym(owner)).await?;
        Ok(draft.filter(|draft| draft.kind == kind).map(|draft| draft.body))
    }

    /// Replaces the body of somebody's own draft.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn save_draft(&self, number: u64, owner: u64, body: &str) -> Result<bool, LedgerError> {
        self.ledger().update_draft(number, &self.pseudonym(owner), body, Timestamp::now()).await
    }

    /// Deletes somebody's own draft. False where it was gone already.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn drop_draft(&self, number: u64, owner: u64) -> Result<bool, LedgerError> {
        self.ledger().drop_draft(number, &self.pseudonym(owner)).await
    }

    /// Keeps a suggestion and gives its number; none where as many of the same person wait as may.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn suggest(&self, suggested: Suggested<'_>) -> Result<Option<u64>, LedgerError> {
        let _turn = self.suggesting.lock().await;
        let own = self.ledger().suggestions_of(&self.pseudonym(suggested.person), SUGGESTED).await?;
        if own.iter().filter(|one| one.state == Verdict::Open).count() >= OPEN {
            return Ok(None);
        }
        let suggestion = Suggestion {
            id: 0,
            at: Timestamp::now(),
            guild: suggested.guild,
            channel: Some(suggested.channel),
            author: self.pseudonym(suggested.person),
            reach: Some(self.key.seal(suggested.person)),
            text: shown_lines(suggested.text),
            entry: suggested.entry.cloned(),
            state: Verdict::Open,
            word: None,
        };
        self.ledger().suggest(&suggestion).await.map(Some)
    }

    /// Suggestions of a server that nobody has decided, oldest first.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn suggestions(&self, guild: Option<u64>) -> Result<Vec<Suggestion>, LedgerError> {
        self.ledger().open_suggestions(guild, SUGGESTED).await
    }

    /// A person's suggestions that were decided and of which they have not heard.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn unheard(&self, person: u64) -> Result<Vec<Suggestion>, LedgerError> {
        let mut own = self.ledger().suggestions_of(&self.pseudonym(person), SUGGESTED).await?;
        own.retain(|suggestion| suggestion.state != Verdict::Open && suggestion.reach.is_some());
        Ok(own)
    }

    /// Whom a decided suggestion is to be told to; none where they were told.
    pub fn reach(&self, suggestion: &Suggestion) -> Option<u64> {
        self.key.unseal(&suggestion.author, suggestion.reach?)
    }
}
