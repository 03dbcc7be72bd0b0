//! Teams' trees in a run of a real repository: made and mended, set up, committed, kept, taken back, whatever is killed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use dectet::model::run::team::TeamState;
use dectet::model::run::trees::Why;
use dectet::model::run::{Line, Message, Request, RunState, Signal, What};

use super::{Fixture, id};

fn git(root: &Path, args: &[&str]) -> String {
    let output = Command::new("git").arg("-C").arg(root).args(args).output().expect("git runs");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

fn kill(pid: u32) {
    assert!(Command::new("kill").args(["-KILL", &pid.to_string()]).status().expect("kill").success());
}

impl Fixture {
    /// The same teams in a repository.
    fn in_git(teams: &[(&str, &str, &str)], more: &str) -> Self {
        let mut fixture = Self::new(teams);
        let root = fixture.folder.path().to_owned();
        let manifest = root.join("manifest.yaml");
        let text = fs::read_to_string(&manifest).expect("manifest");
        fs::write(&manifest, text + more).expect("manifest");
        fs::write(root.join("app.ts"), "app\n").expect("file");
        fs::write(root.join(".gitignore"), "*.script\n*.count\n.env\nno settings here/\n").expect("file");
        git(&root, &["init", "-q", "-b", "main"]);
        git(&root, &["config", "user.email", "test@example.invalid"]);
        git(&root, &["config", "user.name", "Test"]);
        git(&root, &["add", "-A"]);
        git(&root, &["commit", "-qm", "start"]);
        fixture.project = dectet::engine::project::Project::open(&root).expect("project");
        fixture
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn tree(&self, team: &str) -> PathBuf {
        self.root().join("teams").join(team)
    }

    fn trust(&self, trusts: bool) -> PathBuf {
        let settings = self.root().join("no settings here");
        fs::create_dir_all(&settings).expect("folder");
        let manifest = self.project.manifest().expect("manifest");
        let key = dectet::engine::settings::trust_key(&self.project.root, &manifest);
        let trusted: &[String] = if trusts { &[key] } else { &[] };
        fs::write(settings.join("settings.json"), serde_json::json!({ "trusted": trusted }).to_string()).expect("settings");
        settings
    }

    /// A host whose person trusts what the manifest names, or nothing.
    fn host(&self, trusts: bool) -> Host {
        let settings = self.trust(trusts);
        let mut command = Command::new(env!("CARGO_BIN_EXE_dectet"));
        command.arg("host").arg("--workspace").arg(self.root()).env("DECTET_CONFIG_DIR", settings);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a host");
        let until = std::time::Instant::now() + std::time::Duration::from_secs(60);
        while !self.places().host().exists() {
            assert!(std::time::Instant::now() < until, "no host");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        Host(child)
    }

    fn lines(&self) -> Vec<Line> {
        Line::read_all(&fs::read(self.places().journal()).expect("journal"))
    }
}

/// A host that ends with its test.
struct Host(Child);

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn kept(state: &RunState, why: Why) -> usize {
    state.checkpoints.iter().filter(|checkpoint| checkpoint.why == why).count()
}

#[test]
fn each_team_works_in_a_worktree_and_what_it_reports_is_committed_once() {
    let script = "turn\nwrite src/alpha/a.ts first\nsay [READY] done\nhang\n";
    let fixture = Fixture::in_git(&[("alpha", "claude", script), ("beta", "command", "turn\nsay [STATUS] 1%\nhang\n")], "");
    let mut follower = fixture.begin();
    follower.until("a commit", |state| state.teams[0].tree.made == 1 && state.teams[1].was_started);
    for team in ["alpha", "beta"] {
        assert_eq!(git(&fixture.tree(team), &["branch", "--show-current"]), format!("dectet/team/{team}"));
    }
    assert_eq!(git(&fixture.tree("alpha"), &["status", "--porcelain"]), "");
    assert_eq!(git(fixture.root(), &["status", "--porcelain"]), "");
    assert_eq!(git(fixture.root(), &["log", "--format=%s", "main..dectet/team/alpha"]), "Work of team alpha");
    follower.until("its checkpoint", |state| kept(state, Why::Report) == 1);
    // What the agent commits itself is taken over as it is. Another git in its way is waited for.
    let lock = git(&fixture.tree("alpha"), &["rev-parse", "--path-format=absolute", "--git-path", "index.lock"]);
    fs::write(fixture.tree("alpha").join("src/alpha/b.ts"), "b\n").expect("file");
    git(&fixture.tree("alpha"), &["add", "-A"]);
    git(&fixture.tree("alpha"), &["commit", "-qm", "the agent's own"]);
    let reported = Request::Reported { team: id("alpha"), status: "complete".into(), percent: None, text: "all".into() };
    fs::write(&lock, "").expect("a lock");
    fs::write(fixture.tree("alpha").join("src/alpha/c.ts"), "c\n").expect("file");
    follower.ask(reported);
    std::thread::sleep(std::time::Duration::from_millis(400));
    fs::remove_file(&lock).expect("its end");
    follower.until("its commit", |state| state.teams[0].tree.adopted == 1);
    assert_eq!(follower.team("alpha").tree.made, 2);
    let log = git(fixture.root(), &["log", "--format=%s", "main..dectet/team/alpha"]);
    assert_eq!(log, "Work of team alpha\nthe agent's own\nWork of team alpha");
    // A lock of one that was killed is nobody's after a halt.
    fs::write(&lock, "").expect("a lock");
    fs::write(fixture.tree("alpha").join("src/alpha/d.ts"), "d\n").expect("file");
    follower.ask(Request::Halt { teams: vec![id("alpha")] });
    follower.until("another commit", |state| state.teams[0].tree.made == 3);
    follower.ask(Request::EndRun);
    follower.until("the end", |state| state.is_over);
}

#[test]
fn a_tree_that_is_deleted_by_hand_is_a_worktree_again_at_the_next_start() {
    let fixture = Fixture::in_git(&[("alpha", "command", "turn\nsay [STATUS] 1%\nturn\nsay [STATUS] 2%\nturn\nhang\n")], "");
    let mut follower = fixture.begin();
    follower.until("its end", |state| state.teams[0].ended.is_some());
    fs::remove_dir_all(fixture.tree("alpha")).expect("removed");
    follower.ask(Request::StartTeams { teams: vec![id("alpha")] });
    follower.until("the second turn", |state| state.teams[0].reported.percent == Some(2));
    assert!(fixture.tree("alpha").join("app.ts").exists());
    assert_eq!(git(&fixture.tree("alpha"), &["rev-parse", "--show-toplevel"]), fixture.tree("alpha").to_string_lossy());
}

#[test]
fn a_halt_keeps_the_trees_and_one_goes_back_and_forth() {
    let script = "turn\nwrite src/alpha/a.ts first\nsay [STATUS] 10%\nhang\n";
    for is_git in [true, false] {
        let teams = [("alpha", "claude", script), ("beta", "claude", "turn\nsay [STATUS] 10%\nhang\n")];
        let fixture = if is_git { Fixture::in_git(&teams, "") } else { Fixture::new(&teams) };
        let mut follower = fixture.begin();
        follower.until("work", |state| state.teams.iter().all(|team| team.reported.percent == Some(10)));
        follower.ask(Request::Checkpoint { teams: Vec::new() });
        follower.until("a checkpoint", |state| kept(state, Why::Person) == 1);
        let first = follower.state.checkpoints[0].clone();
        assert_eq!(first.trees.len(), 2);
        let file = fixture.tree("alpha").join("src/alpha/a.ts");
        let text = fs::read_to_string(&file).expect("written");
        fs::write(&file, "spoilt\n").expect("write");
        fs::write(fixture.tree("alpha").join("src/alpha/more.ts"), "more\n").expect("write");
        // Not under an agent's hands.
        follower.ask(Request::GoBack { teams: vec![id("alpha")], id: first.id, stop: false });
        follower.wait("the refusal", |follower| follower.failed.iter().any(|id| id == "run-back-running"));
        follower.ask(Request::Halt { teams: Vec::new() });
        follower.until("the halt's checkpoint", |state| kept(state, Why::Halt) == 1);
        follower.ask(Request::GoBack { teams: vec![id("alpha")], id: first.id, stop: false });
        follower.until("back", |state| state.going_back.is_none() && kept(state, Why::Back) == 1);
        follower.wait("the files", |_| fs::read_to_string(&file).is_ok_and(|now| now == text));
        follower.wait("the other file's end", |_| !fixture.tree("alpha").join("src/alpha/more.ts").exists());
        // And back again, to what was kept before.
        let before = follower.state.checkpoints.iter().find(|known| known.why == Why::Back).expect("kept").id;
        follower.ask(Request::GoBack { teams: vec![id("alpha")], id: before, stop: false });
        follower.wait("forth", |_| fs::read_to_string(&file).is_ok_and(|now| now == "spoilt\n"));
        follower.until("noted", |state| state.going_back.is_none() && kept(state, Why::Back) == 2);
        assert!(fixture.lines().iter().any(|line| matches!(&line.what, What::WentBack { id, .. } if *id == first.id)));
    }
}

#[test]
fn a_step_is_kept_before_it_is_taken_and_time_keeps_some_too() {
    let more = "run: {checkpoint_every: 1s}\n";
    let fixture = Fixture::in_git(&[("alpha", "claude", "turn\nwrite src/alpha/a.ts first\nsay [STATUS] 1%\nhang\n")], more);
    let mut follower = fixture.begin();
    follower.until("work", |state| state.teams[0].reported.percent == Some(1));
    follower.until("one by the clock", |state| kept(state, Why::Time) >= 1);
    let head = git(&fixture.tree("alpha"), &["rev-parse", "HEAD"]);
    assert_eq!(head, git(fixture.root(), &["rev-parse", "main"]), "in the middle of a turn nothing is committed");
    fs::write(fixture.tree("alpha").join("src/alpha/b.ts"), "b\n").expect("write");
    follower.ask(Request::SetPhase { phase: 1 });
    follower.until("the phase", |state| state.clock.phase == 1);
    let lines = fixture.lines();
    let place = |is: &dyn Fn(&What) -> bool| lines.iter().rposition(|line| is(&line.what));
    let phase = place(&|what| matches!(what, What::PhaseSet { phase: 1 })).expect("the phase");
    let last = place(&|what| matches!(what, What::Checkpointed { .. })).expect("a checkpoint");
    assert!(last < phase || kept(&follower.state, Why::Time) > 1);
}

#[test]
fn a_host_that_dies_on_the_way_back_is_finished_by_the_next() {
    let fixture = Fixture::in_git(&[("alpha", "command", "turn\nwrite src/alpha/a.ts first\nsay [STATUS] 1%\nturn\nhang\n")], "");
    let mut follower = fixture.begin();
    follower.until("its end", |state| state.teams[0].ended.is_some());
    follower.ask(Request::Checkpoint { teams: Vec::new() });
    follower.until("a checkpoint", |state| kept(state, Why::Person) == 1);
    let checkpoint = follower.state.checkpoints.last().expect("kept").id;
    let file = fixture.tree("alpha").join("src/alpha/a.ts");
    let text = fs::read_to_string(&file).expect("written");
    let host = follower.state.host.expect("a host").pid;
    kill(host);
    follower.wait("the loss", |_| super::processes_with("host --workspace").iter().all(|pid| *pid != host));
    // As if it had died between its note and the deed, with the deed half done.
    fs::write(&file, "later\n").expect("write");
    fs::write(fixture.tree("alpha").join("late.ts"), "later\n").expect("write");
    {
        let mut journal = dectet::engine::run::journal::Journal::open(&fixture.places()).expect("journal");
        let what = What::GoingBack { id: checkpoint, teams: vec![id("alpha")] };
        journal.add(&Line::new(fixture.journal().at, what)).expect("a line");
    }
    drop(follower);
    let mut follower = fixture.follow();
    follower.ask(Request::Checkpoint { teams: Vec::new() });
    follower.until("another host", |state| state.host.is_some_and(|now| now.pid != host) && state.going_back.is_none());
    follower.wait("the end of it", |_| !fixture.tree("alpha").join("late.ts").exists());
    assert_eq!(fs::read_to_string(&file).expect("there"), text);
}

#[test]
fn setup_runs_in_a_new_tree_before_its_agent_and_its_failure_is_on_the_card() {
    let more = "run: {setup: ['echo out of setup; test -f .env && echo $DECTET_TEAM > set-up', 'test ! -f fail']}\n";
    let script = "turn\nsay [STATUS] 1%\nturn\nsay [STATUS] 2%\n";
    let fixture = Fixture::in_git(&[("alpha", "command", script)], more);
    fs::write(fixture.root().join(".env"), "KEY=1\n").expect("write");
    fs::write(fixture.root().join(".worktreeinclude"), ".env\n").expect("write");
    fs::write(fixture.root().join("fail"), "").expect("write");
    let _host = fixture.host(false);
    let mut follower = fixture.begin();
    // Nothing of the manifest runs before the person has said so.
    let failed = |state: &RunState, id: &str| state.teams[0].failed.as_ref().is_some_and(|(known, _)| known == id);
    follower.until("the refusal", |state| failed(state, "run-setup-untrusted"));
    assert!(!fixture.tree("alpha").join("set-up").exists());
    fixture.trust(true);
    follower.ask(Request::StartTeams { teams: vec![id("alpha")] });
    follower.until("the failure", |state| failed(state, "run-setup-failed"));
    assert_eq!(fs::read_to_string(fixture.tree("alpha").join("set-up")).expect("ran").trim(), "alpha");
    assert_eq!(fs::read_to_string(fixture.tree("alpha").join(".env")).expect("copied"), "KEY=1\n");
    assert_eq!(follower.team("alpha").process, None, "no agent in half a tree");
    fs::remove_file(fixture.tree("alpha").join("fail")).expect("mended");
    follower.ask(Request::StartTeams { teams: vec![id("alpha")] });
    follower.until("its turn", |state| state.teams[0].reported.percent == Some(1));
    let ended: Vec<(String, Option<i32>, Vec<String>)> = (fixture.lines().into_iter())
        .filter_map(|line| match line.what {
            What::SetupEnded { command, code, output, .. } => Some((command, code, output)),
            _ => None,
        })
        .collect();
    assert_eq!(ended.len(), 4, "{ended:?}");
    assert_eq!((ended[0].1, ended[0].2.as_slice()), (Some(0), ["out of setup".to_owned()].as_slice()));
    assert_eq!((ended[1].1, ended[3].1), (Some(1), Some(0)));
    // Once for each tree.
    follower.ask(Request::StartTeams { teams: vec![id("alpha")] });
    follower.until("its second turn", |state| state.teams[0].reported.percent == Some(2));
    let again = fixture.lines().iter().filter(|line| matches!(line.what, What::SetupEnded { .. })).count();
    assert_eq!(again, 4);
}

#[test]
fn a_halt_ends_a_setup_and_a_killed_host_leaves_trees_that_the_next_can_use() {
    let number = format!("{}.{:05}", 3977, std::process::id() % 100_000);
    let more = format!("run: {{setup: ['sleep {number}']}}\n");
    let teams = [("alpha", "command", "turn\nhang\n"), ("beta", "command", "turn\nhang\n")];
    let fixture = Fixture::in_git(&teams, &more);
    let first = fixture.host(true);
    let mut follower = fixture.begin();
    follower.wait("the setup", |_| super::processes_with(&number).len() >= 2);
    follower.ask(Request::Halt { teams: Vec::new() });
    follower.wait("its end", |_| super::processes_with(&number).is_empty());
    follower.until("halted", |state| state.teams.iter().all(|team| team.is_halted && team.tree.preparing.is_none()));
    assert!(follower.state.teams.iter().all(|team| team.process.is_none()));
    follower.ask(Request::Resume { teams: Vec::new() });
    follower.ask(Request::StartTeams { teams: Vec::new() });
    follower.wait("the setup again", |_| super::processes_with(&number).len() >= 2);
    let host = follower.state.host.expect("a host").pid;
    kill(host);
    for pid in super::processes_with(&format!("sleep {number}")) {
        kill(pid);
    }
    follower.wait("the loss", |_| super::processes_with("host --workspace").iter().all(|pid| *pid != host));
    drop(follower);
    drop(first);
    fs::remove_file(fixture.places().host()).expect("its address");
    let _next = fixture.host(true);
    let mut follower = fixture.follow();
    follower.ask(Request::StartTeams { teams: Vec::new() });
    follower.wait("the setup by the next host", |_| super::processes_with(&number).len() >= 2);
    follower.ask(Request::Halt { teams: Vec::new() });
    follower.wait("its end", |_| super::processes_with(&number).is_empty());
    for team in ["alpha", "beta"] {
        assert_eq!(git(&fixture.tree(team), &["status", "--porcelain"]), "");
    }
}

#[test]
fn whatever_moment_a_host_dies_at_trees_and_repository_stay_whole() {
    let script = "turn\nwrite src/a.ts one\nsay [READY] 10%\n".repeat(40);
    let teams = [("alpha", "command", &*script), ("beta", "command", &*script), ("gamma", "command", &*script)];
    let fixture = Fixture::in_git(&teams, "run: {checkpoint_every: 1s}\n");
    let mut follower = fixture.begin();
    let mut seed = 11_u64;
    for round in 0..super::kills() {
        follower.until("a host", |state| state.host.is_some());
        let host = follower.state.host.expect("a host").pid;
        for team in ["alpha", "beta", "gamma"] {
            let _ = fs::write(fixture.tree(team).join(format!("{round}.ts")), format!("{round}\n").repeat(500));
        }
        follower.ask(Request::Checkpoint { teams: Vec::new() });
        if let Some(first) = follower.state.checkpoints.first() {
            follower.ask(Request::GoBack { teams: Vec::new(), id: first.id, stop: true });
        }
        follower.ask(Request::StartTeams { teams: Vec::new() });
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        std::thread::sleep(std::time::Duration::from_millis(seed >> 55));
        kill(host);
        follower.wait("the loss", |_| super::processes_with("host --workspace").iter().all(|pid| *pid != host));
        drop(follower);
        follower = fixture.follow();
        follower.ask(Request::StartTeams { teams: Vec::new() });
        follower.until("another host", |state| state.host.is_some_and(|now| now.pid != host));
    }
    follower.until("nothing under way", |state| state.going_back.is_none());
    follower.ask(Request::Checkpoint { teams: Vec::new() });
    let count = kept(&follower.state, Why::Person);
    follower.until("a checkpoint", |state| kept(state, Why::Person) > count);
    let last = follower.state.checkpoints.iter().rev().find(|known| known.why == Why::Person).expect("kept").clone();
    assert_eq!(last.trees.len(), 3, "{last:?}");
    follower.ask(Request::StopTeams { teams: Vec::new() });
    follower.ask(Request::GoBack { teams: Vec::new(), id: last.id, stop: true });
    let backs = kept(&follower.state, Why::Back);
    follower.until("back", |state| kept(state, Why::Back) > backs && state.going_back.is_none());
    assert!(git(fixture.root(), &["fsck", "--no-dangling", "--no-progress"]).is_empty());
    assert_eq!(git(fixture.root(), &["status", "--porcelain"]), "");
    for team in ["alpha", "beta", "gamma"] {
        assert_eq!(git(&fixture.tree(team), &["symbolic-ref", "--short", "HEAD"]), format!("dectet/team/{team}"));
        // A lock that a kill left would stop every later commit.
        git(&fixture.tree(team), &["add", "--all"]);
    }
}

#[test]
fn what_mega_files_expand_to_is_committed_before_the_team_is_told() {
    let script = "turn\nsay [STATUS] 1%\nturn\nprompt\nsay [COMPLETE] all\n";
    let fixture = Fixture::in_git(&[("alpha", "command", script)], "");
    let mega = "id: m\nteam: alpha\nexpansion_rules:\n  entities: [Order]\ngeneration_templates:\n  model:\n    output_path: src/alpha/{entity}.ts\n    template: |\n      export class {Entity} {}\n";
    fs::create_dir_all(fixture.root().join("mega-files/alpha")).expect("folder");
    fs::write(fixture.root().join("mega-files/alpha/m.yaml"), mega).expect("mega-file");
    let mut follower = fixture.begin();
    follower.until("its end", |state| state.teams[0].ended.is_some());
    follower.ask(Request::Send { teams: Vec::new(), message: Message::Signal(Signal::Execute) });
    follower.until("its answer", |state| state.teams[0].stands == TeamState::Complete);
    assert!(fixture.tree("alpha").join("src/alpha/order.ts").exists());
    let log = git(fixture.root(), &["log", "--format=%s", "refs/dectet/base/alpha..dectet/team/alpha"]);
    assert_eq!(log, "Expanded mega-files of team alpha");
    let lines = fixture.lines();
    let commit = lines.iter().position(|line| matches!(line.what, What::Committed { .. })).expect("a commit");
    let is_told = |line: &Line| matches!(&line.what, What::PromptQueued { message: Message::Signal(Signal::Execute), .. });
    assert!(commit < lines.iter().position(is_told).expect("told"));
}
