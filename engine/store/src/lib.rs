//! The encrypted SQLite store: migrations, one group-committing writer, pooled readers.
