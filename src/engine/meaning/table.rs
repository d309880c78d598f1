//! The static table: a vector for each wordpiece, made by `tools/distil`.
//!
//! Read where it lies in the program: nothing is parsed, copied or allocated before a word is looked up.

/// How many numbers a vector has.
pub(in crate::engine) const DIMS: usize = 128;
/// A vector.
pub(in crate::engine) type Vector = [f32; DIMS];

/// The bytes that `tools/distil` wrote.
static BYTES: &[u8] = include_bytes!("table.bin");
/// What the bytes begin with.
const MAGIC: &[u8] = b"CHKMEAN1";
/// A piece that goes on a word begins so.
const GOES_ON: &str = "##";
/// Longer words are looked up by so many of their bytes.
const LONGEST: usize = 40;

/// The parts of the table.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine) struct Table {
    rows: usize,
    /// By row: what one step of its numbers is worth; four bytes each.
    scales: &'static [u8],
    /// By row: [`DIMS`] numbers in steps, as two's complement.
    steps: &'static [u8],
    /// By row, and one more: where its piece begins in `text`; four bytes each.
    offsets: &'static [u8],
    /// The pieces end to end, in the order of their bytes.
    text: &'static [u8],
}

impl Table {
    /// The table of this program; none where it is not what this program reads.
    pub(in crate::engine) fn shipped() -> Option<Self> {
        let rest = BYTES.strip_prefix(MAGIC)?;
        let (rows, rest) = (usize::try_from(number(rest, 0)?).ok()?, rest.get(4..)?);
        let (dims, rest) = (usize::try_from(number(rest, 0)?).ok()?, rest.get(4..)?);
        let (scales, rest) = rest.split_at_checked(rows * 4)?;
        let (steps, rest) = rest.split_at_checked(rows * dims)?;
        let (offsets, text) = rest.split_at_checked((rows + 1) * 4)?;
        (dims == DIMS).then_some(Self { rows, scales, steps, offsets, text })
    }

    /// Whether a folded word has a vector of its own.
    pub(in crate::engine) fn has(&self, word: &str) -> bool {
        self.find("", word).is_some()
    }

    /// The vector of a folded word: its own, or the mean of the longest pieces from the left.
    pub(in crate::engine) fn vector(&self, word: &str) -> Option<Vector> {
        if let Some(row) = self.find("", word) {
            return Some(self.row(row));
        }
        let mut sum = [0.0; DIMS];
        let mut pieces = 0.0;
        let mut rest = word.get(..word.floor_char_boundary(LONGEST))?;
        while !rest.is_empty() {
            let before = if pieces == 0.0 { "" } else { GOES_ON };
            let ends = rest.char_indices().map(|(at, sign)| at + sign.len_utf8()).rev();
            let longest = ends.into_iter().find_map(|end| Some((end, self.find(before, rest.get(..end)?)?)));
            let (end, row) = longest?;
            for (sum, part) in sum.iter_mut().zip(self.row(row)) {
                *sum += part;
            }
            pieces += 1.0;
            rest = rest.get(end..)?;
        }
        (pieces > 0.0).then(|| sum.map(|sum| sum / pieces))
    }

    /// The row of a piece, by its beginning and its rest.
    fn find(&self, before: &str, piece: &str) -> Option<usize> {
        let wanted = || before.bytes().chain(piece.bytes());
        let (mut low, mut high) = (0, self.rows);
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.piece(middle)?.iter().copied().cmp(wanted()) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    fn piece(&self, row: usize) -> Option<&'static [u8]> {
        let offset = |at| usize::try_from(number(self.offsets, at)?).ok();
        self.text.get(offset(row)?..offset(row + 1)?)
    }

    fn row(&self, row: usize) -> Vector {
        let scale = number(self.scales, row).map_or(0.0, f32::from_bits);
        let mut vector = [0.0; DIMS];
        let steps = self.steps.get(row * DIMS..(row + 1) * DIMS).unwrap_or_default();
        for (value, step) in vector.iter_mut().zip(steps) {
            *value = f32::from(step.cast_signed()) * scale;
        }
        vector
    }
}

/// The number at a place of a row of little-endian numbers.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at * 4..at * 4 + 4)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}
