//! What is no program, or needs little of one: services that are started together, variables of a process, crates that
//! depend on each other, names of a Go package.

use serde_yaml::Value;

use super::{Link, LinkStyle, Named, Outline, Port, Variable};
use crate::model::modules::joined;
use crate::model::path::RelPath;
use crate::model::syntax::definitions;

/// Endings of names of Go files that are built on some systems alone.
const SYSTEMS: [&str; 16] = [
    "linux", "windows", "darwin", "freebsd", "openbsd", "netbsd", "unix", "js", "wasm", "amd64", "arm64", "arm", "386",
    "android", "ios", "plan9",
];

pub(super) fn go(path: &RelPath, text: &str, outline: &mut Outline) -> Option<()> {
    let found = definitions(path, text)?;
    let stem = path.file_name().trim_end_matches(".go");
    let is_for_some =
        stem.rsplit('_').any(|part| SYSTEMS.contains(&part)) || text.contains("//go:build") || text.contains("// +build");
    if is_for_some {
        return Some(());
    }
    let package = text.lines().find_map(|line| line.strip_prefix("package "))?.split_whitespace().next()?.to_owned();
    let named =
        |one: crate::model::syntax::Definition| Named { key: format!("{package}\0{}", one.key), name: one.name, line: one.line };
    outline.names = found.into_iter().map(named).collect();
    Some(())
}

pub(super) fn compose(text: &str, outline: &mut Outline) -> Option<()> {
    let value: Value = serde_yaml::from_str(text).ok()?;
    let services = value.get("services")?.as_mapping()?;
    for (name, service) in services {
        // A profile's services are not started with the others.
        let (Some(name), None) = (name.as_str(), service.get("profiles")) else { continue };
        for port in service.get("ports").and_then(Value::as_sequence).into_iter().flatten() {
            let Some((number, written)) = published(port) else { continue };
            let line = line_in_service(text, name, &written);
            outline.ports.push(Port { number, by: name.to_owned(), line });
        }
    }
    Some(())
}

/// The port of the machine that is taken, and how it is written; `None` where that can differ.
fn published(port: &Value) -> Option<(u16, String)> {
    if let Some(published) = port.get("published") {
        let written = published.as_str().map(str::to_owned).or_else(|| published.as_u64().map(|number| number.to_string()))?;
        let is_udp = port.get("protocol").and_then(Value::as_str) == Some("udp");
        let is_bound = port.get("host_ip").is_some();
        return (!is_udp && !is_bound).then(|| Some((written.parse().ok()?, written.clone()))).flatten();
    }
    let written = port.as_str()?;
    let (number, inner) = written.split_once(':')?;
    if inner.contains(':') || inner.ends_with("/udp") {
        return None;
    }
    Some((number.parse().ok()?, written.to_owned()))
}

/// The line of a service on which something is written; the service's own where it is not found.
fn line_in_service(text: &str, service: &str, written: &str) -> u32 {
    let is_head = |line: &str| {
        let line = line.trim_end();
        line.starts_with(' ')
            && line
                .trim()
                .trim_matches(['"', '\''])
                .strip_suffix(':')
                .is_some_and(|name| name.trim_matches(['"', '\'']) == service)
    };
    let mut at_service = 0;
    for (number, line) in text.lines().enumerate() {
        if at_service == 0 && is_head(line) {
            at_service = number + 1;
        } else if at_service > 0 && line.contains(written) {
            return number as u32 + 1;
        }
    }
    at_service as u32
}

pub(super) fn variables(text: &str, outline: &mut Outline) {
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        let line = line.strip_prefix("export ").unwrap_or(line);
        let Some((name, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) else { continue };
        let name = name.trim();
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            continue;
        }
        let value = value.trim().trim_matches(['"', '\'']).to_owned();
        outline.variables.push(Variable { name: name.to_owned(), value, is_default: false, line: number as u32 + 1 });
    }
}

/// Dependencies of a crate that lie in a folder: tests' alone may go round in a circle.
pub(super) fn crate_links(text: &str, outline: &mut Outline) -> Option<()> {
    let mut section = String::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(head) = line.strip_prefix('[') {
            section = head.trim_matches(['[', ']']).to_owned();
            continue;
        }
        let is_table = |section: &str| section.ends_with("dependencies") && !section.ends_with("dev-dependencies");
        let is_one = section.rsplit_once('.').is_some_and(|(table, _)| is_table(table));
        if !is_table(&section) && !is_one {
            continue;
        }
        let Some((before, after)) = line.split_once("path") else { continue };
        let is_key = before.is_empty() || before.ends_with(['{', ',', ' ', '.']);
        let Some(value) = after.trim_start().strip_prefix('=').filter(|_| is_key && !line.starts_with('#')) else { continue };
        let mut quoted = value.split('"');
        if let (Some(_), Some(target)) = (quoted.next(), quoted.next()) {
            outline.links.push(Link {
                target: target.to_owned(),
                line: number as u32 + 1,
                style: LinkStyle::Crate,
                names: Vec::new(),
                whole: None,
                is_eager: true,
            });
        }
    }
    Some(())
}

/// The manifest of the crate that a path dependency names.
pub fn crate_manifest(from: &RelPath, target: &str) -> Option<RelPath> {
    let folder = joined(from.parent().as_ref().map_or("", RelPath::as_str), target)?;
    RelPath::new(&if folder.is_empty() { "Cargo.toml".to_owned() } else { format!("{folder}/Cargo.toml") }).ok()
}
