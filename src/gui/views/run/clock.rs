//! Times as a person reads them at a glance: `12:05`, `1:02:03`, `3 min ago`.

use crate::t;

/// A span as a clock shows it.
pub fn clock(millis: u64) -> String {
    let seconds = millis / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// How long ago something was.
pub fn ago(millis: u64) -> String {
    let seconds = millis / 1000;
    match seconds {
        0..=4 => t!("run-ago-now"),
        5..=59 => t!("run-ago-seconds", count = seconds),
        60..=3599 => t!("run-ago-minutes", count = seconds / 60),
        _ => t!("run-ago-hours", count = seconds / 3600),
    }
}

/// A moment as the wall clock showed it.
pub fn time_of_day(millis: u64) -> String {
    let moment = i64::try_from(millis).ok().and_then(|millis| jiff::Timestamp::from_millisecond(millis).ok());
    moment.map_or_else(String::new, |moment| moment.to_zoned(jiff::tz::TimeZone::system()).strftime("%H:%M:%S").to_string())
}

/// Thousands as people write them on a small card: `950`, `12.3K`, `1.2M`.
pub fn short(number: u64) -> String {
    let scaled = |by: f64, unit: &str| format!("{:.1}{unit}", number as f64 / by).replace(".0", "");
    match number {
        0..=999 => number.to_string(),
        1_000..=999_949 => scaled(1e3, "K"),
        _ => scaled(1e6, "M"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_numbers_are_short() {
        assert_eq!((clock(65_000), clock(3_723_999)), ("1:05".to_owned(), "1:02:03".to_owned()));
        assert_eq!([short(950), short(12_340), short(2_000), short(1_250_000)], ["950", "12.3K", "2K", "1.2M"]);
        assert_eq!(time_of_day(u64::MAX), "");
    }
}
