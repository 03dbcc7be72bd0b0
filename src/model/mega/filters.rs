//! What templates may call besides minijinja's own: cases and inflection, the Jinja2 filters that minijinja leaves
//! out, and the Python methods that LLMs write.

use heck::{ToKebabCase, ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToTitleCase, ToUpperCamelCase};
use minijinja::value::{Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, State};

use super::names;

/// The filters of FORMATS: each with the other spellings that people use (a note says which to prefer).
pub(super) const SPELLINGS: [(&str, &[&str]); 9] = [
    ("snake_case", &["snakeCase", "snakecase", "snake", "to_snake_case", "toSnakeCase", "underscore", "to_snake"]),
    (
        "camel_case",
        &["camelCase", "camelcase", "camel", "to_camel_case", "toCamelCase", "lower_camel_case", "lowerCamelCase", "to_camel"],
    ),
    (
        "pascal_case",
        &[
            "pascalCase",
            "PascalCase",
            "pascalcase",
            "pascal",
            "to_pascal_case",
            "toPascalCase",
            "upper_camel_case",
            "camelize",
            "classify",
            "to_pascal",
        ],
    ),
    (
        "kebab_case",
        &["kebabCase", "kebabcase", "kebab", "to_kebab_case", "toKebabCase", "dasherize", "slugify", "slug", "to_kebab"],
    ),
    (
        "screaming_snake_case",
        &[
            "screamingSnakeCase",
            "SCREAMING_SNAKE_CASE",
            "upper_snake_case",
            "constant_case",
            "constantCase",
            "shouty_snake_case",
            "macro_case",
            "CONSTANT_CASE",
        ],
    ),
    ("plural", &["pluralize", "pluralise", "to_plural", "toPlural"]),
    ("singular", &["singularize", "singularise", "to_singular", "toSingular"]),
    ("title_case", &["titleCase", "titlecase", "humanize"]),
    ("lower_first", &["lowerFirst", "lcfirst", "decapitalize", "uncapitalize"]),
];

/// The canonical name of a filter that was written in another spelling.
pub(super) fn canonical(written: &str) -> Option<&'static str> {
    SPELLINGS.iter().find(|(_, others)| others.contains(&written)).map(|(name, _)| *name)
}

/// Adds everything to an environment.
pub(super) fn register(env: &mut Environment<'static>) {
    for (name, others) in SPELLINGS {
        let function: fn(&str) -> String = match name {
            "snake_case" => |text| text.to_snake_case(),
            "camel_case" => |text| text.to_lower_camel_case(),
            "pascal_case" => |text| text.to_upper_camel_case(),
            "kebab_case" => |text| text.to_kebab_case(),
            "screaming_snake_case" => |text| text.to_shouty_snake_case(),
            "plural" => names::plural,
            "singular" => names::singular,
            "title_case" => |text| text.to_title_case(),
            _ => lower_first,
        };
        for name in std::iter::once(&name).chain(others) {
            env.add_filter(*name, move |text: &str| function(text));
        }
    }
    for name in ["upper_first", "upperFirst", "ucfirst"] {
        env.add_filter(name, upper_first);
    }
    // How single braces print what Python prints otherwise: `true`, `false`, `null`.
    env.add_filter("__as_written", |value: &Value| match value.kind() {
        ValueKind::Bool => Value::from(if value.is_true() { "true" } else { "false" }),
        ValueKind::None => Value::from("null"),
        _ => value.clone(),
    });
    env.add_filter("center", |text: &str, width: Option<usize>| pad(text, width.unwrap_or(80), Side::Both, ' '));
    env.add_filter("wordcount", |text: &str| text.split_whitespace().count());
    env.add_filter("truncate", truncate);
    env.add_filter("striptags", strip_tags);
    env.add_filter("wordwrap", word_wrap);
    env.set_unknown_method_callback(method);
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}

fn upper_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
    Both,
}

/// No honest column is wider; a wider one would only fill memory.
const MAX_WIDTH: usize = 10_000;

fn pad(text: &str, width: usize, side: Side, fill: char) -> String {
    let missing = width.min(MAX_WIDTH).saturating_sub(text.chars().count());
    let left = match side {
        Side::Left => missing,
        Side::Right => 0,
        Side::Both => missing / 2,
    };
    let repeat = |count| std::iter::repeat_n(fill, count).collect::<String>();
    format!("{}{text}{}", repeat(left), repeat(missing - left))
}

/// Jinja2's `truncate(length=255, killwords=False, end='...', leeway=5)`.
fn truncate(text: &str, length: Option<usize>, kill_words: Option<bool>, end: Option<&str>, leeway: Option<usize>) -> String {
    let (length, end, leeway) = (length.unwrap_or(255), end.unwrap_or("..."), leeway.unwrap_or(5));
    if text.chars().count() <= length + leeway {
        return text.to_owned();
    }
    let cut: String = text.chars().take(length.saturating_sub(end.chars().count())).collect();
    let kept =
        if kill_words.unwrap_or(false) { cut.as_str() } else { cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept) };
    format!("{kept}{end}")
}

fn strip_tags(text: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for character in text.chars() {
        match character {
            '<' => depth += 1,
            '>' if depth > 0 => depth -= 1,
            _ if depth == 0 => plain.push(character),
            _ => {}
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Jinja2's `wordwrap(width=79)`, by words.
fn word_wrap(text: &str, width: Option<usize>) -> String {
    let width = width.unwrap_or(79).max(1);
    let wrap = |line: &str| {
        let mut lines = vec![String::new()];
        for word in line.split_whitespace() {
            let last = lines.last().map_or(0, |last| last.chars().count());
            if last > 0 && last + 1 + word.chars().count() > width {
                lines.push(word.to_owned());
            } else if let Some(line) = lines.last_mut() {
                if last > 0 {
                    line.push(' ');
                }
                line.push_str(word);
            }
        }
        lines.join("\n")
    };
    text.lines().map(wrap).collect::<Vec<_>>().join("\n")
}

/// Python's methods: minijinja-contrib knows most, these are the others that LLMs write on texts.
fn method(state: &mut State<'_, '_>, value: &Value, method: &str, args: &[Value]) -> Result<Value, Error> {
    let Some(text) = value.as_str() else {
        return minijinja_contrib::pycompat::unknown_method_callback(state, value, method, args);
    };
    let text_arg = |at: usize| args.get(at).and_then(Value::as_str);
    let width = || args.first().and_then(Value::as_usize).ok_or_else(|| Error::from(ErrorKind::MissingArgument));
    let fill = || text_arg(1).and_then(|fill| fill.chars().next()).unwrap_or(' ');
    Ok(Value::from(match method {
        "removeprefix" => text_arg(0).and_then(|prefix| text.strip_prefix(prefix)).unwrap_or(text).to_owned(),
        "removesuffix" => text_arg(0).and_then(|suffix| text.strip_suffix(suffix)).unwrap_or(text).to_owned(),
        "zfill" => {
            let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
            format!("{sign}{}", pad(digits, width()?.saturating_sub(sign.len()), Side::Left, '0'))
        }
        "ljust" => pad(text, width()?, Side::Right, fill()),
        "rjust" => pad(text, width()?, Side::Left, fill()),
        "center" => pad(text, width()?, Side::Both, fill()),
        "casefold" => text.to_lowercase(),
        "swapcase" => text
            .chars()
            .flat_map(|c| if c.is_uppercase() { c.to_lowercase().collect::<Vec<_>>() } else { c.to_uppercase().collect() })
            .collect(),
        _ => return minijinja_contrib::pycompat::unknown_method_callback(state, value, method, args),
    }))
}
