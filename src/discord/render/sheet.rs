//! Text that grows together with its proof: what a message says is proven in the same message, or not said in it.

use super::drawn::{CARD, CARDS, CONTENT, Card, Drawn};
use super::markup::{length, plain, plain_line};
use super::quote::{cited_short, document};
use crate::knowledge::EntryId;
use crate::reply::{Block, Citation, Reply};

/// What is kept free of a message's text, for the lines that close it.
const CLOSING: usize = 200;

/// A message under way.
#[derive(Debug)]
pub(super) struct Sheet<'r> {
    blocks: &'r [Block],
    text: String,
    /// How long the text may become.
    room: usize,
    /// What its sentences rest on, by number from 1.
    proofs: Vec<Proof<'r>>,
    /// The remarks that stand below the last card.
    footer: String,
}

/// An entry with its quotes as they are drawn.
#[derive(Debug, Clone)]
struct Proof<'r> {
    entry: &'r EntryId,
    drawn: String,
    cites: Vec<&'r Citation>,
}

impl<'r> Sheet<'r> {
    /// A sheet with room for a line that closes it.
    pub(super) fn new(reply: &'r Reply) -> Self {
        Self::of(reply, CONTENT - CLOSING)
    }

    /// A sheet that is filled; where not all fits, a line says how many sentences are left out and what to do.
    pub(super) fn filled(reply: &'r Reply, remedy: &str, fill: impl Fn(&mut Self) -> usize) -> Self {
        let mut whole = Self::of(reply, CONTENT);
        if fill(&mut whole) == 0 {
            return whole;
        }
        let mut sheet = Self::new(reply);
        let left = fill(&mut sheet);
        sheet.close(&left_out(left, remedy));
        sheet
    }

    /// With the remarks of a reply: on how a name was read above the text, on dates below the proof.
    fn of(reply: &'r Reply, room: usize) -> Self {
        let title = reply.blocks.iter().position(|block| matches!(block, Block::Title(_))).unwrap_or(0);
        let (before, after) = reply.blocks.split_at(title);
        let notes = |blocks: &'r [Block]| {
            blocks.iter().filter_map(|block| match block {
                Block::Note(note) => Some(note.as_str()),
                _ => None,
            })
        };
        let footer = notes(after).collect::<Vec<_>>().join(" ");
        let mut sheet = Self { blocks: &reply.blocks, text: String::new(), room, proofs: Vec::new(), footer };
        for note in notes(before) {
            sheet.line(&format!("-# {}", plain_line(note)));
        }
        sheet
    }

    /// Adds a line that needs no proof, where it fits; whether it does.
    pub(super) fn line(&mut self, line: &str) -> bool {
        let fits = length(&self.text) + 1 + length(line) <= self.room;
        if fits {
            self.push(line);
        }
        fits
    }

    /// Adds a line with the numbers of its proof, where both fit; whether they do.
    pub(super) fn say(&mut self, line: &str, proof: &'r [EntryId]) -> bool {
        let mut proofs = self.proofs.clone();
        let mut numbers = String::new();
        for entry in proof {
            let at = proofs.iter().position(|other| other.entry == entry);
            let at = at.or_else(|| {
                proofs.push(self.proof(entry, proofs.len() + 1)?);
                Some(proofs.len() - 1)
            });
            numbers.extend(at.map(|at| format!("[{}]", at + 1)));
        }
        let line = format!("{line} {numbers}");
        let room = CARDS.saturating_sub(length(&self.footer));
        let small = proofs.iter().all(|proof| length(&proof.drawn) <= CARD);
        let fits = small && takes(&proofs) <= room && self.line(line.trim_end());
        if fits {
            self.proofs = proofs;
        }
        fits
    }

    /// Closes the text with a line, for which room was kept.
    pub(super) fn close(&mut self, line: &str) {
        if length(&self.text) + 1 + length(line) <= CONTENT {
            self.push(line);
        }
    }

    /// The message, with its proof in cards of this colour.
    pub(super) fn drawn(self, colour: u32) -> Drawn {
        let mut bodies: Vec<String> = Vec::new();
        let paragraphs = self.proofs.iter().map(|proof| proof.drawn.clone()).chain(documents(&self.proofs));
        for paragraph in paragraphs {
            match bodies.last_mut().filter(|body| length(body) + 1 + length(&paragraph) <= CARD) {
                Some(body) => {
                    body.push('\n');
                    body.push_str(&paragraph);
                }
                None => bodies.push(paragraph),
            }
        }
        let mut cards: Vec<Card> =
            bodies.into_iter().map(|body| Card { colour, body, footer: String::new() }).collect();
        match cards.last_mut() {
            Some(card) => card.footer = self.footer,
            None if self.footer.is_empty() => {}
            None => cards.push(Card { colour, body: plain(&self.footer), footer: String::new() }),
        }
        Drawn { content: self.text, cards, rows: Vec::new() }
    }

    fn push(&mut self, line: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(line);
    }

    /// The quotes of an entry under its number; those of one place share the line that names it.
    fn proof(&self, wanted: &'r EntryId, number: usize) -> Option<Proof<'r>> {
        let quotes = self.blocks.iter().find_map(|block| match block {
            Block::Proof { entry, quotes, .. } if entry == wanted => Some(quotes),
            _ => None,
        })?;
        let mut drawn = format!("**[{number}]**");
        for (at, (text, citation)) in quotes.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| quotes.get(at)).map(|(_, citation)| citation);
            if before != Some(citation) {
                let lead = if at == 0 { " " } else { "\n" };
                drawn.push_str(lead);
                drawn.push_str(&cited_short(citation));
            }
            drawn.push_str("\n> ");
            drawn.push_str(&plain_line(text));
        }
        Some(Proof { entry: wanted, drawn, cites: quotes.iter().map(|(_, citation)| citation).collect() })
    }
}

/// How much of the cards' room proofs take, the documents that they cite included.
fn takes(proofs: &[Proof<'_>]) -> usize {
    let drawn = proofs.iter().map(|proof| length(&proof.drawn) + 1).sum::<usize>();
    drawn + documents(proofs).iter().map(|line| length(line) + 1).sum::<usize>()
}

/// The documents that proofs cite, in full, each once; in one paragraph.
fn documents(proofs: &[Proof<'_>]) -> Option<String> {
    let mut cited: Vec<&Citation> = Vec::new();
    for citation in proofs.iter().flat_map(|proof| &proof.cites) {
        if !cited.iter().any(|other| other.source == citation.source) {
            cited.push(citation);
        }
    }
    let lines: Vec<String> = cited.into_iter().map(|citation| format!("- {}", document(citation))).collect();
    (!lines.is_empty()).then(|| format!("**Sources**\n{}", lines.join("\n")))
}

impl Drawn {
    /// A refusal: one sentence, with how a name was read above it, and no card.
    pub(in crate::discord) fn refused(reply: &Reply) -> Self {
        let lines = reply.blocks.iter().filter_map(|block| match block {
            Block::Note(note) => Some(format!("-# {}", plain_line(note))),
            Block::Refusal(sentence) => Some(plain_line(sentence)),
            _ => None,
        });
        Self::sentence(lines.collect::<Vec<_>>().join("\n"))
    }
}

/// That some of what is known does not stand here, and where it does.
fn left_out(count: usize, remedy: &str) -> String {
    let sentences = if count == 1 { "1 more sentence does".to_owned() } else { format!("{count} more sentences do") };
    format!("-# {sentences} not fit here. {remedy}")
}

#[cfg(test)]
mod tests {
    use super::Sheet;
    use crate::discord::render::sound::sound;
    use crate::knowledge::{Date, EntryId, SourceId};
    use crate::reply::{Block, Citation, Reply};

    fn entry(number: usize) -> EntryId {
        EntryId::parse(&format!("entry-{number}")).unwrap()
    }

    /// Entries with a quote of so many letters each, and a remark.
    fn reply(entries: usize, letters: usize) -> Reply {
        let citation = Citation {
            source: SourceId::parse("quill-1933").unwrap(),
            author: "Quill".to_owned(),
            title: "On tea".to_owned(),
            published: Date::parse("1933").unwrap(),
            section: String::new(),
            link: None,
        };
        let proof = |number| Block::Proof {
            entry: entry(number),
            as_of: citation.published,
            quotes: vec![("q".repeat(letters), citation.clone())],
        };
        let mut blocks = vec![Block::Title("Lorn".to_owned()), Block::Note("As of 1933.".to_owned())];
        blocks.extend((0..entries).map(proof));
        Reply { blocks }
    }

    #[test]
    fn a_sentence_whose_proof_does_not_fit_is_not_said() {
        let reply = reply(12, 1_000);
        let proofs: Vec<[EntryId; 1]> = (0..12).map(|number| [entry(number)]).collect();
        let mut sheet = Sheet::new(&reply);
        let said: Vec<bool> = proofs.iter().map(|proof| sheet.say("- Tea.", proof)).collect();
        assert_eq!(said.iter().filter(|said| **said).count(), 5, "five quotes of 1000 letters fit into 6000");
        assert!(sheet.say("- Tea again.", &proofs[1]), "what is proven needs no more room");
        let drawn = sheet.drawn(0);
        sound("a full sheet", &drawn);
        assert_eq!(drawn.cards.len(), 2);
        assert!(drawn.content.ends_with("- Tea. [5]\n- Tea again. [2]"), "{}", drawn.content);
        assert_eq!(drawn.cards.last().unwrap().footer, "As of 1933.");
    }

    #[test]
    fn a_quote_that_fills_more_than_a_card_is_never_cut() {
        let reply = reply(1, 4_100);
        let proof = [entry(0)];
        let mut sheet = Sheet::new(&reply);
        assert!(!sheet.say("- Tea.", &proof));
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let reply = reply(1, 10);
        let lines: Vec<String> = (0..30).map(|at| format!("- {at} {}", "t".repeat(90))).collect();
        let fill = |sheet: &mut Sheet<'_>| lines.iter().filter(|line| !sheet.line(line)).count();
        let drawn = Sheet::filled(&reply, "Ask.", fill).drawn(0);
        sound("a long sheet", &drawn);
        assert!(drawn.content.ends_with("\n-# 12 more sentences do not fit here. Ask."), "{}", drawn.content);
        let whole = Sheet::filled(&reply, "Ask.", |sheet| usize::from(!sheet.say("- Tea.", &[])));
        assert_eq!(whole.drawn(0).content, "- Tea.");
    }
}
