//! Calling a person who is elsewhere, by the system's own notifications. Owns that nobody waits for it: a thread of its own
//! asks the system, what comes while that hangs is left out, and a system that has no notifications is a line in the
//! project's log.

use std::sync::OnceLock;

use crossbeam_channel::{Sender, bounded};
use notify_rust::Notification;

use crate::engine::project::Project;
use crate::engine::{journal, threads};

/// Calls that may wait; more would come long after what they are about.
const WAITING: usize = 8;

#[derive(Debug)]
struct Call {
    project: Option<Project>,
    title: String,
    text: String,
}

/// Shows a notification, soon; for nobody where the system has none.
pub fn call(project: Option<Project>, title: String, text: String) {
    static CALLS: OnceLock<Option<Sender<Call>>> = OnceLock::new();
    let calls = CALLS.get_or_init(|| {
        let (sender, calls) = bounded::<Call>(WAITING);
        let work = move || {
            let mut has_failed = false;
            for call in calls {
                let shown = Notification::new().appname("Dectet").summary(&call.title).body(&call.text).show();
                // Once is enough: a system without notifications says the same every time.
                if let (Err(error), Some(project), false) = (shown, &call.project, has_failed) {
                    has_failed = true;
                    let details = serde_json::json!({ "error": error.to_string(), "title": call.title });
                    let _ = journal::note(project, "notification-failed", details);
                }
            }
        };
        threads::start("calls", work).is_ok().then_some(sender)
    });
    if let Some(calls) = calls {
        let _ = calls.try_send(Call { project, title, text });
    }
}
