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

#[cfg(test)]
mod tests {
    use super::super::lanes::LANES;
    use super::{Beside, Best, Index, Lanes, LineKind, Measured, Sheet};
    use crate::engine::corpus::{self, Line};
    use crate::engine::meaning::Meanings;
    use crate::engine::question::Reader;
    use crate::knowledge::{Date, Entity, EntityId, EntityKind, Entry, EntryId, Knowledge, Retired};
    use std::collections::BTreeSet;

    fn entry(id: &str, questions: &[&str], not: &[&str]) -> Entry {
        let id = EntryId::parse(id).unwrap_or_else(|_| unreachable!("`{id}` is an id"));
        let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Entry { questions: own(questions), not: own(not), ..Entry::bare(id) }
    }

    fn state(name: &str) -> (EntityId, Entity) {
        let id = EntityId::parse(name).unwrap_or_else(|_| unreachable!("`{name}` is an id"));
        let entity = Entity {
            id: id.clone(),
            kind: EntityKind::State,
            name: name.to_owned(),
            aliases: Vec::new(),
            ambiguous: Vec::new(),
            members: Vec::new(),
            part_of: None,
            leads: None,
            years: None,
            covered: true,
        };
        (id, entity)
    }

    /// The same as [`Index::measure`], text by text and lane by lane.
    fn plainly(index: &Index, lanes: &Lanes, lines: &[&Line]) -> Measured {
        let (mut measured, mut best, mut together) = (Measured::default(), Best::default(), [0.0_f32; LANES]);
        for line in lines {
            let terms: BTreeSet<(bool, u32)> =
                line.question.terms.iter().filter_map(|term| Some((term.is_name(), term.number?))).collect();
            let mut near = [0.0_f32; LANES];
            let (mut held, mut weight, mut names, mut named) = (0.0, 0.0, 0.0_f32, 0.0);
            for (is_name, term) in &terms {
                let there = lanes.near(*term);
                let lane = there.map_or([0.0; LANES], |there| there.lanes);
                near = std::array::from_fn(|at| near[at].max(lane[at]));
                weight += index.weights.of_number(*term);
                held += index.weights.of_number(*term) * lane.iter().copied().fold(0.0, f32::max);
                names += f32::from(u8::from(*is_name));
                named += f32::from(u8::from(*is_name && lane.contains(&1.0)));
            }
            if !matches!(line.kind, LineKind::Not(_)) {
                together = std::array::from_fn(|at| together[at].max(near[at]));
            }
            let asked: f32 = lanes.terms.iter().zip(near).map(|(lane, near)| lane.weight * near).sum();
            let beside = Beside {
                asked: asked / lanes.weight,
                filled: (held / weight).min(1.0),
                unnamed: (names - named) / names.max(1.0),
            };
            let text = super::Text { kind: line.kind, names, weight };
            measured.take(&text, beside, &mut best);
        }
        measured.asked = best.mean();
        (measured.plain, measured.gap) = lanes.plain(&together);
        measured.gap /= index.weights.unseen;
        measured
    }

    #[test]
    fn terms_looked_up_once_measure_what_texts_read_one_by_one_measure() {
        let long = "how much flour and salt and water and yeast and sugar and butter and milk and honey and seed and rye \
                    and spelt and barley and oil goes into the bread of a Borduria baker on a sunday";
        let mut gone = entry("gone", &["which bread did people bake long ago"], &[]);
        gone.retired =
            Some(Retired { on: Date { year: 1999, month: None, day: None }, why: "nobody bakes it".to_owned() });
        let knowledge = Knowledge {
            entries: vec![
                entry(
                    "bread",
                    &["how much flour goes into bread", "when is the dough folded", long],
                    &["when is bread stale"],
                ),
                gone,
                entry("silent", &[], &[]),
                entry(
                    "treaty",
                    &["did Borduria sign a treaty with Syldavia"],
                    &["did Borduria bake bread", "Syldavia"],
                ),
            ],
            sources: std::collections::BTreeMap::new(),
            entities: ["borduria", "syldavia"].map(state).into(),
            synonyms: Vec::new(),
            profiles: std::collections::BTreeMap::new(),
            guard: Vec::new(),
        };
        let mut reader = Reader::new(&knowledge);
        let lines = corpus::learn(&knowledge, &mut reader);
        let lines: Vec<&Line> = lines.iter().collect();
        let meanings = Meanings::build(reader.vocabulary());
        let index = Index::build(&knowledge, reader.vocabulary(), &lines);
        let questions = [
            long,
            "Borduria",
            "when is bread stale",
            "did Syldavia ratify the pact",
            "plov",
            "how much flour for a loaf",
        ];
        let mut sheet = Sheet::default();
        let mut seen = 0.0;
        for question in questions {
            let lanes = index.lay(&reader.read(question), &meanings);
            for entry in 0..knowledge.entries.len() {
                let own: Vec<&Line> = lines.iter().copied().filter(|line| line.entry == entry).collect();
                let (one, other) = (index.measure(&lanes, entry, &mut sheet), plainly(&index, &lanes, &own));
                assert_eq!(one.phrasing, other.phrasing, "{question}: entry {entry}");
                let parts =
                    |of: &Measured| [of.agreement, of.filled, of.asked, of.missed, of.plain, of.gap, of.unnamed];
                for (at, (one, other)) in parts(&one).into_iter().zip(parts(&other)).enumerate() {
                    assert!((one - other).abs() < 1e-4, "{question}: entry {entry}, part {at}: {one} and {other}");
                }
                seen += one.missed;
            }
        }
        assert!(seen > 0.0, "some near miss was met");
    }
}
