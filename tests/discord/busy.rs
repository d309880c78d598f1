//! Many at once in one channel: others are answered meanwhile, and nobody is left out.

use super::double::{Fault, Said, Setup};
use super::joined::Joined;
use std::num::NonZeroU32;
use std::time::Duration;

const EAEU: &str = "<@bot> did uzbekistan ever join the eurasian economic union?";
const ANSWER: &str = "Uzbekistan is not a full member of the Eurasian Economic Union";

#[tokio::test]
async fn a_busy_channel_holds_up_no_other_and_everybody_in_it_is_answered() {
    let discord = Setup::default().patience(Duration::from_secs(20)).start().await;
    let bot = Joined::with(&discord, |settings| settings.limits.in_flight = NonZeroU32::new(2).expect("two")).await;
    let home = discord.home();
    discord.ready(Some(home.guild)).await;
    let messages = format!("/channels/{}/messages", home.tearoom.id);
    discord.fault(Fault::on("POST", &messages).rate_limited(Duration::from_secs(1)).times(3));
    let asked: Vec<Said> = (0..30).map(|_| discord.say_now(&home.tearoom, &home.asker, EAEU)).collect();
    let elsewhere = discord.say(&home.courtyard, &home.member, EAEU).await;
    let reply = discord.reply_to(&elsewhere).await;
    assert!(reply.took.is_some_and(|took| took < Duration::from_secs(1)), "{:?}", reply.took);
    let mut before = 0;
    for said in &asked {
        let reply = discord.reply_to(said).await;
        assert!(reply.content().contains(ANSWER), "{}", reply.content());
        assert!(reply.id > before, "with two places a channel has one: who asked first is answered first");
        before = reply.id;
    }
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn an_answer_that_discord_is_slow_to_take_keeps_the_next_one_not_waiting() {
    let discord = Setup::default().patience(Duration::from_secs(20)).start().await;
    let bot = Joined::to(&discord).await;
    let home = discord.home();
    discord.ready(Some(home.guild)).await;
    let messages = format!("/channels/{}/messages", home.tearoom.id);
    discord.fault(Fault::on("POST", &messages).slow(Duration::from_secs(2)));
    let first = discord.say_now(&home.tearoom, &home.asker, EAEU);
    tokio::time::sleep(Duration::from_millis(200)).await;
    let second = discord.say_now(&home.tearoom, &home.asker, EAEU);
    let (first, second) = (discord.reply_to(&first).await, discord.reply_to(&second).await);
    assert!(second.took.is_some_and(|took| took < Duration::from_secs(1)), "{:?}", second.took);
    assert!(first.content().contains(ANSWER), "{}", first.content());
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn what_is_thought_of_and_not_sent_yet_takes_room_too() {
    const PEOPLE: usize = 6;
    let discord = Setup::default().start().await;
    let bot = Joined::with(&discord, |settings| settings.limits.waiting = NonZeroU32::new(4).expect("four")).await;
    let home = discord.home();
    discord.ready(Some(home.guild)).await;
    discord.fault(Fault::on("POST", "/channels").slow(Duration::from_secs(4)).always());
    let mut asked: Vec<Said> = Vec::new();
    for at in 0..PEOPLE {
        let who = discord.new_member(home.guild, &format!("guest-{at}"), &[]);
        asked.push(discord.say_now(&discord.direct(&who), &who, EAEU));
        // By now it is thought of and on its way.
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    discord.sent_at_least(4).await;
    assert_eq!(asked.iter().map(|said| discord.replies(said)).sum::<usize>(), 4);
    discord.clear_faults();
    tokio::time::sleep(Duration::from_secs(4)).await;
    let later = discord.say(&home.tearoom, &home.asker, EAEU).await;
    assert!(discord.reply_to(&later).await.content().contains(ANSWER), "there is room again");
    bot.stopped().await;
    discord.finish();
}

#[tokio::test]
async fn chatter_takes_no_room_from_questions() {
    let discord = Setup::default().patience(Duration::from_secs(10)).start().await;
    let bot = Joined::with(&discord, |settings| {
        settings.limits.waiting = NonZeroU32::new(4).expect("four");
        settings.ask_channels = vec![discord.home().courtyard.id];
    })
    .await;
    let home = discord.home();
    discord.ready(Some(home.guild)).await;
    let messages = format!("/channels/{}/messages", home.tearoom.id);
    discord.fault(Fault::on("POST", &messages).slow(Duration::from_secs(2)));
    let first = discord.say_now(&home.tearoom, &home.asker, EAEU);
    for place in [&home.tearoom, &home.courtyard] {
        for _ in 0..20 {
            discord.say_now(place, &home.member, "nice weather");
        }
    }
    discord.say_now(&home.tearoom, &home.member, "is it not nice weather today?");
    let elsewhere = discord.say(&home.courtyard, &home.asker, EAEU).await;
    for said in [&elsewhere, &first] {
        assert!(discord.reply_to(said).await.content().contains(ANSWER));
    }
    bot.stopped().await;
    discord.finish();
}
