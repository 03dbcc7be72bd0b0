//! A mega-file of one team as another team's: its id and team say the other, and outputs that went into the first one's
//! folder go into the other's. Owns what is changed and how; everything else stays byte for byte.

use crate::model::team::TeamId;

/// The text of the duplicate. `folders` are the folders in which the two teams write, `slug` is the new file's name.
pub fn duplicate(text: &str, (from, to): (&TeamId, &TeamId), folders: (&str, &str), slug: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut has_id = false;
    for line in text.split_inclusive('\n') {
        let (body, end) = line.find(['\r', '\n']).map_or((line, ""), |at| line.split_at(at));
        let shown = body.trim_start_matches('\u{feff}');
        let top = |key: &str| shown.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        if top("team:") {
            made.push_str(&format!("team: {to}"));
        } else if top("id:") && !has_id {
            has_id = true;
            made.push_str(&format!("id: mega-{to}-{slug}"));
        } else if is_path_line(body) && from != to {
            made.push_str(&moved(body, folders.0, folders.1));
        } else {
            made.push_str(body);
        }
        made.push_str(end);
    }
    made
}

/// Whether the line says where outputs go.
fn is_path_line(line: &str) -> bool {
    let key = line.trim_start().trim_start_matches("- ");
    ["output_path:", "output:", "path:"].iter().any(|known| key.starts_with(known))
}

/// The line with the other folder, where its path begins with the first.
fn moved(line: &str, from: &str, to: &str) -> String {
    let Some((key, value)) = line.split_once(':') else { return line.to_owned() };
    let start = value.len() - value.trim_start_matches([' ', '\'', '"', '/']).len();
    let (before, path) = value.split_at(start);
    match path.strip_prefix(from).filter(|rest| rest.starts_with('/') && !from.is_empty()) {
        Some(rest) => format!("{key}:{before}{to}{rest}"),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_team_and_folders_are_the_others_and_the_rest_stays() {
        let (from, to) = (TeamId::from_spelling("alpha").expect("a team"), TeamId::from_spelling("beta").expect("a team"));
        let text = "# Orders\r\nid: mega-alpha-orders # first\r\nteam: Alpha\r\nexpansion_rules:\r\n  entities: [{name: Order, id: x}]\r\n\
                    generation_templates:\r\n  a:\r\n    output_path: \"/src/alpha/{entity}.ts\"\r\n    template: |\r\n      team: alpha\r\n  \
                    b:\r\n    output_path: src/alphabet/{entity}.ts\r\n";
        let made = duplicate(text, (&from, &to), ("src/alpha", "src/api"), "orders");
        let wanted = text
            .replace("id: mega-alpha-orders # first", "id: mega-beta-orders")
            .replace("team: Alpha", "team: beta")
            .replace("/src/alpha/", "/src/api/");
        assert_eq!(made, wanted);
        assert_eq!(duplicate("id: x\nteam: alpha\n", (&from, &from), ("src", "src"), "y"), "id: mega-alpha-y\nteam: alpha\n");
    }
}
