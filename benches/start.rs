//! What a person feels of the program itself: from the double click to the first frame, with the driver's part told apart;
//! frames while nothing happens; memory with the shop expanded and integrated and every view looked at; the program's size.
//! The real program in a real window of a virtual display (Xvfb, xdotool): where these are missing, it says so.
#![expect(clippy::disallowed_methods, reason = "a benchmark starts programs and makes folders of its own")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(missing_docs)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use dectet::engine::disk;

/// How often the program is started; the first time does not count.
const STARTS: usize = 11;
const IDLE: Duration = Duration::from_secs(5);
const PROGRAM: &str = env!("CARGO_BIN_EXE_dectet");

/// A stage that was reached, and when, in microseconds since 1970.
type Stage = (String, i64);

/// The program, in a window.
struct Running {
    child: Child,
    began: i64,
    stages: Arc<Mutex<Vec<Stage>>>,
}

impl Running {
    fn start(display: &str, home: &Path, project: Option<&Path>) -> Self {
        let mut command = Command::new(PROGRAM);
        command.args(project).env("DISPLAY", display).env("DECTET_STAGES", "1").env("DECTET_CONFIG_DIR", home.join("settings"));
        command.env("HOME", home).env("XDG_RUNTIME_DIR", home).env("LANG", "C.UTF-8").env_remove("WAYLAND_DISPLAY");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let began = jiff::Timestamp::now().as_microsecond();
        let mut child = command.spawn().expect("the program starts");
        let stages = Arc::<Mutex<Vec<Stage>>>::default();
        let (heard, errors) = (Arc::clone(&stages), child.stderr.take().expect("its words"));
        std::thread::spawn(move || {
            for line in BufReader::new(errors).lines().map_while(Result::ok) {
                let mut words = line.strip_prefix("stage ").unwrap_or_default().split(' ');
                if let (Some(stage), Some(Ok(at))) = (words.next(), words.next().map(str::parse)) {
                    heard.lock().expect("stages").push((stage.to_owned(), at));
                }
            }
        });
        Self { child, began, stages }
    }

    fn frames(&self) -> usize {
        self.stages.lock().expect("stages").iter().filter(|(stage, _)| stage == "frame").count()
    }

    fn wait_for_frames(&mut self, count: usize) {
        let end = Instant::now() + Duration::from_secs(60);
        while self.frames() < count {
            assert!(self.child.try_wait().expect("a child").is_none(), "the program ended");
            assert!(Instant::now() < end, "no {count} frames in a minute");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Milliseconds from the start until a stage was reached for the nth time.
    fn until(&self, stage: &str, nth: usize) -> f64 {
        let stages = self.stages.lock().expect("stages");
        let at = stages.iter().filter(|(known, _)| known == stage).nth(nth).expect("the stage").1;
        (at - self.began) as f64 / 1000.0
    }

    /// Until no frame has come for a while.
    fn rest(&self) {
        let mut known = usize::MAX;
        while known != self.frames() {
            known = self.frames();
            std::thread::sleep(Duration::from_millis(1500));
        }
    }

    /// Megabytes of the process: all that is resident, and its own part of it.
    fn memory(&self) -> (f64, f64) {
        let file = format!("/proc/{}/smaps_rollup", self.child.id());
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let of = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            let number = line.and_then(|line| line.split_whitespace().next()).and_then(|number| number.parse::<f64>().ok());
            number.unwrap_or_default() / 1024.0
        };
        (of("Rss:"), of("Pss_Anon:"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn verb(project: &Path, home: &Path, name: &str) {
    let mut command = Command::new(PROGRAM);
    command.args([name, "--quiet"]).current_dir(project).env("DECTET_CONFIG_DIR", home.join("settings"));
    command.stdout(Stdio::null()).stderr(Stdio::null());
    assert!(command.status().expect("the program starts").code().is_some_and(|code| code < 2), "{name}");
}

fn main() {
    let Ok(mut server) = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
    else {
        println!("not measured: there is no Xvfb on this machine");
        return;
    };
    let mut number = String::new();
    let _ = BufReader::new(server.stdout.as_mut().expect("its words")).read_line(&mut number);
    measure(&format!(":{}", number.trim()));
    let _ = server.kill();
    let _ = server.wait();
}

fn measure(display: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().join("home");
    disk::create_dirs(&home).expect("a home");
    let (mut program, mut driver, mut ours, mut first) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for turn in 0..STARTS {
        let mut running = Running::start(display, &home, None);
        running.wait_for_frames(2);
        if turn > 0 {
            let (loaded, with_driver, app, shown) =
                (running.until("program", 0), running.until("driver", 0), running.until("app", 0), running.until("frame", 1));
            program.push(loaded);
            driver.push(with_driver - loaded);
            ours.push(app - with_driver);
            first.push(shown);
        }
    }
    println!("from the start of the process, warm, the median of {} starts", STARTS - 1);
    println!("  the program is loaded            {:7.0} ms", median(program));
    println!("  window and graphics: the driver  {:7.0} ms", median(driver));
    println!("  fonts, words, settings: ours     {:7.0} ms", median(ours));
    println!("  the first frame is on the screen {:7.0} ms from the start", median(first));

    let project = folder.path().join("shop");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/ecommerce");
    disk::copy_tree(&example, &project).expect("a copy of the shop");
    verb(&project, &home, "expand");
    verb(&project, &home, "integrate");
    let mut running = Running::start(display, &home, Some(&project));
    running.wait_for_frames(2);
    running.rest();
    let (opened, own) = running.memory();
    let before = running.frames();
    std::thread::sleep(IDLE);
    let idle = running.frames() - before;
    let mut looked = None;
    let hand = |args: &[&str]| {
        let mut hand = Command::new("xdotool");
        hand.args(args).env("DISPLAY", display).stdout(Stdio::null()).status().is_ok_and(|done| done.success())
    };
    let number = running.child.id().to_string();
    if hand(&["search", "--all", "--onlyvisible", "--pid", &number, "--name", "Dectet", "windowfocus", "%1"]) {
        for key in ["ctrl+2", "ctrl+3", "ctrl+4", "ctrl+5", "ctrl+6", "ctrl+1"] {
            let before = running.frames();
            hand(&["key", key]);
            running.wait_for_frames(before + 1);
            running.rest();
        }
        looked = Some(running.memory());
    }
    println!("the shop, expanded and integrated: 989 files");
    println!("  frames in {} s without a touch    {idle:7}", IDLE.as_secs());
    println!("  memory when it is open           {opened:7.0} MB resident, {own:.0} MB of it its own");
    match looked {
        Some((all, own)) => println!("  memory after every view          {all:7.0} MB resident, {own:.0} MB of it its own"),
        None => println!("  memory after every view: not measured, there is no xdotool on this machine"),
    }
    let size = std::fs::metadata(PROGRAM).expect("the program").len();
    println!("the program's size                 {:7.1} MB", size as f64 / 1e6);
}
