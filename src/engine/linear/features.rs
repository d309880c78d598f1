//! What a question is made of: its terms and neighbouring terms, and the runs of letters in what was typed.

use super::super::question::Question;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::hash::Hash;

/// Neighbouring terms and runs of letters in fewer lines than this are chance. On CLINC150's validation half this
/// halves the features and gains 0.1 to 0.3 points.
const MIN_LINES: u32 = 2;

/// Features with their values, by number, ascending.
pub(super) type Vector = Vec<(u32, f32)>;

/// Two to four letters as one number, 21 bits each.
type Run = u128;

/// The features of the knowledge, numbered: terms and pairs first, then runs of letters.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Features {
    terms: Known<String>,
    pairs: Known<(u32, u32)>,
    runs: Known<Run>,
    /// By feature: how much it tells.
    idf: Vec<f32>,
    /// How much a feature tells that no line has.
    unseen: f32,
}

/// Features of one kind, with their numbers.
#[derive(Debug, Serialize, Deserialize)]
struct Known<K: Eq + Hash>(FxHashMap<K, u32>);

impl<K: Eq + Hash> Default for Known<K> {
    fn default() -> Self {
        Self(FxHashMap::default())
    }
}

impl<K: Eq + Hash + Ord + Clone> Known<K> {
    /// Numbers what stands in at least `least` of the lines, on from what `idf` already holds.
    fn of<I: IntoIterator<Item = K>>(lines: impl Iterator<Item = I>, least: u32, all: u32, idf: &mut Vec<f32>) -> Self {
        let mut counts: FxHashMap<K, u32> = FxHashMap::default();
        for line in lines {
            let distinct: FxHashSet<K> = line.into_iter().collect();
            for feature in distinct {
                *counts.entry(feature).or_default() += 1;
            }
        }
        let mut frequent: Vec<(K, u32)> = counts.into_iter().filter(|(_, count)| *count >= least).collect();
        frequent.sort_unstable();
        let number = |(feature, count): (K, u32)| {
            idf.push(tells(all, count));
            (feature, small(idf.len() - 1))
        };
        Self(frequent.into_iter().map(number).collect())
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
    pub(super) fn of<'q>(lines: impl Iterator<Item = &'q Question> + Clone) -> Self {
        let all = small(lines.clone().count());
        let mut idf = Vec::new();
        let terms = Known::of(lines.clone().map(|line| line.terms.iter().cloned()), 1, all, &mut idf);
        let pairs = Known::of(lines.clone().map(|line| pairs(&terms, line).flatten()), MIN_LINES, all, &mut idf);
        let runs = Known::of(lines.map(runs), MIN_LINES, all, &mut idf);
        Self { terms, pairs, runs, idf, unseen: tells(all, 1) }
    }

    /// How many features there are.
    pub(super) fn len(&self) -> usize {
        self.idf.len()
    }

    /// The features of a question; terms and letters have each the length `1/√2`, less what was never seen.
    pub(super) fn vector(&self, question: &Question) -> Vector {
        let terms = question.terms.iter().map(|term| self.terms.0.get(term).copied());
        let pairs = pairs(&self.terms, question).map(|pair| self.pairs.0.get(&pair?).copied());
        let mut vector = self.block(terms.chain(pairs).collect());
        vector.extend(self.block(runs(question).map(|run| self.runs.0.get(&run).copied()).collect()));
        vector
    }

    /// Numbers into values: `(1 + ln tf) · idf`, divided by a length that knows what it has never seen.
    fn block(&self, mut numbers: Vec<Option<u32>>) -> Vector {
        numbers.sort_unstable();
        let unseen = numbers.partition_point(Option::is_none);
        let mut length = real(small(unseen)) * self.unseen * self.unseen;
        let mut vector = Vector::with_capacity(numbers.len() - unseen);
        for same in numbers.chunk_by(|a, b| a == b) {
            let Some(number) = same.first().copied().flatten() else {
                continue;
            };
            let idf = self.idf.get(number as usize).copied().unwrap_or(self.unseen);
            let value = (1.0 + real(small(same.len())).ln()) * idf;
            length += value * value;
            vector.push((number, value));
        }
        let share = std::f32::consts::FRAC_1_SQRT_2 / length.sqrt().max(f32::MIN_POSITIVE);
        for (_, value) in &mut vector {
            *value *= share;
        }
        vector
    }
}

/// Neighbouring terms by number; none where one of the two is unknown.
fn pairs<'q>(terms: &'q Known<String>, question: &'q Question) -> impl Iterator<Item = Option<(u32, u32)>> + 'q {
    let number = |term: &String| terms.0.get(term).copied();
    let next = question.terms.iter().skip(1);
    question.terms.iter().zip(next).map(move |(one, other)| number(one).zip(number(other)))
}

/// Runs of two to four letters of each word as it was typed, with a space at both ends.
fn runs(question: &Question) -> impl Iterator<Item = Run> + '_ {
    question.letters.iter().flat_map(|word| {
        let signs: Vec<char> = std::iter::once(' ').chain(word.chars()).chain(std::iter::once(' ')).collect();
        let number = |signs: &[char]| signs.iter().fold(0, |run, sign| run << 21 | Run::from(u32::from(*sign)));
        let of = |length: usize| signs.windows(length).map(number).collect::<Vec<Run>>();
        [of(2), of(3), of(4)].concat()
    })
}
