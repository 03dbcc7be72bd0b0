//! Conflict markers that somebody left in a file: it merged, but it is not finished.

use crate::model::merge::markers::GIT_SIZE;
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};

/// The warning about a text; `None` where it holds no markers, or `before` held some, too (a text about merging does).
pub(super) fn warning(path: &RelPath, before: &[u8], text: &[u8]) -> Option<Problem> {
    let line = first_marker(text)?;
    let place = Place::at(path.as_str(), line as u32, 1);
    first_marker(before).is_none().then(|| Problem::warning("leftover-markers").with("path", path).at(place))
}

/// The line of the first opening marker that a closing one follows, from 1.
pub fn first_marker(text: &[u8]) -> Option<usize> {
    // Most texts are done with at once.
    if !text.windows(GIT_SIZE).step_by(GIT_SIZE).any(|run| run.contains(&b'<')) {
        return None;
    }
    let is = |line: &[u8], mark: u8| {
        let run = line.iter().take_while(|byte| **byte == mark).count();
        run >= GIT_SIZE && matches!(line.get(run), None | Some(b' ' | b'\r'))
    };
    let mut lines = text.split(|byte| *byte == b'\n').enumerate();
    let (open, _) = lines.find(|(_, line)| is(line, b'<'))?;
    lines.any(|(_, line)| is(line, b'>')).then_some(open + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_found_and_what_only_looks_like_them_is_not() {
        let path = RelPath::new("a.md").expect("path");
        let line = |before: &str, text: &str| {
            warning(&path, before.as_bytes(), text.as_bytes()).and_then(|problem| problem.place).map(|place| place.line)
        };
        let marked = "x\n<<<<<<< a\n1\n=======\n2\n>>>>>>> b\n";
        assert_eq!(line("", marked), Some(2));
        assert_eq!(line("", "<<<<<<<\r\n=======\r\n>>>>>>>\r\n"), Some(1));
        assert_eq!(line(marked, marked), None, "a text about merging");
        for innocent in
            ["", "Title\n=======\n", "a <<<<<<< b\n", "<<<<<<<<x\n>>>>>>>y\n", "cat <<EOF\n>>>>>>> b\n", "<<<<<<< a\n"]
        {
            assert_eq!(line("", innocent), None, "{innocent}");
        }
    }
}
