//! What the host has looked up beside its loop: prompts, what trees hold, whether a claim is true. Owns the threads that
//! look, one of a kind at a time, so that a large tree slows nobody.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crossbeam_channel::Sender;
use serde_json::Value;

use super::Input;
use super::seen::{self, Memory, Wanted};
use crate::engine::agents::{self, Adapter, Version, version};
use crate::engine::bases::Bases;
use crate::engine::command::ExpandRequest;
use crate::engine::job::Silent;
use crate::engine::project::Project;
use crate::engine::settings::Settings;
use crate::engine::{exceptions, jobs, session, taken, threads};
use crate::model::manifest::{Agent, Manifest};
use crate::model::ownership::Ownership;
use crate::model::problem::{Place, Problem, Severity};
use crate::model::prompt::{self, Language, Recipient};
use crate::model::team::TeamId;

/// Trees are looked at this often at most …
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// … and looking takes one part in so many of the time.
const LOOK_SHARE: u32 = 10;

/// What is being looked at.
#[derive(Debug)]
pub(super) struct Looks {
    looking: bool,
    began: Instant,
    next_look: Option<Instant>,
    memory: Arc<Mutex<Memory>>,
    /// Versions of agents' programs, each looked up once.
    versions: BTreeMap<OsString, Option<Version>>,
    /// What requests for permission held, for their answers; the journal has it without secrets.
    inputs: BTreeMap<(TeamId, String), Value>,
}

impl Default for Looks {
    fn default() -> Self {
        let (memory, versions, inputs) = (Arc::default(), BTreeMap::new(), BTreeMap::new());
        Self { looking: false, began: Instant::now(), next_look: None, memory, versions, inputs }
    }
}

impl Looks {
    /// A team's prompt, in the person's language.
    pub(super) fn prompt(&self, project: &Project, manifest: &Manifest, team: &TeamId) -> Result<String, Problem> {
        let code = Settings::load().language.or_else(sys_locale::get_locale);
        let language = code.map_or_else(Language::default, |code| Language::of_code(&code));
        prompt::render(manifest, &Recipient::Team(team.clone()), language, &project.read_prompt_templates()?)
    }

    /// The version of an agent's program, where it says one.
    pub(super) fn version(&mut self, adapter: &dyn Adapter, agent: &Agent, folder: &Path) -> Option<Version> {
        let words = agents::program_words(adapter, agent).ok()?;
        let program = words.first()?.clone();
        *self.versions.entry(program).or_insert_with(|| version::of(&words, folder))
    }

    pub(super) fn keep_input(&mut self, team: &TeamId, request: &str, input: Value) {
        self.inputs.insert((team.clone(), request.to_owned()), input);
    }

    pub(super) fn take_input(&mut self, team: &TeamId, request: &str) -> Option<Value> {
        self.inputs.remove(&(team.clone(), request.to_owned()))
    }

    /// Looks at these teams' trees, unless that is under way or was done just now.
    pub(super) fn look(
        &mut self,
        project: &Project,
        manifest: &Manifest,
        ownership: &Ownership,
        teams: Vec<TeamId>,
        inputs: &Sender<Input>,
    ) {
        if self.looking || self.next_look.is_some_and(|at| Instant::now() < at) || teams.is_empty() {
            return;
        }
        let wanted = Wanted { project: project.clone(), manifest: manifest.clone(), ownership: ownership.clone(), teams };
        let (memory, inputs) = (Arc::clone(&self.memory), inputs.clone());
        self.began = Instant::now();
        let started = threads::start("seen", move || {
            let seen = threads::guarded(|| {
                let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
                Ok(seen::look(&wanted, &mut memory))
            });
            let _ = inputs.send(Input::Seen(seen.unwrap_or_default()));
        });
        self.looking = started.is_ok();
    }

    /// The look is over; the next one waits longer the longer this one took.
    pub(super) fn looked(&mut self) {
        self.looking = false;
        self.next_look = Some(Instant::now() + LOOK_EVERY.max(self.began.elapsed() * LOOK_SHARE));
    }

    /// Looks into a claim of being complete: mega-files parse, expansion would pass, paths are inside.
    pub(super) fn judge(
        &self,
        project: &Project,
        manifest: &Manifest,
        ownership: &Ownership,
        team: &TeamId,
        inputs: &Sender<Input>,
    ) {
        let teams = vec![team.clone()];
        let wanted = Wanted { project: project.clone(), manifest: manifest.clone(), ownership: ownership.clone(), teams };
        let (team, inputs) = (team.clone(), inputs.clone());
        let _ = threads::start("judge", move || {
            let against = threads::guarded(|| judge(&wanted, &team)).unwrap_or_else(|problem| vec![problem]);
            let _ = inputs.send(Input::Judged(team, against));
        });
    }

    /// Expands these teams' mega-files into their trees, then says so: what does not expand is theirs to mend.
    pub(super) fn expand(&self, project: &Project, manifest: &Manifest, teams: Vec<TeamId>, inputs: &Sender<Input>) {
        let (project, manifest, inputs) = (project.clone(), manifest.clone(), inputs.clone());
        let _ = threads::start("expand", move || {
            let expanded = threads::guarded(|| {
                let _alone = session::working(&project)?;
                let mut problems = Vec::new();
                for team in &teams {
                    problems.extend(taken::take(&project, &manifest, team)?.problems);
                }
                // Parts of a team share its folder.
                let mut folders: Vec<TeamId> = teams.iter().map(|team| whole(&manifest, team).clone()).collect();
                folders.dedup();
                let request = ExpandRequest { teams: folders, ..ExpandRequest::default() };
                let mut report = jobs::expand::expand(&project, &request, &Silent)?;
                report.problems.extend(problems);
                Ok(report)
            });
            let told = teams.into_iter().map(|team| {
                let (files, problems) = match &expanded {
                    Ok(report) => {
                        let of_team = report.teams.iter().find(|one| one.team == whole(&manifest, &team).as_str());
                        let files = of_team.map_or(0, |one| one.created.len() + one.changed.len() + one.merged.len());
                        let is_its = |problem: &&Problem| is_about(problem, whole(&manifest, &team), &project.mega_files_folder);
                        (files, report.problems.iter().filter(is_its).cloned().collect())
                    }
                    Err(problem) => (0, vec![problem.clone()]),
                };
                (team, files, problems)
            });
            let _ = inputs.send(Input::Expanded(told.collect()));
        });
    }
}

/// The team that a part belongs to, or the team itself.
fn whole<'a>(manifest: &'a Manifest, team: &'a TeamId) -> &'a TeamId {
    manifest.teams.iter().find(|known| known.swarm.iter().any(|part| part.id == *team)).map_or(team, |known| &known.id)
}

/// Whether a problem is worth telling a team, and is about its mega-files.
fn is_about(problem: &Problem, team: &TeamId, folder: &str) -> bool {
    let is_named = problem.arg("team").is_some_and(|named| TeamId::from_spelling(named).as_ref() == Some(team));
    let lies_there = problem.place.as_ref().is_some_and(|place| {
        [format!("{folder}/{team}/"), format!("teams/{team}/")].iter().any(|folder| place.file.starts_with(folder))
    });
    problem.severity != Severity::Note && (is_named || lies_there)
}

/// What speaks against a team's being complete.
fn judge(wanted: &Wanted, team: &TeamId) -> Result<Vec<Problem>, Problem> {
    let project = &wanted.project;
    let owner = whole(&wanted.manifest, team);
    taken::take(project, &wanted.manifest, team)?;
    let mut against: Vec<Problem> = Vec::new();
    let (entries, problems) = project.read_mega_files()?;
    against.extend(problems.into_iter().filter(|problem| is_about(problem, owner, &project.mega_files_folder)));
    if entries.iter().any(|entry| entry.team == *owner) {
        let request = ExpandRequest { teams: vec![owner.clone()], dry_run: true, ..ExpandRequest::default() };
        against.extend(jobs::expand::expand(project, &request, &Silent)?.problems);
    }
    against.retain(|problem| problem.severity == Severity::Error);
    let mut bases = Bases::new(project, &wanted.manifest);
    let outside = seen::outside(wanted, team, &project.team_folder(team), &mut bases);
    let granted = exceptions::load(project)?;
    let is_granted = |path: &str| granted.iter().rev().find(|one| one.is_about(team, path)).is_some_and(|one| one.granted);
    let outside: Vec<_> = outside.into_iter().filter(|(path, _)| !is_granted(path.as_str())).collect();
    if let Some((path, _)) = outside.first() {
        let problem = Problem::error("run-wrote-outside").with("path", path).with("count", outside.len());
        against.push(problem.at(Place::file(path.as_str())));
    }
    Ok(against)
}
