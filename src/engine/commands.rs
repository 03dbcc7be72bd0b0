//! Running a manifest's own command: in a process group of its own, with a time limit, its lines as they come, and an end
//! that takes along whatever it started. Owns the child; not whether it may run at all (`settings::is_trusted` says so).
//!
//! A list is a program and its arguments, and no shell sees it. A string is the shell's (`sh -c`, on Windows `cmd /C`),
//! because `npm run build && npm test` and `FOO=1 make` mean there what they mean in the person's terminal.
#![expect(clippy::disallowed_methods, reason = "the only room that runs the manifest's commands")]

use std::collections::{BTreeMap, VecDeque};
use std::ffi::OsString;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crossbeam_channel::{RecvTimeoutError, Sender, unbounded};

use super::threads;
use crate::model::gates::commands::End;
use crate::model::manifest::CommandLine;

/// How many of the last lines are kept.
pub const LAST_LINES: usize = 40;

/// The longest line that is kept, in bytes.
const LONGEST_LINE: usize = 4_000;

/// How often lines are told on.
const EVERY: Duration = Duration::from_millis(50);

/// What a command gets to end by itself after it was asked to.
const GRACE: Duration = Duration::from_secs(2);

/// What came of a command.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Ended {
    pub end: End,
    pub took: Duration,
    pub last_lines: Vec<String>,
}

/// A command as a person would write it.
pub fn written(line: &CommandLine) -> String {
    match line {
        CommandLine::Shell(text) => text.clone(),
        CommandLine::Direct(words) => {
            let quoted = words.iter().map(|word| {
                let is_plain = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || "-_./:=@%+,".contains(c));
                if is_plain { word.clone() } else { format!("'{}'", word.replace('\'', "'\\''")) }
            });
            quoted.collect::<Vec<_>>().join(" ")
        }
    }
}

/// Runs a command and waits for it; `said` is given its lines as they come, `is_cancelled` is asked again and again.
pub fn run(
    line: &CommandLine,
    folder: &Path,
    limit: Option<Duration>,
    said: &mut dyn FnMut(&[String]),
    is_cancelled: &dyn Fn() -> bool,
) -> Ended {
    run_in(line, folder, None, limit, said, is_cancelled)
}

/// As [`run`], with these variables and no others, where some are given.
pub fn run_in(
    line: &CommandLine,
    folder: &Path,
    variables: Option<&BTreeMap<OsString, OsString>>,
    limit: Option<Duration>,
    said: &mut dyn FnMut(&[String]),
    is_cancelled: &dyn Fn() -> bool,
) -> Ended {
    let started = Instant::now();
    let not_started = |why: String| Ended { end: End::NotStarted { why }, took: started.elapsed(), last_lines: Vec::new() };
    let Some(mut command) = command(line) else { return not_started(String::new()) };
    if let Some(variables) = variables {
        command.env_clear().envs(variables);
    }
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut group = match Group::spawn(command) {
        Ok(group) => group,
        Err(error) => return not_started(error.to_string()),
    };
    let (sender, lines) = unbounded();
    for pipe in group.pipes() {
        let sender = sender.clone();
        let name = "command-output";
        // Without it the command's words are lost, not its end.
        let _ = threads::start(name, move || pump(pipe, &sender));
    }
    drop(sender);
    let mut last = VecDeque::with_capacity(LAST_LINES);
    let mut fresh: Vec<String> = Vec::new();
    let mut told = Instant::now();
    let mut why_ended: Option<End> = None;
    let mut asked_to_end: Option<Instant> = None;
    let mut pipes_are_open = true;
    let end = loop {
        match lines.recv_timeout(EVERY) {
            Ok(line) => {
                if last.len() == LAST_LINES {
                    last.pop_front();
                }
                last.push_back(line);
                fresh.extend(last.back().cloned());
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                pipes_are_open = false;
                std::thread::sleep(Duration::from_millis(5));
            }
        }
        if !fresh.is_empty() && told.elapsed() >= EVERY {
            said(&fresh);
            fresh.clear();
            told = Instant::now();
        }
        if let Some(code) = group.ended() {
            break why_ended.unwrap_or(match code {
                Some(code) => End::Exit { code },
                None => End::Killed,
            });
        }
        if why_ended.is_none() {
            if is_cancelled() {
                why_ended = Some(End::Cancelled);
            } else if let Some(limit) = limit.filter(|limit| started.elapsed() >= *limit) {
                why_ended = Some(End::TimedOut { after_secs: limit.as_secs() });
            }
            if why_ended.is_some() {
                group.end(false);
                asked_to_end = Some(Instant::now());
            }
        }
        if asked_to_end.is_some_and(|asked| asked.elapsed() > GRACE) {
            group.end(true);
        }
    };
    // What it left running in its group ends with it; then the pipes close, and no word is lost.
    group.end(true);
    let until = Instant::now() + Duration::from_millis(500);
    while pipes_are_open && let Ok(line) = lines.recv_deadline(until) {
        if last.len() == LAST_LINES {
            last.pop_front();
        }
        fresh.push(line.clone());
        last.push_back(line);
    }
    if !fresh.is_empty() {
        said(&fresh);
    }
    Ended { end, took: started.elapsed(), last_lines: last.into() }
}

fn command(line: &CommandLine) -> Option<Command> {
    match line {
        CommandLine::Direct(words) => {
            let (program, arguments) = words.split_first()?;
            let mut command = Command::new(program);
            command.args(arguments);
            Some(command)
        }
        CommandLine::Shell(text) => {
            let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
            let mut command = Command::new(shell);
            command.arg(flag).arg(text);
            Some(command)
        }
    }
}

/// Reads lines until the pipe closes. A line that never ends is cut.
fn pump(mut pipe: Box<dyn Read + Send>, sender: &Sender<String>) {
    let mut buffer = [0; 8192];
    let mut line: Vec<u8> = Vec::new();
    loop {
        let count = match pipe.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(_) => break,
        };
        for byte in &buffer[..count] {
            if *byte == b'\n' {
                let _ = sender.send(plain(&line));
                line.clear();
            } else if line.len() < LONGEST_LINE {
                line.push(*byte);
            }
        }
    }
    if !line.is_empty() {
        let _ = sender.send(plain(&line));
    }
}

/// A line without colours and without what a carriage return wrote over.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_end_matches('\r').rsplit('\r').next().unwrap_or_default();
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\u{1b}' => match characters.next() {
                // Up to the letter that ends it.
                Some('[') => while characters.next().is_some_and(|c| !('@'..='~').contains(&c)) {},
                Some(']') => while characters.next().is_some_and(|c| c != '\u{7}' && c != '\u{1b}') {},
                _ => {}
            },
            '\t' => out.push_str("    "),
            character if character.is_control() => {}
            character => out.push(character),
        }
    }
    out
}

type Pipes = Vec<Box<dyn Read + Send>>;

/// A child and all that it starts.
#[cfg(unix)]
struct Group {
    child: std::process::Child,
    _waited: super::children::Waited,
}

#[cfg(unix)]
impl Group {
    fn spawn(mut command: Command) -> std::io::Result<Self> {
        use std::os::unix::process::CommandExt as _;
        let (child, waited) = super::children::spawn(command.process_group(0), super::children::Whose::ATeams)?;
        Ok(Self { child, _waited: waited })
    }

    fn pipes(&mut self) -> Pipes {
        let out = self.child.stdout.take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>);
        out.into_iter().chain(self.child.stderr.take().map(|pipe| Box::new(pipe) as _)).collect()
    }

    /// Its exit code once it has ended; inside `None` where something killed it.
    fn ended(&mut self) -> Option<Option<i32>> {
        self.child.try_wait().ok().flatten().map(|status| status.code())
    }

    fn end(&mut self, at_once: bool) {
        use rustix::process::{Pid, Signal, kill_process_group};
        let signal = if at_once { Signal::KILL } else { Signal::TERM };
        // Nobody is left in it: then there is nobody to end.
        let _ = kill_process_group(Pid::from_child(&self.child), signal);
    }
}

/// A child and all that it starts.
#[cfg(windows)]
struct Group(Box<dyn process_wrap::std::ChildWrapper>);

#[cfg(windows)]
impl Group {
    fn spawn(command: Command) -> std::io::Result<Self> {
        use process_wrap::std::{CommandWrap, JobObject};
        CommandWrap::from(command).wrap(JobObject).spawn().map(Self)
    }

    fn pipes(&mut self) -> Pipes {
        let out = self.0.stdout().take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>);
        out.into_iter().chain(self.0.stderr().take().map(|pipe| Box::new(pipe) as _)).collect()
    }

    /// Its exit code once it has ended; inside `None` where something killed it.
    fn ended(&mut self) -> Option<Option<i32>> {
        self.0.try_wait().ok().flatten().map(|status| status.code())
    }

    fn end(&mut self, _at_once: bool) {
        let _ = self.0.start_kill();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn shell(text: &str) -> CommandLine {
        CommandLine::Shell(text.to_owned())
    }

    fn run_simply(line: &CommandLine) -> Ended {
        run(line, Path::new("/"), Some(Duration::from_secs(60)), &mut |_| {}, &|| false)
    }

    #[test]
    fn a_string_is_the_shells_and_a_list_is_not() {
        let ended = run_simply(&shell("echo one && echo two >&2; exit 3"));
        assert_eq!(ended.end, End::Exit { code: 3 });
        let mut lines = ended.last_lines;
        lines.sort();
        assert_eq!(lines, ["one", "two"]);
        let list = ["echo", "a && b", "$HOME"].map(str::to_owned).to_vec();
        let ended = run_simply(&CommandLine::Direct(list));
        assert_eq!((ended.end, ended.last_lines), (End::Exit { code: 0 }, vec!["a && b $HOME".to_owned()]));
        let words = CommandLine::Direct(["a", "b c", "it's"].map(str::to_owned).to_vec());
        assert_eq!(written(&words), "a 'b c' 'it'\\''s'");
    }

    #[test]
    fn what_cannot_start_or_is_killed_says_so() {
        let missing = CommandLine::Direct(vec!["/no/such/program".to_owned()]);
        assert!(matches!(run_simply(&missing).end, End::NotStarted { .. }));
        assert!(matches!(run_simply(&CommandLine::Direct(Vec::new())).end, End::NotStarted { .. }));
        assert_eq!(run_simply(&shell("kill -9 $$")).end, End::Killed);
    }

    #[test]
    fn a_limit_and_a_cancel_end_the_whole_group() {
        let folder = tempfile::tempdir().expect("folder");
        // The grandchild ignores what a person would ask, and says who it is.
        let text = "sh -c 'trap \"\" TERM; echo $$ > pid; while :; do sleep 1; done' & wait";
        let cancelled = Cell::new(false);
        let pid = folder.path().join("pid");
        let is_cancelled = || {
            cancelled.set(super::super::disk::read_text(&pid).is_ok_and(|text| text.ends_with('\n')));
            cancelled.get()
        };
        let ended = run(&shell(text), folder.path(), None, &mut |_| {}, &is_cancelled);
        assert_eq!(ended.end, End::Cancelled);
        let grandchild: i32 = super::super::disk::read_text(&pid).expect("pid").trim().parse().expect("a number");
        let is_gone = || {
            let state = super::super::disk::read_text(Path::new(&format!("/proc/{grandchild}/stat")));
            // Whoever adopted it may not have looked yet.
            state.map_or(true, |state| state.contains(") Z "))
        };
        let until = Instant::now() + Duration::from_secs(30);
        while !is_gone() && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(10));
        }
        assert!(is_gone(), "the grandchild lives on");
        let limit = Some(Duration::from_secs(1));
        let ended = run(&shell("sleep 600"), folder.path(), limit, &mut |_| {}, &|| false);
        assert_eq!(ended.end, End::TimedOut { after_secs: 1 });
    }

    #[test]
    fn lines_come_as_they_are_said_and_the_last_are_kept() {
        let mut heard = Vec::new();
        let text = "for i in $(seq 1 100); do printf 'line \\033[31m%s\\033[0m\\r\\n' $i; done; printf 'ten\\rlast'";
        let ended = run(&shell(text), Path::new("/"), None, &mut |lines| heard.extend_from_slice(lines), &|| false);
        assert_eq!((heard.len(), heard[0].as_str(), heard[100].as_str()), (101, "line 1", "last"));
        assert_eq!((ended.last_lines.len(), ended.last_lines[0].as_str()), (LAST_LINES, "line 62"));
    }
}
