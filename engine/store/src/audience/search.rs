//! Finding people by a part of their number or name, in the address book and in groups.
//!
//! A search reads at most one narrow index (or one group) from its begin until it has enough, so its work is bounded by
//! the number of people and its answer by the caller.

use hongyan_domain::{GroupNo, Msisdn};

use super::LOCAL;
use crate::row::packed;
use crate::{Conn, StoreError};

/// Characters of a search; more are cut.
const NEEDLE_CHARS_MAX: usize = 64;

/// What a person typed to find people.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Needle {
    /// The whole number.
    Number(Msisdn),
    /// Digits that stand side by side in the number.
    Digits(String),
    /// A text that stands in the name; ASCII letters in any case.
    Name(String),
}

impl Needle {
    /// Reads what was typed; `None` when nothing was.
    #[must_use]
    pub fn of(typed: &str) -> Option<Self> {
        let text: String = typed.trim().chars().take(NEEDLE_CHARS_MAX).map(narrow).collect();
        if text.is_empty() {
            return None;
        }
        let bare: String = text.chars().filter(|sign| !matches!(sign, ' ' | '-' | '+')).collect();
        if bare.is_empty() || !bare.bytes().all(|sign| sign.is_ascii_digit()) {
            return Some(Self::Name(text));
        }
        Some(match Msisdn::parse_mainland(&bare) {
            Ok(number) => Self::Number(number),
            Err(_) => Self::Digits(bare),
        })
    }

    /// Whether it finds this person.
    #[must_use]
    pub fn finds(&self, number: Msisdn, name: &str) -> bool {
        match self {
            Self::Number(wanted) => *wanted == number,
            Self::Digits(digits) => number.reveal().contains(digits.as_str()),
            Self::Name(text) => name.to_ascii_lowercase().contains(&text.to_ascii_lowercase()),
        }
    }

    /// A pattern for `LIKE … ESCAPE '\'`.
    pub(crate) fn pattern(text: &str) -> String {
        let mut pattern = String::with_capacity(text.len() + 2);
        pattern.push('%');
        for sign in text.chars() {
            if matches!(sign, '%' | '_' | '\\') {
                pattern.push('\\');
            }
            pattern.push(sign);
        }
        pattern.push('%');
        pattern
    }
}

/// The plain twin of a full-width digit.
fn narrow(sign: char) -> char {
    match sign {
        '\u{ff10}'..='\u{ff19}' => {
            u32::from(sign).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(sign)
        }
        '\u{3000}' => ' ',
        other => other,
    }
}

/// The numbers of the address book's people that `needle` finds, at most `found_max`: names that begin with it first,
/// then names that hold it, each in name order; digits in number order.
///
/// # Errors
/// As any read.
pub async fn contacts(conn: &mut Conn, needle: &Needle, found_max: u32) -> Result<Vec<Msisdn>, StoreError> {
    const DOING: &str = "search the address book";
    let found: Vec<i64> = match needle {
        Needle::Number(number) => {
            let rows: String = sqlx::query_scalar(
                "SELECT json_group_array(number) FROM contact WHERE org_id = $1 AND number = $2",
            )
            .bind(LOCAL)
            .bind(number.to_db())
            .fetch_one(conn.sql())
            .await
            .map_err(StoreError::doing(DOING))?;
            packed(&rows, DOING)?
        }
        Needle::Digits(digits) => {
            let rows: String = sqlx::query_scalar(
                "SELECT json_group_array(number) FROM
                        (SELECT number FROM contact WHERE org_id = $1 AND instr(number, $2) > 0
                          ORDER BY number LIMIT $3)",
            )
            .bind(LOCAL)
            .bind(digits.as_str())
            .bind(found_max)
            .fetch_one(conn.sql())
            .await
            .map_err(StoreError::doing(DOING))?;
            packed(&rows, DOING)?
        }
        Needle::Name(text) => names(conn, text, found_max).await?,
    };
    Ok(numbers(&found))
}

async fn names(conn: &mut Conn, text: &str, found_max: u32) -> Result<Vec<i64>, StoreError> {
    const DOING: &str = "search the address book";
    let end = format!("{text}\u{10ffff}");
    let rows: String = sqlx::query_scalar(
        "SELECT json_group_array(number) FROM
                (SELECT number FROM contact WHERE org_id = $1 AND name >= $2 AND name < $3
                  ORDER BY name, number LIMIT $4)",
    )
    .bind(LOCAL)
    .bind(text)
    .bind(end.as_str())
    .bind(found_max)
    .fetch_one(conn.sql())
    .await
    .map_err(StoreError::doing(DOING))?;
    let mut found: Vec<i64> = packed(&rows, DOING)?;
    let room = found_max.saturating_sub(u32::try_from(found.len()).unwrap_or(u32::MAX));
    if room == 0 {
        return Ok(found);
    }
    let rows: String = sqlx::query_scalar(
        "SELECT json_group_array(number) FROM
                (SELECT number FROM contact
                  WHERE org_id = $1 AND name LIKE $2 ESCAPE '\\' AND NOT (name >= $3 AND name < $4)
                  ORDER BY name, number LIMIT $5)",
    )
    .bind(LOCAL)
    .bind(Needle::pattern(text))
    .bind(text)
    .bind(end)
    .bind(room)
    .fetch_one(conn.sql())
    .await
    .map_err(StoreError::doing(DOING))?;
    found.extend(packed::<i64>(&rows, DOING)?);
    Ok(found)
}

/// The numbers of a group's people that `needle` finds, in number order, at most `found_max`.
///
/// # Errors
/// As any read.
pub async fn members(
    conn: &mut Conn,
    group: GroupNo,
    needle: &Needle,
    found_max: u32,
) -> Result<Vec<Msisdn>, StoreError> {
    const DOING: &str = "search a group";
    let (test, value) = match needle {
        Needle::Number(number) => (0, number.to_db().to_string()),
        Needle::Digits(digits) => (1, digits.clone()),
        Needle::Name(text) => (2, Needle::pattern(text)),
    };
    let rows: String = sqlx::query_scalar(match test {
        0 => {
            "SELECT json_group_array(number) FROM
                    (SELECT number FROM group_member WHERE group_no = $1 AND number = CAST($2 AS INTEGER) LIMIT $3)"
        }
        1 => {
            "SELECT json_group_array(number) FROM
                    (SELECT number FROM group_member WHERE group_no = $1 AND instr(number, $2) > 0
                      ORDER BY number LIMIT $3)"
        }
        _ => {
            "SELECT json_group_array(number) FROM
                    (SELECT number FROM group_member WHERE group_no = $1 AND name LIKE $2 ESCAPE '\\'
                      ORDER BY number LIMIT $3)"
        }
    })
    .bind(group.0)
    .bind(value)
    .bind(found_max)
    .fetch_one(conn.sql())
    .await
    .map_err(StoreError::doing(DOING))?;
    Ok(numbers(&packed::<i64>(&rows, DOING)?))
}

/// Names with their numbers in name order behind the person `after`, at most `rows_max`; people without a name are left
/// out.
///
/// # Errors
/// As any read.
pub async fn by_name(
    conn: &mut Conn,
    after: Option<&(String, Msisdn)>,
    rows_max: u32,
) -> Result<Vec<(String, Msisdn)>, StoreError> {
    const DOING: &str = "walk the address book by name";
    // Not `(name, number) > (…)`: SQLite would look for the place from the begin each time.
    let query = match after {
        None => sqlx::query_scalar(
            "SELECT json_group_array(json_array(name, number)) FROM
                    (SELECT name, number FROM contact WHERE org_id = $1 AND name > '' ORDER BY name, number LIMIT $2)",
        )
        .bind(LOCAL)
        .bind(rows_max),
        Some((name, number)) => sqlx::query_scalar(
            "SELECT json_group_array(json_array(name, number)) FROM
                    (SELECT name, number FROM contact
                      WHERE org_id = $1 AND name >= $2 AND (name > $2 OR number > $3)
                      ORDER BY name, number LIMIT $4)",
        )
        .bind(LOCAL)
        .bind(name.as_str())
        .bind(number.to_db())
        .bind(rows_max),
    };
    let rows: String = query.fetch_one(conn.sql()).await.map_err(StoreError::doing(DOING))?;
    let rows: Vec<(String, i64)> = packed(&rows, DOING)?;
    Ok(rows.into_iter().filter_map(|(name, number)| Some((name, Msisdn::from_db(number)?))).collect())
}

fn numbers(found: &[i64]) -> Vec<Msisdn> {
    found.iter().copied().filter_map(Msisdn::from_db).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_a_number_digits_or_a_name() {
        let whole = Msisdn::parse("13800138000").unwrap();
        assert_eq!(Needle::of(" 138-0013-8000 "), Some(Needle::Number(whole)));
        assert_eq!(Needle::of("１３８０"), Some(Needle::Digits("1380".to_owned())));
        assert_eq!(Needle::of("王 芳"), Some(Needle::Name("王 芳".to_owned())));
        assert_eq!(Needle::of("-"), Some(Needle::Name("-".to_owned())));
        assert_eq!(Needle::of("  "), None);
        assert!(Needle::of("8000").unwrap().finds(whole, ""));
        assert!(Needle::of("ann").unwrap().finds(whole, "Joanna"));
        assert!(!Needle::of("bob").unwrap().finds(whole, "Joanna"));
        assert_eq!(Needle::pattern("50%_\\"), "%50\\%\\_\\\\%");
    }
}
