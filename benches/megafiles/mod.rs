//! Mega-files for measuring: any number of teams with any number of mega-files, of five templates each, that render to
//! about eighty lines. The same seed gives the same bytes.

use std::fmt::Write;

/// The ten standard teams.
pub const TEAMS: [&str; 10] = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"];
const TOPICS: [&str; 20] = [
    "catalog",
    "billing",
    "identity",
    "search",
    "workflow",
    "audit",
    "media",
    "messaging",
    "ledger",
    "routing",
    "quota",
    "pricing",
    "planner",
    "gateway",
    "metrics",
    "archive",
    "consent",
    "profile",
    "dispatch",
    "review",
];
const HEADS: [&str; 25] = [
    "Order", "Invoice", "Tenant", "Ticket", "Asset", "Report", "Policy", "Session", "Device", "Channel", "Contract", "Payment",
    "Account", "Segment", "Campaign", "Shipment", "Product", "Location", "Webhook", "Metric", "Template", "Schedule", "Approval",
    "Document", "Team",
];
const TAILS: [&str; 15] = [
    "Item", "Rule", "Event", "Entry", "Snapshot", "Group", "Link", "Setting", "Request", "Batch", "Version", "Note", "Alias",
    "Limit", "Token",
];
const ATTRIBUTES: [&str; 20] = [
    "title",
    "status",
    "amount",
    "currency",
    "owner_id",
    "priority",
    "notes",
    "source",
    "tags",
    "starts_at",
    "ends_at",
    "is_active",
    "region",
    "score",
    "retries",
    "payload",
    "checksum",
    "locale",
    "kind",
    "position",
];
const TYPES: [&str; 10] = ["string", "text", "integer", "decimal", "boolean", "timestamp", "array", "enum", "uuid", "json"];
const VERBS: [&str; 8] = ["archive", "restore", "publish", "approve", "reject", "assign", "merge", "split"];
const WORDS: [&str; 20] = [
    "the", "each", "every", "before", "after", "tenant", "record", "request", "limit", "quota", "retry", "window", "lock",
    "event", "queue", "batch", "version", "audit", "policy", "cursor",
];
const TEMPLATES: [(&str, &str, &str, usize); 5] = [
    ("entity_model", "/src/@@TEAM@@/@@TOPIC@@/entities/{{ entity }}.entity.ts", include_str!("model.txt"), 15),
    ("repository", "/src/@@TEAM@@/@@TOPIC@@/repositories/{{ entity }}.repository.ts", include_str!("repository.txt"), 6),
    ("service", "/src/@@TEAM@@/@@TOPIC@@/services/{{ entity }}.service.ts", include_str!("service.txt"), 13),
    ("controller", "/src/@@TEAM@@/@@TOPIC@@/controllers/{{ entity }}.controller.ts", include_str!("controller.txt"), 15),
    ("unit_test", "/tests/@@TEAM@@/@@TOPIC@@/{{ entity }}.service.spec.ts", include_str!("unit_test.txt"), 30),
];

/// Numbers that look random and are the same on every run (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap_or(0)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn sentence(&mut self, words: usize) -> String {
        (0..words).map(|_| self.pick(&WORDS)).collect::<Vec<_>>().join(" ")
    }

    /// `count` different ones.
    fn sample(&mut self, limit: usize, count: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..limit).collect();
        (0..count).map(|_| all.swap_remove(self.below(all.len()))).collect()
    }
}

/// The text of one mega-file and the name of its file. `entities` × five outputs.
pub fn mega_file(team: &str, number: usize, entities: usize) -> (String, String) {
    let mut numbers = Numbers(u64::try_from(number).unwrap_or(0) * 1_000_003 + team.bytes().map(u64::from).sum::<u64>());
    let topic = match TOPICS.get(number) {
        Some(topic) => (*topic).to_owned(),
        None => format!("{}{number}", TOPICS[number % TOPICS.len()]),
    };
    let id = format!("mega-{team}-{:02}-{topic}", number + 1);
    let mut text = format!("# Mega-file {} of team {team}\nid: \"{id}\"\nversion: \"1.0.0\"\nteam: \"{team}\"\n", number + 1);
    let _ = write!(text, "description: \"Everything for {topic}\"\nexpansion_rules:\n  entities:\n");
    for name in numbers.sample(HEADS.len() * TAILS.len(), entities) {
        let name = format!("{}{}", HEADS[name / TAILS.len()], TAILS[name % TAILS.len()]);
        let _ = write!(text, "    - name: \"{name}\"\n      table: \"{}s\"\n      attributes:\n", name.to_lowercase());
        for attribute in numbers.sample(ATTRIBUTES.len(), 8) {
            let required = if numbers.below(2) == 0 { ", required: true" } else { "" };
            let _ = writeln!(
                text,
                "        - {{ name: \"{}\", type: \"{}\"{required} }}",
                ATTRIBUTES[attribute],
                numbers.pick(&TYPES)
            );
        }
    }
    text.push_str("generation_templates:\n");
    for (name, path, body, pad) in TEMPLATES {
        let padding: Vec<_> = (1..=pad).map(|line| format!("  // {line:02} {}", numbers.sentence(7))).collect();
        let fill = |text: &str, numbers: &mut Numbers| {
            let mut text = text.replace("@@PAD@@", &padding.join("\n")).replace("@@MEGA@@", &id);
            for (mark, value) in
                [("TEAM", team), ("TOPIC", &topic), ("BASE", "TenantRow"), ("BASE_FILE", "tenantrow"), ("SMALL", "2")]
            {
                text = text.replace(&format!("@@{mark}@@"), value);
            }
            for (mark, value) in
                [("NOTE", numbers.sentence(8)), ("NOTE2", numbers.sentence(7)), ("VERB", numbers.pick(&VERBS).to_owned())]
            {
                text = text.replace(&format!("@@{mark}@@"), &value);
            }
            for (mark, limit) in [("NUM", 500), ("NUM2", 400), ("NUM5", 99_999), ("VER", 3)] {
                text = text.replace(&format!("@@{mark}@@"), &(numbers.below(limit) + 1).to_string());
            }
            text
        };
        let _ = writeln!(text, "  {name}:\n    output_path: \"{}\"\n    template: |", fill(path, &mut numbers));
        for line in fill(body, &mut numbers).lines() {
            if !line.is_empty() {
                let _ = write!(text, "      {line}");
            }
            text.push('\n');
        }
    }
    (format!("{team}-{:02}-{topic}.yaml", number + 1), text)
}

/// A manifest for these teams, each with its own paths.
pub fn manifest(teams: &[&str]) -> String {
    let mut text = "project: {name: measured}\nteams:\n".to_owned();
    for team in teams {
        let _ = writeln!(
            text,
            "  {team}:\n    responsibilities: [{team}]\n    boundaries: {{write_paths: [\"src/{team}/**\", \"tests/{team}/**\"]}}"
        );
    }
    text
}
