//! Conflicts that are open in another program: asking for it, and taking in what comes back as one step. Not: the program
//! and its files (the engine's), nor how that is shown (`views::conflicts`).

use crate::engine::command::Command;
use crate::engine::jobs::outside::{Outside, Tool};
use crate::gui::act::{self, Hands};
use crate::gui::facts::{Facts, NoticeContent};
use crate::gui::marked::MarkedFacts;
use crate::model::conflict::{Answer, ConflictId};
use crate::model::problem::Problem;
use crate::t;

/// A conflict that is open in another program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenOutside {
    /// Which.
    pub conflict: ConflictId,
    /// In what.
    pub tool: Tool,
}

/// Opens a conflict in another program.
pub fn open(id: &ConflictId, tool: Tool, facts: &mut Facts, hands: &Hands<'_>) {
    let Some((conflict, answer)) = facts.decided(id) else { return };
    let command = match tool {
        Tool::Editor => facts.preferences.editor.clone(),
        Tool::MergeTool => facts.preferences.merge_tool.clone(),
    };
    let outside = Outside { conflict: conflict.clone(), answer: answer.cloned(), tool, command };
    facts.outside.retain(|open| open.conflict != *id);
    facts.outside.push(OpenOutside { conflict: id.clone(), tool });
    hands.engine.send(Command::OpenOutside(Box::new(outside)));
}

/// Waits no longer for the program that has it.
pub fn forget(id: ConflictId, facts: &mut Facts, hands: &Hands<'_>) {
    facts.outside.retain(|open| open.conflict != id);
    hands.engine.send(Command::ForgetOutside { conflict: id });
}

/// The program has ended.
pub fn closed(id: ConflictId, answer: Result<Option<Answer>, Problem>, facts: &mut Facts) -> Vec<Command> {
    facts.outside.retain(|open| open.conflict != id);
    let content = match answer {
        Err(problem) => NoticeContent::Problem(problem),
        Ok(None) => NoticeContent::Done(t!("outside-unchanged")),
        Ok(Some(answer)) => match facts.decided(&id) {
            None => NoticeContent::Problem(Problem::warning("outside-gone")),
            Some((conflict, _)) => {
                let said = t!("outside-taken", path = conflict.path.as_str());
                facts.notify(NoticeContent::Done(said));
                let is_marked = |marked: &&mut MarkedFacts| marked.found.conflicts.iter().any(|conflict| conflict.id == id);
                if let Some(marked) = facts.marked.as_mut().filter(is_marked) {
                    marked.answers.set(id, Some(answer));
                    return Vec::new();
                }
                let Some(project) = &mut facts.project else { return Vec::new() };
                project.answers.set(id.clone(), Some(answer));
                return vec![act::remembered(project, &[id])];
            }
        },
    };
    facts.notify(content);
    Vec::new()
}
