//! Each team's prompt, rendered from the manifest. Owns who gets one, which template makes it, and what is wrong with a
//! template; the words are in `assets/prompts/<language>/`, and a project's own template wins over them. Not: what a
//! template can name (`context`), writing files, or who has been briefed.
//!
//! A prompt is what an agent really gets: every path, time and name in it comes from the manifest, none is made up.

mod context;
mod variables;

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, ErrorKind, UndefinedBehavior};
use serde::Serialize;

pub use variables::{Variable, variables};

use crate::model::manifest::{Manifest, SubTeam, Team};
use crate::model::mega::nearest::nearest;
use crate::model::problem::{Place, Problem};
use crate::model::team::TeamId;
use context::{LeaderContext, TeamContext};

/// A language that prompts are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Language {
    #[default]
    English,
    Swedish,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::Swedish];

    /// Its code: `en`, `sv`.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Swedish => "sv",
        }
    }

    /// The language with this code (`sv`, `sv-SE`, `sv_SE.UTF-8`); English for any other.
    pub fn of_code(code: &str) -> Self {
        if code.starts_with("sv") { Self::Swedish } else { Self::English }
    }
}

/// Who a prompt is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recipient {
    /// Who conducts the teams.
    Leader,
    /// A team, or a part of one.
    Team(TeamId),
}

impl Recipient {
    /// Everybody who has a prompt: the project leader, then the teams in order, each with its parts after it.
    pub fn all(manifest: &Manifest) -> Vec<Self> {
        let teams = manifest.teams_in_order().into_iter();
        let with_parts = teams.flat_map(|team| std::iter::once(&team.id).chain(team.swarm.iter().map(|part| &part.id)));
        std::iter::once(Self::Leader).chain(with_parts.cloned().map(Self::Team)).collect()
    }

    /// Everybody who works and so has to be briefed: of a team in parts, the parts.
    pub fn to_brief(manifest: &Manifest) -> Vec<Self> {
        let mut all = Self::all(manifest);
        all.retain(|one| !manifest.teams.iter().any(|team| !team.swarm.is_empty() && *one == Self::Team(team.id.clone())));
        all
    }

    /// The team; `None` for the project leader.
    pub fn team(&self) -> Option<&TeamId> {
        match self {
            Self::Leader => None,
            Self::Team(team) => Some(team),
        }
    }

    /// The name of its file in `prompts/`, and of its own template in `templates/prompts/`.
    pub fn file_name(&self) -> String {
        match self {
            Self::Leader => "project-leader.md".to_owned(),
            Self::Team(team) => format!("team-{team}.md"),
        }
    }
}

/// The folder of a project's own templates.
pub const TEMPLATES_FOLDER: &str = "templates/prompts";
/// The file of a project's own template for all teams, in that folder.
pub const TEAMS_TEMPLATE: &str = "team.md";

/// A project's own templates, by file name in [`TEMPLATES_FOLDER`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Templates(pub BTreeMap<String, String>);

impl Templates {
    /// The file name and text of what wins over the built-in template: the team's own (for a part also its team's), then
    /// the one for all teams.
    pub fn of(&self, manifest: &Manifest, recipient: &Recipient) -> Option<(&str, &str)> {
        let mut names = vec![recipient.file_name()];
        if let Recipient::Team(id) = recipient {
            let whole = manifest.teams.iter().find(|team| team.swarm.iter().any(|part| part.id == *id));
            names.extend(whole.map(|team| Recipient::Team(team.id.clone()).file_name()));
            names.push(TEAMS_TEMPLATE.to_owned());
        }
        let found = names.iter().find_map(|name| self.0.get_key_value(name));
        found.map(|(name, text)| (name.as_str(), text.as_str()))
    }
}

/// The steps that a template may take: far more than any honest one does.
const FUEL: u64 = 5_000_000;

/// Renders a prompt (Markdown).
pub fn render(manifest: &Manifest, recipient: &Recipient, language: Language, templates: &Templates) -> Result<String, Problem> {
    let own = templates.of(manifest, recipient);
    let template = own.map_or_else(|| built_in(recipient, language), |(_, text)| text);
    let file = own.map(|(name, _)| format!("{TEMPLATES_FOLDER}/{name}"));
    match recipient {
        Recipient::Leader => fill(template, file, recipient, &LeaderContext::new(manifest)),
        Recipient::Team(id) => {
            let (team, part) = find(manifest, id).ok_or_else(|| Problem::error("prompt-no-team").with("team", id))?;
            fill(template, file, recipient, &TeamContext::new(manifest, team, part))
        }
    }
}

/// A team by its id, or the team and the part of it that has the id.
fn find<'a>(manifest: &'a Manifest, id: &TeamId) -> Option<(&'a Team, Option<&'a SubTeam>)> {
    manifest.teams.iter().find_map(|team| {
        let part = team.swarm.iter().find(|part| part.id == *id);
        (team.id == *id || part.is_some()).then_some((team, part))
    })
}

fn built_in(recipient: &Recipient, language: Language) -> &'static str {
    match (recipient, language) {
        (Recipient::Leader, Language::English) => include_str!("../../assets/prompts/en/leader.md.j2"),
        (Recipient::Leader, Language::Swedish) => include_str!("../../assets/prompts/sv/leader.md.j2"),
        (Recipient::Team(_), Language::English) => include_str!("../../assets/prompts/en/team.md.j2"),
        (Recipient::Team(_), Language::Swedish) => include_str!("../../assets/prompts/sv/team.md.j2"),
    }
}

/// Several prompts in one text, each after a line that says whose it is. A comment, so that it shows nowhere as text.
pub fn joined<'a>(prompts: impl IntoIterator<Item = (&'a Recipient, &'a str)>) -> String {
    let mut all = String::new();
    for (recipient, text) in prompts {
        if !all.is_empty() {
            all.push_str("\n---\n\n");
        }
        all.push_str(&format!("<!-- prompts/{} -->\n\n{}\n", recipient.file_name(), text.trim_end()));
    }
    all
}

/// What tells a prompt from another: the beginning of its BLAKE3 hash.
pub fn fingerprint(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..32].to_owned()
}

/// How long a prompt is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// Words, as people count them.
    pub words: usize,
    /// Tokens, as language models count them: an estimate from the number of characters, to the nearest hundred.
    pub tokens: usize,
}

impl Length {
    /// The length of a text. Technical prose with paths and code has about 3.6 characters a token in English, and about
    /// 3.1 in Swedish.
    pub fn of(text: &str, language: Language) -> Self {
        let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
        let tenths = match language {
            Language::English => 36,
            Language::Swedish => 31,
        };
        let tokens = (text.chars().count() * 10).div_ceil(tenths);
        Self { words, tokens: if tokens < 100 { tokens } else { (tokens + 50) / 100 * 100 } }
    }
}

/// Renders a template. `file` is its file, where it is a project's own.
fn fill(template: &str, file: Option<String>, recipient: &Recipient, context: &impl Serialize) -> Result<String, Problem> {
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    environment.set_syntax(syntax.unwrap_or_default());
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.set_fuel(Some(FUEL));
    environment.set_debug(true);
    // Names that people give must not end a table's cell.
    environment.add_filter("cell", |text: String| text.replace('|', "\\|").replace('\n', " "));
    let text = environment
        .render_str(template, minijinja::value::Serde(context))
        .map_err(|error| explain(&error, template, file.unwrap_or_else(|| "team.md.j2".to_owned()), recipient))?;
    Ok(tidy(&text))
}

/// What is wrong with a template, and where.
fn explain(error: &minijinja::Error, template: &str, file: String, recipient: &Recipient) -> Problem {
    let line = error.line().and_then(|line| u32::try_from(line).ok()).unwrap_or(0);
    let range = error.range().filter(|range| template.get(range.clone()).is_some_and(|part| !part.is_empty()));
    let column = range.as_ref().map_or(0, |range| {
        let before = &template[..range.start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        u32::try_from(before[line_start..].chars().count() + 1).unwrap_or(0)
    });
    let place = Place::at(file, line, column);
    let named = range.map(|range| template[range].trim()).filter(|_| error.kind() == ErrorKind::UndefinedError);
    if let Some(name) = named {
        let known = variables::names(recipient).iter().map(|name| name.trim_end_matches("[]"));
        let near = nearest(name, known).unwrap_or("none");
        return Problem::error("prompt-template-unknown").with("name", name).with("near", near).at(place);
    }
    let reason = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    Problem::error("prompt-template").with("reason", reason).at(place)
}

/// Never more than one blank line in a row (outside of code), and one line end at the end.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut blanks = 0;
    let mut in_code = false;
    for line in text.lines() {
        in_code ^= line.trim_start().starts_with("```");
        blanks = if line.trim().is_empty() && !in_code { blanks + 1 } else { 0 };
        if blanks <= 1 {
            tidied.push_str(line.trim_end());
            tidied.push('\n');
        }
    }
    let length = tidied.trim_end().len();
    tidied.truncate(length);
    tidied.push('\n');
    tidied
}

#[cfg(test)]
mod tests;
