//! A knowledge file as it was read, before anything is known of it.

/// A text file of the knowledge folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The path below the knowledge folder, with `/`: `countries/uzbekistan.toml`.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// The number of the line that holds a byte of a text, from 1.
pub fn line_of(text: impl AsRef<[u8]>, at: usize) -> usize {
    text.as_ref().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

/// The largest knowledge file, in bytes.
pub const MAX_FILE_BYTES: u64 = 4 * 1024 * 1024;

/// The sub-folders that hold knowledge files.
pub const FOLDERS: &[&str] = &["sources", "profiles", "countries", "topics"];

/// How the names of knowledge files end.
pub(super) const ENDINGS: &[&str] = &[".toml", ".fingerprint"];

/// What a file holds, by its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileKind<'a> {
    /// `sources.toml`
    Sources,
    /// `lexicon.toml`
    Lexicon,
    /// `guard.toml`
    Guard,
    /// `countries/NAME.toml` and `topics/NAME.toml`
    Entries,
    /// `profiles/ENTITY.toml`
    Profile(&'a str),
    /// `sources/ID.fingerprint`
    Fingerprint(&'a str),
    /// `sources/ID.skip.toml`
    Skip(&'a str),
}

impl FileKind<'_> {
    /// What the path says the file holds; none for a path that is no knowledge file's.
    pub fn of(path: &str) -> Option<FileKind<'_>> {
        match path.split_once('/') {
            None => match path {
                "sources.toml" => Some(FileKind::Sources),
                "lexicon.toml" => Some(FileKind::Lexicon),
                "guard.toml" => Some(FileKind::Guard),
                _ => None,
            },
            Some((_, name)) if name.contains('/') => None,
            Some(("countries" | "topics", name)) => name.strip_suffix(".toml").map(|_| FileKind::Entries),
            Some(("profiles", name)) => name.strip_suffix(".toml").map(FileKind::Profile),
            Some(("sources", name)) => name
                .strip_suffix(".fingerprint")
                .map(FileKind::Fingerprint)
                .or_else(|| name.strip_suffix(".skip.toml").map(FileKind::Skip)),
            Some(_) => None,
        }
    }

    /// Whether the file is TOML.
    pub fn is_toml(&self) -> bool {
        !matches!(self, FileKind::Fingerprint(_))
    }
}
