//! Statements over many rows.
//!
//! One statement per row costs a trip to the database's thread each; one text per row count would fill the statement
//! cache. So a batch is cut into chunks of a few fixed sizes, and each size has one text that is prepared once.

use std::sync::{Arc, OnceLock};

use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};

/// Rows per statement, largest first. 512 rows of 12 columns are 6,144 parameters; SQLite takes 32,766.
const SIZES: [usize; 4] = [512, 64, 8, 1];

/// A statement around a list of `(?, ?, …)` tuples: `head`, the tuples, `tail`.
///
/// The placeholders are bare `?`: sqlx finds a numbered parameter by name, which costs more than the insert. On
/// PostgreSQL the tuples are numbered instead (the dialect's affair).
pub(crate) struct Bulk {
    head: &'static str,
    columns: usize,
    tail: &'static str,
    texts: [OnceLock<Arc<str>>; SIZES.len()],
}

impl Bulk {
    pub(crate) const fn new(head: &'static str, columns: usize, tail: &'static str) -> Self {
        Self { head, columns, tail, texts: [const { OnceLock::new() }; SIZES.len()] }
    }

    /// Cuts `rows` into chunks, each with the text of its statement.
    pub(crate) fn chunks<'r, T>(
        &'static self,
        rows: &'r [T],
    ) -> impl Iterator<Item = (SqlStr, &'r [T])> + Send
    where
        T: Sync,
    {
        let mut rest = rows;
        std::iter::from_fn(move || {
            let (index, size) = SIZES.iter().copied().enumerate().find(|(_, size)| *size <= rest.len())?;
            let (chunk, later) = rest.split_at_checked(size)?;
            rest = later;
            Some((AssertSqlSafe(Arc::clone(self.text(index, size)?)).into_sql_str(), chunk))
        })
    }

    fn text(&self, index: usize, size: usize) -> Option<&Arc<str>> {
        Some(self.texts.get(index)?.get_or_init(|| {
            let tuple = format!("({})", vec!["?"; self.columns].join(","));
            format!("{}{}{}", self.head, vec![tuple.as_str(); size].join(","), self.tail).into()
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static ROWS: Bulk = Bulk::new("INSERT INTO t VALUES ", 2, " RETURNING id");

    #[test]
    fn every_row_is_in_one_chunk() {
        let rows: Vec<u32> = (0..1_163).collect();
        let sizes: Vec<usize> = ROWS.chunks(&rows).map(|(_, chunk)| chunk.len()).collect();
        assert_eq!(sizes, [512, 512, 64, 64, 8, 1, 1, 1]);
        assert_eq!(ROWS.chunks(&rows).flat_map(|(_, chunk)| chunk.to_vec()).collect::<Vec<_>>(), rows);
    }

    #[test]
    fn the_text_has_a_tuple_for_each_row() {
        let (text, _) = ROWS.chunks(&[1]).next().unwrap();
        assert_eq!(text.as_str(), "INSERT INTO t VALUES (?,?) RETURNING id");
    }
}
