//! How far something is: a thin bar that fills, or one that moves where nobody knows.

use egui::{Response, Sense, Ui, vec2};

use crate::gui::theme;

/// A bar of this width; `fraction` from 0 to 1, or `None` where nobody knows. `name` is what a screen reader says.
pub fn progress(ui: &mut Ui, fraction: Option<f32>, width: f32, name: &str) -> Response {
    let tokens = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 6.0), Sense::hover());
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, name);
        info.value = fraction.map(|fraction| f64::from(fraction) * 100.0);
        info
    });
    let painter = ui.painter().with_clip_rect(rect);
    painter.rect_filled(rect, 3.0, tokens.raised.lerp_to_gamma(tokens.text, 0.08));
    let mut done = rect;
    match fraction {
        Some(fraction) => done.set_width(rect.width() * fraction.clamp(0.0, 1.0)),
        None => {
            // Twenty frames a second are smooth enough for a bar of 6 points, and cheap.
            ui.ctx().request_repaint_after_secs(0.05);
            let phase = (ui.input(|input| input.time) * 0.8).fract() as f32;
            done.set_width(rect.width() * 0.3);
            done = done.translate(vec2((phase * 1.3 - 0.3) * rect.width(), 0.0));
        }
    }
    painter.rect_filled(done, 3.0, tokens.accent);
    response
}
