//! What stands for a person in the ledger: a keyed hash of the user id.
//!
//! This is pseudonymous, not anonymous: whoever has the key can test whether a row belongs to a user id, and user ids
//! are no secret. Without the key a row tells nothing about who it was.

use crate::store::disk;
use siphasher::sip128::{Hasher128, SipHasher24};
use std::fmt;
use std::hash::Hasher;
use std::io;
use std::path::{Path, PathBuf};

/// How many bytes a key has.
const KEY_BYTES: usize = 16;

/// A person in the ledger: the same for all of their rows, and no user id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pseudonym([u8; 16]);

impl Pseudonym {
    /// The pseudonym that these bytes are.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Its bytes, as a database keeps them.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pseudonym({self})")
    }
}

/// The secret under which user ids become pseudonyms. Nothing prints it.
#[derive(Clone)]
pub struct Key([u8; KEY_BYTES]);

/// A key that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or made.
    #[error("the key `{}` cannot be read or made: {source}; let the bot read and write its folder", path.display())]
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

    /// What stands for a user id under this key.
    pub fn pseudonym(&self, user: u64) -> Pseudonym {
        let mut hasher = SipHasher24::new_with_key(&self.0);
        hasher.write(&user.to_le_bytes());
        Pseudonym(hasher.finish128().as_bytes())
    }
}

impl Key {
    /// A user id that only this key opens again, given the pseudonym: for whoever must be reached later.
    pub fn seal(&self, user: u64) -> u64 {
        user ^ self.pad(&self.pseudonym(user))
    }

    /// The user id that was sealed for a pseudonym; none where it was not, or under another key.
    pub fn unseal(&self, person: &Pseudonym, sealed: u64) -> Option<u64> {
        let user = sealed ^ self.pad(person);
        (self.pseudonym(user) == *person).then_some(user)
    }

    /// No two people have the same pad, and a pseudonym of 16 bytes is never taken for the 8 bytes of a user id.
    fn pad(&self, person: &Pseudonym) -> u64 {
        let mut hasher = SipHasher24::new_with_key(&self.0);
        hasher.write(&person.0);
        hasher.finish128().h1
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

    /// The value comes from another implementation of SipHash-2-4 with 128 bits.
    #[test]
    fn a_pseudonym_is_the_siphash_of_the_user_id() {
        let key = Key::from_bytes(std::array::from_fn(|at| u8::try_from(at).unwrap()));
        assert_eq!(key.pseudonym(1).to_string(), "f270b484f072aabc016488cb6f60a4d4");
        assert_ne!(Key::random().unwrap().pseudonym(1), key.pseudonym(1), "another key, another pseudonym");
    }

    #[test]
    fn a_sealed_user_id_opens_under_its_key_and_pseudonym_only() {
        let key = Key::from_bytes([7; 16]);
        for user in [0, 1, 123_456_789_012_345_678, u64::MAX] {
            let (person, sealed) = (key.pseudonym(user), key.seal(user));
            assert_ne!(sealed, user);
            assert_eq!(key.unseal(&person, sealed), Some(user));
            assert_eq!(key.unseal(&person, sealed ^ 1), None);
            assert_eq!(key.unseal(&key.pseudonym(5), sealed), None);
            assert_eq!(Key::from_bytes([8; 16]).unseal(&person, sealed), None);
        }
    }

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
