//! Small steps in a syntax tree that all languages' readers take.

use tree_sitter::Node;

/// What stands in a node.
pub(super) fn text<'a>(source: &'a str, node: Node<'_>) -> &'a str {
    source.get(node.byte_range()).unwrap_or_default()
}

/// The named nodes below a node, comments left out.
pub(super) fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| !child.kind().contains("comment")).collect()
}

/// A field's text; empty where there is none.
pub(super) fn field<'a>(source: &'a str, node: Node<'_>, name: &str) -> &'a str {
    node.child_by_field_name(name).map_or("", |node| text(source, node))
}

/// Whether a token of this kind stands directly in a node: a keyword.
pub(super) fn has_word(node: Node<'_>, word: &str) -> bool {
    let mut cursor = node.walk();
    node.children(&mut cursor).any(|child| child.kind() == word)
}

/// Walks below a node from its beginning; `visit` says whether to look inside.
pub(super) fn each<'t>(root: Node<'t>, visit: &mut impl FnMut(Node<'t>) -> bool) {
    each_with_above(root, &mut |node, _| visit(node));
}

/// The same; `visit` is also told what stands above, nearest last. Asking a node for its parent would look for it from
/// the root every time.
pub(super) fn each_with_above<'t>(root: Node<'t>, visit: &mut impl FnMut(Node<'t>, &[Node<'t>]) -> bool) {
    let mut cursor = root.walk();
    let mut above: Vec<Node<'t>> = Vec::new();
    loop {
        let node = cursor.node();
        if visit(node, &above) && cursor.goto_first_child() {
            above.push(node);
            continue;
        }
        loop {
            if above.is_empty() {
                return;
            }
            if cursor.goto_next_sibling() {
                break;
            }
            cursor.goto_parent();
            above.pop();
        }
    }
}

/// The text of a string that has nothing to work out in it; `None` for anything else.
pub(super) fn literal<'a>(source: &'a str, node: Node<'_>) -> Option<&'a str> {
    let is_string = matches!(node.kind(), "string" | "string_literal" | "raw_string_literal" | "template_string");
    if !is_string {
        return None;
    }
    let mut is_plain = true;
    each(node, &mut |inner| {
        is_plain &= !inner.kind().contains("substitution") && inner.kind() != "interpolation" && !inner.kind().contains("escape");
        true
    });
    let plain = text(source, node);
    let open = plain.find(['"', '\'', '`'])?;
    let quote = plain.as_bytes().get(open).copied()? as char;
    // Python's r"", f"" and b"": only the first is what it says.
    let prefix = &plain[..open];
    (is_plain && !prefix.contains(['f', 'F', 'b', 'B', '#'])).then(|| plain[open..].trim_matches(quote))
}
