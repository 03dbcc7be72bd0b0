//! Takes back what the last expansion, integration, intake or bringing home wrote.

use crate::engine::event::Event;
use crate::engine::job::Progress;
use crate::engine::project::Project;
use crate::engine::{journal, undo};
use crate::model::problem::Problem;

/// Puts every file of the last step back as it was, but for those that somebody changed since.
pub fn take_back(project: &Project, progress: &dyn Progress) -> Result<Event, Problem> {
    progress.step(0, 0, "job-take-back");
    let done = undo::take_back(project)?;
    let what = match done.what.as_str() {
        "integrate" => "integrate",
        "intake" => "intake",
        "bring" => "bring",
        _ => "expand",
    };
    journal::note(project, "taken-back", serde_json::json!({ "what": what, "restored": done.restored, "kept": done.kept }))?;
    Ok(Event::TakenBack { what, files: done.restored })
}
