//! What the system says of changes below folders: on Linux, inotify, whose queue holds every change by the time that the
//! one who made it goes on. Elsewhere nobody says so much, and trees are walked. Owns the watches; not what is made of
//! what they say (`watched`).

#[cfg(not(target_os = "linux"))]
pub(super) use blind::Eyes;
#[cfg(target_os = "linux")]
pub(super) use linux::Eyes;

use super::walk::Folder;

/// Something that happened in a folder.
#[derive(Debug)]
pub(super) struct Touched {
    pub(super) folder: Folder,
    pub(super) name: String,
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::{BTreeSet, HashMap, HashSet};
    use std::mem::MaybeUninit;
    use std::os::fd::OwnedFd;
    use std::os::unix::fs::MetadataExt as _;
    use std::path::Path;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Mutex, PoisonError};

    use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};
    use rustix::io::Errno;

    use super::Touched;
    use crate::engine::trees::walk::{Folder, RULES};

    /// Disks of this computer alone: what another one writes on a shared disk, nobody says. ext, XFS, Btrfs, tmpfs,
    /// overlay, ZFS, F2FS, bcachefs.
    const OWN_DISKS: [u64; 8] =
        [0xef53, 0x5846_5342, 0x9123_683e, 0x0102_1994, 0x794c_7630, 0x2fc1_2fc1, 0xf2f5_2010, 0xca45_1a4e];

    /// Watches on folders.
    #[derive(Debug)]
    pub(in crate::engine::trees) struct Eyes {
        inotify: OwnedFd,
        folders: Mutex<HashMap<i32, Folder>>,
        /// Some folder could not be watched.
        is_blind: AtomicBool,
        /// Which folders the roots were.
        roots: Vec<Option<(u64, u64)>>,
    }

    fn identity(root: &Path) -> Option<(u64, u64)> {
        std::fs::metadata(root).ok().map(|meta| (meta.dev(), meta.ino()))
    }

    impl Eyes {
        /// Eyes that watch nothing yet; `None` where the system would not say everything.
        pub(in crate::engine::trees) fn open(roots: &[&Path]) -> Option<Self> {
            let is_own = |root: &&Path| rustix::fs::statfs(*root).is_ok_and(|disk| OWN_DISKS.contains(&(disk.f_type as u64)));
            if !roots.iter().all(is_own) {
                return None;
            }
            let inotify = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK).ok()?;
            let roots = roots.iter().map(|root| identity(root)).collect();
            Some(Self { inotify, folders: Mutex::default(), is_blind: AtomicBool::new(false), roots })
        }

        /// Watches a folder: before it is listed, so that nothing is missed in between.
        pub(in crate::engine::trees) fn enter(&self, folder: &Folder) {
            let what = WatchFlags::CREATE
                | WatchFlags::DELETE
                | WatchFlags::MOVED_FROM
                | WatchFlags::MOVED_TO
                | WatchFlags::MODIFY
                | WatchFlags::CLOSE_WRITE
                | WatchFlags::ATTRIB
                | WatchFlags::MOVE_SELF
                | WatchFlags::ONLYDIR;
            match inotify::add_watch(&self.inotify, &folder.full, what) {
                Ok(watch) => {
                    let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
                    let before = folders.insert(watch, folder.clone());
                    // One folder under two names: what happens in it would be told of one.
                    if before.is_some_and(|before| before.full != folder.full) {
                        self.is_blind.store(true, Ordering::Relaxed);
                    }
                }
                // It vanished, and its parent's watch says when it comes back.
                Err(Errno::NOENT | Errno::NOTDIR) => {}
                Err(_) => self.is_blind.store(true, Ordering::Relaxed),
            }
        }

        /// Whether there is a folder that nobody watches.
        pub(in crate::engine::trees) fn is_blind(&self) -> bool {
            self.is_blind.load(Ordering::Relaxed)
        }

        /// The folders that are watched.
        pub(in crate::engine::trees) fn watched(&self) -> HashSet<(usize, String)> {
            let folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
            folders.values().map(|folder| (folder.root, folder.path.clone())).collect()
        }

        /// Whether each root is the folder that it was.
        pub(in crate::engine::trees) fn are_at(&self, roots: &[&Path]) -> bool {
            self.roots.len() == roots.len() && self.roots.iter().zip(roots).all(|(known, root)| *known == identity(root))
        }

        /// What happened since the last time; `None` where it was more than can be followed.
        pub(in crate::engine::trees) fn touched(&mut self, at_most: usize) -> Option<Vec<Touched>> {
            let folders = self.folders.get_mut().unwrap_or_else(PoisonError::into_inner);
            let mut names: BTreeSet<(i32, String)> = BTreeSet::new();
            let mut buffer = [MaybeUninit::<u8>::uninit(); 16 * 1024];
            let mut reader = inotify::Reader::new(&self.inotify, &mut buffer);
            let mut can_follow = true;
            loop {
                let event = match reader.next() {
                    Ok(event) => event,
                    Err(Errno::AGAIN) => break,
                    Err(Errno::INTR) => continue,
                    Err(_) => return None,
                };
                let what = event.events();
                if what.contains(ReadFlags::IGNORED) {
                    folders.remove(&event.wd());
                    continue;
                }
                let followed = ReadFlags::CREATE | ReadFlags::DELETE | ReadFlags::MOVED_TO;
                let is_lost = what.intersects(ReadFlags::QUEUE_OVERFLOW | ReadFlags::UNMOUNT | ReadFlags::MOVE_SELF)
                    || (what.contains(ReadFlags::ISDIR) && !what.intersects(followed));
                let Some(name) = event.file_name() else {
                    can_follow &= !is_lost && !what.contains(ReadFlags::ATTRIB);
                    continue;
                };
                match name.to_str() {
                    Ok(name) if !is_lost && name != RULES && names.len() < at_most => {
                        names.insert((event.wd(), name.to_owned()));
                    }
                    _ => can_follow = false,
                }
            }
            let touched = |(watch, name): (i32, String)| Some(Touched { folder: folders.get(&watch)?.clone(), name });
            can_follow.then(|| names.into_iter().filter_map(touched).collect())
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod blind {
    use std::collections::HashSet;
    use std::path::Path;

    use super::Touched;
    use crate::engine::trees::walk::Folder;

    /// No watches: there are never any of these.
    #[derive(Debug)]
    pub(in crate::engine::trees) enum Eyes {}

    impl Eyes {
        pub(in crate::engine::trees) fn open(_roots: &[&Path]) -> Option<Self> {
            None
        }

        pub(in crate::engine::trees) fn enter(&self, _folder: &Folder) {}

        pub(in crate::engine::trees) fn is_blind(&self) -> bool {
            true
        }

        pub(in crate::engine::trees) fn watched(&self) -> HashSet<(usize, String)> {
            HashSet::new()
        }

        pub(in crate::engine::trees) fn are_at(&self, _roots: &[&Path]) -> bool {
            false
        }

        pub(in crate::engine::trees) fn touched(&mut self, _at_most: usize) -> Option<Vec<Touched>> {
            None
        }
    }
}
