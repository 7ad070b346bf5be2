//! Signatures that people choose from.

use hongyan_content::Signature;
use hongyan_store::StoreError;
use hongyan_store::signature::{self, SignatureDraft, StoredSignature};

use crate::error::{ConsoleError, ErrorCode};
use crate::open::Console;
use crate::people::taken;
use crate::task::text;
use crate::template::line;

/// Characters of a note.
const NOTE_CHARS_MAX: usize = 500;
/// Signatures that are listed.
const LISTED_MAX: u32 = 1_000;

/// A signature as somebody filled it in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignatureForm {
    /// Which, with the version that was read; `None` makes a new one.
    pub changes: Option<(i64, u32)>,
    /// The signature with or without 【】.
    pub name: String,
    /// What a person wrote beside it.
    pub note: String,
    /// Whether new tasks begin with it.
    pub preferred: bool,
}

impl Console {
    /// Every signature, the preferred one first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn signatures(&self) -> Result<Vec<StoredSignature>, ConsoleError> {
        Ok(signature::list(&mut *self.db.read().await?, LISTED_MAX).await?)
    }

    /// Stores a signature. As long as there is one, exactly one is preferred: the first, until another is.
    ///
    /// # Errors
    /// [`ErrorCode::FormInvalid`] with every mistake, [`ErrorCode::NameTaken`], [`ErrorCode::NotFound`];
    /// [`ErrorCode::Stale`] with what is there by now.
    pub async fn save_signature(
        &self,
        form: &SignatureForm,
        by: &str,
    ) -> Result<StoredSignature, ConsoleError> {
        let draft = valid(form)?;
        let (uid, at, by) = (self.uid(), self.now(), by.to_owned());
        let (changes, name) = (form.changes, draft.name.clone());
        let saved = self.db.write(move |tx| {
            Box::pin(async move {
                match changes {
                    None => signature::insert(tx, uid, &draft, &by, at).await,
                    Some((no, version)) => signature::update(tx, no, version, &draft, at).await.map(|()| no),
                }
            })
        });
        match saved.await {
            Ok(no) => Ok(signature::find(&mut *self.db.read().await?, no).await?),
            Err(error @ StoreError::Stale { .. }) => {
                let no = form.changes.map_or(0, |(no, _)| no);
                let now = signature::find(&mut *self.db.read().await?, no).await?;
                Err(ConsoleError::from(error).with("version", now.version).with("name", now.draft.name))
            }
            Err(error) => Err(taken(error, &name)),
        }
    }

    /// Takes a signature away; texts that have it stay.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn remove_signature(&self, no: i64) -> Result<(), ConsoleError> {
        let at = self.now();
        Ok(self.db.write(move |tx| Box::pin(async move { signature::remove(tx, no, at).await })).await?)
    }
}

fn valid(form: &SignatureForm) -> Result<SignatureDraft, ConsoleError> {
    let mut mistakes = Vec::new();
    let note = line(&form.note, "note", NOTE_CHARS_MAX, &mut mistakes);
    let name = match Signature::new(form.name.trim()) {
        Ok(signature) => signature.name().to_owned(),
        Err(error) => {
            let mut mistake = text::signature_mistake(&error);
            mistake.field = "name".to_owned();
            mistakes.push(mistake);
            String::new()
        }
    };
    if mistakes.is_empty() {
        return Ok(SignatureDraft { name, note, preferred: form.preferred });
    }
    Err(ConsoleError::mistakes(ErrorCode::FormInvalid, mistakes))
}
