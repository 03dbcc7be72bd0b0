//! Finding in the guide: sections that hold every word of what is typed, headings first. The pages are few and short, so
//! they are read whenever what is typed is another text, and no index is kept.

use super::pages::{self, Page};
use crate::gui::widgets::markdown;
use crate::words::Language;

/// How many places are listed.
const LIMIT: usize = 30;

/// A place that fits.
#[derive(Debug, PartialEq)]
pub struct Found {
    /// The page.
    pub page: &'static str,
    /// The heading below which it stands.
    pub heading: String,
    /// By which the heading is found; nothing for the page's own.
    pub anchor: Option<String>,
    /// The line that fits best, in words.
    pub line: String,
}

struct Section {
    heading: String,
    anchor: Option<String>,
    lines: Vec<String>,
}

/// What fits, best first: in the heading, then in the text; in the order of the pages.
pub fn find(query: &str, language: Language) -> Vec<Found> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(usize, Found)> = Vec::new();
    for page in pages::all() {
        for section in sections(page, language) {
            let heading = section.heading.to_lowercase();
            let body = section.lines.join("\n").to_lowercase();
            if !words.iter().all(|word| heading.contains(word.as_str()) || body.contains(word.as_str())) {
                continue;
            }
            let missing = words.iter().filter(|word| !heading.contains(word.as_str())).count();
            let hits = |line: &String| {
                let line = line.to_lowercase();
                words.iter().filter(|word| line.contains(word.as_str())).count()
            };
            // Of lines that fit equally well, the first.
            let line = section.lines.iter().rev().max_by_key(|line| hits(line)).cloned().unwrap_or_default();
            let rank = missing * 2 + usize::from(section.anchor.is_some());
            found.push((rank, Found { page: page.id, heading: section.heading, anchor: section.anchor, line }));
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, found)| found).take(LIMIT).collect()
}

fn sections(page: &Page, language: Language) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut is_code = false;
    for line in page.text(language).lines() {
        is_code ^= line.starts_with("```");
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        if !is_code && (1..=3).contains(&level) {
            let heading = plain(line[level..].trim());
            let anchor = (level > 1).then(|| markdown::anchor(&heading));
            sections.push(Section { heading, anchor, lines: Vec::new() });
        } else if let Some(section) = sections.last_mut().filter(|_| !line.trim().is_empty() && !line.starts_with("```")) {
            section.lines.push(plain(line.trim()));
        }
    }
    sections
}

/// A line without its marks: what a reader sees.
fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line.trim_start_matches(['-', '>', '|', ' ']);
    while let Some(at) = rest.find("](") {
        text.push_str(&rest[..at]);
        rest = rest[at..].split_once(')').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.replace("**", "").replace(['`', '[', '*'], "").replace(" | ", " · ").trim_end_matches([' ', '|']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_come_first_and_every_word_counts() {
        let found = find("  Mega-files ", Language::English);
        assert_eq!(found[0].page, "mega-files");
        assert_eq!(found[0].anchor, None);
        assert!(found.len() > 3, "{found:?}");
        assert!(find("swarm zzzz", Language::English).is_empty());
        assert!(find("", Language::English).is_empty());
        for language in Language::ALL {
            let both = find("dectet integrate", language);
            assert!(!both.is_empty() && both.iter().all(|found| !found.line.contains("](")), "{both:?}");
        }
        assert_eq!(find("megafil", Language::Swedish)[0].page, "mega-files", "each language finds its own words");
    }

    #[test]
    fn every_place_that_is_found_is_there() {
        for (language, word) in [(Language::English, "e"), (Language::Swedish, "e")] {
            for found in find(word, language) {
                let page = pages::find(found.page).expect("a page");
                let mut read = markdown::Markdown::default();
                read.set(1, page.text(language));
                if let Some(anchor) = &found.anchor {
                    assert!(read.headings().any(|(_, _, known)| known == anchor), "{found:?}");
                }
            }
        }
    }

    #[test]
    fn marks_are_not_shown() {
        assert_eq!(plain("- **Read** the [page](a.md#b), `x` and [y](z.md)."), "Read the page, x and y.");
        assert_eq!(plain("| a | b |"), "a · b");
    }
}
