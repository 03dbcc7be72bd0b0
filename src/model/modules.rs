//! Where an import leads: to a file of a tree, to a package, elsewhere, or nowhere. Owns how TypeScript, JavaScript,
//! Python and Rust find files, `tsconfig.json` and workspace names included; not what a dead end means (`gates`,
//! `conflict`). Where a bundler may have a say, nothing is said.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::model::path::RelPath;

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

/// A tree as far as imports need it.
pub trait Files {
    /// Whether a file lies there.
    fn has(&self, path: &str) -> bool;
    /// Whether a folder with something in it does.
    fn has_folder(&self, path: &str) -> bool;
}

impl Files for BTreeSet<RelPath> {
    fn has(&self, path: &str) -> bool {
        RelPath::new(path).is_ok_and(|path| self.contains(&path))
    }

    fn has_folder(&self, path: &str) -> bool {
        let begin = format!("{path}/");
        let from = RelPath::in_folder(path, "");
        self.range(from..).next().is_some_and(|first| first.as_str().starts_with(&begin))
    }
}

impl<T> Files for BTreeMap<RelPath, T> {
    fn has(&self, path: &str) -> bool {
        RelPath::new(path).is_ok_and(|path| self.contains_key(&path))
    }

    fn has_folder(&self, path: &str) -> bool {
        let begin = format!("{path}/");
        let from = RelPath::in_folder(path, "");
        self.range(from..).next().is_some_and(|(first, _)| first.as_str().starts_with(&begin))
    }
}

/// Where an import leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To this file.
    File(RelPath),
    /// Out of the tree, or to where nobody can tell.
    Elsewhere,
    /// To a file that is not there.
    NoFile,
    /// To a package that no `package.json` names.
    NoPackage(String),
}

/// What `package.json` and `tsconfig.json` say of imports.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The packages that each folder's `package.json` names.
    packages: BTreeMap<String, BTreeSet<String>>,
    /// Packages that are part of the project, and their folders.
    own: BTreeMap<String, String>,
    /// Beginnings of imports that a `tsconfig.json` leads elsewhere; where one sets a base folder, everything may be led.
    aliases: Vec<Alias>,
    has_base_folder: bool,
}

#[derive(Clone, Debug)]
struct Alias {
    /// The folder of its `tsconfig.json`: it holds below it.
    folder: String,
    begin: String,
    /// Whether more may follow.
    is_open: bool,
    /// Where it leads: beginnings of paths.
    to: Vec<String>,
}

impl Settings {
    /// Whether a file is one that is read here.
    pub fn is_one(path: &RelPath) -> bool {
        let name = path.file_name();
        name == "package.json" || (name.starts_with("tsconfig") && name.ends_with(".json")) || name == "jsconfig.json"
    }

    /// Reads the texts of such files; of one path there may be several: what each names, counts.
    pub fn new(texts: &[(RelPath, String)]) -> Self {
        let mut settings = Self::default();
        for (path, text) in texts {
            // A file with comments, or one that is broken, is said elsewhere; here it must not cause alarms.
            let Ok(value) = serde_json::from_str::<Value>(text) else {
                settings.has_base_folder |= path.file_name() != "package.json";
                continue;
            };
            let folder = path.parent().map(|folder| folder.as_str().to_owned()).unwrap_or_default();
            if path.file_name() == "package.json" {
                settings.own.extend(value["name"].as_str().map(|name| (name.to_owned(), folder.clone())));
                let kinds = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies", "imports"];
                let named = kinds.iter().filter_map(|kind| value[kind].as_object()).flat_map(|list| list.keys().cloned());
                settings.packages.entry(folder).or_default().extend(named);
            } else {
                settings.script_options(&folder, &value);
            }
        }
        // The nearest and longest first.
        settings.aliases.sort_by_key(|alias| std::cmp::Reverse((alias.folder.len(), alias.begin.len())));
        settings
    }

    fn script_options(&mut self, folder: &str, value: &Value) {
        let options = &value["compilerOptions"];
        self.has_base_folder |= options["baseUrl"].is_string() || value["extends"].is_string();
        let base = options["baseUrl"].as_str().unwrap_or(".");
        let Some(base) = joined(folder, base) else { return };
        if options["baseUrl"].is_string() {
            let to = vec![with_slash(&base)];
            self.aliases.push(Alias { folder: folder.to_owned(), begin: String::new(), is_open: true, to });
        }
        for (begin, to) in options["paths"].as_object().into_iter().flatten() {
            let leads = |text: &str| {
                let path = joined(&base, text.trim_end_matches('*'))?;
                Some(if text.ends_with("/*") { with_slash(&path) } else { path })
            };
            self.aliases.push(Alias {
                folder: folder.to_owned(),
                begin: begin.trim_end_matches('*').to_owned(),
                is_open: begin.ends_with('*'),
                to: to.as_array().into_iter().flatten().filter_map(Value::as_str).filter_map(leads).collect(),
            });
        }
    }
}

fn with_slash(folder: &str) -> String {
    if folder.is_empty() { String::new() } else { format!("{folder}/") }
}

/// Follows imports in one tree.
pub struct Resolver<'a, F> {
    files: &'a F,
    settings: &'a Settings,
}

impl<'a, F: Files> Resolver<'a, F> {
    /// Over a tree.
    pub fn new(files: &'a F, settings: &'a Settings) -> Self {
        Self { files, settings }
    }

    /// Where an import of TypeScript or JavaScript leads.
    pub fn script(&self, from: &RelPath, target: &str) -> Target {
        let target = target.split(['?', '#']).next().unwrap_or(target);
        if target.starts_with('.') {
            let folder = from.parent();
            let Some(path) = joined(folder.as_ref().map_or("", RelPath::as_str), target) else { return Target::NoFile };
            return match self.script_file(&path) {
                Some(file) => Target::File(file),
                None if path.is_empty() || is_built(&path) || self.files.has(&format!("{path}/package.json")) => {
                    Target::Elsewhere
                }
                None => Target::NoFile,
            };
        }
        let led = self.settings.aliases.iter().filter(|alias| is_inside(from, &alias.folder)).find_map(|alias| {
            let rest = target.strip_prefix(alias.begin.as_str()).filter(|rest| alias.is_open || rest.is_empty())?;
            alias.to.iter().find_map(|to| self.script_file(&format!("{to}{rest}")))
        });
        if let Some(file) = led {
            return Target::File(file);
        }
        // Aliases, addresses and what a bundler makes up are theirs.
        let is_package = target.starts_with(|c: char| c.is_ascii_lowercase() || c == '@')
            && !target.contains(':')
            && !target.starts_with("@/");
        let parts: Vec<_> = target.splitn(3, '/').collect();
        let name = match parts.as_slice() {
            [scope, name, ..] if scope.starts_with('@') => format!("{scope}/{name}"),
            [name, ..] => (*name).to_owned(),
            [] => return Target::Elsewhere,
        };
        if let Some(folder) = self.settings.own.get(&name) {
            let rest = target.strip_prefix(name.as_str()).unwrap_or_default().trim_start_matches('/');
            let folder = with_slash(folder);
            let places = [format!("{folder}src/{rest}"), format!("{folder}{rest}")];
            let file = places.iter().find_map(|place| self.script_file(place.trim_end_matches('/')));
            return file.map_or(Target::Elsewhere, Target::File);
        }
        let is_led = self.settings.aliases.iter().any(|alias| target.starts_with(alias.begin.as_str()));
        if !is_package
            || self.settings.has_base_folder
            || is_led
            || NODE.contains(&name.as_str())
            || name == "bun"
            || name == "deno"
        {
            return Target::Elsewhere;
        }
        // What a folder's package.json names, all below it may use.
        let above: Vec<_> = self.settings.packages.iter().filter(|(folder, _)| is_inside(from, folder)).collect();
        let types = format!("@types/{}", name.trim_start_matches('@').replace('/', "__"));
        let is_named = above.iter().any(|(_, names)| names.contains(&name) || names.contains(&types));
        if above.is_empty() || is_named { Target::Elsewhere } else { Target::NoPackage(name) }
    }

    fn file(&self, path: &str) -> Option<RelPath> {
        if self.files.has(path) { RelPath::new(path).ok() } else { None }
    }

    fn script_file(&self, path: &str) -> Option<RelPath> {
        let path = path.trim_end_matches('/');
        let at = |stem: &str, between: &str| SCRIPTS.iter().find_map(|ending| self.file(&format!("{stem}{between}{ending}")));
        // What is compiled is imported under the name that it will have.
        let compiled = [(".js", "ts"), (".js", "tsx"), (".jsx", "tsx"), (".mjs", "mts"), (".cjs", "cts")];
        let of_compiled = || compiled.iter().find_map(|(js, ts)| self.file(&format!("{}.{ts}", path.strip_suffix(js)?)));
        self.file(path)
            .or_else(|| at(path, "."))
            .or_else(of_compiled)
            .or_else(|| at(path, if path.is_empty() { "index." } else { "/index." }))
    }

    /// Where an import of Python leads.
    pub fn python(&self, from: &RelPath, target: &str) -> Target {
        let dots = target.chars().take_while(|c| *c == '.').count();
        let name = target[dots..].replace('.', "/");
        if dots > 0 {
            let mut folder = from.parent();
            for _ in 1..dots {
                folder = folder.and_then(|folder| folder.parent());
            }
            let base = folder.map(|folder| folder.as_str().to_owned()).unwrap_or_default();
            let path = [base.as_str(), name.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
            return match self.python_file(&path) {
                Some(file) => Target::File(file),
                None if path.is_empty() || self.files.has_folder(&path) || is_built(&path) => Target::Elsewhere,
                None => Target::NoFile,
            };
        }
        // Only what begins with a package of the project can be told; all else may be installed.
        let first = name.split('/').next().unwrap_or_default();
        let mut roots = vec![String::new()];
        let mut above = from.parent();
        while let Some(folder) = above {
            // A folder inside a package is no place where Python looks: `json` means its own there.
            if !self.files.has(&format!("{folder}/__init__.py")) {
                roots.push(format!("{folder}/"));
            }
            above = folder.parent();
        }
        let mut owners = roots.iter().filter(|root| self.files.has(&format!("{root}{first}/__init__.py"))).peekable();
        if owners.peek().is_none() {
            return Target::Elsewhere;
        }
        let mut is_folder = false;
        for path in owners.map(|root| format!("{root}{name}")) {
            if let Some(file) = self.python_file(&path) {
                return Target::File(file);
            }
            is_folder |= self.files.has_folder(&path);
        }
        if is_folder { Target::Elsewhere } else { Target::NoFile }
    }

    fn python_file(&self, path: &str) -> Option<RelPath> {
        let at = |path: &str| {
            ["py", "pyi"]
                .iter()
                .find_map(|ending| self.file(&format!("{path}.{ending}")))
                .or_else(|| self.file(&format!("{path}/__init__.py")))
        };
        // `a.b.name`, where `name` stands in `a/b.py`.
        let above = || self.file(&format!("{}.py", path.rsplit_once('/')?.0)).filter(|_| !self.files.has_folder(path));
        at(path).or_else(above)
    }

    /// Where a path of Rust leads, `crate::…`, `self::…` or `super::…`: the file, and what of the path is named in it.
    pub fn rust<'t>(&self, from: &RelPath, target: &'t str) -> Option<(RelPath, &'t str)> {
        let (first, mut rest) = target.split_once("::").unwrap_or((target, ""));
        let mut file = from.clone();
        let mut folder = match first {
            "crate" => {
                let (root, lib) = self.crate_root(from)?;
                file = lib;
                root
            }
            "self" => module_folder(from),
            "super" => {
                let mut folder = module_folder(from);
                let mut is_more = true;
                while is_more {
                    folder = folder.rsplit_once('/')?.0.to_owned();
                    file = self.module_of(&folder)?;
                    match rest.strip_prefix("super::") {
                        Some(after) => rest = after,
                        None => is_more = false,
                    }
                }
                folder
            }
            _ => return None,
        };
        while !rest.is_empty() {
            let (name, after) = rest.split_once("::").unwrap_or((rest, ""));
            let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
            let Some(next) = self.file(&format!("{path}.rs")).or_else(|| self.file(&format!("{path}/mod.rs"))) else { break };
            (file, folder, rest) = (next, path, after);
        }
        Some((file, rest))
    }

    fn module_of(&self, folder: &str) -> Option<RelPath> {
        let inside = |name: &str| self.file(&format!("{}{name}", with_slash(folder)));
        self.file(&format!("{folder}.rs")).or_else(|| inside("mod.rs")).or_else(|| inside("lib.rs")).or_else(|| inside("main.rs"))
    }

    fn crate_root(&self, from: &RelPath) -> Option<(String, RelPath)> {
        let mut above = from.parent();
        while let Some(folder) = above {
            for name in ["lib.rs", "main.rs"] {
                if let Some(file) = self.file(&format!("{folder}/{name}")) {
                    return Some((folder.as_str().to_owned(), file));
                }
            }
            above = folder.parent();
        }
        None
    }
}

/// The folder in which a file's modules lie.
fn module_folder(file: &RelPath) -> String {
    let folder = file.parent().map(|folder| folder.as_str().to_owned()).unwrap_or_default();
    let stem = file.file_name().trim_end_matches(".rs");
    if matches!(stem, "mod" | "lib" | "main") { folder } else { format!("{}{stem}", with_slash(&folder)) }
}

fn is_built(path: &str) -> bool {
    path.split('/').any(|part| BUILT.contains(&part))
}

fn is_inside(path: &RelPath, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some()
}

/// A path as it is meant from a folder; `None` where it leaves the project.
pub fn joined(folder: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> RelPath {
        RelPath::new(text).expect(text)
    }

    fn tree(paths: &[&str]) -> BTreeSet<RelPath> {
        paths.iter().map(|text| path(text)).collect()
    }

    #[test]
    fn imports_lead_to_files_by_aliases_and_names_of_workspaces_too() {
        let files = tree(&["src/a.ts", "src/b/index.tsx", "packages/kit/src/index.ts", "packages/kit/src/form.ts", "src/c.d.ts"]);
        let texts = [
            ("tsconfig.json", r#"{"compilerOptions": {"paths": {"@/*": ["./src/*"], "~b": ["src/b"]}}}"#),
            ("packages/kit/package.json", r#"{"name": "@acme/kit"}"#),
        ];
        let texts = texts.map(|(at, text)| (path(at), text.to_owned()));
        let settings = Settings::new(&texts);
        let resolver = Resolver::new(&files, &settings);
        for (target, leads) in [
            ("@/a", "src/a.ts"),
            ("~b", "src/b/index.tsx"),
            ("@acme/kit", "packages/kit/src/index.ts"),
            ("@acme/kit/form", "packages/kit/src/form.ts"),
            ("./c", "src/c.d.ts"),
            ("./b", "src/b/index.tsx"),
            ("./a.js", "src/a.ts"),
        ] {
            assert_eq!(resolver.script(&path("src/x.ts"), target), Target::File(path(leads)), "{target}");
        }
        assert_eq!(resolver.script(&path("src/x.ts"), "@/missing"), Target::Elsewhere);
        assert_eq!(resolver.script(&path("src/x.ts"), "./missing"), Target::NoFile);
    }

    #[test]
    fn packages_of_python_do_not_hide_what_python_brings_along() {
        let files = tree(&["src/app/__init__.py", "src/app/json/__init__.py", "src/app/json/provider.py", "src/app/core.py"]);
        let settings = Settings::default();
        let resolver = Resolver::new(&files, &settings);
        let from = path("src/app/json/provider.py");
        for (target, leads) in [
            ("json", Target::Elsewhere),
            ("json.decoder", Target::Elsewhere),
            ("app.core", Target::File(path("src/app/core.py"))),
            ("app.json", Target::File(path("src/app/json/__init__.py"))),
            ("app.gone.x", Target::NoFile),
            ("..core", Target::File(path("src/app/core.py"))),
            (".", Target::File(path("src/app/json/__init__.py"))),
        ] {
            assert_eq!(resolver.python(&from, target), leads, "{target}");
        }
    }

    #[test]
    fn modules_of_rust_are_found_as_the_language_does() {
        let files = tree(&["src/lib.rs", "src/a.rs", "src/a/b.rs", "src/c/mod.rs", "tests/main.rs"]);
        let settings = Settings::default();
        let resolver = Resolver::new(&files, &settings);
        for (from, target, leads) in [
            ("src/a.rs", "crate::a::b::Name", Some(("src/a/b.rs", "Name"))),
            ("src/a.rs", "self::b", Some(("src/a/b.rs", ""))),
            ("src/a/b.rs", "super::Name", Some(("src/a.rs", "Name"))),
            ("src/a/b.rs", "super::super::c::x", Some(("src/c/mod.rs", "x"))),
            ("src/c/mod.rs", "super::a", Some(("src/a.rs", ""))),
            ("src/lib.rs", "crate::gone::x", Some(("src/lib.rs", "gone::x"))),
            ("src/lib.rs", "serde::Serialize", None),
        ] {
            let found = resolver.rust(&path(from), target);
            assert_eq!(found, leads.map(|(file, rest)| (path(file), rest)), "{from} {target}");
        }
    }
}
