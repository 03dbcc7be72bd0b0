//! What the window costs: from nothing to the first frame, a frame of each view with the shop open (logic and drawing,
//! then tessellation), whether anything moves when nothing happens; and what expanding and integrating the shop take
//! against writing the same bytes. Times are medians of many frames; the graphics driver's part is not in them.
#![expect(clippy::disallowed_methods, reason = "a benchmark makes folders of its own")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(missing_docs)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use dectet::engine::command::ExpandRequest;
use dectet::engine::disk;
use dectet::engine::job::Silent;
use dectet::engine::jobs::{expand, integrate};
use dectet::engine::project::Project;
use dectet::engine::settings::{self, Settings};
use dectet::gui::app::App;
use dectet::gui::dialogs::{Answer, Chosen, Dialogs};
use dectet::gui::views::{VIEWS, ViewId};
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

fn shop(folder: &Path) -> Project {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/ecommerce");
    disk::copy_tree(&example, folder).expect("a copy of the shop");
    Project::open(folder).expect("the shop opens")
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    settings::keep_in(&folder.path().join("settings"));
    jobs(folder.path());

    let project = shop(&folder.path().join("shop"));
    expand::expand(&project, &ExpandRequest::default(), &Silent).expect("expands");
    let began = Instant::now();
    let root = project.root.clone();
    let mut harness = Harness::builder()
        .with_size([1280.0, 800.0])
        .build_eframe(move |cc| App::new(&cc.egui_ctx, &Settings::default(), Some(root), Box::new(Nobody)));
    harness.step();
    println!("start to first frame, without window and driver  {:8.2} ms", began.elapsed().as_secs_f64() * 1000.0);
    let deadline = Instant::now() + Duration::from_secs(60);
    while harness.state().facts.project.is_none() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(1));
        harness.step();
    }
    println!("start to the open shop                           {:8.2} ms", began.elapsed().as_secs_f64() * 1000.0);

    println!("\na frame, median of 200       logic and ui    tessellation   idle frames a second");
    for view in &VIEWS {
        harness.state_mut().screen.view = view.id;
        // Until what a view asks of the engine has come, and nothing moves any more.
        for _ in 0..200 {
            std::thread::sleep(Duration::from_millis(5));
            harness.step();
        }
        let (mut drawing, mut tessellation) = (Vec::new(), Vec::new());
        for _ in 0..200 {
            let began = Instant::now();
            harness.step();
            drawing.push(began.elapsed());
            let shapes = harness.output().shapes.clone();
            let began = Instant::now();
            std::hint::black_box(harness.ctx.tessellate(shapes, 1.0));
            tessellation.push(began.elapsed());
        }
        let wait = harness.output().viewport_output.values().map(|output| output.repaint_delay).min().unwrap_or(Duration::MAX);
        let idle =
            if wait > Duration::from_secs(3600) { "0".to_owned() } else { format!("{:.1}", 1.0 / wait.as_secs_f64().max(0.001)) };
        println!("{:<26} {:10.2} ms   {:10.2} ms   {idle:>12}", name(view.id), median(drawing), median(tessellation));
    }
}

fn name(view: ViewId) -> String {
    format!("{view:?}")
}

/// Expanding and integrating the shop, each beside a plain loop that writes the same bytes to the same paths.
fn jobs(folder: &Path) {
    println!("the shop                          ours      plain writes   ratio");
    let (mut expanding, mut integrating, mut writing, mut writing_result) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for round in 0..5 {
        let project = shop(&folder.join(format!("round-{round}")));
        let began = Instant::now();
        expand::expand(&project, &ExpandRequest::default(), &Silent).expect("expands");
        expanding.push(began.elapsed());
        writing.push(write_again(&project.root.join("teams"), &folder.join(format!("plain-{round}"))));
        let began = Instant::now();
        integrate::integrate(&project, &BTreeMap::new(), false, &Silent).expect("integrates");
        integrating.push(began.elapsed());
        writing_result.push(write_again(&project.integrated_folder(), &folder.join(format!("result-{round}"))));
    }
    for (what, ours, plain) in [("expand", expanding, writing), ("integrate", integrating, writing_result)] {
        let (ours, plain) = (median(ours), median(plain));
        println!("{what:<26} {ours:10.1} ms  {plain:10.1} ms   {:6.2}", ours / plain);
    }
    println!();
}

/// How long a plain loop takes to write what lies below `from` to `to`.
fn write_again(from: &Path, to: &Path) -> Duration {
    let files: Vec<_> = (disk::walk(from).expect("walks").found.into_iter())
        .map(|found| (to.join(&found.path), std::fs::read(from.join(&found.path)).expect("reads")))
        .collect();
    let began = Instant::now();
    for (path, bytes) in files {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("makes folders");
        std::fs::write(path, bytes).expect("writes");
    }
    began.elapsed()
}
