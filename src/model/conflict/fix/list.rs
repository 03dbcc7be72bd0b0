//! Lists whose order does not matter, joined: what base has and nobody took away, and what each side added. Owns cutting
//! lines into items and joining these; not which lists these are (`imports`, `keys`, `sets`), nor whether the result
//! holds (`verify`).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Rewritten;
use super::sides::{Sides, Version};

/// A list in a text, as a parser sees it.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    /// What list it is: where it stands, not what is in it. Only lists of one name are joined.
    pub(super) name: String,
    /// Its items, in the order of the text.
    pub(super) items: Vec<Found>,
    /// What stands between two items, beside the end of the line.
    pub(super) separator: &'static str,
    /// What begins a comment that takes the rest of a line.
    pub(super) comment: &'static str,
}

/// An item where a parser found it.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// Its bytes, without separator.
    pub(super) range: Range<usize>,
    /// What makes it this item; no list has it twice.
    pub(super) key: String,
    /// The value that can be joined with another one's, if it has such.
    pub(super) value: Option<Range<usize>>,
    /// The names that it binds: it goes only where nobody uses them.
    pub(super) binds: Vec<String>,
    /// It may not be moved, nor anything past it.
    pub(super) is_fixed: bool,
}

/// An item cut out of its text, with whole lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) key: String,
    /// Lines above that belong to it: comments, blank lines.
    pub(super) lead: String,
    /// Its lines, without line end and separator.
    pub(super) body: String,
    /// Where in the body the value is.
    pub(super) value: Option<Range<usize>>,
    /// What follows the separator on its last line: a comment.
    pub(super) tail: String,
    pub(super) binds: Vec<String>,
}

impl Item {
    /// The value that can be joined.
    pub(super) fn value(&self) -> Option<&str> {
        self.value.clone().and_then(|range| self.body.get(range))
    }

    /// Itself with another value.
    pub(super) fn with_value(&self, value: &str) -> Option<Self> {
        let range = self.value.clone()?;
        let mut body = self.body.clone();
        body.replace_range(range.clone(), value);
        Some(Self { body, value: Some(range.start..range.start + value.len()), ..self.clone() })
    }

    fn is_same(&self, other: &Self) -> bool {
        self.body.trim() == other.body.trim() && self.tail == other.tail
    }
}

/// A run as items.
#[derive(Clone, Debug, Default)]
pub(super) struct Cut {
    items: Vec<Item>,
    /// Whether the last item has a separator.
    ends: Option<bool>,
    /// Blank lines after the last item.
    rest: String,
}

/// Cuts a run of a text into items. `None` where it is anything else than whole items on lines of their own.
pub(super) fn cut(version: &Version, run: usize, list: &List) -> Option<Cut> {
    let (text, range) = (version.text.as_str(), version.runs[run].clone());
    let mut made = Cut::default();
    let mut at = range.start;
    let inside = list.items.iter().filter(|item| item.range.start < range.end && item.range.end > range.start);
    for found in inside {
        if found.range.start < at || found.range.end > range.end || found.is_fixed {
            return None;
        }
        let start = line_start(text, found.range.start);
        if start < at || !text[start..found.range.start].trim().is_empty() {
            return None;
        }
        let lead = &text[at..start];
        let is_lead =
            |line: &str| line.trim().is_empty() || (!list.comment.is_empty() && line.trim_start().starts_with(list.comment));
        if !lead.lines().all(is_lead) {
            return None;
        }
        let end = text[found.range.end..range.end].find('\n').map_or(range.end, |end| found.range.end + end + 1);
        let after = text[found.range.end..end].trim();
        let (has_separator, tail) = match after.strip_prefix(list.separator).filter(|_| !list.separator.is_empty()) {
            Some(tail) => (true, tail.trim_start()),
            None => (false, after),
        };
        if !tail.is_empty() && (list.comment.is_empty() || !tail.starts_with(list.comment)) {
            return None;
        }
        let offset = |range: &Range<usize>| range.start - start..range.end - start;
        made.items.push(Item {
            key: found.key.clone(),
            lead: lead.to_owned(),
            body: text[start..found.range.end].to_owned(),
            value: found.value.as_ref().map(offset),
            tail: tail.to_owned(),
            binds: found.binds.clone(),
        });
        made.ends = Some(has_separator);
        at = end;
    }
    let rest = &text[at..range.end];
    if !rest.trim().is_empty() {
        return None;
    }
    made.rest = rest.to_owned();
    let keys: BTreeSet<&str> = made.items.iter().map(|item| item.key.as_str()).collect();
    (keys.len() == made.items.len()).then_some(made)
}

/// The start of the line on which a byte is.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// What a kind of lists decides.
pub(super) trait Rules {
    /// What becomes of an item that several sides have differently. `None`: a person decides.
    fn clash(&self, base: Option<&Item>, sides: &[&Item], said: &mut Vec<Rewritten>) -> Option<Vec<Item>>;
    /// Whether an item stays though a side took it away.
    fn stays(&self, _item: &Item) -> bool {
        false
    }
}

/// A joined list.
#[derive(Clone, Debug, Default)]
pub(super) struct Joined {
    pub(super) text: String,
    pub(super) rewritten: Vec<Rewritten>,
}

/// Joins a run over all versions. `lists` finds the lists in a text that reach into a range, the innermost first.
pub(super) fn join_run(
    sides: &Sides<'_>,
    run: usize,
    rules: &dyn Rules,
    lists: &dyn Fn(&str, Range<usize>) -> Vec<List>,
) -> Option<Joined> {
    let changed = sides.changed(run);
    let versions: Vec<&Version> = std::iter::once(&sides.base).chain(changed).collect();
    let is_blank = |version: &&Version| version.run(run).trim().is_empty();
    let written: Vec<&Version> = versions.iter().copied().filter(|version| !is_blank(version)).collect();
    let found: Vec<Vec<List>> = written.iter().map(|version| lists(&version.text, version.runs[run].clone())).collect();
    let (first, others) = found.split_first()?;
    // The innermost list that all versions have here, and that can be cut into lines.
    let mut names: Vec<&str> = first.iter().map(|list| list.name.as_str()).collect();
    names.retain(|name| others.iter().all(|lists| lists.iter().any(|list| list.name == *name)));
    names.into_iter().find_map(|name| {
        let of_name: Vec<&List> = found.iter().map(|lists| lists.iter().find(|list| list.name == name)).collect::<Option<_>>()?;
        let list_of = |version: &Version| {
            written.iter().position(|known| std::ptr::eq(*known, version)).and_then(|at| of_name.get(at).copied())
        };
        let (joined, keys) = join_lists(sides, run, rules, &versions, &list_of)?;
        // Read again: what stands there is this list with these items, and nothing else.
        let mut again = Version { text: sides.base.text.clone(), runs: sides.base.runs.clone(), ..Version::default() };
        let range = again.runs[run].clone();
        again.text.replace_range(range.clone(), &joined.text);
        again.runs[run] = range.start..range.start + joined.text.len();
        let found = if keys.is_empty() {
            Vec::new()
        } else {
            let lists = lists(&again.text, again.runs[run].clone());
            cut(&again, run, lists.iter().find(|list| list.name == name)?)?.items
        };
        found.iter().map(|item| &item.key).eq(&keys).then_some(joined)
    })
}

/// Joins a run of which every version (base first) has its list; those without one have nothing there.
fn join_lists<'l>(
    sides: &Sides<'_>,
    run: usize,
    rules: &dyn Rules,
    versions: &[&Version],
    list_of: &dyn Fn(&Version) -> Option<&'l List>,
) -> Option<(Joined, Vec<String>)> {
    let mut cuts = Vec::with_capacity(versions.len());
    let (mut separator, mut comment) = ("", "");
    for version in versions {
        match list_of(version) {
            Some(list) => {
                (separator, comment) = (list.separator, list.comment);
                cuts.push(cut(version, run, list)?);
            }
            None => cuts.push(Cut { rest: version.run(run).to_owned(), ..Cut::default() }),
        }
    }
    let (base, sides_cut) = cuts.split_first()?;
    let mut rewritten = Vec::new();
    let items = join(&base.items, &sides_cut.iter().map(|cut| cut.items.as_slice()).collect::<Vec<_>>(), rules, &mut rewritten)?;
    if let Some(above) = sides.base.text[..sides.base.runs[run].start].lines().last()
        && !keeps_comment(above.trim(), comment, base.items.first(), items.first())
    {
        return None;
    }
    // A comma at the end of a list stays where a side has it: where none may be, no side has. Base may have had a list on
    // one line here, which is an item of the list around it.
    let ends = sides_cut.iter().filter_map(|cut| cut.ends).any(|ends| ends);
    let rest = sides_cut.iter().map(|cut| cut.rest.as_str()).min_by_key(|rest| (rest.len(), *rest)).unwrap_or_default();
    let line_end = sides.line_end(run);
    let has_end = versions.iter().any(|version| version.run(run).ends_with('\n'));
    let mut text = String::new();
    for (at, item) in items.iter().enumerate() {
        let is_last = at + 1 == items.len();
        text.push_str(&item.lead);
        text.push_str(&item.body);
        if !separator.is_empty() && (!is_last || ends) {
            text.push_str(separator);
        }
        if !item.tail.is_empty() {
            text.push(' ');
            text.push_str(&item.tail);
        }
        if !is_last || has_end {
            text.push_str(line_end);
        }
    }
    text.push_str(rest);
    let keys = items.into_iter().map(|item| item.key).collect();
    Some((Joined { text, rewritten }, keys))
}

/// What a comment says to a tool about the line below it.
const DIRECTIVES: [&str; 10] =
    ["@ts-", "eslint", "biome-", "prettier-ignore", "noqa", "type: ignore", "pylint:", "nolint", "go:", "istanbul"];

/// Whether the line above a run still says what it said: a comment stays with the item that it was written for.
fn keeps_comment(above: &str, comment: &str, before: Option<&Item>, now: Option<&Item>) -> bool {
    let is_comment = (!comment.is_empty() && above.starts_with(comment)) || above.ends_with("*/");
    !is_comment
        || match before {
            Some(before) => now.is_some_and(|now| now.key == before.key),
            None => !DIRECTIVES.iter().any(|word| above.contains(word)),
        }
}

/// Joins items. The order of the sides changes nothing.
pub(super) fn join(base: &[Item], sides: &[&[Item]], rules: &dyn Rules, said: &mut Vec<Rewritten>) -> Option<Vec<Item>> {
    let find = |items: &[Item], key: &str| items.iter().find(|item| item.key == key).cloned();
    let mut joined: Vec<Item> = Vec::new();
    // Behind which item of base (0: before all) something is added.
    let mut added: BTreeMap<usize, Vec<Item>> = BTreeMap::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for side in sides {
        let mut place = 0;
        for item in *side {
            match base.iter().position(|known| known.key == item.key) {
                Some(at) => place = at + 1,
                None => {
                    let known = places.entry(&item.key).or_insert(place);
                    *known = (*known).min(place);
                }
            }
        }
    }
    for (key, place) in places {
        let mut wanted: Vec<Item> = sides.iter().filter_map(|side| find(side, key)).collect();
        wanted.sort_by(|a, b| (&a.body, &a.tail, &a.lead).cmp(&(&b.body, &b.tail, &b.lead)));
        wanted.dedup_by(|a, b| a.is_same(b));
        let items = match wanted.as_slice() {
            [only] => vec![only.clone()],
            several => rules.clash(None, &several.iter().collect::<Vec<_>>(), said)?,
        };
        added.entry(place).or_default().extend(items);
    }
    for at in 0..=base.len() {
        if let Some(before) = at.checked_sub(1) {
            joined.extend(of_base(&base[before], sides, rules, said)?);
        }
        joined.extend(added.remove(&at).unwrap_or_default());
    }
    sort_if_all_are(&mut joined, base, sides);
    Some(joined)
}

/// What becomes of an item of base: none or one.
fn of_base(item: &Item, sides: &[&[Item]], rules: &dyn Rules, said: &mut Vec<Rewritten>) -> Option<Option<Item>> {
    let versions: Vec<Option<&Item>> = sides.iter().map(|side| side.iter().find(|known| known.key == item.key)).collect();
    let mut changed: Vec<&Item> = versions.iter().flatten().copied().filter(|known| !known.is_same(item)).collect();
    changed.sort_by(|a, b| (&a.body, &a.tail, &a.lead).cmp(&(&b.body, &b.tail, &b.lead)));
    changed.dedup_by(|a, b| a.is_same(b));
    if versions.iter().any(Option::is_none) {
        return match changed[..] {
            // Taken away by one and changed by another: no list says who is right.
            [] => Some(rules.stays(item).then(|| item.clone())),
            _ => None,
        };
    }
    // The comments above it: one side at most may have changed them.
    let mut leads: Vec<&str> =
        versions.iter().flatten().map(|known| known.lead.as_str()).filter(|lead| *lead != item.lead).collect();
    leads.sort_unstable();
    leads.dedup();
    let mut kept = match changed[..] {
        [] => item.clone(),
        [only] => only.clone(),
        _ => match rules.clash(Some(item), &changed, said)?.as_slice() {
            [only] => only.clone(),
            _ => return None,
        },
    };
    kept.lead = match leads[..] {
        [] => item.lead.clone(),
        [only] => only.to_owned(),
        _ => return None,
    };
    Some(Some(kept))
}

/// Where every version is in the order of the alphabet, so is what they make together.
fn sort_if_all_are(joined: &mut [Item], base: &[Item], sides: &[&[Item]]) {
    let order = |item: &Item| (item.body.trim().to_lowercase(), item.body.clone());
    let is_sorted = |items: &[Item]| items.windows(2).all(|pair| order(&pair[0]) <= order(&pair[1]));
    let has_lead = |items: &[Item]| items.iter().any(|item| !item.lead.is_empty());
    let all: Vec<&[Item]> = std::iter::once(base).chain(sides.iter().copied()).collect();
    if all.iter().all(|items| is_sorted(items) && !has_lead(items)) {
        joined.sort_by_key(order);
    }
}
