//! Mega-files as chat answers hold them: inside a Markdown fence, with prose around. What is no mega-file is blanked,
//! line by line, so that every line keeps its number.

use std::borrow::Cow;

/// A text without the prose and fences around its mega-files.
pub(super) struct Unfenced<'a> {
    /// The text to read as YAML. Where there were several blocks, each is a document.
    pub(super) text: Cow<'a, str>,
    /// The line of the first fence, where there was one.
    pub(super) fence_line: Option<u32>,
    /// Whether the last fence is never closed: the answer was cut off.
    pub(super) is_cut_off: bool,
}

/// Takes fences off. A mega-file in itself never has a line that begins with one: its templates are indented.
pub(super) fn unfence(text: &str) -> Unfenced<'_> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !body.lines().any(|line| opening(line).is_some()) {
        return Unfenced { text: Cow::Borrowed(text), fence_line: None, is_cut_off: false };
    }
    let blocks = blocks(body);
    // A fence of plain text or of YAML; other languages are answers to other questions.
    let is_yaml = |block: &Block<'_>| ["", "yaml", "yml"].contains(&block.language.to_lowercase().as_str());
    let looks_right = |block: &Block<'_>| {
        block.lines.clone().any(|index| {
            let line = body.lines().nth(index).unwrap_or_default();
            ["id:", "generation_templates:", "expansion_rules:", "templates:", "generator:"]
                .iter()
                .any(|key| line.starts_with(key))
        })
    };
    let chosen: Vec<&Block<'_>> = blocks.iter().filter(|block| is_yaml(block) && looks_right(block)).collect();
    let chosen = if chosen.is_empty() { blocks.iter().filter(|block| is_yaml(block)).collect() } else { chosen };
    let mut kept = String::with_capacity(body.len());
    for (index, line) in body.lines().enumerate() {
        if chosen.iter().any(|block| block.lines.contains(&index)) {
            kept.push_str(line);
        } else if chosen.iter().skip(1).any(|block| block.lines.start == index + 1) {
            kept.push_str("---");
        }
        kept.push('\n');
    }
    Unfenced {
        text: Cow::Owned(kept),
        fence_line: chosen.first().map(|block| block.lines.start as u32),
        is_cut_off: chosen.last().is_some_and(|block| !block.is_closed),
    }
}

struct Block<'a> {
    language: &'a str,
    /// The lines inside, from 0.
    lines: std::ops::Range<usize>,
    is_closed: bool,
}

/// The fence that a line opens: its characters and its language.
fn opening(line: &str) -> Option<(&str, &str)> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.bytes().take_while(|byte| *byte == mark as u8).count();
    (length >= 3)
        .then(|| (&line[..length], line[length..].trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()))
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, Block<'_>)> = None;
    let mut count = 0;
    for (index, line) in text.lines().enumerate() {
        count = index + 1;
        match (&mut open, opening(line)) {
            (None, Some((fence, language))) => open = Some((fence, Block { language, lines: count..count, is_closed: false })),
            (Some((fence, _)), Some((mark, ""))) if mark.starts_with(&**fence) => {
                if let Some((_, mut block)) = open.take() {
                    block.lines.end = index;
                    block.is_closed = true;
                    blocks.push(block);
                }
            }
            _ => {}
        }
    }
    if let Some((_, mut block)) = open {
        block.lines.end = count;
        blocks.push(block);
    }
    blocks
}
