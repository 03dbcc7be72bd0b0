//! The names of a file: what its imports bind, what else it declares, and what it uses. Whether they hold in a joined
//! text: none is bound twice, none is gone that somebody uses, and none that one side binds catches what another side
//! wrote with something else in mind.

use std::collections::{BTreeMap, BTreeSet};

use tree_sitter::Node;

use super::{Language, language};
use crate::model::conflict::fix::sides::Sides;
use crate::model::path::RelPath;
use crate::model::syntax;

/// The names of a text.
#[derive(Clone, Debug, Default)]
struct Names {
    /// What imports bind: the name, and all that it stands for.
    bound: BTreeMap<String, Vec<String>>,
    /// What exports from elsewhere are called.
    exported: BTreeMap<String, Vec<String>>,
    /// Imports whose order means something, in order.
    fixed: Vec<String>,
    /// What is declared at the top.
    declared: BTreeSet<String>,
    /// Where names are used outside of imports.
    uses: Vec<(usize, String)>,
}

fn names(path: &RelPath, language: &Language, text: &str) -> Option<Names> {
    let tree = syntax::tree(path, text)?;
    let mut names = Names::default();
    walk(tree.root_node(), language, text, &mut names);
    Some(names)
}

fn walk(node: Node<'_>, language: &Language, text: &str, names: &mut Names) {
    let mut cursor = node.walk();
    let mut stack = vec![node];
    while let Some(node) = stack.pop() {
        if let Some(said) = (language.statement)(node, text) {
            if said.is_fixed {
                names.fixed.push(text[node.byte_range()].split_whitespace().collect::<Vec<_>>().join(" "));
            }
            let into = if said.is_export { &mut names.exported } else { &mut names.bound };
            for (name, of) in said.binds {
                into.entry(name).or_default().push(of);
            }
            continue;
        }
        if node.parent().is_some_and(|above| above.parent().is_none()) {
            names.declared.extend((language.declares)(node, text));
        }
        if language.uses.contains(&node.kind()) {
            names.uses.push((node.start_byte(), text[node.byte_range()].to_owned()));
        }
        let children: Vec<Node<'_>> = node.children(&mut cursor).collect();
        stack.extend(children.into_iter().rev());
    }
}

/// Every name that any side uses outside of imports.
pub(super) fn used(sides: &Sides<'_>, language: &Language) -> Option<BTreeSet<String>> {
    let mut used = BTreeSet::new();
    for side in &sides.sides {
        used.extend(names(sides.path, language, &side.text)?.uses.into_iter().map(|(_, name)| name));
    }
    Some(used)
}

/// Whether names hold in a joined text. Of a language that is not known here, nobody can tell, and nothing is asked.
pub(in crate::model::conflict::fix) fn hold(sides: &Sides<'_>, result: &str) -> bool {
    let Some(language) = language(sides.path) else { return true };
    let of = |text: &str| names(sides.path, language, text);
    let Some(result) = of(result) else { return false };
    let Some(base) = of(&sides.base.text) else { return false };
    let Some(all) = sides.sides.iter().map(|side| of(&side.text)).collect::<Option<Vec<_>>>() else { return false };
    let doubled = |names: &BTreeMap<String, Vec<String>>| -> BTreeSet<String> {
        names.iter().filter(|(_, of)| of.len() > 1 && !language_allows(of)).map(|(name, _)| name.clone()).collect()
    };
    let known = |pick: fn(&Names) -> &BTreeMap<String, Vec<String>>, name: &String| {
        all.iter().any(|one| doubled(pick(one)).contains(name))
    };
    if !doubled(&result.bound).iter().all(|name| known(|one| &one.bound, name))
        || !doubled(&result.exported).iter().all(|name| known(|one| &one.exported, name))
    {
        return false;
    }
    // What is bound and declared at once is so for somebody already, or nothing holds.
    let both = |names: &Names, name: &String| names.bound.contains_key(name) && names.declared.contains(name);
    if result.bound.keys().any(|name| both(&result, name) && !all.iter().any(|one| both(one, name))) {
        return false;
    }
    // Imports with an order are those of some side, in its order.
    if !all.iter().any(|one| one.fixed == result.fixed) {
        return false;
    }
    let used: BTreeSet<&str> = result.uses.iter().map(|(_, name)| name.as_str()).collect();
    let gone = all.iter().flat_map(|one| one.bound.keys()).filter(|name| !result.bound.contains_key(*name));
    if gone.into_iter().any(|name| used.contains(name.as_str()) && !result.declared.contains(name)) {
        return false;
    }
    result.bound.keys().filter(|name| !base.bound.contains_key(*name)).all(|name| {
        let binds: Vec<bool> = all.iter().map(|one| one.bound.contains_key(name)).collect();
        all.iter().enumerate().filter(|(at, _)| !binds[*at]).all(|(at, one)| {
            let version = &sides.sides[at];
            // A use that stands in what this side alone wrote means something else than the import.
            !one.uses.iter().any(|(place, used)| {
                used == name
                    && (version.runs.iter().zip(&sides.base.runs).any(|(run, of_base)| {
                        run.contains(place) && version.text[run.clone()] != sides.base.text[of_base.clone()]
                    }) || version
                        .written
                        .iter()
                        .any(|(range, by)| range.contains(place) && !by.iter().any(|side| binds[*side])))
            })
        })
    })
}

/// Names that may stand for several things at once: parts of one package.
fn language_allows(of: &[String]) -> bool {
    of.iter().all(|one| one.starts_with("package ") && *one == of[0])
}
