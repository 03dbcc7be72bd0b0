//! Resolves a file with conflict markers outside any project: reads what the markers stand around, puts what was decided
//! in their place, and writes the file back only when nothing is open. What the file held before is git's to know.

use std::path::Path;

use crate::engine::disk;
use crate::model::merge::choice::{self, Choice};
use crate::model::merge::is_binary;
use crate::model::merge::markers::{self, Marked};
use crate::model::problem::{Place, Problem};

/// What takes the place of every conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Take {
    /// Sides by number (from 1) or label, in this order.
    Sides(Vec<String>),
    /// What base has.
    Base,
    /// Nothing.
    Nothing,
}

impl Take {
    /// As a person spells it: `base`, `none`, or sides with commas between.
    pub fn from_text(text: &str) -> Self {
        match text.trim() {
            "base" => Self::Base,
            "none" => Self::Nothing,
            sides => Self::Sides(sides.split(',').map(|side| side.trim().to_owned()).collect()),
        }
    }

    fn choice(&self, marked: &Marked, path: &Path) -> Result<Choice, Problem> {
        let problem = |id: &'static str| Problem::error(id).at(Place::file(disk::show(path)));
        match self {
            Self::Nothing => Ok(Choice::Nothing),
            Self::Base if marked.base_label.is_some() => Ok(Choice::Base),
            Self::Base => Err(problem("resolve-no-base").with("path", disk::show(path))),
            Self::Sides(sides) => {
                let place = |side: &String| {
                    let by_number = side.parse::<usize>().ok().filter(|number| (1..=marked.labels.len()).contains(number));
                    let found =
                        by_number.map(|number| number - 1).or_else(|| marked.labels.iter().position(|label| label == side));
                    found.ok_or_else(|| problem("resolve-no-side").with("side", side).with("labels", marked.labels.join(", ")))
                };
                sides.iter().map(place).collect::<Result<_, _>>().map(Choice::Sides)
            }
        }
    }
}

/// What came of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The sides' labels.
    pub labels: Vec<String>,
    /// How many conflicts are open.
    pub open: usize,
    /// How many were settled.
    pub settled: usize,
}

/// Settles all conflicts of a file alike, or, without a decision, counts them.
pub fn resolve(path: &Path, take: Option<&Take>) -> Result<Resolved, Problem> {
    let bytes = disk::read_bytes(path)?;
    let refused = |id: &'static str| Problem::error(id).with("path", disk::show(path)).at(Place::file(disk::show(path)));
    if is_binary(&bytes) {
        return Err(refused("merge-files-binary"));
    }
    let Some(marked) = markers::read(&bytes) else {
        let begins = |line: &[u8]| line.starts_with(b"<<<<<<< ");
        // Half a conflict is not "none": nothing may be said to be done.
        return if bytes.split(|byte| *byte == b'\n').any(begins) {
            Err(refused("resolve-broken"))
        } else {
            Ok(Resolved { labels: Vec::new(), open: 0, settled: 0 })
        };
    };
    let count = marked.merge.conflict_count();
    let Some(take) = take else { return Ok(Resolved { labels: marked.labels, open: count, settled: 0 }) };
    let choice = take.choice(&marked, path)?;
    let text = choice::resolve(&marked.merge, &vec![Some(choice); count]).text;
    disk::write_atomic(path, &text)?;
    Ok(Resolved { labels: marked.labels, open: 0, settled: count })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_go_and_what_was_taken_stays() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a.txt");
        let read = || String::from_utf8(disk::read_bytes(&path).expect("read")).expect("UTF-8");
        let marked = "1\n<<<<<<< ours\nA\n||||||| base\nx\n=======\nB\n>>>>>>> theirs\n2\n";
        let write = || disk::write_atomic(&path, marked.as_bytes()).expect("write");
        for (take, expected) in [("2,1", "1\nB\nA\n2\n"), ("theirs", "1\nB\n2\n"), ("base", "1\nx\n2\n"), ("none", "1\n2\n")] {
            write();
            let resolved = resolve(&path, Some(&Take::from_text(take))).expect("resolves");
            assert_eq!((resolved.open, resolved.settled, read().as_str()), (0, 1, expected), "{take}");
        }
        write();
        for wrong in ["3", "0", "nobody", ""] {
            assert_eq!(resolve(&path, Some(&Take::from_text(wrong))).expect_err(wrong).id, "resolve-no-side");
        }
        assert_eq!(resolve(&path, None).expect("looks").open, 1);
        assert_eq!(read(), marked, "looking and failing write nothing");
        disk::write_atomic(&path, b"<<<<<<< a\nx\n=======\n").expect("write");
        assert_eq!(resolve(&path, Some(&Take::Nothing)).expect_err("half a conflict").id, "resolve-broken");
        disk::write_atomic(&path, b"<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n").expect("write");
        assert_eq!(resolve(&path, Some(&Take::Base)).expect_err("no base").id, "resolve-no-base");
    }
}
