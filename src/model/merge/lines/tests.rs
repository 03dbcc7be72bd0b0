//! What a merge promises, by example and by property.

use proptest::prelude::*;

use super::*;
use crate::model::merge::choice::{Choice, resolve};
use crate::model::merge::markers;

fn clean(merge: &LineMerge) -> String {
    String::from_utf8(merge.clean_text().expect("no conflict")).expect("UTF-8")
}

/// Each conflict as `base|side|side`, with line ends left out.
fn conflicts(merge: &LineMerge) -> Vec<String> {
    let shown = |text: &[u8]| String::from_utf8_lossy(text).replace('\n', "");
    merge
        .chunks
        .iter()
        .filter_map(|chunk| match chunk {
            Chunk::Conflict { base, sides, .. } => {
                Some(std::iter::once(base).chain(sides).map(|run| shown(run)).collect::<Vec<_>>().join("|"))
            }
            Chunk::Clean { .. } => None,
        })
        .collect()
}

/// A line for each letter.
fn lines(letters: &str) -> Vec<u8> {
    letters.chars().flat_map(|letter| format!("{letter}\n").into_bytes()).collect()
}

fn merged(base: &str, sides: &[&str]) -> LineMerge {
    let sides: Vec<Vec<u8>> = sides.iter().map(|side| lines(side)).collect();
    merge_lines(&lines(base), &sides.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

#[test]
fn changes_apart_join_and_changes_alike_count_once() {
    let merge = merged("123456789", &["a23456789", "1234b6789", "1234b6789e"]);
    assert_eq!(clean(&merge).replace('\n', ""), "a234b6789e");
    let authors: Vec<_> = merge
        .chunks
        .iter()
        .map(|chunk| match chunk {
            Chunk::Clean { authors, .. } => authors.clone(),
            Chunk::Conflict { .. } => panic!("a conflict"),
        })
        .collect();
    assert_eq!(authors, [vec![0], vec![], vec![1, 2], vec![], vec![2]]);
}

#[test]
fn what_two_of_many_conflict_on_is_a_conflict_in_any_order() {
    assert_eq!(conflicts(&merged("abcde", &["aXcde", "abcdE", "aYcde"])), ["b|X|b|Y"]);
    assert_eq!(conflicts(&merged("abcde", &["aYcde", "abcdE", "aXcde"])), ["b|Y|b|X"]);
    // A third side joins what two others keep apart.
    assert_eq!(conflicts(&merged("abcdef", &["aXcdef", "abcdYf", "aQWRTf"])), ["bcde|Xcde|bcdY|QWRT"]);
}

#[test]
fn common_lines_leave_a_conflict() {
    let merge = merged("", &["sAe", "sBe"]);
    assert_eq!(merge.chunks[0], Chunk::Clean { text: b"s\n".to_vec(), authors: vec![0, 1] });
    assert_eq!(conflicts(&merge), ["|A|B"]);
    assert_eq!(merge.chunks[2], Chunk::Clean { text: b"e\n".to_vec(), authors: vec![0, 1] });
    // In the middle, too, where there is enough between two conflicts; else they are one.
    assert_eq!(conflicts(&merged("", &["sA1234Be", "sC1234De"])), ["|A|C", "|B|D"]);
    assert_eq!(conflicts(&merged("", &["sA123Be", "sC123De"])), ["|A123B|C123D"]);
    assert_eq!(conflicts(&merged("", &["sA{}()[]Be", "sC{}()[]De"])), ["|A{}()[]B|C{}()[]D"]);
    assert_eq!(conflicts(&merged("", &["sA1234Be", "sC1234De", "sA1234De"])), ["|A|C|A", "|B|D|D"]);
}

#[test]
fn each_part_of_a_conflict_has_its_part_of_base() {
    assert_eq!(conflicts(&merged("xy", &["A1234B", "C1234D"])), ["xy|A|C", "|B|D"]);
    assert_eq!(conflicts(&merged("xk1234y", &["Ak1234B", "Ck1234D"])), ["x|A|C", "y|B|D"]);
    assert_eq!(conflicts(&merged("abc", &["nAbc", "nBbc"])), ["a|A|B"]);
}

#[test]
fn merging_with_base_or_with_itself_changes_nothing() {
    let texts: [&[u8]; 7] = [b"", b"a", b"a\n", b"a\r\nb\r\n", b"x\ny\nz", b"x\n\xff\n\n\n", b"\n"];
    for base in texts {
        for side in texts {
            assert_eq!(merge_lines(base, &[side]).clean_text().expect("one side"), side);
            assert_eq!(merge_lines(base, &[side, base]).clean_text().expect("base as a side"), side);
            assert_eq!(merge_lines(base, &[side, side, side]).clean_text().expect("all alike"), side);
        }
    }
}

/// Texts that look like code to a merge: few different lines, many braces, sometimes other line ends or none.
fn text() -> impl Strategy<Value = String> {
    let line = prop_oneof![4 => "[a-e]\n", 1 => Just("}\n".to_owned()), 1 => Just("\n".to_owned()), 1 => "[ab]\r\n"];
    (prop::collection::vec(line, 0..14), prop::bool::weighted(0.2)).prop_map(|(lines, cut)| {
        let text = lines.concat();
        if cut { text.trim_end_matches('\n').to_owned() } else { text }
    })
}

/// A base and sides that each changed some of its lines.
fn sides(count: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = (String, Vec<String>)> {
    let edits = prop::collection::vec((any::<prop::sample::Index>(), 0..3usize, text()), 0..4);
    (text(), prop::collection::vec(edits, count)).prop_map(|(base, sides)| {
        let edited = |edits: &Vec<(prop::sample::Index, usize, String)>| {
            let mut lines: Vec<&str> = base.split_inclusive('\n').collect();
            for (at, removed, added) in edits {
                let from = at.index(lines.len() + 1);
                let to = (from + removed).min(lines.len());
                lines.splice(from..to, added.split_inclusive('\n').take(2));
            }
            lines.concat()
        };
        let sides = sides.iter().map(edited).collect();
        (base, sides)
    })
}

fn bytes(sides: &[String]) -> Vec<&[u8]> {
    sides.iter().map(String::as_bytes).collect()
}

/// A merge with its sides named by what they hold, so that their order is no part of it.
#[expect(clippy::type_complexity, reason = "settled text, and each conflict's base and named sides")]
fn without_order(merge: &LineMerge, sides: &[String]) -> Vec<(Vec<u8>, Vec<(String, Vec<u8>)>)> {
    let name = |side: usize| sides[side].clone();
    merge
        .chunks
        .iter()
        .map(|chunk| {
            let (text, mut by): (_, Vec<_>) = match chunk {
                Chunk::Clean { text, authors } => (text, authors.iter().map(|side| (name(*side), Vec::new())).collect()),
                Chunk::Conflict { base, sides, .. } => {
                    (base, sides.iter().enumerate().map(|(side, run)| (name(side), run.clone())).collect())
                }
            };
            by.sort();
            (text.clone(), by)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_sides_changes_nothing((base, texts) in sides(2..=5), turn in 0..5usize) {
        let merge = merge_lines(base.as_bytes(), &bytes(&texts));
        let mut turned = texts.clone();
        turned.rotate_left(turn % texts.len());
        turned.swap(0, texts.len() - 1);
        let other = merge_lines(base.as_bytes(), &bytes(&turned));
        prop_assert_eq!(without_order(&merge, &texts), without_order(&other, &turned));
    }

    #[test]
    fn base_and_doubles_among_the_sides_change_nothing((base, texts) in sides(1..=3)) {
        let merge = merge_lines(base.as_bytes(), &bytes(&texts));
        let mut more = texts.clone();
        more.push(base.clone());
        more.extend(texts.iter().cloned());
        let other = merge_lines(base.as_bytes(), &bytes(&more));
        prop_assert_eq!(merge.clean_text(), other.clean_text());
        prop_assert_eq!(merge.conflict_count(), other.conflict_count());
        let count = texts.len();
        let choose = |merge: &LineMerge, side: usize| resolve(merge, &vec![Some(Choice::Sides(vec![side])); merge.conflict_count()]);
        for side in 0..count {
            prop_assert_eq!(choose(&merge, side).text, choose(&other, side).text);
        }
        prop_assert_eq!(merge_lines(base.as_bytes(), &[texts[0].as_bytes()]).clean_text(), Some(texts[0].clone().into_bytes()));
    }

    #[test]
    fn what_two_sides_conflict_on_stays_a_conflict_among_more((base, texts) in sides(3..=4)) {
        let all = merge_lines(base.as_bytes(), &bytes(&texts));
        for first in 0..texts.len() {
            for second in 0..first {
                let two = merge_lines(base.as_bytes(), &[texts[first].as_bytes(), texts[second].as_bytes()]);
                prop_assert!(two.conflict_count() == 0 || all.conflict_count() > 0);
            }
        }
        if all.conflict_count() > 0 {
            let pairs = (0..texts.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
            let mut conflicts = pairs.map(|(a, b)| merge_lines(base.as_bytes(), &[texts[a].as_bytes(), texts[b].as_bytes()]).conflict_count());
            prop_assert!(conflicts.any(|count| count > 0), "no two of them conflict");
        }
    }

    #[test]
    fn all_choices_made_nothing_is_open_and_a_side_chosen_everywhere_is_there_line_by_line((base, texts) in sides(2..=4)) {
        let merge = merge_lines(base.as_bytes(), &bytes(&texts));
        for (side, text) in texts.iter().enumerate() {
            let choices = vec![Some(Choice::Sides(vec![side])); merge.conflict_count()];
            let resolved = resolve(&merge, &choices);
            prop_assert_eq!(resolved.open, 0);
            prop_assert_eq!(resolved.authors.len(), resolved.text.split_inclusive(|byte| *byte == b'\n').count());
            // Every line that the side added is in the result.
            let count = |text: &[u8], line: &[u8]| text.split(|byte| *byte == b'\n').filter(|found| *found == line).count();
            for line in text.as_bytes().split(|byte| *byte == b'\n') {
                if count(base.as_bytes(), line) == 0 {
                    prop_assert!(count(&resolved.text, line) >= count(texts[side].as_bytes(), line));
                }
            }
        }
    }

    #[test]
    fn markers_out_and_in_are_the_same_bytes((base, texts) in sides(2..=4), style in 0..3usize) {
        let style = [MarkerStyle::Merge, MarkerStyle::Diff3, MarkerStyle::ZealousDiff3][style];
        let labels = &["alpha", "beta", "gamma", "delta"][..texts.len()];
        for merge in [merge_lines(base.as_bytes(), &bytes(&texts)), merge_as_git(base.as_bytes(), &bytes(&texts), style)] {
            let text = markers::write(&merge, labels, "base", style);
            match markers::read(&text) {
                Some(marked) => prop_assert_eq!(marked.write(), text),
                None => prop_assert_eq!(merge.conflict_count(), 0),
            }
        }
    }
}

#[test]
fn a_line_that_one_side_kept_is_in_the_base_of_its_conflict() {
    // One side replaced `16` by `19`; the other one added `19` behind it.
    let found = merge_lines(b"15\n16\n20\n", &[b"15\n19\n20\n", b"15\n16\n19\n20\n"]);
    let bases: Vec<_> = found
        .chunks
        .iter()
        .filter_map(|chunk| match chunk {
            Chunk::Conflict { base, sides, .. } => Some((base.as_slice(), sides.iter().map(Vec::as_slice).collect::<Vec<_>>())),
            Chunk::Clean { .. } => None,
        })
        .collect();
    assert_eq!(bases, [(&b"16\n"[..], vec![&b""[..], &b"16\n"[..]])]);
}
