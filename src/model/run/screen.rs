//! What a terminal shows, as data that any face can draw: lines of styled spans and a cursor. Owns no emulation: the host
//! keeps the terminal, because agents outlive windows.

use serde::{Deserialize, Serialize};

/// A terminal's visible part, or the part of its scrollback that was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screen {
    /// How wide.
    pub columns: u16,
    /// How high.
    pub rows: u16,
    /// The lines from the top, `rows` of them; what is missing at their ends is blank.
    pub lines: Vec<Vec<Span>>,
    /// Column and row of the cursor, from 0, where it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<(u16, u16)>,
    /// How many lines of scrollback there are above.
    #[serde(default)]
    pub history: u32,
    /// How far it is scrolled back, in lines.
    #[serde(default)]
    pub offset: u32,
    /// Whether the program wants pasted text in brackets.
    #[serde(default)]
    pub bracketed_paste: bool,
    /// Whether arrow keys are sent the way of applications (`ESC O A`).
    #[serde(default)]
    pub application_cursor: bool,
}

/// Text of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The characters; a wide one is followed by nothing.
    #[serde(rename = "t")]
    pub text: String,
    /// How many columns it takes.
    #[serde(rename = "w")]
    pub columns: u16,
    /// The text's colour.
    #[serde(rename = "f", default, skip_serializing_if = "Color::is_default")]
    pub foreground: Color,
    /// The colour behind it.
    #[serde(rename = "b", default, skip_serializing_if = "Color::is_default")]
    pub background: Color,
    /// Bold, italic … as a sum of [`Span::BOLD`] and so on.
    #[serde(rename = "s", default, skip_serializing_if = "is_zero")]
    pub style: u8,
}

fn is_zero(style: &u8) -> bool {
    *style == 0
}

impl Span {
    /// Bold.
    pub const BOLD: u8 = 1;
    /// Italic.
    pub const ITALIC: u8 = 2;
    /// Underlined.
    pub const UNDERLINE: u8 = 4;
    /// Text and background changed places.
    pub const INVERSE: u8 = 8;
    /// Dim.
    pub const DIM: u8 = 16;
    /// Struck through.
    pub const STRIKE: u8 = 32;
    /// Not to be shown.
    pub const HIDDEN: u8 = 64;
}

/// A terminal's colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Color {
    /// The terminal's own.
    #[default]
    Default,
    /// One of 256: 0–7 the plain ones, 8–15 the bright ones, then the cube and the greys.
    Indexed(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

impl Color {
    /// Whether it is the terminal's own.
    pub fn is_default(&self) -> bool {
        *self == Self::Default
    }
}

impl Screen {
    /// The text of a line.
    pub fn text(&self, row: usize) -> String {
        self.lines.get(row).map(|line| line.iter().map(|span| span.text.as_str()).collect()).unwrap_or_default()
    }
}
