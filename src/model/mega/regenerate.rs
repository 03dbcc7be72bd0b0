//! What to do with a file that was generated before and may have been edited since: pure decision.

use crate::model::merge::lines::merge_lines;

/// What an expansion does with one path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Nothing is there: write it.
    Create,
    /// What is there is what would be written: leave it alone.
    Same,
    /// What is there is what was generated before: replace it.
    Replace,
    /// It was edited since, and the edits join the new text without a conflict: write the merged text (which may be
    /// what is there already).
    Merge(Vec<u8>),
    /// It was edited since, and the edits clash with the new text (or nothing is known of what was generated): it stays.
    KeepEdited,
}

/// Decides. `before` is what was generated last time, where that is known; `on_disk` what is there now.
pub fn decide(before: Option<&[u8]>, on_disk: Option<&[u8]>, new: &[u8]) -> Decision {
    let Some(on_disk) = on_disk else { return Decision::Create };
    if on_disk == new {
        return Decision::Same;
    }
    let Some(before) = before else { return Decision::KeepEdited };
    if on_disk == before {
        return Decision::Replace;
    }
    // The template still says what it said: the edits are all that is new.
    if before == new {
        return Decision::Merge(on_disk.to_vec());
    }
    // A checkout or an editor may have made CRLF of LF; the edits are what differs beyond that.
    let edited = with_line_ends_of(before, on_disk);
    match merge_lines(before, &[&edited, new]).clean_text() {
        Some(merged) if edited.len() != on_disk.len() => Decision::Merge(crlf(&merged)),
        Some(merged) => Decision::Merge(merged),
        None => Decision::KeepEdited,
    }
}

/// `text` with LF where every line of it ends in CRLF and `like` has none of these.
fn with_line_ends_of(like: &[u8], text: &[u8]) -> Vec<u8> {
    let ends = |text: &[u8]| text.iter().filter(|byte| **byte == b'\n').count();
    let crlf_ends = |text: &[u8]| text.windows(2).filter(|pair| *pair == b"\r\n").count();
    if crlf_ends(like) > 0 || crlf_ends(text) == 0 || crlf_ends(text) != ends(text) {
        return text.to_vec();
    }
    let mut lf = Vec::with_capacity(text.len());
    for (at, byte) in text.iter().enumerate() {
        if !(*byte == b'\r' && text.get(at + 1) == Some(&b'\n')) {
            lf.push(*byte);
        }
    }
    lf
}

fn crlf(text: &[u8]) -> Vec<u8> {
    let mut with_crlf = Vec::with_capacity(text.len() + text.len() / 20);
    for byte in text {
        if *byte == b'\n' {
            with_crlf.push(b'\r');
        }
        with_crlf.push(*byte);
    }
    with_crlf
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobodys_edit_is_ever_replaced() {
        let (old, new) = (b"a\nb\nc\nd\ne\n".as_slice(), b"a\nb\nc\nd\nE\n".as_slice());
        for (before, on_disk, decision) in [
            (None, None, Decision::Create),
            (Some(old), None, Decision::Create),
            (None, Some(new), Decision::Same),
            (Some(old), Some(new), Decision::Same),
            (Some(old), Some(old), Decision::Replace),
            (None, Some(old), Decision::KeepEdited),
            (Some(old), Some(b"A\nb\nc\nd\ne\n".as_slice()), Decision::Merge(b"A\nb\nc\nd\nE\n".to_vec())),
            (Some(old), Some(b"a\nb\nc\nd\nmine\n".as_slice()), Decision::KeepEdited),
            (Some(new), Some(b"A\nb\nc\nd\nE\n".as_slice()), Decision::Merge(b"A\nb\nc\nd\nE\n".to_vec())),
            (Some(old), Some(b"A\r\nb\r\nc\r\nd\r\ne\r\n".as_slice()), Decision::Merge(b"A\r\nb\r\nc\r\nd\r\nE\r\n".to_vec())),
        ] {
            assert_eq!(decide(before, on_disk, new), decision, "{before:?} {on_disk:?}");
        }
    }
}
