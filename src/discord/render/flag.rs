//! Whom an answer is about, at a glance: a flag and a colour.

use crate::knowledge::{EntityId, Knowledge};

/// The colour of what concerns the whole region, or no state.
pub(super) const REGION: u32 = 0x00C8_A45C;

/// A flag and a colour, by entity: the main colour of the flag, told apart where two are alike.
const FLAGS: &[(&str, &str, u32)] = &[
    ("kazakhstan", "🇰🇿", 0x0000_AFCA),
    ("kyrgyzstan", "🇰🇬", 0x00E8_112D),
    ("tajikistan", "🇹🇯", 0x00F2_A900),
    ("turkmenistan", "🇹🇲", 0x0000_843D),
    ("uzbekistan", "🇺🇿", 0x0000_72CE),
    ("russia", "🇷🇺", REGION),
    ("china", "🇨🇳", REGION),
    ("united-states", "🇺🇸", REGION),
    ("european-union", "🇪🇺", REGION),
    ("turkey", "🇹🇷", REGION),
    ("iran", "🇮🇷", REGION),
    ("afghanistan", "🇦🇫", REGION),
];

/// The flags of what something is about, in its order, and its colour: that of the first state of the region.
pub(super) fn flags(knowledge: &Knowledge, about: &[EntityId]) -> (String, u32) {
    let own = about.iter().filter_map(|id| {
        let stands_for = knowledge.entities.get(id).and_then(|entity| entity.stands_for()).unwrap_or(id);
        FLAGS.iter().find(|(name, ..)| *name == stands_for.as_str())
    });
    let mut shown = String::new();
    let mut colour = REGION;
    for (_, flag, of_flag) in own {
        if !shown.contains(flag) {
            shown.push_str(flag);
        }
        if colour == REGION {
            colour = *of_flag;
        }
    }
    (shown, colour)
}
