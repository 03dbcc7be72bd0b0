//! A dependency as Python writes it: `name[extra]>=1,<2; python_version < "3.12"`.

use std::ops::Range;

/// A dependency, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Python {
    /// Its name with the marker: an installer takes none twice.
    pub(crate) identity: String,
    /// Its name as Python compares names.
    pub(crate) name: String,
    /// Where the range is in the text; empty where it has none.
    pub(crate) range: Range<usize>,
}

impl Python {
    /// Reads one. `None` for what is none: an option, a path, an address.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let line = text.split(" #").next().unwrap_or_default().trim_end();
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let start = line.len() - line.trim_start().len();
        let end = line[start..].find(|c| !is_name(c)).map_or(line.len(), |end| start + end);
        let name = line[start..end].to_lowercase().replace(['_', '.'], "-");
        if !name.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return None;
        }
        let mut at = end;
        if line[at..].trim_start().starts_with('[') {
            let close = line[at..].find(']')? + at + 1;
            at = close;
        }
        let marker = line[at..].find(';').map_or(line.len(), |found| at + found);
        let written = &line[at..marker];
        let from = at + (written.len() - written.trim_start().len());
        let range = from..from.max(at + written.trim_end().len());
        let is_range = line[range.clone()].is_empty() || line[range.clone()].starts_with(['=', '<', '>', '~', '!']);
        let has_option = written.contains("--") || written.ends_with('\\');
        let marker: String = line[marker..].split_whitespace().collect();
        (is_range && !has_option).then(|| Self { identity: format!("{name}{marker}"), name, range })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_of_python_are_taken_apart() {
        let read = |text: &str| Python::read(text).map(|found| (found.identity.clone(), text[found.range].to_owned()));
        let said = |identity: &str, range: &str| Some((identity.to_owned(), range.to_owned()));
        assert_eq!(read("Django>=4.2,<5"), said("django", ">=4.2,<5"));
        assert_eq!(read("zope.interface == 5.0  # why"), said("zope-interface", "== 5.0"));
        assert_eq!(read("uvicorn[standard] ~=0.2; python_version < '3.12'"), said("uvicorn;python_version<'3.12'", "~=0.2"));
        assert_eq!(read("requests"), said("requests", ""));
        assert_eq!(read("-r base.txt"), None);
        assert_eq!(read("pip @ https://example.org/pip.zip"), None);
        assert_eq!(read("a==1 --hash=sha256:00"), None);
        assert_eq!(read("./local"), None);
    }
}
