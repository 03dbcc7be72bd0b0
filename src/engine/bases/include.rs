//! Files that git ignores and that a tree needs all the same (`.env`, local keys): `.worktreeinclude` names them with the
//! patterns of a `.gitignore`. Owns which they are and copying them; what is there stays.

use std::path::Path;

use ignore::WalkBuilder;
use ignore::gitignore::Gitignore;

use crate::engine::disk;
use crate::engine::git::Git;
use crate::model::path::RelPath;
use crate::model::problem::Problem;

/// Where the patterns stand.
const FILE: &str = ".worktreeinclude";

/// Folders at the top of a project that hold trees, results and Dectet's own.
const NEVER: [&str; 5] = [".git", ".dectet", "teams", "integrated", "reports"];

/// Copies what `.worktreeinclude` names into a new tree, with its permissions; in git mode only what git ignores, because
/// everything else is in the tree already. How many files.
pub(super) fn copy(root: &Path, tree: &Path, git: Option<&Git>) -> Result<usize, Problem> {
    let patterns = root.join(FILE);
    if !disk::is_file(&patterns) {
        return Ok(0);
    }
    // A pattern that cannot be read names nothing, as with git.
    let (patterns, _) = Gitignore::new(&patterns);
    let walker = WalkBuilder::new(root)
        .standard_filters(false)
        .follow_links(false)
        .filter_entry(|entry| {
            let name = entry.file_name().to_str().unwrap_or_default();
            !(entry.depth() == 1 && NEVER.contains(&name) || name == ".git")
        })
        .build();
    let mut found = Vec::new();
    for entry in walker.flatten() {
        let Some(path) = entry.path().strip_prefix(root).ok().and_then(RelPath::from_disk) else { continue };
        // Of a link, what it leads to is wanted: where it lies it may lead elsewhere.
        let is_file = disk::is_file(entry.path());
        if is_file && patterns.matched_path_or_any_parents(path.as_str(), false).is_ignore() {
            found.push(path.as_str().to_owned());
        }
    }
    if let Some(git) = git.filter(|_| !found.is_empty()) {
        found = git.ignored_among(&found)?;
    }
    let mut count = 0;
    for path in found.iter().filter_map(|path| RelPath::from_disk(Path::new(path))) {
        count += usize::from(disk::copy_new(&root.join(&path), &disk::inside(tree, &path)?)?);
    }
    Ok(count)
}
