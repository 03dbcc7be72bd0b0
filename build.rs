//! What the program carries of its surroundings: the version as `--version` says it (with the commit, in a release built
//! from a checkout), the example projects, file by file, for "new from template", and on Windows icon and version where
//! the system shows them.
#![expect(clippy::disallowed_methods, reason = "a build script reads files and asks git")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// Folders of an example that are made, not written.
const MADE: [&str; 4] = [".dectet", ".git", "integrated", "reports"];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    // A target folder that several checkouts share must not keep the paths of another one.
    println!("cargo::rerun-if-env-changed=CARGO_MANIFEST_DIR");
    println!("cargo::rustc-env=DECTET_VERSION={}", version());
    resources()?;
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut code = String::new();
    for (name, constant) in [("ecommerce", "ECOMMERCE"), ("saas", "SAAS")] {
        let folder = root.join("examples").join(name);
        let mut files = Vec::new();
        if folder.is_dir() {
            println!("cargo::rerun-if-changed=examples/{name}");
            find(&folder, &folder, &mut files)?;
        }
        files.sort();
        let _ = writeln!(code, "/// The files of `examples/{name}`.\npub const {constant}: &[(&str, &[u8])] = &[");
        for path in files {
            let _ = writeln!(code, "    ({path:?}, include_bytes!({:?})),", folder.join(&path));
        }
        let _ = writeln!(code, "];");
    }
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("examples.rs"), code)
}

/// Icon and version of the program's file. Name, version and description are those of the package.
#[cfg(windows)]
fn resources() -> io::Result<()> {
    if env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("windows") {
        return Ok(());
    }
    println!("cargo::rerun-if-changed=assets/icon/dectet.ico");
    let mut resource = winresource::WindowsResource::new();
    resource.set_icon("assets/icon/dectet.ico");
    resource.set("ProductName", "Dectet").set("FileDescription", "Dectet").set("LegalCopyright", "MIT OR Apache-2.0");
    resource.compile()
}

/// Other systems keep icon and version beside the program.
#[cfg(not(windows))]
fn resources() -> io::Result<()> {
    Ok(())
}

fn find(root: &Path, folder: &Path, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (name, path) = (entry.file_name(), entry.path());
        if entry.file_type()?.is_dir() {
            if !MADE.iter().any(|made| name == *made) {
                find(root, &path, files)?;
            }
        } else if let Some(relative) = path.strip_prefix(root).ok().and_then(Path::to_str) {
            files.push(relative.replace('\\', "/"));
        }
    }
    Ok(())
}

/// The version, and of which commit; a development build says none, so that a commit rebuilds nothing.
fn version() -> String {
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    if env::var("PROFILE").as_deref() != Ok("release") {
        return version;
    }
    let git = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
        Some(String::from_utf8(output.stdout).ok()?.trim().to_owned()).filter(|text| !text.is_empty())
    };
    // Unpacked inside somebody's repository, that repository's commit says nothing.
    let is_ours = git(&["rev-parse", "--show-prefix"]).is_none() && git(&["rev-parse", "--show-toplevel"]).is_some();
    match git(&["rev-parse", "--short=10", "HEAD"]).filter(|_| is_ours) {
        Some(commit) => {
            if let Some(folder) = git(&["rev-parse", "--absolute-git-dir"]) {
                println!("cargo::rerun-if-changed={folder}/HEAD");
            }
            format!("{version} ({commit})")
        }
        None => version,
    }
}
