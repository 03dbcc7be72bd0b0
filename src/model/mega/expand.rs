//! Mega-file → files, as a pure function: the same input gives the same bytes in the same order, on any number of
//! threads. Owns compiling and rendering; what outputs may not do together is `outputs`.

use std::sync::Arc;

use minijinja::Environment;

use super::compile::{Compiled, RenderFault, RenderFaultKind, compile};
use super::jinja::{self, Delimiters};
use super::nearest::nearest;
pub use super::outputs::check_outputs;
use super::scan::{self, FaultKind, Options, RemarkKind, Scan, scan};
use super::subjects::{Common, Subject, Subjects};
use super::variables::Known;
use super::{Check, MegaFile, Pattern, SourceText, Template};
use crate::model::path::{PathFault, RelPath};
use crate::model::problem::{Place, Problem, Severity};
use crate::model::syntax;
use crate::model::team::TeamId;

/// Files that one mega-file may make.
pub const MAX_OUTPUTS: usize = 250_000;

/// A mega-file ready to render: templates compiled, every output path known.
/// Shared between threads: rendering is `&self`.
#[derive(Debug)]
pub struct Prepared {
    file: String,
    id: String,
    env: Environment<'static>,
    delimiters: Delimiters,
    common: Common,
    /// Each entity's variables, made once.
    entities: Vec<Arc<Subject>>,
    patterns: Vec<Pattern>,
    files: Vec<Arc<Subject>>,
    templates: Vec<Ready>,
    outputs: Vec<PlannedOutput>,
    /// What each output is made of, in the order of `outputs`.
    jobs: Vec<Job>,
    directories: Vec<RelPath>,
    /// Where each of them is asked for.
    directory_places: Vec<Place>,
    checks: Vec<Check>,
}

/// A template with its body compiled; `None` where it does not compile (a problem says why).
#[derive(Debug)]
struct Ready {
    template: Template,
    body: Option<Compiled>,
    known: Arc<Known>,
}

#[derive(Clone, Copy, Debug)]
struct Job {
    template: usize,
    of: JobOf,
}

#[derive(Clone, Copy, Debug)]
enum JobOf {
    Entity(usize),
    Number(usize, i64),
    File(usize),
}

/// One file that an expansion writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedOutput {
    /// Where, inside the team's tree.
    pub path: RelPath,
    /// The template that makes it.
    pub template: String,
    /// What it is made for: an entity's name, a pattern's number, or nothing (scaffold).
    pub subject: Option<String>,
    /// Where its template stands.
    pub place: Place,
}

/// For each line of an output, the line of the mega-file that made it (from 1; 0 where none is known).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    /// One entry a line of the output.
    pub lines: Vec<u32>,
}

impl Prepared {
    /// Compiles a mega-file for a team. Problems of severity error mean: write nothing of this mega-file.
    pub fn new(mega: &MegaFile, team: &TeamId) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        check_team(mega, team, &mut problems);
        let texts = mega.templates.iter().flat_map(|template| [&template.body.text, &template.output_path.text]);
        let own_paths = mega.scaffold.iter().filter_map(|file| file.output_path.as_ref()).map(|path| &path.text);
        let delimiters = Delimiters::absent_from(texts.chain(own_paths).map(AsRef::as_ref));
        let Subjects { common, entities, files, known_to_entities } = Subjects::new(mega, team);
        let mut prepared = Self {
            file: mega.source.clone(),
            id: mega.id.clone(),
            env: jinja::environment(delimiters),
            delimiters,
            common,
            entities,
            patterns: mega.patterns.clone(),
            files,
            templates: Vec::new(),
            outputs: Vec::new(),
            jobs: Vec::new(),
            directories: Vec::new(),
            directory_places: Vec::new(),
            checks: mega.checks.clone(),
        };
        if mega.file_count() > MAX_OUTPUTS as u64 {
            let problem = Problem::error("mega-too-many-files").with("files", mega.file_count()).with("limit", MAX_OUTPUTS);
            problems.push(problem.at(mega.place.clone()));
            return (prepared, problems);
        }
        prepared.compile(mega, &known_to_entities, &mut problems);
        prepared.plan_directories(mega, &mut problems);
        let lines = prepared.try_one_of_each(&mut problems);
        if problems.iter().all(|problem| problem.severity < Severity::Error) {
            prepared.say_unknown_variables(&mut problems);
            compare_with_estimates(mega, prepared.outputs.len() as u64, lines, &mut problems);
        }
        (prepared, fold_problems(problems))
    }

    /// The files that it makes, in their order.
    pub fn outputs(&self) -> &[PlannedOutput] {
        &self.outputs
    }

    /// Empty folders that it asks for.
    pub fn directories(&self) -> &[RelPath] {
        &self.directories
    }

    /// The empty folders, each with the place where it is asked for.
    pub(super) fn directories_with_places(&self) -> impl Iterator<Item = (&RelPath, &Place)> {
        self.directories.iter().zip(&self.directory_places)
    }

    /// The mega-file's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Renders one output (`index` into `outputs`).
    pub fn render(&self, index: usize) -> Result<String, Problem> {
        self.with_job(index, |job, ready, body, subject| {
            let rendered = body.render(&ready.template.body, subject, &self.env, self.delimiters);
            rendered.map_err(|fault| self.render_problem(*job, subject, &fault, &ready.template.body))
        })
    }

    /// Renders one output and tells which line of the mega-file each of its lines comes from.
    pub fn render_mapped(&self, index: usize) -> Result<(String, SourceMap), Problem> {
        self.with_job(index, |job, ready, body, subject| {
            let text = &ready.template.body;
            let (rendered, bytes) = body
                .render_mapped(text, subject, &self.env, self.delimiters)
                .map_err(|fault| self.render_problem(*job, subject, &fault, text))?;
            let starts: Vec<usize> = std::iter::once(0).chain(text.text.match_indices('\n').map(|(at, _)| at + 1)).collect();
            let line = |byte: &usize| text.line(starts.partition_point(|start| start <= byte) - 1);
            Ok((rendered, SourceMap { lines: bytes.iter().map(line).collect() }))
        })
    }

    /// Checks a rendered output the way the mega-file's `validation` asks for; nothing where it does not ask.
    pub fn check_rendered(&self, index: usize, text: &str) -> Option<Problem> {
        let output = self.outputs.get(index)?;
        let is_wanted =
            self.checks.contains(&Check::FilesParse) || (self.checks.contains(&Check::TestsParse) && is_test(&output.path));
        if !is_wanted {
            return None;
        }
        let problem = syntax::check(&output.path, text)?;
        Some(problem.with("template", &output.template).with("subject", output.subject.as_deref().unwrap_or_default()))
    }

    /// The scalar variables of an output, by name: what a hover over a placeholder shows.
    pub fn variables(&self, index: usize) -> Vec<(String, String)> {
        self.jobs.get(index).map(|job| self.subject(job.of).scalars()).unwrap_or_default()
    }

    fn subject(&self, of: JobOf) -> Arc<Subject> {
        match of {
            JobOf::Entity(index) => Arc::clone(&self.entities[index]),
            JobOf::Number(pattern, number) => Arc::new(self.common.number(&self.patterns[pattern], number)),
            JobOf::File(index) => Arc::clone(&self.files[index]),
        }
    }

    fn with_job<T>(
        &self,
        index: usize,
        render: impl FnOnce(&Job, &Ready, &Compiled, &Subject) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let missing = || Problem::error("mega-no-such-output").with("index", index).at(Place::file(self.file.as_str()));
        let job = self.jobs.get(index).ok_or_else(missing)?;
        let ready = &self.templates[job.template];
        let body = ready.body.as_ref().ok_or_else(missing)?;
        render(job, ready, body, &self.subject(job.of))
    }

    /// Compiles every template and plans its outputs.
    fn compile(&mut self, mega: &MegaFile, for_entities: &Arc<Known>, problems: &mut Vec<Problem>) {
        for (index, template) in mega.templates.iter().enumerate() {
            let is_claimed = mega.is_claimed(index);
            let known = if is_claimed { Arc::new(self.common.known_to_claimed(mega, index)) } else { Arc::clone(for_entities) };
            let path_options = Options { engine: template.engine, is_path: true, keeps_reserved: false, known: &known };
            let path = self.compile_text(&template.output_path, &path_options, template, &format!("path {index}"), problems);
            let options = Options { is_path: false, keeps_reserved: !is_claimed, ..path_options };
            let body = self.compile_text(&template.body, &options, template, &format!("body {index}"), problems);
            let jobs = jobs_of(mega, index, is_claimed);
            if jobs.is_empty() {
                problems.push(Problem::note("mega-template-unused").with("template", &template.name).at(template.place.clone()));
            }
            self.templates.push(Ready { template: template.clone(), body, known: Arc::clone(&known) });
            for of in jobs {
                let job = Job { template: index, of };
                let own = match of {
                    JobOf::File(file) => mega.scaffold[file].output_path.as_ref(),
                    _ => None,
                };
                match own {
                    Some(text) => {
                        let name = format!("path of file {}", self.jobs.len());
                        let compiled = self.compile_text(text, &path_options, template, &name, problems);
                        self.plan(job, text, compiled.as_ref(), problems);
                    }
                    None => self.plan(job, &template.output_path, path.as_ref(), problems),
                }
            }
        }
    }

    /// Scans and compiles a text, and says what is worth saying of it.
    fn compile_text(
        &mut self,
        text: &SourceText,
        options: &Options<'_>,
        template: &Template,
        name: &str,
        problems: &mut Vec<Problem>,
    ) -> Option<Compiled> {
        let scan = scan(&text.text, options);
        self.say_remarks(&scan, text, template, problems);
        for fault in &scan.faults {
            let problem = match &fault.kind {
                FaultKind::Unclosed(name) => Problem::error("mega-unclosed-tag").with("name", name),
                FaultKind::BadExpression(inside) => Problem::error("mega-bad-expression").with("expression", inside),
                FaultKind::UnknownInPath(name) => unknown_name(
                    name,
                    options.known.names(),
                    || Problem::error("mega-unknown-in-path"),
                    || Problem::error("mega-unknown-in-path-near"),
                ),
                FaultKind::CollectionInPath(name) => Problem::error("mega-list-in-path").with("name", name),
            };
            problems.push(problem.with("template", &template.name).at(text.place(&self.file, fault.byte)));
        }
        if !scan.faults.is_empty() {
            return None;
        }
        match compile(text, &scan, options.known, name.to_owned(), &mut self.env, self.delimiters) {
            Ok(compiled) => Some(compiled),
            Err(fault) => {
                problems.push(self.fault_problem(&fault, text, template, options.known, None));
                None
            }
        }
    }

    /// One note for each kind of remark in a text, at its first place.
    fn say_remarks(&self, scan: &Scan, text: &SourceText, template: &Template, problems: &mut Vec<Problem>) {
        let mut said: Vec<(std::mem::Discriminant<RemarkKind>, usize, Vec<String>)> = Vec::new();
        for remark in &scan.remarks {
            let what = match &remark.kind {
                RemarkKind::Stays(text) | RemarkKind::NotJinja(text) => text.clone(),
                RemarkKind::Reserved(name) | RemarkKind::Collection(name) => format!("{{{name}}}"),
                RemarkKind::NearMiss { written, .. } | RemarkKind::FilterSpelling { written, .. } => written.clone(),
                RemarkKind::LiteralBrace => "{{{".to_owned(),
            };
            let kind = std::mem::discriminant(&remark.kind);
            match said.iter_mut().find(|(known, ..)| *known == kind) {
                Some((.., all)) if all.contains(&what) => {}
                Some((.., all)) => all.push(what),
                None => said.push((kind, remark.byte, vec![what])),
            }
        }
        for (kind, byte, all) in said {
            let Some(remark) = scan.remarks.iter().find(|remark| std::mem::discriminant(&remark.kind) == kind) else { continue };
            let problem = match &remark.kind {
                RemarkKind::Stays(_) => Problem::note("mega-braces-stay"),
                RemarkKind::Reserved(_) => Problem::note("mega-reserved-stays"),
                RemarkKind::NearMiss { known, .. } => Problem::note("mega-near-miss").with("known", known),
                RemarkKind::Collection(_) => Problem::note("mega-list-stays"),
                RemarkKind::LiteralBrace => Problem::note("mega-literal-brace"),
                RemarkKind::FilterSpelling { canonical, .. } => Problem::note("mega-filter-spelling").with("known", canonical),
                RemarkKind::NotJinja(_) => Problem::note("mega-not-jinja"),
            };
            let problem = problem.with("written", all.join(", ")).with("template", &template.name);
            problems.push(problem.at(text.place(&self.file, byte)));
        }
    }

    /// Renders a path and, if it is one, adds the output.
    fn plan(&mut self, job: Job, text: &SourceText, path: Option<&Compiled>, problems: &mut Vec<Problem>) {
        let Some(compiled) = path else { return };
        let subject = self.subject(job.of);
        let template = &self.templates[job.template].template;
        match compiled.render(text, &subject, &self.env, self.delimiters) {
            Ok(rendered) => match RelPath::new(&rendered) {
                Ok(path) => {
                    let (template, place) = (template.name.clone(), template.place.clone());
                    self.outputs.push(PlannedOutput { path, template, subject: subject.name.clone(), place });
                    self.jobs.push(job);
                }
                Err(fault) => {
                    let problem = path_problem(&fault).with("path", rendered.trim()).with("template", &template.name);
                    problems.push(with_subject(problem, &subject).at(text.place(&self.file, 0)));
                }
            },
            Err(fault) => {
                problems.push(self.fault_problem(&fault, text, template, &self.templates[job.template].known, Some(&subject)));
            }
        }
    }

    fn plan_directories(&mut self, mega: &MegaFile, problems: &mut Vec<Problem>) {
        for (written, place) in &mega.directories {
            match RelPath::new(written) {
                Ok(path) if self.directories.contains(&path) => {}
                Ok(path) => {
                    self.directories.push(path);
                    self.directory_places.push(place.clone());
                }
                Err(fault) => {
                    let problem = path_problem(&fault).with("path", written).with("template", "").with("subject", "");
                    problems.push(problem.at(place.clone()));
                }
            }
        }
    }

    /// Renders each template once, so that a broken one is found before anything is asked for; the lines that all
    /// outputs together will have, roughly.
    fn try_one_of_each(&self, problems: &mut Vec<Problem>) -> u64 {
        let mut lines = 0;
        // What does not compile has its problem already.
        for template in (0..self.templates.len()).filter(|template| self.templates[*template].body.is_some()) {
            let mut of_template = (0..self.jobs.len()).filter(|index| self.jobs[*index].template == template);
            let Some(first) = of_template.next() else { continue };
            match self.render(first) {
                Ok(text) => lines += text.lines().count() as u64 * (1 + of_template.count() as u64),
                Err(problem) => problems.push(problem),
            }
        }
        lines
    }

    /// `{% if tpyo %}` is false for everything, in silence: a word where no subject has a variable of that name, and
    /// the template itself does not reckon with its absence.
    fn say_unknown_variables(&self, problems: &mut Vec<Problem>) {
        const OF_THE_LANGUAGE: [&str; 6] = ["loop", "caller", "varargs", "kwargs", "self", "super"];
        for ready in &self.templates {
            let Some(Compiled::Jinja { name, .. }) = &ready.body else { continue };
            let Ok(template) = self.env.get_template(name) else { continue };
            let mut unknown: Vec<String> = template.undeclared_variables(false).into_iter().collect();
            unknown.retain(|name| !ready.known.contains(name) && !jinja::FUNCTIONS.contains(&name.as_str()));
            unknown.retain(|name| !OF_THE_LANGUAGE.contains(&name.as_str()));
            let text = &ready.template.body;
            // What a branch sets is there after it, too.
            unknown.retain(|name| !local_names(&text.text).contains(&name.as_str()));
            unknown.sort();
            for name in unknown {
                let Some(byte) = scan::unguarded_use(&text.text, &name) else { continue };
                let problem = unknown_name(
                    &name,
                    ready.known.names(),
                    || Problem::warning("mega-unknown-variable"),
                    || Problem::warning("mega-unknown-variable-near"),
                );
                problems.push(problem.with("template", &ready.template.name).at(text.place(&self.file, byte)));
            }
        }
    }

    fn render_problem(&self, job: Job, subject: &Subject, fault: &RenderFault, text: &SourceText) -> Problem {
        let ready = &self.templates[job.template];
        self.fault_problem(fault, text, &ready.template, &ready.known, Some(subject))
    }

    fn fault_problem(
        &self,
        fault: &RenderFault,
        text: &SourceText,
        template: &Template,
        known: &Known,
        subject: Option<&Subject>,
    ) -> Problem {
        let problem = match &fault.kind {
            RenderFaultKind::Undefined(name) => undefined(name, known, text),
            RenderFaultKind::UnknownFilter(name) => unknown_name(
                name,
                jinja::filter_names(),
                || Problem::error("mega-unknown-filter"),
                || Problem::error("mega-unknown-filter-near"),
            ),
            RenderFaultKind::UnknownTest(name) => unknown_name(
                name,
                jinja::TESTS,
                || Problem::error("mega-unknown-test"),
                || Problem::error("mega-unknown-test-near"),
            ),
            RenderFaultKind::UnknownFunction(name) => unknown_name(
                name,
                jinja::FUNCTIONS,
                || Problem::error("mega-unknown-function"),
                || Problem::error("mega-unknown-function-near"),
            ),
            RenderFaultKind::UnknownMethod(name) => Problem::error("mega-unknown-method").with("name", name),
            RenderFaultKind::Include(tag) => Problem::error("mega-include").with("tag", tag),
            RenderFaultKind::TooManySteps => Problem::error("mega-too-many-steps").with("limit", jinja::MAX_STEPS),
            RenderFaultKind::TooLarge => {
                Problem::error("mega-output-too-large").with("limit_mb", super::compile::MAX_OUTPUT_BYTES / 1024 / 1024)
            }
            RenderFaultKind::TooDeep => Problem::error("mega-template-too-deep"),
            RenderFaultKind::UnclosedBlock(tag) => Problem::error("mega-unclosed-block").with("tag", tag),
            RenderFaultKind::Syntax(reason) => Problem::error("mega-template-syntax").with("reason", reason),
            RenderFaultKind::Other(reason) => Problem::error("mega-render-failed").with("reason", reason),
        };
        let problem = problem.with("template", &template.name);
        let problem = match subject {
            Some(subject) => with_subject(problem, subject),
            None => problem.with("subject", ""),
        };
        problem.at(text.place(&self.file, fault.byte))
    }
}

/// What a template is rendered for, in order.
fn jobs_of(mega: &MegaFile, template: usize, is_claimed: bool) -> Vec<JobOf> {
    if !is_claimed {
        let is_wanted = |only: &Option<Vec<usize>>| only.as_ref().is_none_or(|only| only.contains(&template));
        return (0..mega.entities.len()).filter(|index| is_wanted(&mega.entities[*index].only)).map(JobOf::Entity).collect();
    }
    let patterns = mega.patterns.iter().enumerate().filter(|(_, pattern)| pattern.templates.contains(&template));
    let numbers = patterns.flat_map(|(index, pattern)| pattern.numbers().map(move |number| JobOf::Number(index, number)));
    let files = (0..mega.scaffold.len()).filter(|index| mega.scaffold[*index].template == template).map(JobOf::File);
    numbers.chain(files).collect()
}

fn check_team(mega: &MegaFile, team: &TeamId, problems: &mut Vec<Problem>) {
    let Some((spelling, place)) = &mega.team_spelling else { return };
    if mega.team.as_ref().is_some_and(|named| named != team) {
        problems.push(Problem::warning("mega-other-team").with("named", spelling).with("team", team).at(place.clone()));
    } else if spelling != team.as_str() {
        problems.push(Problem::note("mega-team-spelling").with("written", spelling).with("team", team).at(place.clone()));
    }
}

/// A note where the truth is far from what the mega-file says of itself: less than half, or more than twice.
fn compare_with_estimates(mega: &MegaFile, files: u64, lines: u64, problems: &mut Vec<Problem>) {
    let is_far = |(low, high): (u64, u64), truth: u64| truth.saturating_mul(2) < low || truth > high.saturating_mul(2);
    let say = |(low, high): (u64, u64), problem: Problem, truth: u64| {
        let estimate = if low == high { low.to_string() } else { format!("{low}–{high}") };
        problem.with("estimate", estimate).with("truth", truth)
    };
    if let Some(estimate) = mega.estimated_files.filter(|estimate| is_far(*estimate, files)) {
        let problem = say(estimate, Problem::note("mega-estimate-files"), files);
        problems.push(problem.at(mega.estimated_files_place.clone().unwrap_or_else(|| mega.place.clone())));
    }
    if let Some(estimate) = mega.estimated_loc.filter(|estimate| is_far(*estimate, lines)) {
        let problem = say(estimate, Problem::note("mega-estimate-lines"), lines);
        problems.push(problem.at(mega.estimated_loc_place.clone().unwrap_or_else(|| mega.place.clone())));
    }
}

/// One problem for each kind and place: what fails for the first entity mostly fails for all.
pub fn fold_problems(problems: Vec<Problem>) -> Vec<Problem> {
    let mut folded: Vec<Problem> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for problem in problems {
        if problem.place.is_none() || seen.insert((problem.id, problem.place.clone())) {
            folded.push(problem);
        }
    }
    folded
}

fn with_subject(problem: Problem, subject: &Subject) -> Problem {
    problem.with("subject", subject.name.as_deref().unwrap_or_default())
}

/// A path that is none, by its fault.
fn path_problem(fault: &PathFault) -> Problem {
    match fault {
        PathFault::Empty => Problem::error("path-empty"),
        PathFault::Absolute => Problem::error("path-absolute"),
        PathFault::Parent => Problem::error("path-parent"),
        PathFault::Name(part) => Problem::error("path-name").with("part", part),
        PathFault::TooLong => Problem::error("path-too-long"),
    }
}

/// A name that nothing has, with the nearest that something has.
fn unknown_name<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
    far: impl FnOnce() -> Problem,
    near: impl FnOnce() -> Problem,
) -> Problem {
    match nearest(name, known) {
        Some(known) => near().with("name", name).with("nearest", known),
        None => far().with("name", name),
    }
}

/// `{{ message }}`: no variable; `{{ entity.name }}`: a text has no parts; `{{ attr.tpye }}`: this one has no such key.
fn undefined(name: &str, known: &Known, text: &SourceText) -> Problem {
    let Some((owner, key)) = name.rsplit_once('.') else {
        let locals = local_names(&text.text);
        let names = known.names().chain(locals);
        return unknown_name(name, names, || Problem::error("mega-undefined"), || Problem::error("mega-undefined-near"));
    };
    if known.shape(owner).is_some_and(|shape| shape != super::variables::Shape::Collection) {
        return Problem::error("mega-undefined-of-text").with("name", name).with("owner", owner).with("key", key);
    }
    Problem::error("mega-undefined-key").with("name", name).with("owner", owner).with("key", key)
}

/// Names that a template makes itself: `{% for attr in … %}`, `{% set x = … %}`.
fn local_names(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for opening in ["{% for ", "{%- for ", "{% set ", "{%- set "] {
        for (at, _) in text.match_indices(opening) {
            let name = scan::word(text[at + opening.len()..].trim_start());
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// Whether a file holds tests, by the names that test runners look for.
fn is_test(path: &RelPath) -> bool {
    let name = path.file_name().to_lowercase();
    let in_folder = path.as_str().split('/').any(|part| ["tests", "test", "__tests__", "e2e", "spec"].contains(&part));
    in_folder || name.contains(".test.") || name.contains(".spec.") || name.contains("_test.") || name.starts_with("test_")
}
