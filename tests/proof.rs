//! The quote proof, from the ugly document to the proven quote, and what must never be proven.

#![expect(clippy::expect_used, clippy::panic, reason = "a checker that cannot go on fails its test")]

use crate::kit::{UGLY, ugly};
use chaikhana::knowledge::proof::{
    Coverage, Document, Fingerprint, NotProven, Paragraph, Proven, RUN, Section, clean, coverage, words,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

const HISTORY: &str = "The Treaty of the Two Valleys: a short history";
const WATER: &str = "1. Water and grain";
const FOOTNOTES: &str = "Footnotes";

fn print() -> &'static Fingerprint {
    static PRINT: LazyLock<Fingerprint> = LazyLock::new(|| Fingerprint::of(&ugly(), "tarrow-1932"));
    &PRINT
}

/// The words of each paragraph.
fn paragraphs(document: &Document) -> Vec<Vec<String>> {
    let paragraphs = document.sections.iter().flat_map(|section| &section.paragraphs);
    paragraphs.map(|paragraph| paragraph.sentences.iter().flat_map(|sentence| words(sentence)).collect()).collect()
}

/// The paragraph about the dam, the longest of the document.
fn dam() -> Vec<String> {
    let all = paragraphs(&ugly());
    all.into_iter().find(|words| words.starts_with(&["The".into(), "river".into()])).expect("it is there")
}

// Cleaning.

/// The sentences of the `at`th paragraph of a section.
#[track_caller]
fn paragraph(title: &str, at: usize, expected: &[&str]) {
    let document = ugly();
    let section = document.sections.iter().find(|section| section.title == title).expect("the section is there");
    assert_eq!(section.paragraphs[at].sentences, expected);
}

#[test]
fn headings_of_every_level_begin_sections_and_footnotes_are_the_last() {
    let document = ugly();
    let titles: Vec<(&str, usize)> = document.sections.iter().map(|s| (s.title.as_str(), s.paragraphs.len())).collect();
    let expected = [
        ("", 1),
        (HISTORY, 1),
        (WATER, 1),
        ("Grain", 3),
        ("2. Salt", 2),
        ("What the valleys did not agree on", 1),
        (FOOTNOTES, 4),
    ];
    assert_eq!(titles, expected);
    assert!(document.sections.iter().all(|section| section.footnotes == (section.title == FOOTNOTES)));
}

#[test]
fn lines_of_one_paragraph_are_joined_and_remarks_are_no_text() {
    paragraph("", 0, &["Valley Institute of Letters Occasional Papers No. 12"]);
}

#[test]
fn a_sentence_goes_on_after_the_footnotes_of_its_page() {
    paragraph(
        HISTORY,
        0,
        &[
            "After the Long Winter of 1893-1902 the valleys of Lorn and Sey had no common law, no common coin and, \
             as M.Sh. Tarrow wrote, \"no common patience\".",
            "The treaty was signed in Harrow on 3 May 1904 by both assemblies of the valleys.",
            "It replaced the older Covenant No. 7 of the U.S.V.",
            "The covenant had been kept by nobody.",
            "Since then the multi-vector course of Lorn rests on three promises that were once struck out of its \
             founders - water, grain and salt.",
            "Lorn paid $16 million for the upper dam in 1905, and Sey paid 4,2 per cent of its yearly income, \
             or 12.5% of the whole.",
            "The Foreign Policy Concept of Lorn names the treaty nine times.",
            "Its authors asked for patience.",
        ],
    );
}

#[test]
fn a_sentence_that_goes_on_with_a_small_letter_needs_no_rule() {
    let document = ugly();
    let water = document.sections.iter().find(|section| section.title == WATER).expect("the section is there");
    let sentences = &water.paragraphs[0].sentences;
    assert_eq!(
        sentences[0],
        "The river toll of the older bridges was shared by both valleys, and the toll of the newer ones went to the \
         assembly that had built them."
    );
    assert_eq!(
        sentences[2..],
        [
            "\"Nobody thanked the keeper,\" wrote Tarrow (he was there).",
            "The keeper's wage was doubled all the same!",
            "Was it enough?",
            "It was not.",
        ]
    );
}

#[test]
fn a_list_belongs_to_the_sentence_that_introduces_it() {
    paragraph(
        "Grain",
        0,
        &[
            "The agreement on grain had three parts.",
            "The assemblies agreed that,",
            "grain may cross the ridge without a toll from May to September;",
            "the millers of both valleys keep one measure, the Harrow peck;",
            "a bad harvest in one valley opens the granaries of the other",
        ],
    );
}

#[test]
fn a_word_that_a_page_cut_is_whole_and_keeps_only_its_own_hyphen() {
    paragraph(
        "Grain",
        1,
        &[
            "Three works followed from this:",
            "the road over the ridge, with its five inns;",
            "the granary at Oldmarket;",
            "the Lorn-Sey railway, which was begun in 1908 and which was to help the development of the northern passes.",
        ],
    );
    paragraph(
        "Grain",
        2,
        &[
            "The railway reached Oldmarket in 1913, and after that year the granary was never empty.",
            "Some have called this a multi-vector gift; others called it an accident of the weather.",
        ],
    );
}

#[test]
fn footnotes_are_paragraphs_of_their_own() {
    paragraph(
        FOOTNOTES,
        0,
        &["M.Sh. Tarrow, Letters from Harrow, Vol. 2, No. 4, pp. 11-19.", "Торг двух долин, Харроу, 1931."],
    );
    paragraph(FOOTNOTES, 1, &["The original lies in the archive of Harrow and has fourteen pages of goatskin."]);
    paragraph(
        FOOTNOTES,
        2,
        &["The bridges are counted in the toll book of 1911.", "The count leaves out the ferries."],
    );
    paragraph(FOOTNOTES, 3, &["The railway company kept its books in two languages*."]);
}

/// All sentences of a small document, a bar between paragraphs.
#[track_caller]
fn cleans(raw: &str, expected: &str) {
    let document = clean(raw);
    let paragraphs = document.sections.iter().flat_map(|section| &section.paragraphs);
    let text: Vec<String> = paragraphs.map(|paragraph| paragraph.sentences.join(" ")).collect();
    assert_eq!(text.join(" | "), expected, "{raw:?}");
}

#[test]
fn remarks_pictures_and_ornaments_never_part_a_sentence() {
    cleans("The long\n\n<!-- page 2 -->\n\nroad ends.", "The long road ends.");
    cleans("The Foreign\n\n---\n\n<!-- 2 > 1 -->\n\nPolicy ends.", "The Foreign Policy ends.");
    cleans("The Foreign\n\n---\n\n![map](map.png)\n\nPolicy ends.", "The Foreign Policy ends.");
    cleans("One.\n<!-- a\n\nremark -->\nTwo.", "One. Two.");
    cleans("One. <!-- never closed", "One. <!-- never closed");
    cleans("One.\n\n* * *\n\nTwo.\n\n. . .", "One. | Two.");
}

#[test]
fn a_page_break_inside_a_list_does_not_swallow_the_next_paragraph() {
    cleans(
        "They agreed:\n\n- on water;\n\n---\n\n- on salt\n\nThen it rained.",
        "They agreed: on water; on salt | Then it rained.",
    );
}

#[test]
fn what_ends_a_paragraph_and_what_does_not() {
    cleans("One ends here\n\nTwo begins", "One ends here | Two begins");
    cleans("One goes on\n\nand ends.", "One goes on and ends.");
    cleans("One ends.\n\n---\n\nTwo begins.", "One ends. | Two begins.");
    cleans("A multi-\n\nvector way, multi-vector.", "A multi-vector way, multi-vector.");
    cleans("A multi-\n\nvector way.", "A multivector way.");
    cleans("1. First\n2) Second\n\n- Third", "First | Second | Third");
    cleans("In 1905. It ended.", "In 1905. It ended.");
    cleans("", "");
}

// Fingerprints.

#[test]
fn a_fingerprint_is_the_same_after_it_was_written_and_read() {
    let text = print().to_string();
    let read = Fingerprint::parse(&text).expect("what was written can be read");
    assert_eq!(read.to_string(), text);
    assert_eq!((read.sections(), read.sentences()), (print().sections(), print().sentences()));
    assert_eq!(read.body_words(), print().body_words());
}

#[test]
fn the_same_document_and_name_give_the_same_fingerprint_and_another_name_another() {
    assert_eq!(print().to_string(), print().to_string());
    let other = Fingerprint::of(&ugly(), "tarrow-1933").to_string();
    let runs = |text: &str| text.split_whitespace().filter(|field| field.len() == 16).map(str::to_owned).collect();
    let (ours, theirs): (BTreeSet<String>, BTreeSet<String>) = (runs(&print().to_string()), runs(&other));
    assert!(ours.len() > 400);
    assert!(ours.is_disjoint(&theirs), "the key makes the runs of two sources incomparable");
}

#[test]
fn a_fingerprint_file_holds_no_text_but_the_titles() {
    let titles: Vec<String> = ugly().sections.iter().map(|section| section.title.clone()).collect();
    let text = print().to_string();
    let (text, _) = text.trim_end().rsplit_once("\nend ").expect("the last line says that it is the last");
    for line in text.lines().skip(2).filter(|line| !line.is_empty()) {
        let title = line.strip_prefix("section").or_else(|| line.strip_prefix("footnotes"));
        match title {
            Some(title) => assert!(titles.iter().any(|known| known == title.trim()), "{line}"),
            None => assert!(line.bytes().all(|b| b.is_ascii_hexdigit() || b == b' '), "{line}"),
        }
    }
}

#[track_caller]
fn unreadable(text: &str, expected: &str) {
    let error = Fingerprint::parse(text).expect_err("it is no fingerprint");
    assert_eq!(error.to_string(), expected, "{text:?}");
}

#[test]
fn a_file_that_is_no_fingerprint_is_refused_with_the_line() {
    let head = "chaikhana-fingerprint 1\nkey 00112233445566778899aabbccddeeff\n";
    unreadable("", "line 1: the file does not begin with its header");
    unreadable("chaikhana-fingerprint 2\n", "line 1: the file does not begin with its header");
    unreadable("chaikhana-fingerprint 1\nkey 0011\n", "line 2: the key is missing");
    unreadable(&format!("{head}4 0123456789abcdef\n"), "line 3: the line is no sentence");
    unreadable(&format!("{head}section A\n4 no\n"), "line 4: the line is no sentence");
    unreadable(&format!("{head}section A\n1 0 0 0\n"), "line 4: the line is no sentence");
    unreadable(&format!("{head}section A\n18446744073709551615\n"), "line 4: the line is no sentence");
    unreadable(&format!("{head}section A\n2\nend 1\n2\n"), "line 6: something stands behind the end");
}

#[test]
fn a_part_of_a_fingerprint_does_not_pass_for_the_whole() {
    let text = print().to_string();
    let whole = text.trim_end().len();
    for (at, part) in (0..whole).filter_map(|at| Some((at, text.get(..at)?))) {
        assert!(Fingerprint::parse(part).is_err(), "cut at byte {at} of {whole}");
    }
    let lines: Vec<&str> = text.lines().collect();
    for at in (0..lines.len()).filter(|at| lines[*at].starts_with(|first: char| first.is_ascii_digit())) {
        let without = [&lines[..at], &lines[at + 1..]].concat().join("\n");
        unreadable(&without, &format!("line {}: sentences are missing before the end", lines.len() - 1));
    }
}

#[test]
fn what_holds_no_words_leaves_no_gap_in_the_count_of_paragraphs() {
    let footnotes = clean("<sup>1</sup> ---\n\n<sup>2</sup> a");
    let empty = Paragraph::default();
    let paragraph = Paragraph { sentences: vec!["a".to_owned()] };
    let section = Section { paragraphs: vec![empty.clone(), paragraph, empty], ..Section::default() };
    for document in [footnotes, Document { sections: vec![Section::default(), section] }] {
        let made = Fingerprint::of(&document, "any");
        let read = Fingerprint::parse(&made.to_string()).expect("what was written can be read");
        assert_eq!(read.sentences(), made.sentences());
    }
}

// Proven.

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

// Coverage.

/// What these quotes cover, without skips.
#[track_caller]
fn covered(quotes: &[&str]) -> Coverage {
    let print = print();
    let proven: Vec<Proven> = quotes.iter().map(|quote| print.prove(quote).expect("the quote is proven")).collect();
    coverage(print, &proven, &BTreeSet::new())
}

/// The numbers of the body's sentences that these quotes touch.
#[track_caller]
fn touches(quotes: &[&str], expected: &[usize]) {
    let coverage = covered(quotes);
    let open: BTreeSet<usize> = coverage.open().collect();
    let body: usize = coverage.sections.iter().map(|section| section.sentences).sum();
    let touched: Vec<usize> = (1..=body).filter(|number| !open.contains(number)).collect();
    assert_eq!(touched, expected, "{quotes:?}");
    assert_eq!(coverage.sections.iter().map(|section| section.touched).sum::<usize>(), expected.len());
}

#[test]
fn a_sentence_is_touched_by_four_of_its_words_in_a_row() {
    // Sentence 4 begins with `The treaty was signed`, sentence 3 ends with `no common patience`.
    touches(&["as M.Sh. Tarrow wrote, \"no common patience\". The treaty was"], &[2]);
    touches(&["as M.Sh. Tarrow wrote, \"no common patience\". The treaty was signed"], &[2, 3]);
    touches(&["no common patience The treaty was signed in Harrow"], &[3]);
}

#[test]
fn two_words_here_and_two_there_touch_nothing() {
    let start = "as M.Sh. Tarrow wrote, \"no common patience\". The treaty";
    let end = "of the valleys. It replaced the older Covenant No. 7";
    touches(&[start, end], &[2, 4]);
    assert_eq!(covered(&[start, end]).quoted_words, 20);
}

#[test]
fn a_short_sentence_is_touched_only_as_a_whole() {
    // `Was it enough?` and `It was not.` have three words each.
    touches(&["wage was doubled all the same! Was it enough"], &[13, 14]);
    touches(&["The keeper's wage was doubled all the same! Was it"], &[13]);
    touches(&["doubled all the same! Was it enough? It was not"], &[13, 14, 15]);
}

#[test]
fn a_quote_across_a_joint_touches_both_its_ends() {
    touches(&["Lorn paid $16 million [...] names the treaty nine times"], &[7, 8]);
}

#[test]
fn footnotes_do_not_count() {
    let coverage = covered(&["The original lies in the archive of Harrow and has fourteen pages of goatskin"]);
    assert_eq!((coverage.quoted_words, coverage.open().count()), (0, 36));
    assert_eq!(coverage.sections.len(), 6);
    let print = print();
    let footnotes: usize =
        ugly().sections[6].paragraphs.iter().flat_map(|p| &p.sentences).map(|s| words(s).len()).sum();
    let all: usize = ugly().sentences().map(|sentence| words(sentence).len()).sum();
    assert_eq!(coverage.body_words, all - footnotes);
    assert_eq!(coverage.body_words, print.body_words());
}

#[test]
fn skipped_sentences_are_not_open_unless_a_quote_touches_them() {
    let print = print();
    let quote = print.prove("Lorn paid $16 million for the upper dam").expect("the quote is proven");
    let coverage = coverage(print, [&quote], &BTreeSet::from([1, 7, 8, 40]));
    let skipped: Vec<usize> = coverage.sections.iter().flat_map(|section| section.skipped.clone()).collect();
    assert_eq!(skipped, [1, 8], "7 is quoted, 40 is a footnote's");
    assert_eq!(coverage.open().count(), 36 - 3);
    assert!(
        (coverage.quoted_share() - 8.0 / f64::from(u32::try_from(coverage.body_words).expect("few words"))).abs()
            < 1e-9
    );
}

#[test]
fn words_quoted_twice_count_once() {
    assert_eq!(covered(&["Lorn paid $16 million for the upper dam"]).quoted_words, 8);
    let overlapping = ["Lorn paid $16 million for the upper dam", "million for the upper dam in 1905, and Sey paid"];
    assert_eq!(covered(&overlapping).quoted_words, 13);
    assert_eq!(
        covered(&["Lorn paid $16 million [...] and Sey paid 4,2"]).quoted_words,
        8,
        "what is left out is not quoted"
    );
}

// Properties.

/// Some words in a row from one paragraph of the ugly document.
fn window() -> impl Strategy<Value = Vec<String>> {
    let long: Vec<Vec<String>> = paragraphs(&ugly()).into_iter().filter(|words| words.len() >= 8).collect();
    let paragraph = proptest::sample::select(long);
    let cut = (paragraph, 8..=40_usize, any::<proptest::sample::Index>());
    cut.prop_map(|(words, length, start)| {
        let length = length.min(words.len());
        let from = start.index(words.len() - length + 1);
        words[from..from + length].to_vec()
    })
}

proptest! {
    #[test]
    fn every_passage_of_a_paragraph_is_proven(window in window()) {
        let found = print().prove(&window.join(" "));
        prop_assert!(found.is_ok(), "{found:?}");
        prop_assert_eq!(found.map(|found| found.parts[0].len()), Ok(window.len()));
    }

    #[test]
    fn no_passage_with_a_word_replaced_is_proven(window in window(), at: proptest::sample::Index, fresh in "[a-z]{5,9}x[0-9]") {
        let mut window = window;
        let at = at.index(window.len());
        window[at].clone_from(&fresh);
        match print().prove(&window.join(" ")) {
            Err(NotProven::Differs { matched, of, at, .. }) => {
                prop_assert_eq!(of, window.len());
                prop_assert!(matched >= RUN && matched < of);
                prop_assert_eq!(at, fresh, "the fresh word is the one that differs");
            }
            Err(NotProven::Nowhere) => prop_assert!(window.len() < 2 * RUN + 1 && (3..=4).contains(&at)),
            other => prop_assert!(false, "{other:?}"),
        }
    }

    #[test]
    fn no_passage_with_a_word_left_out_or_two_swapped_is_proven(window in window(), at: proptest::sample::Index) {
        let at = 1 + at.index(window.len() - 2);
        let shorter: Vec<&String> = window.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, word)| word).collect();
        let text = shorter.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(" ");
        prop_assert!(print().prove(&text).is_err(), "{}", text);
        let mut swapped = window.clone();
        swapped.swap(at, at - 1);
        prop_assert_eq!(print().prove(&swapped.join(" ")).is_ok(), swapped == window);
    }

    #[test]
    fn any_text_can_be_cleaned_and_its_fingerprint_written_and_read(raw in any_document()) {
        let made = Fingerprint::of(&clean(&raw), "any");
        let text = made.to_string();
        let read = Fingerprint::parse(&text);
        prop_assert!(read.is_ok(), "{:?} of {}", read, text);
        prop_assert_eq!(read.map(|read| (read.to_string(), read.sentences().to_vec())), Ok((text, made.sentences().to_vec())));
    }

    #[test]
    fn any_text_can_be_asked_for_and_any_file_read(text in any::<String>(), quote in any_document()) {
        let _ = Fingerprint::parse(&text);
        let _ = Fingerprint::parse(&format!("chaikhana-fingerprint 1\nkey 00112233445566778899aabbccddeeff\nsection\n{text}\nend 0"));
        let _ = print().prove(&text);
        let _ = print().prove(&quote);
    }

    #[test]
    fn a_damaged_fingerprint_never_panics(at: proptest::sample::Index, by in any::<char>(), quote in window()) {
        let mut text: Vec<char> = print().to_string().chars().collect();
        let at = at.index(text.len());
        text[at] = by;
        if let Ok(read) = Fingerprint::parse(&text.into_iter().collect::<String>()) {
            let found: Vec<Proven> = read.prove(&quote.join(" ")).into_iter().collect();
            let counted = coverage(&read, &found, &BTreeSet::from([0, 1, 999]));
            prop_assert!(counted.quoted_words <= counted.body_words);
        }
    }
}

/// Text of the pieces that documents are made of, in any order, and of anything else.
fn any_document() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[A-Za-z]{1,8}[ .,;:!?-]?",
        2 => proptest::sample::select(vec![
            "\n", "\n\n", "---\n", "# ", "\n## ", "- ", "1. ", "<sup>1</sup>", "\n<sup>2</sup> ", "<sup>", "~~", "*", "_",
            "](", "[", "[...]", "<!--", "-->", "<", ">", "\\", "\\$", "—", "–", "\u{ad}", "ﬁ", "’", "”", "\r\n", "\t", "…",
            "M.Sh. ", "U.S. ", "4,2", "$5", "5%", "é", "Ж", "\u{301}", "🙂",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

#[test]
fn the_ugly_document_is_as_ugly_as_it_should_be() {
    for mark in [
        "<sup>", "~~", "\\$", "“", "—", "–", "Торг", "\n- ", "\n1. ", "**T**", "](", "###", "U.S.V.", "\u{ad}", "ﬁ",
        "4,2", "%", "<!--",
    ] {
        assert!(UGLY.contains(mark), "{mark:?}");
    }
    assert!(ugly().sentences().count() >= 40);
}
