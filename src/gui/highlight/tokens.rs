//! From a grammar's scopes (hundreds of names) to the few kinds of text that have a colour of their own.

use std::collections::HashMap;

use syntect::parsing::Scope;

/// A kind of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Token {
    #[default]
    Plain,
    Comment,
    Keyword,
    String,
    /// Numbers and the words that stand for values: true, null.
    Number,
    Type,
    Function,
    /// Keys of maps, attributes, headings.
    Key,
    /// What a template replaces.
    Placeholder,
    /// A line that a diff adds.
    Added,
    /// A line that a diff removes.
    Removed,
}

impl Token {
    /// All kinds.
    pub const ALL: [Self; 11] = [
        Self::Plain,
        Self::Comment,
        Self::Keyword,
        Self::String,
        Self::Number,
        Self::Type,
        Self::Function,
        Self::Key,
        Self::Placeholder,
        Self::Added,
        Self::Removed,
    ];
}

/// The first that fits decides. `None`: look at the scope below.
const TABLE: [(&str, Option<Token>); 41] = [
    ("comment", Some(Token::Comment)),
    ("punctuation.definition.comment", Some(Token::Comment)),
    ("punctuation.definition.string", Some(Token::String)),
    ("punctuation.definition.heading", Some(Token::Key)),
    ("punctuation.definition.keyword", Some(Token::Keyword)),
    ("meta.mapping.key", Some(Token::Key)),
    ("meta.structure.dictionary.key", Some(Token::Key)),
    ("constant.character.escape", Some(Token::Number)),
    ("constant.numeric", Some(Token::Number)),
    ("constant.language", Some(Token::Number)),
    ("constant.other.color", Some(Token::Number)),
    ("constant.other.symbol", Some(Token::Number)),
    ("support.constant", Some(Token::Number)),
    ("string", Some(Token::String)),
    ("keyword.operator.word", Some(Token::Keyword)),
    ("keyword.operator", Some(Token::Plain)),
    ("keyword", Some(Token::Keyword)),
    ("storage.type.function.arrow", Some(Token::Plain)),
    ("storage", Some(Token::Keyword)),
    ("entity.name.function", Some(Token::Function)),
    ("variable.function", Some(Token::Function)),
    ("support.function", Some(Token::Function)),
    ("variable.annotation", Some(Token::Function)),
    ("meta.annotation", Some(Token::Function)),
    ("entity.name.tag", Some(Token::Key)),
    ("entity.name.section", Some(Token::Key)),
    ("entity.other.attribute-name", Some(Token::Key)),
    ("entity.name", Some(Token::Type)),
    ("entity.other.inherited-class", Some(Token::Type)),
    ("support.type.property-name", Some(Token::Key)),
    ("meta.property-name", Some(Token::Key)),
    ("support.class", Some(Token::Type)),
    ("support.type", Some(Token::Type)),
    ("variable.language", Some(Token::Keyword)),
    ("variable.other.readwrite.alias", Some(Token::Type)),
    ("markup.heading", Some(Token::Key)),
    ("markup.raw", Some(Token::String)),
    ("markup.underline.link", Some(Token::Function)),
    ("markup.inserted", Some(Token::Added)),
    ("markup.deleted", Some(Token::Removed)),
    ("meta.interpolation", Some(Token::Plain)),
];

/// Looks tokens up, and remembers every scope that it has seen.
pub struct Tokens {
    table: Vec<(Scope, Option<Token>)>,
    seen: HashMap<Scope, Option<Token>>,
    keys: [Option<Scope>; 2],
}

impl Tokens {
    /// The table, with its names as numbers.
    pub fn new() -> Self {
        let table = TABLE.iter().filter_map(|(name, token)| Some((Scope::new(name).ok()?, *token))).collect();
        let keys = ["meta.mapping.key", "meta.structure.dictionary.key"].map(|name| Scope::new(name).ok());
        Self { table, seen: HashMap::new(), keys }
    }

    /// What a text with these scopes is, the innermost last.
    pub fn of(&mut self, scopes: &[Scope]) -> Token {
        let Self { table, seen, keys } = self;
        for scope in scopes.iter().rev() {
            let known = seen
                .entry(*scope)
                .or_insert_with(|| table.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).and_then(|(_, token)| *token));
            match known {
                // A quoted key is a key.
                Some(Token::String) => {
                    let is_key = |scope: &Scope| keys.iter().flatten().any(|key| key.is_prefix_of(*scope));
                    return if scopes.iter().any(is_key) { Token::Key } else { Token::String };
                }
                Some(token) => return *token,
                None => {}
            }
        }
        Token::Plain
    }
}
