//! Every adapter does the same work with the same scripts.

use dectet::model::run::team::{Delivery, TeamState};
use dectet::model::run::wire::Decision;
use dectet::model::run::{Message, Request};

use super::{Fixture, Follower, id};

const HEADLESS: [&str; 7] = ["claude", "codex", "gemini", "opencode", "aider", "command", "acp"];

const NASTY: &str = "-rf \"$(touch pwned)\" 'quoted' `id` %PATH% \\ {prompt}\nsecond line åäö 🦀\n--last";

fn deliveries(follower: &Follower, team: &str) -> Vec<Delivery> {
    follower.team(team).prompts.iter().map(|prompt| prompt.delivery).collect()
}

#[test]
fn every_adapter_works_is_told_and_goes_on() {
    for speaks in HEADLESS {
        let script = "turn\nsay **[STATUS]** 40%, 1/2 mega-files, working\nsay ```\nbytes\ncomplain a complaint\nturn\nprompt\nsay [READY] all of it\n";
        let fixture = Fixture::new(&[("alpha", speaks, script)]);
        let mut follower = fixture.begin();
        follower.until(&format!("{speaks}: the briefing"), |state| {
            state.team(&id("alpha")).is_some_and(|team| team.prompts.iter().any(|prompt| prompt.delivery == Delivery::Obeyed))
        });
        let team = follower.team("alpha");
        assert_eq!(team.reported.percent, Some(40), "{speaks}");
        assert_eq!(team.stands, TeamState::Working, "{speaks}");
        assert_eq!(team.error, None, "{speaks}");
        if !matches!(speaks, "aider" | "command") {
            assert_eq!(team.session.as_deref(), Some("session-1"), "{speaks}");
        }
        follower.ask(Request::Send { teams: vec![id("alpha")], message: Message::Text(NASTY.to_owned()) });
        follower.until(&format!("{speaks}: ready"), |state| {
            state.team(&id("alpha")).is_some_and(|team| team.stands == TeamState::Ready && !team.in_turn)
        });
        let wanted = format!("prompt={}", serde_json::json!(NASTY));
        let is_said = |follower: &Follower| follower.log.contains(&wanted);
        follower.wait(&format!("{speaks}: {wanted}"), is_said);
        follower.until("obeyed", |state| state.teams[0].prompts.iter().all(|prompt| prompt.delivery == Delivery::Obeyed));
        assert!(!fixture.folder.path().join("teams/alpha/pwned").exists(), "{speaks}");
        if speaks != "command" {
            assert!(follower.team("alpha").usage.tokens() >= 150, "{speaks}: {:?}", follower.team("alpha").usage);
        }
        assert_eq!(deliveries(&follower, "alpha").len(), 2, "{speaks}");
    }
}

#[test]
fn agents_that_can_ask_are_answered() {
    for speaks in ["claude", "acp"] {
        let script =
            "turn\nask Bash npm test\nask Write src/alpha/a.ts\nask Write src/beta/b.ts\nask Bash rm -rf /\nsay [COMPLETE]\n";
        let fixture = Fixture::new(&[("alpha", speaks, script), ("beta", "command", "turn\n")]);
        let mut follower = fixture.begin();
        let asks = |state: &dectet::model::run::RunState, what: &str| {
            state.team(&id("alpha")).and_then(|team| team.permissions.first().map(|asked| asked.summary.clone())).as_deref()
                == Some(what)
        };
        follower.until(&format!("{speaks}: a question"), |state| asks(state, "npm test"));
        let request = follower.team("alpha").permissions[0].request.clone();
        follower.ask(Request::Answer { team: id("alpha"), request, decision: Decision::Allow, always: false });
        // Its own path is let by rule, the other team's is not; then a person is asked again.
        follower.until(&format!("{speaks}: the last question"), |state| asks(state, "rm -rf /"));
        follower.ask(Request::AnswerAll { teams: Vec::new(), decision: Decision::Deny("no".to_owned()) });
        follower.until("complete", |state| state.team(&id("alpha")).is_some_and(|team| team.stands == TeamState::Complete));
        let said = |follower: &Follower| -> Vec<String> {
            let words = follower.log.iter().filter_map(|line| line.split(' ').next());
            words.filter(|word| matches!(*word, "allowed" | "denied")).map(str::to_owned).collect()
        };
        follower.wait("four answers", |follower| said(follower).len() == 4);
        assert_eq!(said(&follower), ["allowed", "allowed", "denied", "denied"], "{speaks}: {:#?}", follower.log);
    }
}

#[test]
fn trouble_is_told_and_stops_nobody_else() {
    let fixture = Fixture::new(&[
        ("alpha", "claude", "turn\nexit 3\n"),
        ("beta", "codex", "turn\nlimit\n"),
        ("gamma", "gemini", "turn\nexit 1\n"),
        ("delta", "command", "turn\nclose\n"),
        ("epsilon", "claude", "turn\nflood 20000\nsay [READY]\n"),
    ]);
    let mut follower = fixture.begin();
    follower.until("all of it", |state| {
        let team = |name| state.team(&id(name)).expect("a team");
        team("alpha").ended.is_some_and(|ended| ended.code == Some(3) && !ended.wanted)
            && team("beta").parked.is_some_and(|(_, until)| until.is_some())
            && team("gamma").error.is_some()
            && team("delta").process.is_some()
            && team("epsilon").stands == TeamState::Ready
    });
    let size = |name: &str| std::fs::metadata(fixture.places().folder().join("logs").join(name)).map_or(0, |data| data.len());
    assert!(size("epsilon.log") > 100_000 && size("epsilon.log") + size("epsilon.log.1") <= 8 * 1024 * 1024);
    follower.ask(Request::EndRun);
    follower.until("the end", |state| state.is_over && state.running().next().is_none());
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let fixture = Fixture::new(&[("alpha", "claude", "turn\n")]);
    let manifest = std::fs::read_to_string(fixture.folder.path().join("manifest.yaml")).expect("manifest");
    let broken = manifest.replace(env!("CARGO_BIN_EXE_dectet-fake-agent"), "no-such-program-anywhere");
    std::fs::write(fixture.folder.path().join("manifest.yaml"), broken).expect("manifest");
    let mut follower = fixture.begin();
    follower.wait("the refusal", |follower| follower.failed.iter().any(|id| id == "run-program-missing"));
    follower
        .until("its card", |state| state.teams[0].failed.as_ref().is_some_and(|(problem, _)| problem == "run-program-missing"));
}

#[test]
fn no_environment_leaks_and_secrets_are_hidden() {
    let script = "turn\nvariable MARKED\nvariable OWN_KEY\nvariable DECTET_TEAM\nvariable API_SECRET\nsay [READY]\n";
    let fixture = Fixture::new(&[("alpha", "claude", script), ("beta", "command", script)]);
    let manifest = std::fs::read_to_string(fixture.folder.path().join("manifest.yaml")).expect("manifest");
    let with_secret = manifest.replacen("MARKED: alpha-agent", "MARKED: alpha-agent, API_SECRET: hunter2hunter2", 1);
    assert_ne!(manifest, with_secret);
    std::fs::write(fixture.folder.path().join("manifest.yaml"), with_secret).expect("manifest");
    let mut follower = fixture.begin();
    follower.until("both", |state| state.teams.iter().all(|team| team.stands == TeamState::Ready));
    follower.wait("all said", |follower| follower.log.iter().filter(|line| line.starts_with("API_SECRET")).count() == 2);
    let said = |text: &str| follower.log.iter().any(|line| line == text);
    for line in [
        "MARKED=alpha-agent",
        "MARKED=beta-agent",
        "DECTET_TEAM=alpha",
        "DECTET_TEAM=beta",
        "API_SECRET=none",
        "API_SECRET=‹redacted›",
    ] {
        assert!(said(line), "{line}: {:#?}", follower.log);
    }
    for file in ["journal.jsonl", "logs/alpha.log"] {
        let text = std::fs::read_to_string(fixture.places().folder().join(file)).expect(file);
        assert!(!text.contains("hunter2"), "{file}");
    }
}

#[test]
fn a_terminal_is_drawn_and_typed_into() {
    let fixture = Fixture::new(&[("alpha", "terminal", "turn\nsay [STATUS] 10%\nturn\nsay \u{1b}[31mred\u{1b}[0m\nprompt\n")]);
    let mut follower = fixture.begin();
    follower.until("a marker", |state| state.teams[0].reported.percent == Some(10));
    follower.ask(Request::Look { team: id("alpha"), columns: 60, rows: 12, offset: 0, focus: true });
    follower
        .wait("a picture", |follower| follower.screen.as_ref().is_some_and(|screen| (screen.columns, screen.rows) == (60, 12)));
    follower.ask(Request::Type { team: id("alpha"), text: "hello\r".to_owned() });
    follower.wait("what was typed", |follower| {
        let screen = follower.screen.as_ref().expect("a screen");
        (0..12).any(|row| screen.text(row).contains("prompt=\"") && screen.text(row).contains("hello"))
    });
    let screen = follower.screen.clone().expect("a screen");
    let red = screen.lines.iter().flatten().find(|span| span.text.contains("red") && !span.foreground.is_default());
    assert!(red.is_some(), "{screen:?}");
}
