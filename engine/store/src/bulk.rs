//! Statements over many rows.
//!
//! One statement per row costs a trip to the database's thread each; one text per row count would fill the statement
//! cache. So a batch is cut into chunks of a few fixed sizes, and each size has one text that is prepared once.

use std::sync::{Arc, OnceLock};

use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};

/// Rows per statement, largest first: powers of two. 512 rows of 12 columns are 6,144 parameters; SQLite takes 32,766.
const SIZES: [usize; 10] = [512, 256, 128, 64, 32, 16, 8, 4, 2, 1];

/// A statement around a list of `(?, ?, …)` tuples: `head`, the tuples, `tail`.
///
/// The placeholders are bare `?`: sqlx finds a numbered parameter by name, which costs more than the insert. On
/// PostgreSQL the tuples are numbered instead (the dialect's affair).
pub(crate) struct Bulk {
    head: &'static str,
    columns: usize,
    tail: &'static str,
    /// Whether a row may be said twice, so that one statement of the next size serves what two would.
    padded: bool,
    texts: [OnceLock<Arc<str>>; SIZES.len()],
}

/// Rows of one statement.
pub(crate) struct Chunk<'r, T> {
    /// The statement.
    pub(crate) sql: SqlStr,
    /// The rows, each once.
    pub(crate) rows: &'r [T],
    padding: usize,
}

impl<'r, T> Chunk<'r, T> {
    /// The rows to bind: one for each tuple of the statement, the last one again where the statement is larger.
    pub(crate) fn bound(&self) -> impl Iterator<Item = &'r T> + use<'r, T> {
        self.rows.iter().chain(std::iter::repeat_n(self.rows.last(), self.padding).flatten())
    }
}

impl Bulk {
    pub(crate) const fn new(head: &'static str, columns: usize, tail: &'static str) -> Self {
        Self { head, columns, tail, padded: false, texts: [const { OnceLock::new() }; SIZES.len()] }
    }

    /// The same where saying a row twice changes nothing: an update, a search, an insert that leaves what is there.
    pub(crate) const fn padded(head: &'static str, columns: usize, tail: &'static str) -> Self {
        Self { head, columns, tail, padded: true, texts: [const { OnceLock::new() }; SIZES.len()] }
    }

    /// Cuts `rows` into chunks, each with its statement.
    pub(crate) fn chunks<'r, T>(&'static self, rows: &'r [T]) -> impl Iterator<Item = Chunk<'r, T>> + Send
    where
        T: Sync,
    {
        let mut rest = rows;
        std::iter::from_fn(move || {
            let (index, size) = self.size_for(rest.len())?;
            let (rows, later) = rest.split_at(size.min(rest.len()));
            rest = later;
            let sql = AssertSqlSafe(Arc::clone(self.text(index, size)?)).into_sql_str();
            Some(Chunk { sql, rows, padding: size - rows.len() })
        })
    }

    /// The statement for `left` rows: the largest that they fill, or, padded, the smallest that holds them.
    fn size_for(&self, left: usize) -> Option<(usize, usize)> {
        let sizes = SIZES.iter().copied().enumerate();
        let filled = sizes.clone().find(|(_, size)| *size <= left);
        if self.padded && left > 0 { sizes.rev().find(|(_, size)| *size >= left).or(filled) } else { filled }
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
        let sizes: Vec<usize> = ROWS.chunks(&rows).map(|chunk| chunk.rows.len()).collect();
        assert_eq!(sizes, [512, 512, 128, 8, 2, 1]);
        assert_eq!(ROWS.chunks(&rows).flat_map(|chunk| chunk.rows.to_vec()).collect::<Vec<_>>(), rows);
    }

    #[test]
    fn padding_says_the_last_row_again() {
        static PADDED: Bulk = Bulk::padded("INSERT INTO t VALUES ", 1, "");
        let rows: Vec<u32> = (0..517).collect();
        let sizes: Vec<_> =
            PADDED.chunks(&rows).map(|chunk| (chunk.rows.len(), chunk.bound().count())).collect();
        assert_eq!(sizes, [(512, 512), (5, 8)]);
        assert_eq!(
            PADDED.chunks(&rows[..3]).next().unwrap().bound().copied().collect::<Vec<_>>(),
            [0, 1, 2, 2]
        );
        assert_eq!(PADDED.chunks::<u32>(&[]).count(), 0);
    }

    #[test]
    fn the_text_has_a_tuple_for_each_row() {
        let chunk = ROWS.chunks(&[1]).next().unwrap();
        assert_eq!(chunk.sql.as_str(), "INSERT INTO t VALUES (?,?) RETURNING id");
    }
}
