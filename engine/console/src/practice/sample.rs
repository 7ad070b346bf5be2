//! What a newcomer practises with: a list as offices have them, mistakes and all.

use super::SEED;
use crate::demo::write_people;
use crate::error::{ConsoleError, ErrorCode};
use crate::open::Console;

/// Rows of the list: as many as a branch sends to, and few enough to look at.
const ROWS: u32 = 200;

/// A made-up list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SampleList {
    /// The workbook.
    pub octets: Vec<u8>,
    /// Its rows, the header not counted.
    pub rows: u32,
}

impl Console {
    /// A workbook with made-up people: names, numbers of all carriers, amounts, dates, and the mistakes of real lists.
    /// Always the same one.
    ///
    /// # Errors
    /// [`ErrorCode::OutputNotWritable`] when the data folder takes no files.
    pub async fn sample_list(&self) -> Result<SampleList, ConsoleError> {
        let folder = self.folder().to_owned();
        let made = tokio::task::spawn_blocking(move || {
            let place = tempfile::Builder::new().prefix(".sample-").suffix(".xlsx").tempfile_in(&folder)?;
            let rows = write_people(place.path(), SEED, ROWS).map_err(std::io::Error::other)?;
            Ok::<_, std::io::Error>(SampleList { octets: std::fs::read(place.path())?, rows })
        });
        let made = made.await.map_err(|error| ConsoleError::new(ErrorCode::Internal, error))?;
        made.map_err(|error| {
            ConsoleError::new(ErrorCode::OutputNotWritable, error).with("path", self.folder().display())
        })
    }
}
