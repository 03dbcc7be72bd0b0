//! The guide: pages to read and search in, over the window, opened on the page of what is being done. Owns which page is
//! shown and the way back. Not: the words of its pages (`assets/guide/`).

pub mod pages;
mod search;

use egui::{Align, Key, Layout, Modifiers, ScrollArea, TextEdit, Ui, UiBuilder, vec2};

use crate::gui::icons;
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::widgets::markdown::Markdown;
use crate::gui::widgets::{button, card, elide};
use crate::t;
use crate::words::{self, Language};

/// The widest and the highest that the guide gets.
const LARGEST: egui::Vec2 = vec2(1080.0, 760.0);
/// The height of what stands above the page.
const HEAD: f32 = 40.0;

/// The guide's corner of the screen.
#[derive(Debug, Default)]
pub struct GuideScreen {
    /// The page that is open; `None`: the guide is closed.
    page: Option<&'static str>,
    /// Pages that were open before.
    before: Vec<&'static str>,
    query: String,
    found: Vec<search::Found>,
    /// What was searched for, and in which language.
    searched: Option<(String, Language)>,
    markdown: Markdown,
    /// What the text that is shown was read from.
    read: Option<(&'static str, Language)>,
    version: u64,
    /// The heading to go to as soon as the page is read.
    anchor: Option<String>,
    fresh: bool,
}

impl GuideScreen {
    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.page.is_some()
    }

    /// The page that is open.
    pub fn page(&self) -> Option<&'static str> {
        self.page
    }

    /// Opens it on this page.
    pub fn open(&mut self, page: &'static str) {
        self.before.clear();
        self.query.clear();
        self.fresh = true;
        self.go(page, None);
    }

    /// Closes it.
    pub fn close(&mut self) {
        self.page = None;
    }

    fn go(&mut self, page: &'static str, anchor: Option<&str>) {
        self.before.extend(self.page.filter(|before| *before != page));
        self.page = Some(page);
        self.anchor = anchor.map(str::to_owned);
        self.read = None;
    }

    fn back(&mut self) {
        if let Some(page) = self.before.pop() {
            (self.page, self.anchor, self.read) = (Some(page), None, None);
        }
    }

    /// Reads the page that is open, where another one was shown.
    fn read(&mut self, id: &'static str) {
        let wanted = Some((id, words::language()));
        if self.read == wanted {
            return;
        }
        let Some(page) = pages::find(id) else { return };
        self.version += 1;
        self.markdown.set(self.version, page.text(words::language()));
        self.markdown.go_to_top();
        if let Some(anchor) = self.anchor.take() {
            self.markdown.go_to(&anchor);
        }
        self.read = wanted;
    }

    fn search(&mut self) {
        let wanted = (self.query.clone(), words::language());
        if self.searched.as_ref() != Some(&wanted) {
            self.found = search::find(&wanted.0, wanted.1);
            self.searched = Some(wanted);
        }
    }
}

/// Draws the guide over the window, if it is open.
pub fn show(ui: &Ui, screen: &mut GuideScreen) {
    let Some(page) = screen.page else { return };
    screen.read(page);
    screen.search();
    let tokens = theme::tokens(ui);
    let size = (ui.ctx().content_rect().size() - vec2(48.0, 48.0)).min(LARGEST);
    let area = egui::Modal::default_area(egui::Id::unique("guide")).default_size(size);
    let modal = egui::Modal::new(egui::Id::unique("guide")).area(area).backdrop_color(tokens.backdrop());
    let answer = modal.frame(card::frame(ui).inner_margin(0)).show(ui.ctx(), |ui| {
        ui.set_min_size(size);
        ui.set_max_size(size);
        let rect = egui::Rect::from_min_size(ui.max_rect().min, size);
        let side = (size.x * 0.3).clamp(184.0, 260.0);
        let (left, right) = rect.split_left_right_at_x(rect.left() + side);
        ui.painter().vline(left.right(), rect.y_range(), (1.0, tokens.border));
        let mut list = ui.new_child(UiBuilder::new().max_rect(left.shrink(12.0)).layout(Layout::top_down(Align::Min)));
        contents(&mut list, screen);
        let (head, body) = right.split_top_bottom_at_y(right.top() + HEAD);
        let mut bar =
            ui.new_child(UiBuilder::new().max_rect(head.shrink2(vec2(8.0, 4.0))).layout(Layout::right_to_left(Align::Center)));
        if bar.add(button::icon(icons::CLOSE, t!("guide-close"))).clicked() {
            screen.close();
        }
        if bar.add_enabled(!screen.before.is_empty(), button::icon(icons::ARROW_LEFT, t!("guide-back"))).clicked() {
            screen.back();
        }
        bar.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(4.0 * GRID);
            let part = pages::PARTS.iter().find(|(_, pages)| pages.iter().any(|known| known.id == page));
            let (part, title) =
                (part.map_or("", |(part, _)| part), pages::find(page).map_or("", |page| page.title(words::language())));
            card::weak(ui, format!("{} › {title}", t!(part)));
        });
        ui.painter().hline(head.x_range(), head.bottom(), (1.0, tokens.border));
        let mut text = ui.new_child(UiBuilder::new().max_rect(body).id_salt("guide-page"));
        let followed = screen.markdown.show(&mut text, "guide-text");
        if let Some((page, anchor)) = followed.as_deref().and_then(pages::target) {
            screen.go(page.id, anchor);
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::ALT, Key::ArrowLeft)) {
            screen.back();
        }
        ui.advance_cursor_after_rect(rect);
    });
    if answer.should_close() {
        screen.close();
    }
}

/// What there is to read: what was searched for, or all pages.
fn contents(ui: &mut Ui, screen: &mut GuideScreen) {
    let tokens = theme::tokens(ui);
    ui.label(egui::RichText::new(t!("guide-title")).heading());
    ui.add_space(GRID);
    let field = TextEdit::singleline(&mut screen.query)
        .hint_text(t!("guide-search-hint"))
        .desired_width(ui.available_width())
        .margin(egui::Margin::symmetric(8, 5));
    let field = ui.add(field).accessible_name(t!("guide-search"));
    if std::mem::take(&mut screen.fresh) {
        field.request_focus();
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    ui.add_space(2.0 * GRID);
    let mut wanted: Option<(&'static str, Option<String>)> = None;
    let is_searching = !screen.query.trim().is_empty();
    ScrollArea::vertical().id_salt("guide-list").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let width = ui.available_width() - 8.0;
        if is_searching {
            if screen.found.is_empty() {
                ui.add(egui::Label::new(egui::RichText::new(t!("guide-none")).color(tokens.weak)).wrap());
            }
            for found in &screen.found {
                let title = pages::find(found.page).map_or("", |page| page.title(words::language()));
                let name = if found.anchor.is_some() { format!("{title} · {}", found.heading) } else { title.to_owned() };
                let row = button::quiet(&name).left().width(width);
                if ui.add(row).clicked() || (entered && wanted.is_none()) {
                    wanted = Some((found.page, found.anchor.clone()));
                }
                let line = if found.line.is_empty() { title } else { &found.line };
                let galley = elide::rows(ui, line, egui::FontId::proportional(SMALL), tokens.weak, width - 20.0, 2);
                let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y), egui::Sense::hover());
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, line));
                ui.painter().galley(rect.min + vec2(10.0, 0.0), galley, tokens.weak);
                ui.add_space(GRID);
            }
        } else {
            for (part, pages) in pages::PARTS {
                ui.label(egui::RichText::new(t!(part)).size(SMALL).color(tokens.weak));
                for page in pages {
                    let title = page.title(words::language());
                    let row = button::quiet(title).left().width(width).selected(screen.page == Some(page.id));
                    if ui.add(row).clicked() {
                        wanted = Some((page.id, None));
                    }
                }
                ui.add_space(2.0 * GRID);
            }
        }
    });
    if let Some((page, anchor)) = wanted {
        screen.go(page, anchor.as_deref());
    }
}
