//! The order of the cards: which priorities have to be written so that a team stands somewhere else. Owns the
//! arithmetic alone; how the order follows from priorities is `Manifest::teams_in_order`.

use super::Manifest;
use super::edits::ManifestEdit;
use crate::model::team::TeamId;

/// The edit that puts a team before another one, or last. As few priorities are written as will do: mostly the
/// team's own; more only where there is no room between its new neighbours. `None` where it stands there already.
pub fn place_before(manifest: &Manifest, team: &TeamId, before: Option<&TeamId>) -> Option<ManifestEdit> {
    let order = manifest.teams_in_order();
    let from = order.iter().position(|other| other.id == *team)?;
    let to = before.map_or(Some(order.len()), |before| order.iter().position(|other| other.id == *before))?;
    if to == from || to == from + 1 {
        return None;
    }
    let place = |id: &TeamId| manifest.teams.iter().position(|other| other.id == *id).unwrap_or_default();
    // Equal priorities stand in the order of the file.
    let key = |id: &TeamId| (manifest.priority_of(id), place(id));
    let mut wanted: Vec<&TeamId> = order.iter().map(|other| &other.id).filter(|id| *id != team).collect();
    let at = if to > from { to - 1 } else { to };
    wanted.insert(at, team);
    let mut edits = Vec::new();
    let mut set = |id: &TeamId, priority: i64| {
        edits.push(ManifestEdit::SetPriority { team: id.clone(), priority: Some(priority) });
        (priority, place(id))
    };
    let mut last = at.checked_sub(1).map(|before| key(wanted[before]));
    for (index, id) in wanted.iter().enumerate().skip(at) {
        if index > at && last.is_none_or(|last| key(id) > last) {
            break;
        }
        // Behind the one before it, and as near to it as its place in the file allows.
        let least = match last {
            Some((priority, before)) => priority + i64::from(place(id) < before),
            None => wanted.get(index + 1).map_or(1, |next| {
                let (priority, behind) = key(next);
                priority - i64::from(place(id) > behind)
            }),
        };
        last = Some(set(id, least));
    }
    Some(ManifestEdit::Several(edits))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::manifest::edits::edit;
    use crate::model::manifest::read::read;

    const IDS: [&str; 6] = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"];

    fn text(priorities: &[Option<i64>]) -> String {
        let line = |(id, priority): (&str, &Option<i64>)| match priority {
            Some(priority) => format!("  {id}: {{focus: [x], priority: {priority}}}\n"),
            None => format!("  {id}: {{focus: [x]}}\n"),
        };
        format!("teams:\n{}", IDS.into_iter().zip(priorities).map(line).collect::<String>())
    }

    proptest! {
        #[test]
        fn a_team_stands_where_it_was_put(
            priorities in prop::collection::vec(prop::option::weighted(0.6, -3..9i64), 2..7),
            (from, to) in (0..6usize, 0..7usize),
        ) {
            let text = text(&priorities);
            let manifest = read("", &text).manifest.expect("a manifest");
            let order: Vec<TeamId> = manifest.teams_in_order().into_iter().map(|team| team.id.clone()).collect();
            let (from, to) = (from % order.len(), to % (order.len() + 1));
            let mut wanted = order.clone();
            let moved = wanted.remove(from);
            wanted.insert(if to > from { to - 1 } else { to }, moved.clone());
            match place_before(&manifest, &moved, order.get(to)) {
                None => prop_assert_eq!(&wanted, &order),
                Some(step) => {
                    let now = edit("", &text, &step).expect("done").read.manifest.expect("a manifest");
                    let order: Vec<TeamId> = now.teams_in_order().into_iter().map(|team| team.id.clone()).collect();
                    prop_assert_eq!(order, wanted, "{}", text);
                }
            }
        }
    }

    #[test]
    fn only_the_moved_team_is_written_where_there_is_room() {
        let text = text(&[Some(10), Some(20), Some(30)]);
        let manifest = read("", &text).manifest.expect("a manifest");
        let id = |text| TeamId::from_spelling(text).expect("an id");
        let Some(ManifestEdit::Several(edits)) = place_before(&manifest, &id("gamma"), Some(&id("beta"))) else { panic!() };
        assert_eq!(edits, [ManifestEdit::SetPriority { team: id("gamma"), priority: Some(10) }]);
        let Some(ManifestEdit::Several(edits)) = place_before(&manifest, &id("gamma"), Some(&id("alpha"))) else { panic!() };
        assert_eq!(edits, [ManifestEdit::SetPriority { team: id("gamma"), priority: Some(9) }]);
    }
}
