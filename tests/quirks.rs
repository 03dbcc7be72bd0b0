//! The corpus of messy mega-files that a generator writes, where it exists beside the repository: each expands right,
//! or is refused with an error, as the corpus says of itself. (The same habits stand as cases in the model's tests.)

use std::path::Path;

use dectet::model::manifest;
use dectet::model::mega::expand::{Prepared, check_outputs};
use dectet::model::mega::read::read;
use dectet::model::ownership::Ownership;
use dectet::model::problem::{Problem, Severity};
use dectet::model::team::TeamId;

const MANIFEST: &str =
    "teams:\n  alpha:\n    responsibilities: [everything]\n    boundaries:\n      write_paths: [src/alpha/**, tests/**]\n";

/// All problems of a mega-file, and how many files it may write.
fn outcome(text: &str, team: &TeamId, ownership: &Ownership) -> (Vec<Problem>, usize) {
    let read = read("mega-files/alpha/quirk.yaml", text);
    let mut problems = read.problems;
    let mut all = Vec::new();
    for mega in &read.files {
        let (prepared, found) = Prepared::new(mega, team);
        let is_sound = found.iter().all(|problem| problem.severity < Severity::Error);
        problems.extend(found);
        problems.extend((0..prepared.outputs().len()).filter(|_| is_sound).filter_map(|index| prepared.render(index).err()));
        all.push(prepared);
    }
    problems.extend(check_outputs(team, &all.iter().collect::<Vec<_>>(), ownership));
    let is_refused = problems.iter().any(|problem| problem.severity == Severity::Error);
    let files = if is_refused { 0 } else { all.iter().map(|prepared| prepared.outputs().len()).sum() };
    (problems, files)
}

#[test]
fn the_corpus_of_messy_mega_files_is_read_as_it_says() {
    let generator = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gen/gen_quirks.py");
    if !generator.exists() {
        return;
    }
    for seed in ["1", "7", "42"] {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("quirks");
        let mut python = std::process::Command::new("python3");
        match python.arg(&generator).args(["--seed", seed, "--out"]).arg(&out).output() {
            Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
            // No Python, no corpus.
            Err(_) => return,
        }
        is_read_as_it_says(&out);
    }
}

fn is_read_as_it_says(out: &Path) {
    let index = std::fs::read_to_string(out.join("quirks.json")).expect("the index");
    let index: Vec<serde_json::Value> = serde_json::from_str(&index).expect("JSON");
    assert!(index.len() > 40, "the corpus has {} files", index.len());
    let team = TeamId::from_spelling("alpha").expect("a team");
    let manifest = manifest::read::read("manifest.yaml", MANIFEST).manifest.expect("a manifest");
    let ownership = Ownership::new(&manifest);
    let mut wrong = Vec::new();
    for quirk in &index {
        let (file, want) = (quirk["file"].as_str().expect("file"), quirk["want"].as_str().expect("want"));
        let text = std::fs::read_to_string(out.join(file)).expect(file);
        let (problems, files) = outcome(&text, &team, &ownership);
        let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
        let has_warning = problems.iter().any(|problem| problem.severity == Severity::Warning);
        let is_right = match want {
            // A note is no complaint: an unknown key is kept and noted, an estimate far off too.
            "ok" => errors == 0 && !has_warning && files > 0,
            "warn" => errors == 0 && !problems.is_empty() && files > 0 && problems.iter().all(|problem| problem.place.is_some()),
            _ => errors == 1 && files == 0,
        };
        if !is_right {
            wrong.push(format!("{file} wants {want}: {files} files, {problems:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
