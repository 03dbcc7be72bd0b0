//! How fast ten trees are looked at, beside git on the same trees and beside a bare walk of the folders. `cargo bench
//! --bench integrate` (`--quick` leaves the largest case out). What a look finds is compared with what was made: a
//! wrong answer is no fast one. Ratios say more than times.
#![allow(missing_docs)]
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark makes files of its own and prints")]

mod trees;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use dectet::engine::bases::Bases;
use dectet::engine::gather;
use dectet::engine::job::Silent;
use dectet::engine::jobs::conflicts;
use dectet::engine::project::Project;
use dectet::model::merge::lines::merge_lines;
use dectet::model::team::TeamId;
use trees::{Dice, Kind, Plan, Size, TEAMS};

const RUNS: usize = 9;

fn main() {
    // `cargo test --benches` only asks whether it builds.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let quick = std::env::args().any(|argument| argument == "--quick");
    texts();
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("integrate-{}", std::process::id()));
    let cases = [
        ("10 × 1,000 files of 10 lines", Size { files: 1000, lines: 10, base: 500 }, 0.35),
        ("10 × 1,000 files of 100 lines", Size { files: 1000, lines: 100, base: 500 }, 0.1),
        ("10 × 10,000 files of 10 lines", Size { files: 10_000, lines: 10, base: 500 }, 0.15),
    ];
    for (number, (name, size, bar)) in cases.into_iter().enumerate() {
        if !(quick && size.files > 1000) {
            println!("\n{name}");
            case(&root.join(number.to_string()), size, bar);
        }
    }
    let _ = fs::remove_dir_all(&root);
}

fn case(root: &Path, size: Size, bar: f64) {
    let plan = Plan::new(1, size);
    let folder = root.join("project");
    plan.write_project(&folder);
    let project = Project::open(&folder).expect("a project");
    let manifest = gather::manifest_of(&project).expect("a manifest");
    let mut bases = Bases::new(&project, &manifest);
    for (number, name) in TEAMS.iter().enumerate() {
        let team = TeamId::from_spelling(name).expect("a team");
        bases.ensure_tree(&team).expect("a tree");
        plan.write_team(number, &project.team_folder(&team));
    }
    let repository = root.join("repo.git");
    plan.write_repository(&repository);
    fs::write(root.join("pairs"), Plan::pairs()).expect("write");
    // Files that changed in the record's own tick are looked at once more.
    std::thread::sleep(Duration::from_millis(2100));
    let folders: Vec<PathBuf> = TEAMS.iter().map(|team| folder.join("teams").join(team)).collect();

    let mut looker = conflicts::Looker::default();
    let found = looker.find(&project, &Silent).expect("a look");
    check(&plan, &found);
    let changed = folder.join("teams/beta/src/beta/m00/d0/part00003.ts");
    let met = plan.truth.iter().find(|truth| truth.kind == Kind::SameLines).expect("teams that meet");
    let both = folder.join("teams").join(TEAMS[met.teams[0]]).join(&met.path);
    let shared = fs::read_to_string(&both).expect("a text");
    let mut times: [Vec<Duration>; 5] = Default::default();
    let mut files = 0;
    for run in 0..RUNS {
        times[0].push(timed(|| merge_tree(&repository, &root.join("pairs"))));
        times[1].push(timed(|| files = bare_walk(&folders)));
        times[2].push(timed(|| drop(conflicts::find(&project, &Silent).expect("a look"))));
        fs::write(&changed, format!("export const run = {run};\n")).expect("write");
        times[3].push(timed(|| drop(looker.find(&project, &Silent).expect("a look"))));
        fs::write(&both, format!("{shared}// run {run}\n")).expect("write");
        times[4].push(timed(|| drop(looker.find(&project, &Silent).expect("a look"))));
    }
    assert_eq!(looker.find(&project, &Silent).expect("a look"), conflicts::find(&project, &Silent).expect("a look"));
    let [git, walk, look, again, met] = times.map(median);
    println!("  {files} files, {} paths of several teams, {} conflicts", plan.truth.len(), found.conflicts.len());
    println!("  git merge-tree, 45 pairs {:8.1} ms", git * 1e3);
    println!("  bare walk                {:8.1} ms", walk * 1e3);
    println!(
        "  look                     {:8.1} ms   {:5.2} × git (bar {bar})   {:5.2} × walk (bar 3)",
        look * 1e3,
        look / git,
        look / walk
    );
    println!("  again, one file changed  {:8.1} ms   {:5.2} × look (bar 0.2)", again * 1e3, again / look);
    println!("  again, one shared changed {:7.1} ms   {:5.2} × look (bar 0.2)", met * 1e3, met / look);
}

/// A wrong look is worth nothing, however fast.
fn check(plan: &Plan, found: &dectet::engine::event::Integration) {
    let wanted: BTreeSet<&str> =
        plan.truth.iter().filter(|truth| truth.kind.conflicts()).map(|truth| truth.path.as_str()).collect();
    let got: BTreeSet<&str> = found.conflicts.iter().map(|conflict| conflict.path.as_str()).collect();
    assert_eq!(got, wanted, "what conflicts");
    for conflict in &found.conflicts {
        let truth = plan.truth.iter().find(|truth| truth.path == conflict.path.as_str()).expect("known");
        let teams: Vec<&str> = truth.teams.iter().map(|team| TEAMS[*team]).collect();
        assert_eq!(conflict.teams.iter().map(TeamId::as_str).collect::<Vec<_>>(), teams, "{}", conflict.path);
    }
}

fn merge_tree(repository: &Path, pairs: &Path) {
    let input = fs::File::open(pairs).expect("pairs");
    let output =
        Command::new("git").arg("-C").arg(repository).args(["merge-tree", "--stdin"]).stdin(input).stdout(Stdio::null()).status();
    assert!(output.is_ok_and(|status| status.success()), "git merge-tree");
}

/// The least that anybody has to do who wants to know what changed: list every folder, look at every file.
fn bare_walk(folders: &[PathBuf]) -> usize {
    let waiting = Mutex::new(folders.to_vec());
    let busy = std::sync::atomic::AtomicUsize::new(0);
    let files = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        loop {
            let next = {
                let mut waiting = waiting.lock().expect("lock");
                let next = waiting.pop();
                if next.is_some() {
                    busy.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                }
                next
            };
            let Some(folder) = next else {
                if busy.load(std::sync::atomic::Ordering::SeqCst) == 0 {
                    return;
                }
                std::thread::yield_now();
                continue;
            };
            let mut below = Vec::new();
            for entry in fs::read_dir(folder).expect("a folder") {
                let entry = entry.expect("an entry");
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    below.push(entry.path());
                } else {
                    std::hint::black_box(entry.metadata().expect("metadata"));
                    files.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                }
            }
            waiting.lock().expect("lock").append(&mut below);
            busy.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(work);
        }
        work();
    });
    files.into_inner()
}

/// One file: typical source with five sides, and a long one with many edits.
fn texts() {
    let source = |lines: usize, edits: usize, sides: usize| {
        let mut dice = Dice::new(7);
        let base: Vec<String> =
            (0..lines).map(|line| format!("    let value{line} = compute({}, {});\n", dice.below(500), line % 37)).collect();
        let sides: Vec<String> = (0..sides)
            .map(|side| {
                let mut text = base.clone();
                for _ in 0..edits {
                    let at = dice.below(lines);
                    text[at] = format!("    let changed{at} = by({side}, {});\n", dice.below(1000));
                }
                text.concat()
            })
            .collect();
        (base.concat(), sides)
    };
    for (name, (base, sides), bar) in [
        ("400 lines, five sides of 8 edits", source(400, 8, 5), 0.5),
        ("100,000 lines, two sides of 2,000 edits", source(100_000, 2000, 2), 25.0),
    ] {
        let sides: Vec<&[u8]> = sides.iter().map(String::as_bytes).collect();
        let times = (0..15).map(|_| timed(|| drop(std::hint::black_box(merge_lines(base.as_bytes(), &sides)))));
        println!("{name:42} {:8.3} ms (bar {bar})", median(times.collect()) * 1e3);
    }
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
