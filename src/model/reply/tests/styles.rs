//! The styles of the assistants that people use most, and of the tools that taught them others.

use super::*;
use PartKind::{Code, MegaFile, Patch, Removal, SearchReplace};

/// Headings with a path in backticks, prose around, a closing summary.
const CLAUDE: &str = "\
I'll create the orders module for Team Beta. Here's what I've put together:

## 1. Mega-file

**`mega-files/beta/orders.yaml`**

```yaml
id: mega-beta-orders
version: 1.0.0
team: beta
expansion_rules:
  entities: [{name: Order}]
generation_templates:
  readme:
    output_path: docs/{entity}.md
    template: |
      # {Entity}

      ```bash
      npm test
      ```
  model:
    output_path: src/beta/{entity}.ts
    template: |
      export class {Entity} {}
```

## 2. Route handler

### `src/beta/routes/orders.ts`

```typescript
import { Router } from 'express';

export const orders = Router();
```

Then run it:

```bash
npm install && npm test
```

A few notes:
- The `Order` class follows what is in `src/alpha/base.ts`.
- Let me know if you'd like me to continue with the remaining files!
";

#[test]
fn headings_with_paths_in_backticks() {
    let reply = split(CLAUDE);
    assert_eq!(
        found(&reply),
        [(MegaFile, "mega-files/beta/orders.yaml", false), (Code, "src/beta/routes/orders.ts", false), (Code, "-", false),]
    );
    let mega = &reply.parts[0];
    assert_eq!((mega.id.as_deref(), mega.team.as_deref()), (Some("mega-beta-orders"), Some("beta")));
    assert!(mega.text.starts_with("id: mega-beta-orders\n") && mega.text.ends_with("      export class {Entity} {}\n"));
    assert!(mega.text.contains("      ```bash\n      npm test\n      ```\n"), "fences of templates are the templates'");
    assert_eq!(reply.parts[1].text, "import { Router } from 'express';\n\nexport const orders = Router();\n");
    assert_eq!(reply.parts[1].line, 33);
    assert!(reply.goes_on, "it offers more");
}

/// Numbered files, bold labels, code indented in lists, a first comment.
const CHATGPT: &str = "\
Sure! Here are the files:

1. **File: `src/beta/a.ts`**

   ```ts
   export const a = 1;
     // two more
   ```

2. `src/beta/b.py`:

   ```python
   def b():
       return 2
   ```

Next, the styles and the page:

```css
/* src/beta/c.css */
body { margin: 0 }
```

```html
<!-- src/beta/d.html -->
<p>d</p>
```

```sql
-- src/beta/e.sql
select 1;
```

```js
// filename: src/beta/f.js
f()
```
";

#[test]
fn numbered_lists_and_first_comments() {
    let reply = split(CHATGPT);
    let paths: Vec<&str> = reply.parts.iter().filter_map(|part| part.path.as_deref()).collect();
    assert_eq!(paths, ["src/beta/a.ts", "src/beta/b.py", "src/beta/c.css", "src/beta/d.html", "src/beta/e.sql", "src/beta/f.js"]);
    assert_eq!(text(&reply, "src/beta/a.ts"), "export const a = 1;\n  // two more\n");
    assert_eq!(text(&reply, "src/beta/b.py"), "def b():\n    return 2\n");
    assert!(text(&reply, "src/beta/c.css").starts_with("/* src/beta/c.css */\n"), "a comment is part of the code");
    assert!(!reply.goes_on);
}

/// Paths in the info string, in all the ways.
#[test]
fn paths_in_the_info_string() {
    let reply = split(
        "```ts src/a.ts\na\n```\n```ts title=\"src/b.ts\"\nb\n```\n~~~ts:src/c.ts\nc\n~~~\n````yaml filename=src/d.yaml\nd: 1\n````\n\
         ```src/e.ts\ne\n```\n```{.rust file=src/f.rs}\nf\n```\n```tsx {1,3} path='src/g.tsx'\ng\n```\n",
    );
    let paths: Vec<_> = reply.parts.iter().map(|part| (part.path.as_deref().unwrap_or("-"), part.language.as_str())).collect();
    assert_eq!(
        paths,
        [
            ("src/a.ts", "ts"),
            ("src/b.ts", "ts"),
            ("src/c.ts", "ts"),
            ("src/d.yaml", "yaml"),
            ("src/e.ts", ""),
            ("src/f.rs", "rust"),
            ("src/g.tsx", "tsx"),
        ]
    );
    assert_eq!(reply.parts.iter().map(|part| part.text.as_str()).collect::<String>(), "a\nb\nc\nd: 1\ne\nf\ng\n");
}

/// Bold names with a remark, a README that holds fences, a file that is cut off, Windows line ends.
const GEMINI: &str = "\
Okay, here is the complete implementation.

**README.md**

```markdown
# Orders

## Install

```bash
npm install
```

## Use

```
orders --help
```

Done.
```

**src/beta/main.go** (new file)

```go
package main

func main() {
\tprintln(\"hej å\")
";

#[test]
fn a_readme_holds_fences_and_the_end_is_missing() {
    let reply = split(GEMINI);
    assert_eq!(found(&reply), [(Code, "README.md", false), (Code, "src/beta/main.go", true)]);
    let readme = text(&reply, "README.md");
    assert!(readme.starts_with("# Orders\n") && readme.ends_with("orders --help\n```\n\nDone.\n"), "{readme}");
    let windows = split(&GEMINI.replace('\n', "\r\n"));
    assert_eq!(found(&windows), found(&reply));
    assert_eq!(text(&windows, "README.md"), readme, "line ends are LF");
}

/// `*** Begin Patch` with updates, additions and removals.
const CODEX: &str = "\
*** Begin Patch
*** Update File: src/beta/a.ts
@@ export function a() {
 export function a() {
-  return 1;
+  return 2;
 }
*** Add File: src/beta/new.ts
+export const b = 2;
+
+export const c = 3;
*** Delete File: src/beta/old.ts
*** End Patch
";

#[test]
fn patches_with_begin_and_end() {
    for reply in [split(CODEX), split(&format!("Here:\n\n```diff\n{CODEX}```\nDone.\n"))] {
        assert_eq!(
            found(&reply),
            [(Patch, "src/beta/a.ts", false), (Code, "src/beta/new.ts", false), (Removal, "src/beta/old.ts", false)]
        );
        assert_eq!(text(&reply, "src/beta/new.ts"), "export const b = 2;\n\nexport const c = 3;\n");
        let patched = apply::apply(Some("// a\nexport function a() {\n  return 1;\n}\n"), &reply.parts[0].hunks);
        assert_eq!(patched.as_deref(), Ok("// a\nexport function a() {\n  return 2;\n}\n"));
    }
}

#[test]
fn diffs_of_git_and_plain_ones() {
    let git = "\
diff --git a/src/a.ts b/src/a.ts
index 1..2 100644
--- a/src/a.ts
+++ b/src/a.ts
@@ -1,3 +1,4 @@
 one
-two
+TWO
+more
 three
diff --git a/src/b.ts b/src/b.ts
new file mode 100644
--- /dev/null
+++ b/src/b.ts
@@ -0,0 +1,2 @@
+b
+-- c
\\ No newline at end of file
";
    for text in [git.to_owned(), format!("Apply this:\n\n```diff\n{git}```\n"), format!("Prose.\n\n{git}\nMore prose.\n")] {
        let reply = split(&text);
        assert_eq!(found(&reply), [(Patch, "src/a.ts", false), (Code, "src/b.ts", false)], "{text}");
        assert_eq!(reply.parts[1].text, "b\n-- c");
        assert_eq!(apply::apply(Some("one\ntwo\nthree\n"), &reply.parts[0].hunks).as_deref(), Ok("one\nTWO\nmore\nthree\n"));
    }
    let plain = split("```diff\n--- src/x.sql\t2026-01-01\n+++ src/x.sql\t2026-01-02\n@@ -1 +1 @@\n---- old\n+-- new\n```\n");
    assert_eq!(found(&plain), [(Patch, "src/x.sql", false)]);
    assert_eq!(apply::apply(Some("--- old\n"), &plain.parts[0].hunks).as_deref(), Ok("-- new\n"));
    let bare = split("`src/x.ts`:\n```diff\n a\n-b\n+c\n```\n");
    assert_eq!(found(&bare), [(Patch, "src/x.ts", false)]);
    assert_eq!(apply::apply(Some("a\nb\n"), &bare.parts[0].hunks).as_deref(), Ok("a\nc\n"));
}

const AIDER: &str = "\
I'll change the greeting.

src/beta/hello.py
```python
<<<<<<< SEARCH
def hello():
    print(\"hello\")
=======
def hello():
    print(\"hej\")
>>>>>>> REPLACE
```

And again:

```
src/beta/hello.py
<<<<<<< SEARCH
# end
=======
# slut
>>>>>>> REPLACE
```

src/beta/new.py
```python
<<<<<<< SEARCH
=======
x = 1
>>>>>>> REPLACE
```
";

#[test]
fn search_and_replace() {
    let reply = split(AIDER);
    assert_eq!(found(&reply), [(SearchReplace, "src/beta/hello.py", false), (SearchReplace, "src/beta/new.py", false)]);
    let text = apply::apply(Some("def hello():\n    print(\"hello\")\n# end\n"), &reply.parts[0].hunks);
    assert_eq!(text.as_deref(), Ok("def hello():\n    print(\"hej\")\n# slut\n"));
    assert_eq!(apply::apply(None, &reply.parts[1].hunks).as_deref(), Ok("x = 1\n"));
    let cut = split("src/a.py\n<<<<<<< SEARCH\na\n=======\nb\n");
    assert_eq!(found(&cut), [(SearchReplace, "src/a.py", true)]);
    assert!(cut.parts[0].hunks.is_empty(), "half a replacement is none");
}

#[test]
fn tags_and_sections() {
    let reply = split(
        "<file path=\"src/a.ts\">\nconst a = 1;\n</file>\n<file name='src/b.xml'><![CDATA[<b>\n</b>]]></file>\n\
         <file path=\"src/c.ts\">\n```ts\nc\n```\n</file>\n<boltAction type=\"file\" filePath=\"src/d.ts\">d\n</boltAction>\n\
         <file path=\"src/e.ts\">\ne",
    );
    assert_eq!(
        found(&reply),
        [
            (Code, "src/a.ts", false),
            (Code, "src/b.xml", false),
            (Code, "src/c.ts", false),
            (Code, "src/d.ts", false),
            (Code, "src/e.ts", true),
        ]
    );
    assert_eq!(
        reply.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>(),
        ["const a = 1;\n", "<b>\n</b>", "c\n", "d\n", "e"]
    );
    let reply = split(
        "=== src/a.ts ===\na\n\n--- not a path ---\n=== src/b.ts ===\n\nb\n=== end ===\nprose\n--- src/c.ts ---\nc\n*** src/d.ts ***\nd\n",
    );
    let texts: Vec<_> = reply.parts.iter().map(|part| (part.path.as_deref().unwrap_or("-"), part.text.as_str())).collect();
    assert_eq!(texts[..2], [("src/a.ts", "a\n\n--- not a path ---\n"), ("src/b.ts", "b\n")]);
    assert_eq!(texts[2].0, "src/c.ts");
    let named = split("=== src/a.ts ===\n```ts\na\n```\nThat was all.\n");
    assert_eq!(found(&named), [(Code, "src/a.ts", false)]);
    assert_eq!(named.parts[0].text, "a\n");
}

#[test]
fn what_is_cut_off_is_told() {
    for (text, is_cut_off) in [
        ("```ts src/a.ts\nexport class A {\n  a() {}\n  // ... rest of the methods\n}\n```\n", true),
        ("```yaml src/a.yaml\na: 1\n# ... rest\n```\n", true),
        ("```ts src/a.ts\na()\n[continued in next message]\n```\n", true),
        ("```ts src/a.ts\na()\n", true),
        ("```py src/a.py\nfor x in y:\n    continue\n```\n", false),
        ("```ts src/a.ts\na()\n```", false),
    ] {
        assert_eq!(split(text).parts[0].is_cut_off, is_cut_off, "{text}");
    }
    let forgotten = split("```ts src/a.ts\na()\n\n```ts src/b.ts\nb()\n```\n");
    assert_eq!(found(&forgotten), [(Code, "src/a.ts", true), (Code, "src/b.ts", false)], "a fence that nobody closed");
}

#[test]
fn mega_files_alone_and_several_in_one_block() {
    let mega = "id: mega-a\nteam: alpha\ngeneration_templates:\n  x:\n    template: |\n      ```ts src/no.ts\n      ```\n";
    let reply = split(mega);
    assert_eq!(found(&reply), [(MegaFile, "-", false)]);
    assert_eq!(reply.parts[0].text, mega);
    let both = format!("```yaml\n{mega}---\n{}```\n", mega.replace("alpha", "beta").replace("mega-a", "mega-b"));
    let reply = split(&both);
    let teams: Vec<_> = reply.parts.iter().map(|part| (part.id.as_deref(), part.team.as_deref(), part.line)).collect();
    assert_eq!(teams, [(Some("mega-a"), Some("alpha"), 2), (Some("mega-b"), Some("beta"), 10)]);
    let one = format!("```yaml\n{mega}---\n{}```\n", mega.replace("mega-a", "mega-b"));
    assert_eq!(split(&one).parts.len(), 1, "one team's documents stay one file");
}

#[test]
fn prose_is_no_path() {
    for (line, path) in [
        ("Use Node.js 20 for this:", None),
        ("Here is `src/a.ts`, which imports `src/b.ts`:", None),
        ("### 3. `src/a.ts` (updated)", Some("src/a.ts")),
        ("#### File: src/a.ts", Some("src/a.ts")),
        ("**src/a.ts:**", Some("src/a.ts")),
        ("📄 src/å ä.ts", None),
        ("📄 `src/åäö.ts`", Some("src/åäö.ts")),
        ("Create `Dockerfile`:", Some("Dockerfile")),
        ("- `.gitignore`", Some(".gitignore")),
        ("Skapa filen `src/a.ts`:", Some("src/a.ts")),
        ("see https://example.com/a.ts", None),
        ("Call `user.save()` then", None),
    ] {
        assert_eq!(paths::in_line(line).map(|above| above.path).as_deref(), path, "{line}");
    }
    let reply = split("Run this beside `package.json`:\n\n```bash\nnpm i\n```\n\nIn `src/a.ts` we add:\n```ts\na()\n```\n");
    assert_eq!(found(&reply), [(Code, "-", false), (Code, "src/a.ts", false)]);
    assert_eq!(reply.parts[1].problems[0].id, "reply-path-in-prose");
    assert!(split("Just prose, with `code` and a ``` in it.\n").parts.is_empty());
}
