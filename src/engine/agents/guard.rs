//! What an agent's own hooks ask before a tool writes: whether the team may. Owns the answer to one question, and how a
//! program is told to ask it; the hook runs this same program (`dectet guard`), for one launch alone and only in it: nothing
//! is written into the person's or the project's settings, and no git hook is ever made.

use std::path::Path;

use serde_json::{Value, json};

use super::json::{path, text};
use crate::engine::project::Project;
use crate::engine::{disk, exceptions};
use crate::model::ownership::{Ownership, PathClass};
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::run::wishes;
use crate::model::team::TeamId;

/// The verb that hooks call.
pub const VERB: &str = "guard";

/// The command that a hook runs, for the shell that reads it.
pub(super) fn command(program: &Path) -> String {
    let program = program.to_string_lossy();
    if cfg!(windows) { format!("\"{program}\" {VERB}") } else { format!("'{}' {VERB}", program.replace('\'', "'\\''")) }
}

/// A path that an agent names, as it is called in the team's tree; `None` outside of it.
pub fn inside(folder: &Path, path: &str) -> Option<RelPath> {
    let path = Path::new(path);
    let relative = if path.is_absolute() {
        let real = disk::canonical(folder).unwrap_or_else(|_| folder.to_path_buf());
        path.strip_prefix(folder).or_else(|_| path.strip_prefix(&real)).ok()?.to_path_buf()
    } else {
        path.to_path_buf()
    };
    RelPath::from_disk(&relative)
}

/// Answers a hook's question, as it came on stdin; nothing where the tool may go on.
pub fn answer(project: &Project, team: &TeamId, question: &str) -> Result<Option<Value>, Problem> {
    let Ok(question) = serde_json::from_str::<Value>(question) else { return Ok(None) };
    let tool = text(&question, &["tool_name"]).unwrap_or_default();
    let Some(path) = path(tool, &question["tool_input"]) else { return Ok(None) };
    let Some(why) = refusal(project, team, &path)? else { return Ok(None) };
    Ok(Some(match text(&question, &["hook_event_name"]) {
        Some("PreToolUse") => json!({"hookSpecificOutput": {
            "hookEventName": "PreToolUse", "permissionDecision": "deny", "permissionDecisionReason": why}}),
        _ => json!({"decision": "deny", "reason": why}),
    }))
}

/// Why a team may not write there; nothing where it may.
fn refusal(project: &Project, team: &TeamId, path: &str) -> Result<Option<String>, Problem> {
    let folder = project.team_folder(team);
    let Some(path) = inside(&folder, path) else { return Ok(Some(wishes::outside_tree(path))) };
    let owner = match Ownership::new(&project.manifest()?).classify(team, &path) {
        PathClass::Own | PathClass::Unclaimed => return Ok(None),
        PathClass::AnotherTeams(owner) => Some(owner),
        PathClass::Forbidden => None,
    };
    let decided = exceptions::load(project)?.into_iter().rev().find(|one| one.is_about(team, path.as_str()));
    let is_granted = decided.is_some_and(|one| one.granted);
    Ok((!is_granted).then(|| wishes::not_yours(path.as_str(), owner.as_ref())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_as_they_are_called_in_the_tree() {
        let folder = tempfile::tempdir().expect("folder");
        let at = |path: &str| inside(folder.path(), path).map(|path| path.as_str().to_owned());
        let absolute = folder.path().join("src/a.rs");
        assert_eq!(at(&absolute.to_string_lossy()).as_deref(), Some("src/a.rs"));
        assert_eq!(at("src/a.rs").as_deref(), Some("src/a.rs"));
        for outside in ["/etc/passwd", "../other/a.rs", "src/../../x"] {
            assert_eq!(at(outside), None, "{outside}");
        }
    }

    #[test]
    fn hooks_are_answered_in_their_own_words() {
        let folder = tempfile::tempdir().expect("folder");
        let manifest =
            "teams:\n  alpha: {boundaries: {write_paths: ['src/a/**']}}\n  beta: {boundaries: {write_paths: ['src/b/**']}}\n";
        disk::write_atomic(&folder.path().join("manifest.yaml"), manifest.as_bytes()).expect("write");
        let project = Project::open(folder.path()).expect("open");
        let team = TeamId::from_spelling("alpha").expect("an id");
        let asked = |event: &str, tool: &str, path: &str| {
            let path = project.team_folder(&team).join(path);
            let question = json!({"hook_event_name": event, "tool_name": tool, "tool_input": {"file_path": path}});
            answer(&project, &team, &question.to_string()).expect("an answer")
        };
        assert_eq!(asked("BeforeTool", "write_file", "src/a/x.ts"), None);
        assert_eq!(asked("BeforeTool", "write_file", "free.txt"), None);
        assert_eq!(asked("BeforeTool", "read_file", "src/b/x.ts"), None, "reading is free");
        let denied = asked("BeforeTool", "replace", "src/b/x.ts").expect("a denial");
        assert_eq!(denied["decision"], "deny");
        assert!(denied["reason"].as_str().is_some_and(|why| why.contains("team beta") && why.contains("[BLOCKED] need")));
        let denied = asked("PreToolUse", "Write", "src/b/x.ts").expect("a denial");
        assert_eq!(denied["hookSpecificOutput"]["permissionDecision"], "deny");
        let exception =
            exceptions::Exception { team: team.clone(), path: "src/b/**".into(), reason: String::new(), granted: true };
        exceptions::record(&project, exception).expect("recorded");
        assert_eq!(asked("PreToolUse", "Write", "src/b/x.ts"), None);
        let outside = json!({"hook_event_name": "PreToolUse", "tool_name": "Write", "tool_input": {"file_path": "/etc/hosts"}});
        assert!(answer(&project, &team, &outside.to_string()).expect("an answer").is_some());
        assert_eq!(answer(&project, &team, "nonsense").expect("an answer"), None);
    }
}
