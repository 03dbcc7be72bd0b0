//! Which version an agent's program is, by asking it. Owns that a program which does not answer holds nobody up.
#![expect(clippy::disallowed_methods, reason = "child processes are the engine's")]

use std::ffi::OsString;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::Version;

/// A program that has not answered after this long is not asked again.
const PATIENCE: Duration = Duration::from_secs(3);
/// So much of an answer is read.
const MOST: u64 = 4096;

/// The version that a program says it is, asked with `--version`.
pub fn of(words: &[OsString], folder: &Path) -> Option<Version> {
    let (program, arguments) = words.split_first()?;
    let program = super::find_program(program, folder, std::env::var_os("PATH").as_ref()).ok()?;
    let mut command = Command::new(program);
    command.args(arguments).arg("--version").current_dir(folder);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let until = Instant::now() + PATIENCE;
    while child.try_wait().ok()?.is_none() {
        if Instant::now() > until {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let mut said = String::new();
    child.stdout.take()?.take(MOST).read_to_string(&mut said).ok()?;
    in_text(&said)
}

/// The first version in a text: three numbers with dots between them.
fn in_text(text: &str) -> Option<Version> {
    text.split(|c: char| !c.is_ascii_digit() && c != '.').find_map(|word| {
        let mut numbers = word.split('.').map(str::parse);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_programs_print() {
        for (text, version) in [
            ("codex-cli 0.138.0\n", Some((0, 138, 0))),
            ("v2.1.119 (Claude Code)", Some((2, 1, 119))),
            ("tool 1.2", None),
            ("0.140.0-alpha.3", Some((0, 140, 0))),
            ("...", None),
            ("99999999999.1.1 1.2.3", Some((1, 2, 3))),
            ("", None),
        ] {
            assert_eq!(in_text(text), version, "{text}");
        }
        assert_eq!(of(&["no-such-program-anywhere".into()], Path::new(".")), None);
    }
}
