//! The guide's pages: which there are, in which order, and their text in every language. The same Markdown lies in
//! `assets/guide/` for people who read it there. Not: how a page is shown.

use crate::gui::views::{VIEWS, ViewId};
use crate::words::Language;

/// A page.
#[derive(Debug)]
pub struct Page {
    /// Its id: the name of its file, and what links name.
    pub id: &'static str,
    english: &'static str,
    swedish: &'static str,
}

macro_rules! pages {
    ($($id:literal),* $(,)?) => {
        &[$(Page {
            id: $id,
            english: include_str!(concat!("../../../assets/guide/en/", $id, ".md")),
            swedish: include_str!(concat!("../../../assets/guide/sv/", $id, ".md")),
        }),*]
    };
}

/// A part of the guide: its name among the words, and its pages.
pub type Part = (&'static str, &'static [Page]);

/// All pages, part by part. The first part has a page for each view, by the view's name.
pub const PARTS: [Part; 3] = [
    ("guide-part-views", pages!["home", "teams", "mega-files", "run", "conflicts", "report"]),
    (
        "guide-part-ideas",
        pages!["roles", "phases", "replies", "best-practices", "swarm", "progressive-enhancement", "domain-distribution"],
    ),
    ("guide-part-help", pages!["keys", "troubleshooting"]),
];

impl Page {
    /// The text.
    pub fn text(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Swedish => self.swedish,
        }
    }

    /// What the page is called: its first heading.
    pub fn title(&self, language: Language) -> &'static str {
        self.text(language).lines().find_map(|line| line.strip_prefix("# ")).unwrap_or(self.id)
    }
}

/// All pages, in order.
pub fn all() -> impl Iterator<Item = &'static Page> {
    PARTS.iter().flat_map(|(_, pages)| pages.iter())
}

/// The page with this id.
pub fn find(id: &str) -> Option<&'static Page> {
    all().find(|page| page.id == id)
}

/// The id of a view's page.
pub fn of_view(view: ViewId) -> &'static str {
    let name = VIEWS.iter().find(|known| known.id == view).map_or("view-home", |known| known.name);
    name.strip_prefix("view-").unwrap_or(name)
}

/// Where a link within the guide leads: a page, and a heading in it.
pub fn target(url: &str) -> Option<(&'static Page, Option<&str>)> {
    let (file, anchor) = url.split_once('#').map_or((url, None), |(file, anchor)| (file, Some(anchor)));
    Some((find(file.strip_suffix(".md")?)?, anchor))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gui::widgets::markdown::Markdown;

    /// What the links of a text name, code left out.
    fn links(text: &str) -> Vec<String> {
        use pulldown_cmark::{Event, Parser, Tag};
        let events = Parser::new(text).filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.into_string()),
            _ => None,
        });
        events.collect()
    }

    fn anchors(page: &Page, language: Language) -> Vec<String> {
        let mut markdown = Markdown::default();
        markdown.set(1, page.text(language));
        markdown.headings().map(|(_, _, anchor)| anchor.to_owned()).collect()
    }

    #[test]
    fn every_view_has_a_page() {
        for view in &VIEWS {
            assert!(find(of_view(view.id)).is_some(), "{} has no page", view.name);
        }
    }

    #[test]
    fn every_page_says_the_same_in_every_language() {
        for page in all() {
            let mut shapes = Vec::new();
            for language in Language::ALL {
                let text = page.text(language);
                assert!(text.starts_with("# ") && text.len() > 400, "{} in {}", page.id, language.code());
                let mut markdown = Markdown::default();
                markdown.set(1, text);
                let levels: Vec<u8> = markdown.headings().map(|(level, ..)| level).collect();
                assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{} in {}", page.id, language.code());
                // Links lead to the same pages; only what headings are called differs.
                let mut links: Vec<String> =
                    links(text).iter().map(|url| url.split('#').next().unwrap_or_default().into()).collect();
                links.sort();
                shapes.push((levels, links, text.matches("```").count()));
            }
            assert_eq!(shapes[0], shapes[1], "{}: headings, links or code differ between the languages", page.id);
            assert_ne!(page.text(Language::English), page.text(Language::Swedish), "{} is not translated", page.id);
        }
    }

    #[test]
    fn every_link_leads_somewhere() {
        let mut linked = std::collections::BTreeSet::new();
        for (page, language) in all().flat_map(|page| Language::ALL.map(|language| (page, language))) {
            for url in links(page.text(language)) {
                if let Some(anchor) = url.strip_prefix('#') {
                    assert!(anchors(page, language).iter().any(|known| known == anchor), "{url} in {}", page.id);
                } else if !url.starts_with("https://") {
                    let (to, anchor) = target(&url).unwrap_or_else(|| panic!("{url} in {} ({})", page.id, language.code()));
                    linked.insert(to.id);
                    if let Some(anchor) = anchor {
                        assert!(anchors(to, language).iter().any(|known| known == anchor), "{url} in {}", page.id);
                    }
                }
            }
        }
        let alone: Vec<_> = all().map(|page| page.id).filter(|id| !linked.contains(id)).collect();
        assert!(alone.is_empty(), "no page leads to {alone:?}");
        assert_eq!(target("../../etc/passwd").map(|(page, _)| page.id), None);
    }

    #[test]
    fn the_guide_names_verbs_that_exist() {
        let command = crate::cli::definition();
        let verbs: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        for page in all() {
            for part in page.text(Language::English).split("`dectet ").skip(1) {
                let verb = part.split([' ', '`']).next().unwrap_or_default();
                assert!(verbs.contains(&verb) || verb.starts_with('-'), "{}: dectet {verb}", page.id);
            }
        }
    }
}
