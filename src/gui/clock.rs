//! Moments as a person reads them. Owns nothing else; the engine's journal owns the look at the clock.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::engine::journal;

/// A time of today as the clock shows it; of another day with the day before it.
pub fn clock(at: Timestamp) -> String {
    let zone = TimeZone::system();
    let (at, now) = (at.to_zoned(zone.clone()), journal::now().to_zoned(zone));
    let form = if at.date() == now.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
    at.strftime(form).to_string()
}
