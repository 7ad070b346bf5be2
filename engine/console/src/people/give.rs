//! Giving people out as a file.

use std::path::Path;
use std::sync::Arc;

use hongyan_contacts::Wording;
use hongyan_contacts::export::{self, ExportFormat, Source, Wanted};
use hongyan_store::audience::search::Needle;
use tokio_util::sync::CancellationToken;

use crate::error::ConsoleError;
use crate::open::Console;

impl Console {
    /// Writes people into a file, numbers whole; of all that `search` finds, without a bound. Answers how many.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`](crate::ErrorCode::NotFound), [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled),
    /// [`ErrorCode::OutputNotWritable`](crate::ErrorCode::OutputNotWritable); no half a file stays.
    #[expect(clippy::too_many_arguments, reason = "who, where to and how, and being followed")]
    pub async fn export_people(
        &self,
        source: Source,
        search: &str,
        path: &Path,
        format: ExportFormat,
        wording: Arc<dyn Wording>,
        progress: impl Fn(u64, u64) + Send + Sync,
        cancel: &CancellationToken,
    ) -> Result<u64, ConsoleError> {
        let wanted = Wanted { source, needle: Needle::of(search) };
        Ok(export::write_wanted(&self.db, &wanted, path, format, wording, progress, cancel).await?)
    }
}
