//! Whether SQL parses. There is no one SQL: PostgreSQL's is asked first, then its neighbours', and a file that one of
//! them reads is right. Statements that only administer a server are not looked into.

use sqlparser::dialect::{Dialect, GenericDialect, MsSqlDialect, MySqlDialect, PostgreSqlDialect, SQLiteDialect};
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer};

use super::Definition;

/// Words that begin statements which the parser does not know and people do write.
const UNREAD: [&str; 12] =
    ["refresh", "do", "vacuum", "reindex", "cluster", "checkpoint", "security", "import", "notify", "discard", "go", "delimiter"];

/// After `create` or `alter`: objects which the parser does not know.
const UNREAD_OBJECTS: [&str; 18] = [
    "aggregate",
    "publication",
    "subscription",
    "rule",
    "procedure",
    "event",
    "text",
    "statistics",
    "conversion",
    "access",
    "language",
    "cast",
    "tablespace",
    "database",
    "default",
    "system",
    "foreign",
    "transform",
];

/// The line and column (in characters, from 1) of the first thing that is no SQL.
pub(super) fn error(text: &str) -> Option<(u32, u32)> {
    let text = without_shell_commands(text);
    let first = error_in(&PostgreSqlDialect {}, &text)?;
    let others: [&dyn Dialect; 4] = [&MySqlDialect {}, &SQLiteDialect {}, &MsSqlDialect {}, &GenericDialect {}];
    if others.into_iter().any(|dialect| error_in(dialect, &text).is_none()) {
        return None;
    }
    Some(first)
}

fn error_in(dialect: &dyn Dialect, text: &str) -> Option<(u32, u32)> {
    let tokens = match Tokenizer::new(dialect, text).tokenize_with_location() {
        Ok(tokens) => tokens,
        Err(error) => return Some((error.location.line as u32, error.location.column as u32)),
    };
    tokens.split(|token| token.token == Token::SemiColon).find_map(|statement| statement_error(dialect, statement))
}

fn statement_error(dialect: &dyn Dialect, tokens: &[TokenWithSpan]) -> Option<(u32, u32)> {
    let is_blank = |token: &&TokenWithSpan| matches!(token.token, Token::Whitespace(_));
    let mut words = tokens.iter().filter(|token| !is_blank(token)).map(|token| token.token.to_string().to_lowercase());
    let (Some(first), second) = (words.next(), words.next().unwrap_or_default()) else { return None };
    let is_definition = ["create", "alter", "drop"].contains(&first.as_str());
    if UNREAD.contains(&first.as_str()) || (is_definition && UNREAD_OBJECTS.contains(&second.as_str())) {
        return None;
    }
    let mut parser = Parser::new(dialect).with_tokens_with_locations(tokens.to_vec());
    let end = tokens.iter().rev().find(|token| !is_blank(token))?.span.end;
    match parser.parse_statement() {
        Ok(_) => {
            let rest = parser.peek_token();
            (rest.token != Token::EOF).then_some((rest.span.start.line as u32, rest.span.start.column as u32))
        }
        Err(error) => Some(place_in(&error.to_string()).unwrap_or((end.line as u32, end.column as u32))),
    }
}

/// The parser tells its place only in words: "… at Line: 3, Column: 14".
fn place_in(message: &str) -> Option<(u32, u32)> {
    let (line, column) = message.rsplit_once("at Line: ")?.1.split_once(", Column: ")?;
    Some((line.trim().parse().ok()?, column.trim().parse().ok()?))
}

/// `\connect` and its like belong to psql; their lines are blanked, so that every other line keeps its number.
fn without_shell_commands(text: &str) -> String {
    text.split_inclusive('\n').map(|line| if line.starts_with('\\') { "\n" } else { line }).collect()
}

/// Tables and types that a text creates, but those created only where they are missing. A text that also drops some
/// creates them again on purpose: of that nothing is said.
pub(super) fn definitions(text: &str) -> Option<Vec<Definition>> {
    let text = without_shell_commands(text);
    let tokens = Tokenizer::new(&PostgreSqlDialect {}, &text).tokenize_with_location().ok()?;
    let mut found = Vec::new();
    for statement in tokens.split(|token| token.token == Token::SemiColon) {
        let mut parts = statement.iter().filter(|token| !matches!(token.token, Token::Whitespace(_))).peekable();
        let mut words = std::iter::from_fn(|| parts.next_if(|token| matches!(token.token, Token::Word(_))));
        let is = |token: &TokenWithSpan, word: &str| token.token.to_string().eq_ignore_ascii_case(word);
        let Some(first) = words.next() else { continue };
        if is(first, "drop") {
            return Some(Vec::new());
        }
        // What is temporary, or lies outside PostgreSQL's order of words, is not counted.
        let Some(kind) = words.next().filter(|kind| is(first, "create") && (is(kind, "table") || is(kind, "type"))) else {
            continue;
        };
        let kind = kind.token.to_string().to_lowercase();
        let Some(start) = parts.peek().map(|token| token.span.start) else { continue };
        let mut name = String::new();
        while let Some(part) = parts.next_if(|token| matches!(token.token, Token::Word(_) | Token::Period)) {
            match &part.token {
                Token::Period => name.push('.'),
                Token::Word(word) if name.is_empty() || name.ends_with('.') => match word.quote_style {
                    Some(_) => name.push_str(&word.value),
                    None => name.push_str(&word.value.to_lowercase()),
                },
                _ => break,
            }
        }
        if !name.is_empty() && name != "if" {
            let (line, column) = (start.line as u32, start.column as u32);
            found.push(Definition { key: format!("{kind}\0{name}"), name, line, column });
        }
    }
    Some(found)
}
