//! Which quotes are proven, and what is said of those that are not.

use super::{FOOTNOTES, HISTORY, WATER, dam, print};
use chaikhana::knowledge::proof::{NotProven, Proven};

/// The quote must be proven in the section, with parts of these lengths.
#[track_caller]
fn proven(quote: &str, section: &str, lengths: &[usize]) -> Proven {
    let print = print();
    let found = print.prove(quote).unwrap_or_else(|why| panic!("{quote:?} is not proven: {why:?}"));
    assert_eq!(print.sections()[found.section].title, section, "{quote:?}");
    assert_eq!(found.parts.iter().map(ExactSizeIterator::len).collect::<Vec<_>>(), lengths, "{quote:?}");
    found
}

#[test]
fn quotes_are_proven_across_pages_words_and_sentences() {
    proven("The Foreign Policy Concept of Lorn names the treaty", HISTORY, &[9]);
    proven("or 12.5% of the whole. The Foreign Policy Concept of Lorn", HISTORY, &[11]);
    proven("the toll of the newer ones went to the assembly that had built them", WATER, &[14]);
    proven("which was to help the development of the northern passes", "Grain", &[10]);
    proven("Some have called this a multi-vector gift; others called it", "Grain", &[10]);
    proven("The assemblies agreed that, grain may cross the ridge without a toll", "Grain", &[12]);
    proven("Valley Institute of Letters — Occasional Papers No. 12", "", &[8]);
}

#[test]
fn punctuation_and_typography_do_not_matter() {
    proven("as M.Sh. Tarrow wrote “no common patience” The treaty", HISTORY, &[10]);
    proven("the Long Winter of 1893–1902, the valleys of", HISTORY, &[8]);
    proven(
        "three promises that were once struck out of its founders: water, grain & salt".replace('&', "and").as_str(),
        HISTORY,
        &[14],
    );
    proven("The keeper's wage was doubled all the same", WATER, &[8]);
    proven("the road over the ridge (with its ﬁve inns)", "Grain", &[9]);
    proven(r"Lorn paid \$16 million for the upper dam", HISTORY, &[8]);
    proven("  Lorn\n paid $16 million   for the upper dam ", HISTORY, &[8]);
}

#[test]
fn a_quote_of_a_footnote_is_proven_there() {
    proven("The original lies in the archive of Harrow and has", FOOTNOTES, &[10]);
    proven("The bridges are counted in the toll book of 1911. The count", FOOTNOTES, &[12]);
    proven("No. 4, pp. 11-19. Торг двух долин, Харроу", FOOTNOTES, &[8]);
}

#[test]
fn up_to_three_parts_of_one_paragraph_may_be_joined() {
    proven("Lorn paid $16 million [...] and Sey paid 4,2", HISTORY, &[4, 4]);
    proven("Lorn paid $16 million [...] and Sey paid 4,2 [...] or 12.5% of the", HISTORY, &[4, 4, 4]);
}

#[test]
fn a_passage_that_stands_twice_is_found_where_the_next_part_follows() {
    // `In the dry summer of 1911 the assembly of Sey asked` opens a sentence of two sections.
    proven("In the dry summer of [...] Sey asked nobody for salt", "2. Salt", &[5, 5]);
    proven("In the dry summer of [...] Lorn for the gradual opening", WATER, &[5, 5]);
}

#[test]
fn a_joint_leaves_out_four_to_thirty_nine_words() {
    let words = dam();
    let quote = |gap: usize| format!("{} [...] {}", words[..8].join(" "), words[8 + gap..12 + gap].join(" "));
    // So few words could be a `not`.
    refused(&quote(0), &NotProven::Apart);
    refused(&quote(3), &NotProven::Apart);
    proven(&quote(4), WATER, &[8, 4]);
    proven(&quote(39), WATER, &[8, 4]);
    refused(&quote(40), &NotProven::Apart);
}

// Not proven.

#[track_caller]
fn refused(quote: &str, expected: &NotProven) {
    assert_eq!(print().prove(quote).as_ref(), Err(expected), "{quote:?}");
}

/// The quote differs: how many of its words match, of how many, where, and at which word.
#[track_caller]
fn differs(quote: &str, matched: usize, of: usize, section: &str, at: &str) {
    refused(quote, &NotProven::Differs { matched, of, section: section.to_owned(), at: at.to_owned() });
}

#[test]
fn fewer_than_eight_words_prove_nothing() {
    refused("Lorn paid $16 million for the upper", &NotProven::Short { words: 7 });
    refused("Lorn paid $16 million [...] for the upper", &NotProven::Short { words: 7 });
    refused("", &NotProven::Short { words: 0 });
}

#[test]
fn invented_words_stand_nowhere() {
    refused("Lorn has always been the best friend of all", &NotProven::Nowhere);
    refused("the the the the the the the the the the", &NotProven::Nowhere);
}

#[test]
fn the_word_that_was_changed_is_named() {
    differs("Lorn paid $17 million for the upper dam in 1905", 7, 10, HISTORY, "$17");
    differs("Lorn paid 16 million for the upper dam in 1905", 7, 10, HISTORY, "16");
    differs("Lorn paid $16 million for the upper dam in 1906", 9, 10, HISTORY, "1906");
    differs("Lorn paid $16 million for the Upper dam in 1905", 6, 10, HISTORY, "Upper");
    differs("Sey paid $16 million for the upper dam in 1905", 9, 10, HISTORY, "Sey");
    differs("and Sey paid 4.2 per cent of its yearly income", 6, 10, HISTORY, "4.2");
    differs("Some have called this a multivector gift; others called it", 9, 10, "Grain", "multivector");
    differs("the Long Winter of 1893 1902 the valleys of Lorn and Sey had", 11, 13, HISTORY, "1893");
}

#[test]
fn the_nearest_place_is_the_one_that_matches_most() {
    differs("In the dry summer of 1911 the assembly of Sey asked nobody for water", 13, 14, "2. Salt", "water");
    differs("In the dry summer of 1911 the assembly of Sey asked Lorn for salt", 13, 14, WATER, "salt");
    // Of equals, the first.
    differs("In the dry summer of 1911 the assembly of Harrow", 9, 10, WATER, "Harrow");
}

#[test]
fn words_left_out_in_silence_are_seen() {
    // Every word stands there, in two rows: the joint is what is missing.
    differs("Lorn paid $16 million and Sey paid 4,2", 8, 8, HISTORY, "[...]");
    differs("Lorn paid $16 million because Sey paid 4,2 per cent", 9, 10, HISTORY, "because");
    differs("Lorn paid $16 million the salt table is still in use", 6, 11, "2. Salt", "the");
}

#[test]
fn a_joined_quote_with_a_wrong_part_names_its_word() {
    differs("Lorn paid $16 million [...] and Sey paid 4,3 per cent of its", 8, 12, HISTORY, "4,3");
    differs("Lorn paid $15 million for the upper dam [...] and Sey paid 4,2", 9, 12, HISTORY, "$15");
    differs("Lorn paid $16 million [...] which Sey paid back in gold", 4, 10, HISTORY, "which");
}

#[test]
fn parts_that_stand_apart_are_refused() {
    // In the wrong order.
    refused("and Sey paid 4,2 [...] Lorn paid $16 million", &NotProven::Apart);
    // In two paragraphs of one section, and in two sections.
    refused("the granary was never empty [...] The assemblies agreed that", &NotProven::Apart);
    refused("which was to help the development [...] The railway reached Oldmarket in", &NotProven::Apart);
    refused("Lorn paid $16 million for the [...] founded in 1921 to settle the matter", &NotProven::Apart);
    // The same words twice, where they stand once.
    refused("Lorn paid $16 million [...] Lorn paid $16 million", &NotProven::Apart);
    // Across the border of two paragraphs without a joint.
    differs("help the development of the northern passes. The railway reached Oldmarket", 7, 11, "Grain", "The");
}

#[test]
fn at_most_three_parts_of_at_least_four_words() {
    refused(
        "Lorn paid $16 million [...] and Sey paid 4,2 [...] or 12.5% of the [...] Its authors asked for",
        &NotProven::Parts { parts: 4 },
    );
    let short = |part: &str| NotProven::ShortPart { part: part.to_owned() };
    refused("Lorn paid $16 million for the upper [...] and Sey paid", &short("and Sey paid"));
    refused("Lorn paid [...] for the upper dam in 1905", &short("Lorn paid"));
    refused("[...] Lorn paid $16 million for the upper dam", &short(""));
    refused("Lorn paid $16 million for the upper dam [...]", &short(""));
}
