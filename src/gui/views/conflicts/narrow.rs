//! Which conflicts are listed: open or settled ones, of one kind, of one team, so grave, with these letters in their path.
//! Owns the choice and its controls; not the list.

use egui::Ui;

use super::{ConflictsScreen, Desk, list};
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::views::marks;
use crate::gui::widgets::button;
use crate::model::conflict::{Conflict, KINDS};
use crate::model::problem::Severity;
use crate::model::team::TeamId;
use crate::t;

/// What a conflict has to be to be listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrow {
    /// What its path has somewhere, whatever the case.
    pub text: String,
    /// Its kind.
    pub kind: Option<&'static str>,
    /// A team that it is between.
    pub team: Option<TeamId>,
    /// How grave it is.
    pub severity: Option<Severity>,
}

impl Narrow {
    /// Whether everything is listed.
    pub fn is_wide(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a conflict is listed; `needle` is the text in lower case.
    pub fn shows(&self, conflict: &Conflict, needle: &str) -> bool {
        self.kind.is_none_or(|kind| conflict.kind == kind)
            && self.team.as_ref().is_none_or(|team| conflict.teams.contains(team) || conflict.owner.as_ref() == Some(team))
            && self.severity.is_none_or(|severity| conflict.problem.severity == severity)
            && (needle.is_empty() || conflict.path.as_str().to_lowercase().contains(needle))
    }
}

/// The id of the field in which letters of a path are typed.
pub fn field_id() -> egui::Id {
    egui::Id::unique("conflicts-search")
}

/// Draws the field and the menus.
pub fn show(ui: &mut Ui, desk: Desk<'_>, screen: &mut ConflictsScreen) {
    let mut narrow = screen.narrow.clone();
    let width = ui.available_width() - 2.0 * GRID;
    let field = egui::TextEdit::singleline(&mut narrow.text)
        .id(field_id())
        .desired_width(width - 2.0 * GRID)
        .hint_text(t!("resolver-search"));
    let field = ui.add(field).accessible_name(t!("resolver-search-name"));
    if (field.has_focus() || field.lost_focus()) && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        narrow.text.clear();
    }
    ui.add_space(GRID);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GRID, GRID);
        kinds(ui, desk, &mut narrow);
        teams(ui, desk, &mut narrow);
        severities(ui, desk, &mut narrow);
        if !narrow.is_wide() && ui.add(button::icon(icons::CLOSE, t!("resolver-narrow-none")).small()).clicked() {
            narrow = Narrow::default();
        }
    });
    if narrow != screen.narrow {
        screen.narrow = narrow;
        screen.reveal_selected = true;
    }
}

/// A small button with a menu; lit while it narrows the list.
fn menu(ui: &mut Ui, text: &str, name: &str, lit: bool, rows: impl FnOnce(&mut Ui)) {
    let look = button::secondary(text).name(name).icon(icons::CARET_DOWN).selected(lit).small().width_at_most(150.0);
    let response = ui.add(look);
    egui::Popup::menu(&response).gap(2.0).show(|ui| {
        ui.set_width(230.0);
        egui::ScrollArea::vertical().max_height(340.0).show(ui, rows);
    });
}

fn row(ui: &mut Ui, text: &str, selected: bool) -> bool {
    let clicked = ui.add(button::quiet(text).selected(selected).left().width(ui.available_width())).clicked();
    if clicked {
        ui.close();
    }
    clicked
}

fn kinds(ui: &mut Ui, desk: Desk<'_>, narrow: &mut Narrow) {
    let any = t!("resolver-kind-any");
    let text = narrow.kind.map_or_else(|| any.clone(), list::kind_name);
    menu(ui, &text, &t!("resolver-kind-name", kind = text.as_str()), narrow.kind.is_some(), |ui| {
        if row(ui, &any, narrow.kind.is_none()) {
            narrow.kind = None;
        }
        let mut counts: Vec<(&'static str, usize)> = Vec::new();
        for conflict in &desk.found.conflicts {
            match counts.iter_mut().find(|(kind, _)| *kind == conflict.kind) {
                Some((_, count)) => *count += 1,
                None => counts.push((conflict.kind, 1)),
            }
        }
        counts.sort_by_key(|(kind, _)| KINDS.iter().position(|known| known.id == *kind).unwrap_or(KINDS.len()));
        for (kind, count) in counts {
            let text = t!("resolver-kind-row", kind = list::kind_name(kind), count = count);
            if row(ui, &text, narrow.kind == Some(kind)) {
                narrow.kind = Some(kind);
            }
        }
    });
}

fn teams(ui: &mut Ui, desk: Desk<'_>, narrow: &mut Narrow) {
    let any = t!("resolver-team-any");
    let text = narrow.team.as_ref().map_or_else(|| any.clone(), marks::title);
    menu(ui, &text, &t!("resolver-team-name", team = text.as_str()), narrow.team.is_some(), |ui| {
        if row(ui, &any, narrow.team.is_none()) {
            narrow.team = None;
        }
        for team in &desk.found.sides {
            let said = t!("resolver-team-row", team = marks::title(team));
            let name = desk.manifest.team(team).map(|team| team.name.clone()).unwrap_or_default();
            if marks::team_row(ui, desk.manifest, team, &name, &said).clicked() {
                narrow.team = Some(team.clone());
                ui.close();
            }
        }
    });
}

fn severities(ui: &mut Ui, desk: Desk<'_>, narrow: &mut Narrow) {
    let grave = desk.found.conflicts.iter().any(|conflict| conflict.problem.severity != Severity::Error);
    // Where all are as grave there is nothing to choose.
    if !grave && narrow.severity.is_none() {
        return;
    }
    let word = |severity: Option<Severity>| match severity {
        None => t!("resolver-severity-any"),
        Some(Severity::Error) => t!("resolver-severity-error"),
        Some(Severity::Warning) => t!("resolver-severity-warning"),
        Some(Severity::Note) => t!("resolver-severity-note"),
    };
    let text = word(narrow.severity);
    menu(ui, &text, &t!("resolver-severity-name", severity = text.as_str()), narrow.severity.is_some(), |ui| {
        for severity in [None, Some(Severity::Error), Some(Severity::Warning), Some(Severity::Note)] {
            if row(ui, &word(severity), narrow.severity == severity) {
                narrow.severity = severity;
            }
        }
    });
}

/// Said where nothing fits.
pub fn nothing(ui: &mut Ui, screen: &mut ConflictsScreen) {
    let weak = theme::tokens(ui).weak;
    ui.add_space(3.0 * GRID);
    ui.label(egui::RichText::new(t!("resolver-nothing-fits")).color(weak));
    if ui.add(button::secondary(t!("resolver-show-all")).small()).clicked() {
        screen.narrow = Narrow::default();
        screen.filter = super::Filter::All;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::conflict::{ConflictId, Detail};
    use crate::model::path::RelPath;
    use crate::model::problem::Problem;

    fn conflict(problem: Problem) -> Conflict {
        Conflict {
            id: ConflictId("one".into()),
            kind: "boundary",
            path: RelPath::new("src/Café.ts").expect("path"),
            teams: vec![TeamId::from_spelling("beta").expect("id")],
            owner: TeamId::from_spelling("alpha"),
            problem,
            detail: Detail::Boundary { entry: None, preview: None, forbidden: false },
        }
    }

    #[test]
    fn severity_narrows_the_list_beside_everything_else() {
        let all = [Problem::error("a"), Problem::warning("a"), Problem::note("a")].map(conflict);
        let shown = |narrow: &Narrow| all.iter().map(|one| narrow.shows(one, &narrow.text.to_lowercase())).collect::<Vec<_>>();
        assert_eq!(shown(&Narrow::default()), [true; 3]);
        for (place, severity) in [Severity::Error, Severity::Warning, Severity::Note].into_iter().enumerate() {
            let narrow = Narrow { severity: Some(severity), ..Narrow::default() };
            let expected: Vec<bool> = (0..3).map(|other| other == place).collect();
            assert_eq!(shown(&narrow), expected, "{severity:?}");
            assert_eq!(shown(&Narrow { text: "CAFÉ".into(), ..narrow.clone() }), expected);
            assert_eq!(shown(&Narrow { team: TeamId::from_spelling("gamma"), ..narrow }), [false; 3]);
        }
        let owners = Narrow { team: TeamId::from_spelling("alpha"), kind: Some("boundary"), ..Narrow::default() };
        assert_eq!(shown(&owners), [true; 3], "whose the path is counts too");
    }
}
