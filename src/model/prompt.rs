//! Each team's prompt, rendered from the manifest. Owns what a template can name; the words are in
//! `assets/prompts/<language>/`, and a project's own template wins over them. Not: writing files, or who has been
//! briefed.
//!
//! A prompt is what an agent really gets: every path, time and name in it comes from the manifest, none is made up.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

use crate::model::manifest::{CommandLine, IntegrationPoint, LocRange, Manifest, Monitoring, Project, SubTeam, Team};
use crate::model::pattern::Pattern;
use crate::model::problem::{Place, Problem};
use crate::model::team::TeamId;

/// A language that prompts are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Language {
    #[default]
    English,
    Swedish,
}

/// The file of a project's own template for the teams' prompts.
pub const TEAM_TEMPLATE: &str = "templates/prompts/team.md";
/// The file of a project's own template for the project leader's prompt.
pub const LEADER_TEMPLATE: &str = "templates/prompts/project-leader.md";

/// The steps that a template may take: far more than any honest one does.
const FUEL: u64 = 5_000_000;

/// Renders a team's (or sub-team's) prompt (Markdown). `own_template` is the project's `templates/prompts/team.md`,
/// which wins.
pub fn team_prompt(
    manifest: &Manifest,
    team: &TeamId,
    language: Language,
    own_template: Option<&str>,
) -> Result<String, Problem> {
    let found = manifest.teams.iter().find_map(|of| {
        let part = of.swarm.iter().find(|part| part.id == *team);
        (of.id == *team || part.is_some()).then_some((of, part))
    });
    let Some((of, part)) = found else { return Err(Problem::error("prompt-no-team").with("team", team)) };
    let built_in = match language {
        Language::English => include_str!("../../assets/prompts/en/team.md.j2"),
        Language::Swedish => include_str!("../../assets/prompts/sv/team.md.j2"),
    };
    render(own_template.unwrap_or(built_in), TEAM_TEMPLATE, &TeamContext::new(manifest, of, part))
}

/// Renders the project leader's prompt.
pub fn leader_prompt(manifest: &Manifest, language: Language, own_template: Option<&str>) -> Result<String, Problem> {
    let built_in = match language {
        Language::English => include_str!("../../assets/prompts/en/leader.md.j2"),
        Language::Swedish => include_str!("../../assets/prompts/sv/leader.md.j2"),
    };
    render(own_template.unwrap_or(built_in), LEADER_TEMPLATE, &LeaderContext::new(manifest))
}

fn render(template: &str, file: &str, context: &impl Serialize) -> Result<String, Problem> {
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    environment.set_syntax(syntax.unwrap_or_default());
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.set_fuel(Some(FUEL));
    let text = environment.render_str(template, minijinja::value::Serde(context)).map_err(|error| {
        let line = error.line().and_then(|line| u32::try_from(line).ok()).unwrap_or(0);
        let reason = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
        Problem::error("prompt-template").with("reason", reason).at(Place::at(file, line, 0))
    })?;
    Ok(tidy(&text))
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

/// What a team's template can name.
#[derive(Serialize)]
struct TeamContext<'a> {
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
    phases: Vec<PhaseView<'a>>,
    rounds: Vec<RoundView<'a>>,
    contracts: Vec<ContractView<'a>>,
    monitoring: MonitoringView,
    validation: ValidationView<'a>,
    distribution: super::manifest::Distribution,
    example: Example<'a>,
}

/// What the project leader's template can name.
#[derive(Serialize)]
struct LeaderContext<'a> {
    project: ProjectView<'a>,
    team_count: usize,
    teams: Vec<TeamView<'a>>,
    phases: Vec<PhaseView<'a>>,
    rounds: Vec<RoundView<'a>>,
    contracts: Vec<ContractView<'a>>,
    monitoring: MonitoringView,
    validation: ValidationView<'a>,
    distribution: super::manifest::Distribution,
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
    coverage_minimum: Option<f64>,
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
    let view = |phase: &'_ super::manifest::Phase| {
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
        coverage_minimum: validation.coverage_minimum_percent,
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
    fn new(manifest: &'a Manifest, of: &'a Team, part: Option<&'a SubTeam>) -> Self {
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
    fn new(manifest: &'a Manifest) -> Self {
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

#[cfg(test)]
mod tests;
