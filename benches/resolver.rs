//! What the resolver costs: opening a file of a hundred thousand lines that five teams changed in a thousand places each,
//! a frame while it scrolls, as cards and in the wide view; and a frame while a list of ten thousand conflicts scrolls.
//! Frames are logic and drawing, medians and the slowest; the graphics driver's part is not in them.
#![expect(clippy::disallowed_methods, reason = "a benchmark makes folders of its own")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(missing_docs)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use dectet::engine::settings::{self, Settings};
use dectet::gui::app::App;
use dectet::gui::dialogs::{Answer, Chosen, Dialogs};
use dectet::gui::views::ViewId;
use dectet::model::problem::Problem;
use egui_kittest::Harness;

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

const TEAMS: [&str; 5] = ["alpha", "beta", "gamma", "delta", "epsilon"];

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("makes folders");
    std::fs::write(path, text).expect("writes");
}

fn manifest(folder: &Path) {
    let mut text = "project: {name: bench}\nteams:\n".to_owned();
    for team in TEAMS {
        let _ = writeln!(text, "  {team}: {{responsibilities: [work], boundaries: {{write_paths: [src/{team}/**]}}}}");
    }
    write(&folder.join("team-coordination-manifest.yaml"), &text);
}

/// A text of so many lines, of which every hundredth is a team's own.
fn long(lines: usize, team: Option<&str>) -> String {
    let mut text = String::new();
    for line in 0..lines {
        let _ = match team.filter(|_| line % 100 == 50) {
            Some(team) => writeln!(text, "const value_{line} = compute('{team}', {line}); // as {team} has it"),
            None => writeln!(text, "const value_{line} = compute({line});"),
        };
    }
    text
}

fn window(folder: &Path) -> Harness<'static, App> {
    let root = folder.to_path_buf();
    let mut harness = Harness::builder()
        .with_size([1280.0, 800.0])
        .build_eframe(move |cc| App::new(&cc.egui_ctx, &Settings::default(), Some(root), Box::new(Nobody)));
    let deadline = Instant::now() + Duration::from_secs(120);
    let until = |harness: &mut Harness<'static, App>, is_so: &dyn Fn(&App) -> bool| {
        while !is_so(harness.state()) && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(2));
            harness.step();
        }
    };
    until(&mut harness, &|app| app.facts.project.is_some());
    harness.state_mut().screen.view = ViewId::Conflicts;
    until(&mut harness, &|app| {
        app.facts.jobs.is_empty() && app.facts.project.as_ref().is_some_and(|project| project.integration.is_some())
    });
    harness
}

/// Scrolls where the pointer is, and says what frames took: the median and the slowest, in ms.
fn scroll(harness: &mut Harness<'static, App>, at: egui::Pos2) -> (f64, f64) {
    harness.event(egui::Event::PointerMoved(at));
    harness.step();
    let mut times: Vec<Duration> = (0..200)
        .map(|_| {
            harness.event(egui::Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: egui::vec2(0.0, -400.0),
                phase: egui::TouchPhase::Move,
                modifiers: egui::Modifiers::NONE,
                source: egui::MouseWheelSource::Unknown,
            });
            let began = Instant::now();
            harness.step();
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    (ms(times[times.len() / 2]), ms(times[times.len() - 1]))
}

fn press(harness: &mut Harness<'static, App>, key: egui::Key) {
    harness.key_press(key);
    harness.step();
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    settings::keep_in(&folder.path().join("settings"));

    let one = folder.path().join("one");
    manifest(&one);
    write(&one.join("shared/big.ts"), &long(100_000, None));
    for team in TEAMS {
        write(&one.join(format!("teams/{team}/shared/big.ts")), &long(100_000, Some(team)));
        write(&one.join(format!("teams/{team}/shared/small.ts")), &format!("export const team = '{team}';\n"));
    }
    let mut harness = window(&one);
    let id = |harness: &Harness<'static, App>, name: &str| {
        let project = harness.state().facts.project.as_ref().expect("the project");
        let found = project.integration.as_ref().expect("a look");
        found.conflicts.iter().find(|conflict| conflict.path.file_name() == name).expect(name).id.clone()
    };
    let (big, small) = (id(&harness, "big.ts"), id(&harness, "small.ts"));
    let mut open = Vec::new();
    for _ in 0..5 {
        harness.state_mut().screen.conflicts.selected = Some(small.clone());
        harness.step();
        harness.state_mut().screen.conflicts.selected = Some(big.clone());
        let began = Instant::now();
        harness.step();
        open.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    open.sort_by(f64::total_cmp);
    println!("100,000 lines, five sides, 1,000 places");
    println!("opens in                          {:8.2} ms   (allowed: 100)", open[open.len() / 2]);
    let (median, slowest) = scroll(&mut harness, egui::pos2(850.0, 500.0));
    println!("a frame while cards scroll        {median:8.2} ms   slowest {slowest:8.2} ms   (allowed: 8)");
    let began = Instant::now();
    press(&mut harness, egui::Key::W);
    println!("turns to the wide view in         {:8.2} ms   (allowed: 100)", began.elapsed().as_secs_f64() * 1000.0);
    let (median, slowest) = scroll(&mut harness, egui::pos2(850.0, 500.0));
    println!("a frame while columns scroll      {median:8.2} ms   slowest {slowest:8.2} ms   (allowed: 8)");
    drop(harness);

    let many = folder.path().join("many");
    manifest(&many);
    for file in 0..10_000 {
        for team in &TEAMS[..2] {
            write(
                &many.join(format!("teams/{team}/shared/{}/file-{file}.ts", file % 100)),
                &format!("export const by = '{team}';\n"),
            );
        }
    }
    let mut harness = window(&many);
    let (median, slowest) = scroll(&mut harness, egui::pos2(200.0, 500.0));
    println!("\n10,000 conflicts");
    println!("a frame while the list scrolls    {median:8.2} ms   slowest {slowest:8.2} ms   (allowed: 8)");
    let began = Instant::now();
    press(&mut harness, egui::Key::J);
    println!("next conflict in                  {:8.2} ms", began.elapsed().as_secs_f64() * 1000.0);
}
