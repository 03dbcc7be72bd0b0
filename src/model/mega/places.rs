//! Texts of a mega-file (template bodies, output paths) that know for each of their characters where it stands in the
//! file, so that an error names the line that a person can mend.

use std::sync::Arc;

use super::Shared;
use crate::model::problem::Place;
use crate::model::yaml::lines::value_lines;
use crate::model::yaml::node::{Node, Style};

/// A text with the way back to its source.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceText {
    /// The text, with LF.
    pub text: Shared,
    /// For each line of the text, its line in the file, from 1.
    pub lines: Arc<[u32]>,
    /// Characters before the first line's text in the file.
    first_offset: u32,
    /// Characters before every further line's text.
    offset: u32,
}

impl SourceText {
    /// The text of a scalar; `None` for collections. Line ends become LF, as in every output.
    pub(super) fn of(node: &Node, source: &str) -> Option<Self> {
        let text = node.text()?;
        let text: Shared = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() };
        let (first_offset, offset) = match node.style() {
            _ if node.aliased => (node.column - 1, 0),
            Some(Style::Literal | Style::Folded) => {
                let indentation = block_indentation(source.get(node.span.clone()).unwrap_or_default(), &text);
                (indentation, indentation)
            }
            Some(Style::Plain) | None => (node.column - 1, 0),
            Some(Style::SingleQuoted | Style::DoubleQuoted) => (node.column, 0),
        };
        Some(Self { text, lines: value_lines(node, source).into(), first_offset, offset })
    }

    /// Where a byte of the text stands in the file.
    pub fn place(&self, file: &str, byte: usize) -> Place {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let before = &self.text[..byte];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let index = before.bytes().filter(|byte| *byte == b'\n').count();
        let offset = if index == 0 { self.first_offset } else { self.offset };
        Place::at(file, self.line(index), before[line_start..].chars().count() as u32 + offset + 1)
    }

    /// The file's line of a line of the text (from 0).
    pub fn line(&self, index: usize) -> u32 {
        self.lines.get(index).or(self.lines.last()).copied().unwrap_or(0)
    }
}

/// How far a block scalar's lines are indented in the source.
fn block_indentation(written: &str, text: &str) -> u32 {
    let Some(line) = written.lines().skip(1).find(|line| !line.trim().is_empty()) else { return 0 };
    let value = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let leading = |text: &str| text.chars().take_while(|c| *c == ' ').count() as u32;
    leading(line).saturating_sub(leading(value))
}
