//! What became of labelled questions, in figures.

use super::confusion::Confusion;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// What became of one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// The right entry answered, or nothing did where nothing may.
    Right,
    /// The right entry was among the choices.
    Offered,
    /// Choices were offered, none of them right.
    Misoffered,
    /// Nothing answered, though an entry could.
    Refused,
    /// A wrong entry answered, or one did where nothing may.
    Wrong,
}

/// How often each verdict fell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// See [`Verdict::Right`].
    pub right: usize,
    /// See [`Verdict::Offered`].
    pub offered: usize,
    /// See [`Verdict::Misoffered`].
    pub misoffered: usize,
    /// See [`Verdict::Refused`].
    pub refused: usize,
    /// See [`Verdict::Wrong`].
    pub wrong: usize,
    /// Of the wrong answers, those about another of the states than the question's.
    pub wrong_country: usize,
}

impl Tally {
    /// How many questions there were.
    pub fn total(self) -> usize {
        self.right + self.offered + self.misoffered + self.refused + self.wrong
    }

    /// The share of all that a count of them is, 0 to 1.
    pub fn share(self, count: usize) -> f64 {
        share(count, self.total())
    }

    pub(super) fn count(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Right => self.right += 1,
            Verdict::Offered => self.offered += 1,
            Verdict::Misoffered => self.misoffered += 1,
            Verdict::Refused => self.refused += 1,
            Verdict::Wrong => self.wrong += 1,
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.offered += other.offered;
        self.misoffered += other.misoffered;
        self.refused += other.refused;
        self.wrong += other.wrong;
        self.wrong_country += other.wrong_country;
    }
}

/// A question that did not go right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// What became of it.
    pub verdict: Verdict,
    /// Its words.
    pub question: String,
    /// The entry that should have answered, or `nothing`.
    pub expected: String,
    /// What came.
    pub got: String,
}

/// Outright answers of about the same confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// The least confidence of the band.
    pub from: f64,
    /// Where the next one begins.
    pub to: f64,
    /// How many answers.
    pub answers: usize,
    /// Their mean confidence.
    pub said: f64,
    /// The share of them that was right.
    pub right: f64,
}

/// The figures of a set of questions.
#[derive(Debug, Clone, Default)]
pub struct Evaluation {
    /// Questions that an entry answers, by group.
    pub answerable: BTreeMap<String, Tally>,
    /// Questions that nothing may answer, by group.
    pub unanswerable: BTreeMap<String, Tally>,
    /// All questions, by style.
    pub styles: BTreeMap<String, Tally>,
    /// Outright answers: their confidence, and whether they were right.
    pub answers: Vec<(f64, bool)>,
    /// Which entry came first where another should have.
    pub confusion: Confusion,
    /// What did not go right.
    pub misses: Vec<Miss>,
}

impl Evaluation {
    /// The sums over all answerable and over all unanswerable questions.
    pub fn totals(&self) -> (Tally, Tally) {
        let sum = |tallies: &BTreeMap<String, Tally>| {
            tallies.values().fold(Tally::default(), |mut sum, tally| {
                sum += *tally;
                sum
            })
        };
        (sum(&self.answerable), sum(&self.unanswerable))
    }

    /// The share of all questions that went right, 0 to 1.
    pub fn right_share(&self) -> f64 {
        let (answerable, unanswerable) = self.totals();
        share(answerable.right + unanswerable.right, answerable.total() + unanswerable.total())
    }

    /// Outright answers in bands of confidence; those without answers are left out.
    pub fn calibration(&self) -> Vec<Band> {
        let edges = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];
        let bands = edges.array_windows().map(|[from, to]| self.band(*from, *to));
        bands.filter(|band| band.answers > 0).collect()
    }

    fn band(&self, from: f64, to: f64) -> Band {
        let inside: Vec<&(f64, bool)> =
            self.answers.iter().filter(|(c, _)| *c >= from && (*c < to || to >= 1.0)).collect();
        let right = inside.iter().filter(|(_, right)| *right).count();
        let said = inside.iter().map(|(c, _)| c).sum::<f64>() / number(inside.len()).max(1.0);
        Band { from, to, answers: inside.len(), said, right: share(right, inside.len()) }
    }

    /// The expected calibration error of outright answers: the mean distance of confidence and truth (Naeini 2015).
    pub fn calibration_error(&self) -> f64 {
        let all = number(self.answers.len()).max(1.0);
        self.calibration().iter().map(|band| number(band.answers) / all * (band.said - band.right).abs()).sum()
    }
}

/// A share, 0 where there is nothing to share.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

#[expect(clippy::cast_precision_loss, reason = "counts of questions are far below 2^52")]
fn number(count: usize) -> f64 {
    count as f64
}
