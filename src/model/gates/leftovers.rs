//! What somebody forgot: conflict markers, placeholders of templates, reminders, stubs, files without anything in them.

use super::file::FileFacts;
use super::{Family, Finding, Gate, Input};
use crate::model::problem::Problem;

pub(super) const FAMILY: Family = Family { ids: &["markers", "placeholders", "reminders", "stubs", "empty"], measure };

/// Files that are empty on purpose.
const EMPTY_ON_PURPOSE: [&str; 5] = ["__init__.py", ".gitkeep", ".keep", "py.typed", ".nojekyll"];

fn measure(input: &Input) -> Vec<Gate> {
    let each = |find: &dyn Fn(&FileFacts) -> Vec<Finding>| input.files.iter().flat_map(find).collect::<Vec<_>>();
    let markers =
        each(&|file| file.marker.map(|line| Finding::at(file, line, Problem::error("finding-marker"), "")).into_iter().collect());
    let placeholders = each(&|file| {
        let find = |(line, text): &(u32, String)| Finding::at(file, *line, Problem::error("finding-placeholder"), text);
        file.placeholders.iter().map(find).collect()
    });
    let reminders = each(&|file| {
        let find = |(line, word, text): &(u32, &'static str, String)| {
            Finding::at(file, *line, Problem::warning("finding-reminder").with("word", word), text)
        };
        file.reminders.iter().map(find).collect()
    });
    let stubs = each(&|file| {
        let find = |(line, text): &(u32, String)| Finding::at(file, *line, Problem::error("finding-stub"), text);
        file.stubs.iter().map(find).collect()
    });
    let empty = each(&|file| {
        let is_meant = EMPTY_ON_PURPOSE.contains(&file.path.file_name());
        let is_found = file.is_empty && !is_meant;
        is_found.then(|| Finding::at(file, 0, Problem::error("finding-empty"), "")).into_iter().collect()
    });
    [
        ("markers", "gate-markers-none", "gate-markers-some", markers),
        ("placeholders", "gate-placeholders-none", "gate-placeholders-some", placeholders),
        ("reminders", "gate-reminders-none", "gate-reminders-some", reminders),
        ("stubs", "gate-stubs-none", "gate-stubs-some", stubs),
        ("empty", "gate-empty-none", "gate-empty-some", empty),
    ]
    .into_iter()
    .map(|(id, none, some, findings)| {
        let files = findings.iter().filter_map(|finding| finding.path.as_ref()).collect::<std::collections::BTreeSet<_>>().len();
        let said = if findings.is_empty() { Problem::note(none) } else { Problem::error(some) };
        Gate::of_findings(id, said.with("files", files), findings)
    })
    .collect()
}
