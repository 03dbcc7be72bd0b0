//! What can be dragged over the board, where it can be let go, and what a release means: in words while the button is
//! down, and as one edit when it is let go. Not: drawing, nor where the pointer is (`board`, `dock`).

use std::collections::BTreeSet;

use egui::Rect;

use super::ChipPlace;
use crate::gui::views::marks;
use crate::model::document::Revision;
use crate::model::manifest::edits::{ManifestEdit, PathList};
use crate::model::manifest::{Manifest, order, roles};
use crate::model::team::{STANDARD, TeamId};
use crate::t;

/// What travels with the pointer.
#[derive(Clone, Debug)]
pub struct Dragged {
    /// The state of the manifest that the places belong to.
    pub revision: Revision,
    /// What it is.
    pub what: What,
}

/// Something that can be dragged.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Responsibilities, in the order of the board.
    Chips(BTreeSet<ChipPlace>),
    /// A write path, by its team and place in the list.
    Path(TeamId, usize),
    /// A standard role, by its place among the ten.
    Role(usize),
    /// A team's card.
    Card(TeamId),
}

/// Where a release would put what is dragged.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// Among a team's responsibilities, or those that nobody has; and the bar that shows where.
    List(TeamId, usize, Rect),
    /// On a card as a whole.
    Card(TeamId),
    /// Between cards: before this one, or last; and the bar that shows where.
    Between(Option<TeamId>, Rect),
    /// Where no card is.
    Free,
}

impl Target {
    /// The card that is lit.
    pub fn card(&self) -> Option<&TeamId> {
        match self {
            Self::List(team, ..) | Self::Card(team) => Some(team),
            Self::Between(..) | Self::Free => None,
        }
    }

    /// The bar that shows the place.
    pub fn bar(&self) -> Option<Rect> {
        match self {
            Self::List(_, _, bar) | Self::Between(_, bar) => Some(*bar),
            Self::Card(_) | Self::Free => None,
        }
    }
}

impl What {
    /// What it is called beside the pointer.
    pub fn title(&self, manifest: &Manifest) -> String {
        match self {
            Self::Chips(chips) => {
                let mut texts = chips.iter().filter_map(|chip| manifest.responsibilities(&chip.team).get(chip.index));
                match (texts.next(), chips.len()) {
                    (Some(text), 1) => text.clone(),
                    (_, count) => t!("teams-several", count = count),
                }
            }
            Self::Path(team, index) => {
                manifest.team(team).and_then(|team| team.write_paths.get(*index)).cloned().unwrap_or_default()
            }
            Self::Role(role) => STANDARD.get(*role).map(|role| role.name.to_owned()).unwrap_or_default(),
            Self::Card(team) => marks::title_and_name(team, manifest),
        }
    }

    /// What a release there would do: in words, and whether it would do anything.
    pub fn outcome(&self, manifest: &Manifest, target: Option<&Target>) -> (String, bool) {
        let title = self.title(manifest);
        let Some(target) = target else {
            return (
                match self {
                    Self::Role(_) => t!("teams-drop-role-nowhere"),
                    Self::Card(_) => t!("teams-drop-card-nowhere"),
                    Self::Chips(_) | Self::Path(..) => t!("teams-drop-nowhere"),
                },
                false,
            );
        };
        let stays = || (t!("teams-drop-same-place"), false);
        match (self, target) {
            (Self::Chips(chips), Target::List(team, index, _)) => {
                if moves(manifest, chips, team, *index).is_empty() {
                    return stays();
                }
                let said = if chips.iter().any(|chip| chip.team != *team) {
                    t!("teams-drop-move", what = title, team = marks::title(team))
                } else {
                    match manifest.responsibilities(team).get(*index) {
                        Some(next) => t!("teams-drop-before", what = title, next = next.as_str()),
                        None => t!("teams-drop-last", what = title),
                    }
                };
                (said, true)
            }
            (Self::Path(from, _), Target::Card(to)) if from == to => stays(),
            (Self::Path(..), Target::Card(to)) => (t!("teams-drop-path", what = title, team = marks::title(to)), true),
            (Self::Role(_), Target::Card(to)) => (t!("teams-drop-role", what = title, team = marks::title(to)), true),
            (Self::Role(_), Target::Free) => (t!("teams-drop-role-new", what = title), true),
            (Self::Card(team), Target::Between(before, _)) => match order::place_before(manifest, team, before.as_ref()) {
                None => stays(),
                Some(_) => (
                    match before {
                        Some(before) => {
                            t!("teams-drop-before", what = marks::title(team), next = marks::title(before))
                        }
                        None => t!("teams-drop-last", what = marks::title(team)),
                    },
                    true,
                ),
            },
            _ => (t!("teams-drop-nowhere"), false),
        }
    }

    /// The edit that a release there is; `None` where nothing would change.
    pub fn edit(&self, manifest: &Manifest, target: &Target) -> Option<ManifestEdit> {
        match (self, target) {
            (Self::Chips(chips), Target::List(team, index, _)) => as_one(moves(manifest, chips, team, *index)),
            (Self::Path(from, index), Target::Card(to)) if from != to => Some(move_path(manifest, from, *index, to)),
            (Self::Role(role), Target::Card(team)) => roles::give(manifest, team, *role),
            (Self::Role(role), Target::Free) => roles::found(manifest, *role).map(|(_, edit)| edit),
            (Self::Card(team), Target::Between(before, _)) => order::place_before(manifest, team, before.as_ref()),
            _ => None,
        }
    }
}

/// The edit that gives a write path to another team, behind its own.
pub fn move_path(manifest: &Manifest, from: &TeamId, from_index: usize, to: &TeamId) -> ManifestEdit {
    let to_index = manifest.team(to).map_or(0, |team| team.write_paths.len());
    ManifestEdit::MovePath { list: PathList::Write, from: from.clone(), from_index, to: to.clone(), to_index }
}

/// Several edits as one step that can be taken back.
pub fn as_one(mut edits: Vec<ManifestEdit>) -> Option<ManifestEdit> {
    if edits.len() > 1 { Some(ManifestEdit::Several(edits)) } else { edits.pop() }
}

/// The edits that put these responsibilities, together and in their order, before what stands at `to_index` of a
/// list. Each edit's places are counted after the edits before it; what would stay where it is gives none.
pub fn moves(manifest: &Manifest, chips: &BTreeSet<ChipPlace>, to: &TeamId, to_index: usize) -> Vec<ManifestEdit> {
    let mut ids: Vec<&TeamId> = chips.iter().map(|chip| &chip.team).chain([to]).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut lists: Vec<Vec<ChipPlace>> = ids
        .iter()
        .map(|id| (0..manifest.responsibilities(id).len()).map(|index| ChipPlace { team: (*id).clone(), index }).collect())
        .collect();
    let place_of = |id: &TeamId| ids.iter().position(|other| *other == id).unwrap_or_default();
    let to_list = place_of(to);
    let unmoved = lists.clone();
    // The first one at or behind the place that is not moved itself: everything goes right before it.
    let before = lists[to_list].iter().skip(to_index).find(|place| !chips.contains(*place)).cloned();
    let mut edits = Vec::new();
    for chip in chips {
        let from = place_of(&chip.team);
        let Some(from_index) = lists[from].iter().position(|place| place == chip) else { continue };
        let behind = |list: &[ChipPlace]| list.iter().position(|place| Some(place) == before.as_ref()).unwrap_or(list.len());
        let to_index = behind(&lists[to_list]);
        if from == to_list && (to_index == from_index || to_index == from_index + 1) {
            continue;
        }
        edits.push(ManifestEdit::MoveResponsibility { from: chip.team.clone(), from_index, to: to.clone(), to_index });
        let moved = lists[from].remove(from_index);
        let shifted = if from == to_list && to_index > from_index { to_index - 1 } else { to_index };
        lists[to_list].insert(shifted, moved);
    }
    // Several moves can end where they began.
    if lists == unmoved { Vec::new() } else { edits }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::manifest::Team;

    fn manifest(lists: &[(&str, &[&str])], unassigned: &[&str]) -> Manifest {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let team = |(name, list): &(&str, &[&str])| Team { responsibilities: texts(list), ..Team::new(id(name), name) };
        Manifest { teams: lists.iter().map(team).collect(), unassigned: texts(unassigned), ..Manifest::default() }
    }

    fn id(name: &str) -> TeamId {
        TeamId::from_spelling(name).unwrap_or_else(TeamId::unassigned)
    }

    /// The teams' lists after these edits, and behind them what nobody has.
    fn carried_out(manifest: &Manifest, edits: &[ManifestEdit]) -> Vec<Vec<String>> {
        let mut lists: Vec<Vec<String>> = manifest.teams.iter().map(|team| team.responsibilities.clone()).collect();
        lists.push(manifest.unassigned.clone());
        let place = |id: &TeamId| manifest.teams.iter().position(|team| &team.id == id).unwrap_or(manifest.teams.len());
        for edit in edits {
            let ManifestEdit::MoveResponsibility { from, from_index, to, to_index } = edit else { panic!("{edit:?}") };
            let text = lists[place(from)].remove(*from_index);
            let shift = usize::from(from == to && to_index > from_index);
            lists[place(to)].insert(to_index - shift, text);
        }
        lists
    }

    fn chips(places: &[(&str, usize)]) -> BTreeSet<ChipPlace> {
        places.iter().map(|(team, index)| ChipPlace { team: id(team), index: *index }).collect()
    }

    #[test]
    fn chips_land_together_where_the_bar_was() {
        let manifest = manifest(&[("alpha", &["a", "b", "c", "d"]), ("beta", &["x", "y"])], &["u"]);
        let after =
            |places: &[(&str, usize)], to, index| carried_out(&manifest, &moves(&manifest, &chips(places), &id(to), index));
        assert_eq!(after(&[("alpha", 1)], "beta", 1), [vec!["a", "c", "d"], vec!["x", "b", "y"], vec!["u"]]);
        assert_eq!(after(&[("alpha", 0)], "alpha", 4)[0], ["b", "c", "d", "a"]);
        assert_eq!(after(&[("alpha", 3)], "alpha", 0)[0], ["d", "a", "b", "c"]);
        assert_eq!(after(&[("alpha", 0), ("alpha", 2), ("beta", 1)], "alpha", 2)[0], ["b", "a", "c", "y", "d"]);
        assert_eq!(after(&[("alpha", 0), ("alpha", 2)], "beta", 0)[..2], [vec!["b", "d"], vec!["a", "c", "x", "y"]]);
        assert_eq!(after(&[("beta", 0), ("alpha", 0)], "unassigned", 0)[2], ["a", "x", "u"]);
        assert_eq!(after(&[("unassigned", 0)], "beta", 2)[1..], [vec!["x", "y", "u"], vec![]]);
    }

    #[test]
    fn what_stays_is_no_edit() {
        let manifest = manifest(&[("alpha", &["a", "b"]), ("beta", &[])], &[]);
        for index in [0, 1] {
            assert_eq!(moves(&manifest, &chips(&[("alpha", 0)]), &id("alpha"), index), []);
        }
        assert_eq!(moves(&manifest, &chips(&[("alpha", 0), ("alpha", 1)]), &id("alpha"), 1), []);
        assert_eq!(moves(&manifest, &chips(&[("alpha", 1)]), &id("beta"), 0).len(), 1);
    }
}
