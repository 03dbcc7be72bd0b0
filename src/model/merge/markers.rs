//! Conflict markers, out and in again: git's with two sides, and one form more for many. Owns the text of markers and
//! its reading; not what conflicts (`lines`).

use super::lines::{Chunk, LineMerge};

/// git's three styles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MarkerStyle {
    /// The sides only.
    #[default]
    Merge,
    /// The sides and base.
    Diff3,
    /// The sides and base; lines that all sides share at the edges leave the conflict.
    ZealousDiff3,
}

/// How many characters git's markers have.
pub const GIT_SIZE: usize = 7;

/// How conflicts are marked.
#[derive(Clone, Copy, Debug)]
pub struct Marking<'a> {
    /// What the sides are called, in order.
    pub labels: &'a [&'a str],
    /// What base is called.
    pub base_label: &'a str,
    /// Whether base is shown.
    pub style: MarkerStyle,
    /// How long markers are; `None`: git's size, or longer where the text itself has such lines.
    pub size: Option<usize>,
}

/// Writes a merged text with markers around what conflicts; `labels` names the sides in order, `base_label` base.
/// With two sides the bytes are git's; with more, markers are lengthened until they are unique in the text.
pub fn write(merge: &LineMerge, labels: &[&str], base_label: &str, style: MarkerStyle) -> Vec<u8> {
    let size = (labels.len() == 2).then_some(GIT_SIZE);
    write_as(merge, &Marking { labels, base_label, style, size })
}

/// Writes a merged text with markers around what conflicts.
pub fn write_as(merge: &LineMerge, marking: &Marking<'_>) -> Vec<u8> {
    let mut pen = Pen { text: Vec::new(), size: marking.size.unwrap_or_else(|| unique_size(merge)) };
    for chunk in &merge.chunks {
        match chunk {
            Chunk::Clean { text, .. } => pen.text.extend_from_slice(text),
            Chunk::Conflict { base, sides, crlf } => pen.conflict(base, sides, *crlf, marking),
        }
    }
    pen.text
}

/// A size that no line of the text could be mistaken for.
pub fn unique_size(merge: &LineMerge) -> usize {
    let longest = |text: &[u8]| {
        let run = |line: &[u8]| line.iter().take_while(|byte| **byte == line[0] && b"<|=>".contains(byte)).count();
        text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(run).max().unwrap_or_default()
    };
    let of_chunk = |chunk: &Chunk| match chunk {
        Chunk::Clean { text, .. } => longest(text),
        Chunk::Conflict { base, sides, .. } => sides.iter().map(|side| longest(side)).fold(longest(base), usize::max),
    };
    let longest = merge.chunks.iter().map(of_chunk).max().unwrap_or_default();
    GIT_SIZE.max(longest + 1)
}

struct Pen {
    text: Vec<u8>,
    size: usize,
}

impl Pen {
    fn conflict(&mut self, base: &[u8], sides: &[Vec<u8>], crlf: bool, marking: &Marking<'_>) {
        let label = |side: usize| marking.labels.get(side).copied().unwrap_or_default();
        let Some((first, others)) = sides.split_first() else { return };
        self.marker(b'<', label(0), crlf);
        self.run(first, crlf);
        if marking.style != MarkerStyle::Merge {
            self.marker(b'|', marking.base_label, crlf);
            self.run(base, crlf);
        }
        if let [second] = others {
            self.marker(b'=', "", crlf);
            self.run(second, crlf);
            self.marker(b'>', label(1), crlf);
        } else {
            for (at, side) in others.iter().enumerate() {
                self.marker(b'=', label(at + 1), crlf);
                self.run(side, crlf);
            }
            self.marker(b'>', "", crlf);
        }
    }

    fn marker(&mut self, mark: u8, label: &str, crlf: bool) {
        self.text.extend(std::iter::repeat_n(mark, self.size));
        if !label.is_empty() {
            self.text.push(b' ');
            self.text.extend_from_slice(label.as_bytes());
        }
        self.end_line(crlf);
    }

    /// Lines of a side; the last one gets an end if it has none, else the next marker would stand in it.
    fn run(&mut self, lines: &[u8], crlf: bool) {
        self.text.extend_from_slice(lines);
        if lines.last().is_some_and(|byte| *byte != b'\n') {
            self.end_line(crlf);
        }
    }

    fn end_line(&mut self, crlf: bool) {
        self.text.extend_from_slice(if crlf { b"\r\n" } else { b"\n" });
    }
}

/// What a text with markers says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The text as a merge. Where the style shows no base, base is empty.
    pub merge: LineMerge,
    /// The sides' labels.
    pub labels: Vec<String>,
    /// Base's label; `None` where the text shows no base.
    pub base_label: Option<String>,
    /// How long the markers are.
    pub size: usize,
}

impl Marked {
    /// The text again, with markers around what conflicts.
    pub fn write(&self) -> Vec<u8> {
        let labels: Vec<&str> = self.labels.iter().map(String::as_str).collect();
        let style = if self.base_label.is_some() { MarkerStyle::Diff3 } else { MarkerStyle::Merge };
        let base_label = self.base_label.as_deref().unwrap_or_default();
        write_as(&self.merge, &Marking { labels: &labels, base_label, style, size: Some(self.size) })
    }
}

/// Reads markers back (git's two-way, diff3, zdiff3, and Dectet's with more than two sides).
/// `None` when the text holds no well-formed conflict.
pub fn read(text: &[u8]) -> Option<Marked> {
    let mut reader = Reader::default();
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        reader.line(line)?;
    }
    reader.end()
}

/// The line of the first marker of this size, from 1.
pub fn first_of_size(text: &[u8], size: usize) -> Option<usize> {
    let is_marker =
        |line: &[u8]| line.first().is_some_and(|mark| b"<|=>".contains(mark)) && marker_of(line, Some(size)).is_some();
    text.split(|byte| *byte == b'\n').position(is_marker).map(|line| line + 1)
}

#[derive(Default)]
struct Reader {
    chunks: Vec<Chunk>,
    clean: Vec<u8>,
    open: Option<Open>,
    labels: Vec<String>,
    base_label: Option<String>,
    size: usize,
}

/// A conflict that is being read.
struct Open {
    size: usize,
    crlf: bool,
    labels: Vec<String>,
    base: Option<(String, Vec<u8>)>,
    sides: Vec<Vec<u8>>,
    in_base: bool,
}

impl Open {
    /// With more than two sides each is named where it begins; with two, a line of equal signs within the second one is
    /// the text's own.
    fn begins_side(&self, label: &str) -> bool {
        match self.sides.len() {
            1 => true,
            2 => !self.labels[1].is_empty() && !label.is_empty(),
            _ => !label.is_empty(),
        }
    }
}

impl Reader {
    /// `None` for a line that no well-formed conflict has.
    fn line(&mut self, line: &[u8]) -> Option<()> {
        let marker = marker_of(line, self.open.as_ref().map(|open| open.size));
        let Some(open) = &mut self.open else {
            match marker {
                Some((b'<', size, label)) => {
                    if !self.clean.is_empty() {
                        let text = std::mem::take(&mut self.clean);
                        self.chunks.push(Chunk::Clean { text, authors: Vec::new() });
                    }
                    let crlf = line.ends_with(b"\r\n");
                    self.open =
                        Some(Open { size, crlf, labels: vec![label], base: None, sides: vec![Vec::new()], in_base: false });
                }
                _ => self.clean.extend_from_slice(line),
            }
            return Some(());
        };
        match marker {
            Some((b'|', _, label)) if open.base.is_none() && open.sides.len() == 1 => {
                open.base = Some((label, Vec::new()));
                open.in_base = true;
            }
            Some((b'=', _, label)) if open.begins_side(&label) => {
                open.in_base = false;
                open.labels.push(label);
                open.sides.push(Vec::new());
            }
            Some((b'>', _, label)) if open.sides.len() > 1 => self.close(label),
            // One conflict inside another.
            Some((b'<', _, _)) => return None,
            _ => match &mut open.base {
                Some((_, base)) if open.in_base => base.extend_from_slice(line),
                _ => open.sides.last_mut()?.extend_from_slice(line),
            },
        }
        Some(())
    }

    fn close(&mut self, label: String) {
        let Some(mut open) = self.open.take() else { return };
        // git names the second side at the end.
        if open.sides.len() == 2 && open.labels[1].is_empty() {
            open.labels[1] = label;
        }
        if self.labels.len() < open.labels.len() {
            self.labels = open.labels;
        }
        let base = open.base.map(|(label, base)| {
            self.base_label.get_or_insert(label);
            base
        });
        self.size = self.size.max(open.size);
        self.chunks.push(Chunk::Conflict { base: base.unwrap_or_default(), sides: open.sides, crlf: open.crlf });
    }

    fn end(mut self) -> Option<Marked> {
        if self.open.is_some() || self.size == 0 {
            return None;
        }
        if !self.clean.is_empty() {
            self.chunks.push(Chunk::Clean { text: self.clean, authors: Vec::new() });
        }
        let sides = self.labels.len();
        // A merge has one number of sides.
        let fits = |chunk: &Chunk| !matches!(chunk, Chunk::Conflict { sides: found, .. } if found.len() != sides);
        self.chunks.iter().all(fits).then_some(Marked {
            merge: LineMerge { chunks: self.chunks },
            labels: self.labels,
            base_label: self.base_label,
            size: self.size,
        })
    }
}

/// The kind, length and label of a marker line. Within a conflict only markers of its own length count.
fn marker_of(line: &[u8], size: Option<usize>) -> Option<(u8, usize, String)> {
    let mark = *line.first().filter(|byte| b"<|=>".contains(byte))?;
    let run = line.iter().take_while(|byte| **byte == mark).count();
    let label = line[run..].trim_ascii_end();
    let fits = size.map_or(run >= GIT_SIZE && mark == b'<', |size| run == size);
    (fits && (label.is_empty() || label[0] == b' '))
        .then(|| (mark, run, String::from_utf8_lossy(label.trim_ascii_start()).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::merge::lines::merge_lines;

    #[test]
    fn markers_go_out_and_come_in_again() {
        let base = b"1\nx\n2\n";
        for sides in [
            vec![&b"1\nA\n2\n"[..], b"1\nB\n2\n"],
            vec![b"1\nA\n2\n", b"1\nB\n2\n", b"1\n2\n"],
            vec![b"1\n<<<<<<< A\n2\n", b"1\nB\n2\n", b"1\nC\n2\n"],
            vec![b"1\nA\n=========\nB\n2\n", b"1\n>>>>>>>>\n2\n", b"1\nC\n||||||||||| C\n2\n"],
        ] {
            let labels: Vec<&str> = ["alpha", "beta", "gamma"][..sides.len()].to_vec();
            let merge = merge_lines(base, &sides);
            for style in [MarkerStyle::Merge, MarkerStyle::Diff3, MarkerStyle::ZealousDiff3] {
                let text = write(&merge, &labels, "base", style);
                let marked = read(&text).expect("well-formed");
                assert_eq!((&marked.labels, marked.write()), (&labels.iter().map(ToString::to_string).collect(), text));
                let texts = |merge: &LineMerge| -> Vec<Vec<Vec<u8>>> {
                    merge
                        .chunks
                        .iter()
                        .filter_map(|chunk| match chunk {
                            Chunk::Conflict { sides, .. } => Some(sides.clone()),
                            Chunk::Clean { .. } => None,
                        })
                        .collect()
                };
                assert_eq!(texts(&marked.merge), texts(&merge), "what each side has is known again");
            }
        }
    }

    #[test]
    fn markers_are_longer_than_anything_in_the_text() {
        let merge = merge_lines(b"", &[b"<<<<<<<<<\n", b"b\n", b"========== c\n"]);
        let text = String::from_utf8(write(&merge, &["a", "b", "c"], "base", MarkerStyle::Merge)).expect("UTF-8");
        let eleven = |mark: &str| mark.repeat(11);
        let (open, middle, close) = (eleven("<"), eleven("="), eleven(">"));
        assert_eq!(text, format!("{open} a\n<<<<<<<<<\n{middle} b\nb\n{middle} c\n========== c\n{close}\n"));
    }

    #[test]
    fn two_sides_are_written_as_git_writes_them() {
        let merge = merge_lines(b"1\r\nx\r\n2", &[b"1\r\nA\r\n2", b"1\r\nB\r\n2"]);
        let text = String::from_utf8(write(&merge, &["ours", "theirs"], "base", MarkerStyle::Diff3)).expect("UTF-8");
        assert_eq!(text, "1\r\n<<<<<<< ours\r\nA\r\n||||||| base\r\nx\r\n=======\r\nB\r\n>>>>>>> theirs\r\n2");
        assert_eq!(read(text.as_bytes()).expect("well-formed").write(), text.as_bytes());
    }

    #[test]
    fn a_line_of_equal_signs_may_stand_in_the_second_side() {
        let text = b"<<<<<<< HEAD\na\n=======\nTitle\n=======\n======= more\n>>>>>>> theirs\nend\n";
        let marked = read(text).expect("well-formed");
        assert_eq!(marked.labels, ["HEAD", "theirs"]);
        let Chunk::Conflict { sides, .. } = &marked.merge.chunks[0] else { panic!("a conflict") };
        assert_eq!(sides[1], b"Title\n=======\n======= more\n");
        assert_eq!(marked.write(), text);
    }

    #[test]
    fn what_is_not_well_formed_is_no_conflict() {
        for text in [
            "",
            "a\n=======\nb\n",
            "<<<<<<< a\nx\n",
            "<<<<<<< a\n=======\n",
            "<<<<<<<a\n=======\n>>>>>>> b\n",
            "<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> c\n=======\n>>>>>>> d\n",
            "<<<<<<< a\n======= b\n======= c\n>>>>>>>\n<<<<<<< a\n=======\n>>>>>>> b\n",
        ] {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
    }
}
