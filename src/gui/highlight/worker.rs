//! The one thread that reads texts with grammars. It works on the text that was asked for last, in slices, and looks for
//! newer requests between two of them.
#![expect(
    clippy::disallowed_methods,
    reason = "colouring is drawing, not an event of the project: its thread is the window's own"
)]

use std::collections::{BTreeMap, HashMap};
use std::sync::{Condvar, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};
use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

use super::tokens::Tokens;
use super::{Edit, Language, Span, Token, template};
use crate::gui::widgets::code::buffer::Buffer;

/// A text to read.
pub struct Request {
    pub document: u64,
    pub generation: u64,
    pub language: Language,
    pub news: News,
    pub answers: Sender<Answer>,
    pub wake: egui::Context,
}

/// What is different from the text of the request before. The thread keeps a text of its own, so that a keystroke sends a
/// letter and not five megabytes.
pub enum News {
    Whole(String),
    Edits(Vec<Edit>),
}

/// Lines that were read.
#[derive(Debug)]
pub struct Answer {
    /// The request whose line numbers these are.
    pub generation: u64,
    /// The request that last brought a whole text.
    pub whole: u64,
    pub first: usize,
    pub lines: Vec<Box<[Span]>>,
}

enum Message {
    Ask(Box<Request>),
    Forget(u64),
}

/// A state is kept every so many lines.
const STATE_LINES: usize = 50;
/// The longest a slice lasts before its lines are shown.
const SLICE: Duration = Duration::from_millis(12);
/// Lines longer than this are left plain: grammars are slow on minified files.
const MAX_LINE_BYTES: usize = 4000;

/// Requests that are not finished, for those who wait.
static UNFINISHED: (Mutex<usize>, Condvar) = (Mutex::new(0), Condvar::new());

fn finished() {
    *UNFINISHED.0.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
    UNFINISHED.1.notify_all();
}

/// Waits until every text that was asked for is read: for pictures and tests, which want all colours at once.
pub fn wait_until_idle() {
    let count = UNFINISHED.0.lock().unwrap_or_else(PoisonError::into_inner);
    drop(UNFINISHED.1.wait_while(count, |count| *count > 0));
}

fn sender() -> &'static Sender<Message> {
    static SENDER: OnceLock<Sender<Message>> = OnceLock::new();
    SENDER.get_or_init(|| {
        let (sender, receiver) = unbounded();
        // Without the thread texts stay plain: nothing worse happens.
        let _ = std::thread::Builder::new().name("highlight".to_owned()).spawn(move || run(&receiver));
        sender
    })
}

/// Asks for colours.
pub fn ask(request: Request) {
    *UNFINISHED.0.lock().unwrap_or_else(PoisonError::into_inner) += 1;
    if sender().send(Message::Ask(Box::new(request))).is_err() {
        finished();
    }
}

/// Nobody wants this text's colours any more.
pub fn forget(document: u64) {
    let _ = sender().send(Message::Forget(document));
}

/// The state of reading at the beginning of a line.
#[derive(Clone, PartialEq)]
struct State {
    parse: ParseState,
    stack: ScopeStack,
    /// Inside a template's body.
    body: Option<Body>,
}

#[derive(Clone, PartialEq)]
struct Body {
    /// The column of the key; lines that are deeper belong to the body.
    key_column: usize,
    /// Spaces that the body's first line begins with.
    depth: Option<usize>,
    /// The grammar of the body's language, where that is known.
    inner: Option<(ParseState, ScopeStack)>,
}

struct Work {
    generation: u64,
    whole: u64,
    language: Language,
    answers: Sender<Answer>,
    wake: egui::Context,
    text: Buffer,
    start_state: State,
    /// States at the beginning of lines.
    kept: BTreeMap<usize, State>,
    /// The next line to read.
    line: usize,
    state: State,
    /// From here on what was read before may be true again.
    dirty_end: usize,
    /// Up to here all was read once (with the edits since taken into account).
    read_to: usize,
    since_kept: usize,
    is_finished: bool,
}

fn run(receiver: &Receiver<Message>) {
    let set = two_face::syntax::extra_newlines();
    let mut tokens = Tokens::new();
    let mut works: HashMap<u64, Work> = HashMap::new();
    // The order of asking: the last is worked on first.
    let mut order: Vec<u64> = Vec::new();
    loop {
        let next = order.iter().rev().find(|document| works.get(document).is_some_and(|work| !work.is_finished)).copied();
        // Without work the thread sleeps in `recv`; with work it looks whether there is news.
        let message = match next {
            Some(_) => receiver.try_recv().ok(),
            None => match receiver.recv() {
                Ok(message) => Some(message),
                Err(_) => return,
            },
        };
        match message {
            Some(Message::Ask(request)) => {
                let document = request.document;
                order.retain(|other| *other != document);
                order.push(document);
                let Request { generation, language, news, answers, wake, .. } = *request;
                let known = works.remove(&document);
                if known.as_ref().is_some_and(|work| !work.is_finished) {
                    finished();
                }
                let work = match (news, known) {
                    (News::Edits(edits), Some(mut work)) => {
                        work.generation = generation;
                        work.follow(edits);
                        work
                    }
                    (News::Whole(text), _) => Work::new(&set, Buffer::new(&text), generation, language, answers, wake),
                    // Edits of a text that was forgotten: nobody looks at it.
                    (News::Edits(_), None) => {
                        finished();
                        continue;
                    }
                };
                if work.is_finished {
                    finished();
                }
                works.insert(document, work);
            }
            Some(Message::Forget(document)) => {
                order.retain(|other| *other != document);
                if works.remove(&document).is_some_and(|work| !work.is_finished) {
                    finished();
                }
            }
            None => {
                let Some(work) = next.and_then(|document| works.get_mut(&document)) else { continue };
                work.slice(&set, &mut tokens);
                if work.is_finished {
                    finished();
                }
            }
        }
    }
}

/// The grammar for a file of this name. A template's path holds placeholders: its last ending decides.
fn syntax_for<'a>(set: &'a SyntaxSet, path: &str, first_line: &str) -> Option<&'a SyntaxReference> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    let ending = match ending {
        Some("mjs" | "cjs") => Some("js"),
        Some("mts" | "cts") => Some("ts"),
        Some("jsonc" | "json5") => Some("json"),
        Some("prisma") => Some("graphql"),
        other => other,
    };
    set.find_syntax_by_extension(name)
        .or_else(|| ending.and_then(|ending| set.find_syntax_by_extension(ending)))
        .or_else(|| name.contains("Dockerfile").then(|| set.find_syntax_by_extension("Dockerfile")).flatten())
        .or_else(|| name.starts_with(".env").then(|| set.find_syntax_by_extension("sh")).flatten())
        .or_else(|| set.find_syntax_by_first_line(first_line))
}

impl Work {
    fn new(
        set: &SyntaxSet,
        text: Buffer,
        generation: u64,
        language: Language,
        answers: Sender<Answer>,
        wake: egui::Context,
    ) -> Self {
        let syntax = match &language {
            Language::Plain => None,
            Language::MegaFile => set.find_syntax_by_extension("yaml"),
            Language::OfFile(name) => syntax_for(set, name, text.line(0)),
        };
        let state = State {
            parse: ParseState::new(syntax.unwrap_or_else(|| set.find_syntax_plain_text())),
            stack: ScopeStack::new(),
            body: None,
        };
        Self {
            generation,
            whole: generation,
            language,
            answers,
            wake,
            text,
            is_finished: syntax.is_none(),
            kept: BTreeMap::new(),
            line: 0,
            start_state: state.clone(),
            state,
            dirty_end: 0,
            read_to: 0,
            since_kept: 0,
        }
    }

    /// Goes on with an edited text.
    fn follow(&mut self, edits: Vec<Edit>) {
        self.kept.insert(self.line, self.state.clone());
        // What was not read again yet stays dirty, whatever the states say.
        self.dirty_end = if self.is_finished { 0 } else { self.dirty_end.max(self.line + 1) };
        let mut restart = self.line;
        for Edit { changes, lines } in edits {
            self.text.apply(&changes);
            let (first, end) = (lines.first, lines.first + lines.removed);
            let below = self.kept.split_off(&(first + 1));
            let still = below.into_iter().filter(|(line, _)| *line >= end);
            self.kept.extend(still.map(|(line, state)| (line - lines.removed + lines.added, state)));
            let moved = |line: usize| lines.map(line).unwrap_or_else(|| line.min(first + lines.added));
            self.dirty_end = moved(self.dirty_end).max(first + lines.added);
            self.read_to = if self.read_to >= end { self.read_to - lines.removed + lines.added } else { self.read_to.min(first) };
            restart = moved(restart).min(first);
        }
        restart = restart.min(self.text.line_count() - 1);
        if self.language == Language::MegaFile {
            restart = self.restart_of_template(restart);
        }
        let (line, state) = match self.kept.range(..=restart).next_back() {
            Some((line, state)) => (*line, state.clone()),
            None => (0, self.start_state.clone()),
        };
        (self.line, self.state) = (line, state);
        self.since_kept = 0;
        self.is_finished = false;
    }

    /// An edit beside a template's body may change the language of the body.
    fn restart_of_template(&self, line: usize) -> usize {
        let text = self.text.line(line);
        let depth = text.len() - text.trim_start_matches(' ').len();
        let body = self.kept.range(..=line).next_back().and_then(|(_, state)| state.body.as_ref());
        if body.is_some_and(|body| depth > body.key_column) {
            return line;
        }
        template::parent(|line| self.text.line(line), line)
    }

    /// Reads lines for a while and sends them.
    fn slice(&mut self, set: &SyntaxSet, tokens: &mut Tokens) {
        let begun = Instant::now();
        let (first, mut lines) = (self.line, Vec::new());
        while self.line < self.text.line_count() {
            if !lines.is_empty() && self.has_joined() {
                break;
            }
            if self.since_kept >= STATE_LINES || self.kept.contains_key(&self.line) {
                self.kept.insert(self.line, self.state.clone());
                self.since_kept = 0;
            }
            lines.push(self.read_line(set, tokens));
            self.line += 1;
            self.since_kept += 1;
            if lines.len().is_multiple_of(16) && begun.elapsed() > SLICE {
                break;
            }
        }
        if !lines.is_empty() && self.has_joined() {
            self.line = self.read_to;
            if let Some(state) = self.kept.get(&self.read_to) {
                self.state = state.clone();
            }
        }
        self.read_to = self.read_to.max(self.line);
        self.is_finished = self.line >= self.text.line_count();
        self.kept.insert(self.line, self.state.clone());
        let answer = Answer { generation: self.generation, whole: self.whole, first, lines };
        // Nobody listens any more: a Forget is on its way.
        let _ = self.answers.send(answer);
        self.wake.request_repaint();
    }

    /// Whether from here on nothing is different from what was read before.
    fn has_joined(&self) -> bool {
        self.line >= self.dirty_end && self.line < self.read_to && self.kept.get(&self.line) == Some(&self.state)
    }

    fn read_line(&mut self, set: &SyntaxSet, tokens: &mut Tokens) -> Box<[Span]> {
        let line = format!("{}\n", self.text.line(self.line));
        let line = line.as_str();
        if line.len() > MAX_LINE_BYTES {
            return Box::default();
        }
        if self.language != Language::MegaFile {
            return spans(set, tokens, &mut self.state.parse, &mut self.state.stack, line, 0).into();
        }
        let depth = line.len() - line.trim_start_matches(' ').len();
        let is_blank = line.trim().is_empty();
        match &mut self.state.body {
            Some(body) if is_blank || depth > body.key_column => {
                if body.depth.is_none() && !is_blank {
                    body.depth = Some(depth);
                    // The outer grammar learns how deep the block is, and then needs to see no more of it.
                    spans(set, tokens, &mut self.state.parse, &mut self.state.stack, line, 0);
                }
                let margin = body.depth.unwrap_or_default().min(depth).min(line.len() - 1);
                let read = match &mut body.inner {
                    Some((parse, stack)) => {
                        spans(set, tokens, parse, stack, &template::without_placeholders(&line[margin..]), margin)
                    }
                    None => vec![Span { end: (line.len() - 1) as u32, token: Token::String }],
                };
                return template::overlay(read, line).into();
            }
            Some(_) => self.state.body = None,
            None => {}
        }
        let read = spans(set, tokens, &mut self.state.parse, &mut self.state.stack, line, 0);
        if let Some(key_column) = template::opens_block(line.trim_end_matches('\n')) {
            let path = template::output_path(
                |line| self.text.line(line).trim_end_matches(['\r', '\n']),
                self.line,
                self.text.line_count(),
            );
            let syntax = path.and_then(|path| syntax_for(set, path, ""));
            let inner = syntax.map(|syntax| (ParseState::new(syntax), ScopeStack::new()));
            self.state.body = Some(Body { key_column, depth: None, inner });
        }
        template::overlay(read, line).into()
    }
}

/// Reads one line, with the `\n` that grammars want; `margin` bytes before it were cut off.
fn spans(
    set: &SyntaxSet,
    tokens: &mut Tokens,
    parse: &mut ParseState,
    stack: &mut ScopeStack,
    line: &str,
    margin: usize,
) -> Vec<Span> {
    let length = line.len() - 1;
    let mut result: Vec<Span> = Vec::new();
    if margin > 0 {
        result.push(Span { end: margin as u32, token: Token::Plain });
    }
    let mut push = |end: usize, token: Token| {
        let end = (margin + end.min(length)) as u32;
        match result.last_mut() {
            Some(last) if last.end >= end => {}
            Some(last) if last.token == token => last.end = end,
            _ => result.push(Span { end, token }),
        }
    };
    // A grammar that fails on a line leaves it plain; the next line is tried again.
    let Ok(ops) = parse.parse_line(line, set) else { return result };
    for (at, op) in ops {
        push(at, tokens.of(stack.as_slice()));
        if stack.apply(&op).is_err() {
            return result;
        }
    }
    push(length, tokens.of(stack.as_slice()));
    result
}
