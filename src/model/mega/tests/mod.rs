//! Mega-files, read and expanded: what people and LLM teams write, and what becomes of it.

mod dialects;
mod outputs;
mod placeholders;
mod properties;
mod quirks;
mod source_maps;

use super::expand::Prepared;
use super::read::read;
use crate::model::problem::{Problem, Severity};
use crate::model::team::TeamId;

fn team(name: &str) -> TeamId {
    TeamId::from_spelling(name).expect(name)
}

/// Everything that a file's mega-files become for team alpha: paths with texts, and all problems.
fn expand(text: &str) -> (Vec<(String, String)>, Vec<Problem>) {
    let read = read("mega-files/alpha/a.yaml", text);
    let mut problems = read.problems;
    let mut files = Vec::new();
    for mega in &read.files {
        let (prepared, mut found) = Prepared::new(mega, &team("alpha"));
        let is_sound = found.iter().all(|problem| problem.severity < Severity::Error);
        problems.append(&mut found);
        for (index, output) in prepared.outputs().iter().enumerate().filter(|_| is_sound) {
            match prepared.render(index) {
                Ok(text) => files.push((output.path.to_string(), text)),
                Err(problem) => problems.push(problem),
            }
        }
    }
    (files, problems)
}

/// A mega-file with one entity and one template of this body (indented here).
fn mega_file(body: &str) -> String {
    let body: String = body.split_inclusive('\n').map(|line| format!("      {line}")).collect();
    format!(
        "id: mega-alpha-x\nversion: 1.0.0\nteam: alpha\nexpansion_rules:\n  entities:\n    - name: OrderItem\n      table: order_items\n      \
         tags: [a, b]\n      flag: true\n      attributes: [{{name: id, type: uuid, required: true}}, {{name: note, type: text}}]\n\
         generation_templates:\n  model:\n    output_path: /src/{{entity}}.txt\n    template: |2\n{body}\n"
    )
}

/// The one output of a mega-file with this body, and the ids of all problems.
fn render(body: &str) -> (String, Vec<&'static str>) {
    let (files, problems) = expand(&mega_file(body));
    let ids = problems.iter().map(|problem| problem.id).collect();
    assert!(files.len() <= 1, "{files:?}");
    (files.into_iter().next().map(|(_, text)| text).unwrap_or_default(), ids)
}

/// The errors of a text, each as `id line:column`.
fn errors(text: &str) -> Vec<String> {
    let (_, problems) = expand(text);
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
    let place =
        |problem: &Problem| problem.place.as_ref().map_or_else(String::new, |place| format!(" {}:{}", place.line, place.column));
    errors.map(|problem| format!("{}{}", problem.id, place(problem))).collect()
}

/// The ids of all problems of a text that are no errors.
fn notes(text: &str) -> Vec<&'static str> {
    let (_, problems) = expand(text);
    assert!(problems.iter().all(|problem| problem.severity < Severity::Error), "{problems:?}");
    problems.iter().map(|problem| problem.id).collect()
}
