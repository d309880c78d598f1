//! A cache of one file a knowledge folder: bytes that can be made again, kept to start sooner.
//!
//! A cache never fails: what is stale, torn or unreadable is as good as absent.

use super::disk::replace;
use siphasher::sip128::{Hasher128, SipHasher13};
use std::hash::Hasher;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What begins every cache file; its last letter goes up when the bytes behind it change their shape.
const MAGIC: &[u8; 8] = b"chaikh-G";
/// How a cache file ends.
const ENDING: &str = ".index";
/// How many folders are remembered; the oldest is forgotten first.
const REMEMBERED: usize = 8;

/// What bytes were made of: by which program, and of which inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    program: u128,
    inputs: u128,
}

impl Key {
    /// The key of inputs, in their order.
    pub fn of<'a>(program: &[u8], inputs: impl IntoIterator<Item = &'a [u8]>) -> Self {
        Self { program: hash([program]), inputs: hash(inputs) }
    }

    /// The key of other inputs of the same program.
    #[must_use]
    pub fn with<'a>(self, inputs: impl IntoIterator<Item = &'a [u8]>) -> Self {
        Self { inputs: hash(inputs), ..self }
    }
}

fn hash<'a>(inputs: impl IntoIterator<Item = &'a [u8]>) -> u128 {
    let mut hasher = SipHasher13::new();
    for input in inputs {
        hasher.write_usize(input.len());
        hasher.write(input);
    }
    hasher.finish128().as_u128()
}

/// Bytes that were kept, and whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// Made of the same inputs.
    Same(Vec<u8>),
    /// Made by the same program of other inputs.
    Other(Vec<u8>),
}

/// The cache file of a knowledge folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cache {
    file: PathBuf,
}

impl Cache {
    /// The cache of `knowledge` in the folder `caches`.
    pub fn new(caches: &Path, knowledge: &Path) -> Self {
        let absolute = std::path::absolute(knowledge).unwrap_or_else(|_| knowledge.to_owned());
        let name = hash([absolute.as_os_str().as_encoded_bytes()]);
        Self { file: caches.join(format!("{name:032x}{ENDING}")) }
    }

    /// The bytes, where they were made by this program and are whole.
    pub fn read(&self, key: Key) -> Option<Kept> {
        if !self.is_ours() {
            return None;
        }
        let mut file = std::fs::File::open(&self.file).ok()?;
        let mut found = [0; HEAD];
        file.read_exact(&mut found).ok()?;
        let inputs = u128::from_le_bytes(found.get(MAGIC.len() + 16..)?.first_chunk().copied()?);
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        if found != head(Key { inputs, ..key }, crc32fast::hash(&bytes)) {
            return None;
        }
        Some(if inputs == key.inputs { Kept::Same(bytes) } else { Kept::Other(bytes) })
    }

    /// Keeps bytes for the next start.
    pub fn write(&self, key: Key, bytes: &[u8]) {
        if self.file.symlink_metadata().is_ok() && !self.is_ours() {
            return;
        }
        let whole = [&head(key, crc32fast::hash(bytes)), bytes].concat();
        match replace(&self.file, &whole) {
            Ok(()) => self.forget_oldest(),
            Err(error) => tracing::debug!("the index is not cached in `{}`: {error}", self.file.display()),
        }
    }

    /// Whether the file is a plain one: a link or a device somebody put in its place is left alone.
    fn is_ours(&self) -> bool {
        self.file.symlink_metadata().is_ok_and(|file| file.is_file())
    }

    fn forget_oldest(&self) {
        let files = self.file.parent().and_then(|folder| std::fs::read_dir(folder).ok());
        let ours = files.into_iter().flatten().flatten().filter(|file| {
            let name = file.file_name();
            name.to_string_lossy().strip_suffix(ENDING).is_some()
        });
        let dated = ours.filter_map(|file| Some((file.metadata().ok()?.modified().ok()?, file.path())));
        let mut files: Vec<_> = dated.collect();
        files.sort();
        for (_, file) in files.iter().rev().skip(REMEMBERED) {
            let _ = std::fs::remove_file(file);
        }
    }
}

/// How long the head of a cache file is.
const HEAD: usize = 8 + 2 * 16 + 4;

/// The head: what the file is, what made it and of what, and a checksum of what follows.
fn head(Key { program, inputs }: Key, content: u32) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    let parts = [MAGIC.as_slice(), &program.to_le_bytes(), &inputs.to_le_bytes(), &content.to_le_bytes()];
    for (place, byte) in head.iter_mut().zip(parts.into_iter().flatten()) {
        *place = *byte;
    }
    head
}

#[cfg(test)]
mod tests {
    use super::{Cache, Kept, Key};
    use std::path::Path;

    #[test]
    fn only_whole_bytes_of_the_same_program_come_back_and_say_of_what_they_were_made() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), Path::new("knowledge"));
        let key = Key::of(b"program", [b"one".as_slice(), b"two"]);
        assert_eq!(cache.read(key), None, "nothing was kept");
        cache.write(key, b"an index");
        assert_eq!(cache.read(key), Some(Kept::Same(b"an index".to_vec())));
        assert_eq!(cache.read(key.with([b"onetwo".as_slice()])), Some(Kept::Other(b"an index".to_vec())));
        assert_eq!(cache.read(Key::of(b"newer", [b"one".as_slice(), b"two"])), None, "made by another program");
        let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
        let mut torn = std::fs::read(&file).unwrap();
        torn.pop();
        super::replace(&file, &torn).unwrap();
        assert_eq!(cache.read(key), None, "torn");
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::of(b"program", [b"x".as_slice()]);
        for at in 0..12 {
            Cache::new(folder.path(), Path::new(&format!("knowledge-{at}"))).write(key, b"x");
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), super::REMEMBERED);
    }
}
