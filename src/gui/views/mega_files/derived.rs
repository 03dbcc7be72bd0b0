//! What the view knows beyond the facts: which previews were asked for, the last good preview of the chosen file, marks
//! in its text. Computed when something changed, not in every frame.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use super::MegaFilesScreen;
use crate::engine::command::Command;
use crate::engine::event::{ExpandReport, Inspection, Preview, PreviewOutput};
use crate::gui::action::Action;
use crate::gui::facts::{MegaFileFacts, ProjectFacts};
use crate::gui::widgets::code::Mark;
use crate::model::document::Revision;
use crate::model::edit::TextEdit;
use crate::model::path::RelPath;
use crate::model::problem::{Problem, Severity};
use crate::words;

/// For which state of the world a preview was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    text: Revision,
    manifest: Revision,
    /// What is on disk has its part in it.
    trees: u64,
}

/// How many previews of files that are not chosen are asked for in one frame: what is typed does not wait behind them.
const OTHERS_A_FRAME: usize = 2;

/// Tells one report from another.
pub fn report_number(report: Option<&ExpandReport>) -> u64 {
    let Some(report) = report else { return 0 };
    let mut hasher = DefaultHasher::new();
    (report.dry_run, report.cancelled, report.seconds.to_bits(), report.problems.len(), report.teams.len()).hash(&mut hasher);
    for team in &report.teams {
        (&team.team, team.files, team.lines, team.created.len(), team.changed.len(), team.unchanged).hash(&mut hasher);
    }
    hasher.finish() | 1
}

/// Asks for the previews that are not asked for yet: the chosen file's first, the others' when that is there.
pub fn ask(project: &ProjectFacts, screen: &mut MegaFilesScreen, actions: &mut Vec<Action>) {
    let chosen = screen.chosen.as_ref().and_then(|path| project.mega_files.get_key_value(path));
    if let Some((path, file)) = chosen {
        ask_one(project, screen, path, file, actions);
        let revision = file.document.as_ref().map(|document| document.revision());
        if file.preview.as_ref().map(|(revision, _)| *revision) != revision {
            return;
        }
    }
    let mut others = 0;
    for (path, file) in &project.mega_files {
        others += usize::from(ask_one(project, screen, path, file, actions));
        if others >= OTHERS_A_FRAME {
            break;
        }
    }
}

fn ask_one(
    project: &ProjectFacts,
    screen: &mut MegaFilesScreen,
    path: &RelPath,
    file: &MegaFileFacts,
    actions: &mut Vec<Action>,
) -> bool {
    let Some(document) = &file.document else { return false };
    let manifest = project.manifest.document.revision();
    let wanted = Asked { text: document.revision(), manifest, trees: project.trees_changes };
    if screen.asked.get(path) == Some(&wanted) {
        return false;
    }
    screen.asked.insert(path.clone(), wanted);
    actions.push(Action::Command(Command::Preview {
        path: path.clone(),
        team: file.team.clone(),
        text: document.text().to_owned(),
        manifest_text: project.manifest.document.text().to_owned(),
        revision: document.revision(),
    }));
    true
}

/// Which output was asked about, and for which state of the world.
pub type InspectAsked = (RelPath, Revision, RelPath, u64);

/// Asks about the output that the person looks at: the chosen one, else the first that comes of the template at the caret.
pub fn inspect(project: &ProjectFacts, screen: &mut MegaFilesScreen, actions: &mut Vec<Action>) {
    let Some((path, file)) = screen.chosen.as_ref().and_then(|path| project.mega_files.get_key_value(path)) else { return };
    let (Some(document), Some((revision, _))) = (&file.document, &file.preview) else { return };
    if *revision != document.revision() || screen.derived.is_last_good {
        return;
    }
    let chosen = screen.output.clone();
    let Some(output) = chosen.or_else(|| Some(at_caret(screen, path)?.planned.path.clone())) else { return };
    let wanted = (path.clone(), *revision, output, project.trees_changes);
    if screen.inspect_asked.as_ref() == Some(&wanted) {
        return;
    }
    let (path, revision, output, _) = wanted.clone();
    screen.inspect_asked = Some(wanted);
    let (team, text) = (file.team.clone(), document.text().to_owned());
    actions.push(Action::Command(Command::Inspect { path, team, text, revision, output }));
}

/// An output of the template at the caret, else the first one.
fn at_caret<'a>(screen: &'a MegaFilesScreen, path: &RelPath) -> Option<&'a PreviewOutput> {
    let outputs = &screen.derived.good.outputs;
    let template = screen.editors.get(path).and_then(|editor| template_at(outputs, editor.place().0 as u32));
    let found = template.and_then(|line| outputs.iter().find(|output| template_line(output) == line));
    found.or(outputs.first())
}

fn template_line(output: &PreviewOutput) -> u32 {
    output.planned.place.line
}

/// The line of the template that holds a line: the last one that begins before it.
pub fn template_at(outputs: &[PreviewOutput], line: u32) -> Option<u32> {
    outputs.iter().map(template_line).filter(|start| *start <= line).max()
}

/// What is known of the output that was asked about last.
pub fn inspection<'a>(project: &'a ProjectFacts, screen: &MegaFilesScreen) -> Option<(&'a RelPath, &'a Inspection)> {
    let inspected = project.inspected.as_ref().filter(|inspected| Some(&inspected.path) == screen.chosen.as_ref())?;
    Some((&inspected.output, inspected.inspection.as_ref()?))
}

/// What is to be said about the placeholder at an offset: its value for the output that is looked at.
pub fn explain(text: &str, at: usize, inspection: &Inspection) -> Option<(std::ops::Range<usize>, String)> {
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    let (line, at) = (&text[start..end], at - start);
    let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    let from = line[..at]
        .rfind(|letter| !is_word(letter))
        .map_or(0, |mark| mark + line[mark..].chars().next().map_or(1, char::len_utf8));
    let to = line[at..].find(|letter| !is_word(letter)).map_or(line.len(), |length| at + length);
    let word = &line[from..to];
    let is_inside = line[..from].rfind('{').is_some_and(|open| !line[open..from].contains('}')) && line[to..].contains('}');
    let (name, value) = inspection.variables.iter().find(|(name, _)| is_inside && name == word)?;
    Some((start + from..start + to, format!("{name} = {value}")))
}

/// What follows from the chosen file's preview.
#[derive(Debug, Default)]
pub struct Derived {
    of: Option<RelPath>,
    /// Another number whenever what is below is different.
    pub number: u64,
    seen: u64,
    /// The preview that is shown: the newest one that could be computed.
    pub good: Preview,
    /// Whether `good` is older than the text, because the text cannot be read.
    pub is_last_good: bool,
    /// What is wrong with the text as it stands.
    pub problems: Vec<Problem>,
    /// The problems, as underlined parts of the text.
    pub marks: Vec<Mark>,
    /// How many files and lines the file says that it makes.
    pub estimates: [Option<(u64, u64)>; 2],
}

/// Texts of more than this are not kept beside the facts.
const KEPT_BYTES: usize = 8 << 20;

impl Derived {
    /// Brings it up to date.
    pub fn update(&mut self, project: &ProjectFacts, chosen: Option<&RelPath>) {
        let file = chosen.and_then(|path| project.mega_files.get(path));
        if self.of.as_ref() != chosen {
            *self = Self { of: chosen.cloned(), number: self.number + 1, ..Self::default() };
        }
        let Some((revision, preview)) = file.and_then(|file| file.preview.as_ref()) else { return };
        let seen = preview_number(*revision, preview);
        if self.seen == seen {
            return;
        }
        self.seen = seen;
        self.number += 1;
        let has_error = preview.problems.iter().any(|problem| problem.severity == Severity::Error);
        self.is_last_good = preview.outputs.is_empty() && has_error && !self.good.outputs.is_empty();
        if !self.is_last_good {
            let bytes: usize = preview.outputs.iter().filter_map(|output| output.text.as_ref()).map(String::len).sum();
            self.good = preview.clone();
            if bytes > KEPT_BYTES {
                self.good.outputs.iter_mut().for_each(|output| output.text = None);
            }
            self.good.outputs.sort_by(|a, b| a.planned.path.cmp(&b.planned.path));
        }
        self.problems.clone_from(&preview.problems);
        self.problems.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.place.cmp(&b.place)));
        let text = file.and_then(|file| file.document.as_ref()).map(|document| document.text()).unwrap_or_default();
        let path = chosen.map(RelPath::as_str).unwrap_or_default();
        self.marks = marks(text, path, &self.problems);
        self.estimates = ["estimated_files", "estimated_loc"].map(|key| estimate(text, key));
    }
}

/// Moves marks with what is typed, until the next preview says where they are.
pub fn follow(marks: &mut [Mark], edit: &TextEdit) {
    for change in edit.changes().iter().rev() {
        let moved = |at: usize| match at {
            at if at >= change.range.end => at - change.range.len() + change.text.len(),
            at => at.min(change.range.start),
        };
        for mark in marks.iter_mut() {
            // What is typed at a mark's end does not become a part of it.
            let end = if mark.range.end == change.range.start { mark.range.end } else { moved(mark.range.end) };
            let start = moved(mark.range.start);
            mark.range = start..end.max(start);
        }
    }
}

fn preview_number(revision: Revision, preview: &Preview) -> u64 {
    let mut hasher = DefaultHasher::new();
    (revision, preview.outputs.len(), preview.problems.len(), &preview.orphans).hash(&mut hasher);
    for output in &preview.outputs {
        (output.state, output.lines).hash(&mut hasher);
    }
    hasher.finish() | 1
}

/// Problems as parts of the text: from their place to the end of the word.
fn marks(text: &str, path: &str, problems: &[Problem]) -> Vec<Mark> {
    if problems.is_empty() {
        return Vec::new();
    }
    let mut starts = vec![0];
    starts.extend(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1));
    let mark = |problem: &Problem| {
        let place = problem.place.as_ref().filter(|place| place.file == path && place.line > 0)?;
        let start = *starts.get(place.line as usize - 1)?;
        let line = text[start..].lines().next().unwrap_or_default();
        let indent = line.len() - line.trim_start().len();
        let range = if place.column == 0 {
            indent..line.trim_end().len()
        } else {
            let from = line.char_indices().nth(place.column as usize - 1).map_or(line.len(), |(at, _)| at);
            let word = line[from..].find(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '_' | '-' | '.' | '/'));
            let length = word.unwrap_or(line.len() - from).max(line[from..].chars().next().map_or(0, char::len_utf8));
            from..from + length
        };
        let sentence = words::sentence(problem);
        let message = match sentence.next {
            Some(next) => format!("{}\n{next}", sentence.text),
            None => sentence.text,
        };
        Some(Mark { range: start + range.start..start + range.end, severity: problem.severity, message })
    };
    problems.iter().filter_map(mark).collect()
}

/// What a file says that it makes: `estimated_files: 50-100`.
fn estimate(text: &str, key: &str) -> Option<(u64, u64)> {
    let is_key = |at: &usize| text[..*at].trim_end_matches([' ', '\t']).chars().next_back().is_none_or(|before| before == '\n');
    let at = text.match_indices(key).map(|(at, _)| at).find(is_key)?;
    let value = text[at + key.len()..].lines().next()?.trim_start().strip_prefix(':')?;
    let value = value.split('#').next()?.trim().trim_matches(['"', '\'']);
    let number = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>().parse::<u64>().ok();
    match value.split_once('-') {
        Some((least, most)) => Some((number(least)?, number(most)?)),
        None => number(value).map(|number| (number, number)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::problem::Place;

    #[test]
    fn a_problem_underlines_the_word_at_its_place() {
        let text = "id: x\n  team: beta-1 # y\r\nå: öl\n";
        let at = |line, column| Problem::error("x").at(Place::at("a.yaml", line, column));
        let problems = [at(2, 9), at(2, 0), at(3, 4), at(1, 99), at(9, 1), Problem::error("x").at(Place::at("b.yaml", 1, 1))];
        let marks = marks(text, "a.yaml", &problems);
        let shown: Vec<&str> = marks.iter().map(|mark| &text[mark.range.clone()]).collect();
        assert_eq!(shown, ["beta-1", "team: beta-1 # y", "öl", ""]);
    }

    #[test]
    fn marks_move_with_what_is_typed() {
        let at = |range| Mark { range, severity: Severity::Error, message: String::new() };
        let mut marks = [at(2..5), at(8..10)];
        let change = |range, text: &str| crate::model::edit::Change { range, text: text.to_owned() };
        follow(&mut marks, &TextEdit::new(vec![change(0..0, "åå"), change(5..5, "x")]));
        assert_eq!(marks.each_ref().map(|mark| mark.range.clone()), [6..9, 13..15]);
        follow(&mut marks, &TextEdit::new(vec![change(7..14, "")]));
        assert_eq!(marks.each_ref().map(|mark| mark.range.clone()), [6..7, 7..8]);
    }

    #[test]
    fn placeholders_are_explained_where_they_stand() {
        let variables = vec![("Entity".to_owned(), "Order".to_owned()), ("name".to_owned(), "Order".to_owned())];
        let inspection = Inspection { variables, ..Inspection::default() };
        let text = "name: x\nexport {Entity} {{ name | lower }} Entity";
        let said =
            |part: &str| explain(text, text.rfind(part).expect("there"), &inspection).map(|(range, said)| (&text[range], said));
        assert_eq!(said("Entity}"), Some(("Entity", "Entity = Order".to_owned())));
        assert_eq!(said("name |"), Some(("name", "name = Order".to_owned())));
        assert_eq!(explain(text, 1, &inspection), None, "a key is no placeholder");
        assert_eq!(explain(text, text.len(), &inspection), None);
    }

    #[test]
    fn estimates_are_read_as_people_write_them() {
        let text = "metadata:\n  estimated_files: 50-100 # about\n  estimated_loc: '2,500'\n";
        assert_eq!(estimate(text, "estimated_files"), Some((50, 100)));
        assert_eq!(estimate(text, "estimated_loc"), Some((2500, 2500)));
        assert_eq!(estimate("a: 1", "estimated_loc"), None);
    }
}
