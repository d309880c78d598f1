//! From texts to entries: which entry comes nearest, and what speaks for and against it.

use super::gate::{Gate, Gates, Named};
use super::index::{Index, Lanes, Measured, Sheet};
use super::linear::{Linear, Reasons, Sides};
use super::meaning::{Meanings, SAME, Sentence};
use super::question::Question;
use super::signals::Signals;
use crate::knowledge::Knowledge;

/// What the nearness of an entry's best phrasings weighs beside its side. Alike on validation from 0.3 to 0.5.
const ALIGN: f64 = 0.3;
/// From this agreement on, a question is the near miss itself, in other order or with other small words.
const NEAR_MISS_ITSELF: f32 = 0.95;
/// What the plain words of a brief question weigh at most: one or two telling ones.
const BRIEF: f32 = 5.0;
/// A brief question ("Kazakhstan and the EU", "history of Uzbekistan") names a subject and hardly asks: the entry whose
/// phrasing it holds to a third is meant. Of 99 brief first candidates that held less, 2 were right.
const A_THIRD: f32 = 0.33;
/// How many entries that may answer are looked at closely.
const LOOKED_AT: usize = 16;
/// How many blocked ones are looked at, for those who want to know why they were.
const SHOWN: usize = 4;
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
    /// Whether the question speaks of what the entry is about, and says enough: what is not anchored may be offered,
    /// and does not answer.
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
}

/// A term of a question that an entry does not have, beside the nearest that it has.
#[derive(Debug)]
pub(super) struct Joined {
    /// Its position in the question.
    pub(super) at: usize,
    /// The number of the other.
    pub(super) to: u32,
    /// How near it is, above 0 and below 1.
    pub(super) near: f64,
}

/// A question beside all that was built.
struct Asked<'q> {
    question: &'q Question,
    named: Named,
    sides: Sides,
    lanes: Lanes,
}

impl Asked<'_> {
    /// All entries, the one on whose side the question lies farthest first.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<u64> = self.sides.entries.iter().zip(0..).map(|(side, at)| place(*side, at)).collect();
        order.sort_unstable();
        order.into_iter().filter_map(|place| usize::try_from(place & u64::from(u32::MAX)).ok()).collect()
    }
}

/// Ranks entries by what was built of the lines of the knowledge.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranker<'m> {
    pub(super) knowledge: &'m Knowledge,
    pub(super) gates: &'m Gates,
    pub(super) meanings: &'m Meanings,
    pub(super) index: &'m Index,
    pub(super) linear: &'m Linear,
}

impl Ranker<'_> {
    /// The entries that come nearest, best first, those that are blocked last.
    pub(super) fn rank(&self, question: &Question) -> Vec<Ranked> {
        let asked = self.asked(question);
        let (mut open, mut blocked): (Vec<Ranked>, Vec<Ranked>) = (Vec::new(), Vec::new());
        let mut missed = 0.0_f32;
        let mut sheet = Sheet::default();
        for entry in asked.order() {
            let gate =
                self.gates.blocks(&asked.named, entry).and_then(|at| question.mentions.get(at)?.entities.first());
            if open.len() == LOOKED_AT {
                break;
            }
            if self.is_retired(entry) || gate.is_some() && blocked.len() == SHOWN {
                continue;
            }
            let measured = self.index.measure(&asked.lanes, entry, &mut sheet);
            missed = missed.max(measured.missed);
            let mut ranked = self.ranked(&asked, entry, &measured);
            ranked.gate = gate.cloned().map(Gate::Entity).or(ranked.gate);
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

    /// How much of a question speaks for each entry.
    pub(super) fn sides(&self, question: &Question) -> Vec<f32> {
        self.linear.sides(question, self.sentence(question).as_ref()).entries
    }

    /// The entries that come nearest, whether or not they may answer; best first.
    pub(super) fn nearest(&self, question: &Question, limit: usize) -> Vec<Nearest> {
        let asked = self.asked(question);
        let mut sheet = Sheet::default();
        let near = asked.order().into_iter().filter(|entry| !self.is_retired(*entry)).take(limit).filter_map(|entry| {
            let Measured { phrasing, agreement, .. } = self.index.measure(&asked.lanes, entry, &mut sheet);
            let side = asked.sides.entries.get(entry).copied().unwrap_or_default();
            (agreement > 0.0).then_some((side + agreement, Nearest { entry, phrasing }))
        });
        let mut near: Vec<(f32, Nearest)> = near.collect();
        near.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        near.into_iter().map(|(_, near)| near).collect()
    }

    /// What speaks for one entry, part by part.
    pub(super) fn reasons(&self, question: &Question, entry: usize) -> (Reasons, Vec<Joined>) {
        let sentence = self.sentence(question);
        let known = self.index.terms(entry);
        let joined = question.terms.iter().enumerate().filter_map(|(at, term)| {
            let near = self.meanings.near(term);
            let near = near.iter().copied().filter(|(number, _)| known.contains(number));
            let (to, near) = near.max_by_key(|(number, near)| (*near, u32::MAX - number))?;
            (near < SAME).then(|| Joined { at, to, near: f64::from(near) / f64::from(SAME) })
        });
        (self.linear.reasons(question, sentence.as_ref(), entry), joined.collect())
    }

    fn sentence(&self, question: &Question) -> Option<Sentence> {
        self.meanings.sentence(&question.terms, |term| self.index.weight(term).sqrt())
    }

    /// Lays a question beside all that was built.
    fn asked<'q>(&self, question: &'q Question) -> Asked<'q> {
        let sentence = self.sentence(question);
        Asked {
            question,
            named: self.gates.named(&question.mentions),
            sides: self.linear.sides(question, sentence.as_ref()),
            lanes: self.index.lay(question, self.meanings),
        }
    }

    fn is_retired(&self, entry: usize) -> bool {
        self.knowledge.entries.get(entry).is_none_or(|entry| entry.retired.is_some())
    }

    /// Looks at an entry closely.
    fn ranked(&self, asked: &Asked<'_>, entry: usize, measured: &Measured) -> Ranked {
        let Asked { question, named, sides, lanes } = asked;
        let side = sides.entries.get(entry).copied().map_or(FAR_OFF, f64::from);
        let flag = |set: bool| f64::from(u8::from(set));
        Ranked {
            entry,
            phrasing: measured.phrasing,
            score: side + ALIGN * f64::from(measured.asked),
            anchored: self.gates.is_anchored(named, entry) && (lanes.said() >= BRIEF || measured.filled >= A_THIRD),
            signals: Signals {
                side,
                lead: 0.0,
                filled: f64::from(measured.filled),
                plain: f64::from(measured.plain),
                gap: f64::from(measured.gap.min(1.0)),
                seen: f64::from(sides.seen),
                missed: -f64::from(measured.agreement),
                nothing: f64::from(sides.nothing),
                nameless: flag(question.mentions.is_empty()),
                about: self.gates.about(named, entry),
                strange_kind: question.kinds.lacking(self.index.kinds(entry)),
                strange_year: flag(self.is_strange_year(question, entry)),
                no_amount: flag(question.asks_amount && !self.index.has_amount(entry)),
                of_all: flag(self.gates.is_of_all(named, entry)),
                unnamed: f64::from(measured.unnamed),
            },
            gate: (measured.missed > measured.agreement.max(NEAR_MISS_ITSELF)).then_some(Gate::NearMiss),
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

/// A number that puts the greater side first, of equal sides the earlier entry: whole numbers sort in a tenth of the
/// time of pairs. Turned so, the bits of floats order as `total_cmp` orders the floats.
fn place(side: f32, entry: u32) -> u64 {
    let bits = side.to_bits();
    let ascending = if side.is_sign_negative() { !bits } else { bits | 1 << 31 };
    u64::from(!ascending) << 32 | u64::from(entry)
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
