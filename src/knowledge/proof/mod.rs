//! The quote proof: that a quote stands word for word in its document, shown without the document.
//!
//! A raw document is cleaned ([`clean`]) into sections, paragraphs and sentences ([`Document`]),
//! cut into words ([`words`]) and kept as hashes of runs of four words ([`Fingerprint`]).
//! A quote is proven ([`Fingerprint::prove`]) when its runs stand there one after another,
//! and the proven quotes of a source give its [`Coverage`].
//!
//! Left out: who quotes what, and whether a quote is too long or too much; that is `knowledge::check`.

mod clean;
mod coverage;
mod document;
mod fingerprint;
mod markup;
mod prove;
mod sentence;
mod word;

pub use clean::clean;
pub use coverage::{Coverage, SectionCoverage, coverage};
pub use document::{Document, Paragraph, Section};
pub use fingerprint::{BadFingerprint, Fingerprint, RUN, SectionMark, SentenceMark};
pub use prove::{MIN_PART_WORDS, MIN_WORDS, NotProven, Proven, quote_words};
pub use word::words;
