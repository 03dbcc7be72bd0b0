//! Text → mega-files, in every dialect that LLM teams write. Tolerant in what is read (with a note), strict about
//! what it means: a mega-file with an error is not handed out, so nothing of it can be written.

use super::fence::unfence;
use super::fields::{Fields, Report, estimate, one_or_many};
use super::templates::{WrittenTemplate, begins_at_root};
use super::{Check, MegaFile, SourceText, TemplateEngine, factory, rules, stubs, templates};
use crate::model::problem::{Place, Problem, Severity};
use crate::model::team::TeamId;
use crate::model::yaml::node::{Kind, Node, Style, parse};

/// What came of reading one file.
#[derive(Clone, Debug, Default)]
pub struct ReadMegaFiles {
    /// The mega-files in it (one a YAML document), those without errors.
    pub files: Vec<MegaFile>,
    /// Everything that is wrong or doubtful.
    pub problems: Vec<Problem>,
}

const KEYS: [&str; 10] = [
    "id",
    "version",
    "team",
    "description",
    "metadata",
    "expansion_rules",
    "generation_templates",
    "validation",
    "generator",
    "engine",
];

/// Reads a file's mega-files. `file` is its project-relative path, which problems name as their place.
pub fn read(file: &str, text: &str) -> ReadMegaFiles {
    let unfenced = unfence(text);
    let source = unfenced.text.as_ref();
    let mut read = ReadMegaFiles::default();
    if text.starts_with('\u{feff}') {
        read.problems.push(Problem::note("mega-bom").at(Place::at(file, 1, 1)));
    }
    if let Some(at) = text.find("\r\n") {
        let column = text[..at].trim_start_matches('\u{feff}').chars().count() as u32 + 1;
        read.problems.push(Problem::note("mega-crlf").at(Place::at(file, 1, column)));
    }
    if let Some(line) = unfenced.fence_line {
        read.problems.push(Problem::note("mega-fenced").at(Place::at(file, line, 1)));
        if unfenced.is_cut_off {
            let last = source.lines().count() as u32;
            read.problems.push(Problem::warning("mega-cut-off").at(Place::at(file, last, 1)));
        }
    }
    let documents = match parse(source) {
        Ok(documents) => documents,
        Err(fault) => {
            read.problems.push(fault.problem(file));
            return read;
        }
    };
    let documents: Vec<&Node> = documents.iter().filter(|document| !document.is_null()).collect();
    if documents.is_empty() {
        read.problems.push(Problem::error("mega-empty").at(Place::file(file)));
    } else if documents.len() > 1 {
        read.problems.push(Problem::note("mega-several").with("count", documents.len()).at(documents[1].place(file)));
    }
    for document in &documents {
        let mut report = Report { file, problems: Vec::new() };
        let mega = read_document(document, source, &mut report);
        let is_sound = report.problems.iter().all(|problem| problem.severity < Severity::Error);
        read.problems.append(&mut report.problems);
        read.files.extend(mega.filter(|_| is_sound));
    }
    if let Some(last) = documents.last().filter(|_| unfenced.fence_line.is_none() && !source.ends_with('\n')) {
        say_if_cut_off(last, file, source, &mut read.problems);
    }
    read.problems = super::expand::fold_problems(std::mem::take(&mut read.problems));
    read
}

fn read_document(document: &Node, source: &str, report: &mut Report<'_>) -> Option<MegaFile> {
    for duplicate in document.duplicate_keys() {
        let problem = Problem::error("mega-duplicate-key").with("key", duplicate.again.text().unwrap_or_default());
        report.add(problem.with("first_line", duplicate.first.line), duplicate.again);
    }
    // What a duplicate hides would only be reported as missing or wrong.
    if !report.problems.is_empty() {
        return None;
    }
    if document.entries().is_none() {
        report.wrong_kind("mega-file", "map", document);
        return None;
    }
    let mut fields = Fields::of(document);
    let id = read_id(&mut fields, document, report);
    let (team, team_spelling) = read_team(&mut fields, document, report);
    if report.problems.iter().any(|problem| problem.severity == Severity::Error) {
        return None;
    }
    let mut text_of = |key: &str| fields.take_any(&[key]).and_then(|(_, node)| node.text()).unwrap_or_default().to_owned();
    let (version, description) = (text_of("version"), text_of("description"));
    let engine = fields.take("engine", &[], report).and_then(|(_, node)| templates::engine(node, report)).unwrap_or_default();
    let mut mega = MegaFile {
        source: report.file.to_owned(),
        id,
        version,
        team,
        team_spelling,
        description,
        estimated_files: None,
        estimated_files_place: None,
        estimated_loc: None,
        estimated_loc_place: None,
        dependencies: Vec::new(),
        place: document.place(report.file),
        engine,
        entities: Vec::new(),
        patterns: Vec::new(),
        scaffold: Vec::new(),
        directories: Vec::new(),
        templates: Vec::new(),
        checks: Vec::new(),
        stubs: Vec::new(),
    };
    if let Some((_, metadata)) = fields.take_any(&["metadata"]) {
        read_metadata(metadata, &mut mega, report);
    }
    let rules = fields.take("expansion_rules", &["expansion", "rules"], report).map(|(_, node)| node);
    let generator = fields.take_any(&["generator"]).map(|(_, node)| node);
    let written = fields.take_any(&["generation_templates", "templates"]);
    let written =
        written.or_else(|| generator.and_then(|node| Fields::of(node).take_any(&["templates", "generation_templates"])));
    let validation = fields.take_any(&["validation"]);
    fields.report_rest(&KEYS, report);

    let Some((key, node)) = written.filter(|(_, node)| !node.is_null()) else {
        report.add(Problem::error("mega-no-templates"), written.map_or(document, |(key, _)| key));
        return None;
    };
    let written = templates::read(node, source, report);
    if written.is_empty() {
        report.add(Problem::error("mega-no-templates"), key);
        return None;
    }
    read_rules(rules, generator, &written, source, &mut mega, report);
    if let Some((_, validation)) = validation {
        mega.checks = read_checks(validation, report);
    }
    say_of_templates(&written, &mut mega, report);
    let has_error = report.problems.iter().any(|problem| problem.severity == Severity::Error);
    if !has_error && mega.file_count() == 0 && mega.directories.is_empty() {
        report.add(Problem::error("mega-nothing-to-expand"), rules.or(generator).unwrap_or(document));
    }
    Some(mega)
}

fn read_id(fields: &mut Fields<'_>, document: &Node, report: &mut Report<'_>) -> String {
    match fields.take_any(&["id"]) {
        Some((_, id)) if id.text().is_some_and(|text| !text.trim().is_empty()) && !id.is_null() => {
            let text = id.text().unwrap_or_default().trim();
            if let Some(mark) = stubs::square(text) {
                report.add(Problem::error("mega-square-brackets-left").with("key", "id").with("written", mark), id);
            }
            text.to_owned()
        }
        Some((key, _)) => {
            report.add(Problem::error("mega-without-id"), key);
            String::new()
        }
        None => {
            report.add(Problem::error("mega-without-id"), document);
            String::new()
        }
    }
}

fn read_team(fields: &mut Fields<'_>, document: &Node, report: &mut Report<'_>) -> (Option<TeamId>, Option<(String, Place)>) {
    let Some((_, node)) = fields.take_any(&["team"]).filter(|(_, node)| !node.is_null()) else {
        report.add(Problem::warning("mega-without-team"), document);
        return (None, None);
    };
    let written = node.text().unwrap_or_default().trim();
    // An id that still has its brackets tells the same; one problem is enough.
    if stubs::square(written).is_some() {
        if report.problems.is_empty() {
            report.add(Problem::error("mega-square-brackets-left").with("key", "team").with("written", written), node);
        }
        return (None, None);
    }
    let team = TeamId::from_spelling(written);
    if team.is_none() {
        report.add(Problem::error("mega-bad-team").with("written", written), node);
    }
    (team, Some((written.to_owned(), node.place(report.file))))
}

fn read_metadata(node: &Node, mega: &mut MegaFile, report: &mut Report<'_>) {
    let mut fields = Fields::of(node);
    let mut range = |key: &str, others: &[&str], report: &mut Report<'_>| {
        let (_, node) = fields.take(key, others, report)?;
        let range = estimate(node);
        if range.is_none() && !node.is_null() {
            report.add(Problem::note("mega-no-estimate").with("key", key), node);
        }
        Some((range?, node.place(report.file)))
    };
    if let Some((range, place)) = range("estimated_files", &[], report) {
        (mega.estimated_files, mega.estimated_files_place) = (Some(range), Some(place));
    }
    if let Some((range, place)) = range("estimated_loc", &["estimated_lines"], report) {
        (mega.estimated_loc, mega.estimated_loc_place) = (Some(range), Some(place));
    }
    if let Some((_, dependencies)) = fields.take_any(&["dependencies"]) {
        mega.dependencies = one_or_many(dependencies).into_iter().filter_map(|node| node.text().map(str::to_owned)).collect();
    }
    // Metadata is the authors' own: any further key is as good as another.
}

/// Templates, entities, patterns and scaffold, of `expansion_rules` or of a generator.
fn read_rules(
    rules: Option<&Node>,
    generator: Option<&Node>,
    written: &[WrittenTemplate<'_>],
    source: &str,
    mega: &mut MegaFile,
    report: &mut Report<'_>,
) {
    if let Some(generator) = generator {
        let made = factory::read(generator, source, written, mega.engine, report);
        (mega.entities, mega.templates) = (made.entities, made.templates);
    }
    // What a generator names is made by it; the rest (all, without one) has its own path.
    let is_made =
        |name: &str, mega: &MegaFile| generator.is_some() && mega.templates.iter().any(|template| template.name == name);
    for template in written {
        if !is_made(&template.name, mega) {
            mega.templates.extend(templates::finish(template, None, mega.engine, report));
        }
    }
    let Some(rules) = rules.filter(|rules| !rules.is_null()) else { return };
    if rules.entries().is_none() {
        report.wrong_kind("expansion_rules", "map", rules);
        return;
    }
    // Names of templates that could not be read would only be reported as unknown.
    if report.problems.iter().any(|problem| problem.severity == Severity::Error) {
        return;
    }
    let mut fields = Fields::of(rules);
    if let Some((_, node)) = fields.take_any(&["entities"]) {
        mega.entities.extend(rules::entities(node, &mega.templates, report));
    }
    if let Some((key, node)) = fields.take_any(&["patterns"]) {
        mega.patterns = rules::patterns(node, &mega.templates, report);
        say_if_claimed(mega, key, report);
    }
    if let Some((_, node)) = fields.take_any(&["scaffold"]) {
        let scaffold = rules::scaffold(node, source, &mega.templates, report);
        (mega.scaffold, mega.directories) = (scaffold.files, scaffold.directories);
    }
    fields.report_rest(&["entities", "patterns", "scaffold"], report);
}

/// With entities and patterns in one file: which templates the entities do not get.
fn say_if_claimed(mega: &MegaFile, patterns: &Node, report: &mut Report<'_>) {
    let claimed: Vec<&str> = (0..mega.templates.len())
        .filter(|index| mega.is_claimed(*index))
        .map(|index| mega.templates[index].name.as_str())
        .collect();
    if !mega.entities.is_empty() && !claimed.is_empty() {
        report.add(Problem::note("mega-claimed").with("templates", claimed.join(", ")), patterns);
    }
}

fn read_checks(node: &Node, report: &mut Report<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    let mut fields = Fields::of(node);
    if let Some((_, list)) = fields.take_any(&["post_generation"]) {
        for item in one_or_many(list) {
            let name = match &item.kind {
                Kind::Scalar { .. } => {
                    report.add(Problem::note("mega-check-as-text"), item);
                    item
                }
                _ => match item.get("check").or_else(|| item.get("name")) {
                    Some(name) => name,
                    None => {
                        report.wrong_kind("check", "text", item);
                        continue;
                    }
                },
            };
            let written = name.text().unwrap_or_default();
            let (check, usual) = match written {
                "files_parse" | "files_compile" | "compile_check" | "validate_structure" => (Check::FilesParse, "files_parse"),
                "tests_valid" | "test_check" => (Check::TestsParse, "tests_valid"),
                _ => {
                    report.add(Problem::note("mega-unknown-check").with("written", written), name);
                    continue;
                }
            };
            if written != usual {
                report.spelling(written, usual, name);
            }
            if !checks.contains(&check) {
                checks.push(check);
            }
        }
    }
    // What an older processor checked before it generated is checked by reading.
    fields.take_any(&["pre_generation"]);
    fields.report_rest(&["post_generation", "pre_generation"], report);
    checks
}

/// What is worth saying of the templates as a whole: stubs, and paths without a leading slash.
fn say_of_templates(written: &[WrittenTemplate<'_>], mega: &mut MegaFile, report: &mut Report<'_>) {
    for template in written {
        if let (Some(body), Some(_)) = (&template.body, template.body_node) {
            mega.stubs.extend(stubs::in_body(body, report.file));
        }
    }
    if let Some(first) = mega.stubs.first() {
        let problem = Problem::warning("mega-stubs").with("count", mega.stubs.len()).with("written", &first.text);
        report.problems.push(problem.at(first.place.clone()));
    }
    // The processor that the Jinja dialect comes from refuses such a path; in braces it is the usual way.
    let is_doubtful = |path: &SourceText| !begins_at_root(path) && path.text.contains("{{");
    if let Some(template) = mega.templates.iter().find(|template| is_doubtful(&template.output_path)) {
        let problem = Problem::note("mega-relative-path").with("path", template.output_path.text.trim());
        report.problems.push(problem.at(template.output_path.place(report.file, 0)));
    }
}

/// A file that ends inside of a template's line was probably cut off.
fn say_if_cut_off(document: &Node, file: &str, source: &str, problems: &mut Vec<Problem>) {
    let mut last = document;
    loop {
        last = match &last.kind {
            Kind::Mapping { entries, .. } if !entries.is_empty() => &entries[entries.len() - 1].value,
            Kind::Sequence { items, .. } if !items.is_empty() => &items[items.len() - 1],
            _ => break,
        };
    }
    if matches!(last.style(), Some(Style::Literal | Style::Folded)) && last.span.end == source.len() {
        let line = source.lines().count() as u32;
        let column = source.lines().last().map_or(0, |line| line.chars().count()) as u32;
        problems.push(Problem::warning("mega-cut-off").at(Place::at(file, line, column)));
    }
}

/// How placeholders are read, for those who write `engine:`.
impl TemplateEngine {
    /// As it is written in a mega-file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Braces => "braces",
            Self::Jinja => "jinja",
        }
    }
}
