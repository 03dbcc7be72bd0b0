//! The inspector: every field is typed in by its name, changes just its key, and undo restores the bytes; what does not fit
//! is said and stays out of the manifest.
//!
//! Names, as a screen reader says them: a field is `Target lines, Beta` or `Name, project`; an item of a list `Write paths 2,
//! Beta`, what adds one `Add to Write paths, Beta`; a badge that is switched `Alpha, Depends on, Beta`; a thing with fields
//! of its own is `Name of API`, its fields `Artifact, API`; its menu `Menu of API`; a heading `Section Paths`.

use std::path::{Path, PathBuf};

use dectet::engine::settings::Settings;
use dectet::words::{Language, word};
use egui::{Event, Key, Modifiers, Role, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use serde_yaml::Value;

use super::{Looks, SMALL_MANIFEST, Window, pictures};

const FILE: &str = "team-coordination-manifest.yaml";

/// A manifest that says something of everything, with comments, in several styles.
const FULL: &str = "\
# The shop of a small town
project:   # what it is
  name: \"småbutik\"
  description: Sells things
  target_loc: 30K
  target_files: 100-200
  stack: [Rust, egui] # for now
distribution: layers
teams:
  alpha:
    name: Foundation   # the first
    role: Tables
    responsibilities:
      # the heart
      - schema
      - entities  # of the domain
    boundaries:
      write_paths: [src/alpha/**, db/**]
      read_paths: [contracts/**]
      forbidden_paths: [src/beta/**]
    target_loc: 10000
    mega_files: 10
    priority: 1
    swarm: 2
    agent: claude
  beta:
    responsibilities: [rest-api]
    boundaries: {write_paths: [src/beta/**]}
    depends_on: [alpha]
    wait_for: []
    target_loc: 20000
  gamma: orders, returns
phases:
  - {name: plan, minutes: 15}
  - name: build  # the long one
    minutes: 45
iterations: [{name: one, teams: all, target_loc: 30000}]
integration_points:
  # what both read
  - name: API
    between: [alpha, beta]
    artifact: contracts/api.yaml
    owner: beta
monitoring: {report_every: 5min, warn: \"< 10% in 10min\", stalled_after: 10min}
conflict_resolution: {order: [contracts, schema]}
validation:
  commands:
    - {name: tests, run: npm test, in: integrated, timeout: 10min}
    - name: lint
      run: [npm, run, lint]   # as words
  coverage: {report: coverage/lcov.info, minimum: 80}
  minimum: {files: 100, loc: 5000}
run: {parallel: 10, checkpoint_every: 10min, cost_cap_usd: 50, setup: [npm ci], permissions: {allow: [read], deny: [net]}}
agents:
  claude: {preset: claude, model: large}
  local:   # ours
    kind: headless
    command: [my-agent, --quiet]
    prompt: stdin
    env: {API_KEY: $API_KEY}
git: {branch_prefix: dectet}
note: kept
";

/// A window tall enough for every row, on this manifest, with the inspector open.
fn window_on(text: &str) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().expect("folder");
    let window = window_in(folder.path(), text);
    (folder, window)
}

/// The same in a folder that may hold something already.
fn window_in(folder: &Path, text: &str) -> Window {
    std::fs::write(folder.join(FILE), text).expect("write");
    let looks = Looks { size: [1280.0, 6000.0], ..Looks::default() };
    let mut window = Window::with(looks, Some(folder), Settings::default());
    window.wait_for_project();
    open(&mut window);
    window
}

fn text(window: &Window) -> &str {
    window.project().manifest.document.text()
}

fn parsed(text: &str) -> Value {
    serde_yaml::from_str(text).expect(text)
}

/// A value at a path; `None` where nothing is.
fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('/').try_fold(value, |value, part| match part.parse::<usize>() {
        Ok(index) if value.is_sequence() => value.get(index),
        _ => value.get(part),
    })
}

/// The file's value with another value at a path.
fn with(mut root: Value, path: &str, new: Option<Value>) -> Value {
    let (above, last) = path.rsplit_once('/').unwrap_or(("", path));
    let mut parent = &mut root;
    for part in above.split('/').filter(|part| !part.is_empty()) {
        let next = match part.parse::<usize>() {
            Ok(index) if parent.is_sequence() => parent.get_mut(index),
            _ => parent.get_mut(part),
        };
        parent = next.unwrap_or_else(|| panic!("{path}"));
    }
    match (parent, new) {
        (Value::Mapping(entries), Some(new)) => drop(entries.insert(last.into(), new)),
        (Value::Mapping(entries), None) => drop(entries.shift_remove(last)),
        (Value::Sequence(items), new) => {
            let index: usize = last.parse().expect("a place in a list");
            match new {
                Some(new) if index < items.len() => items[index] = new,
                Some(new) => items.push(new),
                None => drop(items.remove(index)),
            }
        }
        _ => panic!("{path}"),
    }
    root
}

/// Puts the keys into the field with this name.
fn focus(window: &mut Window, name: &str) {
    let field = window.harness.get_by(|node| node.role() == Role::TextInput && node.label().as_deref() == Some(name));
    field.focus();
    window.steps(2);
}

/// Types into a field in place of what stands there.
fn type_in(window: &mut Window, name: &str, text: &str) {
    focus(window, name);
    window.press(Modifiers::COMMAND, Key::A);
    if text.is_empty() {
        window.press(Modifiers::NONE, Key::Delete);
    } else {
        window.event(Event::Text(text.to_owned()));
    }
}

fn section(window: &mut Window, title: &str) {
    window.harness.get_by_label(&format!("Section {title}")).click_accesskit();
    window.steps(3);
}

fn press(window: &mut Window, name: &str) {
    window.harness.get_by_role_and_label(Role::Button, name).click_accesskit();
    window.steps(3);
}

/// Opens the inspector on the board of a window.
fn open(window: &mut Window) {
    window.press(Modifiers::COMMAND, Key::Num2);
    window.click(&word("teams-inspector"));
}

/// Chooses a team by a click on its card's badge.
fn choose(window: &mut Window, team: &str) {
    let card = window.harness.get_by_label(&dectet::t!("teams-card-name", team = team)).rect();
    let badge = card.left_top() + egui::vec2(24.0, 24.0);
    window.harness.hover_at(badge);
    window.steps(1);
    window.harness.drag_at(badge);
    window.steps(1);
    window.harness.drop_at(badge);
    window.steps(4);
}

#[test]
fn pictures_of_the_inspector() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES").map(PathBuf::from) else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    std::fs::create_dir_all(&folder).expect("the pictures' folder");
    for (theme, size, language, ending) in [
        (Theme::Dark, [1280.0, 800.0], Language::English, "dark-1280-en"),
        (Theme::Light, [1920.0, 1080.0], Language::English, "light-1920-en"),
        (Theme::Dark, [900.0, 600.0], Language::Swedish, "dark-900-sv"),
    ] {
        let project = pictures::shop();
        let mut window = Window::with(Looks { size, theme, language }, Some(project.path()), Settings::default());
        window.wait_for_project();
        open(&mut window);
        let save = |window: &mut Window, name: &str| {
            window.picture().save(folder.join(format!("inspector-{name}-{ending}.png"))).expect("a picture on disk");
        };
        save(&mut window, "project");
        choose(&mut window, "Beta");
        window.rest();
        save(&mut window, "team");
        scroll(&mut window, -520.0);
        window.type_into(&dectet::t!("inspector-add-to", list = word("inspector-write-paths"), of = "Beta"), "test");
        window.rest();
        window.steps(6);
        save(&mut window, "offers");
        window.press(Modifiers::NONE, Key::Escape);
        scroll(&mut window, -2000.0);
        window.type_into(&format!("{}, Beta", word("inspector-target-loc")), "lots");
        save(&mut window, "team-end");
        window.press(Modifiers::NONE, Key::Escape);
        window.click(&word("inspector-of-project"));
        for section in ["rounds", "contracts", "monitoring", "validation", "run", "agents", "conflicts", "git"] {
            let title = word(&format!("inspector-{section}"));
            window.harness.get_by_label(&dectet::t!("inspector-section", name = title)).click_accesskit();
            window.steps(2);
        }
        for part in 0..4 {
            save(&mut window, &format!("project-{part}"));
            scroll(&mut window, -(size[1] - 250.0));
        }
    }
}

/// Turns the wheel over the inspector.
fn scroll(window: &mut Window, by: f32) {
    let at = window.harness.get_by_label(&word("inspector-close")).rect().center() + egui::vec2(-80.0, 200.0);
    window.harness.hover_at(at);
    window.steps(1);
    window.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, by),
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
    });
    window.steps(12);
}

/// Field, what is typed, where it is written, and as what.
type Case = (&'static str, &'static str, &'static str, &'static str);

/// Types into each field: its value alone changes, its line alone, and undo restores the bytes.
fn each_changes_its_key(window: &mut Window, before: &str, cases: &[Case]) {
    for (name, typed, path, expected) in cases {
        type_in(window, name, typed);
        window.press(Modifiers::NONE, Key::Enter);
        let now = text(window).to_owned();
        let expected: Value = parsed(expected);
        let wanted = with(parsed(before), path, Some(expected).filter(|value| !value.is_null()));
        assert_eq!(parsed(&now), wanted, "{name}: {typed}\n{now}");
        // What stands behind a key goes with it.
        for line in before.lines().filter(|line| line.contains('#') && !typed.is_empty()) {
            let comment = line.split('#').next_back().unwrap_or_default();
            assert!(now.contains(comment), "{name}: the comment {comment:?} is gone\n{now}");
        }
        window.press(Modifiers::COMMAND, Key::Z);
        assert_eq!(text(window), before, "{name}: undo");
        window.press(Modifiers::NONE, Key::Escape);
    }
}

#[test]
fn every_field_of_a_team_changes_its_key_alone() {
    let (_folder, mut window) = window_on(FULL);
    choose(&mut window, "Alpha");
    each_changes_its_key(
        &mut window,
        FULL,
        &[
            ("Name, Alpha", "Grund", "teams/alpha/name", "Grund"),
            ("Name, Alpha", "", "teams/alpha/name", "null"),
            ("Role, Alpha", "Tables and more", "teams/alpha/role", "Tables and more"),
            ("Priority, Alpha", "-3", "teams/alpha/priority", "-3"),
            ("Priority, Alpha", "", "teams/alpha/priority", "null"),
            ("Responsibilities 2, Alpha", "domain", "teams/alpha/responsibilities/1", "domain"),
            ("Add to Responsibilities, Alpha", "migrations", "teams/alpha/responsibilities/2", "migrations"),
            ("Write paths 2, Alpha", "db/*.sql", "teams/alpha/boundaries/write_paths/1", "db/*.sql"),
            ("Add to Write paths, Alpha", "seed/", "teams/alpha/boundaries/write_paths/2", "seed/"),
            ("Read paths 1, Alpha", "docs/**", "teams/alpha/boundaries/read_paths/0", "docs/**"),
            ("Add to Read paths, Alpha", "docs/**", "teams/alpha/boundaries/read_paths/1", "docs/**"),
            ("Forbidden paths 1, Alpha", "src/*/api/**", "teams/alpha/boundaries/forbidden_paths/0", "src/*/api/**"),
            ("Add to Forbidden paths, Alpha", "web/**", "teams/alpha/boundaries/forbidden_paths/1", "web/**"),
            ("Target lines, Alpha", "7K - 9K", "teams/alpha/target_loc", "7000-9000"),
            ("Target lines, Alpha", "", "teams/alpha/target_loc", "null"),
            ("Mega-files, Alpha", "12", "teams/alpha/mega_files", "12"),
            ("Mega-files, Alpha", "orders, users", "teams/alpha/mega_files", "[orders, users]"),
            ("Sub-teams, Alpha", "3", "teams/alpha/swarm", "3"),
            ("Sub-teams, Alpha", "", "teams/alpha/swarm", "null"),
        ],
    );
}

#[test]
fn every_field_of_the_project_changes_its_key_alone() {
    let (_folder, mut window) = window_on(FULL);
    for title in ["Contracts", "Monitoring", "Validation", "Run", "Agents", "Conflicts", "Git"] {
        section(&mut window, title);
    }
    each_changes_its_key(
        &mut window,
        FULL,
        &[
            ("Name, project", "butik", "project/name", "butik"),
            ("Description, project", "Sells: more", "project/description", "'Sells: more'"),
            ("Target lines, project", "40K", "project/target_loc", "40000"),
            ("Target files, project", "150", "project/target_files", "150"),
            ("Stack 2, project", "eframe", "project/stack/1", "eframe"),
            ("Add to Stack, project", "YAML", "project/stack/2", "YAML"),
            ("Name of build", "make", "phases/1/name", "make"),
            ("Minutes of build", "1h", "phases/1/minutes", "60"),
            ("Minutes of plan", "00:20", "phases/0/minutes", "20"),
            ("Add a phase", "check", "phases/2", "{name: check, minutes: 15}"),
            ("Name of API", "REST", "integration_points/0/name", "REST"),
            ("Artifact, API", "contracts/rest.yaml", "integration_points/0/artifact", "contracts/rest.yaml"),
            ("Add a contract", "DB", "integration_points/1", "{name: DB, between: []}"),
            ("Ask after, project", "00:10", "monitoring/report_every", "10min"),
            ("Warn below, project", "5% in 1h", "monitoring/warn", "'< 5% in 1h'"),
            ("Stalled after, project", "90 minutes", "monitoring/stalled_after", "1h 30min"),
            ("Name of tests", "unit", "validation/commands/0/name", "unit"),
            ("Runs, tests", "npm run all", "validation/commands/0/run", "npm run all"),
            ("Runs, lint", "npm run 'all of it'", "validation/commands/1/run", "[npm, run, all of it]"),
            ("In folder, tests", "web", "validation/commands/0/in", "web"),
            ("Time limit, tests", "90s", "validation/commands/0/timeout", "90s"),
            ("Add a command, such as npm test", "make check", "validation/commands/2", "{run: make check}"),
            ("Coverage report, project", "lcov.info", "validation/coverage/report", "lcov.info"),
            ("Coverage, %, project", "62.5 %", "validation/coverage/minimum", "62.5"),
            ("Least files, project", "150", "validation/minimum/files", "150"),
            ("Least lines, project", "6K", "validation/minimum/loc", "6000"),
            ("At a time, project", "4", "run/parallel", "4"),
            ("Checkpoint every, project", "1h", "run/checkpoint_every", "1h"),
            ("Cost cap, USD, project", "$12.50", "run/cost_cap_usd", "12.5"),
            ("Setup 1, project", "npm install", "run/setup/0", "npm install"),
            ("Add to Setup, project", "make db", "run/setup/1", "make db"),
            ("Allowed 1, project", "read src", "run/permissions/allow/0", "read src"),
            ("Add to Denied, project", "rm", "run/permissions/deny/1", "rm"),
            ("Model, claude", "small", "agents/claude/model", "small"),
            ("Command, local", "my-agent --loud", "agents/local/command", "[my-agent, --loud]"),
            ("Environment 1, local", "API_KEY=$OTHER", "agents/local/env/API_KEY", "$OTHER"),
            ("Add to Environment, local", "MODE=fast", "agents/local/env/MODE", "fast"),
            ("Add an agent, such as claude", "codex", "agents/codex", "{preset: codex}"),
            ("Order 2, project", "domain", "conflict_resolution/order/1", "domain"),
            ("Add to Order, project", "tests", "conflict_resolution/order/2", "tests"),
            ("Branch prefix, project", "shop", "git/branch_prefix", "shop"),
            ("Branch prefix, project", "", "git/branch_prefix", "null"),
        ],
    );
}

#[test]
fn what_does_not_fit_is_said_and_stays_out() {
    let (_folder, mut window) = window_on(FULL);
    let check = |window: &mut Window, cases: &[(&str, &str, &str)]| {
        for (name, typed, said) in cases {
            type_in(window, name, typed);
            assert!(window.shows(said), "{name}: {typed} should say {said:?}; {:?}", window.names());
            window.press(Modifiers::NONE, Key::Enter);
            assert_eq!(text(window), FULL, "{name}: {typed}");
            assert!(window.shows(said), "{name}: it is still said");
            window.press(Modifiers::NONE, Key::Escape);
            assert!(!window.shows(said), "{name}: Escape drops it");
            assert_eq!(text(window), FULL);
        }
    };
    for title in ["Contracts", "Monitoring", "Validation", "Run", "Agents", "Git"] {
        section(&mut window, title);
    }
    check(
        &mut window,
        &[
            ("Target lines, project", "lots", "expects a number or a range"),
            ("Minutes of plan", "soon", "expects minutes"),
            ("Name of plan", "build", "There is one called “build” already"),
            ("Name of plan", "", "A name needs at least one word"),
            ("Add a phase", "plan", "There is one called “plan” already"),
            ("Artifact, API", "../out.yaml", "is no path of a file in the project"),
            ("Ask after, project", "5", "expects a time with its unit"),
            ("Warn below, project", "soon", "expects a rule such as"),
            ("Runs, tests", "", "Say what is run"),
            ("Coverage, %, project", "180", "expects a percentage"),
            ("Least files, project", "-1", "expects a whole number"),
            ("Cost cap, USD, project", "free", "expects an amount"),
            ("Name of claude", "local", "There is one called “local” already"),
            ("Environment 1, local", "API_KEY=hunter2", "where everybody can read it"),
            ("Environment 1, local", "API_KEY", "Write NAME=$VARIABLE"),
            ("Branch prefix, project", "a b", "cannot be the beginning of a branch"),
        ],
    );
    choose(&mut window, "Alpha");
    check(
        &mut window,
        &[
            ("Id, Alpha", "beta", "There is a team “Beta” already"),
            ("Id, Alpha", "base", "cannot be a team"),
            ("Priority, Alpha", "first", "expects a whole number"),
            ("Write paths 1, Alpha", "src/[ab", "cannot be used"),
            ("Add to Write paths, Alpha", "../other/**", "it leaves the project"),
            ("Target lines, Alpha", "9000-7000", "expects a number or a range"),
            ("Mega-files, Alpha", "-3", "expects a number or a list of names"),
            ("Sub-teams, Alpha", "500", "a team has at most 64"),
        ],
    );
}

#[test]
fn empty_fields_show_their_defaults() {
    let (_folder, mut window) = window_on(SMALL_MANIFEST);
    for title in ["Monitoring", "Validation", "Run", "Git"] {
        section(&mut window, title);
    }
    let hints = |window: &Window, hints: &[(&str, &str)]| {
        for (name, hint) in hints {
            let found = window.harness.get_by(|node| node.role() == Role::TextInput && node.label().as_deref() == Some(name));
            let shown = found.accesskit_node().placeholder().map(str::to_owned);
            assert_eq!(shown.as_deref(), Some(*hint), "{name}");
        }
    };
    hints(
        &window,
        &[
            ("Target lines, project", "No target"),
            ("Ask after, project", "5min"),
            ("Warn below, project", "< 10% in 10min"),
            ("Stalled after, project", "10min"),
            ("At a time, project", "10"),
            ("Checkpoint every, project", "10min"),
            ("Cost cap, USD, project", "No cap"),
            ("Branch prefix, project", "dectet"),
            ("Least files, project", "No minimum"),
        ],
    );
    choose(&mut window, "Beta");
    hints(&window, &[("Priority, Beta", "2, its place in the file"), ("Sub-teams, Beta", "None; a number makes some")]);
    type_in(&mut window, "Name, Beta", "");
    window.press(Modifiers::NONE, Key::Enter);
    hints(&window, &[("Name, Beta", "API Layer")]);
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&window), SMALL_MANIFEST);
}

#[test]
fn going_elsewhere_keeps_what_is_valid_in_one_step() {
    let (_folder, mut window) = window_on(FULL);
    type_in(&mut window, "Description, project", "Sells much");
    window.press(Modifiers::NONE, Key::Tab);
    assert_eq!(at(&parsed(text(&window)), "project/description"), Some(&"Sells much".into()));
    type_in(&mut window, "Name, project", "butik");
    choose(&mut window, "Beta");
    assert_eq!(at(&parsed(text(&window)), "project/name"), Some(&"butik".into()), "a click on a card leaves the field");
    type_in(&mut window, "Role, Beta", "REST");
    window.click("Close inspector");
    assert_eq!(at(&parsed(text(&window)), "teams/beta/role"), Some(&"REST".into()));
    for _ in 0..3 {
        assert_ne!(text(&window), FULL);
        window.press(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(text(&window), FULL);
}

#[test]
fn badges_choices_and_menus_write_what_they_say() {
    let (_folder, mut window) = window_on(FULL);
    let undone = |window: &mut Window, path: &str, expected: &str| {
        let now = parsed(text(window));
        assert_eq!(at(&now, path), Some(&parsed(expected)).filter(|value| !value.is_null()), "{path} in\n{}", text(window));
        window.press(Modifiers::COMMAND, Key::Z);
        assert_eq!(text(window), FULL, "{path}");
    };
    let toggle = |window: &mut Window, name: &str| {
        window.harness.get_by_role_and_label(Role::CheckBox, name).click_accesskit();
        window.steps(3);
    };
    press(&mut window, "By domains, Work is dealt, project");
    undone(&mut window, "distribution", "domains");
    section(&mut window, "Contracts");
    toggle(&mut window, "Gamma, Between, API");
    undone(&mut window, "integration_points/0/between", "[alpha, beta, gamma]");
    press(&mut window, "Owner, API");
    press(&mut window, "Alpha · Foundation, the first");
    undone(&mut window, "integration_points/0/owner", "null");
    section(&mut window, "Run");
    press(&mut window, "Ask, Permissions, project");
    undone(&mut window, "run/permissions", "ask");
    section(&mut window, "Validation");
    press(&mut window, "As a program, How, tests");
    undone(&mut window, "validation/commands/0/run", "[npm, test]");
    press(&mut window, "By the shell, How, lint");
    undone(&mut window, "validation/commands/1/run", "npm run lint");
    press(&mut window, "Menu of lint");
    press(&mut window, "Move up");
    undone(&mut window, "validation/commands/0/name", "lint");
    press(&mut window, "Menu of plan");
    press(&mut window, "Remove");
    undone(&mut window, "phases/0/name", "build");
    section(&mut window, "Agents");
    press(&mut window, "Preset, local");
    press(&mut window, "aider");
    undone(&mut window, "agents/local/preset", "aider");
    press(&mut window, "Kind, local");
    press(&mut window, "terminal");
    undone(&mut window, "agents/local/kind", "terminal");
    type_in(&mut window, "Name of claude", "main");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(at(&parsed(text(&window)), "teams/alpha/agent"), Some(&"main".into()), "who has it follows");
    undone(&mut window, "agents/main/model", "large");
    window.press(Modifiers::NONE, Key::Escape);
    press(&mut window, "Remove local");
    undone(&mut window, "agents/local", "null");

    choose(&mut window, "Beta");
    toggle(&mut window, "Gamma, Depends on, Beta");
    undone(&mut window, "teams/beta/depends_on", "[alpha, gamma]");
    toggle(&mut window, "Alpha, Depends on, Beta");
    undone(&mut window, "teams/beta/depends_on", "null");
    toggle(&mut window, "Alpha, Waits for, Beta");
    undone(&mut window, "teams/beta/wait_for", "[alpha]");
    press(&mut window, "All, Waits for, Beta");
    assert_eq!(window.project().manifest.manifest.teams[1].wait_for.len(), 2);
    undone(&mut window, "teams/beta/wait_for", "[all]");
    press(&mut window, "Agent, Beta");
    press(&mut window, "codex");
    assert_eq!(at(&parsed(text(&window)), "agents/codex/preset"), Some(&"codex".into()), "a preset comes along");
    undone(&mut window, "teams/beta/agent", "codex");
}

#[test]
fn items_of_lists_move_and_go() {
    let (_folder, mut window) = window_on(FULL);
    choose(&mut window, "Alpha");
    focus(&mut window, "Responsibilities 1, Alpha");
    window.press(Modifiers::ALT, Key::ArrowDown);
    let list = |window: &Window| window.project().manifest.manifest.teams[0].responsibilities.clone();
    assert_eq!(list(&window), ["entities", "schema"]);
    window.press(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(list(&window), ["schema", "entities"], "the keys followed it");
    window.press(Modifiers::NONE, Key::Escape);
    press(&mut window, "Menu of entities");
    press(&mut window, "Remove");
    assert_eq!(list(&window), ["schema"]);
    type_in(&mut window, "Write paths 2, Alpha", "");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.project().manifest.manifest.teams[0].write_paths, ["src/alpha/**"]);
    window.press(Modifiers::NONE, Key::Escape);
    for _ in 0..4 {
        window.press(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(text(&window), FULL);
}

#[test]
fn a_team_gets_another_id_and_the_inspector_follows() {
    let (_folder, mut window) = window_on(FULL);
    choose(&mut window, "Alpha");
    type_in(&mut window, "Id, Alpha", "Grund");
    assert!(window.shows("Its id is grund") && window.shows("teams/alpha"), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Enter);
    let teams = &window.project().manifest.manifest.teams;
    assert_eq!((teams[0].id.as_str(), teams[1].depends_on[0].as_str()), ("grund", "grund"));
    assert!(window.has("Id, Grund"), "{:?}", window.names());
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&window), FULL);
    assert!(window.has("Id, Alpha"), "it follows back too");
}

#[test]
fn patterns_say_how_many_files_they_match_and_folders_are_offered() {
    let folder = tempfile::tempdir().expect("folder");
    for file in ["src/alpha/a.ts", "src/alpha/deep/b.ts", "src/web/c.ts", "teams/alpha/src/alpha/d.ts"] {
        let path = folder.path().join(file);
        std::fs::create_dir_all(path.parent().expect("parent")).expect("folders");
        std::fs::write(path, "x").expect("write");
    }
    let mut window = window_in(folder.path(), FULL);
    choose(&mut window, "Alpha");
    let count = |pattern: &'static str| {
        move |app: &dectet::gui::app::App| {
            let files = app.facts.project.as_ref().and_then(|project| project.files.as_ref());
            files.is_some_and(|files| files.counts.iter().any(|(text, _)| text == pattern))
        }
    };
    window.until("the files", count("src/alpha/**"));
    assert!(window.project().files.as_ref().is_some_and(|found| found.counts.contains(&("src/alpha/**".to_owned(), 3))));
    type_in(&mut window, "Add to Write paths, Alpha", "src/we");
    assert!(window.has("Take src/web/**"), "{:?}", window.names());
    window.until("the count of what is typed", count("src/we"));
    type_in(&mut window, "Add to Write paths, Alpha", "src/bet?/**");
    assert!(!window.shows("could write"), "the wider one is clear");
    type_in(&mut window, "Add to Write paths, Alpha", "src/beta/**");
    assert!(window.shows("Beta could write src/beta/"), "an overlap is said before it is there; {:?}", window.names());
    type_in(&mut window, "Add to Write paths, Alpha", "src/we");
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.project().manifest.manifest.teams[0].write_paths, ["src/alpha/**", "db/**", "src/web/**"]);
    window.press(Modifiers::COMMAND, Key::Z);
    type_in(&mut window, "Add to Write paths, Alpha", "deep");
    window.click("Take src/alpha/deep/**");
    assert_eq!(window.project().manifest.manifest.teams[0].write_paths.last().map(String::as_str), Some("src/alpha/deep/**"));
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&window), FULL);
}

#[test]
fn findings_stand_below_their_field_and_are_mended_there() {
    let broken = FULL
        .replace("depends_on: [alpha]", "depends_on: [alpah]")
        .replace("write_paths: [src/beta/**]", "write_paths: [src/*/**, src/alpha/**]");
    let (_folder, mut window) = window_on(&broken);
    choose(&mut window, "Beta");
    let fix = "Mend here: “alpah” is no team of this manifest; “alpha” may be meant.";
    assert!(window.has(fix), "{:?}", window.names());
    assert!(window.shows("may both write src/alpha/"), "an overlap is said at the pattern: {:?}", window.names());
    press(&mut window, fix);
    assert_eq!(window.project().manifest.manifest.teams[1].depends_on[0].as_str(), "alpha");
    assert!(!window.has(fix));
    choose(&mut window, "Alpha");
    assert!(window.shows("may both write src/alpha/"), "and at the other team’s: {:?}", window.names());
}

#[test]
fn everything_has_a_name_and_what_cannot_be_edited_is_not() {
    let (folder, mut window) = window_on(FULL);
    for title in ["Rounds", "Contracts", "Monitoring", "Validation", "Run", "Agents", "Conflicts", "Git"] {
        section(&mut window, title);
    }
    assert_eq!(window.nameless(), Vec::<String>::new());
    choose(&mut window, "Alpha");
    assert_eq!(window.nameless(), Vec::<String>::new());
    let broken = FULL.replace("distribution: layers", "distribution: [layers");
    std::fs::write(folder.path().join(FILE), &broken).expect("write");
    window.until("the change", |app| app.facts.project.as_ref().is_some_and(|project| project.manifest.is_last_good));
    assert!(window.shows("Nothing can be changed now"));
    focus(&mut window, "Name, Alpha");
    window.event(Event::Text("x".to_owned()));
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(text(&window), broken);
}
