//! Noise: many interactions and messages at random, well-formed and not; the bot stays calm and goes on answering.

#![expect(clippy::expect_used, reason = "what is small is small")]

use super::double::{Channel, Double, Invoked, Posted, User};
use super::joined::Kept;
use serde_json::{Value, json};
use std::time::Duration;

const PRICE: &str = "How much did Lorn pay for the upper dam?";
const STEPS: usize = 300;
/// The same in every run; another number is another run.
const SEED: u64 = 0x5eed_0007;

/// Words, ids and rubbish that options, fields and buttons are filled with.
const WORDS: &[&str] = &[
    "",
    " ",
    "tea",
    "lorn",
    "Lorn",
    "sey",
    "lorn-dam-price",
    "sey-salt-refusal",
    "quill-1933",
    "countries/lorn.toml",
    "../../etc/passwd",
    "1",
    "0",
    "-1",
    "zz",
    "zzzzzzzzzzzzz",
    "99999999999999999999",
    "1932",
    "1932-13-41",
    "@everyone",
    "<@&5>",
    "\u{202e}",
    "\u{0}",
    "\u{200b}",
    "\u{1f1f0}\u{1f1ff}",
    "|",
    "||",
    "+",
    "lorn+sey",
    "economy",
    "together",
    "\"\"\"",
    "[[entry]]",
    "`",
    "How much did Lorn pay for the upper dam?",
    "#lorn-dam-price",
    "null",
    "\u{fffd}",
];
/// What buttons and forms ask for, and what goes with it: `e` an id, `n` a number, `d` a date.
const PRESSES: &[(&str, &str)] = &[
    ("p", "enn"),
    ("a", "e"),
    ("c", "e"),
    ("u", "en"),
    ("d", "en"),
    ("n", "enn"),
    ("x", "n"),
    ("f", ""),
    ("country", "e"),
    ("lorn+sey", ""),
    ("time", "eddn"),
    ("about", "en"),
    ("q", "e"),
    ("sources", "n"),
    ("kf-text", "n"),
    ("kf-quotes", "n"),
    ("kf-details", "n"),
    ("kf-reason", "n"),
    ("kl", "n"),
    ("kp", "n"),
    ("kx", "n"),
    ("kq", "n"),
    ("ka", "ne"),
    ("ka", "n"),
    ("kn", "n"),
    ("ko", "n"),
    ("ki", "n"),
    ("kw", "n"),
    ("kh", "ne"),
    ("kd", "n"),
    ("ku", "n"),
    ("ks", "n"),
    ("kv-approved", "n"),
    ("kv-amended", "n"),
    ("kt", "n"),
    ("kf-", "n"),
    ("", ""),
];
const IDS: &[&str] = &["lorn", "sey", "karsk", "river-league", "lorn-dam-price", "sey-salt-refusal", "no-such-entry"];
const NUMBERS: &[&str] = &["0", "1", "2", "3", "9", "zz", "999999", "3w5e11264sgsf", "18446744073709551615"];
const DATES: &[&str] = &["", "1904", "1905-01", "1932-12-31", "9999-12-31"];

/// Numbers that look random and are the same in every run.
struct Dice {
    number: u64,
    /// How many ids were made.
    turn: usize,
}

impl Dice {
    fn next(&mut self) -> u64 {
        self.number ^= self.number << 13;
        self.number ^= self.number >> 7;
        self.number ^= self.number << 17;
        self.number
    }

    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(count.max(1)).expect("small")).expect("small")
    }

    fn of<'v, T>(&mut self, values: &'v [T]) -> &'v T {
        &values[self.below(values.len())]
    }

    /// A word, now and then a long one.
    fn word(&mut self) -> String {
        let word = *self.of(WORDS);
        if self.below(12) == 0 { word.repeat(400) } else { word.to_owned() }
    }

    fn value(&mut self) -> Value {
        match self.below(8) {
            0 => json!(self.next()),
            1 => json!(self.below(30)),
            2 => json!(self.below(2) == 0),
            3 => json!(1.5),
            4 => Value::Null,
            _ => self.word().into(),
        }
    }

    /// The id of a button or form: each kind in its turn, every third one spoilt.
    fn id(&mut self) -> String {
        self.turn += 1;
        let (what, shape) = PRESSES[self.turn % PRESSES.len()];
        let mut parts = vec!["1".to_owned(), what.to_owned()];
        for sign in shape.chars() {
            let values = match sign {
                'e' => IDS,
                'n' => NUMBERS,
                _ => DATES,
            };
            parts.push((*self.of(values)).to_owned());
        }
        if self.below(3) == 0 {
            let at = self.below(parts.len());
            parts[at] = self.word();
        }
        parts.join("|")
    }

    /// A value that goes with the type of an option.
    fn fitting(&mut self, kind: u64) -> Value {
        match kind {
            4 => json!(i64::try_from(self.below(2_000_000)).expect("small") - 1_000_000),
            5 => json!(self.below(2) == 0),
            6..=9 | 11 => "5".into(),
            10 => json!(19.32),
            _ => self.word().into(),
        }
    }

    /// Options of a command: right ones, ones of other types, some missing, some of other names.
    fn options(&mut self, known: &Value) -> Value {
        let own: Vec<Value> = known["options"].as_array().cloned().unwrap_or_default();
        let mut options = Vec::new();
        for option in own.iter().filter(|option| option["type"] != 1) {
            let other = *self.of(&[3, 4, 5, 6, 7, 8, 9, 10, 11]);
            let kind = if self.below(6) == 0 { other } else { option["type"].as_u64().unwrap_or(3) };
            let name = if self.below(8) == 0 { self.word().into() } else { option["name"].clone() };
            if self.below(8) > 0 {
                options.push(json!({"name": name, "type": kind, "value": self.fitting(kind)}));
            }
        }
        let subs: Vec<&Value> = own.iter().filter(|option| option["type"] == 1).collect();
        if !subs.is_empty() && self.below(12) > 0 {
            let sub = *self.of(&subs);
            let name = if self.below(12) == 0 { self.word().into() } else { sub["name"].clone() };
            options.push(json!({"type": 1, "name": name, "options": self.options(sub)}));
        }
        options.into()
    }

    /// Options that Discord would not send so: a value of any kind, and now and then of no type there is.
    fn strange(&mut self, known: &Value) -> Value {
        let mut options = self.options(known);
        for option in options.as_array_mut().into_iter().flatten() {
            let key = *self.of(&["value", "type", "name", "options"]);
            option[key] = self.value();
        }
        options
    }

    /// An event that Discord would not send so.
    fn broken(&mut self) -> Value {
        let mut event = json!({
            "id": "5", "application_id": "5", "type": self.below(8), "token": "t", "version": 1, "channel_id": "5",
            "locale": "en-US", "entitlements": [], "attachment_size_limit": 5, "data": {"custom_id": self.id()},
            "user": {"id": "7", "username": "u"},
        });
        let keys = ["id", "type", "token", "channel_id", "data", "user", "version"];
        event[*self.of(&keys)] = self.value();
        event
    }
}

/// Somebody does something; what has to be answered where it was well-formed enough to be.
async fn step(discord: &Double, dice: &mut Dice, who: &User, place: &Channel, answer: &Posted) -> Option<Invoked> {
    let commands = discord.commands();
    let typed: Vec<&Value> = commands.iter().filter(|command| command["type"] == 1).collect();
    let command = *dice.of(&typed);
    let name = command["name"].as_str().unwrap_or_default();
    let on = Posted { channel: place.clone(), ..answer.clone() };
    let used = match dice.below(8) {
        0 | 1 => discord.slash_raw(who, place, name, dice.options(command)).await,
        2 => {
            let mut options = dice.strange(command);
            discord.slash_raw(who, place, name, options.clone()).await;
            if let Some(first) = options.get_mut(0) {
                first["focused"] = true.into();
            }
            // What cannot be read, and where nothing is being typed, there is nothing to answer.
            discord.typing_raw(who, place, name, options).await;
            return None;
        }
        3 => discord.press_raw(who, &on, &dice.id()).await,
        4 => {
            let values: Vec<Value> = (0..dice.below(3)).map(|_| dice.word().into()).collect();
            let data = json!({"custom_id": dice.id(), "component_type": 3, "values": values});
            discord.component_raw(who, &on, data).await
        }
        5 => {
            let fields = [("answer", dice.word()), ("why", dice.word()), ("quote1", dice.word()), ("id", dice.word())];
            let fields: Vec<(&str, &str)> = fields.iter().map(|(id, text)| (*id, text.as_str())).collect();
            let count = dice.below(5);
            discord.submit_raw(who, place, &dice.id(), &fields[..count], None).await
        }
        6 => {
            let menu = dice.of(&["Answer this", "Add to knowledge base", "This answers …"]);
            discord.context_menu_raw(who, place, &on, menu).await
        }
        _ => {
            discord.event(place.guild, "INTERACTION_CREATE", &dice.broken());
            let events = ["MESSAGE_CREATE", "MESSAGE_UPDATE", "TEA"];
            let event = *dice.of(&events);
            discord.event(place.guild, event, &dice.broken());
            discord.say_now(place, who, &format!("<@bot> {}", dice.word()));
            return None;
        }
    };
    Some(used)
}

#[tokio::test]
async fn three_hundred_interactions_at_random_bring_the_bot_neither_to_fall_nor_to_fall_silent() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let before = bot.files();
    let said = discord.say(&home.tearoom, &home.asker, &format!("<@bot> {PRICE}")).await;
    let answer = discord.reply_to(&said).await;
    let mut dice = Dice { number: SEED, turn: 0 };
    let mut open = Vec::new();
    for number in 0..STEPS {
        let who = *dice.of(&[&home.moderator, &home.moderator, &home.asker, &home.stranger]);
        let place = match dice.below(6) {
            0 => discord.direct(who),
            1 => home.away_channel.clone(),
            _ => home.tearoom.clone(),
        };
        open.extend(step(&discord, &mut dice, who, &place, &answer).await.map(|used| (number, used)));
        if number.is_multiple_of(20) {
            // Not faster than a machine that is busy can follow.
            let said = discord.say(&home.courtyard, &home.member, &format!("<@bot> {PRICE}")).await;
            assert!(discord.reply_to(&said).await.content().contains("16 million"), "after step {number}");
        }
    }
    for (number, used) in &open {
        let (body, _) = used.first().await;
        assert!(!body.to_string().contains("Something went wrong"), "step {number}: {used:?} {body}");
    }
    assert!(open.len() > STEPS / 2, "{} were to be answered", open.len());
    tokio::time::sleep(Duration::from_millis(300)).await;
    for message in discord.sent() {
        assert!(!message.content().contains("Something went wrong"), "{}", message.content());
    }
    assert_eq!(bot.files(), before, "noise changes nothing");
    let said = discord.say(&home.tearoom, &home.member, &format!("<@bot> {PRICE}")).await;
    assert!(discord.reply_to(&said).await.content().contains("16 million"));
    bot.stopped().await;
    discord.finish();
}
