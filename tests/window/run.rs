//! The Run view: before a run, and a run in every state a team can be in, as its journal tells it.

use std::path::PathBuf;
use std::sync::Arc;

use dectet::engine::command::Command;
use dectet::engine::event::{Event, RunEvent, RunLink};
use dectet::engine::journal;
use dectet::engine::settings::Settings;
use dectet::gui::action::Action;
use dectet::gui::apply;
use dectet::gui::views::ViewId;
use dectet::model::manifest::{LocRange, Monitoring, Phase};
use dectet::model::run::line::{ParkReason, RunPlan, Source, TeamPlan};
use dectet::model::run::markers::{Marker, MarkerKind};
use dectet::model::run::screen::{Color, Span};
use dectet::model::run::team::{Measured, Permission, Process, Usage};
use dectet::model::run::{Line, Message, RunState, Screen, Signal, What};
use dectet::model::team::TeamId;
use dectet::words::Language;
use egui::{Key, Modifiers, Theme};

use super::{Looks, Window, small_project};

pub fn team(id: &str) -> TeamId {
    TeamId::from_spelling(id).expect(id)
}

fn plan(id: &str, agent: &str) -> TeamPlan {
    let adapter = if agent == "shell" { "terminal" } else { agent };
    TeamPlan {
        id: team(id),
        name: id.to_owned(),
        agent: agent.to_owned(),
        adapter: adapter.to_owned(),
        wait_for: Vec::new(),
        depends_on: Vec::new(),
        target_loc: Some(LocRange { min: 8_000, max: 12_000 }),
        target_mega_files: Some(4),
    }
}

fn marker(kind: MarkerKind, text: &str, percent: Option<u8>) -> Marker {
    Marker { kind, text: text.to_owned(), percent, team: None, lines: None, mega_files: None, waits_for: Vec::new() }
}

/// A run in the middle of its second phase, with a team in every state.
pub fn busy(teams: &[&str]) -> RunState {
    let now = u64::try_from(journal::now().as_millisecond()).expect("after 1970");
    let began = now - 25 * 60_000;
    let phases = [("initialization", 15), ("execution", 45), ("integration", 15), ("validation", 15)];
    let phases = phases.map(|(name, minutes)| Phase { name: name.to_owned(), minutes });
    let agents = ["claude", "codex", "manual", "shell", "claude", "gemini", "claude", "manual", "claude", "claude"];
    let plans: Vec<TeamPlan> = teams.iter().zip(agents).map(|(id, agent)| plan(id, agent)).collect();
    let plan = RunPlan {
        project: "shop".into(),
        phases: phases.into(),
        teams: plans,
        monitoring: Monitoring::default(),
        parallel: 10,
        ..RunPlan::default()
    };
    let mut lines = vec![Line::new(began, What::RunStarted { run: "r1".into(), plan })];
    lines.push(Line::new(began + 14 * 60_000, What::PhaseSet { phase: 1 }));
    let mut add = |minutes_ago: u64, what: What| lines.push(Line::new(now - minutes_ago * 60_000 - 3_000, what));
    for (index, id) in teams.iter().enumerate() {
        let id = || team(id);
        let process = Process { pid: 4_000 + index as u32, started: 1 };
        if !matches!(index, 2 | 7) {
            add(24, What::TeamStarted { team: id(), process, resumed: false });
        }
        add(
            23,
            What::PromptQueued { team: id(), prompt: index as u64, message: Message::Briefing("# You are a team\n".repeat(40)) },
        );
        if index != 7 {
            add(23, What::PromptSending { team: id(), prompt: index as u64 });
            add(23, What::PromptDelivered { team: id(), prompt: index as u64 });
            add(22, What::PromptAcknowledged { team: id(), prompt: index as u64 });
        }
        for part in 1..=6_u64 {
            let measured = Measured { mega_files: 3, files: 20 * part, lines: part * (500 + 210 * index as u64) };
            add(20 - 3 * part, What::MeasuredNow { team: id(), measured });
        }
        add(
            1,
            What::Used {
                team: id(),
                usage: Usage { input: 81_000, cached: 412_000, output: 36_000, cost_usd: (index != 5).then_some(1.42) },
            },
        );
        add(1, What::TurnStarted { team: id() });
        let (kind, text, percent) = match index {
            1 => (MarkerKind::Blocked, "waiting for Team Alpha's order types", Some(40)),
            3 => (MarkerKind::Ready, "all mega-files written", Some(100)),
            4 => (MarkerKind::Complete, "4/4 mega-files, 9,800 lines", Some(100)),
            _ => (MarkerKind::Status, "writing the order service, 55%", Some(55)),
        };
        let mut marker = marker(kind, text, percent);
        if index == 1 {
            marker.waits_for = vec![team(teams[0])];
        }
        add(1, What::Marked { team: id(), marker, source: Source::Output });
        match index {
            4 => {
                add(0, What::TurnEnded { team: id(), error: None });
                add(0, What::Judged { team: id(), against: Vec::new() });
            }
            5 => {
                let permission = Permission {
                    request: "p1".into(),
                    tool: "Bash".into(),
                    summary: "npm install --save-dev vitest && npm test -- --run".into(),
                    ..Permission::default()
                };
                add(0, What::PermissionAsked { team: id(), permission });
            }
            6 => add(0, What::Parked { team: id(), reason: ParkReason::UsageLimit, until: Some(now + 18 * 60_000) }),
            8 => add(0, What::TeamEnded { team: id(), code: Some(1), wanted: false }),
            9 => add(0, What::WroteOutside { team: id(), path: "src/alpha/schema.ts".into(), owner: Some(team(teams[0])) }),
            0 => {
                add(0, What::Action { team: id(), text: "Edit src/core/domain/order.ts".into() });
                add(0, What::PromptQueued { team: id(), prompt: 70, message: Message::Signal(Signal::Status) });
                add(0, What::PromptSending { team: id(), prompt: 70 });
                add(
                    0,
                    What::PromptQueued {
                        team: id(),
                        prompt: 71,
                        message: Message::Text("Use money in minor units everywhere.".into()),
                    },
                );
            }
            _ => {}
        }
    }
    lines.sort_by_key(|line| line.at);
    RunState::fold(&lines)
}

/// Lets the window hear of a run.
pub fn hear(window: &mut Window, state: &RunState) {
    let state = Arc::new(state.clone());
    tell(window, RunEvent::State { state, link: RunLink::Connected });
}

pub fn tell(window: &mut Window, event: RunEvent) {
    let app = window.app_mut();
    let follow_up = apply::apply(&mut app.facts, &mut app.screen, Event::Run(Box::new(event)));
    assert_eq!(follow_up, [], "news of a run asks nothing of the engine");
    window.steps(3);
}

fn screen() -> Screen {
    let span = |text: &str, foreground, style| Span {
        columns: u16::try_from(text.chars().count()).expect("short"),
        text: text.to_owned(),
        foreground,
        style,
        ..Span::default()
    };
    let lines = vec![
        vec![span("$ ", Color::Indexed(2), Span::BOLD), span("cargo test", Color::Default, 0)],
        vec![
            span("test result: ", Color::Default, 0),
            span("ok", Color::Indexed(10), Span::BOLD),
            span(". 12 passed", Color::Default, 0),
        ],
        vec![
            span("warning", Color::Indexed(11), Span::BOLD),
            span(": unused variable", Color::Rgb(200, 140, 255), Span::UNDERLINE),
        ],
        vec![span(" INSERT ", Color::Indexed(15), Span::INVERSE)],
    ];
    Screen { columns: 60, rows: 20, lines, cursor: Some((8, 3)), history: 40, ..Screen::default() }
}

#[test]
fn before_a_run_the_view_says_who_takes_part_and_an_agent_is_chosen() {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num4);
    assert_eq!(window.app().screen.view, ViewId::Run);
    assert!(window.has("Start with 3 teams"), "{:?}", window.names());
    window.click_any("Beta · API Layer takes part");
    assert!(window.has("Start with 2 teams"), "{:?}", window.names());
    window.click("Agent of Alpha · Foundation: manual");
    window.click("Alpha · Foundation works with claude");
    assert!(window.has("Agent of Alpha · Foundation: claude"), "{:?}", window.names());
    let text = window.project().manifest.document.text().to_owned();
    assert!(text.contains("agent: claude"), "{text}");
    assert!(window.nameless().is_empty(), "{:?}", window.nameless());
}

#[test]
fn one_agent_is_chosen_for_all_and_a_missing_program_is_said() {
    let folder = small_project();
    let file = folder.path().join("team-coordination-manifest.yaml");
    let text = std::fs::read_to_string(&file).expect("the manifest");
    let agents = "agents:\n  ghost: {kind: headless, command: [no-such-program-anywhere]}\n";
    std::fs::write(&file, text + agents).expect("the manifest");
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num4);
    window.until("the agents", |app| app.facts.project.as_ref().is_some_and(|project| project.run.agents.is_some()));
    window.steps(2);
    assert!(!window.shows("no-such-program-anywhere is not on"), "nobody works with it");
    window.click_any("Gamma · Business Logic takes part");
    window.click("One agent for all…");
    window.click("All work with ghost");
    window.steps(2);
    assert!(window.shows("The program no-such-program-anywhere is not on this machine’s PATH."), "{:?}", window.names());
    let agent = |window: &Window, at: usize| window.project().manifest.manifest.teams[at].agent.clone();
    let ghost = Some("ghost".to_owned());
    assert_eq!(
        (agent(&window, 0), agent(&window, 1), agent(&window, 2)),
        (ghost.clone(), ghost, None),
        "who stays out keeps its own"
    );
    window.press(Modifiers::COMMAND, Key::Z);
    window.steps(2);
    assert_eq!((agent(&window, 0), agent(&window, 1)), (None, None), "one step");
    assert!(window.nameless().is_empty(), "{:?}", window.nameless());
}

#[test]
fn a_run_is_grouped_by_who_needs_the_person() {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num4);
    hear(&mut window, &busy(&["alpha", "beta", "gamma"]));
    for part in ["Alpha · Foundation, working, ", "Beta · API Layer, blocked", "Gamma · Business Logic, working"] {
        assert!(window.shows(part), "{part}: {:?}", window.names());
    }
    window.click_any("Who waits (1)");
    assert!(window.has("Show Alpha"), "{:?}", window.names());
    window.click("Show Alpha");
    assert!(window.shows("Messages (3)"), "{:?}", window.names());
    window.click("Messages (3)");
    assert!(window.has("maybe delivered") && window.has("waits for its turn"), "{:?}", window.names());
    assert!(window.has("Send again") && window.has("Take back"), "{:?}", window.names());
    assert!(window.nameless().is_empty(), "{:?}", window.nameless());
}

#[test]
fn a_log_shows_its_end_and_a_terminal_its_screen() {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num4);
    hear(&mut window, &busy(&["alpha", "beta", "gamma", "delta"]));
    let lines = (0..900).map(|line| format!("line {line}")).collect();
    tell(&mut window, RunEvent::Log { team: team("alpha"), lines, skipped: 0, fresh: false });
    let card = window.names().into_iter().find(|name| name.starts_with("Alpha · Foundation, working")).expect("a card");
    window.click(&card);
    assert!(window.has("Log of Alpha"), "{:?}", window.names());
    tell(&mut window, RunEvent::Screen { team: team("delta"), screen: Box::new(screen()) });
    let card = window.names().into_iter().find(|name| name.starts_with("Delta, ready")).expect("a card");
    window.click(&card);
    assert!(window.has("Terminal"), "{:?}", window.names());
}

#[test]
fn words_for_one_team_are_typed_and_a_halt_is_one_key_away() {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num4);
    let state = busy(&["alpha", "beta", "gamma"]);
    hear(&mut window, &state);
    window.click("Say…");
    assert!(window.has("Say to Everybody"), "{:?}", window.names());
    window.click_any("Beta · API Layer");
    assert!(window.has("Say to Beta"), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.has("Say to Beta"));
    let halt = dectet::gui::action::named("action-halt").expect("a named action");
    let app = window.app();
    let action = (halt.action)(&app.facts, &app.screen).expect("a run is under way");
    assert_eq!(action, Action::Command(Command::Run(dectet::model::run::Request::Halt { teams: Vec::new() })));
}

/// Pictures, into the folder that `DECTET_PICTURES` names.
#[test]
fn pictures_of_a_run() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES").filter(|folder| !folder.is_empty()).map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).expect("the pictures' folder");
    let teams = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"];
    for (theme, size, language) in [
        (Theme::Dark, [1280.0, 800.0], Language::English),
        (Theme::Light, [1920.0, 1080.0], Language::English),
        (Theme::Light, [900.0, 600.0], Language::Swedish),
    ] {
        let project = super::pictures::shop();
        let mut window = Window::with(Looks { size, theme, language }, Some(project.path()), Settings::default());
        window.wait_for_project();
        let save = |window: &mut Window, name: &str| {
            let file = format!("run-{name}-{}-{}.png", size[0], language.code());
            window.picture().save(folder.join(file)).expect("a picture on disk");
        };
        window.press(Modifiers::COMMAND, Key::Num4);
        save(&mut window, "start");
        hear(&mut window, &busy(&teams));
        save(&mut window, "cards");
        let lines = (0..400).map(|line| match line % 9 {
            4 => format!("[STATUS] Team Alpha: {}% of the schema", line / 5),
            _ => format!("src/core/domain/order_{line}.ts: wrote 48 lines, 2 imports, all types known to the compiler"),
        });
        tell(&mut window, RunEvent::Log { team: team("alpha"), lines: lines.collect(), skipped: 12, fresh: false });
        window.app_mut().screen.run.choose(team("alpha"));
        window.steps(3);
        save(&mut window, "log");
        let messages = window.names().into_iter().find(|name| name.contains(" (3)")).expect("messages");
        window.click(&messages);
        save(&mut window, "messages");
        window.app_mut().screen.run.choose(team("delta"));
        tell(&mut window, RunEvent::Screen { team: team("delta"), screen: Box::new(screen()) });
        let terminal = window.names().into_iter().find(|name| name == "Terminal").expect("terminal");
        window.click_any(&terminal);
        save(&mut window, "terminal");
        for name in ["Lines over time", "Rader över tid"] {
            if window.has(name) {
                window.click(name);
            }
        }
        save(&mut window, "chart");
        for name in ["Say…", "Säg…"] {
            if window.has(name) {
                window.click(name);
            }
        }
        save(&mut window, "say");
    }
}
