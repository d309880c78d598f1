//! The key of the pseudonyms, in a file that only its owner can read.

use crate::store::disk;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// How many bytes a key has.
const KEY_BYTES: usize = 16;

/// The secret under which user ids become pseudonyms. Nothing prints it.
#[derive(Clone)]
pub struct Key(pub(super) [u8; KEY_BYTES]);

/// A key that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or made.
    #[error("the key `{}` cannot be read or made: {source}; let this user read and write its folder", path.display())]
    Unreachable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is no key.
    #[error("the key `{}` has {found} bytes, a key has {KEY_BYTES}; put a backup in its place, or delete it to begin a new one (rows of before then belong to nobody any more)", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// How many bytes it has.
        found: usize,
    },
    /// The system gives no randomness.
    #[error("no key can be made, the system gives no random numbers: {0}; try again")]
    NoRandomness(getrandom::Error),
}

/// Where it is noted that a key was gone while the ledger kept something under it. It stays until somebody has seen it.
#[cfg(any(feature = "discord", feature = "ledger"))]
pub fn mark_of_lost_key(key: &Path) -> PathBuf {
    key.with_extension("lost")
}

impl Key {
    /// Reads the key of a file. Where there is no file, makes one that only its owner can read.
    ///
    /// # Errors
    /// [`KeyError`] where that is not possible; a file that is no key is left as it is.
    pub fn open(path: &Path) -> Result<Self, KeyError> {
        let unreachable = |source| KeyError::Unreachable { path: path.to_owned(), source };
        if !path.try_exists().map_err(unreachable)? {
            // Where another process was faster, its key is the one.
            disk::create_private(path, &Self::random()?.0).map_err(unreachable)?;
        }
        let bytes = std::fs::read(path).map_err(unreachable)?;
        let key = bytes.as_slice().try_into();
        key.map(Self).map_err(|_| KeyError::Malformed { path: path.to_owned(), found: bytes.len() })
    }

    /// A new key that nobody has.
    ///
    /// # Errors
    /// [`KeyError::NoRandomness`], on systems that are badly broken.
    pub fn random() -> Result<Self, KeyError> {
        let mut bytes = [0; KEY_BYTES];
        getrandom::fill(&mut bytes).map_err(KeyError::NoRandomness)?;
        Ok(Self(bytes))
    }

    /// The key that these bytes are.
    pub fn from_bytes(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(secret)")
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, KeyError};

    #[test]
    fn debug_tells_nothing_about_the_key() {
        assert_eq!(format!("{:?}", Key::from_bytes([7; 16])), "Key(secret)");
    }

    #[test]
    fn a_key_is_made_once_and_then_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("data/key");
        let made = Key::open(&file).unwrap();
        assert_eq!(Key::open(&file).unwrap().pseudonym(5), made.pseudonym(5));
        assert_eq!(std::fs::read_dir(file.parent().unwrap()).unwrap().count(), 1, "no temporary stays");
    }

    #[test]
    fn all_who_start_at_once_get_one_key() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key");
        let open = || Key::open(&file).unwrap().pseudonym(5);
        let found = std::thread::scope(|scope| {
            let all: Vec<_> = (0..16).map(|_| scope.spawn(open)).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect::<Vec<_>>()
        });
        assert!(found.iter().all(|one| *one == found[0]), "{found:?}");
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_the_key() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key");
        Key::open(&file).unwrap();
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_file_that_is_no_key_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key");
        super::disk::replace(&file, b"short").unwrap();
        assert!(matches!(Key::open(&file), Err(KeyError::Malformed { found: 5, .. })));
        assert_eq!(std::fs::read(&file).unwrap(), b"short");
    }
}
