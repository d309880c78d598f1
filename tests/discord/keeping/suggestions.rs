//! What members suggest, and how they hear what became of it.

use super::keep;
use crate::discord::double::Fault;
use crate::discord::joined::Kept;
use serde_json::json;
use std::collections::BTreeSet;

#[tokio::test]
async fn moderators_answer_suggestions_with_a_word_or_it_waits_for_the_author() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    discord.close_door(&home.member);
    for (who, text) in [(&home.asker, "the ribbon was green"), (&home.member, "the dam has a name")] {
        let kept = discord.slash(who, &home.tearoom, "suggest", json!({"text": text})).await.response().await;
        assert!(kept.ephemeral && kept.content().starts_with("Thank you"), "{}", kept.content());
    }
    let mut page = keep(&discord, "knowledge suggestions", json!({})).await;
    for (text, button, word) in
        [("ribbon was green", "Approve…", "well seen"), ("dam has a name", "Decline…", "no document says so")]
    {
        assert!(page.text().contains(text), "{}", page.text());
        let form = discord.press(&home.moderator, &page.message, button).await.modal().await;
        page = discord.submit(&home.moderator, &form, &[("word", word)]).await.response().await;
    }
    assert!(page.content().contains("No suggestion waits"), "{}", page.text());
    let told = discord.next_message(&discord.direct(&home.asker)).await;
    assert!(told.content().contains("well seen") && told.content().contains("was taken up"), "{}", told.content());
    let again = discord.slash(&home.member, &home.tearoom, "suggest", json!({"text": "more"})).await.response().await;
    assert!(again.content().contains("no document says so"), "{}", again.content());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn of_one_person_five_suggestions_wait_and_one_more_once_one_is_decided() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let suggest = async || {
        let used = discord.slash(&home.member, &home.tearoom, "suggest", json!({"text": "tea"})).await;
        used.response().await.content().starts_with("Thank you")
    };
    for told in [true, true, true, true, true, false] {
        assert_eq!(suggest().await, told);
    }
    let page = keep(&discord, "knowledge suggestions", json!({})).await;
    assert!(page.content().contains("1 of 5"), "{}", page.text());
    let form = discord.press(&home.moderator, &page.message, "Approve…").await.modal().await;
    discord.submit(&home.moderator, &form, &[("word", "")]).await.response().await;
    assert!(suggest().await);
    discord.next_message(&discord.direct(&home.member)).await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_word_that_did_not_fit_or_did_not_arrive_is_said_the_next_time() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    discord.close_door(&home.member);
    let suggest =
        async || discord.slash(&home.member, &home.tearoom, "suggest", json!({"text": "t".repeat(600)})).await;
    for _ in 0..2 {
        suggest().await.response().await;
    }
    let mut page = keep(&discord, "knowledge suggestions", json!({})).await;
    for word in ["first", "second"] {
        let form = discord.press(&home.moderator, &page.message, "Decline…").await.modal().await;
        let word = format!("the {word} {}", "w".repeat(700));
        page = discord.submit(&home.moderator, &form, &[("word", &word)]).await.response().await;
    }
    // The first time Discord no longer waits for the answer.
    discord.fault(Fault::on("POST", "/interactions").refused(404, 10_062));
    let late = suggest().await;
    discord.asked_for("POST", &format!("/interactions/{}/", late.id), 1).await;
    let mut said = BTreeSet::new();
    while let Some((_, words)) = suggest().await.response().await.content().split_once("say: the ") {
        said.extend(words.split(' ').next().map(str::to_owned));
    }
    assert_eq!(said.iter().map(String::as_str).collect::<Vec<&str>>(), ["first", "second"], "each comes in the end");
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_word_on_what_another_moderator_decided_meanwhile_comes_back() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let second = discord.new_member(home.guild, "second", &[home.moderators]);
    let suggest = json!({"text": "the ribbon was green"});
    discord.slash(&home.asker, &home.tearoom, "suggest", suggest).await.response().await;
    let mut forms = Vec::new();
    for who in [&home.moderator, &second] {
        let page = discord.slash(who, &home.tearoom, "knowledge suggestions", json!({})).await.response().await;
        forms.push(discord.press(who, &page.message, "Decline…").await.modal().await);
    }
    discord.submit(&home.moderator, &forms[0], &[("word", "no document says so")]).await.response().await;
    let late = discord.submit(&second, &forms[1], &[("word", "it was blue")]).await.response().await;
    assert!(late.content().starts_with("That has been seen to already"), "{}", late.text());
    assert_eq!(late.message.json["attachments"][0]["filename"], "typed.txt");
    discord.next_message(&discord.direct(&home.asker)).await;
    bot.stopped().await;
    discord.finish();
}
