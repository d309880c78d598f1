//! What proves the sentences of a reply, gathered once.

use super::block::{Block, Sentence};
use super::compose::cited;
use crate::knowledge::{EntryId, Knowledge, ProfileSentence};

impl From<&ProfileSentence> for Sentence {
    fn from(sentence: &ProfileSentence) -> Self {
        Self { text: sentence.text.clone(), proof: sentence.entries.clone() }
    }
}

/// Closes a list of blocks with the proof of all that they say, and with the date up to which it can be known.
pub(super) fn with_proof(knowledge: &Knowledge, mut blocks: Vec<Block>) -> Vec<Block> {
    let mut used: Vec<&EntryId> = Vec::new();
    for id in blocks.iter().flat_map(proof_of) {
        if !used.contains(&id) {
            used.push(id);
        }
    }
    let proof = used.into_iter().filter_map(|id| {
        let entry = knowledge.entry(id)?;
        Some(Block::Proof { entry: id.clone(), as_of: entry.as_of, quotes: cited(knowledge, entry) })
    });
    let proof: Vec<Block> = proof.collect();
    blocks.extend(proof);
    blocks
}

/// The entries that a block rests on.
fn proof_of(block: &Block) -> Vec<&EntryId> {
    match block {
        Block::Sentence(sentence) => sentence.proof.iter().collect(),
        Block::Side { sentences, .. } => sentences.iter().flat_map(|sentence| &sentence.proof).collect(),
        Block::TimelineRow { proof, .. } => proof.iter().collect(),
        _ => Vec::new(),
    }
}
