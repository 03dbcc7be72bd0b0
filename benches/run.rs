//! A soak of a run: ten teams (then thirty) whose agents print a thousand lines a second each, through a real host, into a
//! window that draws them. Printed as a table: what a frame costs, how much of a core window and host take, and whether
//! memory and logs stay as they are. Twenty seconds each; `DECTET_SOAK_SECONDS` makes it minutes.
#![expect(clippy::disallowed_methods, reason = "a benchmark makes folders and reads the system's counters")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use dectet::engine::project::Project;
use dectet::engine::run::{Places, journal, start};
use dectet::engine::run_client::RunClient;
use dectet::engine::settings::{self, Settings};
use dectet::gui::app::App;
use dectet::gui::dialogs::{Answer, Chosen, Dialogs};
use dectet::gui::views::ViewId;
use dectet::model::problem::Problem;
use dectet::model::run::Request;
use dectet::model::team::TeamId;
use egui_kittest::Harness;

/// Lines that each agent prints in a second.
const LINES: u64 = 1_000;
/// A frame sixty times a second.
const FRAME: Duration = Duration::from_micros(16_667);
/// How the agents speak, in turn: every third one is drawn in a terminal.
const SPEAKS: [&str; 3] = ["claude", "command", "terminal"];

/// Nobody answers a dialog here.
struct Nobody;

impl Dialogs for Nobody {
    fn choose_folder(&self, _title: String, _start: Option<PathBuf>, answer: Answer) -> Result<(), Problem> {
        answer(Chosen::Nothing);
        Ok(())
    }

    fn choose_files(&self, title: String, start: Option<PathBuf>, answer: Answer) -> Result<(), Problem> {
        self.choose_folder(title, start, answer)
    }
}

fn main() {
    let seconds = std::env::var("DECTET_SOAK_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(20_u64).max(4);
    let folder = tempfile::tempdir().expect("a folder");
    settings::keep_in(&folder.path().join("settings"));
    start::set_program(env!("CARGO_BIN_EXE_dectet").into());
    println!("teams that print {LINES} lines a second each, for {seconds} s");
    println!("teams   second   frame median      99 %      most   window CPU   host CPU   window MB   host MB   logs MB");
    for teams in [10, 30] {
        soak(&folder.path().join(format!("with-{teams}")), teams, seconds);
    }
}

/// A project of so many teams, whose agents print for longer than the soak lasts.
fn project(folder: &Path, teams: usize, seconds: u64) -> Project {
    fs::create_dir_all(folder).expect("a folder");
    let fake = env!("CARGO_BIN_EXE_dectet-fake-agent");
    let (mut text, mut agents) = ("project: {name: Soak}\nrun: {parallel: 40}\nteams:\n".to_owned(), "agents:\n".to_owned());
    for number in 0..teams {
        let speaks = SPEAKS[number % SPEAKS.len()];
        let script = folder.join(format!("{number}.script"));
        fs::write(&script, format!("turn\nsoak {LINES} {}\n", seconds * 3 + 60)).expect("a script");
        let kind = match speaks {
            "terminal" => "kind: terminal",
            "command" => "kind: headless",
            _ => "preset: claude",
        };
        text.push_str(&format!("  team-{number}: {{responsibilities: [work], agent: agent-{number}}}\n"));
        let command = serde_json::json!([fake, "--speaks", speaks, "--script", script]);
        agents.push_str(&format!("  agent-{number}: {{{kind}, command: {command}}}\n"));
    }
    fs::write(folder.join("manifest.yaml"), text + &agents).expect("a manifest");
    let project = Project::open(folder).expect("opens");
    settings::trust(&project.root, &project.manifest().expect("a manifest")).expect("trusted");
    project
}

fn soak(folder: &Path, teams: usize, seconds: u64) {
    let project = project(folder, teams, seconds);
    let root = project.root.clone();
    let mut harness = Harness::builder()
        .with_size([1280.0, 800.0])
        .build_eframe(move |cc| App::new(&cc.egui_ctx, &Settings::default(), Some(root), Box::new(Nobody)));
    let client = RunClient::start(&project, |_| {}).expect("a client");
    client.ask(Request::StartRun { teams: Vec::new(), round: None });
    client.ask(Request::StartTeams { teams: Vec::new() });
    harness.state_mut().screen.view = ViewId::Run;
    let places = Places::of(&project);
    let deadline = Instant::now() + Duration::from_secs(120);
    let running = |harness: &Harness<'_, App>| {
        harness.state().facts.project.as_ref().map_or(0, |project| project.run.state.running().count())
    };
    while running(&harness) < teams {
        assert!(Instant::now() < deadline, "{} of {teams} agents run", running(&harness));
        std::thread::sleep(Duration::from_millis(5));
        harness.step();
    }
    // One that is drawn in a terminal is looked at closely: what costs most.
    harness.state_mut().screen.run.choose(TeamId::from_spelling("team-2").expect("an id"));
    let host = journal::state(&places).expect("a journal").host.expect("a host").pid;
    let me = std::process::id();
    let began = Instant::now();
    let (mut frames, mut before) = (Vec::new(), (Instant::now(), cpu(me), cpu(host)));
    let part = Duration::from_secs((seconds / 4).max(1));
    while began.elapsed() < Duration::from_secs(seconds) {
        let frame = Instant::now();
        harness.step();
        frames.push(frame.elapsed());
        std::thread::sleep(FRAME.saturating_sub(frame.elapsed()));
        if before.0.elapsed() >= part {
            let passed = before.0.elapsed().as_secs_f64();
            frames.sort_unstable();
            let at = |share: f64| frames[((frames.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
            println!(
                "{teams:>5}   {:>6.0}   {:>9.2} ms {:>6.2} ms {:>6.2} ms   {:>8.0} %  {:>7.0} %   {:>9.1} {:>9.1} {:>9.1}",
                began.elapsed().as_secs_f64(),
                at(0.5),
                at(0.99),
                at(1.0),
                (cpu(me) - before.1) / passed * 100.0,
                (cpu(host) - before.2) / passed * 100.0,
                memory(me),
                memory(host),
                logs(&places),
            );
            frames.clear();
            before = (Instant::now(), cpu(me), cpu(host));
        }
    }
    client.ask(Request::EndRun);
    let deadline = Instant::now() + Duration::from_secs(30);
    while journal::state(&places).is_ok_and(|state| !state.is_over || state.running().next().is_some()) {
        assert!(Instant::now() < deadline, "the run ends");
        std::thread::sleep(Duration::from_millis(50));
        harness.step();
    }
}

/// Seconds of a core that a process has used; nothing where the system does not say.
fn cpu(pid: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let after_name = stat.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
    let ticks: u64 = after_name.split_whitespace().skip(11).take(2).filter_map(|word| word.parse::<u64>().ok()).sum();
    ticks as f64 / 100.0
}

/// What a process holds in memory, in MB.
fn memory(pid: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or_default() / 1024.0
}

/// What all logs take on the disk, in MB.
fn logs(places: &Places) -> f64 {
    let files = fs::read_dir(places.folder().join("logs")).into_iter().flatten().flatten();
    files.filter_map(|file| Some(file.metadata().ok()?.len())).sum::<u64>() as f64 / 1_048_576.0
}
