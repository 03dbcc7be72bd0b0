//! A text conflict for another program, and back. Owns what each file for it holds, and how the text that it leaves
//! becomes one answer. Files and programs are the engine's.
//!
//! As with git's `mergetool.hideResolved`: what merged by itself, or was settled already, is the same in every file, so
//! that the other program shows nothing but what is open.

use super::{Answer, Conflict, Detail};
use crate::model::merge::choice::{Choice, resolve};
use crate::model::merge::lines::{Chunk, LineMerge};
use crate::model::merge::markers::{self, MarkerStyle, Marking};
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// What another program is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// Base's text.
    pub base: Vec<u8>,
    /// Each side's text, with what it is called.
    pub sides: Vec<(String, Vec<u8>)>,
    /// The result so far, with markers around what is open.
    pub marked: Vec<u8>,
    /// The line of the first marker, from 1.
    pub line: u32,
    /// How long the markers are.
    pub marker_size: usize,
}

/// The files for another program; `None` where the conflict is no text.
pub fn hand_over(conflict: &Conflict, answer: Option<&Answer>) -> Option<HandedOver> {
    let Detail::Text { merge, has_base } = &conflict.detail else { return None };
    let merge = match answer {
        Some(Answer::Runs(choices)) => settled(merge, choices),
        Some(Answer::Written(text)) => LineMerge { chunks: vec![clean(text.clone().into_bytes())] },
        _ => merge.clone(),
    };
    let labels: Vec<&str> = conflict.teams.iter().map(TeamId::as_str).collect();
    let marker_size = markers::unique_size(&merge);
    let style = if *has_base { MarkerStyle::Diff3 } else { MarkerStyle::Merge };
    let marking = Marking { labels: &labels, base_label: "base", style, size: Some(marker_size) };
    let before: usize =
        merge.chunks.iter().map_while(|chunk| if let Chunk::Clean { text, .. } = chunk { Some(lines(text)) } else { None }).sum();
    let take = |choice: Choice| resolve(&merge, &vec![Some(choice); merge.conflict_count()]).text;
    Some(HandedOver {
        base: take(Choice::Base),
        sides: (0..labels.len()).map(|side| (labels[side].to_owned(), take(Choice::Sides(vec![side])))).collect(),
        marked: markers::write_as(&merge, &marking),
        line: if merge.conflict_count() == 0 { 1 } else { before as u32 + 1 },
        marker_size,
    })
}

/// What the text that another program left makes of the conflict; `None` where it left it as it was.
pub fn take_back(conflict: &Conflict, answer: Option<&Answer>, text: Vec<u8>) -> Result<Option<Answer>, Problem> {
    let (Detail::Text { merge, .. }, Some(handed)) = (&conflict.detail, hand_over(conflict, answer)) else { return Ok(None) };
    if let Some(line) = markers::first_of_size(&text, handed.marker_size) {
        return Err(Problem::warning("outside-markers").with("path", &conflict.path).with("line", line));
    }
    if text == handed.marked {
        return Ok(None);
    }
    if let Some(choices) = split(merge, &text).and_then(|pieces| choices(merge, &pieces, answer))
        && resolve(merge, &choices).text == text
    {
        return Ok(Some(Answer::Runs(choices)));
    }
    // Something changed outside the places that were open: the text stands as a whole.
    match String::from_utf8(text) {
        Ok(text) => Ok(Some(Answer::Written(text))),
        Err(_) => Err(Problem::error("outside-not-text").with("path", &conflict.path)),
    }
}

fn clean(text: Vec<u8>) -> Chunk {
    Chunk::Clean { text, authors: Vec::new() }
}

fn lines(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte == b'\n').count()
}

/// The merge in which what is settled is text like any other.
pub fn settled(merge: &LineMerge, choices: &[Option<Choice>]) -> LineMerge {
    let mut choices = choices.iter();
    let (mut chunks, mut group, mut chosen) = (Vec::new(), Vec::new(), Vec::new());
    let close = |group: &mut Vec<Chunk>, chosen: &mut Vec<Option<Choice>>| {
        let text = resolve(&LineMerge { chunks: std::mem::take(group) }, &std::mem::take(chosen)).text;
        (!text.is_empty()).then(|| clean(text))
    };
    for chunk in &merge.chunks {
        let choice = if matches!(chunk, Chunk::Conflict { .. }) { choices.next().cloned().flatten() } else { None };
        if matches!(chunk, Chunk::Conflict { .. }) && choice.is_none() {
            chunks.extend(close(&mut group, &mut chosen));
            chunks.push(chunk.clone());
            continue;
        }
        if matches!(chunk, Chunk::Conflict { .. }) {
            chosen.push(choice);
        }
        group.push(chunk.clone());
    }
    chunks.extend(close(&mut group, &mut chosen));
    LineMerge { chunks }
}

/// What stands in the place of each conflict, if everything around them is as it was.
fn split<'a>(merge: &LineMerge, text: &'a [u8]) -> Option<Vec<&'a [u8]>> {
    let (mut pieces, mut at, mut open) = (Vec::new(), 0, false);
    let last = merge.chunks.len().checked_sub(1)?;
    for (number, chunk) in merge.chunks.iter().enumerate() {
        let Chunk::Clean { text: between, .. } = chunk else {
            // Of two conflicts side by side the first has the text.
            if open {
                pieces.push(&text[at..at]);
            }
            open = true;
            continue;
        };
        let from = match (open, number == last) {
            (false, _) => text[at..].starts_with(between).then_some(at)?,
            (true, true) => text.len().checked_sub(between.len()).filter(|from| *from >= at && text.ends_with(between))?,
            (true, false) => at + find_at_line(&text[at..], between)?,
        };
        if open {
            pieces.push(&text[at..from]);
            open = false;
        }
        at = from + between.len();
    }
    if open {
        pieces.push(&text[at..]);
        at = text.len();
    }
    (at == text.len()).then_some(pieces)
}

/// Where a text stands first, at the beginning of a line.
fn find_at_line(text: &[u8], wanted: &[u8]) -> Option<usize> {
    let starts = std::iter::once(0).chain(text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1));
    starts.into_iter().find(|start| text[*start..].starts_with(wanted))
}

/// The choice that each piece is: what was chosen before, where that gives the same; a side, base or nothing; else what a
/// person wrote. `None` where such a piece is no text.
fn choices(merge: &LineMerge, pieces: &[&[u8]], answer: Option<&Answer>) -> Option<Vec<Option<Choice>>> {
    let before: &[Option<Choice>] = if let Some(Answer::Runs(choices)) = answer { choices } else { &[] };
    let runs = merge.chunks.iter().filter(|chunk| matches!(chunk, Chunk::Conflict { .. }));
    let choice = |(number, (run, piece)): (usize, (&Chunk, &&[u8]))| {
        let Chunk::Conflict { base, sides, .. } = run else { return None };
        let gives = |choice: &Choice| resolve(&LineMerge { chunks: vec![run.clone()] }, &[Some(choice.clone())]).text == **piece;
        let before = before.get(number).and_then(Option::as_ref).filter(|choice| gives(choice)).cloned();
        let side = || sides.iter().position(|side| side == piece).map(|side| Choice::Sides(vec![side]));
        let rest = || match piece {
            _ if base == piece => Some(Choice::Base),
            [] => Some(Choice::Nothing),
            piece => String::from_utf8(piece.to_vec()).ok().map(Choice::Edited),
        };
        before.or_else(side).or_else(rest)
    };
    runs.zip(pieces).enumerate().map(|run| choice(run).map(Some)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::conflict::ConflictId;
    use crate::model::merge::lines::merge_lines;
    use crate::model::path::RelPath;

    fn conflict(base: &str, sides: &[&str]) -> Conflict {
        let sides: Vec<&[u8]> = sides.iter().map(|side| side.as_bytes()).collect();
        Conflict {
            id: ConflictId("one".into()),
            kind: "several-writers",
            path: RelPath::new("a.ts").expect("path"),
            teams: ["alpha", "beta", "gamma"][..sides.len()].iter().filter_map(|id| TeamId::from_spelling(id)).collect(),
            owner: None,
            problem: Problem::error("conflict-text-changed"),
            detail: Detail::Text { merge: merge_lines(base.as_bytes(), &sides), has_base: true },
        }
    }

    /// Two places, with lines between that all agree on.
    fn two_places() -> Conflict {
        conflict("1\nx\n2\n3\n4\n5\n6\ny\n7\n", &["1\nA\n2\n3\n4\n5\n6\nC\n7\n", "1\nB\n2\n3\n4\n5\n6\nD\n7\n"])
    }

    fn back(conflict: &Conflict, answer: Option<&Answer>, text: &str) -> Option<Answer> {
        take_back(conflict, answer, text.into()).expect("taken back")
    }

    #[test]
    fn what_merged_by_itself_is_the_same_in_all_files() {
        let conflict = conflict("1\n2\n3\n4\nx\n", &["one\n2\n3\n4\nA\n", "1\n2\n3\n4\nB\n"]);
        let handed = hand_over(&conflict, None).expect("text");
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        assert_eq!(text(&handed.base), "one\n2\n3\n4\nx\n");
        assert_eq!(text(&handed.sides[0].1), "one\n2\n3\n4\nA\n");
        assert_eq!(text(&handed.sides[1].1), "one\n2\n3\n4\nB\n");
        assert_eq!(text(&handed.marked), "one\n2\n3\n4\n<<<<<<< alpha\nA\n||||||| base\nx\n=======\nB\n>>>>>>> beta\n");
        assert_eq!(handed.line, 5);
    }

    #[test]
    fn what_is_settled_already_stands_in_every_file() {
        let conflict = two_places();
        let answer = Answer::Runs(vec![Some(Choice::Sides(vec![1])), None]);
        let handed = hand_over(&conflict, Some(&answer)).expect("text");
        assert!(handed.sides.iter().all(|(_, text)| text.starts_with(b"1\nB\n2\n3\n")), "{handed:?}");
        assert_eq!(handed.marked.windows(8).filter(|part| *part == b"<<<<<<< ").count(), 1, "the other place alone");
    }

    #[test]
    fn what_comes_back_is_known_place_by_place() {
        let conflict = two_places();
        let first = Answer::Runs(vec![Some(Choice::Sides(vec![1])), None]);
        let text = String::from_utf8(hand_over(&conflict, Some(&first)).expect("text").sides[0].1.clone()).expect("UTF-8");
        let mine = text.replace("C\n", "C\nand D\n");
        let expected = Answer::Runs(vec![Some(Choice::Sides(vec![1])), Some(Choice::Edited("C\nand D\n".into()))]);
        assert_eq!(back(&conflict, Some(&first), &mine), Some(expected));
        let taken = Answer::Runs(vec![Some(Choice::Sides(vec![1])), Some(Choice::Sides(vec![0]))]);
        assert_eq!(back(&conflict, Some(&first), &text), Some(taken), "a side that was taken is that side");
    }

    #[test]
    fn a_change_elsewhere_is_not_lost() {
        let conflict = two_places();
        let mine = "import z\n1\nA\n2\n3\n4\n5\n6\nC\n7\n";
        let answer = back(&conflict, None, mine).expect("an answer");
        assert!(conflict.is_settled_by(Some(&answer)));
        let written = super::super::settle(&conflict, Some(&answer), false);
        assert_eq!(written, super::super::PathResult::Write(mine.into()));
        assert_eq!(back(&conflict, Some(&answer), mine), None, "opened again and left as it was");
    }

    #[test]
    fn markers_that_are_left_settle_nothing() {
        let conflict = two_places();
        let marked = hand_over(&conflict, None).expect("text").marked;
        let problem = take_back(&conflict, None, marked).expect_err("markers");
        assert_eq!(problem.id, "outside-markers");
        for left in ["1\n=======\n2\n", "1\n>>>>>>> beta\n", "||||||| base\r\n"] {
            assert!(take_back(&conflict, None, left.into()).is_err(), "{left}");
        }
        assert!(back(&conflict, None, "Title\n========\n").is_some(), "a longer line is the text's own");
        let broken = take_back(&conflict, None, b"1\n\xff\n".to_vec()).expect_err("no text");
        assert_eq!(broken.id, "outside-not-text");
    }

    #[test]
    fn any_text_comes_back_byte_for_byte() {
        let bases = ["1\nx\n2\n", "x\n", "1\nx", "", "a\nx\na\nx\na\n"];
        for base in bases {
            let sides = [base.replace('x', "A\na"), base.replace('x', "B"), format!("{base}end")];
            let conflict = conflict(base, &sides.iter().map(String::as_str).collect::<Vec<_>>());
            for text in ["", "a\n", "1\nfree\n2\n", "1\nA\na\n2", "a\na\na\na\na\n", "a\r\nb", sides[0].as_str()] {
                let Some(answer) = back(&conflict, None, text) else { continue };
                let written = super::super::settle(&conflict, Some(&answer), false);
                assert_eq!(written, super::super::PathResult::Write(text.into()), "{base:?} {text:?}");
            }
        }
    }
}
