//! A question laid beside the rows of an entry: how near each comes, and what the entry lacks.

use super::{Index, Row, count};
use crate::engine::corpus::LineKind;
use crate::engine::meaning::{Meanings, SAME};
use crate::engine::question::Question;
use crate::engine::vocabulary::Term;

/// So many terms of a question are laid beside rows, the heaviest.
const LANES: usize = 16;

/// How many of an entry's phrasings are taken together.
const BEST: usize = 3;
/// A near miss of which the question holds less than this share is not what is asked.
const NEAR_MISS_FILLED: f32 = 0.6;

/// A question laid beside the terms of the knowledge: one lane for each of its terms.
#[derive(Debug)]
pub(in crate::engine) struct Lanes {
    /// By term of the knowledge: how near it is to the term of each lane.
    near: Vec<[u8; LANES]>,
    /// By term of the knowledge: the nearest of them.
    nearest: Vec<u8>,
    weights: [f32; LANES],
    /// What the lanes weigh that are no names; 0 for names.
    plain: [f32; LANES],
    /// How many lanes have a term; nothing lies in the others.
    taken: usize,
    /// What all terms of the question weigh, those without a lane too.
    pub(super) weight: f32,
}

impl Lanes {
    /// What the plain words weigh together: how much a question says beside its names.
    pub(in crate::engine) fn said(&self) -> f32 {
        self.plain.iter().sum()
    }

    /// What the lanes weigh, each as near as it is.
    fn sum(&self, near: &[u8; LANES]) -> f32 {
        self.lanes(&self.weights, near).map(|(weight, near)| weight * f32::from(near)).sum::<f32>() / f32::from(SAME)
    }

    /// What each lane that has a term weighs, and how near it is.
    fn lanes(&self, weights: &[f32; LANES], near: &[u8; LANES]) -> impl Iterator<Item = (f32, u8)> {
        weights.iter().copied().zip(near.iter().copied()).take(self.taken)
    }

    /// The share of the weight of plain words that is there, 1 where there are none; and the heaviest that is not.
    fn plain(&self, near: &[u8; LANES]) -> (f32, f32) {
        let (mut all, mut held, mut gap) = (0.0, 0.0, 0.0_f32);
        for (weight, near) in self.lanes(&self.plain, near) {
            let there = weight * f32::from(near) / f32::from(SAME);
            all += weight;
            held += there;
            gap = gap.max(weight - there);
        }
        (if all > 0.0 { held / all } else { 1.0 }, gap)
    }
}

/// What the rows of an entry make of a question.
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
    /// The share of the weight of the question's plain words that all rows together hold.
    pub(in crate::engine) plain: f32,
    /// The heaviest plain word that they do not hold, beside one that nobody taught us.
    pub(in crate::engine) gap: f32,
    /// The share of the names of the phrasing that agrees best which the question does not name, 0 to 1.
    pub(in crate::engine) unnamed: f32,
}

/// A row beside a question.
struct Near {
    /// By lane.
    lanes: [u8; LANES],
    /// The share of the question's weight that the row holds, 0 to 1.
    asked: f32,
    /// The share of the row's weight that the question holds, 0 to 1.
    filled: f32,
    /// The share of the row's names that the question does not name, 0 to 1.
    unnamed: f32,
}

impl Near {
    fn agreement(&self) -> f32 {
        (self.asked * self.filled).max(0.0).sqrt()
    }
}

impl Index {
    /// Lays a question beside the terms of the knowledge.
    pub(in crate::engine) fn lay(&self, question: &Question, meanings: &Meanings) -> Lanes {
        let mut terms: Vec<(f32, &Term)> = Vec::with_capacity(question.terms.len());
        for term in &question.terms {
            if !terms.iter().any(|(_, other)| other.text == term.text) {
                terms.push((self.weight(term) * meanings.size(term), term));
            }
        }
        let weight = terms.iter().map(|(weight, _)| weight).sum();
        if terms.len() > LANES {
            terms.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        }
        let mut lanes = Lanes {
            near: vec![[0; LANES]; self.weights.len()],
            nearest: vec![0; self.weights.len()],
            weights: [0.0; LANES],
            plain: [0.0; LANES],
            taken: terms.len().min(LANES),
            weight,
        };
        for (lane, (weight, term)) in terms.into_iter().take(LANES).enumerate() {
            if let Some(place) = lanes.weights.get_mut(lane) {
                *place = weight;
            }
            if let Some(place) = lanes.plain.get_mut(lane).filter(|_| !term.is_name()) {
                *place = weight;
            }
            for (number, near) in meanings.near(term).iter().copied() {
                let number = number as usize;
                if let Some((place, nearest)) = lanes.near.get_mut(number).zip(lanes.nearest.get_mut(number)) {
                    if let Some(place) = place.get_mut(lane) {
                        *place = near;
                    }
                    *nearest = near.max(*nearest);
                }
            }
        }
        lanes
    }

    /// Measures the rows of an entry beside a question.
    pub(in crate::engine) fn measure(&self, lanes: &Lanes, entry: usize) -> Measured {
        let range = self.entries.get(entry).cloned().unwrap_or_default();
        let rows = self.rows.get(range.start as usize..range.end as usize).unwrap_or_default();
        let mut measured = Measured::default();
        let mut all = [0; LANES];
        let mut best = Best::default();
        for row in rows {
            let near = self.near(lanes, row);
            if !matches!(row.kind, LineKind::Not(_)) {
                join(&mut all, &near.lanes);
            }
            match row.kind {
                LineKind::Question(phrasing) => {
                    best.take(near.asked);
                    let agreement = near.agreement();
                    if agreement > measured.agreement {
                        (measured.phrasing, measured.agreement) = (phrasing, agreement);
                        (measured.filled, measured.unnamed) = (near.filled, near.unnamed);
                    }
                }
                LineKind::Not(_) if near.unnamed == 0.0 && near.filled >= NEAR_MISS_FILLED => {
                    measured.missed = measured.missed.max(near.agreement());
                }
                LineKind::Not(_) | LineKind::Answer => {}
            }
        }
        measured.asked = best.mean();
        let (plain, gap) = lanes.plain(&all);
        (measured.plain, measured.gap) = (plain, gap / self.unseen.max(f32::MIN_POSITIVE));
        measured
    }

    /// How near a row comes.
    fn near(&self, lanes: &Lanes, row: &Row) -> Near {
        let mut near = [0; LANES];
        let mut held = 0.0;
        let terms = self.terms.get(row.terms.start as usize..row.terms.end as usize).unwrap_or_default();
        let nearest = |number: &u32| lanes.nearest.get(*number as usize).copied().unwrap_or(0);
        let lacking = terms.iter().take(row.names as usize).filter(|number| nearest(number) < SAME).count();
        for number in terms {
            let nearest = nearest(number);
            if let Some(lane) = lanes.near.get(*number as usize).filter(|_| nearest > 0) {
                join(&mut near, lane);
                held += self.weight_of(Some(*number)) * f32::from(nearest);
            }
        }
        let asked = lanes.sum(&near) / lanes.weight.max(f32::MIN_POSITIVE);
        let filled = held / f32::from(SAME) / row.weight.max(f32::MIN_POSITIVE);
        let unnamed = count(lacking) / count(row.names as usize).max(1.0);
        Near { lanes: near, asked, filled: filled.min(1.0), unnamed }
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

/// The nearer of both, lane by lane.
fn join(all: &mut [u8; LANES], one: &[u8; LANES]) {
    for (all, one) in all.iter_mut().zip(one) {
        *all = (*all).max(*one);
    }
}
