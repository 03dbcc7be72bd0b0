//! What holds for every fix, whatever the sets are and however they fall to the teams.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::tests::{conflict, fixed};

/// Base, and what each side makes of it: whole sets, from names that are all different.
fn sets() -> impl Strategy<Value = (BTreeSet<u8>, Vec<BTreeSet<u8>>)> {
    let side = (prop::collection::btree_set(0_u8..24, 0..5), prop::collection::btree_set(0_u8..24, 0..3));
    (prop::collection::btree_set(0_u8..24, 0..6), prop::collection::vec(side, 2..=5)).prop_map(|(base, sides)| {
        let of = |(added, removed): (BTreeSet<u8>, BTreeSet<u8>)| {
            // A few only add; nobody adds what base has.
            let kept = base.iter().filter(|item| !removed.contains(item) || added.len() > 2).copied();
            kept.chain(added.iter().copied()).collect::<BTreeSet<u8>>()
        };
        let sides = sides.into_iter().map(of).collect();
        (base, sides)
    })
}

/// What they make together: what nobody took away, and what somebody added.
fn together(base: &BTreeSet<u8>, sides: &[BTreeSet<u8>]) -> BTreeSet<u8> {
    let kept = base.iter().filter(|item| sides.iter().all(|side| side.contains(item))).copied();
    kept.chain(sides.iter().flatten().filter(|item| !base.contains(item)).copied()).collect()
}

/// The settled text, whether it took a fix or not; the same for every order of the sides. `None`: a person decides.
fn settled(path: &str, base: &str, sides: &[String]) -> Result<Option<String>, TestCaseError> {
    let texts: Vec<&str> = sides.iter().map(String::as_str).collect();
    let of = |texts: &[&str]| match &conflict(path, Some(base), texts).detail {
        super::Detail::Text { merge, .. } => match merge.clean_text() {
            Some(text) => Some(String::from_utf8_lossy(&text).into_owned()),
            None => fixed(path, base, texts).map(|(text, _)| text),
        },
        _ => None,
    };
    let there = of(&texts);
    let mut back = texts.clone();
    back.reverse();
    prop_assert_eq!(&there, &of(&back));
    back.rotate_left(1);
    prop_assert_eq!(&there, &of(&back));
    Ok(there)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lines_of_a_set_are_all_there((base, sides) in sets()) {
        let write = |set: &BTreeSet<u8>| set.iter().map(|item| format!("path-{item}/\n")).collect::<String>();
        let all: Vec<String> = sides.iter().map(write).collect();
        let result = settled(".gitignore", &write(&base), &all)?.expect("a set is always settled");
        let lines: BTreeSet<&str> = result.lines().collect();
        prop_assert_eq!(lines.len(), result.lines().count(), "a line stands twice: {}", result);
        let wanted = write(&together(&base, &sides));
        prop_assert_eq!(lines, wanted.lines().collect::<BTreeSet<_>>());
    }

    #[test]
    fn imports_are_all_there((base, sides) in sets(), language in 0_usize..5) {
        let (path, head, tail) = [
            ("x.ts", "", "\nstart();\n"),
            ("x.py", "", "\nstart()\n"),
            ("x.rs", "", "\nfn start() {}\n"),
            ("x.go", "package x\n\nimport (\n", ")\n\nfunc start() {}\n"),
            ("X.java", "package x;\n\n", "\nclass X {}\n"),
        ][language];
        let line = |item: &u8| match language {
            0 => format!("import {{ n{item} }} from './m{item}';\n"),
            1 => format!("from m{item} import n{item}\n"),
            2 => format!("use m{item}::n{item};\n"),
            3 => format!("\t\"e.com/n{item}\"\n"),
            _ => format!("import m.N{item};\n"),
        };
        let write = |set: &BTreeSet<u8>| format!("{head}{}{tail}", set.iter().map(line).collect::<String>());
        let all: Vec<String> = sides.iter().map(write).collect();
        let result = settled(path, &write(&base), &all)?.expect("imports of different names are always settled");
        let is_import = |text: &&str| text.contains("import ") || text.starts_with("use ") || text.starts_with("\t\"");
        let found: Vec<&str> = result.lines().filter(is_import).collect();
        let wanted = write(&together(&base, &sides));
        prop_assert_eq!(found.len(), found.iter().collect::<BTreeSet<_>>().len(), "twice in {}", &result);
        prop_assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), wanted.lines().filter(is_import).collect());
        prop_assert!(result.ends_with(tail) && result.starts_with(head));
    }

    #[test]
    fn keys_are_all_there((base, sides) in sets()) {
        let write = |set: &BTreeSet<u8>| {
            let keys: Vec<String> = set.iter().map(|item| format!("    \"d{item}\": \"^{item}.0.0\"")).collect();
            format!("{{\n  \"dependencies\": {{\n    \"a\": \"1.0.0\"{}\n  }}\n}}\n", keys.iter().map(|key| format!(",\n{key}")).collect::<String>())
        };
        let all: Vec<String> = sides.iter().map(write).collect();
        if let Some(result) = settled("package.json", &write(&base), &all)? {
            let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
            let keys = |text: &str| -> BTreeSet<String> {
                read(text)["dependencies"].as_object().expect("a table").iter().map(|(key, value)| format!("{key}{value}")).collect()
            };
            prop_assert_eq!(keys(&result), keys(&write(&together(&base, &sides))));
        }
    }

    #[test]
    fn what_has_an_order_keeps_its_place((base, sides) in sets(), at in 0_usize..8, kind in 0_usize..4) {
        let fixed = ["import './effect';\n", "import './looks.css';\n", "import * as looks from './looks.scss';\n", "import data from './d.json' with { type: 'json' };\n"][kind];
        let line = |item: &u8| format!("import {{ n{item} }} from './m{item}';\n");
        let write = |set: &BTreeSet<u8>, with: bool| {
            let mut lines: Vec<String> = set.iter().map(line).collect();
            if with {
                lines.insert(at.min(lines.len()), fixed.to_owned());
            }
            format!("{}\nstart();\n", lines.concat())
        };
        let all: Vec<String> = sides.iter().enumerate().map(|(side, set)| write(set, side == 0)).collect();
        if let Some(result) = settled("x.ts", &write(&base, false), &all)? {
            let part = |text: &str, before: bool| -> BTreeSet<String> {
                let (above, below) = text.split_once(fixed).expect("the import is there");
                let own = |line: &&str| all[0].contains(*line) && line.starts_with("import");
                (if before { above } else { below }).lines().filter(own).map(str::to_owned).collect()
            };
            // Nothing that stood above it for its author came to stand below, nor the other way round.
            prop_assert!(part(&result, true).is_subset(&part(&all[0], true)), "{}", &result);
            prop_assert!(part(&result, false).is_subset(&part(&all[0], false)), "{}", &result);
        }
    }
}
