//! What the host has looked up beside its loop: prompts, what trees hold, whether a claim is true. Owns the threads that
//! look, one of a kind at a time, so that a large tree slows nobody.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use crossbeam_channel::Sender;
use serde_json::Value;

use super::Input;
use crate::engine::command::ExpandRequest;
use crate::engine::disk::{self, Kind};
use crate::engine::job::Silent;
use crate::engine::project::Project;
use crate::engine::settings::Settings;
use crate::engine::{jobs, session, threads};
use crate::model::manifest::Manifest;
use crate::model::mega;
use crate::model::ownership::{Ownership, PathClass};
use crate::model::problem::{Problem, Severity};
use crate::model::prompt::{self, Language, Recipient};
use crate::model::run::team::Measured;
use crate::model::team::TeamId;

/// Trees are measured this often at most.
const MEASURE_EVERY: Duration = Duration::from_secs(5);

/// What is being looked at.
#[derive(Debug, Default)]
pub(super) struct Looks {
    measuring: bool,
    measured: Option<Instant>,
    /// What requests for permission held, for their answers; the journal has it without secrets.
    inputs: BTreeMap<(TeamId, String), Value>,
}

impl Looks {
    /// A team's prompt, in the person's language.
    pub(super) fn prompt(&self, project: &Project, manifest: &Manifest, team: &TeamId) -> Result<String, Problem> {
        let code = Settings::load().language.or_else(sys_locale::get_locale);
        let language = code.map_or_else(Language::default, |code| Language::of_code(&code));
        prompt::render(manifest, &Recipient::Team(team.clone()), language, &project.read_prompt_templates()?)
    }

    pub(super) fn keep_input(&mut self, team: &TeamId, request: &str, input: Value) {
        self.inputs.insert((team.clone(), request.to_owned()), input);
    }

    pub(super) fn take_input(&mut self, team: &TeamId, request: &str) -> Option<Value> {
        self.inputs.remove(&(team.clone(), request.to_owned()))
    }

    /// Measures these teams' trees, unless that is under way or was done just now.
    pub(super) fn measure(&mut self, project: &Project, teams: Vec<TeamId>, inputs: &Sender<Input>) {
        if self.measuring || self.measured.is_some_and(|at| at.elapsed() < MEASURE_EVERY) || teams.is_empty() {
            return;
        }
        let (project, inputs) = (project.clone(), inputs.clone());
        let started = threads::start("measure", move || {
            let _ = inputs.send(Input::Measured(measure(&project, &teams)));
        });
        self.measuring = started.is_ok();
    }

    pub(super) fn measured(&mut self) {
        (self.measuring, self.measured) = (false, Some(Instant::now()));
    }

    /// Looks into a claim of being complete: mega-files parse, expansion would pass, paths are inside.
    pub(super) fn judge(&self, project: &Project, ownership: &Ownership, team: &TeamId, inputs: &Sender<Input>) {
        let (project, ownership, team, inputs) = (project.clone(), ownership.clone(), team.clone(), inputs.clone());
        let _ = threads::start("judge", move || {
            let against = threads::guarded(|| Ok(judge(&project, &ownership, &team)));
            let against = against.unwrap_or_else(|problem| vec![problem.id.to_owned()]);
            let _ = inputs.send(Input::Judged(team, against));
        });
    }

    /// Expands these teams' mega-files into their trees, then says so: what does not expand is theirs to mend.
    pub(super) fn expand(&self, project: &Project, teams: Vec<TeamId>, inputs: &Sender<Input>) {
        let (project, inputs) = (project.clone(), inputs.clone());
        let _ = threads::start("expand", move || {
            let request = ExpandRequest { teams: teams.clone(), ..ExpandRequest::default() };
            let _ = threads::guarded(|| {
                let _alone = session::working(&project)?;
                jobs::expand::expand(&project, &request, &Silent)
            });
            let _ = inputs.send(Input::Expanded(teams));
        });
    }
}

fn measure(project: &Project, teams: &[TeamId]) -> Vec<(TeamId, Measured)> {
    let mut mega_files: BTreeMap<TeamId, u32> = BTreeMap::new();
    let (entries, _) = project.read_mega_files().unwrap_or_default();
    for entry in entries {
        let text = entry.text.unwrap_or_default();
        let is_sound =
            mega::read::read(entry.path.as_str(), &text).problems.iter().all(|problem| problem.severity != Severity::Error);
        *mega_files.entry(entry.team).or_default() += u32::from(is_sound);
    }
    let measured = teams.iter().map(|team| {
        let folder = project.team_folder(team);
        let mut measured = Measured { mega_files: mega_files.get(team).copied().unwrap_or_default(), ..Measured::default() };
        for found in disk::walk(&folder).map(|walked| walked.found).unwrap_or_default() {
            if matches!(found.kind, Kind::File | Kind::Executable) {
                measured.files += 1;
                let bytes = disk::read_if_there(&folder.join(&found.path)).ok().flatten().unwrap_or_default();
                if !bytes[..bytes.len().min(8_000)].contains(&0) {
                    measured.lines += bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
                }
            }
        }
        (team.clone(), measured)
    });
    measured.collect()
}

fn judge(project: &Project, ownership: &Ownership, team: &TeamId) -> Vec<String> {
    let mut against = BTreeSet::new();
    let (entries, problems) = project.read_mega_files().unwrap_or_default();
    against.extend(problems.iter().filter(|problem| problem.severity == Severity::Error).map(|problem| problem.id.to_owned()));
    let own: Vec<_> = entries.iter().filter(|entry| entry.team == *team).collect();
    if !own.is_empty() {
        let request = ExpandRequest { teams: vec![team.clone()], dry_run: true, ..ExpandRequest::default() };
        match jobs::expand::expand(project, &request, &Silent) {
            Ok(report) => {
                let errors = report.problems.iter().filter(|problem| problem.severity == Severity::Error);
                against.extend(errors.map(|problem| problem.id.to_owned()));
            }
            Err(problem) => {
                against.insert(problem.id.to_owned());
            }
        }
    }
    let folder = project.team_folder(team);
    let found = disk::walk(&folder).map(|walked| walked.found).unwrap_or_default();
    let is_outside = found
        .iter()
        .any(|found| matches!(ownership.classify(team, &found.path), PathClass::AnotherTeams(_) | PathClass::Forbidden));
    if is_outside && project.mode == crate::engine::project::Mode::Folder {
        against.insert("run-wrote-outside".to_owned());
    }
    against.into_iter().collect()
}
