//! A file that merged line by line and does not parse any more, though it did for every team: two changes apart that do
//! not fit together, a brace that both closed.

use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};
use crate::model::syntax;

/// The warning about a merged text; `None` where it parses, or where one of the texts that it was made of did not.
pub(super) fn warning(path: &RelPath, parts: &[&[u8]], merged: &[u8]) -> Option<Problem> {
    let parses = |text: &[u8]| std::str::from_utf8(text).map_or(true, |text| syntax::check(path, text).is_none());
    let fault = syntax::check(path, std::str::from_utf8(merged).ok()?)?;
    if !parts.iter().all(|part| parses(part)) {
        return None;
    }
    let place = fault.place.map_or_else(|| Place::file(path.as_str()), |place| Place { file: path.as_str().to_owned(), ..place });
    let language = syntax::language(path).unwrap_or_default();
    Some(Problem::warning("merged-broken").with("path", path).with("language", language).with("line", place.line).at(place))
}
