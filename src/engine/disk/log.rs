//! A file that is only ever added to, kept open: each addition is handed to the system at once, so that a kill loses nothing
//! that was said to be written.
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::{create_dirs, last_byte, problem};
use crate::model::problem::Problem;

/// A growing file; with a cap, its older half goes into a second file, and what was there is gone.
#[derive(Debug)]
pub struct Log {
    path: PathBuf,
    file: File,
    size: u64,
    cap: Option<u64>,
}

impl Log {
    /// Opens a file for adding, creating it and its folder; only this user can read it. Half a line at its end is ended.
    pub fn open(path: &Path, cap: Option<u64>) -> Result<Self, Problem> {
        if let Some(folder) = path.parent() {
            create_dirs(folder)?;
        }
        let ends_in_line = last_byte(path).is_some_and(|byte| byte != b'\n');
        let file = open(path)?;
        let size = file.metadata().map_err(|error| problem(&error, path))?.len();
        let mut log = Self { path: path.to_path_buf(), file, size, cap };
        if ends_in_line {
            log.add(b"\n")?;
        }
        Ok(log)
    }

    /// Adds bytes, in one write.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        if let Some(cap) = self.cap
            && self.size > 0
            && self.size + bytes.len() as u64 > cap / 2
        {
            super::rename(&self.path, &older(&self.path))?;
            self.file = open(&self.path)?;
            self.size = 0;
        }
        self.file.write_all(bytes).map_err(|error| problem(&error, &self.path))?;
        self.size += bytes.len() as u64;
        Ok(())
    }

    /// Waits until the disk itself has everything.
    pub fn sync(&self) -> Result<(), Problem> {
        self.file.sync_data().map_err(|error| problem(&error, &self.path))
    }

    /// The last bytes of a log, at most `limit`, from the beginning of a line.
    pub fn tail(path: &Path, limit: usize) -> Vec<u8> {
        let mut bytes = super::read_if_there(&older(path)).ok().flatten().unwrap_or_default();
        bytes.extend(super::read_if_there(path).ok().flatten().unwrap_or_default());
        if bytes.len() > limit {
            let cut = bytes.len() - limit;
            let line = bytes[cut..].iter().position(|byte| *byte == b'\n').map_or(cut, |at| cut + at + 1);
            bytes.drain(..line);
        }
        bytes
    }
}

fn older(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".1");
    PathBuf::from(name)
}

fn open(path: &Path) -> Result<File, Problem> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path).map_err(|error| problem(&error, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_capped_and_keeps_its_end() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a/b.log");
        let mut log = Log::open(&path, Some(1000)).expect("open");
        for number in 0..500 {
            log.add(format!("line {number}\n").as_bytes()).expect("add");
        }
        let size = |path: &Path| super::super::stat(path).map_or(0, |stat| stat.size);
        assert!(size(&path) + size(&older(&path)) <= 1000);
        let tail = String::from_utf8(Log::tail(&path, 100)).expect("text");
        assert!(tail.starts_with("line ") && tail.ends_with("line 498\nline 499\n") && tail.len() <= 100, "{tail}");
    }

    #[test]
    fn half_a_line_is_ended_when_the_log_is_opened_again() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("journal");
        Log::open(&path, None).expect("open").add(b"whole\nhalf").expect("add");
        Log::open(&path, None).expect("open").add(b"next\n").expect("add");
        assert_eq!(super::super::read_bytes(&path).expect("read"), b"whole\nhalf\nnext\n");
    }
}
