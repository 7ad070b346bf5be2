//! What a newcomer practises with: a list as offices have them, mistakes and all.

use hongyan_domain::BusinessType;
use hongyan_store::signature::{self, SignatureDraft};
use hongyan_store::template::{self, TemplateDraft};

use super::{SEED, read};
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

/// Words of the sample template and its signature.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SampleText {
    /// The template's name.
    pub template: String,
    /// The signature, without 【】.
    pub signature: String,
    /// The text, with the list's columns as variables.
    pub text: String,
}

/// Templates and signatures that are looked through for a name.
const LOOKED_AT: u32 = 1_000;

impl Console {
    /// Makes the sample template and its signature, unless they are there; answers the template's number.
    ///
    /// # Errors
    /// As any write.
    pub async fn sample_template(&self, words: &SampleText, by: &str) -> Result<i64, ConsoleError> {
        let mut kept = read(&self.db).await?;
        let mut reader = self.db.read().await?;
        let templates = template::list(&mut reader, None, LOOKED_AT).await?;
        let signatures = signature::list(&mut reader, LOOKED_AT).await?;
        drop(reader);
        let is_it = |stored: &&template::StoredTemplate| {
            kept.template == Some(stored.no) || stored.draft.name == words.template
        };
        if let Some(there) = templates.iter().find(is_it) {
            return Ok(there.no);
        }
        let draft = TemplateDraft {
            name: words.template.clone(),
            business: BusinessType::Notice,
            signature: words.signature.clone(),
            text: words.text.clone(),
            note: String::new(),
        };
        let signs = SignatureDraft { name: words.signature.clone(), note: String::new(), preferred: false };
        let signed = signatures.iter().any(|stored| stored.draft.name == words.signature);
        let (by, now, uids) = (by.to_owned(), self.now(), [self.uid(), self.uid()]);
        let no = self
            .db
            .write(move |tx| {
                Box::pin(async move {
                    if !signed {
                        signature::insert(tx, uids[0], &signs, &by, now).await?;
                    }
                    template::insert(tx, uids[1], &draft, &by, now).await
                })
            })
            .await?;
        kept.template = Some(no);
        self.keep(kept).await?;
        Ok(no)
    }

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
