//! Every adapter against what its program prints, and against nonsense.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::engine::disk;

fn plain_agent(name: &str) -> Agent {
    Agent {
        name: name.to_owned(),
        preset: Some(name.to_owned()).filter(|name| crate::model::manifest::PRESETS.contains(&name.as_str())),
        kind: (name == "acp").then(|| "acp".to_owned()),
        model: Some("some/model".to_owned()),
        command: if matches!(name, "acp" | "command") {
            vec!["my-agent".to_owned(), "--for={team}".to_owned()]
        } else {
            Vec::new()
        },
        prompt: None,
        env: Vec::new(),
    }
}

fn with_order<T>(name: &str, session: Option<&str>, prompt: Option<&str>, work: impl FnOnce(&Order<'_>) -> T) -> T {
    let (team, agent) = (TeamId::from_spelling("alpha").expect("an id"), plain_agent(name));
    let (boundary, permissions) = (Boundary::default(), Permissions::Ask);
    let order = Order {
        team: &team,
        agent: &agent,
        folder: Path::new("/shop/teams/alpha"),
        session,
        prompt,
        prompt_file: Some(Path::new("/shop/.dectet/run/prompts/alpha-1.md")),
        boundary: &boundary,
        permissions: &permissions,
    };
    work(&order)
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/agents")
}

#[test]
fn what_programs_print_is_understood() {
    let mut seen = 0;
    for (name, kind) in disk::list(&examples()).expect("examples") {
        if kind != disk::Kind::Folder {
            continue;
        }
        let adapter = adapter(&name).unwrap_or_else(|| panic!("no adapter {name}"));
        let mut talk = with_order(&name, None, None, |order| adapter.talk(order));
        talk.hello();
        if adapter.way() == Way::Conversation {
            talk.prompt("a prompt");
        }
        let out = disk::read_text(&examples().join(&name).join("out")).expect("what it prints");
        let mut heard: Vec<String> =
            out.lines().flat_map(|line| talk.heard(line, 1_000)).map(|heard| format!("{heard:?}")).collect();
        heard.extend(talk.ended(Some(0)).iter().map(|heard| format!("{heard:?}")));
        let found = heard.join("\n");
        assert!(found.contains("TurnStarted") && found.contains("Took") && found.contains("TurnEnded(None)"), "{name}: {found}");
        assert!(["[STATUS]", "[READY]", "[BLOCKED]"].iter().any(|marker| found.contains(marker)), "{name}: {found}");
        seen += 1;
    }
    assert_eq!(seen, 6);
}

#[test]
fn prompts_are_no_options_and_no_shell_reads_them() {
    let nasty = "--help\n$(touch x) \"q\" 'q' `id`";
    for adapter in ADAPTERS {
        if matches!(adapter.way(), Way::Manual | Way::Terminal) {
            continue;
        }
        let launch = with_order(adapter.name(), None, Some(nasty), |order| adapter.launch(order)).expect("a launch");
        assert!(launch.words.iter().all(|word| word != "sh" && word != "-c"), "{}: {launch:?}", adapter.name());
        let is_word = launch.words.iter().any(|word| word.to_string_lossy().contains("--help"));
        assert!(!is_word, "{}: {launch:?}", adapter.name());
        if let Input::Whole(bytes) = &launch.input {
            assert_eq!(String::from_utf8_lossy(bytes), nasty, "{}", adapter.name());
        }
    }
}

#[test]
fn conversations_are_gone_on_with() {
    for name in ["claude", "codex", "gemini", "opencode"] {
        let adapter = adapter(name).expect(name);
        let words = |session| {
            let launch = with_order(name, session, Some("x"), |order| adapter.launch(order)).expect("a launch");
            launch.words.iter().map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
        };
        assert!(words(Some("the-session")).contains("the-session") && !words(None).contains("session "), "{name}");
        assert!(words(None).contains("some/model"), "{name}");
    }
}

#[test]
fn places_in_a_command_are_filled_in_once() {
    let mut agent = plain_agent("command");
    agent.command = ["run", "{prompt}", "{team}-{model}", "{unknown} {", "{folder}"].map(str::to_owned).to_vec();
    let (team, boundary) = (TeamId::from_spelling("alpha").expect("an id"), Boundary::default());
    let order = Order {
        team: &team,
        agent: &agent,
        folder: Path::new("/f"),
        session: None,
        prompt: Some("-rf {team} $(x)"),
        prompt_file: None,
        boundary: &boundary,
        permissions: &Permissions::Ask,
    };
    let launch = command::Command.launch(&order).expect("a launch");
    assert_eq!(launch.words, ["run", "-rf {team} $(x)", "alpha-some/model", "{unknown} {", "/f"].map(OsString::from));
    assert_eq!(launch.input, Input::Empty);
}

#[test]
fn every_preset_and_kind_has_its_adapter() {
    let of = |preset: Option<&str>, kind: Option<&str>, command: &[&str]| {
        let mut agent = plain_agent("claude");
        (agent.preset, agent.kind) = (preset.map(str::to_owned), kind.map(str::to_owned));
        agent.command = command.iter().map(|word| (*word).to_owned()).collect();
        adapter_of(&agent).name()
    };
    for preset in ["manual", "claude", "codex", "gemini", "opencode", "aider"] {
        assert_eq!(of(Some(preset), None, &[]), preset);
    }
    assert_eq!(of(Some("shell"), None, &[]), "terminal");
    assert_eq!(of(Some("gemini"), Some("acp"), &[]), "acp");
    assert_eq!(of(None, Some("headless"), &["x"]), "command");
    assert_eq!(of(None, None, &["x"]), "command");
    assert_eq!(of(None, Some("terminal"), &["x"]), "terminal");
    assert_eq!(of(None, None, &[]), "manual");
}

proptest! {
    #[test]
    fn nonsense_is_passed_over(text in "(\\{|\\}|\"type\"|\"session_id\"|:|\"result\"|\"assistant\"|,|null|1e9|\\[|\\]|[ -~åäö]){0,30}") {
        for adapter in ADAPTERS {
            let mut talk = with_order(adapter.name(), None, None, |order| adapter.talk(order));
            let _ = (talk.hello(), talk.prompt("x"), talk.interrupt());
            let _ = (talk.heard(&text, 1), talk.complained(&text, 1), talk.ended(None));
        }
    }
}
