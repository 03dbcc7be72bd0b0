//! Teams are kept to their paths, heard and steered while they work.

use std::collections::BTreeMap;
use std::fs;

use dectet::engine::job::Silent;
use dectet::engine::jobs::{conflicts, integrate};
use dectet::model::conflict::Answer;
use dectet::model::run::team::{Claim, TeamState};
use dectet::model::run::{Group, Message, Request, RunState, Signal};

use super::{Fixture, Follower, id};

/// Adds this to the manifest.
fn add_to_manifest(fixture: &Fixture, text: &str) {
    let file = fixture.folder.path().join("manifest.yaml");
    let manifest = fs::read_to_string(&file).expect("manifest");
    fs::write(&file, format!("{text}{manifest}")).expect("manifest");
}

fn sent<'a>(follower: &'a Follower, team: &str, begins: &str) -> Vec<&'a str> {
    follower.team(team).prompts.iter().map(|prompt| prompt.message.text()).filter(|text| text.starts_with(begins)).collect()
}

#[test]
fn what_is_written_outside_is_told_once_asked_for_and_answered() {
    let script = "turn\nwrite src/alpha/a.ts x\nwrite src/beta/b.ts x\nwrite src/beta/c.ts y\nwrite free.txt z\nsay [STATUS] 10%\n\
                  turn\nprompt\nsay [BLOCKED] need src/beta/b.ts because the id type is wrong\nturn\nprompt\nsay [STATUS] 20%\n";
    let fixture = Fixture::new(&[("alpha", "claude", script), ("beta", "command", "turn\nwrite src/beta/own.ts x\n")]);
    let mut follower = fixture.begin();
    follower.until("the wish", |state| {
        state.team(&id("alpha")).is_some_and(|team| team.outside.iter().any(|outside| outside.is_open))
    });
    let outside: Vec<_> =
        follower.team("alpha").outside.iter().map(|one| (one.path.as_str(), one.owner.clone(), one.is_written)).collect();
    assert_eq!(outside, [("src/beta/b.ts", Some(id("beta")), true), ("src/beta/c.ts", Some(id("beta")), true)]);
    let told = sent(&follower, "alpha", "You wrote where you may not.");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("`src/beta/b.ts` belongs to team beta") && told[0].contains("`src/beta/c.ts`"), "{told:?}");
    let rules = follower.state.plan.monitoring.clone();
    assert_eq!(follower.team("alpha").group(&rules, follower.state.at), Group::NeedsMe);
    assert_eq!(follower.team("beta").outside, []);

    let answer = |path: &str, granted| Request::AnswerException { team: id("alpha"), path: path.into(), granted };
    follower.ask(answer("src/beta/b.ts", true));
    follower.ask(answer("src/beta/c.ts", false));
    follower.wait("the answer at the team", |follower| {
        follower.log.iter().any(|line| line.contains("You may write `src/beta/b.ts` now"))
    });
    follower.until("both answered", |state| {
        state.team(&id("alpha")).is_some_and(|team| team.outside.iter().all(|outside| outside.is_answered))
    });
    let is_told_again = sent(&follower, "alpha", "You wrote where you may not.").len() > 1;
    assert!(!is_told_again, "each path is told once");
    follower.ask(Request::EndRun);
    follower.until("the end", |state| state.is_over && state.running().next().is_none());

    // What was granted is let in by the integration, what was refused is not; both stand in its report.
    let found = conflicts::find(&fixture.project, &Silent).expect("a look");
    let answered: Vec<_> = found.conflicts.iter().map(|one| (one.path.as_str(), found.answers.get(&one.id).cloned())).collect();
    let reason = "the id type is wrong".to_owned();
    let wanted = [("src/beta/b.ts", Some(Answer::LetIn { reason })), ("src/beta/c.ts", Some(Answer::KeepOut))];
    assert_eq!(answered, wanted);
    let report = integrate::integrate(&fixture.project, &BTreeMap::new(), false, &Silent).expect("integrated");
    assert_eq!((report.open.len(), report.kept_out.len()), (0, 1));
    let there = |path: &str| fixture.folder.path().join("integrated").join(path).exists();
    assert!(there("src/alpha/a.ts") && there("src/beta/b.ts") && there("free.txt") && !there("src/beta/c.ts"));
    let said = fs::read_to_string(fixture.folder.path().join(report.report.expect("a report").as_str())).expect("its text");
    let said: serde_json::Value = serde_json::from_str(&said).expect("json");
    assert_eq!(said["exceptions"][0]["path"], "src/beta/b.ts");
    assert_eq!(said["asked"].as_array().map(Vec::len), Some(2));
}

#[test]
fn what_is_undone_needs_nobody_any_more() {
    let fixture = Fixture::new(&[("alpha", "claude", "turn\nwrite src/beta/b.ts x\nturn\nprompt\n"), ("beta", "manual", "")]);
    let mut follower = fixture.begin();
    follower.until("outside", |state| state.teams[0].outside.iter().any(|outside| outside.is_written));
    fs::remove_file(fixture.folder.path().join("teams/alpha/src/beta/b.ts")).expect("removed");
    follower.until("inside again", |state| state.teams[0].outside.is_empty());
}

#[test]
fn execute_expands_what_the_team_wrote_and_tells_it_what_does_not() {
    let sound = "{id: one, team: alpha, expansion_rules: {entities: [Thing]}, generation_templates: {x: {output_path: src/alpha/x.ts, template: 'export {};'}}}";
    let wrong = "{id: two, team: alpha, expansion_rules: {entities: [Thing]}, generation_templates: {y: {output_path: src/beta/y.ts, template: 'export {};'}}}";
    let script = format!(
        "turn\nwrite mega-files/alpha/one.yaml {sound}\nwrite mega-files/two.yaml {wrong}\nsay [READY] 2/2 mega-files\n\
         turn\nprompt\nsay [COMPLETE] all of it\nturn\nprompt\n"
    );
    let fixture = Fixture::new(&[("alpha", "claude", &script), ("beta", "manual", "")]);
    let mut follower = fixture.begin();
    follower.until("its mega-files", |state| state.teams[0].measured.mega_files == 2);
    assert!(fixture.folder.path().join("mega-files/alpha/two.yaml").exists(), "taken into the project");
    follower.ask(Request::Send { teams: vec![id("alpha")], message: Message::Signal(Signal::Execute) });
    follower.until("a claim that does not hold", |state| matches!(state.teams[0].claim, Claim::Refuted(_)));
    let problems = follower.team("alpha").problems.join("\n");
    assert!(problems.contains("two.yaml"), "{problems}");
    follower.wait("what the team hears", |follower| {
        let heard = |text: &str| follower.log.iter().any(|line| line.starts_with("prompt=") && line.contains(text));
        heard("EXECUTE") && heard("not without problems") && heard("it does not hold")
    });
    assert_eq!(sent(&follower, "alpha", "EXECUTE").len(), 1);
    // With an exception it expands, and nothing is wrong any more.
    let made = fixture.folder.path().join("teams/alpha/src/beta/y.ts");
    assert!(!made.exists());
    follower.ask(Request::AnswerException { team: id("alpha"), path: "src/beta/y.ts".into(), granted: true });
    follower.ask(Request::Send { teams: vec![id("alpha")], message: Message::Signal(Signal::Execute) });
    follower.until("no problems", |state| state.teams[0].problems.is_empty());
    assert!(made.exists());
}

#[test]
fn a_status_file_is_a_report() {
    let script = "turn\nwrite status/alpha.json {\"team\": \"alpha\", \"sta\nwait 2500\n\
                  write status/alpha.json {\"team\": \"alpha\", \"status\": \"blocked\", \"progress\": 37, \"blockers\": [\"waiting for Team Beta\"]}\nhang\n";
    let fixture = Fixture::new(&[("alpha", "command", script), ("beta", "manual", "")]);
    let mut follower = fixture.begin();
    follower.until("its report", |state| state.teams[0].reported.percent == Some(37));
    let team = follower.team("alpha");
    assert_eq!(team.stands, TeamState::Blocked);
    assert_eq!(team.blockers.first().and_then(|blocker| blocker.team.clone()), Some(id("beta")));
    assert!(team.outside.is_empty(), "a team may always write its status");
}

#[test]
fn the_silent_are_asked_by_themselves() {
    let fixture = Fixture::new(&[("alpha", "claude", "turn\nwait 4000\nsay [STATUS] 5%\nturn\nprompt\nsay [STATUS] 6%\n")]);
    add_to_manifest(&fixture, "monitoring: {report_every: 1s}\n");
    let mut follower = fixture.begin();
    follower.until("a question", |state| {
        state.teams[0].prompts.iter().any(|prompt| prompt.message == Message::Signal(Signal::Status))
    });
    follower.until("its answer", |state| state.teams[0].reported.percent == Some(6));
}

#[test]
fn agents_are_kept_out_by_their_own_means() {
    let acp = "turn\nask WriteFile src/alpha/a.ts\nask WriteFile src/beta/b.ts\nsay [READY]\n";
    let gemini = "turn\nhook src/gamma/g.ts x\nhook src/beta/b.ts x\nsay [READY]\n";
    let codex = "version 0.140.2\nturn\narguments\nsay [READY]\n";
    let fixture =
        Fixture::new(&[("alpha", "acp", acp), ("beta", "manual", ""), ("gamma", "gemini", gemini), ("delta", "codex", codex)]);
    let mut follower = fixture.begin();
    let is_ready = |state: &RunState, team: &str| state.team(&id(team)).is_some_and(|team| team.stands == TeamState::Ready);
    follower.until("three teams", |state| ["alpha", "gamma", "delta"].iter().all(|team| is_ready(state, team)));
    let read = |path: &str| fs::read_to_string(fixture.folder.path().join("teams").join(path)).ok();
    assert_eq!(read("alpha/src/alpha/a.ts").as_deref(), Some("by the protocol"));
    assert_eq!(read("alpha/src/beta/b.ts"), None);
    assert_eq!(read("gamma/src/gamma/g.ts").as_deref(), Some("x"));
    assert_eq!(read("gamma/src/beta/b.ts"), None);
    follower.wait("what they say", |follower| {
        let said = |text: &str| follower.log.iter().any(|line| line.contains(text));
        said("hook: \"deny\"") && said("belongs to team beta") && said("permissions.dectet-delta.filesystem=") && said("denied")
    });
    assert!(follower.state.teams.iter().all(|team| team.permissions.is_empty() && team.outside.is_empty()));
    assert!(!fixture.folder.path().join("teams/gamma/.gemini").exists(), "nothing is written into the tree");
}

#[test]
fn nothing_runs_before_the_person_trusts_it() {
    let fixture = Fixture::new(&[("alpha", "claude", "turn\nsay [READY]\n")]);
    let mut follower = fixture.follow();
    follower.ask(Request::StartRun { teams: Vec::new(), round: None });
    follower.until("the run", |state| state.is_running() && state.host.is_some());
    follower.ask(Request::StartTeams { teams: Vec::new() });
    follower.until("the refusal", |state| state.teams[0].failed.as_ref().is_some_and(|(id, _)| id == "run-not-trusted"));
    assert_eq!(follower.team("alpha").process, None);
    fixture.trust_commands();
    follower.ask(Request::StartTeams { teams: Vec::new() });
    follower.until("at work", |state| state.teams[0].stands == TeamState::Ready);
    // Another command is another question.
    let file = fixture.folder.path().join("manifest.yaml");
    let manifest = fs::read_to_string(&file).expect("manifest");
    fs::write(&file, manifest.replace("MARKED: alpha-agent", "MARKED: other")).expect("manifest");
    follower.ask(Request::SetAgent { team: id("alpha"), agent: "alpha-agent".into() });
    follower.ask(Request::RestartTeam { team: id("alpha"), prompt: Some("clearer".into()) });
    follower.until("refused again", |state| state.teams[0].failed.as_ref().is_some_and(|(id, _)| id == "run-not-trusted"));
}

#[test]
fn open_work_moves_and_a_fix_goes_to_one_team() {
    let fixture = Fixture::new(&[
        ("alpha", "claude", "turn\nsay [BLOCKED] by the schema\nturn\nprompt\nsay [READY] what is done\n"),
        (
            "zeta",
            "claude",
            "turn\nsay [STATUS] 5%\nturn\nprompt\nwrite src/alpha/late.ts x\nturn\nprompt\nwrite src/alpha/fix.ts x\n",
        ),
    ]);
    let mut follower = fixture.begin();
    follower.until("both at work", |state| state.teams.iter().all(|team| team.marker.is_some() && !team.in_turn));
    follower.ask(Request::MoveWork { from: id("alpha"), to: id("alpha") });
    follower.wait("a refusal", |follower| follower.failed.iter().any(|id| id == "run-moves-to-itself"));
    follower.ask(Request::MoveWork { from: id("alpha"), to: id("zeta") });
    follower.wait("both told", |follower| {
        let heard = |text: &str| follower.log.iter().any(|line| line.starts_with("prompt=") && line.contains(text));
        heard("Team zeta takes over what you have not done") && heard("You take over the open work of team alpha")
    });
    follower.until("the move", |state| state.teams.iter().any(|team| team.moved_to.is_some()));
    let (alpha, zeta) = (follower.team("alpha"), follower.team("zeta"));
    assert_eq!((alpha.moved_to.clone(), zeta.took_from.clone()), (Some(id("zeta")), vec![id("alpha")]));
    let told = sent(&follower, "zeta", "You take over")[0];
    assert!(told.contains("[BLOCKED] by the schema") && told.contains("`src/alpha/**`"), "{told}");
    let is_there = |path: &str| fixture.folder.path().join("teams/zeta").join(path).exists();
    follower.wait("the work", |_| is_there("src/alpha/late.ts"));
    let files = vec!["src/alpha/fix.ts".to_owned(), "src/zeta/own.ts".to_owned()];
    follower.ask(Request::Fix { team: id("zeta"), files, text: "Mend the total.".into() });
    follower.wait("what was mended", |_| is_there("src/alpha/fix.ts"));
    follower.wait("the fix in the state", |follower| sent(follower, "zeta", "Mend the total.").len() == 1);
    assert!(follower.team("zeta").outside.iter().all(|outside| outside.is_granted), "{:?}", follower.team("zeta").outside);
    let journal = fs::read_to_string(fixture.places().journal()).expect("journal");
    assert!(journal.contains("\"event\":\"work-moved\""), "it is journalled");
}
