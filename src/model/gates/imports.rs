//! Imports that lead nowhere: files that are not there, packages that no `package.json` names. Owns how TypeScript,
//! JavaScript and Python find files; where a bundler or a path alias may have a say, nothing is said.

use std::collections::{BTreeMap, BTreeSet};

use super::{Family, Finding, Gate, Input};
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::syntax::ImportStyle;

pub(super) const FAMILY: Family = Family { ids: &["imports"], measure };

/// Endings that an import may leave out.
const SCRIPTS: [&str; 10] = ["ts", "tsx", "d.ts", "js", "jsx", "mjs", "cjs", "mts", "cts", "json"];

/// What is made when the project is built: not there is right.
const BUILT: [&str; 10] =
    ["generated", "__generated__", ".generated", "gen", "dist", "build", "out", ".next", "node_modules", "target"];

/// What Node brings along.
const NODE: [&str; 44] = [
    "assert",
    "async_hooks",
    "buffer",
    "child_process",
    "cluster",
    "console",
    "constants",
    "crypto",
    "dgram",
    "diagnostics_channel",
    "dns",
    "domain",
    "events",
    "fs",
    "http",
    "http2",
    "https",
    "inspector",
    "module",
    "net",
    "os",
    "path",
    "perf_hooks",
    "process",
    "punycode",
    "querystring",
    "readline",
    "repl",
    "stream",
    "string_decoder",
    "sys",
    "test",
    "timers",
    "tls",
    "trace_events",
    "tty",
    "url",
    "util",
    "v8",
    "vm",
    "wasi",
    "worker_threads",
    "zlib",
    "sqlite",
];

fn measure(input: &Input) -> Vec<Gate> {
    let total: usize = input.files.iter().map(|file| file.imports.len()).sum();
    if total == 0 {
        return vec![Gate::unmeasured("imports", Problem::note("gate-imports-none"))];
    }
    let resolver = Resolver::new(input);
    let mut findings = Vec::new();
    let mut packages: BTreeMap<String, (Finding, BTreeSet<&RelPath>)> = BTreeMap::new();
    for file in &input.files {
        for import in &file.imports {
            let verdict = match import.style {
                ImportStyle::Script => resolver.script(&file.path, &import.target),
                ImportStyle::Python => resolver.python(&file.path, &import.target),
            };
            match verdict {
                Verdict::Found => {}
                Verdict::NoFile => {
                    let what = Problem::error("finding-import").with("target", &import.target);
                    findings.push(Finding::at(file, import.line, what, ""));
                }
                // One that is missing in package.json is one piece of news, however many files use it.
                Verdict::NoPackage(name) => {
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

enum Verdict {
    Found,
    NoFile,
    NoPackage(String),
}

struct Resolver<'a> {
    paths: &'a BTreeSet<RelPath>,
    folders: BTreeSet<String>,
    /// The packages that each folder's `package.json` names.
    packages: BTreeMap<String, BTreeSet<String>>,
    /// Names of packages that are part of the project.
    own: BTreeSet<String>,
    /// Beginnings of imports that a `tsconfig.json` leads elsewhere; where one sets a base folder, everything may be led.
    aliases: Vec<String>,
    has_base_folder: bool,
}

impl<'a> Resolver<'a> {
    fn new(input: &'a Input) -> Self {
        let mut folders = BTreeSet::new();
        for path in &input.paths {
            let mut above = path.parent();
            while let Some(folder) = above {
                above = folder.parent();
                if !folders.insert(folder.as_str().to_owned()) {
                    break;
                }
            }
        }
        let mut resolver = Self {
            paths: &input.paths,
            folders,
            packages: BTreeMap::new(),
            own: BTreeSet::new(),
            aliases: Vec::new(),
            has_base_folder: false,
        };
        for (path, text) in &input.settings {
            // A file with comments, or one that is broken, is said elsewhere; here it must not cause alarms.
            let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else {
                resolver.has_base_folder |= path.file_name() != "package.json";
                continue;
            };
            let folder = path.parent().map(|folder| folder.as_str().to_owned()).unwrap_or_default();
            if path.file_name() == "package.json" {
                resolver.own.extend(value["name"].as_str().map(str::to_owned));
                let kinds = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies", "imports"];
                let named = kinds.iter().filter_map(|kind| value[kind].as_object()).flat_map(|list| list.keys().cloned());
                resolver.packages.entry(folder).or_default().extend(named);
            } else {
                let options = &value["compilerOptions"];
                resolver.has_base_folder |= options["baseUrl"].is_string() || value["extends"].is_string();
                let paths = options["paths"].as_object().into_iter().flat_map(|paths| paths.keys());
                resolver.aliases.extend(paths.map(|path| path.trim_end_matches('*').to_owned()));
            }
        }
        resolver
    }

    fn has(&self, path: &str) -> bool {
        RelPath::new(path).is_ok_and(|path| self.paths.contains(&path))
    }

    fn script(&self, from: &RelPath, target: &str) -> Verdict {
        let target = target.split(['?', '#']).next().unwrap_or(target);
        if target.starts_with('.') {
            let Some(path) = joined(from, target) else { return Verdict::NoFile };
            let found = path.is_empty() || path.split('/').any(|part| BUILT.contains(&part)) || self.has_script(&path);
            return if found { Verdict::Found } else { Verdict::NoFile };
        }
        // Aliases, addresses and what a bundler makes up are theirs.
        let is_package = target.starts_with(|c: char| c.is_ascii_lowercase() || c == '@')
            && !target.contains(':')
            && !target.starts_with("@/");
        if !is_package || self.has_base_folder || self.aliases.iter().any(|alias| target.starts_with(alias.as_str())) {
            return Verdict::Found;
        }
        let parts: Vec<_> = target.splitn(3, '/').collect();
        let name = match parts.as_slice() {
            [scope, name, ..] if scope.starts_with('@') => format!("{scope}/{name}"),
            [name, ..] => (*name).to_owned(),
            [] => return Verdict::Found,
        };
        if NODE.contains(&name.as_str()) || name == "bun" || name == "deno" || self.own.contains(&name) {
            return Verdict::Found;
        }
        // What a folder's package.json names, all below it may use.
        let above: Vec<_> = self.packages.iter().filter(|(folder, _)| is_inside(from, folder)).collect();
        let types = format!("@types/{}", name.trim_start_matches('@').replace('/', "__"));
        let is_named = above.iter().any(|(_, names)| names.contains(&name) || names.contains(&types));
        if above.is_empty() || is_named { Verdict::Found } else { Verdict::NoPackage(name) }
    }

    fn has_script(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        if self.has(path) || SCRIPTS.iter().any(|ending| self.has(&format!("{path}.{ending}"))) {
            return true;
        }
        // What is compiled is imported under the name that it will have.
        let compiled = [(".js", "ts"), (".js", "tsx"), (".jsx", "tsx"), (".mjs", "mts"), (".cjs", "cts")];
        let is_compiled =
            compiled.iter().any(|(js, ts)| path.strip_suffix(js).is_some_and(|stem| self.has(&format!("{stem}.{ts}"))));
        is_compiled
            || SCRIPTS.iter().any(|ending| self.has(&format!("{path}/index.{ending}")))
            || self.has(&format!("{path}/package.json"))
    }

    fn python(&self, from: &RelPath, target: &str) -> Verdict {
        let dots = target.chars().take_while(|c| *c == '.').count();
        let name = target[dots..].replace('.', "/");
        if dots > 0 {
            let mut folder = from.parent();
            for _ in 1..dots {
                folder = folder.and_then(|folder| folder.parent());
            }
            let base = folder.map(|folder| folder.as_str().to_owned()).unwrap_or_default();
            let path = [base.as_str(), name.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
            let is_found = path.is_empty() || self.has_python(&path) || path.split('/').any(|part| BUILT.contains(&part));
            return if is_found { Verdict::Found } else { Verdict::NoFile };
        }
        // Only what begins with a package of the project can be told; all else may be installed.
        let first = name.split('/').next().unwrap_or_default();
        let mut roots = vec![String::new()];
        let mut above = from.parent();
        while let Some(folder) = above {
            roots.push(format!("{folder}/"));
            above = folder.parent();
        }
        let is_package = |root: &String| self.has(&format!("{root}{first}/__init__.py"));
        let mut owners = roots.iter().filter(|root| is_package(root)).peekable();
        if owners.peek().is_none() || owners.any(|root| self.has_python(&format!("{root}{name}"))) {
            Verdict::Found
        } else {
            Verdict::NoFile
        }
    }

    fn has_python(&self, path: &str) -> bool {
        self.has(&format!("{path}.py"))
            || self.has(&format!("{path}.pyi"))
            || self.folders.contains(path)
            // `a.b.name`, where `name` stands in `a/b.py`.
            || path.rsplit_once('/').is_some_and(|(module, _)| self.has(&format!("{module}.py")))
    }
}

fn is_inside(path: &RelPath, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some()
}

/// A path as it is meant from a file; `None` where it leaves the project.
fn joined(from: &RelPath, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.as_str().split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
