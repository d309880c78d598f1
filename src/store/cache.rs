//! A cache of one file a knowledge folder: bytes that can be made again, kept to start sooner.
//!
//! A cache never fails: what is stale, torn or unreadable is as good as absent.

use super::disk::replace;
use siphasher::sip128::{Hasher128, SipHasher13};
use std::hash::Hasher;
use std::path::{Path, PathBuf};

/// What begins every cache file; its last letter goes up when the bytes behind it change their shape.
const MAGIC: &[u8; 8] = b"chaikh-B";
/// How a cache file ends.
const ENDING: &str = ".index";
/// How many folders are remembered; the oldest is forgotten first.
const REMEMBERED: usize = 8;

/// What bytes were made of: the same inputs have the same key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(u128);

impl Key {
    /// The key of inputs, in their order.
    pub fn of<'a>(inputs: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = SipHasher13::new();
        for input in inputs {
            hasher.write_usize(input.len());
            hasher.write(input);
        }
        Self(hasher.finish128().as_u128())
    }
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
        let Key(name) = Key::of([absolute.as_os_str().as_encoded_bytes()]);
        Self { file: caches.join(format!("{name:032x}{ENDING}")) }
    }

    /// The bytes, where they were made of these inputs and are whole.
    pub fn read(&self, key: Key) -> Option<Vec<u8>> {
        if !self.is_ours() {
            return None;
        }
        let mut bytes = std::fs::read(&self.file).ok()?;
        let head = head(key, Key::of([bytes.get(HEAD..)?]));
        if !bytes.starts_with(&head) {
            return None;
        }
        bytes.drain(..HEAD);
        Some(bytes)
    }

    /// Keeps bytes for the next start.
    pub fn write(&self, key: Key, bytes: &[u8]) {
        if self.file.symlink_metadata().is_ok() && !self.is_ours() {
            return;
        }
        let whole = [&head(key, Key::of([bytes])), bytes].concat();
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
const HEAD: usize = 8 + 16 + 16;

/// The head: what the file is, what it was made of, and that it is whole.
fn head(Key(made_of): Key, Key(content): Key) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    let (magic, keys) = head.split_at_mut(MAGIC.len());
    magic.copy_from_slice(MAGIC);
    let (first, second) = keys.split_at_mut(16);
    first.copy_from_slice(&made_of.to_le_bytes());
    second.copy_from_slice(&content.to_le_bytes());
    head
}

#[cfg(test)]
mod tests {
    use super::{Cache, Key};
    use std::path::Path;

    #[test]
    fn only_whole_bytes_of_the_same_inputs_come_back() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), Path::new("knowledge"));
        let key = Key::of([b"one".as_slice(), b"two"]);
        assert_eq!(cache.read(key), None, "nothing was kept");
        cache.write(key, b"an index");
        assert_eq!(cache.read(key).as_deref(), Some(b"an index".as_slice()));
        assert_eq!(cache.read(Key::of([b"onetwo".as_slice()])), None, "made of other inputs");
        let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
        let mut torn = std::fs::read(&file).unwrap();
        torn.pop();
        super::replace(&file, &torn).unwrap();
        assert_eq!(cache.read(key), None, "torn");
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::of([b"x".as_slice()]);
        for at in 0..12 {
            Cache::new(folder.path(), Path::new(&format!("knowledge-{at}"))).write(key, b"x");
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), super::REMEMBERED);
    }
}
