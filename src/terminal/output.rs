//! Where commands write: handles with colour where it is wanted, and the width of the page.

use std::io::{self, IsTerminal, Write};

/// The narrowest page that lines are wrapped to, and the widest: longer lines are hard to read.
const WIDTHS: std::ops::RangeInclusive<usize> = 20..=100;
/// The width of a page where nothing says another.
const PIPE_WIDTH: usize = 80;

/// Standard output and error.
pub(super) struct Output {
    /// Results.
    pub(super) out: Box<dyn Write>,
    /// Complaints and progress.
    err: Box<dyn Write>,
    /// In columns.
    pub(super) width: usize,
    /// Whether only results are wanted.
    pub(super) quiet: bool,
    /// Whether more is wanted than is worth reading as a rule.
    #[cfg(feature = "ledger")]
    pub(super) verbose: bool,
}

impl Output {
    /// The process's own; colour goes to terminals only, and never where `NO_COLOR` is set.
    /// The page is as wide as the terminal that it is written to; where it is a pipe, as wide as `columns` says, or as
    /// the terminal of the other streams.
    pub(super) fn standard(quiet: bool, columns: Option<usize>) -> Self {
        let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let width = if io::stdout().is_terminal() { terminal } else { columns.or(terminal) }.unwrap_or(PIPE_WIDTH);
        Self {
            out: Box::new(io::BufWriter::new(anstream::stdout())),
            err: Box::new(anstream::stderr()),
            width: width.clamp(*WIDTHS.start(), *WIDTHS.end()),
            quiet,
            #[cfg(feature = "ledger")]
            verbose: false,
        }
    }

    /// Says on standard error what went wrong.
    pub(super) fn complain(&mut self, what: &str) -> io::Result<()> {
        self.out.flush()?;
        writeln!(self.err, "chaikhana: {what}")
    }

    /// Says in the results that something is done. It is done all the same where nobody reads that.
    #[cfg(feature = "ledger")]
    pub(super) fn done(&mut self, what: &str) {
        if let Err(error) = writeln!(self.out, "{what}").and_then(|()| self.out.flush()) {
            tracing::debug!("the last word is not read: {error}");
        }
    }

    /// Asks for a yes at the terminal; anything else is a no.
    #[cfg(feature = "ledger")]
    pub(super) fn confirmed(&mut self, question: &str) -> io::Result<bool> {
        self.out.flush()?;
        write!(self.err, "{question} [y/N] ")?;
        self.err.flush()?;
        let mut line = String::new();
        io::stdin().read_line(&mut line)?;
        Ok(matches!(line.trim().to_lowercase().as_str(), "y" | "yes"))
    }

    /// Says on standard error what was done, unless only results are wanted.
    pub(super) fn remark(&mut self, what: &str) -> io::Result<()> {
        if self.quiet {
            return Ok(());
        }
        self.out.flush()?;
        writeln!(self.err, "{what}")
    }
}
