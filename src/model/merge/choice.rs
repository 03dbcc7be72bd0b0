//! What a person chose for a run that conflicts; the result is a pure function of it.
use serde::{Deserialize, Serialize};

use super::lines::{Chunk, LineMerge};

/// What takes the place of one conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// These sides' texts, one after the other, in this order.
    Sides(Vec<usize>),
    /// What base has.
    Base,
    /// Nothing at all.
    Nothing,
    /// What the person wrote.
    Edited(String),
    /// Single lines, in this order.
    Lines(Vec<PickedLine>),
}

/// One line that was picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PickedLine {
    /// Whose it is; `None`: base's.
    pub side: Option<usize>,
    /// Its place in the conflicting run, from 0.
    pub line: usize,
}

/// Who wrote a line of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// Base, unchanged.
    Base,
    /// This side (the first of those that wrote the same).
    Side(usize),
    /// The person, by hand.
    Person,
    /// Nobody yet: the conflict is open; base's text stands in.
    Open,
}

/// A text with the choices made so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The text; open conflicts hold base's text.
    pub text: Vec<u8>,
    /// Who wrote each line.
    pub authors: Vec<Author>,
    /// How many conflicts are open.
    pub open: usize,
}

/// Applies choices: one for each conflict, in order; `None` leaves it open. Missing ones count as `None`.
pub fn resolve(merge: &LineMerge, choices: &[Option<Choice>]) -> Resolved {
    let mut resolved = Resolved { text: Vec::new(), authors: Vec::new(), open: 0 };
    let mut choices = choices.iter();
    // How the last run ends a line that has no end of its own.
    let mut crlf = false;
    for chunk in &merge.chunks {
        match chunk {
            Chunk::Clean { text, authors } => {
                resolved.add(text, authors.first().map_or(Author::Base, |side| Author::Side(*side)), crlf);
            }
            Chunk::Conflict { base, sides, crlf: conflict_crlf } => {
                crlf = *conflict_crlf;
                match choices.next().and_then(Option::as_ref) {
                    Some(Choice::Sides(order)) => {
                        for side in order.iter().filter(|side| **side < sides.len()) {
                            resolved.add(&sides[*side], Author::Side(*side), crlf);
                        }
                    }
                    Some(Choice::Base) => resolved.add(base, Author::Base, crlf),
                    Some(Choice::Nothing) => {}
                    Some(Choice::Edited(text)) => resolved.add(text.as_bytes(), Author::Person, crlf),
                    Some(Choice::Lines(picked)) => {
                        for PickedLine { side, line } in picked {
                            let Some(text) = side.map_or(Some(base), |side| sides.get(side)) else { continue };
                            let Some(line) = text.split_inclusive(|byte| *byte == b'\n').nth(*line) else { continue };
                            resolved.add(line, side.map_or(Author::Base, Author::Side), crlf);
                        }
                    }
                    None => {
                        resolved.open += 1;
                        resolved.add(base, Author::Open, crlf);
                    }
                }
            }
        }
    }
    resolved
}

impl Choice {
    /// The same choice line by line; `None` where a person wrote by hand.
    pub fn as_lines(&self, base: &[u8], sides: &[Vec<u8>]) -> Option<Vec<PickedLine>> {
        let count = |text: &[u8]| text.split_inclusive(|byte| *byte == b'\n').count();
        let all = |side: Option<usize>, text: &[u8]| (0..count(text)).map(|line| PickedLine { side, line }).collect::<Vec<_>>();
        match self {
            Self::Sides(order) => {
                Some(order.iter().filter_map(|side| Some(all(Some(*side), sides.get(*side)?))).flatten().collect())
            }
            Self::Base => Some(all(None, base)),
            Self::Nothing => Some(Vec::new()),
            Self::Lines(picked) => Some(picked.clone()),
            Self::Edited(_) => None,
        }
    }
}

impl Resolved {
    fn add(&mut self, run: &[u8], author: Author, crlf: bool) {
        if run.is_empty() {
            return;
        }
        // Lines joined from two runs would be one line, if the first had no end.
        self.end_line(crlf);
        self.text.extend_from_slice(run);
        self.authors.extend(run.split_inclusive(|byte| *byte == b'\n').map(|_| author));
    }

    fn end_line(&mut self, crlf: bool) {
        if self.text.last().is_some_and(|byte| *byte != b'\n') {
            self.text.extend_from_slice(if crlf { b"\r\n" } else { b"\n" });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::merge::lines::merge_lines;

    #[test]
    fn the_result_is_a_function_of_the_choices() {
        let merge = merge_lines(b"1\nx\n2\n", &[b"1\nA\n2\n", b"1\nB\n2\n"]);
        let text = |choice: Option<Choice>| String::from_utf8(resolve(&merge, &[choice]).text).expect("UTF-8");
        assert_eq!(text(None), "1\nx\n2\n");
        assert_eq!(text(Some(Choice::Sides(vec![1]))), "1\nB\n2\n");
        assert_eq!(text(Some(Choice::Sides(vec![1, 0]))), "1\nB\nA\n2\n");
        assert_eq!(text(Some(Choice::Sides(vec![7, 0]))), "1\nA\n2\n", "a side that is not there gives nothing");
        assert_eq!(text(Some(Choice::Base)), "1\nx\n2\n");
        assert_eq!(text(Some(Choice::Nothing)), "1\n2\n");
        let edited = resolve(&merge, &[Some(Choice::Edited("mine".into()))]);
        assert_eq!(edited.text, b"1\nmine\n2\n");
        assert_eq!(edited.authors, [Author::Base, Author::Person, Author::Base]);
        assert_eq!((resolve(&merge, &[]).open, edited.open), (1, 0));
    }

    #[test]
    fn single_lines_are_picked_in_any_order() {
        let merge = merge_lines(b"1\nx\n2\n", &[b"1\nA\nAA\n2\n", b"1\nB\n2\n"]);
        let pick = |side, line| PickedLine { side, line };
        let picked = Choice::Lines(vec![pick(Some(1), 0), pick(Some(0), 1), pick(None, 0), pick(Some(9), 0), pick(Some(0), 9)]);
        let resolved = resolve(&merge, &[Some(picked)]);
        assert_eq!(resolved.text, b"1\nB\nAA\nx\n2\n");
        assert_eq!(resolved.authors, [Author::Base, Author::Side(1), Author::Side(0), Author::Base, Author::Base]);
        let Chunk::Conflict { base, sides, .. } = &merge.chunks[1] else { panic!("a conflict") };
        for choice in [Choice::Sides(vec![1, 0]), Choice::Base, Choice::Nothing] {
            let lines = choice.as_lines(base, sides).map(Choice::Lines);
            assert_eq!(resolve(&merge, &[lines]).text, resolve(&merge, &[Some(choice)]).text);
        }
        assert_eq!(Choice::Edited(String::new()).as_lines(base, sides), None);
    }

    #[test]
    fn lines_never_grow_together() {
        let text = |merge: &LineMerge, choice: Choice| String::from_utf8(resolve(merge, &[Some(choice)]).text).expect("UTF-8");
        let merge = merge_lines(b"1\r\nx", &[b"1\r\nA", b"1\r\nB"]);
        assert_eq!(text(&merge, Choice::Sides(vec![0, 1])), "1\r\nA\r\nB");
        let merge = merge_lines(b"x\nend\n", &[b"A\nend\n", b"B\nend\n"]);
        assert_eq!(text(&merge, Choice::Edited("C".into())), "C\nend\n");
    }
}
