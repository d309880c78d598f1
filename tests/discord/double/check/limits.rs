//! The table of Discord's limits on what a bot sends: every object with its keys, lengths and counts.
//!
//! What no single value shows (sums, duplicates, what excludes what) is in [`rules`](super::rules).
//! Components of the second version (type 9 and up) are not known here.

use super::shape::{Kind, Shape};
use Kind::{Any, Chosen, Flag, Id, Link, List, Locales, Number, One, Text};
use serde_json::Value;

const BITS: Kind = Number(0, i64::MAX);

pub(crate) static MESSAGE_CREATE: Shape = Shape {
    keys: &[
        ("content", Text(0, 2000)),
        ("embeds", List(&One(&EMBED), 0, 10)),
        ("allowed_mentions", One(&MENTIONS)),
        ("components", List(&One(&ROW), 0, 5)),
        ("attachments", List(&Any, 0, 10)),
        ("flags", BITS),
        ("tts", Flag),
        ("poll", Any),
        ("nonce", Any),
        ("enforce_nonce", Flag),
        ("message_reference", One(&REFERENCE)),
        ("sticker_ids", List(&Id, 0, 3)),
    ],
    needs: &[],
};

pub(crate) static MESSAGE_EDIT: Shape = Shape {
    keys: &[
        ("content", Text(0, 2000)),
        ("embeds", List(&One(&EMBED), 0, 10)),
        ("allowed_mentions", One(&MENTIONS)),
        ("components", List(&One(&ROW), 0, 5)),
        ("attachments", List(&Any, 0, 10)),
        ("flags", BITS),
    ],
    needs: &[],
};

/// What a follow-up, and the data of an interaction's message, may hold.
pub(crate) static HOOK_MESSAGE: Shape = Shape {
    keys: &[
        ("content", Text(0, 2000)),
        ("embeds", List(&One(&EMBED), 0, 10)),
        ("allowed_mentions", One(&MENTIONS)),
        ("components", List(&One(&ROW), 0, 5)),
        ("attachments", List(&Any, 0, 10)),
        ("flags", BITS),
        ("tts", Flag),
        ("poll", Any),
    ],
    needs: &[],
};

/// What the answer to an interaction may hold, by its type.
pub(crate) fn callback(body: &Value) -> Option<&'static Shape> {
    match body["type"].as_u64()? {
        1 => Some(&CALLBACK_PONG),
        4 | 5 | 7 => Some(&CALLBACK_MESSAGE),
        6 => Some(&CALLBACK_LATER),
        8 => Some(&CALLBACK_CHOICES),
        9 => Some(&CALLBACK_MODAL),
        _ => None,
    }
}

static CALLBACK_PONG: Shape = Shape { keys: &[("type", Number(1, 1))], needs: &["type"] };
static CALLBACK_LATER: Shape = Shape { keys: &[("type", Number(6, 6)), ("data", Any)], needs: &["type"] };
static CALLBACK_MESSAGE: Shape =
    Shape { keys: &[("type", Number(4, 7)), ("data", One(&HOOK_MESSAGE))], needs: &["type"] };
static CALLBACK_CHOICES: Shape =
    Shape { keys: &[("type", Number(8, 8)), ("data", One(&CHOICES))], needs: &["type", "data"] };
static CALLBACK_MODAL: Shape =
    Shape { keys: &[("type", Number(9, 9)), ("data", One(&MODAL))], needs: &["type", "data"] };
static CHOICES: Shape = Shape { keys: &[("choices", List(&One(&CHOICE), 0, 25))], needs: &["choices"] };

static EMBED: Shape = Shape {
    keys: &[
        ("type", Text(0, 32)),
        ("title", Text(0, 256)),
        ("description", Text(0, 4096)),
        ("url", Link(2048)),
        ("timestamp", Text(1, 64)),
        ("color", Number(0, 0x00ff_ffff)),
        ("footer", One(&FOOTER)),
        ("author", One(&AUTHOR)),
        ("image", One(&IMAGE)),
        ("thumbnail", One(&IMAGE)),
        ("fields", List(&One(&FIELD), 0, 25)),
    ],
    needs: &[],
};
static FOOTER: Shape = Shape { keys: &[("text", Text(1, 2048)), ("icon_url", Link(2048))], needs: &["text"] };
static AUTHOR: Shape =
    Shape { keys: &[("name", Text(1, 256)), ("url", Link(2048)), ("icon_url", Link(2048))], needs: &["name"] };
static IMAGE: Shape = Shape {
    keys: &[("url", Link(2048)), ("width", BITS), ("height", BITS), ("description", Text(0, 4096))],
    needs: &["url"],
};
static FIELD: Shape =
    Shape { keys: &[("name", Text(1, 256)), ("value", Text(1, 1024)), ("inline", Flag)], needs: &["name", "value"] };

static MENTIONS: Shape = Shape {
    keys: &[
        ("parse", List(&Text(1, 16), 0, 3)),
        ("users", List(&Id, 0, 100)),
        ("roles", List(&Id, 0, 100)),
        ("replied_user", Flag),
    ],
    needs: &[],
};
static REFERENCE: Shape = Shape {
    keys: &[
        ("type", Number(0, 1)),
        ("message_id", Id),
        ("channel_id", Id),
        ("guild_id", Id),
        ("fail_if_not_exists", Flag),
    ],
    needs: &["message_id"],
};

static ROW: Shape = Shape {
    keys: &[("type", Number(1, 1)), ("id", BITS), ("components", List(&Chosen(in_row), 1, 5))],
    needs: &["type", "components"],
};

fn in_row(component: &Value) -> Option<&'static Shape> {
    match component["type"].as_u64()? {
        2 => Some(&BUTTON),
        3 => Some(&TEXT_SELECT),
        5..=8 => Some(&OTHER_SELECT),
        _ => None,
    }
}

static BUTTON: Shape = Shape {
    keys: &[
        ("type", Number(2, 2)),
        ("id", BITS),
        ("style", Number(1, 6)),
        ("label", Text(1, 80)),
        ("emoji", Any),
        ("custom_id", Text(1, 100)),
        ("url", Link(512)),
        ("sku_id", Id),
        ("disabled", Flag),
    ],
    needs: &["type", "style"],
};
static TEXT_SELECT: Shape = Shape {
    keys: &[
        ("type", Number(3, 3)),
        ("id", BITS),
        ("custom_id", Text(1, 100)),
        ("options", List(&One(&SELECT_OPTION), 1, 25)),
        ("placeholder", Text(0, 150)),
        ("min_values", Number(0, 25)),
        ("max_values", Number(1, 25)),
        ("disabled", Flag),
    ],
    needs: &["type", "custom_id", "options"],
};
static OTHER_SELECT: Shape = Shape {
    keys: &[
        ("type", Number(5, 8)),
        ("id", BITS),
        ("custom_id", Text(1, 100)),
        ("channel_types", List(&BITS, 0, 20)),
        ("default_values", List(&Any, 0, 25)),
        ("placeholder", Text(0, 150)),
        ("min_values", Number(0, 25)),
        ("max_values", Number(1, 25)),
        ("disabled", Flag),
    ],
    needs: &["type", "custom_id"],
};
static SELECT_OPTION: Shape = Shape {
    keys: &[
        ("label", Text(1, 100)),
        ("value", Text(1, 100)),
        ("description", Text(0, 100)),
        ("emoji", Any),
        ("default", Flag),
    ],
    needs: &["label", "value"],
};

static MODAL: Shape = Shape {
    keys: &[("custom_id", Text(1, 100)), ("title", Text(1, 45)), ("components", List(&One(&MODAL_ROW), 1, 5))],
    needs: &["custom_id", "title", "components"],
};
static MODAL_ROW: Shape = Shape {
    keys: &[("type", Number(1, 1)), ("id", BITS), ("components", List(&One(&INPUT), 1, 1))],
    needs: &["type", "components"],
};
static INPUT: Shape = Shape {
    keys: &[
        ("type", Number(4, 4)),
        ("id", BITS),
        ("custom_id", Text(1, 100)),
        ("style", Number(1, 2)),
        ("label", Text(1, 45)),
        ("min_length", Number(0, 4000)),
        ("max_length", Number(1, 4000)),
        ("required", Flag),
        ("value", Text(0, 4000)),
        ("placeholder", Text(0, 100)),
    ],
    needs: &["type", "custom_id", "style", "label"],
};

pub(crate) static COMMAND: Shape = Shape {
    keys: &[
        ("id", Id),
        ("type", Number(1, 4)),
        ("name", Text(1, 32)),
        ("name_localizations", Locales(1, 32)),
        ("description", Text(0, 100)),
        ("description_localizations", Locales(1, 100)),
        ("options", List(&One(&OPTION), 0, 25)),
        ("default_member_permissions", Any),
        ("default_permission", Flag),
        ("dm_permission", Flag),
        ("nsfw", Flag),
        ("contexts", List(&Number(0, 2), 1, 3)),
        ("integration_types", List(&Number(0, 1), 1, 2)),
        ("handler", Number(1, 2)),
    ],
    needs: &["name"],
};
static OPTION: Shape = Shape {
    keys: &[
        ("type", Number(1, 11)),
        ("name", Text(1, 32)),
        ("name_localizations", Locales(1, 32)),
        ("description", Text(1, 100)),
        ("description_localizations", Locales(1, 100)),
        ("required", Flag),
        ("choices", List(&One(&CHOICE), 0, 25)),
        ("options", List(&One(&OPTION), 0, 25)),
        ("channel_types", List(&BITS, 0, 20)),
        ("min_value", Any),
        ("max_value", Any),
        ("min_length", Number(0, 6000)),
        ("max_length", Number(1, 6000)),
        ("autocomplete", Flag),
    ],
    needs: &["type", "name", "description"],
};
static CHOICE: Shape = Shape {
    keys: &[("name", Text(1, 100)), ("name_localizations", Locales(1, 100)), ("value", Any)],
    needs: &["name", "value"],
};

/// The body of opening a direct message.
pub(crate) static OPEN_DM: Shape = Shape { keys: &[("recipient_id", Id)], needs: &["recipient_id"] };
