//! The manifest's text beside the board: what an edit on the board changed is marked, and scrolled to. Owns which
//! lines those are. Not: the editor (`widgets::code`), nor what the text means.

use std::ops::Range;
use std::path::PathBuf;

use egui::{Align, Layout, Ui};

use super::{Board, TeamsScreen};
use crate::gui::action::Action;
use crate::gui::facts::ProjectFacts;
use crate::gui::highlight::Language;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::button;
use crate::gui::widgets::code::{CodeEditor, CodeState, Mark, Wash};
use crate::model::document::Revision;
use crate::model::problem::Problem;
use crate::{t, words};

/// This panel's corner of the screen.
#[derive(Debug, Default)]
pub struct SourceScreen {
    open: bool,
    editor: CodeState,
    /// The line (from 1) to bring into view.
    scroll_to: Option<u32>,
    seen: Option<Seen>,
    /// What the last edit added or changed, and the line before which it removed something (lines from 0, rising).
    washes: Vec<(usize, Wash)>,
    /// What is wrong, underlined.
    marks: Vec<Mark>,
    /// A line was asked for: it stays in view, whatever else has changed.
    is_pointed_at: bool,
    /// The keys went to the editor in the last frame: its edits need no pointing at.
    is_typing: bool,
}

/// The text as it was last looked at.
#[derive(Debug)]
struct Seen {
    root: PathBuf,
    revision: Revision,
    text: String,
    /// How many problems there were: they can come later than the text.
    problems: usize,
    language: words::Language,
}

impl SourceScreen {
    /// Whether the panel is shown.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Opens or closes it. What changed since it was last open is marked, and scrolled to.
    pub fn toggle(&mut self) {
        self.open = !self.open;
        self.scroll_to = self.washes.first().map(|(line, _)| *line as u32 + 1);
    }

    /// Opens it at a line, from 1; 0 leaves it where it is.
    pub fn open_at(&mut self, line: u32) {
        self.open = true;
        if line > 0 {
            self.scroll_to = Some(line);
            self.washes = vec![(line as usize - 1, Wash::Related)];
            self.is_pointed_at = true;
        }
    }

    /// Learns what the text says now; of two states of one project, what differs is marked.
    pub fn follow(&mut self, project: &ProjectFacts) {
        if !self.open && self.seen.as_ref().is_some_and(|seen| seen.root == project.project.root) {
            // What nobody looks at is compared when somebody does.
            return;
        }
        let manifest = &project.manifest;
        let root = &project.project.root;
        let revision = manifest.document.revision();
        let problems = manifest.problems.len() + manifest.findings.len();
        let language = words::language();
        if let Some(seen) = &self.seen
            && (seen.revision, &seen.root, seen.problems, seen.language) == (revision, root, problems, language)
        {
            return;
        }
        let text = manifest.document.text();
        match self.seen.take().filter(|seen| seen.root == *root) {
            Some(seen) if seen.revision != revision => self.mark_changes(&seen.text, text),
            Some(_) => self.is_pointed_at = false,
            // Another project: another text, with a caret and an undo of its own.
            None => *self = Self { open: self.open, ..Self::default() },
        }
        let findings = manifest.findings.iter().map(|finding| &finding.problem);
        self.marks = manifest.problems.iter().chain(findings).filter_map(|problem| mark(problem, text)).collect();
        self.marks.sort_by_key(|mark| mark.range.start);
        self.seen = Some(Seen { root: root.clone(), revision, text: text.to_owned(), problems, language });
    }

    fn mark_changes(&mut self, before: &str, after: &str) {
        if std::mem::take(&mut self.is_pointed_at) {
            return;
        }
        self.washes.clear();
        if self.is_typing {
            return;
        }
        let input = imara_diff::InternedInput::new(before, after);
        let diff = imara_diff::Diff::compute(imara_diff::Algorithm::Histogram, &input);
        let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
        let bytes = |lines: &[&str], range: &Range<u32>| -> isize {
            let lines = lines.get(range.start as usize..(range.end as usize).min(lines.len())).unwrap_or_default();
            lines.iter().map(|line| line.len() as isize + 1).sum()
        };
        // Where most came is what a person looks for: of a move, the place it went to.
        let mut most = None;
        for hunk in diff.hunks() {
            let came = bytes(&new, &hunk.after) - bytes(&old, &hunk.before);
            if most.is_none_or(|(most, _)| came > most) {
                most = Some((came, hunk.after.start + 1));
            }
            if hunk.after.is_empty() {
                self.washes.push((hunk.after.start as usize, Wash::Related));
            }
            self.washes.extend(hunk.after.map(|line| (line as usize, Wash::Added)));
        }
        self.scroll_to = most.map(|(_, line)| line);
    }
}

/// A problem as an underline: from its place to the end of the word there.
fn mark(problem: &Problem, text: &str) -> Option<Mark> {
    let place = problem.place.as_ref().filter(|place| place.line > 0)?;
    let mut start = 0;
    for _ in 1..place.line {
        start += text[start..].find('\n')? + 1;
    }
    let line = text[start..].lines().next().unwrap_or_default();
    let column = (place.column.max(1) - 1) as usize;
    let offset = line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
    let from = if place.column == 0 { line.len() - line.trim_start().len() } else { offset };
    let word = line[from..].find([' ', ',', ']', '}']).map_or(line.len(), |at| from + at);
    let range = start + from..start + word.max((from + 1).min(line.len()));
    let sentence = words::sentence(problem);
    let message = sentence.next.map_or(sentence.text.clone(), |next| format!("{}\n{next}", sentence.text));
    Some(Mark { range, severity: problem.severity, message })
}

/// Draws the panel, when it is open.
pub fn show(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>) {
    if !screen.source.open {
        return;
    }
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::NONE.fill(tokens.surface);
    let most = (ui.available_width() - 260.0).max(280.0);
    let panel = egui::Panel::right("teams-source").frame(frame).resizable(true).default_size(420.0);
    panel.size_range(260.0..=most).show(ui, |ui| {
        let name = board.project.project.manifest_name.clone().unwrap_or_default();
        let bar = egui::Frame::NONE.inner_margin(egui::Margin { left: 12, right: 8, top: 8, bottom: 4 });
        bar.show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(icons::CODE.text(16.0).color(tokens.weak));
                ui.add(egui::Label::new(egui::RichText::new(&name).monospace()).truncate());
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if ui.add(button::icon(icons::CLOSE, t!("teams-source-close")).small()).clicked() {
                        screen.source.open = false;
                    }
                });
            });
        });
        ui.add_space(GRID);
        text(ui, board, &mut screen.source, actions);
    });
}

fn text(ui: &mut Ui, board: Board<'_>, source: &mut SourceScreen, actions: &mut Vec<Action>) {
    let document = &board.project.manifest.document;
    let name = t!("teams-source-name");
    let editor = CodeEditor::new(&name, document.text(), document.revision().0)
        .language(Language::OfFile("manifest.yaml".to_owned()))
        .read_only(board.project.read_only)
        .washes(&source.washes)
        .marks(&source.marks);
    let output = editor.show(ui, &mut source.editor);
    source.is_typing = output.response.has_focus();
    actions.extend(output.edits.into_iter().map(Action::EditManifestText));
    if output.undo {
        actions.push(Action::Undo);
    }
    if output.redo {
        actions.push(Action::Redo);
    }
    // Only now does the editor hold the text that the line counts in.
    if let Some(line) = source.scroll_to.take() {
        source.editor.go_to(line, 1);
        ui.ctx().request_repaint();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::problem::Place;

    #[test]
    fn a_problem_underlines_the_word_at_its_place() {
        let text = "teams:\n  alpha: a\n  bätä: [x, y]\n";
        let at = |line, column| {
            let problem = Problem::error("path-empty").at(Place::at("m.yaml", line, column));
            mark(&problem, text).map(|mark| &text[mark.range])
        };
        assert_eq!(at(2, 3), Some("alpha:"));
        assert_eq!(at(3, 10), Some("x"));
        assert_eq!(at(3, 0), Some("bätä:"));
        assert_eq!(at(1, 99), Some(""));
        assert_eq!(at(9, 1), None);
        assert_eq!(at(0, 0), None);
    }

    #[test]
    fn an_edit_on_the_board_marks_its_lines() {
        let mut source = SourceScreen::default();
        source.mark_changes("a\nb\nc\nd\n", "b\nc\nX\nd\n");
        assert_eq!(source.washes, [(0, Wash::Related), (2, Wash::Added)]);
        assert_eq!(source.scroll_to, Some(3));
        source.is_typing = true;
        source.mark_changes("a\n", "b\n");
        assert_eq!(source.washes, []);
    }
}
