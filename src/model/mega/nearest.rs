//! The known name that a person most likely meant.

/// The name among `known` that is nearest to what was written, if one is near enough to be worth saying.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = match written.chars().count() {
        0 => return None,
        1..=4 => 1,
        5..=7 => 2,
        _ => 3,
    };
    let folded = fold(written);
    known
        .into_iter()
        .filter(|name| *name != written)
        .map(|name| (if fold(name) == folded { 0 } else { distance(written, name) }, name))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// A known name that was surely meant: the same but for case, `_` and `-`, or one slip in five letters or more.
pub fn near_miss<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let found = nearest(written, known)?;
    (fold(found) == fold(written) || (written.chars().count() >= 5 && distance(written, found) == 1)).then_some(found)
}

/// What is left when case, `_` and `-` do not count.
fn fold(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}

/// Edits between two names: insert, remove, replace, swap neighbours.
fn distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    if from.len().abs_diff(to.len()) > 3 {
        return usize::MAX;
    }
    let mut rows = [vec![0; to.len() + 1], (0..=to.len()).collect(), vec![0; to.len() + 1]];
    for (i, a) in from.iter().enumerate() {
        rows[2][0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let mut best = (rows[1][j] + usize::from(a != b)).min(rows[1][j + 1] + 1).min(rows[2][j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                best = best.min(rows[0][j - 1] + 1);
            }
            rows[2][j + 1] = best;
        }
        rows.rotate_left(1);
    }
    rows[1][to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typos_find_their_name_and_strangers_find_none() {
        let known = ["entity", "Entity", "entities", "table", "attributes", "entity_snake"];
        for (written, name) in [
            ("entitty", Some("entity")),
            ("enttiy", Some("entity")),
            ("ENTITY", Some("entity")),
            ("tabel", Some("table")),
            ("attribute", Some("attributes")),
            ("entitySnake", Some("entity_snake")),
            ("message", None),
            ("x", None),
        ] {
            assert_eq!(nearest(written, known), name, "{written}");
        }
    }
}
