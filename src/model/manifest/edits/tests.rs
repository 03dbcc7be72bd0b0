//! Edits, each as the text before and the text after.

mod paths;
mod shapes;

use super::*;

fn id(text: &str) -> TeamId {
    TeamId::from_spelling(text).expect(text)
}

/// The same, where a variable is called `id`.
fn make(text: &str) -> TeamId {
    id(text)
}

fn moved(from: &str, from_index: usize, to: &str, to_index: usize) -> ManifestEdit {
    ManifestEdit::MoveResponsibility { from: id(from), from_index, to: id(to), to_index }
}

fn add(team: &str, text: &str) -> ManifestEdit {
    ManifestEdit::AddResponsibility { team: id(team), text: text.to_owned() }
}

fn remove(team: &str, index: usize) -> ManifestEdit {
    ManifestEdit::RemoveResponsibility { team: id(team), index }
}

fn rename(team: &str, index: usize, text: &str) -> ManifestEdit {
    ManifestEdit::RenameResponsibility { team: id(team), index, text: text.to_owned() }
}

fn text(team: &str, field: TeamField, text: &str) -> ManifestEdit {
    ManifestEdit::SetTeamText { team: id(team), field, text: text.to_owned() }
}

#[track_caller]
fn check(before: &str, edit: &ManifestEdit, after: &str) {
    let change = edit_text(before, edit).unwrap_or_else(|problem| panic!("{problem:?} for\n{before}"));
    let now = change.apply(before);
    assert_eq!(now, after, "\n--- is\n{now}\n--- should be\n{after}");
    assert_eq!(change.inverse(before).apply(&now), before);
    // The same with Windows line ends.
    let windows = before.replace('\n', "\r\n");
    let change = edit_text(&windows, edit).unwrap_or_else(|problem| panic!("{problem:?} for CRLF\n{before}"));
    assert_eq!(change.apply(&windows), after.replace('\n', "\r\n"));
}

const BLOCK: &str = "\
# top
teams:
  alpha: # the first
    capabilities:
    # about one
    - one   # behind one
    - \"two\"

    # floats
    - three
  beta:
      focus:
          # about four
          -   four  # behind four
          # the last word
      lead: Ann
";

#[test]
fn a_moved_item_takes_its_comments_along() {
    check(
        BLOCK,
        &moved("alpha", 0, "beta", 1),
        "\
# top
teams:
  alpha: # the first
    capabilities:
    - \"two\"

    # floats
    - three
  beta:
      focus:
          # about four
          -   four  # behind four
          # about one
          - one   # behind one
          # the last word
      lead: Ann
",
    );
    check(
        BLOCK,
        &moved("beta", 0, "alpha", 1),
        "\
# top
teams:
  alpha: # the first
    capabilities:
    # about one
    - one   # behind one
    # about four
    -   four  # behind four
    - \"two\"

    # floats
    - three
  beta:
      focus: []
          # the last word
      lead: Ann
",
    );
    check(
        BLOCK,
        &moved("alpha", 2, "alpha", 0),
        "\
# top
teams:
  alpha: # the first
    capabilities:
    # floats
    - three
    # about one
    - one   # behind one
    - \"two\"

  beta:
      focus:
          # about four
          -   four  # behind four
          # the last word
      lead: Ann
",
    );
}

#[test]
fn one_line_lists_and_the_short_form() {
    let teams = "teams:\n  alpha: [one, 'two', \"three\"]  # c\n  beta: Schema (users, tenants), domain  # d\n  gamma:\n  delta: {focus: []}\n";
    let is = |edit: &ManifestEdit, line: usize, expected: &str| {
        let before: Vec<&str> = teams.lines().collect();
        let after: Vec<String> = before
            .iter()
            .enumerate()
            .map(|(at, text)| if at == line { expected.to_owned() } else { (*text).to_owned() })
            .collect();
        check(teams, edit, &(after.join("\n") + "\n"));
    };
    is(&add("alpha", "four, five"), 1, "  alpha: [one, 'two', \"three\", \"four, five\"]  # c");
    is(&remove("alpha", 0), 1, "  alpha: ['two', \"three\"]  # c");
    is(&remove("alpha", 2), 1, "  alpha: [one, 'two']  # c");
    is(&rename("alpha", 1, "it's"), 1, "  alpha: [one, 'it''s', \"three\"]  # c");
    is(&moved("alpha", 2, "alpha", 0), 1, "  alpha: [\"three\", one, 'two']  # c");
    is(&add("beta", "events"), 2, "  beta: Schema (users, tenants), domain, events  # d");
    is(&remove("beta", 0), 2, "  beta: domain  # d");
    is(&remove("beta", 1), 2, "  beta: Schema (users, tenants)  # d");
    is(&rename("beta", 1, "a: b"), 2, "  beta: \"Schema (users, tenants), a: b\"  # d");
    is(&moved("beta", 1, "beta", 0), 2, "  beta: domain, Schema (users, tenants)  # d");
    is(&add("gamma", "x y"), 3, "  gamma: x y");
    is(&add("delta", "x"), 4, "  delta: {focus: [x]}");
    check("teams:\n  alpha: one\n  beta: two\n", &remove("alpha", 0), "teams:\n  alpha:\n  beta: two\n");
    check("teams:\n  alpha: one # c\n", &add("alpha", "a, b"), "teams:\n  alpha:\n    responsibilities: [one, \"a, b\"] # c\n");
    check("teams: {alpha: one, beta: two}\n", &moved("alpha", 0, "beta", 1), "teams: {alpha: \"\", beta: \"two, one\"}\n");
}

#[test]
fn between_lists_of_different_style() {
    check(
        "teams:\n  alpha:\n    focus:\n    # why\n    - one  # so\n    - two\n  beta:\n    focus: [three]  # f\n",
        &moved("alpha", 0, "beta", 0),
        "teams:\n  alpha:\n    focus:\n    - two\n  beta:\n    # why\n    # so\n    focus: [one, three]  # f\n",
    );
    check(
        "teams:\n  alpha:\n    focus: [\n      # why\n      one,  # so\n      two\n    ]\n  beta:\n    focus:\n    - three\n",
        &moved("alpha", 0, "beta", 1),
        "teams:\n  alpha:\n    focus: [\n      two\n    ]\n  beta:\n    focus:\n    - three\n    # why\n    - one  # so\n",
    );
    check(
        "teams:\n  alpha:\n    focus: [\n      one,  # so\n      two\n    ]\n  beta: three\n",
        &moved("beta", 0, "alpha", 2),
        "teams:\n  alpha:\n    focus: [\n      one,  # so\n      two,\n      three\n    ]\n  beta:\n",
    );
    check(
        "teams:\n  alpha:\n    focus: [\n      one,  # so\n      two  # last\n    ]\n",
        &moved("alpha", 1, "alpha", 0),
        "teams:\n  alpha:\n    focus: [\n      two,  # last\n      one,  # so\n    ]\n",
    );
    check(
        "teams:\n  alpha:\n    focus:\n    - auth: tokens\n    - >\n      folded\n      text\n  beta: [x]\n",
        &moved("alpha", 0, "beta", 0),
        "teams:\n  alpha:\n    focus:\n    - >\n      folded\n      text\n  beta: [\"auth: tokens\", x]\n",
    );
    check(
        "teams:\n  alpha:\n    focus:\n    - auth: tokens\n    - >\n      folded\n      text\n  beta: [x]\n",
        &moved("alpha", 1, "beta", 1),
        "teams:\n  alpha:\n    focus:\n    - auth: tokens\n  beta: [x, folded text]\n",
    );
}

#[test]
fn fields_are_set_added_and_taken_away() {
    let long = "teams:\n  alpha:\n    name: 'Old'  # n\n    focus: [x]\n    # about the agent\n    agent: claude\n";
    check(long, &text("alpha", TeamField::Name, "New"), &long.replace("'Old'", "'New'"));
    check(
        long,
        &text("alpha", TeamField::Name, ""),
        "teams:\n  alpha:\n    focus: [x]\n    # about the agent\n    agent: claude\n",
    );
    check(long, &text("alpha", TeamField::Role, "all: of it"), &long.replace("# n\n", "# n\n    role: \"all: of it\"\n"));
    check(
        long,
        &ManifestEdit::SetPriority { team: id("alpha"), priority: Some(2) },
        &long.replace("[x]\n", "[x]\n    priority: 2\n"),
    );
    check(
        "teams:\n  alpha: a, b  # c\n  beta: x\n",
        &text("alpha", TeamField::Name, "Core"),
        "teams:\n  alpha:\n    name: Core\n    responsibilities: a, b  # c\n  beta: x\n",
    );
    check(
        "teams:\n  alpha:  # c\n",
        &text("alpha", TeamField::Role, "r"),
        "teams:\n  alpha:  # c\n    role: r\n    responsibilities: []\n",
    );
    check("teams: {alpha: a}", &text("alpha", TeamField::Role, "r, s"), "teams: {alpha: {role: \"r, s\", responsibilities: a}}");
    check("teams:\n- alpha\n- beta: x\n", &text("alpha", TeamField::Role, "r"), "teams:\n- id: alpha\n  role: r\n- beta: x\n");
    check(
        "teams:\n- alpha\n- beta: x\n",
        &text("beta", TeamField::Role, "r"),
        "teams:\n- alpha\n- beta:\n    role: r\n    responsibilities: x\n",
    );
    check(
        "teams:\n  alpha:\n  - x\n  - y\n",
        &text("alpha", TeamField::Role, "r"),
        "teams:\n  alpha:\n    role: r\n    responsibilities:\n    - x\n    - y\n",
    );
    check(
        "teams:\n  alpha:\n    role: |\n      many\n      lines\n    focus: [x]\n",
        &text("alpha", TeamField::Role, "one"),
        "teams:\n  alpha:\n    role: \"one\"\n    focus: [x]\n".replace("\"one\"", "one").as_str(),
    );
}

#[test]
fn path_lists() {
    let add = |team: &str, text: &str| ManifestEdit::AddPath { list: PathList::Write, team: id(team), text: text.to_owned() };
    check(
        "teams:\n  alpha:\n    focus: [x]\n    agent: a\n",
        &add("alpha", "src/**"),
        "teams:\n  alpha:\n    focus: [x]\n    boundaries:\n      write_paths: [src/**]\n    agent: a\n",
    );
    check(
        "teams:\n  alpha:\n    boundaries:\n      forbidden_paths: []\n",
        &add("alpha", "**/*.md"),
        "teams:\n  alpha:\n    boundaries:\n      write_paths: [\"**/*.md\"]\n      forbidden_paths: []\n",
    );
    check(
        "teams:\n  alpha:\n    boundaries: {read_paths: [a]}\n  beta: {write_paths: [b/**, c/**]}\n",
        &ManifestEdit::MovePath { list: PathList::Write, from: id("beta"), from_index: 1, to: id("alpha"), to_index: 0 },
        "teams:\n  alpha:\n    boundaries: {read_paths: [a], write_paths: [c/**]}\n  beta: {write_paths: [b/**]}\n",
    );
    check(
        "teams:\n  alpha: x\n",
        &add("alpha", "src/**"),
        "teams:\n  alpha:\n    responsibilities: x\n    boundaries:\n      write_paths: [src/**]\n",
    );
}

#[test]
fn teams_come_and_go() {
    let teams = "teams:\n  alpha: x\n    # deep\n\n  # about beta\n  beta:\n    focus: [y]\n    # still beta\n\n# the end\n";
    let add = ManifestEdit::AddTeam { id: id("search"), name: "Search".to_owned() };
    check(
        teams,
        &add,
        &teams.replace("# still beta\n", "# still beta\n\n  search:\n    name: Search\n    responsibilities: []\n"),
    );
    check(teams, &ManifestEdit::RemoveTeam { team: id("beta") }, "teams:\n  alpha: x\n    # deep\n\n# the end\n");
    check(teams, &ManifestEdit::RemoveTeam { team: id("alpha") }, &teams.replace("  alpha: x\n    # deep\n\n", ""));
    check(
        "teams:\n  alpha: x\nrun: {parallel: 2}\n",
        &ManifestEdit::RemoveTeam { team: id("alpha") },
        "teams: {}\nrun: {parallel: 2}\n",
    );
    let block = "teams:\n  alpha:\n    note: |\n      no line end";
    check(block, &add, &format!("{block}\n  search:\n    name: Search\n    responsibilities: []"));
    check("teams: {}\n", &add, "teams:\n  search:\n    name: Search\n    responsibilities: []\n");
    check("teams: {a: x}\n", &add, "teams: {a: x, search: {name: Search, responsibilities: []}}\n");
    check(
        "teams:\n  - a\n  - id: b\n",
        &add,
        "teams:\n  - a\n  - id: b\n  - id: search\n    name: Search\n    responsibilities: []\n",
    );
    check("teams:\n  - a\n  - id: b\n    role: r\n", &ManifestEdit::RemoveTeam { team: id("b") }, "teams:\n  - a\n");
}

#[test]
fn a_team_gets_another_id_everywhere() {
    check(
        "teams:\n  Team Beta: {swarm: 2}\n  alpha:\n    depends_on: [beta, 'beta-2']\n    wait_for: Beta\n  gamma: {depends_on: all}\niterations:\n- {name: a, teams: [alpha, beta]}\nintegration_points:\n  API: {between: [beta], owner: Team Beta}\n",
        &ManifestEdit::RenameTeam { team: id("beta"), id: id("api") },
        "teams:\n  api: {swarm: 2}\n  alpha:\n    depends_on: [api, 'api-2']\n    wait_for: api\n  gamma: {depends_on: all}\niterations:\n- {name: a, teams: [alpha, api]}\nintegration_points:\n  API: {between: [api], owner: api}\n",
    );
}

#[test]
fn any_value_by_its_path() {
    let key = |name: &str| Step::Key(name.to_owned());
    let set = |path: Vec<Step>, value: Option<&str>| ManifestEdit::SetValue {
        path,
        value: value.map(|yaml| serde_yaml::from_str(yaml).expect(yaml)),
    };
    let text = "teams: {a: x}\nproject:\n  name: 'shop'  # n\nphases:\n- {name: one, minutes: 15}\n- name: two\n  minutes: 1h\n";
    check(text, &set(vec![key("project"), key("name")], Some("store")), &text.replace("'shop'", "'store'"));
    check(
        text,
        &set(vec![key("project"), key("target_loc")], Some("80000")),
        &text.replace("# n\n", "# n\n  target_loc: 80000\n"),
    );
    check(text, &set(vec![key("phases"), Step::Item(1), key("minutes")], Some("30")), &text.replace("1h", "30"));
    check(
        text,
        &set(vec![key("phases"), Step::Item(2)], Some("{name: three, minutes: 5}")),
        &format!("{text}- {{name: three, minutes: 5}}\n"),
    );
    check(text, &set(vec![key("phases"), Step::Item(0)], None), &text.replace("- {name: one, minutes: 15}\n", ""));
    check(text, &set(vec![key("run"), key("parallel")], Some("4")), &format!("{text}run: {{parallel: 4}}\n"));
    check(text, &set(vec![key("project"), key("name")], None), &text.replace("project:\n  name: 'shop'  # n\n", "project: {}\n"));
    let problem =
        edit_text(text, &set(vec![key("phases"), Step::Item(0), key("minutes")], Some("soon"))).expect_err("no duration");
    assert_eq!(problem.id, "manifest-wrong-type");
}

#[test]
fn what_is_shared_by_an_anchor_is_written_out_or_refused() {
    let text = "teams:\n  alpha:\n    focus: &f [p, q]\n  beta:\n    focus: *f\n  gamma: &g\n    role: r\n  delta: *g\n";
    check(text, &add("beta", "z"), &text.replace("*f", "[p, q, z]"));
    assert_eq!(edit_text(text, &add("alpha", "z")).expect_err("beta would change too").id, "manifest-edit-refused");
    assert_eq!(edit_text(text, &add("gamma", "z")).expect_err("delta would change too").id, "manifest-edit-refused");
    check(text, &add("delta", "z"), &text.replace("delta: *g", "delta:\n    <<: *g\n    responsibilities: [z]"));
    let merged = "base: &b\n  focus: [x]\nteams:\n  alpha:\n    <<: *b\n    role: r\n";
    check(merged, &add("alpha", "z"), &format!("{merged}    focus: [x, z]\n"));
}

#[test]
fn what_cannot_be_done_is_said() {
    let text = "teams:\n  alpha: x\n  beta: y\n";
    for (edit, id) in [
        (add("gamma", "z"), "manifest-edit-no-team"),
        (remove("alpha", 1), "manifest-edit-no-item"),
        (add("alpha", "  "), "manifest-edit-empty"),
        (ManifestEdit::AddTeam { id: make("beta"), name: String::new() }, "manifest-edit-team-exists"),
        (ManifestEdit::RenameTeam { team: make("alpha"), id: make("beta") }, "manifest-edit-team-exists"),
    ] {
        assert_eq!(edit_text(text, &edit).expect_err(id).id, id);
    }
    assert_eq!(edit_text("teams: [x\n", &add("alpha", "x")).expect_err("no YAML").id, "yaml-unclosed");
}

#[test]
fn several_edits_are_one_and_touch_only_their_lines() {
    let edits = ManifestEdit::Several(vec![moved("alpha", 0, "beta", 1), moved("alpha", 0, "beta", 2)]);
    let change = edit_text(BLOCK, &edits).expect("both");
    let after = change.apply(BLOCK);
    let manifest = read::read("", &after).manifest.expect("a manifest");
    assert_eq!(manifest.teams[1].responsibilities, ["four", "one", "two"]);
    assert_eq!(change.changes().len(), 2);
    assert_eq!(change.inverse(BLOCK).apply(&after), BLOCK);
}

#[test]
fn comments_find_a_place_where_there_was_no_list() {
    check(
        "teams:\n  alpha:\n    focus: [\n      # why\n      one  # so\n    ]\n  beta:\n    focus:\n",
        &moved("alpha", 0, "beta", 0),
        "teams:\n  alpha:\n    focus: []\n  beta:\n    # why\n    # so\n    focus: [one]\n",
    );
    check(
        "teams:\n  alpha:\n    focus: [  # a list\n      one  # so\n      # end\n    ]  # closed\n",
        &remove("alpha", 0),
        "teams:\n  alpha:\n    focus: []  # a list\n      # end\n      # closed\n",
    );
}
