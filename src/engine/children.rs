//! Children that a thread of this program waits for itself: git, and the manifest's commands. Owns knowing which they are, so
//! that a host, which takes note of the end of everything that it adopts, leaves their ends to who waits; and so that a halt
//! of the agents does not kill Dectet's own git in the middle of a commit.

use std::collections::BTreeMap;
use std::process::{Child, Command, Output};
use std::sync::{Mutex, PoisonError};

static WAITED: Mutex<BTreeMap<u32, Whose>> = Mutex::new(BTreeMap::new());

/// On whose behalf a child runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Dectet's: it ends by itself.
    Dectets,
    /// A team's: it ends with the team.
    ATeams,
}

/// That a child is waited for, for as long as this value lives.
#[derive(Debug)]
pub struct Waited(u32);

impl Drop for Waited {
    fn drop(&mut self) {
        WAITED.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.0);
    }
}

/// Starts a child that the caller waits for, before the value beside it is dropped.
pub fn spawn(command: &mut Command, whose: Whose) -> std::io::Result<(Child, Waited)> {
    // Nobody looks between its start and this note of it.
    let mut waited = WAITED.lock().unwrap_or_else(PoisonError::into_inner);
    let child = command.spawn()?;
    waited.insert(child.id(), whose);
    let pid = child.id();
    Ok((child, Waited(pid)))
}

/// Runs a command of Dectet's to its end; its pipes must be set.
pub fn output(command: &mut Command) -> std::io::Result<Output> {
    let (child, _waited) = spawn(command, Whose::Dectets)?;
    child.wait_with_output()
}

/// Looks at the children that are waited for while none is started or forgotten.
pub fn with_all<T>(look: impl FnOnce(&BTreeMap<u32, Whose>) -> T) -> T {
    look(&WAITED.lock().unwrap_or_else(PoisonError::into_inner))
}
