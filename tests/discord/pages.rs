//! Pages that are turned and sections that are picked, as anybody may, also after a restart.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use super::double::{Double, Posted, Response};
use super::joined::Joined;
use crate::bot::APP;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

async fn looked_up(discord: &Double, command: &str, options: Value) -> Response {
    let home = discord.home();
    discord.slash(&home.asker, &home.tearoom, command, options).await.response().await
}

/// Turns a page in the message itself; `None` where it has no such button.
async fn turned(discord: &Double, page: &Posted, sign: &str) -> Option<Posted> {
    let now = discord.read(page).expect("the message is still there");
    let button = now.components().into_iter().find(|part| part["emoji"]["name"] == sign).cloned()?;
    let id = button["custom_id"].as_str().expect("it can be pressed");
    let response = discord.press(&discord.home().member, &now, id).await.response().await;
    assert_eq!((response.kind, response.message.id), (7, page.id), "the message itself changes");
    Some(response.message)
}

fn rows(page: &Posted) -> Vec<String> {
    page.content().lines().filter(|line| line.starts_with("- **")).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_timeline_is_turned_to_its_end_and_back_and_each_row_is_met_once() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let first = looked_up(&discord, "timeline", json!({"from": "1991"})).await.message;
    assert!(!first.ephemeral && first.components().len() == 1, "the first page goes on only: {:?}", first.components());
    let mut pages = vec![rows(&first)];
    let mut last = first.clone();
    while let Some(next) = turned(&discord, &last, "▶️").await {
        pages.push(rows(&next));
        last = next;
    }
    let bot = bot.restarted(Arc::clone(&APP)).await;
    let met: Vec<&String> = pages.iter().flatten().collect();
    let once: BTreeSet<&String> = met.iter().copied().collect();
    assert!(pages.len() > 2 && pages.iter().all(|page| !page.is_empty()), "{} pages", pages.len());
    assert_eq!(once.len(), met.len(), "no row stands on two pages");
    for expected in pages.iter().rev().skip(1) {
        let page = turned(&discord, &last, "◀️").await.expect("it goes back");
        assert_eq!(&rows(&page), expected);
        last = page;
    }
    assert!(turned(&discord, &last, "◀️").await.is_none(), "the first page is the first again");
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn every_section_of_a_summary_and_of_a_comparison_can_be_picked() {
    let discord = Double::start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    for (command, options) in
        [("country", json!({"name": "Kazakhstan"})), ("compare", json!({"one": "Kazakhstan", "other": "Uzbekistan"}))]
    {
        let shown = looked_up(&discord, command, options).await.message;
        let list = shown.components().into_iter().find(|part| part["type"] == 3).expect("there is a list").clone();
        let id = list["custom_id"].as_str().expect("it has an id");
        let sections: Vec<&str> =
            list["options"].as_array().into_iter().flatten().filter_map(|option| option["label"].as_str()).collect();
        assert!(sections.len() >= 3, "{sections:?}");
        let mut seen = BTreeSet::new();
        for section in sections {
            let picked = discord.select(&home.member, &shown, id, &[section]).await.response().await;
            assert_eq!((picked.kind, picked.message.id), (7, shown.id), "the message itself changes");
            assert!(picked.text().contains(section), "{command} {section}: {}", picked.text());
            assert!(!picked.message.embeds().is_empty(), "{command} {section} is proven");
            assert!(seen.insert(picked.content().to_owned()), "{command} {section} says what another says");
        }
    }
    bot.stopped().await;
    discord.finish();
}
