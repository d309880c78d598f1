//! A disk and a ledger that fail at a given step, end there, or let an editor save a file just before it.
//!
//! Both count their steps together. Nothing is really synced: a test is about the order of steps.

use async_trait::async_trait;
use chaikhana::app::ledger::{Filter, Headline, Ledger, LedgerError, Plan, Print, Revision, Revisions};
use chaikhana::store::disk::{Disk, Real};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What kind of step it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Read,
    Write,
    Sync,
    Name,
    Ledger,
}

/// What goes wrong.
#[derive(Debug, Clone)]
pub(super) enum Fault {
    /// One step fails.
    Once,
    /// Two steps fail, one after the other.
    Twice,
    /// From a step on, there is no room.
    Full,
    /// From a step on, nothing may be written.
    ReadOnly,
    /// From a step on, nothing can be synced.
    Unsynced,
    /// The process ends before a step.
    Stop,
}

/// What the weather is like, step by step.
#[derive(Debug)]
pub(super) struct Weather {
    fault: Option<(usize, Fault)>,
    editor: Option<(usize, PathBuf, &'static str)>,
    steps: AtomicUsize,
    hits: AtomicUsize,
}

impl Weather {
    pub(super) fn fault(at: usize, fault: Fault) -> Self {
        Self { fault: Some((at, fault)), editor: None, steps: AtomicUsize::new(0), hits: AtomicUsize::new(0) }
    }

    /// An editor saves a file just before a step.
    pub(super) fn editor(at: usize, path: PathBuf, text: &'static str) -> Self {
        Self { fault: None, editor: Some((at, path, text)), steps: AtomicUsize::new(0), hits: AtomicUsize::new(0) }
    }

    /// The same, and the process ends before a later step.
    pub(super) fn and_stop(mut self, at: usize) -> Self {
        self.fault = Some((at, Fault::Stop));
        self
    }

    /// Whether anything went wrong.
    pub(super) fn hit(&self) -> bool {
        self.hits.load(Ordering::SeqCst) > 0
    }

    pub(super) fn steps(&self) -> usize {
        self.steps.load(Ordering::SeqCst)
    }

    fn pass(&self, step: Step) -> io::Result<()> {
        let at = self.steps.fetch_add(1, Ordering::SeqCst);
        let dead = matches!(&self.fault, Some((from, Fault::Stop)) if at >= *from);
        if let Some((_, path, text)) = self.editor.as_ref().filter(|(when, ..)| *when == at && !dead) {
            self.hits.fetch_add(1, Ordering::SeqCst);
            super::save(path, text);
        }
        let Some((from, fault)) = &self.fault else { return Ok(()) };
        let fails = match fault {
            Fault::Once => at == *from,
            Fault::Twice => (*from..*from + 2).contains(&at),
            Fault::Full => at >= *from && matches!(step, Step::Write),
            Fault::ReadOnly => at >= *from && matches!(step, Step::Write | Step::Name),
            Fault::Unsynced => at >= *from && step == Step::Sync,
            Fault::Stop => dead,
        };
        if !fails {
            return Ok(());
        }
        self.hits.fetch_add(1, Ordering::SeqCst);
        Err(match fault {
            Fault::Full => ErrorKind::StorageFull.into(),
            Fault::ReadOnly => ErrorKind::ReadOnlyFilesystem.into(),
            Fault::Once | Fault::Twice | Fault::Unsynced | Fault::Stop => io::Error::other("an injected fault"),
        })
    }
}

#[derive(Debug)]
pub(super) struct FaultyDisk(pub(super) Arc<Weather>);

impl Disk for FaultyDisk {
    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        self.0.pass(Step::Read)?;
        Real.real(path)
    }

    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        self.0.pass(Step::Read)?;
        Real.read(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.0.pass(Step::Read)?;
        Real.list(folder)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.0.pass(Step::Name)?;
        Real.make_folder(folder)
    }

    fn write(&self, path: &Path, content: &[u8], like: &Path) -> io::Result<()> {
        let passed = self.0.pass(Step::Write);
        // What fails has written half.
        let written = if passed.is_ok() { content } else { content.split_at(content.len() / 2).0 };
        Real.write(path, written, like)?;
        passed
    }

    fn sync(&self, _: &Path) -> io::Result<()> {
        self.0.pass(Step::Sync)
    }

    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        self.0.pass(Step::Sync)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.0.pass(Step::Name)?;
        Real.rename(from, to)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.0.pass(Step::Name)?;
        Real.exchange(one, other)
    }

    fn place(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.0.pass(Step::Name)?;
        Real.place(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.0.pass(Step::Name)?;
        Real.remove(path)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<File>> {
        self.0.pass(Step::Name)?;
        Real.lock(path)
    }
}

#[derive(Debug)]
pub(super) struct FaultyLedger(pub(super) Arc<Weather>, pub(super) Arc<dyn Ledger>);

impl FaultyLedger {
    fn pass(&self) -> Result<(), LedgerError> {
        let failed = |error: io::Error| LedgerError::Failed { path: "ledger".into(), why: error.to_string() };
        self.0.pass(Step::Ledger).map_err(failed)
    }
}

#[async_trait]
impl Revisions for FaultyLedger {
    async fn folder(&self) -> Result<Option<PathBuf>, LedgerError> {
        self.pass()?;
        self.1.folder().await
    }

    async fn note_folder(&self, folder: &Path) -> Result<(), LedgerError> {
        self.pass()?;
        self.1.note_folder(folder).await
    }

    async fn current(&self) -> Result<u64, LedgerError> {
        self.pass()?;
        self.1.current().await
    }

    async fn intend(&self, plan: &Plan) -> Result<u64, LedgerError> {
        self.pass()?;
        self.1.intend(plan).await
    }

    async fn finish(&self, number: u64) -> Result<bool, LedgerError> {
        self.pass()?;
        self.1.finish(number).await
    }

    async fn abandon(&self, number: u64) -> Result<bool, LedgerError> {
        self.pass()?;
        self.1.abandon(number).await
    }

    async fn intents(&self) -> Result<Vec<Revision>, LedgerError> {
        self.pass()?;
        self.1.intents().await
    }

    async fn revision(&self, number: u64) -> Result<Option<Revision>, LedgerError> {
        self.pass()?;
        self.1.revision(number).await
    }

    async fn history(&self, filter: &Filter, limit: usize) -> Result<Vec<Headline>, LedgerError> {
        self.pass()?;
        self.1.history(filter, limit).await
    }

    async fn known(&self) -> Result<BTreeMap<String, Print>, LedgerError> {
        self.pass()?;
        self.1.known().await
    }

    async fn known_bytes(&self, path: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        self.pass()?;
        self.1.known_bytes(path).await
    }

    async fn adopt(&self, files: &[(String, Vec<u8>)]) -> Result<(), LedgerError> {
        self.pass()?;
        self.1.adopt(files).await
    }
}
