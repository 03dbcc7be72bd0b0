//! Whatever a manifest says and whichever way is chosen: nothing is lost, nothing new is wrong, one step back is the file.

use proptest::prelude::*;

use super::*;
use crate::model::manifest::Distribution;
use crate::model::manifest::read::read;

fn manifest(text: &str) -> Manifest {
    read("m.yaml", text).manifest.expect("a manifest")
}

fn id(text: &str) -> TeamId {
    TeamId::from_spelling(text).expect("an id")
}

/// A plan, and the manifest after it was carried out.
fn carried_out(text: &str, way: &Way) -> (Plan, Manifest, String) {
    let plan = plan(text, &manifest(text), way).unwrap_or_else(|problem| panic!("{problem:?}\n{text}"));
    let edited = edits::edit("", text, &plan.edit).expect("carried out");
    (plan, edited.read.manifest.expect("a manifest"), edited.text)
}

fn sorted(mut list: Vec<String>) -> Vec<String> {
    list.sort();
    list
}

/// All responsibilities: of teams, of their parts, of nobody.
fn work(manifest: &Manifest) -> Vec<String> {
    let teams = manifest
        .teams
        .iter()
        .flat_map(|team| team.responsibilities.iter().chain(team.swarm.iter().flat_map(|part| &part.responsibilities)));
    sorted(teams.chain(&manifest.unassigned).cloned().collect())
}

fn paths(manifest: &Manifest) -> Vec<String> {
    let teams = manifest
        .teams
        .iter()
        .flat_map(|team| team.write_paths.iter().chain(team.swarm.iter().flat_map(|part| &part.write_paths)));
    sorted(teams.cloned().collect())
}

/// What a plan promises, against the manifest that its edit made.
fn holds(before: &Manifest, plan: &Plan, after: &Manifest) -> Result<(), TestCaseError> {
    let starting: Vec<String> = plan
        .teams
        .iter()
        .flat_map(|team| &team.responsibilities)
        .filter(|dealt| dealt.from.is_none())
        .map(|dealt| dealt.text.clone())
        .collect();
    prop_assert_eq!(sorted([work(before), starting].concat()), work(after));
    let new: Vec<String> = plan
        .teams
        .iter()
        .flat_map(|team| &team.write_paths)
        .filter(|dealt| dealt.from.is_none())
        .map(|dealt| dealt.text.clone())
        .collect();
    let (mut had, mut has) = ([paths(before), new].concat(), paths(after));
    had.sort();
    had.dedup();
    has.dedup();
    prop_assert_eq!(had, has);
    let mut ids: Vec<&TeamId> = after.teams.iter().map(|team| &team.id).collect();
    let mut planned: Vec<&TeamId> = plan.teams.iter().map(|team| &team.id).collect();
    ids.sort();
    planned.sort();
    prop_assert_eq!(ids, planned);
    for team in &plan.teams {
        let now = after.team(&team.id).expect("the team");
        let said = |dealt: &[Dealt]| dealt.iter().map(|dealt| dealt.text.clone()).collect::<Vec<_>>();
        prop_assert_eq!(&said(&team.responsibilities), &now.responsibilities);
        prop_assert_eq!(&said(&team.write_paths), &now.write_paths);
        prop_assert_eq!((&team.name, &team.role, team.target_loc), (&now.name, &now.role, now.target_loc));
        prop_assert_eq!(&team.parts, &now.swarm);
    }
    Ok(())
}

fn ways() -> impl Strategy<Value = Way> {
    let names = ["Orders", "Payments", "Växel & Co", "users", "x", "alpha", "Orders", "Platform", "you", ""];
    let team = prop::sample::select(vec!["alpha", "beta", "eps"]).prop_map(id);
    prop_oneof![
        (0..12usize).prop_map(|teams| Way::Layers { teams }),
        prop::collection::vec(prop::sample::select(names.map(str::to_owned).to_vec()), 1..5)
            .prop_map(|names| Way::Domains { names }),
        (0..200_000u64).prop_map(|loc| Way::Size { loc }),
        (team.clone(), 1..6usize).prop_map(|(team, parts)| Way::Split { team, parts }),
        team.prop_map(|team| Way::Merge { team }),
    ]
}

fn config() -> ProptestConfig {
    let cases = std::env::var("DECTET_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(60);
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(7),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nothing_is_lost_and_nothing_new_is_wrong(text in edits::random::texts(), first in ways(), second in ways()) {
        let Some(mut before) = read("m.yaml", &text).manifest else { return Ok(()) };
        let mut text = text;
        for way in [first, second] {
            // A way that cannot be gone says so and changes nothing.
            let Ok(plan) = plan(&text, &before, &way) else { continue };
            let edited = edits::edit("", &text, &plan.edit).expect("a plan can be carried out");
            let after = edited.read.manifest.expect("a manifest");
            holds(&before, &plan, &after)?;
            let (had, has) = (faults(&before), faults(&after));
            prop_assert!(has.iter().all(|(fault, count)| had.get(fault).is_some_and(|had| had >= count)), "{had:?} {has:?}");
            let back = edited.edit.inverse(&text).apply(&edited.text);
            prop_assert_eq!(back, text);
            (text, before) = (edited.text, after);
        }
    }
}

#[test]
fn most_random_manifests_can_go_every_way() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut gone, mut refused) = (0, Vec::new());
    for _ in 0..60 {
        let text = edits::random::texts().new_tree(&mut runner).expect("a text").current();
        for way in
            [Way::Layers { teams: 10 }, Way::Layers { teams: 4 }, Way::Domains { names: vec!["Orders".into(), "Users".into()] }]
        {
            match read("m.yaml", &text).manifest.map(|manifest| plan(&text, &manifest, &way)) {
                Some(Err(problem)) => refused.push((problem.id, way, text.clone())),
                _ => gone += 1,
            }
        }
    }
    let example = refused.first().map(|(id, way, text)| format!("{id} {way:?}\n{text}"));
    assert!(refused.len() * 20 <= gone, "{} of {} refused, such as {}", refused.len(), gone, example.unwrap_or_default());
}

const LAYERED: &str = "\
# Our shop
project: {name: shop, target_loc: 40000}
distribution: layers
teams:
  alpha:
    name: Foundation   # ours
    responsibilities: [Database schema, order-history, customer accounts]
    write_paths: [src/core/**]
    target_loc: 20000
  beta:
    responsibilities:
      # the one that all use
      - Checkout endpoints
      - login
    write_paths: [src/api/**]
    depends_on: [alpha]
  epsilon:
    responsibilities: [profile page, zzz]
    write_paths: [src/orders/web/**]
    depends_on: [beta]
iterations: [{name: one, teams: [alpha]}, {name: two, teams: [beta, epsilon]}]
integration_points: [{name: API, between: [beta, epsilon], artifact: src/api/a.yaml, owner: beta}]
";

#[test]
fn layers_become_domains_and_everything_follows() {
    let (plan, after, text) = carried_out(LAYERED, &Way::Domains { names: vec!["Orders".into(), "Users".into()] });
    holds(&manifest(LAYERED), &plan, &after).expect("what was planned");
    assert_eq!(after.distribution, Distribution::Domains);
    let of = |team: &str| after.team(&id(team)).expect(team);
    assert_eq!(of("orders").responsibilities, ["order-history", "Checkout endpoints"]);
    assert_eq!(of("users").responsibilities, ["customer accounts", "login", "profile page"]);
    assert_eq!(after.unassigned, ["Database schema", "zzz"], "what fits nowhere is kept");
    assert_eq!(of("orders").write_paths, ["src/orders/web/**", "src/orders/**", "tests/orders/**"]);
    assert_eq!(of("orders").depends_on, [id("platform")]);
    assert!(after.iterations.iter().flat_map(|round| &round.teams).all(|team| after.team(team).is_some()), "{text}");
    assert!(after.integration_points[0].between.iter().all(|team| after.team(team).is_some()));
    let sum: u64 = after.teams.iter().filter_map(|team| team.target_loc).map(|range| range.max).sum();
    assert_eq!(sum, 40_000, "the targets are the project's");
    assert!(text.contains("# the one that all use") && text.starts_with("# Our shop\n"), "{text}");
}

#[test]
fn by_size_the_guide_decides_and_teams_that_stay_keep_what_is_theirs() {
    let (plan, after, text) = carried_out(LAYERED, &Way::Size { loc: 12_000 });
    assert_eq!(after.teams.len(), 3, "{text}");
    assert_eq!(after.project.target_loc, Some(LocRange { min: 12_000, max: 12_000 }));
    assert_eq!(plan.gone, [id("beta")], "neighbours are one");
    let alpha = after.team(&id("alpha")).expect("alpha");
    assert_eq!(alpha.write_paths, ["src/core/**", "src/api/**"]);
    assert!(text.contains("# ours"), "{text}");
}

#[test]
fn above_the_guide_ten_teams_work_in_sub_teams() {
    let text = crate::model::manifest::new::scaffold("shop", Distribution::Layers, 10);
    let (plan, after, _) = carried_out(&text, &Way::Size { loc: 240_000 });
    assert_eq!((after.teams.len(), after.project.target_loc), (10, Some(LocRange { min: 240_000, max: 240_000 })));
    for (planned, team) in plan.teams.iter().zip(after.teams_in_order()) {
        assert!(team.swarm.len() > 1, "{} has {:?}", team.id, team.target_loc);
        assert_eq!(planned.parts, team.swarm);
    }
    let (_, after, _) = carried_out(&text, &Way::Size { loc: 90_000 });
    assert!(after.teams.iter().all(|team| team.swarm.is_empty()));
}

#[test]
fn what_is_as_it_should_be_is_not_touched() {
    let text = crate::model::manifest::new::scaffold("shop", Distribution::Layers, 10);
    let (plan, _, after) = carried_out(&text, &Way::Layers { teams: 10 });
    assert_eq!((plan.moving(), plan.gone.len()), (0, 0));
    let lines = |text: &str| text.lines().filter(|line| !line.contains("target_loc")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&text), lines(&after));
}

#[test]
fn a_team_is_split_evenly_and_merged_again() {
    let text = "teams:\n  alpha:\n    responsibilities: [a, b, c, d, e]\n    write_paths: [src/a/**, src/b/**]\n  beta: x\n";
    let (plan, after, split) = carried_out(text, &Way::Split { team: id("alpha"), parts: 2 });
    holds(&manifest(text), &plan, &after).expect("what was planned");
    let parts = &after.teams[0].swarm;
    assert_eq!(parts.iter().map(|part| part.id.as_str()).collect::<Vec<_>>(), ["alpha-1", "alpha-2"]);
    assert_eq!((parts[0].responsibilities.len(), parts[1].responsibilities.len()), (2, 3));
    assert_eq!(parts[1].write_paths, ["src/b/**"]);
    let (_, after, _) = carried_out(&split, &Way::Merge { team: id("alpha") });
    assert_eq!(after.teams[0].responsibilities, ["a", "b", "c", "d", "e"]);
    assert_eq!((after.teams[0].write_paths.len(), after.teams[0].swarm.len()), (2, 0));
}
