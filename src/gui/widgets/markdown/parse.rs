//! Markdown into blocks that stand below each other: what a paragraph says, how deep a list is, which cells a table
//! has. Not: how any of it looks.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A part of the text that stands by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// How many lists it stands in.
    pub depth: usize,
    /// How many quotes it stands in.
    pub quotes: usize,
    /// What stands before it, when it begins an item of a list.
    pub marker: Option<String>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Kind {
    Heading { level: u8, anchor: String, text: Inline },
    Text(Inline),
    Code { language: String, text: String },
    Table { alignments: Vec<Alignment>, head: Vec<Inline>, rows: Vec<Vec<Inline>> },
    Rule,
}

/// Text within a block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inline {
    /// Its parts, in order.
    pub spans: Vec<Span>,
    /// Where its links lead.
    pub links: Vec<String>,
}

/// A part of a text that looks the same throughout.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Span {
    pub text: String,
    pub style: Style,
    /// The link that it belongs to, by its number in [`Inline::links`].
    pub link: Option<usize>,
}

/// How a part of a text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Style {
    pub strong: bool,
    pub emphasis: bool,
    pub struck: bool,
    pub code: bool,
}

impl Inline {
    /// The text alone.
    pub fn plain(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// Whether nothing stands there.
    pub fn is_blank(&self) -> bool {
        self.spans.iter().all(|span| span.text.trim().is_empty())
    }

    fn push(&mut self, text: &str, style: Style, link: Option<usize>) {
        match self.spans.last_mut() {
            Some(last) if last.style == style && last.link == link => last.text.push_str(text),
            _ => self.spans.push(Span { text: text.to_owned(), style, link }),
        }
    }
}

/// What a heading is jumped to by: its words in lower case, joined by dashes.
pub fn anchor(heading: &str) -> String {
    let words = heading.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// Reads a text.
pub fn parse(text: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, options) {
        reader.take(event);
    }
    reader.flush();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    inline: Inline,
    style: Style,
    link: Option<usize>,
    /// The lists around: of a numbered one, the next number.
    lists: Vec<Option<u64>>,
    quotes: usize,
    marker: Option<String>,
    code: Option<(String, String)>,
    table: Option<Table>,
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    head: Vec<Inline>,
    rows: Vec<Vec<Inline>>,
    row: Vec<Inline>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some((_, code)) => code.push_str(&text),
                None => self.say(&text),
            },
            Event::Code(text) => self.inline.push(&text, Style { code: true, ..self.style }, self.link),
            Event::SoftBreak => self.say(" "),
            Event::HardBreak => self.say("\n"),
            Event::Rule => {
                self.flush();
                self.block(Kind::Rule);
            }
            Event::TaskListMarker(done) => self.say(if done { "[x] " } else { "[ ] " }),
            // A comment is not for reading; any other tag is shown as it was written.
            Event::Html(text) | Event::InlineHtml(text) if text.trim_start().starts_with("<!--") => {}
            Event::Html(text) | Event::InlineHtml(text) => self.say(&text),
            Event::FootnoteReference(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.say(&text),
        }
    }

    fn say(&mut self, text: &str) {
        self.inline.push(text, self.style, self.link);
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } | Tag::HtmlBlock => self.flush(),
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => info.split([' ', ',']).next().unwrap_or_default().to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, String::new()));
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush();
                self.marker = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}.", *number - 1)
                    }
                    _ => "•".to_owned(),
                });
            }
            Tag::Table(alignments) => {
                self.flush();
                self.table = Some(Table { alignments, ..Table::default() });
            }
            Tag::Emphasis => self.style.emphasis = true,
            Tag::Strong => self.style.strong = true,
            Tag::Strikethrough => self.style.struck = true,
            Tag::Link { dest_url, .. } => {
                self.inline.links.push(dest_url.into_string());
                self.link = Some(self.inline.links.len() - 1);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                let text = std::mem::take(&mut self.inline);
                let anchor = anchor(&text.plain());
                self.block(Kind::Heading { level: number(level), anchor, text });
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.flush(),
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                if let Some((language, text)) = self.code.take() {
                    self.block(Kind::Code { language, text: text.trim_end_matches('\n').to_owned() });
                }
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.flush();
                // An item in which nothing stands is an item all the same.
                if self.marker.is_some() {
                    self.block(Kind::Text(Inline::default()));
                }
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.inline);
                if let Some(table) = &mut self.table {
                    table.row.push(cell);
                }
            }
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    table.head = std::mem::take(&mut table.row);
                }
            }
            TagEnd::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(std::mem::take(&mut table.row));
                }
            }
            TagEnd::Table => {
                if let Some(Table { alignments, head, rows, .. }) = self.table.take() {
                    self.block(Kind::Table { alignments, head, rows });
                }
            }
            TagEnd::Emphasis => self.style.emphasis = false,
            TagEnd::Strong => self.style.strong = false,
            TagEnd::Strikethrough => self.style.struck = false,
            TagEnd::Link => self.link = None,
            _ => {}
        }
    }

    /// Ends the text that is being read, if there is any.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.inline);
        if !text.is_blank() {
            self.block(Kind::Text(text));
        }
    }

    fn block(&mut self, kind: Kind) {
        let marker = self.marker.take();
        self.blocks.push(Block { kind, depth: self.lists.len(), quotes: self.quotes, marker });
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each block in short: what, how deep, marker, text.
    fn short(text: &str) -> Vec<String> {
        let blocks = parse(text);
        let said = blocks.iter().map(|block| {
            let what = match &block.kind {
                Kind::Heading { level, anchor, text } => format!("h{level} #{anchor} {}", text.plain()),
                Kind::Text(text) => text.plain(),
                Kind::Code { language, text } => format!("code {language} {text:?}"),
                Kind::Table { head, rows, .. } => {
                    let row = |row: &Vec<Inline>| row.iter().map(Inline::plain).collect::<Vec<_>>().join("|");
                    format!("table {} / {}", row(head), rows.iter().map(row).collect::<Vec<_>>().join(" / "))
                }
                Kind::Rule => "rule".to_owned(),
            };
            let marker = block.marker.as_ref().map_or(String::new(), |marker| format!("{marker} "));
            format!("{}{}{marker}{what}", ">".repeat(block.quotes), "-".repeat(block.depth))
        });
        said.collect()
    }

    #[test]
    fn everything_that_a_prompt_uses_is_read() {
        let text = "# Mål & väg\n\nOne *two*\nthree.\n\n- a\n- b\n  1. c\n  2. d\n\n     more\n\n> said\n\n```yaml\nid: x\n\ny: z\n```\n\n---\n\n\
                    | A | B |\n|---|--:|\n| `x` | 2 |\n\n<!-- not shown -->\n";
        assert_eq!(
            short(text),
            [
                "h1 #mål-väg Mål & väg",
                "One two three.",
                "-• a",
                "-• b",
                "--1. c",
                "--2. d",
                "--more",
                ">said",
                "code yaml \"id: x\\n\\ny: z\"",
                "rule",
                "table A|B / x|2",
            ]
        );
    }

    #[test]
    fn styles_and_links_keep_to_their_part() {
        let blocks = parse("a **b** `c` [d *e*](https://x.y) ~~f~~");
        let Kind::Text(text) = &blocks[0].kind else { panic!("{blocks:?}") };
        let part = |word: &str| text.spans.iter().find(|span| span.text == word).unwrap_or_else(|| panic!("{word}: {text:?}"));
        assert!(part("b").style.strong && part("c").style.code && part("f").style.struck);
        assert_eq!((part("d ").link, part("e").link, part("e").style.emphasis), (Some(0), Some(0), true));
        assert_eq!(text.links, ["https://x.y"]);
        assert_eq!(text.plain(), "a b c d e f");
    }

    #[test]
    fn no_text_of_any_kind_breaks_it() {
        for text in ["", "\n\n", "- ", "|", "```", "> > -", "[a](", "1. - > # x", "<b>bold</b> & <!-- x", "\u{0}å\u{feff}"] {
            parse(text);
        }
    }
}
