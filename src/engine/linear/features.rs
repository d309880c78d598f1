//! What a text is made of for the linear scorer: terms and neighbouring terms, the letters of its words,
//! and the direction of its meaning.

use crate::engine::meaning::{Meanings, Sentence};
use crate::engine::question::Question;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Neighbouring terms and runs of letters count from so many lines on: on CLINC150's validation half that
/// halves the features and gains 0.1 to 0.3 points.
const MIN_LINES: u32 = 2;
/// How long the direction of the meaning is beside terms and letters, which are `1/√2` long each.
const MEANING: f32 = 0.6;

/// Stands for every feature that no line has, behind all numbers.
const UNKNOWN: u32 = u32::MAX;

/// A feature, by its number, and its value.
pub(super) type Value = (u32, f32);

/// The features of the knowledge, numbered: terms, pairs, runs of letters, directions of meaning.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::engine) struct Features {
    terms: Known,
    /// Two neighbouring terms.
    pairs: Known,
    /// Two to four letters.
    runs: Known,
    /// By feature: how much it tells.
    idf: Vec<f32>,
    /// How much a feature tells that no line has.
    unseen: f32,
}

/// The parts of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A term by itself.
    Term,
    /// Two neighbouring terms.
    Pair,
    /// A run of letters.
    Letters,
    /// A direction of its meaning.
    Meaning,
}

/// In how many lines features stand.
#[derive(Default)]
struct Counts {
    /// Features as they were met.
    numbers: FxHashMap<u64, u32>,
    /// By number: how many lines have it, and the last of them.
    lines: Vec<(u32, u32)>,
}

impl Counts {
    fn of<I: Iterator<Item = u64>>(lines: impl Iterator<Item = I>) -> Self {
        let mut counts = Self::default();
        for (line, at) in lines.zip(0..) {
            for feature in line {
                let number = counts.number(feature);
                counts.count(number, at);
            }
        }
        counts
    }

    /// Those of letters: words stand in many lines, and each is cut into runs once.
    fn of_runs<'q>(lines: impl Iterator<Item = &'q Question>) -> Self {
        let mut counts = Self::default();
        let mut words: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
        for (line, at) in lines.zip(0..) {
            for word in line.letters.split_terminator(' ') {
                let numbers = words
                    .entry(word)
                    .or_insert_with(|| runs(word).into_iter().map(|feature| counts.number(feature)).collect());
                for number in numbers {
                    counts.count(*number, at);
                }
            }
        }
        counts
    }

    fn number(&mut self, feature: u64) -> u32 {
        let new = small(self.lines.len());
        let number = *self.numbers.entry(feature).or_insert(new);
        if number == new {
            self.lines.push((0, u32::MAX));
        }
        number
    }

    fn count(&mut self, number: u32, line: u32) {
        if let Some((count, last)) = self.lines.get_mut(number as usize).filter(|(_, last)| *last != line) {
            *count += 1;
            *last = line;
        }
    }
}

/// Features of one kind, with their numbers.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Known(FxHashMap<u64, u32>);

impl Known {
    /// Numbers what stands in at least `least` of the lines, on from what `idf` already holds.
    fn of(counts: Counts, least: u32, all: u32, idf: &mut Vec<f32>) -> Self {
        let Counts { numbers, lines } = counts;
        let count = |number: u32| lines.get(number as usize).map_or(0, |(count, _)| *count);
        let counts = numbers.into_iter().map(|(feature, number)| (feature, count(number)));
        let mut frequent: Vec<(u64, u32)> = counts.filter(|(_, count)| *count >= least).collect();
        frequent.sort_unstable_by_key(|(feature, count)| (std::cmp::Reverse(*count), *feature));
        let number = |(feature, count): (u64, u32)| {
            idf.push(tells(all, count));
            (feature, small(idf.len() - 1))
        };
        Self(frequent.into_iter().map(number).collect())
    }

    fn number(&self, feature: u64) -> Option<u32> {
        self.0.get(&feature).copied()
    }
}

/// `ln((1 + N) / (1 + df)) + 1`: what a feature tells that `with` of `all` lines have.
fn tells(all: u32, with: u32) -> f32 {
    (real(1 + all) / real(1 + with)).ln() + 1.0
}

#[expect(clippy::cast_precision_loss, reason = "lines are fewer than 2^24")]
fn real(count: u32) -> f32 {
    count as f32
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Features {
    /// The features of all lines.
    pub(in crate::engine) fn of<'q>(lines: impl Iterator<Item = &'q Question> + Clone) -> Self {
        let all = small(lines.clone().count());
        let mut idf = Vec::new();
        let terms = Known::of(Counts::of(lines.clone().map(|line| terms(line).flatten())), 1, all, &mut idf);
        let pairs = Known::of(Counts::of(lines.clone().map(|line| pairs(line).flatten())), MIN_LINES, all, &mut idf);
        let runs = Known::of(Counts::of_runs(lines), MIN_LINES, all, &mut idf);
        Self { terms, pairs, runs, idf, unseen: tells(all, 1) }
    }

    /// How many features there are of words and letters; the directions of meaning have the numbers behind them.
    pub(super) fn spelt(&self) -> usize {
        self.idf.len()
    }

    /// The features of a question, ascending.
    pub(super) fn vector(&self, question: &Question, sentence: Option<&Sentence>) -> Vec<Value> {
        let mut vector = Vec::with_capacity(2 * question.terms.len() + 4 * question.letters.len() + Meanings::DIMS);
        self.add(question, self.runs(&question.letters), &mut vector);
        let first = small(self.idf.len());
        vector.extend((first..).zip(sentence.map(meant).into_iter().flatten()));
        vector
    }

    /// The features of a question's words and letters, ascending, behind what is there; each of the two has the length
    /// `1/√2`, less what was never seen. `runs` are those of its letters.
    pub(super) fn add(&self, question: &Question, runs: Vec<u32>, vector: &mut Vec<Value>) {
        let terms = terms(question).map(|term| term.and_then(|term| self.terms.number(term)).unwrap_or(UNKNOWN));
        let pairs = pairs(question).map(|pair| pair.and_then(|pair| self.pairs.number(pair)).unwrap_or(UNKNOWN));
        self.block(terms.chain(pairs).collect(), vector);
        self.block(runs, vector);
    }

    /// The runs of letters of words, by number; those that no line has too.
    pub(super) fn runs(&self, words: &str) -> Vec<u32> {
        runs(words).into_iter().map(|run| self.runs.number(run).unwrap_or(UNKNOWN)).collect()
    }

    /// What a feature is a part of.
    pub(super) fn part(&self, feature: u32) -> Part {
        let pairs = self.terms.0.len();
        match feature as usize {
            at if at < pairs => Part::Term,
            at if at < pairs + self.pairs.0.len() => Part::Pair,
            at if at < self.idf.len() => Part::Letters,
            _ => Part::Meaning,
        }
    }

    /// The feature of a term.
    pub(super) fn term(&self, number: u32) -> Option<u32> {
        self.terms.number(u64::from(number))
    }

    /// How long a vector is without its meaning: how much of a question is known at all.
    pub(super) fn seen(&self, vector: &[Value]) -> f32 {
        let sparse = vector.iter().filter(|(feature, _)| (*feature as usize) < self.idf.len());
        sparse.map(|(_, value)| value * value).sum::<f32>().sqrt()
    }

    /// Numbers into values, behind what is there: `(1 + ln tf) · idf`, divided by a length that knows what it has never seen.
    fn block(&self, mut numbers: Vec<u32>, vector: &mut Vec<Value>) {
        numbers.sort_unstable();
        let (known, unseen) = numbers.split_at(numbers.partition_point(|number| *number != UNKNOWN));
        let mut length = real(small(unseen.len())) * self.unseen * self.unseen;
        let first = vector.len();
        for same in known.chunk_by(|a, b| a == b) {
            let Some(number) = same.first().copied() else { continue };
            let idf = self.idf.get(number as usize).copied().unwrap_or(self.unseen);
            let value = if same.len() == 1 { idf } else { (1.0 + real(small(same.len())).ln()) * idf };
            length += value * value;
            vector.push((number, value));
        }
        let share = std::f32::consts::FRAC_1_SQRT_2 / length.sqrt().max(f32::MIN_POSITIVE);
        for (_, value) in vector.iter_mut().skip(first) {
            *value *= share;
        }
    }
}

/// The values of the directions of meaning.
pub(super) fn meant(sentence: &Sentence) -> Sentence {
    sentence.map(|value| value * MEANING)
}

/// How many features of words and letters a question has at most: terms and pairs of them, and three runs for each
/// letter of a word.
pub(super) fn most(question: &Question) -> usize {
    2 * question.terms.len() + 3 * question.letters.len()
}

/// Terms; none where one is unknown.
fn terms(question: &Question) -> impl Iterator<Item = Option<u64>> + '_ {
    question.terms.iter().map(|term| term.number.map(u64::from))
}

/// Neighbouring terms; none where one of the two is unknown.
fn pairs(question: &Question) -> impl Iterator<Item = Option<u64>> + '_ {
    let next = terms(question).skip(1);
    terms(question).zip(next).map(|(one, other)| Some(one? << 32 | other?))
}

/// Runs of two to four letters of each word, with a space at both ends; 16 bits a letter.
fn runs(words: &str) -> Vec<u64> {
    let mut runs = Vec::with_capacity(3 * words.len() + 3);
    for word in words.split_terminator(' ') {
        let (mut two, mut three, mut four) = (0, 0, 0);
        let signs = std::iter::once(' ').chain(word.chars()).chain(std::iter::once(' '));
        for (at, sign) in signs.enumerate() {
            let sign = u64::from(u32::from(sign)) & 0xFFFF;
            two = (two << 16 | sign) & 0xFFFF_FFFF;
            three = (three << 16 | sign) & 0xFFFF_FFFF_FFFF;
            four = four << 16 | sign;
            runs.extend(
                [(1, two), (2, three), (3, four)].into_iter().filter(|(least, _)| at >= *least).map(|(_, run)| run),
            );
        }
    }
    runs
}
