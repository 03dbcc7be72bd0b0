//! The report of an integration as a page for people: one file, no script, nothing from elsewhere, in the language that the
//! person chose. Owns which page that is; its words are in `assets/report/`.

use minijinja::Environment;

use crate::engine::settings::Settings;
use crate::model::problem::Problem;

const STYLE: &str = include_str!("../../../../assets/report/style.css");
const ENGLISH: &str = include_str!("../../../../assets/report/integration.en.html");
const SWEDISH: &str = include_str!("../../../../assets/report/integration.sv.html");

/// The page about a report as the machines' file has it.
pub(super) fn write(report: &serde_json::Value) -> Result<String, Problem> {
    let is_swedish = Settings::load().language.is_some_and(|language| language.starts_with("sv"));
    render(if is_swedish { SWEDISH } else { ENGLISH }, report)
}

fn render(page: &str, report: &serde_json::Value) -> Result<String, Problem> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::Html);
    let made =
        environment.add_template("style.css", STYLE).and_then(|()| environment.render_str(page, minijinja::value::Serde(report)));
    made.map_err(|error| Problem::error("internal").with("message", error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_pages_say_everything_and_nothing_in_it_is_markup() {
        let conflict = serde_json::json!({ "path": "src/<b>.ts", "kind": "add-add", "teams": ["alpha", "beta"] });
        let decided = serde_json::json!({ "path": "a.ts", "kind": "types", "teams": ["alpha", "beta"], "said": "beta" });
        let report = serde_json::json!({
            "time": "2026-01-02T03:04:05Z",
            "report": { "files": 12, "lines": 345, "written": 6, "removed": 7, "merged": 8, "resolved": 1, "seconds": 0.5,
                        "commit": "0123456789abcdef", "open": [conflict], "kept_out": [conflict] },
            "decided": [decided],
            "findings": [{ "id": "changed-signature", "severity": "warning", "args": { "name": "make<x>" }, "teams": ["gamma"],
                           "places": [{ "file": "src/u.ts", "line": 7, "column": 0 }] }],
        });
        for page in [ENGLISH, SWEDISH] {
            let text = render(page, &report).expect("renders");
            for wanted in ["345", "&lt;b&gt;.ts", "0123456789", "alpha", "2026-01-02", "u.ts:7", "make&lt;x&gt;", "gamma"] {
                assert!(text.contains(wanted), "{wanted}\n{text}");
            }
            assert!(!text.contains("<b>") && !text.contains("undefined"));
        }
    }
}
