//! A project as an LLM team really wrote it, kept beside the repository (it is not ours to copy): where it is, it must
//! open without an error and expand to exactly the files that its description lists.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dectet::engine::command::ExpandRequest;
use dectet::engine::job::Silent;
use dectet::engine::jobs::{expand, open};
use dectet::engine::project::Project;
use dectet::model::problem::Severity;

fn samples() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples");
    folder.join("EXPECTED.md").is_file().then_some(folder)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("folder");
    for entry in fs::read_dir(from).expect("sample") {
        let entry = entry.expect("entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            // Written, not copied: the sample may be read-only.
            fs::write(target, fs::read(entry.path()).expect("file")).expect("copy");
        }
    }
}

/// Path, lines and SHA-256 of each file in the description's table.
fn expected(text: &str) -> BTreeMap<String, (usize, String)> {
    let rows = text.lines().filter_map(|line| {
        let cells: Vec<_> = line.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        let [_, path, lines, hash, _] = cells[..] else { return None };
        Some((path.to_owned(), (lines.parse().ok()?, hash.to_owned())))
    });
    rows.collect()
}

#[test]
fn a_real_teams_project_expands_to_what_it_must() {
    let Some(samples) = samples() else { return };
    let expected = expected(&fs::read_to_string(samples.join("EXPECTED.md")).expect("description"));
    assert!(!expected.is_empty());
    let folder = tempfile::tempdir().expect("folder");
    copy(&samples.join("seo-platform"), folder.path());
    let project = Project::open(folder.path()).expect("opens");
    let snapshot = open::open(&project).expect("reads");
    assert!(snapshot.problems.is_empty(), "{:?}", snapshot.problems);
    let report = expand::expand(&project, &ExpandRequest::default(), &Silent).expect("expands");
    let worst = report.problems.iter().map(|problem| problem.severity).max();
    assert!(worst < Some(Severity::Error), "{:?}", report.problems);

    let tree = folder.path().join("teams/alpha");
    let written: Vec<_> = report.teams.iter().flat_map(|team| &team.created).map(|path| path.as_str().to_owned()).collect();
    assert_eq!(report.teams.len(), 1);
    assert_eq!(written.iter().collect::<std::collections::BTreeSet<_>>(), expected.keys().collect());
    for (path, (lines, hash)) in expected {
        let bytes = fs::read(tree.join(&path)).expect("written");
        assert_eq!(bytes.iter().filter(|byte| **byte == b'\n').count(), lines, "{path}");
        assert_eq!(sha256(&bytes), hash, "{path}");
    }
}

/// SHA-256 as FIPS 180-4 has it: the description lists it, and nothing else here needs it.
fn sha256(message: &[u8]) -> String {
    let primes = (2u32..).filter(|n| (2..*n).take_while(|d| d * d <= *n).all(|d| n % d != 0));
    let fraction = |root: f64| ((root.fract()) * 4_294_967_296.0) as u32;
    let k: Vec<u32> = primes.clone().take(64).map(|p| fraction(f64::from(p).cbrt())).collect();
    let mut state: Vec<u32> = primes.take(8).map(|p| fraction(f64::from(p).sqrt())).collect();
    let mut padded = message.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend((message.len() as u64 * 8).to_be_bytes());
    for block in padded.chunks(64) {
        let mut w: Vec<u32> = block.chunks(4).map(|word| u32::from_be_bytes([word[0], word[1], word[2], word[3]])).collect();
        for i in 16..64 {
            let s0 = w[i - 15].rotate_right(7) ^ w[i - 15].rotate_right(18) ^ (w[i - 15] >> 3);
            let s1 = w[i - 2].rotate_right(17) ^ w[i - 2].rotate_right(19) ^ (w[i - 2] >> 10);
            w.push(w[i - 16].wrapping_add(s0).wrapping_add(w[i - 7]).wrapping_add(s1));
        }
        let mut v = state.clone();
        for i in 0..64 {
            let s1 = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
            let choice = (v[4] & v[5]) ^ (!v[4] & v[6]);
            let t1 = v[7].wrapping_add(s1).wrapping_add(choice).wrapping_add(k[i]).wrapping_add(w[i]);
            let s0 = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
            let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
            v.rotate_right(1);
            v[4] = v[4].wrapping_add(t1);
            v[0] = t1.wrapping_add(s0.wrapping_add(majority));
        }
        for (sum, value) in state.iter_mut().zip(v) {
            *sum = sum.wrapping_add(value);
        }
    }
    state.iter().map(|word| format!("{word:08x}")).collect()
}
