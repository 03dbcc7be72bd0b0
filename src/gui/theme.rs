//! Colours, sizes and fonts: the only room that names a colour. Tokens by meaning, for dark and light, and how egui's
//! own widgets wear them. Not: how our widgets look (`widgets`), nor which icon means what (`icons`).
#![expect(clippy::disallowed_methods, reason = "the room of colours")]

use std::sync::Arc;

use egui::epaint::Shadow;
use egui::style::{ScrollStyle, Selection, TextCursorStyle, WidgetVisuals, Widgets};
use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke, TextStyle, Theme, Visuals, vec2,
};

use crate::model::manifest::Manifest;
use crate::model::team::TeamId;

/// What colours mean, in one theme. Get it with [`tokens`].
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub struct Tokens {
    pub dark: bool,
    /// The window behind everything.
    pub background: Color32,
    /// Cards and panels.
    pub surface: Color32,
    /// Cards on cards, hovered rows.
    pub raised: Color32,
    /// Where text is typed.
    pub field: Color32,
    /// Thin lines.
    pub border: Color32,
    /// Thin lines of what the pointer is on, and of fields; at least 3:1 beside the surface.
    pub edge: Color32,
    pub text: Color32,
    /// Text of second rank; still at least 4.5:1.
    pub weak: Color32,
    /// The one accent.
    pub accent: Color32,
    /// Text on accent.
    pub on_accent: Color32,
    /// A faint wash of the accent: selection, drop targets.
    pub accent_wash: Color32,
    /// Behind selected text.
    pub selection: Color32,
    /// Danger alone.
    pub danger: Color32,
    pub danger_wash: Color32,
    pub warning: Color32,
    pub success: Color32,
    /// Behind added or changed lines.
    pub added_wash: Color32,
    /// Behind removed lines.
    pub removed_wash: Color32,
    /// Ten colours for teams; see [`Tokens::team`].
    pub teams: [Color32; 10],
}

/// The spacing grid, in points.
pub const GRID: f32 = 4.0;

/// Text of second rank, in points.
pub const SMALL: f32 = 12.0;
/// Most text.
pub const BODY: f32 = 13.0;
/// The heading of a part.
pub const HEADING: f32 = 16.0;
/// The heading of a view.
pub const TITLE: f32 = 20.0;

/// The corners of cards and windows.
pub const CARD_RADIUS: u8 = 8;
/// The corners of buttons and fields.
pub const RADIUS: u8 = 6;
/// The height of what can be clicked in a row of its own.
pub const CONTROL_HEIGHT: f32 = 28.0;

/// How long things take to move to where they go.
const ANIMATION_SECS: f32 = 0.1;

/// The tokens of the theme that is shown.
pub fn tokens(ui: &egui::Ui) -> Tokens {
    if ui.visuals().dark_mode { DARK } else { LIGHT }
}

/// Readies a window's context: fonts, and the looks of dark and light. Once, before its first frame.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    for theme in [Theme::Dark, Theme::Light] {
        let tokens = Tokens::of(theme);
        ctx.style_mut_of(theme, |style| dress(style, &tokens));
    }
}

/// Whether things move to where they go, or are there at once.
pub fn set_motion(ctx: &egui::Context, moves: bool) {
    for theme in [Theme::Dark, Theme::Light] {
        ctx.style_mut_of(theme, |style| {
            style.animation_time = if moves { ANIMATION_SECS } else { 0.0 };
            style.scroll_animation =
                if moves { egui::style::ScrollAnimation::default() } else { egui::style::ScrollAnimation::none() };
        });
    }
}

/// A font in its strong weight.
pub fn strong(_ui: &egui::Ui, font: FontId) -> FontId {
    FontId::new(font.size, family("semibold"))
}

/// The font of headings and of what is said with weight, in this size.
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, family("semibold"))
}

/// The font of buttons and names, a little stronger than text, in this size.
pub fn medium(size: f32) -> FontId {
    FontId::new(size, family("medium"))
}

fn family(name: &str) -> FontFamily {
    FontFamily::Name(name.into())
}

fn fonts() -> FontDefinitions {
    // What Inter lacks (arrows, symbols, emoji in people's own text) comes from the fonts that egui brings along.
    let mut fonts = FontDefinitions::default();
    for (name, bytes) in [
        ("Inter", include_bytes!("../../assets/fonts/Inter-Regular.ttf").as_slice()),
        ("Inter Medium", include_bytes!("../../assets/fonts/Inter-Medium.ttf")),
        ("Inter SemiBold", include_bytes!("../../assets/fonts/Inter-SemiBold.ttf")),
        ("JetBrains Mono", include_bytes!("../../assets/fonts/JetBrainsMono-Regular.ttf")),
        ("Phosphor", include_bytes!("../../assets/fonts/Phosphor-Regular.ttf")),
    ] {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for (family, first) in [
        (FontFamily::Proportional, "Inter"),
        (family("medium"), "Inter Medium"),
        (family("semibold"), "Inter SemiBold"),
        (FontFamily::Monospace, "JetBrains Mono"),
        (family("icons"), "Phosphor"),
    ] {
        let names = [first, "JetBrains Mono", "Hack"].map(str::to_owned).into_iter().chain(fallback.iter().cloned());
        fonts.families.insert(family, names.collect());
    }
    fonts
}

/// Dresses egui's own widgets in the tokens.
fn dress(style: &mut egui::Style, tokens: &Tokens) {
    style.text_styles = [
        (TextStyle::Small, FontId::proportional(SMALL)),
        (TextStyle::Body, FontId::proportional(BODY)),
        (TextStyle::Button, medium(BODY)),
        (TextStyle::Monospace, FontId::monospace(BODY)),
        (TextStyle::Heading, semibold(HEADING)),
    ]
    .into();
    style.animation_time = ANIMATION_SECS;
    style.explanation_tooltips = false;
    style.interaction.tooltip_delay = 0.4;
    // Labels are signs, not text to mark; what is worth copying has a button or a field.
    style.interaction.selectable_labels = false;
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(2.0 * GRID, GRID);
    spacing.button_padding = vec2(2.5 * GRID, GRID);
    spacing.interact_size = vec2(10.0 * GRID, 6.0 * GRID);
    spacing.window_margin = Margin::same(12);
    spacing.menu_margin = Margin::same(4);
    spacing.tooltip_width = 360.0;
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 10.0;
    spacing.scroll = ScrollStyle { bar_width: 8.0, floating_width: 4.0, ..ScrollStyle::floating() };
    style.visuals = visuals(tokens);
    #[cfg(debug_assertions)]
    {
        style.debug.show_unaligned = false;
    }
}

fn visuals(tokens: &Tokens) -> Visuals {
    let base = if tokens.dark { Visuals::dark() } else { Visuals::light() };
    let widget = |fill: Color32, edge: Color32, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, edge),
        fg_stroke: Stroke::new(1.0, text),
        corner_radius: CornerRadius::same(RADIUS),
        expansion: 0.0,
    };
    let focus = WidgetVisuals {
        bg_stroke: Stroke::new(2.0, tokens.accent),
        ..widget(tokens.hovered(tokens.raised), tokens.accent, tokens.text)
    };
    let shadow = |blur: u8| Shadow {
        offset: [0, (blur / 4) as i8],
        blur,
        spread: 0,
        color: Color32::from_black_alpha(if tokens.dark { 110 } else { 36 }),
    };
    Visuals {
        dark_mode: tokens.dark,
        weak_text_color: Some(tokens.weak),
        widgets: Widgets {
            noninteractive: widget(tokens.surface, tokens.border, tokens.text),
            inactive: widget(tokens.raised, tokens.border, tokens.text),
            hovered: widget(tokens.hovered(tokens.raised), tokens.edge, tokens.text),
            active: focus,
            open: widget(tokens.hovered(tokens.raised), tokens.edge, tokens.text),
        },
        selection: Selection { bg_fill: tokens.selection, stroke: Stroke::new(1.5, tokens.accent) },
        hyperlink_color: tokens.accent,
        faint_bg_color: tokens.raised,
        extreme_bg_color: tokens.field,
        text_edit_bg_color: Some(tokens.field),
        code_bg_color: tokens.raised,
        warn_fg_color: tokens.warning,
        error_fg_color: tokens.danger,
        window_corner_radius: CornerRadius::same(CARD_RADIUS),
        window_shadow: shadow(32),
        window_fill: tokens.surface,
        window_stroke: Stroke::new(1.0, tokens.border),
        menu_corner_radius: CornerRadius::same(CARD_RADIUS),
        panel_fill: tokens.background,
        popup_shadow: shadow(16),
        text_cursor: TextCursorStyle { stroke: Stroke::new(1.5, tokens.accent), ..base.text_cursor.clone() },
        disabled_alpha: 0.45,
        ..base
    }
}

impl Tokens {
    /// The tokens of a theme.
    pub fn of(theme: Theme) -> Self {
        match theme {
            Theme::Dark => DARK,
            Theme::Light => LIGHT,
        }
    }

    /// What `fill` becomes under the pointer.
    pub fn hovered(&self, fill: Color32) -> Color32 {
        fill.lerp_to_gamma(self.text, 0.07)
    }

    /// What `fill` becomes while it is pressed.
    pub fn pressed(&self, fill: Color32) -> Color32 {
        fill.lerp_to_gamma(self.text, 0.14)
    }

    /// A faint wash of a colour over the surface: behind a badge, a mark, a banner.
    pub fn wash(&self, color: Color32) -> Color32 {
        self.surface.lerp_to_gamma(color, if self.dark { 0.18 } else { 0.12 })
    }

    /// Text in a colour on that colour's own wash: a little nearer to other text, so that it can be read.
    pub fn on_wash(&self, color: Color32) -> Color32 {
        color.lerp_to_gamma(self.text, 0.2)
    }

    /// Behind what covers the rest of the window while something is asked.
    pub fn backdrop(&self) -> Color32 {
        Color32::from_black_alpha(if self.dark { 140 } else { 70 })
    }

    /// A terminal's colour; `own` where it is the terminal's own.
    pub fn terminal(&self, color: crate::model::run::screen::Color, own: Color32) -> Color32 {
        use crate::model::run::screen::Color;
        // The sixteen named ones, readable on both grounds.
        const DARK: [u32; 16] = [
            0x2A2F3A, 0xF47067, 0x57AB5A, 0xC69026, 0x539BF5, 0xB083F0, 0x39C5CF, 0xADBAC7, 0x7B8494, 0xFF938A, 0x6BC46D,
            0xDAAA3F, 0x6CB6FF, 0xDCBDFB, 0x56D4DD, 0xFFFFFF,
        ];
        const LIGHT: [u32; 16] = [
            0x24292F, 0xB3261E, 0x116329, 0x7A4B00, 0x0550AE, 0x6E40C9, 0x11626B, 0x57606A, 0x6E7781, 0xA40E26, 0x1A7F37,
            0x633C01, 0x0969DA, 0x8250DF, 0x1B7C83, 0x1F2328,
        ];
        match color {
            Color::Default => own,
            Color::Rgb(red, green, blue) => Color32::from_rgb(red, green, blue),
            Color::Indexed(index @ 0..=15) => rgb(if self.dark { DARK } else { LIGHT }[usize::from(index)]),
            Color::Indexed(index @ 16..=231) => {
                let part = |by: u8| match (index - 16) / by % 6 {
                    0 => 0,
                    step => 55 + 40 * step,
                };
                Color32::from_rgb(part(36), part(6), part(1))
            }
            Color::Indexed(index) => Color32::from_gray(8 + 10 * (index - 232)),
        }
    }

    /// A team's colour: by its standard index, else by its place among the manifest's teams.
    pub fn team(&self, team: &TeamId, manifest: &Manifest) -> Color32 {
        let place = || manifest.teams.iter().position(|other| &other.id == team).unwrap_or_default();
        self.teams[team.standard_index().unwrap_or_else(place) % self.teams.len()]
    }
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const DARK: Tokens = Tokens {
    dark: true,
    background: rgb(0x0F1115),
    surface: rgb(0x171A21),
    raised: rgb(0x20242D),
    field: rgb(0x0F1115),
    border: rgb(0x2C313C),
    edge: rgb(0x666F80),
    text: rgb(0xE6E8EC),
    weak: rgb(0x9AA3B2),
    accent: rgb(0x6EA8FE),
    on_accent: rgb(0x0B1220),
    accent_wash: rgb(0x1B2A44),
    selection: rgb(0x1D3150),
    danger: rgb(0xFF6B6B),
    danger_wash: rgb(0x3A1D22),
    warning: rgb(0xF0B429),
    success: rgb(0x4CC38A),
    added_wash: rgb(0x16301F),
    removed_wash: rgb(0x3A1D22),
    teams: [
        rgb(0x278DDD),
        rgb(0xC96A07),
        rgb(0x04C59F),
        rgb(0xA871A8),
        rgb(0xB2A90F),
        rgb(0x85DFF8),
        rgb(0xA7A5FE),
        rgb(0xFFCA5C),
        rgb(0xFE907F),
        rgb(0x6C8B6A),
    ],
};

const LIGHT: Tokens = Tokens {
    dark: false,
    background: rgb(0xF4F5F8),
    surface: rgb(0xFFFFFF),
    raised: rgb(0xEBEEF3),
    field: rgb(0xFFFFFF),
    border: rgb(0xD5DAE3),
    edge: rgb(0x8790A0),
    text: rgb(0x1A1E27),
    weak: rgb(0x586171),
    accent: rgb(0x1C56BE),
    on_accent: rgb(0xFFFFFF),
    accent_wash: rgb(0xDCE8FC),
    selection: rgb(0xCFE0FD),
    danger: rgb(0xB52525),
    danger_wash: rgb(0xFBE3E3),
    warning: rgb(0x7E5200),
    success: rgb(0x106946),
    added_wash: rgb(0xDDF3E4),
    removed_wash: rgb(0xFBE3E3),
    teams: [
        rgb(0x0559C4),
        rgb(0x805146),
        rgb(0x218272),
        rgb(0x9B1372),
        rgb(0x4D461A),
        rgb(0x145065),
        rgb(0x6E519D),
        rgb(0x946F0B),
        rgb(0xBA5561),
        rgb(0x206700),
    ],
};

impl Tokens {
    /// The colour of a kind of text in code. Each is at least 4.5:1 on whatever code stands on.
    pub fn code(&self, token: crate::gui::highlight::Token) -> Color32 {
        use crate::gui::highlight::Token;
        let (dark, light) = match token {
            Token::Plain => return self.text,
            Token::Comment => (0x939DB0, 0x586171),
            Token::Keyword => (0xC49BFF, 0x7430B8),
            Token::String => (0x8FD19E, 0x186A3E),
            Token::Number => (0xF2A65A, 0x944500),
            Token::Type => (0x5CC8D4, 0x0A6571),
            Token::Function => (0xE5C07B, 0x705500),
            Token::Key => (0x7FB2FF, 0x1C56BE),
            Token::Placeholder => (0xFF9E8A, 0xA93313),
            Token::Added => return self.success,
            Token::Removed => return self.danger,
        };
        rgb(if self.dark { dark } else { light })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG's relative luminance.
    fn luminance(color: Color32) -> f32 {
        let [r, g, b, _] = egui::Rgba::from(color).to_array();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn everything_that_is_read_can_be_read() {
        for tokens in [DARK, LIGHT] {
            let grounds = [
                ("background", tokens.background),
                ("surface", tokens.surface),
                ("raised", tokens.raised),
                ("field", tokens.field),
                ("hovered", tokens.hovered(tokens.raised)),
                ("selection", tokens.selection),
                ("added_wash", tokens.added_wash),
            ];
            let inks = [
                ("text", tokens.text),
                ("weak", tokens.weak),
                ("accent", tokens.accent),
                ("danger", tokens.danger),
                ("warning", tokens.warning),
                ("success", tokens.success),
            ];
            let mut pairs: Vec<(String, Color32, Color32, f32)> = Vec::new();
            for (ground_name, ground) in grounds {
                for (ink_name, ink) in inks {
                    pairs.push((format!("{ink_name} on {ground_name}"), ink, ground, 4.5));
                }
            }
            for (place, team) in tokens.teams.into_iter().enumerate() {
                pairs.push((format!("team {place} on surface"), team, tokens.surface, 4.5));
                pairs.push((format!("team {place} on its wash"), tokens.on_wash(team), tokens.wash(team), 4.5));
            }
            for token in crate::gui::highlight::Token::ALL {
                let grounds = [
                    ("code", tokens.surface),
                    ("the current line", tokens.raised),
                    ("a marked text", tokens.selection),
                    ("an added line", tokens.added_wash),
                    ("a removed line", tokens.removed_wash),
                ];
                for (place, ground) in grounds {
                    pairs.push((format!("{token:?} in {place}"), tokens.code(token), ground, 4.5));
                }
            }
            pairs.push(("on_accent on accent".into(), tokens.on_accent, tokens.accent, 4.5));
            pairs.push(("on_accent on danger".into(), tokens.on_accent, tokens.danger, 4.5));
            pairs.push(("text on accent_wash".into(), tokens.text, tokens.accent_wash, 4.5));
            pairs.push(("accent on accent_wash".into(), tokens.accent, tokens.accent_wash, 4.5));
            pairs.push(("text on selection".into(), tokens.text, tokens.selection, 4.5));
            for (name, color) in [("danger", tokens.danger), ("warning", tokens.warning), ("accent", tokens.accent)] {
                for (ink, over) in [("text", tokens.text), ("weak", tokens.weak), ("its own", color)] {
                    pairs.push((format!("{ink} on the wash of {name}"), over, tokens.wash(color), 4.5));
                }
            }
            pairs.push(("weak on accent_wash".into(), tokens.weak, tokens.accent_wash, 4.5));
            pairs.push(("text on danger_wash".into(), tokens.text, tokens.danger_wash, 4.5));
            pairs.push(("text on added_wash".into(), tokens.text, tokens.added_wash, 4.5));
            pairs.push(("text on removed_wash".into(), tokens.text, tokens.removed_wash, 4.5));
            pairs.push(("edge on surface".into(), tokens.edge, tokens.surface, 3.0));
            for (what, ink, ground, least) in pairs {
                let found = contrast(ink, ground);
                assert!(found >= least, "{} {what}: {found:.2} of {least}", if tokens.dark { "dark" } else { "light" });
            }
        }
    }

    #[test]
    fn teams_are_told_apart_by_people_who_see_colours_differently() {
        // Viénot, Brettel and Mollon 1999, in linear RGB: what is left without long- or middle-wave cones. Distances
        // are in OKLab, where 0.02 can just be seen side by side.
        let seen = |color: Color32, rows: [[f32; 3]; 3]| {
            let [r, g, b, _] = egui::Rgba::from(color).to_array();
            oklab(rows.map(|row| (row[0] * r + row[1] * g + row[2] * b).clamp(0.0, 1.0)))
        };
        let normal = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        let protan = [[0.11238, 0.88762, 0.0], [0.11238, 0.88762, 0.0], [0.00401, -0.00401, 1.0]];
        let deutan = [[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]];
        for tokens in [DARK, LIGHT] {
            for (eyes, rows, least) in [("normal", normal, 0.1), ("protan", protan, 0.06), ("deutan", deutan, 0.06)] {
                for a in 0..10 {
                    for b in a + 1..10 {
                        let (x, y) = (seen(tokens.teams[a], rows), seen(tokens.teams[b], rows));
                        let distance = x.iter().zip(y).map(|(x, y)| (x - y) * (x - y)).sum::<f32>().sqrt();
                        assert!(distance >= least, "{eyes}, dark {}: teams {a} and {b} are {distance:.3} apart", tokens.dark);
                    }
                }
            }
        }
    }

    /// Ottosson 2020, from linear RGB.
    fn oklab([r, g, b]: [f32; 3]) -> [f32; 3] {
        let l = (0.412_221_46 * r + 0.536_332_55 * g + 0.051_445_995 * b).cbrt();
        let m = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b).cbrt();
        let s = (0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b).cbrt();
        [
            0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
            1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
            0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
        ]
    }

    #[test]
    fn every_character_that_we_write_has_a_glyph() {
        let mut characters: std::collections::BTreeSet<char> = "αβγδεζηθικ åäöÅÄÖéü…·×→←↑↓–—".chars().collect();
        for text in crate::words::all_texts() {
            characters.extend(text.chars().filter(|character| !character.is_control()));
        }
        for (page, language) in
            crate::gui::guide::pages::all().flat_map(|page| crate::words::Language::ALL.map(|language| (page, language)))
        {
            characters.extend(page.text(language).chars().filter(|character| !character.is_control()));
        }
        let ctx = egui::Context::default();
        install(&ctx);
        let mut output = ctx.run_ui(egui::RawInput::default(), |_| {});
        output.textures_delta.clear();
        let faces = [FontId::proportional(BODY), medium(BODY), semibold(BODY), FontId::monospace(BODY)];
        for character in characters {
            for face in &faces {
                assert!(ctx.fonts_mut(|fonts| fonts.has_glyph(face, character)), "{character:?} has no glyph in {face:?}");
            }
        }
        for (name, icon) in crate::gui::icons::ALL {
            let face = FontId::new(16.0, FontFamily::Name("icons".into()));
            assert!(ctx.fonts_mut(|fonts| fonts.has_glyph(&face, icon.0)), "the icon {name} has no glyph");
        }
    }
}
