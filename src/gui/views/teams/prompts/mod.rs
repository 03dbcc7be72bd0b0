//! Each team's prompt as it would be sent, and who has been briefed with it. Owns whose prompt is shown, in which
//! language and form. Not: what a prompt says (`model::prompt`), nor what copying one does (`gui::briefing`).

mod list;
mod page;
mod wrong;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use egui::Ui;

use super::{Board, Page, Subject, TeamsScreen};
use crate::gui::action::Action;
use crate::gui::briefing;
use crate::gui::facts::ProjectFacts;
use crate::gui::widgets::code::CodeState;
use crate::gui::widgets::markdown::Markdown;
use crate::model::document::Revision;
use crate::model::problem::Problem;
use crate::model::prompt::{self, Language, Length, Recipient, Variable};

/// This page's corner of the screen.
#[derive(Debug, Default)]
pub struct PromptsScreen {
    /// Whose prompt is shown; at first whoever is to be briefed first.
    chosen: Option<Recipient>,
    /// In which language; at first the window's.
    language: Option<Language>,
    /// Whether the text is shown as it is written.
    raw: bool,
    /// The row that takes the keys as soon as it is drawn.
    focus_next: Option<Recipient>,
    shown: Option<Shown>,
    changes: Changes,
    markdown: Markdown,
    editor: CodeState,
    /// Counts texts that were shown.
    version: u64,
}

/// What prompts are made of, by number: with another one they are made again.
type Made = (Revision, u64);

/// The prompt that is shown.
#[derive(Debug)]
struct Shown {
    made: Made,
    recipient: Recipient,
    language: Language,
    content: Result<Prompt, Wrong>,
}

/// A prompt that could be made.
#[derive(Debug)]
struct Prompt {
    text: String,
    length: Length,
    /// The file of the project's own template that made it.
    template: Option<String>,
}

/// A prompt that could not.
#[derive(Debug)]
struct Wrong {
    problem: Problem,
    /// The template's text, for its lines.
    template: String,
    /// What it may name.
    variables: Vec<Variable>,
}

/// Whose prompt is another one than they were briefed with. Found out a few in each frame.
#[derive(Debug, Default)]
struct Changes {
    made: Option<Made>,
    waiting: Vec<Recipient>,
    found: BTreeMap<Recipient, bool>,
}

/// How long a frame looks for prompts that changed; at least one is looked at in each.
const LOOK: Duration = Duration::from_millis(2);

impl TeamsScreen {
    /// The language in which prompts are shown and copied.
    pub fn prompt_language(&self) -> Language {
        self.prompts.language.unwrap_or_else(briefing::language_of_window)
    }

    /// Shows the page of prompts, and somebody's.
    pub fn show_prompts(&mut self, of: Option<Recipient>) {
        self.page = Page::Prompts;
        if of.is_some() {
            self.prompts.chosen = of;
        }
    }
}

/// Draws the page.
pub fn show(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>) {
    let language = screen.prompt_language();
    let (screen, subject) = (&mut screen.prompts, &mut screen.chosen);
    let all = Recipient::all(board.manifest);
    let chosen = match screen.chosen.take().filter(|chosen| all.contains(chosen)) {
        Some(chosen) => chosen,
        None => briefing::next_recipient(board.project).unwrap_or(Recipient::Leader),
    };
    screen.chosen = Some(chosen.clone());
    screen.follow(board.project, &chosen, language);
    screen.changes.look(ui, board.project);
    list::show(ui, board, screen, language, &all, actions);
    // What was clicked in the list is shown in this frame already.
    let now = screen.chosen.clone().unwrap_or_else(|| chosen.clone());
    screen.follow(board.project, &now, language);
    page::show(ui, board, screen, language, actions);
    if now != chosen {
        *subject = match now {
            Recipient::Team(team) if board.manifest.team(&team).is_some() => Subject::Team(team),
            _ => Subject::Project,
        };
    }
}

fn made_of(project: &ProjectFacts) -> Made {
    (project.manifest.document.revision(), project.prompts.revision)
}

impl PromptsScreen {
    /// Makes the chosen prompt, where what is shown is not it.
    fn follow(&mut self, project: &ProjectFacts, chosen: &Recipient, language: Language) {
        let made = made_of(project);
        let is_same = |shown: &Shown| (shown.made, &shown.recipient, shown.language) == (made, chosen, language);
        if self.shown.as_ref().is_some_and(is_same) {
            return;
        }
        let manifest = &project.manifest.manifest;
        let own = project.prompts.templates.of(manifest, chosen);
        let content = match briefing::render(project, chosen, language) {
            Ok(text) => Ok(Prompt {
                length: Length::of(&text, language),
                template: own.map(|(name, _)| format!("{}/{name}", prompt::TEMPLATES_FOLDER)),
                text,
            }),
            Err(problem) => Err(Wrong {
                problem,
                template: own.map(|(_, text)| text.to_owned()).unwrap_or_default(),
                variables: prompt::variables(manifest, chosen),
            }),
        };
        let before = self.shown.take();
        let is_same_text = match (&content, before.as_ref().map(|shown| &shown.content)) {
            (Ok(now), Some(Ok(before))) => now.text == before.text,
            _ => false,
        };
        if !is_same_text {
            self.version += 1;
        }
        // Another's prompt is read from its beginning; an edit of the manifest leaves the place as it is.
        if before.is_none_or(|before| before.recipient != *chosen) {
            self.markdown.go_to_top();
            self.editor = CodeState::default();
        }
        self.shown = Some(Shown { made, recipient: chosen.clone(), language, content });
    }
}

impl Changes {
    fn look(&mut self, ui: &Ui, project: &ProjectFacts) {
        let made = made_of(project);
        if self.made != Some(made) {
            self.made = Some(made);
            let briefings = &project.prompts.briefings;
            self.waiting = briefings.keys().cloned().collect();
            self.found.retain(|recipient, _| briefings.contains_key(recipient));
        }
        let started = Instant::now();
        while let Some(recipient) = self.waiting.pop() {
            self.found.insert(recipient.clone(), briefing::has_changed(project, &recipient));
            if started.elapsed() > LOOK {
                break;
            }
        }
        if !self.waiting.is_empty() {
            ui.ctx().request_repaint();
        }
    }

    fn has(&self, recipient: &Recipient) -> bool {
        self.found.get(recipient).copied().unwrap_or_default()
    }
}
