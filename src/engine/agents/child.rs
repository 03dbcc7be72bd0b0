//! A process of an agent with pipes: started in a group of its own, read by two threads, written by a third. Owns lines (cut
//! at a limit, lossy where they are no UTF-8) and their order; what they mean is the adapter's. A host that is slow slows
//! the agent down: nothing piles up in between.
#![expect(clippy::disallowed_methods, reason = "child processes are the engine's")]

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use super::environment::Environment;
use super::processes::{self, Blow};
use super::{Input, find_program};
use crate::engine::threads;
use crate::model::problem::Problem;
use crate::model::run::team::Process;

/// A longer line is cut: what follows until its end is lost.
const LINE_LIMIT: usize = 8 * 1024 * 1024;
/// So much is read before it is handed on.
const BATCH_BYTES: usize = 16 * 1024;
/// Pipes that somebody else still holds are not waited for longer than this after the end of the process.
const PIPE_PATIENCE: Duration = Duration::from_millis(400);

/// What comes of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Lines of its stdout.
    Lines(Vec<String>),
    /// Lines of its stderr.
    Errors(Vec<String>),
    /// What was to be written with this number is written (or cannot be).
    Written(u64, bool),
    /// Its terminal shows something else.
    Drawn,
    /// It ended; its exit code where it had one.
    Ended(Option<i32>),
}

/// Whoever takes what comes of a process; may block.
pub type Sink = Arc<dyn Fn(Output) + Send + Sync>;

/// Something for a process's stdin.
pub(super) enum Write1 {
    /// These bytes, and then word of it under this number.
    Bytes(Vec<u8>, Option<u64>),
    /// Nothing for a while: programs in terminals tell a paste from typing by time.
    Pause(Duration),
    /// What turns out to be right when it is its turn.
    Made(Box<dyn FnOnce() -> Vec<u8> + Send>),
}

/// A process with pipes.
#[derive(Debug)]
pub struct Child {
    /// Which.
    pub process: Process,
    input: Option<Sender<Write1>>,
    #[cfg(windows)]
    job: Sender<()>,
}

/// What is needed to start a process.
#[derive(Clone, Copy, Debug)]
pub struct Start<'a> {
    /// The program and its arguments.
    pub words: &'a [OsString],
    /// Where it starts.
    pub folder: &'a Path,
    /// All its variables.
    pub environment: &'a Environment,
}

impl Start<'_> {
    /// The words, the first of them where it really is.
    pub(super) fn found(&self) -> Result<(OsString, &[OsString]), Problem> {
        let (first, rest) = self.words.split_first().ok_or_else(|| Problem::error("run-command-empty").with("agent", ""))?;
        let search = self.environment.get(&OsString::from("PATH"));
        Ok((find_program(first, self.folder, search)?.into_os_string(), rest))
    }
}

impl Child {
    /// Starts a process.
    pub fn start(start: &Start<'_>, input: Input, number: Option<u64>, sink: &Sink) -> Result<Self, Problem> {
        let (program, arguments) = start.found()?;
        let mut command = Command::new(&program);
        command.args(arguments).current_dir(start.folder).env_clear().envs(start.environment);
        let stdin = if input == Input::Empty { Stdio::null() } else { Stdio::piped() };
        command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped());
        let failed = |error: std::io::Error| {
            Problem::error("run-child-failed").with("program", program.to_string_lossy()).with("error", error)
        };
        let mut child = system::spawn(command).map_err(failed)?;
        let pid = child.id();
        let process = Process { pid, started: processes::started(pid).unwrap_or_default() };
        let (done, pumps_done) = bounded(2);
        let (stdin, out, err) = (child.stdin(), child.stdout(), child.stderr());
        // It got what it needs with its words. Not said from here: whoever starts a process may be who takes what comes of it.
        let given = number.filter(|_| stdin.is_none()).map(|number| Output::Written(number, true));
        pump("agent-out", out, Arc::clone(sink), given, Output::Lines, done.clone())?;
        pump("agent-err", err, Arc::clone(sink), None, Output::Errors, done)?;
        let writer = match (stdin, input) {
            (Some(pipe), Input::Whole(bytes)) => {
                let (sender, receiver) = unbounded();
                writer(pipe, receiver, Arc::clone(sink))?;
                let _ = sender.send(Write1::Bytes(bytes, number));
                None
            }
            (Some(pipe), _) => {
                let (sender, receiver) = unbounded();
                writer(pipe, receiver, Arc::clone(sink))?;
                Some(sender)
            }
            (None, _) => None,
        };
        #[cfg(windows)]
        let (job, kill) = unbounded();
        #[cfg(not(windows))]
        let kill = crossbeam_channel::never();
        let sink = Arc::clone(sink);
        threads::start("agent-end", move || {
            let code = child.wait(&kill);
            for _ in 0..2 {
                let _ = pumps_done.recv_timeout(PIPE_PATIENCE);
            }
            sink(Output::Ended(code));
        })?;
        Ok(Self {
            process,
            input: writer,
            #[cfg(windows)]
            job,
        })
    }

    /// Writes lines to its stdin, then says so under `number`. Whether there is a stdin.
    pub fn write(&self, lines: &[String], number: Option<u64>) -> bool {
        let mut bytes = lines.join("\n").into_bytes();
        bytes.push(b'\n');
        self.input.as_ref().is_some_and(|input| input.send(Write1::Bytes(bytes, number)).is_ok())
    }

    /// Hits it and all of its group.
    pub fn hit(&self, blow: Blow) {
        processes::send_to_group(self.process.pid, blow);
        #[cfg(windows)]
        if matches!(blow, Blow::Kill | Blow::Terminate) {
            let _ = self.job.send(());
        }
    }
}

/// Reads a pipe to its end, in batches of lines, after what is to be said `first`.
fn pump(
    name: &str,
    pipe: Option<impl Read + Send + 'static>,
    sink: Sink,
    first: Option<Output>,
    kind: fn(Vec<String>) -> Output,
    done: Sender<()>,
) -> Result<(), Problem> {
    let Some(pipe) = pipe else { return Ok(()) };
    threads::start(name, move || {
        if let Some(first) = first {
            sink(first);
        }
        let mut reader = BufReader::with_capacity(BATCH_BYTES, pipe);
        let mut cutter = Cutter::default();
        loop {
            let read = match reader.fill_buf() {
                Ok([]) => break,
                Ok(bytes) => {
                    let lines = cutter.take(bytes);
                    let length = bytes.len();
                    if !lines.is_empty() {
                        sink(kind(lines));
                    }
                    length
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => 0,
                Err(_) => break,
            };
            reader.consume(read);
        }
        if let Some(line) = cutter.rest() {
            sink(kind(vec![line]));
        }
        let _ = done.send(());
    })
    .map(|_| ())
}

/// Writes what it is given, in order.
pub(super) fn writer(mut pipe: impl Write + Send + 'static, orders: Receiver<Write1>, sink: Sink) -> Result<(), Problem> {
    threads::start("agent-in", move || {
        for order in orders {
            match order {
                Write1::Pause(time) => std::thread::sleep(time),
                // Whether it arrived is told of what follows.
                Write1::Made(make) => _ = pipe.write_all(&make()).and_then(|()| pipe.flush()),
                Write1::Bytes(bytes, number) => {
                    let is_written = pipe.write_all(&bytes).and_then(|()| pipe.flush()).is_ok();
                    if let Some(number) = number {
                        sink(Output::Written(number, is_written));
                    }
                }
            }
        }
    })
    .map(|_| ())
}

/// Cuts bytes into lines.
#[derive(Debug, Default)]
pub(super) struct Cutter {
    begun: Vec<u8>,
    is_cut: bool,
}

impl Cutter {
    /// The lines that end in these bytes.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Vec<String> {
        let mut lines = Vec::new();
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            let room = LINE_LIMIT.saturating_sub(self.begun.len());
            if !self.is_cut {
                self.begun.extend_from_slice(&part[..part.len().min(room)]);
                self.is_cut = part.len() > room;
            }
            if part.ends_with(b"\n") {
                self.is_cut = false;
                lines.extend(self.rest());
            }
        }
        lines
    }

    /// What stands on the last line, which has no end.
    pub(super) fn rest(&mut self) -> Option<String> {
        let mut line = std::mem::take(&mut self.begun);
        if line.is_empty() {
            return None;
        }
        while matches!(line.last(), Some(b'\n' | b'\r')) {
            line.pop();
        }
        Some(String::from_utf8(line).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
    }
}

#[cfg(not(windows))]
mod system {
    use std::io;
    use std::os::unix::process::CommandExt;
    use std::process::{Child as Process, ChildStderr, ChildStdin, ChildStdout, Command};

    use crossbeam_channel::Receiver;

    /// A child in a group of its own.
    #[derive(Debug)]
    pub struct Spawned(Process);

    pub fn spawn(mut command: Command) -> io::Result<Spawned> {
        command.process_group(0).spawn().map(Spawned)
    }

    impl Spawned {
        pub fn id(&self) -> u32 {
            self.0.id()
        }

        pub fn stdin(&mut self) -> Option<ChildStdin> {
            self.0.stdin.take()
        }

        pub fn stdout(&mut self) -> Option<ChildStdout> {
            self.0.stdout.take()
        }

        pub fn stderr(&mut self) -> Option<ChildStderr> {
            self.0.stderr.take()
        }

        /// Waits for its end; signals reach it without us.
        pub fn wait(&mut self, _kill: &Receiver<()>) -> Option<i32> {
            self.0.wait().ok().and_then(|status| status.code())
        }
    }
}

#[cfg(windows)]
mod system {
    use std::io;
    use std::process::{ChildStderr, ChildStdin, ChildStdout, Command};
    use std::time::Duration;

    use crossbeam_channel::Receiver;
    use process_wrap::std::{ChildWrapper, CommandWrap, JobObject};

    /// A child in a job object of its own: what it started ends with it.
    #[derive(Debug)]
    pub struct Spawned(Box<dyn ChildWrapper>);

    pub fn spawn(command: Command) -> io::Result<Spawned> {
        CommandWrap::from(command).wrap(JobObject).spawn().map(Spawned)
    }

    impl Spawned {
        pub fn id(&self) -> u32 {
            self.0.id()
        }

        pub fn stdin(&mut self) -> Option<ChildStdin> {
            self.0.stdin().take()
        }

        pub fn stdout(&mut self) -> Option<ChildStdout> {
            self.0.stdout().take()
        }

        pub fn stderr(&mut self) -> Option<ChildStderr> {
            self.0.stderr().take()
        }

        /// Waits for its end, and ends the whole job when told to.
        pub fn wait(&mut self, kill: &Receiver<()>) -> Option<i32> {
            loop {
                if let Ok(Some(status)) = self.0.try_wait() {
                    return status.code();
                }
                match kill.recv_timeout(Duration::from_millis(50)) {
                    Ok(()) => {
                        let _ = self.0.start_kill();
                    }
                    Err(error) if error.is_timeout() => {}
                    Err(_) => return self.0.wait().ok().and_then(|status| status.code()),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_whole_whatever_the_pieces_are() {
        let text = "åäö\r\n\nhalf\u{1f980}\nend".as_bytes();
        for size in 1..text.len() {
            let mut cutter = Cutter::default();
            let mut lines: Vec<String> = text.chunks(size).flat_map(|piece| cutter.take(piece)).collect();
            lines.extend(cutter.rest());
            assert_eq!(lines, ["åäö", "", "half🦀", "end"], "{size}");
        }
        let mut cutter = Cutter::default();
        assert_eq!(cutter.take(b"\xff\xfe half \xc3\n"), ["\u{fffd}\u{fffd} half \u{fffd}"]);
    }

    #[test]
    fn a_line_without_end_is_cut() {
        let mut cutter = Cutter::default();
        let piece = vec![b'x'; BATCH_BYTES];
        for _ in 0..(LINE_LIMIT / BATCH_BYTES + 10) {
            assert!(cutter.take(&piece).is_empty());
        }
        assert_eq!(cutter.take(b"\nnext\n").iter().map(String::len).collect::<Vec<_>>(), [LINE_LIMIT, 4]);
    }

    /// Whoever starts a process takes what comes of it afterwards, on the same thread.
    #[cfg(unix)]
    #[test]
    fn starting_waits_for_nobody_who_listens() {
        let (said, heard) = bounded(0);
        let (started, is_started) = bounded(1);
        std::thread::spawn(move || {
            let sink: Sink = Arc::new(move |output| _ = said.send(output));
            let words = ["/bin/sh", "-c", "echo out; echo err >&2"].map(OsString::from);
            let start = Start { words: &words, folder: Path::new("/"), environment: &Environment::new() };
            let child = Child::start(&start, Input::Empty, Some(7), &sink).expect("starts");
            started.send(child).expect("waited for");
        });
        let _child = is_started.recv_timeout(Duration::from_secs(30)).expect("it started although nobody listened yet");
        let heard: Vec<Output> = heard.iter().take_while(|output| *output != Output::Ended(Some(0))).collect();
        let place = |wanted: &Output| heard.iter().position(|output| output == wanted).expect("said");
        assert!(place(&Output::Written(7, true)) < place(&Output::Lines(vec!["out".to_owned()])));
        assert!(heard.contains(&Output::Errors(vec!["err".to_owned()])));
    }
}
