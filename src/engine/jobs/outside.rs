//! A conflict in another program: the person's merge tool or editor gets files of its own, in a folder of their own, as
//! git's mergetool gives them, and what it leaves becomes an answer. Owns the files and the program while it runs; not
//! what the files hold (`model::conflict::outside`).
#![expect(clippy::disallowed_methods, reason = "child processes are the engine's")]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::engine::{disk, settings};
use crate::model::conflict::{Answer, Conflict, outside};
use crate::model::problem::Problem;

/// How often somebody looks whether the program has ended.
const LOOK: Duration = Duration::from_millis(50);

/// Editors that end at once unless they are told to wait, and how.
const WAIT: [(&str, &str); 14] = [
    ("code", "--wait"),
    ("code-insiders", "--wait"),
    ("codium", "--wait"),
    ("vscodium", "--wait"),
    ("cursor", "--wait"),
    ("windsurf", "--wait"),
    ("zed", "--wait"),
    ("zeditor", "--wait"),
    ("subl", "--wait"),
    ("mate", "--wait"),
    ("gedit", "--wait"),
    ("gnome-text-editor", "--wait"),
    ("kate", "--block"),
    ("gvim", "--nofork"),
];

/// Editors that live in a terminal; here is none.
const IN_TERMINAL: [&str; 14] =
    ["vi", "vim", "nvim", "view", "nano", "pico", "hx", "helix", "kak", "micro", "ed", "joe", "mcedit", "ne"];

/// Which program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// An editor: it gets the result with markers.
    Editor,
    /// A merge tool for two sides.
    MergeTool,
}

/// What is opened, and in what.
#[derive(Clone, Debug, PartialEq)]
pub struct Outside {
    /// The conflict.
    pub conflict: Conflict,
    /// What is decided of it so far.
    pub answer: Option<Answer>,
    /// Which program.
    pub tool: Tool,
    /// Its command, as the person wrote it; empty: for an editor what `$VISUAL` or `$EDITOR` say.
    pub command: String,
}

/// Waits for the program; the answer that it leaves, or `None` where it changed nothing. `is_over` says that nobody
/// waits any more: then the program goes on, and its files stay.
pub fn open(outside: &Outside, is_over: &dyn Fn() -> bool) -> Result<Option<Answer>, Problem> {
    let Some(handed) = outside::hand_over(&outside.conflict, outside.answer.as_ref()) else { return Ok(None) };
    let folder = tempfile::Builder::new().prefix("dectet-").tempdir();
    let folder = folder.map_err(|error| disk::problem(&error, &std::env::temp_dir()))?;
    let name = outside.conflict.path.file_name();
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, format!(".{extension}")),
        _ => (name, String::new()),
    };
    let place = |what: &str| folder.path().join(format!("{stem}_{what}{extension}"));
    let (base, local, remote) = (place("BASE"), place("LOCAL"), place("REMOTE"));
    let merged = folder.path().join(name);
    disk::write_atomic(&base, &handed.base)?;
    disk::write_atomic(&merged, &handed.marked)?;
    if let [(_, mine), (_, theirs)] = handed.sides.as_slice() {
        disk::write_atomic(&local, mine)?;
        disk::write_atomic(&remote, theirs)?;
    } else {
        for (team, text) in &handed.sides {
            disk::write_atomic(&place(team), text)?;
        }
    }
    let words = match outside.tool {
        Tool::MergeTool => settings::merge_tool_words(&outside.command, &base, &local, &remote, &merged),
        Tool::Editor => editor(&outside.command, &merged, handed.line)?,
    };
    let Some((program, arguments)) = words.as_deref().and_then(<[String]>::split_first) else {
        return Err(Problem::note("outside-none"));
    };
    let mut child = Command::new(program)
        .args(arguments)
        .envs([("BASE", &base), ("LOCAL", &local), ("REMOTE", &remote), ("MERGED", &merged)])
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| Problem::error("outside-not-started").with("program", program).with("error", error))?;
    let failed = |error: std::io::Error| Problem::error("outside-not-started").with("program", program).with("error", error);
    let status = loop {
        if let Some(status) = child.try_wait().map_err(failed)? {
            break status;
        }
        if is_over() {
            // What is being written there is the person's.
            let _ = folder.keep();
            return Ok(None);
        }
        std::thread::sleep(LOOK);
    };
    let text = disk::read_bytes(&merged)?;
    if text == handed.marked && !status.success() {
        return Err(Problem::warning("outside-failed").with("program", program).with("status", status));
    }
    let untouched = text == handed.marked;
    outside::take_back(&outside.conflict, outside.answer.as_ref(), text).map_err(|problem| {
        // Nothing that somebody wrote is thrown away because it is not finished.
        let kept = if untouched { folder.path().to_owned() } else { folder.keep() };
        problem.with("program", program).with("kept", disk::show(&kept.join(name)))
    })
}

/// The words of the editor's command, which has to wait until the file is closed.
fn editor(command: &str, file: &Path, line: u32) -> Result<Option<Vec<String>>, Problem> {
    let of_system =
        || ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok().filter(|said| !said.trim().is_empty()));
    let command = Some(command.to_owned()).filter(|command| !command.trim().is_empty()).or_else(of_system).unwrap_or_default();
    let Some(mut words) = settings::editor_words(&command, file, line) else { return Ok(None) };
    let program = Path::new(&words[0]).file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let names_terminal = words.iter().any(|word| word == "-e" || word == "--");
    if IN_TERMINAL.contains(&program.as_str()) && !names_terminal {
        return Err(Problem::note("outside-in-terminal").with("program", &words[0]));
    }
    if let Some((_, wait)) = WAIT.iter().find(|(name, _)| *name == program)
        && !words.iter().any(|word| word == wait || word == "-w" || word == "-f")
    {
        words.insert(1, (*wait).to_owned());
    }
    Ok(Some(words))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use crate::model::conflict::{ConflictId, Detail};
    use crate::model::merge::choice::Choice;
    use crate::model::merge::lines::merge_lines;
    use crate::model::path::RelPath;
    use crate::model::team::TeamId;

    fn outside(tool: Tool, command: &str) -> Outside {
        let merge = merge_lines(b"1\nx\n2\n", &[b"1\nA\n2\n", b"1\nB\n2\n"]);
        let conflict = Conflict {
            id: ConflictId("one".into()),
            kind: "several-writers",
            path: RelPath::new("src/a b.ts").expect("path"),
            teams: ["alpha", "beta"].iter().filter_map(|id| TeamId::from_spelling(id)).collect(),
            owner: None,
            problem: Problem::error("conflict-text-changed"),
            detail: Detail::Text { merge, has_base: true },
        };
        Outside { conflict, answer: None, tool, command: command.to_owned() }
    }

    fn run(tool: Tool, command: &str) -> Result<Option<Answer>, Problem> {
        open(&outside(tool, command), &|| false)
    }

    #[test]
    fn a_merge_tool_gets_its_files_and_its_result_is_the_answer() {
        let command = "sh -c 'test \"$LOCAL\" = \"$1\" && grep -q x \"$2\" && grep -q B \"$3\" && cp \"$1\" \"$4\"' x {mine} {base} {theirs} {result}";
        let answer = run(Tool::MergeTool, command).expect("it ran").expect("an answer");
        assert_eq!(answer, Answer::Runs(vec![Some(Choice::Sides(vec![0]))]));
    }

    #[test]
    fn an_editor_gets_the_result_with_markers() {
        let command =
            "sh -c 'grep -q \"<<<<<<< alpha\" \"$1\" && test \"$2\" = 2 && printf \"1\\nmine\\n2\\n\" > \"$1\"' x {file} {line}";
        let answer = run(Tool::Editor, command).expect("it ran").expect("an answer");
        assert_eq!(answer, Answer::Runs(vec![Some(Choice::Edited("mine\n".into()))]));
    }

    #[test]
    fn what_cannot_be_taken_is_said_and_kept() {
        let left = run(Tool::Editor, "sh -c 'echo more >> \"$1\"' x {file}").expect_err("markers are left");
        assert_eq!(left.id, "outside-markers");
        let kept = left.args.iter().find(|(name, _)| *name == "kept").map(|(_, kept)| kept.clone()).expect("a place");
        assert!(disk::read_text(Path::new(&kept)).expect("kept").ends_with("more\n"));
        disk::remove_tree(Path::new(&kept).parent().expect("folder")).expect("removed");
        assert_eq!(run(Tool::Editor, "/no/such/program").expect_err("no program").id, "outside-not-started");
        assert_eq!(run(Tool::Editor, "sh -c 'exit 3' x").expect_err("failed").id, "outside-failed");
        assert_eq!(run(Tool::MergeTool, "").expect_err("none named").id, "outside-none");
        assert_eq!(run(Tool::Editor, "vim").expect_err("no terminal").id, "outside-in-terminal");
    }

    #[test]
    fn who_stops_waiting_gets_no_answer_and_stops_no_program() {
        let answer = open(&outside(Tool::Editor, "sh -c 'sleep 0.3' x"), &|| true).expect("nothing went wrong");
        assert_eq!(answer, None);
    }

    #[test]
    fn editors_are_told_to_wait() {
        let words = editor("code --goto {file}:{line}", Path::new("/a b"), 7).expect("words").expect("words");
        assert_eq!(words, ["code", "--wait", "--goto", "/a b:7"]);
        let words = editor("subl -w", Path::new("f"), 7).expect("words").expect("words");
        assert_eq!(words, ["subl", "-w", "f"]);
        assert_eq!(editor("xterm -e vim", Path::new("f"), 1).expect("words").expect("words"), ["xterm", "-e", "vim", "f"]);
    }
}
