//! Two teams that each took the next migration number: tools run one of the two, or stop. Told by paths alone.

use std::collections::BTreeMap;

use crate::model::merge::tree::{PathOutcome, Side, leaves_file};
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};

/// Endings of migrations as tools write them.
const ENDINGS: [&str; 9] = ["sql", "py", "js", "ts", "rb", "go", "php", "java", "kt"];

/// Warnings about migrations that different teams added under one number in one folder.
pub(super) fn warnings(sides: &[Side], outcomes: &[PathOutcome]) -> Vec<Problem> {
    let mut known: BTreeMap<(RelPath, String), Vec<(&PathOutcome, String)>> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|outcome| leaves_file(&outcome.outcome)) {
        let is_added = outcome.changed_by.iter().all(|side| !sides[*side].base.contains_key(&outcome.path));
        if outcome.changed_by.is_empty() || !is_added {
            continue;
        }
        if let Some((folder, number, name)) = numbered(&outcome.path) {
            known.entry((folder, number)).or_default().push((outcome, name));
        }
    }
    let mut found = Vec::new();
    for ((_, number), migrations) in &known {
        let (first, first_name) = &migrations[0];
        let apart = migrations
            .iter()
            .skip(1)
            .find(|(other, name)| name != first_name && !other.changed_by.iter().any(|side| first.changed_by.contains(side)));
        if let Some((other, _)) = apart {
            let team =
                |outcome: &PathOutcome| outcome.changed_by.first().map_or("", |side| sides[*side].team.as_str()).to_owned();
            let problem = Problem::warning("migration-number-twice")
                .with("path", &other.path)
                .with("team", team(other))
                .with("other", &first.path)
                .with("otherTeam", team(first))
                .with("number", number);
            found.push(problem.at(Place::file(other.path.as_str())));
        }
    }
    found
}

/// Folder, number and name of a migration: `db/migrations/0007_users.up.sql` → `7`, `users`. Steps up and down of one
/// migration have one name.
fn numbered(path: &RelPath) -> Option<(RelPath, String, String)> {
    let (folder, _) = path.as_str().rsplit_once('/')?;
    let is_for_migrations = |part: &str| matches!(part, "migrations" | "migration" | "migrate");
    if !folder.split('/').any(is_for_migrations) || !ENDINGS.contains(&path.extension().as_str()) {
        return None;
    }
    let (mut name, _) = path.file_name().rsplit_once('.')?;
    for step in [".up", ".down", ".undo"] {
        name = name.strip_suffix(step).unwrap_or(name);
    }
    // Flyway's V for a version, U for its undoing.
    let name = name.strip_prefix(['V', 'U']).unwrap_or(name);
    let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = name.split_at(digits);
    let rest = rest.strip_prefix(['_', '-']).filter(|_| digits > 0)?;
    // Flyway's 1_1 is a number of two parts.
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let trimmed = number.trim_start_matches('0');
    let number = if trimmed.is_empty() { "0" } else { trimmed };
    Some((path.parent()?, number.to_owned(), rest.trim_start_matches(['_', '-']).to_owned()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::merge::tree::{Entry, EntryKind, Tree, merge_trees};
    use crate::model::team::TeamId;

    fn said(base: &[&str], alpha: &[&str], beta: &[&str]) -> usize {
        let tree = |paths: &[&[&str]]| -> Tree {
            let entry = |path: &str| Entry { kind: EntryKind::File, hash: path.to_owned(), size: 1 };
            paths.concat().iter().map(|path| (RelPath::new(path).expect("path"), entry(path))).collect()
        };
        let start = Arc::new(tree(&[base]));
        let side = |team: &str, paths: &[&str]| Side {
            team: TeamId::from_spelling(team).expect("team"),
            base: start.clone(),
            tree: tree(&[base, paths]),
        };
        let sides = [side("alpha", alpha), side("beta", beta)];
        warnings(&sides, &merge_trees(&sides)).len()
    }

    #[test]
    fn two_teams_that_took_one_number_are_told_and_others_not() {
        for (base, alpha, beta, count) in [
            (&[][..], &["db/migrations/0007_users.sql"][..], &["db/migrations/0007_orders.sql"][..], 1),
            (&[], &["migrations/007_a.py"], &["migrations/7_b.py"], 1),
            (&[], &["src/db/migration/V2__a.sql"], &["src/db/migration/V2__b.sql"], 1),
            (&[], &["migrations/1_a.sql"], &["migrations/2_b.sql"], 0),
            (&[], &["migrations/1_a.up.sql"], &["migrations/1_a.down.sql"], 0),
            (&[], &["migrations/1_a.sql", "migrations/1_b.sql"], &[], 0),
            (&["migrations/1_a.sql"], &["migrations/1_b.sql"], &[], 0),
            (&[], &["a/migrations/1_a.sql"], &["b/migrations/1_b.sql"], 0),
            (&[], &["docs/1_a.sql"], &["docs/1_b.sql"], 0),
            (&[], &["migrations/1_a.md"], &["migrations/1_b.md"], 0),
            (&[], &["migrations/V1_1__a.sql"], &["migrations/V1_2__b.sql"], 0),
        ] {
            assert_eq!(said(base, alpha, beta), count, "{base:?} {alpha:?} {beta:?}");
        }
    }
}
