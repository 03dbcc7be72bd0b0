//! What can be settled without a person: found for a list that may still be looked at, applied as answers, and taken
//! back as long as nobody decided anew. A plain list of answers before and after lies beside the answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::engine::event::Integration;
use crate::engine::job::Progress;
use crate::engine::project::Project;
use crate::engine::{answers, disk, journal};
use crate::model::conflict::fix::{self, Fix};
use crate::model::conflict::{Answer, ConflictId};
use crate::model::problem::{Place, Problem};

/// What fixes there are for what a look found, beside these answers.
pub fn find(found: &Integration, answers: &BTreeMap<ConflictId, Answer>, progress: &dyn Progress) -> Vec<Fix> {
    let total = found.conflicts.len() as u64;
    fix::all(&found.conflicts, answers, &found.sides, |done| {
        progress.step(done as u64, total, "job-find-fixes");
        !progress.is_cancelled()
    })
}

/// What fixes changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Changed {
    before: Option<Answer>,
    after: Answer,
}

const FILE: &str = "fixed.json";

fn load(project: &Project) -> Result<BTreeMap<ConflictId, Changed>, Problem> {
    let bytes = disk::read_if_there(&project.own_folder().join(FILE))?.unwrap_or_default();
    Ok(serde_json::from_slice(&bytes).unwrap_or_default())
}

fn save(project: &Project, changed: &BTreeMap<ConflictId, Changed>) -> Result<(), Problem> {
    let shown = ".dectet/fixed.json";
    let text = serde_json::to_vec_pretty(changed)
        .map_err(|error| Problem::error("disk-other").with("path", shown).with("error", error).at(Place::file(shown)))?;
    disk::write_atomic(&project.own_folder().join(FILE), &text).map(|_| ()).map_err(|problem| project.seen(problem))
}

/// Answers with these fixes, and remembers what was answered before them.
pub fn apply(project: &Project, fixes: &[Fix]) -> Result<BTreeMap<ConflictId, Answer>, Problem> {
    let mut all = answers::load(project)?;
    let mut changed = load(project)?;
    for fix in fixes {
        let before = all.insert(fix.conflict.clone(), fix.answer.clone());
        let known = changed.entry(fix.conflict.clone()).or_insert(Changed { before, after: fix.answer.clone() });
        known.after = fix.answer.clone();
    }
    journal::prepare(project)?;
    // First how it is taken back, then what is done.
    save(project, &changed)?;
    answers::save(project, &all)?;
    Ok(all)
}

/// Takes back what fixes answered, where nobody answered anew since. How many conflicts that were.
pub fn take_back(project: &Project) -> Result<usize, Problem> {
    let mut all = answers::load(project)?;
    let changed = load(project)?;
    let mut count = 0;
    for (id, Changed { before, after }) in changed {
        if all.get(&id) != Some(&after) {
            continue;
        }
        count += 1;
        match before {
            Some(before) => all.insert(id, before),
            None => all.remove(&id),
        };
    }
    if count == 0 {
        return Err(Problem::error("fixes-nothing-to-take-back"));
    }
    answers::save(project, &all)?;
    save(project, &BTreeMap::new())?;
    Ok(count)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "tests make projects of their own")]

    use std::fs;

    use super::*;
    use crate::engine::job::Silent;
    use crate::engine::jobs::{conflicts, integrate};
    use crate::engine::project::Mode;
    use crate::engine::{bases, gather};

    const MANIFEST: &str = "teams:\n  alpha:\n    boundaries: {write_paths: [src/core/**]}\n  beta:\n    boundaries: \
                            {write_paths: [src/api/**]}\n";

    #[test]
    fn fixes_are_applied_written_and_taken_back() {
        let folder = tempfile::tempdir().expect("folder");
        let root = folder.path().canonicalize().expect("canonical");
        let put = |path: &str, text: &str| {
            let file = root.join(path);
            fs::create_dir_all(file.parent().expect("parent")).expect("folders");
            fs::write(file, text).expect("write");
        };
        put("manifest.yaml", MANIFEST);
        put(".gitignore", "node_modules/\n");
        put("package.json", "{\n  \"name\": \"x\"\n}\n");
        put("src/core/a.ts", "export {};\n");
        let project = Project {
            root: root.clone(),
            manifest_name: Some("manifest.yaml".to_owned()),
            mega_files_folder: "mega-files".to_owned(),
            mode: Mode::Folder,
        };
        let manifest = gather::manifest_of(&project).expect("manifest");
        let mut bases = bases::Bases::new(&project, &manifest);
        for team in gather::team_ids(&manifest) {
            bases.ensure_tree(&team).expect("tree");
        }
        put("teams/alpha/.gitignore", "node_modules/\ndist/\n");
        put("teams/beta/.gitignore", "node_modules/\n*.log\n");
        put("teams/alpha/package.json", "{\n  \"name\": \"one\"\n}\n");
        put("teams/beta/package.json", "{\n  \"name\": \"two\"\n}\n");
        put("teams/beta/src/core/a.ts", "export const beta = 1;\n");
        let found = conflicts::find(&project, &Silent).expect("look");
        assert_eq!(found.conflicts.len(), 3);
        let fixes = find(&found, &found.answers, &Silent);
        let said: Vec<_> = fixes.iter().map(|fix| (fix.path.as_str(), fix.by_rule)).collect();
        assert_eq!(said, [("src/core/a.ts", true), (".gitignore", false)], "the name of a package is a person's to choose");
        assert!(answers::load(&project).expect("answers").is_empty(), "looking changes nothing");

        let answers = apply(&project, &fixes).expect("applied");
        let report = integrate::integrate(&project, &answers, false, &Silent).expect("integrated");
        assert_eq!((report.open.len(), report.resolved), (1, 2));
        assert_eq!(report.kept_out.len(), 1, "what a rule left out stays in the report");
        let ignored = fs::read_to_string(root.join("integrated/.gitignore")).expect("there");
        assert_eq!(ignored, "node_modules/\n*.log\ndist/\n");

        // What a person decided since stays.
        let mut decided = answers.clone();
        decided.insert(fixes[0].conflict.clone(), Answer::LetIn { reason: "agreed".into() });
        answers::save(&project, &decided).expect("saved");
        assert_eq!(take_back(&project).expect("taken back"), 1);
        let left = answers::load(&project).expect("answers");
        assert_eq!(left.len(), 1);
        assert!(matches!(left.values().next(), Some(Answer::LetIn { .. })));
        assert_eq!(take_back(&project).expect_err("nothing left").id, "fixes-nothing-to-take-back");
    }
}
