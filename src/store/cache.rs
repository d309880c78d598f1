//! A cache of one file a knowledge folder: parts that can be made again, kept to start sooner.
//!
//! A cache never fails: what is stale, torn or unreadable is as good as absent.

use super::disk::replace;
use siphasher::sip128::{Hasher128, SipHasher13};
use std::fs::File;
use std::hash::Hasher;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

/// What begins every cache file; its last letter goes up when the bytes behind it change their shape.
const MAGIC: &[u8; 8] = b"chaikh-K";
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
    pub fn of(program: &[u8], inputs: impl IntoIterator<Item: AsRef<[u8]>>) -> Self {
        Self { program: hash([program]), inputs: hash(inputs) }
    }

    /// The key of other inputs of the same program.
    #[must_use]
    pub fn with(self, inputs: impl IntoIterator<Item: AsRef<[u8]>>) -> Self {
        Self { inputs: hash(inputs), ..self }
    }
}

fn hash(inputs: impl IntoIterator<Item: AsRef<[u8]>>) -> u128 {
    let mut hasher = SipHasher13::new();
    for input in inputs {
        let input = input.as_ref();
        hasher.write_usize(input.len());
        hasher.write(input);
    }
    hasher.finish128().as_u128()
}

/// What was kept.
#[derive(Debug)]
pub enum Kept {
    /// Made of the same inputs.
    Same(Parts),
    /// Made by the same program of other inputs.
    Other(Parts),
}

/// Parts that were kept, each read when it is asked for: what was made of the one before needs it no more.
///
/// They end before the first that is not whole; what is behind that is nobody's.
#[derive(Debug)]
pub struct Parts(File);

impl Iterator for Parts {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let mut found = [0; FRAME];
        self.0.read_exact(&mut found).ok()?;
        let length = u64::from_le_bytes(*found.first_chunk()?);
        // A part that says of itself what is not so asks for no more room than there is.
        let left = self.0.metadata().ok()?.len().checked_sub(self.0.stream_position().ok()?)?;
        let mut part = Vec::new();
        part.try_reserve_exact(usize::try_from(length).ok().filter(|_| length <= left)?).ok()?;
        self.0.by_ref().take(length).read_to_end(&mut part).ok()?;
        Some(part).filter(|part| found == frame(part))
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
        let name = hash([absolute.as_os_str().as_encoded_bytes()]);
        Self { file: caches.join(format!("{name:032x}{ENDING}")) }
    }

    /// The parts, where they were made by this program.
    pub fn read(&self, key: Key) -> Option<Kept> {
        if !self.is_ours() {
            return None;
        }
        let mut file = File::open(&self.file).ok()?;
        let mut found = [0; HEAD];
        file.read_exact(&mut found).ok()?;
        let inputs = u128::from_le_bytes(*found.last_chunk()?);
        if found != head(Key { inputs, ..key }) {
            return None;
        }
        Some(if inputs == key.inputs { Kept::Same(Parts(file)) } else { Kept::Other(Parts(file)) })
    }

    /// Keeps parts for the next start.
    pub fn write(&self, key: Key, parts: &[impl AsRef<[u8]>]) {
        if self.file.symlink_metadata().is_ok() && !self.is_ours() {
            return;
        }
        let mut whole = Vec::from(head(key));
        whole.reserve_exact(parts.iter().map(|part| FRAME + part.as_ref().len()).sum());
        for part in parts.iter().map(AsRef::as_ref) {
            whole.extend(frame(part));
            whole.extend_from_slice(part);
        }
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
const HEAD: usize = 8 + 2 * 16;
/// How long the frame of a part is.
const FRAME: usize = 8 + 4;

/// The head: what the file is, what made it and of what. The parts follow, each in its frame.
fn head(Key { program, inputs }: Key) -> [u8; HEAD] {
    joined([MAGIC.as_slice(), &program.to_le_bytes(), &inputs.to_le_bytes()])
}

/// What stands before a part: how long it is, and a checksum of that and of it.
fn frame(part: &[u8]) -> [u8; FRAME] {
    let length = (part.len() as u64).to_le_bytes();
    let mut sum = crc32fast::Hasher::new();
    sum.update(&length);
    sum.update(part);
    joined([&length, &sum.finalize().to_le_bytes()])
}

fn joined<const LENGTH: usize, const COUNT: usize>(fields: [&[u8]; COUNT]) -> [u8; LENGTH] {
    let mut joined = [0; LENGTH];
    for (place, byte) in joined.iter_mut().zip(fields.into_iter().flatten()) {
        *place = *byte;
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{Cache, FRAME, HEAD, Kept, Key, MAGIC};
    use std::path::Path;

    /// What is kept under a key, and whether it was made of the same inputs.
    fn read(cache: &Cache, key: Key) -> Option<(bool, Vec<Vec<u8>>)> {
        cache.read(key).map(|kept| match kept {
            Kept::Same(parts) => (true, parts.collect()),
            Kept::Other(parts) => (false, parts.collect()),
        })
    }

    #[test]
    fn only_whole_parts_of_the_same_program_come_back_and_say_of_what_they_were_made() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), Path::new("knowledge"));
        let key = Key::of(b"program", ["one", "two"]);
        assert_eq!(read(&cache, key), None, "nothing was kept");
        let parts = ["an", "", " index"].map(|part| part.as_bytes().to_vec());
        cache.write(key, &parts);
        assert_eq!(read(&cache, key), Some((true, parts.to_vec())));
        assert_eq!(read(&cache, key.with(["onetwo"])), Some((false, parts.to_vec())));
        assert_eq!(read(&cache, Key::of(b"newer", ["one", "two"])), None, "made by another program");
        let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
        let whole = std::fs::read(&file).unwrap();
        let ends = [HEAD + FRAME + 2, HEAD + 2 * FRAME + 2, whole.len()];
        for at in 0..whole.len() {
            let before = (at >= HEAD).then(|| parts.iter().zip(ends).filter(|(_, end)| *end <= at).count());
            let left = before.map(|count| (true, parts[..count].to_vec()));
            super::replace(&file, &whole[..at]).unwrap();
            assert_eq!(read(&cache, key), left, "torn at {at}");
            if at >= HEAD {
                super::replace(&file, &[&whole[..at], &[0; 50]].concat()).unwrap();
                assert_eq!(read(&cache, key), left, "zeros from {at} on");
            }
            let mut spoilt = whole.clone();
            spoilt[at] ^= 0x80;
            super::replace(&file, &spoilt).unwrap();
            let inputs = MAGIC.len() + 16..HEAD;
            let (same, count) = (!inputs.contains(&at), before.or(inputs.contains(&at).then_some(parts.len())));
            assert_eq!(read(&cache, key), count.map(|count| (same, parts[..count].to_vec())), "another byte at {at}");
        }
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::of(b"program", ["x"]);
        for at in 0..12 {
            Cache::new(folder.path(), Path::new(&format!("knowledge-{at}"))).write(key, &["x"]);
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), super::REMEMBERED);
    }
}
