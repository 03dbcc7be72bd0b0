//! Drawing who uses whom: nodes in columns, each right of all that it uses, arrows that cross as seldom as a few sweeps can
//! see to, and the arrows that go round in circles. Owns the geometry, in points; pure and the same for the same input.
//! The steps are Sugiyama's: layers by longest path, order by barycentres, arrows over several columns through places of
//! their own. Written here, and not taken from a library, because circles have to be named with their way out.

use std::collections::VecDeque;

/// How large things are.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub struct Sizes {
    pub node_width: f32,
    pub node_height: f32,
    pub column_gap: f32,
    pub row_gap: f32,
}

/// What an arrow that passes through a column needs of the room that a node has.
const PASSING: f32 = 0.4;

/// An arrow from a node to one that it uses.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    /// Who uses.
    pub from: usize,
    /// Who is used.
    pub to: usize,
    /// What it runs through, from the user's left edge to the right edge of what is used.
    pub points: Vec<(f32, f32)>,
    /// It closes a circle: without it there were none here.
    pub is_back: bool,
    /// It is part of a circle.
    pub is_in_circle: bool,
    /// There is another way from one to the other.
    pub is_redundant: bool,
}

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// The left upper corner of each node.
    pub corners: Vec<(f32, f32)>,
    /// The arrows, in the order in which they were given.
    pub arrows: Vec<Arrow>,
    /// Circles, each from its first node on, with the place among `arrows` of the one that is best taken away.
    pub circles: Vec<(Vec<usize>, usize)>,
    /// How wide and how high all of it is.
    pub size: (f32, f32),
}

/// Draws `count` nodes with these arrows (user, used). Arrows from a node to itself, and to nodes that are not there, are
/// left out.
pub fn draw(count: usize, arrows: &[(usize, usize)], sizes: Sizes) -> Drawing {
    let known: Vec<(usize, usize)> =
        arrows.iter().copied().filter(|(from, to)| from != to && *from < count && *to < count).collect();
    let is_back = back_arrows(count, &known);
    let forward: Vec<(usize, usize)> = known.iter().zip(&is_back).filter(|(_, back)| !**back).map(|(arrow, _)| *arrow).collect();
    let layer_of = layers(count, &forward);
    let is_alone = |node: usize| !known.iter().any(|(from, to)| *from == node || *to == node);
    let mut columns = Columns::new(count, &layer_of, &forward, &is_alone);
    columns.order();
    let places = columns.place(sizes);
    let deepest = columns.nodes.iter().map(Vec::len).max().unwrap_or(0);

    let step = (sizes.node_width + sizes.column_gap, sizes.node_height + sizes.row_gap);
    let mut corners: Vec<(f32, f32)> = (0..count).map(|node| (layer_of[node] as f32 * step.0, places[node])).collect();
    // Who has nothing to do with anybody stands in rows below.
    let bottom = (0..count).filter(|node| !is_alone(*node)).map(|node| places[node] + step.1).fold(0.0, f32::max);
    let in_a_row = columns.nodes.len().max(4);
    for (index, node) in (0..count).filter(|node| is_alone(*node)).enumerate() {
        let below = if bottom > 0.0 { bottom + sizes.row_gap } else { 0.0 };
        corners[node] = ((index % in_a_row) as f32 * step.0, below + (index / in_a_row) as f32 * step.1);
    }
    debug_assert!(deepest <= count + columns.dummies);

    let circles = ways_out(circles(count, &known, &is_back), &known);
    let drawn = known.iter().enumerate().map(|(index, &(from, to))| {
        let middle = |node: usize| corners[node].1 + sizes.node_height / 2.0;
        let mut points = vec![(corners[from].0, middle(from))];
        // Level through every column on the way: whatever stands above and below is not touched.
        points.extend(columns.way(from, to).iter().flat_map(|dummy| {
            let left = columns.layer_of[*dummy] as f32 * step.0;
            let y = places[*dummy] + step.1 * PASSING / 2.0;
            [(left + sizes.node_width, y), (left, y)]
        }));
        points.push((corners[to].0 + sizes.node_width, middle(to)));
        Arrow {
            from,
            to,
            points,
            is_back: is_back[index],
            is_in_circle: reaches(count, &known, to, from, None),
            is_redundant: !is_back[index] && reaches(count, &forward, from, to, Some((from, to))),
        }
    });
    let arrows: Vec<Arrow> = drawn.collect();
    let size = corners.iter().fold((0.0f32, 0.0f32), |size, corner| {
        (size.0.max(corner.0 + sizes.node_width), size.1.max(corner.1 + sizes.node_height))
    });
    Drawing { corners, arrows, circles, size }
}

/// Which arrows lead back to where a walk came from: without them no circle is left.
fn back_arrows(count: usize, arrows: &[(usize, usize)]) -> Vec<bool> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        Not,
        OnTheWay,
        Done,
    }
    let mut seen = vec![Seen::Not; count];
    let mut is_back = vec![false; arrows.len()];
    for start in 0..count {
        if seen[start] != Seen::Not {
            continue;
        }
        seen[start] = Seen::OnTheWay;
        let mut way = vec![(start, 0)];
        while let Some((node, next)) = way.last_mut() {
            let node = *node;
            let Some(index) = (*next..arrows.len()).find(|index| arrows[*index].0 == node) else {
                seen[node] = Seen::Done;
                way.pop();
                continue;
            };
            *next = index + 1;
            let to = arrows[index].1;
            match seen[to] {
                Seen::OnTheWay => is_back[index] = true,
                Seen::Not => {
                    seen[to] = Seen::OnTheWay;
                    way.push((to, 0));
                }
                Seen::Done => {}
            }
        }
    }
    is_back
}

/// The shortest circle through each arrow that leads back, each circle once.
fn circles(count: usize, arrows: &[(usize, usize)], is_back: &[bool]) -> Vec<(Vec<usize>, usize)> {
    let mut found: Vec<(Vec<usize>, usize)> = Vec::new();
    for (index, &(from, to)) in arrows.iter().enumerate().filter(|(index, _)| is_back[*index]) {
        let mut came_from = vec![None; count];
        let mut queue = VecDeque::from([to]);
        while let Some(at) = queue.pop_front() {
            for &(_, next) in arrows.iter().filter(|(user, _)| *user == at) {
                if next != to && came_from[next].is_none() {
                    came_from[next] = Some(at);
                    queue.push_back(next);
                }
            }
        }
        let mut nodes = vec![from];
        while let Some(before) = came_from[nodes[nodes.len() - 1]] {
            nodes.push(before);
        }
        nodes.reverse();
        let mut sorted = nodes.clone();
        sorted.sort_unstable();
        let is_known = found.iter().any(|(known, _)| {
            let mut known = known.clone();
            known.sort_unstable();
            known == sorted
        });
        if !is_known {
            found.push((nodes, index));
        }
    }
    found
}

/// For each circle the arrow that lies on most of them: taking that one away opens the most. On a tie the one that a walk
/// found last stays.
fn ways_out(circles: Vec<(Vec<usize>, usize)>, arrows: &[(usize, usize)]) -> Vec<(Vec<usize>, usize)> {
    let on = |nodes: &[usize], (from, to): (usize, usize)| {
        (0..nodes.len()).any(|at| nodes[at] == from && nodes[(at + 1) % nodes.len()] == to)
    };
    let count = |arrow: usize| circles.iter().filter(|(nodes, _)| on(nodes, arrows[arrow])).count();
    let best = |nodes: &[usize], closing: usize| {
        let candidates = (0..arrows.len()).filter(|arrow| on(nodes, arrows[*arrow]));
        candidates.max_by_key(|arrow| (count(*arrow), *arrow == closing)).unwrap_or(closing)
    };
    circles.iter().map(|(nodes, closing)| (nodes.clone(), best(nodes, *closing))).collect()
}

/// Whether a way leads from one node to another, without one of the arrows.
fn reaches(count: usize, arrows: &[(usize, usize)], from: usize, to: usize, without: Option<(usize, usize)>) -> bool {
    let mut seen = vec![false; count];
    let mut queue = VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        for arrow in arrows.iter().filter(|arrow| arrow.0 == at && Some(**arrow) != without) {
            if arrow.1 == to {
                return true;
            }
            if !std::mem::replace(&mut seen[arrow.1], true) {
                queue.push_back(arrow.1);
            }
        }
    }
    false
}

/// Whether an arrow from one node to another would close a circle; the way back, if so: from `to` to `from`.
pub fn way_back(count: usize, arrows: &[(usize, usize)], from: usize, to: usize) -> Option<Vec<usize>> {
    let mut came_from = vec![None; count];
    let mut queue = VecDeque::from([to]);
    while let Some(at) = queue.pop_front() {
        if at == from {
            let mut way = vec![from];
            while let Some(before) = came_from[way[way.len() - 1]] {
                way.push(before);
            }
            way.reverse();
            return Some(way);
        }
        for &(_, next) in arrows.iter().filter(|(user, used)| *user == at && *used != to && *used < count) {
            if came_from[next].is_none() {
                came_from[next] = Some(at);
                queue.push_back(next);
            }
        }
    }
    None
}

/// The column of each node: one right of the farthest that it uses.
fn layers(count: usize, arrows: &[(usize, usize)]) -> Vec<usize> {
    let mut layer = vec![0; count];
    // Without circles as many rounds as there are nodes are enough.
    for _ in 0..count {
        let mut is_settled = true;
        for &(from, to) in arrows {
            if layer[from] <= layer[to] {
                layer[from] = layer[to] + 1;
                is_settled = false;
            }
        }
        if is_settled {
            break;
        }
    }
    layer
}

/// The columns, with a place of its own in each for an arrow that passes.
struct Columns {
    nodes: Vec<Vec<usize>>,
    count: usize,
    dummies: usize,
    layer_of: Vec<usize>,
    /// Neighbours one column to the left (what is used), and to the right.
    left: Vec<Vec<usize>>,
    right: Vec<Vec<usize>>,
    ways: Vec<((usize, usize), Vec<usize>)>,
}

impl Columns {
    fn new(count: usize, layer_of: &[usize], arrows: &[(usize, usize)], is_alone: &impl Fn(usize) -> bool) -> Self {
        let depth = layer_of.iter().max().map_or(0, |deepest| deepest + 1);
        let mut columns = Self {
            nodes: vec![Vec::new(); depth],
            count,
            dummies: 0,
            layer_of: layer_of.to_vec(),
            left: vec![Vec::new(); count],
            right: vec![Vec::new(); count],
            ways: Vec::new(),
        };
        (0..count).filter(|node| !is_alone(*node)).for_each(|node| columns.nodes[layer_of[node]].push(node));
        for &(from, to) in arrows {
            let mut before = from;
            let mut way = Vec::new();
            for layer in (layer_of[to] + 1..layer_of[from]).rev() {
                let dummy = columns.layer_of.len();
                columns.layer_of.push(layer);
                columns.left.push(Vec::new());
                columns.right.push(Vec::new());
                columns.nodes[layer].push(dummy);
                columns.dummies += 1;
                columns.join(before, dummy);
                way.push(dummy);
                before = dummy;
            }
            columns.join(before, to);
            columns.ways.push(((from, to), way));
        }
        columns
    }

    fn join(&mut self, right: usize, left: usize) {
        self.left[right].push(left);
        self.right[left].push(right);
    }

    /// Orders each column by where its neighbours stand, from left to right and back.
    fn order(&mut self) {
        let mut best = (self.crossings(), self.nodes.clone());
        for sweep in 0..8 {
            let rightwards = sweep % 2 == 0;
            let layers: Vec<usize> = if rightwards {
                (1..self.nodes.len()).collect()
            } else {
                (0..self.nodes.len().saturating_sub(1)).rev().collect()
            };
            for layer in layers {
                let beside = if rightwards { layer - 1 } else { layer + 1 };
                let mut place = vec![0.0; self.layer_of.len()];
                self.nodes[beside].iter().enumerate().for_each(|(at, node)| place[*node] = at as f64);
                let neighbours = if rightwards { &self.left } else { &self.right };
                let here: Vec<f64> = self.nodes[layer]
                    .iter()
                    .enumerate()
                    .map(|(at, node)| match neighbours[*node].as_slice() {
                        [] => at as f64,
                        all => all.iter().map(|other| place[*other]).sum::<f64>() / all.len() as f64,
                    })
                    .collect();
                let mut order: Vec<usize> = (0..here.len()).collect();
                order.sort_by(|a, b| here[*a].total_cmp(&here[*b]).then(a.cmp(b)));
                self.nodes[layer] = order.into_iter().map(|at| self.nodes[layer][at]).collect();
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.nodes.clone());
            }
        }
        self.nodes = best.1;
    }

    /// How often arrows cross.
    fn crossings(&self) -> usize {
        let mut count = 0;
        for column in self.nodes.windows(2) {
            let place = |node: usize| column[0].iter().position(|other| *other == node).unwrap_or_default();
            let ends: Vec<(usize, usize)> = column[1]
                .iter()
                .enumerate()
                .flat_map(|(at, node)| self.left[*node].iter().map(move |left| (at, place(*left))))
                .collect();
            for (index, a) in ends.iter().enumerate() {
                count += ends[index + 1..].iter().filter(|b| a.0 < b.0 && a.1 > b.1 || a.0 > b.0 && a.1 < b.1).count();
            }
        }
        count
    }

    /// The upper edge of each node: near the middle of its neighbours, and never over another one of its column.
    fn place(&self, sizes: Sizes) -> Vec<f32> {
        let step = sizes.node_height + sizes.row_gap;
        // Arrows that pass need less room than nodes.
        let room = |node: usize| if node < self.count { step } else { step * PASSING };
        let mut y = vec![0.0; self.layer_of.len()];
        for column in &self.nodes {
            let mut at = 0.0;
            for node in column {
                y[*node] = at;
                at += room(*node);
            }
        }
        for sweep in 0..12 {
            let neighbours = if sweep % 2 == 0 { &self.left } else { &self.right };
            for column in &self.nodes {
                let wanted: Vec<f32> = column
                    .iter()
                    .map(|node| match neighbours[*node].as_slice() {
                        [] => y[*node],
                        all => all.iter().map(|other| y[*other]).sum::<f32>() / all.len() as f32,
                    })
                    .collect();
                // Down as far as needed, then the whole column back by what was too much on average.
                let mut placed = wanted.clone();
                for at in 1..placed.len() {
                    placed[at] = placed[at].max(placed[at - 1] + room(column[at - 1]));
                }
                let drift =
                    placed.iter().zip(&wanted).map(|(placed, wanted)| placed - wanted).sum::<f32>() / placed.len().max(1) as f32;
                for (node, at) in column.iter().zip(placed) {
                    y[*node] = at - drift;
                }
            }
        }
        let top = self.nodes.iter().flatten().map(|node| y[*node]).fold(f32::INFINITY, f32::min);
        y.iter().map(|at| if top.is_finite() { at - top } else { *at }).collect()
    }

    fn way(&self, from: usize, to: usize) -> &[usize] {
        self.ways.iter().find(|(arrow, _)| *arrow == (from, to)).map_or(&[], |(_, way)| way)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SIZES: Sizes = Sizes { node_width: 160.0, node_height: 50.0, column_gap: 60.0, row_gap: 16.0 };

    #[test]
    fn a_circle_is_named_with_the_arrow_that_closes_it() {
        let drawing = draw(4, &[(1, 0), (2, 1), (0, 2), (3, 0)], SIZES);
        let [(nodes, closing)] = drawing.circles.as_slice() else { panic!("{:?}", drawing.circles) };
        let mut sorted = nodes.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, [0, 1, 2]);
        assert!(drawing.arrows[*closing].is_in_circle);
        let red: Vec<_> = drawing.arrows.iter().map(|arrow| arrow.is_in_circle).collect();
        assert_eq!(red, [true, true, true, false]);
        assert_eq!(way_back(3, &[(1, 0), (2, 1)], 0, 2), Some(vec![2, 1, 0]));
        assert_eq!(way_back(3, &[(1, 0), (2, 1)], 2, 0), None);
    }

    #[test]
    fn circles_that_share_an_arrow_are_opened_by_it() {
        let shared = draw(4, &[(0, 1), (1, 2), (2, 0), (1, 3), (3, 0)], SIZES);
        assert_eq!(shared.circles.iter().map(|(_, way_out)| *way_out).collect::<Vec<_>>(), [0, 0]);
        let twice = draw(4, &[(0, 1), (1, 3), (3, 0), (0, 2), (2, 3)], SIZES);
        assert!(twice.arrows.iter().all(|arrow| arrow.is_in_circle), "all of them go round");
    }

    #[test]
    fn what_follows_anyway_is_told_apart() {
        let drawing = draw(3, &[(1, 0), (2, 1), (2, 0)], SIZES);
        let redundant: Vec<_> = drawing.arrows.iter().map(|arrow| arrow.is_redundant).collect();
        assert_eq!(redundant, [false, false, true]);
        assert_eq!(drawing.arrows[2].points.len(), 4, "it passes through the column between");
        assert_eq!(draw(0, &[], SIZES).size, (0.0, 0.0));
        assert_eq!(draw(2, &[(0, 0), (0, 7)], SIZES).arrows, []);
    }

    proptest! {
        #[test]
        fn nothing_overlaps_and_everything_stands_right_of_what_it_uses(
            count in 1..31usize,
            arrows in prop::collection::vec((0..30usize, 0..30usize), 0..60),
        ) {
            let drawing = draw(count, &arrows, SIZES);
            prop_assert_eq!(&drawing, &draw(count, &arrows, SIZES));
            prop_assert_eq!(drawing.corners.len(), count);
            for (index, a) in drawing.corners.iter().enumerate() {
                prop_assert!(a.0 >= 0.0 && a.1 >= -0.01 && a.0 + 160.0 <= drawing.size.0 + 0.01);
                for b in &drawing.corners[index + 1..] {
                    let apart = (a.0 - b.0).abs() >= 160.0 || (a.1 - b.1).abs() >= 50.0;
                    prop_assert!(apart, "{a:?} {b:?}");
                }
            }
            for arrow in &drawing.arrows {
                let (from, to) = (drawing.corners[arrow.from], drawing.corners[arrow.to]);
                prop_assert!(arrow.is_back || from.0 > to.0, "{arrow:?}");
            }
            let forward: Vec<_> = drawing.arrows.iter().filter(|arrow| !arrow.is_back).map(|a| (a.from, a.to)).collect();
            prop_assert!(draw(count, &forward, SIZES).circles.is_empty(), "the ways out lead out");
        }
    }
}
