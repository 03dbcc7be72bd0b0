//! A text read once for all that is asked of it: whether it parses, what is comment, what is text, and what it imports.
//! Owns the walk over a tree; not what a finding in it means (`gates`).

use std::ops::Range;

use tree_sitter::{Node, Parser, Tree};

use super::{Language, check};
use crate::model::path::RelPath;
use crate::model::problem::Problem;

/// A text, read.
pub struct Parsed<'a> {
    /// The text.
    pub text: &'a str,
    /// Why it does not parse; `None` also where nobody can tell.
    pub problem: Option<Problem>,
    /// Whether somebody can tell.
    pub is_known: bool,
    language: Option<Language>,
    tree: Option<Tree>,
    starts: Vec<usize>,
}

/// How many lines of which kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Lines {
    pub all: usize,
    pub blank: usize,
    pub comment: usize,
}

impl Lines {
    /// Lines that are neither blank nor comment alone.
    pub fn code(&self) -> usize {
        self.all.saturating_sub(self.blank + self.comment)
    }
}

/// Something that a text takes from another file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// What it says: `./user`, `express`, `..core.user`.
    pub target: String,
    /// Where, from 1.
    pub line: u32,
    /// In whose way of writing.
    pub style: ImportStyle,
}

/// Whose way of writing an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ImportStyle {
    Script,
    Python,
}

impl<'a> Parsed<'a> {
    /// Reads a text in the language that its file's name tells.
    pub fn new(path: &RelPath, text: &'a str) -> Self {
        let language = Language::of(path);
        // The grammars' own parse is kept: it also tells comments and imports.
        let tree = language.filter(|language| *language != Language::Css).and_then(|language| parse(language, text));
        let problem = match &tree {
            Some(tree) if !tree.root_node().has_error() => None,
            _ => check(path, text),
        };
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let is_known = language.is_some_and(|language| language != Language::Markdown);
        Self { text, problem, is_known, language, tree, starts }
    }

    /// The line at a byte, from 1.
    pub fn line_at(&self, byte: usize) -> u32 {
        self.starts.partition_point(|start| *start <= byte) as u32
    }

    /// The text of a line (from 1), without its end.
    pub fn line(&self, line: u32) -> &'a str {
        let start = self.starts.get((line as usize).saturating_sub(1)).copied().unwrap_or(self.text.len());
        self.text[start..].lines().next().unwrap_or_default()
    }

    /// Whether this is prose or data, where everything is text.
    pub fn is_all_text(&self) -> bool {
        self.tree.is_none()
    }

    /// Whether a byte lies in a comment or in a string.
    pub fn is_text_at(&self, byte: usize) -> bool {
        let Some(tree) = &self.tree else { return true };
        let mut node = tree.root_node().descendant_for_byte_range(byte, byte);
        while let Some(here) = node {
            let kind = here.kind();
            // `${…}` in a template string is code again.
            if kind.contains("substitution") || kind == "interpolation" || kind == "jsx_expression" {
                return false;
            }
            if kind.contains("comment")
                || kind.contains("string")
                || kind == "heredoc_body"
                || kind == "jsx_text"
                || kind == "text"
            {
                return true;
            }
            node = here.parent();
        }
        false
    }

    /// The comments, in order.
    pub fn comments(&self) -> Vec<Range<usize>> {
        match &self.tree {
            Some(tree) => {
                let mut found = Vec::new();
                each(tree, |node| {
                    let is_comment = node.kind().contains("comment");
                    if is_comment {
                        found.push(node.byte_range());
                    }
                    !is_comment
                });
                found
            }
            None => self.comments_by_line(),
        }
    }

    /// Comments of what has no grammar here: from a mark at the beginning of a line, or after a space, to its end.
    fn comments_by_line(&self) -> Vec<Range<usize>> {
        let marks: &[&str] = match self.language {
            Some(Language::Yaml) => &["#"],
            Some(Language::Sql) => &["--"],
            Some(Language::JsonWithComments) => &["//"],
            Some(Language::Css) => return between(self.text, "/*", "*/"),
            Some(Language::Markdown) => return between(self.text, "<!--", "-->"),
            Some(_) => return Vec::new(),
            None => &["#", "//"],
        };
        let mut found = Vec::new();
        for start in &self.starts {
            let line = self.text[*start..].lines().next().unwrap_or_default();
            let body = line.trim_start();
            let at = line.len() - body.len();
            if marks.iter().any(|mark| body.starts_with(mark)) {
                found.push(start + at..start + line.len());
            } else if self.language.is_some() {
                // One between quotes is part of a text.
                let is_outside = |at: &usize| line[..*at].matches(['"', '\'']).count().is_multiple_of(2);
                let all = marks.iter().flat_map(|mark| line.match_indices(mark).map(|(at, _)| at));
                let spaced = all.filter(|at| line[..*at].ends_with(' ')).filter(is_outside);
                found.extend(spaced.min().map(|at| start + at..start + line.len()));
            }
        }
        found
    }

    /// How many lines there are, of which kind.
    pub fn lines(&self, comments: &[Range<usize>]) -> Lines {
        let mut lines = Lines { all: self.text.lines().count(), ..Lines::default() };
        if self.language == Some(Language::Markdown) {
            lines.blank = self.text.lines().filter(|line| line.trim().is_empty()).count();
            return lines;
        }
        let mut comments = comments.iter().peekable();
        for start in self.starts.iter().take(lines.all) {
            let line = self.text[*start..].lines().next().unwrap_or_default();
            let body = line.trim();
            if body.is_empty() {
                lines.blank += 1;
                continue;
            }
            let from = start + (line.len() - line.trim_start().len());
            let to = from + body.len();
            while comments.peek().is_some_and(|comment| comment.end <= from) {
                comments.next();
            }
            if comments.peek().is_some_and(|comment| comment.start <= from && comment.end >= to) {
                lines.comment += 1;
            }
        }
        lines
    }

    /// What it takes from other files, where that can be told.
    pub fn imports(&self) -> Vec<Import> {
        let (Some(tree), Some(language)) = (&self.tree, self.language) else { return Vec::new() };
        let mut found = Vec::new();
        match language {
            Language::TypeScript | Language::Tsx | Language::JavaScript => each(tree, |node| self.script(node, &mut found)),
            Language::Python => each(tree, |node| self.python(node, &mut found)),
            _ => {}
        }
        found
    }

    fn script(&self, node: Node<'_>, found: &mut Vec<Import>) -> bool {
        let source = match node.kind() {
            "import_statement" | "export_statement" => node.child_by_field_name("source"),
            "call_expression" => {
                let name = node.child_by_field_name("function").map(|name| &self.text[name.byte_range()]);
                let arguments = node.child_by_field_name("arguments").filter(|list| list.named_child_count() == 1);
                arguments.filter(|_| matches!(name, Some("require" | "import"))).and_then(|list| list.named_child(0))
            }
            _ => return true,
        };
        if let Some(source) = source.filter(|source| source.kind() == "string") {
            let target = self.text[source.byte_range()].trim_matches(['"', '\'', '`']).to_owned();
            found.push(Import { target, line: source.start_position().row as u32 + 1, style: ImportStyle::Script });
        }
        true
    }

    fn python(&self, node: Node<'_>, found: &mut Vec<Import>) -> bool {
        let mut add = |name: Node<'_>| {
            let target = self.text[name.byte_range()].split_whitespace().collect::<String>();
            found.push(Import { target, line: name.start_position().row as u32 + 1, style: ImportStyle::Python });
        };
        match node.kind() {
            "import_from_statement" => node.child_by_field_name("module_name").into_iter().for_each(add),
            "import_statement" => {
                let mut cursor = node.walk();
                for name in node.children_by_field_name("name", &mut cursor) {
                    add(name.child_by_field_name("name").unwrap_or(name));
                }
            }
            // What is tried may be missing.
            "try_statement" => return false,
            _ => return true,
        }
        false
    }
}

fn parse(language: Language, text: &str) -> Option<Tree> {
    let mut parser = Parser::new();
    parser.set_language(&language.grammar()?).ok()?;
    parser.parse(text, None)
}

/// Walks a tree from its beginning; `visit` says whether to look inside.
fn each(tree: &Tree, mut visit: impl FnMut(Node<'_>) -> bool) {
    let mut cursor = tree.walk();
    loop {
        if visit(cursor.node()) && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return;
            }
        }
    }
}

fn between(text: &str, open: &str, close: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(open).map(|start| at + start) {
        let end = text[start + open.len()..].find(close).map_or(text.len(), |end| start + open.len() + end + close.len());
        found.push(start..end);
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> RelPath {
        RelPath::new(text).expect(text)
    }

    #[test]
    fn lines_are_told_apart_by_the_grammar_and_not_by_looks() {
        for (file, text, all, blank, comment) in [
            ("a.ts", "// a\n\nconst a = '// no comment';\n/* b\n   c */\nlet x = 1; // tail\n", 6, 1, 3),
            ("a.py", "# a\nx = '''\n# text\n'''\n", 4, 0, 1),
            ("a.sql", "-- a\nSELECT 1; -- tail\n", 2, 0, 1),
            ("a.yaml", "# a\nb: 'x # y'\nc: 1 # tail\n", 3, 0, 1),
            ("a.md", "# Title\n\ntext\n", 3, 1, 0),
            ("Makefile", "# a\nall:\n\techo\n", 3, 0, 1),
            ("a.css", "/* a */\n.b { c: d; }\n", 2, 0, 1),
            ("empty.ts", "", 0, 0, 0),
        ] {
            let file = path(file);
            let parsed = Parsed::new(&file, text);
            let found = parsed.lines(&parsed.comments());
            assert_eq!((found.all, found.blank, found.comment), (all, blank, comment), "{file}");
        }
    }

    #[test]
    fn imports_are_found_where_they_are_and_not_in_texts() {
        let file = path("a.ts");
        let text = "import { A } from './a';\nimport type { B } from \"../b\";\nexport * from './c';\nconst d = require('d');\n\
                    const e = await import('./e');\nconst f = \"import x from './f'\";\n// import './g'\nrequire(name);\n";
        let found: Vec<_> = Parsed::new(&file, text).imports().into_iter().map(|import| (import.target, import.line)).collect();
        let wanted = [("./a", 1), ("../b", 2), ("./c", 3), ("d", 4), ("./e", 5)];
        assert_eq!(found, wanted.map(|(target, line)| (target.to_owned(), line)));

        let file = path("a.py");
        let text = "import os, a.b as c\nfrom . import d\nfrom ..e.f import (\n  g,\n)\ntry:\n    import h\nexcept ImportError:\n    h = None\n";
        let found: Vec<_> = Parsed::new(&file, text).imports().into_iter().map(|import| import.target).collect();
        assert_eq!(found, ["os", "a.b", ".", "..e.f"]);
    }

    #[test]
    fn text_is_told_from_code() {
        let file = path("a.ts");
        let text = "import { Entity } from 'x';\nconst a = `no ${b} {Entity}`; // {Entity}\n";
        let parsed = Parsed::new(&file, text);
        let at = |nth: usize| text.match_indices("{Entity}").nth(nth).expect("there").0;
        assert!(parsed.is_text_at(at(0)) && parsed.is_text_at(at(1)));
        assert!(!parsed.is_text_at(text.find("b}").expect("there")) && !parsed.is_text_at(text.find("Entity").expect("there")));
    }
}
