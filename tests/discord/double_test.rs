//! The double itself, seen by a minimal serenity client and by bare requests.

use super::double::{Double, Fault, Home, Setup, permission};
use super::echo::{Echo, request};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// A message body as the bot sends it, with what is under test in it.
fn message(with: &Value) -> Value {
    let mut body = json!({"content": "tea", "allowed_mentions": {"parse": []}});
    for (key, value) in with.as_object().into_iter().flatten() {
        body[key] = value.clone();
    }
    body
}

fn messages_of(home: &Home) -> String {
    format!("/channels/{}/messages", home.tearoom.id)
}

#[tokio::test]
async fn a_client_joins_and_every_event_is_one_it_can_read() {
    let discord = Double::start().await;
    let bot = Echo::join(&discord).await;
    let home = discord.home();
    let asked = discord.say(&home.tearoom, &home.asker, "<@bot> is there tea?").await;
    let reply = discord.reply_to(&asked).await;
    assert_eq!(reply.content(), "echo: is there tea?");
    assert!(reply.took.expect("a reply has a time") < Duration::from_secs(1));
    discord.silence(&home.tearoom, Duration::from_millis(50)).await;
    let direct = discord.say(&discord.direct(&home.asker), &home.asker, "and here?").await;
    assert_eq!(discord.reply_to(&direct).await.content(), "echo: and here?");
    let threaded = discord.reply(&reply, &home.asker, "more").await;
    assert_eq!(discord.reply_to(&threaded).await.content(), "echo: more");
    discord.edit(&asked, "<@bot> is there bread?");
    discord.delete(&asked);
    discord.join_guild("Third", &home.owner);
    assert_eq!(bot.unreadable(), [""; 0]);
    bot.leave().await;
    discord.finish();
}

#[tokio::test]
async fn commands_choices_buttons_selects_menus_and_forms_are_answered() {
    let discord = Double::start().await;
    let bot = Echo::join(&discord).await;
    let home = discord.home();
    let (asker, place) = (&home.asker, &home.tearoom);

    let answer = discord.slash(asker, place, "ask", json!({"question": "tea?"})).await.response().await;
    assert_eq!((answer.content(), answer.ephemeral, answer.deferred), ("asked: tea?", false, false));
    let later = discord.slash(asker, place, "later", json!({})).await.response().await;
    assert_eq!((later.content(), later.ephemeral, later.deferred), ("it took a while", true, true));
    let nested = discord.slash(asker, place, "settings channel", json!({"where": home.courtyard.id.to_string()})).await;
    assert_eq!(nested.response().await.content(), format!("channel {}", home.courtyard.id));

    let choices = discord.autocomplete(asker, place, "ask", "question", "te").await;
    assert_eq!(choices.first().map(|choice| choice.name.as_str()), Some("te…"));

    let pressed = discord.press(asker, &answer.message, "Again").await.response().await;
    assert_eq!((pressed.content(), pressed.kind, pressed.message.id), ("again!", 7, answer.message.id));
    let picked = discord.select(asker, &later.message, "pick", &["Green"]).await.response().await;
    assert_eq!(picked.content(), "picked green");

    let form = discord.press(asker, &answer.message, "Form").await.modal().await;
    assert_eq!((form.title.as_str(), form.filled("Your text")), ("A form", "old"));
    let sent = discord.submit(asker, &form, &[("Your text", "new")]).await.response().await;
    assert_eq!(sent.content(), "form says new");

    let said = discord.say(place, asker, "just talk").await;
    let menu = discord.context_menu(asker, &said, "Answer this").await.response().await;
    assert_eq!(menu.content(), "about: just talk");
    assert_eq!(bot.unreadable(), [""; 0]);
    bot.leave().await;
    discord.finish();
}

#[tokio::test]
async fn a_session_is_taken_up_again_and_what_came_meanwhile_is_sent() {
    let discord = Double::start().await;
    let bot = Echo::join(&discord).await;
    let home = discord.home();
    discord.reconnect();
    discord.started(1, 1).await;
    discord.drop_sockets();
    discord.started(1, 2).await;
    discord.invalidate(true);
    discord.started(1, 3).await;
    discord.close_gateway(4000);
    let meanwhile = discord.say_now(&home.tearoom, &home.asker, "<@bot> meanwhile");
    discord.started(1, 4).await;
    assert_eq!(discord.reply_to(&meanwhile).await.content(), "echo: meanwhile");
    assert_eq!(bot.unreadable(), [""; 0]);
    bot.leave().await;
    discord.finish();
}

#[tokio::test]
async fn an_invalid_session_begins_anew() {
    let discord = Setup::default().patience(Duration::from_secs(9)).start().await;
    let bot = Echo::join(&discord).await;
    discord.invalidate(false);
    discord.started(2, 0).await;
    let home = discord.home();
    let asked = discord.say(&home.tearoom, &home.asker, "<@bot> still there?").await;
    assert_eq!(discord.reply_to(&asked).await.content(), "echo: still there?");
    bot.leave().await;
    discord.finish();
}

#[tokio::test]
async fn heartbeats_without_acknowledgement_make_the_client_begin_anew() {
    let setup = Setup::default().patience(Duration::from_secs(9)).heartbeat(Duration::from_millis(200));
    let discord = setup.start().await;
    let bot = Echo::join(&discord).await;
    discord.withhold_acks(true);
    discord.started(2, 0).await;
    assert!(discord.heartbeats() >= 1);
    bot.leave().await;
    discord.finish();
}

#[tokio::test]
async fn a_wrong_token_and_a_refused_intent_end_the_client() {
    let discord = Setup::default().refuse_content().start().await;
    let wrong = Echo::start(&discord, "MTAw.wrong.token", 4609).await.ended().await;
    assert!(wrong.is_err(), "a wrong token is an error");
    let refused = Echo::start(&discord, discord.token(), 0x1201 | 1 << 15).await.ended().await;
    assert!(format!("{refused:?}").contains("DisallowedGatewayIntents"), "4014 is said as such: {refused:?}");
    let unknown = Echo::start(&discord, discord.token(), 1 << 30).await.ended().await;
    assert!(format!("{unknown:?}").contains("InvalidGatewayIntents"), "4013 is said as such: {unknown:?}");
    discord.finish();
}

#[tokio::test]
async fn content_is_sent_only_where_discord_sends_it() {
    let discord = Double::start().await;
    let bot = Echo::join(&discord).await;
    let home = discord.home();
    discord.say(&home.tearoom, &home.asker, "unprompted").await;
    let asked = discord.say(&home.tearoom, &home.asker, "<@bot> prompted").await;
    discord.reply_to(&asked).await;
    bot.hears(3).await;
    assert_eq!(bot.heard(), ["", &format!("<@{}> prompted", home.bot.id), "echo: prompted"]);
    bot.leave().await;
    discord.finish();
}

#[tokio::test]
async fn what_discord_refuses_is_refused_and_told() {
    let discord = Double::start().await;
    let embed = json!({"title": "t", "description": "d".repeat(3000)});
    let button = |id: &str| json!({"type": 2, "style": 1, "label": "b", "custom_id": id});
    let row = |inside: Value| json!([{"type": 1, "components": inside}]);
    let six_rows = [1, 2, 3, 4, 5, 6].map(|n| json!({"type": 1, "components": [button(&n.to_string())]}));
    let six_buttons = json!(["1", "2", "3", "4", "5", "6"].map(button));
    let cases = [
        (message(&json!({"content": "x".repeat(2001)})), "`content` has 2001 UTF-16 units"),
        (message(&json!({"content": "😀".repeat(1001)})), "`content` has 2002 UTF-16 units"),
        (message(&json!({"embeds": [embed, embed]})), "all embeds together have 6002"),
        (message(&json!({"embeds": [{"color": 1}]})), "`embeds[0]` shows nothing"),
        (message(&json!({"embeds": [{"title": "t".repeat(257)}]})), "`embeds[0].title` has 257"),
        (message(&json!({"embeds": [{"fields": [{"name": " ", "value": "v"}]}]})), "`embeds[0].fields[0].name` has 0"),
        (json!({"content": "tea"}), "`allowed_mentions.parse` is missing"),
        (message(&json!({"allowed_mentions": {"parse": ["users"]}})), "`allowed_mentions.parse` is not empty"),
        (message(&json!({"contents": "tea"})), "`contents` is not a key"),
        (message(&json!({"content": " "})), "the message is empty"),
        (message(&json!({"components": row(json!([button("a"), button("a")]))})), "`a` stands twice"),
        (message(&json!({"components": row(json!([button(&"a".repeat(101))]))})), "custom_id` has 101"),
        (message(&json!({"components": row(six_buttons)})), "has 6 items"),
        (message(&json!({"components": row(json!([{"type": 2, "style": 5, "label": "l"}]))})), "needs a url"),
        (message(&json!({"components": row(json!([{"type": 2, "style": 1, "custom_id": "c"}]))})), "neither label"),
        (message(&json!({"components": row(json!([{"type": 3, "custom_id": "s", "options": []}]))})), "has 0 items"),
        (message(&json!({"components": six_rows})), "`components` has 6 items"),
    ];
    for (body, expected) in cases {
        let (status, _) = request(&discord, "POST", &messages_of(discord.home()), &body).await;
        let told = discord.take_violations().join("\n");
        assert_eq!(status, 400, "{expected}");
        assert!(told.contains(expected), "`{expected}` is told: {told}");
    }
    let (status, _) = request(&discord, "POST", &messages_of(discord.home()), &message(&json!({}))).await;
    assert_eq!(status, 200, "the base of all cases is right");
    discord.finish();
}

#[tokio::test]
async fn whichever_way_a_message_comes_it_has_to_say_that_it_pings_nobody() {
    let discord = Double::start().await;
    let channel = messages_of(discord.home());
    for (method, path, key) in [
        ("POST", channel.clone(), None),
        ("PATCH", format!("{channel}/1"), None),
        ("POST", "/webhooks/1/token".to_owned(), None),
        ("PATCH", "/webhooks/1/token/messages/@original".to_owned(), None),
        ("POST", "/interactions/1/token/callback".to_owned(), Some(4)),
        ("POST", "/interactions/1/token/callback".to_owned(), Some(7)),
    ] {
        for (allowed, refused) in [
            (json!(null), "`allowed_mentions.parse` is missing"),
            (json!({"parse": ["everyone"]}), "`allowed_mentions.parse` is not empty"),
            (json!({"parse": [], "roles": ["5"]}), "`allowed_mentions.roles` is not empty"),
        ] {
            let message = json!({"content": "tea", "allowed_mentions": allowed});
            let body = key.map_or_else(|| message.clone(), |key| json!({"type": key, "data": message}));
            request(&discord, method, &path, &body).await;
            let told = discord.take_violations().join("\n");
            assert!(told.contains(refused), "{method} {path} {key:?} with {allowed}: {told}");
        }
    }
    discord.finish();
}

#[tokio::test]
async fn commands_that_discord_refuses_are_told() {
    let discord = Double::start().await;
    let command = |with: Value| {
        let mut command = json!({"name": "ask", "description": "Asks"});
        with.as_object().into_iter().flatten().for_each(|(key, value)| command[key] = value.clone());
        command
    };
    let option =
        |name: &str, required: bool| json!({"type": 3, "name": name, "description": "d", "required": required});
    let cases = [
        (command(json!({"name": "Ask"})), "`Ask` is no name"),
        (command(json!({"name": "ask me"})), "`ask me` is no name"),
        (command(json!({"description": ""})), "has no description"),
        (command(json!({"description": "d".repeat(101)})), "description` has 101"),
        (command(json!({"options": [option("a", false), option("b", true)]})), "follows an optional one"),
        (command(json!({"options": [option("a", true), option("a", true)]})), "the option `a` twice"),
        (command(json!({"name_localizations": {"kk": "sura"}})), "`[0].name_localizations.kk` is not a locale"),
        (command(json!({"type": 3, "description": "d"})), "may have no description"),
        (command(json!({"sort": 1})), "`[0].sort` is not a key"),
        (
            command(json!({"options": [{"type": 5, "name": "a", "description": "d", "autocomplete": true}]})),
            "cannot have autocomplete",
        ),
    ];
    for (command, expected) in cases {
        let (status, _) = request(&discord, "PUT", "/applications/1/commands", &json!([command])).await;
        let told = discord.take_violations().join("\n");
        assert!(status == 400 && told.contains(expected), "`{expected}` is told: {status} {told}");
    }
    let twice = json!([command(json!({})), command(json!({}))]);
    request(&discord, "PUT", "/applications/1/commands", &twice).await;
    assert!(discord.take_violations().join("").contains("`ask` stands twice"));
    discord.finish();
}

#[tokio::test]
#[should_panic(expected = "`content` has 2001 UTF-16 units")]
async fn a_violation_fails_the_test_at_its_end() {
    let discord = Double::start().await;
    request(
        &discord,
        "POST",
        &messages_of(discord.home()),
        &message(&json!({"content": "x".repeat(2001), "tts": false})),
    )
    .await;
    discord.finish();
}

#[tokio::test]
async fn discords_own_description_is_held_against_bodies_where_it_is_at_hand() {
    if !super::double::has_schema() {
        println!("skipped: Discord's own description is not at hand (set DISCORD_OPENAPI)");
        return;
    }
    let discord = Double::start().await;
    let body = message(&json!({"nonce": {"a": 1}}));
    let (status, _) = request(&discord, "POST", &messages_of(discord.home()), &body).await;
    let told = discord.take_violations().join("\n");
    assert!(status == 400 && told.contains("Discord's description"), "{status} {told}");
    discord.finish();
}

#[tokio::test]
async fn faults_come_as_often_as_asked_and_a_lost_answer_is_carried_out() {
    let discord = Double::start().await;
    let path = messages_of(discord.home());
    discord.fault(Fault::on("POST", "/channels/*/messages").rate_limited(Duration::from_millis(1500)));
    discord.fault(Fault::on("POST", "/channels/").status(503).times(2));
    discord.fault(Fault::on("POST", "/channels/").forbidden());
    discord.fault(Fault::on("POST", "/channels/").dropped());
    discord.fault(Fault::on("POST", "/channels/").lost());
    let body = message(&json!({"nonce": "once", "enforce_nonce": true}));
    let mut seen = Vec::new();
    for _ in 0..7 {
        let (status, answer) = request(&discord, "POST", &path, &body).await;
        seen.push((status, answer["retry_after"].as_f64(), answer["code"].as_u64()));
    }
    let refused = (503, None, Some(0));
    let expected = [
        (429, Some(1.5), None),
        refused,
        refused,
        (403, None, Some(50013)),
        (0, None, None),
        (0, None, None),
        (200, None, None),
    ];
    assert_eq!(seen, expected);
    assert_eq!(discord.sent_count(), 1, "the same nonce makes no second message");
    let started = Instant::now();
    discord.fault(Fault::on("POST", "/channels/").slow(Duration::from_millis(80)));
    request(&discord, "POST", &path, &message(&json!({}))).await;
    assert!(started.elapsed() >= Duration::from_millis(80));
    discord.finish();
}

#[tokio::test]
async fn rights_in_a_channel_decide_what_is_posted() {
    let discord = Double::start().await;
    let home = discord.home();
    let body = message(&json!({"embeds": [{"title": "t"}]}));
    discord.deny(&home.tearoom, permission::EMBED_LINKS);
    let (status, sent) = request(&discord, "POST", &messages_of(home), &body).await;
    assert_eq!((status, &sent["embeds"]), (200, &json!([])), "embeds are left out");
    discord.deny(&home.tearoom, permission::SEND_MESSAGES);
    let (status, refused) = request(&discord, "POST", &messages_of(home), &body).await;
    assert_eq!((status, &refused["code"]), (403, &json!(50013)));
    discord.deny(&home.tearoom, permission::VIEW_CHANNEL);
    let (status, refused) = request(&discord, "POST", &messages_of(home), &body).await;
    assert_eq!((status, &refused["code"]), (403, &json!(50001)));
    let elsewhere = format!("/channels/{}/messages", home.courtyard.id);
    assert_eq!(request(&discord, "POST", &elsewhere, &body).await.0, 200);
    discord.finish();
}

#[tokio::test]
async fn an_interaction_is_answered_once_and_in_time() {
    let discord = Double::start().await;
    let silent = Echo::join(&discord).await;
    let home = discord.home();
    let callback = json!({"type": 4, "data": {"content": "tea", "allowed_mentions": {"parse": []}}});
    let invoke = || async {
        let invoked = discord.slash(&home.asker, &home.tearoom, "mute", json!({})).await;
        (format!("/interactions/{}/{}/callback", invoked.id, invoked.token), format!("/webhooks/1/{}", invoked.token))
    };
    let code = |(status, body): (u16, Value)| (status, body["code"].as_u64());
    let (first, hook) = invoke().await;
    let follow_up = &callback["data"];
    assert_eq!(code(request(&discord, "POST", &hook, follow_up).await), (404, Some(10015)), "too early");
    assert_eq!(code(request(&discord, "POST", &first, &callback).await), (204, None));
    assert_eq!(code(request(&discord, "POST", &first, &callback).await), (400, Some(40060)));
    assert_eq!(request(&discord, "GET", &format!("{hook}/messages/@original"), &Value::Null).await.1["content"], "tea");
    discord.advance(Duration::from_mins(14));
    assert_eq!(code(request(&discord, "POST", &hook, follow_up).await), (200, None));
    discord.advance(Duration::from_secs(61));
    assert_eq!(code(request(&discord, "POST", &hook, follow_up).await), (401, Some(50027)));
    let (late, _) = invoke().await;
    discord.advance(Duration::from_millis(3001));
    assert_eq!(code(request(&discord, "POST", &late, &callback).await), (404, Some(10062)));
    silent.leave().await;
    discord.finish();
}

#[tokio::test]
async fn a_snapshot_is_the_same_in_every_run() {
    let discord = Double::start().await;
    let home = discord.home();
    let body = message(&json!({"content": format!("to <@{}>", home.asker.id), "embeds": [{"title": "t", "color": 7}]}));
    let mut shots = Vec::new();
    for _ in 0..2 {
        request(&discord, "POST", &messages_of(home), &body).await;
        shots.push(discord.next_message(&home.tearoom).await.snapshot());
    }
    let expected = json!({"content": "to <@ID-1>", "embeds": [{"color": 7, "title": "t", "type": "rich"}]});
    assert_eq!(shots.first(), shots.last());
    assert_eq!(serde_json::from_str::<Value>(&shots[0]).expect("a snapshot is JSON"), expected);
    discord.finish();
}

#[tokio::test]
async fn a_burst_of_two_thousand_is_echoed() {
    const COUNT: usize = 2000;
    let discord = Setup { own_messages: false, ..Setup::load() }.start().await;
    let bot = Echo::join(&discord).await;
    let home = discord.home();
    let started = Instant::now();
    for number in 0..COUNT {
        discord.say_now(&home.tearoom, &home.asker, &format!("<@bot> {number}"));
    }
    let said = started.elapsed();
    discord.sent_at_least(COUNT).await;
    let took = started.elapsed();
    let a_second = f64::from(u32::try_from(COUNT).expect("a small number")) / took.as_secs_f64();
    println!("{COUNT} messages said in {said:?}, answered in {took:?}: {a_second:.0} a second");
    assert_eq!(discord.reply_times().len(), COUNT);
    bot.leave().await;
    discord.finish();
}
