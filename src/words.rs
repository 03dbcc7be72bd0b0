//! The words: every sentence that a person reads, in English and Swedish, from `assets/text/`. Only faces (`gui`,
//! `cli`) and `main` look here; model and engine speak in ids and arguments.
//!
//! The format is Fluent (projectfluent.org): plurals and arguments belong to the translation, not to the code.

use std::cell::Cell;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::model::problem::Problem;

/// The files of words: name, English, Swedish.
macro_rules! word_files {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../assets/text/en/", $name, ".ftl")), include_str!(concat!("../assets/text/sv/", $name, ".ftl")))),*]
    };
}

const FILES: &[(&str, &str, &str)] = &word_files![
    "common",
    "guide",
    "home",
    "teams",
    "teams-board",
    "teams-distribute",
    "teams-graph",
    "teams-inspector",
    "teams-prompts",
    "mega-files",
    "mega-editor",
    "mega-intake",
    "mega-new",
    "run",
    "run-integration",
    "run-steer",
    "conflicts",
    "conflicts-fixes",
    "conflicts-resolver",
    "conflicts-outside",
    "conflicts-cards",
    "cli",
    "validate",
    "report",
    "install",
    "cli-run",
    "problems-manifest",
    "problems-mega",
    "merge-trees",
    "problems-merge",
    "problems-structure",
    "problems-engine",
    "problems-trees",
    "problems-reply",
    "problems-run",
    "run-trees",
];

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Language {
    #[default]
    English,
    Swedish,
}

impl Language {
    /// All of them, in the order of the settings.
    pub const ALL: [Self; 2] = [Self::English, Self::Swedish];

    /// The system's language, where there is a translation; else English.
    pub fn of_system() -> Self {
        match sys_locale::get_locale() {
            Some(locale) if locale.starts_with("sv") => Self::Swedish,
            _ => Self::English,
        }
    }

    /// The language's name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Swedish => "Svenska",
        }
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Swedish => "sv",
        }
    }
}

thread_local! {
    /// Each thread speaks for itself: the window has one that speaks, a terminal's verb another, and tests that run side
    /// by side do not change each other's language.
    static CURRENT: Cell<Language> = const { Cell::new(Language::English) };
}

/// Switches the language of everything that this thread says from now on.
pub fn set_language(language: Language) {
    CURRENT.set(language);
}

/// The language that this thread speaks now.
pub fn language() -> Language {
    CURRENT.get()
}

fn bundle(language: Language) -> &'static FluentBundle<FluentResource> {
    static BUNDLES: [OnceLock<FluentBundle<FluentResource>>; 2] = [OnceLock::new(), OnceLock::new()];
    BUNDLES[language as usize].get_or_init(|| {
        let code = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![code]);
        // Marks around arguments that only right-to-left text needs; some fonts draw them as boxes.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::English => |value, _| number(value, ',', "."),
            Language::Swedish => |value, _| number(value, '\u{a0}', ","),
        }));
        for (_, english, swedish) in FILES {
            let text = if language == Language::English { english } else { swedish };
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        bundle
    })
}

/// A number as a language writes it: five digits or more of a whole one in groups of three, and its own decimal mark.
fn number(value: &FluentValue<'_>, between: char, mark: &str) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    if number.value.fract() != 0.0 || number.value.abs() < 10_000.0 {
        return Some(number.as_string().replace('.', mark));
    }
    let digits = format!("{:.0}", number.value.abs());
    let mut text = String::from(if number.value < 0.0 { "-" } else { "" });
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(between);
        }
        text.push(digit);
    }
    Some(text)
}

fn format(id: &str, attribute: Option<&str>, args: Option<&FluentArgs<'_>>) -> Option<String> {
    let of = |language| {
        let bundle = bundle(language);
        let message = bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        Some(bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned())
    };
    of(language()).or_else(|| of(Language::English))
}

/// Every text that could be shown, in every language: a test looks each of their characters up in the fonts.
pub fn all_texts() -> impl Iterator<Item = &'static str> {
    FILES.iter().flat_map(|(_, english, swedish)| [*english, *swedish])
}

/// A word or sentence without arguments. An unknown id is shown as it is (and a test fails).
pub fn word(id: &str) -> String {
    format(id, None, None).unwrap_or_else(|| id.to_owned())
}

/// A sentence with arguments; use the macro [`crate::t`].
pub fn say(id: &str, args: &FluentArgs<'_>) -> String {
    format(id, None, Some(args)).unwrap_or_else(|| id.to_owned())
}

/// A word or sentence in the person's language: `t!("save")`, `t!("files-written", count = files.len())`.
#[macro_export]
macro_rules! t {
    ($id:expr) => { $crate::words::word($id) };
    ($id:expr, $($name:ident = $value:expr),+ $(,)?) => {{
        let mut args = $crate::words::Args::new();
        $( args.set(stringify!($name), $value); )+
        $crate::words::say($id, &args)
    }};
}

pub use fluent_bundle::FluentArgs as Args;

/// A number as people read it: in groups of three.
pub fn grouped(number: usize) -> String {
    let separator = match language() {
        Language::English => ',',
        Language::Swedish => '\u{a0}',
    };
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// What a face says of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// What is wrong.
    pub text: String,
    /// What to do about it.
    pub next: Option<String>,
}

/// A problem in words. Its place is not part of the sentence: a face shows it beside.
pub fn sentence(problem: &Problem) -> Sentence {
    let mut args = FluentArgs::new();
    for (name, value) in &problem.args {
        // Whole numbers stay numbers, so that translations can choose a plural.
        match value.parse::<i64>() {
            Ok(number) => args.set(*name, FluentValue::from(number)),
            Err(_) => args.set(*name, FluentValue::from(value.as_str())),
        }
    }
    Sentence {
        text: format(problem.id, None, Some(&args)).unwrap_or_else(|| problem.id.to_owned()),
        next: format(problem.id, Some("next"), Some(&args)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The ids (and `id.attribute`s) of a Fluent text, read by line: enough for files that we write ourselves.
    fn keys(text: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut current = String::new();
        for line in text.lines() {
            if let Some((id, _)) = line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase())) {
                id.clone_into(&mut current);
                assert!(found.insert(current.clone()), "{id} stands twice");
            } else if let Some((attribute, _)) = line.trim_start().strip_prefix('.').and_then(|rest| rest.split_once(" =")) {
                found.insert(format!("{current}.{attribute}"));
            }
        }
        found
    }

    #[test]
    fn large_numbers_are_written_in_groups() {
        let shown = |value: f64, mark| number(&FluentValue::from(value), ',', mark).expect("a number");
        assert_eq!([shown(9_999.0, "."), shown(10_000.0, "."), shown(-1_234_567.0, ".")], ["9999", "10,000", "-1,234,567"]);
        assert_eq!([shown(0.5, "."), shown(0.5, ",")], ["0.5", "0,5"]);
    }

    #[test]
    fn both_languages_say_the_same_things() {
        let mut all = BTreeSet::new();
        for (name, english, swedish) in FILES {
            for text in [english, swedish] {
                if let Err((_, errors)) = FluentResource::try_new((*text).to_owned()) {
                    panic!("{name}.ftl: {errors:?}");
                }
            }
            let (english, swedish) = (keys(english), keys(swedish));
            let missing: Vec<_> = english.symmetric_difference(&swedish).collect();
            assert!(missing.is_empty(), "{name}.ftl: only in one language: {missing:?}");
            for id in english {
                assert!(all.insert(id.clone()), "{id} stands in two files");
            }
        }
    }
}
