//! The report out of the window: writing it, opening it, and copying the prompts that mend what gates found. Not: how
//! gates are shown (`views::report`), nor what a report says (`page`).

use crate::engine::command::Command;
use crate::gui::act::Hands;
use crate::gui::facts::{Facts, NoticeContent};
use crate::gui::views::marks;
use crate::model::gates::Tree;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::team::TeamId;
use crate::page::{fix, html, json};
use crate::t;

/// Words the last validation as a page and as data, and lets the engine write both.
pub fn write(facts: &mut Facts, hands: &Hands<'_>) {
    let Some(validation) = facts.project.as_ref().and_then(|project| project.validation.last.as_ref()) else { return };
    let worded = html::page(validation).and_then(|html| {
        let json = serde_json::to_string_pretty(&json::report(validation));
        Ok((html, json.map_err(|error| Problem::error("internal").with("message", error))?))
    });
    match worded {
        Ok((html, json)) => hands.engine.send(Command::WriteReport { html, json: format!("{json}\n") }),
        Err(problem) => facts.notify(NoticeContent::Problem(problem)),
    }
}

/// Opens the report that was written last, where the system opens pages.
pub fn open(facts: &Facts, hands: &Hands<'_>) {
    let Some(project) = &facts.project else { return };
    if let Some(page) = &project.validation.page {
        let path = project.project.root.join(page);
        hands.ctx.open_url(egui::OpenUrl::new_tab(address(&path)));
    }
}

/// Opens a file that a gate found, with whatever the system opens such files with.
pub fn open_found(path: Option<&RelPath>, team: Option<&TeamId>, tree: Tree, facts: &Facts, hands: &Hands<'_>) {
    let (Some(project), Some(path)) = (&facts.project, path) else { return };
    let folder = match (tree, team) {
        (Tree::Teams, Some(team)) => project.project.team_folder(team),
        (Tree::Teams, None) => project.project.root.clone(),
        (Tree::Integrated, _) => project.project.integrated_folder(),
    };
    hands.ctx.open_url(egui::OpenUrl::new_tab(address(&folder.join(path))));
}

/// A file's address: everything that an address cannot hold is written in percent.
fn address(path: &std::path::Path) -> String {
    let text = path.display().to_string().replace('\\', "/");
    let mut address = String::from(if text.starts_with('/') { "file://" } else { "file:///" });
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' | b':' => address.push(byte as char),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

/// Copies a prompt that mends what a gate found, for a team or for whoever looks after all.
pub fn copy_fix(gate: &str, team: Option<&TeamId>, facts: &mut Facts, hands: &Hands<'_>) {
    let Some(project) = &facts.project else { return };
    let Some(validation) = &project.validation.last else { return };
    let Some(gate) = validation.gates.iter().find(|known| known.key() == gate) else { return };
    let manifest = &project.manifest.manifest;
    let text = fix::prompt(validation, gate, team, manifest);
    hands.ctx.copy_text(text);
    let said = match team {
        Some(team) => t!("report-copied-for", team = marks::title_and_name(team, manifest)),
        None => t!("report-copied"),
    };
    facts.notify(NoticeContent::Done(said));
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_address_holds_any_path() {
        let path = std::path::Path::new("/home/å b/r#1.html");
        assert_eq!(super::address(path), "file:///home/%C3%A5%20b/r%231.html");
    }
}
