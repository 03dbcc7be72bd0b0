//! What may be typed where the caret is in a mega-file: keys, values, team names; in templates variables, filters, tags.
//! Reads the lines around the caret by sight, so it also knows while the text does not parse.

use std::ops::Range;

use crate::gui::highlight::template;
use crate::gui::widgets::code::Completion;
use crate::t;

/// Keys by the path of keys above them; `-` is an item of a list, `*` any key.
const KEYS: [(&[&str], &[&str]); 11] = [
    (
        &[],
        &["id", "version", "team", "description", "engine", "metadata", "expansion_rules", "generation_templates", "validation"],
    ),
    (&["metadata"], &["estimated_files", "estimated_loc", "dependencies"]),
    (&["expansion_rules"], &["entities", "patterns", "scaffold"]),
    (&["expansion_rules", "entities", "-"], &["name", "plural", "table", "only", "except", "attributes"]),
    (&["expansion_rules", "entities", "-", "attributes", "-"], &["name", "type", "required", "values", "default", "unique"]),
    (&["expansion_rules", "patterns", "-"], &["type", "start", "end", "prefix", "templates"]),
    (&["expansion_rules", "scaffold"], &["directories", "files"]),
    (&["expansion_rules", "scaffold", "files", "-"], &["template", "output_path", "context"]),
    (&["generation_templates", "*"], &["output_path", "template", "engine"]),
    (&["validation"], &["post_generation"]),
    (&["validation", "post_generation", "-"], &["check"]),
];

const TYPES: [&str; 13] =
    ["uuid", "string", "text", "integer", "bigint", "decimal", "float", "boolean", "date", "timestamp", "json", "enum", "binary"];
const ENGINES: [&str; 3] = ["auto", "braces", "jinja"];
const CHECKS: [&str; 2] = ["files_parse", "tests_valid"];
const VARIABLES: [&str; 15] = [
    "Entity",
    "entity",
    "Entities",
    "entities",
    "entity_snake",
    "entity-kebab",
    "entityCamel",
    "EntityPascal",
    "ENTITY_SCREAMING",
    "attributes",
    "name",
    "index",
    "team",
    "id",
    "loop.index",
];
const ATTRIBUTE_KEYS: [&str; 10] =
    ["name", "type", "required", "values", "tsType", "rustType", "pyType", "goType", "javaType", "sqlType"];
const FILTERS: [&str; 19] = [
    "snake_case",
    "camel_case",
    "pascal_case",
    "kebab_case",
    "screaming_snake_case",
    "plural",
    "singular",
    "upper",
    "lower",
    "title",
    "capitalize",
    "replace",
    "join",
    "length",
    "default",
    "first",
    "last",
    "indent",
    "trim",
];
const TAGS: [&str; 10] = ["for", "endfor", "if", "elif", "else", "endif", "set", "macro", "endmacro", "raw"];

/// How far up the lines are read.
const MAX_LINES: usize = 4000;

/// What fits at an offset, and the part of a word that it replaces.
pub fn complete(text: &str, at: usize, teams: &[String]) -> Option<(Range<usize>, Vec<Completion>)> {
    let line_start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let line_end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    let (before, line) = (&text[line_start..at], &text[line_start..line_end]);
    let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    let start =
        before.rfind(|letter| !is_word(letter)).map_or(0, |mark| mark + before[mark..].chars().next().map_or(1, char::len_utf8));
    let (lead, typed) = (&before[..start], &before[start..]);
    let range = line_start + start..at;
    let above = Above::new(&text[..line_start]);

    let depth = line.len() - line.trim_start().len();
    let in_body = above.opens_body(depth.max(before.len() - before.trim_start().len()));
    let is_path =
        ["output_path:", "output:", "path:"].iter().any(|key| line.trim_start().trim_start_matches("- ").starts_with(key));
    if in_body || is_path {
        let found = in_template(lead, text, &above)?;
        return offer(range, typed, found);
    }
    let column = template::column(line).min(before.len());
    let keys = above.keys(column, line.trim_start().starts_with('-'));
    match before.get(column..).and_then(|rest| rest.split_once(':')) {
        // Behind a colon: a value.
        Some((key, value)) => {
            let values = value_of(key.trim(), &keys, text, teams)?;
            let is_plain = value.trim_start().trim_start_matches('[').rsplit(',').next().is_some_and(|last| last.trim() == typed);
            is_plain.then(|| offer(range, typed, values)).flatten()
        }
        None if before.get(column..).is_some_and(|rest| rest == typed) => {
            let (_, known) = KEYS.iter().find(|(path, _)| fits(path, &keys))?;
            let present = above.siblings(column, text, line_end);
            let detail = t!("mega-view-is-key");
            let fresh = known.iter().filter(|key| !present.contains(**key));
            let items = fresh.map(|key| (format!("{key}: "), detail.clone())).collect();
            offer(range, typed, items)
        }
        None => None,
    }
}

type Items = Vec<(String, String)>;

fn words(list: &[&str], detail: &str) -> Items {
    list.iter().map(|word| ((*word).to_owned(), t!(detail))).collect()
}

fn offer(range: Range<usize>, typed: &str, items: Items) -> Option<(Range<usize>, Vec<Completion>)> {
    let small = typed.to_lowercase();
    let mut fitting: Vec<(bool, String, String)> = items
        .into_iter()
        .filter(|(word, _)| word.to_lowercase().contains(&small) && word.trim_end_matches(": ") != typed)
        .map(|(word, detail)| (!word.to_lowercase().starts_with(&small), word, detail))
        .collect();
    fitting.sort_by_key(|(is_inside, ..)| *is_inside);
    fitting.dedup_by(|a, b| a.1 == b.1);
    let items: Vec<_> = fitting.into_iter().map(|(_, text, detail)| Completion { text, detail }).collect();
    (!items.is_empty()).then_some((range, items))
}

fn fits(pattern: &[&str], keys: &[String]) -> bool {
    let same = |(pattern, key): (&&str, &String)| {
        *pattern == "*" || *pattern == key || (*pattern == "generation_templates" && key == "templates")
    };
    pattern.len() == keys.len() && pattern.iter().zip(keys).all(same)
}

fn value_of(key: &str, keys: &[String], text: &str, teams: &[String]) -> Option<Items> {
    let is_attribute = keys.iter().any(|key| key == "attributes");
    Some(match key {
        "team" if keys.is_empty() => teams.iter().map(|team| (team.clone(), t!("mega-view-is-team"))).collect(),
        "engine" => words(&ENGINES, "mega-view-is-value"),
        "type" if is_attribute => words(&TYPES, "mega-view-is-type"),
        "type" => words(&["range"], "mega-view-is-value"),
        "required" | "unique" => words(&["true", "false"], "mega-view-is-value"),
        "check" => words(&CHECKS, "mega-view-is-value"),
        "only" | "except" | "templates" => templates(text).into_iter().map(|name| (name, t!("mega-view-is-template"))).collect(),
        "template" if keys.iter().any(|key| key == "scaffold") => {
            templates(text).into_iter().map(|name| (name, t!("mega-view-is-template"))).collect()
        }
        _ => return None,
    })
}

/// Names of the templates of a mega-file.
fn templates(text: &str) -> Vec<String> {
    let mut lines =
        text.lines().skip_while(|line| !line.starts_with("generation_templates:") && !line.starts_with("templates:")).skip(1);
    let mut names = Vec::new();
    let mut depth = None;
    for line in lines.by_ref().take_while(|line| line.is_empty() || line.starts_with([' ', '#', '\r'])) {
        let here = line.len() - line.trim_start().len();
        if line.trim().is_empty() || here > *depth.get_or_insert(here) {
            continue;
        }
        if let Some((name, _)) = line.trim().split_once(':') {
            names.push(name.trim_matches(['"', '\'']).to_owned());
        }
    }
    names
}

/// Keys that the file's entities have of their own: each is a variable.
fn own_keys(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let start = text.find("entities:").unwrap_or(text.len());
    let mut item_column = None;
    for line in text[start..].lines().skip(1).take(MAX_LINES) {
        let column = template::column(line);
        let trimmed = line.trim_start();
        if trimmed.starts_with("- ") && item_column.is_none() {
            item_column = Some(column);
        }
        if !trimmed.is_empty() && !trimmed.starts_with('#') && item_column.is_some_and(|item| column + 2 < item) {
            break;
        }
        if Some(column) == item_column
            && let Some((key, _)) = line[column.min(line.len())..].split_once(':')
            && !names.iter().any(|name| name == key)
            && key.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
        {
            names.push(key.to_owned());
        }
    }
    names
}

/// What fits in a template after `lead`.
fn in_template(lead: &str, text: &str, above: &Above<'_>) -> Option<Items> {
    let open = lead.rfind('{')?;
    let inside = &lead[open + 1..];
    if inside.contains('}') {
        return None;
    }
    let is_tag = inside.starts_with('%');
    let is_jinja = is_tag || (open > 0 && lead[..open].ends_with('{'));
    let rest = inside.trim_start_matches('%').trim_start_matches('-');
    let variables = || {
        let mut items = words(&VARIABLES, "mega-view-is-variable");
        items.extend(own_keys(text).into_iter().map(|key| (key, t!("mega-view-is-own-variable"))));
        items
    };
    if !is_jinja {
        // `{Entity}`: a name and nothing else.
        return inside.is_empty().then(variables);
    }
    if rest.trim_end().ends_with('|') {
        return Some(words(&FILTERS, "mega-view-is-filter"));
    }
    if let Some(owner) = rest.strip_suffix('.') {
        let owner = owner.rsplit(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default();
        return (owner == "loop" || above.has_loop_over_attributes(owner)).then(|| match owner {
            "loop" => words(&["index", "index0", "first", "last", "length"], "mega-view-is-variable"),
            _ => words(&ATTRIBUTE_KEYS, "mega-view-is-attribute"),
        });
    }
    if is_tag && rest.trim().is_empty() {
        return Some(words(&TAGS, "mega-view-is-tag"));
    }
    let mut items = variables();
    items.extend(above.loop_names().into_iter().map(|name| (name, t!("mega-view-is-variable"))));
    Some(items)
}

/// The lines above the caret's.
struct Above<'a> {
    lines: Vec<&'a str>,
}

impl<'a> Above<'a> {
    /// The last lines of what stands before the caret's line.
    fn new(text: &'a str) -> Self {
        let mut lines: Vec<&str> = text.lines().rev().take(MAX_LINES).collect();
        lines.reverse();
        Self { lines }
    }

    /// Whether a line of this depth belongs to a template's body.
    fn opens_body(&self, depth: usize) -> bool {
        let mut least = depth;
        for line in self.lines.iter().rev().filter(|line| !line.trim().is_empty()) {
            let here = line.len() - line.trim_start().len();
            if here < least {
                if let Some(column) = template::opens_block(line) {
                    return column < least;
                }
                least = here;
            }
            if here == 0 {
                return false;
            }
        }
        false
    }

    /// The keys above a key at `column`, the outermost first.
    fn keys(&self, column: usize, is_item: bool) -> Vec<String> {
        let mut keys = Vec::new();
        let mut least = column;
        if is_item {
            keys.push("-".to_owned());
            least = least.saturating_sub(1);
        }
        for line in self.lines.iter().rev().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
            let key_column = template::column(line);
            let dash = line.len() - line.trim_start().len();
            let is_item = line.trim_start().starts_with('-');
            if key_column < least || (is_item && dash < least) {
                if key_column < least
                    && let Some((key, _)) = line[key_column..].split_once(':')
                {
                    keys.push(key.trim_matches(['"', '\'']).to_owned());
                }
                if is_item {
                    keys.push("-".to_owned());
                }
                least = if is_item { dash + usize::from(dash == 0) } else { key_column };
            }
            if least == 0 {
                break;
            }
        }
        keys.reverse();
        keys
    }

    /// Keys that stand beside one at `column` already.
    fn siblings(&self, column: usize, text: &'a str, from: usize) -> std::collections::HashSet<&'a str> {
        let key = |line: &'a str| {
            (template::column(line) == column).then(|| line[column..].split_once(':').map(|(key, _)| key)).flatten()
        };
        let is_inside = |line: &&str| line.trim().is_empty() || template::column(line) >= column;
        let above = self.lines.iter().rev().copied();
        let mut found = std::collections::HashSet::new();
        for line in above.take_while(is_inside) {
            found.extend(key(line));
            if template::column(line) == column && line.trim_start().starts_with('-') {
                break;
            }
        }
        let below = text[from..]
            .lines()
            .skip(1)
            .take_while(|line| is_inside(line) && !(template::column(line) == column && line.trim_start().starts_with('-')));
        found.extend(below.filter_map(key));
        found
    }

    /// Names that loops in this body give to what they walk over.
    fn loop_names(&self) -> Vec<String> {
        self.loops().map(|(name, _)| name.to_owned()).collect()
    }

    fn has_loop_over_attributes(&self, name: &str) -> bool {
        self.loops().any(|(loop_name, over)| loop_name == name && over.contains("attributes"))
    }

    fn loops(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let body = self.lines.iter().rev().take_while(|line| template::opens_block(line).is_none()).copied();
        body.filter_map(|line| {
            let (_, after) = line.split_once("{% for ").or_else(|| line.split_once("{%- for "))?;
            let (name, over) = after.split_once(" in ")?;
            Some((name.trim(), over.split('%').next().unwrap_or(over).trim()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "id: a
team: beta
expansion_rules:
  entities:
    - name: Order
      table: orders
      §entity
      attributes:
        - name: id
          §attribute
        - {name: x}
  patterns:
    - §pattern
generation_templates:
  model:
    §template
    output_path: src/{§path
    template: |
      export class {§brace
      {% for field in attributes %}
        {{ field.§field
        {{ §expression
        {{ entity | §filter
      {% §tag
  other:
    output_path: x.md
    template: |
      x
§top
";

    /// What is offered at a mark, when `typed` is typed there.
    fn at(mark: &str, typed: &str) -> Vec<String> {
        let place = FILE.find(&format!("§{mark}")).expect("the mark is there");
        let mut text = String::new();
        let mut caret = 0;
        for (index, part) in FILE.split('§').enumerate() {
            if index == 0 {
                text.push_str(part);
                continue;
            }
            let (name, rest) = part.split_at(part.find('\n').unwrap_or(part.len()));
            if name == mark {
                caret = text.len() + typed.len();
                text.push_str(typed);
            }
            text.push_str(rest);
        }
        assert!(place > 0);
        let teams = ["alpha".to_owned(), "beta".to_owned()];
        complete(&text, caret, &teams).map(|(_, items)| items.into_iter().map(|item| item.text).collect()).unwrap_or_default()
    }

    #[test]
    fn keys_depend_on_where_they_stand() {
        assert_eq!(at("top", "met"), ["metadata: "]);
        assert_eq!(at("entity", "p"), ["plural: ", "except: "]);
        assert_eq!(at("entity", "tab"), Vec::<String>::new(), "it has a table already");
        assert_eq!(at("attribute", "re"), ["required: "]);
        assert_eq!(at("pattern", "st"), ["start: "]);
        assert_eq!(at("template", "e"), ["engine: "]);
    }

    #[test]
    fn values_are_known() {
        assert_eq!(at("attribute", "type: uu"), ["uuid"]);
        assert_eq!(at("entity", "only: [mo"), ["model"]);
        assert_eq!(at("template", "engine: ji"), ["jinja"]);
        let (_, items) = complete("team: al", 8, &["alpha".to_owned()]).expect("a team");
        assert_eq!(items[0].text, "alpha");
        assert_eq!(complete("description: al", 15, &["alpha".to_owned()]), None);
    }

    #[test]
    fn templates_know_variables_filters_and_tags() {
        let found = at("brace", "Ent");
        assert_eq!(found[0], "Entity", "what begins with the very letters comes first");
        assert!(found.contains(&"Entities".to_owned()), "{found:?}");
        assert!(at("brace", "").contains(&"table".to_owned()), "an entity's own key is a variable");
        assert_eq!(at("path", "entity-k"), ["entity-kebab"]);
        assert_eq!(at("filter", "snake"), ["snake_case", "screaming_snake_case"]);
        assert_eq!(at("field", "ts"), ["tsType"]);
        assert_eq!(at("expression", "fie"), ["field"]);
        assert_eq!(at("tag", "endf"), ["endfor"]);
        assert_eq!(complete("a: |\n  plain words", 17, &[]), None, "plain text of a body is left alone");
    }
}
