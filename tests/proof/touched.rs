//! Which sentences quotes touch, and how many words they quote.

use super::print;
use crate::kit::ugly;
use chaikhana::knowledge::proof::{Coverage, Proven, coverage, words};
use std::collections::BTreeSet;

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
