//! What a prompt's template can name: views of the manifest made for templates, so that these stay legible. Not: how a
//! template is rendered.
//!
//! Own templates of projects depend on these names: [`variables`] lists them, and a test holds the list to what is here.

use serde::Serialize;

use crate::model::manifest::{
    CommandLine, Distribution, IntegrationPoint, LocRange, Manifest, Monitoring, Phase, Project, SubTeam, Team,
};
use crate::model::pattern::Pattern;
use crate::model::team::TeamId;

/// What a team's template can name.
#[derive(Serialize)]
pub(super) struct TeamContext<'a> {
    project: ProjectView<'a>,
    team_count: usize,
    team: TeamView<'a>,
    /// The teams whose work it uses.
    depends_on: Vec<TeamView<'a>>,
    /// The teams that use its work.
    used_by: Vec<TeamView<'a>>,
    /// All other teams with write paths.
    owned_by_others: Vec<TeamView<'a>>,
    /// Its sub-teams.
    parts: &'a [SubTeam],
    /// For a part: the other parts of its team.
    siblings: Vec<&'a SubTeam>,
    phases: Vec<PhaseView<'a>>,
    rounds: Vec<RoundView<'a>>,
    contracts: Vec<ContractView<'a>>,
    monitoring: MonitoringView,
    validation: ValidationView<'a>,
    distribution: Distribution,
    example: Example<'a>,
}

/// What the project leader's template can name.
#[derive(Serialize)]
pub(super) struct LeaderContext<'a> {
    project: ProjectView<'a>,
    team_count: usize,
    teams: Vec<TeamView<'a>>,
    phases: Vec<PhaseView<'a>>,
    rounds: Vec<RoundView<'a>>,
    contracts: Vec<ContractView<'a>>,
    monitoring: MonitoringView,
    validation: ValidationView<'a>,
    distribution: Distribution,
}

#[derive(Serialize)]
struct ProjectView<'a> {
    name: &'a str,
    description: &'a str,
    target_loc: Option<String>,
    target_files: Option<String>,
    stack: &'a [String],
}

#[derive(Serialize)]
struct TeamView<'a> {
    id: &'a TeamId,
    /// The folder of its mega-files: a part shares its team's.
    folder: &'a TeamId,
    /// The team that it is a part of.
    part_of: Option<&'a TeamId>,
    name: &'a str,
    letter: String,
    role: &'a str,
    responsibilities: &'a [String],
    write_paths: &'a [String],
    read_paths: &'a [String],
    forbidden_paths: &'a [String],
    depends_on: &'a [TeamId],
    wait_for: &'a [TeamId],
    target_loc: Option<String>,
    mega_files: Option<u32>,
    mega_file_names: &'a [String],
}

#[derive(Serialize)]
struct PhaseView<'a> {
    name: &'a str,
    minutes: u32,
    /// Since the beginning of the run: `0:15`.
    from: String,
    to: String,
}

#[derive(Serialize)]
struct RoundView<'a> {
    number: usize,
    name: &'a str,
    teams: &'a [TeamId],
    target_loc: Option<String>,
}

#[derive(Serialize)]
struct ContractView<'a> {
    name: &'a str,
    between: &'a [TeamId],
    artifact: Option<&'a str>,
    owner: Option<&'a TeamId>,
    is_mine: bool,
}

#[derive(Serialize)]
struct MonitoringView {
    report_every_minutes: u64,
    warn_percent: u32,
    warn_after_minutes: u64,
    stalled_after_minutes: u64,
}

#[derive(Serialize)]
struct ValidationView<'a> {
    commands: Vec<CommandView<'a>>,
    /// In percent: `80`, `82.5`.
    coverage_minimum: Option<String>,
    minimum_files: Option<u64>,
    minimum_loc: Option<u64>,
}

#[derive(Serialize)]
struct CommandView<'a> {
    name: &'a str,
    run: String,
}

/// What makes the example of a mega-file the team's own.
#[derive(Serialize)]
struct Example<'a> {
    /// A folder that the team may write.
    folder: String,
    /// The ending of its files.
    extension: &'static str,
    /// Another team, to be waited for in an example.
    other: &'a str,
}

fn range(range: Option<LocRange>) -> Option<String> {
    range.map(|LocRange { min, max }| if min == max { min.to_string() } else { format!("{min}–{max}") })
}

fn project(project: &Project) -> ProjectView<'_> {
    let Project { name, description, target_loc, target_files, stack } = project;
    ProjectView { name, description, target_loc: range(*target_loc), target_files: range(*target_files), stack }
}

fn team<'a>(of: &'a Team, part: Option<&'a SubTeam>) -> TeamView<'a> {
    let own = |part: &'a [String], whole: &'a [String]| if part.is_empty() { whole } else { part };
    TeamView {
        id: part.map_or(&of.id, |part| &part.id),
        folder: &of.id,
        part_of: part.map(|_| &of.id),
        name: &of.name,
        letter: of.id.letter(),
        role: of.role.trim_end_matches('.'),
        responsibilities: own(part.map_or(&[], |part| &part.responsibilities), &of.responsibilities),
        write_paths: own(part.map_or(&[], |part| &part.write_paths), &of.write_paths),
        read_paths: &of.read_paths,
        forbidden_paths: &of.forbidden_paths,
        depends_on: &of.depends_on,
        wait_for: &of.wait_for,
        target_loc: range(of.target_loc),
        mega_files: of.mega_files,
        mega_file_names: &of.mega_file_names,
    }
}

fn phases(manifest: &Manifest) -> Vec<PhaseView<'_>> {
    let mut at = 0u32;
    let clock = |minutes: u32| format!("{}:{:02}", minutes / 60, minutes % 60);
    let view = |phase: &'_ Phase| {
        let from = at;
        at = at.saturating_add(phase.minutes);
        (clock(from), clock(at))
    };
    let times: Vec<_> = manifest.phases.iter().map(view).collect();
    let with_times = manifest.phases.iter().zip(times);
    with_times.map(|(phase, (from, to))| PhaseView { name: &phase.name, minutes: phase.minutes, from, to }).collect()
}

fn rounds<'a>(manifest: &'a Manifest, takes_part: impl Fn(&[TeamId]) -> bool) -> Vec<RoundView<'a>> {
    let rounds = manifest.iterations.iter().enumerate().filter(|(_, round)| takes_part(&round.teams));
    rounds
        .map(|(index, round)| RoundView {
            number: index + 1,
            name: &round.name,
            teams: &round.teams,
            target_loc: range(round.target_loc),
        })
        .collect()
}

fn contract<'a>(point: &'a IntegrationPoint, me: Option<&TeamId>) -> ContractView<'a> {
    ContractView {
        name: &point.name,
        between: &point.between,
        artifact: point.artifact.as_deref(),
        owner: point.owner.as_ref(),
        is_mine: me.is_some() && point.owner.as_ref() == me,
    }
}

fn monitoring(monitoring: &Monitoring) -> MonitoringView {
    MonitoringView {
        report_every_minutes: monitoring.report_every_secs.div_ceil(60),
        warn_percent: monitoring.warn_percent,
        warn_after_minutes: monitoring.warn_after_secs.div_ceil(60),
        stalled_after_minutes: monitoring.stalled_after_secs.div_ceil(60),
    }
}

fn validation(manifest: &Manifest) -> ValidationView<'_> {
    let validation = &manifest.validation;
    let run = |run: &CommandLine| match run {
        CommandLine::Shell(line) => line.clone(),
        CommandLine::Direct(words) => words.join(" "),
    };
    ValidationView {
        commands: validation.commands.iter().map(|command| CommandView { name: &command.name, run: run(&command.run) }).collect(),
        coverage_minimum: validation.coverage_minimum_percent.map(|percent| percent.to_string()),
        minimum_files: validation.minimum_files,
        minimum_loc: validation.minimum_loc,
    }
}

/// A folder that a pattern gives, without its wildcards: `src/api` of `src/api/**`.
fn folder_of(pattern: &str) -> Option<String> {
    let pattern = Pattern::new(pattern).ok()?;
    let example = pattern.branches()[0].literal_folder();
    (!example.is_empty()).then_some(example)
}

impl<'a> TeamContext<'a> {
    pub(super) fn new(manifest: &'a Manifest, of: &'a Team, part: Option<&'a SubTeam>) -> Self {
        let me = team(of, part);
        let others = || manifest.teams.iter().filter(|other| other.id != of.id);
        let is_me = |ids: &[TeamId]| ids.contains(&of.id) || ids.contains(me.id);
        let takes_part = |point: &&IntegrationPoint| is_me(&point.between) || point.owner.as_ref() == Some(&of.id);
        let words: Vec<String> = manifest.project.stack.iter().map(|word| word.to_lowercase()).collect();
        let uses = |language: &str| words.iter().any(|word| word.contains(language));
        let is_python = ["python", "django", "flask", "fastapi"].into_iter().any(uses) && !uses("typescript") && !uses("react");
        let example = Example {
            folder: me.write_paths.iter().find_map(|pattern| folder_of(pattern)).unwrap_or_else(|| format!("src/{}", of.id)),
            extension: if is_python { "py" } else { "ts" },
            other: of.depends_on.iter().chain(others().map(|other| &other.id)).next().map_or("alpha", TeamId::as_str),
        };
        Self {
            project: project(&manifest.project),
            team_count: manifest.teams.len(),
            depends_on: others().filter(|other| of.depends_on.contains(&other.id)).map(|other| team(other, None)).collect(),
            used_by: others().filter(|other| is_me(&other.depends_on)).map(|other| team(other, None)).collect(),
            owned_by_others: others().filter(|other| !other.write_paths.is_empty()).map(|other| team(other, None)).collect(),
            siblings: part.map_or(Vec::new(), |me| of.swarm.iter().filter(|other| other.id != me.id).collect()),
            parts: if part.is_some() { &[] } else { &of.swarm },
            phases: phases(manifest),
            rounds: rounds(manifest, is_me),
            contracts: manifest.integration_points.iter().filter(takes_part).map(|point| contract(point, Some(&of.id))).collect(),
            monitoring: monitoring(&manifest.monitoring),
            validation: validation(manifest),
            distribution: manifest.distribution,
            example,
            team: me,
        }
    }
}

impl<'a> LeaderContext<'a> {
    pub(super) fn new(manifest: &'a Manifest) -> Self {
        Self {
            project: project(&manifest.project),
            team_count: manifest.teams.len(),
            teams: manifest.teams_in_order().into_iter().map(|of| team(of, None)).collect(),
            phases: phases(manifest),
            rounds: rounds(manifest, |_| true),
            contracts: manifest.integration_points.iter().map(|point| contract(point, None)).collect(),
            monitoring: monitoring(&manifest.monitoring),
            validation: validation(manifest),
            distribution: manifest.distribution,
        }
    }
}
