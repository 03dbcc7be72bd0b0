//! Images that sides disagree about, side by side: asked of the engine once, kept as textures while the conflict is
//! shown. Owns no file and no decoding.

use egui::{Align2, ColorImage, Id, Rect, TextureHandle, TextureOptions, Ui, pos2, vec2};

use super::Desk;
use crate::engine::command::Command;
use crate::engine::jobs::pictures::{Picture, is_about_pictures};
use crate::gui::action::Action;
use crate::gui::theme::{self, GRID};
use crate::model::conflict::Conflict;
use crate::t;

/// How high the place of an image is, with the line below it.
const HEIGHT: f32 = 260.0;
const LINE: f32 = 24.0;
/// The squares behind what can be seen through.
const SQUARE: f32 = 8.0;

/// The images of a conflict.
#[derive(Default)]
pub struct Pictures {
    asked: bool,
    /// Base's first, then each side's; nothing before the engine has answered.
    shown: Option<Vec<Option<(TextureHandle, [u32; 2])>>>,
}

impl std::fmt::Debug for Pictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pictures").field("asked", &self.asked).finish_non_exhaustive()
    }
}

impl Pictures {
    /// Asks for the images, and takes them in when they come.
    pub fn follow(&mut self, ui: &Ui, desk: Desk<'_>, conflict: &Conflict, actions: &mut Vec<Action>) {
        let Some(project) = desk.project.filter(|_| is_about_pictures(conflict)) else { return };
        if !std::mem::replace(&mut self.asked, true) {
            actions.push(Action::Command(Command::ReadPictures(Box::new(conflict.clone()))));
        }
        let Some((_, found)) = project.pictures.as_ref().filter(|(id, _)| self.shown.is_none() && *id == conflict.id) else {
            return;
        };
        let texture = |(place, picture): (usize, &Option<Picture>)| {
            let picture = picture.as_ref()?;
            let image = ColorImage::from_rgba_unmultiplied(picture.shown, &picture.rgba);
            let name = format!("conflict-{}-{place}", conflict.id.0);
            Some((ui.ctx().load_texture(name, image, TextureOptions::LINEAR), picture.size))
        };
        self.shown = Some(found.iter().enumerate().map(texture).collect());
    }

    /// How high their places are; 0 where there is none to show.
    pub fn height(&self) -> f32 {
        match &self.shown {
            Some(shown) if shown.iter().any(Option::is_some) => HEIGHT + LINE,
            _ => 0.0,
        }
    }

    /// Draws one.
    pub fn paint(&self, ui: &Ui, number: usize, area: Rect, of: &str) {
        let tokens = theme::tokens(ui);
        let font = egui::FontId::proportional(theme::SMALL);
        let Some(Some((texture, [width, height]))) = self.shown.as_ref().and_then(|shown| shown.get(number)) else {
            let at = pos2(area.center().x, area.top() + HEIGHT / 2.0);
            ui.painter().text(at, Align2::CENTER_CENTER, t!("cards-no-picture"), font, tokens.weak);
            return;
        };
        let room = Rect::from_min_size(area.min, vec2(area.width(), HEIGHT)).shrink(2.0 * GRID);
        let size = vec2(*width as f32, *height as f32).max(vec2(1.0, 1.0));
        // A small one is not blown up: its points are what somebody drew.
        let scale = (room.width() / size.x).min(room.height() / size.y).min(4.0);
        let image = Rect::from_center_size(room.center(), size * scale);
        let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(image));
        painter.rect_filled(image, 0, tokens.raised);
        let (columns, rows) = ((image.width() / SQUARE).ceil() as usize, (image.height() / SQUARE).ceil() as usize);
        for row in 0..rows {
            for column in (row % 2..columns).step_by(2) {
                let corner = image.min + vec2(column as f32 * SQUARE, row as f32 * SQUARE);
                painter.rect_filled(Rect::from_min_size(corner, vec2(SQUARE, SQUARE)), 0, tokens.background);
            }
        }
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        painter.image(texture.id(), image, whole, egui::Color32::WHITE);
        let said = t!("cards-picture-size", width = *width, height = *height);
        let at = pos2(area.center().x, area.top() + HEIGHT + LINE / 2.0 - 4.0);
        ui.painter().text(at, Align2::CENTER_CENTER, &said, font, tokens.weak);
        let response = ui.interact(image, Id::unique(("conflict-picture", number, texture.id())), egui::Sense::hover());
        let name = t!("cards-picture", team = of, width = *width, height = *height);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &name));
    }
}
