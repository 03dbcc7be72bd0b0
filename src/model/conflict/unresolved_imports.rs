//! An import that leads somewhere in its author's tree and nowhere in the result, because another team removed or moved
//! what it names, or because that was kept out. What led nowhere before is its author's own affair.

use super::structure::{File, Finding, Led, Scene};
use crate::model::merge::tree::Outcome;
use crate::model::modules::{Files as _, Target};
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};
use crate::model::syntax::outline::{Link, LinkStyle, Outline};

pub(super) fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in &scene.files {
        for (link, now) in scene.links(file) {
            if !link.target.is_empty() && !is_surely_there(scene, file, link, now) {
                found.extend(of_link(scene, file, link, now));
            }
        }
    }
    found.dedup_by(|a, b| a.places == b.places && a.problem.id == b.problem.id);
    found
}

/// Most imports lead to a file that nobody else touched: of these nothing more has to be found out.
fn is_surely_there(scene: &Scene<'_>, file: &File<'_>, link: &Link, now: &[Led]) -> bool {
    let is_untouched = |path: &RelPath| match scene.by_path.get(path) {
        Some(place) => scene.files[*place].outcome.changed_by.iter().all(|side| file.outcome.changed_by == [*side]),
        None => true,
    };
    let is_there = |led: &Led| match &led.target {
        Target::File(path) => (link.style != LinkStyle::Rust || led.names.is_empty()) && is_untouched(path),
        _ => false,
    };
    now.iter().all(is_there)
}

fn of_link(scene: &Scene<'_>, file: &File<'_>, link: &Link, now: &[Led]) -> Option<Finding> {
    let has = |outline: &Outline| outline.links.iter().any(|known| known.target == link.target && known.names == link.names);
    let authors: Vec<_> = file.sides.iter().filter(|(_, _, outline)| has(outline)).collect();
    let is_new = file.is_new(has);
    for (place, side, _) in authors {
        let from = file.outcome.path_of(*place);
        for led in scene.follow(&scene.sides[*side].tree, from, link) {
            let Target::File(target) = &led.target else { continue };
            if let Some(problem) = gone(scene, file, link, *side, (target, &led), now) {
                return Some(problem);
            }
            if is_new && let Some(problem) = name_gone(scene, file, link, *side, (target, &led), now) {
                return Some(problem);
            }
        }
    }
    None
}

/// The whole file is gone.
fn gone(
    scene: &Scene<'_>,
    file: &File<'_>,
    link: &Link,
    side: usize,
    (target, then): (&RelPath, &Led),
    now: &[Led],
) -> Option<Finding> {
    // Found where it was, or in a file that took its place: in Rust that is one which leaves the same to be named in it.
    let is_found = now.iter().any(|led| match &led.target {
        Target::File(path) => path == target || link.style != LinkStyle::Rust || led.names == then.names,
        _ => false,
    });
    let is_there = scene.result.has(target.as_str());
    if is_found || (is_there && file.outcome.moved.is_none()) {
        return None;
    }
    let place = file.place(link.line);
    let said = |id: &'static str| {
        Problem::warning(id)
            .with("path", file.path())
            .with("line", link.line)
            .with("team", scene.team(side))
            .with("target", target)
    };
    if is_there {
        // Others moved the importing file away from what its author imports beside it.
        let movers: Vec<usize> = file.outcome.changed_by.iter().copied().filter(|other| *other != side).collect();
        let problem = said("import-moved-away").with("by", scene.names(&movers));
        return Some(Finding::new(problem, vec![place], scene.teams(std::iter::once(side).chain(movers))));
    }
    let outcome = scene.outcomes.iter().find(|outcome| outcome.path == *target);
    let removers: Vec<usize> = match outcome.map(|outcome| (&outcome.outcome, &outcome.changed_by)) {
        Some((Outcome::Take(None), by)) => by.iter().copied().filter(|other| *other != side).collect(),
        Some(_) => return None,
        // Moved: the outcome lies under the new name.
        None => {
            let moved = scene.outcomes.iter().find(|outcome| outcome.path != *target && outcome.base_path() == target);
            moved.map(|outcome| outcome.changed_by.iter().copied().filter(|other| *other != side).collect()).unwrap_or_default()
        }
    };
    if removers.is_empty() {
        let is_kept_out = scene.sides[side].tree.contains_key(target)
            && scene.sides[side].base.get(target) != scene.sides[side].tree.get(target);
        return is_kept_out.then(|| Finding::new(said("import-kept-out"), vec![place], scene.teams([side])));
    }
    let problem = said("import-gone").with("by", scene.names(&removers));
    Some(Finding::new(problem, vec![place], scene.teams(std::iter::once(side).chain(removers))))
}

/// The file is there, and shows a name no more.
fn name_gone(
    scene: &Scene<'_>,
    file: &File<'_>,
    link: &Link,
    side: usize,
    (target, led): (&RelPath, &Led),
    now: &[Led],
) -> Option<Finding> {
    let is_same = |other: &&Led| matches!(&other.target, Target::File(file) if file == target);
    let names = &now.iter().find(is_same)?.names;
    let theirs = scene.by_path.get(target).map(|place| &scene.files[*place])?;
    if target.as_str().ends_with(".d.ts") || target == file.path() {
        return None;
    }
    let (before, after) = (theirs.of(side)?, theirs.result.as_ref()?);
    let shows = |outline: &Outline, name: &str| outline.shows_more || outline.exports.iter().any(|export| export.name == name);
    let name = names.iter().find(|name| {
        !name.is_empty()
            && !name.contains("::")
            && led.names.contains(name)
            && before.exports.iter().any(|export| export.name == **name)
            && !shows(after, name)
    })?;
    let removers: Vec<usize> = theirs.outcome.changed_by.iter().copied().filter(|other| *other != side).collect();
    if removers.is_empty() {
        return None;
    }
    let problem = Problem::warning("import-name-gone")
        .with("path", file.path())
        .with("line", link.line)
        .with("team", scene.team(side))
        .with("name", name)
        .with("target", target)
        .with("by", scene.names(&removers));
    let places = vec![file.place(link.line), Place::file(target.as_str())];
    Some(Finding::new(problem, places, scene.teams(std::iter::once(side).chain(removers))))
}
