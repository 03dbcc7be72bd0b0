//! The board with 30 teams and 1,200 responsibilities in 3,000 lines of YAML: what an edit costs until the next frame
//! is ready to paint, what a frame costs while something is dragged, and each beside reading the same text once with
//! serde_yaml, which is the least that anything that looks at the manifest anew has to pay.
//!
//! `cargo bench --bench board`. Times are medians; tessellation stands apart, the graphics driver's part is not in them.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark makes a folder of its own and prints")]
#![allow(missing_docs)]

use std::fmt::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use dectet::engine::settings::{self, Settings};
use dectet::gui::action::Action;
use dectet::gui::app::App;
use dectet::gui::dialogs::{Answer, Chosen, Dialogs};
use dectet::gui::facts::ProjectFacts;
use dectet::gui::views::ViewId;
use dectet::model::manifest::{check, edits, read};
use dectet::model::problem::Problem;
use dectet::model::team::TeamId;
use egui::{Key, Modifiers, Pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

const TEAMS: usize = 30;
const EACH: usize = 40;
const RUNS: usize = 60;

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

/// The app with a stopwatch around what it does in a frame: what drives it here (and draws nothing) is not counted.
struct Timed {
    app: App,
    spent: Duration,
}

impl eframe::App for Timed {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        let began = Instant::now();
        self.app.logic(ctx, frame);
        self.spent += began.elapsed();
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        let began = Instant::now();
        self.app.ui(ui, frame);
        self.spent += began.elapsed();
    }
}

impl Timed {
    fn facts(&self) -> &ProjectFacts {
        self.app.facts.project.as_ref().expect("an open project")
    }
}

/// What the app itself takes in some frames.
fn frames(harness: &mut Harness<'_, Timed>, count: usize) -> Duration {
    harness.state_mut().spent = Duration::ZERO;
    harness.run_steps(count);
    harness.state().spent
}

/// Teams with comments, paths, targets and neighbours that they use.
fn manifest() -> String {
    let mut text = String::from("# Who builds what.\nproject: {name: large, target_loc: 3000000}\nteams:\n");
    for team in 0..TEAMS {
        let _ =
            write!(text, "  # --- team {team} ---\n  unit-{team}:\n    name: Unit {team}\n    role: Part {team} of the whole\n");
        let _ = write!(text, "    boundaries:\n      write_paths: [src/part-{team}/**, tests/part-{team}/**]\n");
        if team > 0 {
            let _ = writeln!(text, "    depends_on: [unit-{}, unit-{}]", team - 1, team / 2);
        }
        let _ = writeln!(text, "    target_loc: 90000-110000\n    responsibilities:");
        for item in 0..EACH {
            let _ = writeln!(text, "      # what item {item} is about, and why it stands here");
            let comment = if item % 3 == 0 { "   # to be split" } else { "" };
            let _ = writeln!(text, "      - responsibility-{team}-{item}{comment}");
            if item % 4 == 0 {
                text.push('\n');
            }
        }
    }
    text
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

fn timed<T>(times: &mut Vec<Duration>, work: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let done = std::hint::black_box(work());
    times.push(began.elapsed());
    done
}

fn main() {
    // `cargo test --benches` only asks whether it builds.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let text = manifest();
    println!("{TEAMS} teams, {} responsibilities, {} lines\n", TEAMS * EACH, text.lines().count());
    let id = |number: usize| TeamId::from_spelling(&format!("unit-{number}")).expect("an id");
    let step = edits::ManifestEdit::MoveResponsibility { from: id(3), from_index: 7, to: id(20), to_index: 5 };
    let mut times: [Vec<Duration>; 8] = Default::default();
    for _ in 0..RUNS {
        let _: serde_yaml::Value = timed(&mut times[0], || serde_yaml::from_str(&text)).expect("YAML");
        let manifest = timed(&mut times[1], || read::read("", &text)).manifest.expect("a manifest");
        timed(&mut times[2], || check::check("", &manifest));
        timed(&mut times[3], || edits::edit("", &text, &step)).expect("an edit");
    }

    let folder = tempfile::tempdir().expect("a folder");
    settings::keep_in(&folder.path().join("settings"));
    let root = folder.path().join("large");
    std::fs::create_dir_all(&root).expect("a folder");
    std::fs::write(root.join("team-coordination-manifest.yaml"), &text).expect("the manifest");
    let mut harness = Harness::builder().with_size([1280.0, 800.0]).build_eframe(move |cc| Timed {
        app: App::new(&cc.egui_ctx, &Settings::default(), Some(root), Box::new(Nobody)),
        spent: Duration::ZERO,
    });
    while harness.state().app.facts.project.is_none() {
        std::thread::sleep(Duration::from_millis(1));
        harness.step();
    }
    harness.state_mut().app.screen.view = ViewId::Teams;
    for _ in 0..50 {
        std::thread::sleep(Duration::from_millis(5));
        harness.step();
    }

    // An edit by key: the frame that takes it in and carries it out, and the next one, which shows it.
    harness.get_by_label("responsibility-0-0, Unit-0").focus();
    harness.step();
    for run in 0..RUNS {
        harness.key_press_modifiers(Modifiers::ALT, if run % 2 == 0 { Key::ArrowDown } else { Key::ArrowUp });
        let before = harness.state().facts().manifest.document.revision();
        times[4].push(frames(&mut harness, 2));
        let after = harness.state().facts().manifest.document.revision();
        assert_ne!(before, after, "nothing was edited");
        harness.step();
    }

    // The same as an action alone: no frame in it.
    let ctx = harness.ctx.clone();
    for run in 0..RUNS {
        let (from_index, to_index) = if run % 2 == 0 { (4, 9) } else { (8, 4) };
        let step = edits::ManifestEdit::MoveResponsibility { from: id(0), from_index, to: id(0), to_index };
        timed(&mut times[7], || harness.state_mut().app.act(&ctx, Action::EditManifest(step)));
        harness.step();
        harness.step();
    }

    // A drag over the cards.
    let start = harness.get_by_label("responsibility-0-1, Unit-0").rect().center();
    harness.hover_at(start);
    harness.step();
    harness.drag_at(start);
    harness.step();
    for run in 0..RUNS {
        harness.hover_at(Pos2::new(300.0 + 11.0 * run as f32, 200.0 + 4.0 * run as f32));
        times[5].push(frames(&mut harness, 1));
        assert!(run == 0 || egui::DragAndDrop::has_any_payload(&harness.ctx), "nothing is dragged");
        let shapes = harness.output().shapes.clone();
        timed(&mut times[6], || harness.ctx.tessellate(shapes, 1.0));
    }

    let plain = median(times[0].clone());
    let names = [
        "read by serde_yaml",
        "read the manifest",
        "all checks",
        "one edit of the text, read back and compared",
        "an edit until the next frame, logic and ui",
        "a frame while dragging, logic and ui",
        "  its tessellation",
        "an edit as an action, without a frame",
    ];
    for (name, times) in names.into_iter().zip(times) {
        let time = median(times);
        println!("{name:<48} {time:8.2} ms   {:6.2} × serde_yaml", time / plain);
    }
}
