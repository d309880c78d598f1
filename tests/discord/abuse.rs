//! Abuse: what each kind of it comes to, told as what was said in the end.

use super::double::{Double, Posted, permission};
use super::joined::{Joined, Kept};
use super::keeping::publish;
use serde_json::json;
use std::num::NonZeroU32;
use std::time::Duration;

const EAEU: &str = "did uzbekistan ever join the eurasian economic union?";
const ANSWER: &str = "Uzbekistan is not a full member of the Eurasian Economic Union";
const QUIET: Duration = Duration::from_millis(300);
/// Pings, a link, markup and a text that runs backwards.
const NASTY: &str = "@everyone @here <@&123456789012345678> <@123456789012345678> [x](https://evil.example) discord.gg/evil ```rs\nfn```";

/// Nothing of [`NASTY`] takes effect: the double refuses every message that may ping, and nothing of it is drawn as
/// a mention, a link or a block of code.
#[track_caller]
fn is_calm(posted: &Posted) {
    // The words of buttons and lists are drawn as they stand.
    let raw = posted.text();
    let drawn = raw.replace("\\@", "").replace("\\<", "").replace("\\[", "").replace("\\`", "").replace("\\_", "_");
    for bad in ["@everyone", "@here", "<@&1", "<@1", "](https://evil", "```rs"] {
        assert!(!drawn.contains(bad), "{bad} in {raw}");
    }
}

#[tokio::test]
async fn pings_links_and_markup_in_a_question_take_no_effect_whichever_way_it_comes() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    for question in [format!("{NASTY} {EAEU}"), NASTY.to_owned(), format!("{EAEU} {NASTY}")] {
        let said = discord.say(&home.tearoom, &home.asker, &format!("<@bot> {question}")).await;
        is_calm(&discord.reply_to(&said).await);
        let asked = discord.slash(&home.asker, &home.tearoom, "ask", json!({"question": question})).await;
        let answer = asked.response().await.message;
        assert!(answer.content().starts_with("-# Asked: "), "{}", answer.content());
        is_calm(&answer);
        let talk = discord.say(&home.tearoom, &home.member, &question).await;
        let picked = discord.context_menu(&home.asker, &talk, "Answer this").await.response().await.message;
        assert!(picked.content().starts_with("-# Asked: "), "{}", picked.content());
        is_calm(&picked);
        let why = discord.slash(&home.asker, &home.tearoom, "why", json!({})).await.response().await;
        is_calm(&why.message);
    }
    for (command, options) in [
        ("country", json!({"name": NASTY})),
        ("about", json!({"name": NASTY})),
        ("compare", json!({"one": NASTY, "other": "Kazakhstan"})),
        ("timeline", json!({"about": NASTY})),
        ("timeline", json!({"from": NASTY.get(..90)})),
    ] {
        let options = options.as_object().expect("options are named").clone();
        let cut = |text: &str| text.chars().take(100).collect::<String>();
        let wire = options
            .iter()
            .map(|(name, value)| json!({"type": 3, "name": name, "value": cut(value.as_str().unwrap_or_default())}));
        let used = discord.slash_raw(&home.asker, &home.tearoom, command, wire.collect()).await;
        is_calm(&used.response().await.message);
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn pings_links_and_markup_in_stored_text_take_no_effect_where_it_is_shown() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let nasty = NASTY.replace('\n', " ");
    let suggest = discord.slash(&home.asker, &home.tearoom, "suggest", json!({"text": nasty})).await;
    is_calm(&suggest.response().await.message);
    let said = discord.say(&home.tearoom, &home.asker, &format!("<@bot> {nasty} which instruments has Lorn?")).await;
    is_calm(&discord.reply_to(&said).await);
    for path in ["knowledge suggestions", "knowledge queue"] {
        let page = discord.slash(&home.moderator, &home.tearoom, path, json!({})).await.response().await.message;
        assert!(page.text().contains("everyone"), "it stands there: {}", page.text());
        is_calm(&page);
    }
    // An answer may not even hold it.
    let edit =
        discord.slash(&home.moderator, &home.tearoom, "knowledge edit", json!({"entry": "lorn-dam-price"})).await;
    let form = edit.modal().await;
    let answer = [("answer", "Lorn paid 16 million dollars, @everyone <@&123456789012345678> and @here.")];
    let refused = discord.submit(&home.moderator, &form, &answer).await.response().await;
    assert!(refused.text().contains("a mention"), "{}", refused.text());
    assert!(!refused.message.buttons().iter().any(|label| label.starts_with("Publish")), "{}", refused.text());
    is_calm(&refused.message);
    // What a moderator says of a suggestion, for whoever made it.
    let page = discord.slash(&home.moderator, &home.tearoom, "knowledge suggestions", json!({})).await.response().await;
    let form = discord.press(&home.moderator, &page.message, "Decline…").await.modal().await;
    discord.submit(&home.moderator, &form, &[("word", &nasty)]).await.response().await;
    let word = discord.next_message(&discord.direct(&home.asker)).await;
    assert!(word.text().matches("everyone").count() == 2, "both texts stand there: {}", word.text());
    is_calm(&word);
    // A reason may, and is read in three places.
    let taken = json!({"entry": "lorn-treaty-concept", "question": "what did Lorn pay for the dam"});
    let shown = discord.slash(&home.moderator, &home.tearoom, "knowledge alias", taken).await.response().await;
    let form = discord.press(&home.moderator, &shown.message, "Publish all the same…").await.modal().await;
    let ready = discord.submit(&home.moderator, &form, &[("why", &nasty)]).await.response().await;
    let done = publish(&discord, &ready).await;
    assert!(done.content().contains("Published"), "{}", done.text());
    let audit = discord.next_message(&home.courtyard).await;
    let history = discord.slash(&home.moderator, &home.tearoom, "knowledge history", json!({})).await.response().await;
    let diff = discord.slash(&home.moderator, &home.tearoom, "knowledge diff", json!({"revision": 1})).await;
    for read in [audit, history.message, diff.response().await.message] {
        assert!(read.text().contains("everyone"), "it stands there: {}", read.text());
        is_calm(&read);
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_question_of_two_thousand_characters_is_read_and_one_of_nothing_is_asked_for_again() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let mention = home.bot.mention();
    let fill = |text: &str, with: &str| {
        let room = 2_000 - text.chars().count();
        format!("{text}{}", with.chars().cycle().take(room).collect::<String>())
    };
    let zero = "\u{200b}\u{200d}\u{2060}\u{feff}";
    for (text, says) in [
        // A question that goes on and on is still the question.
        (fill(&format!("{mention} {EAEU} "), "\u{200b} "), ANSWER),
        (fill(&format!("{mention} {EAEU}"), zero), ANSWER),
        (format!("{mention} did uz\u{200b}bekistan ever join the eur\u{2060}asian economic union?"), ANSWER),
        (fill(&format!("{mention} "), "x "), "do not answer that"),
        (fill(&format!("{mention} "), "\u{0301}"), ""),
        (fill(&format!("{mention} "), zero), "no question in that"),
        (format!("{mention} {}", "\u{200b}"), "no question in that"),
        (mention.clone(), "Ask me about"),
    ] {
        assert!(text.chars().count() <= 2_000);
        let said = discord.say(&home.tearoom, &home.asker, &text).await;
        let reply = discord.reply_to(&said).await;
        assert!(reply.content().contains(says), "{text:?}: {}", reply.content());
        assert!(says == ANSWER || reply.embeds().is_empty(), "no citation: {}", reply.text());
    }
    let question = fill(&format!("{EAEU} "), "\u{200b} ");
    let asked = discord.slash(&home.asker, &home.tearoom, "ask", json!({"question": question})).await;
    assert!(asked.response().await.content().contains(ANSWER));
    let long = fill("", "how long ");
    let asked = discord.slash(&home.asker, &home.tearoom, "ask", json!({"question": long})).await;
    let response = asked.response().await;
    assert!(response.message.embeds().is_empty() && !response.content().is_empty(), "{}", response.text());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_hundred_commands_of_one_person_are_all_answered_and_five_of_them_with_an_answer() {
    let discord = Double::start().await;
    let bot =
        Joined::with(&discord, |settings| settings.limits.user_per_minute = NonZeroU32::new(5).expect("five")).await;
    let home = discord.home();
    let mut used = Vec::new();
    for _ in 0..100 {
        used.push(discord.slash(&home.asker, &home.tearoom, "ask", json!({"question": EAEU})).await);
    }
    let (mut answered, mut calm) = (0, 0);
    for used in used {
        let response = used.response().await;
        answered += usize::from(response.content().contains(ANSWER) && !response.ephemeral);
        calm += usize::from(response.content().starts_with("That is a lot at once") && response.ephemeral);
    }
    assert_eq!((answered, calm), (5, 95));
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_hundred_questions_of_one_person_get_their_share_and_one_calm_sentence() {
    let discord = Double::start().await;
    let bot =
        Joined::with(&discord, |settings| settings.limits.user_per_minute = NonZeroU32::new(5).expect("five")).await;
    let home = discord.home();
    discord.ready(Some(home.guild)).await;
    for _ in 0..100 {
        discord.say_now(&home.tearoom, &home.asker, &format!("<@bot> {EAEU}"));
    }
    discord.sent_at_least(6).await;
    tokio::time::sleep(QUIET).await;
    let sent = discord.sent();
    let calm = sent.iter().filter(|message| message.content().starts_with("That is a lot at once")).count();
    assert_eq!((sent.len(), calm), (6, 1));
    // Commands and presses are of the same measure.
    let asked = discord.slash(&home.asker, &home.tearoom, "ask", json!({"question": EAEU})).await.response().await;
    assert!(asked.ephemeral && asked.content().starts_with("That is a lot at once"), "{}", asked.content());
    let answer = sent.iter().find(|message| message.content().contains(ANSWER)).expect("one was answered");
    let press = discord.press(&home.asker, answer, "Show quote in context").await.response().await;
    assert!(press.ephemeral && press.content().starts_with("That is a lot at once"), "{}", press.content());
    let said = discord.say(&home.tearoom, &home.member, &format!("<@bot> {EAEU}")).await;
    assert!(discord.reply_to(&said).await.content().contains(ANSWER), "others are answered meanwhile");
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn forged_and_outdated_presses_picks_and_forms_get_a_sentence() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let said = discord.say(&home.tearoom, &home.asker, &format!("<@bot> {EAEU}")).await;
    let answer = discord.reply_to(&said).await;
    let long = "x".repeat(5_000);
    let deep = format!("1|{}", "|".repeat(3_000));
    for (id, words) in [
        ("1|p|no-such-entry|1|1", "for the person who asked"),
        ("1|n|no-such-entry|1|1", "for the person who asked"),
        ("1|x|1", "for the person who asked"),
        ("1|a|no-such-entry", "withdrawn"),
        ("1|c|no-such-entry", "withdrawn"),
        ("1|u|uzbekistan-eaeu-observer|zzzzzzz", "no longer kept"),
        ("1|d|uzbekistan-eaeu-observer|3w5e11264sgsf", "no longer kept"),
        ("1|d|uzbekistan-eaeu-observer|3w5e11264sgsg", "older version"),
        ("0|x|1", "older version"),
        ("2|x|1", "older version"),
        ("", "older version"),
        ("1", "older version"),
        ("nonsense", "older version"),
        (&long, "older version"),
        (&deep, "older version"),
        ("1|x|\u{202e}1", "older version"),
        ("1|p|UPPER|1|1", "older version"),
        ("1|sources|-1", "older version"),
        ("1|time||9999-99|\u{202e}|99999999999999999999", "older version"),
        ("1|country|kazakhstan", "older version"),
        ("1|kazakhstan+uzbekistan", "older version"),
        ("1|q|kazakhstan", "older version"),
        ("1|kp|1", "for the keepers"),
    ] {
        let press = discord.press_raw(&home.member, &answer, id).await.response().await;
        assert!(press.ephemeral && press.content().contains(words), "{id:.60}: {}", press.content());
    }
    assert_eq!(discord.read(&answer).expect("it is still there").json, answer.json, "no press changed it");
    for values in [json!([]), json!(["cooking"]), json!(["x".repeat(4_000)]), json!(["\u{202e}", "economy"])] {
        for id in ["1|country|kazakhstan", "1|kazakhstan+uzbekistan", "1|q|kazakhstan", "1|country|no-such-state"] {
            let data = json!({"custom_id": id, "component_type": 3, "values": values});
            let pick = discord.component_raw(&home.member, &answer, data).await.response().await;
            assert!(!pick.content().is_empty(), "{id} with {values}");
        }
    }
    for (id, words) in [
        ("nonsense", "older version"),
        (long.as_str(), "older version"),
        ("1|x|1", "older version"),
        ("1|kf-text|1", "for the keepers"),
    ] {
        let sent = discord.submit_raw(&home.member, &home.tearoom, id, &[("answer", &long)], None).await;
        let sent = sent.response().await;
        assert!(sent.ephemeral && sent.content().contains(words), "{id:.60}: {}", sent.content());
    }
    for id in ["1|about|kazakhstan|", "1|sources|", "1|time|kazakhstan|||", "1|time|||2020|"] {
        let pressed = discord.press_raw(&home.member, &answer, &format!("{id}{}", u64::MAX)).await.response().await;
        assert!(!pressed.content().is_empty(), "{id}");
        assert!(!pressed.content().contains("Something went wrong"), "{id}: {}", pressed.content());
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn forms_of_keepers_that_no_client_would_send_change_nothing() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let before = bot.files();
    let edit =
        discord.slash(&home.moderator, &home.tearoom, "knowledge edit", json!({"entry": "lorn-dam-price"})).await;
    let form = edit.modal().await;
    let long = "Lorn ".repeat(2_000);
    for fields in [
        vec![],
        vec![("nobody", "tea")],
        vec![("answer", "")],
        vec![("id", "../../etc/passwd"), ("answer", "tea")],
        vec![("answer", long.as_str()), ("answer", "twice")],
        vec![("answer", "a\"\n[[entry]]\nid = \"evil\"\n")],
        vec![("questions", "\u{202e}\u{0}\u{7}")],
    ] {
        let sent = discord.submit_raw(&home.moderator, &home.tearoom, &form.custom_id, &fields, None).await;
        let shown = sent.response().await;
        assert!(shown.ephemeral && !shown.content().contains("Something went wrong"), "{fields:?}: {}", shown.text());
        assert_eq!(bot.files(), before, "{fields:?}");
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn options_of_wrong_types_are_told_and_the_next_question_is_answered() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    for (command, options) in [
        ("ask", json!([{"type": 4, "name": "question", "value": 5}])),
        ("ask", json!([{"type": 5, "name": "question", "value": true}])),
        ("ask", json!([{"type": 6, "name": "question", "value": home.asker.id.to_string()}])),
        ("ask", json!([{"type": 3, "name": "other", "value": "x"}])),
        ("ask", json!([{"type": 1, "name": "question", "options": []}])),
        ("ask", json!([])),
        (
            "country",
            json!([{"type": 3, "name": "name", "value": "Kazakhstan"}, {"type": 4, "name": "topic", "value": 99}]),
        ),
        ("timeline", json!([{"type": 10, "name": "from", "value": 19.91}])),
        ("knowledge", json!([])),
        ("knowledge", json!([{"type": 1, "name": "diff", "options": [{"type": 4, "name": "revision", "value": -1}]}])),
        ("knowledge", json!([{"type": 1, "name": "import", "options": [{"type": 11, "name": "file", "value": "5"}]}])),
        (
            "settings",
            json!([{"type": 1, "name": "add-channel", "options": [{"type": 7, "name": "channel", "value": "5"}]}]),
        ),
    ] {
        let used = discord.slash_raw(&home.moderator, &home.tearoom, command, options.clone()).await;
        let response = used.response().await;
        let told = response.content();
        assert!(response.ephemeral && !told.is_empty(), "{command} {options}: {told}");
        assert!(!told.contains("Something went wrong"), "{command} {options}: {told}");
    }
    let said = discord.say(&home.tearoom, &home.asker, &format!("<@bot> {EAEU}")).await;
    assert!(discord.reply_to(&said).await.content().contains(ANSWER));
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_guild_that_is_not_on_the_list_is_not_served() {
    let discord = Double::start().await;
    let guild = discord.home().guild;
    let bot = Joined::with(&discord, |settings| settings.guilds = vec![guild]).await;
    let home = discord.home();
    let (who, place) = (&home.stranger, &home.away_channel);
    let said = discord.say(place, who, &format!("<@bot> {EAEU}")).await;
    discord.silence(place, QUIET).await;
    let asked = discord.slash(who, place, "ask", json!({"question": "x"})).await.response().await;
    let picked = discord.context_menu(who, &said, "Answer this").await.response().await;
    let kept = discord.slash_raw(who, place, "knowledge", json!([{"type": 1, "name": "status", "options": []}])).await;
    let sent = discord.submit_raw(who, place, "1|kf-text|1", &[("answer", "tea")], None).await;
    let home_said = discord.say(&home.tearoom, &home.asker, &format!("<@bot> {EAEU}")).await;
    let on = Posted { channel: place.clone(), ..discord.reply_to(&home_said).await };
    let pressed = discord.press_raw(who, &on, "1|sources|1").await;
    for told in [asked, picked, kept.response().await, sent.response().await, pressed.response().await] {
        assert!(told.ephemeral && told.content().contains("not set up for this server"), "{}", told.content());
    }
    for (path, option) in [("ask", "question"), ("country", "name"), ("knowledge edit", "entry")] {
        let choices = discord.autocomplete(who, place, path, option, "uzb").await;
        assert!(choices.is_empty(), "{path}: {choices:?}");
    }
    discord.silence(place, QUIET).await;
    let direct = discord.say(&discord.direct(who), who, EAEU).await;
    assert!(discord.reply_to(&direct).await.content().contains(ANSWER), "in direct messages everybody is answered");
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn buttons_of_another_are_theirs_and_the_message_stays() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let meddler =
        discord.new_member(home.guild, "meddler", &[discord.new_role(home.guild, "loud", permission::MODERATOR)]);
    let said = discord.say(&home.tearoom, &home.asker, &format!("<@bot> {EAEU}")).await;
    let answer = discord.reply_to(&said).await;
    let said = discord.say(&home.tearoom, &home.asker, "<@bot> uzbekistan and china").await;
    let choices = discord.reply_to(&said).await;
    let first = choices.buttons().first().map(|label| (*label).to_owned()).expect("there are choices");
    for (on, label) in [(&answer, "Not what I asked"), (&choices, "None of these"), (&choices, &first)] {
        let press = discord.press(&meddler, on, label).await.response().await;
        assert!(
            press.ephemeral && press.content().contains("for the person who asked"),
            "{label}: {}",
            press.content()
        );
        assert_eq!(discord.read(on).expect("it is still there").json, on.json, "{label} changes nothing");
    }
    bot.stopped().await;
    discord.finish();
}

/// The page says what becomes of abuse, and which test shows it.
#[test]
fn every_line_of_the_page_names_tests_that_are_there() {
    let page = include_str!("../../docs/running.md");
    let (_, section) = page.split_once("## What does abuse get?").expect("the page has the section");
    let rows = section.split("\n## ").next().unwrap_or_default().lines().filter(|line| line.starts_with("| ")).skip(1);
    let mut lines = 0;
    for row in rows {
        let shown = row.trim_end_matches(" |").rsplit_once("| ").map_or("", |(_, shown)| shown);
        for test in shown.split(", ") {
            let (file, name) = test.trim_matches('`').split_once("::").expect("a test has a file and a name");
            let path = format!("{}/tests/discord/{file}.rs", env!("CARGO_MANIFEST_DIR"));
            let source = std::fs::read_to_string(&path).expect("the file is there");
            assert!(source.contains(&format!("fn {name}()")), "{file}.rs has no test `{name}`");
        }
        lines += 1;
    }
    assert!(lines >= 9, "{lines} lines");
}
