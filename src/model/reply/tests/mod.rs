//! Replies as assistants write them, and what is found in them.

mod applying;
mod placing;
mod properties;
mod styles;

use super::*;

/// Kind, path and whether it is cut off, of each part.
fn found(reply: &Reply) -> Vec<(PartKind, &str, bool)> {
    reply.parts.iter().map(|part| (part.kind, part.path.as_deref().unwrap_or("-"), part.is_cut_off)).collect()
}

/// The texts of a reply's parts by path.
fn text<'a>(reply: &'a Reply, path: &str) -> &'a str {
    let part = reply.parts.iter().find(|part| part.path.as_deref() == Some(path));
    &part.unwrap_or_else(|| panic!("{path} in {:?}", found(reply))).text
}
