//! The report as one page: no network, no script, light and dark as the reader's system, printable, and made for screen
//! readers too. The page is a template over the report's own JSON; its words are the window's.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, Value, context, value::Kwargs};

use super::{json, number};
use crate::engine::jobs::validate::Validation;
use crate::model::gates::history::{METRICS, Measure};
use crate::model::problem::Problem;
use crate::words::{self, Args, word};

/// What all reports look like.
const STYLE: &str = include_str!("../../assets/report/style.css");
const TEMPLATE: &str = include_str!("../../assets/report/report.html.j2");

/// How wide and high a chart is.
const CHART: (f64, f64) = (220.0, 48.0);

/// A validation as a page, in the language that is spoken now.
pub fn page(validation: &Validation) -> Result<String, Problem> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.unwrap_or_default());
    environment.add_function("t", say);
    environment.add_filter("money", |value: f64| format!("{value:.2}"));
    environment.add_filter("grouped", |value: f64| number(value));
    environment.add_template("style.css", STYLE).map_err(|error| Problem::error("report-page").with("message", error))?;
    let report = json::report(validation);
    let made = environment.render_str(
        TEMPLATE,
        context! {
            report => Value::from(minijinja::value::Serde(&report)),
            time => shown_time(validation.at),
            charts => charts(&validation.history),
        },
    );
    made.map_err(|error| Problem::error("report-page").with("message", error))
}

/// `t("id", name = value)` of the template.
fn say(id: &str, kwargs: Kwargs) -> Result<String, Error> {
    let mut args = Args::new();
    for name in kwargs.args() {
        let value: Value = kwargs.get(name)?;
        match (f64::try_from(value.clone()), value.as_str()) {
            (Ok(number), None) => args.set(name.to_owned(), number),
            _ => args.set(name.to_owned(), value.to_string()),
        }
    }
    kwargs.assert_all_used()?;
    Ok(words::say(id, &args))
}

/// A moment as people read it, in the reader's own time zone.
pub fn shown_time(at: i64) -> String {
    let zoned = jiff::Timestamp::from_second(at).map(|time| time.to_zoned(jiff::tz::TimeZone::system()));
    zoned.map(|time| time.strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
}

/// A chart for each number that is other in some run; one that always was the same shows nothing.
fn charts(history: &[Measure]) -> Vec<Value> {
    let all = METRICS.iter().filter_map(|metric| {
        let points: Vec<f64> = history.iter().filter_map(|measure| measure.numbers.get(metric.id).copied()).collect();
        let (least, most) =
            points.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), point| (least.min(*point), most.max(*point)));
        if points.len() < 2 || most - least < 0.005 {
            return None;
        }
        let step = CHART.0 / (points.len() - 1) as f64;
        let y = |point: f64| CHART.1 - 4.0 - (point - least) / (most - least) * (CHART.1 - 8.0);
        let line = points.iter().enumerate().map(|(place, point)| format!("{:.1},{:.1}", place as f64 * step, y(*point)));
        let last = *points.last()?;
        Some(context! {
            name => word(&format!("metric-{}", metric.id)),
            points => line.collect::<Vec<_>>().join(" "),
            first => number(points[0]),
            last => number(last),
            last_y => format!("{:.1}", y(last)),
            count => points.len(),
            least => number(least),
            most => number(most),
        })
    });
    all.collect()
}
