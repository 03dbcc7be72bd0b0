//! Adding much to the end of one file, from several threads.
use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::{create_dirs, problem};
use crate::model::problem::Problem;

/// How much is collected before it is written.
const BUFFER_BYTES: usize = 512 * 1024;

/// Adds to the end of a file. What is not [flushed](Appender::flush) may be lost.
#[derive(Debug)]
pub struct Appender {
    path: PathBuf,
    file: File,
    buffer: Vec<u8>,
    end: u64,
}

impl Appender {
    /// Opens a file for adding, creating it and its folder.
    pub fn open(path: &Path) -> Result<Self, Problem> {
        if let Some(folder) = path.parent() {
            create_dirs(folder)?;
        }
        let fail = |error| problem(&error, path);
        let mut file = OpenOptions::new().write(true).create(true).truncate(false).open(path).map_err(fail)?;
        let end = file.seek(SeekFrom::End(0)).map_err(fail)?;
        Ok(Self { path: path.to_path_buf(), file, buffer: Vec::new(), end })
    }

    /// Adds bytes; where they begin in the file.
    pub fn add(&mut self, bytes: &[u8]) -> Result<u64, Problem> {
        let offset = self.end;
        if self.buffer.len() + bytes.len() > BUFFER_BYTES {
            self.flush()?;
        }
        if bytes.len() > BUFFER_BYTES {
            self.file.write_all(bytes).map_err(|error| problem(&error, &self.path))?;
        } else {
            self.buffer.extend_from_slice(bytes);
        }
        self.end += bytes.len() as u64;
        Ok(offset)
    }

    /// Where the next bytes will begin.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// Hands everything to the system.
    pub fn flush(&mut self) -> Result<(), Problem> {
        self.file.write_all(&self.buffer).map_err(|error| problem(&error, &self.path))?;
        self.buffer.clear();
        Ok(())
    }
}
