//! A function whose parameters one team changed, and a call that another team wrote for the old ones: both merge, and
//! the call is wrong. Only functions that stand at the top of a file and are called by a name that leads there.

use super::structure::{File, Finding, Led, Scene};
use crate::model::modules::Target;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::syntax::outline::{Call, Function, Link, LinkStyle, Outline};

pub(super) fn find(scene: &Scene<'_>) -> Vec<Finding> {
    if !scene.files.iter().any(has_changed) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for file in &scene.files {
        let Some(result) = &file.result else { continue };
        found.extend(result.calls.iter().filter_map(|call| of_call(scene, file, result, call)));
    }
    found
}

/// Whether a function of a file takes something else now than in base, or than in some side's version.
fn has_changed(file: &File<'_>) -> bool {
    let is_other = |now: &Function| {
        let mut versions = file.base.iter().chain(file.sides.iter().map(|(_, _, outline)| outline));
        versions.any(|outline| {
            let was = function(outline, &now.name);
            was.is_some_and(|was| (was.least, was.most, &was.names) != (now.least, now.most, &now.names))
        })
    };
    file.result.iter().flat_map(|outline| &outline.functions).any(is_other)
}

fn of_call(scene: &Scene<'_>, file: &File<'_>, result: &Outline, call: &Call) -> Option<Finding> {
    let (theirs, name) = callee(scene, file, result, call)?;
    let function = theirs.result.as_ref().and_then(|outline| function(outline, &name))?;
    if takes(function, call) {
        return None;
    }
    let count = |outline: &Outline| outline.calls.iter().filter(|known| is_same(known, call)).count();
    let now = count(result);
    let before = file.base.as_deref().map_or(0, count);
    // Who wrote it wrote it for what the function was in their own tree.
    let (_, side, _) = file.sides.iter().find(|(_, side, outline)| {
        let was = theirs.of(*side).and_then(|outline| self::function(outline, &name));
        count(outline) > before && now > before && was.is_some_and(|was| takes(was, call))
    })?;
    let changers: Vec<usize> = (theirs.sides.iter())
        .filter(|(_, other, outline)| {
            other != side && self::function(outline, &name).is_some_and(|function| !takes(function, call))
        })
        .map(|(_, other, _)| *other)
        .collect();
    if changers.is_empty() {
        return None;
    }
    let most = function.most.unwrap_or(function.least);
    let problem = Problem::warning("changed-signature")
        .with("path", file.path())
        .with("line", call.line)
        .with("team", scene.team(*side))
        .with("name", &name)
        .with("count", call.count)
        .with("other", theirs.path())
        .with("least", function.least)
        .with("most", most)
        .with("takes", if most > function.least { format!("{}–{most}", function.least) } else { function.least.to_string() })
        .with("by", scene.names(&changers));
    let places = vec![file.place(call.line), theirs.place(function.line)];
    Some(Finding::new(problem, places, scene.teams(std::iter::once(*side).chain(changers))))
}

fn is_same(a: &Call, b: &Call) -> bool {
    a.name == b.name && a.count == b.count && a.names == b.names
}

fn takes(function: &Function, call: &Call) -> bool {
    let is_named = function.names.is_empty() || call.names.iter().all(|name| function.names.contains(name));
    let is_any = function.most.is_none();
    call.count >= function.least && function.most.is_none_or(|most| call.count <= most) && (is_named || is_any)
}

/// The one function of a name; of several nobody can tell which is meant.
fn function<'o>(outline: &'o Outline, name: &str) -> Option<&'o Function> {
    let mut all = outline.functions.iter().filter(|function| function.name == name);
    all.next().filter(|_| all.next().is_none())
}

/// The file that has what is called, and its name there.
fn callee<'s, 'a>(scene: &'s Scene<'a>, file: &'s File<'a>, outline: &Outline, call: &Call) -> Option<(&'s File<'a>, String)> {
    let (root, rest) = match call.name.split_once("::").or_else(|| call.name.rsplit_once('.')) {
        Some((root, rest)) => (root, Some(rest)),
        None => (call.name.as_str(), None),
    };
    if matches!(root, "crate" | "self" | "super") {
        let link = Link {
            target: call.name.clone(),
            line: call.line,
            style: LinkStyle::Rust,
            names: Vec::new(),
            whole: None,
            is_eager: false,
        };
        return in_rust(scene, &scene.follow(&scene.result, file.path(), &link), None);
    }
    for (link, led) in scene.links(file) {
        let theirs = link.names.iter().find(|(_, mine)| mine == root).map(|(theirs, _)| theirs);
        match (link.style, theirs, rest) {
            (LinkStyle::Rust, Some(_), rest) => return in_rust(scene, led, rest),
            (LinkStyle::Script, Some(theirs), None) => {
                let Target::File(path) = &led.first()?.target else { return None };
                return shown(scene, path, theirs, 4);
            }
            (LinkStyle::Python, Some(theirs), None) => {
                let led = led.iter().find(|led| led.names.contains(theirs))?;
                let Target::File(path) = &led.target else { return None };
                return shown(scene, path, theirs, 4);
            }
            // `from package import module`, `module.make()`.
            (LinkStyle::Python, Some(theirs), Some(name)) => {
                let mut modules = led.iter().filter(|led| led.names.is_empty()).filter_map(|led| match &led.target {
                    Target::File(path) => Some(path),
                    _ => None,
                });
                let path = modules.find(|path| path.as_str().ends_with(&format!("/{theirs}.py")))?;
                return shown(scene, path, name, 4);
            }
            _ if link.whole.as_deref() == Some(root) => {
                let Target::File(path) = &led.first()?.target else { return None };
                return shown(scene, path, rest?, 4);
            }
            _ => {}
        }
    }
    let is_own = rest.is_none() && function(outline, root).is_some();
    is_own.then(|| (file, root.to_owned()))
}

fn in_rust<'s, 'a>(scene: &'s Scene<'a>, led: &[Led], rest: Option<&str>) -> Option<(&'s File<'a>, String)> {
    let led = led.first()?;
    let Target::File(path) = &led.target else { return None };
    let name = match (led.names.first().map(String::as_str), rest) {
        (None | Some(""), Some(rest)) => rest,
        (Some(name), None) => name,
        _ => return None,
    };
    if name.contains("::") || name.is_empty() {
        return None;
    }
    let file = scene.by_path.get(path).map(|place| &scene.files[*place])?;
    Some((file, name.to_owned()))
}

/// Follows what a file shows to where it is made, through files that only pass it on.
fn shown<'s, 'a>(scene: &'s Scene<'a>, path: &RelPath, name: &str, steps: usize) -> Option<(&'s File<'a>, String)> {
    let file = scene.by_path.get(path).map(|place| &scene.files[*place])?;
    let outline = file.result.as_ref()?;
    let export = outline.exports.iter().find(|export| export.name == name)?;
    match &export.from {
        None => Some((file, export.here.clone().unwrap_or_else(|| name.to_owned()))),
        Some((target, theirs)) if steps > 0 => {
            let (_, led) = scene.links(file).find(|(link, _)| link.target == *target)?;
            let path = led.iter().find_map(|led| match &led.target {
                Target::File(path) => Some(path),
                _ => None,
            })?;
            shown(scene, path, theirs, steps - 1)
        }
        Some(_) => None,
    }
}
