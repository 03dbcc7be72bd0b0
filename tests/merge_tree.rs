//! Whole trees against the installed git: with two sides, what conflicts and why is what `git merge-tree` says, and what
//! merges is byte for byte its tree. Renames of whole folders are switched off there: files follow one by one here.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use dectet::model::conflict::{Contents, Detected, detect};
use dectet::model::cores;
use dectet::model::manifest::Manifest;
use dectet::model::merge::tree::{Entry, EntryKind, Outcome, Side, Tree, content_hash};
use dectet::model::ownership::Ownership;
use dectet::model::path::RelPath;
use dectet::model::problem::Problem;
use dectet::model::team::TeamId;

use super::git_parity::Dice;

#[derive(Clone, Debug, PartialEq, Eq)]
struct File {
    kind: EntryKind,
    bytes: Vec<u8>,
}

type Files = BTreeMap<String, File>;

/// Base and two sides.
#[derive(Clone, Debug, Default)]
struct Case {
    trees: [Files; 3],
    events: Vec<String>,
}

fn file(text: &str) -> File {
    File { kind: EntryKind::File, bytes: text.as_bytes().to_vec() }
}

fn text(dice: &mut Dice, unit: usize, lines: usize) -> String {
    (0..lines)
        .map(|line| if dice.below(9) == 0 { "}\n".to_owned() } else { format!("unit {unit} line {line} {}\n", dice.below(1000)) })
        .collect()
}

fn with_line(text: &str, at: usize, line: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let at = at.min(lines.len() - 1);
    lines[at] = line;
    lines.join("\n") + "\n"
}

impl Case {
    fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let mut case = Self::default();
        for unit in 0..1 + dice.below(6) {
            case.unit(&mut dice, unit);
        }
        case
    }

    fn put(&mut self, tree: usize, path: &str, file: File) {
        self.trees[tree].insert(path.to_owned(), file);
    }

    /// Something that happens to a file; the sides swapped half of the time.
    fn unit(&mut self, dice: &mut Dice, unit: usize) {
        let lines = 6 + dice.below(30);
        let body = text(dice, unit, lines);
        let path = format!("d{}/u{unit}.ts", dice.below(3));
        let (one, two) = if dice.below(2) == 0 { (1, 2) } else { (2, 1) };
        let names = [
            "keep",
            "edit",
            "edit both",
            "far",
            "delete",
            "delete edit",
            "delete both",
            "add",
            "add both",
            "add same",
            "file folder",
            "mode",
            "mode edit",
            "mode both",
            "link",
            "binary",
            "rename",
            "rename edit",
            "rename edit edit",
            "rename delete",
            "rename edit delete",
            "rename same",
            "rename two",
            "rename name kept",
            "rename clash",
            "folder over base",
        ];
        let what = dice.below(names.len());
        self.events.push(format!("{path}: {} ({one})", names[what]));
        let all = |case: &mut Self, path: &str, body: &str| (0..3).for_each(|tree| case.put(tree, path, file(body)));
        let executable = |text: &str| File { kind: EntryKind::Executable, bytes: text.as_bytes().to_vec() };
        let first = with_line(&body, 1, "changed by one");
        let near = with_line(&body, 1, "changed by two");
        let far = with_line(&body, lines - 1, "changed far off");
        let to = format!("moved{}/v{unit}.ts", dice.below(2));
        let same_name = format!("moved/u{unit}.ts");
        if !names[what].starts_with("add") && !matches!(names[what], "file folder" | "link" | "mode both") {
            all(self, &path, &body);
        }
        match names[what] {
            "edit" => self.put(one, &path, file(&first)),
            "edit both" => {
                self.put(one, &path, file(&first));
                self.put(two, &path, file(&near));
            }
            "far" => {
                self.put(one, &path, file(&first));
                self.put(two, &path, file(&far));
            }
            "delete" => drop(self.trees[one].remove(&path)),
            "delete edit" => {
                self.trees[one].remove(&path);
                self.put(two, &path, file(&first));
            }
            "delete both" => {
                self.trees[1].remove(&path);
                self.trees[2].remove(&path);
            }
            "add" => self.put(one, &path, file(&body)),
            "add both" => {
                self.put(one, &path, file(&body));
                self.put(two, &path, file(&near));
            }
            "add same" => {
                self.put(1, &path, file(&body));
                self.put(2, &path, file(&body));
            }
            "file folder" => {
                self.put(one, &path, file(&body));
                self.put(two, &format!("{path}/inner.ts"), file(&near));
            }
            "folder over base" => {
                self.trees[one].remove(&path);
                self.put(one, &format!("{path}/inner.ts"), file("quite\nsomething\nelse\n"));
            }
            "mode" => self.put(one, &path, executable(&body)),
            "mode edit" => {
                self.put(one, &path, executable(&body));
                self.put(two, &path, file(&first));
            }
            "mode both" => {
                self.put(one, &path, executable(&body));
                self.put(two, &path, file(&body));
            }
            "link" => {
                self.put(one, &path, File { kind: EntryKind::Symlink, bytes: b"elsewhere".to_vec() });
                self.put(two, &path, file(&body));
            }
            "binary" => {
                for (tree, mark) in [(0, "0"), (one, "1"), (two, "2")] {
                    self.put(tree, &path, file(&format!("\0{unit}{mark}")));
                }
            }
            "rename" => {
                self.trees[one].remove(&path);
                self.put(one, &to, file(&body));
            }
            "rename edit" => {
                self.trees[one].remove(&path);
                self.put(one, &to, file(&body));
                self.put(two, &path, file(&first));
            }
            "rename edit edit" | "rename clash" => {
                self.trees[one].remove(&path);
                self.put(one, &to, file(if names[what] == "rename clash" { &near } else { &far }));
                self.put(two, &path, file(&first));
            }
            "rename delete" => {
                self.trees[one].remove(&path);
                self.put(one, &to, file(&body));
                self.trees[two].remove(&path);
            }
            "rename edit delete" => {
                self.trees[one].remove(&path);
                self.put(one, &to, file(&far));
                self.trees[two].remove(&path);
            }
            "rename same" => {
                for (tree, text) in [(one, &first), (two, &far)] {
                    self.trees[tree].remove(&path);
                    self.put(tree, &to, file(text));
                }
            }
            "rename two" => {
                for (tree, to) in [(one, &to), (two, &same_name)] {
                    self.trees[tree].remove(&path);
                    self.put(tree, to, file(&body));
                }
            }
            "rename name kept" => {
                self.trees[one].remove(&path);
                self.put(one, &same_name, file(&far));
                self.put(two, &path, file(&first));
            }
            _ => {}
        }
    }
}

impl Contents for Case {
    fn of_side(&self, side: usize, path: &RelPath) -> Result<Option<Vec<u8>>, Problem> {
        Ok(self.trees[side + 1].get(path.as_str()).map(|file| file.bytes.clone()))
    }

    fn of_base(&self, _side: usize, path: &RelPath) -> Result<Option<Vec<u8>>, Problem> {
        Ok(self.trees[0].get(path.as_str()).map(|file| file.bytes.clone()))
    }
}

impl Case {
    fn look(&self) -> (Vec<Side>, Detected) {
        let tree = |files: &Files| -> Tree {
            let entry = |file: &File| Entry { hash: content_hash(&file.bytes), kind: file.kind, size: file.bytes.len() as u64 };
            files.iter().map(|(path, file)| (RelPath::new(path).expect("a path"), entry(file))).collect()
        };
        let base = Arc::new(tree(&self.trees[0]));
        let side = |team: &str, files| Side {
            team: TeamId::from_spelling(team).expect("a team"),
            base: base.clone(),
            tree: tree(files),
        };
        let sides = vec![side("alpha", &self.trees[1]), side("beta", &self.trees[2])];
        let found = detect(&sides, &Ownership::new(&Manifest::default()), &BTreeMap::new(), self, &cores::one).expect("looks");
        (sides, found)
    }

    /// The merged tree; only where nothing conflicts.
    fn merged(&self, found: &Detected) -> Files {
        let mut files = Files::new();
        for outcome in &found.outcomes {
            let path = outcome.path.as_str().to_owned();
            match &outcome.outcome {
                Outcome::Base(_) => drop(files.insert(path.clone(), self.trees[0][&path].clone())),
                Outcome::Take(None) => {}
                Outcome::Take(Some(entry)) => {
                    let taken = &self.trees[outcome.changed_by[0] + 1][outcome.path_of(0).as_str()];
                    files.insert(path, File { kind: entry.kind, bytes: taken.bytes.clone() });
                }
                Outcome::MergeText { .. } => {
                    let (kind, bytes) = &found.merged[&outcome.path];
                    files.insert(path, File { kind: *kind, bytes: bytes.clone() });
                }
                Outcome::Clash { .. } => panic!("a clash in a clean merge"),
            }
        }
        files
    }
}

fn git(repository: &Path, args: &[&str], input: &[u8]) -> (bool, Vec<u8>) {
    let mut child = Command::new("git")
        .arg("-C")
        .arg(repository)
        .args(["-c", "merge.directoryRenames=false", "-c", "merge.renames=true"])
        .args(args)
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("git is installed");
    let mut stdin = child.stdin.take().expect("stdin");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("git ends");
    let _ = writer.join();
    (output.status.success(), output.stdout)
}

/// Every case as three commits.
fn repository(folder: &Path, cases: &[(u64, Case)]) {
    git(folder, &["init", "-q", "--bare", "-b", "main", "."], b"");
    let mut input = Vec::new();
    let who = "committer T <t@example.invalid> 1700000000 +0000\n";
    for (seed, case) in cases {
        for (tree, files) in case.trees.iter().enumerate() {
            let _ = write!(input, "commit refs/heads/c{seed}/{tree}\nmark :{}\n{who}data 1\nx\n", seed * 3 + tree as u64 + 1);
            if tree > 0 {
                let _ = writeln!(input, "from :{}", seed * 3 + 1);
            }
            let _ = writeln!(input, "deleteall");
            for (path, file) in files {
                let mode = match file.kind {
                    EntryKind::File => "100644",
                    EntryKind::Executable => "100755",
                    EntryKind::Symlink => "120000",
                };
                let _ = write!(input, "M {mode} inline {path}\ndata {}\n", file.bytes.len());
                input.extend_from_slice(&file.bytes);
                input.push(b'\n');
            }
        }
    }
    assert!(git(folder, &["fast-import", "--quiet"], &input).0, "git fast-import");
}

/// What git says conflicts: the kind, and the paths that it is about.
fn git_conflicts(messages: &str) -> Vec<(String, Vec<String>)> {
    let mut parts = messages.split('\0');
    let mut found = Vec::new();
    while let Some(count) = parts.next().and_then(|count| count.trim().parse::<usize>().ok()) {
        let paths: Vec<String> = parts.by_ref().take(count).map(str::to_owned).collect();
        let (_, message) = (parts.next(), parts.next().unwrap_or_default());
        if let Some(kind) = message.strip_prefix("CONFLICT (").and_then(|rest| rest.split(')').next()) {
            found.push((kind.to_owned(), paths));
        }
    }
    found
}

fn compare(repository: &Path, seed: u64, case: &Case) {
    let (clean, output) =
        git(repository, &["merge-tree", "--write-tree", "-z", "--messages", &format!("c{seed}/1"), &format!("c{seed}/2")], b"");
    let output = String::from_utf8(output).expect("UTF-8");
    let (tree, rest) = output.split_once('\0').expect("a tree");
    let messages = if clean { rest } else { rest.split_once("\0\0").map_or("", |(_, messages)| messages) };
    let mut theirs = git_conflicts(messages);
    // What was moved, changed and deleted is one question here.
    let moved: Vec<String> =
        theirs.iter().filter(|(kind, _)| kind == "rename/delete").flat_map(|(_, paths)| paths.clone()).collect();
    theirs.retain(|(kind, paths)| !(kind == "modify/delete" && paths.iter().any(|path| moved.contains(path))));
    // One side alone put a folder in the place of a file: git asks, here that side decides.
    let unasked = |path: &String| {
        let [base, one, two] = &case.trees;
        base.contains_key(path) && (base.get(path) == one.get(path) || base.get(path) == two.get(path))
    };
    let count = theirs.len();
    theirs.retain(|(kind, paths)| !(kind == "file/directory" && paths.iter().any(unasked)));
    let clean = clean || (theirs.is_empty() && count > 0);
    let asked = theirs.len() < count;
    let (_, found) = case.look();
    let said = format!("case {seed}: {:?}\ngit: {theirs:?}", case.events);
    for conflict in &found.conflicts {
        let kind = match conflict.kind {
            "several-writers" | "binary" => "content",
            "add-add" | "modes" => "add/add",
            "modify-delete" => "modify/delete",
            "rename-delete" => "rename/delete",
            "rename-rename" => "rename/rename",
            "file-directory" => "file/directory",
            "types" => "distinct types",
            other => other,
        };
        let path = conflict.path.as_str();
        let is_it = |(their, paths): &(String, Vec<String>)| {
            their == kind
                && paths.iter().any(|other| other == path || other.strip_prefix(path).is_some_and(|rest| rest.starts_with('~')))
        };
        let at = theirs.iter().position(is_it);
        let at = at.unwrap_or_else(|| panic!("{said}\nonly here: {kind} {path}"));
        theirs.remove(at);
    }
    assert!(theirs.is_empty(), "{said}\nnot found here: {theirs:?}");
    assert_eq!(clean, found.conflicts.is_empty(), "{said}");
    if clean && !asked {
        assert_eq!(case.merged(&found), git_files(repository, tree), "{said}");
    }
}

fn git_files(repository: &Path, tree: &str) -> Files {
    let (_, listed) = git(repository, &["ls-tree", "-r", "-z", tree], b"");
    let listed = String::from_utf8(listed).expect("UTF-8");
    let mut files = Files::new();
    for line in listed.split('\0').filter(|line| !line.is_empty()) {
        let (meta, path) = line.split_once('\t').expect("an entry");
        let meta: Vec<&str> = meta.split(' ').collect();
        let kind = match meta[0] {
            "100755" => EntryKind::Executable,
            "120000" => EntryKind::Symlink,
            _ => EntryKind::File,
        };
        let (_, bytes) = git(repository, &["cat-file", "blob", meta[2]], b"");
        files.insert(path.to_owned(), File { kind, bytes });
    }
    files
}

#[test]
fn two_trees_conflict_as_git_says_and_merge_to_its_tree() {
    // More of them by hand: DECTET_GIT_CASES=5000.
    let count: u64 = std::env::var("DECTET_GIT_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(300);
    let cases: Vec<(u64, Case)> = (0..count).map(|seed| (seed, Case::new(seed))).collect();
    let folder = tempfile::tempdir().expect("folder");
    repository(folder.path(), &cases);
    std::thread::scope(|scope| {
        for part in 0..4 {
            let (cases, folder) = (&cases, folder.path());
            scope.spawn(move || {
                cases.iter().filter(|(seed, _)| seed % 4 == part).for_each(|(seed, case)| compare(folder, *seed, case));
            });
        }
    });
}
