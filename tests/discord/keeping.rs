//! Keeping the knowledge from Discord: from a question without an answer to a published entry, and back.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use super::double::{Double, Fault, Posted, Response, User};
use super::joined::Kept;
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Duration;

/// Nothing in the valleys answers it.
const UNANSWERED: &str = "which musical instruments are played in Lorn?";
const PRICE: &str = "How much did Lorn pay for the upper dam?";

/// Presses a button of a message that only its presser sees; gives what it shows then.
async fn press(discord: &Double, who: &User, on: &Posted, label: &str) -> Response {
    discord.press(who, on, label).await.response().await
}

/// The command of a keeper, and what it shows.
async fn keep(discord: &Double, path: &str, options: serde_json::Value) -> Response {
    let home = discord.home();
    discord.slash(&home.moderator, &home.tearoom, path, options).await.response().await
}

async fn asked(discord: &Double, question: &str) -> Posted {
    let home = discord.home();
    let said = discord.say(&home.tearoom, &home.asker, &format!("<@bot> {question}")).await;
    discord.reply_to(&said).await
}

#[tokio::test]
async fn an_unanswered_question_becomes_an_entry_in_under_ten_presses_and_undo_brings_the_bytes_back() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let before = bot.files();
    let none = asked(&discord, UNANSWERED).await;
    assert!(none.embeds().is_empty(), "{}", none.text());

    // 1: the queue.
    let queue = keep(&discord, "knowledge queue", json!({})).await;
    assert!(queue.ephemeral && queue.text().contains("instruments"), "{}", queue.text());
    // 2 and 3: a form, filled in and sent.
    let form = discord.press(&home.moderator, &queue.message, "New entry…").await.modal().await;
    assert_eq!(form.filled("questions"), UNANSWERED);
    assert_eq!(form.filled("about"), "lorn");
    let text = [("id", "lorn-instruments"), ("answer", "In Lorn people play the wooden flute."), ("as_of", "1932")];
    let unproven = discord.submit(&home.moderator, &form, &text).await.response().await;
    assert!(unproven.text().contains("has no quote"), "{}", unproven.text());
    assert!(!unproven.message.buttons().contains(&"Publish"), "{:?}", unproven.message.buttons());
    // 4 and 5: its quote, wrong at first.
    let form = discord.press(&home.moderator, &unproven.message, "Quotes…").await.modal().await;
    let wrong = [("quote1", "tarrow-1932\npeople of Lorn play a wooden flute of purest silk from far away Karsk")];
    let refused = discord.submit(&home.moderator, &form, &wrong).await.response().await;
    assert!(refused.text().contains("tarrow-1932"), "{}", refused.text());
    assert!(!refused.message.buttons().contains(&"Publish"), "{:?}", refused.message.buttons());
    // 6 and 7: what was typed is still there.
    let form = discord.press(&home.moderator, &refused.message, "Quotes…").await.modal().await;
    assert!(form.filled("quote1").contains("purest silk"), "{}", form.filled("quote1"));
    let right = [("quote1", "tarrow-1932\nThe Foreign Policy Concept of Lorn names the treaty nine times")];
    let ready = discord.submit(&home.moderator, &form, &right).await.response().await;
    assert!(ready.text().contains("wooden flute") && ready.text().contains("Not published yet"), "{}", ready.text());
    assert_eq!(bot.files(), before, "a preview changes nothing");
    // 8: published.
    let done = publish(&discord, &ready).await;
    assert!(done.content().contains("Published as revision"), "{}", done.content());

    let audit = discord.next_message(&home.courtyard).await;
    assert!(audit.content().contains("lorn-instruments"), "{}", audit.content());
    let answer = asked(&discord, UNANSWERED).await;
    assert!(answer.text().contains("wooden flute"), "{}", answer.text());
    let queue = keep(&discord, "knowledge queue", json!({})).await;
    assert!(!queue.text().contains("instruments"), "{}", queue.text());
    assert!(bot.file("guard.toml").contains("instruments"), "the guard holds the question from now on");

    let number = revision(&done);
    let undo = keep(&discord, "knowledge undo", json!({"revision": number})).await;
    let undone = publish(&discord, &undo).await;
    assert!(undone.content().contains("Published as revision"), "{}", undone.content());
    assert_eq!(bot.files(), before, "the bytes from before are back");
    let none = asked(&discord, UNANSWERED).await;
    assert!(none.embeds().is_empty(), "{}", none.text());
    let history = keep(&discord, "knowledge history", json!({})).await;
    assert!(history.text().contains(&format!("took revision {number} back")), "{}", history.text());
    discord.next_message(&home.courtyard).await;
    bot.stopped().await;
    discord.finish();
}

/// Publishes what is shown, with a reason where questions would be lost.
pub(super) async fn publish(discord: &Double, shown: &Response) -> Response {
    let who = &discord.home().moderator;
    if shown.message.buttons().contains(&"Publish") {
        return press(discord, who, &shown.message, "Publish").await;
    }
    let form = discord.press(who, &shown.message, "Publish all the same…").await.modal().await;
    let again = discord.submit(who, &form, &[("why", "it is right so")]).await.response().await;
    press(discord, who, &again.message, "Publish").await
}

/// The number in "Published as revision 3".
fn revision(done: &Response) -> u64 {
    let (_, rest) = done.content().split_once("revision ").expect("a revision is named");
    rest.split(';').next().and_then(|number| number.parse().ok()).expect("it has a number")
}

#[tokio::test]
async fn a_change_of_the_same_by_two_is_shown_as_a_conflict_and_nothing_is_lost() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let second = discord.new_member(home.guild, "second", &[home.moderators]);
    let options = json!({"entry": "lorn-dam-price"});
    let mut forms = Vec::new();
    for who in [&home.moderator, &second] {
        let used = discord.slash(who, &home.tearoom, "knowledge edit", options.clone()).await;
        forms.push(used.modal().await);
    }
    let answers =
        ["Lorn paid 16 million dollars for the upper dam.", "For the upper dam Lorn paid 16 million dollars."];
    let mut shown = Vec::new();
    for ((who, form), answer) in [&home.moderator, &second].into_iter().zip(&forms).zip(answers) {
        shown.push(discord.submit(who, form, &[("answer", answer)]).await.response().await);
    }
    let first = press(&discord, &home.moderator, &shown[0].message, "Publish").await;
    assert!(first.content().contains("Published"), "{}", first.text());
    let other = press(&discord, &second, &shown[1].message, "Publish").await;
    assert!(other.content().contains("Somebody else has changed the same"), "{}", other.text());
    assert!(other.text().contains(answers[0]) && other.text().contains(answers[1]), "{}", other.text());
    assert!(bot.file("countries/lorn.toml").contains(answers[0]), "the first stands");
    let mine = press(&discord, &second, &other.message, "Use mine").await;
    let done = press(&discord, &second, &mine.message, "Publish").await;
    assert!(done.content().contains("Published"), "{}", done.text());
    assert!(bot.file("countries/lorn.toml").contains(answers[1]), "the second stands, knowingly");
    for _ in 0..2 {
        discord.next_message(&home.courtyard).await;
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_change_that_is_published_with_two_presses_is_published_once_and_said_so() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let alias = json!({"entry": "lorn-dam-price", "question": "what was paid by Lorn for its upper dam"});
    let ready = keep(&discord, "knowledge alias", alias).await;
    let (one, other) = tokio::join!(
        discord.press(&home.moderator, &ready.message, "Publish"),
        discord.press(&home.moderator, &ready.message, "Publish"),
    );
    for used in [&one, &other] {
        used.first().await;
    }
    discord.next_message(&home.courtyard).await;
    bot.stopped().await;
    let shown = discord.read(&ready.message).expect("the message is still there");
    assert!(shown.content().contains("Published as revision 1"), "{}", shown.text());
    discord.finish();
}

#[tokio::test]
async fn changes_of_different_fields_by_two_are_both_kept() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let edit =
        discord.slash(&home.moderator, &home.tearoom, "knowledge edit", json!({"entry": "lorn-dam-price"})).await;
    let form = edit.modal().await;
    let alias = json!({"entry": "lorn-dam-price", "question": "what was paid by Lorn for its upper dam"});
    let added = keep(&discord, "knowledge alias", alias).await;
    let done = publish(&discord, &added).await;
    assert!(done.content().contains("Published"), "{}", done.text());
    let answer = "In 1905 Lorn paid 16 million dollars for the upper dam.";
    let shown = discord.submit(&home.moderator, &form, &[("answer", answer)]).await.response().await;
    let done = publish(&discord, &shown).await;
    assert!(done.content().contains("Published"), "{}", done.text());
    let file = bot.file("countries/lorn.toml");
    assert!(file.contains(answer) && file.contains("paid by Lorn for its upper dam"), "{file}");
    assert!(file.contains("# Entries about Lorn."), "comments stay");
    for _ in 0..2 {
        discord.next_message(&home.courtyard).await;
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_quote_that_is_not_there_is_refused_and_a_draft_is_its_owners() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let before = bot.files();
    let invented = json!({
        "entry": "lorn-dam-price", "source": "tarrow-1932",
        "text": "Lorn paid nothing at all for the dam and never will pay",
    });
    let refused = keep(&discord, "knowledge quote", invented).await;
    assert!(
        refused.text().contains("tarrow-1932") && !refused.message.buttons().contains(&"Publish"),
        "{}",
        refused.text()
    );
    let ready =
        keep(&discord, "knowledge near-miss", json!({"entry": "lorn-dam-price", "question": "what did Sey pay"})).await;
    let publish = ready.message.components().into_iter().find(|part| part["label"] == "Publish").cloned();
    let id = publish.expect("it can be published")["custom_id"].as_str().expect("an id").to_owned();
    let second = discord.new_member(home.guild, "second", &[home.moderators]);
    let stolen = discord.press_raw(&second, &ready.message, &id).await.response().await;
    assert!(stolen.content().contains("no longer there"), "{}", stolen.content());
    assert_eq!(bot.files(), before);
    let discarded = press(&discord, &home.moderator, &ready.message, "Discard").await;
    assert!(discarded.content().contains("Discarded"), "{}", discarded.content());
    let late = discord.press_raw(&home.moderator, &discarded.message, &id).await.response().await;
    assert!(late.content().contains("no longer there"), "{}", late.content());
    assert_eq!(bot.files(), before);
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_phrasing_that_takes_questions_needs_a_reason_which_stands_with_it_from_then_on() {
    const WHY: &str = "the concept tells of the price too";
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let before = bot.files();
    // The guard expects another entry for it.
    let taken = json!({"entry": "lorn-treaty-concept", "question": "what did Lorn pay for the dam"});
    let shown = keep(&discord, "knowledge alias", taken).await;
    let text = shown.text();
    assert!(text.contains("This would take") && text.contains("from `lorn-dam-price`"), "{text}");
    assert!(text.contains("\u{201c}what did lorn pay for the dam\u{201d}: `lorn-dam-price` →"), "{text}");
    let buttons = shown.message.buttons();
    assert!(!buttons.contains(&"Publish") && buttons.contains(&"Publish all the same…"), "{buttons:?}");
    // Who leaves the form out is led to it.
    let form = discord.press(&home.moderator, &shown.message, "Publish all the same…").await.modal().await;
    let plain = form.custom_id.replace("kf-reason", "kp");
    let forced = discord.press_raw(&home.moderator, &shown.message, &plain).await.response().await;
    assert!(forced.content().contains("give a reason"), "{}", forced.content());
    assert!(!forced.message.buttons().contains(&"Publish"), "{:?}", forced.message.buttons());
    assert_eq!(bot.files(), before, "nothing is published without a reason");

    let ready = discord.submit(&home.moderator, &form, &[("why", WHY)]).await.response().await;
    assert!(ready.content().contains("Your reason is noted"), "{}", ready.content());
    assert_eq!(bot.files(), before, "a reason alone publishes nothing");
    let done = press(&discord, &home.moderator, &ready.message, "Publish").await;
    assert!(done.content().contains("Published"), "{}", done.text());
    let audit = discord.next_message(&home.courtyard).await;
    assert!(audit.content().contains(WHY), "{}", audit.content());
    let history = keep(&discord, "knowledge history", json!({})).await;
    assert!(history.text().contains(WHY), "{}", history.text());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_follow_up_stands_in_the_queue_behind_what_it_followed() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let first = asked(&discord, PRICE).await;
    let follow_up = discord.reply(&first, &home.member, "and which instruments are played there?").await;
    discord.reply_to(&follow_up).await;
    let queue = keep(&discord, "knowledge queue", json!({})).await;
    let (after, text) = (format!("after: {PRICE}"), queue.text());
    assert!(text.contains(&after) && text.contains("and which instruments"), "{text}");
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_question_is_marked_out_of_scope_or_ignored_with_one_press_each() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    for question in [UNANSWERED, "who painted the town hall of Karsk?"] {
        asked(&discord, question).await;
    }
    let queue = keep(&discord, "knowledge queue", json!({})).await;
    assert!(queue.content().contains("1 of 2") && queue.text().contains("town hall"), "{}", queue.text());
    let next = press(&discord, &home.moderator, &queue.message, "Ignore").await;
    assert!(next.text().contains("instruments"), "{}", next.text());
    let shown = press(&discord, &home.moderator, &next.message, "Out of scope").await;
    let done = publish(&discord, &shown).await;
    assert!(done.content().contains("Published"), "{}", done.text());
    assert!(bot.file("guard.toml").contains("instruments"));
    let queue = press(&discord, &home.moderator, &done.message, "Back to the queue").await;
    assert!(queue.content().contains("Nothing waits"), "{}", queue.text());
    discord.next_message(&home.courtyard).await;
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn retiring_and_restoring_shows_what_leans_on_an_entry() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let before = bot.files();
    let retire = json!({"entry": "sey-salt-refusal", "why": "the salt is sold"});
    let shown = keep(&discord, "knowledge retire", retire).await;
    let done = publish(&discord, &shown).await;
    assert!(done.content().contains("Published"), "{}", shown.text());
    assert!(bot.file("countries/sey.toml").contains("the salt is sold"));
    let shown = keep(&discord, "knowledge restore", json!({"entry": "sey-salt-refusal"})).await;
    let done = publish(&discord, &shown).await;
    assert!(done.content().contains("Published"), "{}", done.text());
    assert_eq!(bot.files(), before);
    for _ in 0..2 {
        discord.next_message(&home.courtyard).await;
    }
    bot.stopped().await;
    discord.finish();
}

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
async fn entries_begin_from_messages_and_a_restart_loses_no_draft() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    asked(&discord, UNANSWERED).await;
    let question = discord.say(&home.tearoom, &home.member, "who was the first guard of the dam of Lorn?").await;
    let form = discord.context_menu(&home.moderator, &question, "Add to knowledge base").await.modal().await;
    assert_eq!(form.filled("questions"), "who was the first guard of the dam of Lorn?");
    let answer = discord.say(&home.tearoom, &home.member, "it was bound with a green ribbon").await;
    let which = discord.context_menu(&home.moderator, &answer, "This answers …").await.response().await;
    let picked = discord.select(&home.moderator, &which.message, "Pick the question", &[UNANSWERED]).await;
    let both = picked.modal().await;
    assert_eq!((both.filled("questions"), both.filled("answer")), (UNANSWERED, "it was bound with a green ribbon"));
    let bot = bot.restarted().await;
    let text = [("id", "lorn-instruments"), ("as_of", "1932")];
    let kept = discord.submit(&home.moderator, &both, &text).await.response().await;
    assert!(kept.content().contains("What you typed is kept"), "{}", kept.text());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn a_file_saved_by_hand_is_taken_over_and_a_broken_one_is_told_once() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    let text = bot.file("countries/lorn.toml");
    bot.write("countries/lorn.toml", &text.replace("Lorn dam cost", "Lorn dam cost in dollars"));
    let told = discord.next_message(&home.courtyard).await;
    assert!(told.content().contains("Lorn dam cost in dollars"), "{}", told.content());
    bot.write("countries/lorn.toml", "[[entry]\n");
    let broken = discord.next_message(&home.courtyard).await;
    assert!(broken.content().contains("countries/lorn.toml"), "{}", broken.content());
    let status = keep(&discord, "knowledge status", json!({})).await;
    assert!(status.text().contains("cannot be used"), "{}", status.text());
    bot.write("countries/lorn.toml", "[[entry]\n\n");
    discord.silence(&home.courtyard, Duration::from_secs(3)).await;
    assert!(asked(&discord, PRICE).await.text().contains("16 million"), "the last good knowledge answers");
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn moderators_look_at_entries_files_and_figures() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    for (path, options, says) in [
        ("knowledge show", json!({"entry": "lorn-dam-price"}), "countries/lorn.toml"),
        ("knowledge show", json!({"entry": "nobody"}), "no entry `nobody`"),
        ("knowledge status", json!({}), "entries answer"),
        ("knowledge check", json!({}), "pass every check"),
        ("knowledge reload", json!({}), "read anew"),
        ("knowledge stale", json!({}), "No entry is past"),
        ("knowledge stats", json!({}), "documents: 2"),
        ("knowledge history", json!({}), "Nothing has been changed"),
        ("knowledge diff", json!({"revision": 9}), "no revision 9"),
        ("knowledge undo", json!({"revision": 9}), "no revision 9"),
        ("knowledge queue", json!({}), "Nothing waits"),
        ("knowledge suggestions", json!({}), "No suggestion waits"),
    ] {
        let shown = keep(&discord, path, options).await;
        assert!(shown.ephemeral, "{path} is for the moderator alone");
        assert!(shown.text().contains(says), "{path}: {}", shown.text());
    }
    for (option, path, typed, first) in [
        ("entry", "knowledge edit", "dam-price", "lorn-dam-price"),
        ("entry", "knowledge edit", "how much did lorn pay", "lorn-dam-price"),
        ("source", "knowledge quote", "quill", "quill-1933"),
        ("file", "knowledge add", "sey", "countries/sey.toml"),
    ] {
        let choices = discord.autocomplete(&home.moderator, &home.tearoom, path, option, typed).await;
        assert_eq!(choices.first().map(|choice| choice.value.clone()), Some(json!(first)), "{path} {typed}");
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn what_is_said_to_be_published_has_left_the_queue_and_the_suggestions() {
    let discord = Kept::double().await;
    let bot = Kept::to(&discord).await;
    let home = discord.home();
    asked(&discord, UNANSWERED).await;
    let suggest = json!({"text": "Lorn paid too much for the upper dam.", "about": "lorn-dam-price"});
    discord.slash(&home.asker, &home.tearoom, "suggest", suggest).await.response().await;
    let queue = keep(&discord, "knowledge queue", json!({})).await;
    let ready = press(&discord, &home.moderator, &queue.message, "Out of scope").await;
    // What the bot says is seen at once, and the bot goes on only later.
    let slow = || discord.fault(Fault::on("PATCH", "/webhooks").slow(Duration::from_secs(1)));
    slow();
    let done = publish(&discord, &ready).await;
    let queue = press(&discord, &home.moderator, &done.message, "Back to the queue").await;
    assert!(queue.content().contains("Nothing waits"), "{}", queue.text());
    discord.next_message(&home.courtyard).await;

    let page = keep(&discord, "knowledge suggestions", json!({})).await;
    let form = discord.press(&home.moderator, &page.message, "Make an entry of it…").await.modal().await;
    let answer = [("answer", "Lorn paid 16 million dollars for the upper dam.")];
    let ready = discord.submit(&home.moderator, &form, &answer).await.response().await;
    slow();
    let done = publish(&discord, &ready).await;
    let page = press(&discord, &home.moderator, &done.message, "Back to the suggestions").await;
    assert!(page.content().contains("No suggestion waits"), "{}", page.text());
    let told = discord.next_message(&discord.direct(&home.asker)).await;
    assert!(told.content().contains("was taken up"), "{}", told.content());
    discord.next_message(&home.courtyard).await;
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
