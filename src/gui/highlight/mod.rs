//! Colours of code: which part of a line is a comment, a string, a key. Owns syntect, its grammars, and the one thread
//! that reads texts with them. Not: the colours themselves (`theme`).
//!
//! A text is shown plain at once and coloured from the top. After an edit the reading goes on from a kept state shortly
//! before it and stops where it meets what was read before, so a keystroke costs a few lines, and never a frame.

pub(crate) mod template;
mod tokens;
mod worker;

use std::sync::atomic::{AtomicU64, Ordering};

use crossbeam_channel::{Receiver, Sender, unbounded};

pub use tokens::Token;
pub use worker::wait_until_idle;

use crate::gui::widgets::code::buffer::LineChange;
use crate::model::edit::Change;

/// The language of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// No colours.
    #[default]
    Plain,
    /// As the file's name tells (its first line helps).
    OfFile(String),
    /// YAML whose template bodies are in the languages of what they produce.
    MegaFile,
}

/// A part of a line: it reaches from where the one before ended to `end` (bytes in the line).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Span {
    pub end: u32,
    pub token: Token,
}

/// An edit: what was replaced (in rising order, in offsets of the text before), and the lines that it touched.
#[derive(Clone, Debug)]
struct Edit {
    changes: Vec<Change>,
    lines: LineChange,
}

/// Texts longer than this are shown plain.
const MAX_BYTES: usize = 24 << 20;

/// The colours of one text. Dropping it ends the work on it.
#[derive(Debug)]
pub struct Highlights {
    document: u64,
    language: Language,
    /// One entry a line; `None` where nobody has looked yet.
    lines: Vec<Option<Box<[Span]>>>,
    /// Counts requests; answers to an older one are moved to where their lines are now.
    generation: u64,
    /// Edits that no request has told of yet.
    unsent: Vec<Edit>,
    /// Edits by the request that told of them, as long as older answers may come.
    sent: Vec<(u64, LineChange)>,
    whole_is_new: bool,
    answers: (Sender<worker::Answer>, Receiver<worker::Answer>),
}

impl Default for Highlights {
    fn default() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        Self {
            document: COUNT.fetch_add(1, Ordering::Relaxed),
            language: Language::Plain,
            lines: Vec::new(),
            generation: 0,
            unsent: Vec::new(),
            sent: Vec::new(),
            whole_is_new: true,
            answers: unbounded(),
        }
    }
}

impl Drop for Highlights {
    fn drop(&mut self) {
        if self.generation > 0 {
            worker::forget(self.document);
        }
    }
}

impl Highlights {
    /// Says that the whole text is another one.
    pub fn text_replaced(&mut self) {
        self.lines.clear();
        self.unsent.clear();
        self.sent.clear();
        self.whole_is_new = true;
    }

    /// Says what was edited.
    pub fn edited(&mut self, changes: &[Change], lines: LineChange) {
        self.move_lines(lines);
        if !self.whole_is_new && self.language != Language::Plain {
            self.unsent.push(Edit { changes: changes.to_vec(), lines });
        }
    }

    /// Old colours of changed lines stay until the new ones are there: no flicker while typing.
    fn move_lines(&mut self, edit: LineChange) {
        let (from, kept) = (edit.first.min(self.lines.len()), edit.removed.min(edit.added));
        let until = (edit.first + edit.removed).min(self.lines.len());
        let from = (from + kept).min(until);
        self.lines.splice(from..until, std::iter::repeat_n(None, edit.added - kept));
    }

    /// Takes in what is finished and asks for what is not. Call it once a frame, after telling of changes.
    pub fn update(&mut self, ctx: &egui::Context, language: &Language, text: &str) {
        if &self.language != language {
            self.language.clone_from(language);
            self.text_replaced();
        }
        if self.language == Language::Plain || text.len() > MAX_BYTES {
            self.whole_is_new = true;
            return;
        }
        while let Ok(answer) = self.answers.1.try_recv() {
            self.take(answer);
        }
        if self.whole_is_new || !self.unsent.is_empty() {
            self.generation += 1;
            self.sent.extend(self.unsent.iter().map(|edit| (self.generation, edit.lines)));
            let edits = std::mem::take(&mut self.unsent);
            worker::ask(worker::Request {
                document: self.document,
                generation: self.generation,
                language: self.language.clone(),
                news: if self.whole_is_new { worker::News::Whole(text.to_owned()) } else { worker::News::Edits(edits) },
                answers: self.answers.0.clone(),
                wake: ctx.clone(),
            });
            self.whole_is_new = false;
        }
    }

    fn take(&mut self, answer: worker::Answer) {
        if answer.whole > self.generation || self.whole_is_new {
            return;
        }
        self.sent.retain(|(generation, _)| *generation > answer.generation);
        for (index, spans) in answer.lines.into_iter().enumerate() {
            let mut newer = self.sent.iter().map(|(_, lines)| lines).chain(self.unsent.iter().map(|edit| &edit.lines));
            let Some(line) = newer.try_fold(answer.first + index, |line, edit| edit.map(line)) else { continue };
            if self.lines.len() <= line {
                self.lines.resize(line + 1, None);
            }
            self.lines[line] = Some(spans);
        }
    }

    /// The parts of a line; none where nobody has looked yet.
    pub fn line(&self, line: usize) -> &[Span] {
        self.lines.get(line).and_then(|spans| spans.as_deref()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gui::widgets::code::buffer::Buffer;

    fn settle(highlights: &mut Highlights, language: &Language, text: &str) {
        highlights.update(&egui::Context::default(), language, text);
        wait_until_idle();
        highlights.update(&egui::Context::default(), language, text);
    }

    /// Makes an edit that leads to another text.
    fn edit(buffer: &mut Buffer, highlights: &mut Highlights, text: &str) {
        let (change, lines) = buffer.follow(text).expect("it differs");
        highlights.edited(&[change], lines);
    }

    fn tokens(highlights: &Highlights, line: usize, text: &str) -> Vec<(String, Token)> {
        let mut start = 0;
        let parts = highlights.line(line).iter().map(|span| {
            let part = text[start..span.end as usize].to_owned();
            start = span.end as usize;
            (part, span.token)
        });
        parts.filter(|(part, token)| !part.trim().is_empty() && *token != Token::Plain).collect()
    }

    #[test]
    fn an_edit_colours_what_it_changes_and_nothing_else() {
        let language = Language::OfFile("a.ts".into());
        let lines: Vec<String> = (0..400).map(|n| format!("const a{n} = \"x\"; // y")).collect();
        let mut buffer = Buffer::new(&lines.join("\n"));
        let mut highlights = Highlights::default();
        settle(&mut highlights, &language, buffer.text());
        assert_eq!(tokens(&highlights, 399, &lines[399])[0], ("const".to_owned(), Token::Keyword));
        assert!(tokens(&highlights, 399, &lines[399]).contains(&("// y".to_owned(), Token::Comment)));

        // An opened comment reaches to the end; closing it brings the old colours back.
        let mut edited = lines.clone();
        edited.insert(200, "/* open".to_owned());
        edit(&mut buffer, &mut highlights, &edited.join("\n"));
        settle(&mut highlights, &language, buffer.text());
        assert_eq!(tokens(&highlights, 400, &edited[400]), [(edited[400].clone(), Token::Comment)]);
        assert_eq!(tokens(&highlights, 199, &edited[199])[0].1, Token::Keyword);
        edited[200] = "/* shut */".to_owned();
        edit(&mut buffer, &mut highlights, &edited.join("\n"));
        settle(&mut highlights, &language, buffer.text());
        assert_eq!(tokens(&highlights, 400, &edited[400])[0].1, Token::Keyword);
        assert_eq!(tokens(&highlights, 200, &edited[200]), [(edited[200].clone(), Token::Comment)]);
    }

    #[test]
    fn what_was_read_in_pieces_is_what_is_read_at_once() {
        let language = Language::MegaFile;
        let mut lines: Vec<String> = Vec::new();
        for n in 0..60 {
            lines.extend(
                ["    model:", "      template: |", "        const x = `a ${1}`; // {Entity}", "        /* y", "        z */"]
                    .map(str::to_owned),
            );
            lines.push(format!("      output_path: src/{{entity}}{n}.ts"));
        }
        let mut buffer = Buffer::new(&lines.join("\n"));
        let mut highlights = Highlights::default();
        settle(&mut highlights, &language, buffer.text());
        let mut seed = 7u64;
        for _ in 0..40 {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let at = (seed >> 33) as usize % lines.len();
            match seed >> 60 {
                0..=5 => {
                    lines.remove(at);
                }
                6..=9 => lines.insert(at, "        `".to_owned()),
                _ => lines[at].push_str(" /*"),
            }
            edit(&mut buffer, &mut highlights, &lines.join("\n"));
            if seed & (1 << 20) == 0 {
                highlights.update(&egui::Context::default(), &language, buffer.text());
            }
        }
        settle(&mut highlights, &language, buffer.text());
        let mut fresh = Highlights::default();
        settle(&mut fresh, &language, &lines.join("\n"));
        for (line, text) in lines.iter().enumerate() {
            assert_eq!(highlights.line(line), fresh.line(line), "line {line}: {text:?}");
        }
    }

    #[test]
    fn template_bodies_have_the_language_of_their_output() {
        let text = "templates:\n  model:\n    template: |\n      export class {Entity} {} // x\n    output_path: src/{entity}.ts\n  \
                    other:\n    path: q.sql\n    content: |-\n      SELECT 1; -- {{ entity }}\n  plain: 'x' # y\n";
        let lines: Vec<&str> = text.lines().collect();
        let mut highlights = Highlights::default();
        settle(&mut highlights, &Language::MegaFile, text);
        let of = |line: usize| tokens(&highlights, line, lines[line]);
        assert_eq!(of(2)[0], ("template".to_owned(), Token::Key));
        assert!(of(3).contains(&("export".to_owned(), Token::Keyword)), "{:?}", of(3));
        assert!(of(3).contains(&("{Entity}".to_owned(), Token::Placeholder)), "{:?}", of(3));
        assert!(of(3).contains(&("// x".to_owned(), Token::Comment)), "{:?}", of(3));
        assert!(of(4).contains(&("output_path".to_owned(), Token::Key)), "{:?}", of(4));
        assert!(of(4).contains(&("{entity}".to_owned(), Token::Placeholder)), "{:?}", of(4));
        assert!(of(8).contains(&("SELECT".to_owned(), Token::Keyword)), "{:?}", of(8));
        assert!(of(8).contains(&("{{ entity }}".to_owned(), Token::Placeholder)), "{:?}", of(8));
        assert!(of(9).contains(&("plain".to_owned(), Token::Key)), "{:?}", of(9));
        assert!(of(9).contains(&("# y".to_owned(), Token::Comment)), "{:?}", of(9));
    }
}
