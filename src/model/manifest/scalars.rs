//! Small values in the spellings that people use: `9K`, `7000-9000`, `10min`, `1h 30m`, `00:45`, `80%`.

use serde::Deserialize;

use super::{CommandLine, LocRange, Permissions};

/// A range as it may be written.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum LooseRange {
    Number(f64),
    Text(String),
    Ends { min: Count, max: Count },
}

/// A whole number, also as text and with thousands: `7000`, `"7000"`, `7,000`, `7K`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "LooseNumber")]
pub(super) struct Count(pub u64);

/// Seconds, written with their unit: `10min`, `90s`, `1h 30m`, `00:45`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "LooseNumber")]
pub(super) struct Seconds(pub u64);

/// Minutes: a duration, or a bare number of minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "LooseNumber")]
pub(super) struct Minutes(pub u32);

/// A percentage: `80`, `80%`, `"80 %"`.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(try_from = "LooseNumber")]
pub(super) struct Percent(pub f64);

/// An amount: `50`, `$50`, `50 USD`.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(try_from = "LooseNumber")]
pub(super) struct Dollars(pub f64);

/// When to warn of a team that is behind: `< 10% in 10min`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct WarnBelow {
    pub percent: u32,
    pub after_secs: u64,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum LooseNumber {
    Number(f64),
    Text(String),
}

/// One command or several.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Commands {
    List(Vec<CommandLine>),
    One(String),
}

/// `ask`, `allow`, or rules.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum LoosePermissions {
    Word(PermissionWord),
    Rules {
        #[serde(default)]
        allow: Vec<String>,
        #[serde(default)]
        deny: Vec<String>,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum PermissionWord {
    Ask,
    Allow,
}

impl From<LoosePermissions> for Permissions {
    fn from(loose: LoosePermissions) -> Self {
        match loose {
            LoosePermissions::Word(PermissionWord::Ask) => Self::Ask,
            LoosePermissions::Word(PermissionWord::Allow) => Self::Allow,
            LoosePermissions::Rules { allow, deny } => Self::Rules { allow, deny },
        }
    }
}

impl TryFrom<LooseRange> for LocRange {
    type Error = &'static str;

    fn try_from(loose: LooseRange) -> Result<Self, Self::Error> {
        let (min, max) = match loose {
            LooseRange::Number(number) => (whole(number), whole(number)),
            LooseRange::Text(text) => match range_ends(&text) {
                Some((min, max)) => (count(min), count(max)),
                None => (count(&text), count(&text)),
            },
            LooseRange::Ends { min, max } => (Some(min.0), Some(max.0)),
        };
        match (min, max) {
            (Some(min), Some(max)) if min <= max => Ok(Self { min, max }),
            _ => Err("no range"),
        }
    }
}

/// The two ends of `7000-9000`, `7K – 9K`, `7000 to 9000`, `7000..9000`.
fn range_ends(text: &str) -> Option<(&str, &str)> {
    ["..", "-", "–", "—", " to "].iter().find_map(|dash| text.split_once(dash))
}

fn whole(number: f64) -> Option<u64> {
    (number >= 0.0 && number.fract() == 0.0 && number <= 1e15).then_some(number as u64)
}

/// `7000`, `7,000`, `7_000`, `7 000`, `7K`, `1.5M`, `~7000`, `7000 lines`.
fn count(text: &str) -> Option<u64> {
    let text = text.trim().trim_start_matches(['~', '≈']).trim().to_lowercase();
    let text = ["lines", "loc", "files"].iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(&text).trim();
    let (digits, factor) = match text.char_indices().last() {
        Some((at, 'k')) => (&text[..at], 1e3),
        Some((at, 'm')) => (&text[..at], 1e6),
        _ => (text, 1.0),
    };
    let digits = digits.trim();
    if factor > 1.0 {
        let number: f64 = plain_decimal(digits)?;
        return whole((number * factor * 1000.0).round() / 1000.0);
    }
    let groups: Vec<&str> = digits.split([',', '_', ' ', '\'', '\u{a0}', '\u{202f}', '.']).collect();
    let is_number = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    let is_grouped = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    (is_number && is_grouped).then(|| groups.concat().parse().ok()).flatten().filter(|count| *count <= 1_000_000_000_000_000)
}

/// Rust reads more as a number than people mean by one: `inf`, `1e9`, `+5`.
fn plain_decimal(text: &str) -> Option<f64> {
    let is_plain =
        text.starts_with(|c: char| c.is_ascii_digit()) && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_plain.then(|| text.parse().ok()).flatten()
}

impl TryFrom<LooseNumber> for Count {
    type Error = &'static str;

    fn try_from(loose: LooseNumber) -> Result<Self, Self::Error> {
        match loose {
            LooseNumber::Number(number) => whole(number),
            LooseNumber::Text(text) => count(&text),
        }
        .map(Self)
        .ok_or("no whole number")
    }
}

impl TryFrom<LooseNumber> for Seconds {
    type Error = &'static str;

    fn try_from(loose: LooseNumber) -> Result<Self, Self::Error> {
        match loose {
            // Seconds or minutes? Nobody knows: the unit must be there.
            LooseNumber::Number(number) => (number == 0.0).then_some(0),
            LooseNumber::Text(text) => seconds(&text),
        }
        .map(Self)
        .ok_or("no duration")
    }
}

impl TryFrom<LooseNumber> for Minutes {
    type Error = &'static str;

    fn try_from(loose: LooseNumber) -> Result<Self, Self::Error> {
        let minutes = match loose {
            LooseNumber::Number(number) => whole(number),
            LooseNumber::Text(text) => match text.trim().parse() {
                Ok(minutes) => Some(minutes),
                Err(_) => seconds(&text).map(|seconds| seconds.div_ceil(60)),
            },
        };
        minutes
            .and_then(|minutes| u32::try_from(minutes).ok())
            .filter(|minutes| *minutes <= 60 * 24 * 366)
            .map(Self)
            .ok_or("no duration")
    }
}

impl TryFrom<LooseNumber> for Percent {
    type Error = &'static str;

    fn try_from(loose: LooseNumber) -> Result<Self, Self::Error> {
        let percent = match loose {
            LooseNumber::Number(number) => Some(number),
            LooseNumber::Text(text) => plain_decimal(text.trim().trim_end_matches('%').trim()),
        };
        percent.filter(|percent| (0.0..=100.0).contains(percent)).map(Self).ok_or("no percentage")
    }
}

impl TryFrom<LooseNumber> for Dollars {
    type Error = &'static str;

    fn try_from(loose: LooseNumber) -> Result<Self, Self::Error> {
        let amount = match loose {
            LooseNumber::Number(number) => Some(number),
            LooseNumber::Text(text) => plain_decimal(text.trim().trim_start_matches('$').trim_end_matches("USD").trim()),
        };
        amount.filter(|amount| amount.is_finite() && *amount >= 0.0).map(Self).ok_or("no amount")
    }
}

impl TryFrom<String> for WarnBelow {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let read = || {
            let (percent, after) = text.trim().trim_start_matches('<').split_once('%')?;
            let percent = plain_decimal(percent.trim())?;
            let after = after.trim();
            let after = ["in", "after"].iter().find_map(|word| after.strip_prefix(word)).unwrap_or(after);
            Some(Self { percent: whole(percent).filter(|percent| *percent <= 100)? as u32, after_secs: seconds(after)? })
        };
        read().ok_or("no warning rule")
    }
}

/// A duration with units (`1h 30min`, `90 s`, `1.5h`) or as hours and minutes (`00:45`).
fn seconds(text: &str) -> Option<u64> {
    let text = text.trim().to_lowercase();
    if let Some((hours, minutes)) = text.split_once(':') {
        let (minutes, seconds) = minutes.split_once(':').unwrap_or((minutes, "0"));
        let part = |part: &str| part.parse::<u32>().ok().map(u64::from);
        let (hours, minutes, seconds) = (part(hours)?, part(minutes)?, part(seconds)?);
        return (minutes < 60 && seconds < 60).then_some(hours * 3600 + minutes * 60 + seconds);
    }
    let mut total = 0.0;
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let unit_at = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number = plain_decimal(&rest[..unit_at])?;
        rest = rest[unit_at..].trim_start();
        let unit_end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        total += number
            * match &rest[..unit_end] {
                "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
                "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
                "h" | "hr" | "hrs" | "hour" | "hours" => 3600.0,
                "d" | "day" | "days" => 86400.0,
                _ => return None,
            };
        rest = rest[unit_end..].trim_start();
    }
    (!text.is_empty() && total <= 1e9).then_some(total.round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_in_every_spelling() {
        for (yaml, min, max) in [
            ("7000", 7000, 7000),
            ("7000-9000", 7000, 9000),
            ("7K – 9k", 7000, 9000),
            ("9K", 9000, 9000),
            ("1.5M", 1_500_000, 1_500_000),
            ("'80,000'", 80_000, 80_000),
            ("80_000", 80_000, 80_000),
            ("7000 to 9000 lines", 7000, 9000),
            ("~8000", 8000, 8000),
            ("{min: 7000, max: 9K}", 7000, 9000),
            ("\"500-1000\"", 500, 1000),
        ] {
            let read: LocRange = serde_yaml::from_str(yaml).expect(yaml);
            assert_eq!((read.min, read.max), (min, max), "{yaml}");
        }
        for bad in ["lots", "9000-7000", "-5", "7.5", "[1, 2]", "{min: 1}", "1,2", "9K+", "inf"] {
            assert!(serde_yaml::from_str::<LocRange>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn durations_in_every_spelling() {
        for (yaml, expected) in [
            ("10min", 600),
            ("15 minutes", 900),
            ("90s", 90),
            ("1h", 3600),
            ("1h30m", 5400),
            ("1h 30 min", 5400),
            ("1.5h", 5400),
            ("'00:45'", 2700),
            ("00:45", 2700),
            ("'1:00:30'", 3630),
        ] {
            assert_eq!(serde_yaml::from_str::<Seconds>(yaml).expect(yaml).0, expected, "{yaml}");
        }
        for bad in ["10", "ten minutes", "10 parsecs", "00:75", "''", "min"] {
            assert!(serde_yaml::from_str::<Seconds>(bad).is_err(), "{bad}");
        }
        assert_eq!(serde_yaml::from_str::<Minutes>("15").expect("minutes").0, 15);
        assert_eq!(serde_yaml::from_str::<Minutes>("'15'").expect("minutes").0, 15);
        assert_eq!(serde_yaml::from_str::<Minutes>("90s").expect("minutes").0, 2);
    }

    #[test]
    fn percentages_amounts_and_warnings() {
        assert_eq!(serde_yaml::from_str::<Percent>("80 %").expect("percent").0, 80.0);
        assert!(serde_yaml::from_str::<Percent>("180").is_err());
        assert_eq!(serde_yaml::from_str::<Dollars>("$12.50").expect("amount").0, 12.5);
        let warn: WarnBelow = serde_yaml::from_str("\"< 10% in 10min\"").expect("warn");
        assert_eq!((warn.percent, warn.after_secs), (10, 600));
        assert!(serde_yaml::from_str::<WarnBelow>("soon").is_err());
    }
}
