//! `chaikhana knowledge add` and `edit`: an entry written in an editor, as the TOML that the files hold.

use super::args::{self, Add, Publishing};
use super::editor::{edited, kept, unreadable};
use super::exchange::{Incoming, Way};
use super::keeper::Keeper;
use super::publish::{Outcome, Request, Shows, Unmade, publish, refused, unmade_is};
use crate::app::ledger::Via;
use crate::app::{self, Typed, again, exchange};
use crate::knowledge::edit::{Changed, Edit, EditError, EntryDraft, drafts, entry_block};
use crate::knowledge::{EntryId, File, FileKind, normal_form};
use crate::terminal::given::{optional_text, text_or_input};
use crate::terminal::output::Output;
use crate::terminal::{Exit, refuse};
use std::cell::RefCell;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::Path;

/// The file in which a lone entry is read.
const ALONE: &str = "countries/typed.toml";

/// What is said of a text that does not say what it was made from.
const REPLACES: &str =
    "the text takes the place of the entry as it is now, whatever others have changed of it since the text was made";

/// What is said once it was shown what others have changed.
const MERGE: &str = "take over into your text what is to stay of the entry as it is now; the next save replaces it";

pub(super) fn add(keeper: &Keeper<'_>, args: &Add, out: &mut Output) -> io::Result<Exit> {
    // Before somebody has typed what has no place.
    if FileKind::of(&args.file) != Some(FileKind::Entries) {
        return refuse(out, Exit::Misuse, EditError::NoPlace { file: args.file.clone() });
    }
    let given = match given(args.from.as_deref()) {
        Ok(given) => given,
        Err(why) => return refuse(out, Exit::Misuse, why),
    };
    let skeleton = match skeleton(keeper, args) {
        Ok(skeleton) => skeleton,
        Err(why) => return refuse(out, Exit::Misuse, why),
    };
    let typed = Typed::new(&keeper.config.discord.ledger, &new_name(&args.file, args.source.as_deref()));
    let make = |text: &str, _: &str, _: &[File]| {
        let entry = Box::new(alone(text)?);
        Ok(Edit::Add { file: args.file.clone(), entry })
    };
    let writing = Writing { typed, id: None, base: skeleton, make: &make, what: "new", publishing: &args.publishing };
    writing.run(keeper, given, out)
}

/// A text from elsewhere, with its file.
type Given<'g> = (&'g Path, String);

/// The text that is to be taken instead of one from an editor.
fn given(from: Option<&Path>) -> Result<Option<Given<'_>>, String> {
    from.map(|from| Ok((from, text_or_input(from)?))).transpose()
}

/// The name of a new entry's text: each file and source has its own, and none is an entry's id.
fn new_name(file: &str, source: Option<&str>) -> String {
    let plain = |sign: char| if sign.is_alphanumeric() { sign } else { '-' };
    let part = |text: &str| text.chars().map(plain).collect::<String>();
    let parts = std::iter::once(file.trim_end_matches(".toml")).chain(source).map(part);
    std::iter::once("new".to_owned()).chain(parts).collect::<Vec<_>>().join("_")
}

fn skeleton(keeper: &Keeper<'_>, args: &Add) -> Result<String, String> {
    let Some(source) = &args.source else { return Ok(String::new()) };
    let text = optional_text(args.text.as_deref())?;
    app::new_entry(&keeper.app().knowledge(), source, text.as_deref(), None).map_err(|error| error.to_string())
}

pub(super) fn edit(keeper: &Keeper<'_>, args: &args::Edit, out: &mut Output) -> io::Result<Exit> {
    let files = match keeper.files() {
        Ok(files) => files,
        Err(error) => return refused(error, out),
    };
    let base = match present_text(&files, &args.id) {
        Ok(text) => text,
        Err(error) => return unmade_is(error.into(), out),
    };
    let given = match given(args.from.as_deref()) {
        Ok(given) => given,
        Err(why) => return refuse(out, Exit::Misuse, why),
    };
    if let Some((from, text)) = &given
        && let Some(entries) = exchange::exported(text)
    {
        return exported(keeper, args, (from, text), &entries, out);
    }
    let typed = Typed::new(&keeper.config.discord.ledger, args.id.as_str());
    let make = |text: &str, base: &str, present: &[File]| changed(&args.id, text, base, present);
    let writing =
        Writing { typed, id: Some(&args.id), base, make: &make, what: "edited", publishing: &args.publishing };
    writing.run(keeper, given, out)
}

/// Takes an entry that `export` wrote: with what it was made from, nothing is taken back that others have changed.
fn exported(
    keeper: &Keeper<'_>,
    args: &args::Edit,
    (from, text): (&Path, &str),
    entries: &[(String, bool)],
    out: &mut Output,
) -> io::Result<Exit> {
    let based = match entries {
        [(id, based)] if id == args.id.as_str() => *based,
        _ => {
            let why = format!(
                "the export is not of `{}` alone; `chaikhana knowledge import` takes in all entries of one",
                args.id
            );
            return refuse(out, Exit::Misuse, why);
        }
    };
    let incoming = Incoming {
        text: text.to_owned(),
        name: from.display().to_string(),
        form: exchange::Form::Toml,
        as_it_is: false,
        replaces: "without its `base`, the text takes the place of the entry as it is",
    };
    let note = (!based).then(|| REPLACES.to_owned());
    let way = Way { via: Via::Terminal, what: "edited".to_owned(), shows: Shows::Entries, note, dry: false };
    incoming.publish(keeper, way, &args.publishing, out)
}

/// An entry as it is.
fn present_text(files: &[File], id: &EntryId) -> Result<String, EditError> {
    let (file, block) = entry_block(files, id)?;
    Ok(file.text.get(block).unwrap_or_default().to_owned())
}

/// Makes an edit of a text, of what it was made from, and of the files as they are.
type Make<'m> = dyn Fn(&str, &str, &[File]) -> Result<Edit, Unmade> + 'm;

/// An entry on its way from an editor to the files.
struct Writing<'w> {
    typed: Typed,
    /// The entry that is changed; none where it is a new one.
    id: Option<&'w EntryId>,
    /// What is edited.
    base: String,
    /// Makes an edit of what was typed, what that was made from, and the files as they are.
    make: &'w Make<'w>,
    what: &'w str,
    publishing: &'w Publishing,
}

/// What lies there for the editor.
struct Begun {
    /// What it was made from.
    base: String,
    /// Whether it was there before.
    goes_on: bool,
}

/// What was typed, kept for this terminal alone.
struct Held {
    file: fs::File,
    /// What it was made from.
    base: String,
}

impl Writing<'_> {
    fn run(&self, keeper: &Keeper<'_>, given: Option<Given<'_>>, out: &mut Output) -> io::Result<Exit> {
        if let Some((from, text)) = given {
            return self.given(keeper, from, &text, out);
        }
        let Begun { base, goes_on } = match self.begun() {
            Ok(begun) => begun,
            Err(why) => return refuse(out, Exit::Unusable, why),
        };
        let mut held = match self.held(base) {
            Ok(held) => held,
            Err((exit, why)) => return refuse(out, exit, why),
        };
        if goes_on {
            out.remark(&format!("goes on with what was typed before, in `{}`", self.typed.path().display()))?;
        }
        loop {
            let text = match edited(keeper.config.terminal.editor.as_deref(), &self.typed) {
                Ok(text) => text,
                Err(why) => return refuse(out, Exit::Misuse, why),
            };
            if text.trim() == held.base.trim() {
                self.typed.forget();
                return refuse(out, Exit::No, "nothing was changed");
            }
            match self.publish_typed(keeper, &text, &mut held, out)? {
                Outcome::Published => return Ok(Exit::Done),
                Outcome::Left(_) if io::stdin().is_terminal() && out.confirmed("Open the editor again?")? => {}
                Outcome::Left(exit) => {
                    out.remark(&kept(&self.typed))?;
                    return Ok(exit);
                }
            }
        }
    }

    /// Lays the text out for the editor, or finds what was typed before. A text that is there is never written over.
    fn begun(&self) -> Result<Begun, String> {
        let path = self.typed.path().display();
        let before = self.typed.text().and_then(|text| Ok((text, self.typed.base()?)));
        match before {
            Ok((Some(_), Some(base))) => Ok(Begun { base, goes_on: true }),
            Ok((Some(_), None)) => {
                Err(format!("what `{path}` was made from is gone; move the file elsewhere and give it with `--from`"))
            }
            Ok((None, _)) => {
                let failed = |error: io::Error| format!("`{path}` cannot be written: {error}");
                self.typed.begin(&self.base).map_err(failed)?;
                Ok(Begun { base: self.base.clone(), goes_on: false })
            }
            Err(error) => Err(unreadable(&self.typed, &error)),
        }
    }

    /// Keeps what is typed for this terminal alone; else the exit, and why.
    fn held(&self, base: String) -> Result<Held, (Exit, String)> {
        match self.typed.hold() {
            Ok(Some(file)) => Ok(Held { file, base }),
            Ok(None) => Err((Exit::No, elsewhere(&self.typed))),
            Err(error) => {
                let why = format!("`{}` cannot be kept for you alone: {error}", self.typed.path().display());
                Err((Exit::Unusable, format!("{why}; {}", kept(&self.typed))))
            }
        }
    }

    /// Publishes a text that was written elsewhere, or in the file that an editor would open: that one was made from
    /// the entry as it was then.
    fn given(&self, keeper: &Keeper<'_>, from: &Path, text: &str, out: &mut Output) -> io::Result<Exit> {
        let base = if self.typed.is(from) { self.typed.base() } else { Ok(None) };
        let base = match base {
            Ok(Some(base)) => base,
            Ok(None) => {
                let note = self.id.map(|_| REPLACES.to_owned());
                return self.publish(keeper, text, &self.base, note, out).map(|(outcome, _)| outcome.exit());
            }
            Err(error) => return refuse(out, Exit::Unusable, unreadable(&self.typed, &error)),
        };
        let mut held = match self.held(base) {
            Ok(held) => held,
            Err((exit, why)) => return refuse(out, exit, why),
        };
        self.publish_typed(keeper, text, &mut held, out).map(Outcome::exit)
    }

    /// Publishes what was typed; it is then forgotten. Where others have changed the same, that was shown: from then on
    /// the text counts as made from what they have made, so that the next save is a knowing one.
    fn publish_typed(&self, keeper: &Keeper<'_>, text: &str, held: &mut Held, out: &mut Output) -> io::Result<Outcome> {
        let (outcome, theirs) = self.publish(keeper, text, &held.base, None, out)?;
        if matches!(outcome, Outcome::Published) {
            self.typed.forget();
        }
        if let Some(theirs) = theirs {
            let told = match Typed::rebase(&mut held.file, &theirs) {
                Ok(()) => MERGE.to_owned(),
                Err(error) => format!("that you were shown this cannot be noted: {error}; you may be shown it again"),
            };
            held.base = theirs;
            out.remark(&told)?;
        }
        Ok(outcome)
    }

    /// Publishes a text; with it comes the entry as others have made it, where that was in the way and was shown.
    fn publish(
        &self,
        keeper: &Keeper<'_>,
        text: &str,
        base: &str,
        note: Option<String>,
        out: &mut Output,
    ) -> io::Result<(Outcome, Option<String>)> {
        let theirs = RefCell::new(None);
        let make = |files: &[File]| {
            let made = (self.make)(text, base, files);
            if matches!(made, Err(Unmade::Conflicts(..))) {
                theirs.replace(self.id.and_then(|id| present_text(files, id).ok()));
            }
            made
        };
        let request = Request {
            make: &make,
            via: Via::Terminal,
            what: self.what.to_owned(),
            publishing: self.publishing,
            shows: Shows::Entries,
            note,
            dry: false,
        };
        let outcome = publish(keeper, &request, out)?;
        Ok((outcome, theirs.into_inner()))
    }
}

/// Why a text is not opened: what is published or given up in one terminal would take it from the other.
fn elsewhere(typed: &Typed) -> String {
    format!("`{}` is open in another terminal; finish there, then try again", typed.path().display())
}

/// The one entry of a text.
fn alone(text: &str) -> Result<EntryDraft, Unmade> {
    let file = File { path: ALONE.to_owned(), text: text.to_owned() };
    let mut all = match drafts(&[file]) {
        Ok(all) => all,
        Err(EditError::Broken { line, message, .. }) => {
            if ["`base`", "`file`"].iter().any(|field| message.starts_with(&format!("unknown field {field}"))) {
                let why = "the text is one that `export` wrote; `chaikhana knowledge import` takes it in";
                return Err(Unmade::Wrong(why.to_owned()));
            }
            return Err(Unmade::Wrong(format!(
                "line {line} cannot be read: {message}; docs/knowledge-format.md shows the form"
            )));
        }
        Err(error) => return Err(error.into()),
    };
    match (all.pop(), all.len()) {
        (Some((_, entry)), 0) => Ok(entry),
        (_, others) => {
            let count = if others == 0 { 0 } else { others + 1 };
            Err(Unmade::Wrong(format!("the text has {count} entries; write one `[[entry]]`")))
        }
    }
}

/// The files with an entry as it was typed, comments and all; what others have changed meanwhile stays.
fn changed(id: &EntryId, text: &str, base: &str, present: &[File]) -> Result<Edit, Unmade> {
    let entry = alone(text)?;
    if entry.id.trim() != id.as_str() {
        let why = format!("the id of `{id}` cannot become `{}`; retire it and add another instead", entry.id);
        return Err(Unmade::Wrong(why));
    }
    let file = File { path: ALONE.to_owned(), text: text.trim_end().to_owned() + "\n" };
    let text = normal_form(&file).unwrap_or(file.text);
    let (file, block) = entry_block(present, id)?;
    let with = |block_text: &str| {
        let mut whole = file.text.clone();
        whole.replace_range(block.clone(), block_text);
        whole
    };
    let typed = Changed { path: file.path.clone(), before: Some(with(base)), after: Some(with(&text)) };
    Ok(again(&[typed], present)?)
}
