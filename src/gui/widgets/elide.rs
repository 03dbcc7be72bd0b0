//! Text that is too long for its place: cut in the middle (paths, whose ends tell them apart) or at the end.

/// Cuts a text in the middle so that it has at most `max_chars` characters, keeping more of its end.
pub fn middle(text: &str, max_chars: usize) -> String {
    let count = text.chars().count();
    if count <= max_chars {
        return text.to_owned();
    }
    let keep = max_chars.saturating_sub(1);
    let tail = (keep * 2 / 3).max(keep.min(1));
    let head = keep - tail;
    let mut short: String = text.chars().take(head).collect();
    short.push('…');
    short.extend(text.chars().skip(count - tail));
    short
}

/// A text of one line in this font, not wider than `width`: cut in the middle where it is.
pub fn middle_to_width(ui: &egui::Ui, text: &str, font: &egui::FontId, width: f32) -> String {
    let measure = |text: &str| ui.painter().layout_no_wrap(text.to_owned(), font.clone(), egui::Color32::PLACEHOLDER).size().x;
    let full = measure(text);
    if full <= width {
        return text.to_owned();
    }
    let count = text.chars().count();
    let mut chars = ((width / full) * count as f32) as usize;
    loop {
        let short = middle(text, chars.max(3));
        if chars <= 3 || measure(&short) <= width {
            return short;
        }
        chars -= 1 + chars / 16;
    }
}

/// A galley of at most `rows` rows in `width`, ending in `…` where something is left out.
pub fn rows(
    ui: &egui::Ui,
    text: &str,
    font: egui::FontId,
    color: egui::Color32,
    width: f32,
    rows: usize,
) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple(text.to_owned(), font, color, width);
    job.wrap.max_rows = rows;
    job.wrap.break_anywhere = rows == 1;
    ui.painter().layout_job(job)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_path_keeps_both_ends() {
        assert_eq!(middle("short.ts", 20), "short.ts");
        let short = middle("packages/server/src/modules/orders/order.controller.ts", 30);
        assert_eq!(short.chars().count(), 30);
        assert!(short.starts_with("packages/") && short.ends_with("order.controller.ts"), "{short}");
        assert_eq!(middle("åäöåäö", 4), "å…äö");
        assert_eq!(middle("abc", 1), "…");
    }
}
