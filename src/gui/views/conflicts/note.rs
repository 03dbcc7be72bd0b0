//! The card of what has no card of its own, and of notes, which need no decision: the sentence, how grave it is, what to
//! do next, and the place, with the file as each team has it at that line.

use egui::{Align2, CornerRadius, Id, Rect, RichText, ScrollArea, StrokeKind, Ui, pos2, vec2};

use super::{ConflictsScreen, Desk, controls};
use crate::engine::command::Command;
use crate::engine::jobs::place::Version;
use crate::gui::action::Action;
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID, Tokens};
use crate::gui::views::marks;
use crate::gui::widgets::side_by_side::{self, Grid, Line, Pane, Sheet};
use crate::gui::widgets::{button, elide};
use crate::model::merge::rows::{Cell, rows};
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem, Severity};
use crate::t;

/// More versions than these have no room side by side.
const MOST: usize = 4;
const HEAD: f32 = 34.0;

/// The note that is shown.
#[derive(Debug)]
pub struct NoteScreen {
    pub(super) problem: Problem,
    /// What was asked of the engine.
    asked: bool,
    /// The versions, aligned; the row of the line that the note is about.
    sheet: Option<(Sheet, Option<usize>)>,
    scroll: bool,
}

impl NoteScreen {
    /// Begins with a note.
    pub fn new(problem: Problem) -> Self {
        Self { problem, asked: false, sheet: None, scroll: true }
    }
}

/// How grave it is: an icon, its colour, and the word.
fn severity(tokens: &Tokens, severity: Severity) -> (Icon, egui::Color32, String) {
    match severity {
        Severity::Error => (icons::FORBIDDEN, tokens.danger, t!("cards-error")),
        Severity::Warning => (icons::WARNING, tokens.warning, t!("cards-warning")),
        Severity::Note => (icons::INFO, tokens.accent, t!("cards-note")),
    }
}

/// Where a note is: its place, or the path that it speaks of.
fn place_of(problem: &Problem) -> Option<Place> {
    let path = || problem.args.iter().find(|(name, _)| *name == "path").map(|(_, path)| Place::file(path.clone()));
    problem.place.clone().or_else(path).filter(|place| !place.file.is_empty())
}

/// Draws the card.
pub fn show(ui: &mut Ui, desk: Desk<'_>, screen: &mut ConflictsScreen, actions: &mut Vec<Action>) {
    let Some(mut note) = screen.note.take() else { return };
    let tokens = theme::tokens(ui);
    let sentence = marks::sentence(&note.problem, desk.manifest);
    let (icon, color, word) = severity(&tokens, note.problem.severity);
    let mut closed = false;
    ui.add_space(GRID);
    ui.horizontal(|ui| {
        ui.label(icon.text(18.0).color(color));
        ui.label(RichText::new(word).font(theme::medium(theme::BODY)).color(color));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(12.0);
            closed = ui.add(button::icon(icons::CLOSE, t!("cards-close")).small()).clicked();
        });
    });
    ui.scope(|ui| {
        ui.set_max_width((ui.available_width() - 16.0).min(760.0));
        ui.label(RichText::new(&sentence.text).font(theme::medium(theme::BODY)).color(tokens.text));
        if let Some(next) = &sentence.next {
            ui.label(RichText::new(next).color(tokens.weak));
        }
    });
    ui.add_space(2.0 * GRID);
    if let Some(place) = place_of(&note.problem) {
        let said = if place.line > 0 { format!("{}:{}", place.file, place.line) } else { place.file.clone() };
        let font = egui::FontId::monospace(egui::TextStyle::Body.resolve(ui.style()).size);
        let shown = elide::middle_to_width(ui, &said, &font, (ui.available_width() - 80.0).max(80.0));
        let is_ours = desk.project.is_some_and(|project| {
            place.file == project.manifest_file() || project.mega_files.keys().any(|path| path.as_str() == place.file)
        });
        ui.horizontal_wrapped(|ui| {
            let look = button::secondary(shown).icon(icons::FILE).name(t!("cards-go-to", place = said.as_str())).small();
            if ui.add(look.tip(said)).clicked() {
                match is_ours {
                    true => actions.push(Action::ShowPlace(place.clone())),
                    false => (note.scroll, note.asked) = (true, false),
                }
            }
            // Where a conflict is about the same file, that is where something can be decided.
            let about = desk.found.conflicts.iter().find(|conflict| conflict.path.as_str() == place.file);
            if let Some(conflict) = about
                && ui.add(button::secondary(t!("cards-conflict")).icon(icons::GIT_MERGE).small()).clicked()
            {
                actions.push(Action::ShowConflict(conflict.id.clone()));
                closed = true;
            }
        });
        if let Ok(path) = RelPath::new(&place.file)
            && !is_ours
        {
            pane(ui, desk, &mut note, &place, path, actions);
        }
    }
    screen.note = (!closed).then_some(note);
}

/// The file as each team has it.
fn pane(ui: &mut Ui, desk: Desk<'_>, note: &mut NoteScreen, place: &Place, path: RelPath, actions: &mut Vec<Action>) {
    let Some(project) = desk.project else { return };
    if !std::mem::replace(&mut note.asked, true) {
        note.sheet = None;
        actions.push(Action::Command(Command::ReadPlace { path: path.clone() }));
        return;
    }
    let Some(versions) = project.place.as_ref().filter(|(known, _)| *known == path).map(|(_, versions)| versions) else { return };
    let shown = &versions[..versions.len().min(MOST)];
    let (sheet, row) = note.sheet.get_or_insert_with(|| aligned(shown, place.line));
    ui.add_space(2.0 * GRID);
    if shown.is_empty() {
        ui.label(RichText::new(t!("cards-nobody")).color(theme::tokens(ui).weak));
        return;
    }
    let mut area = ScrollArea::both().id_salt(("note", &place.file, place.line)).auto_shrink(false);
    let grid = Grid::new(ui, sheet.last_number());
    let width = (ui.available_width() - 20.0).max(shown.len() as f32 * 200.0);
    let pane_width = (width / shown.len() as f32).floor();
    let height = sheet.fit(&grid, pane_width);
    if std::mem::take(&mut note.scroll)
        && let Some(row) = *row
    {
        area = area.vertical_scroll_offset((sheet.tall().top(row) - ui.available_height() / 3.0).max(0.0));
    }
    area.show_viewport(ui, |ui, _| {
        ui.set_min_size(vec2(width, HEAD + height + 24.0));
        let tokens = theme::tokens(ui);
        let corner = ui.min_rect().min;
        let card = Rect::from_min_size(corner, vec2(width, HEAD + height + 2.0 * GRID));
        ui.painter().rect(card, CornerRadius::same(10), tokens.surface, (1.0, tokens.border), StrokeKind::Inside);
        let top = corner + vec2(0.0, HEAD);
        let mut panes = Vec::new();
        for (number, version) in shown.iter().enumerate() {
            let left = corner.x + number as f32 * pane_width;
            let mut x = left + 3.0 * GRID;
            for team in version.teams.iter().take(5) {
                let badge = Rect::from_min_size(pos2(x, corner.y + 8.0), vec2(18.0, 18.0));
                marks::paint_badge(ui.painter(), badge, team, marks::color(&tokens, team, desk.manifest), &tokens);
                x += 22.0;
            }
            let titles = controls::titles(&version.teams);
            let galley = elide::rows(ui, &titles, theme::medium(theme::BODY), tokens.text, left + pane_width - x - 8.0, 1);
            ui.painter().galley(pos2(x + 2.0, corner.y + HEAD / 2.0 - galley.size().y / 2.0), galley, tokens.text);
            let rect = Rect::from_min_size(pos2(left, top.y), vec2(pane_width, height));
            let id = Id::unique(("note-text", number, &place.file));
            side_by_side::tell(ui, rect, id, &t!("conflicts-version-text", team = titles), || sheet.spoken(number));
            if number > 0 {
                ui.painter().vline(left, card.top() + 6.0..=card.bottom() - 6.0, (1.0, tokens.border));
            }
            let color = version.teams.first().map_or(tokens.weak, |team| marks::color(&tokens, team, desk.manifest));
            let wash = tokens.surface.lerp_to_gamma(color, if tokens.dark { 0.12 } else { 0.09 });
            let word = tokens.surface.lerp_to_gamma(color, if tokens.dark { 0.38 } else { 0.28 });
            panes.push(Pane { column: number, wash, word, pale: false });
        }
        ui.painter().hline(card.x_range(), top.y, (1.0, tokens.border));
        let text = Rect::from_min_size(top, vec2(width, height));
        let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(text));
        sheet.paint(&painter, &tokens, &grid, top, pane_width, &panes);
        if let Some(row) = *row {
            let at = top.y + sheet.tall().top(row);
            let line = Rect::from_min_size(pos2(corner.x, at), vec2(width, sheet.tall().height_of(row)));
            painter.rect_stroke(line.shrink(0.5), 2, (1.5, tokens.accent), StrokeKind::Inside);
        }
        if versions.len() > shown.len() {
            let more = t!("cards-more", count = versions.len() - shown.len());
            let font = egui::FontId::proportional(theme::SMALL);
            ui.painter().text(card.left_bottom() + vec2(8.0, 12.0), Align2::LEFT_CENTER, more, font, tokens.weak);
        }
    });
}

/// The versions against the first of them, and the row in which the line stands.
fn aligned(versions: &[Version], line: u32) -> (Sheet, Option<usize>) {
    let [first, others @ ..] = versions else { return (Sheet::default(), None) };
    let line_of = |cell: Cell, tinted: bool| Line::new(cell.line, cell.text, tinted && cell.changed, cell.words);
    if others.is_empty() {
        let sheet = Sheet::of_text(&first.text);
        let row = (line as usize).checked_sub(1).filter(|row| *row < sheet.rows().len());
        return (sheet, row);
    }
    let texts: Vec<&[u8]> = others.iter().map(|version| version.text.as_bytes()).collect();
    let mut found = None;
    let mut table = Vec::new();
    for row in rows(first.text.as_bytes(), &texts) {
        let is_it = |cell: &Option<Cell>| cell.as_ref().is_some_and(|cell| cell.line == line);
        if found.is_none() && (is_it(&row.base) || row.sides.iter().any(is_it)) {
            found = Some(table.len());
        }
        let sides = row.sides.into_iter().map(|side| side.map(|cell| line_of(cell, true)));
        table.push(std::iter::once(row.base.map(|cell| line_of(cell, false))).chain(sides).collect());
    }
    (Sheet::new(table), found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::team::TeamId;

    #[test]
    fn the_line_is_found_among_the_versions() {
        let version =
            |id: &str, text: &str| Version { teams: TeamId::from_spelling(id).into_iter().collect(), text: text.into() };
        let (sheet, row) = aligned(&[version("alpha", "a\nb\n")], 2);
        assert_eq!((sheet.rows().len(), row), (2, Some(1)));
        assert_eq!(aligned(&[version("alpha", "a\n")], 9).1, None);
        let (sheet, row) = aligned(&[version("alpha", "a\nb\n"), version("beta", "a\nx\ny\nb\n")], 3);
        assert!(sheet.rows().len() >= 4 && row.is_some());
        assert_eq!(aligned(&[], 1).1, None);
    }

    #[test]
    fn a_note_without_a_place_is_where_its_path_is() {
        let place = place_of(&Problem::note("unclaimed").with("path", "src/a.ts")).expect("a place");
        assert_eq!((place.file.as_str(), place.line), ("src/a.ts", 0));
        assert_eq!(place_of(&Problem::note("you-edits").with("count", 3)), None);
    }
}
