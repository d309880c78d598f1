//! Of what there is, what comes nearest to what was written.

/// How near it must come to be worth a question: 1 is the same.
const NEAR: f64 = 0.8;

/// What was meant by a word that names nothing, most likely; none where nothing comes near.
pub(super) fn nearest<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known.map(|known| (strsim::jaro_winkler(wanted, known), known));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(near, _)| *near > NEAR).map(|(_, known)| known)
}
