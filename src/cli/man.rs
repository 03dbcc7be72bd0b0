//! `dectet man`: the manual's pages, from the definitions of the verbs. For whoever makes a package: a page in a reader
//! of manuals is what it becomes there, not here.

use clap::Args;

use super::Outcome;
use super::print::Printer;
use crate::model::problem::Problem;

#[derive(Debug, Args)]
pub(super) struct Man {
    /// The verb whose page it is; without one, the page of dectet itself
    verb: Option<String>,
}

impl Man {
    pub(super) fn run(&self, printer: &Printer) -> Result<Outcome, Problem> {
        let name = self.verb.as_deref();
        let page = page(name).ok_or_else(|| Problem::error("cli-no-such-verb").with("verb", name.unwrap_or_default()))?;
        printer.raw(&page);
        Ok(Outcome::Complete)
    }
}

/// The page of a verb in troff, or of the whole program.
fn page(verb: Option<&str>) -> Option<Vec<u8>> {
    let mut definition = super::definition();
    // Fills in the full names ("dectet expand") and the version of the verbs.
    definition.build();
    let command = match verb {
        None => definition,
        Some(verb) => {
            let found = definition.get_subcommands().find(|command| command.get_name() == verb && !command.is_hide_set())?;
            found.clone().version(env!("DECTET_VERSION")).disable_version_flag(true)
        }
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command).manual("Dectet").render(&mut page).ok()?;
    Some(page)
}

#[cfg(test)]
mod tests {
    use super::page;

    fn text(verb: Option<&str>) -> String {
        String::from_utf8(page(verb).unwrap()).unwrap()
    }

    #[test]
    fn the_first_page_names_every_verb_that_people_use_and_no_other() {
        let page = text(None);
        for command in super::super::definition().get_subcommands() {
            let named = page.contains(&format!("dectet\\-{}(1)", command.get_name().replace('-', "\\-")));
            assert_eq!(named, !command.is_hide_set(), "{}", command.get_name());
        }
        assert!(page.contains("Exit codes"));
    }

    #[test]
    fn every_verb_has_a_page_of_its_own() {
        for command in super::super::definition().get_subcommands().filter(|command| !command.is_hide_set()) {
            let page = text(Some(command.get_name()));
            assert!(page.starts_with(".ie"), "a page of troff");
            assert!(page.contains(&format!("dectet\\-{}", command.get_name().replace('-', "\\-"))), "{page}");
            assert!(page.contains(env!("CARGO_PKG_VERSION")), "{page}");
        }
        assert!(page(Some("host")).is_none(), "not a verb of people");
        assert!(page(Some("nonsense")).is_none());
    }
}
