//! The terminal's verbs on a run.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};

use dectet::model::run::state::MomentKind;
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

#[test]
fn a_run_is_guided_through_all_its_phases() {
    let mega = "{id: one, team: alpha, expansion_rules: {entities: [Thing]}, generation_templates: \
                {x: {output_path: src/alpha/x.ts, template: 'export const x = 1;'}}}";
    let script = format!(
        "turn\nwrite mega-files/alpha/one.yaml {mega}\nwrite notes.txt mine\nsay [READY] 1/1 mega-files\n\
         turn\nprompt\nask Bash npm test\nsay [READY] expanded and reviewed\nturn\nprompt\n"
    );
    let fixture = Fixture::new(&[("alpha", "claude", &script)]);
    let file = fixture.folder.path().join("manifest.yaml");
    let manifest = std::fs::read_to_string(&file).expect("manifest");
    std::fs::write(&file, manifest + "validation: {minimum: {files: 500}}\n").expect("manifest");
    let start = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_dectet"))
            .args(arguments)
            .current_dir(fixture.folder.path().parent().expect("a parent"))
            .env("DECTET_CONFIG_DIR", fixture.folder.path().join("no settings here"))
            .env("LC_ALL", "en_US.UTF-8")
            .env("LANG", "en_US.UTF-8")
            .env_remove("DECTET_WORKSPACE")
            .env_remove("DECTET_TEAM")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the built program")
    };
    let name = fixture.folder.path().file_name().expect("a name").to_string_lossy().into_owned();
    // Nobody trusts it: nothing runs, and what would is shown.
    let mut untrusted = start(&["run", &name]);
    untrusted.stdin.take().expect("stdin").write_all(b"n\n").expect("an answer");
    let untrusted = untrusted.wait_with_output().expect("its end");
    assert_eq!(untrusted.status.code(), Some(2));
    assert!(out(&untrusted).contains("dectet-fake-agent") && out(&untrusted).contains("[y/N]"), "{}", out(&untrusted));
    assert!(!fixture.places().has_run());

    // With trust it goes through, asking only for what a rule does not answer.
    let mut run = start(&["run", &name, "--trust", "--yes"]);
    let mut answers = run.stdin.take().expect("stdin");
    let mut said = String::new();
    for line in BufReader::new(run.stdout.take().expect("stdout")).lines() {
        let line = line.expect("a line");
        if line.contains("asks to use Bash") {
            answers.write_all(b"y\n").expect("an answer");
        }
        said.push_str(&line);
        said.push('\n');
    }
    let run = run.wait_with_output().expect("its end");
    let errors = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(1), "the checks fail, and it says so: {said}\n{errors}");
    assert!(said.contains("asks to use Bash: npm test") && said.contains("fail"), "{said}\n{errors}");
    let state = fixture.journal();
    assert!(state.is_over && state.running().next().is_none());
    let phases: Vec<usize> = state
        .timeline
        .iter()
        .filter_map(|moment| if let MomentKind::Phase(phase) = &moment.kind { Some(*phase) } else { None })
        .collect();
    assert_eq!(phases, [1, 2, 3]);
    assert!(state.integrated.is_some_and(|done| done.open == 0 && done.files >= 2), "{:?}", state.integrated);
    assert!(state.validated.is_some_and(|(_, failed)| failed > 0));
    let made = std::fs::read_to_string(fixture.folder.path().join("integrated/src/alpha/x.ts")).expect("the result");
    assert!(made.contains("export const x"), "{made}");
}
