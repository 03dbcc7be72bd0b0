//! What holds for every text, and texts that once broke it.

use proptest::prelude::*;

use super::*;

/// Whether every byte of `part` stands in `whole`, in order.
fn occurs_in(part: &str, whole: &str) -> bool {
    let mut bytes = whole.bytes();
    part.bytes().all(|wanted| bytes.any(|byte| byte == wanted))
}

fn check(text: &str) {
    let reply = split(text);
    let mut after = 0;
    for part in &reply.parts {
        assert!(text.get(part.span.clone()).is_some(), "a span of the text");
        assert!(part.span.start >= after || part.kind == PartKind::MegaFile, "parts follow each other");
        // A file ends with a line end although the reply may end before it.
        assert!(occurs_in(part.text.trim_end_matches('\n'), text), "{part:?}");
        assert!(part.line >= 1);
        after = part.span.start;
        if !part.hunks.is_empty() {
            let _ = apply::apply(Some(text), &part.hunks);
            let _ = apply::apply(None, &part.hunks);
        }
    }
}

/// Pieces that mean something, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "```",
        "````",
        "~~~",
        "```ts src/a.ts",
        "```yaml",
        "```markdown",
        "```diff",
        "  ```",
        "   - ```py",
        "<file path=\"a.ts\">",
        "</file>",
        "<![CDATA[",
        "]]>",
        "=== a.ts ===",
        "=== end ===",
        "--- a/x.ts",
        "+++ b/x.ts",
        "@@ -1,2 +1,2 @@",
        "@@",
        " keep",
        "-gone",
        "+new",
        "\\ No newline at end of file",
        "<<<<<<< SEARCH",
        "=======",
        ">>>>>>> REPLACE",
        "*** Begin Patch",
        "*** Update File: å.ts",
        "*** Add File: b.ts",
        "*** Delete File: c.ts",
        "*** End Patch",
        "diff --git a/x b/x",
        "rename to y.ts",
        "id: a",
        "team: beta",
        "templates:",
        "---",
        "",
        "text",
        "`src/å.ts`",
        "// a.ts",
        "\u{feff}",
        "é\t",
        "[continued]",
        "# ... rest",
        "--- /dev/null",
        "+++ /dev/null",
        "<file path='b.ts'>x</file>",
        "1. **a.ts**:",
        "-",
        "+",
        "<",
        "`",
    ]);
    prop::collection::vec((piece, prop::sample::select(vec!["\n", "\r\n", "\n\n", "", " "])), 0..40)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, end)| [piece, end]).collect())
}

proptest! {
    #[test]
    fn any_text_can_be_split(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_pieces_can_be_split(text in pieces()) {
        check(&text);
    }

    #[test]
    fn a_fenced_text_comes_out_as_it_went_in(body in "[a-zåäö {}<>=+\\-\n]{0,200}", windows in any::<bool>()) {
        // What would begin something else in a fence is another test's.
        prop_assume!(!body.contains("<<<<<") && !body.contains("---") && !body.contains("===") && !body.contains("<file"));
        let body = format!("x{body}\n");
        let reply = format!("Here:\n\n`````ts src/a.ts\n{body}`````\n");
        let reply = if windows { reply.replace('\n', "\r\n") } else { reply };
        let found = split(&reply);
        prop_assert_eq!(found.parts.len(), 1);
        prop_assert_eq!(&found.parts[0].text, &body);
    }
}

#[test]
fn what_once_broke_does_not_again() {
    for text in [
        "",
        "\u{feff}",
        "```",
        "```\n```",
        "<file path=\"a.ts\">",
        "<file path=\"a.ts\">\n",
        "\u{feff}<file path=\"a.ts\">x</file>",
        "--- a.ts\n+++ b.ts",
        "@@",
        "```diff\n@@\n\n\n```",
        "<<<<<<< SEARCH",
        "*** Add File: a.ts",
        "=== a.ts ===\n",
        "*** Add File: b.ts\n+++ b/x.ts",
    ] {
        check(text);
    }
}
