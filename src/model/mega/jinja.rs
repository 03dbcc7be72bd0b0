//! The template engine as mega-files use it: minijinja, set up to do what Jinja2 does, with bounds.
//!
//! It never sees `{{`, `{%` or `{#`: our own scanner decides what is a tag (`scan`), and hands tags over between
//! characters that no text has. So whatever the scanner leaves alone comes out as it was written.

use std::sync::OnceLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};

use super::filters;

/// Steps that one output may take; about 64 bytes of text cost one.
pub(super) const MAX_STEPS: u64 = 2_000_000;

/// Six characters of the private use area that stand for the tags' delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Delimiters {
    first: u32,
}

impl Delimiters {
    /// Delimiters that occur in none of the texts.
    pub(super) fn absent_from<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut used = std::collections::BTreeSet::new();
        for text in texts.filter(|text| !text.is_ascii()) {
            used.extend(text.chars().filter(|c| ('\u{e000}'..='\u{f8ff}').contains(c)).map(|c| c as u32 / 8));
        }
        let free = (0xe000 / 8..0xf8ff / 8).find(|block| !used.contains(block));
        Self { first: free.unwrap_or(0xe000 / 8) * 8 }
    }

    fn at(self, index: u32) -> char {
        char::from_u32(self.first + index).unwrap_or('\u{e000}')
    }

    /// Around an expression.
    pub(super) fn expression(self) -> (char, char) {
        (self.at(0), self.at(1))
    }

    /// Around a statement.
    pub(super) fn statement(self) -> (char, char) {
        (self.at(2), self.at(3))
    }

    /// Around a comment.
    pub(super) fn comment(self) -> (char, char) {
        (self.at(4), self.at(5))
    }
}

/// An environment for one mega-file's templates.
pub(super) fn environment(delimiters: Delimiters) -> Environment<'static> {
    let mut env = base().clone();
    let pair = |(open, close): (char, char)| (open.to_string(), close.to_string());
    let ((open, close), (block, end_block), (comment, end_comment)) =
        (pair(delimiters.expression()), pair(delimiters.statement()), pair(delimiters.comment()));
    let syntax = SyntaxConfig::builder()
        .variable_delimiters(open, close)
        .block_delimiters(block, end_block)
        .comment_delimiters(comment, end_comment)
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build();
    if let Ok(syntax) = syntax {
        env.set_syntax(syntax);
    }
    env
}

/// Everything but the delimiters, made once: an environment's clone shares its filters.
fn base() -> &'static Environment<'static> {
    static BASE: OnceLock<Environment<'static>> = OnceLock::new();
    BASE.get_or_init(|| {
        let mut env = Environment::new();
        env.set_auto_escape_callback(|_| AutoEscape::None);
        // Strict where something is printed, looped over or looked into; `{% if attr.unique %}` of an attribute that
        // does not say so is false, as every author of such a template means it.
        env.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        env.set_fuel(Some(MAX_STEPS));
        // Ranges of errors come with it; the cost is paid where an error is.
        env.set_debug(true);
        filters::register(&mut env);
        env
    })
}

/// Whether the inside of `{{ … }}` is an expression.
pub(super) fn is_expression(inside: &str) -> bool {
    base().compile_expression(inside).is_ok()
}

/// The filters that templates may use.
pub(super) fn filter_names() -> impl Iterator<Item = &'static str> {
    const OTHERS: [&str; 59] = [
        "abs",
        "attr",
        "batch",
        "bool",
        "capitalize",
        "center",
        "chain",
        "count",
        "d",
        "default",
        "dictsort",
        "e",
        "escape",
        "first",
        "float",
        "format",
        "groupby",
        "indent",
        "int",
        "items",
        "join",
        "last",
        "length",
        "lines",
        "list",
        "lower",
        "map",
        "max",
        "min",
        "pprint",
        "reject",
        "rejectattr",
        "replace",
        "reverse",
        "round",
        "safe",
        "select",
        "selectattr",
        "slice",
        "sort",
        "split",
        "string",
        "striptags",
        "sum",
        "title",
        "tojson",
        "trim",
        "truncate",
        "unique",
        "upper",
        "upper_first",
        "urlencode",
        "wordcount",
        "wordwrap",
        "zip",
        "lower_first",
        "title_case",
        "ucfirst",
        "lcfirst",
    ];
    filters::SPELLINGS.iter().map(|(name, _)| *name).chain(OTHERS)
}

/// The functions that templates may call.
pub(super) const FUNCTIONS: [&str; 4] = ["range", "dict", "namespace", "debug"];

/// The tests that templates may use after `is`.
pub(super) const TESTS: [&str; 26] = [
    "boolean",
    "defined",
    "divisibleby",
    "endingwith",
    "eq",
    "equalto",
    "even",
    "false",
    "float",
    "ge",
    "gt",
    "in",
    "integer",
    "iterable",
    "le",
    "lower",
    "lt",
    "mapping",
    "ne",
    "none",
    "number",
    "odd",
    "sequence",
    "startingwith",
    "string",
    "upper",
];
