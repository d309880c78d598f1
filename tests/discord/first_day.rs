//! The first day of a bot: README and docs/running.md followed step by step, with the program itself as a process.

#![expect(clippy::expect_used, clippy::panic, reason = "a page that lacks a step has failed")]

use super::double::{Channel, Double, Setup, User, permission};
use super::joined::Joined;
use super::program::{PATIENCE, Place};
use serde_json::json;
use std::process::ExitStatus;
use std::time::Duration;

const README: &str = include_str!("../../README.md");
const RUNNING: &str = include_str!("../../docs/running.md");
const TOKEN: &str = "DISCORD_TOKEN";
/// The permissions as the page calls them.
const NAMED: [(&str, u64); 5] = [
    ("View Channels", permission::VIEW_CHANNEL),
    ("Send Messages", permission::SEND_MESSAGES),
    ("Send Messages in Threads", permission::SEND_IN_THREADS),
    ("Embed Links", permission::EMBED_LINKS),
    ("Read Message History", permission::READ_MESSAGE_HISTORY),
];
/// Guilds, messages in them, and direct messages: no intent for which Discord has to be asked.
const PLAIN: u64 = 4609;
const QUIET: Duration = Duration::from_millis(400);

/// What stands behind a mark, up to the end of its code.
fn behind<'p>(page: &'p str, mark: &str) -> &'p str {
    let (_, rest) = page.split_once(mark).unwrap_or_else(|| panic!("the page says `{mark}`"));
    rest.split('`').next().unwrap_or_default().trim()
}

/// The scopes and the permissions that a page's invitation asks for.
fn invitation(page: &str) -> (Vec<&str>, u64) {
    let query = behind(page, "https://discord.com/oauth2/authorize?");
    let value = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)).expect("the link has it");
    assert_eq!(value("client_id="), "ID", "it stands for the number of the application");
    (value("scope=").split('+').collect(), value("permissions=").parse().expect("permissions are a number"))
}

/// The arguments of the command that the page starts the bot with.
fn started(page: &str) -> Vec<&str> {
    let words: Vec<&str> = behind(page, &format!("{TOKEN}=…")).split_whitespace().collect();
    let [program, arguments @ ..] = words.as_slice() else { panic!("the page starts nothing") };
    assert_eq!(*program, "chaikhana");
    arguments.to_vec()
}

#[test]
fn both_pages_give_the_same_invitation_start_and_question() {
    assert_eq!(invitation(README), invitation(RUNNING));
    assert_eq!(started(README), started(RUNNING));
    let question = |page| behind(page, "`@Chaikhana ");
    assert_eq!(question(README), question(RUNNING));
    let (scopes, permissions) = invitation(README);
    assert_eq!(scopes, ["bot", "applications.commands"]);
    assert_eq!(permissions, NAMED.iter().fold(0, |all, (_, bit)| all | bit));
    for (name, _) in NAMED {
        assert!(RUNNING.contains(&format!("*{name}*")), "the page names {name}");
    }
}

/// Whether a question got all that an answer has there: a reply, in its place, with cards.
async fn is_answered_whole(discord: &Double, place: &Channel, who: &User) -> bool {
    let said = discord.say(place, who, &format!("<@bot> {}", behind(README, "`@Chaikhana "))).await;
    discord.asked_for("POST", &format!("/channels/{}/messages", place.id), 1).await;
    tokio::time::sleep(QUIET).await;
    let mut here = discord.sent().into_iter().filter(|posted| posted.channel == *place);
    here.next_back().is_some_and(|posted| !posted.embeds().is_empty()) && discord.replies(&said) == 1
}

#[tokio::test]
async fn what_the_invitation_asks_for_is_enough_and_no_part_of_it_can_be_left_out() {
    let discord = Setup::default().refuse_content().start().await;
    let home = discord.home();
    discord.grant(home.guild, invitation(README).1);
    let bot = Joined::to(&discord).await;
    for place in [&home.tearoom, &home.thread] {
        assert!(is_answered_whole(&discord, place, &home.asker).await, "#{}", place.name);
    }
    for (name, bit) in NAMED {
        let channel = discord.new_channel(home.guild, name);
        let place =
            if bit == permission::SEND_IN_THREADS { discord.new_thread(&channel, name) } else { channel.clone() };
        discord.deny(&channel, bit);
        assert!(!is_answered_whole(&discord, &place, &home.asker).await, "it needs no {name}");
    }
    bot.stopped().await;
    discord.finish();
}

/// That the page gives this code to ends that starting again does not help.
#[track_caller]
fn is_for_good(ended: ExitStatus, code: i32) {
    assert_eq!(ended.code(), Some(code));
    assert!(RUNNING.contains(&format!("\n| {code} |")), "the page has a row for {code}");
    let kept_down: Vec<&str> = behind(RUNNING, "RestartPreventExitStatus=").split_whitespace().collect();
    assert!(kept_down.contains(&code.to_string().as_str()), "the service of the page starts again after {code}");
}

#[tokio::test]
async fn who_follows_the_readme_hears_what_is_missing_and_has_the_first_question_answered() {
    let discord = Setup::default().refuse_content().patience(PATIENCE).start().await;
    let home = discord.home();
    let place = Place::shipped(&discord);
    let start = |variable: &str, value: &str| place.starts(&started(README), &[(variable, value)]);

    // No token, and one that was cut in copying.
    let (ended, said) = start("LANG", "C").ended().await;
    is_for_good(ended, 3);
    assert!(said.iter().any(|line| line.contains("set the variable DISCORD_TOKEN")), "{said:?}");
    let (ended, said) = start(TOKEN, "MTAwMDAw").ended().await;
    is_for_good(ended, 4);
    assert!(said.iter().any(|line| line.contains("Discord refused the token")), "{said:?}");
    assert_eq!(discord.starts(), (0, 0), "no start of the day's thousand was used up");

    // The invitation, the token, the start.
    discord.grant(home.guild, invitation(README).1);
    let mut bot = start(TOKEN, discord.token());
    bot.says("joined Discord").await;
    let identify = discord.gateway_payloads().into_iter().find(|payload| payload["op"] == 2);
    assert_eq!(identify.expect("it signed in")["d"]["intents"], PLAIN);

    // The first question, in each of the three ways.
    let question = behind(README, "`@Chaikhana ");
    let said = discord.say(&home.tearoom, &home.asker, &format!("<@bot> {question}")).await;
    let named = discord.reply_to(&said).await;
    let said = discord.say(&discord.direct(&home.asker), &home.asker, question).await;
    let direct = discord.reply_to(&said).await;
    let used = discord.slash(&home.asker, &home.tearoom, "ask", json!({"question": question})).await;
    for answer in [named, direct, used.response().await.message] {
        assert!(answer.content().contains("joined the EAEU in 2020"), "{}", answer.text());
        assert!(answer.text().contains("to join the EAEU in 2020 as an observer"), "its quote: {}", answer.text());
    }

    let (ended, said) = bot.told_to_stop().await;
    is_for_good(ended, 0);
    assert!(place.file("data/ledger.sqlite").exists(), "the ledger lies where the config says");
    let wrong =
        said.iter().find(|line| ["\u{1b}", "WARN", "ERROR", discord.token()].iter().any(|bad| line.contains(bad)));
    assert_eq!(wrong, None, "a good day is a quiet one, and its token is nobody's business");

    // The token in a file.
    let file = place.file("token");
    chaikhana::store::replace(&file, discord.token().as_bytes()).expect("the file can be written");
    let mut bot = start("CHAIKHANA_DISCORD_TOKEN_FILE", &file.to_string_lossy());
    bot.says("joined Discord").await;
    is_for_good(bot.told_to_stop().await.0, 0);
    discord.finish();
}
