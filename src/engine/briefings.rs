//! Who has been briefed: whose prompt was copied, when, and which text it was. Lives in the journal, so it survives the
//! window. Not: what a prompt says (`model::prompt`), nor whether it changed since.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::json;

use crate::engine::journal;
use crate::engine::project::Project;
use crate::model::problem::Problem;
use crate::model::prompt::{Language, Recipient};
use crate::model::team::TeamId;

const BRIEFED: &str = "briefed";
const NOT_BRIEFED: &str = "not-briefed";

/// That somebody was given a prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Briefing {
    /// When.
    pub at: Timestamp,
    /// Which text: its fingerprint.
    pub hash: String,
    /// In which language it was.
    pub language: Language,
}

/// Who has been briefed, and with what last.
pub type Briefings = BTreeMap<Recipient, Briefing>;

/// Notes who was given which text just now.
pub fn note(project: &Project, prompts: &[(Recipient, String)], language: Language) -> Result<Briefings, Problem> {
    let mut noted = Briefings::new();
    for (recipient, hash) in prompts {
        let details = json!({ "team": recipient.team(), "hash": hash, "language": language.code() });
        journal::note(project, BRIEFED, details)?;
        noted.insert(recipient.clone(), Briefing { at: journal::now(), hash: hash.clone(), language });
    }
    Ok(noted)
}

/// Notes that these were not briefed after all.
pub fn take_back(project: &Project, recipients: &[Recipient]) -> Result<(), Problem> {
    recipients.iter().try_for_each(|recipient| journal::note(project, NOT_BRIEFED, json!({ "team": recipient.team() })))
}

/// Who has been briefed, as the journal tells.
pub fn read(project: &Project) -> Result<Briefings, Problem> {
    let mut briefings = Briefings::new();
    for entry in journal::read(project)? {
        if entry.event != BRIEFED && entry.event != NOT_BRIEFED {
            continue;
        }
        let details = &entry.details;
        let recipient = match &details["team"] {
            serde_json::Value::Null => Some(Recipient::Leader),
            team => team.as_str().and_then(TeamId::from_spelling).map(Recipient::Team),
        };
        let Some(recipient) = recipient else { continue };
        match details["hash"].as_str().filter(|_| entry.event == BRIEFED) {
            Some(hash) => {
                let language = Language::of_code(details["language"].as_str().unwrap_or_default());
                briefings.insert(recipient, Briefing { at: entry.at, hash: hash.to_owned(), language });
            }
            None => {
                briefings.remove(&recipient);
            }
        }
    }
    Ok(briefings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::disk;

    #[test]
    fn the_journal_remembers_who_was_briefed_last_with_what() {
        let folder = tempfile::tempdir().expect("folder");
        disk::write_atomic(&folder.path().join("manifest.yaml"), b"teams: {alpha: a, leader: b}\n").expect("write");
        let project = Project::open(folder.path()).expect("open");
        assert_eq!(read(&project).expect("read"), Briefings::new());
        let team = |id| Recipient::Team(TeamId::from_spelling(id).expect("id"));
        let all = [(Recipient::Leader, "1".to_owned()), (team("leader"), "2".to_owned()), (team("alpha"), "3".to_owned())];
        note(&project, &all, Language::English).expect("note");
        journal::note(&project, "opened", json!({"mode": "folder"})).expect("something else");
        note(&project, &[(team("alpha"), "4".to_owned())], Language::Swedish).expect("note");
        take_back(&project, &[team("leader")]).expect("take back");
        let now = read(&project).expect("read");
        let said: Vec<_> = now.iter().map(|(who, briefing)| (who.clone(), briefing.hash.as_str(), briefing.language)).collect();
        assert_eq!(said, [(Recipient::Leader, "1", Language::English), (team("alpha"), "4", Language::Swedish)]);
        assert_eq!(journal::read(&project).expect("read").len(), 6, "nothing in the journal is rewritten");
    }

    #[test]
    fn entries_that_say_nothing_useful_are_passed_over() {
        let folder = tempfile::tempdir().expect("folder");
        disk::write_atomic(&folder.path().join("manifest.yaml"), b"teams: {alpha: a}\n").expect("write");
        let project = Project::open(folder.path()).expect("open");
        journal::note(&project, BRIEFED, json!({"team": 7, "hash": "x"})).expect("note");
        journal::note(&project, BRIEFED, json!({"team": "alpha"})).expect("note");
        journal::note(&project, BRIEFED, serde_json::Value::Null).expect("note");
        assert_eq!(read(&project).expect("read"), Briefings::new());
    }
}
