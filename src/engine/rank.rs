//! From rows to entries: which entry comes nearest, and how sure that is.

use super::Engine;
use super::confidence::Signals;
use super::corpus::LineKind;
use super::gate::{self, Gate};
use super::index::Match;
use super::question::Question;

/// What the second and third best phrasing add.
const OTHERS: f64 = 0.15;
/// What the answer's own words add.
const ANSWER: f64 = 0.25;

/// An entry beside a question.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a signal of its own")]
pub(super) struct Ranked {
    /// Position in `Knowledge::entries`.
    pub(super) entry: usize,
    /// The best phrasing, by its position in the entry.
    pub(super) phrasing: usize,
    /// How near it comes: by its best phrasings and answer, 0 to about 1.4, and by `side`.
    pub(super) score: f64,
    /// How far the question lies on its side: about 1 on it, about -1 off it.
    pub(super) side: f64,
    /// How much farther than on the side of any other entry that may answer.
    pub(super) lead: f64,
    /// How near its best phrasing comes, 0 to about 1.
    pub(super) best: f64,
    /// The share of the question's weight that it knows, 0 to 1.
    pub(super) covered: f64,
    /// The weight of the question that it knows.
    pub(super) known: f64,
    /// The share of the best phrasing's weight that the question holds, 0 to 1.
    pub(super) filled: f64,
    /// Whether the question names a year, within what the sources know, that the entry does not hold.
    pub(super) strange_year: bool,
    /// Whether the question asks for an amount and the entry holds none.
    pub(super) no_amount: bool,
    /// Whether the question speaks of what the entry is about.
    pub(super) anchored: bool,
    /// Whether the question names a state of the region of which the entry speaks only as one of all.
    pub(super) of_all: bool,
    /// Whether some near miss, of this entry or another, comes nearer than its best phrasing.
    pub(super) beaten: bool,
    /// What keeps it from answering.
    pub(super) gate: Option<Gate>,
}

impl Ranked {
    /// What speaks for it.
    pub(super) fn signals(&self) -> Signals {
        let flag = |set: bool| f64::from(u8::from(set));
        Signals {
            covered: self.covered,
            filled: self.filled.min(1.0),
            mass: (self.known / FULL).min(1.0),
            side: self.side,
            lead: self.lead,
            strange_year: flag(self.strange_year),
            no_amount: flag(self.no_amount),
            of_all: flag(self.of_all),
            beaten: flag(self.beaten),
        }
    }
}

/// A phrasing beside a question.
struct Near {
    score: f64,
    filled: f64,
    phrasing: usize,
}

/// What the rows of one entry add up to.
#[derive(Default)]
struct Sum {
    phrasings: Vec<Near>,
    answer: f64,
    /// The near miss that comes nearest.
    not: Option<Near>,
}

/// From this weight on, what an entry knows of a question says enough: some two telling words.
const FULL: f64 = 6.0;
/// A near miss of which the question holds less than this share is not what is asked.
const NEAR_MISS_FILLED: f64 = 0.6;
/// How many near misses are looked at closely.
const NEAR_MISSES: usize = 6;
/// Shares are sums in another order: what differs by less is the same.
const ROUNDING: f64 = 1e-6;

/// Where an entry lies that has nothing of a question.
const FAR_OFF: f64 = -1.5;

/// How many entries are looked at closely.
const LOOKED_AT: usize = 12;

impl Engine {
    /// The entries that come nearest, best first, those that are blocked last.
    pub(super) fn rank(&self, question: &Question) -> Vec<Ranked> {
        let sums = self.sums(question);
        let missed = self.nearest_miss(question, &sums);
        let sides = self.linear.scores(question);
        let mut near: Vec<(Ranked, Option<Near>)> = sums.into_iter().map(|(entry, sum)| near(entry, sum)).collect();
        for (candidate, _) in &mut near {
            candidate.side = sides.get(candidate.entry).copied().map_or(FAR_OFF, f64::from);
            candidate.score += candidate.side;
        }
        near.sort_by(|(a, _), (b, _)| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
        let nearest = self.open_first(question, near).into_iter();
        let mut ranked: Vec<Ranked> =
            nearest.map(|(ranked, not)| self.look_closely(question, ranked, not, missed)).collect();
        lead(&mut ranked);
        ranked
    }

    /// What the rows of each entry add up to.
    fn sums(&self, question: &Question) -> Vec<(usize, Sum)> {
        let mut sums: Vec<(usize, Sum)> = Vec::new();
        // Rows lie entry by entry.
        for rows in self.index.matches(question).chunk_by(|a, b| a.row.entry == b.row.entry) {
            let mut sum = Sum::default();
            for Match { row, score, filled } in rows.iter().copied() {
                match row.kind {
                    LineKind::Question(phrasing) => sum.phrasings.push(Near { score, filled, phrasing }),
                    LineKind::Answer => sum.answer = score,
                    LineKind::Not(phrasing) => {
                        let near = Near { score, filled, phrasing };
                        sum.not = sum.not.take().filter(|other| other.score >= score).or(Some(near));
                    }
                }
            }
            sums.extend(rows.first().map(|first| (first.row.entry, sum)));
        }
        sums
    }

    /// The nearest entries that may answer, then those that a gate keeps from it.
    fn open_first(&self, question: &Question, near: Vec<(Ranked, Option<Near>)>) -> Vec<(Ranked, Option<Near>)> {
        let (mut open, mut blocked) = (Vec::new(), Vec::new());
        for (mut candidate, not) in near {
            if open.len() == LOOKED_AT {
                break;
            }
            let entry = self.knowledge.entries.get(candidate.entry);
            candidate.gate = entry.and_then(|entry| gate::blocks(&self.knowledge, question, entry));
            if candidate.gate.is_none() { &mut open } else { &mut blocked }.push((candidate, not));
        }
        open.extend(blocked);
        open.truncate(LOOKED_AT);
        open
    }

    /// How near the nearest near miss of any entry comes; 0 where none can be what is asked.
    fn nearest_miss(&self, question: &Question, sums: &[(usize, Sum)]) -> f64 {
        let misses = sums.iter().filter_map(|(entry, sum)| Some((*entry, sum.not.as_ref()?)));
        let mut near: Vec<(usize, &Near)> = misses.filter(|(_, not)| not.filled >= NEAR_MISS_FILLED).collect();
        near.sort_by(|(_, a), (_, b)| b.score.total_cmp(&a.score));
        let mut asked =
            near.iter().take(NEAR_MISSES).filter(|(entry, not)| self.is_asked(question, *entry, not.phrasing));
        asked.next().map_or(0.0, |(_, not)| not.score)
    }

    /// Adds what costs more to know: coverage, near misses, years and amounts.
    fn look_closely(&self, question: &Question, mut ranked: Ranked, not: Option<Near>, missed: f64) -> Ranked {
        let (known, all) = self.index.covered(question, ranked.entry);
        ranked.covered = known / all.max(f64::MIN_POSITIVE);
        ranked.known = known;
        let filled = ranked.filled.max(NEAR_MISS_FILLED) - ROUNDING;
        let nearer = not.filter(|not| not.score > ranked.best && not.filled >= filled && ranked.side < 0.0);
        if ranked.gate.is_none() && nearer.is_some_and(|not| self.is_asked(question, ranked.entry, not.phrasing)) {
            ranked.gate = Some(Gate::NearMiss);
        }
        let entry = self.knowledge.entries.get(ranked.entry);
        ranked.anchored = entry.is_none_or(|entry| gate::is_anchored(&self.knowledge, question, entry));
        ranked.of_all = entry.is_some_and(|entry| gate::is_of_all(&self.knowledge, question, entry));
        ranked.beaten = missed > ranked.best + ROUNDING;
        ranked.no_amount = question.asks_amount && !self.index.has_amount(ranked.entry);
        ranked.strange_year = self.is_strange_year(question, ranked.entry);
        ranked
    }

    /// Whether a near miss can be what is asked: one that names something else cannot.
    fn is_asked(&self, question: &Question, entry: usize, near_miss: usize) -> bool {
        let text = self.knowledge.entries.get(entry).and_then(|entry| entry.not.get(near_miss));
        text.is_some_and(|text| {
            let names = self.reader.read(text).terms;
            names.iter().filter(|term| term.starts_with('@')).all(|name| question.terms.contains(name))
        })
    }

    /// Whether the question names a year, within what the sources know, that the entry does not hold.
    fn is_strange_year(&self, question: &Question, entry: usize) -> bool {
        let newest = self.knowledge.newest_source().map_or(i16::MAX, |date| date.year);
        let known = |year: &i16| self.index.years(entry).is_some_and(|years| years.contains(year));
        question.years.iter().any(|year| *year <= newest && !known(year))
    }
}

/// How far each lies before the others that may answer.
fn lead(ranked: &mut [Ranked]) {
    let open: Vec<(usize, f64)> = ranked.iter().filter(|r| r.gate.is_none()).map(|r| (r.entry, r.side)).collect();
    for candidate in ranked {
        let others = open.iter().filter(|(entry, _)| *entry != candidate.entry).map(|(_, side)| *side);
        candidate.lead = candidate.side - others.fold(FAR_OFF, f64::max);
    }
}

fn near(entry: usize, mut sum: Sum) -> (Ranked, Option<Near>) {
    sum.phrasings.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.phrasing.cmp(&b.phrasing)));
    let best = sum.phrasings.first();
    let (score, filled, phrasing) = best.map_or((0.0, 0.0, 0), |near| (near.score, near.filled, near.phrasing));
    let others: f64 = sum.phrasings.iter().skip(1).take(2).map(|near| near.score / 2.0).sum();
    let all = score + OTHERS * others + ANSWER * sum.answer;
    (
        Ranked {
            entry,
            phrasing,
            score: all,
            side: 0.0,
            lead: 0.0,
            best: score,
            covered: 0.0,
            known: 0.0,
            filled,
            strange_year: false,
            no_amount: false,
            of_all: false,
            beaten: false,
            anchored: true,
            gate: None,
        },
        sum.not,
    )
}
