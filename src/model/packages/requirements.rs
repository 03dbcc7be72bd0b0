//! What a manifest asks for, by name, with its ranges and lines.

use super::data::containers;
use super::{Ecosystem, Python};
use crate::model::path::RelPath;

/// A dependency that a manifest asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Its name, as its ecosystem compares names.
    pub name: String,
    /// The range that was written.
    pub range: String,
    /// The line, from 1.
    pub line: u32,
    /// In which table: `dependencies`, `devDependencies` …
    pub table: String,
}

/// Whether a file asks for dependencies.
pub fn is_manifest(path: &RelPath) -> bool {
    Ecosystem::of(path).is_some()
}

/// What a manifest asks for; nothing of what cannot be read.
pub fn requirements(path: &RelPath, text: &str) -> Vec<Requirement> {
    let Some(ecosystem) = Ecosystem::of(path) else { return Vec::new() };
    let line_of = |at: usize| text[..at].bytes().filter(|byte| *byte == b'\n').count() as u32 + 1;
    match (ecosystem, path.extension().as_str()) {
        (Ecosystem::Go, _) => of_go(text),
        (Ecosystem::Python, "txt" | "in") => text
            .lines()
            .enumerate()
            .filter_map(|(at, line)| {
                let found = Python::read(line)?;
                let range = line[found.range].to_owned();
                Some(Requirement { name: found.name, range, line: at as u32 + 1, table: String::new() })
            })
            .collect(),
        _ => {
            let mut found = Vec::new();
            let all = containers(path, text).unwrap_or_default();
            for container in &all {
                let table = container.path.join(".");
                if !container.is_list && ecosystem.is_table_of_dependencies(&container.path) {
                    for entry in &container.entries {
                        let said = |range: &str| Requirement {
                            name: entry.key.clone(),
                            range: range.to_owned(),
                            line: line_of(entry.range.start),
                            table: table.clone(),
                        };
                        // `name = { version = "1", package = "other" }` asks for the other one.
                        let mut below = container.path.clone();
                        below.push(entry.key.clone());
                        let inside = all.iter().find(|other| !other.is_list && other.path == below);
                        let field = |name: &str| {
                            let found = inside?.entries.iter().find(|entry| entry.key == name)?.value.clone()?;
                            text.get(found)
                        };
                        if let Some(range) = entry.value.clone().and_then(|range| text.get(range)).or_else(|| field("version")) {
                            let name = field("package").unwrap_or(&entry.key).to_owned();
                            found.push(Requirement { name, ..said(range) });
                        }
                    }
                } else if container.is_list && ecosystem.is_list_of_dependencies(&container.path) {
                    for entry in &container.entries {
                        let Some(read) = Python::read(&entry.key) else { continue };
                        let range = entry.key[read.range].to_owned();
                        found.push(Requirement {
                            name: read.name,
                            range,
                            line: line_of(entry.range.start),
                            table: table.clone(),
                        });
                    }
                } else if ecosystem == Ecosystem::Cargo
                    && let Some((name, above)) = container.path.split_last()
                    && ecosystem.is_table_of_dependencies(above)
                    // A table of its own: `[dependencies.name]`.
                    && !all.iter().any(|other| other.path == above && other.entries.iter().any(|entry| &entry.key == name))
                    && let Some(entry) = container.entries.iter().find(|entry| entry.key == "version")
                    && let Some(range) = entry.value.clone().and_then(|range| text.get(range))
                {
                    let line = line_of(entry.range.start);
                    found.push(Requirement { name: name.clone(), range: range.to_owned(), line, table: above.join(".") });
                }
            }
            found
        }
    }
}

fn of_go(text: &str) -> Vec<Requirement> {
    let mut found = Vec::new();
    let mut is_inside = false;
    for (at, line) in text.lines().enumerate() {
        let said = line.split("//").next().unwrap_or_default().trim();
        let spec = match said.strip_prefix("require") {
            Some(rest) if rest.trim_start().starts_with('(') => {
                is_inside = true;
                continue;
            }
            Some(rest) if rest.starts_with(' ') || rest.starts_with('\t') => rest.trim(),
            _ if said == ")" => {
                is_inside = false;
                continue;
            }
            _ if is_inside => said,
            _ => continue,
        };
        if let Some((name, version)) = spec.split_once(char::is_whitespace) {
            let (name, range) = (name.to_owned(), version.trim().to_owned());
            found.push(Requirement { name, range, line: at as u32 + 1, table: "require".to_owned() });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(path: &str, text: &str) -> Vec<(String, String, u32)> {
        let path = RelPath::new(path).expect("path");
        requirements(&path, text).into_iter().map(|found| (found.name, found.range, found.line)).collect()
    }

    fn said(all: &[(&str, &str, u32)]) -> Vec<(String, String, u32)> {
        all.iter().map(|(name, range, line)| ((*name).to_owned(), (*range).to_owned(), *line)).collect()
    }

    #[test]
    fn every_manifest_says_what_it_asks_for() {
        let npm = "{\n\t\"name\": \"x\",\n\t\"dependencies\": {\n\t\t\"react\": \"^18.2.0\"\n\t},\n\t\"devDependencies\": { \"vite\": \"5\" }\n}\n";
        assert_eq!(asked("web/package.json", npm), said(&[("react", "^18.2.0", 4), ("vite", "5", 6)]));
        let cargo = "[package]\nversion = \"1.0.0\"\n[dependencies]\nserde = \"1\"\nre = { version = \"1.2\", package = \"regex\" }\n\
                     local = { path = \"../x\" }\n[dependencies.tokio]\nversion = \"1.4\"\n[target.'cfg(unix)'.dependencies]\nnix = \"0.29\"\n";
        assert_eq!(
            asked("Cargo.toml", cargo),
            said(&[("serde", "1", 4), ("regex", "1.2", 5), ("tokio", "1.4", 8), ("nix", "0.29", 10)])
        );
        let python = "[project]\nname = \"x\"\ndependencies = [\n  \"Django>=4\",\n  \"rich\",\n]\n";
        assert_eq!(asked("pyproject.toml", python), said(&[("django", ">=4", 4), ("rich", "", 5)]));
        assert_eq!(asked("requirements-dev.txt", "# x\n-r base.txt\npytest==8.1\n"), said(&[("pytest", "==8.1", 3)]));
        let go = "module x\n\ngo 1.22\n\nrequire (\n\tgithub.com/a/b v1.2.3\n\tgithub.com/c/d v0.1.0 // indirect\n)\nrequire e.com/f v1.0.0\n";
        assert_eq!(
            asked("go.mod", go),
            said(&[("github.com/a/b", "v1.2.3", 6), ("github.com/c/d", "v0.1.0", 7), ("e.com/f", "v1.0.0", 9)])
        );
        assert!(asked("package.json", "{ no json").is_empty());
    }
}
