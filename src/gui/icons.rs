//! Icons by meaning: glyphs of the Phosphor font (MIT) in `assets/fonts/`. Not: where they stand, or how large.

/// A glyph of the icon font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon(pub char);

macro_rules! icons {
    ($($name:ident = $code:literal, $glyph:literal;)*) => {
        $(#[doc = concat!("Phosphor's `", $glyph, "`.")] pub const $name: Icon = Icon($code);)*

        /// All of them, by name: a test looks each one up in the font.
        pub const ALL: &[(&str, Icon)] = &[$((stringify!($name), $name)),*];
    };
}

icons! {
    HOUSE = '\u{E2C2}', "house";
    USERS_THREE = '\u{E68E}', "users-three";
    FILES = '\u{E710}', "files";
    GIT_MERGE = '\u{E280}', "git-merge";
    PLUS = '\u{E3D4}', "plus";
    CLOSE = '\u{E4F6}', "x";
    CHECK = '\u{E182}', "check";
    CHECK_CIRCLE = '\u{E184}', "check-circle";
    CIRCLE = '\u{E18A}', "circle";
    CIRCLE_DASHED = '\u{E602}', "circle-dashed";
    WARNING = '\u{E4E0}', "warning";
    ERROR = '\u{E4E2}', "warning-circle";
    INFO = '\u{E2CE}', "info";
    QUESTION = '\u{E3E8}', "question";
    SEARCH = '\u{E30C}', "magnifying-glass";
    UNDO = '\u{E08A}', "arrow-u-up-left";
    REDO = '\u{E08C}', "arrow-u-up-right";
    TAKE_BACK = '\u{E1A0}', "clock-counter-clockwise";
    REFRESH = '\u{E094}', "arrows-clockwise";
    SUN = '\u{E472}', "sun";
    MOON = '\u{E330}', "moon";
    SYSTEM_THEME = '\u{E18C}', "circle-half";
    LANGUAGE = '\u{E4A2}', "translate";
    PLAY = '\u{E3D0}', "play";
    STOP = '\u{E46C}', "stop";
    PAUSE = '\u{E39E}', "pause";
    CANCEL = '\u{E4F8}', "x-circle";
    SAVE = '\u{E248}', "floppy-disk";
    CARET_RIGHT = '\u{E13A}', "caret-right";
    CARET_DOWN = '\u{E136}', "caret-down";
    CARET_UP = '\u{E13C}', "caret-up";
    CARET_LEFT = '\u{E138}', "caret-left";
    MORE = '\u{E1FE}', "dots-three";
    MORE_VERTICAL = '\u{E208}', "dots-three-vertical";
    DRAG = '\u{EAE2}', "dots-six-vertical";
    TRASH = '\u{E4A6}', "trash";
    EDIT = '\u{E3B4}', "pencil-simple";
    COPY = '\u{E1CA}', "copy";
    FILE = '\u{E230}', "file";
    FILE_CODE = '\u{E914}', "file-code";
    FILE_TEXT = '\u{E23A}', "file-text";
    FILE_PLUS = '\u{E236}', "file-plus";
    FILE_MISSING = '\u{E23C}', "file-x";
    FILE_LOCKED = '\u{E95C}', "file-lock";
    FOLDER = '\u{E24A}', "folder";
    FOLDER_OPEN = '\u{E256}', "folder-open";
    FOLDER_PLUS = '\u{E258}', "folder-plus";
    GIT_BRANCH = '\u{E278}', "git-branch";
    GIT_COMMIT = '\u{E27A}', "git-commit";
    LOCK = '\u{E2FA}', "lock";
    LOCK_OPEN = '\u{E306}', "lock-open";
    GUIDE = '\u{E0E6}', "book-open";
    KEYBOARD = '\u{E2D8}', "keyboard";
    COMMAND = '\u{E1C4}', "command";
    CLOCK = '\u{E19A}', "clock";
    EXPAND = '\u{E0A6}', "arrows-out-simple";
    ARROW_RIGHT = '\u{E06C}', "arrow-right";
    ARROW_LEFT = '\u{E058}', "arrow-left";
    ARROW_UP = '\u{E08E}', "arrow-up";
    ARROW_DOWN = '\u{E03E}', "arrow-down";
    DEPENDS = '\u{E06C}', "arrow-right";
    EXTERNAL = '\u{E5DE}', "arrow-square-out";
    SHOP = '\u{E470}', "storefront";
    SAAS = '\u{E102}', "buildings";
    CUBE = '\u{E1DA}', "cube";
    TREE = '\u{E67C}', "tree-structure";
    EYE = '\u{E220}', "eye";
    FILTER = '\u{E266}', "funnel";
    LIST = '\u{E2F0}', "list";
    FORBIDDEN = '\u{E3DE}', "prohibit";
    SPINNER = '\u{EB44}', "circle-notch";
    SETTINGS = '\u{E270}', "gear";
    QUIT = '\u{E42A}', "sign-out";
    DOWNLOAD = '\u{E20C}', "download-simple";
    LIGHTNING = '\u{E2DE}', "lightning";
    PASTE = '\u{E196}', "clipboard";
    PROMPT = '\u{E198}', "clipboard-text";
    USER = '\u{E4C2}', "user";
    AGENT = '\u{E762}', "robot";
    STACK = '\u{E466}', "stack";
    SWAP = '\u{E83C}', "swap";
    CODE = '\u{E1BC}', "code";
    BRACES = '\u{E860}', "brackets-curly";
    FIX = '\u{E5D4}', "wrench";
    COLUMNS = '\u{E546}', "columns";
    ROWS = '\u{E5A2}', "rows";
    TARGET = '\u{E47C}', "target";
    LINK = '\u{E2E2}', "link";
    SHIELD = '\u{E40C}', "shield-check";
    MINUS = '\u{E32A}', "minus";
    SIDEBAR = '\u{EC24}', "sidebar-simple";
    PACKAGE = '\u{E390}', "package";
    TRAY = '\u{E4AA}', "tray";
    FLAG = '\u{E244}', "flag";
    CHART = '\u{E150}', "chart-bar";
    TREND_UP = '\u{E4AE}', "trend-up";
    TREND_DOWN = '\u{E4AC}', "trend-down";
    CHECKLIST = '\u{EADC}', "list-checks";
    STEP = '\u{E046}', "arrow-elbow-down-right";
}

impl Icon {
    /// The icon font in this size: to paint an icon's character.
    pub fn font(size: f32) -> egui::FontId {
        egui::FontId::new(size, egui::FontFamily::Name("icons".into()))
    }

    /// The icon as text, in the icon font, at this size.
    pub fn text(self, size: f32) -> egui::RichText {
        egui::RichText::new(self.0.to_string()).font(Self::font(size))
    }
}
