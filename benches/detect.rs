//! How long the structure detectors take beside bare reading of the files that they look at: the first time, the second
//! time, and after one file changed. `cargo bench --bench detect` (`--quick` leaves the largest case out). Ratios say more
//! than times.
#![allow(missing_docs)]
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark makes files of its own and prints")]

mod trees;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use dectet::engine::bases::Bases;
use dectet::engine::gather;
use dectet::engine::job::Silent;
use dectet::engine::jobs::conflicts;
use dectet::engine::project::Project;
use dectet::model::team::TeamId;
use trees::{Plan, Size, TEAMS};

const RUNS: usize = 7;

fn main() {
    // `cargo test --benches` only asks whether it builds.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let quick = std::env::args().any(|argument| argument == "--quick");
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("detect-{}", std::process::id()));
    let cases = [
        ("10 × 1,000 files of 10 lines", Size { files: 1000, lines: 10, base: 500 }),
        ("10 × 1,000 files of 100 lines", Size { files: 1000, lines: 100, base: 500 }),
        ("10 × 5,000 files of 50 lines", Size { files: 5000, lines: 50, base: 500 }),
    ];
    for (number, (name, size)) in cases.into_iter().enumerate() {
        if !(quick && size.files > 1000) {
            println!("\n{name}");
            case(&root.join(number.to_string()), size);
        }
    }
    let _ = fs::remove_dir_all(&root);
}

fn case(root: &Path, size: Size) {
    let plan = Plan::new(1, size);
    let folder = root.join("project");
    plan.write_project(&folder);
    let project = Project::open(&folder).expect("a project");
    let manifest = gather::manifest_of(&project).expect("a manifest");
    let mut bases = Bases::new(&project, &manifest);
    let mut files: Vec<PathBuf> = Vec::new();
    for (number, name) in TEAMS.iter().enumerate() {
        let team = TeamId::from_spelling(name).expect("a team");
        bases.ensure_tree(&team).expect("a tree");
        let tree = project.team_folder(&team);
        plan.write_team(number, &tree);
        files.extend(plan.written[number].keys().map(|path| tree.join(path)));
    }
    let memory = project.own_folder().join("cache").join("outlines.seen");
    let changed = folder.join("teams/beta/src/beta/m00/d0/part00003.ts");
    let look = || conflicts::look(&project, &BTreeMap::new(), &Silent).expect("a look");
    let mut times: [Vec<Duration>; 4] = Default::default();
    let (mut versions, mut parsed) = (0, [0; 3]);
    for run in 0..RUNS {
        times[0].push(timed(|| read(&files)));
        let _ = fs::remove_file(&memory);
        let mut found = look();
        for (turn, parsed) in parsed.iter_mut().enumerate() {
            if turn == 2 {
                fs::write(&changed, format!("export const run = {run};\n")).expect("write");
                found = look();
            }
            times[turn + 1].push(timed(|| {
                let looked = conflicts::look_at_structure(&project, &found, &Silent).expect("a look");
                assert!(looked.findings.is_empty(), "nothing is wrong with these trees: {:?}", looked.findings.first());
                (versions, *parsed) = (looked.versions, looked.parsed);
            }));
        }
    }
    assert_eq!(parsed[1..], [0, 1], "what is remembered is not parsed again");
    let [reading, first, second, changed] = times.map(median);
    println!("  {} files changed, {versions} versions looked at", files.len());
    println!("  bare reading             {:8.1} ms", reading * 1e3);
    let line = |name: &str, time: f64, parsed: usize| {
        println!("  {name:24} {:8.1} ms   {:5.2} × reading   {parsed} parsed", time * 1e3, time / reading);
    };
    line("first look", first, parsed[0]);
    line("second look", second, parsed[1]);
    line("after one file changed", changed, parsed[2]);
}

/// The least that anybody has to do who wants to know what is in the files: read them, on all cores.
fn read(files: &[PathBuf]) {
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            std::hint::black_box(fs::read(file).expect("reads"));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(work);
        }
        work();
    });
}

fn timed(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}
