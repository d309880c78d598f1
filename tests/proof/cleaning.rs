//! What a document becomes before its fingerprint is taken.

use super::{FOOTNOTES, HISTORY, WATER};
use crate::kit::ugly;
use chaikhana::knowledge::proof::clean;

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
