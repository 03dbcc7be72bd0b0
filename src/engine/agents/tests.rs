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
        private: Path::new("/shop/.dectet/run/agents/alpha"),
        dectet: Path::new("/opt/it's/dectet"),
        version: None,
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

/// A team inside of another's folders, with a carve-out of its own and something forbidden.
const SHOP: &str = "\
teams:
  alpha: {boundaries: {write_paths: ['src/api/**', 'src/*/alpha.ts'], forbidden_paths: ['src/api/legacy/'], read_paths: ['docs/**']}}
  beta: {boundaries: {write_paths: ['src/**', 'package.json']}}
  gamma: {boundaries: {write_paths: ['web/**']}}
";

/// A launch of a preset for team alpha of this project.
fn launch_in_shop(name: &str, version: Option<Version>) -> Launch {
    let manifest = crate::model::manifest::read::read("", SHOP).manifest.expect("a manifest");
    let team = TeamId::from_spelling("alpha").expect("an id");
    let boundary = Boundary::of(&manifest, &team, &["web/shared.ts".to_owned()]);
    with_order(name, None, Some("x"), |order| {
        adapter(name).expect(name).launch(&Order { boundary: &boundary, version, ..*order })
    })
    .expect("a launch")
}

fn words(launch: &Launch) -> Vec<String> {
    launch.words.iter().map(|word| word.to_string_lossy().into_owned()).collect()
}

#[test]
fn claude_gets_denials_that_never_take_the_teams_own_paths() {
    let launch = launch_in_shop("claude", None);
    let settings =
        words(&launch).into_iter().find_map(|word| Some(word.strip_prefix("--settings=")?.to_owned())).expect("settings");
    let settings: serde_json::Value = serde_json::from_str(&settings).expect("json");
    // Beta's src/** would take src/api with it, gamma's web/** the exception: those are the hook's to decide.
    let denied = ["Edit(./package.json)", "Edit(./package.json/**)", "Edit(./src/api/legacy/**)"];
    assert_eq!(settings["permissions"]["deny"], serde_json::json!(denied));
    assert_eq!(settings["permissions"]["allow"], serde_json::json!(["Read(./docs/**)"]));
    let kept_out = settings["sandbox"]["filesystem"]["denyWrite"].as_array().expect("paths");
    assert!(kept_out.contains(&serde_json::json!("/shop/teams/alpha/src/api/legacy")), "{kept_out:?}");
    let mut talk = with_order("claude", None, None, |order| claude::Claude.talk(order));
    assert!(talk.hello()[0].contains(r#""hookCallbackIds":["dectet-paths"]"#), "{:?}", talk.hello());
}

#[test]
fn claudes_hook_is_asked_and_answered_by_path() {
    let mut talk = with_order("claude", None, None, |order| claude::Claude.talk(order));
    let asked = |tool: &str, input: serde_json::Value| {
        let input = serde_json::json!({"hook_event_name": "PreToolUse", "tool_name": tool, "tool_input": input});
        let request = serde_json::json!({"subtype": "hook_callback", "callback_id": "dectet-paths", "input": input});
        serde_json::json!({"type": "control_request", "request_id": "h1", "request": request}).to_string()
    };
    let heard = talk.heard(&asked("Edit", serde_json::json!({"file_path": "/shop/teams/alpha/src/x.ts"})), 1);
    let [Heard::Asked(permission)] = &heard[..] else { panic!("{heard:?}") };
    assert_eq!(permission.path.as_deref(), Some("/shop/teams/alpha/src/x.ts"));
    let answer = |lines: Vec<String>| serde_json::from_str::<serde_json::Value>(&lines[0]).expect("json")["response"].clone();
    let denied = answer(talk.answer(permission, &Decision::Deny("no".into())));
    let wanted = serde_json::json!({"subtype": "success", "request_id": "h1", "response": {"hookSpecificOutput": {
        "hookEventName": "PreToolUse", "permissionDecision": "deny", "permissionDecisionReason": "no"}}});
    assert_eq!(denied, wanted);
    // Asked again: the name of a request is used once.
    talk.heard(&asked("Write", serde_json::json!({"file_path": "a"})), 1);
    assert_eq!(
        answer(talk.answer(permission, &Decision::Allow))["response"]["hookSpecificOutput"]["permissionDecision"],
        "allow"
    );
    let heard = talk.heard(&asked("Edit", serde_json::json!({})), 1);
    assert!(matches!(&heard[..], [Heard::Answer(line)] if line.contains(r#""response":{}"#)), "{heard:?}");
}

#[test]
fn codex_gets_a_profile_where_it_knows_profiles() {
    let old = words(&launch_in_shop("codex", Some((0, 137, 9))));
    assert!(old.windows(2).any(|pair| pair == ["--sandbox", "workspace-write"]) && !old.contains(&"-c".to_owned()));
    assert_eq!(old, words(&launch_in_shop("codex", None)), "one that says no version counts as old");
    let launch = launch_in_shop("codex", Some((0, 138, 0)));
    let new = words(&launch);
    assert!(!new.contains(&"--sandbox".to_owned()), "the older setting would win: {new:?}");
    assert!(new.contains(&"default_permissions=\"dectet-alpha\"".to_owned()), "{new:?}");
    let profile = new.iter().find_map(|word| word.strip_prefix("permissions.dectet-alpha.filesystem=")).expect("a profile");
    let roots = profile.split_once("\":workspace_roots\"={").expect("roots").1.trim_end_matches('}');
    let wanted = [
        r#"".""#,
        "write",
        r#""mega-files""#,
        "write",
        r#""package.json""#,
        "read",
        r#""src""#,
        "write",
        r#""src/api""#,
        "write",
        r#""src/api/legacy""#,
        "read",
        r#""status""#,
        "write",
        r#""web""#,
        "read",
        r#""web/shared.ts""#,
        "write",
    ];
    let wanted: Vec<String> = wanted.chunks(2).map(|pair| format!("{}=\"{}\"", pair[0], pair[1])).collect();
    assert_eq!(roots, wanted.join(","));
    assert!(launch.folders.contains(&PathBuf::from("/shop/teams/alpha/src/api")), "{:?}", launch.folders);
    assert!(!launch.folders.contains(&PathBuf::from("/shop/teams/alpha/web/shared.ts")), "a file is no folder");
}

#[test]
fn gemini_gets_a_hook_beside_the_persons_own_settings() {
    let launch = launch_in_shop("gemini", None);
    let (file, text) = &launch.files[0];
    assert_eq!(file, Path::new("/shop/.dectet/run/agents/alpha/gemini-defaults.json"));
    let variable = ("GEMINI_CLI_SYSTEM_DEFAULTS_PATH".to_owned(), file.to_string_lossy().into_owned());
    assert_eq!(launch.environment, [variable]);
    let settings: serde_json::Value = serde_json::from_str(text).expect("json");
    let hook = settings["hooks"]["BeforeTool"].as_array().and_then(|hooks| hooks.last()).expect("a hook").clone();
    assert_eq!(hook["matcher"], "write_file|replace|edit");
    let command = if cfg!(windows) { "\"/opt/it's/dectet\" guard" } else { "'/opt/it'\\''s/dectet' guard" };
    assert_eq!(hook["hooks"][0]["command"], command);
    assert_eq!(settings["hooksConfig"]["enabled"], true);
}

#[test]
fn opencode_gets_rules_of_which_the_last_wins() {
    let launch = launch_in_shop("opencode", None);
    let rules = &launch.environment.iter().find(|(name, _)| name == "OPENCODE_PERMISSION").expect("rules").1;
    let rules: serde_json::Value = serde_json::from_str(rules).expect("json");
    let edit: Vec<(&str, &str)> =
        rules["edit"].as_object().expect("rules").iter().map(|(k, v)| (k.as_str(), v.as_str().expect("a word"))).collect();
    let place = |rule: (&str, &str)| edit.iter().position(|known| *known == rule).unwrap_or_else(|| panic!("{rule:?}: {edit:?}"));
    assert_eq!(place(("*", "allow")), 0);
    assert!(place(("src/**", "deny")) < place(("src/api/**", "allow")));
    assert!(place(("src/api/**", "allow")) < place(("src/api/legacy/**", "deny")));
    assert!(place(("web/**", "deny")) < place(("web/shared.ts", "allow")));
    assert_eq!(rules["external_directory"], "deny");
}

#[test]
fn what_an_agent_has_written_by_the_protocol_is_asked_by_path() {
    let mut talk = with_order("acp", None, None, |order| acp::Acp.talk(order));
    assert!(talk.hello()[0].contains(r#""writeTextFile":true"#));
    let params = serde_json::json!({"sessionId": "s", "path": "/shop/teams/alpha/src/x.ts", "content": "secret words"});
    let heard = talk
        .heard(&serde_json::json!({"jsonrpc": "2.0", "id": 7, "method": "fs/write_text_file", "params": params}).to_string(), 1);
    let [Heard::Writes(permission, content)] = &heard[..] else { panic!("{heard:?}") };
    assert_eq!((permission.path.as_deref(), content.as_str()), (Some("/shop/teams/alpha/src/x.ts"), "secret words"));
    assert!(!permission.input.to_string().contains("secret"), "the journal keeps no files");
    let answer = |lines: Vec<String>| serde_json::from_str::<serde_json::Value>(&lines[0]).expect("json");
    assert_eq!(answer(talk.answer(permission, &Decision::Allow)), serde_json::json!({"jsonrpc": "2.0", "id": 7, "result": null}));
    assert_eq!(answer(talk.answer(permission, &Decision::Deny("why".into())))["error"]["message"], "why");
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
        private: Path::new("/p"),
        dectet: Path::new("dectet"),
        version: None,
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
