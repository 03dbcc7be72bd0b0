//! What the disk promises: whole files, nothing outside, every refusal named.
use super::*;

fn rel(text: &str) -> RelPath {
    RelPath::new(text).expect(text)
}

#[test]
fn text_that_is_not_utf8_is_named_with_its_place() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("å b.yaml");
    fs::write(&path, b"one\n\xc3\xa5\xc3\xa4 \xff three\n").expect("write");
    let problem = read_text(&path).expect_err("not UTF-8");
    assert_eq!((problem.id, problem.arg("byte")), ("disk-not-utf8", Some("0xFF")));
    let place = problem.place.expect("place");
    assert_eq!((place.line, place.column), (2, 4));
}

#[test]
fn a_write_keeps_permissions_and_skips_what_is_equal() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("new folder/å ä ö.sh");
    assert!(write_atomic(&path, b"one").expect("new"));
    set_executable(&path, true).expect("executable");
    let before = stat(&path).expect("there");
    assert!(!write_atomic(&path, b"one").expect("equal"));
    assert_eq!(stat(&path), Some(before), "an equal file is not touched");
    assert!(write_atomic(&path, b"two").expect("changed"));
    assert_eq!(read_bytes(&path).expect("read"), b"two");
    if cfg!(unix) {
        assert_eq!(stat(&path).map(|stat| stat.kind), Some(Kind::Executable));
    }
    assert_eq!(list(&folder.path().join("new folder")).expect("list").len(), 1, "nothing temporary stays");
}

#[test]
fn refusals_have_names() {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path();
    write_atomic(&root.join("file"), b"x").expect("write");
    create_dirs(&root.join("dir")).expect("dir");
    let id = |result: Result<bool, Problem>| result.expect_err("refused").id;
    assert_eq!(read_bytes(&root.join("none")).expect_err("missing").id, "disk-missing");
    assert_eq!(read_bytes(&root.join("dir")).expect_err("folder").id, "disk-is-a-folder");
    assert_eq!(id(write_atomic(&root.join("dir"), b"y")), "disk-is-a-folder");
    assert_eq!(id(write_atomic(&root.join("file/below"), b"y")), "disk-not-a-folder");
    assert_eq!(id(write_inside(root, &rel("file/below/far"), b"y")), "disk-not-a-folder");
    assert_eq!(id(write_atomic(&root.join("x".repeat(300)), b"y")), "disk-path-too-long");
    assert_eq!(write_new(&root.join("file"), b"y").expect_err("there").id, "disk-in-the-way");
    let mut permissions = fs::metadata(root.join("file")).expect("metadata").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(root.join("file"), permissions).expect("read-only");
    assert_eq!(id(write_atomic(&root.join("file"), b"y")), "disk-permission");
    assert!(!write_atomic(&root.join("file"), b"x").expect("equal bytes need no permission"));
    assert_eq!(read_bytes(&root.join("file")).expect("read"), b"x", "a refusal changes nothing");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let folder = tempfile::tempdir().expect("folder");
    let outside = tempfile::tempdir().expect("outside");
    let root = folder.path();
    std::os::unix::fs::symlink(outside.path(), root.join("out")).expect("link");
    write_atomic(&outside.path().join("theirs"), b"theirs").expect("write");
    std::os::unix::fs::symlink(outside.path().join("theirs"), root.join("leaf")).expect("link");
    for path in ["out/new.txt", "out/a/b/new.txt", "leaf"] {
        assert_eq!(write_inside(root, &rel(path), b"x").expect_err(path).id, "disk-link", "{path}");
    }
    assert_eq!(list(outside.path()).expect("list"), [("theirs".to_owned(), Kind::File)]);
    assert_eq!(read_bytes(&outside.path().join("theirs")).expect("read"), b"theirs");
}

#[test]
fn a_walk_sees_files_and_links_but_not_our_own_things() {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path();
    for path in ["b.txt", "å/a b.txt", ".env", ".gitignore", ".git/config", "x/.git", ".dectet/version", "x/.dectet-abc.tmp"] {
        write_atomic(&root.join(path), path.as_bytes()).expect(path);
    }
    write_atomic(&root.join(".gitignore"), b"b.txt\n").expect("ignore file");
    #[cfg(unix)]
    std::os::unix::fs::symlink(root, root.join("loop")).expect("link");
    let walked = walk(root).expect("walk");
    let paths: Vec<_> = walked.found.iter().filter(|found| found.kind != Kind::Link).map(|found| found.path.as_str()).collect();
    assert_eq!(paths, [".env", ".gitignore", "b.txt", "å/a b.txt"]);
    assert_eq!(walked.found.len(), paths.len() + usize::from(cfg!(unix)));
    assert_eq!(walked.problems, []);
    assert_eq!(walk(&root.join("none")).expect("missing").found, []);
    assert_eq!(walk(&root.join("b.txt")).expect_err("file").id, "disk-not-a-folder");
}

#[test]
fn a_copy_is_the_same_tree() {
    let (from, to) = (tempfile::tempdir().expect("from"), tempfile::tempdir().expect("to"));
    write_atomic(&from.path().join("a/run.sh"), b"#!/bin/sh\n").expect("write");
    set_executable(&from.path().join("a/run.sh"), true).expect("executable");
    #[cfg(unix)]
    std::os::unix::fs::symlink("a/run.sh", from.path().join("link")).expect("link");
    let target = to.path().join("new");
    copy_tree(from.path(), &target).expect("copy");
    let strip = |found: Vec<Found>| found.into_iter().map(|found| (found.path, found.kind, found.size)).collect::<Vec<_>>();
    assert_eq!(strip(walk(&target).expect("walk").found), strip(walk(from.path()).expect("walk").found));
}

#[test]
fn a_lock_has_one_holder() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join(".dectet/lock");
    let first = Lock::try_take(&path).expect("lock").expect("free");
    assert!(Lock::try_take(&path).expect("lock").is_none());
    drop(first);
    assert!(Lock::try_take(&path).expect("lock").is_some());
}

#[cfg(unix)]
#[test]
fn a_folder_without_write_bits_is_not_writable() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("folder");
    assert!(is_writable(folder.path()));
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).expect("read-only");
    assert!(!is_writable(folder.path()));
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("writable again");
}

#[test]
fn paths_are_shown_from_the_project() {
    let root = Path::new("/tmp/my shop");
    let seen = seen_from(root, fault("disk-missing", &root.join("mega-files/å.yaml")));
    assert_eq!(seen.arg("path"), Some("mega-files/å.yaml"));
    assert_eq!(seen.place, Some(Place::file("mega-files/å.yaml")));
}

#[test]
fn a_folder_moves_into_place_and_takes_nothing_away() {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path();
    for (path, text) in
        [("new/a.txt", "new"), ("new/sub/b.txt", "new"), ("new/c.txt", "new"), ("there/a.txt", "old"), ("there/sub/x", "old")]
    {
        write_atomic(&root.join(path), text.as_bytes()).expect(path);
    }
    let mut stayed = Vec::new();
    move_into_place(&root.join("new"), &root.join("there"), &mut |path| stayed.push(path.to_path_buf())).expect("move");
    let read = |path: &str| read_text(&root.join("there").join(path)).expect(path);
    assert_eq!([read("a.txt"), read("sub/b.txt"), read("c.txt"), read("sub/x")], ["old", "new", "new", "old"]);
    assert_eq!(stayed, [root.join("there/a.txt")]);
    assert_eq!(write_new_whole(&root.join("there/a.txt"), b"x").expect_err("there").id, "disk-in-the-way");
    let stat_after = write_new_whole(&root.join("there/d.txt"), b"x").expect("new");
    assert_eq!(stat(&root.join("there/d.txt")), Some(stat_after));
}
