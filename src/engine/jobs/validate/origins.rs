//! From a line that a gate found to the line of the mega-file that made it. Known for what was generated as it stands
//! now; where a file was edited since, a line that is still there leads to its template too, and any other to the file.

use std::collections::{BTreeMap, HashMap};

use super::collect::Texts;
use crate::engine::generated::{Store, TeamRecord};
use crate::engine::job::Progress;
use crate::engine::jobs::expand::Loaded;
use crate::engine::project::Project;
use crate::model::gates::{Finding, Gate, Input, Origin, Outcome};
use crate::model::path::RelPath;
use crate::model::team::TeamId;

/// How many files are rendered again: more findings than that lead to a mega-file without a line.
const RENDERED: usize = 400;

/// Fills in where findings come from.
pub(super) fn find(project: &Project, input: &Input, texts: &Texts, gates: &mut [Gate], progress: &dyn Progress) {
    let mut search = Search { project, texts, records: BTreeMap::new(), loaded: HashMap::new(), outputs: HashMap::new() };
    for gate in gates.iter_mut().filter(|gate| gate.is_failed()) {
        let Outcome::Fail { findings, .. } = &mut gate.outcome else { continue };
        for finding in findings {
            if progress.is_cancelled() {
                return;
            }
            finding.origin = search.origin(input, finding);
        }
    }
}

/// What an output was made from, line by line.
struct Output {
    mega_file: RelPath,
    template_line: u32,
    /// The generated text's lines and where each comes from; `None` where it is not rendered.
    lines: Option<(Vec<String>, Vec<u32>)>,
    /// Whether the file is exactly that.
    is_untouched: bool,
    on_disk: Vec<String>,
}

struct Search<'a> {
    project: &'a Project,
    texts: &'a Texts,
    records: BTreeMap<TeamId, HashMap<RelPath, String>>,
    loaded: HashMap<String, Option<Loaded>>,
    outputs: HashMap<RelPath, Option<Output>>,
}

impl Search<'_> {
    fn origin(&mut self, input: &Input, finding: &Finding) -> Option<Origin> {
        let path = finding.path.as_ref()?;
        let team = input.writers.get(path).and(finding.team.as_ref())?;
        if !self.outputs.contains_key(path) {
            let output = self.output(path, team);
            self.outputs.insert(path.clone(), output);
        }
        let output = self.outputs.get(path)?.as_ref()?;
        let line = match &output.lines {
            _ if finding.line == 0 => output.template_line,
            Some((_, sources)) if output.is_untouched => source(sources, finding.line as usize),
            Some((lines, sources)) => {
                let now = output.on_disk.get(finding.line as usize - 1)?;
                let near = |at: &usize| at.abs_diff(finding.line as usize - 1);
                let same = (0..lines.len()).filter(|at| lines[*at] == *now && !now.trim().is_empty());
                // What a person or team wrote since has no template; then nothing is said.
                source(sources, same.min_by_key(near)? + 1)
            }
            None => 0,
        };
        Some(Origin { mega_file: output.mega_file.clone(), line })
    }

    fn output(&mut self, path: &RelPath, team: &TeamId) -> Option<Output> {
        let project = self.project;
        let record = self.records.entry(team.clone()).or_insert_with(|| {
            let record = Store::new(project, team).load().unwrap_or_default();
            by_path(&record)
        });
        let source_name = record.get(path)?.clone();
        let mega_file = RelPath::new(&source_name).ok()?;
        let loaded = self.loaded.entry(source_name).or_insert_with(|| {
            let text = crate::engine::disk::read_text(&project.root.join(&mega_file)).ok()?;
            Some(Loaded::new(&mega_file, team, &text))
        });
        let loaded = loaded.as_ref()?;
        let (prepared, index) = loaded.prepared.iter().find_map(|prepared| {
            let index = prepared.outputs().iter().position(|planned| planned.path == *path)?;
            Some((prepared, index))
        })?;
        let template_line = prepared.outputs()[index].place.line;
        let rendered = if self.outputs.len() < RENDERED { prepared.render_mapped(index).ok() } else { None };
        let on_disk = self.texts.read(path).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        let is_untouched = rendered.as_ref().is_some_and(|(text, _)| *text == on_disk);
        let split = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let lines = rendered.map(|(text, map)| (split(&text), map.lines));
        Some(Output { mega_file, template_line, lines, is_untouched, on_disk: split(&on_disk) })
    }
}

fn source(sources: &[u32], line: usize) -> u32 {
    sources.get(line.saturating_sub(1)).copied().unwrap_or_default()
}

/// Which mega-file makes a path.
fn by_path(record: &TeamRecord) -> HashMap<RelPath, String> {
    let all = record.sources.iter();
    all.flat_map(|(source, record)| record.outputs.iter().map(|output| (output.path.clone(), source.clone()))).collect()
}
