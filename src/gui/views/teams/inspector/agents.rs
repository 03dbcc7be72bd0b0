//! The agents that teams can name: a preset, or a program of one's own, with its environment. Owns their rows, and that
//! teams follow when an agent gets another name.

use egui::Ui;
use serde_yaml::Value;

use super::form::{Checked, Form, Row, fault, path};
use super::lists::{List, ListEdit};
use super::offers::Offers;
use super::plan::{mapping, name_check};
use super::{done, form::Entry, form::Look};
use crate::gui::icons;
use crate::gui::theme::GRID;
use crate::gui::widgets::button;
use crate::model::manifest::edits::{ManifestEdit, Step, TeamField};
use crate::model::manifest::typed::{self, Kind};
use crate::model::manifest::{Agent, KINDS, PRESETS, PROMPTS};
use crate::model::problem::Problem;
use crate::t;

/// The path of an agent, or of one of its fields: an agent's name may hold what a written path cannot.
fn at(agent: &Agent, rest: &[&str]) -> Vec<Step> {
    let key = |text: &str| Step::Key(text.to_owned());
    ["agents", agent.name.as_str()].iter().chain(rest).map(|part| key(part)).collect()
}

fn value(agent: &Agent, rest: &[&str], value: Option<Value>) -> ManifestEdit {
    ManifestEdit::SetValue { path: at(agent, rest), value }
}

/// Draws the section.
pub fn agents(form: &mut Form<'_>, ui: &mut Ui) {
    let agents = &form.board.manifest.agents;
    if agents.is_empty() {
        form.remark(ui, 0.0, &t!("inspector-agents-none"));
        ui.add_space(GRID);
    }
    for agent in agents {
        let of = std::mem::replace(&mut form.of, agent.name.clone());
        one(form, ui, agents, agent);
        form.of = of;
        ui.add_space(2.0 * GRID);
    }
    let check = |text: &str| -> Checked {
        let name = text.trim();
        if name.is_empty() {
            return Ok(None);
        }
        if agents.iter().any(|agent| agent.name == name) {
            return Err(t!("inspector-name-taken", name = name));
        }
        // A preset's own name means it; any other begins as one that works by hand.
        let fields =
            if PRESETS.contains(&name) { mapping([("preset", name.into())]) } else { mapping([("kind", "manual".into())]) };
        let path = ["agents", name].map(|key| Step::Key(key.to_owned())).to_vec();
        Ok(Some(ManifestEdit::SetValue { path, value: Some(fields) }))
    };
    if form.board.editable {
        form.add_row(ui, "agents/+", &t!("inspector-add-agent"), &t!("inspector-add-agent"), &check);
    }
}

fn one(form: &mut Form<'_>, ui: &mut Ui, agents: &[Agent], agent: &Agent) {
    let key = |field: &str| format!("agents/{}/{field}", agent.name);
    head(form, ui, agents, agent);
    let preset = t!("inspector-preset");
    form.row(ui, &preset, &key("preset"), |form, ui| {
        let mut choices = vec![(t!("inspector-own-program"), agent.preset.is_none())];
        choices.extend(PRESETS.map(|name| (name.to_owned(), agent.preset.as_deref() == Some(name))));
        let shown = agent.preset.clone().unwrap_or_else(|| t!("inspector-own-program"));
        if let Some(chosen) = form.menu(ui, &preset, &shown, &choices) {
            form.push(match chosen.checked_sub(1) {
                Some(index) => value(agent, &["preset"], Some(PRESETS[index].into())),
                // Without a preset something else must say how it works.
                None => ManifestEdit::Several(vec![
                    value(agent, &["kind"], Some(agent.kind.clone().unwrap_or_else(|| "manual".to_owned()).into())),
                    value(agent, &["preset"], None),
                ]),
            });
        }
    });
    if agent.preset.is_none() {
        words(form, ui, agent, "inspector-kind", "kind", agent.kind.as_deref(), &KINDS);
        command(form, ui, agent, &key("command"));
        words(form, ui, agent, "inspector-prompt", "prompt", agent.prompt.as_deref(), &PROMPTS);
    }
    let row = Row {
        label: t!("inspector-model"),
        path: &key("model"),
        value: agent.model.clone().unwrap_or_default(),
        hint: t!("inspector-model-hint"),
        kind: Kind::Text,
    };
    form.value_row_with(ui, &row, Offers::None, &|given| value(agent, &["model"], given));
    environment(form, ui, agent, &key("env"));
}

fn head(form: &mut Form<'_>, ui: &mut Ui, agents: &[Agent], agent: &Agent) {
    let teams = &form.board.manifest.teams;
    let rename = |to: &str| {
        let mut edits = vec![ManifestEdit::RenameKey { path: at(agent, &[]), to: to.to_owned() }];
        let users = teams.iter().filter(|team| team.agent.as_deref() == Some(&agent.name));
        edits.extend(users.map(|team| ManifestEdit::SetTeamText {
            team: team.id.clone(),
            field: TeamField::Agent,
            text: to.to_owned(),
        }));
        ManifestEdit::Several(edits)
    };
    let check = name_check(&agent.name, |name| agents.iter().any(|other| other.name == name), rename);
    let key = format!("agents/{}/name", agent.name);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GRID;
        let width = ui.available_width() - if form.board.editable { 24.0 + GRID } else { 0.0 };
        let name = t!("inspector-name-of", name = agent.name.as_str());
        let (offers, look) = (Offers::None, Look::Title);
        form.entry(ui, &Entry { key: &key, name, value: &agent.name, hint: "", look, offers, check: &check }, width);
        if form.board.editable
            && ui.add(button::icon(icons::TRASH, t!("inspector-remove-what", what = agent.name.as_str())).small()).clicked()
        {
            form.push(value(agent, &[], None));
        }
    });
    form.below_typed(ui, &key, 0.0);
    let notes = form.state.notes.of(form.board, &format!("agents/{}", agent.name));
    form.show_notes(ui, &notes, 0.0);
    ui.add_space(GRID);
}

/// One word of a closed set, or the default.
fn words(form: &mut Form<'_>, ui: &mut Ui, agent: &Agent, label: &str, field: &str, current: Option<&str>, known: &[&str]) {
    let label = t!(label);
    form.row(ui, &label, &format!("agents/{}/{field}", agent.name), |form, ui| {
        let mut choices = vec![(t!("inspector-unsaid"), current.is_none())];
        choices.extend(known.iter().map(|word| ((*word).to_owned(), current == Some(*word))));
        let shown = current.map_or_else(|| t!("inspector-unsaid"), str::to_owned);
        if let Some(chosen) = form.menu(ui, &label, &shown, &choices) {
            let word = chosen.checked_sub(1).map(|index| known[index].into());
            form.push(value(agent, &[field], word));
        }
    });
}

fn command(form: &mut Form<'_>, ui: &mut Ui, agent: &Agent, key: &str) {
    let line = typed::write_words(&agent.command);
    let check = |text: &str| -> Checked {
        let text = text.trim();
        let words = (!text.is_empty()).then(|| done::as_words(text));
        Ok((text != line).then(|| value(agent, &["command"], words)))
    };
    let hint = t!("inspector-command-hint");
    form.checked_row(ui, &t!("inspector-command"), key, &line, &hint, Offers::Code, &check);
}

/// Environment variables, written `NAME=$VALUE`.
fn environment(form: &mut Form<'_>, ui: &mut Ui, agent: &Agent, key: &str) {
    let board = form.board;
    let items: Vec<String> = agent.env.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let split = |text: &str| {
        let (name, given) = text.split_once('=').unwrap_or((text, ""));
        (name.trim().to_owned(), given.trim().to_owned())
    };
    let set = |name: &str, given: Option<String>| value(agent, &["env", name], given.map(Value::from));
    let pair_fault = |text: &str| {
        let (name, given) = split(text);
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !is_name || !text.contains('=') {
            return Some(t!("inspector-env-form"));
        }
        let upper = name.to_uppercase();
        let is_secret = ["KEY", "TOKEN", "SECRET", "PASSWORD", "CREDENTIAL"].iter().any(|word| upper.contains(word));
        let problem = Problem::warning("manifest-secret-in-text").with("agent", &agent.name).with("name", &name);
        (is_secret && !given.starts_with('$') && !given.is_empty()).then(|| fault(board, &problem))
    };
    let edit = |edit: ListEdit| match edit {
        ListEdit::Add(text) => {
            let (name, given) = split(&text);
            set(&name, Some(given))
        }
        ListEdit::Rename(index, text) => {
            let (name, given) = split(&text);
            let before = &agent.env[index].0;
            if *before == name {
                set(&name, Some(given))
            } else {
                ManifestEdit::Several(vec![set(before, None), set(&name, Some(given))])
            }
        }
        ListEdit::Remove(index) => set(&agent.env[index].0, None),
        // Variables have no order.
        ListEdit::Move(from, to) => ManifestEdit::MoveItem { path: path(key), from, to },
    };
    let list = List {
        label: t!("inspector-env"),
        has_heading: true,
        key,
        items: &items,
        hint: t!("inspector-env-hint"),
        mono: true,
        has_order: false,
        offers: Offers::None,
        fault: &pair_fault,
        edit: &edit,
        remark: None,
        about: None,
        notes: &|_, _| Vec::new(),
    };
    form.list(ui, &list);
}
