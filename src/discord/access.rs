//! Who may do what, decided here on every path: nobody may who is not named in the config.

use crate::config::Rights;
use poise::serenity_prelude::Member;
use std::collections::BTreeMap;

/// What somebody may do; each includes what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Right {
    /// Ask and read.
    Read,
    /// Suggest.
    Suggest,
    /// Add and edit, and see to the queue.
    Edit,
    /// Retire, import, undo and change settings.
    Keep,
}

/// Who may do what, by guild.
#[derive(Debug, Default)]
pub(super) struct Access {
    guilds: BTreeMap<u64, Rights>,
}

/// The one who wants to do something: where, who, and with which roles Discord says they have at this moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person<'r> {
    pub(super) guild: Option<u64>,
    pub(super) user: u64,
    pub(super) roles: &'r [u64],
}

/// The roles that Discord sent along with what somebody did.
pub(super) fn roles(member: Option<&Member>) -> Vec<u64> {
    member.into_iter().flat_map(|member| &member.roles).map(|role| role.get()).collect()
}

impl Access {
    pub(super) fn new(guilds: BTreeMap<u64, Rights>) -> Self {
        Self { guilds }
    }

    /// The most that a person may do; outside of the guilds that are named, nobody may more than read. Where a guild
    /// names no contributors, all of its members are.
    pub(super) fn of(&self, person: Person<'_>) -> Right {
        let Some(rights) = person.guild.and_then(|guild| self.guilds.get(&guild)) else {
            return Right::Read;
        };
        let named = |ids: &[u64]| ids.contains(&person.user) || person.roles.iter().any(|role| ids.contains(role));
        if named(&rights.keepers) {
            Right::Keep
        } else if named(&rights.editors) {
            Right::Edit
        } else if rights.contributors.is_empty() || named(&rights.contributors) {
            Right::Suggest
        } else {
            Right::Read
        }
    }

    /// Whether a person may do this.
    pub(super) fn may(&self, person: Person<'_>, right: Right) -> bool {
        self.of(person) >= right
    }
}

#[cfg(test)]
mod tests {
    use super::{Access, Person, Right};
    use crate::config::Rights;

    #[test]
    fn nobody_has_a_right_who_is_not_named_in_that_guild() {
        let rights = Rights { contributors: vec![1], editors: vec![2, 20], keepers: vec![3] };
        let access = Access::new([(100, rights)].into());
        for (guild, user, roles, right) in [
            (Some(100), 9, &[][..], Right::Read),
            (Some(100), 1, &[], Right::Suggest),
            (Some(100), 9, &[7, 20], Right::Edit),
            (Some(100), 3, &[20], Right::Keep),
            (Some(101), 3, &[20], Right::Read),
            (None, 3, &[], Right::Read),
        ] {
            assert_eq!(access.of(Person { guild, user, roles }), right, "{guild:?} {user} {roles:?}");
        }
        assert!(access.may(Person { guild: Some(100), user: 3, roles: &[] }, Right::Edit), "a keeper may edit");
        let open = Access::new([(100, Rights { keepers: vec![3], ..Rights::default() })].into());
        assert_eq!(open.of(Person { guild: Some(100), user: 9, roles: &[] }), Right::Suggest);
        assert_eq!(open.of(Person { guild: Some(101), user: 9, roles: &[] }), Right::Read);
    }
}
