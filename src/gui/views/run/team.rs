//! The chosen team, closely: how it stands, its log or terminal, what was sent to it, where it wrote, and what can be done
//! with it.

use egui::{Align, Layout, RichText, Ui};

use super::{RunScreen, Scene, ask, card as team_card, cards, clock, log, messages, say, terminal};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::views::marks;
use crate::gui::widgets::{badge, button, card};
use crate::model::prompt::Recipient;
use crate::model::run::{Request, TeamRun};
use crate::model::team::TeamId;
use crate::t;

/// This panel's corner of the screen.
#[derive(Debug, Default)]
pub struct TeamScreen {
    page: Page,
    looking: terminal::Looking,
    /// The team whose log was asked for.
    log_of: Option<TeamId>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Page {
    #[default]
    Output,
    Messages,
    Paths,
}

impl TeamScreen {
    /// Shows where the team wrote.
    pub fn show_paths(&mut self) {
        self.page = Page::Paths;
    }
}

/// Draws it.
pub fn show(ui: &mut Ui, scene: Scene<'_>, screen: &mut RunScreen, team: &TeamRun, actions: &mut Vec<Action>) {
    let is_terminal = team.plan.adapter == "terminal";
    if !(is_terminal && screen.team.page == Page::Output) {
        terminal::look_away(&mut screen.team.looking, actions);
    }
    egui::Frame::new().inner_margin(egui::Margin::symmetric(14, 10)).show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        ui.spacing_mut().item_spacing.y = 1.5 * GRID;
        head(ui, scene, screen, team, actions);
        if team.is_manual() {
            by_hand(ui, scene, team, actions);
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = GRID;
            let output = if is_terminal { t!("run-page-terminal") } else { t!("run-page-log") };
            let mut page = |ui: &mut Ui, page: Page, name: String| {
                if ui.add(button::quiet(name).selected(screen.team.page == page).small()).clicked() {
                    screen.team.page = page;
                }
            };
            page(ui, Page::Output, output);
            page(ui, Page::Messages, t!("run-page-messages", count = team.prompts.len()));
            if !team.outside.is_empty() {
                page(ui, Page::Paths, t!("run-page-paths", count = team.outside.len()));
            }
        });
        match screen.team.page {
            Page::Output if is_terminal => terminal::show(ui, scene, team, &mut screen.team.looking, actions),
            Page::Output => {
                if screen.team.log_of.as_ref() != Some(team.id()) {
                    screen.team.log_of = Some(team.id().clone());
                    if scene.project.run.link == crate::engine::event::RunLink::Connected {
                        ask(actions, Request::Log { team: team.id().clone(), lines: 500 });
                    }
                }
                let name = t!("run-log-of", team = marks::title(team.id()));
                log::show(ui, &name, scene.project.run.logs.get(team.id()));
            }
            Page::Messages => messages::show(ui, scene, team, actions),
            Page::Paths => paths(ui, scene, team, actions),
        }
    });
}

fn head(ui: &mut Ui, scene: Scene<'_>, screen: &mut RunScreen, team: &TeamRun, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    ui.horizontal(|ui| {
        marks::badge(ui, team.id(), scene.manifest, 28.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.add(button::icon(icons::CLOSE, t!("run-close-team"))).clicked() {
                screen.chosen = None;
                terminal::look_away(&mut screen.team.looking, actions);
            }
            let more = ui.add(button::icon(icons::MORE_VERTICAL, t!("run-team-menu", team = marks::title(team.id()))));
            egui::Popup::menu(&more).show(|ui| cards::menu(ui, scene, screen, team, actions));
            if ui.add_enabled(scene.live, button::icon(icons::PROMPT, t!("run-team-say"))).clicked() {
                screen.say = Some(say::SayScreen::to(team.id().clone()));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title = marks::title_and_name(team.id(), scene.manifest);
                ui.add(egui::Label::new(RichText::new(title).heading()).truncate());
            });
        });
    });
    let shown = team.shown(&scene.state.plan.monitoring, scene.now);
    let (icon, color) = super::look_of(team, shown, &tokens);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 1.5 * GRID;
        ui.label(icon.text(15.0).color(color));
        ui.label(RichText::new(team_card::state_words(shown, team, scene.now)).color(color));
        let weak = |ui: &mut Ui, text: String| ui.label(RichText::new(text).size(SMALL).color(tokens.weak));
        weak(ui, format!("·  {}", team.plan.agent));
        let (lines, files) = (team.measured.lines, team.measured.files);
        weak(ui, t!("run-seen-long", lines = clock::short(lines), files = files, mega = team.measured.mega_files));
        if let Some(range) = team.plan.target_loc {
            weak(ui, super::target(range));
        }
        if let Some((marker, at)) = &team.marker {
            let ago = clock::ago(scene.now.saturating_sub(*at));
            ui.add(egui::Label::new(
                RichText::new(format!("[{}] {}  ·  {ago}", marker.kind.word(), marker.text)).monospace().size(SMALL),
            ))
            .on_hover_text(&marker.text);
        }
    });
    if team.tree.made + team.tree.adopted > 0 {
        let head = team.tree.head.as_deref().unwrap_or_default();
        let text =
            t!("run-tree-commits", made = team.tree.made, adopted = team.tree.adopted, head = head.get(..8).unwrap_or(head));
        ui.label(RichText::new(text).size(SMALL).color(tokens.weak));
    }
    if !team.problems.is_empty() {
        egui::CollapsingHeader::new(RichText::new(t!("run-problems", count = team.problems.len())).color(tokens.warning))
            .id_salt(("run-problems", team.id()))
            .show(ui, |ui| {
                egui::ScrollArea::vertical().id_salt("run-problems-list").max_height(140.0).show(ui, |ui| {
                    team.problems.iter().for_each(|problem| {
                        ui.label(RichText::new(problem.trim_end()).size(SMALL));
                    });
                });
            });
    }
    if let Some((problem, args)) = &team.tree.held_up {
        let fault = crate::model::run::wire::Fault { id: problem.clone(), args: args.clone() };
        let why = marks::sentence(&fault.problem(), scene.manifest).text;
        ui.horizontal_wrapped(|ui| {
            ui.label(icons::GIT_COMMIT.text(14.0).color(tokens.warning));
            ui.label(t!("run-tree-held-up", why = why));
        });
    }
    for blocker in &team.blockers {
        ui.horizontal_wrapped(|ui| {
            ui.label(icons::FORBIDDEN.text(14.0).color(tokens.warning));
            if let Some(on) = &blocker.team {
                marks::badge(ui, on, scene.manifest, 16.0);
                if ui.add(button::quiet(t!("run-show-team", team = marks::title(on))).small()).clicked() {
                    screen.chosen = Some(on.clone());
                }
            }
            ui.label(&blocker.text);
        });
    }
}

/// A team whose prompts and replies a person carries: the two ways.
fn by_hand(ui: &mut Ui, scene: Scene<'_>, team: &TeamRun, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        let copy = button::primary(t!("run-copy-prompt")).icon(icons::COPY);
        if ui.add(copy).clicked() {
            actions.push(Action::CopyPrompts { recipients: vec![Recipient::Team(team.id().clone())], language: None });
        }
        let next: Vec<_> = team.queued().collect();
        if let Some(prompt) = next.first() {
            let copy = button::secondary(t!("run-copy-message", count = next.len())).icon(icons::COPY);
            if ui.add(copy).clicked() {
                ui.ctx().copy_text(prompt.message.text().to_owned());
            }
        }
        let paste = button::secondary(t!("run-paste-reply")).icon(icons::PASTE);
        if ui.add_enabled(scene.live, paste).on_hover_text(t!("run-paste-reply-why")).clicked() {
            actions.push(Action::PasteReply);
        }
    });
}

/// Where it wrote, or wants to, although it is not its own.
fn paths(ui: &mut Ui, scene: Scene<'_>, team: &TeamRun, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    egui::ScrollArea::vertical().id_salt("run-paths").auto_shrink(false).show(ui, |ui| {
        for outside in &team.outside {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 1.5 * GRID;
                if let Some(owner) = &outside.owner {
                    marks::badge(ui, owner, scene.manifest, 16.0);
                }
                ui.label(RichText::new(&outside.path).monospace().size(SMALL));
                if outside.is_granted {
                    badge::mark(ui, &t!("run-granted"), tokens.success);
                } else if outside.is_answered {
                    badge::mark(ui, &t!("run-refused"), tokens.danger);
                } else {
                    let word = if outside.is_written { t!("run-kept-out") } else { t!("run-asked-for") };
                    badge::mark(ui, &word, tokens.warning);
                }
                let mut answer = |ui: &mut Ui, label: String, granted: bool| {
                    let name = t!("run-answer-path", answer = label.as_str(), path = outside.path.as_str());
                    if ui.add_enabled(scene.live, button::quiet(label).small().name(name)).clicked() {
                        let (team, path) = (team.id().clone(), outside.path.clone());
                        ask(actions, Request::AnswerException { team, path, granted });
                    }
                };
                if !outside.is_granted {
                    answer(ui, t!("run-grant"), true);
                }
                if outside.is_granted || !outside.is_answered {
                    answer(ui, if outside.is_written { t!("run-keep-out") } else { t!("run-refuse") }, false);
                }
            });
            if let Some(reason) = &outside.reason {
                card::weak(ui, reason);
            }
        }
    });
}
