//! The bot under load, as a process of its own against a double of Discord, beside a bot that only echoes.
//!
//! `cargo bench --bench load`; `-- --questions 36000` sets how many questions make up the long run.
//! Memory and processor time are read from `/proc`, so this runs on Linux only.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a measurement that cannot be made has failed"
)]

#[path = "../tests/discord/double/mod.rs"]
mod double;

use chaikhana::app::{App, Context, Folder, Snapshot};
use chaikhana::config::Config;
use chaikhana::knowledge::cases_from_toml;
use double::{Channel, Double, Home, Setup, User};
use serenity::all::{
    ClientBuilder, Context as Serenity, CreateAllowedMentions, CreateEmbed, CreateMessage, EventHandler,
    GatewayIntents, HttpBuilder, Message, async_trait,
};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Questions of the burst.
const BURST: usize = 2_000;
/// How many bursts of each kind; the one in the middle counts.
const BURSTS: usize = 5;
/// Messages a second, and seconds, of the steady run.
const STEADY: (u64, usize) = (200, 10);
/// Questions of the long run where nothing else is said: an hour at ten a second.
const LONG: usize = 36_000;
/// People who ask.
const PEOPLE: usize = 100;
/// How the process that echoes is told where to join.
const ECHO: &str = "--echo";

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let after = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1));
    if let Some(base) = after(ECHO) {
        return echo(base);
    }
    let long = after("--questions").map_or(LONG, |count| count.parse().expect("`--questions` takes a number"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be built");
    runtime.block_on(measure(long));
}

async fn measure(long: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let questions = questions();
    let engine = engine_time(&questions, &folder);
    println!("{:<34}{:>14}{:>14}", "", "chaikhana", "echo");
    let mut ours = Trial::begin(|base| chaikhana(base, &folder), &questions).await;
    let mut echo = Trial::begin(echoing, &questions).await;
    ours.steady().await;
    echo.steady().await;
    // In turn, so that what else the machine does falls on both.
    for _ in 0..BURSTS {
        ours.burst().await;
        echo.burst().await;
    }
    for _ in 0..BURSTS {
        ours.burst_aside().await;
        echo.burst_aside().await;
    }
    let (ours, echo) = (ours.end(long).await, echo.end(long).await);
    let row = |name: &str, value: &dyn Fn(&Figures) -> String| {
        println!("{name:<34}{:>14}{:>14}", value(&ours), value(&echo));
    };
    row("start to first answer, ms", &|f| format!("{:.0}", f.first.as_secs_f64() * 1e3));
    row("resident, idle, MB", &|f| format!("{:.1}", f.idle));
    row("200/s: event to reply, median, ms", &|f| format!("{:.2}", f.median.as_secs_f64() * 1e3));
    row("200/s: event to reply, p99, ms", &|f| format!("{:.2}", f.p99.as_secs_f64() * 1e3));
    row("burst of 2,000: answers a second", &|f| format!("{:.0}", median(&f.burst)));
    row("the same in 100 conversations", &|f| format!("{:.0}", median(&f.spread)));
    row("lost / twice", &|f| format!("{} / {}", f.lost, f.twice));
    row("resident, after one burst, MB", &|f| format!("{:.1}", f.resident.first().copied().unwrap_or_default()));
    row("resident, after five bursts, MB", &|f| format!("{:.1}", f.resident.last().copied().unwrap_or_default()));
    row(&format!("resident, after {} more, MB", BURSTS * BURST + long), &|f| format!("{:.1}", f.after_long));
    row("CPU s for 1,000 answers", &|f| format!("{:.2}", median(&f.cpu) * 1_000.0));
    println!();
    println!("answers a second in the burst, of those of the echo: {:.2}", median(&ours.burst) / median(&echo.burst));
    println!("the same in 100 conversations: {:.2}", median(&ours.spread) / median(&echo.spread));
    println!(
        "of the {:.2} ms of processor time an answer, asking the engine takes {:.2} ms",
        median(&ours.cpu) * 1e3,
        engine.as_secs_f64() * 1e3
    );
}

/// What was measured of one bot.
#[derive(Debug, Default)]
struct Figures {
    first: Duration,
    /// Megabytes.
    idle: f64,
    median: Duration,
    p99: Duration,
    /// By burst in one channel: answers a second.
    burst: Vec<f64>,
    /// The same: seconds of processor time an answer.
    cpu: Vec<f64>,
    /// The same: megabytes after it.
    resident: Vec<f64>,
    /// By burst in conversations: answers a second.
    spread: Vec<f64>,
    lost: usize,
    twice: usize,
    /// Megabytes.
    after_long: f64,
}

/// A bot that is measured, and the double that it has joined.
struct Trial<'q> {
    bot: Bot,
    discord: Double,
    home: Home,
    people: Vec<User>,
    /// Their conversations with the bot.
    doors: Vec<Channel>,
    questions: &'q [String],
    asked: usize,
    figures: Figures,
}

impl<'q> Trial<'q> {
    /// A bot that has answered its first question.
    async fn begin(start: impl FnOnce(&str) -> Child, questions: &'q [String]) -> Self {
        let discord = Setup::load().start().await;
        let home = discord.home().clone();
        let people: Vec<User> =
            (0..PEOPLE).map(|n| discord.new_member(home.guild, &format!("person-{n}"), &[])).collect();
        let doors = people.iter().map(|person| discord.direct(person)).collect();
        let begun = Instant::now();
        let bot = Bot(start(&discord.base()));
        let said = discord.say(&home.tearoom, &home.asker, "<@bot> is uzbekistan a member of the eaeu?").await;
        discord.reply_to(&said).await;
        let figures = Figures { first: begun.elapsed(), ..Figures::default() };
        tokio::time::sleep(Duration::from_secs(3)).await;
        let mut trial = Self { bot, discord, home, people, doors, questions, asked: 1, figures };
        trial.figures.idle = trial.bot.resident();
        trial
    }

    /// Messages at a steady pace.
    async fn steady(&mut self) {
        let (pace, seconds) = STEADY;
        let count = usize::try_from(pace).expect("few") * seconds;
        self.ask(count, Some(Duration::from_micros(1_000_000 / pace))).await;
        let mut times = self.discord.reply_times();
        times.sort_unstable();
        let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied().unwrap_or_default();
        (self.figures.median, self.figures.p99) = (at(0.5), at(0.99));
    }

    /// A burst in one channel.
    async fn burst(&mut self) {
        let (cpu, clock) = (self.bot.cpu(), Instant::now());
        self.ask(BURST, None).await;
        self.figures.burst.push(BURST as f64 / clock.elapsed().as_secs_f64());
        self.figures.cpu.push((self.bot.cpu() - cpu) / BURST as f64);
        self.figures.resident.push(self.bot.resident());
    }

    /// A burst in which each person asks in a conversation of their own.
    async fn burst_aside(&mut self) {
        let clock = Instant::now();
        let people = self.people.iter().zip(&self.doors).cycle();
        for ((person, door), question) in people.zip(self.questions.iter().cycle()).take(BURST) {
            self.discord.say_now(door, person, question);
        }
        self.asked += BURST;
        self.discord.sent_at_least(self.asked).await;
        self.figures.spread.push(BURST as f64 / clock.elapsed().as_secs_f64());
    }

    /// So many questions more; then the bot ends.
    async fn end(mut self, long: usize) -> Figures {
        for _ in 0..long.div_ceil(BURST) {
            self.ask(BURST.min(long), None).await;
        }
        self.figures.after_long = self.bot.resident();
        tokio::time::sleep(Duration::from_millis(500)).await;
        let sent = self.discord.sent_count();
        self.figures.lost = self.asked.saturating_sub(sent);
        self.figures.twice = sent.saturating_sub(self.asked);
        self.figures
    }

    /// Asks so many questions, with a pause between them or none, and waits for all answers.
    async fn ask(&mut self, count: usize, pause: Option<Duration>) {
        let mut clock = pause.map(tokio::time::interval);
        for at in 0..count {
            if let Some(clock) = &mut clock {
                clock.tick().await;
            }
            let person = &self.people[at % self.people.len()];
            let question = &self.questions[at % self.questions.len()];
            self.discord.say_now(&self.home.tearoom, person, &format!("<@bot> {question}"));
        }
        self.asked += count;
        self.discord.sent_at_least(self.asked).await;
    }
}

/// The one in the middle.
fn median(all: &[f64]) -> f64 {
    let mut all = all.to_vec();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or_default()
}

/// A bot in a process of its own, which ends with this.
struct Bot(Child);

impl Bot {
    /// Megabytes of memory in use.
    fn resident(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id())).expect("the process runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("the system says it");
        let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
        kilobytes * 1_024.0 / 1e6
    }

    /// Seconds of processor time so far.
    fn cpu(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.0.id())).expect("the process runs");
        let (_, fields) = stat.rsplit_once(") ").expect("the name stands in brackets");
        let ticks: f64 = fields.split(' ').skip(11).take(2).map(|field| field.parse::<f64>().expect("a number")).sum();
        // The unit that Linux gives these in, whatever its own clock.
        ticks / 100.0
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        let _ended = self.0.kill();
        let _ended = self.0.wait();
    }
}

/// Questions that people ask, answered or not.
fn questions() -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/validation.toml");
    let text = std::fs::read_to_string(file).expect("the golden files are there");
    let cases = cases_from_toml(&text).expect("the golden files can be read");
    // What names somebody or spans lines would not be one message that names the bot once.
    cases.into_iter().map(|case| case.question).filter(|question| !question.contains(['<', '\n', '@'])).collect()
}

/// The mean time of asking, in this process; leaves the index in a cache, so that the bot starts from one.
fn engine_time(questions: &[String], folder: &TempDir) -> Duration {
    let mut config = Config { cache: Some(folder.path().join("cache")), ..Config::default() };
    config.knowledge = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let snapshot = Snapshot::open(&Folder::new(&config.knowledge), &config).expect("the shipped knowledge is right");
    let app = App::new(snapshot);
    let clock = Instant::now();
    for question in questions {
        std::hint::black_box(app.ask(question, &Context::default()));
    }
    let taken = clock.elapsed() / u32::try_from(questions.len()).unwrap_or(1);
    // The bot's own index is of another build of the program; this makes it, calibration included.
    let asked =
        command(folder).args(["eval", "--quiet", "tests/golden/validation.toml"]).stdout(Stdio::null()).status();
    asked.expect("the program runs");
    taken
}

fn command(folder: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chaikhana"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.env("CHAIKHANA_CACHE", folder.path().join("cache"));
    command.env("CHAIKHANA_LEDGER_FOLDER", folder.path().join("data"));
    for limit in ["USER_PER_MINUTE", "CHANNEL_PER_MINUTE", "PROCESS_PER_SECOND"] {
        command.env(format!("CHAIKHANA_LIMITS_{limit}"), "100000000");
    }
    command
}

fn chaikhana(base: &str, folder: &TempDir) -> Child {
    let mut command = command(folder);
    command.arg("run").env("CHAIKHANA_DISCORD_API_BASE", base).env("DISCORD_TOKEN", double::TOKEN);
    command.spawn().expect("the bot can be started")
}

fn echoing(base: &str) -> Child {
    let program = std::env::current_exe().expect("this program has a file");
    Command::new(program).args([ECHO, base]).spawn().expect("the echo can be started")
}

/// A bot that says back what it hears, with an embed: what serenity alone can do.
fn echo(base: &str) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime can be built");
    runtime.block_on(async {
        let http = HttpBuilder::new(double::TOKEN)
            .proxy(base)
            .ratelimiter_disabled(true)
            .default_allowed_mentions(CreateAllowedMentions::new())
            .build();
        let client = ClientBuilder::new_with_http(http, GatewayIntents::non_privileged()).event_handler(Echo);
        let _ended = client.await.expect("a client can be built").start().await;
    });
}

struct Echo;

#[async_trait]
impl EventHandler for Echo {
    async fn message(&self, context: Serenity, message: Message) {
        if message.author.bot {
            return;
        }
        // As long as answers are; what was said may be longer than a message.
        let echo: String = message.content.chars().cycle().take(400).collect();
        let said = CreateMessage::new()
            .content(&echo)
            .embed(CreateEmbed::new().description(&echo))
            .allowed_mentions(CreateAllowedMentions::new())
            .reference_message(&message);
        let _sent = message.channel_id.send_message(&context.http, said).await;
    }
}
