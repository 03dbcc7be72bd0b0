//! How much of a file is in another one, by git's measure: both are cut into lines (of at most 64 bytes), and what
//! share of the larger one consists of pieces that both have. The same numbers as git's, so that what git calls a rename is
//! one here.

use std::collections::HashMap;

use super::is_binary;

/// All of it.
pub const MAX: u64 = 60_000;
/// From here on git calls it a rename …
pub const RENAME: u64 = MAX / 2;
/// … and from here on, when the two alone have a name in common.
pub const SAME_NAME: u64 = RENAME + (MAX - RENAME) / 2;

/// Bytes by the hash of the piece that they stand in.
#[derive(Clone, Debug, Default)]
pub struct Spans {
    counts: HashMap<u32, u64>,
    size: u64,
}

const PIECES: u32 = 107_927;

impl Spans {
    /// Cuts a file into pieces.
    pub fn of(bytes: &[u8]) -> Self {
        let is_text = !is_binary(bytes);
        let mut spans = Self { counts: HashMap::new(), size: bytes.len() as u64 };
        let (mut first, mut second, mut length) = (0u32, 0u32, 0u64);
        for (at, byte) in bytes.iter().enumerate() {
            if is_text && *byte == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                continue;
            }
            let before = first;
            first = (first << 7) ^ (second >> 25);
            second = (second << 7) ^ (before >> 25);
            first = first.wrapping_add(u32::from(*byte));
            length += 1;
            if length < 64 && *byte != b'\n' {
                continue;
            }
            spans.add(first, second, length);
            (first, second, length) = (0, 0, 0);
        }
        if length > 0 {
            spans.add(first, second, length);
        }
        spans
    }

    fn add(&mut self, first: u32, second: u32, length: u64) {
        *self.counts.entry(first.wrapping_add(second.wrapping_mul(0x61)) % PIECES).or_default() += length;
    }

    /// How much of this is in `other`, of [`MAX`].
    pub fn similarity(&self, other: &Self) -> u64 {
        let largest = self.size.max(other.size);
        if other.size == 0 {
            return 0;
        }
        let copied: u64 =
            self.counts.iter().map(|(piece, count)| other.counts.get(piece).map_or(0, |there| *count.min(there))).sum();
        copied * MAX / largest
    }
}

/// Whether two files of these sizes could be so similar at all.
pub fn sizes_fit(a: u64, b: u64, wanted: u64) -> bool {
    let largest = a.max(b);
    largest * (MAX - wanted) >= (largest - a.min(b)) * MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn similarity_is_the_share_of_common_lines() {
        let spans = |text: &str| Spans::of(text.as_bytes());
        assert_eq!(spans("a\nb\nc\nd\n").similarity(&spans("a\nb\nc\nd\n")), MAX);
        assert_eq!(spans("a\nb\nc\nd\n").similarity(&spans("d\nc\nX\nY\n")), MAX / 2);
        assert_eq!(spans("a\r\nb\r\n").similarity(&spans("a\nb\n")), MAX * 4 / 6);
        assert_eq!(spans("a\n").similarity(&spans("")), 0);
        assert_eq!(spans("last").similarity(&spans("last")), MAX, "a line without an end is a line");
        assert!(sizes_fit(50, 100, RENAME) && !sizes_fit(49, 100, RENAME));
    }
}
