//! Times as text: ten digits in reports, the SMPP form in messages. `protocols/cmpp.md §9`.

use thiserror::Error;

use crate::field::Text;

/// A text is no time of the wanted form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TimeError {
    /// It has another length, or something else than digits where digits belong.
    #[error("not a time of the form {form}")]
    Form {
        /// The form wanted.
        form: &'static str,
    },
    /// A part is out of its range.
    #[error("{part} {value} does not exist")]
    Range {
        /// The part's name.
        part: &'static str,
        /// Its value.
        value: u8,
    },
}

const REPORT_FORM: &str = "YYMMDDHHMM";
const VALID_FORM: &str = "YYMMDDhhmmsstnnp";

/// A minute in a status report, the gateway's local time (+08:00).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportTime {
    /// Two digits, from 2000.
    pub year: u8,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31, as the month has them.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

impl ReportTime {
    /// Reads YYMMDDHHMM.
    ///
    /// # Errors
    /// When it is not ten digits, or no date.
    pub fn from_octets(octets: &[u8]) -> Result<Self, TimeError> {
        let wrong = TimeError::Form { form: REPORT_FORM };
        let digits = <&[u8; 10]>::try_from(octets).map_err(|_| wrong)?;
        let [year, month, day, hour, minute] = pairs(digits).ok_or(wrong)?;
        check_date(year, month, day)?;
        at_most("hour", hour, 23)?;
        at_most("minute", minute, 59)?;
        Ok(Self { year, month, day, hour, minute })
    }

    /// Writes YYMMDDHHMM.
    ///
    /// # Errors
    /// When a part is out of its range.
    pub fn to_text(self) -> Result<Text<10>, TimeError> {
        let Self { year, month, day, hour, minute } = self;
        let text = format!("{year:02}{month:02}{day:02}{hour:02}{minute:02}");
        Self::from_octets(text.as_bytes())?;
        Ok(Text::from_octets(text.as_bytes()))
    }
}

/// How long a message is valid, or when it is sent: `YYMMDDhhmmsstnnp`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValidTime {
    /// A moment.
    Absolute {
        /// Two digits, from 2000.
        year: u8,
        /// 1 to 12.
        month: u8,
        /// 1 to 31, as the month has them.
        day: u8,
        /// 0 to 23.
        hour: u8,
        /// 0 to 59.
        minute: u8,
        /// 0 to 59.
        second: u8,
        /// Tenths of a second.
        tenth: u8,
        /// Quarter hours that local time is ahead of UTC, -48 to 48; China has 32.
        ahead_quarters: i8,
    },
    /// A span from now, each part as it stands.
    Relative {
        /// Years.
        years: u8,
        /// Months.
        months: u8,
        /// Days.
        days: u8,
        /// Hours.
        hours: u8,
        /// Minutes.
        minutes: u8,
        /// Seconds.
        seconds: u8,
    },
}

/// The quarter hours that a time zone is off at most. SMPP 3.4 §7.1.1.
const QUARTERS_MAX: u8 = 48;

impl ValidTime {
    /// Quarter hours that China's time is ahead of UTC.
    pub const CHINA_QUARTERS: i8 = 32;

    /// Reads a field; `None` when it is empty.
    ///
    /// # Errors
    /// When it has another form, or a part is out of its range.
    pub fn from_text(field: &Text<17>) -> Result<Option<Self>, TimeError> {
        if field.is_empty() {
            return Ok(None);
        }
        let wrong = TimeError::Form { form: VALID_FORM };
        let [digits @ .., tenth, tens, ones, sign] =
            <&[u8; 16]>::try_from(field.octets()).map_err(|_| wrong)?;
        let [year, month, day, hour, minute, second] = pairs(digits).ok_or(wrong)?;
        let tenth = digit(*tenth).ok_or(wrong)?;
        let quarters = pair(*tens, *ones).ok_or(wrong)?;
        let ahead_quarters = match sign {
            b'R' => {
                return Ok(Some(Self::Relative {
                    years: year,
                    months: month,
                    days: day,
                    hours: hour,
                    minutes: minute,
                    seconds: second,
                }));
            }
            b'+' => i8::try_from(quarters).map_err(|_| wrong)?,
            b'-' => -i8::try_from(quarters).map_err(|_| wrong)?,
            _ => return Err(wrong),
        };
        check_date(year, month, day)?;
        at_most("hour", hour, 23)?;
        at_most("minute", minute, 59)?;
        at_most("second", second, 59)?;
        at_most("quarter hour", quarters, QUARTERS_MAX)?;
        Ok(Some(Self::Absolute { year, month, day, hour, minute, second, tenth, ahead_quarters }))
    }

    /// Writes the field.
    ///
    /// # Errors
    /// When a part is out of its range.
    pub fn to_text(self) -> Result<Text<17>, TimeError> {
        let text = match self {
            Self::Absolute { year, month, day, hour, minute, second, tenth, ahead_quarters } => {
                let sign = if ahead_quarters < 0 { '-' } else { '+' };
                let quarters = ahead_quarters.unsigned_abs();
                format!(
                    "{year:02}{month:02}{day:02}{hour:02}{minute:02}{second:02}{tenth}{quarters:02}{sign}"
                )
            }
            Self::Relative { years, months, days, hours, minutes, seconds } => {
                format!("{years:02}{months:02}{days:02}{hours:02}{minutes:02}{seconds:02}000R")
            }
        };
        let field = Text::new(&text).map_err(|_| TimeError::Form { form: VALID_FORM })?;
        Self::from_text(&field)?;
        Ok(field)
    }
}

fn digit(octet: u8) -> Option<u8> {
    octet.is_ascii_digit().then(|| octet - b'0')
}

fn pair(tens: u8, ones: u8) -> Option<u8> {
    Some(digit(tens)? * 10 + digit(ones)?)
}

/// `N` numbers of two digits each.
fn pairs<const N: usize>(digits: &[u8]) -> Option<[u8; N]> {
    let mut numbers = [0; N];
    let (couples, _) = digits.as_chunks::<2>();
    for (number, [tens, ones]) in numbers.iter_mut().zip(couples) {
        *number = pair(*tens, *ones)?;
    }
    Some(numbers)
}

fn at_most(part: &'static str, value: u8, max: u8) -> Result<(), TimeError> {
    if value > max { Err(TimeError::Range { part, value }) } else { Ok(()) }
}

fn check_date(year: u8, month: u8, day: u8) -> Result<(), TimeError> {
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        // 2000 to 2099 hold no exception of the century.
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => return Err(TimeError::Range { part: "month", value: month }),
    };
    if day == 0 { Err(TimeError::Range { part: "day", value: day }) } else { at_most("day", day, days) }
}
