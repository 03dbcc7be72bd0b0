//! The manifest that a new, empty project begins with. Owns what the standard teams do and where they write. A
//! starting point that is meant to be changed: every section has a line that says what it is for.

use std::fmt::Write;

use super::Distribution;
use crate::model::team::{STANDARD, TeamId};
use crate::model::yaml::write::{Surroundings, flow_list, scalar};

/// What a team of the layered distribution begins with.
pub(super) struct Layer {
    pub id: &'static str,
    pub role: &'static str,
    pub responsibilities: &'static [&'static str],
    pub write_paths: &'static [&'static str],
    /// Ids of layers that it builds on.
    pub depends_on: &'static [&'static str],
}

/// The ten standard teams, in their order.
pub(super) const LAYERS: [Layer; 10] = [
    Layer {
        id: "alpha",
        role: "Database schema and domain entities that everything else builds on",
        responsibilities: &["Database schema", "Migrations", "Domain entities", "Shared types"],
        write_paths: &["src/core/**", "db/**"],
        depends_on: &[],
    },
    Layer {
        id: "beta",
        role: "The API, its contracts and who may call it",
        responsibilities: &["REST endpoints", "API contracts", "Authentication", "Input validation"],
        write_paths: &["src/api/**", "contracts/**"],
        depends_on: &["alpha"],
    },
    Layer {
        id: "gamma",
        role: "Rules and workflows of the business",
        responsibilities: &["Business rules", "Workflows", "State machines"],
        write_paths: &["src/services/**"],
        depends_on: &["alpha"],
    },
    Layer {
        id: "delta",
        role: "Adapters to services of others",
        responsibilities: &["External services", "Webhooks", "Message queues"],
        write_paths: &["src/integrations/**"],
        depends_on: &["gamma"],
    },
    Layer {
        id: "epsilon",
        role: "What people see and click",
        responsibilities: &["Pages", "Components", "State management"],
        write_paths: &["src/web/**"],
        depends_on: &["beta"],
    },
    Layer {
        id: "zeta",
        role: "Tests across teams, and the data that they need",
        responsibilities: &["Integration tests", "End-to-end tests", "Test data"],
        write_paths: &["tests/**"],
        depends_on: &["alpha", "beta", "gamma", "delta", "epsilon"],
    },
    Layer {
        id: "eta",
        role: "How it is built, delivered and run",
        responsibilities: &["Containers", "Continuous integration", "Deployment"],
        write_paths: &["deploy/**", ".github/**", "Dockerfile"],
        depends_on: &["beta"],
    },
    Layer {
        id: "theta",
        role: "What people read to use, run and change it",
        responsibilities: &["User guide", "API documentation", "Operations guide"],
        write_paths: &["docs/**", "README.md"],
        depends_on: &["beta", "epsilon"],
    },
    Layer {
        id: "iota",
        role: "Security and what the law asks for",
        responsibilities: &["Access control", "Audit log", "Privacy"],
        write_paths: &["src/security/**"],
        depends_on: &["alpha"],
    },
    Layer {
        id: "kappa",
        role: "What happens in production, in numbers",
        responsibilities: &["Metrics", "Dashboards", "Alerts"],
        write_paths: &["src/analytics/**", "monitoring/**"],
        depends_on: &["alpha"],
    },
];

/// The id of the team of what all domains share.
const PLATFORM: &str = "platform";
/// What a domain's team begins with.
const DOMAIN_RESPONSIBILITIES: [&str; 5] = ["Tables and entities", "Endpoints", "Business rules", "Pages", "Tests"];

/// The letters behind the ten standard teams.
const MORE: [&str; 14] =
    ["lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"];
/// The most teams that a new manifest is given.
pub const MAX_TEAMS: u32 = 100;
/// Lines that each team is asked for in the beginning.
const LOC_EACH: u64 = 8000;

/// What a new manifest begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// By layers or by domains.
    pub distribution: Distribution,
    /// How many teams (at least one, at most [`MAX_TEAMS`]); names of domains decide it themselves.
    pub teams: u32,
    /// What the domains are called, when they are known.
    pub domains: Vec<String>,
    /// Lines of the whole project; so many for each team by default.
    pub target_loc: Option<u64>,
}

/// The text of a manifest for a new project, with `teams` teams (at least one, at most [`MAX_TEAMS`]).
pub fn scaffold(name: &str, distribution: Distribution, teams: u32) -> String {
    scaffold_with(name, &Start { distribution, teams, ..Start::default() })
}

/// The same, where domains are named or a size is given.
pub fn scaffold_with(name: &str, start: &Start) -> String {
    let Start { distribution, teams, .. } = *start;
    let named = if distribution == Distribution::Domains { domains(&start.domains) } else { Vec::new() };
    let named = &named[..named.len().min(MAX_TEAMS as usize - 1)];
    let count = if named.is_empty() { teams.clamp(1, MAX_TEAMS) as usize } else { named.len() + 1 };
    let ids: Vec<String> = (0..count).map(id).collect();
    let whole = start.target_loc.unwrap_or(LOC_EACH * count as u64);
    let each = (whole / count as u64 / 100 * 100).max(100);
    let mut text = String::with_capacity(512 * count + 2048);
    text.push_str(
        "# Who builds what, and who may write where. Dectet reads this file and keeps your comments when you edit on the board.\n\n",
    );
    // Writing into a String cannot fail.
    let _ = writeln!(text, "project:\n  name: {}", scalar(name, Surroundings::Block, None));
    let _ = writeln!(text, "  target_loc: {whole}   # lines of the whole project");
    text.push_str(
        "  # description: What it is, in one or two sentences. Every team reads it.\n  # stack: [TypeScript, PostgreSQL]\n\n",
    );
    match distribution {
        Distribution::Layers => {
            text.push_str("# Each team has a technical layer. The other way is \"domains\".\ndistribution: layers\n\n");
        }
        Distribution::Domains => {
            text.push_str("# Each team has a business domain, from its tables to its screens. The other way is \"layers\".\ndistribution: domains\n\n");
        }
    }
    text.push_str("teams:\n");
    if named.is_empty() {
        for (index, id) in ids.iter().enumerate() {
            match distribution {
                Distribution::Layers => layer(&mut text, index, id, &ids, each),
                Distribution::Domains => domain(&mut text, index, id, each),
            }
        }
    } else {
        let platform = platform();
        let uses = [platform.id.as_str()];
        domain_team(&mut text, &platform, &[], each);
        named.iter().for_each(|domain| domain_team(&mut text, domain, &uses, each));
    }
    let first = if named.is_empty() { "alpha" } else { PLATFORM };
    let second = named.first().map_or("beta", |domain| domain.id.as_str());
    text.push_str(&REST.replace("alpha", first).replace("beta", second));
    text
}

fn domain_team(text: &mut String, domain: &Domain, depends_on: &[&str], loc: u64) {
    let responsibilities: Vec<&str> = domain.responsibilities.iter().map(String::as_str).collect();
    team(text, domain.id.as_str(), Some(&domain.name), &domain.role, &responsibilities, &domain.write_paths, depends_on, loc);
}

fn id(index: usize) -> String {
    let known = STANDARD.iter().map(|team| team.id).chain(MORE).nth(index);
    known.map_or_else(|| format!("unit-{}", index + 1), str::to_owned)
}

fn layer(text: &mut String, index: usize, id: &str, ids: &[String], loc: u64) {
    let Some(layer) = LAYERS.get(index) else {
        team(
            text,
            id,
            None,
            "One more part of the project: say which",
            &["To be named"],
            &[format!("src/{id}/**")],
            &["alpha"],
            loc,
        );
        return;
    };
    let depends_on: Vec<&str> = layer.depends_on.iter().copied().filter(|other| ids.iter().any(|id| id == other)).collect();
    let write_paths: Vec<String> = layer.write_paths.iter().map(|path| (*path).to_owned()).collect();
    debug_assert_eq!(layer.id, id);
    team(text, id, Some(STANDARD[index].name), layer.role, layer.responsibilities, &write_paths, &depends_on, loc);
}

/// A team of the distribution by domains, as it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Domain {
    pub id: TeamId,
    pub name: String,
    pub role: String,
    pub responsibilities: Vec<String>,
    pub write_paths: Vec<String>,
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

/// The team of what all domains share.
pub(super) fn platform() -> Domain {
    Domain {
        id: TeamId::from_spelling(PLATFORM).unwrap_or_else(TeamId::project),
        name: "Platform".to_owned(),
        role: "What all domains share".to_owned(),
        responsibilities: texts(["Shared types", "Authentication", "Application shell", "Build and deployment"]),
        write_paths: texts(["src/platform/**", "contracts/**", "deploy/**", "docs/**"]),
    }
}

/// A team for each domain with a name that can be an id; the platform's own, and one that stands twice, are left out.
pub(super) fn domains(names: &[String]) -> Vec<Domain> {
    let mut domains: Vec<Domain> = Vec::new();
    for name in names {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some(id) = domain_id(&name).filter(|id| !domains.iter().any(|other| other.id == *id)) else { continue };
        let write_paths = vec![format!("src/{id}/**"), format!("tests/{id}/**")];
        let role = "One business domain, from its tables to its screens".to_owned();
        let responsibilities = texts(DOMAIN_RESPONSIBILITIES);
        domains.push(Domain { id, name, role, responsibilities, write_paths });
    }
    domains
}

/// The id of a domain's team; `None` for what cannot be one.
pub fn domain_id(name: &str) -> Option<TeamId> {
    TeamId::from_spelling(name).filter(|id| id.as_str() != PLATFORM)
}

fn domain(text: &mut String, index: usize, id: &str, loc: u64) {
    if index == 0 {
        let Domain { name, role, responsibilities, write_paths, .. } = platform();
        let responsibilities: Vec<&str> = responsibilities.iter().map(String::as_str).collect();
        team(text, id, Some(&name), &role, &responsibilities, &write_paths, &[], loc);
        return;
    }
    let paths = [format!("src/{id}/**"), format!("tests/{id}/**")];
    let name = format!("Domain {index}");
    team(
        text,
        id,
        Some(&name),
        "One business domain, from its tables to its screens: say which",
        &DOMAIN_RESPONSIBILITIES,
        &paths,
        &["alpha"],
        loc,
    );
}

#[allow(clippy::too_many_arguments)]
fn team(
    text: &mut String,
    id: &str,
    name: Option<&str>,
    role: &str,
    responsibilities: &[&str],
    write_paths: &[String],
    depends_on: &[&str],
    loc: u64,
) {
    let plain = |text: &str| scalar(text, Surroundings::Block, None);
    let _ = writeln!(text, "  {id}:");
    if let Some(name) = name {
        let _ = writeln!(text, "    name: {}", plain(name));
    }
    let _ = writeln!(text, "    role: {}\n    responsibilities:", plain(role));
    for responsibility in responsibilities {
        let _ = writeln!(text, "      - {}", plain(responsibility));
    }
    let _ = writeln!(text, "    boundaries:\n      write_paths: {}", flow_list(write_paths.iter().map(String::as_str)));
    if !depends_on.is_empty() {
        let _ = writeln!(text, "    depends_on: {}", flow_list(depends_on.iter().copied()));
    }
    let _ = writeln!(text, "    target_loc: {}-{}\n    mega_files: 10\n", loc - loc / 8, loc + loc / 8);
}

const REST: &str = "\
# The phases of a run, in order.
phases:
  - {name: initialization, minutes: 15}   # every team writes its mega-files
  - {name: execution, minutes: 45}        # they are expanded, completed and reviewed
  - {name: integration, minutes: 15}      # all trees become one
  - {name: validation, minutes: 15}       # the result is tested

# More that Dectet knows; take the # away to use it.
# iterations:                             # rounds; target_loc is the project's total after the round
#   - {name: the core, teams: [alpha], target_loc: 20000}
# unassigned: [Audit log]                 # responsibilities that no team has yet
# integration_points:                     # contracts between teams, each written by its owner alone
#   - {name: API, between: [alpha, beta], artifact: contracts/api.yaml, owner: beta}
# monitoring: {report_every: 5min, warn: \"< 10% in 10min\", stalled_after: 10min}
# validation:
#   commands: [{name: tests, run: npm test, in: integrated, timeout: 10min}]
# agents:
#   claude: {preset: claude}              # then: agent: claude, at a team
";

/// The ids of the teams that a new manifest would have.
pub fn team_ids(teams: u32) -> Vec<TeamId> {
    (0..teams.clamp(1, MAX_TEAMS) as usize).filter_map(|index| TeamId::from_spelling(&id(index))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::manifest::check::check;
    use crate::model::manifest::read::read;

    #[test]
    fn a_new_manifest_is_clean_whatever_its_size() {
        for distribution in [Distribution::Layers, Distribution::Domains] {
            for teams in [0, 1, 2, 3, 5, 9, 10, 11, 24, 30, 1000] {
                let text = scaffold("Åsas butik: nr 1", distribution, teams);
                let read = read("m.yaml", &text);
                assert_eq!(read.problems, [], "{text}");
                let manifest = read.manifest.expect("a manifest");
                assert_eq!(check("m.yaml", &manifest), [], "{text}");
                let ids: Vec<_> = manifest.teams.iter().map(|team| team.id.clone()).collect();
                assert_eq!(ids, team_ids(teams));
                assert_eq!((manifest.project.name.as_str(), manifest.distribution), ("Åsas butik: nr 1", distribution));
            }
        }
    }

    #[test]
    fn named_domains_and_a_size_make_a_clean_manifest() {
        let domains = ["Orders", "Växel & Co", "orders", "Platform", "you", ""].map(str::to_owned).to_vec();
        for target_loc in [None, Some(1_000), Some(33_333), Some(2_000_000)] {
            let start = Start { distribution: Distribution::Domains, teams: 3, domains: domains.clone(), target_loc };
            let text = scaffold_with("shop", &start);
            let read = read("m.yaml", &text);
            assert_eq!(read.problems, [], "{text}");
            let manifest = read.manifest.expect("a manifest");
            assert_eq!(check("m.yaml", &manifest), [], "{text}");
            let ids: Vec<&str> = manifest.teams.iter().map(|team| team.id.as_str()).collect();
            assert_eq!(ids, ["platform", "orders", "vaxel-co"]);
            assert_eq!(manifest.teams[2].write_paths, ["src/vaxel-co/**", "tests/vaxel-co/**"]);
            assert_eq!(manifest.project.target_loc.map(|range| range.max), Some(target_loc.unwrap_or(24_000)));
        }
        let start = Start { teams: 4, target_loc: Some(20_000), ..Start::default() };
        let manifest = read("m.yaml", &scaffold_with("shop", &start)).manifest.expect("a manifest");
        assert_eq!((check("m.yaml", &manifest), manifest.teams.len()), (Vec::new(), 4));
    }

    #[test]
    fn what_stands_behind_a_hash_can_be_used() {
        let text = scaffold("shop", Distribution::Layers, 10);
        let more = text.split_once("# More that Dectet knows; take the # away to use it.\n").expect("the section").1;
        let used: String = more.lines().map(|line| format!("{}\n", line.strip_prefix("# ").unwrap_or(line))).collect();
        let read = read("m.yaml", &text.replace(more, &used));
        assert_eq!(read.problems, []);
        let manifest = read.manifest.expect("a manifest");
        assert_eq!((manifest.iterations.len(), manifest.agents.len(), manifest.validation.commands.len()), (1, 1, 1));
    }
}
