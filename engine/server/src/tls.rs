//! Certificate and key.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use hongyan_console::{ConsoleError, ErrorCode};
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;

/// Certificate and key, each a PEM file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TlsFiles {
    /// The certificate, with those that vouch for it behind it.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

pub(crate) fn acceptor(files: &TlsFiles) -> Result<TlsAcceptor, ConsoleError> {
    let unusable = |path: &Path, error: String| {
        ConsoleError::new(ErrorCode::TlsUnusable, format!("{}: {error}", path.display()))
            .with("path", path.display())
    };
    let certificates = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| unusable(&files.certificate, error.to_string()))?;
    if certificates.is_empty() {
        return Err(unusable(&files.certificate, "no certificate in it".to_owned()));
    }
    let key =
        PrivateKeyDer::from_pem_file(&files.key).map_err(|error| unusable(&files.key, error.to_string()))?;
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| ConsoleError::new(ErrorCode::Internal, error))?
        .with_no_client_auth()
        .with_single_cert(certificates, key)
        .map_err(|error| unusable(&files.key, error.to_string()))?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}
