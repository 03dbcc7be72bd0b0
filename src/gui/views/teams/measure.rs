//! How large every card is and where its parts stand, computed once for each revision and width: a frame then
//! only looks up which cards are visible.

use std::collections::HashMap;

use egui::{FontId, Rect, Ui, pos2, vec2};

use super::{Board, EditField, TeamsScreen};
use crate::gui::theme::GRID;
use crate::gui::widgets::{chip, elide, flow, tall::Tall};
use crate::model::document::Revision;
use crate::model::manifest::Team;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// Space between a card's edge and its content.
pub const PAD: f32 = 3.0 * GRID;
/// Space between cards.
pub const GAP: f32 = 3.0 * GRID;
/// No card is narrower.
pub const MIN_WIDTH: f32 = 200.0;
/// A few cards are not wider.
pub const MAX_WIDTH: f32 = 380.0;
/// Space between chips.
pub const CHIP_GAP: f32 = GRID;
/// The line of badge and name.
pub const HEAD: f32 = 28.0;
/// A line of small text.
pub const LINE: f32 = 16.0;
/// So many write paths are shown; the others are counted.
pub const PATHS_SHOWN: usize = 3;
/// A field is at least so high.
pub const FIELD: f32 = 24.0;

/// Where the parts of a card stand, from the card's corner.
#[derive(Clone, Debug)]
pub struct CardParts {
    /// Whose card it is.
    pub id: TeamId,
    /// The place of the team in the manifest's list.
    pub team: usize,
    /// Badge and name.
    pub head: Rect,
    /// The role, in at most two lines.
    pub role: Rect,
    /// The responsibilities.
    pub chips: Vec<Rect>,
    /// All of them, and the place to add one.
    pub chip_area: Rect,
    /// The place to add one.
    pub add: Rect,
    /// The write paths.
    pub paths: Rect,
    /// How high the card is when it is alone in its row.
    pub height: f32,
}

/// The board's geometry.
#[derive(Debug, Default)]
pub struct Measured {
    key: Option<Key>,
    /// The cards, in the order in which they are shown.
    pub cards: Vec<CardParts>,
    /// Cards in a row.
    pub columns: usize,
    /// A card's width.
    pub card_width: f32,
    /// The rows of cards, each with the gap below it.
    pub rows: Tall,
    /// For each team of the manifest: what is wrong with it (places in findings, then problems).
    pub wrong: Vec<Vec<WrongAt>>,
    /// The largest middle target of a team: the bars are drawn against it.
    pub largest_loc: f32,
    text_widths: HashMap<String, f32>,
    /// What each card was measured for.
    measured_for: Vec<MeasuredFor>,
}

/// What the parts of a card depend on, beside what all cards share.
#[derive(Debug, PartialEq)]
struct MeasuredFor {
    role: String,
    responsibilities: Vec<String>,
    path_lines: usize,
    /// How wide the place to add one is; `None` while something is typed there.
    add_width: Option<f32>,
}

/// Where something wrong is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongAt {
    /// Among the manifest's findings.
    Finding(usize),
    /// Among the problems of reading it.
    Problem(usize),
}

#[derive(Debug, PartialEq)]
struct Key {
    revision: Revision,
    is_editable: bool,
    findings: usize,
    width: u32,
    pixels_per_point: f32,
    adding: Option<EditField>,
    all_paths: usize,
    language: crate::words::Language,
    font: FontId,
}

impl Key {
    /// Whether cards that did not change are measured alike.
    fn is_like(&self, other: &Self) -> bool {
        let of = |key: &Self| (key.is_editable, key.width, key.pixels_per_point, key.language, key.font.clone());
        of(self) == of(other)
    }
}

impl MeasuredFor {
    fn fits(&self, team: &Team, path_lines: usize, add_width: Option<f32>) -> bool {
        let alike = (self.path_lines, self.add_width) == (path_lines, add_width);
        alike && self.role == team.role && self.responsibilities == team.responsibilities
    }
}

/// Brings the geometry up to date for a board of this width.
pub fn measure(ui: &Ui, board: Board<'_>, screen: &mut TeamsScreen, width: f32) {
    let adding = match &screen.editing {
        Some(super::Editing { field: field @ (EditField::Add(_) | EditField::AddPath(_)), .. }) => Some(field.clone()),
        _ => None,
    };
    let font = chip::font(ui);
    let manifest_facts = &board.project.manifest;
    let key = Key {
        revision: manifest_facts.document.revision(),
        is_editable: board.editable,
        findings: manifest_facts.findings.len() + manifest_facts.problems.len(),
        width: width as u32,
        pixels_per_point: ui.pixels_per_point(),
        adding,
        all_paths: screen.all_paths.len(),
        language: crate::words::language(),
        font: font.clone(),
    };
    let measured = &mut screen.measured;
    if measured.key.as_ref() == Some(&key) {
        return;
    }
    if measured.key.as_ref().is_none_or(|old| old.pixels_per_point != key.pixels_per_point || old.font != key.font) {
        measured.text_widths.clear();
    }
    let teams = &board.manifest.teams;
    // One more place: the card that makes a new team.
    let places = teams.len() + usize::from(board.editable);
    // A few teams get no wider cards than many: the card of a new one stands beside them.
    let widest_fit = ((width + GAP) / (MAX_WIDTH + GAP)).ceil() as usize;
    let (columns, card_width) = flow::columns(teams.len().max(widest_fit).max(1), width, MIN_WIDTH, GAP);
    let mut text_widths = std::mem::take(&mut measured.text_widths);
    let add_width = chip::width_for(text_width(ui, &mut text_widths, &add_text(), &font));
    let order = board.manifest.teams_in_order();
    let path_lines: Vec<usize> = order.iter().map(|team| super::paths::lines(screen, team)).collect();
    let measured = &mut screen.measured;
    let place_of = |team: &Team| teams.iter().position(|other| other.id == team.id).unwrap_or_default();
    // An edit changes one card or two: the others are as they were.
    let is_comparable = measured.key.as_ref().is_some_and(|old| old.is_like(&key)) && measured.card_width == card_width;
    let mut known: HashMap<TeamId, (MeasuredFor, CardParts)> = HashMap::new();
    for (parts, of) in std::mem::take(&mut measured.cards).into_iter().zip(std::mem::take(&mut measured.measured_for)) {
        if is_comparable {
            known.insert(parts.id.clone(), (of, parts));
        }
    }
    for (team, path_lines) in order.iter().zip(path_lines) {
        let adding = key.adding == Some(EditField::Add(team.id.clone()));
        let add_width = if adding { None } else { Some(add_width) };
        let (of, parts) = match known.remove(&team.id) {
            Some((of, parts)) if of.fits(team, path_lines, add_width) => (of, CardParts { team: place_of(team), ..parts }),
            _ => {
                let (role, responsibilities) = (team.role.clone(), team.responsibilities.clone());
                let parts = card(ui, board, place_of(team), card_width, &mut text_widths, add_width, path_lines);
                (MeasuredFor { role, responsibilities, path_lines, add_width }, parts)
            }
        };
        measured.cards.push(parts);
        measured.measured_for.push(of);
    }
    measured.text_widths = text_widths;
    measured.columns = columns;
    measured.card_width = card_width;
    let heights: Vec<f32> = (0..places.div_ceil(columns))
        .map(|row| {
            let cards = measured.cards.iter().skip(row * columns).take(columns);
            cards.map(|card| card.height).fold(super::new_team::HEIGHT, f32::max) + GAP
        })
        .collect();
    measured.rows = Tall::new(heights);
    measured.wrong = wrong(board);
    measured.largest_loc = teams.iter().filter_map(|team| team.target_loc).map(middle).fold(0.0, f32::max);
    measured.key = Some(key);
}

/// The words on the chip that adds one.
pub fn add_text() -> String {
    crate::t!("teams-add-short")
}

/// The middle of a target.
pub fn middle(target: crate::model::manifest::LocRange) -> f32 {
    (target.min as f32 + target.max as f32) / 2.0
}

fn text_width(ui: &Ui, known: &mut HashMap<String, f32>, text: &str, font: &FontId) -> f32 {
    if let Some(&width) = known.get(text) {
        return width;
    }
    let width = ui.painter().layout_no_wrap(text.to_owned(), font.clone(), egui::Color32::PLACEHOLDER).size().x;
    known.insert(text.to_owned(), width);
    width
}

fn card(
    ui: &Ui,
    board: Board<'_>,
    place: usize,
    width: f32,
    text_widths: &mut HashMap<String, f32>,
    add_width: Option<f32>,
    path_lines: usize,
) -> CardParts {
    let team = &board.manifest.teams[place];
    let inner = width - 2.0 * PAD;
    let font = chip::font(ui);
    let head = Rect::from_min_size(pos2(PAD, PAD), vec2(inner, HEAD));
    let role_height = if team.role.is_empty() {
        LINE
    } else {
        elide::rows(ui, &team.role, font.clone(), egui::Color32::PLACEHOLDER, inner, 2).size().y.max(LINE)
    };
    let role = Rect::from_min_size(pos2(PAD, head.bottom() + GRID), vec2(inner, role_height));

    let mut widths: Vec<f32> =
        team.responsibilities.iter().map(|text| chip::width_for(text_width(ui, text_widths, text, &font))).collect();
    let add = match add_width {
        _ if !board.editable => None,
        Some(width) => Some(width),
        None => Some(inner),
    };
    widths.extend(add);
    let flowed = flow::flow(&widths, inner, chip::HEIGHT, CHIP_GAP);
    let corner = vec2(PAD, role.bottom() + 2.0 * GRID);
    let mut chips = flow::translated(&flowed.rects, corner);
    let add = if add.is_some() { chips.pop().unwrap_or(Rect::NOTHING) } else { Rect::NOTHING };
    let chip_area = Rect::from_min_size(corner.to_pos2(), vec2(inner, flowed.height.max(chip::HEIGHT)));

    let path_height = path_lines as f32 * LINE;
    let paths = Rect::from_min_size(pos2(PAD, chip_area.bottom() + 2.5 * GRID), vec2(inner, path_height));
    let height = paths.bottom() + FOOT + PAD;
    CardParts { id: team.id.clone(), team: place, head, role, chips, chip_area, add, paths, height }
}

/// The lower part of a card, with the space above it: targets, and whom it waits for.
pub const FOOT: f32 = 2.5 * GRID + 44.0;

/// Which team a problem is about: by its argument, else by the lines in which the team stands.
fn wrong(board: Board<'_>) -> Vec<Vec<WrongAt>> {
    let teams = &board.manifest.teams;
    let mut found = vec![Vec::new(); teams.len()];
    let mut starts: Vec<(u32, usize)> = teams.iter().enumerate().map(|(index, team)| (team.place.line, index)).collect();
    starts.sort_unstable();
    let last_line = last_line_of_teams(board, starts.last().map_or(0, |start| start.0));
    let team_of = |problem: &Problem| {
        let named =
            problem.arg("team").and_then(|name| teams.iter().position(|team| team.id.as_str() == name || team.key == name));
        named.or_else(|| {
            let line = problem.place.as_ref()?.line;
            let at = starts.partition_point(|start| start.0 <= line).checked_sub(1)?;
            (line > 0 && line <= last_line).then(|| starts[at].1)
        })
    };
    for (index, finding) in board.project.manifest.findings.iter().enumerate() {
        if let Some(team) = team_of(&finding.problem) {
            found[team].push(WrongAt::Finding(index));
        }
    }
    for (index, problem) in board.project.manifest.problems.iter().enumerate() {
        if let Some(team) = team_of(problem) {
            found[team].push(WrongAt::Problem(index));
        }
    }
    found
}

/// The last line of the block in which the last team stands: up to the next key that is not indented.
fn last_line_of_teams(board: Board<'_>, last_team: u32) -> u32 {
    let text = board.project.manifest.document.text();
    let outdented = |line: &str| line.starts_with(|c: char| !c.is_whitespace() && c != '#' && c != '-');
    text.lines()
        .enumerate()
        .skip(last_team as usize)
        .find(|(_, line)| outdented(line))
        .map_or(u32::MAX, |(index, _)| index as u32)
}
