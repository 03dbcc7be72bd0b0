//! Imports that lead nowhere: files that are not there, packages that no `package.json` names. Not how languages find
//! files (`modules`).

use std::collections::{BTreeMap, BTreeSet};

use super::{Family, Finding, Gate, Input};
use crate::model::modules::{Resolver, Settings, Target};
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::syntax::ImportStyle;

pub(super) const FAMILY: Family = Family { ids: &["imports"], measure };

fn measure(input: &Input) -> Vec<Gate> {
    let total: usize = input.files.iter().map(|file| file.imports.len()).sum();
    if total == 0 {
        return vec![Gate::unmeasured("imports", Problem::note("gate-imports-none"))];
    }
    let settings = Settings::new(&input.settings);
    let resolver = Resolver::new(&input.paths, &settings);
    let mut findings = Vec::new();
    let mut packages: BTreeMap<String, (Finding, BTreeSet<&RelPath>)> = BTreeMap::new();
    for file in &input.files {
        for import in &file.imports {
            let leads = match import.style {
                ImportStyle::Script => resolver.script(&file.path, &import.target),
                ImportStyle::Python => resolver.python(&file.path, &import.target),
            };
            match leads {
                Target::File(_) | Target::Elsewhere => {}
                Target::NoFile => {
                    let what = Problem::error("finding-import").with("target", &import.target);
                    findings.push(Finding::at(file, import.line, what, ""));
                }
                // One that is missing in package.json is one piece of news, however many files use it.
                Target::NoPackage(name) => {
                    let made = || Finding::at(file, import.line, Problem::error("finding-package").with("package", &name), "");
                    packages.entry(name.clone()).or_insert_with(|| (made(), BTreeSet::new())).1.insert(&file.path);
                }
            }
        }
    }
    findings.extend(packages.into_values().map(|(mut finding, files)| {
        finding.what = finding.what.with("files", files.len());
        finding
    }));
    let said = if findings.is_empty() { Problem::note("gate-imports-all") } else { Problem::error("gate-imports-some") };
    vec![Gate::of_findings("imports", said.with("imports", total), findings)]
}
