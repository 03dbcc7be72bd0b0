//! Work that is given to a team beside its own: a targeted fix, or what another team has not done. Owns what counts as open,
//! that everybody concerned is told, and that whoever is to do it may write where the work lies.

use super::Host;
use crate::engine::exceptions::{self, Exception};
use crate::model::ownership::PathClass;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::run::line::What;
use crate::model::run::signals::Message;
use crate::model::run::team::{Delivery, TeamState};
use crate::model::run::{TeamRun, wishes};
use crate::model::team::TeamId;

/// Of a message so much is told on.
const LONGEST: usize = 2_000;

impl Host {
    /// Has a team mend these files and nothing else.
    pub(super) fn fix(&mut self, id: &TeamId, files: &[String], text: String) -> Result<(), Problem> {
        self.team(id)?;
        for file in files {
            let Ok(path) = RelPath::new(file) else { continue };
            let is_its = matches!(self.ownership.classify(id, &path), PathClass::Own | PathClass::Unclaimed);
            if is_its || self.is_granted(id, &path) {
                continue;
            }
            let (team, path, granted) = (id.clone(), path.as_str().to_owned(), true);
            let reason = "a targeted fix".to_owned();
            exceptions::record(&self.project, Exception { team: team.clone(), path: path.clone(), reason, granted })?;
            self.note(What::ExceptionAnswered { team, path, granted });
        }
        self.queue(id, Message::Text(text));
        self.wake(id);
        Ok(())
    }

    /// Lets a team take over what another has not done.
    pub(super) fn move_work(&mut self, from: &TeamId, to: &TeamId) -> Result<(), Problem> {
        if from == to {
            return Err(Problem::error("run-moves-to-itself").with("team", to));
        }
        self.team(to)?;
        let team = self.team(from)?;
        let open = open(team);
        let waiting: Vec<u64> = team.queued().map(|prompt| prompt.id).collect();
        let whole = self.manifest.teams.iter().find(|known| known.id == *from || known.swarm.iter().any(|part| part.id == *from));
        let part = whole.and_then(|whole| whole.swarm.iter().find(|part| part.id == *from));
        let own = part.map(|part| part.write_paths.clone()).filter(|paths| !paths.is_empty());
        let paths = own.or_else(|| whole.map(|whole| whole.write_paths.clone())).unwrap_or_default();
        let duties = part.map(|part| part.responsibilities.clone()).filter(|duties| !duties.is_empty());
        let duties = duties.or_else(|| whole.map(|whole| whole.responsibilities.clone())).unwrap_or_default();
        for path in &paths {
            let (team, reason) = (to.clone(), format!("takes over the open work of team {from}"));
            exceptions::record(&self.project, Exception { team, path: path.clone(), reason, granted: true })?;
        }
        self.note(What::WorkMoved { team: from.clone(), to: to.clone(), open: open.clone() });
        for path in &paths {
            self.note(What::ExceptionAnswered { team: to.clone(), path: path.clone(), granted: true });
        }
        for prompt in waiting {
            self.note(What::PromptWithdrawn { team: from.clone(), prompt });
        }
        self.queue(from, Message::Text(wishes::given_away(to)));
        self.queue(to, Message::Text(wishes::taken_over(from, &duties.join(", "), &paths, &open)));
        let is_at_work = self.state.team(from).is_some_and(|team| team.process.is_some());
        if is_at_work {
            self.wake(from);
        }
        self.wake(to);
        Ok(())
    }
}

/// What a team was told and has not done, and what it said of where it stands.
fn open(team: &TeamRun) -> Vec<String> {
    let is_open =
        |delivery| matches!(delivery, Delivery::Queued | Delivery::Maybe | Delivery::Delivered | Delivery::Acknowledged);
    let told = team.prompts.iter().filter(|prompt| is_open(prompt.delivery)).filter_map(|prompt| match &prompt.message {
        // Its own prompt is about itself: what of it is its work is told beside.
        Message::Briefing(_) => None,
        message => Some(message.text().chars().take(LONGEST).collect::<String>()),
    });
    let said = team.marker.iter().filter(|_| !matches!(team.stands, TeamState::Ready | TeamState::Complete));
    told.chain(said.map(|(marker, _)| format!("[{}] {}", marker.kind.word(), marker.text))).collect()
}
