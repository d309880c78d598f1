//! A question laid beside the terms of the knowledge.

use super::Index;
use crate::engine::meaning::{Meanings, SAME};
use crate::engine::question::Question;
use crate::engine::vocabulary::Term;

/// So many terms of a question are laid beside texts, the heaviest.
pub(super) const LANES: usize = 16;

/// A question laid beside the terms of the knowledge: one lane for each of its terms.
#[derive(Debug)]
pub(in crate::engine) struct Lanes {
    /// By lane; as many as there are terms, [`LANES`] at most.
    pub(super) terms: Vec<Lane>,
    /// By term of the knowledge: its place in `near`, plus one; 0 where nothing of the question is near it.
    places: Vec<u16>,
    near: Vec<Near>,
    /// What all terms of the question weigh, those without a lane too.
    pub(super) weight: f32,
}

/// A term of a question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lane {
    pub(super) weight: f32,
    pub(super) is_name: bool,
}

/// A term of the knowledge that is near a question.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Near {
    /// By lane: how near it is, 0 to 1.
    pub(super) lanes: [f32; LANES],
    /// The nearest of them, 1 where it is the same.
    nearest: f32,
    /// Whether it is a name that the question names: names are near nothing but themselves.
    pub(super) is_name: bool,
    /// What it weighs, as near as it is.
    pub(super) held: f32,
}

impl Lanes {
    /// What the plain words weigh together: how much a question says beside its names.
    pub(in crate::engine) fn said(&self) -> f32 {
        self.terms.iter().filter(|lane| !lane.is_name).map(|lane| lane.weight).sum()
    }

    /// The share of the weight of plain words that is there, 1 where there are none; and the heaviest that is not.
    pub(super) fn plain(&self, near: &[f32; LANES]) -> (f32, f32) {
        let (mut all, mut held, mut gap) = (0.0, 0.0, 0.0_f32);
        for (lane, near) in self.terms.iter().zip(near).filter(|(lane, _)| !lane.is_name) {
            let there = lane.weight * near;
            all += lane.weight;
            held += there;
            gap = gap.max(lane.weight - there);
        }
        (if all > 0.0 { held / all } else { 1.0 }, gap)
    }

    /// What a term of the knowledge is to the question; none where nothing is near it.
    pub(super) fn near(&self, term: u32) -> Option<&Near> {
        let place = self.places.get(term as usize)?.checked_sub(1)?;
        self.near.get(usize::from(place))
    }

    /// Lays a term of the knowledge beside the term of a lane.
    fn put(&mut self, term: u32, lane: usize, near: f32) {
        let is_name = self.terms.get(lane).is_some_and(|lane| lane.is_name);
        let Some(place) = self.places.get_mut(term as usize) else { return };
        if *place == 0 {
            // Where a question is near more than 65,535 terms, the rest count for nothing.
            let Ok(next) = u16::try_from(self.near.len() + 1) else { return };
            *place = next;
            self.near.push(Near::default());
        }
        if let Some(term) = self.near.get_mut(usize::from(*place - 1)) {
            if let Some(place) = term.lanes.get_mut(lane) {
                *place = near;
            }
            term.nearest = near.max(term.nearest);
            term.is_name |= is_name;
        }
    }
}

impl Index {
    /// Lays a question beside the terms of the knowledge.
    pub(in crate::engine) fn lay(&self, question: &Question, meanings: &Meanings) -> Lanes {
        let mut terms: Vec<(f32, &Term)> = Vec::with_capacity(question.terms.len());
        for term in &question.terms {
            if !terms.iter().any(|(_, other)| *other == term) {
                terms.push((self.weight(term) * meanings.size(term), term));
            }
        }
        let weight = terms.iter().map(|(weight, _)| weight).sum();
        if terms.len() > LANES {
            terms.sort_by(|(a, _), (b, _)| b.total_cmp(a));
            terms.truncate(LANES);
        }
        let taken = terms.iter().map(|(weight, term)| Lane { weight: *weight, is_name: term.is_name() });
        let mut lanes = Lanes { terms: taken.collect(), places: vec![0; self.weights.len()], near: Vec::new(), weight };
        for (lane, (_, term)) in terms.into_iter().enumerate() {
            for (number, near) in meanings.near(term).iter().copied() {
                lanes.put(number, lane, f32::from(near) / f32::from(SAME));
            }
        }
        for (term, place) in (0..).zip(&lanes.places) {
            if let Some(near) = place.checked_sub(1).and_then(|place| lanes.near.get_mut(usize::from(place))) {
                near.held = self.weights.of_number(term) * near.nearest;
            }
        }
        lanes
    }
}
