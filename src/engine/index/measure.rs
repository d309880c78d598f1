//! A question beside the texts of an entry: how near each comes, and what the entry lacks.

use super::Index;
use super::lanes::{LANES, Lanes, Near};
use super::texts::{Stands, Text};
use crate::engine::corpus::LineKind;
use crate::engine::wide::wide;

/// How many of an entry's phrasings are taken together.
const BEST: usize = 3;
/// A near miss of which the question holds less than this share is not what is asked.
const NEAR_MISS_FILLED: f32 = 0.6;

/// What the texts of an entry make of a question.
#[derive(Debug, Default)]
pub(in crate::engine) struct Measured {
    /// The phrasing that agrees best, by its position in the entry.
    pub(in crate::engine) phrasing: usize,
    /// How far it says the same: the geometric mean of both shares, 0 to 1.
    pub(in crate::engine) agreement: f32,
    /// The share of its weight that the question holds, 0 to 1.
    pub(in crate::engine) filled: f32,
    /// The share of the question's weight that the best three phrasings hold, 0 to 1.
    pub(in crate::engine) asked: f32,
    /// How far the nearest near miss agrees that can be what is asked: it names nothing else.
    pub(in crate::engine) missed: f32,
    /// The share of the weight of the question's plain words that all texts but near misses hold together.
    pub(in crate::engine) plain: f32,
    /// The heaviest plain word that they do not hold, beside one that nobody taught us.
    pub(in crate::engine) gap: f32,
    /// The share of the names of the phrasing that agrees best which the question does not name, 0 to 1.
    pub(in crate::engine) unnamed: f32,
}

/// Where an entry is reckoned out; the next one takes its place.
#[derive(Debug, Default)]
pub(in crate::engine) struct Sheet {
    /// Lane by lane: how near each text comes to the lane's term.
    near: Vec<f32>,
    /// By text: what it holds of the question, as near as that is.
    held: Vec<f32>,
    /// By text: how many of its names the question names.
    named: Vec<f32>,
    /// By text: what the question's terms weigh that it holds.
    asked: Vec<f32>,
}

impl Sheet {
    fn clear(&mut self, lanes: usize, texts: usize) {
        for (numbers, many) in [
            (&mut self.near, lanes * texts),
            (&mut self.held, texts),
            (&mut self.named, texts),
            (&mut self.asked, texts),
        ] {
            numbers.clear();
            numbers.resize(many, 0.0);
        }
    }

    /// Writes a term that is near the question to the texts that have it.
    fn put(&mut self, near: &Near, stands: &Stands<'_>) {
        let texts = self.held.len().max(1);
        add(&mut self.held, stands.texts, near.held);
        if near.is_name {
            add(&mut self.named, stands.texts, 1.0);
        }
        for (lane, near) in self.near.chunks_exact_mut(texts).zip(near.lanes).filter(|(_, near)| *near > 0.0) {
            raise(lane, stands.texts, near);
        }
    }

    /// Adds up what the question's terms weigh, each as near as a text comes to it.
    fn sum(&mut self, lanes: &Lanes) {
        let Self { near, asked, .. } = self;
        let lanes = near.chunks_exact(asked.len().max(1)).zip(&lanes.terms);
        wide(
            #[inline(always)]
            || {
                for (near, lane) in lanes {
                    for (asked, near) in asked.iter_mut().zip(near) {
                        *asked += lane.weight * near;
                    }
                }
            },
        );
    }

    /// What each text is beside the question.
    fn beside(&self, texts: &[Text], lanes: &Lanes) -> impl Iterator<Item = Beside> {
        let share = 1.0 / lanes.weight.max(f32::MIN_POSITIVE);
        let sums = self.asked.iter().zip(&self.held).zip(&self.named);
        texts.iter().zip(sums).map(move |(text, ((asked, held), named))| Beside {
            asked: asked * share,
            filled: (held / text.weight.max(f32::MIN_POSITIVE)).min(1.0),
            unnamed: (text.names - named) / text.names.max(1.0),
        })
    }
}

impl Index {
    /// Measures the texts of an entry beside a question.
    pub(in crate::engine) fn measure(&self, lanes: &Lanes, entry: usize, sheet: &mut Sheet) -> Measured {
        let entry = self.texts.entry(entry);
        sheet.clear(lanes.terms.len(), entry.texts.len());
        // How near the texts that are no near misses come together, by lane.
        let mut together = [0.0; LANES];
        for stands in entry.terms() {
            if let Some(near) = lanes.near(stands.term) {
                sheet.put(near, &stands);
                if stands.own {
                    join(&mut together, &near.lanes);
                }
            }
        }
        sheet.sum(lanes);
        let mut measured = Measured::default();
        let mut best = Best::default();
        for (text, beside) in entry.texts.iter().zip(sheet.beside(entry.texts, lanes)) {
            measured.take(text, beside, &mut best);
        }
        measured.asked = best.mean();
        let (plain, gap) = lanes.plain(&together);
        (measured.plain, measured.gap) = (plain, gap / self.weights.unseen.max(f32::MIN_POSITIVE));
        measured
    }
}

/// Adds a number at some places of a row.
fn add(row: &mut [f32], places: &[u32], number: f32) {
    for place in places {
        if let Some(sum) = row.get_mut(*place as usize) {
            *sum += number;
        }
    }
}

/// Raises some places of a row to a number where they are below it.
fn raise(row: &mut [f32], places: &[u32], number: f32) {
    for place in places {
        if let Some(greatest) = row.get_mut(*place as usize) {
            *greatest = number.max(*greatest);
        }
    }
}

/// The nearer of both, lane by lane.
fn join(all: &mut [f32; LANES], one: &[f32; LANES]) {
    for (all, one) in all.iter_mut().zip(one) {
        *all = one.max(*all);
    }
}

impl Measured {
    /// Takes in what a text makes of the question.
    fn take(&mut self, text: &Text, beside: Beside, best: &mut Best) {
        match text.kind {
            LineKind::Question(phrasing) => {
                best.take(beside.asked);
                let agreement = beside.agreement();
                if agreement > self.agreement {
                    (self.phrasing, self.agreement) = (phrasing, agreement);
                    (self.filled, self.unnamed) = (beside.filled, beside.unnamed);
                }
            }
            LineKind::Not(_) if beside.unnamed == 0.0 && beside.filled >= NEAR_MISS_FILLED => {
                self.missed = self.missed.max(beside.agreement());
            }
            LineKind::Not(_) | LineKind::Answer => {}
        }
    }
}

/// A text beside a question.
#[derive(Debug, Clone, Copy)]
struct Beside {
    /// The share of the question's weight that the text holds, 0 to 1.
    asked: f32,
    /// The share of the text's weight that the question holds, 0 to 1.
    filled: f32,
    /// The share of the text's names that the question does not name, 0 to 1.
    unnamed: f32,
}

impl Beside {
    fn agreement(self) -> f32 {
        (self.asked * self.filled).max(0.0).sqrt()
    }
}

/// The greatest values, the greatest first.
struct Best([f32; BEST]);

impl Default for Best {
    fn default() -> Self {
        Self([f32::MIN; BEST])
    }
}

impl Best {
    fn take(&mut self, mut value: f32) {
        for place in &mut self.0 {
            if value > *place {
                std::mem::swap(&mut value, place);
            }
        }
    }

    /// Their mean; of fewer than there are places the greatest.
    fn mean(&self) -> f32 {
        match self.0 {
            [first, _, _] if first < 0.0 => 0.0,
            [first, _, third] if third < 0.0 => first,
            all => all.iter().sum::<f32>() / 3.0,
        }
    }
}
