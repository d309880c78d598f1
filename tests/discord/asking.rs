//! Asking: in channels, by reply, in direct messages, with commands and from a message's menu.

use super::double::{Double, Setup};
use super::joined::Joined;
use serde_json::json;
use std::time::Duration;

const EAEU: &str = "did uzbekistan ever join the eurasian economic union?";
/// Surer than an unprompted answer has to be.
const SURE: &str = "is uzbekistan in the eaeu?";
const ANSWER: &str = "Uzbekistan is not a full member of the Eurasian Economic Union";
/// How long nothing may come.
const QUIET: Duration = Duration::from_millis(300);

#[tokio::test]
async fn a_mention_is_answered_in_its_channel_with_quote_date_and_earlier_state() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    for channel in [&home.tearoom, &home.thread] {
        let said = discord.say(channel, &home.asker, &format!("<@bot> {EAEU}")).await;
        let reply = discord.reply_to(&said).await;
        assert!(reply.content().contains(ANSWER), "{}", reply.content());
        let text = reply.text();
        for part in ["> \u{201c}", "Elena Garbuzarova", "(https://", "Stated in 2021.", "**Earlier, as of June 2017:**"]
        {
            assert!(text.contains(part), "{part} is missing in {text}");
        }
        assert_eq!(reply.embeds()[0]["color"], 0x72ce, "the colour of Uzbekistan");
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_direct_message_is_answered_and_not_kept() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let direct = discord.direct(&discord.home().asker);
    let said = discord.say(&direct, &discord.home().asker, EAEU).await;
    let reply = discord.reply_to(&said).await;
    assert!(reply.content().contains(ANSWER));
    assert!(
        !reply.buttons().contains(&"Not what I asked"),
        "what is not kept cannot be voted on: {:?}",
        reply.buttons()
    );
    let said = discord.say(&direct, &discord.home().asker, "and Tajikistan?").await;
    let reply = discord.reply_to(&said).await;
    assert!(reply.content().contains("Taken over from the question before"), "{}", reply.content());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_reply_to_an_answer_follows_it_up_also_after_a_restart() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let said = discord.say(&home.tearoom, &home.asker, &format!("<@bot> {EAEU}")).await;
    let first = discord.reply_to(&said).await;
    let said = discord.reply(&first, &home.asker, "and Tajikistan?").await;
    let second = discord.reply_to(&said).await;
    assert!(
        second.content().contains("Taken over from the question before: Eurasian Economic Union"),
        "{}",
        second.content()
    );
    assert!(second.text().contains("Tajikistan"), "{}", second.text());
    let bot = bot.restarted(std::sync::Arc::clone(&crate::bot::APP)).await;
    let said = discord.reply(&first, &home.asker, "and Kyrgyzstan?").await;
    let third = discord.reply_to(&said).await;
    assert!(third.content().contains("Taken over"), "{}", third.content());
    let offers = third.buttons().iter().any(|label| label.contains("EAEU") || label.contains("Kyrgyzstan"));
    assert!(offers || third.content().contains("Kyrgyzstan"), "{} {:?}", third.content(), third.buttons());
    let silent = discord.reply_silently(&first, &home.asker, "and Kyrgyzstan?").await;
    discord.silence(&silent.channel, QUIET).await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_mention_in_reply_to_a_question_answers_that_question() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let question = discord.say(&home.tearoom, &home.member, EAEU).await;
    let said = discord.reply(&question, &home.asker, "<@bot>").await;
    assert!(discord.reply_to(&said).await.content().contains(ANSWER));
    let said = discord.say(&home.tearoom, &home.asker, "<@bot>").await;
    assert!(discord.reply_to(&said).await.content().starts_with("Ask me about"));
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_slip_is_named_and_a_stranger_is_refused_without_a_citation() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let said = discord.say(&home.tearoom, &home.asker, "<@bot> is Krygyzstan in the eurasian economic union?").await;
    let reply = discord.reply_to(&said).await;
    assert!(reply.content().starts_with("-# Read \"Krygyzstan\" as \"Kyrgyzstan\"."), "{}", reply.content());
    let said = discord.say(&home.tearoom, &home.asker, "<@bot> is mongolia in the eurasian economic union?").await;
    let reply = discord.reply_to(&said).await;
    assert!(reply.content().contains("do not cover Mongolia"), "{}", reply.content());
    assert!(reply.embeds().is_empty(), "a refusal carries no citation");
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn ask_is_answered_and_completes_what_is_typed() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let asked = discord.slash(&home.asker, &home.tearoom, "ask", json!({"question": EAEU})).await;
    let response = asked.response().await;
    assert!(!response.ephemeral && response.content().contains(ANSWER), "{}", response.content());
    assert!(response.content().starts_with("-# Asked: did uzbekistan"), "{}", response.content());
    for typed in ["", "krygyz", "who buys turkmen gas", "uzb"] {
        let choices = discord.autocomplete(&home.asker, &home.tearoom, "ask", "question", typed).await;
        assert!(choices.len() >= 3, "{typed}: {choices:?}");
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_message_can_be_answered_from_its_menu() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let question = discord.say(&home.tearoom, &home.member, EAEU).await;
    let used = discord.context_menu(&home.asker, &question, "Answer this").await;
    assert!(used.response().await.content().contains(ANSWER));
    let wordless = discord.say(&home.tearoom, &home.member, "<:plov:123456789012345678>").await;
    let used = discord.context_menu(&home.asker, &wordless, "Answer this").await;
    assert!(used.response().await.ephemeral);
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn an_ask_channel_answers_questions_and_leaves_talk_in_peace() {
    let discord = Double::start().await;
    let ask = discord.home().courtyard.id;
    let bot = Joined::with(&discord, |settings| settings.ask_channels = vec![ask]).await;
    let home = discord.home();
    let said = discord.say(&home.courtyard, &home.asker, SURE).await;
    assert!(discord.reply_to(&said).await.content().contains(ANSWER));
    for talk in [
        SURE,
        "i was in tashkent last week, lovely",
        "who wants tea?",
        "lol uzbekistan joined the eurasian economic union",
    ] {
        let said = discord.say(&home.courtyard, &home.member, talk).await;
        discord.silence(&said.channel, QUIET).await;
    }
    // Elsewhere nobody asked the bot, and an edited message stays as it was.
    let said = discord.say(&home.tearoom, &home.asker, EAEU).await;
    discord.silence(&said.channel, QUIET).await;
    discord.edit(&said, &format!("<@bot> {EAEU}"));
    discord.silence(&said.channel, QUIET).await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn without_the_content_intent_ask_channels_stay_quiet_and_mentions_work() {
    let discord = Setup::default().refuse_content().start().await;
    let ask = discord.home().courtyard.id;
    let bot = Joined::with(&discord, |settings| settings.ask_channels = vec![ask]).await;
    let home = discord.home();
    let said = discord.say(&home.courtyard, &home.asker, EAEU).await;
    discord.silence(&said.channel, QUIET).await;
    let said = discord.say(&home.courtyard, &home.asker, &format!("<@bot> {EAEU}")).await;
    assert!(discord.reply_to(&said).await.content().contains(ANSWER));
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn keepers_choose_ask_channels_and_others_may_not() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let options = json!({"channel": home.courtyard.id.to_string()});
    let add = discord.slash(&home.moderator, &home.tearoom, "settings add-channel", options.clone()).await;
    let response = add.response().await;
    assert!(
        response.ephemeral && response.content().contains(&format!("<#{}>", home.courtyard.id)),
        "{}",
        response.content()
    );
    let said = discord.say(&home.courtyard, &home.asker, SURE).await;
    assert!(discord.reply_to(&said).await.content().contains(ANSWER));
    let remove = discord.slash_raw(&home.owner, &home.tearoom, "settings", json!([
        {"type": 1, "name": "remove-channel", "options": [{"type": 7, "name": "channel", "value": home.courtyard.id.to_string()}]}
    ]));
    let response = remove.await.response().await;
    assert!(response.ephemeral && response.content().contains("keepers"), "{}", response.content());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn why_explains_the_last_answer() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let none = discord.slash(&home.asker, &home.tearoom, "why", json!({})).await.response().await;
    assert!(none.ephemeral && none.content().starts_with("Ask something first"));
    let said = discord.say(&home.tearoom, &home.asker, &format!("<@bot> {EAEU}")).await;
    discord.reply_to(&said).await;
    let why = discord.slash(&home.asker, &home.tearoom, "why", json!({})).await.response().await;
    for part in ["uzbekistan-eaeu-observer", "Thresholds", "Named"] {
        assert!(why.text().contains(part), "{part}: {}", why.text());
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_pick_keeps_what_was_asked_and_how_it_was_read() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    let read = "-# Read \"uzbekistn\" as \"Uzbekistan\".";
    let said = discord.say(&home.tearoom, &home.asker, "<@bot> uzbekistn and china").await;
    let choices = discord.reply_to(&said).await;
    assert!(choices.content().starts_with(read), "{}", choices.content());
    let label = choices.buttons()[0].to_owned();
    discord.press(&home.asker, &choices, &label).await.response().await;
    let picked = discord.changed(&choices).await;
    assert!(picked.content().starts_with(read) && picked.text().contains("Stated in"), "{}", picked.text());
    let options = json!({"question": "uzbekistn and china"});
    let choices = discord.slash(&home.member, &home.tearoom, "ask", options).await.response().await.message;
    discord.press(&home.member, &choices, &label).await.response().await;
    let picked = discord.changed(&choices).await;
    let above = format!("-# Asked: uzbekistn and china\n{read}\n");
    assert!(picked.content().starts_with(&above) && picked.text().contains("Stated in"), "{}", picked.text());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn an_invitation_in_a_question_makes_no_card() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    for invitation in
        ["discord.gg/tea", "Discord.com/invite/tea", "discordapp.com/invite/tea", "dis\u{200b}cord.gg/tea"]
    {
        let options = json!({"question": format!("is uzbekistan in the eaeu {invitation}")});
        let response = discord.slash(&home.asker, &home.tearoom, "ask", options).await.response().await;
        let said = response.content().to_lowercase();
        assert!(said.contains("/tea") && !said.contains("discord.") && !said.contains("discordapp."), "{said}");
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_channel_of_the_config_is_not_said_to_be_removed() {
    let discord = Double::start().await;
    let ask = discord.home().courtyard.id;
    let bot = Joined::with(&discord, |settings| settings.ask_channels = vec![ask]).await;
    let home = discord.home();
    let options = json!({"channel": ask.to_string()});
    let remove = discord.slash(&home.moderator, &home.tearoom, "settings remove-channel", options).await;
    let told = remove.response().await;
    let (first, rest) = told.content().split_once('\n').unwrap_or_default();
    assert!(first.contains("stays") && first.contains("discord.ask_channels"), "{}", told.content());
    assert!(rest.contains(&format!("unprompted in <#{ask}>")), "{}", told.content());
    bot.stopped().await;
    discord.finish();
}
