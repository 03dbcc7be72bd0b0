//! What a team asks of its boundary, and what it is told about it: `[BLOCKED] need <path> because <reason>`, and the words
//! that go back to its agent. Owns reading the wish and the words; not who may write what (`ownership`).

use crate::model::pattern::Pattern;
use crate::model::team::TeamId;

/// What teams ask for an exception by, as the prompts have it.
pub const HOW_TO_ASK: &str = "[BLOCKED] need <path> because <reason>";
/// How a team is told that it wrote where it may not.
pub const WROTE_OUTSIDE: &str = "You wrote where you may not.";
/// So many paths are named in one message.
const NAMED: usize = 20;
/// Words before the path, in the languages of the prompts.
const NEEDS: [&str; 10] = [
    "need to write",
    "needs to write",
    "need an exception for",
    "needs an exception for",
    "need",
    "needs",
    "behöver skriva",
    "behöver ett undantag för",
    "behöver",
    "exception for",
];
/// Words before the reason.
const BECAUSE: [&str; 6] = ["because", "since", "as", "eftersom", "därför att", "för att"];

/// A wish to write somewhere: a path (or a pattern of paths) and a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Where.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// The wish in a marker's text, where it holds one. A path has a slash or a dot in it: "need more time because" is none.
pub fn read(text: &str) -> Option<Wish> {
    let (_, after) = find_words(text, &NEEDS)?;
    let after = after.trim_start().trim_start_matches(':').trim_start();
    let (path, rest) = word(after)?;
    let path = path.trim_start_matches("./").trim_end_matches([',', ':', ';']);
    let is_path = path.contains(['/', '.']) && !path.ends_with("..") && Pattern::new(path).is_ok();
    if !is_path {
        return None;
    }
    let (_, reason) = find_words(rest, &BECAUSE)?;
    let reason = reason.trim().trim_matches(['.', ':']).trim();
    (!reason.is_empty()).then(|| Wish { path: path.trim_start_matches('/').to_owned(), reason: reason.to_owned() })
}

/// The first of these words that stands in a text as a word of its own; what is before and after it.
fn find_words<'a>(text: &'a str, words: &[&str]) -> Option<(&'a str, &'a str)> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        // A letter whose lower case is longer: places would not be the same.
        return None;
    }
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let at = |word: &&str| {
        let found = lower
            .match_indices(*word)
            .find(|(at, _)| is_edge(lower[..*at].chars().next_back()) && is_edge(lower[at + word.len()..].chars().next()))?;
        Some((found.0, std::cmp::Reverse(word.len()), found.0 + word.len()))
    };
    let (start, _, end) = words.iter().filter_map(at).min()?;
    Some((&text[..start], &text[end..]))
}

/// The next word: in back-quotes or quotes, or as far as the next space.
fn word(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '`' | '"' | '\'' | '<'));
    let (from, close) = match quote {
        Some('<') => (1, ">"),
        Some('`') => (1, "`"),
        Some('"') => (1, "\""),
        Some(_) => (1, "'"),
        None => (0, " "),
    };
    let inside = &text[from..];
    match inside.find(close) {
        Some(end) => Some((&inside[..end], &inside[end..])),
        None if quote.is_none() && !inside.is_empty() => Some((inside, "")),
        None => None,
    }
}

/// Whether a path that was named covers another: the same, or by its pattern.
pub fn covers(named: &str, path: &str) -> bool {
    named == path
        || (named.contains(['*', '?', '[', '{']) || named.ends_with('/'))
            && Pattern::new(named).is_ok_and(|pattern| pattern.matches(path))
}

/// Tells a team that it wrote where it may not: each path, and whose it is.
pub fn wrote_outside(paths: &[(String, Option<TeamId>)]) -> String {
    let mut text = format!("{WROTE_OUTSIDE} It is kept out of the result:\n");
    for (path, owner) in paths.iter().take(NAMED) {
        text.push_str(&match owner {
            Some(owner) => format!("- `{path}` belongs to team {owner}\n"),
            None => format!("- `{path}` is forbidden for you\n"),
        });
    }
    if paths.len() > NAMED {
        text.push_str(&format!("- and {} more\n", paths.len() - NAMED));
    }
    text + &format!("Undo it, or ask for an exception on a line of its own: {HOW_TO_ASK}")
}

/// Tells a team that another one takes over.
pub fn given_away(to: &TeamId) -> String {
    format!(
        "Team {to} takes over what you have not done. Finish the file that you are in, so that your tree is whole, begin nothing \
         new, and say [READY] with what is done and what is not."
    )
}

/// Tells a team what it takes over, and where it may write for that.
pub fn taken_over(from: &TeamId, work: &str, paths: &[String], open: &[String]) -> String {
    let mut text = format!("You take over the open work of team {from}, beside your own.\n");
    if !work.is_empty() {
        text.push_str(&format!("- Its work: {work}\n"));
    }
    if !paths.is_empty() {
        let paths = paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
        text.push_str(&format!("- You may write its paths now, in your own tree: {paths}\n"));
    }
    text.push_str(&format!(
        "- What it has written lies in its tree, ../{from}: read it, go on from it, and change nothing there.\n"
    ));
    if !open.is_empty() {
        text.push_str("- What it was told or said last, and has not done:\n");
        open.iter().take(NAMED).for_each(|one| text.push_str(&format!("  - {}\n", one.trim_end().replace('\n', "\n    "))));
    }
    text + "Say [STATUS] with how you divide it first."
}

/// Tells a team what did not expand.
pub fn not_expanded(problems: &[String]) -> String {
    list("Your mega-files were expanded, but not without problems:", problems, "Mend the mega-files in your tree.")
}

/// Tells a team why its claim does not count.
pub fn not_complete(problems: &[String]) -> String {
    list("You said [COMPLETE], but it does not hold:", problems, "Mend it, then say [COMPLETE] again.")
}

fn list(begin: &str, problems: &[String], end: &str) -> String {
    let mut text = format!("{begin}\n");
    for problem in problems.iter().take(NAMED) {
        // A quoted line is no marker, whatever a problem says.
        text.push_str(&format!("- {}\n", problem.trim_end().replace('\n', "\n  ")));
    }
    if problems.len() > NAMED {
        text.push_str(&format!("- and {} more\n", problems.len() - NAMED));
    }
    text + end
}

/// Tells an agent why it may not write somewhere.
pub fn not_yours(path: &str, owner: Option<&TeamId>) -> String {
    match owner {
        Some(owner) => format!("{path} belongs to team {owner}. To ask for an exception: {HOW_TO_ASK}"),
        None => format!("{path} is forbidden for your team. To ask for an exception: {HOW_TO_ASK}"),
    }
}

/// Tells an agent that it may not write outside of its tree.
pub fn outside_tree(path: &str) -> String {
    format!("{path} is outside of your team's tree. Write in your tree alone.")
}

/// Tells a team what became of its wish.
pub fn answered(path: &str, granted: bool) -> String {
    match granted {
        true => format!("You may write `{path}` now: the exception is granted."),
        false => format!("You may not write `{path}`: the exception is refused. Find a way within your own paths."),
    }
}

/// Tells a team that what it asks for is its own already.
pub fn not_needed(path: &str) -> String {
    format!("You need no exception for `{path}`: you may write it already.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_are_read_as_teams_write_them() {
        let wish = |text: &str| read(text).map(|wish| (wish.path, wish.reason));
        let of = |path: &str, reason: &str| Some((path.to_owned(), reason.to_owned()));
        assert_eq!(wish("need src/core/user.ts because the id type is wrong."), of("src/core/user.ts", "the id type is wrong"));
        assert_eq!(wish("Team Beta: need `src/core/my file.ts` because x"), of("src/core/my file.ts", "x"));
        assert_eq!(wish("We need to write /package.json, since deps changed"), of("package.json", "deps changed"));
        assert_eq!(wish("Needs an exception for src/core/** because: all ids"), of("src/core/**", "all ids"));
        assert_eq!(wish("behöver src/a.ts eftersom typen saknas"), of("src/a.ts", "typen saknas"));
        for none in [
            "need more time because of tests",
            "need src/a.ts",
            "need ../other/a.ts because x",
            "waiting for alpha",
            "need src/a.ts because ",
            "",
            "`",
            "need `src/a.ts because x",
            "İ need src/a.ts because x",
        ] {
            assert_eq!(wish(none), None, "{none}");
        }
    }

    #[test]
    fn a_pattern_covers_what_it_matches_and_a_path_itself() {
        for (named, path, is) in [
            ("src/a.ts", "src/a.ts", true),
            ("src/a.ts", "src/a.tsx", false),
            ("src/core/**", "src/core/x/y.ts", true),
            ("src/core/", "src/core/x.ts", true),
            ("src/core", "src/core/x.ts", false),
            ("src/[a", "src/[a", true),
        ] {
            assert_eq!(covers(named, path), is, "{named} {path}");
        }
    }

    #[test]
    fn a_flood_of_paths_is_one_short_message() {
        let alpha = TeamId::from_spelling("alpha");
        let paths: Vec<_> = (0..50).map(|number| (format!("src/{number}.ts"), alpha.clone())).collect();
        let text = wrote_outside(&paths);
        assert!(text.contains("`src/0.ts` belongs to team alpha") && text.contains("and 30 more"), "{text}");
        assert_eq!(text.lines().count(), 1 + NAMED + 2);
        assert!(wrote_outside(&[("x".to_owned(), None)]).contains("`x` is forbidden for you"));
    }
}
