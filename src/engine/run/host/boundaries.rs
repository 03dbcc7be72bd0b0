//! Boundaries while teams write: what was written outside is noted once, the team is told in one message, and exceptions
//! are asked for and answered. Owns what follows from a look and from a wish; the look itself is in `seen`, and what is kept
//! out of the result is integration's.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use super::Host;
use super::seen::Seen;
use crate::engine::exceptions::{self, Exception};
use crate::engine::jobs::report::Status;
use crate::engine::run::now;
use crate::model::ownership::PathClass;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::run::line::{Source, What};
use crate::model::run::markers::Marker;
use crate::model::run::signals::{Message, Signal};
use crate::model::run::team::Delivery;
use crate::model::run::wishes::{self, Wish, covers};
use crate::model::team::TeamId;

/// A team is told this often at most.
const TELL_EVERY: Duration = Duration::from_secs(20);
/// The same answer to the same claim is given this often.
const SAME_ANSWERS: usize = 3;
/// More new paths than this at once are told by their folders.
const SINGLE_PATHS: usize = 40;

/// What of boundaries has not been told.
#[derive(Debug, Default)]
pub(super) struct Boundaries {
    untold: BTreeMap<TeamId, BTreeMap<String, Option<TeamId>>>,
    told: BTreeMap<TeamId, Instant>,
}

impl Host {
    /// Takes in what a look saw of a team's tree.
    pub(super) fn seen(&mut self, seen: Seen) {
        let Seen { team, measured, outside, status, problems } = seen;
        if self.state.team(&team).is_some_and(|known| known.measured != measured) {
            self.note(What::MeasuredNow { team: team.clone(), measured });
        }
        self.seen_outside(&team, &outside);
        if let Some(status) = status {
            self.seen_status(&team, &status);
        }
        if !problems.is_empty() {
            let said = problems.iter().map(self.say).collect();
            self.note(What::Doubted { team, problems: said });
        }
    }

    fn seen_outside(&mut self, id: &TeamId, seen: &[(RelPath, Option<TeamId>)]) {
        let Some(team) = self.state.team(id) else { return };
        let is_known = |path: &str| team.outside.iter().any(|one| (one.is_written || one.is_granted) && covers(&one.path, path));
        let new: Vec<_> = seen.iter().filter(|(path, _)| !is_known(path.as_str())).cloned().collect();
        let is_there = |named: &str| seen.iter().any(|(path, _)| covers(named, path.as_str()));
        let gone = team.outside.iter().filter(|one| one.is_written && !is_there(&one.path)).map(|one| one.path.clone());
        for path in gone.collect::<Vec<_>>() {
            if let Some(untold) = self.boundaries.untold.get_mut(id) {
                untold.remove(&path);
            }
            self.note(What::BackInside { team: id.clone(), path });
        }
        for (path, owner) in by_folders(new) {
            self.boundaries.untold.entry(id.clone()).or_default().insert(path.clone(), owner.clone());
            self.note(What::WroteOutside { team: id.clone(), path, owner });
        }
    }

    /// Tells teams where they wrote and may not: one message for all paths, and none while the last one waits.
    pub(super) fn tell_outside(&mut self) {
        let waiting: Vec<TeamId> = self.boundaries.untold.keys().cloned().collect();
        for id in waiting {
            let Some(team) = self.state.team(&id) else { continue };
            let is_soon = self.boundaries.told.get(&id).is_some_and(|at| at.elapsed() < TELL_EVERY);
            let is_queued = team
                .prompts
                .iter()
                .any(|prompt| prompt.delivery == Delivery::Queued && prompt.message.text().starts_with(wishes::WROTE_OUTSIDE));
            if is_soon || is_queued || team.is_halted || !self.state.is_running() {
                continue;
            }
            let untold = self.boundaries.untold.remove(&id).unwrap_or_default();
            let is_open = |path: &String| team.outside.iter().any(|one| one.path == *path && one.is_written && !one.is_granted);
            let paths: Vec<_> = untold.into_iter().filter(|(path, _)| is_open(path)).collect();
            if !paths.is_empty() {
                self.boundaries.told.insert(id.clone(), Instant::now());
                self.queue(&id, Message::Text(wishes::wrote_outside(&paths)));
                self.wake(&id);
            }
        }
    }

    /// A team asks to write somewhere.
    pub(super) fn wished(&mut self, id: &TeamId, wish: &Wish) {
        let Some(team) = self.state.team(id) else { return };
        let known = team.outside.iter().find(|one| covers(&one.path, &wish.path) && (one.is_granted || one.reason.is_some()));
        let answer = match known {
            Some(known) if known.is_granted => Some(wishes::answered(&wish.path, true)),
            Some(known) if known.is_open => return,
            Some(known) if known.reason.as_ref() == Some(&wish.reason) => Some(wishes::answered(&wish.path, false)),
            _ => None,
        };
        let class = RelPath::new(&wish.path).ok().map(|path| self.ownership.classify(id, &path));
        let is_pattern = wish.path.contains(['*', '?', '[', '{']) || wish.path.ends_with('/');
        let answer = answer.or_else(|| {
            let is_free = !is_pattern && matches!(class, Some(PathClass::Own | PathClass::Unclaimed));
            is_free.then(|| wishes::not_needed(&wish.path))
        });
        if let Some(answer) = answer {
            // Said once: a terminal draws the same line again and again.
            if !team.prompts.iter().any(|prompt| prompt.message.text() == answer) {
                self.queue(id, Message::Text(answer));
                self.wake(id);
            }
            return;
        }
        let owner = match class {
            Some(PathClass::AnotherTeams(owner)) => Some(owner),
            _ => None,
        };
        let (path, reason) = (wish.path.clone(), wish.reason.clone());
        self.note(What::ExceptionAsked { team: id.clone(), path, reason, owner });
    }

    /// A person lets a team write there, or not.
    pub(super) fn answer_exception(&mut self, id: &TeamId, path: &str, granted: bool) -> Result<(), Problem> {
        let known = self.state.team(id).into_iter().flat_map(|team| &team.outside);
        let (mut paths, mut reason, mut was_asked) = (vec![path.to_owned()], String::new(), false);
        for one in known.filter(|one| covers(path, &one.path)) {
            was_asked |= one.is_open;
            if one.path == path {
                reason = one.reason.clone().unwrap_or_default();
            } else {
                paths.push(one.path.clone());
            }
        }
        let exception = Exception { team: id.clone(), path: path.to_owned(), reason, granted };
        exceptions::record(&self.project, exception)?;
        for path in paths {
            self.note(What::ExceptionAnswered { team: id.clone(), path, granted });
        }
        // Whoever was told that it is kept out knows what a silent refusal means.
        if granted || was_asked {
            self.queue(id, Message::Text(wishes::answered(path, granted)));
            self.wake(id);
        }
        Ok(())
    }

    /// What was granted in an earlier run holds in this one.
    pub(super) fn recall_exceptions(&mut self) {
        for exception in exceptions::load(&self.project).unwrap_or_default() {
            if exception.granted && self.state.team(&exception.team).is_some() {
                let Exception { team, path, granted, .. } = exception;
                self.note(What::ExceptionAnswered { team, path, granted });
            }
        }
    }

    /// Whether a person let this team write there.
    pub(super) fn is_granted(&self, id: &TeamId, path: &RelPath) -> bool {
        self.state.team(id).is_some_and(|team| team.outside.iter().any(|one| one.is_granted && covers(&one.path, path.as_str())))
    }

    /// Mega-files were expanded: the team goes on with what templates cannot say, and hears what did not expand.
    pub(super) fn expanded(&mut self, id: &TeamId, files: usize, problems: &[Problem]) {
        let said: Vec<String> = problems.iter().map(self.say).collect();
        self.note(What::Expanded { team: id.clone(), files, problems: said.clone() });
        self.queue(id, Message::Signal(Signal::Execute));
        if !said.is_empty() {
            self.queue(id, Message::Text(wishes::not_expanded(&said)));
        }
        self.wake(id);
    }

    /// A claim was looked into: the team hears what speaks against it.
    pub(super) fn judged(&mut self, id: &TeamId, against: &[Problem]) {
        let mut ids: Vec<String> = against.iter().map(|problem| problem.id.to_owned()).collect();
        ids.sort();
        ids.dedup();
        self.note(What::Judged { team: id.clone(), against: ids });
        let Some(team) = self.state.team(id).filter(|_| !against.is_empty()) else { return };
        let text = wishes::not_complete(&against.iter().map(self.say).collect::<Vec<_>>());
        // An agent that says the same again and again is not answered for ever: that costs, and helps nobody.
        if team.prompts.iter().filter(|prompt| prompt.message.text() == text).count() < SAME_ANSWERS {
            self.queue(id, Message::Text(text));
            self.wake(id);
        }
    }

    /// A status file is a report: a sign of life, and a marker where it says something else than the last one.
    fn seen_status(&mut self, id: &TeamId, status: &Status) {
        let Some(team) = self.state.team(id) else { return };
        let text = match status.blockers.as_slice() {
            [] => status.current_action.clone(),
            blockers => blockers.join("; "),
        };
        let marker: Marker = self.marker_of(&status.status, status.progress, &text);
        let is_said = team
            .marker
            .as_ref()
            .is_some_and(|(last, at)| last.kind == marker.kind && last.text == marker.text || now().saturating_sub(*at) < 1_000);
        if is_said && team.reported.percent == marker.percent.or(team.reported.percent) {
            return;
        }
        self.marked(id, marker, Source::Report);
    }
}

/// New paths, or the folders that they lie in where there are too many, each with whose it is.
fn by_folders(new: Vec<(RelPath, Option<TeamId>)>) -> BTreeSet<(String, Option<TeamId>)> {
    for depth in [usize::MAX, 3, 2, 1] {
        let named = |path: &str| {
            let folders: Vec<&str> = path.split('/').collect();
            match folders.len() > depth {
                true => format!("{}/**", folders[..depth].join("/")),
                false => path.to_owned(),
            }
        };
        let found: BTreeSet<_> = new.iter().map(|(path, owner)| (named(path.as_str()), owner.clone())).collect();
        if found.len() <= SINGLE_PATHS {
            return found;
        }
    }
    // Thousands of files at the top of the tree.
    new.into_iter().take(SINGLE_PATHS).map(|(path, owner)| (path.as_str().to_owned(), owner)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_paths_are_named_by_their_folders() {
        let path = |text: String| RelPath::new(&text).expect("a path");
        let few: Vec<_> = (0..40).map(|number| (path(format!("a/b/{number}.ts")), None)).collect();
        assert_eq!(by_folders(few).len(), 40);
        let many: Vec<_> = (0..5_000).map(|number| (path(format!("src/core/deep/{}/{number}.ts", number % 100)), None)).collect();
        assert_eq!(by_folders(many).into_iter().collect::<Vec<_>>(), [("src/core/deep/**".to_owned(), None)]);
        let flat: Vec<_> = (0..100).map(|number| (path(format!("{number}.ts")), None)).collect();
        assert_eq!(by_folders(flat).len(), SINGLE_PATHS);
    }
}
