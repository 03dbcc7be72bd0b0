//! EMERGENCY HALT: whatever processes do to get away, none is left.

use std::time::{Duration, Instant};

use dectet::model::run::team::TeamState;
use dectet::model::run::{Request, What};

use super::{Fixture, id, processes_with};

/// A sleep that nobody else sleeps.
fn sleep(number: u32) -> String {
    format!("{}.{:05}", 3000 + number, std::process::id() % 100_000)
}

#[test]
fn nothing_outlives_a_halt() {
    let (a, b, c, d) = (sleep(1), sleep(2), sleep(3), sleep(4));
    let fixture = Fixture::new(&[
        // Ignores everything that can be ignored, with children that do.
        ("alpha", "claude", &format!("# ignore-signals\nturn\nfork {a}\nsay [STATUS] 1%\nhang\n")),
        // A grandchild that daemonises: its own session, no environment, its parent gone.
        ("beta", "codex", &format!("turn\ndaemon {b}\nsay [STATUS] 1%\nhang\n")),
        ("gamma", "terminal", &format!("turn\ndaemon {c}\nfork {d}\nsay [STATUS] 1%\nhang\n")),
        ("delta", "command", "turn\nsay [STATUS] 1%\nflood 100000000\n"),
    ]);
    let mut follower = fixture.begin();
    follower.until("all at work", |state| state.teams.iter().all(|team| team.reported.percent == Some(1)));
    for sleeper in [&a, &b, &c, &d] {
        follower.wait("a grandchild", |_| !processes_with(sleeper).is_empty());
    }
    let began = Instant::now();
    follower.ask(Request::Halt { teams: Vec::new() });
    follower.until("halted", |state| state.teams.iter().all(|team| team.is_halted));
    // The promise is two seconds; a busy machine's clock is not the promise.
    assert!(began.elapsed() < Duration::from_secs(20));
    assert_eq!(follower.state.survivors, Vec::<u32>::new());
    for sleeper in [&a, &b, &c, &d] {
        assert_eq!(processes_with(sleeper), Vec::<u32>::new(), "{sleeper}");
    }
    follower.until("their ends", |state| state.running().next().is_none());
    let agents = processes_with(&fixture.folder.path().to_string_lossy());
    let host = follower.state.host.map(|host| host.pid);
    assert_eq!(agents.into_iter().filter(|pid| Some(*pid) != host).collect::<Vec<_>>(), Vec::<u32>::new());
    let rules = &follower.state.plan.monitoring;
    assert!(follower.state.teams.iter().all(|team| team.shown(rules, 0).state == TeamState::Halted));
    // Nothing is started while it is halted; one click resumes.
    follower.ask(Request::StartTeams { teams: vec![id("beta")] });
    follower.wait("the refusal", |follower| follower.failed.iter().any(|id| id == "run-is-halted"));
    follower.ask(Request::Resume { teams: vec![id("beta")] });
    follower.until("beta again", |state| state.team(&id("beta")).is_some_and(|team| team.process.is_some() && !team.is_halted));
    let text = std::fs::read_to_string(fixture.places().journal()).expect("journal");
    let lines = dectet::model::run::Line::read_all(text.as_bytes());
    let resumed = lines.iter().rev().find_map(|line| match &line.what {
        What::TeamStarted { team, resumed, .. } if *team == id("beta") => Some(*resumed),
        _ => None,
    });
    assert_eq!(resumed, Some(true), "with the conversation that it had");
    follower.ask(Request::Halt { teams: Vec::new() });
    follower.until("halted again", |state| state.running().next().is_none() && state.teams.iter().all(|team| team.is_halted));
}

#[test]
fn one_team_is_stopped_and_the_other_works_on() {
    let fixture = Fixture::new(&[
        ("alpha", "claude", "# ignore-signals\nturn\nsay [STATUS] 1%\nhang\n"),
        ("beta", "claude", "turn\nsay [STATUS] 1%\nhang\n"),
    ]);
    let mut follower = fixture.begin();
    follower.until("both at work", |state| state.teams.iter().all(|team| team.reported.percent == Some(1)));
    follower.ask(Request::StopTeams { teams: vec![id("alpha")] });
    follower.until("alpha's end", |state| state.team(&id("alpha")).is_some_and(|team| team.process.is_none()));
    let alpha = follower.team("alpha");
    assert!(alpha.ended.is_some_and(|ended| ended.wanted) && !alpha.died());
    assert!(follower.team("beta").process.is_some());
}
