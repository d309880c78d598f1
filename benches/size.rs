//! How the time of a question grows with the number of phrasings, beside a plain BM25 and string similarity.
//!
//! `cargo bench --bench size` measures all; `cargo bench --bench size -- table` prints the table at its end alone.
//!
//! Left out: the shipped knowledge, which `speed.rs` asks; and how well the engine does on public sets, which
//! `chaikhana eval --phrasings` tells.

mod baseline;

use baseline::{Bm25, most_similar};
use chaikhana::app::{Labelled, labelled};
use chaikhana::engine::{Context, Engine, Settings};
use chaikhana::knowledge::{Entry, EntryId, Knowledge};
use criterion::{BatchSize, BenchmarkId, Criterion, SamplingMode};
use std::collections::{BTreeMap, HashSet};
use std::hint::black_box;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many phrasings of how many categories, smallest first; the middle is what CLINC150 has.
const SIZES: [(usize, usize); 3] = [(1_000, 150), (15_000, 150), (100_000, 500)];
/// Above so many, comparing all strings is not measured: a question would take seconds.
const MOST_SIMILAR: usize = 15_000;
/// What each size is asked.
const QUESTIONS: usize = 200;
/// The questions of the table that all strings are compared with.
const FEW: usize = 10;
/// The folder of public sets, which are not part of the project.
const SETS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/bench");
/// All strings of CLINC150 are compared with every so manieth of its questions.
const EVERY: usize = 20;

// The phrasings are made of a frame, something that is done to something, and an ending:
// "is there any way to renew my library card before monday", "i want my flat viewing moved for mr larkston".
// A category is what is done to what, each doing in three wordings, so that neighbouring categories share half of
// their words, as they do where people write a hundred phrasings of the same matter. One phrasing in three names
// somebody or a number out of a long tail, so that the vocabulary grows with the phrasings as that of real text does:
// 1,000 phrasings have 549 distinct words, 15,000 some 3,100, 100,000 some 6,400; a phrasing has twelve on average.

/// How a phrasing begins; `{}` is what is done.
const FRAMES: &[&str] = &[
    "how do i {}",
    "how can i {}",
    "i would like to {}",
    "i want to {}",
    "can you help me to {}",
    "could you please {}",
    "please {}",
    "what do i need to {}",
    "is it possible to {}",
    "is there any way to {}",
    "where do i go to {}",
    "who do i talk to if i have to {}",
    "tell me how to {}",
    "i forgot how to {}",
    "what happens when i {}",
    "how long does it take to {}",
    "am i allowed to {}",
    "why can't i {}",
    "my wife told me to {}",
    "when is the best time to {}",
    "do i have to pay if i {}",
    "what are the steps to {}",
    "i'm trying to {} and it does not work",
    "the website won't let me {}",
    "hey i really need to {} today",
    "what would it cost to {}",
];

/// What is done, in three wordings.
const DOINGS: &[[&str; 3]] = &[
    ["cancel", "call off", "get rid of"],
    ["renew", "extend", "prolong"],
    ["order", "ask for", "request"],
    ["report the loss of", "say that somebody stole", "block"],
    ["pay for", "settle the bill for", "send money for"],
    ["change the date of", "move", "reschedule"],
    ["check the status of", "track", "find out what became of"],
    ["complain about", "send feedback on", "write a bad review of"],
    ["get a refund for", "return", "get my money back for"],
    ["share", "give somebody else", "transfer"],
    ["translate", "get an english version of", "understand the words on"],
    ["print", "make a copy of", "download"],
    ["insure", "buy cover for", "protect"],
    ["repair", "fix", "mend"],
    ["compare the price of", "find a cheaper", "get a discount on"],
    ["book", "reserve", "sign up for"],
    ["update the address on", "correct the name on", "edit"],
    ["confirm", "accept", "approve"],
    ["recommend", "choose", "pick"],
    ["set a reminder for", "put in my calendar", "not forget"],
    ["open", "activate", "start using"],
    ["explain", "describe", "know more about"],
    ["lower the limit of", "reduce", "cap"],
    ["upgrade", "improve", "get a better"],
    ["list", "see every", "show all details of"],
];

/// What it is done to.
const THINGS: &[&str] = &[
    "my library card",
    "the parking permit",
    "my passport application",
    "the train ticket",
    "my phone contract",
    "a table at the restaurant",
    "the electricity meter",
    "my credit card",
    "the dentist appointment",
    "a hotel room",
    "my gym membership",
    "the rental car",
    "a swimming course",
    "the newspaper subscription",
    "my bank statement",
    "the washing machine",
    "a birthday present",
    "the flat viewing",
    "my travel itinerary",
    "the museum tour",
];

/// How a phrasing ends; `{name}` and `{number}` come from a long tail.
const ENDINGS: &[&str] = &[
    "",
    "",
    "",
    "",
    "",
    "",
    " for {name}",
    " before monday",
    " with number {number}",
    " that {name} gave me",
    " without calling anybody",
    " at the {name} street branch",
    " from {number}",
    " while i am abroad",
    " since {name} is ill",
    " online",
    " in {name}",
    " again",
];

/// Names are made of these: `lark` and `ston`, now and then with a part between.
const NAME_PARTS: [&[&str]; 3] = [
    &[
        "ald", "bram", "carn", "dun", "el", "fen", "garr", "hal", "ing", "jos", "kel", "lark", "mar", "nor", "os",
        "pem", "quin", "rav", "sel", "thorn", "ul", "ven", "wex", "yar",
    ],
    &["", "", "er", "ing", "el", "in", "a", "o", "en", "ar", "is", "om"],
    &["ston", "bury", "wick", "field", "ley", "ham", "worth", "by", "mere", "ford", "ov", "escu", "sen", "ini", "dale"],
];

/// Numbers that look like chance and are always the same (`SplitMix64`, Steele et al. 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % most.max(1) as u64).unwrap_or(0)
    }

    fn of<'t, T: ?Sized>(&mut self, all: &[&'t T]) -> Option<&'t T> {
        all.get(self.below(all.len())).copied()
    }

    /// The early ones far more often than the late ones, as words are.
    fn early<'t>(&mut self, all: &[&'t str]) -> &'t str {
        let until = 1 + self.below(all.len());
        all.get(self.below(until)).copied().unwrap_or_default()
    }

    fn name(&mut self) -> String {
        let [first, middle, last] = NAME_PARTS;
        [self.of(first).unwrap_or_default(), self.early(middle), self.early(last)].concat()
    }

    fn phrasing(&mut self, category: usize) -> String {
        let doing = DOINGS.get(category % DOINGS.len()).and_then(|wordings| self.of(wordings)).unwrap_or_default();
        let thing = THINGS.get(category / DOINGS.len()).copied().unwrap_or_default();
        let ending = self.of(ENDINGS).unwrap_or_default();
        let until = 1 + self.below(4_000);
        let ending = ending.replace("{name}", &self.name()).replace("{number}", &self.below(until).to_string());
        self.of(FRAMES).unwrap_or_default().replace("{}", &format!("{doing} {thing}{ending}"))
    }
}

/// A set of phrasings with everything that is built of it and asked of it.
struct Set {
    phrasings: Vec<(usize, String)>,
    categories: usize,
    /// Not among the phrasings.
    questions: Vec<String>,
    /// The same with two words misspelt each.
    misspelt: Vec<String>,
    engine: Engine,
    /// How long the engine took to build.
    build: Duration,
}

impl Set {
    fn new(count: usize, categories: usize) -> Self {
        let mut chance = Chance(count as u64);
        let mut seen = HashSet::new();
        let mut fresh = |category| loop {
            let phrasing = chance.phrasing(category);
            if seen.insert(phrasing.clone()) {
                return phrasing;
            }
        };
        let phrasings: Vec<(usize, String)> = (0..count).map(|at| (at % categories, fresh(at % categories))).collect();
        let questions: Vec<String> = (0..QUESTIONS).map(|at| fresh(at * categories / QUESTIONS)).collect();
        let misspelt = questions.iter().map(|question| misspell(question)).collect();
        let (engine, build) = timed(|| engine(knowledge(categories, &phrasings)));
        Self { phrasings, categories, questions, misspelt, engine, build }
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.phrasings.iter().map(|(_, text)| text.as_str())
    }
}

/// The sets are made when they are first asked for: the largest is not needed for everything.
static SETS_MADE: [LazyLock<Set>; 3] = [
    LazyLock::new(|| Set::new(SIZES[0].0, SIZES[0].1)),
    LazyLock::new(|| Set::new(SIZES[1].0, SIZES[1].1)),
    LazyLock::new(|| Set::new(SIZES[2].0, SIZES[2].1)),
];

fn sets() -> impl Iterator<Item = (usize, &'static LazyLock<Set>)> {
    SIZES.iter().map(|(phrasings, _)| *phrasings).zip(&SETS_MADE)
}

/// Swaps two letters of one of the two longest words and leaves one out of the other.
fn misspell(question: &str) -> String {
    let mut words: Vec<String> = question.split(' ').map(str::to_owned).collect();
    let mut longest: Vec<usize> = (0..words.len()).collect();
    longest.sort_by_key(|at| std::cmp::Reverse(words.get(*at).map_or(0, String::len)));
    for (at, swaps) in longest.into_iter().zip([true, false]) {
        let Some(word) = words.get_mut(at) else { continue };
        let mut letters: Vec<char> = word.chars().collect();
        let middle = letters.len() / 2;
        if swaps && middle > 0 {
            letters.swap(middle - 1, middle);
        } else {
            letters.remove(middle);
        }
        *word = letters.into_iter().collect();
    }
    words.join(" ")
}

/// Knowledge of phrasings alone: no names, no answers, no quotes.
fn knowledge(categories: usize, phrasings: &[(usize, String)]) -> Arc<Knowledge> {
    let mut entries: Vec<Entry> = (0..categories).map(entry).collect();
    for (category, text) in phrasings {
        if let Some(entry) = entries.get_mut(*category) {
            entry.questions.push(text.clone());
        }
    }
    Arc::new(Knowledge {
        entries,
        sources: BTreeMap::new(),
        entities: BTreeMap::new(),
        synonyms: Vec::new(),
        profiles: BTreeMap::new(),
        guard: Vec::new(),
    })
}

fn entry(category: usize) -> Entry {
    let id = EntryId::parse(&format!("category-{category}"));
    Entry::bare(id.unwrap_or_else(|_| unreachable!("small letters, a hyphen and digits")))
}

fn engine(knowledge: Arc<Knowledge>) -> Engine {
    Engine::build(knowledge, Settings::default())
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    let done = work();
    (done, started.elapsed())
}

fn ask(criterion: &mut Criterion) {
    let context = Context::default();
    let mut group = criterion.benchmark_group("ask");
    for (size, set) in sets() {
        for (name, misspelt) in [("as written", false), ("two words misspelt", true)] {
            group.bench_function(BenchmarkId::new(name, size), |bench| {
                let questions = if misspelt { &set.misspelt } else { &set.questions };
                let mut questions = questions.iter().cycle();
                bench.iter(|| questions.next().map(|question| set.engine.ask(black_box(question), &context)));
            });
        }
    }
    group.finish();
}

fn beside(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("beside");
    for (size, set) in sets().filter(|(size, _)| *size <= MOST_SIMILAR) {
        group.bench_function(BenchmarkId::new("BM25", size), |bench| {
            let bm25 = Bm25::build(set.texts());
            let mut questions = set.questions.iter().cycle();
            bench.iter(|| questions.next().map(|question| bm25.best(black_box(question))));
        });
    }
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    for (size, set) in sets().filter(|(size, _)| *size <= MOST_SIMILAR) {
        for (name, similarity) in SIMILARITIES {
            group.bench_function(BenchmarkId::new(*name, size), |bench| {
                let mut questions = set.questions.iter().cycle();
                bench.iter(|| {
                    questions.next().map(|question| most_similar(set.texts(), black_box(question), similarity))
                });
            });
        }
    }
    group.finish();
}

fn build(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("build");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    // The largest is built once, for the table.
    for (size, set) in sets().filter(|(size, _)| *size <= MOST_SIMILAR) {
        group.bench_function(BenchmarkId::from_parameter(size), |bench| {
            let set = &**set;
            bench.iter_batched(|| knowledge(set.categories, &set.phrasings), engine, BatchSize::PerIteration);
        });
    }
    group.finish();
}

type Similarity = fn(&str, &str) -> f64;

/// How alike two strings are, by two measures of `strsim`.
const SIMILARITIES: &[(&str, Similarity)] = &[
    ("strsim, Damerau-Levenshtein", strsim::normalized_damerau_levenshtein),
    ("strsim, Jaro-Winkler", strsim::jaro_winkler),
];

/// The median time of a question.
fn median<T>(questions: &[String], mut ask: impl FnMut(&str) -> T) -> Duration {
    let mut times: Vec<Duration> = questions.iter().map(|text| timed(|| black_box(ask(black_box(text)))).1).collect();
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// All sizes side by side, each figure measured here and now.
fn table(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\nmedian time of a question\n")?;
    write!(out, "| {:<32} |", "phrasings")?;
    for (size, _) in SIZES {
        write!(out, " {size:>10} |")?;
    }
    write!(out, "\n|{:-<34}|", "")?;
    for _ in SIZES {
        write!(out, "-----------:|")?;
    }
    writeln!(out)?;
    let context = Context::default();
    let ours = |questions: &[String], set: &Set| {
        // Once for nothing: the first questions pay for cold memory.
        median(questions, |text| set.engine.ask(text, &context));
        median(questions, |text| set.engine.ask(text, &context))
    };
    row(out, "ours", |set| Some(ours(&set.questions, set)))?;
    row(out, "ours, two words misspelt", |set| Some(ours(&set.misspelt, set)))?;
    row(out, "BM25", |set| {
        let bm25 = Bm25::build(set.texts());
        median(&set.questions, |text| bm25.best(text));
        Some(median(&set.questions, |text| bm25.best(text)))
    })?;
    for (name, similarity) in SIMILARITIES {
        row(out, name, |set| {
            let few = set.questions.get(..FEW).filter(|_| set.phrasings.len() <= MOST_SIMILAR)?;
            Some(median(few, |text| most_similar(set.texts(), text, similarity)))
        })?;
    }
    row(out, "building ours, once", |set| Some(set.build))
}

fn row(out: &mut impl Write, name: &str, figure: impl Fn(&Set) -> Option<Duration>) -> io::Result<()> {
    write!(out, "| {name:<32} |")?;
    for (_, set) in sets() {
        write!(out, " {:>10} |", figure(set).map_or_else(String::new, written))?;
    }
    writeln!(out)
}

fn written(time: Duration) -> String {
    match time.as_secs_f64() {
        seconds if seconds < 1e-3 => format!("{:.0} µs", seconds * 1e6),
        seconds if seconds < 1.0 => format!("{:.1} ms", seconds * 1e3),
        seconds => format!("{seconds:.2} s"),
    }
}

/// How often the baselines put the right category first on CLINC150's validation half, where it is there.
fn quality(out: &mut impl Write) -> io::Result<()> {
    let read = |name: &str| {
        let text = std::fs::read_to_string(Path::new(SETS).join(name)).ok()?;
        labelled(&text).ok()
    };
    let Some((train, asked)) = read("clinc150-train.csv").zip(read("clinc150-val.csv")) else {
        return writeln!(out, "\nCLINC150: skipped, it does not lie beside the project in shared/bench");
    };
    let inside = |set: Vec<Labelled>| set.into_iter().filter(|line| line.category != "oos").collect::<Vec<_>>();
    let (train, asked) = (inside(train), inside(asked));
    let few: Vec<&Labelled> = asked.iter().step_by(EVERY).collect();
    let texts = || train.iter().map(|line| line.text.as_str());
    writeln!(out, "\nCLINC150, right first on its validation half, {} phrasings\n", train.len())?;
    let mut say = |name: &str, asked: &[&Labelled], best: &dyn Fn(&str) -> Option<usize>| {
        let right = |line: &&&Labelled| {
            best(&line.text).and_then(|at| train.get(at)).is_some_and(|found| found.category == line.category)
        };
        let share = percent(asked.iter().filter(right).count(), asked.len());
        writeln!(out, "| {name:<32} | {share:>5.1}% | {:>4} questions |", asked.len())
    };
    let bm25 = Bm25::build(texts());
    say("BM25", &asked.iter().collect::<Vec<_>>(), &|text| bm25.best(text))?;
    for (name, similarity) in SIMILARITIES {
        say(name, &few, &|text| most_similar(texts(), text, similarity))?;
    }
    writeln!(out, "\nours: `chaikhana eval --phrasings clinc150-train.csv --questions clinc150-val.csv`")
}

#[expect(clippy::cast_precision_loss, reason = "counts of questions")]
fn percent(part: usize, all: usize) -> f64 {
    100.0 * part as f64 / all.max(1) as f64
}

fn main() -> io::Result<()> {
    // Without the macros of criterion: they make functions that the lints want documented.
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(5))
        .sample_size(50)
        .configure_from_args();
    ask(&mut criterion);
    beside(&mut criterion);
    build(&mut criterion);
    criterion.final_summary();
    // A filter, a profiler or a test run wants no table.
    if std::env::args().skip(1).all(|word| word == "--bench" || word == "table") {
        let mut out = io::stdout().lock();
        table(&mut out)?;
        quality(&mut out)?;
    }
    Ok(())
}
