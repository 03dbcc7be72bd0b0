//! Files that import each other in a circle, where no team's own tree has that circle: each added one half. Modules of
//! one Rust crate may do that, crates may not; types alone, and what is imported inside a function, close no circle.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::structure::{Finding, Scene};
use crate::model::modules::Target;
use crate::model::problem::{Place, Problem};
use crate::model::syntax::outline::Outline;

/// How many ways round one knot are tried: after that it is one whether or not it can be told whose.
const TRIES: usize = 200;

/// An import of the result: the file, the line, and what it says there.
struct Edge {
    to: usize,
    line: u32,
    target: String,
}

pub(super) fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let edges: Vec<Vec<Edge>> = scene.files.iter().map(|file| edges_of(scene, file)).collect();
    let mut found = Vec::new();
    for knot in knots(&edges) {
        found.extend(circle(scene, &edges, &knot));
    }
    found
}

fn edges_of(scene: &Scene<'_>, file: &super::structure::File<'_>) -> Vec<Edge> {
    let mut edges: BTreeMap<usize, Edge> = BTreeMap::new();
    for (link, led) in scene.links(file).filter(|(link, _)| link.is_eager) {
        for one in led {
            let Target::File(path) = &one.target else { continue };
            let Some(to) = scene.by_path.get(path).copied().filter(|_| path != file.path()) else { continue };
            edges.entry(to).or_insert_with(|| Edge { to, line: link.line, target: link.target.clone() });
        }
    }
    edges.into_values().collect()
}

/// Sets of files that all lead to each other (Tarjan's, without calling itself: chains of imports can be long).
fn knots(edges: &[Vec<Edge>]) -> Vec<BTreeSet<usize>> {
    const UNSEEN: usize = usize::MAX;
    let mut number = vec![UNSEEN; edges.len()];
    let mut low = vec![0; edges.len()];
    let mut on_stack = vec![false; edges.len()];
    let (mut stack, mut next, mut found) = (Vec::new(), 0, Vec::new());
    for start in 0..edges.len() {
        if number[start] != UNSEEN {
            continue;
        }
        let mut work = vec![(start, 0)];
        while let Some((node, place)) = work.pop() {
            if place == 0 {
                number[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
                on_stack[node] = true;
            } else {
                low[node] = low[node].min(low[edges[node][place - 1].to]);
            }
            let mut place = place;
            let mut is_waiting = false;
            while let Some(edge) = edges[node].get(place) {
                place += 1;
                if number[edge.to] == UNSEEN {
                    work.push((node, place));
                    work.push((edge.to, 0));
                    is_waiting = true;
                    break;
                }
                if on_stack[edge.to] {
                    low[node] = low[node].min(number[edge.to]);
                }
            }
            if is_waiting || low[node] != number[node] {
                continue;
            }
            let mut knot = BTreeSet::new();
            while let Some(one) = stack.pop() {
                on_stack[one] = false;
                knot.insert(one);
                if one == node {
                    break;
                }
            }
            if knot.len() > 1 {
                found.push(knot);
            }
        }
    }
    found
}

/// A way round that nobody has alone.
fn circle(scene: &Scene<'_>, edges: &[Vec<Edge>], knot: &BTreeSet<usize>) -> Option<Finding> {
    let mut tried = 0;
    for from in knot {
        for edge in edges[*from].iter().filter(|edge| knot.contains(&edge.to)) {
            tried += 1;
            if tried > TRIES {
                return None;
            }
            let mut round = vec![(*from, edge)];
            round.extend(way(edges, knot, edge.to, *from)?);
            let has = |outline: Option<&Outline>, target: &str| {
                outline.is_some_and(|outline| outline.links.iter().any(|link| link.is_eager && link.target == target))
            };
            let is_whole = |of: &dyn Fn(usize) -> bool| (0..round.len()).all(of);
            let in_base = is_whole(&|at| has(scene.files[round[at].0].base.as_deref(), &round[at].1.target));
            let sides: BTreeSet<usize> =
                round.iter().flat_map(|(file, _)| scene.files[*file].outcome.changed_by.iter().copied()).collect();
            let in_one = |side: usize| is_whole(&|at| has(scene.files[round[at].0].of(side), &round[at].1.target));
            if in_base || sides.iter().any(|side| in_one(*side)) {
                continue;
            }
            return Some(said(scene, &round));
        }
    }
    None
}

/// The shortest way inside a knot.
fn way<'e>(edges: &'e [Vec<Edge>], knot: &BTreeSet<usize>, from: usize, to: usize) -> Option<Vec<(usize, &'e Edge)>> {
    let mut came: BTreeMap<usize, (usize, &Edge)> = BTreeMap::new();
    let mut waiting = VecDeque::from([from]);
    while let Some(here) = waiting.pop_front() {
        if here == to {
            let mut way = Vec::new();
            let mut at = to;
            while at != from {
                let (before, edge) = came.get(&at)?;
                way.push((*before, *edge));
                at = *before;
            }
            way.reverse();
            return Some(way);
        }
        for edge in edges[here].iter().filter(|edge| knot.contains(&edge.to)) {
            if edge.to != from && !came.contains_key(&edge.to) {
                came.insert(edge.to, (here, edge));
                waiting.push_back(edge.to);
            }
        }
    }
    None
}

fn said(scene: &Scene<'_>, round: &[(usize, &Edge)]) -> Finding {
    let places: Vec<Place> = round.iter().map(|(file, edge)| scene.files[*file].place(edge.line)).collect();
    let mut authors: Vec<usize> = Vec::new();
    for (file, edge) in round {
        let target = &edge.target;
        authors.extend(
            scene.files[*file].authors(|outline| outline.links.iter().any(|link| link.is_eager && link.target == *target)),
        );
    }
    let names: Vec<&str> = round.iter().chain(round.first()).map(|(file, _)| scene.files[*file].path().as_str()).collect();
    let problem = Problem::warning("import-cycle")
        .with("count", round.len())
        .with("path", names[0])
        .with("way", names.join(" → "))
        .with("teams", scene.names(&authors));
    Finding::new(problem, places, scene.teams(authors))
}
