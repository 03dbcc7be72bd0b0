//! What is offered while something is typed: folders and files of the project, or words that are known. Owns the list
//! below a field. Not: what a choice does (`form`).

use egui::{Key, Modifiers, Rect, Sense, Ui, pos2, vec2};

use super::super::Board;
use crate::gui::theme;
use crate::gui::widgets::elide;
use crate::t;

/// More than this are not offered at once.
const MOST: usize = 8;
const ROW: f32 = 24.0;

/// From what something can be chosen.
#[derive(Clone, Copy, Debug)]
pub enum Offers<'o> {
    /// Nothing.
    None,
    /// Nothing; what is typed is code, and shown as such.
    Code,
    /// These words.
    Words(&'o [String]),
    /// Patterns of the project's folders, and its files.
    Patterns,
    /// The project's files.
    Files,
}

/// What is offered now.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The field.
    pub key: String,
    /// A press on it took the keys away from the field.
    pub held: bool,
    /// Where it was drawn.
    pub rect: Rect,
    items: Vec<String>,
    chosen: Option<usize>,
}

/// What fits what is typed: what begins so first, then what holds it.
pub fn of(board: Board<'_>, key: &str, typed: &str, offers: Offers<'_>) -> Option<Offer> {
    let typed = typed.trim().trim_start_matches('/');
    // The beginning of a pattern is what a person types; wildcards at its end are what is offered.
    let stem = typed.trim_end_matches(['*', '/']).to_lowercase();
    if stem.is_empty() {
        return None;
    }
    let found = board.project.files.as_ref();
    let folders = || found.into_iter().flat_map(|found| found.folders.iter()).map(|folder| format!("{folder}/**"));
    let files = || found.into_iter().flat_map(|found| found.files.iter()).map(|file| file.as_str().to_owned());
    let candidates: Vec<String> = match offers {
        Offers::None | Offers::Code => return None,
        Offers::Words(words) => words.to_vec(),
        Offers::Patterns => {
            // What teams name may not be there yet.
            let teams = board
                .manifest
                .teams
                .iter()
                .flat_map(|team| [&team.write_paths, &team.read_paths, &team.forbidden_paths].into_iter().flatten().cloned());
            folders().chain(teams).chain(files()).collect()
        }
        Offers::Files => files().collect(),
    };
    let rank = |candidate: &str| {
        let lower = candidate.to_lowercase();
        let at = lower.find(&stem)?;
        Some((at > 0, lower.matches('/').count(), lower))
    };
    let mut ranked: Vec<_> = candidates.into_iter().filter_map(|text| Some((rank(&text)?, text))).collect();
    ranked.sort();
    ranked.dedup();
    let items: Vec<String> = ranked.into_iter().map(|(_, text)| text).filter(|text| text != typed).take(MOST).collect();
    let is_something = !items.is_empty();
    is_something.then(|| Offer { key: key.to_owned(), held: false, rect: Rect::NOTHING, items, chosen: None })
}

/// The keys of an open offer; what was taken with Enter.
pub fn keys(ui: &Ui, offer: &mut Option<Offer>, key: &str) -> Option<String> {
    let open = offer.as_mut().filter(|offer| offer.key == key)?;
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let count = open.items.len();
    if pressed(Key::ArrowDown) {
        open.chosen = Some(open.chosen.map_or(0, |chosen| (chosen + 1) % count));
    }
    if pressed(Key::ArrowUp) {
        open.chosen = Some(open.chosen.map_or(count - 1, |chosen| (chosen + count - 1) % count));
    }
    let chosen = open.chosen.and_then(|chosen| open.items.get(chosen)).cloned()?;
    pressed(Key::Enter).then_some(chosen)
}

/// Draws the list below its field; what was clicked.
pub fn show(ui: &Ui, offer: &mut Option<Offer>, key: &str, field: Rect) -> Option<String> {
    let open = offer.as_mut().filter(|offer| offer.key == key)?;
    let tokens = theme::tokens(ui);
    let height = open.items.len() as f32 * ROW + 10.0;
    let is_below = field.bottom() + height + 4.0 < ui.ctx().content_rect().bottom();
    let (pivot, corner) = if is_below {
        (egui::Align2::LEFT_TOP, field.left_bottom() + vec2(0.0, 3.0))
    } else {
        (egui::Align2::LEFT_BOTTOM, field.left_top() - vec2(0.0, 3.0))
    };
    let area = egui::Area::new(egui::Id::unique(("inspector-offer", key))).order(egui::Order::Foreground);
    let mut clicked = None;
    let shown = area.pivot(pivot).fixed_pos(corner).constrain(true).show(ui.ctx(), |ui| {
        egui::Frame::popup(ui.style()).inner_margin(4).show(ui, |ui| {
            ui.set_width(field.width().max(220.0) - 10.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, item) in open.items.iter().enumerate() {
                let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
                let name = t!("inspector-offer", what = item.as_str());
                let is_chosen = open.chosen == Some(index);
                response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_chosen, &name));
                if is_chosen || response.hovered() {
                    ui.painter().rect_filled(rect, 4, tokens.accent_wash);
                }
                let font = egui::FontId::monospace(theme::SMALL);
                let text = elide::middle_to_width(ui, item, &font, rect.width() - 12.0);
                let galley = ui.painter().layout_no_wrap(text, font, tokens.text);
                ui.painter().galley(pos2(rect.left() + 6.0, rect.center().y - galley.size().y / 2.0), galley, tokens.text);
                if response.clicked() {
                    clicked = Some(item.clone());
                }
            }
        });
    });
    open.rect = shown.response.rect;
    if open.held && clicked.is_none() && ui.input(|input| !input.pointer.any_down() && !input.pointer.any_released()) {
        open.held = false;
    }
    clicked
}
