//! Paths as replies write them: in a fence's info string, in the line above, in a first comment. Owns what looks like
//! a path and what does not. Not: whether it is safe or whose it is (`place`).

/// Endings by which a name without a folder is known to be a file's.
const ENDINGS: [&str; 84] = [
    "astro",
    "bash",
    "bat",
    "c",
    "cc",
    "cfg",
    "cjs",
    "clj",
    "conf",
    "cpp",
    "cs",
    "css",
    "csv",
    "cts",
    "cue",
    "dart",
    "dockerfile",
    "ejs",
    "env",
    "erl",
    "ex",
    "exs",
    "fish",
    "go",
    "gql",
    "gradle",
    "graphql",
    "h",
    "hbs",
    "hcl",
    "hpp",
    "hs",
    "html",
    "ini",
    "ipynb",
    "java",
    "jinja",
    "jl",
    "js",
    "json",
    "json5",
    "jsonc",
    "jsx",
    "kt",
    "kts",
    "less",
    "lock",
    "lua",
    "m",
    "md",
    "mdx",
    "mjs",
    "mts",
    "nix",
    "php",
    "pl",
    "prisma",
    "properties",
    "proto",
    "ps1",
    "pug",
    "py",
    "r",
    "rb",
    "rs",
    "sass",
    "scala",
    "scss",
    "sh",
    "sql",
    "svelte",
    "svg",
    "swift",
    "tf",
    "toml",
    "ts",
    "tsx",
    "txt",
    "vue",
    "xml",
    "yaml",
    "yml",
    "zig",
    "zsh",
];

/// Files that are known by name.
const NAMES: [&str; 16] = [
    "dockerfile",
    "containerfile",
    "makefile",
    "license",
    "readme",
    "changelog",
    "gemfile",
    "rakefile",
    "procfile",
    "jenkinsfile",
    "vagrantfile",
    "justfile",
    "cmakelists.txt",
    "codeowners",
    "caddyfile",
    "go.mod",
];

/// What is written like a file and is none.
const PRODUCTS: [&str; 10] =
    ["node.js", "next.js", "vue.js", "express.js", "nest.js", "react.js", "three.js", "d3.js", "nuxt.js", "socket.io"];

/// Words before a path that say that it is one.
const LABELS: [&str; 24] = [
    "file",
    "filename",
    "file name",
    "filepath",
    "file path",
    "path",
    "new file",
    "create",
    "create file",
    "created",
    "update",
    "updated",
    "modify",
    "modified",
    "edit",
    "add",
    "fil",
    "filnamn",
    "sökväg",
    "ny fil",
    "skapa",
    "uppdatera",
    "ändra",
    "source",
];

/// Whether a text is written as the path of a file.
pub(super) fn looks_like_path(text: &str) -> bool {
    let is_odd = |letter: char| {
        letter.is_whitespace()
            || letter.is_control()
            || matches!(letter, '<' | '>' | '"' | '\'' | '`' | '|' | '?' | '*' | ';' | ',' | '=' | '!')
    };
    if text.is_empty()
        || text.len() > 400
        || text.contains("://")
        || text.contains(is_odd)
        || text.ends_with(['/', '\\', '.', ':'])
    {
        return false;
    }
    // Calls and addresses: `user.save()`, `@scope/name`.
    if text.ends_with(')') || text.starts_with('@') && !text.contains('.') {
        return false;
    }
    let name = text.rsplit(['/', '\\']).next().unwrap_or(text);
    let has_folder = name.len() < text.len();
    let lower = name.to_lowercase();
    if NAMES.contains(&lower.as_str()) || lower.starts_with("dockerfile.") {
        return has_folder || name.starts_with(|first: char| first.is_uppercase()) || lower.contains('.');
    }
    if PRODUCTS.contains(&text.to_lowercase().as_str()) {
        return false;
    }
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let is_ending = (1..=14).contains(&ending.len())
        && ending.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'))
        && ending.chars().any(char::is_alphabetic);
    let is_known = ENDINGS.contains(&ending.to_lowercase().as_str());
    if stem.is_empty() {
        // `.gitignore`, `.env`
        return is_ending && ending.len() > 1;
    }
    is_ending && (has_folder || is_known)
}

/// The path that an info string names: ```` ```ts src/a.ts ````, ```` ```ts title="src/a.ts" ````, ```` ```ts:src/a.ts ````.
pub(super) fn in_info(info: &str) -> Option<String> {
    for key in ["title", "filename", "file", "path", "filepath", "name", "src"] {
        for (at, _) in info.match_indices(key) {
            let is_start = !info[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == '-');
            let Some(value) = info[at + key.len()..].strip_prefix(['=', ':']).filter(|_| is_start) else { continue };
            let value = value.trim_start();
            let value = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value[1..].split(quote).next().unwrap_or_default(),
                _ => value.split([' ', '\t', ',', '}']).next().unwrap_or_default(),
            };
            if looks_like_path(value) {
                return Some(value.to_owned());
            }
        }
    }
    let first = info.split_whitespace().next().unwrap_or_default();
    // `12:34:src/a.ts` names lines of a file that is there.
    let glued =
        first.split_once(':').filter(|(language, rest)| !language.is_empty() && !language.contains('.') && !rest.is_empty());
    if let Some((language, path)) = glued {
        let is_drive = language.len() == 1 && path.starts_with(['/', '\\']);
        if !is_drive && !language.bytes().all(|byte| byte.is_ascii_digit()) && looks_like_path(path) {
            return Some(path.to_owned());
        }
    }
    let bare = |word: &str| word.trim_matches(['(', ')', '[', ']', '"', '\'']).to_owned();
    info.split_whitespace().map(bare).find(|word| looks_like_path(word))
}

/// A path in the line above a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Above {
    pub(super) path: String,
    /// It stands in a sentence, which may speak of something else.
    pub(super) is_prose: bool,
}

/// The path that a line before a block names: ``**`src/a.ts`**``, `### src/a.ts`, `File: src/a.ts`, ``1. `src/a.ts`:``.
pub(super) fn in_line(line: &str) -> Option<Above> {
    let bare = undecorated(line);
    if looks_like_path(&bare) {
        return Some(Above { path: bare, is_prose: false });
    }
    // One that is marked as code or strong, and no second one.
    let mut marked: Vec<&str> = Vec::new();
    for mark in ["`", "**"] {
        marked.extend(
            line.split(mark)
                .skip(1)
                .step_by(2)
                .map(|part| part.trim().trim_end_matches(':'))
                .filter(|part| looks_like_path(part)),
        );
    }
    marked.dedup();
    match marked.as_slice() {
        [path] => Some(Above { path: (*path).to_owned(), is_prose: true }),
        _ => None,
    }
}

/// A line without what decorates it: list markers, headings, strong marks, labels, remarks behind it.
fn undecorated(line: &str) -> String {
    let mut text = line.trim().trim_start_matches(['#', '>', '-', '+', '•', '=', ' ', '\t']).trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0
        && let Some(rest) = text[digits..].strip_prefix(['.', ')']).filter(|rest| rest.starts_with(' '))
    {
        text = rest.trim();
    }
    let strip = |text: &str| {
        text.trim_matches(|letter: char| {
            matches!(letter, '*' | '`' | '_' | '"' | '\'' | '[' | ']' | '=') || letter.is_whitespace()
        })
        .to_owned()
    };
    let mut text = strip_icons(text).to_owned();
    if let Some((label, rest)) = text.split_once([':', ' ']).filter(|_| !looks_like_path(&strip(&text))) {
        // `File: x`, `New file x`, `**Create** x`: the longest label wins.
        let label = strip(label).to_lowercase();
        if LABELS.contains(&label.as_str()) {
            text = rest.to_owned();
            let next = text.trim().split_once([':', ' ']).map(|(label, rest)| (strip(label).to_lowercase(), rest.to_owned()));
            if let Some((label, rest)) = next.filter(|(label, _)| LABELS.contains(&label.as_str())) {
                let _ = label;
                text = rest;
            }
        }
    }
    let mut text = strip(text.trim().trim_start_matches(':')).to_owned();
    // `src/a.ts (new)`, `src/a.ts:`, `src/a.ts - the model`
    if let Some(at) = text.find(" (").filter(|_| text.ends_with([')', ':'])) {
        text.truncate(at);
    }
    for dash in [" - ", " – ", " — "] {
        if let Some(at) = text.find(dash) {
            text.truncate(at);
        }
    }
    let text = strip(&text);
    strip(text.trim_end_matches(':')).trim_start_matches("a/").to_owned().replace("\\_", "_")
}

fn strip_icons(text: &str) -> &str {
    text.trim_start_matches(|letter: char| !letter.is_ascii() && !letter.is_alphanumeric() || letter == ' ')
}

/// The path that is all that a comment says: `// src/a.ts`, `# a.py`, `<!-- a.html -->`, `-- a.sql`, `/* a.css */`.
pub(super) fn in_comment(line: &str) -> Option<String> {
    let line = line.trim();
    let inside = ["//", "#", "--", ";", "%"]
        .iter()
        .find_map(|mark| line.strip_prefix(mark))
        .or_else(|| line.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")))
        .or_else(|| line.strip_prefix("/*").and_then(|rest| rest.strip_suffix("*/")))
        .or_else(|| line.strip_prefix("{/*").and_then(|rest| rest.strip_suffix("*/}")))
        .or_else(|| line.strip_prefix("\"\"\"").and_then(|rest| rest.strip_suffix("\"\"\"")))?;
    let inside = inside.trim_start_matches(['/', '*', '!', '#', '-']).trim();
    let path = match inside.split_once(':') {
        Some((label, rest)) if LABELS.contains(&label.trim().trim_start_matches('@').to_lowercase().as_str()) => rest.trim(),
        _ => inside.strip_prefix("@file ").unwrap_or(inside).trim(),
    };
    looks_like_path(path).then(|| path.to_owned())
}

/// The path between the marks of a section's line: `=== src/a.ts ===`, and which marks these are.
pub(super) fn in_section(line: &str) -> Option<(char, String)> {
    let line = line.trim();
    let mark = line.chars().next().filter(|first| matches!(first, '=' | '-' | '*' | '#'))?;
    let inside = line.trim_start_matches(mark);
    let before = line.len() - inside.len();
    let bare = inside.trim_end_matches(mark);
    if before < 3 || inside.len() - bare.len() < 3 {
        return None;
    }
    let bare = bare.trim();
    let path = match bare.split_once(':') {
        Some((label, rest)) if LABELS.contains(&label.trim().to_lowercase().as_str()) => rest.trim(),
        _ => bare,
    };
    let path = path.trim_matches('`');
    looks_like_path(path).then(|| (mark, path.to_owned()))
}

/// Whether a line ends a section: `=== end ===`.
pub(super) fn ends_section(line: &str, mark: char) -> bool {
    let line = line.trim();
    let inside = line.trim_matches(mark);
    line.len() - inside.len() >= 6
        && matches!(inside.trim().to_lowercase().as_str(), "end" | "eof" | "end of file" | "end file" | "slut")
}
