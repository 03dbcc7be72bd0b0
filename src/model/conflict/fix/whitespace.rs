//! Sides that differ in nothing but space. Where the language has a grammar, the tree says so: the same nodes with the
//! same words, whatever is between them. Elsewhere only the end of the text is looked at.

use tree_sitter::Node;

use super::Proposal;
use super::sides::{Sides, Version};
use crate::model::syntax;

pub(super) const REASON: &str = "whitespace";

pub(super) fn propose(sides: &Sides<'_>, run: usize) -> Option<Proposal> {
    // Without a base nobody can tell who only changed space.
    if !sides.has_base {
        return None;
    }
    let changed = sides.changed(run);
    // Sides that only moved space give way to the one that changed something.
    let (moved, written): (Vec<&Version>, Vec<&Version>) =
        changed.iter().partition(|side| is_same(sides, run, &sides.base, side));
    let text = match written.split_first() {
        None => moved.first()?.run(run),
        Some((first, others)) => {
            // Most space wins nothing: the least of them in the order of the alphabet does.
            if moved.is_empty() && others.is_empty() || !others.iter().all(|other| is_same(sides, run, first, other)) {
                return None;
            }
            first.run(run)
        }
    };
    Some(Proposal { reason: REASON, text: text.to_owned(), rewritten: Vec::new() })
}

/// Whether two versions mean the same, as far as this run goes.
fn is_same(sides: &Sides<'_>, run: usize, a: &Version, b: &Version) -> bool {
    let (of_a, of_b) = (a.run(run), b.run(run));
    if of_a == of_b {
        return true;
    }
    let tight = |text: &str| -> String { text.split_whitespace().collect() };
    if tight(of_a) != tight(of_b) {
        return false;
    }
    // The run of one in the text of the other: everything else is the same.
    let mut other = a.text.clone();
    other.replace_range(a.runs[run].clone(), of_b);
    let extension = sides.path.extension();
    let trees = match extension.as_str() {
        "json" => (syntax::json_tree(&a.text), syntax::json_tree(&other)),
        // Where the tree holds all that means something. In CSS and HTML space means something between others, too.
        extension if OF_TREES.contains(&extension) => (syntax::tree(sides.path, &a.text), syntax::tree(sides.path, &other)),
        // Of other texts nobody knows; the end of the last line is no part of it.
        _ => return of_a.strip_suffix('\n').unwrap_or(of_a) == of_b.strip_suffix('\n').unwrap_or(of_b),
    };
    let json = usize::from(extension == "json");
    match trees {
        (Some(one), Some(two)) => {
            let text = |text: &str| format!("{}{text}\n)", &"("[..json]);
            !one.root_node().has_error() && is_same_tree(one.root_node(), &text(&a.text), two.root_node(), &text(&other))
        }
        _ => false,
    }
}

/// Languages whose grammar holds everything but space that means nothing.
const OF_TREES: [&str; 14] = ["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs", "rs", "go", "java", "py", "pyi", "toml"];

/// Whether two trees have the same shape, and the same words at their ends.
fn is_same_tree(a: Node<'_>, text_a: &str, b: Node<'_>, text_b: &str) -> bool {
    let mut stack = vec![(a, b)];
    while let Some((a, b)) = stack.pop() {
        if a.kind_id() != b.kind_id() || a.child_count() != b.child_count() || a.has_error() != b.has_error() {
            return false;
        }
        if a.child_count() == 0 {
            let of = |node: Node<'_>, text: &str| text.get(node.byte_range()).unwrap_or_default().to_owned();
            if of(a, text_a) != of(b, text_b) {
                return false;
            }
        } else {
            // Text between the ends of a node that no child holds: what is in a string, or in a template.
            let mut cursors = (a.walk(), b.walk());
            let children: Vec<_> = a.children(&mut cursors.0).zip(b.children(&mut cursors.1)).collect();
            if !gaps(a, text_a).eq(gaps(b, text_b)) {
                return false;
            }
            stack.extend(children);
        }
    }
    true
}

/// What stands between a node's children, beside space (in a string, that too).
fn gaps<'t>(node: Node<'_>, text: &'t str) -> impl Iterator<Item = &'t str> + use<'t> {
    let in_string = ["string", "text", "literal", "jsx"].iter().any(|part| node.kind().contains(part));
    let mut cursor = node.walk();
    let mut at = node.start_byte();
    let mut found = Vec::new();
    let ends = node
        .children(&mut cursor)
        .map(|child| (child.start_byte(), child.end_byte()))
        .chain([(node.end_byte(), node.end_byte())]);
    for (start, end) in ends {
        let gap = text.get(at..start).unwrap_or_default();
        found.push(if in_string { gap } else { gap.trim() });
        at = end;
    }
    found.into_iter()
}
