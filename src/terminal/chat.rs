//! `chaikhana chat`: a prompt that remembers the question before.

use super::output::Output;
use super::render::Marks;
use super::{Desk, Exit, batch, explain, refuse, render, source};
use crate::app::{self, App, Context};
use crate::knowledge::{EntryId, shown};
use crate::reply::{self, Reply, Span};
use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{Editor, Helper, Highlighter, Hinter, Validator};
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

/// What can be typed beside questions.
const HELP: &str = "  a number         the answer to a question that was offered, or the proof behind [a number]
  /country NAME    a state, a power or an organisation in summary
  /compare A, B    two of them side by side
  /timeline NAME   what happened when
  /about NAME      which questions are answered about it
  /sources         the documents behind the answers
  /explain         why the last question got what it got
  /quit            leave (or Ctrl-D)
Tab completes questions; the arrow keys bring back what was typed.
";

/// How many completions are offered.
const COMPLETIONS: usize = 8;

pub(super) fn run(desk: &Desk<'_>, out: &mut Output) -> io::Result<Exit> {
    let app = match desk.app() {
        Ok(app) => Arc::new(app),
        Err(error) => return refuse(out, Exit::Unusable, error),
    };
    let mut chat = Chat { app: Arc::clone(&app), previous: None, before: None, offered: Vec::new() };
    if io::stdin().is_terminal() {
        prompt(&mut chat, app, out)?;
    } else {
        piped(&mut chat, out)?;
    }
    out.out.flush()?;
    Ok(Exit::Done)
}

/// Lines from a person, with history and completion.
fn prompt(chat: &mut Chat, app: Arc<App>, out: &mut Output) -> io::Result<()> {
    // While somebody reads the first line; questions meanwhile are answered with the confidence there is.
    let background = Arc::clone(&app);
    std::thread::spawn(move || background.calibrate(|| ()));
    let mut editor: Editor<Questions, DefaultHistory> = Editor::new().map_err(io::Error::other)?;
    editor.set_helper(Some(Questions { app }));
    out.remark("Ask a question, or type /help. /quit leaves.")?;
    loop {
        match editor.readline("chaikhana> ") {
            Ok(line) => {
                let _ = editor.add_history_entry(line.as_str());
                if !chat.take(&line, out)? {
                    return Ok(());
                }
                out.out.flush()?;
            }
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => return Ok(()),
            Err(error) => return Err(io::Error::other(error)),
        }
    }
}

/// Lines from a file or another program.
fn piped(chat: &mut Chat, out: &mut Output) -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    while batch::next_line(&mut input, &mut line)? {
        if !chat.take(&String::from_utf8_lossy(&line), out)? {
            break;
        }
        out.out.flush()?;
    }
    Ok(())
}

/// What a chat remembers.
struct Chat {
    app: Arc<App>,
    /// The last question.
    previous: Option<String>,
    /// The question before the last, on which it may lean.
    before: Option<String>,
    /// What the last reply offered, by number from 1.
    offered: Vec<EntryId>,
}

impl Chat {
    /// Handles a line; false when the person leaves.
    fn take(&mut self, line: &str, out: &mut Output) -> io::Result<bool> {
        let line = line.trim();
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        match word {
            "" => {}
            "/quit" | "/exit" | "quit" | "exit" if rest.is_empty() => return Ok(false),
            "/help" => {
                let states = reply::states(&self.app.knowledge());
                writeln!(out.out, "Ask anything on the foreign policy of {states}.\n{HELP}")?;
            }
            "/sources" => writeln!(out.out, "{}", source::render(&app::sources(&self.app.knowledge()), out.width))?,
            "/country" => self.show(&self.app.country(rest, None), out)?,
            "/about" => self.show(&self.app.about(rest), out)?,
            "/timeline" => self.show(&self.app.timeline(Some(rest), Span::default()), out)?,
            "/compare" => self.compare(rest, out)?,
            "/explain" => self.explain(out)?,
            command if command.starts_with('/') => {
                writeln!(out.out, "There is no {} here; /help lists what there is.\n", shown(command))?;
            }
            _ => match line.parse::<usize>() {
                Ok(number) => self.pick(number, out)?,
                Err(_) => self.ask(line, out)?,
            },
        }
        Ok(true)
    }

    /// Draws a reply and remembers what it offers.
    fn show(&mut self, reply: &Reply, out: &mut Output) -> io::Result<()> {
        self.offered = render::pickable(reply).into_iter().cloned().collect();
        writeln!(out.out, "{}", render::render(reply, out.width, Marks::Numbers))
    }

    /// Answers a question that was offered, by its number.
    fn pick(&mut self, number: usize, out: &mut Output) -> io::Result<()> {
        let entry = number.checked_sub(1).and_then(|at| self.offered.get(at));
        match entry.and_then(|entry| self.app.entry(entry)) {
            Some(reply) => self.show(&reply, out),
            None => writeln!(out.out, "Nothing is offered under {number}; ask a question, or type /help.\n"),
        }
    }

    fn ask(&mut self, question: &str, out: &mut Output) -> io::Result<()> {
        let context = Context { previous: self.previous.take() };
        let asked = self.app.ask(question, &context);
        self.before = context.previous;
        self.previous = Some(question.to_owned());
        self.show(&asked.reply, out)
    }

    /// Two names, with a comma or a word between them; two words need neither.
    fn compare(&mut self, names: &str, out: &mut Output) -> io::Result<()> {
        let between = [",", " and ", " with ", " vs "];
        let two_words = || names.split_once(' ').filter(|(_, rest)| !rest.trim().contains(' '));
        match between.iter().find_map(|sign| names.split_once(sign)).or_else(two_words) {
            Some((one, other)) => self.show(&self.app.compare(one.trim(), other.trim(), None), out),
            None => writeln!(out.out, "Name two with a comma between, such as /compare Kazakhstan, Uzbekistan.\n"),
        }
    }

    fn explain(&self, out: &mut Output) -> io::Result<()> {
        let Some(question) = &self.previous else {
            return writeln!(out.out, "Ask a question first; /explain then says how its answer came about.\n");
        };
        let context = Context { previous: self.before.clone() };
        writeln!(out.out, "{}", explain::render(&self.app.explain(question, &context)))
    }
}

/// What rustyline asks while somebody types.
#[derive(Helper, Hinter, Highlighter, Validator)]
struct Questions {
    app: Arc<App>,
}

impl Completer for Questions {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _: &rustyline::Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let typed = line.get(..position).unwrap_or(line);
        if typed.starts_with('/') {
            return Ok((0, commands(typed)));
        }
        let pairs = self
            .app
            .suggest(typed, COMPLETIONS)
            .into_iter()
            .map(|suggestion| Pair { display: suggestion.question.clone(), replacement: suggestion.question });
        Ok((0, pairs.collect()))
    }
}

/// The commands that begin as typed.
fn commands(typed: &str) -> Vec<Pair> {
    let known = ["/about ", "/compare ", "/country ", "/explain", "/help", "/quit", "/sources", "/timeline "];
    let begun = known.iter().filter(|command| command.starts_with(typed));
    begun.map(|command| Pair { display: command.trim_end().to_owned(), replacement: (*command).to_owned() }).collect()
}
