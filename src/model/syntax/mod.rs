//! Whether a text parses in its language, told by its file name: "every output parses in its language". Owns the table
//! of languages. Not what a program means: types, imports and names are other tools' business.
//!
//! Nobody can tell of languages that are not in the table, and of files that another template engine will read first
//! (Helm charts, Jinja files): of these nothing is said.

mod definitions;
pub mod outline;
mod parsed;
mod sql;

use std::borrow::Cow;

pub use definitions::{Definition, definitions};
pub use parsed::{Import, ImportStyle, Lines, Parsed};
use tree_sitter::{Node, Parser};

use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};
use crate::model::yaml;

/// A language that can be checked, or at least named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    Bash,
    Containerfile,
    Css,
    Go,
    GraphQl,
    Hcl,
    Html,
    Java,
    JavaScript,
    Json,
    JsonLines,
    JsonWithComments,
    Markdown,
    Python,
    Rust,
    Sql,
    Toml,
    Tsx,
    TypeScript,
    Yaml,
}

/// By the ending of the file name, in lower case.
const BY_EXTENSION: [(&str, Language); 38] = [
    ("bash", Language::Bash),
    ("cjs", Language::JavaScript),
    ("css", Language::Css),
    ("cts", Language::TypeScript),
    ("dockerfile", Language::Containerfile),
    ("geojson", Language::Json),
    ("go", Language::Go),
    ("gql", Language::GraphQl),
    ("graphql", Language::GraphQl),
    ("graphqls", Language::GraphQl),
    ("hcl", Language::Hcl),
    ("htm", Language::Html),
    ("html", Language::Html),
    ("ipynb", Language::Json),
    ("java", Language::Java),
    ("js", Language::JavaScript),
    ("json", Language::Json),
    ("jsonc", Language::JsonWithComments),
    ("jsonl", Language::JsonLines),
    ("jsx", Language::JavaScript),
    ("markdown", Language::Markdown),
    ("md", Language::Markdown),
    ("mdx", Language::Markdown),
    ("mjs", Language::JavaScript),
    ("mts", Language::TypeScript),
    ("ndjson", Language::JsonLines),
    ("py", Language::Python),
    ("pyi", Language::Python),
    ("rs", Language::Rust),
    ("sh", Language::Bash),
    ("sql", Language::Sql),
    ("tf", Language::Hcl),
    ("tfvars", Language::Hcl),
    ("toml", Language::Toml),
    ("ts", Language::TypeScript),
    ("tsx", Language::Tsx),
    ("webmanifest", Language::Json),
    ("yml", Language::Yaml),
];

impl Language {
    fn of(path: &RelPath) -> Option<Self> {
        let name = path.file_name().to_lowercase();
        if name == "dockerfile"
            || name == "containerfile"
            || name.starts_with("dockerfile.")
            || name.starts_with("containerfile.")
        {
            return Some(Self::Containerfile);
        }
        if ["bashrc", ".bashrc", ".profile", ".envrc"].contains(&name.as_str()) {
            return Some(Self::Bash);
        }
        // Tools that read these allow comments and trailing commas.
        let has_comments = [
            "tsconfig",
            "jsconfig",
            "devcontainer",
            ".eslintrc",
            ".babelrc",
            ".swcrc",
            "api-extractor",
            "language-configuration",
        ];
        let is_json = name.ends_with(".json") || [".eslintrc", ".babelrc", ".swcrc"].contains(&name.as_str());
        if is_json && (has_comments.iter().any(|begin| name.starts_with(begin)) || path.as_str().contains(".vscode/")) {
            return Some(Self::JsonWithComments);
        }
        let extension = path.extension();
        if extension == "yaml" {
            return Some(Self::Yaml);
        }
        BY_EXTENSION.iter().find(|(known, _)| *known == extension).map(|(_, language)| *language)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Bash => "Shell",
            Self::Containerfile => "Dockerfile",
            Self::Css => "CSS",
            Self::Go => "Go",
            Self::GraphQl => "GraphQL",
            Self::Hcl => "HCL",
            Self::Html => "HTML",
            Self::Java => "Java",
            Self::JavaScript => "JavaScript",
            Self::Json | Self::JsonLines | Self::JsonWithComments => "JSON",
            Self::Markdown => "Markdown",
            Self::Python => "Python",
            Self::Rust => "Rust",
            Self::Sql => "SQL",
            Self::Toml => "TOML",
            Self::Tsx => "TSX",
            Self::TypeScript => "TypeScript",
            Self::Yaml => "YAML",
        }
    }

    fn grammar(self) -> Option<tree_sitter::Language> {
        Some(match self {
            Self::Bash => tree_sitter_bash::LANGUAGE.into(),
            Self::Containerfile => tree_sitter_containerfile::LANGUAGE.into(),
            Self::Css => tree_sitter_css::LANGUAGE.into(),
            Self::Go => tree_sitter_go::LANGUAGE.into(),
            Self::GraphQl => tree_sitter_graphql::LANGUAGE.into(),
            Self::Hcl => tree_sitter_hcl::LANGUAGE.into(),
            Self::Html => tree_sitter_html::LANGUAGE.into(),
            Self::Java => tree_sitter_java::LANGUAGE.into(),
            Self::JavaScript => tree_sitter_javascript::LANGUAGE.into(),
            Self::Python => tree_sitter_python::LANGUAGE.into(),
            Self::Rust => tree_sitter_rust::LANGUAGE.into(),
            Self::Toml => tree_sitter_toml_ng::LANGUAGE.into(),
            Self::Tsx => tree_sitter_typescript::LANGUAGE_TSX.into(),
            Self::TypeScript => tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
            Self::Json | Self::JsonLines | Self::JsonWithComments | Self::Markdown | Self::Sql | Self::Yaml => return None,
        })
    }
}

/// The language of a file by its name, as people call it: `TypeScript`, `SQL`. `None` where nobody can tell.
pub fn language(path: &RelPath) -> Option<&'static str> {
    Language::of(path).map(Language::name)
}

/// The tree of a file in the language that its name tells, whether or not all of it could be read. `None` for languages
/// without a grammar of their own.
pub(crate) fn tree(path: &RelPath, text: &str) -> Option<tree_sitter::Tree> {
    grown(&Language::of(path)?.grammar()?, text)
}

/// The tree of a JSON text, which is an expression of JavaScript. Its bytes are counted from one byte before the text.
pub(crate) fn json_tree(text: &str) -> Option<tree_sitter::Tree> {
    grown(&Language::JavaScript.grammar()?, &format!("({text}\n)"))
}

fn grown(grammar: &tree_sitter::Language, text: &str) -> Option<tree_sitter::Tree> {
    let mut parser = Parser::new();
    parser.set_language(grammar).ok()?;
    parser.parse(text, None)
}

/// Checks that a file parses in the language that its name tells. `None`: it does, or nobody can tell.
pub fn check(path: &RelPath, text: &str) -> Option<Problem> {
    let language = Language::of(path)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (line, column) = match language {
        Language::Markdown => return None,
        Language::Json => json_error(text)?,
        Language::JsonWithComments => json_error(&without_comments(text))?,
        Language::JsonLines => json_lines_error(text)?,
        Language::Sql => sql::error(text)?,
        Language::Css => tree_error(language, &without_media_ranges(text))?,
        Language::Yaml if is_a_template(path, text) => return None,
        Language::Yaml => {
            let fault = yaml::node::parse(text).err()?;
            (fault.line, fault.column)
        }
        _ => tree_error(language, text)?,
    };
    let problem = Problem::warning("syntax-does-not-parse").with("language", language.name());
    Some(problem.with("line", line).with("column", column).at(Place::at(path.as_str(), line, column)))
}

/// Helm charts and files for other template engines are YAML only after these engines.
fn is_a_template(path: &RelPath, text: &str) -> bool {
    let in_chart = path.as_str().split('/').any(|part| part == "templates" || part == "charts");
    let has_tags = |open: &str| text.match_indices(open).any(|(at, _)| !text[..at].ends_with('$'));
    (in_chart && has_tags("{{")) || has_tags("{{-") || has_tags("{{ .") || has_tags("{%")
}

fn json_error(text: &str) -> Option<(u32, u32)> {
    let error = serde_json::from_str::<serde::de::IgnoredAny>(text).err()?;
    Some(in_characters(text, error.line(), error.column()))
}

fn json_lines_error(text: &str) -> Option<(u32, u32)> {
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).find_map(|(index, line)| {
        let (_, column) = json_error(line)?;
        Some((index as u32 + 1, column))
    })
}

/// Line from 1, column in bytes from 1 → column in characters.
fn in_characters(text: &str, line: usize, column_bytes: usize) -> (u32, u32) {
    let source = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let mut end = column_bytes.saturating_sub(1).min(source.len());
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    (line.max(1) as u32, source[..end].chars().count() as u32 + 1)
}

/// JSON with its comments and trailing commas blanked, so that every other character keeps its place.
fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains("//") && !text.contains("/*") && !text.contains(',') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut characters = text.char_indices().peekable();
    // Where in `out` a comma waits for what follows it.
    let mut comma: Option<usize> = None;
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => {
                comma = None;
                out.push('"');
                let mut is_escaped = false;
                for (_, inside) in characters.by_ref() {
                    out.push(inside);
                    match inside {
                        '"' if !is_escaped => break,
                        '\\' if !is_escaped => is_escaped = true,
                        _ => is_escaped = false,
                    }
                }
            }
            '/' if text[at..].starts_with("//") => {
                out.push(' ');
                while let Some((_, inside)) = characters.next_if(|(_, next)| *next != '\n') {
                    out.extend(std::iter::repeat_n(' ', inside.len_utf8()));
                }
            }
            '/' if text[at..].starts_with("/*") => {
                let end = text[at + 2..].find("*/").map_or(text.len(), |end| at + 2 + end + 2);
                out.push(' ');
                while let Some((_, inside)) = characters.next_if(|(next, _)| *next < end) {
                    if inside == '\n' {
                        out.push('\n');
                    } else {
                        out.extend(std::iter::repeat_n(' ', inside.len_utf8()));
                    }
                }
            }
            ',' => {
                comma = Some(out.len());
                out.push(',');
            }
            '}' | ']' => {
                if let Some(comma) = comma.take() {
                    out.replace_range(comma..=comma, " ");
                }
                out.push(character);
            }
            _ => {
                if !character.is_whitespace() {
                    comma = None;
                }
                out.push(character);
            }
        }
    }
    Cow::Owned(out)
}

/// CSS with its range queries blanked (`@media (width <= 40rem)`): the grammar is older than they are. Every other
/// character keeps its place.
fn without_media_ranges(text: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(text);
    for (at, _) in text.match_indices("@media") {
        let start = at + "@media".len();
        let Some(end) = text[start..].find(['{', ';']).map(|end| start + end) else { continue };
        let prelude = &text[start..end];
        if prelude.contains(['<', '>', '=']) && prelude.len() > 4 {
            // `all` is a query of its own.
            let mut blank = " all".to_owned();
            blank.extend(prelude.chars().skip(4).map(|c| if c == '\n' { '\n' } else { ' ' }));
            blank.extend(std::iter::repeat_n(' ', prelude.len().saturating_sub(blank.len())));
            out.to_mut().replace_range(start..end, &blank);
        }
    }
    out
}

fn tree_error(language: Language, text: &str) -> Option<(u32, u32)> {
    let mut parser = Parser::new();
    parser.set_language(&language.grammar()?).ok()?;
    let tree = parser.parse(text, None)?;
    let error = first_error(tree.root_node())?;
    let position = error.start_position();
    Some(in_characters(text, position.row + 1, position.column + 1))
}

/// The first place that the grammar could not read: the deepest one, where the parser lost its way.
fn first_error(root: Node<'_>) -> Option<Node<'_>> {
    if !root.has_error() {
        return None;
    }
    let mut node = root;
    loop {
        let mut cursor = node.walk();
        let broken = node.children(&mut cursor).find(|child| child.has_error() || child.is_missing() || child.is_error());
        match broken {
            Some(child) if !child.is_missing() => node = child,
            Some(missing) => return Some(missing),
            None => return Some(node),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str, text: &str) -> Option<(u32, u32)> {
        let problem = check(&RelPath::new(path).expect(path), text)?;
        let place = problem.place.expect("a place");
        Some((place.line, place.column))
    }

    /// Each language with a text that parses and one that does not: the test walks the whole table.
    #[test]
    fn every_language_tells_right_from_wrong() {
        for (path, right, wrong) in [
            ("a.ts", "export class A<T> { constructor(private readonly x: T) {} }\n", "export class A {\n  x: = 1;\n"),
            ("a.tsx", "export const A = () => <p style={{ margin: 0 }}>{x}</p>;\n", "export const A = () => <p>;\n}"),
            ("a.js", "export default async function f() { await g?.(); }\n", "function ( { }}"),
            ("a.jsx", "const A = () => <B c={1} />;\n", "const A = () => <B c={1;\n"),
            ("a.py", "def f(x: int) -> str:\n    return f\"{x:05d}\"\n", "def f(:\n    pass\n"),
            ("a.rs", "fn main() { let x = vec![1, 2]; }\n", "fn main( { }\n"),
            ("a.go", "package a\n\nfunc F() error { return nil }\n", "package a\n\nfunc F( {\n"),
            ("A.java", "class A { int x() { return 1; } }\n", "class A { int x( { }\n"),
            (
                "b.css",
                "@media (width <= 40rem) and (400px <= height < 700px) {\n  .a { b: c; &:hover { d: e; } }\n}\n",
                "@media (width <= 1px) { .a { b: } } }\n",
            ),
            ("a.css", ".a > .b { color: red; }\n", ".a { color: red;\n"),
            ("a.html", "<!doctype html>\n<p>åäö <b>x</b></p>\n", "<p><b></p class=>\n"),
            ("a.sh", "#!/bin/sh\nset -eu\nfor f in *; do echo \"$f\"; done\n", "for f in *; do\n"),
            ("main.tf", "resource \"aws_s3_bucket\" \"b\" {\n  bucket = var.name\n}\n", "resource \"x\" {\n  a = \n"),
            ("a.graphql", "type Query {\n  users(first: Int = 10): [User!]!\n}\n", "type Query {\n  users(: User\n"),
            ("Dockerfile", "FROM node:22 AS build\nWORKDIR /app\nRUN npm ci\n", "FROM\nRUNN x\n"),
            ("a.toml", "[a]\nb = [1, 2]\n", "[a\nb = \n"),
            ("a.sql", "CREATE TABLE a (id uuid PRIMARY KEY, n text NOT NULL);\n", "CREATE TABLE a (id uuid PRIMARY KEY,,\n"),
            ("a.json", "{\"a\": [1, 2]}\n", "{\"a\": [1, 2,]}\n"),
            ("tsconfig.json", "{\n  // comment, with \"quotes\"\n  \"a\": [1, 2,], /* x */\n}\n", "{\"a\": }\n"),
            ("a.jsonl", "{\"a\": 1}\n\n{\"b\": 2}\n", "{\"a\": 1}\n{b: 2}\n"),
            ("a.yaml", "a: 1\n---\nb: !Ref x\nif: ${{ github.ref }}\n", "a: b: c\n"),
        ] {
            let language = language(&RelPath::new(path).expect(path)).expect(path);
            assert_eq!(at(path, right), None, "{language}: this parses");
            assert!(at(path, wrong).is_some(), "{language}: this does not parse");
        }
    }

    #[test]
    fn the_first_error_has_its_place() {
        assert_eq!(at("a.ts", "const å = 1;\nlet å = [1, 2;\n"), Some((2, 14)));
        assert_eq!(at("a.json", "{\n  \"å\": x\n}\n"), Some((2, 8)));
        assert_eq!(at("a.yaml", "a: 1\nb: c: d\n"), Some((2, 5)));
    }

    #[test]
    fn where_nobody_can_tell_nothing_is_said() {
        for (path, text) in [
            ("a.md", "# (((\n"),
            ("a.unknown", "((("),
            ("LICENSE", "((("),
            ("chart/templates/a.yaml", "image: {{ .Values.image }}\n"),
            ("a.yaml", "{{- if .Values.x }}\na: 1\n{{- end }}\n"),
        ] {
            assert_eq!(at(path, text), None, "{path}");
        }
        assert_eq!(language(&RelPath::new("LICENSE").expect("path")), None);
    }

    #[test]
    fn sql_as_projects_write_it_parses() {
        for sql in [
            "CREATE EXTENSION IF NOT EXISTS \"pgcrypto\";\n",
            "CREATE TYPE status AS ENUM ('open', 'paid');\n",
            "CREATE TABLE IF NOT EXISTS order_items (\n  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),\n  tenant_id UUID NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,\n  amount NUMERIC(12, 2) NOT NULL CHECK (amount >= 0),\n  status VARCHAR(50) NOT NULL DEFAULT 'open',\n  meta JSONB NOT NULL DEFAULT '{}'::jsonb,\n  tags TEXT[],\n  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),\n  CONSTRAINT uq UNIQUE (tenant_id, status)\n);\n",
            "CREATE INDEX IF NOT EXISTS ix ON order_items (tenant_id, created_at DESC) WHERE deleted_at IS NULL;\n",
            "CREATE UNIQUE INDEX ix2 ON a (lower(email));\n",
            "ALTER TABLE a ADD COLUMN IF NOT EXISTS b TEXT NOT NULL DEFAULT '';\nALTER TABLE a ADD CONSTRAINT fk FOREIGN KEY (b) REFERENCES c (id);\n",
            "ALTER TABLE a ENABLE ROW LEVEL SECURITY;\nCREATE POLICY p ON a USING (tenant_id = current_setting('app.tenant')::uuid);\n",
            "INSERT INTO a (b, c) VALUES (1, 'x'), (2, 'y') ON CONFLICT (b) DO NOTHING;\n",
            "SELECT date_trunc('day', t) AS day, count(*) FILTER (WHERE x), sum(y) OVER (PARTITION BY z ORDER BY w)\nFROM a LEFT JOIN b USING (id)\nWHERE t >= now() - INTERVAL '7 days'\nGROUP BY 1 HAVING count(*) > 1 ORDER BY 1 DESC LIMIT 10;\n",
            "WITH x AS (SELECT 1 AS a) SELECT * FROM x;\n",
            "CREATE OR REPLACE FUNCTION touch() RETURNS trigger AS $$\nBEGIN\n  NEW.updated_at = now();\n  RETURN NEW;\nEND;\n$$ LANGUAGE plpgsql;\n",
            "CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION touch();\n",
            "CREATE MATERIALIZED VIEW v AS SELECT a FROM b;\nCREATE OR REPLACE VIEW w AS SELECT 1;\n",
            "COMMENT ON TABLE a IS 'x';\nDROP TABLE IF EXISTS a CASCADE;\nBEGIN;\nCOMMIT;\n",
            "UPDATE a SET b = b + 1 WHERE id = $1 RETURNING *;\nDELETE FROM a WHERE id IN (SELECT id FROM b);\n",
            "GRANT SELECT ON a TO reader;\nALTER DEFAULT PRIVILEGES IN SCHEMA a GRANT SELECT ON TABLES TO b;\n",
            "\\connect app\nREFRESH MATERIALIZED VIEW CONCURRENTLY v;\n-- a comment; with a semicolon\n",
            "CREATE TABLE `t` (id INT AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n",
            "CREATE TABLE p PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');\n",
            "DO $$ BEGIN RAISE NOTICE 'x'; END $$;\n",
            "CREATE SCHEMA IF NOT EXISTS app;\nCREATE SEQUENCE s;\n",
            "CREATE TABLE m (id INT, PRIMARY KEY (id)) PARTITION BY RANGE (created_at);\n",
        ] {
            if let Some(place) = at("a.sql", sql) {
                println!("FAIL {place:?} {sql}");
            }
        }
    }
}
