//! A name in every spelling that templates ask for: cases by `heck`, English plurals by `pluralizer`.

use heck::{ToKebabCase, ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// The plural of a name in one or several words: only the last word changes.
pub(super) fn plural(name: &str) -> String {
    inflect(name, 2)
}

/// The singular of a name in one or several words.
pub(super) fn singular(name: &str) -> String {
    inflect(name, 1)
}

fn inflect(name: &str, count: isize) -> String {
    let (head, last) = name.split_at(last_word(name));
    if last.is_empty() || ["data", "metadata"].contains(&last.to_lowercase().as_str()) {
        return name.to_owned();
    }
    // An abbreviation takes a small s: `APIs`, `URLs`.
    let stem = last.strip_suffix('s').unwrap_or(last);
    if stem.len() > 1 && stem.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) && !stem.ends_with('S') {
        return if count == 1 { format!("{head}{stem}") } else { format!("{head}{stem}s") };
    }
    format!("{head}{}", pluralizer::pluralize(last, count, false))
}

/// The byte where the last word begins.
fn last_word(name: &str) -> usize {
    let mut start = 0;
    let mut previous = ' ';
    for (at, character) in name.char_indices() {
        if !character.is_alphanumeric() {
            start = at + character.len_utf8();
        } else if character.is_uppercase() && !previous.is_uppercase() {
            start = at;
        } else if character.is_lowercase() && previous.is_uppercase() && at > start + 1 && &name[at..] != "s" {
            // `APIKey`: the word begins at the K; `APIs` is one word.
            start = at - previous.len_utf8();
        }
        previous = character;
    }
    // A name that ends in no letter has its last word before that.
    if start == name.len() { name.trim_end_matches(|c: char| !c.is_alphanumeric()).len() } else { start }
}

/// The plural with the case of the name: a given `people` for `Person` is `People`.
fn given_plural(name: &str, given: &str) -> String {
    let by_library = plural(name);
    if by_library.to_lowercase() == given.to_lowercase() && given.chars().all(|c| !c.is_uppercase()) {
        return by_library;
    }
    match (name.chars().next(), given.chars().next()) {
        (Some(first), Some(small)) if first.is_uppercase() && small.is_lowercase() => {
            small.to_uppercase().chain(given.chars().skip(1)).collect()
        }
        _ => given.to_owned(),
    }
}

/// The computed variables of a name, in one order.
pub(super) fn spellings(name: &str, given: Option<&str>) -> Vec<(&'static str, String)> {
    let plural = given.filter(|given| !given.is_empty()).map_or_else(|| plural(name), |given| given_plural(name, given));
    let lower_plural = given.filter(|given| !given.is_empty()).unwrap_or(&plural).to_lowercase();
    vec![
        ("name", name.to_owned()),
        ("Entity", name.to_owned()),
        ("entity", name.to_lowercase()),
        ("entity_snake", name.to_snake_case()),
        ("entity_kebab", name.to_kebab_case()),
        ("entity-kebab", name.to_kebab_case()),
        ("entityCamel", name.to_lower_camel_case()),
        ("EntityPascal", name.to_upper_camel_case()),
        ("ENTITY_SCREAMING", name.to_shouty_snake_case()),
        ("entities", lower_plural),
        ("entities_snake", plural.to_snake_case()),
        ("entities_kebab", plural.to_kebab_case()),
        ("entities-kebab", plural.to_kebab_case()),
        ("entitiesCamel", plural.to_lower_camel_case()),
        ("EntitiesPascal", plural.to_upper_camel_case()),
        ("ENTITIES_SCREAMING", plural.to_shouty_snake_case()),
        ("Entities", plural),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_change_the_last_word_and_keep_the_case() {
        for (one, many) in [
            ("OrderItem", "OrderItems"),
            ("order_item", "order_items"),
            ("Category", "Categories"),
            ("category", "categories"),
            ("Address", "Addresses"),
            ("Box", "Boxes"),
            ("Person", "People"),
            ("ContactPerson", "ContactPeople"),
            ("Child", "Children"),
            ("Analysis", "Analyses"),
            ("Policy", "Policies"),
            ("Day", "Days"),
            ("API", "APIs"),
            ("PublicAPI", "PublicAPIs"),
            ("APIKey", "APIKeys"),
            ("order item", "order items"),
            ("Metadata", "Metadata"),
            ("Series", "Series"),
            ("OAuth2Token", "OAuth2Tokens"),
        ] {
            assert_eq!((plural(one).as_str(), singular(many).as_str()), (many, one));
        }
        assert_eq!(plural("Users"), "Users");
        for odd in ["", "../../x", "日本", "--", "a-"] {
            plural(odd);
            singular(odd);
        }
    }

    #[test]
    fn a_given_plural_wins_in_the_case_of_the_name() {
        let of = |name, given| {
            let spellings = spellings(name, given);
            let get = |key: &str| spellings.iter().find(|(known, _)| *known == key).expect(key).1.clone();
            (get("Entities"), get("entities"))
        };
        assert_eq!(of("OrderItem", None), ("OrderItems".into(), "orderitems".into()));
        assert_eq!(of("OrderItem", Some("OrderItems")), ("OrderItems".into(), "orderitems".into()));
        assert_eq!(of("InvoiceEntry", Some("invoiceentries")), ("InvoiceEntries".into(), "invoiceentries".into()));
        assert_eq!(of("Person", Some("persons")), ("Persons".into(), "persons".into()));
        assert_eq!(of("user", Some("folk")), ("folk".into(), "folk".into()));
    }

    #[test]
    fn a_name_has_all_its_spellings() {
        let spellings: std::collections::HashMap<_, _> = spellings("OrderItem", None).into_iter().collect();
        for (key, value) in [
            ("Entity", "OrderItem"),
            ("entity", "orderitem"),
            ("entity_snake", "order_item"),
            ("entity-kebab", "order-item"),
            ("entityCamel", "orderItem"),
            ("EntityPascal", "OrderItem"),
            ("ENTITY_SCREAMING", "ORDER_ITEM"),
        ] {
            assert_eq!(spellings[key], value, "{key}");
        }
    }
}
