//! Team trees over a common base, with a known set of paths that several teams touch and of those that conflict. The same
//! seed gives the same bytes on every machine.
#![allow(dead_code, reason = "benchmark and tests use different parts")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

pub const TEAMS: [&str; 10] = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"];
const WORDS: [&str; 16] = [
    "tenant", "record", "request", "caller", "limit", "quota", "retry", "window", "index", "lock", "event", "queue", "ledger",
    "order", "invoice", "cursor",
];

/// What happens on a path that several teams touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    SameLines,
    AddAdd,
    DeleteEdit,
    DirFile,
    FarLines,
    SameEdit,
    AddSame,
}

impl Kind {
    pub fn conflicts(self) -> bool {
        matches!(self, Self::SameLines | Self::AddAdd | Self::DeleteEdit | Self::DirFile)
    }
}

/// A path that several teams touch.
#[derive(Clone, Debug)]
pub struct Truth {
    pub path: String,
    pub teams: Vec<usize>,
    pub kind: Kind,
}

/// How large the trees are.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Files that each team writes.
    pub files: usize,
    /// Lines of an ordinary file.
    pub lines: usize,
    /// Files of base that nobody touches.
    pub base: usize,
}

pub struct Plan {
    pub base: BTreeMap<String, String>,
    pub written: Vec<BTreeMap<String, String>>,
    pub deleted: Vec<BTreeSet<String>>,
    pub truth: Vec<Truth>,
}

/// Numbers that are the same on every machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join(" ")
    }
}

fn ts_file(dice: &mut Dice, name: &str, lines: usize) -> String {
    let mut text = format!("// {name}: {}\nexport class {name} {{\n", dice.words(4));
    for number in 0..lines.max(8) - 6 {
        let (field, value, note) = (WORDS[dice.below(WORDS.len())], dice.words(3), dice.words(2));
        text.push_str(&format!("  {field}{number} = '{value}'; // {number:03} {note}\n"));
    }
    text.push_str(&format!("}}\nexport function make{name}(): {name} {{\n  return new {name}();\n}}\n"));
    text
}

fn edited(text: &str, at: usize, mark: &str) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    lines[at] = format!("  // edited {mark}");
    lines[at + 1] = format!("  edited{at} = '{mark}';");
    lines.join("\n")
}

impl Plan {
    pub fn new(seed: u64, size: Size) -> Self {
        let mut dice = Dice::new(seed);
        let shared_lines = size.lines.max(40);
        let shared = TEAMS.len() * size.files / 50;
        let mut plan = Self {
            base: BTreeMap::new(),
            written: vec![BTreeMap::new(); TEAMS.len()],
            deleted: vec![BTreeSet::new(); TEAMS.len()],
            truth: Vec::new(),
        };
        for number in 0..size.base {
            let text = ts_file(&mut dice, &format!("Base{number:04}"), size.lines);
            plan.base.insert(format!("src/shared/b{:02}/base{number:04}.ts", number / 50), text);
        }
        use Kind::{AddAdd, AddSame, DeleteEdit, DirFile, FarLines, SameEdit, SameLines};
        let bad = [SameLines, SameLines, SameLines, AddAdd, AddAdd, DeleteEdit, DirFile];
        let good = [FarLines, FarLines, FarLines, SameEdit, AddSame];
        for number in 0..shared {
            let kind = if number % 2 == 0 { bad[number / 2 % bad.len()] } else { good[number / 2 % good.len()] };
            plan.share(&mut dice, number, kind, shared_lines);
        }
        for (at, team) in TEAMS.iter().enumerate() {
            let name = format!("{}{}", team[..1].to_uppercase(), &team[1..]);
            let mut number = 0;
            while plan.written[at].len() < size.files {
                let path = format!("src/{team}/m{:02}/d{}/part{number:05}.ts", number / 100, number / 20 % 5);
                let text = ts_file(&mut dice, &format!("{name}Part{number:05}"), size.lines);
                plan.written[at].insert(path, text);
                number += 1;
            }
        }
        plan
    }

    fn share(&mut self, dice: &mut Dice, number: usize, kind: Kind, lines: usize) {
        let several = !matches!(kind, Kind::DirFile | Kind::DeleteEdit) && dice.below(5) == 0;
        let count = if several { 2 + dice.below(3) } else { 2 };
        let mut teams: BTreeSet<usize> = BTreeSet::new();
        while teams.len() < count {
            teams.insert(dice.below(TEAMS.len()));
        }
        let teams: Vec<usize> = teams.into_iter().collect();
        let path = format!("src/shared/x{:03}/shared{number:05}.ts", number / 50);
        let name = format!("Shared{number:05}");
        let text = ts_file(dice, &name, lines);
        if matches!(kind, Kind::SameLines | Kind::FarLines | Kind::SameEdit | Kind::DeleteEdit) {
            self.base.insert(path.clone(), text.clone());
        }
        for (place, team) in teams.iter().enumerate() {
            let mark = format!("by {}", TEAMS[*team]);
            let written = match kind {
                Kind::SameLines => edited(&text, 12, &mark),
                Kind::FarLines => edited(&text, 4 + 8 * place, &mark),
                Kind::SameEdit => edited(&text, 12, "by all"),
                Kind::AddSame => text.clone(),
                Kind::AddAdd => ts_file(dice, &name, lines),
                Kind::DeleteEdit if place == 0 => {
                    self.deleted[*team].insert(path.clone());
                    continue;
                }
                Kind::DeleteEdit => edited(&text, 12, &mark),
                Kind::DirFile if place == 0 => text.clone(),
                Kind::DirFile => {
                    self.written[*team].insert(format!("{path}/inner.ts"), text.clone());
                    continue;
                }
            };
            self.written[*team].insert(path.clone(), written);
        }
        self.truth.push(Truth { path, teams, kind });
    }

    pub fn manifest() -> String {
        let mut text = String::from("teams:\n");
        for team in TEAMS {
            text.push_str(&format!("  {team}:\n    responsibilities: [{team}]\n    boundaries:\n      write_paths: [/src/{team}/**, /tests/{team}/**]\n"));
        }
        text
    }

    /// The project that teams start from: manifest and base.
    pub fn write_project(&self, root: &Path) {
        put(root, "manifest.yaml", &Self::manifest());
        self.base.iter().for_each(|(path, text)| put(root, path, text));
    }

    /// What a team did, into its tree.
    pub fn write_team(&self, team: usize, tree: &Path) {
        for path in &self.deleted[team] {
            let _ = fs::remove_file(tree.join(path));
        }
        self.written[team].iter().for_each(|(path, text)| put(tree, path, text));
    }

    /// A bare repository: `main`, and `team/<name>` for each team.
    pub fn write_repository(&self, path: &Path) {
        let init = Command::new("git").args(["init", "-q", "--bare", "-b", "main"]).arg(path).status();
        assert!(init.is_ok_and(|status| status.success()), "git init");
        let mut child = Command::new("git")
            .arg("-C")
            .arg(path)
            .args(["fast-import", "--quiet"])
            .stdin(Stdio::piped())
            .spawn()
            .expect("git fast-import");
        let mut input = Vec::new();
        let who = "committer Gen <gen@example.invalid> 1700000000 +0000\n";
        let files = |input: &mut Vec<u8>, files: &BTreeMap<String, String>| {
            for (path, text) in files {
                let _ = write!(input, "M 100644 inline {path}\ndata {}\n{text}\n", text.len());
            }
        };
        let _ = write!(input, "commit refs/heads/main\nmark :1\n{who}data 4\nbase\n");
        files(&mut input, &self.base);
        for (team, name) in TEAMS.iter().enumerate() {
            let _ = write!(input, "\ncommit refs/heads/team/{name}\n{who}data {}\n{name}\nfrom :1\n", name.len());
            self.deleted[team].iter().for_each(|gone| {
                let _ = writeln!(input, "D {gone}");
            });
            files(&mut input, &self.written[team]);
        }
        child.stdin.take().expect("stdin").write_all(&input).expect("git reads");
        assert!(child.wait().is_ok_and(|status| status.success()), "git fast-import");
    }

    /// Every pair of teams, as `git merge-tree --stdin` reads them.
    pub fn pairs() -> String {
        let pairs = (0..TEAMS.len()).flat_map(|a| (a + 1..TEAMS.len()).map(move |b| (a, b)));
        pairs.map(|(a, b)| format!("team/{} team/{}\n", TEAMS[a], TEAMS[b])).collect()
    }
}

fn put(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    let folder = file.parent().expect("a folder");
    if !folder.is_dir() {
        fs::create_dir_all(folder).expect("folders");
    }
    fs::write(file, text).expect("write");
}
