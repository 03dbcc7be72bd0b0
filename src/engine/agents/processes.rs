//! The system's processes: which belong to a team, whatever became of their parents, and how they are stopped. On Linux they
//! are found by descent, process group, session and a variable in their environment; elsewhere by process group alone, and
//! what survives is told. Owns no child: those are `child`'s.

use crate::model::run::team::Process;
use crate::model::team::TeamId;

/// Whose processes are meant.
#[derive(Clone, Copy, Debug)]
pub struct Whose<'a> {
    /// The run, as processes carry it in their environment.
    pub run: &'a str,
    /// These teams.
    pub teams: &'a [TeamId],
    /// Processes that these teams' were started as.
    pub roots: &'a [u32],
    /// Whether everything below this very process is meant too, whoever started it.
    pub all_of_mine: bool,
}

/// What is done to a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blow {
    /// It stands still.
    Freeze,
    /// It goes on.
    Thaw,
    /// It is asked to interrupt what it does.
    Interrupt,
    /// It is asked to end.
    Terminate,
    /// It ends.
    Kill,
}

pub use system::{adopt_orphans, is_running, leave_session, me, members, reap, send, send_to_group, started};

#[cfg(target_os = "linux")]
mod system {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use super::{Blow, Process, Whose};
    use crate::engine::run::{MARK, TEAM};
    use crate::engine::{children, disk};

    pub use super::unix::{leave_session, send, send_to_group};

    /// A line of the system's table.
    #[derive(Clone, Copy, Debug)]
    struct Row {
        pid: u32,
        parent: u32,
        group: u32,
        session: u32,
        started: u64,
        is_zombie: bool,
    }

    fn row(pid: u32) -> Option<Row> {
        let bytes = disk::read_if_there(Path::new(&format!("/proc/{pid}/stat"))).ok()??;
        let text = String::from_utf8_lossy(&bytes);
        // The name stands in parentheses and may hold anything.
        let fields: Vec<&str> = text[text.rfind(')')? + 1..].split_whitespace().collect();
        let number = |index: usize| fields.get(index).and_then(|field| field.parse::<u64>().ok());
        let small = |index| number(index).and_then(|number| u32::try_from(number).ok()).unwrap_or_default();
        let is_zombie = matches!(fields.first(), Some(&("Z" | "X" | "x")));
        Some(Row { pid, parent: small(1), group: small(2), session: small(3), started: number(19)?, is_zombie })
    }

    fn table() -> BTreeMap<u32, Row> {
        let names = disk::names(Path::new("/proc")).unwrap_or_default();
        names.iter().filter_map(|name| name.parse().ok()).filter_map(row).map(|row| (row.pid, row)).collect()
    }

    /// Whether its environment names the run, and one of the teams.
    fn is_marked(pid: u32, whose: &Whose<'_>) -> bool {
        let Ok(Some(bytes)) = disk::read_if_there(Path::new(&format!("/proc/{pid}/environ"))) else { return false };
        let value = |name: &str| {
            let mut variables = bytes.split(|byte| *byte == 0);
            variables.find_map(|variable| variable.strip_prefix(name.as_bytes())?.strip_prefix(b"="))
        };
        value(MARK) == Some(whose.run.as_bytes())
            && value(TEAM).is_some_and(|team| whose.teams.iter().any(|known| known.as_str().as_bytes() == team))
    }

    /// This process.
    pub fn me() -> Process {
        let pid = std::process::id();
        Process { pid, started: started(pid).unwrap_or_default() }
    }

    /// When a process started, in the system's own count; `None` where it is gone.
    pub fn started(pid: u32) -> Option<u64> {
        row(pid).filter(|row| !row.is_zombie).map(|row| row.started)
    }

    /// Whether this very process still runs.
    pub fn is_running(process: Process) -> bool {
        started(process.pid) == Some(process.started)
    }

    /// All processes that are meant, but this one.
    pub fn members(whose: &Whose<'_>) -> Vec<Process> {
        let table = table();
        let own = std::process::id();
        let roots: BTreeSet<u32> = whose.roots.iter().copied().collect();
        let own_work: BTreeSet<u32> = children::with_all(|all| {
            all.iter().filter(|(_, whose)| **whose == children::Whose::Dectets).map(|(pid, _)| *pid).collect()
        });
        let is_below = |row: &Row| {
            let mut at = *row;
            for _ in 0..table.len() {
                if own_work.contains(&at.pid) {
                    return false;
                }
                if roots.contains(&at.pid) || (whose.all_of_mine && at.parent == own) {
                    return true;
                }
                match table.get(&at.parent) {
                    Some(parent) if at.pid != at.parent => at = *parent,
                    _ => return false,
                }
            }
            false
        };
        let mine = table.values().filter(|row| !row.is_zombie && row.pid != own).filter(|row| {
            roots.contains(&row.group) || roots.contains(&row.session) || is_below(row) || is_marked(row.pid, whose)
        });
        mine.map(|row| Process { pid: row.pid, started: row.started }).collect()
    }

    /// Makes what loses its parent below this process this process's child, so that nothing gets out of sight.
    pub fn adopt_orphans() {
        let _ = rustix::process::set_child_subreaper(rustix::process::Pid::from_raw(1));
    }

    /// Takes note of the end of adopted processes; `children` are waited for elsewhere.
    pub fn reap(children: &[u32]) {
        let own = std::process::id();
        children::with_all(|waited| {
            let is_left =
                |row: &&Row| row.is_zombie && row.parent == own && !children.contains(&row.pid) && !waited.contains_key(&row.pid);
            for row in table().values().filter(is_left) {
                let pid = i32::try_from(row.pid).ok().and_then(rustix::process::Pid::from_raw);
                if pid.is_some() {
                    let _ = rustix::process::waitpid(pid, rustix::process::WaitOptions::NOHANG);
                }
            }
        });
    }

    impl Blow {
        /// Whether a process must be the same as it was when it was looked up.
        pub(super) fn hits(self, process: Process) -> bool {
            process.started == 0 || is_running(process)
        }
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
mod system {
    use super::{Blow, Process, Whose};

    pub use super::unix::{leave_session, send, send_to_group};

    /// This process.
    pub fn me() -> Process {
        Process { pid: std::process::id(), started: 0 }
    }

    /// Not known here.
    pub fn started(pid: u32) -> Option<u64> {
        super::unix::exists(pid).then_some(0)
    }

    /// Whether a process of this number runs.
    pub fn is_running(process: Process) -> bool {
        super::unix::exists(process.pid)
    }

    /// The processes that teams were started as: their groups are hit with them.
    pub fn members(whose: &Whose<'_>) -> Vec<Process> {
        let running = whose.roots.iter().filter(|pid| super::unix::group_exists(**pid));
        running.map(|pid| Process { pid: *pid, started: 0 }).collect()
    }

    /// Other systems give orphans to their first process.
    pub fn adopt_orphans() {}

    /// Nothing is adopted, so nothing is left.
    pub fn reap(_children: &[u32]) {}

    impl Blow {
        pub(super) fn hits(self, _process: Process) -> bool {
            true
        }
    }
}

#[cfg(unix)]
mod unix {
    use rustix::process::{Pid, Signal, kill_process, kill_process_group};

    use super::{Blow, Process};

    fn pid(pid: u32) -> Option<Pid> {
        // Not 0 or 1: those mean other things.
        i32::try_from(pid).ok().filter(|pid| *pid > 1).and_then(Pid::from_raw)
    }

    fn signal(blow: Blow) -> Signal {
        match blow {
            Blow::Freeze => Signal::STOP,
            Blow::Thaw => Signal::CONT,
            Blow::Interrupt => Signal::INT,
            Blow::Terminate => Signal::TERM,
            Blow::Kill => Signal::KILL,
        }
    }

    /// Hits a process, if it still is the one that was meant.
    pub fn send(process: Process, blow: Blow) {
        if let Some(pid) = pid(process.pid).filter(|_| blow.hits(process)) {
            let _ = kill_process(pid, signal(blow));
            #[cfg(not(target_os = "linux"))]
            let _ = kill_process_group(pid, signal(blow));
        }
    }

    /// Hits a process's whole group.
    pub fn send_to_group(leader: u32, blow: Blow) {
        if let Some(pid) = pid(leader) {
            let _ = kill_process_group(pid, signal(blow));
        }
    }

    /// Leaves the terminal and session that this process was started from.
    pub fn leave_session() {
        let _ = rustix::process::setsid();
    }

    #[cfg(not(target_os = "linux"))]
    pub fn exists(number: u32) -> bool {
        pid(number).is_some_and(|pid| rustix::process::test_kill_process(pid).is_ok())
    }

    #[cfg(not(target_os = "linux"))]
    pub fn group_exists(number: u32) -> bool {
        pid(number).is_some_and(|pid| rustix::process::test_kill_process_group(pid).is_ok())
    }
}

#[cfg(not(unix))]
mod system {
    use super::{Blow, Process, Whose};

    /// This process.
    pub fn me() -> Process {
        Process { pid: std::process::id(), started: 0 }
    }

    /// Not known here: a job object keeps a team's processes together.
    pub fn started(_pid: u32) -> Option<u64> {
        Some(0)
    }

    /// What a host started does not outlive its job object.
    pub fn is_running(_process: Process) -> bool {
        false
    }

    /// Job objects know their members.
    pub fn members(_whose: &Whose<'_>) -> Vec<Process> {
        Vec::new()
    }

    /// Job objects have no orphans.
    pub fn adopt_orphans() {}

    /// Nothing is left behind.
    pub fn reap(_children: &[u32]) {}

    /// Job objects are ended as a whole, by whoever holds them.
    pub fn send(_process: Process, _blow: Blow) {}

    /// As [`send`].
    pub fn send_to_group(_leader: u32, _blow: Blow) {}

    /// A detached process has left already.
    pub fn leave_session() {}
}
