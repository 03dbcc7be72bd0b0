//! Whose a part is, where it goes, and what stands against it.

use super::*;
use crate::model::manifest::{Manifest, read::read};
use crate::model::ownership::Ownership;
use crate::model::path::RelPath;
use crate::model::team::TeamId;
use place::{Placed, Surroundings, Wish};

fn manifest() -> Manifest {
    let text = "teams:\n  alpha: {write_paths: [src/alpha/**]}\n  beta: {write_paths: [src/beta/**], forbidden_paths: [src/beta/secret/**]}\n";
    read("manifest.yaml", text).manifest.expect("a manifest")
}

fn team(id: &str) -> TeamId {
    TeamId::from_spelling(id).expect(id)
}

fn placed_with(reply: &str, wishes: &[Wish], fallback: Option<&str>) -> Vec<Placed> {
    let manifest = manifest();
    let ownership = Ownership::new(&manifest);
    let fallback = fallback.map(team);
    let known = [(RelPath::new("mega-files/beta/old-name.yaml").expect("path"), Some("mega-beta-orders".to_owned()))];
    let around = Surroundings {
        manifest: &manifest,
        ownership: &ownership,
        mega_files_folder: "mega-files",
        mega_files: &known,
        fallback: fallback.as_ref(),
    };
    place::place(&split(reply).parts, wishes, &around)
}

/// Team, path and the ids of problems.
fn said(placed: &Placed) -> (&str, &str, Vec<&'static str>) {
    let team = placed.team.as_ref().map_or("-", TeamId::as_str);
    let path = placed.path.as_ref().map_or("-", RelPath::as_str);
    (team, path, placed.problems.iter().map(|problem| problem.id).collect())
}

fn code(path: &str) -> String {
    format!("```ts\n// {path}\nx\n```\n").replace("// -\n", "")
}

#[test]
fn a_team_is_found_by_path_owner_and_word() {
    for (path, team, placed, problems) in [
        ("src/beta/a.ts", "beta", "src/beta/a.ts", vec![]),
        ("teams/alpha/src/alpha/a.ts", "alpha", "src/alpha/a.ts", vec![]),
        ("teams/alpha/src/beta/a.ts", "alpha", "src/beta/a.ts", vec!["reply-another-teams"]),
        ("src/beta/secret/a.ts", "beta", "src/beta/secret/a.ts", vec!["reply-forbidden"]),
        ("lib/a.ts", "alpha", "lib/a.ts", vec!["reply-unclaimed"]),
        ("../a.ts", "alpha", "-", vec!["reply-path-parent"]),
        ("/etc/a.conf", "alpha", "-", vec!["reply-path-absolute"]),
        ("C:/a.ts", "alpha", "-", vec!["reply-path-absolute"]),
        ("/src/beta/a.ts", "beta", "src/beta/a.ts", vec![]),
        ("src/con.ts", "alpha", "-", vec!["reply-path-name"]),
        (".git/hooks/a.sh", "alpha", "-", vec!["reply-path-reserved"]),
        ("team-coordination-manifest.yaml", "alpha", "-", vec!["reply-path-reserved"]),
        ("-", "alpha", "-", vec!["reply-no-path"]),
    ] {
        assert_eq!(said(&placed_with(&code(path), &[], Some("alpha"))[0]), (team, placed, problems), "{path}");
    }
    assert_eq!(said(&placed_with(&code("lib/a.ts"), &[], None)[0]).2, ["reply-unclaimed", "reply-no-team"][1..]);
    let wish = Wish { team: Some(team("beta")), path: Some("src/beta/x.ts".into()) };
    assert_eq!(said(&placed_with(&code("-"), &[wish], Some("alpha"))[0]), ("beta", "src/beta/x.ts", vec![]));
}

fn mega(team: &str, id: &str) -> String {
    format!("```yaml\nid: {id}\nteam: {team}\ntemplates: {{}}\n```\n")
}

#[test]
fn mega_files_go_to_their_teams_folder() {
    for (reply, expected) in [
        (mega("beta", "mega-beta-new"), ("beta", "mega-files/beta/mega-beta-new.yaml", vec![])),
        (mega("Team Beta", "mega-beta-orders"), ("beta", "mega-files/beta/old-name.yaml", vec![])),
        (mega("omega", "a"), ("alpha", "mega-files/alpha/a.yaml", vec!["reply-unknown-team"])),
        (format!("`megafiles/beta/mine.yaml`\n{}", mega("beta", "x y")), ("beta", "mega-files/beta/mine.yaml", vec![])),
        (format!("`mine.yaml`\n{}", mega("beta", "x y")), ("beta", "mega-files/beta/x-y.yaml", vec![])),
    ] {
        assert_eq!(said(&placed_with(&reply, &[], Some("alpha"))[0]), expected, "{reply}");
    }
    let wish = Wish { team: Some(team("alpha")), path: None };
    let moved = placed_with(&mega("beta", "x"), &[wish], None);
    assert_eq!(said(&moved[0]), ("alpha", "mega-files/alpha/x.yaml", vec!["reply-team-differs"]));
    let wish = Wish { team: None, path: Some("src/beta/x.yaml".into()) };
    assert_eq!(said(&placed_with(&mega("beta", "x"), &[wish], None)[0]).2, ["reply-not-with-mega-files"]);
}

#[test]
fn the_same_path_twice_is_said() {
    let reply = format!("{}{}{}", code("src/beta/a.ts"), code("src/beta/b.ts"), code("src/beta/A.ts"));
    let placed = placed_with(&reply, &[], None);
    assert_eq!(said(&placed[0]).2, ["reply-said-again"]);
    assert_eq!(placed[0].problems[0].arg("line"), Some("10"));
    assert!(placed[1].problems.is_empty() && placed[2].problems.is_empty(), "the last one wins");
    assert!(placed.iter().all(Placed::is_sound));
}

#[test]
fn removals_are_shown_and_not_made() {
    let placed = placed_with("*** Begin Patch\n*** Delete File: src/beta/a.ts\n*** End Patch\n", &[], None);
    assert_eq!(said(&placed[0]), ("beta", "src/beta/a.ts", vec!["reply-removes"]));
    assert!(!placed[0].is_sound());
}
