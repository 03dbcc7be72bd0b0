//! Home with a project: what it is, the four steps from a manifest to one tree and which of them are done, and its teams.

use egui::{Align2, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::engine::command::{Command, ExpandRequest};
use crate::gui::action::Action;
use crate::gui::facts::{Facts, ProjectFacts};
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::views::ViewId;
use crate::gui::widgets::{badge, button, card};
use crate::model::manifest::Team;
use crate::model::problem::Severity;
use crate::t;

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Far {
    Done,
    Next,
    Later,
}

/// One step of the way.
struct Step {
    done: bool,
    title: String,
    /// How it stands.
    state: String,
    /// What goes there, and what does it at once where one click can.
    go: (String, Action),
    act: Option<(String, Action)>,
}

pub fn show(ui: &mut Ui, facts: &Facts, project: &ProjectFacts, actions: &mut Vec<Action>) {
    header(ui, project, actions);
    ui.add_space(5.0 * GRID);
    card::section(ui, &t!("overview-next"), |_| ());
    steps(ui, facts, project, actions);
    if !project.manifest.manifest.teams.is_empty() {
        ui.add_space(6.0 * GRID);
        card::section(ui, &t!("overview-teams"), |ui| {
            badge::count(ui, project.manifest.manifest.teams.len());
        });
        teams(ui, project, actions);
    }
}

fn header(ui: &mut Ui, project: &ProjectFacts, actions: &mut Vec<Action>) {
    let manifest = &project.manifest.manifest;
    ui.horizontal(|ui| {
        ui.label(egui::RichText::new(project.name()).font(theme::semibold(24.0)));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.add(button::quiet(t!("overview-close")).icon(icons::CLOSE)).clicked() {
                actions.push(Action::CloseProject);
            }
        });
    });
    if !manifest.project.description.trim().is_empty() {
        card::weak(ui, manifest.project.description.trim());
    }
    let tokens = theme::tokens(ui);
    let folder = project.project.root.display().to_string();
    ui.label(egui::RichText::new(folder).size(SMALL).color(tokens.weak));
}

fn steps(ui: &mut Ui, facts: &Facts, project: &ProjectFacts, actions: &mut Vec<Action>) {
    let all = way(facts, project);
    let next = all.iter().position(|step| !step.done);
    let gap = 3.0 * GRID;
    let columns = if ui.available_width() > 1000.0 { 4 } else { 2 };
    let width = ((ui.available_width() - gap * (columns as f32 - 1.0)) / columns as f32).floor();
    ui.spacing_mut().item_spacing = vec2(gap, gap);
    for (row, steps) in all.chunks(columns).enumerate() {
        ui.horizontal_top(|ui| {
            for (place, step) in steps.iter().enumerate() {
                let number = row * columns + place;
                let far = match (step.done, next == Some(number)) {
                    (true, _) => Far::Done,
                    (_, true) => Far::Next,
                    _ => Far::Later,
                };
                self::step(ui, step, number + 1, far, width, actions);
            }
        });
    }
}

/// The four steps, and how they stand.
fn way(facts: &Facts, project: &ProjectFacts) -> Vec<Step> {
    let manifest = &project.manifest.manifest;
    let is_error = |severity: Severity| severity == Severity::Error;
    let errors = (project.manifest.findings.iter().filter(|finding| is_error(finding.problem.severity)).count())
        + project.manifest.problems.iter().filter(|problem| is_error(problem.severity)).count();
    let is_loose = project.project.manifest_name.is_none();
    let responsibilities: usize = manifest.teams.iter().map(|team| team.responsibilities.len()).sum();
    let expanded = project.last_expansion.as_ref().filter(|report| !report.dry_run);
    let trees = project.integration.as_ref().map_or(0, |found| found.sides.len());
    let (conflicts, open) = (project.integration.as_ref().map(|found| found.conflicts.len()), project.open_conflicts());
    let is_busy = !facts.jobs.is_empty();
    let can_write = !project.read_only && !is_busy;
    let mut steps = Vec::with_capacity(4);
    if !is_loose {
        steps.push(Step {
            done: errors == 0 && !manifest.teams.is_empty(),
            title: t!("step-arrange"),
            state: match errors {
                0 => t!("step-arrange-state", teams = manifest.teams.len(), count = responsibilities),
                _ => t!("step-arrange-errors", count = errors),
            },
            go: (t!("step-arrange-go"), Action::Show(ViewId::Teams)),
            act: None,
        });
        let can_expand = can_write && !project.mega_files.is_empty();
        steps.push(Step {
            done: trees > 0 || expanded.is_some(),
            title: t!("step-expand"),
            state: match expanded {
                Some(report) => {
                    let sum =
                        |count: fn(&crate::engine::event::TeamExpansion) -> usize| report.teams.iter().map(count).sum::<usize>();
                    t!("step-expand-done", files = sum(|team| team.files), lines = sum(|team| team.lines))
                }
                None if trees > 0 => t!("step-expand-trees", count = trees),
                None => t!("step-expand-state", count = project.mega_files.len()),
            },
            go: (t!("step-expand-go"), Action::Show(ViewId::MegaFiles)),
            act: can_expand.then(|| (t!("step-expand-act"), Action::Command(Command::Expand(ExpandRequest::default())))),
        });
    }
    steps.push(Step {
        done: trees > 0 && conflicts.is_some() && open == 0 && !project.integration_is_old,
        title: t!("step-resolve"),
        state: match conflicts {
            None => t!("step-resolve-unknown"),
            Some(_) if project.integration_is_old => t!("step-resolve-old"),
            Some(_) if trees == 0 => t!("step-resolve-no-trees"),
            Some(0) => t!("step-resolve-none", count = trees),
            Some(all) => t!("step-resolve-state", open = open, all = all),
        },
        go: (t!("step-resolve-go"), Action::Show(ViewId::Conflicts)),
        act: (trees > 0 && project.integration_is_old && !is_busy)
            .then(|| (t!("step-resolve-act"), Action::Command(Command::FindConflicts))),
    });
    let answers = project.answers.given().clone();
    steps.push(Step {
        done: project.last_integration.as_ref().is_some_and(|report| report.open.is_empty()),
        title: t!("step-integrate"),
        state: match &project.last_integration {
            Some(report) => t!("step-integrate-done", files = report.files, open = report.open.len()),
            None => t!("step-integrate-state"),
        },
        go: (t!("step-integrate-go"), Action::Show(ViewId::Conflicts)),
        act: (can_write && trees > 0 && open == 0)
            .then(|| (t!("step-integrate-act"), Action::Command(Command::Integrate { answers, markers: false }))),
    });
    steps
}

fn step(ui: &mut Ui, step: &Step, number: usize, far: Far, width: f32, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let edge = if far == Far::Next { tokens.accent } else { tokens.border };
    card::frame(ui).stroke((1.0, edge)).show(ui, |ui| {
        ui.set_width(width - 34.0);
        ui.set_min_height(132.0);
        ui.spacing_mut().item_spacing = vec2(2.0 * GRID, GRID);
        ui.vertical(|ui| {
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(22.0, 22.0), Sense::hover());
                disc(ui, rect, number, far);
                ui.label(egui::RichText::new(&step.title).font(theme::semibold(14.0)));
            });
            ui.add_space(GRID);
            ui.label(egui::RichText::new(&step.state).color(tokens.weak));
            let rest = (ui.min_rect().top() + 132.0 - ui.cursor().top() - theme::CONTROL_HEIGHT).max(GRID);
            ui.add_space(rest);
            ui.horizontal(|ui| {
                if let Some((text, action)) = &step.act {
                    let rank = if far == Far::Next { button::primary(text) } else { button::secondary(text) };
                    if ui.add(rank).clicked() {
                        actions.push(action.clone());
                    }
                }
                let rank = match (step.act.is_some(), far) {
                    (true, _) => button::quiet(&step.go.0),
                    (false, Far::Next) => button::primary(&step.go.0),
                    (false, _) => button::secondary(&step.go.0),
                };
                if ui.add(rank.name(format!("{} · {}", step.go.0, step.title))).clicked() {
                    actions.push(step.go.1.clone());
                }
            });
        });
    });
}

/// The number of a step, or the mark that it is done.
fn disc(ui: &Ui, rect: Rect, number: usize, far: Far) {
    let tokens = theme::tokens(ui);
    let painter = ui.painter();
    match far {
        Far::Done => {
            painter.circle_filled(rect.center(), 11.0, tokens.wash(tokens.success));
            painter.text(rect.center(), Align2::CENTER_CENTER, icons::CHECK.0, Icon::font(14.0), tokens.success);
        }
        Far::Next => {
            painter.circle_filled(rect.center(), 11.0, tokens.accent);
            painter.text(rect.center(), Align2::CENTER_CENTER, number, theme::medium(SMALL), tokens.on_accent);
        }
        Far::Later => {
            painter.circle_filled(rect.center(), 11.0, tokens.raised);
            painter.text(rect.center(), Align2::CENTER_CENTER, number, theme::medium(SMALL), tokens.weak);
        }
    }
}

fn teams(ui: &mut Ui, project: &ProjectFacts, actions: &mut Vec<Action>) {
    let gap = 2.0 * GRID;
    let columns = ((ui.available_width() + gap) / (208.0 + gap)).floor().clamp(1.0, 5.0);
    let width = ((ui.available_width() - gap * (columns - 1.0)) / columns).floor();
    ui.spacing_mut().item_spacing = vec2(gap, gap);
    for teams in project.manifest.manifest.teams_in_order().chunks(columns as usize) {
        ui.horizontal(|ui| {
            for team in teams {
                if self::team(ui, project, team, width) {
                    actions.push(Action::Show(ViewId::Teams));
                }
            }
        });
    }
}

fn team(ui: &mut Ui, project: &ProjectFacts, team: &Team, width: f32) -> bool {
    let tokens = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 52.0), Sense::click());
    let mega_files = project.mega_files.values().filter(|file| file.team == team.id).count();
    let (responsibilities, files) =
        (t!("overview-responsibilities", count = team.responsibilities.len()), t!("overview-mega-files", count = mega_files));
    let counts = format!("{responsibilities} · {files}");
    let said = t!("overview-team-name", team = team.id.as_str(), name = team.name.as_str(), counts = counts.as_str());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
    let fill = if response.hovered() { tokens.hovered(tokens.surface) } else { tokens.surface };
    let painter = ui.painter();
    painter.rect(rect, theme::CARD_RADIUS, fill, (1.0, tokens.border), egui::StrokeKind::Inside);
    button::focus_ring(ui, &response);
    let square = Rect::from_center_size(rect.left_center() + vec2(28.0, 0.0), vec2(30.0, 30.0));
    let color = tokens.team(&team.id, &project.manifest.manifest);
    badge::paint_letter(painter, square, &team.id.letter(), color, &tokens);
    let left = square.right() + 2.5 * GRID;
    let room = rect.right() - left - 2.0 * GRID;
    let line = |text: &str, font, color, y: f32| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, color);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room);
        let galley = painter.layout_job(job);
        painter.galley(pos2(left, rect.top() + y - galley.size().y / 2.0), galley, color);
    };
    line(&team.name, theme::medium(theme::BODY), tokens.text, 18.0);
    line(&responsibilities, egui::FontId::proportional(SMALL), tokens.weak, 35.0);
    let clicked = response.clicked();
    if mega_files > 0 {
        let right = rect.right_center() + vec2(-3.0 * GRID, 9.0);
        let number = painter.text(right, Align2::RIGHT_CENTER, mega_files, egui::FontId::proportional(SMALL), tokens.weak);
        painter.text(pos2(number.left() - GRID, right.y), Align2::RIGHT_CENTER, icons::FILES.0, Icon::font(14.0), tokens.weak);
        response.on_hover_text(counts);
    }
    clicked
}
