//! What a person says to teams: five signals, or words of their own. Owns their spelling and when one counts as obeyed.
//! Not: how an agent is told (each adapter's own way), nor whether it arrived (`team`).

use serde::{Deserialize, Serialize};

use super::markers::MarkerKind;

/// What an agent is told that goes on where it was stopped.
pub const CONTINUE: &str = "Continue where you were stopped. Say where you stand with [STATUS] first.";

/// What an agent is told whose tree was taken back.
pub const WENT_BACK: &str = "Your tree was taken back to an earlier state: files that you remember may be gone or different. \
                             Look at what is there before you go on, and say where you stand with [STATUS] first.";

/// A signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signal {
    /// Write your mega-files.
    BeginMegaFiles,
    /// The mega-files are expanded: complete and review what templates cannot say.
    Execute,
    /// The trees are being merged: mend what comes back.
    Integration,
    /// Stop everything, now.
    EmergencyHalt,
    /// Say where you stand.
    Status,
}

impl Signal {
    /// All of them, in the order of a run.
    pub const ALL: [Self; 5] = [Self::BeginMegaFiles, Self::Execute, Self::Integration, Self::Status, Self::EmergencyHalt];

    /// As teams know it.
    pub fn text(self) -> &'static str {
        match self {
            Self::BeginMegaFiles => "BEGIN MEGA-FILE CREATION",
            Self::Execute => "EXECUTE",
            Self::Integration => "INTEGRATION",
            Self::EmergencyHalt => "EMERGENCY HALT",
            Self::Status => "STATUS?",
        }
    }

    /// Reads any spelling: `execute`, `BEGIN`, `emergency-halt`, `status?`.
    pub fn from_spelling(text: &str) -> Option<Self> {
        let slug: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        Some(match slug.as_str() {
            "begin" | "beginmegafiles" | "beginmegafilecreation" => Self::BeginMegaFiles,
            "execute" => Self::Execute,
            "integration" | "integrate" => Self::Integration,
            "halt" | "emergencyhalt" => Self::EmergencyHalt,
            "status" => Self::Status,
            _ => return None,
        })
    }

    /// Whether a marker that follows shows that the signal was obeyed; without one, the end of the agent's turn does.
    pub fn is_obeyed_by(self, marker: MarkerKind) -> bool {
        match self {
            Self::Status => true,
            Self::BeginMegaFiles | Self::Execute | Self::Integration => {
                matches!(marker, MarkerKind::Ready | MarkerKind::Complete)
            }
            Self::EmergencyHalt => false,
        }
    }
}

/// What is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Message {
    /// A signal.
    Signal(Signal),
    /// The team's own prompt, which starts its work.
    Briefing(String),
    /// Free words.
    Text(String),
}

impl Message {
    /// What the agent is told.
    pub fn text(&self) -> &str {
        match self {
            Self::Signal(signal) => signal.text(),
            Self::Briefing(text) | Self::Text(text) => text,
        }
    }

    /// The signal, if it is one.
    pub fn signal(&self) -> Option<Signal> {
        match self {
            Self::Signal(signal) => Some(*signal),
            Self::Briefing(_) | Self::Text(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signal_is_read_back_from_its_text() {
        for signal in Signal::ALL {
            assert_eq!(Signal::from_spelling(signal.text()), Some(signal));
            assert_eq!(Signal::from_spelling(&signal.text().to_lowercase().replace(' ', "-")), Some(signal));
        }
        assert_eq!(Signal::from_spelling("go"), None);
    }
}
