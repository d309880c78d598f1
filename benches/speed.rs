//! How fast the shipped knowledge is checked, indexed and asked.

use chaikhana::app::{App, Context, Folder, Snapshot};
use chaikhana::engine::Settings;
use chaikhana::knowledge::{self, File, Knowledge, Limits};
use criterion::{Criterion, SamplingMode};
use std::hint::black_box;
use std::time::Duration;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What people ask, roughly: plain, misspelt, in words of their own, and on what is not there.
const QUESTIONS: &[&str] = &[
    "Is Uzbekistan a member of the EAEU?",
    "Why did Turkmenistan choose neutrality?",
    "Which countries does the Central Asia - China gas pipeline cross?",
    "what did Kazakhstan's foreign policy concept of 2014 say",
    "did krygyzstan join the euraisan economic union",
    "turkmenestan nuetrality uno",
    "how come tashkent keeps moscow's clubs at arm's length",
    "are the five finally talking to each other again, and who started it",
    "who lends dushanbe the most money these days",
    "What does Mongolia think of the Belt and Road?",
    "what is the population of Bishkek",
    "can you recommend a good plov recipe please",
];

/// What somebody types into a search box, letter by letter.
const PREFIXES: &[&str] = &["", "why", "why did turk", "uzbekistan and ch", "Has Kazakhstan ev", "zzz"];

fn files() -> Vec<File> {
    let folder = Folder::new(concat!(env!("CARGO_MANIFEST_DIR"), "/knowledge"));
    let (files, unread) = folder.load().unwrap_or_else(|error| unreachable!("{error}"));
    assert!(unread.is_empty(), "some knowledge files cannot be read; `chaikhana check` shows them");
    files
}

fn checked(files: &[File]) -> Knowledge {
    let (knowledge, problems) = knowledge::read(files, &Limits::default());
    let first = problems.iter().next().map_or("", |problem| problem.message.as_str());
    knowledge.unwrap_or_else(|| unreachable!("the shipped knowledge has errors: {first}"))
}

fn speed(criterion: &mut Criterion) {
    let files = files();
    let app = App::new(Snapshot::of(checked(&files), Settings::default()));
    let context = Context::default();
    criterion.bench_function("ask", |bench| {
        let mut questions = QUESTIONS.iter().cycle();
        bench.iter(|| questions.next().map(|question| app.ask(black_box(question), &context)));
    });
    criterion.bench_function("suggest", |bench| {
        let mut prefixes = PREFIXES.iter().cycle();
        bench.iter(|| prefixes.next().map(|prefix| app.suggest(black_box(prefix), 25)));
    });
    let mut slow = criterion.benchmark_group("start");
    slow.sample_size(20).sampling_mode(SamplingMode::Flat).measurement_time(Duration::from_secs(6));
    slow.bench_function("index build", |bench| {
        bench.iter_batched(
            || checked(&files),
            |knowledge| Snapshot::of(knowledge, Settings::default()),
            criterion::BatchSize::PerIteration,
        );
    });
    slow.bench_function("check all files", |bench| {
        bench.iter(|| knowledge::read(black_box(&files), &Limits::default()));
    });
    slow.finish();
}

fn main() {
    // Without the macros of criterion: they make functions that the lints want documented.
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(5))
        .sample_size(50)
        .configure_from_args();
    speed(&mut criterion);
    criterion.final_summary();
}
