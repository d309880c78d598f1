//! What the engine is measured beside: a plain BM25, and similarity of strings over all phrasings.
//!
//! Neither knows names, synonyms, stems or slips. Both give the position of the phrasing that comes nearest.

use std::collections::HashMap;

/// How soon more of the same word stops counting.
const K1: f32 = 1.2;
/// How much a long phrasing is held back.
const B: f32 = 0.75;

/// BM25 (Robertson and Zaragoza, 2009) over an inverted index, each phrasing a document.
#[derive(Debug)]
pub(crate) struct Bm25 {
    /// By word: how much it tells, and the phrasings that hold it, each with what it counts there.
    postings: HashMap<String, (f32, Vec<(usize, f32)>)>,
    phrasings: usize,
}

impl Bm25 {
    /// Indexes phrasings.
    pub(crate) fn build<'t>(phrasings: impl Iterator<Item = &'t str>) -> Self {
        let mut counts: HashMap<String, Vec<(usize, f32)>> = HashMap::new();
        let mut lengths: Vec<f32> = Vec::new();
        for (at, text) in phrasings.enumerate() {
            let mut length = 0.0;
            for word in words(text) {
                length += 1.0;
                let found = counts.entry(word).or_default();
                match found.last_mut().filter(|(last, _)| *last == at) {
                    Some((_, count)) => *count += 1.0,
                    None => found.push((at, 1.0)),
                }
            }
            lengths.push(length);
        }
        let mean = lengths.iter().sum::<f32>() / real(lengths.len()).max(1.0);
        let postings = counts.into_iter().map(|(word, mut found)| {
            let with = real(found.len());
            let tells = (1.0 + (real(lengths.len()) - with + 0.5) / (with + 0.5)).ln();
            for (at, count) in &mut found {
                let length = lengths.get(*at).copied().unwrap_or(mean) / mean;
                *count = *count * (K1 + 1.0) / (*count + K1 * (1.0 - B + B * length));
            }
            (word, (tells, found))
        });
        Self { postings: postings.collect(), phrasings: lengths.len() }
    }

    /// The phrasing with the highest score, the first of equals; none where no word of the question is known.
    pub(crate) fn best(&self, question: &str) -> Option<usize> {
        let mut scores = vec![0.0; self.phrasings];
        for (tells, found) in words(question).filter_map(|word| self.postings.get(&word)) {
            for (at, counts) in found {
                if let Some(score) = scores.get_mut(*at) {
                    *score += tells * counts;
                }
            }
        }
        first_greatest(scores.into_iter()).filter(|(score, _)| *score > 0.0).map(|(_, at)| at)
    }
}

/// The phrasing that is most similar, the first of equals, all of them being measured.
pub(crate) fn most_similar<'t>(
    phrasings: impl Iterator<Item = &'t str>,
    question: &str,
    similarity: impl Fn(&str, &str) -> f64,
) -> Option<usize> {
    first_greatest(phrasings.map(|text| similarity(text, question))).map(|(_, at)| at)
}

fn first_greatest<T: PartialOrd>(values: impl Iterator<Item = T>) -> Option<(T, usize)> {
    values.zip(0..).reduce(|best, other| if other.0 > best.0 { other } else { best })
}

/// Lower-cased words: what stands between signs that are neither letters nor digits.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

#[expect(clippy::cast_precision_loss, reason = "phrasings are fewer than 2^24")]
fn real(count: usize) -> f32 {
    count as f32
}
