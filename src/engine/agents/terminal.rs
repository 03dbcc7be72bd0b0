//! Any program in a real terminal. Owns the pseudo-terminal, what it shows (alacritty's grid, with a capped scrollback) and
//! typing into it; the window draws the [`Screen`] that this gives. Programs that only work for a person work here.

use std::ffi::OsString;
use std::io::Read;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use alacritty_terminal::event::{Event, EventListener};
use alacritty_terminal::grid::{Dimensions, Scroll};
use alacritty_terminal::index::{Column, Line};
use alacritty_terminal::term::cell::Flags;
use alacritty_terminal::term::{Config, Term, TermMode};
use alacritty_terminal::vte::ansi::{self, NamedColor};
use crossbeam_channel::{Sender, bounded, unbounded};
use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::child::{Cutter, Output, Sink, Start, Write1, writer};
use super::processes::{self, Blow};
use super::{Adapter, Launch, Order, Talk, Way, command, program_words};
use crate::engine::threads;
use crate::model::manifest::Agent;
use crate::model::problem::Problem;
use crate::model::run::screen::{Color, Screen, Span};
use crate::model::run::team::Process;

/// Lines of scrollback that are kept.
const SCROLLBACK: usize = 2_000;
/// Programs take what comes together for a paste, and an Enter in it for a line break.
const AFTER_PASTE: Duration = Duration::from_millis(200);
/// A program that takes pastes says so soon after its start.
const PASTES_WITHIN: Duration = Duration::from_millis(1500);
/// A terminal before anybody looked at it.
const SIZE: (u16, u16) = (100, 30);

/// Any program in a terminal.
#[derive(Clone, Copy, Debug)]
pub struct Terminal;

impl Adapter for Terminal {
    fn name(&self) -> &'static str {
        "terminal"
    }

    fn program(&self) -> Option<&'static str> {
        None
    }

    fn way(&self) -> Way {
        Way::Terminal
    }

    fn launch(&self, order: &Order<'_>) -> Result<Launch, Problem> {
        let is_shell = order.agent.preset.as_deref() == Some("shell") && order.agent.command.is_empty();
        let words = if is_shell { vec![shell()] } else { program_words(self, order.agent)? };
        let environment = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")].map(|(n, v)| (n.to_owned(), v.to_owned()));
        Ok(Launch { words, environment: environment.to_vec(), ..Launch::default() })
    }

    fn talk(&self, _order: &Order<'_>) -> Box<dyn Talk> {
        Box::new(command::Words::default())
    }

    fn can_resume(&self) -> bool {
        false
    }
}

/// Whether what runs in the terminal is a shell: it would run what it is told, word by word, so it is told nothing by
/// itself.
pub fn is_shell(agent: &Agent) -> bool {
    const SHELLS: [&str; 11] = ["sh", "bash", "zsh", "fish", "dash", "ksh", "nu", "cmd", "pwsh", "powershell", "xonsh"];
    let program = agent.command.first().map(|program| Path::new(program).file_stem().unwrap_or_default().to_string_lossy());
    // With a script to run it is what the script is.
    let runs_script = agent.command.iter().skip(1).any(|word| !word.starts_with('-') || word == "-c");
    match program {
        Some(program) => SHELLS.contains(&&*program.to_lowercase()) && !runs_script,
        None => agent.preset.as_deref() == Some("shell"),
    }
}

/// The person's shell.
fn shell() -> OsString {
    let (variable, otherwise) = if cfg!(windows) { ("COMSPEC", "cmd.exe") } else { ("SHELL", "/bin/sh") };
    std::env::var_os(variable).filter(|shell| !shell.is_empty()).unwrap_or_else(|| otherwise.into())
}

/// A running program and its terminal.
pub struct Pty {
    /// The process.
    pub process: Process,
    master: Box<dyn MasterPty + Send>,
    input: Sender<Write1>,
    shown: Arc<Shown>,
}

impl std::fmt::Debug for Pty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pty").field("process", &self.process).finish_non_exhaustive()
    }
}

/// The grid, shared with the thread that reads.
struct Shown {
    term: Mutex<Term<Answers>>,
    /// Whether it changed since somebody looked.
    is_new: AtomicBool,
}

impl Shown {
    fn term(&self) -> MutexGuard<'_, Term<Answers>> {
        self.term.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the program tells a paste from typing.
    fn takes_pastes(&self) -> bool {
        self.term().mode().contains(TermMode::BRACKETED_PASTE)
    }

    /// A text as it is pasted: it cannot end the brackets itself.
    fn pasted(&self, text: &str) -> Vec<u8> {
        let clean: String = text.chars().filter(|c| *c != '\u{1b}' && *c != '\u{9b}').collect();
        if self.takes_pastes() {
            format!("\u{1b}[200~{clean}\u{1b}[201~").into_bytes()
        } else {
            clean.replace("\r\n", "\r").replace('\n', "\r").into_bytes()
        }
    }
}

/// What a terminal answers to a program that asks it.
struct Answers(Sender<Write1>);

impl EventListener for Answers {
    fn send_event(&self, event: Event) {
        if let Event::PtyWrite(text) = event {
            let _ = self.0.send(Write1::Bytes(text.into_bytes(), None));
        }
    }
}

/// Columns and rows.
struct Size(u16, u16);

impl Dimensions for Size {
    fn total_lines(&self) -> usize {
        self.screen_lines()
    }

    fn screen_lines(&self) -> usize {
        usize::from(self.1.max(1))
    }

    fn columns(&self) -> usize {
        usize::from(self.0.max(2))
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows: rows.max(1), cols: columns.max(2), pixel_width: 0, pixel_height: 0 }
}

impl Pty {
    /// Starts a program in a terminal of its own.
    pub fn start(start: &Start<'_>, sink: &Sink) -> Result<Self, Problem> {
        let (program, arguments) = start.found()?;
        let shown_program = program.to_string_lossy().into_owned();
        let failed = |error: &dyn std::fmt::Display| {
            Problem::error("run-child-failed").with("program", &shown_program).with("error", error)
        };
        let pair = native_pty_system().openpty(size(SIZE.0, SIZE.1)).map_err(|error| failed(&error))?;
        let mut command = CommandBuilder::new(&program);
        command.args(arguments);
        command.cwd(start.folder);
        command.env_clear();
        start.environment.iter().for_each(|(name, value)| command.env(name, value));
        let mut child = pair.slave.spawn_command(command).map_err(|error| failed(&error))?;
        drop(pair.slave);
        let pid = child.process_id().unwrap_or_default();
        let process = Process { pid, started: processes::started(pid).unwrap_or_default() };
        let reader = pair.master.try_clone_reader().map_err(|error| failed(&error))?;
        let pipe = pair.master.take_writer().map_err(|error| failed(&error))?;
        let (input, orders) = unbounded();
        writer(pipe, orders, Arc::clone(sink))?;
        let config = Config { scrolling_history: SCROLLBACK, ..Config::default() };
        let term = Term::new(config, &Size(SIZE.0, SIZE.1), Answers(input.clone()));
        let shown = Arc::new(Shown { term: Mutex::new(term), is_new: AtomicBool::new(false) });
        let (done, read_all) = bounded(1);
        read(reader, Arc::clone(&shown), Arc::clone(sink), done)?;
        let sink = Arc::clone(sink);
        threads::start("agent-end", move || {
            let code = child.wait().ok().filter(|status| status.signal().is_none()).map(|status| status.exit_code());
            let _ = read_all.recv_timeout(Duration::from_millis(400));
            sink(Output::Ended(code.and_then(|code| i32::try_from(code).ok())));
        })?;
        Ok(Self { process, master: pair.master, input, shown })
    }

    /// Types what a keyboard sends.
    pub fn type_in(&self, text: &str) {
        let _ = self.input.send(Write1::Bytes(text.as_bytes().to_vec(), None));
    }

    /// Pastes a text, in brackets where the program wants them. It cannot end the brackets itself.
    pub fn paste(&self, text: &str) {
        let _ = self.input.send(Write1::Bytes(self.shown.pasted(text), None));
    }

    /// Pastes a prompt, then presses Enter, and says so under `number`. A program that takes no pastes would take each line
    /// for an order of its own (a shell would run them): it is told in one line where the prompt lies, in `file`.
    pub fn say(&self, text: &str, file: Option<&Path>, number: u64) {
        let (shown, whole) = (Arc::clone(&self.shown), text.to_owned());
        let told = file.map(|file| format!("Read the file {} and do what it says.", file.display()));
        let paste = Write1::Made(Box::new(move || {
            let until = Instant::now() + PASTES_WITHIN;
            while !shown.takes_pastes() && Instant::now() < until {
                std::thread::sleep(Duration::from_millis(20));
            }
            match told.filter(|_| !shown.takes_pastes()) {
                Some(told) => told.into_bytes(),
                None => shown.pasted(&whole),
            }
        }));
        let enter = Write1::Bytes(b"\r".to_vec(), Some(number));
        for order in [paste, Write1::Pause(AFTER_PASTE), enter] {
            let _ = self.input.send(order);
        }
    }

    /// Gives it another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        let mut term = self.shown.term();
        if term.columns() != usize::from(columns.max(2)) || term.screen_lines() != usize::from(rows.max(1)) {
            term.resize(Size(columns, rows));
            let _ = self.master.resize(size(columns, rows));
            self.shown.is_new.store(true, Ordering::Release);
        }
    }

    /// Whether it changed since this was asked last.
    pub fn take_news(&self) -> bool {
        self.shown.is_new.swap(false, Ordering::AcqRel)
    }

    /// What it shows, scrolled back by so many lines.
    pub fn screen(&self, offset: u32) -> Screen {
        let mut term = self.shown.term();
        let back = i32::try_from(offset).unwrap_or(i32::MAX).min(i32::try_from(term.history_size()).unwrap_or(i32::MAX));
        let now = i32::try_from(term.grid().display_offset()).unwrap_or_default();
        term.scroll_display(Scroll::Delta(back - now));
        let screen = picture(&term);
        term.scroll_display(Scroll::Bottom);
        screen
    }

    /// Hits it and all of its group.
    pub fn hit(&self, blow: Blow) {
        processes::send_to_group(self.process.pid, blow);
    }
}

/// Reads what the program draws, until it is gone.
fn read(mut reader: Box<dyn Read + Send>, shown: Arc<Shown>, sink: Sink, done: Sender<()>) -> Result<(), Problem> {
    threads::start("agent-terminal", move || {
        let mut parser: ansi::Processor = ansi::Processor::new();
        let mut cutter = Cutter::default();
        let mut buffer = vec![0; 32 * 1024];
        loop {
            let length = match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(length) => length,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(_) => break,
            };
            parser.advance(&mut *shown.term(), &buffer[..length]);
            let lines = cutter.take(&buffer[..length]);
            if !lines.is_empty() {
                sink(Output::Lines(lines));
            }
            // Said once until somebody looks: a flood is one piece of news.
            if !shown.is_new.swap(true, Ordering::AcqRel) {
                sink(Output::Drawn);
            }
        }
        let _ = done.send(());
    })
    .map(|_| ())
}

fn picture(term: &Term<Answers>) -> Screen {
    let content = term.renderable_content();
    let (columns, rows) = (term.columns(), term.screen_lines());
    let offset = i32::try_from(content.display_offset).unwrap_or_default();
    let mut lines = Vec::with_capacity(rows);
    for row in 0..i32::try_from(rows).unwrap_or_default() {
        let cells = &term.grid()[Line(row - offset)];
        let mut spans: Vec<Span> = Vec::new();
        for column in 0..columns {
            let cell = &cells[Column(column)];
            if cell.flags.intersects(Flags::WIDE_CHAR_SPACER | Flags::LEADING_WIDE_CHAR_SPACER) {
                if let Some(span) = spans.last_mut() {
                    span.columns += 1;
                }
                continue;
            }
            let (foreground, background, style) = (color(cell.fg), color(cell.bg), style(cell.flags));
            let is_same =
                |span: &&mut Span| span.foreground == foreground && span.background == background && span.style == style;
            let span = match spans.last_mut().filter(is_same) {
                Some(span) => span,
                None => {
                    spans.push(Span { foreground, background, style, ..Span::default() });
                    let last = spans.len() - 1;
                    &mut spans[last]
                }
            };
            span.text.push(cell.c);
            span.text.extend(cell.zerowidth().into_iter().flatten());
            span.columns += 1;
        }
        // Blank ends are not sent.
        if let Some(last) = spans.last_mut()
            && last.background.is_default()
            && last.style & (Span::INVERSE | Span::UNDERLINE | Span::STRIKE) == 0
        {
            let length = last.text.trim_end_matches(' ').len();
            let blanks = last.text.len() - length;
            last.text.truncate(length);
            last.columns = last.columns.saturating_sub(u16::try_from(blanks).unwrap_or(u16::MAX));
            if last.text.is_empty() {
                spans.pop();
            }
        }
        lines.push(spans);
    }
    let point = content.cursor.point;
    let cursor_row = u16::try_from(point.line.0 + offset).ok().filter(|row| usize::from(*row) < rows);
    let is_shown = term.mode().contains(TermMode::SHOW_CURSOR);
    let cursor = cursor_row.filter(|_| is_shown).and_then(|row| Some((u16::try_from(point.column.0).ok()?, row)));
    Screen {
        columns: u16::try_from(columns).unwrap_or(u16::MAX),
        rows: u16::try_from(rows).unwrap_or(u16::MAX),
        lines,
        cursor,
        history: u32::try_from(term.history_size()).unwrap_or(u32::MAX),
        offset: u32::try_from(offset).unwrap_or_default(),
        bracketed_paste: term.mode().contains(TermMode::BRACKETED_PASTE),
        application_cursor: term.mode().contains(TermMode::APP_CURSOR),
    }
}

fn color(color: ansi::Color) -> Color {
    match color {
        ansi::Color::Spec(rgb) => Color::Rgb(rgb.r, rgb.g, rgb.b),
        ansi::Color::Indexed(index) => Color::Indexed(index),
        ansi::Color::Named(name) => match name as usize {
            index @ 0..=15 => Color::Indexed(index as u8),
            index if (NamedColor::DimBlack as usize..=NamedColor::DimWhite as usize).contains(&index) => {
                Color::Indexed((index - NamedColor::DimBlack as usize) as u8)
            }
            _ => Color::Default,
        },
    }
}

fn style(flags: Flags) -> u8 {
    let parts = [
        (Flags::BOLD, Span::BOLD),
        (Flags::ITALIC, Span::ITALIC),
        (Flags::ALL_UNDERLINES, Span::UNDERLINE),
        (Flags::INVERSE, Span::INVERSE),
        (Flags::DIM, Span::DIM),
        (Flags::STRIKEOUT, Span::STRIKE),
        (Flags::HIDDEN, Span::HIDDEN),
    ];
    parts.into_iter().filter(|(flag, _)| flags.intersects(*flag)).map(|(_, style)| style).sum()
}
