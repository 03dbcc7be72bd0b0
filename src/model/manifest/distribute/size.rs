//! The sizing guide: how many teams a project of a size wants.

/// A row of the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct GuideRow {
    /// Up to so many lines; `None` is everything above.
    pub up_to: Option<u64>,
    pub least: usize,
    pub most: usize,
}

/// The guide, the smallest projects first. Above the last limit: ten teams, and the largest in sub-teams.
pub const GUIDE: [GuideRow; 4] = [
    GuideRow { up_to: Some(25_000), least: 3, most: 4 },
    GuideRow { up_to: Some(50_000), least: 5, most: 7 },
    GuideRow { up_to: Some(100_000), least: 8, most: 10 },
    GuideRow { up_to: None, least: 10, most: 10 },
];

/// The row for a project of so many lines.
pub fn guide_row(loc: u64) -> usize {
    GUIDE.iter().position(|row| row.up_to.is_none_or(|most| loc <= most)).unwrap_or(GUIDE.len() - 1)
}

/// How many teams a project of so many lines wants: within its row, more for more.
pub fn teams_for(loc: u64) -> usize {
    let at = guide_row(loc);
    let GuideRow { up_to, least, most } = GUIDE[at];
    let from = at.checked_sub(1).and_then(|before| GUIDE[before].up_to).unwrap_or(0);
    let Some(to) = up_to else { return most };
    let steps = (most - least + 1) as u64;
    least + (loc.saturating_sub(from + 1) * steps / (to - from)).min(steps - 1) as usize
}

/// A team that is asked for more lines than this works in sub-teams, where the project is above the guide's last limit.
const LOC_ALONE: u64 = 10_000;

/// How many sub-teams a team is to have in a project of so many lines; `None` where it can do it alone.
pub fn parts_for(project_loc: u64, team_loc: u64) -> Option<u64> {
    let is_swarm = GUIDE[guide_row(project_loc)].up_to.is_none();
    Some(team_loc.div_ceil(LOC_ALONE).min(super::MAX_PARTS as u64)).filter(|parts| is_swarm && *parts > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_gives_more_teams_to_more_lines() {
        for (loc, teams) in [
            (0, 3),
            (12_000, 3),
            (25_000, 4),
            (25_001, 5),
            (50_000, 7),
            (50_001, 8),
            (80_000, 9),
            (100_000, 10),
            (100_001, 10),
            (u64::MAX, 10),
        ] {
            assert_eq!(teams_for(loc), teams, "{loc}");
        }
        assert_eq!((parts_for(100_000, 40_000), parts_for(150_000, 9_000), parts_for(150_000, 25_000)), (None, None, Some(3)));
        let counts: Vec<usize> = (0..120).map(|k| teams_for(k * 1000)).collect();
        assert!(counts.windows(2).all(|pair| pair[0] <= pair[1]));
    }
}
