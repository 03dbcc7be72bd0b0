//! Team ids and the ten standard teams. Owns: what a legal id is, how other spellings map to it, the Greek
//! letters and the colour number of a badge. Not: what a team does in a project (`manifest`), nor colours
//! as such (`gui::theme`).

use serde::{Deserialize, Serialize};

/// A team's id: lower-case letters, digits and dashes, as folders and branches are named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct TeamId(String);

impl From<TeamId> for String {
    fn from(id: TeamId) -> Self {
        id.0
    }
}

impl TryFrom<String> for TeamId {
    type Error = String;

    /// What [`TeamId::from_spelling`] reads, and the reserved ids as they are.
    fn try_from(text: String) -> Result<Self, Self::Error> {
        if RESERVED.contains(&text.as_str()) {
            return Ok(Self(text));
        }
        Self::from_spelling(&text).ok_or(text)
    }
}

/// Ids that mean something else in Dectet.
pub const RESERVED: [&str; 4] = ["you", "base", "integration", UNASSIGNED];
/// The key of the responsibilities that no team has, and the id that stands for their list in edits.
pub const UNASSIGNED: &str = "unassigned";

impl TeamId {
    /// Maps any spelling to an id: `Team Alpha`, `ALPHA`, `team_alpha` and `alpha` are all `alpha`.
    /// `None` when nothing of a slug is left, or the id is reserved.
    pub fn from_spelling(spelling: &str) -> Option<Self> {
        use unicode_normalization::UnicodeNormalization;
        if let Some(index) = STANDARD.iter().position(|team| team.letter == spelling.trim()) {
            return Some(Self(STANDARD[index].id.to_owned()));
        }
        let mut slug = String::new();
        for character in spelling.nfd().flat_map(char::to_lowercase) {
            match character {
                'a'..='z' | '0'..='9' => slug.push(character),
                '\u{300}'..='\u{36f}' => {}
                _ if slug.ends_with('-') || slug.is_empty() => {}
                _ => slug.push('-'),
            }
        }
        let slug = slug.trim_end_matches('-');
        let slug = slug.strip_prefix("team-").or_else(|| slug.strip_suffix("-team")).unwrap_or(slug);
        (!slug.is_empty() && !RESERVED.contains(&slug)).then(|| Self(slug.to_owned()))
    }

    /// The side that stands for hand edits in `integrated/`.
    pub fn you() -> Self {
        Self("you".to_owned())
    }

    /// The side that stands for what the project itself became since teams started.
    pub fn project() -> Self {
        Self("base".to_owned())
    }

    /// The side that stands for several teams' joined work, beside a person's hand edits.
    pub fn integration() -> Self {
        Self("integration".to_owned())
    }

    /// Whether this side is no team but a person: *you*, or the project's own files. A person may write anywhere.
    pub fn is_person(&self) -> bool {
        self.0 != UNASSIGNED && RESERVED.contains(&self.0.as_str())
    }

    /// No team: the list of responsibilities that nobody has yet.
    pub fn unassigned() -> Self {
        Self(UNASSIGNED.to_owned())
    }

    /// Whether this stands for responsibilities that nobody has yet.
    pub fn is_unassigned(&self) -> bool {
        self.0 == UNASSIGNED
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Which standard team this is, or whose sub-team: `alpha` and `alpha-2` are 0.
    pub fn standard_index(&self) -> Option<usize> {
        STANDARD.iter().position(|team| {
            self.0.strip_prefix(team.id).is_some_and(|rest| {
                rest.is_empty() || rest.strip_prefix('-').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
            })
        })
    }

    /// What a badge shows: the Greek letter of a standard team, else the id's first letter in upper case.
    pub fn letter(&self) -> String {
        match self.standard_index() {
            Some(index) => STANDARD[index].letter.to_owned(),
            None => self.0.chars().next().map(|c| c.to_uppercase().collect()).unwrap_or_default(),
        }
    }
}

impl std::fmt::Display for TeamId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// One of the ten teams that every project starts with.
#[derive(Clone, Copy, Debug)]
pub struct StandardTeam {
    /// Its id.
    pub id: &'static str,
    /// Its Greek letter.
    pub letter: &'static str,
    /// Its name for people.
    pub name: &'static str,
}

/// The ten standard teams, in order; a team's place here is also its colour's number.
pub const STANDARD: [StandardTeam; 10] = [
    StandardTeam { id: "alpha", letter: "α", name: "Foundation" },
    StandardTeam { id: "beta", letter: "β", name: "API Layer" },
    StandardTeam { id: "gamma", letter: "γ", name: "Business Logic" },
    StandardTeam { id: "delta", letter: "δ", name: "Integrations" },
    StandardTeam { id: "epsilon", letter: "ε", name: "Frontend" },
    StandardTeam { id: "zeta", letter: "ζ", name: "Testing" },
    StandardTeam { id: "eta", letter: "η", name: "DevOps" },
    StandardTeam { id: "theta", letter: "θ", name: "Documentation" },
    StandardTeam { id: "iota", letter: "ι", name: "Security & Compliance" },
    StandardTeam { id: "kappa", letter: "κ", name: "Analytics & Monitoring" },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_team_is_one_id() {
        for spelling in ["alpha", "Alpha", "ALPHA", "Team Alpha", "team_alpha", "alpha-team", " alpha ", "α"] {
            assert_eq!(TeamId::from_spelling(spelling).expect(spelling).as_str(), "alpha", "{spelling}");
        }
        assert_eq!(TeamId::from_spelling("Växel & Överföring").expect("slug").as_str(), "vaxel-overforing");
        for bad in ["", "  ", "you", "Base", "---", "integration", "Unassigned"] {
            assert_eq!(TeamId::from_spelling(bad), None, "{bad}");
        }
    }

    #[test]
    fn sub_teams_share_the_letter_of_their_team() {
        let id = |text: &str| TeamId::from_spelling(text).expect(text);
        assert_eq!(id("beta-3").letter(), "β");
        assert_eq!(id("beta-x").standard_index(), None);
        assert_eq!(id("payments").letter(), "P");
    }
}
