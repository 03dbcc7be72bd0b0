//! The installed git is the judge: with two sides, the merged text is its text, byte for byte.

use std::path::Path;
use std::process::Command;

use dectet::model::merge::choice::{Choice, resolve};
use dectet::model::merge::lines::merge_as_git;
use dectet::model::merge::markers::{self, MarkerStyle};

/// Numbers that are the same on every machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// A line as code has them: many alike, some with another line end.
fn line(dice: &mut Dice, different: usize) -> String {
    let end = if dice.below(60) == 0 { "\r\n" } else { "\n" };
    match dice.below(12) {
        0 => end.to_owned(),
        1 => format!("}}{end}"),
        2 => format!("    }}{end}"),
        3 => format!("  {{{end}"),
        _ => format!("{}line {}{end}", " ".repeat(dice.below(3) * 2), dice.below(different)),
    }
}

fn edited(dice: &mut Dice, lines: &[String], edits: usize, different: usize) -> Vec<String> {
    let mut lines = lines.to_vec();
    for _ in 0..edits {
        let at = dice.below(lines.len() + 1);
        match dice.below(6) {
            0 => drop(lines.drain(at..(at + 1 + dice.below(4)).min(lines.len()).max(at))),
            1 => {
                let new: Vec<String> = (0..=dice.below(4)).map(|_| line(dice, different)).collect();
                lines.splice(at..at, new);
            }
            // Code that is copied to another place.
            2 => {
                let copied = lines[at..(at + 1 + dice.below(6)).min(lines.len())].to_vec();
                let to = dice.below(lines.len() + 1);
                lines.splice(to..to, copied);
            }
            _ if at < lines.len() => lines[at] = line(dice, different),
            _ => {}
        }
    }
    lines
}

/// Base and two sides.
fn case(seed: u64) -> [String; 3] {
    let mut dice = Dice::new(seed);
    let length = match dice.below(8) {
        0 => dice.below(4),
        1 => dice.below(12),
        2 => dice.below(400),
        _ => dice.below(60),
    };
    let different = dice.pick(&[3, 8, 30, 100, 1000]);
    let mut base: Vec<String> = (0..length).map(|_| line(&mut dice, different)).collect();
    let edits = 1 + dice.below(1 + length / 4);
    // Sometimes the sides have changes in common.
    let common = if dice.below(3) == 0 { edited(&mut dice, &base, edits, different) } else { base.clone() };
    let first = edited(&mut dice, &common, edits, different);
    let second = edited(&mut dice, &common, edits, different);
    if dice.below(10) == 0 {
        base.clear();
    }
    let all_crlf = dice.below(8) == 0;
    [base, first, second].map(|lines| {
        let mut text = lines.concat();
        if all_crlf {
            text = text.replace("\r\n", "\n").replace('\n', "\r\n");
        }
        if dice.below(5) == 0 && text.ends_with('\n') {
            text.pop();
        }
        text
    })
}

fn git(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new("git")
        .current_dir(folder)
        .env("LC_ALL", "C")
        .args(["merge-file", "-p", "-q"])
        .args(arguments)
        .args(["ours", "base", "theirs"])
        .output()
        .expect("git is installed");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn compare(seed: u64, folder: &Path) {
    let [base, ours, theirs] = case(seed);
    for (name, text) in [("base", &base), ("ours", &ours), ("theirs", &theirs)] {
        std::fs::write(folder.join(name), text).expect("write");
    }
    let sides = [ours.as_bytes(), theirs.as_bytes()];
    let labels = ["ours", "theirs"];
    let show = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    for (style, flag) in
        [(MarkerStyle::Merge, "--marker-size=7"), (MarkerStyle::Diff3, "--diff3"), (MarkerStyle::ZealousDiff3, "--zdiff3")]
    {
        let merge = merge_as_git(base.as_bytes(), &sides, style);
        let text = markers::write(&merge, &labels, "base", style);
        assert_eq!(show(&text), show(&git(folder, &[flag])), "case {seed}, {style:?}");
    }
    // What a person can choose is what git can choose for everything at once.
    let merge = merge_as_git(base.as_bytes(), &sides, MarkerStyle::Merge);
    let (flag, choice): (&str, &[usize]) = [("--ours", &[0][..]), ("--theirs", &[1]), ("--union", &[0, 1])][seed as usize % 3];
    let resolved = resolve(&merge, &vec![Some(Choice::Sides(choice.to_vec())); merge.conflict_count()]);
    // For a union git ends the first side's last line even where nothing follows.
    let whole = |text: &[u8]| if flag == "--union" { show(text).trim_end().to_owned() } else { show(text) };
    assert_eq!(whole(&resolved.text), whole(&git(folder, &[flag])), "case {seed}, {flag}");
}

#[test]
fn two_sides_merge_to_the_bytes_that_git_writes() {
    // More of them by hand: DECTET_GIT_CASES=5000.
    let cases: u64 = std::env::var("DECTET_GIT_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(500);
    std::thread::scope(|scope| {
        for part in 0..4 {
            scope.spawn(move || {
                let folder = tempfile::tempdir().expect("folder");
                (0..cases).filter(|seed| seed % 4 == part).for_each(|seed| compare(seed, folder.path()));
            });
        }
    });
}
