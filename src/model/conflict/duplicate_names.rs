//! A name that may stand once in several files together and stands twice now: a function of a Go package, a table of a
//! database. Each team added its own, in a file of its own, so no line conflicts.

use super::structure::{File, Finding, Scene, grouped};
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::syntax::outline::{Named, Outline};

pub(super) fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let mut all = Vec::new();
    for file in &scene.files {
        let Some(group) = group(file.path()) else { continue };
        let names = file.result.iter().flat_map(|outline| &outline.names);
        all.extend(names.map(|named| ((group.clone(), named.key.clone()), (file, named))));
    }
    let mut found = Vec::new();
    for (_, same) in grouped(all) {
        let pairs = same.iter().enumerate().flat_map(|(at, a)| same[at + 1..].iter().map(move |b| (a, b)));
        found.extend(pairs.filter(|(a, b)| a.0.path() != b.0.path()).find_map(|(a, b)| twice(scene, *a, *b)));
    }
    found
}

fn twice(scene: &Scene<'_>, (a, of_a): (&File<'_>, &Named), (b, of_b): (&File<'_>, &Named)) -> Option<Finding> {
    let has = |outline: &Outline| outline.names.iter().any(|named| named.key == of_a.key);
    if !scene.are_brought_together((a, &has), (b, &has)) {
        return None;
    }
    let (by_a, by_b) = (a.authors(has), b.authors(has));
    let is_table = a.path().extension() == "sql";
    let problem = Problem::warning(if is_table { "duplicate-table" } else { "duplicate-name" })
        .with("name", &of_b.name)
        .with("path", b.path())
        .with("line", of_b.line)
        .with("team", scene.names(&by_b))
        .with("other", a.path())
        .with("otherLine", of_a.line)
        .with("otherTeam", scene.names(&by_a));
    let places = vec![b.place(of_b.line), a.place(of_a.line)];
    Some(Finding::new(problem, places, scene.teams(by_a.into_iter().chain(by_b))))
}

/// What the names of a file share with those of others; `None` where they share nothing.
fn group(path: &RelPath) -> Option<String> {
    let folder = path.parent().map(|folder| folder.as_str().to_owned()).unwrap_or_default();
    match path.extension().as_str() {
        "go" => Some(folder),
        "sql" => database(path, &folder),
        _ => None,
    }
}

/// The database that a file is of: the outermost folder that says so, and whose language it is. Steps back, samples
/// and tests have tables of their own.
fn database(path: &RelPath, folder: &str) -> Option<String> {
    let name = path.file_name().to_lowercase();
    let parts: Vec<&str> = folder.split('/').collect();
    let is_aside = |part: &str| {
        ["test", "tests", "fixtures", "example", "examples", "sample", "samples", "down", "rollback", "archive", "docs"]
            .contains(&part)
    };
    let is_undone = ["down", "rollback", "undo", "drop"].iter().any(|word| name.split(['.', '_', '-']).any(|part| part == *word));
    if is_undone || parts.iter().any(|part| is_aside(&part.to_lowercase())) {
        return None;
    }
    let says = |part: &&str| {
        ["db", "database", "databases", "sql", "schema", "schemas", "migrations", "migration", "migrate"]
            .contains(&part.to_lowercase().as_str())
    };
    let root = parts.iter().position(says).map_or(folder.to_owned(), |at| parts[..=at].join("/"));
    // Migrations are run one after the other; a schema beside them says the same again.
    let is_migration = parts.iter().any(|part| part.to_lowercase().starts_with("migrat"));
    let dialect = ["postgres", "postgresql", "mysql", "mariadb", "sqlite", "mssql", "oracle", "clickhouse", "bigquery", "duckdb"]
        .into_iter()
        .find(|dialect| {
            parts.iter().any(|part| part.eq_ignore_ascii_case(dialect))
                || name.split(['.', '_', '-']).any(|part| part == *dialect)
        });
    Some(format!("{root}\0{is_migration}\0{}", dialect.unwrap_or_default()))
}
