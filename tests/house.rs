//! The house's own rules, read off the source: floors look down only, each room says what it owns, every id has words.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a source folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("UTF-8 source");
            found.push((path, text));
        }
    }
    found.sort();
    found
}

/// Whether a file holds nothing but tests.
fn is_test(path: &Path) -> bool {
    path.components().any(|part| matches!(part.as_os_str().to_str(), Some("tests" | "tests.rs")))
}

/// The code of a file without its tests and without comment lines.
fn code(text: &str) -> String {
    let end = text.find("#[cfg(test)]\nmod tests").unwrap_or(text.len());
    text[..end].lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn floors_look_down_never_up() {
    let rules: [(&str, &[&str]); 5] = [
        (
            "src/model",
            &["crate::engine", "crate::gui", "crate::cli", "crate::words", "egui", "std::fs", "std::thread", "std::process"],
        ),
        ("src/engine", &["crate::gui", "crate::cli", "crate::words", "egui", "eframe"]),
        ("src/cli", &["egui", "eframe", "crate::gui::views", "crate::gui::facts"]),
        (
            "src/gui/widgets",
            &["crate::engine", "crate::model::manifest", "crate::model::mega", "crate::gui::views", "crate::gui::facts"],
        ),
        ("src/gui", &["std::fs", "std::process", "crate::cli"]),
    ];
    let mut wrong = Vec::new();
    for (folder, forbidden) in rules {
        for (path, text) in sources(&root().join(folder)).into_iter().filter(|(path, _)| !is_test(path)) {
            let code = code(&text);
            for name in forbidden {
                // `std::fs` must not match `std::fs_something`; a name ends where no letter follows.
                let found = code.match_indices(name).any(|(at, _)| {
                    let before = code[..at].chars().next_back();
                    let after = code[at + name.len()..].chars().next();
                    !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
                        && !after.is_some_and(|c| c.is_alphanumeric() || c == '_')
                });
                if found {
                    wrong.push(format!("{} names {name}", path.strip_prefix(root()).expect("below root").display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "floors that look up:\n{}", wrong.join("\n"));
}

#[test]
fn every_room_says_what_it_owns() {
    let silent: Vec<_> =
        sources(&root().join("src")).into_iter().filter(|(_, text)| !text.starts_with("//!")).map(|(path, _)| path).collect();
    assert!(silent.is_empty(), "files that do not start with `//!`: {silent:?}");
}

#[test]
fn every_id_that_the_code_says_has_words() {
    let words = fs::read_dir(root().join("assets/text/en")).expect("the words").flat_map(|file| {
        let text = fs::read_to_string(file.expect("a file").path()).expect("UTF-8");
        text.lines().filter_map(|line| Some(line.split_once(" =")?.0.to_owned())).collect::<Vec<_>>()
    });
    let words: BTreeSet<String> = words.collect();
    let mut missing = BTreeSet::new();
    for (path, text) in sources(&root().join("src")) {
        let code = code(&text);
        for opening in ["Problem::error(\"", "Problem::warning(\"", "Problem::note(\"", "t!(\"", "word(\""] {
            for (at, _) in code.match_indices(opening) {
                let rest = &code[at + opening.len()..];
                let id = &rest[..rest.find('"').unwrap_or(0)];
                let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
                // `include_str!("` and the like end as `t!("` does.
                let is_whole = !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_');
                if is_id && is_whole && !words.contains(id) {
                    missing.insert(format!("{id} ({})", path.file_name().expect("name").to_string_lossy()));
                }
            }
        }
        // Ids that travel before they are said: the label of a job, the name of a step, an action or a view.
        for family in ["\"job-", "\"step-", "\"action-", "\"view-", "\"template-", "\"keys-", "\"looks-"] {
            for (at, _) in code.match_indices(family) {
                let rest = &code[at + 1..];
                let id = &rest[..rest.find('"').unwrap_or(0)];
                let is_id = !id.ends_with('-') && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
                if is_id && !words.contains(id) {
                    missing.insert(format!("{id} ({})", path.file_name().expect("name").to_string_lossy()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "ids without words:\n{}", missing.into_iter().collect::<Vec<_>>().join("\n"));
}
