//! The terminal's verbs on a run.

use std::process::{Command, Output};

use dectet::model::run::team::TeamState;

use super::{Fixture, id};

fn dectet(fixture: &Fixture, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dectet"))
        .args(arguments)
        .current_dir(fixture.folder.path())
        .env("DECTET_CONFIG_DIR", fixture.folder.path().join("no settings here"))
        .env("LC_ALL", "en_US.UTF-8")
        .env("LANG", "en_US.UTF-8")
        .env_remove("DECTET_WORKSPACE")
        .env_remove("DECTET_TEAM")
        .output()
        .expect("the built program")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn monitor_signal_and_report_speak_to_the_host() {
    let fixture = Fixture::new(&[("alpha", "claude", "turn\nsay [STATUS] 12% begun\nturn\nprompt\nsay [STATUS] 34%\n")]);
    assert_eq!(dectet(&fixture, &["monitor", "--once"]).status.code(), Some(2), "no run yet");
    assert_eq!(dectet(&fixture, &["signal", "status"]).status.code(), Some(2), "no run yet");
    let mut follower = fixture.begin();
    follower.until("at work", |state| state.teams[0].reported.percent == Some(12) && !state.teams[0].in_turn);
    let shown = out(&dectet(&fixture, &["monitor", "--once"]));
    assert!(shown.contains("Shop") && shown.contains("α") && shown.contains("12%"), "{shown}");
    let sent = dectet(&fixture, &["signal", "status", "--team", "alpha"]);
    assert_eq!(sent.status.code(), Some(0), "{}", String::from_utf8_lossy(&sent.stderr));
    follower.until("its answer", |state| state.teams[0].reported.percent == Some(34));
    follower.wait("what it got", |follower| follower.log.iter().any(|line| line == "prompt=\"STATUS?\""));
    let reported = dectet(&fixture, &["report", "--team", "alpha", "--progress", "56", "--status", "ready", "done with it"]);
    assert_eq!(reported.status.code(), Some(0));
    follower
        .until("the report", |state| state.teams[0].reported.percent == Some(56) && state.teams[0].stands == TeamState::Ready);
    let json = out(&dectet(&fixture, &["monitor", "--once", "--json"]));
    let state: dectet::model::run::RunState = serde_json::from_str(&json).expect("a state");
    assert_eq!(state.team(&id("alpha")).expect("alpha").reported.percent, Some(56));
    assert_eq!(dectet(&fixture, &["signal", "halt"]).status.code(), Some(0));
    follower.until("halted", |state| state.teams[0].is_halted && state.running().next().is_none());
}
