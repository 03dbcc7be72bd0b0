//! One run on which the sides differ: what is computed from it and kept, and where the parts of its card stand. How the
//! card is drawn is in `card`, the result below it and writing by hand in `result`.

mod card;
mod pick;
mod result;

use std::collections::HashMap;

use egui::{Rect, Ui};

pub use card::{answer, show};
pub use result::begin_edit;

use super::choose;
use super::controls::{self, Choose};
use crate::gui::theme::GRID;
use crate::gui::widgets::flow;
use crate::gui::widgets::side_by_side::{Grid, Line, Sheet};
use crate::model::conflict::{Answer, Conflict};
use crate::model::merge::choice::{Author, Choice, PickedLine, resolve};
use crate::model::merge::lines::{Chunk, LineMerge};
use crate::model::merge::rows::{Cell, Row, rows};
use crate::t;

/// Space between the card's edge and its content.
pub const PAD: f32 = 3.0 * GRID;
const HEAD: f32 = 34.0;
const COLUMN_HEAD: f32 = 42.0;
const NOTE: f32 = 22.0;
const RESULT_HEAD: f32 = 28.0;
/// Where the authors of the result's lines are marked.
const MARGIN: f32 = 26.0;
const EDIT_BUTTONS: f32 = 36.0;

/// What is computed from a run and kept.
#[derive(Debug)]
pub struct RunView {
    /// The place of its chunk.
    pub chunk: usize,
    /// Its place among the runs.
    pub number: usize,
    first_line: u32,
    base_lines: u32,
    columns: choose::Columns,
    /// Base first, then the columns.
    sheet: Sheet,
    /// What the result was computed from.
    chosen: Option<Choice>,
    result: Sheet,
    authors: Vec<Author>,
    fitted: Option<Key>,
    parts: Parts,
}

/// Where the parts of a card stand, from its upper edge.
#[derive(Clone, Debug, Default)]
struct Parts {
    pane_width: f32,
    sheet: f32,
    note: f32,
    bar: f32,
    buttons: Vec<Rect>,
    result: f32,
    end: f32,
}

/// What was chosen for a run.
pub fn choice_of(answer: Option<&Answer>, run: usize) -> Option<&Choice> {
    match answer {
        Some(Answer::Runs(choices)) => choices.get(run)?.as_ref(),
        _ => None,
    }
}

/// Whether base fits beside the columns, and has something to show.
pub fn base_has_room(runs: &[RunView], width: f32) -> bool {
    let columns = runs.iter().map(|run| run.columns.columns.len()).max().unwrap_or_default();
    runs.iter().any(|run| run.base_lines > 0) && width / (columns as f32 + 1.0) >= 260.0
}

impl RunView {
    /// Aligns the sides of a conflicting chunk that begins at this line of the merged text.
    pub fn new(chunk_index: usize, number: usize, chunk: &Chunk, first_line: u32) -> Self {
        let columns = choose::columns(chunk);
        let Chunk::Conflict { base, sides, .. } = chunk else {
            return Self { columns, ..Self::empty(chunk_index, number, first_line) };
        };
        let texts: Vec<&[u8]> = columns.columns.iter().map(|column| sides[column[0]].as_slice()).collect();
        let line =
            |cell: Cell, changed: bool| Line::new(first_line + cell.line.saturating_sub(1), cell.text, changed, cell.words);
        let aligned = if base.is_empty() && texts.len() > 1 { side_by_side(&texts) } else { rows(base, &texts) };
        let aligned = aligned
            .into_iter()
            .map(|row| {
                let base = row.base.map(|cell| line(cell, false));
                let side = |side: Option<Cell>| {
                    side.map(|cell| {
                        let changed = cell.changed;
                        line(cell, changed)
                    })
                };
                std::iter::once(base).chain(row.sides.into_iter().map(side)).collect()
            })
            .collect();
        let base_lines =
            base.iter().filter(|byte| **byte == b'\n').count() + usize::from(!base.is_empty() && !base.ends_with(b"\n"));
        Self {
            columns,
            sheet: Sheet::new(aligned),
            base_lines: base_lines as u32,
            ..Self::empty(chunk_index, number, first_line)
        }
    }

    fn empty(chunk: usize, number: usize, first_line: u32) -> Self {
        Self {
            chunk,
            number,
            first_line,
            base_lines: 0,
            columns: choose::Columns::default(),
            sheet: Sheet::default(),
            chosen: None,
            result: Sheet::default(),
            authors: Vec::new(),
            fitted: None,
            parts: Parts::default(),
        }
    }

    /// The columns of the sheet that are shown.
    pub fn panes(&self, base: bool) -> Vec<usize> {
        let base = base || self.columns.columns.is_empty();
        (usize::from(!base)..=self.columns.columns.len()).collect()
    }

    /// How many columns are shown.
    pub fn pane_count(&self, base: bool) -> usize {
        self.columns.columns.len() + usize::from(base || self.columns.columns.is_empty())
    }

    /// How high the card is.
    pub fn height(&self) -> f32 {
        self.parts.end
    }

    /// Computes the result, if the choice is another one, and where everything stands, if anything is other than it was.
    /// `edited` is how many lines are being written by hand.
    pub fn fit(&mut self, with: &Fitting<'_>, choice: Option<&Choice>, edited: Option<usize>) {
        let key = Key { width: with.width, grid: with.grid.line_height, base: with.base, editable: with.editable, edited };
        if self.fitted == Some(key) && self.chosen.as_ref() == choice {
            return;
        }
        if self.chosen.as_ref() != choice {
            self.chosen = choice.cloned();
            self.compute_result(with.merge);
        }
        self.fitted = Some(key);
        let inner = with.width - 2.0 * PAD;
        let panes = self.pane_count(with.base);
        self.parts.pane_width = (inner / panes as f32).floor();
        self.parts.sheet = HEAD + COLUMN_HEAD;
        self.parts.note = self.parts.sheet + self.sheet.fit(with.grid, self.parts.pane_width);
        let note = if self.columns.untouched.is_empty() { 2.0 * GRID } else { NOTE + GRID };
        self.parts.bar = self.parts.note + note;
        let choices = self.choices(with.conflict, with.words, with.editable);
        let widths: Vec<f32> = choices.iter().map(|(_, choice)| choice.width(with.ui)).collect();
        let flowed = flow::flow(&widths, inner, controls::HEIGHT, 1.5 * GRID);
        self.parts.result = self.parts.bar + flowed.height + 2.0 * GRID;
        self.parts.buttons = flowed.rects;
        let lines = match edited {
            Some(lines) => (lines.clamp(3, 16) + 1) as f32 * with.grid.line_height + EDIT_BUTTONS + 8.0,
            None if self.chosen.is_some() => self.result.fit(with.grid, inner - MARGIN),
            None => 0.0,
        };
        self.parts.end = self.parts.result + RESULT_HEAD + lines + if lines > 0.0 { PAD } else { GRID };
    }

    /// Lays the run out in columns of the wide view: all sides aligned, the result beside them; how high that is.
    pub fn fit_wide(&mut self, merge: &LineMerge, choice: Option<&Choice>, grid: &Grid, pane_width: f32) -> f32 {
        if self.chosen.as_ref() != choice {
            self.chosen = choice.cloned();
            self.compute_result(merge);
        }
        // The cards have other measures: they are laid out again when they come back.
        self.fitted = None;
        let result = if self.chosen.is_some() { self.result.fit(grid, pane_width) } else { 0.0 };
        self.sheet.fit(grid, pane_width).max(result).max(grid.line_height)
    }

    /// The sides, aligned: base first, then the columns.
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// The result; empty while nothing is chosen.
    pub fn result(&self) -> &Sheet {
        &self.result
    }

    /// What is chosen.
    pub fn chosen(&self) -> Option<&Choice> {
        self.chosen.as_ref()
    }

    /// Who wrote each line of the result.
    pub fn authors(&self) -> &[Author] {
        &self.authors
    }

    /// The column of the sheet in which a side stands: base's, where it left base as it was.
    pub fn column_of(&self, side: usize) -> usize {
        self.columns.columns.iter().position(|column| column.contains(&side)).map_or(0, |column| column + 1)
    }

    /// The side that stands for the one at this place in a choice; `None` where it left base as it was.
    pub fn side_that_chooses(&self, side: usize) -> Option<usize> {
        self.columns.columns.iter().find(|column| column.contains(&side)).map(|column| column[0])
    }

    /// The line that stands in a cell.
    fn line_in(&self, column: usize, row: usize) -> Option<PickedLine> {
        let line = self.sheet.rows().get(row)?.get(column)?.as_ref()?;
        let side = match column.checked_sub(1) {
            Some(column) => Some(*self.columns.columns.get(column)?.first()?),
            None => None,
        };
        Some(PickedLine { side, line: line.number.checked_sub(self.first_line)? as usize })
    }

    fn compute_result(&mut self, merge: &LineMerge) {
        let Some(chunk) = merge.chunks.get(self.chunk) else { return };
        let one = LineMerge { chunks: vec![chunk.clone()] };
        let resolved = resolve(&one, std::slice::from_ref(&self.chosen));
        let text = String::from_utf8_lossy(&resolved.text);
        let line = |(index, text): (usize, &str)| {
            vec![Some(Line::new(self.first_line + index as u32, text.to_owned(), false, Vec::new()))]
        };
        self.result = Sheet::new(text.lines().enumerate().map(line).collect());
        self.authors = match &self.chosen {
            Some(Choice::Edited(edited)) => authors_of(edited, chunk),
            _ => resolved.authors,
        };
    }

    /// The buttons of this run, without their names: the columns, base, nothing, edit.
    fn choices<'a>(&self, conflict: &'a Conflict, words: &Words, editable: bool) -> Vec<(Pick, Choose<'a>)> {
        let chosen = self.chosen.as_ref();
        let sides: &[usize] = match chosen {
            Some(Choice::Sides(sides)) => sides,
            _ => &[],
        };
        let mut choices: Vec<(Pick, Choose<'a>)> = Vec::new();
        for (index, column) in self.columns.columns.iter().enumerate() {
            let teams: Vec<_> = column.iter().filter_map(|side| conflict.teams.get(*side)).collect();
            let order = sides.iter().position(|side| column.contains(side));
            let choice = Choose {
                key: controls::key_of(index),
                text: controls::titles(teams.iter().copied()),
                teams,
                chosen: order.map(|order| if sides.len() > 1 { order + 1 } else { 0 }),
                enabled: editable,
                ..Choose::default()
            };
            choices.push((Pick::Side(column[0]), choice));
        }
        let more = [
            (Pick::Base, 'b', &words.base, chosen == Some(&Choice::Base)),
            (Pick::Nothing, 'n', &words.nothing, chosen == Some(&Choice::Nothing)),
            (Pick::Edit, 'e', &words.edit, matches!(chosen, Some(Choice::Edited(_)))),
        ];
        for (pick, key, word, chosen) in more {
            // Where base has nothing, base and nothing are the same.
            if pick == Pick::Base && self.base_lines == 0 && !chosen {
                continue;
            }
            let text = word.clone();
            let chosen = chosen.then_some(0);
            choices.push((pick, Choose { key: Some(key), text, chosen, enabled: editable, ..Choose::default() }));
        }
        choices
    }

    /// What a screen reader says of a button.
    fn name(&self, pick: Pick, text: &str) -> String {
        let run = self.number + 1;
        match pick {
            Pick::Side(_) => t!("conflicts-take", team = text, run = run),
            Pick::Base => t!("conflicts-take-base", run = run),
            Pick::Nothing => t!("conflicts-take-nothing", run = run),
            Pick::Edit => t!("conflicts-edit-run", run = run),
        }
    }
}

/// Rows where base has nothing: the sides against each other, the first one taking base's part.
fn side_by_side(texts: &[&[u8]]) -> Vec<Row> {
    let [first, others @ ..] = texts else { return Vec::new() };
    // What of the first stands out is what the second has not.
    let back: HashMap<u32, Vec<std::ops::Range<usize>>> = match others {
        [second, ..] => {
            let cells = rows(second, &[first]).into_iter().filter_map(|mut row| row.sides.pop().flatten());
            cells.map(|cell| (cell.line, cell.words)).collect()
        }
        [] => HashMap::new(),
    };
    let mut aligned = rows(first, others);
    for row in &mut aligned {
        let differs = row.sides.iter().any(|side| side.as_ref().is_none_or(|cell| cell.changed));
        let first = row.base.take().map(|cell| {
            let words = if differs { back.get(&cell.line).cloned().unwrap_or_default() } else { Vec::new() };
            Cell { changed: differs, words, ..cell }
        });
        row.sides.insert(0, first);
    }
    aligned
}

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pick {
    /// Takes this side, or no longer.
    Side(usize),
    Base,
    Nothing,
    Edit,
}

/// The words on the buttons of every run, looked up once for all of them.
pub struct Words {
    base: String,
    nothing: String,
    edit: String,
}

impl Words {
    /// In the language that is spoken now.
    pub fn new() -> Self {
        Self { base: t!("conflicts-base"), nothing: t!("conflicts-nothing"), edit: t!("conflicts-edit") }
    }
}

/// What a card is laid out from, beside its run.
pub struct Fitting<'a> {
    /// Where it is drawn.
    pub ui: &'a Ui,
    /// What it is part of.
    pub conflict: &'a Conflict,
    /// The text.
    pub merge: &'a LineMerge,
    /// Whether anything can be decided.
    pub editable: bool,
    /// The measures of lines.
    pub grid: &'a Grid,
    /// How wide cards are.
    pub width: f32,
    /// Whether base has a column.
    pub base: bool,
    /// The words on the buttons.
    pub words: &'a Words,
}

/// For what a card was laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Key {
    width: f32,
    grid: f32,
    base: bool,
    editable: bool,
    edited: Option<usize>,
}

/// Whose each line of a text written by hand is: a side's or base's where it stands there too, else the person's.
fn authors_of(edited: &str, chunk: &Chunk) -> Vec<Author> {
    let Chunk::Conflict { base, sides, .. } = chunk else { return Vec::new() };
    let lines_of = |text: &'_ [u8]| -> Vec<Vec<u8>> {
        text.split(|byte| *byte == b'\n').map(|line| line.trim_ascii_end().to_vec()).collect()
    };
    let mut known: HashMap<Vec<u8>, Author> = HashMap::new();
    for (index, side) in sides.iter().enumerate() {
        for line in lines_of(side) {
            known.entry(line).or_insert(Author::Side(index));
        }
    }
    // What base has is nobody's doing, even where sides kept it.
    known.extend(lines_of(base).into_iter().map(|line| (line, Author::Base)));
    let author = |line: &str| known.get(line.trim_ascii_end().as_bytes()).copied().unwrap_or(Author::Person);
    edited.lines().map(author).collect()
}
