//! A lock that the system itself releases when the program that holds it ends, however it ends.
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use super::{create_dirs, problem};
use crate::model::problem::Problem;

/// Held for as long as this value lives.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock of this file, creating it; `None` where somebody else has it.
    pub fn try_take(path: &Path) -> Result<Option<Self>, Problem> {
        if let Some(folder) = path.parent() {
            create_dirs(folder)?;
        }
        let file =
            OpenOptions::new().write(true).create(true).truncate(false).open(path).map_err(|error| problem(&error, path))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(problem(&error, path)),
        }
    }
}

impl Drop for Lock {
    /// Given back by name: a program that is being started at this moment may still hold a copy of the file, and closing
    /// ours would leave the lock with it.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}
