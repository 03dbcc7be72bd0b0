//! Every field of a team. Owns which rows there are, in which order, and what each one's typing comes to. Not: how rows
//! look (`form`, `lists`, `refs`).

use egui::Ui;
use serde_yaml::Value;

use super::form::{Checked, Form, LABEL, Row, fault, written};
use super::lists::{List, ListEdit};
use super::offers::Offers;
use super::refs::Picked;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::views::marks;
use crate::gui::views::teams::header::loc;
use crate::gui::widgets::button;
use crate::model::manifest::edits::{ManifestEdit, PathList, TeamField, TeamKey, TeamRefField};
use crate::model::manifest::typed::{self, Kind};
use crate::model::manifest::{LocRange, Team};
use crate::model::ownership;
use crate::model::pattern::Pattern;
use crate::model::problem::Problem;
use crate::model::team::TeamId;
use crate::t;

/// More sub-teams than this a team cannot have.
const MOST_PARTS: u64 = 64;

/// Draws all sections of a team.
pub fn show(form: &mut Form<'_>, ui: &mut Ui, team: &Team) {
    form.below(ui, &format!("teams/{}", team.id), 0.0);
    form.section(ui, "inspector-identity", true, "", |form, ui| identity(form, ui, team));
    let count = |count: usize| if count == 0 { String::new() } else { count.to_string() };
    form.section(ui, "inspector-responsibilities", true, &count(team.responsibilities.len()), |form, ui| {
        responsibilities(form, ui, &team.id, &team.responsibilities);
    });
    let paths = team.write_paths.len() + team.read_paths.len() + team.forbidden_paths.len();
    form.section(ui, "inspector-paths", true, &count(paths), |form, ui| {
        for list in [PathList::Write, PathList::Read, PathList::Forbidden] {
            patterns(form, ui, team, list);
        }
    });
    let uses: Vec<String> = team.depends_on.iter().map(TeamId::letter).collect();
    form.section(ui, "inspector-dependencies", true, &uses.join(" "), |form, ui| {
        refs(form, ui, team, TeamRefField::DependsOn);
        refs(form, ui, team, TeamRefField::WaitFor);
    });
    let size = team.target_loc.map(|target| t!("teams-loc", loc = loc(target))).unwrap_or_default();
    form.section(ui, "inspector-size", true, &size, |form, ui| {
        target(form, ui, team);
        mega_files(form, ui, team);
    });
    form.section(ui, "inspector-swarm", true, &count(team.swarm.len()), |form, ui| swarm(form, ui, team));
}

fn identity(form: &mut Form<'_>, ui: &mut Ui, team: &Team) {
    id_row(form, ui, team);
    let default = Team::new(team.id.clone(), &team.key).name;
    let at = |field: &str| format!("teams/{}/{field}", team.id);
    for (label, field, which) in [("inspector-name", "name", TeamField::Name), ("inspector-role", "role", TeamField::Role)] {
        let (value, hint) = match which {
            TeamField::Name if form.is_said(&at(field)) => (team.name.clone(), default.clone()),
            TeamField::Name => (String::new(), default.clone()),
            _ => (team.role.clone(), t!("teams-role-hint")),
        };
        let edit = |value: Option<Value>| {
            let text = written(value.as_ref());
            ManifestEdit::SetTeamText { team: team.id.clone(), field: which, text }
        };
        let row = Row { label: t!(label), path: &at(field), value, hint, kind: Kind::Text };
        form.value_row_with(ui, &row, Offers::None, &edit);
    }
    let place = form.board.manifest.teams.iter().position(|other| other.id == team.id).unwrap_or_default() + 1;
    let row = Row {
        label: t!("inspector-priority"),
        path: &at("priority"),
        value: team.priority.map(|priority| priority.to_string()).unwrap_or_default(),
        hint: t!("inspector-priority-hint", place = place),
        kind: Kind::Integer,
    };
    let edit = |value: Option<Value>| ManifestEdit::SetPriority {
        team: team.id.clone(),
        priority: value.as_ref().and_then(Value::as_i64),
    };
    form.value_row_with(ui, &row, Offers::None, &edit);
    agent(form, ui, team);
}

fn id_row(form: &mut Form<'_>, ui: &mut Ui, team: &Team) {
    let board = form.board;
    let key = format!("teams/{}/id", team.id);
    let check = |text: &str| -> Checked {
        let text = text.trim();
        if text == team.id.as_str() {
            return Ok(None);
        }
        let Some(id) = TeamId::from_spelling(text) else {
            return Err(fault(board, &Problem::error("manifest-bad-team-name").with("name", text)));
        };
        if id != team.id && board.manifest.has_team(&id) {
            return Err(fault(board, &Problem::error("manifest-edit-team-exists").with("team", &id)));
        }
        Ok((id != team.id).then(|| ManifestEdit::RenameTeam { team: team.id.clone(), id }))
    };
    form.checked_row(ui, &t!("inspector-id"), &key, team.id.as_str(), "", Offers::None, &check);
    let Some(typed) = form.state.typed_in(|typed| typed == key).pop() else { return };
    let Some(id) = TeamId::from_spelling(&typed).filter(|id| *id != team.id) else { return };
    let indent = LABEL + 2.0 * GRID;
    if id.as_str() != typed {
        form.remark(ui, indent, &t!("teams-new-id", id = id.as_str()));
    }
    form.remark(ui, indent, &t!("inspector-id-folders", id = team.id.as_str()));
    ui.add_space(GRID);
}

fn agent(form: &mut Form<'_>, ui: &mut Ui, team: &Team) {
    let label = t!("inspector-agent");
    let key = format!("teams/{}/agent", team.id);
    let manifest = form.board.manifest;
    let mut names: Vec<&str> = manifest.agents.iter().map(|agent| agent.name.as_str()).collect();
    names.extend(manifest.other_presets().filter(|preset| *preset != "manual"));
    let current = team.agent.as_deref();
    let mut choices = vec![(t!("inspector-agent-manual"), current.is_none())];
    choices.extend(names.iter().map(|name| ((*name).to_owned(), current == Some(*name))));
    let shown = current.map_or_else(|| t!("inspector-agent-manual"), str::to_owned);
    form.row(ui, &label, &key, |form, ui| {
        let Some(chosen) = form.menu(ui, &label, &shown, &choices) else { return };
        let text = chosen.checked_sub(1).map(|index| names[index].to_owned()).unwrap_or_default();
        let is_known = text.is_empty() || manifest.agents.iter().any(|agent| agent.name == text);
        let mut edits = vec![ManifestEdit::SetTeamText { team: team.id.clone(), field: TeamField::Agent, text: text.clone() }];
        if !is_known {
            // A preset that no team had yet.
            let preset = Value::Mapping(std::iter::once(("preset".into(), text.as_str().into())).collect());
            let path = ["agents", &text].map(|key| crate::model::manifest::edits::Step::Key(key.to_owned())).to_vec();
            edits.push(ManifestEdit::SetValue { path, value: Some(preset) });
        }
        form.push(if edits.len() == 1 { edits.remove(0) } else { ManifestEdit::Several(edits) });
    });
}

/// The responsibilities of a team, or those that no team has yet.
pub fn responsibilities(form: &mut Form<'_>, ui: &mut Ui, id: &TeamId, items: &[String]) {
    let key = if id.is_unassigned() { id.to_string() } else { format!("teams/{id}/responsibilities") };
    let edit = |edit: ListEdit| match edit {
        ListEdit::Add(text) => ManifestEdit::AddResponsibility { team: id.clone(), text },
        ListEdit::Rename(index, text) => ManifestEdit::RenameResponsibility { team: id.clone(), index, text },
        ListEdit::Remove(index) => ManifestEdit::RemoveResponsibility { team: id.clone(), index },
        ListEdit::Move(from_index, to_index) => {
            ManifestEdit::MoveResponsibility { from: id.clone(), from_index, to: id.clone(), to_index }
        }
    };
    form.list(
        ui,
        &List {
            label: t!("inspector-responsibilities"),
            has_heading: false,
            key: &key,
            items,
            hint: t!("inspector-add-responsibility"),
            mono: false,
            has_order: true,
            offers: Offers::None,
            fault: &|_| None,
            edit: &edit,
            remark: None,
            about: None,
            notes: &|_, _| Vec::new(),
        },
    );
}

fn patterns(form: &mut Form<'_>, ui: &mut Ui, team: &Team, list: PathList) {
    let id = &team.id;
    let (label, field, items, hint) = match list {
        PathList::Write => (t!("inspector-write-paths"), "write_paths", &team.write_paths, t!("inspector-write-hint")),
        PathList::Read => (t!("inspector-read-paths"), "read_paths", &team.read_paths, t!("inspector-read-hint")),
        PathList::Forbidden => {
            (t!("inspector-forbidden-paths"), "forbidden_paths", &team.forbidden_paths, t!("inspector-forbidden-hint"))
        }
    };
    let edit = |edit: ListEdit| match edit {
        ListEdit::Add(text) => ManifestEdit::AddPath { list, team: id.clone(), text },
        ListEdit::Rename(index, text) => ManifestEdit::RenamePath { list, team: id.clone(), index, text },
        ListEdit::Remove(index) => ManifestEdit::RemovePath { list, team: id.clone(), index },
        ListEdit::Move(from_index, to_index) => {
            ManifestEdit::MovePath { list, from: id.clone(), from_index, to: id.clone(), to_index }
        }
    };
    let board = form.board;
    let pattern_fault = |text: &str| {
        let fault_of = Pattern::new(text).err()?;
        let problem =
            Problem::error("manifest-bad-pattern").with("team", id).with("pattern", text).with("fault", fault_of.name());
        Some(fault(board, &problem))
    };
    let overlap = |text: &str| {
        let (other, pattern, example) = ownership::overlap_with(board.manifest, id, text)?;
        let team = marks::title(&other);
        Some(t!("inspector-overlap", team = team, pattern = pattern, example = example))
    };
    let counts = board.project.files.as_ref().map(|found| &found.counts);
    let about = |text: &str| {
        let count = counts?.iter().find(|(pattern, _)| pattern == text).map(|(_, count)| *count)?;
        Some(t!("inspector-matches", count = count))
    };
    let notes = std::mem::take(&mut form.state.notes);
    let is_read = list == PathList::Read;
    let notes_of = |index: usize, text: &str| {
        let of_pattern = if is_read { Vec::new() } else { notes.of_pattern(id.as_str(), text) };
        if of_pattern.is_empty() { notes.of(board, &format!("teams/{id}/{field}/{index}")) } else { of_pattern }
    };
    let key = format!("teams/{id}/{field}");
    let shown = List {
        label,
        has_heading: true,
        key: &key,
        items,
        hint,
        mono: true,
        has_order: true,
        offers: Offers::Patterns,
        fault: &pattern_fault,
        edit: &edit,
        remark: (list == PathList::Write).then_some(&overlap as &dyn Fn(&str) -> Option<String>),
        about: Some(&about),
        notes: &notes_of,
    };
    form.list(ui, &shown);
    form.state.notes = notes;
}

fn refs(form: &mut Form<'_>, ui: &mut Ui, team: &Team, field: TeamRefField) {
    let (label, name, chosen, none, key) = match field {
        TeamRefField::DependsOn => {
            (t!("inspector-depends-on"), "depends_on", &team.depends_on, t!("teams-no-dependencies"), TeamKey::DependsOn)
        }
        TeamRefField::WaitFor => {
            (t!("inspector-wait-for"), "wait_for", &team.wait_for, t!("inspector-wait-for-none"), TeamKey::WaitFor)
        }
    };
    let at = format!("teams/{}/{name}", team.id);
    form.row(ui, &label, &at, |form, ui| {
        let edit = match form.teams(ui, &label, chosen, Some(&team.id), true) {
            Some(Picked::Teams(teams)) => ManifestEdit::SetTeamRefs { team: team.id.clone(), field, teams },
            Some(Picked::All) => {
                let value = Some(Value::Sequence(vec!["all".into()]));
                ManifestEdit::SetTeamValue { team: team.id.clone(), key, value }
            }
            None => return,
        };
        form.push(edit);
    });
    let indent = LABEL + 2.0 * GRID;
    if chosen.is_empty() {
        form.remark(ui, indent, &none);
        ui.add_space(GRID);
    }
    for (index, other) in chosen.iter().enumerate() {
        for part in [other.to_string(), index.to_string()] {
            let notes = form.state.notes.of(form.board, &format!("{at}/{part}"));
            if !notes.is_empty() {
                form.show_notes(ui, &notes, indent);
                break;
            }
        }
    }
}

/// The middle of a target.
fn middle(range: LocRange) -> u64 {
    range.min / 2 + range.max / 2 + (range.min % 2 + range.max % 2) / 2
}

fn target(form: &mut Form<'_>, ui: &mut Ui, team: &Team) {
    let project = form.board.manifest.project.target_loc.filter(|target| target.max > 0);
    let teams = form.board.manifest.teams.len().max(1) as u64;
    let hint = match project {
        Some(target) => t!("inspector-even-share", share = loc(LocRange { min: target.min / teams, max: target.max / teams })),
        None => t!("teams-no-target"),
    };
    let path = format!("teams/{}/target_loc", team.id);
    let value = team.target_loc.map(typed::write_range).unwrap_or_default();
    let row = Row { label: t!("inspector-target-loc"), path: &path, value, hint, kind: Kind::Range };
    let edit = |value: Option<Value>| {
        let range = value.and_then(|value| serde_yaml::from_value(value).ok());
        ManifestEdit::SetTargetLoc { team: team.id.clone(), range }
    };
    form.value_row_with(ui, &row, Offers::None, &edit);
    if let Some((target, project)) = team.target_loc.zip(project) {
        let percent = (middle(target) as f64 / middle(project).max(1) as f64 * 100.0).round();
        form.remark(ui, LABEL + 2.0 * GRID, &t!("teams-loc-share", percent = percent, loc = loc(project)));
        ui.add_space(GRID);
    }
}

fn mega_files(form: &mut Form<'_>, ui: &mut Ui, team: &Team) {
    let board = form.board;
    let value = match (team.mega_file_names.is_empty(), team.mega_files) {
        (false, _) => team.mega_file_names.join(", "),
        (true, count) => count.map(|count| count.to_string()).unwrap_or_default(),
    };
    let check = |text: &str| -> Checked {
        let set =
            |value: Option<Value>| Ok(Some(ManifestEdit::SetTeamValue { team: team.id.clone(), key: TeamKey::MegaFiles, value }));
        let names: Vec<&str> = text.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
        if text.trim() == value || names.join(", ") == value {
            return Ok(None);
        }
        if names.is_empty() {
            return set(None);
        }
        match typed::value(Kind::Count, "mega_files", text) {
            Ok(Some(count)) if count.as_u64().is_some_and(|count| u32::try_from(count).is_ok()) => set(Some(count)),
            Err(problem) if names[0].starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
                let problem =
                    Problem { args: problem.args.into_iter().filter(|(name, _)| *name != "expected").collect(), ..problem };
                Err(fault(board, &problem.with("expected", "count-or-names")))
            }
            Ok(_) => Err(fault(
                board,
                &Problem::error("manifest-wrong-type")
                    .with("key", "mega_files")
                    .with("kind", "text")
                    .with("found", text)
                    .with("expected", "count-or-names"),
            )),
            Err(_) => set(Some(Value::Sequence(names.into_iter().map(Value::from).collect()))),
        }
    };
    let key = format!("teams/{}/mega_files", team.id);
    form.checked_row(ui, &t!("inspector-mega-files"), &key, &value, &t!("inspector-mega-files-hint"), Offers::None, &check);
    let made = board.project.mega_files.values().filter(|file| file.team == team.id).count();
    let expected = team.mega_files.unwrap_or_default();
    form.remark(ui, LABEL + 2.0 * GRID, &t!("teams-mega-files", made = made, expected = expected));
    ui.add_space(GRID);
}

fn swarm(form: &mut Form<'_>, ui: &mut Ui, team: &Team) {
    let board = form.board;
    let label = t!("inspector-parts");
    let key = format!("teams/{}/swarm", team.id);
    let is_counted = team.swarm.iter().all(|part| part.responsibilities.is_empty() && part.write_paths.is_empty());
    let value = if team.swarm.is_empty() { String::new() } else { team.swarm.len().to_string() };
    if is_counted {
        let check = |text: &str| -> Checked {
            let found = typed::value(Kind::Count, "swarm", text).map_err(|problem| fault(board, &problem))?;
            if written(found.as_ref()) == value {
                return Ok(None);
            }
            if found.as_ref().and_then(Value::as_u64).is_some_and(|count| count > MOST_PARTS) {
                let problem = Problem::error("manifest-swarm-too-large").with("found", text.trim()).with("limit", MOST_PARTS);
                return Err(fault(board, &problem));
            }
            Ok(Some(ManifestEdit::SetTeamValue { team: team.id.clone(), key: TeamKey::Swarm, value: found }))
        };
        form.checked_row(ui, &label, &key, &value, &t!("inspector-parts-hint"), Offers::None, &check);
    }
    let tokens = theme::tokens(ui);
    for part in &team.swarm {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 1.5 * GRID;
            marks::badge(ui, &part.id, board.manifest, 18.0);
            ui.add(egui::Label::new(part.id.as_str()).selectable(false));
        });
        let paths = part.write_paths.join("  ");
        for (text, mono) in [(part.responsibilities.join(", "), false), (paths, true)] {
            if !text.is_empty() {
                let text = egui::RichText::new(text).small().color(tokens.weak);
                let text = if mono { text.monospace() } else { text };
                ui.horizontal_top(|ui| {
                    ui.add_space(24.0);
                    ui.add(egui::Label::new(text).wrap().selectable(false));
                });
            }
        }
    }
    if !is_counted {
        form.below(ui, &key, 0.0);
        ui.add_space(GRID);
        form.remark(ui, 0.0, &t!("inspector-parts-listed"));
        let line = board.manifest.places.exactly(&key).map(|(line, _)| line);
        if ui.add(button::quiet(t!("teams-show-source")).icon(icons::CODE).small()).clicked() {
            form.state.line = line;
        }
    }
}
