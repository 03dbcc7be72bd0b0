//! Trees that are looked at again and again: walked once, and after that followed file by file, by what the system says
//! happened. Where it cannot say, or so much happened that it is no help, they are walked again. Owns the lists of files;
//! not the watches (`eyes`).

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::eyes::{Eyes, Touched};
use super::walk::{Folder, Found, RULES, walk_below};
use crate::model::path::RelPath;
use crate::model::problem::Problem;

/// After more changes than this a walk is cheaper.
const MANY: usize = 512;

/// What happened since the look before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// Anything.
    Anything,
    /// Something at these paths, each in the tree of a root, and nowhere else. Paths that are no part of the product are
    /// among them.
    Paths(Vec<(usize, RelPath)>),
}

/// What lies in some trees.
#[derive(Debug, Default)]
pub struct Watched {
    roots: Vec<PathBuf>,
    lists: Vec<Vec<Found>>,
    eyes: Option<Eyes>,
}

impl Watched {
    /// Looks at trees. What fails halfway is walked again the next time.
    pub fn look(&mut self, roots: &[&Path]) -> Result<Since, Problem> {
        if self.is_of(roots)
            && let Some(mut eyes) = self.eyes.take()
            && eyes.are_at(roots)
            && let Some(touched) = eyes.touched(MANY)
        {
            let paths = self.follow(&eyes, touched)?;
            if !eyes.is_blind() {
                self.eyes = Some(eyes);
                return Ok(Since::Paths(paths));
            }
        }
        *self = Self::default();
        let eyes = Eyes::open(roots);
        let waiting = roots.iter().enumerate().filter(|(_, root)| root.is_dir()).map(|(root, full)| Folder::top(root, full));
        let entering = |folder: &Folder| {
            if let Some(eyes) = &eyes {
                eyes.enter(folder);
            }
        };
        self.lists = walk_below(waiting.collect(), roots.len(), &entering)?;
        self.roots = roots.iter().map(|root| root.to_path_buf()).collect();
        self.eyes = eyes.filter(|eyes| !eyes.is_blind());
        Ok(Since::Anything)
    }

    /// What lies in each tree, in order of path.
    pub fn lists(&self) -> &[Vec<Found>] {
        &self.lists
    }

    /// The folders that are watched: the place of the root, and where below it.
    pub fn folders(&self) -> HashSet<(usize, String)> {
        self.eyes.as_ref().map(Eyes::watched).unwrap_or_default()
    }

    /// Whether these are the trees that are watched.
    fn is_of(&self, roots: &[&Path]) -> bool {
        self.roots.iter().map(PathBuf::as_path).eq(roots.iter().copied())
    }

    /// What lies at a path of a tree.
    pub fn at(&self, root: usize, path: &RelPath) -> Option<&Found> {
        let list = self.lists.get(root)?;
        list.binary_search_by(|found| found.path.cmp(path)).ok().map(|place| &list[place])
    }

    /// Brings the lists up to what happened.
    fn follow(&mut self, eyes: &Eyes, touched: Vec<Touched>) -> Result<Vec<(usize, RelPath)>, Problem> {
        let mut paths = Vec::with_capacity(touched.len());
        let mut gone = Vec::new();
        for Touched { folder, name } in touched {
            let path = RelPath::in_folder(&folder.path, &name);
            let list = &mut self.lists[folder.root];
            match std::fs::symlink_metadata(folder.full.join(&name)) {
                Ok(meta) => {
                    let has_rules = folder.full.join(RULES).exists();
                    let rules = if has_rules { folder.rules_here() } else { folder.rules.clone() };
                    let counts = folder.counts(&name, meta.is_dir(), rules.as_deref());
                    if meta.is_dir() || !counts {
                        gone.extend(remove(list, &path).map(|path| (folder.root, path)));
                    }
                    if meta.is_dir() && counts {
                        let found = walk_below(vec![folder.below(&name, rules)], self.lists.len(), &|folder| eyes.enter(folder))?;
                        for one in found.into_iter().flatten() {
                            paths.push((folder.root, one.path.clone()));
                            put(&mut self.lists[folder.root], one);
                        }
                    } else if counts && let Some(found) = Found::of(path.clone(), &meta) {
                        gone.extend(remove_below(list, &path).map(|path| (folder.root, path)));
                        put(list, found);
                    }
                }
                Err(_) => gone.extend(remove(list, &path).map(|path| (folder.root, path))),
            }
            paths.push((folder.root, path));
        }
        // What has a second name may have changed by that. That a file gets one is the one thing that nobody says.
        for (root, list) in self.lists.iter_mut().enumerate() {
            for found in list.iter_mut().filter(|found| found.has_twins) {
                let meta = std::fs::symlink_metadata(self.roots[root].join(&found.path));
                let now = meta.ok().and_then(|meta| Found::of(found.path.clone(), &meta));
                if now.as_ref() != Some(found) {
                    paths.push((root, found.path.clone()));
                    if let Some(now) = now {
                        *found = now;
                    }
                }
            }
        }
        paths.append(&mut gone);
        paths.sort_unstable();
        paths.dedup();
        Ok(paths)
    }
}

fn put(list: &mut Vec<Found>, found: Found) {
    match list.binary_search_by(|known| known.path.cmp(&found.path)) {
        Ok(place) => list[place] = found,
        Err(place) => list.insert(place, found),
    }
}

/// Removes a file, or everything below a folder; what that was.
fn remove(list: &mut Vec<Found>, path: &RelPath) -> impl Iterator<Item = RelPath> + use<> {
    if let Ok(place) = list.binary_search_by(|known| known.path.cmp(path)) {
        list.remove(place);
    }
    remove_below(list, path)
}

fn remove_below(list: &mut Vec<Found>, path: &RelPath) -> impl Iterator<Item = RelPath> + use<> {
    let begin = format!("{path}/");
    let first = list.partition_point(|known| known.path.as_str() < begin.as_str());
    let count = list[first..].iter().take_while(|known| known.path.as_str().starts_with(&begin)).count();
    list.drain(first..first + count).map(|found| found.path).collect::<Vec<_>>().into_iter()
}
