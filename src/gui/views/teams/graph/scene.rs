//! What is drawn: teams, arrows and contracts with their places, computed once for each state of the manifest; and how the
//! drawing is looked at. Not: painting, nor what a click does.

use std::collections::BTreeSet;

use egui::{Pos2, Rect, Vec2, pos2, vec2};

use crate::model::document::Revision;
use crate::model::layers::{self, Sizes};
use crate::model::manifest::Manifest;
use crate::model::manifest::edits::TeamRefField;
use crate::model::team::TeamId;

/// The size of a team at a zoom of one.
pub const NODE: Vec2 = vec2(176.0, 54.0);
/// The size of a contract's diamond.
pub const DIAMOND: f32 = 20.0;
const SIZES: Sizes = Sizes { node_width: NODE.x, node_height: NODE.y, column_gap: 92.0, row_gap: 20.0 };
/// How many pieces a part of an arrow is drawn in.
const PIECES: usize = 22;

/// Everything with its place, in points at a zoom of one.
#[derive(Debug, Default)]
pub struct Scene {
    /// The state of the manifest that this is.
    pub revision: Option<Revision>,
    /// The teams, as in the manifest.
    pub teams: Vec<TeamId>,
    /// Their places.
    pub nodes: Vec<Rect>,
    /// The arrows.
    pub links: Vec<Link>,
    /// Circles of teams.
    pub circles: Vec<Circle>,
    /// The contracts, as in the manifest.
    pub diamonds: Vec<Diamond>,
    /// How large all of it is.
    pub size: Vec2,
}

/// An arrow from a team to one whose work it uses, or that it waits for.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Link {
    pub from: usize,
    pub to: usize,
    pub uses: bool,
    pub waits: bool,
    /// It is part of a circle.
    pub is_in_circle: bool,
    /// It follows from others.
    pub is_redundant: bool,
    pub curve: Vec<Pos2>,
}

/// Teams that use, or wait for, each other round and round.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Circle {
    pub nodes: Vec<usize>,
    pub field: TeamRefField,
    /// The arrow that can go: from this team …
    pub from: usize,
    /// … to this one.
    pub to: usize,
}

/// A contract.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Diamond {
    pub center: Pos2,
    /// The places of its teams.
    pub between: Vec<usize>,
    pub owner: Option<usize>,
}

impl Link {
    /// How far a place is from it.
    pub fn distance(&self, at: Pos2) -> f32 {
        let to_part = |part: &[Pos2]| {
            let (start, along) = (part[0], part[1] - part[0]);
            let share = ((at - start).dot(along) / along.length_sq().max(f32::EPSILON)).clamp(0.0, 1.0);
            (start + along * share).distance(at)
        };
        self.curve.windows(2).map(to_part).fold(f32::INFINITY, f32::min)
    }

    /// Where it is held: the middle of its way.
    pub fn handle(&self) -> Pos2 {
        self.curve.get(self.curve.len() / 2).copied().unwrap_or_default()
    }
}

impl Scene {
    /// Draws the manifest.
    pub fn new(revision: Revision, manifest: &Manifest) -> Self {
        let teams: Vec<TeamId> = manifest.teams.iter().map(|team| team.id.clone()).collect();
        let place = |id: &TeamId| teams.iter().position(|team| team == id);
        let arrows = |of: fn(&crate::model::manifest::Team) -> &[TeamId]| -> BTreeSet<(usize, usize)> {
            let of_team = |(from, team)| of(team).iter().filter_map(move |id| Some((from, place(id)?)));
            manifest.teams.iter().enumerate().flat_map(of_team).filter(|(from, to)| from != to).collect()
        };
        let (uses, waits) = (arrows(|team| &team.depends_on), arrows(|team| &team.wait_for));
        let all: Vec<(usize, usize)> = uses.union(&waits).copied().collect();
        let drawing = layers::draw(teams.len(), &all, SIZES);
        let mut circles = Vec::new();
        let mut in_circle: BTreeSet<(usize, usize)> = BTreeSet::new();
        for (field, arrows) in [(TeamRefField::DependsOn, &uses), (TeamRefField::WaitFor, &waits)] {
            let arrows: Vec<_> = arrows.iter().copied().collect();
            let drawn = layers::draw(teams.len(), &arrows, SIZES);
            in_circle.extend(drawn.arrows.iter().filter(|arrow| arrow.is_in_circle).map(|arrow| (arrow.from, arrow.to)));
            circles.extend(drawn.circles.into_iter().map(|(nodes, closing)| {
                let (from, to) = arrows[closing];
                Circle { nodes, field, from, to }
            }));
        }
        let nodes: Vec<Rect> = drawing.corners.iter().map(|(x, y)| Rect::from_min_size(pos2(*x, *y), NODE)).collect();
        let links: Vec<Link> = drawing
            .arrows
            .iter()
            .map(|arrow| {
                let ends = (arrow.from, arrow.to);
                Link {
                    from: arrow.from,
                    to: arrow.to,
                    uses: uses.contains(&ends),
                    waits: waits.contains(&ends),
                    is_in_circle: in_circle.contains(&ends),
                    is_redundant: arrow.is_redundant,
                    curve: curve(&arrow.points),
                }
            })
            .collect();
        let links = links
            .into_iter()
            .map(|link| {
                let (start, end) = (nodes[link.from].left_center(), nodes[link.to].right_center());
                // One that leads back goes below all that lies between.
                let between = nodes.iter().filter(|node| node.right() > start.x && node.left() < end.x);
                let bottom = between.map(|node| node.bottom()).fold(start.y.max(end.y), f32::max);
                if end.x > start.x { Link { curve: around(start, end, bottom + 22.0), ..link } } else { link }
            })
            .collect();
        let mut scene = Self { revision: Some(revision), teams, nodes, links, circles, ..Self::default() };
        scene.place_contracts(manifest);
        let bounds = scene.bounds();
        scene.shift(-bounds.min.to_vec2());
        scene.size = bounds.size();
        scene
    }

    /// Each contract near the middle of its teams, where nothing else stands.
    fn place_contracts(&mut self, manifest: &Manifest) {
        let place = |id: &TeamId| self.teams.iter().position(|team| team == id);
        for point in &manifest.integration_points {
            let between: Vec<usize> = point.between.iter().filter_map(place).collect();
            let owner = point.owner.as_ref().or(point.between.first()).and_then(place);
            let centers = between.iter().map(|team| self.nodes[*team].center().to_vec2());
            let middle = centers.fold(Vec2::ZERO, |sum, center| sum + center);
            let middle = (middle / between.len().max(1) as f32).to_pos2();
            let room = vec2((point.name.chars().count() as f32 * 6.4).clamp(DIAMOND, 150.0) + 8.0, DIAMOND + 22.0);
            let is_free = |at: Pos2| {
                let rect = Rect::from_center_size(at + vec2(0.0, 7.0), room);
                !self.nodes.iter().any(|node| node.expand(5.0).intersects(rect))
                    && !self.diamonds.iter().any(|other| {
                        Rect::from_center_size(other.center + vec2(0.0, 7.0), vec2(150.0, DIAMOND + 22.0)).intersects(rect)
                    })
            };
            // Rings of places around the middle, the nearest first.
            let ring = |step: usize| {
                let count = (step * 6).max(1);
                (0..count).map(move |part| {
                    let angle = std::f32::consts::TAU * part as f32 / count as f32;
                    middle + vec2(angle.cos() * 1.4, angle.sin()) * (step as f32 * 14.0)
                })
            };
            let center = (0..80).flat_map(ring).find(|at| is_free(*at)).unwrap_or(middle);
            self.diamonds.push(Diamond { center, between, owner });
        }
    }

    fn bounds(&self) -> Rect {
        let diamonds =
            self.diamonds.iter().map(|diamond| Rect::from_center_size(diamond.center + vec2(0.0, 7.0), vec2(150.0, 44.0)));
        let curves = self.links.iter().flat_map(|link| &link.curve).map(|at| Rect::from_min_max(*at, *at));
        let all = self.nodes.iter().copied().chain(diamonds).chain(curves).reduce(Rect::union);
        all.unwrap_or(Rect::ZERO)
    }

    fn shift(&mut self, by: Vec2) {
        self.nodes.iter_mut().for_each(|node| *node = node.translate(by));
        self.links.iter_mut().flat_map(|link| &mut link.curve).for_each(|at| *at += by);
        self.diamonds.iter_mut().for_each(|diamond| diamond.center += by);
    }

    /// The arrows of one kind, as the manifest has them.
    pub fn arrows(&self, of: TeamRefField) -> Vec<(usize, usize)> {
        let is_of = |link: &&Link| if of == TeamRefField::DependsOn { link.uses } else { link.waits };
        self.links.iter().filter(is_of).map(|link| (link.from, link.to)).collect()
    }
}

/// A smooth way through these points, which leaves and arrives level.
fn curve(points: &[(f32, f32)]) -> Vec<Pos2> {
    let mut way = Vec::with_capacity(points.len() * PIECES);
    for (index, pair) in points.windows(2).enumerate() {
        let (start, end) = (pos2(pair[0].0, pair[0].1), pos2(pair[1].0, pair[1].1));
        let reach = ((start.x - end.x) * 0.5).abs().max(46.0);
        let (a, b) = (start - vec2(reach, 0.0), end + vec2(reach, 0.0));
        way.extend(bezier([start, a, b, end]).skip(usize::from(index > 0)));
    }
    way
}

/// A way from a left edge to a right edge that lies right of it: out, down, along the bottom, and up again.
fn around(start: Pos2, end: Pos2, bottom: f32) -> Vec<Pos2> {
    const OUT: f32 = 34.0;
    let (low_left, low_right) = (pos2(start.x, bottom), pos2(end.x, bottom));
    let down = bezier([start, start - vec2(OUT, 0.0), low_left - vec2(OUT, 0.0), low_left + vec2(OUT, 0.0)]);
    let up = bezier([low_right - vec2(OUT, 0.0), low_right + vec2(OUT, 0.0), end + vec2(OUT, 0.0), end]);
    down.chain(up).collect()
}

/// Points on a curve.
fn bezier(points: [Pos2; 4]) -> impl Iterator<Item = Pos2> {
    let none = (egui::Color32::TRANSPARENT, egui::Stroke::NONE);
    let cubic = egui::epaint::CubicBezierShape::from_points_stroke(points, false, none.0, none.1);
    (0..=PIECES).map(move |piece| cubic.sample(piece as f32 / PIECES as f32))
}

/// How the drawing is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Where the drawing's corner is on the screen.
    pub origin: Pos2,
    /// How large a point of it is.
    pub zoom: f32,
}

/// The smallest zoom and the largest.
pub const ZOOMS: std::ops::RangeInclusive<f32> = 0.3..=2.0;

impl Look {
    /// All of it, in the middle of an area, never larger than life.
    pub fn fit(size: Vec2, area: Rect) -> Self {
        let room = area.shrink2(vec2(24.0, 24.0)).size();
        let zoom = (room.x / size.x.max(1.0)).min(room.y / size.y.max(1.0)).clamp(*ZOOMS.start(), 1.0);
        Self { origin: area.center() - size * zoom / 2.0, zoom }
    }

    /// A place on the screen.
    pub fn at(self, place: Pos2) -> Pos2 {
        self.origin + place.to_vec2() * self.zoom
    }

    /// What lies at a place on the screen.
    pub fn back(self, place: Pos2) -> Pos2 {
        ((place - self.origin) / self.zoom).to_pos2()
    }

    /// A rectangle on the screen.
    pub fn rect(self, rect: Rect) -> Rect {
        Rect::from_min_max(self.at(rect.min), self.at(rect.max))
    }

    /// Zooms by a factor, and a place on the screen stays where it is.
    pub fn zoomed(self, factor: f32, around: Pos2) -> Self {
        let zoom = (self.zoom * factor).clamp(*ZOOMS.start(), *ZOOMS.end());
        Self { origin: around + (self.origin - around) * (zoom / self.zoom), zoom }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::manifest::read::read;

    #[test]
    fn contracts_stand_beside_teams_and_circles_name_their_field() {
        let text = "teams:\n  a: {depends_on: [b]}\n  b: {depends_on: [a], wait_for: [c]}\n  c: {wait_for: b}\nintegration_points: [{name: API, between: [a, b]}, {name: OTHER, between: [b, c], owner: c}]\n";
        let manifest = read("", text).manifest.expect("a manifest");
        let scene = Scene::new(Revision(1), &manifest);
        let fields: Vec<_> = scene.circles.iter().map(|circle| (circle.field, circle.nodes.len())).collect();
        assert_eq!(fields, [(TeamRefField::DependsOn, 2), (TeamRefField::WaitFor, 2)]);
        assert_eq!(scene.diamonds.iter().map(|diamond| diamond.owner).collect::<Vec<_>>(), [Some(0), Some(2)]);
        for diamond in &scene.diamonds {
            assert!(scene.nodes.iter().all(|node| !node.contains(diamond.center)));
        }
        assert!(scene.links.iter().all(|link| link.is_in_circle), "all of them go round");
        let whole = Rect::from_min_size(Pos2::ZERO, scene.size).expand(0.5);
        assert!(scene.nodes.iter().all(|node| whole.contains_rect(*node)));
    }
}
