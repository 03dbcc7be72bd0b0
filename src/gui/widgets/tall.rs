//! A tall column of blocks of different heights, of which only the visible ones are drawn.

use std::ops::Range;

/// Where blocks stand below each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tall {
    /// The top of each block, and after them the end of the last: one more than there are blocks.
    tops: Vec<f64>,
}

impl Tall {
    /// Stacks blocks of these heights.
    pub fn new(heights: impl IntoIterator<Item = f32>) -> Self {
        // f32 counts no further than 16 million exactly: a hundred thousand lines in five wrapped panes come close.
        let mut tops = vec![0.0];
        let mut top = 0.0;
        for height in heights {
            top += f64::from(height);
            tops.push(top);
        }
        Self { tops }
    }

    /// How many blocks there are.
    pub fn len(&self) -> usize {
        self.tops.len().saturating_sub(1)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All heights together.
    pub fn height(&self) -> f32 {
        self.tops.last().copied().unwrap_or_default() as f32
    }

    /// The top of a block; of the one after the last: the end.
    pub fn top(&self, index: usize) -> f32 {
        self.tops.get(index).or(self.tops.last()).copied().unwrap_or_default() as f32
    }

    /// The height of a block.
    pub fn height_of(&self, index: usize) -> f32 {
        match (self.tops.get(index), self.tops.get(index + 1)) {
            (Some(top), Some(end)) => (end - top) as f32,
            _ => 0.0,
        }
    }

    /// The blocks that stand, in part at least, between two heights.
    pub fn visible(&self, from: f32, to: f32) -> Range<usize> {
        let first = self.tops.partition_point(|&top| top <= f64::from(from)).saturating_sub(1);
        let end = self.tops.partition_point(|&top| top < f64::from(to));
        let len = self.len();
        first.min(len)..end.clamp(first.min(len), len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_visible_is_drawn() {
        let tall = Tall::new([10.0, 20.0, 30.0, 40.0]);
        assert_eq!((tall.len(), tall.height(), tall.top(2), tall.height_of(2)), (4, 100.0, 30.0, 30.0));
        assert_eq!(tall.visible(0.0, 5.0), 0..1);
        assert_eq!(tall.visible(10.0, 31.0), 1..3);
        assert_eq!(tall.visible(-50.0, 500.0), 0..4);
        assert_eq!(tall.visible(500.0, 600.0), 4..4);
        assert_eq!(Tall::default().visible(0.0, 10.0), 0..0);
    }
}
