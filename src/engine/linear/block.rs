//! Classes in blocks: what is reckoned for one is reckoned for all of its block at once.

/// So many classes are a block: their weights of a feature are as long as what a processor fetches at a time.
pub(super) const LANES: usize = 16;
/// So many rows of weights are added at once, so that the sums are fetched and put back less often.
pub(super) const ROWS: usize = 4;

/// A number for each class of a block.
#[derive(Debug, Default, Clone, Copy)]
#[repr(align(64))]
pub(super) struct Block(pub(super) [f32; LANES]);

#[expect(clippy::inline_always, reason = "loops are laid out for the processor at hand only where they are inlined")]
impl Block {
    /// The same number for each class.
    pub(super) fn all(number: f32) -> Self {
        Self([number; LANES])
    }

    /// What is made of each number.
    #[inline(always)]
    pub(super) fn each(self, made: impl Fn(f32) -> f32) -> Self {
        Self(self.0.map(made))
    }

    /// Adds rows of weights, each times a value.
    #[inline(always)]
    pub(super) fn add(&mut self, rows: [(&Self, f32); ROWS]) {
        let before = self.0;
        let [one, two, three, four] = rows.map(|(row, value)| row.0.map(|weight| value * weight));
        self.0 = std::array::from_fn(|at| before[at] + ((one[at] + two[at]) + (three[at] + four[at])));
    }

    /// Takes off a row, times a value.
    #[inline(always)]
    pub(super) fn take(&mut self, row: &Self, value: f32) {
        let before = self.0;
        self.0 = std::array::from_fn(|at| before[at] - value * row.0[at]);
    }
}

/// A bit for each place of which `bears` says so.
#[inline(always)]
#[expect(clippy::inline_always, reason = "it is laid out for the processor at hand only where it is inlined")]
fn lanes(bears: impl Fn(usize) -> bool) -> u16 {
    (0..LANES).map(|lane| u16::from(bears(lane)) << lane).sum()
}

/// The classes of a block that a line still bears on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Borne {
    block: u16,
    /// A bit for each class.
    lanes: u16,
}

impl Borne {
    /// Those of a block for which `bears` says so by their place; none where it says so for none. Blocks are far fewer
    /// than 2^16.
    pub(super) fn of(block: usize, bears: impl Fn(usize) -> bool) -> Option<Self> {
        let lanes = lanes(bears);
        let block = u16::try_from(block).ok()?;
        (lanes != 0).then_some(Self { block, lanes })
    }

    /// The block.
    pub(super) fn block(self) -> usize {
        usize::from(self.block)
    }

    /// Whether the line bears on none of its classes any more.
    pub(super) fn is_empty(self) -> bool {
        self.lanes == 0
    }

    /// The places of the classes in the block.
    pub(super) fn lanes(self) -> impl Iterator<Item = usize> {
        let here = |lanes: u16| Some(lanes).filter(|lanes| *lanes != 0);
        let lanes = std::iter::successors(here(self.lanes), move |lanes| here(lanes & (lanes - 1)));
        lanes.map(|lanes| lanes.trailing_zeros() as usize)
    }

    /// Whether the line bears on the class at a place, if the block has one there.
    pub(super) fn has(self, lane: usize) -> bool {
        lane < LANES && self.lanes >> lane & 1 == 1
    }

    /// From here on the line bears on those classes alone for which `bears` says so by their place.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it is laid out for the processor at hand only where it is inlined")]
    pub(super) fn keep(&mut self, bears: impl Fn(usize) -> bool) {
        self.lanes &= lanes(bears);
    }
}
