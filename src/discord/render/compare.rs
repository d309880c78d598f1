//! Two summaries: one topic of both, one below the other, as a phone shows them; with a list of the other topics.

use super::drawn::Drawn;
use super::flag::flags;
use super::markup::plain_line;
use super::select::Pick;
use super::sheet::Sheet;
use crate::discord::ids::Page;
use crate::knowledge::{EntityId, Knowledge, Topic};
use crate::reply::{Block, Reply, Sentence};

/// What the list sends for what is known of both together, beside the words of the topics.
pub(in crate::discord) const TOGETHER: &str = "together";

/// Draws a section of a whole comparison: that of this word, or the first; none where it has no such section.
pub(in crate::discord) fn compare(
    knowledge: &Knowledge,
    sides: [&EntityId; 2],
    reply: &Reply,
    word: Option<&str>,
) -> Option<Drawn> {
    if reply.is_refusal() {
        return Some(Drawn::refused(reply));
    }
    let sections = sections(reply);
    let at = word.map_or(Some(0), |word| sections.iter().position(|section| section.word == word))?;
    let section = sections.get(at)?;
    let signs = sides.map(|side| flags(knowledge, std::slice::from_ref(side)));
    let flags = signs.each_ref().map(|(flag, _)| flag.as_str());
    let sheet = Sheet::filled(reply, "`/country` shows each by itself.", |sheet| fill(sheet, reply, section, flags));
    let picks = sections.iter().enumerate().map(|(other, section)| Pick {
        label: section.title.to_owned(),
        value: section.word.to_owned(),
        shown: other == at,
    });
    let [one, other] = sides.map(Clone::clone);
    let colour = signs.first().map_or(0, |(_, colour)| *colour);
    Some(sheet.drawn(colour).select(Page::Compare { one, other }, "Another topic", picks.collect()))
}

/// Fills a sheet with a section, one side below the other; gives how many sentences do not fit.
fn fill<'r>(sheet: &mut Sheet<'r>, reply: &'r Reply, section: &Section<'r>, flags: [&str; 2]) -> usize {
    for block in &reply.blocks {
        if let Block::Title(names) = block {
            sheet.line(&format!("### {}", plain_line(names)));
        }
    }
    sheet.line(&format!("**{}**", plain_line(section.title)));
    let mut flags = flags.into_iter();
    let mut left = 0;
    for block in section.blocks {
        let sentences = match block {
            Block::Side { name, sentences } => {
                let name = format!("{} **{}**", flags.next().unwrap_or_default(), plain_line(name));
                sheet.line(name.trim_start());
                sentences.as_slice()
            }
            Block::Sentence(sentence) => std::slice::from_ref(sentence),
            _ => &[],
        };
        let fits = |sentence| said(sheet, sentence);
        left += sentences.iter().map(fits).filter(|fits| !fits).count();
    }
    left
}

fn said<'r>(sheet: &mut Sheet<'r>, sentence: &'r Sentence) -> bool {
    sheet.say(&format!("- {}", plain_line(&sentence.text)), &sentence.proof)
}

/// A heading with what stands below it.
struct Section<'r> {
    title: &'r str,
    word: &'static str,
    blocks: &'r [Block],
}

/// The sections of a comparison: its topics, and what is known of both together.
fn sections(reply: &Reply) -> Vec<Section<'_>> {
    let headings = reply.blocks.iter().enumerate().filter_map(|(at, block)| match block {
        Block::Heading(title) => Some((at, title.as_str())),
        _ => None,
    });
    let section = |(at, title): (usize, &'_ str)| {
        let below = reply.blocks.get(at + 1..).unwrap_or(&[]);
        let end = below.iter().position(|block| !matches!(block, Block::Side { .. } | Block::Sentence(_)));
        let topic = Topic::ALL.into_iter().find(|topic| topic.title() == title);
        let blocks = below.get(..end.unwrap_or(below.len())).unwrap_or(&[]);
        (topic.map_or(TOGETHER, Topic::as_str), blocks)
    };
    headings
        .map(|heading| {
            let (word, blocks) = section(heading);
            Section { title: heading.1, word, blocks }
        })
        .collect()
}
