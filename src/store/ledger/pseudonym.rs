//! What stands for a person in the ledger: a keyed hash of the user id.
//!
//! This is pseudonymous, not anonymous: whoever has the key can test whether a row belongs to a user id, and user ids
//! are no secret. Without the key a row tells nothing about who it was.

use super::Key;
use siphasher::sip128::{Hasher128, SipHasher24};
use std::fmt;
use std::hash::Hasher;

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

impl Key {
    /// What stands for a user id under this key.
    pub fn pseudonym(&self, user: u64) -> Pseudonym {
        let mut hasher = SipHasher24::new_with_key(&self.0);
        hasher.write(&user.to_le_bytes());
        Pseudonym(hasher.finish128().as_bytes())
    }

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

#[cfg(test)]
mod tests {
    use super::Key;

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
}
