//! What a run promises, whatever its journal holds.
use proptest::prelude::*;

use super::alerts::{AlertKind, circles};
use super::line::{Line, Millis, ParkReason, RunPlan, Source, TeamPlan, What};
use super::markers::{Marker, MarkerKind, find};
use super::phases::Condition;
use super::signals::{Message, Signal};
use super::state::RunState;
use super::team::{Claim, Delivery, Group, Measured, Permission, Process, TeamState, Usage};
use super::{alerts, wire};
use crate::model::manifest::{LocRange, standard_phases};
use crate::model::team::TeamId;

const MINUTE: Millis = 60_000;

fn id(text: &str) -> TeamId {
    TeamId::from_spelling(text).expect(text)
}

fn plan(teams: &[&str]) -> RunPlan {
    let team = |name: &&str| TeamPlan {
        id: id(name),
        name: (*name).to_owned(),
        agent: "claude".to_owned(),
        adapter: "claude".to_owned(),
        wait_for: Vec::new(),
        depends_on: Vec::new(),
        target_loc: Some(LocRange { min: 1000, max: 2000 }),
        target_mega_files: Some(4),
    };
    RunPlan {
        project: "shop".to_owned(),
        phases: standard_phases(),
        teams: teams.iter().map(team).collect(),
        parallel: 10,
        cost_cap_usd: Some(5.0),
        ..RunPlan::default()
    }
}

fn begin(teams: &[&str]) -> RunState {
    let mut state = RunState::default();
    tell(&mut state, 0, What::RunStarted { run: "r1".to_owned(), plan: plan(teams) });
    state
}

fn tell(state: &mut RunState, at: Millis, what: What) {
    let line = Line::new(at, what);
    let again = Line::from_text(&line.to_text()).expect("a line");
    assert_eq!(again, line, "a line is read as it was written");
    state.apply(&again);
}

fn mark(state: &mut RunState, at: Millis, team: &str, text: &str) {
    let names: Vec<_> = state.teams.iter().map(|team| (team.id().clone(), team.plan.name.clone())).collect();
    let marker = find(text, &names).pop().expect("a marker");
    tell(state, at, What::Marked { team: id(team), marker, source: Source::Output });
}

fn start(state: &mut RunState, at: Millis, team: &str) {
    let process = Process { pid: 7, started: 9 };
    tell(state, at, What::TeamStarted { team: id(team), process, resumed: false });
    tell(state, at, What::TurnStarted { team: id(team) });
}

#[test]
fn a_team_goes_its_way() {
    let mut state = begin(&["alpha", "beta"]);
    let rules = state.plan.monitoring.clone();
    let shown = |state: &RunState, now| state.team(&id("alpha")).expect("alpha").shown(&rules, now).state;
    assert_eq!(shown(&state, 0), TeamState::Idle);
    start(&mut state, 1, "alpha");
    assert_eq!(shown(&state, 2), TeamState::Working);
    assert_eq!(shown(&state, 11 * MINUTE), TeamState::Silent);
    mark(&mut state, 12 * MINUTE, "alpha", "[STATUS] 40%, 400 lines, 2/4 mega-files, writing entities");
    assert_eq!(shown(&state, 12 * MINUTE), TeamState::Working);
    let team = state.team(&id("alpha")).expect("alpha");
    assert_eq!((team.reported.percent, team.reported.lines, team.reported.mega_files), (Some(40), Some(400), Some((2, 4))));
    assert_eq!(team.percent(), Some(0), "what is measured wins over what is said");
    tell(
        &mut state,
        13 * MINUTE,
        What::MeasuredNow { team: id("alpha"), measured: Measured { mega_files: 4, files: 9, lines: 500 } },
    );
    assert_eq!(state.team(&id("alpha")).expect("alpha").percent(), Some(75));
    mark(&mut state, 14 * MINUTE, "alpha", "[COMPLETE] all done");
    let team = state.team(&id("alpha")).expect("alpha");
    assert_eq!((&team.claim, team.shown(&rules, 0).is_claim, team.group(&rules, 0)), (&Claim::Claimed, true, Group::Ready));
    tell(&mut state, 15 * MINUTE, What::Judged { team: id("alpha"), against: vec!["mega-broken".to_owned()] });
    assert_eq!(state.team(&id("alpha")).expect("alpha").group(&rules, 0), Group::NeedsMe);
    tell(&mut state, 16 * MINUTE, What::Judged { team: id("alpha"), against: Vec::new() });
    let team = state.team(&id("alpha")).expect("alpha");
    assert_eq!((team.percent(), team.group(&rules, 0)), (Some(100), Group::Done));
    mark(&mut state, 17 * MINUTE, "alpha", "[COMPLETE] still done");
    assert_eq!(state.team(&id("alpha")).expect("alpha").claim, Claim::Confirmed);
    mark(&mut state, 18 * MINUTE, "alpha", "[STATUS] one more thing");
    assert_eq!(state.team(&id("alpha")).expect("alpha").claim, Claim::None);
}

#[test]
fn a_team_whose_agent_is_gone_does_not_work() {
    let mut state = begin(&["alpha"]);
    let rules = state.plan.monitoring.clone();
    let shown = |state: &RunState| state.teams[0].shown(&rules, MINUTE).state;
    let end = |code, wanted| What::TeamEnded { team: id("alpha"), code, wanted };
    start(&mut state, 1, "alpha");
    mark(&mut state, 2, "alpha", "[STATUS] 40%");
    tell(&mut state, 3, end(Some(1), false));
    assert_eq!(shown(&state), TeamState::Error, "it died");
    start(&mut state, 4, "alpha");
    assert_eq!(shown(&state), TeamState::Working);
    tell(&mut state, 5, end(None, true));
    assert_eq!(shown(&state), TeamState::Idle, "it was stopped");
    start(&mut state, 6, "alpha");
    tell(&mut state, 7, end(Some(0), false));
    assert_eq!(shown(&state), TeamState::Working, "between two turns");
    mark(&mut state, 8, "alpha", "[READY]");
    tell(&mut state, 9, end(Some(1), false));
    assert_eq!(shown(&state), TeamState::Ready, "what it has done stays done");
}

#[test]
fn what_was_on_its_way_when_the_host_died_is_maybe_delivered() {
    let mut state = begin(&["alpha"]);
    let team = || id("alpha");
    for (prompt, text) in [(0, "one"), (1, "two")] {
        tell(&mut state, 1, What::PromptQueued { team: team(), prompt, message: Message::Text(text.to_owned()) });
    }
    tell(&mut state, 2, What::PromptSending { team: team(), prompt: 0 });
    tell(&mut state, 3, What::HostStarted { process: Process::default() });
    let deliveries = |state: &RunState| state.teams[0].prompts.iter().map(|prompt| prompt.delivery).collect::<Vec<_>>();
    assert_eq!(deliveries(&state), [Delivery::Maybe, Delivery::Queued]);
    assert_eq!(state.teams[0].group(&state.plan.monitoring, 0), Group::NeedsMe);
    assert_eq!(state.next_prompt, 2);
    tell(&mut state, 4, What::PromptObeyed { team: team(), prompt: 0 });
    tell(&mut state, 5, What::PromptDelivered { team: team(), prompt: 0 });
    assert_eq!(deliveries(&state), [Delivery::Obeyed, Delivery::Queued], "what is heard late takes nothing back");
}

#[test]
fn halted_parked_and_asking_come_before_what_a_team_says() {
    let mut state = begin(&["alpha"]);
    let rules = state.plan.monitoring.clone();
    start(&mut state, 0, "alpha");
    let permission = Permission { request: "r".to_owned(), tool: "Bash".to_owned(), ..Permission::default() };
    tell(&mut state, 1, What::PermissionAsked { team: id("alpha"), permission });
    assert_eq!(state.teams[0].group(&rules, 1), Group::NeedsMe);
    assert!(!state.teams[0].is_silent(&rules, 60 * MINUTE), "who waits for a person is not silent");
    tell(&mut state, 2, What::Parked { team: id("alpha"), reason: ParkReason::UsageLimit, until: Some(9) });
    assert_eq!(state.teams[0].shown(&rules, 2).state, TeamState::Parked);
    tell(&mut state, 3, What::Halted { teams: vec![id("alpha")], survivors: vec![12] });
    assert_eq!(state.teams[0].shown(&rules, 3).state, TeamState::Halted);
    assert_eq!(alerts(&state, 3)[0].kind, AlertKind::Survivors { pids: vec![12] });
    tell(&mut state, 4, What::Unparked { team: id("alpha") });
    tell(&mut state, 4, What::Resumed { teams: vec![id("alpha")] });
    assert_eq!(state.teams[0].shown(&rules, 4).state, TeamState::Idle);
}

#[test]
fn alerts_follow_the_manifests_rules() {
    let mut state = begin(&["alpha", "beta", "gamma"]);
    for team in ["alpha", "beta", "gamma"] {
        start(&mut state, 0, team);
        tell(&mut state, 9 * MINUTE, What::Alive { team: id(team) });
    }
    assert_eq!(alerts(&state, 9 * MINUTE), []);
    tell(
        &mut state,
        9 * MINUTE,
        What::MeasuredNow { team: id("beta"), measured: Measured { mega_files: 4, files: 1, lines: 900 } },
    );
    mark(&mut state, 9 * MINUTE, "gamma", "[READY]");
    let kinds = |state: &RunState, now| alerts(state, now).into_iter().map(|a| (a.teams, a.kind)).collect::<Vec<_>>();
    assert_eq!(kinds(&state, 11 * MINUTE), [(vec![id("alpha")], AlertKind::Slow { percent: 0 })]);
    let silent = AlertKind::Silent { since: 9 * MINUTE };
    assert!(kinds(&state, 20 * MINUTE).contains(&(vec![id("beta")], silent)));
    tell(&mut state, 20 * MINUTE, What::Used { team: id("beta"), usage: Usage { cost_usd: Some(5.0), ..Usage::default() } });
    assert_eq!(kinds(&state, 20 * MINUTE)[0].1, AlertKind::CostCap);
}

#[test]
fn teams_that_wait_for_each_other_are_a_circle() {
    let mut state = begin(&["alpha", "beta", "gamma", "delta"]);
    mark(&mut state, 1, "alpha", "[BLOCKED] waiting for beta");
    mark(&mut state, 1, "beta", "[BLOCKED] waiting for gamma");
    mark(&mut state, 1, "delta", "[BLOCKED] waiting for alpha");
    assert_eq!(circles(&state), Vec::<Vec<TeamId>>::new());
    mark(&mut state, 2, "gamma", "[BLOCKED] waiting for alpha and delta");
    let found = circles(&state);
    assert!(found.contains(&vec![id("alpha"), id("beta"), id("gamma")]), "{found:?}");
    mark(&mut state, 3, "beta", "[STATUS] goes on");
    assert_eq!(circles(&state), Vec::<Vec<TeamId>>::new());
}

#[test]
fn phases_have_clocks_conditions_and_an_end() {
    let mut state = begin(&["alpha"]);
    assert_eq!(state.time(0, 5 * MINUTE).spent, 5 * MINUTE);
    assert!(!state.time(0, 15 * MINUTE).is_over() && state.time(0, 16 * MINUTE).is_over());
    assert_eq!(state.projected_end(5 * MINUTE), Some(90 * MINUTE));
    assert_eq!(state.conditions()[0], Condition::MegaFiles { missing: vec![id("alpha")] });
    tell(
        &mut state,
        6 * MINUTE,
        What::MeasuredNow { team: id("alpha"), measured: Measured { mega_files: 4, files: 4, lines: 0 } },
    );
    mark(&mut state, 6 * MINUTE, "alpha", "[READY]");
    assert!(state.can_go_on());
    tell(&mut state, 10 * MINUTE, What::PhaseSet { phase: 1 });
    tell(&mut state, 20 * MINUTE, What::ClockPaused { paused: true });
    tell(&mut state, 50 * MINUTE, What::ClockPaused { paused: false });
    assert_eq!((state.time(0, 60 * MINUTE).spent, state.time(1, 60 * MINUTE).spent), (10 * MINUTE, 20 * MINUTE));
    // Half of the work took 20 minutes.
    assert_eq!(state.percent(), Some(50));
    assert_eq!(state.projected_end(60 * MINUTE), Some((60 + 20 + 30) * MINUTE));
    tell(&mut state, 70 * MINUTE, What::PhaseSet { phase: 2 });
    assert!(!state.can_go_on());
    tell(&mut state, 71 * MINUTE, What::Integrated { open: 3, critical: 0, kept_out: 1, files: 5, lines: 6 });
    assert!(state.can_go_on());
}

#[test]
fn what_a_newer_program_wrote_is_kept_as_it_is() {
    let text = r#"{"v":9,"at":5,"event":"danced","team":"alpha","steps":[1,2]}"#;
    let line = Line::from_text(text).expect("a line");
    assert_eq!((line.at, line.to_text().as_str()), (5, text));
    let mut state = begin(&["alpha"]);
    let before = state.teams.clone();
    state.apply(&line);
    assert_eq!(state.teams, before);
    assert_eq!(Line::from_text("{\"v\":1,\"at\":"), None);
    assert_eq!(Line::from_text("[]"), None);
}

#[test]
fn problems_travel() {
    let problem = crate::model::problem::Problem::error("run-program-missing").with("program", "claude").with("team", "alpha");
    assert_eq!(wire::Fault::from(&problem).problem(), problem);
    let unknown = wire::Fault { id: "run-new-trouble".to_owned(), args: Vec::new() };
    assert_eq!(unknown.problem().arg("reason"), Some("run-new-trouble"));
}

fn some_team() -> impl Strategy<Value = TeamId> {
    prop::sample::select(vec!["alpha", "beta", "unknown"]).prop_map(id)
}

fn something() -> impl Strategy<Value = What> {
    let number = any::<u64>();
    let text = "[a-zåäö \\n\"]{0,12}";
    prop_oneof![
        Just(What::RunStarted { run: "r".to_owned(), plan: plan(&["alpha", "beta"]) }),
        Just(What::RunEnded),
        (any::<u32>(), number).prop_map(|(pid, started)| What::HostStarted { process: Process { pid, started } }),
        any::<usize>().prop_map(|phase| What::PhaseSet { phase: phase % 100_000 }),
        any::<bool>().prop_map(|paused| What::ClockPaused { paused }),
        some_team().prop_map(|team| What::TurnStarted { team }),
        (some_team(), proptest::option::of(text)).prop_map(|(team, error)| What::TurnEnded { team, error }),
        (some_team(), number).prop_map(|(team, started)| What::TeamStarted {
            team,
            process: Process { pid: 1, started },
            resumed: started % 2 == 0
        }),
        (some_team(), any::<bool>()).prop_map(|(team, wanted)| What::TeamEnded { team, code: wanted.then_some(1), wanted }),
        (some_team(), 0..5_u64, text).prop_map(|(team, prompt, text)| What::PromptQueued {
            team,
            prompt,
            message: Message::Text(text)
        }),
        (some_team(), number).prop_map(|(team, prompt)| What::PromptQueued {
            team,
            prompt,
            message: Message::Signal(Signal::Status)
        }),
        (some_team(), 0..5_u64).prop_map(|(team, prompt)| What::PromptSending { team, prompt }),
        (some_team(), 0..5_u64).prop_map(|(team, prompt)| What::PromptObeyed { team, prompt }),
        (some_team(), 0..5_u64, text).prop_map(|(team, prompt, reason)| What::PromptFailed { team, prompt, reason }),
        (some_team(), number, number)
            .prop_map(|(team, lines, files)| What::MeasuredNow { team, measured: Measured { mega_files: 1, files, lines } }),
        (some_team(), number)
            .prop_map(|(team, input)| What::Used { team, usage: Usage { input, cached: input, output: 1, cost_usd: None } }),
        (some_team(), some_team(), 0..5_usize, text).prop_map(|(team, other, kind, text)| What::Marked {
            team,
            marker: Marker {
                kind: MarkerKind::ALL[kind],
                text,
                percent: Some(99),
                lines: None,
                mega_files: None,
                team: None,
                waits_for: vec![other]
            },
            source: Source::Output,
        }),
        (some_team(), text).prop_map(|(team, path)| What::WroteOutside { team, path, owner: None }),
        (some_team(), proptest::option::of(number)).prop_map(|(team, until)| What::Parked {
            team,
            reason: ParkReason::UsageLimit,
            until
        }),
        prop::collection::vec(some_team(), 0..3).prop_map(|teams| What::Halted { teams, survivors: vec![1] }),
        prop::collection::vec(some_team(), 0..3).prop_map(|teams| What::Resumed { teams }),
    ]
}

proptest! {
    #[test]
    fn any_prefix_folds_and_is_the_same_after_a_restart(
        steps in prop::collection::vec((any::<u64>(), something()), 0..60),
        cut in any::<prop::sample::Index>(),
        now in any::<u64>(),
    ) {
        let mut journal = Vec::new();
        let mut live = RunState::default();
        let mut states = vec![(0, live.clone())];
        for (at, what) in steps {
            let line = Line::new(at, what);
            journal.extend_from_slice(line.to_text().as_bytes());
            journal.push(b'\n');
            live.apply(&line);
            states.push((journal.len(), live.clone()));
        }
        // Killed anywhere, also in the middle of a line: what was whole before counts.
        let cut = cut.index(journal.len() + 1);
        let again = RunState::fold(&Line::read_all(&journal[..cut]));
        let known = states.iter().rev().find(|(end, _)| *end <= cut || *end == cut + 1).expect("the beginning");
        prop_assert_eq!(&again, &known.1);
        let text = serde_json::to_string(&again).expect("a state");
        prop_assert_eq!(&serde_json::from_str::<RunState>(&text).expect("a state again"), &again);
        // Whatever time it is, everything that is asked of it is answered.
        let _ = alerts(&again, now);
        let _ = again.projected_end(now);
        let _ = again.conditions();
        for team in &again.teams {
            let _ = (team.group(&again.plan.monitoring, now), team.percent());
        }
    }
}
