//! The palette: everything that can be done or gone to, found by typing a few of its letters.

use egui::{Align2, Key, Modifiers, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2};

use crate::gui::action::{Action, NAMED};
use crate::gui::facts::Facts;
use crate::gui::frame;
use crate::gui::guide;
use crate::gui::icons::{self, Icon};
use crate::gui::keymap;
use crate::gui::screen::Screen;
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::widgets::card;
use crate::{t, words};

/// How many rows are drawn at most.
const LIMIT: usize = 60;
const ROW: f32 = 32.0;

/// One thing that can be done or gone to.
struct Entry {
    icon: Icon,
    name: String,
    hint: String,
    action: Action,
}

impl Screen {
    /// Opens the palette, empty, or closes it.
    pub fn toggle_palette(&mut self) {
        self.palette_open = !self.palette_open;
        self.palette_query.clear();
        self.palette_row = 0;
    }
}

pub(super) fn show(ui: &Ui, facts: &Facts, screen: &mut Screen, actions: &mut Vec<Action>) {
    if !screen.palette_open {
        return;
    }
    let tokens = theme::tokens(ui);
    let area = egui::Modal::default_area(egui::Id::unique("palette"))
        .anchor(Align2::CENTER_TOP, [0.0, 64.0])
        .default_size([600.0, 560.0]);
    let modal = egui::Modal::new(egui::Id::unique("palette")).area(area).backdrop_color(tokens.backdrop());
    let answer = modal.frame(card::frame(ui).inner_margin(8)).show(ui.ctx(), |ui| {
        ui.set_width(560.0);
        let entries = found(ui, facts, screen);
        let last = entries.len().saturating_sub(1);
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let moved = (pressed(Key::ArrowDown), pressed(Key::ArrowUp));
        match moved {
            (true, _) => screen.palette_row = if screen.palette_row >= last { 0 } else { screen.palette_row + 1 },
            (_, true) => screen.palette_row = if screen.palette_row == 0 { last } else { screen.palette_row - 1 },
            _ => screen.palette_row = screen.palette_row.min(last),
        }
        let taken = pressed(Key::Enter).then_some(screen.palette_row);
        let field = TextEdit::singleline(&mut screen.palette_query)
            .hint_text(t!("palette-hint"))
            .desired_width(f32::INFINITY)
            .font(egui::FontId::proportional(15.0))
            .margin(egui::Margin::symmetric(10, 8));
        let field = ui.add(field).accessible_name(t!("palette-field"));
        field.request_focus();
        if field.changed() {
            screen.palette_row = 0;
        }
        ui.add_space(GRID);
        let mut clicked = None;
        if entries.is_empty() {
            ui.horizontal(|ui| {
                ui.add_space(10.0);
                card::weak(ui, t!("palette-none"));
            });
            ui.add_space(2.0 * GRID);
        }
        ScrollArea::vertical().max_height(ROW * 11.0).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (place, entry) in entries.iter().enumerate() {
                let response = row(ui, entry, place == screen.palette_row);
                if moved != (false, false) && place == screen.palette_row {
                    response.scroll_to_me(None);
                }
                if response.hovered() && ui.input(|input| input.pointer.is_moving()) {
                    screen.palette_row = place;
                }
                if response.clicked() {
                    clicked = Some(place);
                }
            }
        });
        clicked.or(taken).and_then(|place| entries.into_iter().nth(place))
    });
    let close = answer.should_close();
    if let Some(entry) = answer.inner {
        screen.palette_open = false;
        actions.push(entry.action);
    } else if close {
        screen.palette_open = false;
    }
}

fn row(ui: &mut Ui, entry: &Entry, selected: bool) -> egui::Response {
    let tokens = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, &entry.name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let painter = ui.painter();
    if selected {
        painter.rect_filled(rect, theme::RADIUS, tokens.accent_wash);
    }
    let middle = rect.center().y;
    let ink = if selected { tokens.accent } else { tokens.weak };
    painter.text(pos2(rect.left() + 18.0, middle), Align2::CENTER_CENTER, entry.icon.0, Icon::font(16.0), ink);
    let hint = painter.layout_no_wrap(entry.hint.clone(), egui::FontId::proportional(SMALL), tokens.weak);
    let mut job =
        egui::text::LayoutJob::simple_singleline(entry.name.clone(), egui::FontId::proportional(theme::BODY), tokens.text);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 64.0 - hint.size().x);
    let name = painter.layout_job(job);
    painter.galley(pos2(rect.left() + 36.0, middle - name.size().y / 2.0), name, tokens.text);
    painter.galley(pos2(rect.right() - 10.0 - hint.size().x, middle - hint.size().y / 2.0), hint, tokens.weak);
    response
}

/// What fits the query, the best first.
fn found(ui: &Ui, facts: &Facts, screen: &Screen) -> Vec<Entry> {
    let query = screen.palette_query.trim().to_lowercase();
    let mut scored: Vec<(u32, Entry)> = entries(ui, facts, screen)
        .into_iter()
        .filter_map(|entry| Some((fit(&query, &entry.name.to_lowercase())?, entry)))
        .collect();
    scored.sort_by_key(|(score, _)| *score);
    scored.into_iter().map(|(_, entry)| entry).take(LIMIT).collect()
}

fn entries(ui: &Ui, facts: &Facts, screen: &Screen) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let keymap = keymap::of(ui.ctx());
    for named in NAMED.iter().filter(|named| named.name != "action-palette") {
        let Some(action) = (named.action)(facts, screen) else { continue };
        let hint = keymap.keys(named).first().map(|keys| frame::written(ui, keys)).unwrap_or_default();
        entries.push(Entry { icon: named.icon, name: t!(named.name), hint, action });
    }
    if let Some(project) = &facts.project {
        for path in project.mega_files.keys() {
            let action = Action::ShowMegaFile(path.clone());
            entries.push(Entry { icon: icons::FILE_CODE, name: path.to_string(), hint: t!("palette-mega-file"), action });
        }
        for conflict in project.integration.iter().flat_map(|found| &found.conflicts) {
            let action = Action::ShowConflict(conflict.id.clone());
            entries.push(Entry { icon: icons::GIT_MERGE, name: conflict.path.to_string(), hint: t!("palette-conflict"), action });
        }
    }
    for page in guide::pages::all() {
        let (name, action) = (page.title(words::language()).to_owned(), Action::ShowGuide(page.id));
        entries.push(Entry { icon: icons::GUIDE, name, hint: t!("guide-title"), action });
    }
    let open = facts.project.as_ref().map(|project| &project.project.root);
    for recent in facts.recent.iter().filter(|recent| Some(&recent.folder) != open) {
        let name = t!("home-open-recent", name = recent.name.as_str());
        entries.push(Entry {
            icon: icons::FOLDER,
            name,
            hint: t!("palette-recent"),
            action: Action::Open(recent.folder.clone()),
        });
    }
    entries
}

/// How well a text fits a query, smaller is better; `None`: not at all. All letters of the query stand in the text in
/// their order; the beginnings of words and runs of letters are better than what is scattered.
fn fit(query: &str, text: &str) -> Option<u32> {
    if query.is_empty() {
        return Some(0);
    }
    if let Some(at) = text.find(query) {
        let is_start = at == 0 || text[..at].ends_with(|before: char| !before.is_alphanumeric());
        return Some(if is_start { 1 } else { 2 } + u32::from(at > 0));
    }
    let (mut score, mut gap) = (10, 0);
    let mut wanted = query.chars().filter(|character| !character.is_whitespace()).peekable();
    for character in text.chars() {
        match wanted.peek() {
            None => break,
            Some(next) if *next == character => {
                score += gap;
                gap = 0;
                wanted.next();
            }
            Some(_) => gap += 1,
        }
    }
    wanted.peek().is_none().then_some(score)
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn what_begins_with_the_query_comes_before_what_holds_it() {
        let order = |query: &str, mut texts: Vec<&'static str>| {
            texts.retain(|text| fit(query, text).is_some());
            texts.sort_by_key(|text| fit(query, text));
            texts
        };
        assert_eq!(
            order("int", vec!["take the last print back", "integrate", "point"]),
            ["integrate", "take the last print back", "point"]
        );
        assert_eq!(
            order("fcf", vec!["find conflicts", "look for conflicts first", "teams"]),
            ["find conflicts", "look for conflicts first"]
        );
        assert_eq!(order("öv", vec!["överblick", "team"]), ["överblick"]);
        assert_eq!(fit("", "anything"), Some(0));
    }
}
