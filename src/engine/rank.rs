//! From texts to entries: which entry comes nearest, and what speaks for and against it.

use super::confidence::Signals;
use super::corpus::LineKind;
use super::gate::{self, Gate};
use super::index::{Index, Measured, Near};
use super::linear::{Linear, Sides};
use super::meaning::Meanings;
use super::question::Question;
use crate::knowledge::Knowledge;

/// What the nearness of an entry's best phrasings weighs beside its side. On CLINC150's validation half 0 and 0.3
/// are the same within a tenth of a point, on this knowledge's 0.3 gains four questions of 245.
const ALIGN: f64 = 0.3;
/// A near miss of which the question holds less than this share is not what is asked.
const NEAR_MISS_FILLED: f32 = 0.6;
/// How many of an entry's phrasings are taken together.
const BEST: usize = 3;
/// How many entries that may answer are looked at closely.
const LOOKED_AT: usize = 16;
/// Where an entry lies that has nothing of a question.
const FAR_OFF: f64 = -1.5;

/// An entry beside a question.
#[derive(Debug, Clone)]
pub(super) struct Ranked {
    /// Position in `Knowledge::entries`.
    pub(super) entry: usize,
    /// The best phrasing, by its position in the entry.
    pub(super) phrasing: usize,
    /// How near it comes, about -1 to 4.
    pub(super) score: f64,
    /// Whether the question speaks of what the entry is about.
    pub(super) anchored: bool,
    /// What speaks for and against it.
    pub(super) signals: Signals,
    /// What keeps it from answering.
    pub(super) gate: Option<Gate>,
}

/// An entry near what is being typed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nearest {
    pub(super) entry: usize,
    /// Its phrasing that comes nearest.
    pub(super) phrasing: usize,
    pub(super) score: f64,
}

/// Ranks entries by what was built of the lines of the knowledge.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranker<'m> {
    pub(super) knowledge: &'m Knowledge,
    pub(super) meanings: &'m Meanings,
    pub(super) index: &'m Index,
    pub(super) linear: &'m Linear,
}

impl Ranker<'_> {
    /// The entries that come nearest, best first, those that are blocked last.
    pub(super) fn rank(&self, question: &Question) -> Vec<Ranked> {
        let sentence = self.meanings.sentence(&question.terms, |term| self.index.weight(term).sqrt());
        let sides = self.linear.sides(question, sentence.as_ref());
        let lanes = self.index.lay(question, self.meanings);
        let mut order: Vec<(f64, usize)> = sides.entries.iter().map(|side| f64::from(*side)).zip(0..).collect();
        order.sort_by(|(a, at), (b, other)| b.total_cmp(a).then(at.cmp(other)));
        let (mut open, mut blocked): (Vec<Ranked>, Vec<Ranked>) = (Vec::new(), Vec::new());
        let mut missed = 0.0_f32;
        for (side, entry) in order {
            let Some(known) = self.knowledge.entries.get(entry).filter(|entry| entry.retired.is_none()) else {
                continue;
            };
            let gate = gate::blocks(self.knowledge, question, known);
            if open.len() == LOOKED_AT {
                break;
            }
            if gate.is_some() && blocked.len() == LOOKED_AT {
                continue;
            }
            let measured = self.index.measure(&lanes, entry);
            missed = measured.rows.iter().filter_map(missing).fold(missed, f32::max);
            let mut ranked = self.ranked(question, entry, side, &sides, &measured);
            ranked.gate = gate.or(ranked.gate);
            if ranked.gate.is_none() { &mut open } else { &mut blocked }.push(ranked);
        }
        for ranked in &mut open {
            ranked.signals.missed += f64::from(missed);
        }
        open.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
        lead(&mut open);
        open.extend(blocked);
        open
    }

    /// The entries that come nearest, whether or not they may answer; best first.
    pub(super) fn nearest(&self, question: &Question, limit: usize) -> Vec<Nearest> {
        let sentence = self.meanings.sentence(&question.terms, |term| self.index.weight(term).sqrt());
        let sides = self.linear.sides(question, sentence.as_ref());
        let lanes = self.index.lay(question, self.meanings);
        let mut order: Vec<(f32, usize)> = sides.entries.into_iter().zip(0..).collect();
        order.sort_by(|(a, at), (b, other)| b.total_cmp(a).then(at.cmp(other)));
        let near = order.into_iter().take(limit).filter_map(|(side, entry)| {
            let rows = self.index.measure(&lanes, entry).rows;
            let phrasings = rows.iter().filter_map(|near| match near.kind {
                LineKind::Question(at) => Some((near.agreement(), at)),
                _ => None,
            });
            let (agreement, phrasing) = phrasings.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
            (agreement > 0.0).then(|| Nearest { entry, phrasing, score: f64::from(side + agreement) })
        });
        near.collect()
    }

    /// Looks at an entry closely.
    fn ranked(&self, question: &Question, entry: usize, side: f64, sides: &Sides, measured: &Measured) -> Ranked {
        let phrasings = measured.rows.iter().filter(|near| matches!(near.kind, LineKind::Question(_)));
        let best = phrasings.clone().max_by(|a, b| a.agreement().total_cmp(&b.agreement()));
        let phrasing = best.map_or(0, |near| if let LineKind::Question(at) = near.kind { at } else { 0 });
        let agreement = best.map_or(0.0, Near::agreement);
        let align = top(phrasings.map(|near| near.asked));
        let nearer = measured.rows.iter().filter_map(missing).any(|miss| miss > agreement) && side < 0.0;
        let known = self.knowledge.entries.get(entry);
        let flag = |set: bool| f64::from(u8::from(set));
        Ranked {
            entry,
            phrasing,
            score: side + ALIGN * f64::from(align),
            anchored: known.is_none_or(|entry| gate::is_anchored(self.knowledge, question, entry)),
            signals: Signals {
                side,
                lead: 0.0,
                filled: best.map_or(0.0, |near| f64::from(near.filled.min(1.0))),
                plain: f64::from(measured.plain),
                gap: f64::from(measured.gap.min(1.0)),
                seen: f64::from(sides.seen),
                missed: -f64::from(agreement),
                nothing: f64::from(sides.nothing),
                nameless: flag(question.mentions.is_empty()),
                strange_kind: question.kinds.lacking(self.index.kinds(entry)),
                strange_year: flag(self.is_strange_year(question, entry)),
                no_amount: flag(question.asks_amount && !self.index.has_amount(entry)),
                of_all: flag(known.is_some_and(|entry| gate::is_of_all(self.knowledge, question, entry))),
            },
            gate: nearer.then_some(Gate::NearMiss),
        }
    }

    /// Whether the question names a year, within what the sources know, that the entry does not hold.
    fn is_strange_year(&self, question: &Question, entry: usize) -> bool {
        if question.years.is_empty() {
            return false;
        }
        let newest = self.knowledge.newest_source().map_or(i16::MAX, |date| date.year);
        let known = |year: &i16| self.index.years(entry).is_some_and(|years| years.contains(year));
        question.years.iter().any(|year| *year <= newest && !known(year))
    }
}

/// How near a near miss comes that can be what is asked.
fn missing(near: &Near) -> Option<f32> {
    let asked = matches!(near.kind, LineKind::Not(_)) && near.names_asked && near.filled >= NEAR_MISS_FILLED;
    asked.then(|| near.agreement())
}

/// The mean of the greatest three.
fn top(values: impl Iterator<Item = f32>) -> f32 {
    let mut best = [f32::MIN; BEST];
    let mut count = 0.0;
    for value in values {
        count += 1.0;
        let mut value = value;
        for place in &mut best {
            if value > *place {
                std::mem::swap(&mut value, place);
            }
        }
    }
    match count {
        0.0 => 0.0,
        1.0 | 2.0 => best.first().copied().unwrap_or(0.0),
        _ => best.iter().sum::<f32>() / 3.0,
    }
}

/// How far each lies before the others that may answer; best first.
fn lead(open: &mut [Ranked]) {
    let score = |at: usize| open.get(at).map(|ranked| ranked.score);
    let (first, second) = (score(0), score(1));
    for (at, ranked) in open.iter_mut().enumerate() {
        let other = if at == 0 { second } else { first };
        ranked.signals.lead = ranked.score - other.unwrap_or(FAR_OFF);
    }
}
