//! The queue: what the bot could not answer, in groups of questions that are alike.

use super::App;
use super::question::{context_of, question_in};
use crate::engine::{Context, Sketch};
use crate::knowledge::EntryId;
use crate::store::ledger;

/// From this likeness on, two questions are one for whoever works the queue off. Of the pairs of shipped phrasings that
/// reach it and name the same, three in four are of one entry.
const ALIKE: f64 = 0.5;

/// Questions that are alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Newest first; never empty.
    pub questions: Vec<ledger::Question>,
    /// The entry that comes nearest to the newest of them, whether or not it may answer.
    pub nearest: Option<EntryId>,
}

impl Group {
    /// How many questions there are.
    pub fn count(&self) -> usize {
        self.questions.len()
    }

    /// The newest question, which stands for the group.
    pub fn newest(&self) -> Option<&ledger::Question> {
        self.questions.first()
    }
}

impl App {
    /// Groups questions by the engine's own likeness, the group with the newest question first.
    pub fn queue(&self, questions: &[ledger::Question]) -> Vec<Group> {
        let snapshot = self.snapshot.load_full();
        let mut newest: Vec<&ledger::Question> = questions.iter().collect();
        newest.sort_by_key(|question| std::cmp::Reverse((question.at, question.id)));
        let mut groups: Vec<(Sketch, Group)> = Vec::new();
        for question in newest {
            let sketch = snapshot.engine.sketch(&question_in(&snapshot.engine, &question.text));
            let near = groups.iter_mut().map(|(first, group)| (first.likeness(&sketch), group));
            let best = near.filter(|(likeness, _)| *likeness >= ALIKE).max_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((_, group)) = best {
                group.questions.push(question.clone());
                continue;
            }
            let context = context_of(&snapshot.engine, &Context { previous: question.previous.clone() });
            let mut found = snapshot
                .engine
                .explain(&question_in(&snapshot.engine, &question.text), &context)
                .candidates
                .into_iter();
            let nearest = found.next().map(|found| found.entry);
            groups.push((sketch, Group { questions: vec![question.clone()], nearest }));
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }
}
