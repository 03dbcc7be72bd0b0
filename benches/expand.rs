//! How fast an expansion is, against a plain loop that writes the same bytes to the same paths. `cargo bench --bench
//! expand` (an argument, as `--teams 1`, makes the case smaller). Everything runs in turn in one process list, each in a
//! folder that was never there before: after a delete, ext4 is slow for minutes. Ratios say more than times.
#![allow(missing_docs)]
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark makes files of its own and prints")]

mod megafiles;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use dectet::engine::job::Silent;
use dectet::engine::jobs::preview::{Previewer, Request};
use dectet::engine::project::Project;
use dectet::model::path::RelPath;
use dectet::model::team::TeamId;
use megafiles::{TEAMS, manifest, mega_file};

const RUNS: usize = 5;

fn main() {
    // `cargo test --benches` only asks whether it builds.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let number = |name: &str, default: usize| {
        let mut arguments = std::env::args().skip_while(|argument| argument != name);
        arguments.nth(1).and_then(|value| value.parse().ok()).unwrap_or(default)
    };
    let (teams, megas, runs) = (number("--teams", 10).min(10), number("--megas", 10), number("--runs", RUNS));
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("expand-{}", std::process::id()));
    let case = Case { root: root.clone(), teams: &TEAMS[..teams], megas };

    let first = case.project("first");
    expand(&first);
    let files = read_tree(&first.join("teams"));
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let lines: usize = files.iter().map(|(_, bytes)| bytes.iter().filter(|byte| **byte == b'\n').count()).sum();
    println!("{} files, {lines} lines, {:.1} MB from {} mega-files", files.len(), bytes as f64 / 1e6, teams * megas);

    let names = ["write loop", "expand, fresh", "again, recorded", "again, no record", "one entity changed"];
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); names.len()];
    let mut peak_kib = 0;
    for run in 0..runs {
        let target = root.join(format!("loop-{run}"));
        times[0].push(timed(|| write_loop(&target, &files)));
        let project = case.project(&format!("project-{run}"));
        times[1].push(timed(|| peak_kib = peak_kib.max(expand(&project))));
        expand(&project); // files that changed in the record's own tick are looked at once more
        times[2].push(timed(|| {
            expand(&project);
        }));
        fs::rename(project.join(".dectet/generated"), root.join(format!("generated-{run}"))).expect("rename");
        times[3].push(timed(|| {
            expand(&project);
        }));
        case.change_one_entity(&project);
        times[4].push(timed(|| {
            expand(&project);
        }));
    }
    let median = |times: &[Duration]| {
        let mut times = times.to_vec();
        times.sort();
        times[times.len() / 2].as_secs_f64()
    };
    let (plain, fresh) = (median(&times[0]), median(&times[1]));
    for (name, times) in names.iter().zip(&times) {
        let time = median(times);
        println!("{name:20} {:8.1} ms   {:5.2} × write loop   {:5.2} × fresh", time * 1e3, time / plain, time / fresh);
    }
    println!("{:20} {:8.1} MiB", "peak memory", peak_kib as f64 / 1024.0);
    preview(&case.project("preview"));
    let _ = fs::remove_dir_all(&root);
}

struct Case<'a> {
    root: PathBuf,
    teams: &'a [&'a str],
    megas: usize,
}

impl Case<'_> {
    fn project(&self, name: &str) -> PathBuf {
        let folder = self.root.join(name);
        fs::create_dir_all(&folder).expect("folder");
        fs::write(folder.join("manifest.yaml"), manifest(self.teams)).expect("manifest");
        for team in self.teams {
            let mega_files = folder.join("mega-files").join(team);
            fs::create_dir_all(&mega_files).expect("folder");
            for number in 0..self.megas {
                let (name, text) = mega_file(team, number, 20);
                fs::write(mega_files.join(name), text).expect("mega-file");
            }
        }
        folder
    }

    fn change_one_entity(&self, project: &Path) {
        let (name, text) = mega_file(self.teams[0], 0, 20);
        let changed = text.replacen("required: true", "required: false", 1);
        assert_ne!(changed, text);
        fs::write(project.join("mega-files").join(self.teams[0]).join(name), changed).expect("mega-file");
    }
}

/// Runs the built program; its peak memory in KiB, where the system tells.
fn expand(project: &Path) -> u64 {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dectet"))
        .args(["expand", "--quiet", "--workspace"])
        .arg(project)
        .stdout(Stdio::null())
        .spawn()
        .expect("dectet");
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        if let Ok(status) = fs::read_to_string(&status_file) {
            let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            peak = peak.max(line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0));
        }
        if let Some(status) = child.try_wait().expect("wait") {
            assert!(status.success(), "{status}");
            return peak;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn write_loop(target: &Path, files: &[(PathBuf, Vec<u8>)]) {
    let mut last = PathBuf::new();
    for (path, bytes) in files {
        let path = target.join(path);
        let folder = path.parent().expect("a folder");
        if folder != last {
            fs::create_dir_all(folder).expect("folder");
            folder.clone_into(&mut last);
        }
        fs::write(path, bytes).expect("file");
    }
}

fn read_tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).expect("folder") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                files.push((path.strip_prefix(folder).expect("below").to_path_buf(), fs::read(&path).expect("file")));
            }
        }
    }
    files.sort();
    files
}

fn timed(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

/// What typing costs: a preview of a mega-file with a hundred outputs, nothing on disk and everything on disk.
fn preview(folder: &Path) {
    let project = Project::open(folder).expect("project");
    let (name, text) = mega_file(TEAMS[0], 0, 20);
    let path = RelPath::new(&format!("mega-files/{}/{name}", TEAMS[0])).expect("path");
    let team = TeamId::from_spelling(TEAMS[0]).expect("team");
    let manifest_text = project.read_manifest().expect("manifest");
    let mut previewer = Previewer::default();
    for what in ["preview, fresh", "preview, expanded"] {
        let mut times = Vec::new();
        for run in 0..21 {
            let typed = format!("{text}# {run}\n");
            let request = Request { path: &path, team: &team, text: &typed, manifest_text: &manifest_text };
            times.push(timed(|| {
                let preview = previewer.preview(&project, &request, &Silent).expect("preview");
                assert_eq!(preview.outputs.len(), 100);
            }));
        }
        times.sort();
        println!("{what:20} {:8.1} ms", times[times.len() / 2].as_secs_f64() * 1e3);
        expand(folder);
    }
}
