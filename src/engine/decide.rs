//! The decision: answer, choices or nothing.

use super::Engine;
use super::decision::{Context, Decision, Hit, Outcome, Reason};
use super::follow_up::{self, Taken};
use super::gate::Gate;
use super::index::is_talk;
use super::question::Question;
use super::rank::Ranked;
use super::vocabulary::Term;
use crate::knowledge::{EntityId, EntityKind, Entry, EntryId, fold, is_hidden};
use std::collections::BTreeSet;
use unicode_script::{Script, UnicodeScript};

/// The longest question, in characters: what a chat message holds.
const MAX_CHARACTERS: usize = 2000;
/// Fewer words than this are no question of their own beside another.
const MIN_PART_WORDS: usize = 3;
/// Terms (stems) that frame a name without asking anything: "tell me about Kyrgyzstan".
const FRAMES: &[&str] = &["about", "the", "a", "of", "and", "is", "info", "on", "in", "for", "give", "show", "more"];
/// How many entries are named as nearest when nothing answers.
const NEAREST: usize = 3;
/// An entry that is not about what the question names is never surer than this: it may be offered, not given.
const LOOSE: f64 = 0.45;
/// A text that names nothing is talk more often than a question: it is offered choices only from here on.
const NAMELESS: f64 = 0.25;
/// Where something is named, an answer must be so much surer than the next: two entries about it that tie are offered.
/// Chosen on tests/golden/validation.toml, where 0 gave 2.8% wrong answers, 0.1 2.0% and 0.12 1.6% (1.3% since). Where nothing is
/// named, what comes next is of another matter, and the probability says enough: with a margin there, CLINC150's
/// validation half refuses 89% where it answers 89%, without one 94%.
const MARGIN: f64 = 0.12;
/// From this probability on, an entry is worth naming as near: to name little is better than to name what is far off.
const WORTH_NAMING: f64 = 0.08;

/// A question thought through.
#[derive(Debug, Clone)]
pub(super) struct Thought {
    pub(super) question: Question,
    pub(super) taken: Taken,
    pub(super) ranked: Vec<Ranked>,
    /// Beside `ranked`; 0 where a gate is shut.
    pub(super) confidence: Vec<f64>,
    pub(super) outcome: Outcome,
}

impl Thought {
    /// Of a question beside which nothing is laid.
    fn of(question: Question) -> Self {
        let outcome = Outcome::Nothing(Reason::Empty);
        Self { question, taken: Taken::default(), ranked: Vec::new(), confidence: Vec::new(), outcome }
    }
}

impl Engine {
    pub(super) fn decide(&self, text: &str, context: &Context) -> Decision {
        if let Some(reason) = unreadable(text) {
            return Decision::nothing(reason);
        }
        let whole = self.think(text, context);
        let parts = self.parts(text);
        if parts.len() < 2 || matches!(whole.outcome, Outcome::Answer(_)) {
            return self.decision(&whole, 1);
        }
        self.decide_parts(&parts, &whole, context)
    }

    /// Reads, ranks and decides one question.
    pub(super) fn think(&self, text: &str, context: &Context) -> Thought {
        let asked = self.built.reader.read(text);
        if self.only_talks(&asked) {
            return Thought { outcome: Outcome::Nothing(self.to_begin_with()), ..Thought::of(asked) };
        }
        let readable = |previous: &&str| unreadable(previous).is_none();
        let previous = context.previous.as_deref().filter(readable).map(|previous| self.built.reader.read(previous));
        // Nothing goes on from small talk.
        let Some(previous) = previous.filter(|previous| !self.only_talks(previous)) else {
            return self.weighed(asked, Taken::default());
        };
        // A bare name that does not go on from what was asked before asks for itself.
        let alone = asked.terms.iter().all(Term::is_name).then(|| asked.clone());
        let (question, taken) = follow_up::resolve(asked, &previous, &self.knowledge);
        let thought = self.weighed(question, taken);
        match alone {
            Some(asked) if matches!(thought.outcome, Outcome::Nothing(_)) => self.weighed(asked, Taken::default()),
            _ => thought,
        }
    }

    /// Ranks and decides what was read.
    fn weighed(&self, question: Question, taken: Taken) -> Thought {
        let ranked = self.ranker().rank(&question);
        // However low the settings put the threshold: what may be about another state is never given outright.
        let loose = LOOSE.min(self.settings.answer_at * 0.99);
        let scale = self.scale.or(self.lent).unwrap_or_default();
        let sure = |ranked: &Ranked| match ranked.gate {
            None if ranked.anchored => scale.probability(ranked.signals),
            None => scale.probability(ranked.signals).min(loose),
            Some(_) => 0.0,
        };
        let confidence: Vec<f64> = ranked.iter().map(sure).collect();
        let outcome = self.outcome(&question, &ranked, &confidence);
        Thought { question, taken, ranked, confidence, outcome }
    }

    fn decision(&self, thought: &Thought, parts: usize) -> Decision {
        let newest = self.knowledge.newest_source().map_or(i16::MAX, |date| date.year);
        Decision {
            outcome: thought.outcome.clone(),
            entities: thought.question.mentions.clone(),
            carried: thought.taken.names.clone(),
            repeats: thought.taken.words,
            repairs: thought.question.repairs.clone(),
            asks_about_now: thought.question.now || thought.question.years.iter().any(|year| *year > newest),
            confidence: thought.confidence.iter().copied().fold(0.0, f64::max),
            parts,
        }
    }

    /// The questions of a text: cut behind question marks, where each piece says enough to be asked by itself.
    /// What stands behind the last mark belongs to the question before it: whom it names is named there too.
    fn parts<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let unseen = |sign: char| sign.is_whitespace() || is_hidden(sign);
        let rest = |at: usize| text.get(at..).unwrap_or_default().trim_start_matches(unseen);
        let ends_run = |at: &usize| !rest(*at).starts_with('?');
        let mut ends: Vec<usize> = text.match_indices('?').map(|(at, mark)| at + mark.len()).filter(ends_run).collect();
        ends.pop();
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let parts = starts.zip(ends.iter().copied().chain(std::iter::once(text.len())));
        let parts = parts.filter_map(|(start, end)| text.get(start..end)).map(str::trim);
        parts.filter(|part| fold(part).len() >= MIN_PART_WORDS || self.built.reader.names_something(part)).collect()
    }

    /// Two questions in one: each is answered for itself; two answers are offered as choices.
    fn decide_parts(&self, parts: &[&str], whole: &Thought, context: &Context) -> Decision {
        let mut context = context.clone();
        let mut hits: Vec<Hit> = Vec::new();
        for part in parts {
            if let Outcome::Answer(hit) = self.think(part, &context).outcome
                && !hits.iter().any(|other| other.entry == hit.entry)
            {
                hits.push(hit);
            }
            context.previous = Some((*part).to_owned());
        }
        hits.truncate(self.settings.max_choices);
        let mut decision = self.decision(whole, parts.len());
        match hits.len() {
            0 => decision.parts = 1,
            1 => decision.outcome = hits.pop().map_or(decision.outcome, Outcome::Answer),
            _ => decision.outcome = Outcome::Choices(hits),
        }
        if let Outcome::Answer(hit) = &decision.outcome {
            decision.confidence = hit.confidence;
        }
        decision
    }

    fn outcome(&self, question: &Question, ranked: &[Ranked], confidence: &[f64]) -> Outcome {
        // A state alone asks everything and nothing; a treaty or a project alone may well be asked what it is.
        let is_state = |id: &EntityId| self.knowledge.entities.get(id).is_some_and(|it| it.kind == EntityKind::State);
        match self.only_named(question) {
            Some(Reason::OnlyNamed { about, nearest }) if is_state(&about) && question.mentions.len() == 1 => {
                return Outcome::Nothing(Reason::OnlyNamed { about, nearest });
            }
            _ => {}
        }
        let named = !question.mentions.is_empty();
        let offer_at = if named { self.settings.offer_at } else { self.settings.offer_at.max(NAMELESS) };
        let open = ranked.iter().zip(confidence.iter().copied());
        let open = open.filter(|(candidate, sure)| candidate.gate.is_none() && *sure >= offer_at);
        let mut open: Vec<(&Ranked, f64)> = open.collect();
        open.sort_by(|(a, sure_a), (b, sure_b)| sure_b.total_cmp(sure_a).then(b.score.total_cmp(&a.score)));
        let mut hits: Vec<Hit> = Vec::new();
        for (candidate, confidence) in open {
            let Some(hit) = self.hit(question, candidate, confidence) else { continue };
            // An entry and those that it supersedes are one answer, as sure as the surest of them.
            match hits.iter_mut().find(|other| other.entry == hit.entry) {
                Some(other) => other.confidence = other.confidence.max(hit.confidence),
                None => hits.push(hit),
            }
        }
        hits.truncate(self.settings.max_choices);
        match hits.as_slice() {
            [] => Outcome::Nothing(self.reason(question, ranked, confidence)),
            [best, rest @ ..] if self.is_sure(best, rest.first().filter(|_| named)) => Outcome::Answer(best.clone()),
            _ => Outcome::Choices(hits),
        }
    }

    /// Whether the best hit is the answer, and not one of two.
    fn is_sure(&self, best: &Hit, rival: Option<&Hit>) -> bool {
        let ahead = |rival: &Hit| best.confidence - rival.confidence >= MARGIN;
        best.confidence >= self.settings.answer_at && rival.is_none_or(ahead)
    }

    /// The hit of a candidate: the newest entry of its chain, unless the question names the older date.
    fn hit(&self, question: &Question, candidate: &Ranked, confidence: f64) -> Option<Hit> {
        let matched = self.knowledge.entries.get(candidate.entry)?;
        let entry = self.newest(question, matched);
        let phrasing = if entry.id == matched.id { candidate.phrasing } else { 0 };
        let question = entry.questions.get(phrasing).map_or(entry.title(), String::as_str);
        Some(Hit { entry: entry.id.clone(), question: question.to_owned(), confidence })
    }

    /// Follows the chain of what superseded an entry, as far as the gate lets the question go.
    fn newest<'k>(&'k self, question: &Question, entry: &'k Entry) -> &'k Entry {
        let mut newest = entry;
        if question.years.contains(&entry.as_of.year) {
            return newest;
        }
        let named = self.built.gates.named(&question.mentions);
        let mut seen = BTreeSet::from([&entry.id]);
        let live = || self.knowledge.entries.iter().enumerate().filter(|(_, entry)| entry.retired.is_none());
        while let Some((at, next)) = live().find(|(_, other)| other.supersedes.contains(&newest.id)) {
            if self.built.gates.blocks(&named, at).is_some() || !seen.insert(&next.id) {
                break;
            }
            newest = next;
        }
        newest
    }

    /// A text of names and talk asks nothing yet: it gets questions about what it names. "Is the one in the other?"
    /// does.
    fn only_named(&self, question: &Question) -> Option<Reason> {
        let links = question.mentions.len() > 1 && question.terms.iter().any(|term| &*term.text == "is");
        if links {
            return None;
        }
        let talk = |term: &Term| term.is_name() || is_talk(&term.text) || FRAMES.contains(&&*term.text);
        let about = question.entities().next().filter(|_| question.terms.iter().all(talk))?;
        let entries = self.knowledge.live().filter(|entry| entry.about.first() == Some(about));
        let nearest: Vec<EntryId> = entries.take(NEAREST).map(|entry| entry.id.clone()).collect();
        (!nearest.is_empty()).then(|| Reason::OnlyNamed { about: about.clone(), nearest })
    }

    fn reason(&self, question: &Question, ranked: &[Ranked], confidence: &[f64]) -> Reason {
        let covered = |id: &&EntityId| self.knowledge.entities.get(*id).is_none_or(|entity| entity.covered);
        let named: Vec<&EntityId> = question.entities().collect();
        let strangers: Vec<EntityId> = named.iter().copied().filter(|id| !covered(id)).cloned().collect();
        if !strangers.is_empty() {
            return Reason::NotCovered(strangers);
        }
        let apart = named.len() > 1 && ranked.iter().all(|candidate| matches!(candidate.gate, Some(Gate::Entity(_))));
        if apart {
            return Reason::NotTogether(named.into_iter().cloned().collect());
        }
        if let Some(only) = self.only_named(question) {
            return only;
        }
        let near = ranked.iter().zip(confidence).filter(|(_, confidence)| **confidence >= WORTH_NAMING);
        let entries = near.filter_map(|(candidate, _)| self.knowledge.entries.get(candidate.entry));
        Reason::Unknown { nearest: entries.take(NEAREST).map(|entry| entry.id.clone()).collect() }
    }
}

impl Decision {
    fn nothing(reason: Reason) -> Self {
        Self {
            outcome: Outcome::Nothing(reason),
            entities: Vec::new(),
            carried: Vec::new(),
            repeats: false,
            repairs: Vec::new(),
            asks_about_now: false,
            confidence: 0.0,
            parts: 1,
        }
    }
}

/// Why a text cannot be read as a question at all.
pub(super) fn unreadable(text: &str) -> Option<Reason> {
    let characters = text.chars().count();
    if characters > MAX_CHARACTERS {
        return Some(Reason::TooLong { characters, most: MAX_CHARACTERS });
    }
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (latin, other): (Vec<char>, Vec<char>) = letters.partition(|c| c.script() == Script::Latin);
    if other.len() > latin.len() {
        return Some(Reason::OtherScript);
    }
    latin.is_empty().then_some(Reason::Empty)
}
