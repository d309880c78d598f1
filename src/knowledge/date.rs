//! Dates as sources give them: a year, a month or a day.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;

/// A date of whatever precision the source has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Date {
    /// The year of the common era.
    pub year: i16,
    /// From 1; none where only the year is known.
    pub month: Option<i8>,
    /// From 1; none where only the month is known.
    pub day: Option<i8>,
}

impl Date {
    /// Parses `2021`, `2021-04` or `2021-04-03`; none for anything else, or for a day that no calendar has.
    pub fn parse(text: &str) -> Option<Self> {
        let shape: Vec<usize> = text.split('-').map(str::len).collect();
        if !matches!(shape.as_slice(), [4] | [4, 2] | [4, 2, 2]) {
            return None;
        }
        let number = |part: &str| part.parse::<i16>().ok().filter(|_| part.bytes().all(|b| b.is_ascii_digit()));
        let numbers: Vec<i16> = text.split('-').map(number).collect::<Option<_>>()?;
        let year = numbers.first().copied()?;
        let month = numbers.get(1).and_then(|month| i8::try_from(*month).ok());
        let day = numbers.get(2).and_then(|day| i8::try_from(*day).ok());
        jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        Some(Self { year, month, day })
    }

    /// Whether this date lies after another, as far as both are precise: `2017-06` is not after `2017`.
    pub fn is_after(self, other: Self) -> bool {
        let later = |a: Option<i8>, b: Option<i8>| match (a, b) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => Ordering::Equal,
        };
        let order = self.year.cmp(&other.year).then_with(|| {
            let month = later(self.month, other.month);
            month.then_with(|| later(self.day, other.day))
        });
        order == Ordering::Greater
    }

    /// A key to sort by; a less precise date stands first in its span.
    pub fn sort_key(self) -> (i16, i8, i8) {
        (self.year, self.month.unwrap_or(0), self.day.unwrap_or(0))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn dates_of_three_precisions_parse_and_print() {
        for text in ["2021", "2021-04", "2021-04-03", "1994-12-31"] {
            assert_eq!(Date::parse(text).map(|d| d.to_string()).as_deref(), Some(text));
        }
        for text in ["", "21", "2021-4", "2021-13", "2021-02-30", "2021-04-03-01", "+021", "2021-0a", "today"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_is_after_another_only_where_both_are_precise() {
        let after = |a: &str, b: &str| Date::parse(a).zip(Date::parse(b)).is_some_and(|(a, b)| a.is_after(b));
        assert!(after("2018", "2017-06"));
        assert!(after("2017-07", "2017-06"));
        assert!(!after("2017", "2017-06"));
        assert!(!after("2017-06-30", "2017-06"));
    }
}
