//! N-way merge: all sides over their base at once; the order of the sides never matters to what conflicts.
pub mod choice;
mod diff;
pub mod lines;
pub mod markers;
pub mod renames;
pub mod rows;
mod similarity;
pub mod tree;

/// Whether bytes are no text, as git decides: a NUL among the first 8,000.
pub fn is_binary(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(8000)].contains(&0)
}
