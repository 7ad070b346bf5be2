//! Logging in, and the digests that prove the shared secret.

use md5::{Digest as _, Md5};

use super::codes::ConnectStatus;
use crate::body::body;
use crate::field::{Digest, Text};

body! {
    /// `CMPP_CONNECT`, the client's first message. `protocols/cmpp.md §5.1`; command id `0x0000_0001`.
    pub struct Connect {
        /// The account (`SP_Id`), or a gateway's code between gateways.
        pub source_addr: Text<6>,
        /// Made by [`authenticator_source`].
        pub authenticator_source: Digest,
        /// High nibble major, low nibble minor; kept as sent, since private values exist.
        pub version: u8,
        /// The number MMDDHHMMSS.
        pub timestamp: u32,
    }
}

impl Connect {
    /// Whether the digest was made with this secret.
    pub fn proves(&self, shared_secret: &[u8]) -> bool {
        let wanted = authenticator_source(self.source_addr.octets(), shared_secret, self.timestamp);
        same(&wanted, &self.authenticator_source)
    }
}

body! {
    /// `CMPP_CONNECT_RESP`. `protocols/cmpp.md §5.2`; command id `0x8000_0001`.
    pub struct ConnectResp {
        /// Zero lets the client in.
        pub status: ConnectStatus [1, 4],
        /// Made by [`authenticator_ismg`]; zeros with a refusal.
        pub authenticator_ismg: Digest,
        /// The highest version that the server knows.
        pub version: u8,
    }
}

impl ConnectResp {
    /// The form in which the gateway proved the secret; `None` when it proved nothing.
    ///
    /// Gateways disagree on the form and some send zeros, so nobody should refuse a link for it.
    pub fn proof(&self, authenticator_source: &Digest, shared_secret: &[u8]) -> Option<AuthenticatorForm> {
        [AuthenticatorForm::OneOctet, AuthenticatorForm::FourOctets, AuthenticatorForm::AsciiDigits]
            .into_iter()
            .find(|form| {
                authenticator_ismg(*form, self.status, authenticator_source, shared_secret)
                    .is_some_and(|wanted| same(&wanted, &self.authenticator_ismg))
            })
    }
}

/// How the status stands inside `AuthenticatorISMG`. `protocols/cmpp.md §5.2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthenticatorForm {
    /// One octet, the wire form of 2.0.
    OneOctet,
    /// Four octets, the wire form of 3.0.
    FourOctets,
    /// Its decimal digits.
    AsciiDigits,
}

/// The digest with which a client proves its secret: MD5 over account, nine zeros, secret and timestamp.
///
/// `account` is hashed as it is, not padded; `timestamp` as ten digits. `protocols/cmpp.md §5.1`.
pub fn authenticator_source(account: &[u8], shared_secret: &[u8], timestamp: u32) -> Digest {
    let hash = Md5::new()
        .chain_update(account)
        .chain_update([0; 9])
        .chain_update(shared_secret)
        .chain_update(timestamp_digits(timestamp));
    Digest(hash.finalize().into())
}

/// The digest with which a gateway proves the secret; `None` when the status does not fit the form.
pub fn authenticator_ismg(
    form: AuthenticatorForm,
    status: ConnectStatus,
    authenticator_source: &Digest,
    shared_secret: &[u8],
) -> Option<Digest> {
    let hash = match form {
        AuthenticatorForm::OneOctet => Md5::new().chain_update([u8::try_from(status.0).ok()?]),
        AuthenticatorForm::FourOctets => Md5::new().chain_update(status.0.to_be_bytes()),
        AuthenticatorForm::AsciiDigits => Md5::new().chain_update(status.0.to_string()),
    };
    Some(Digest(hash.chain_update(authenticator_source.0).chain_update(shared_secret).finalize().into()))
}

/// The timestamp as it is hashed: ten digits, filled with zeros on the left.
pub fn timestamp_digits(timestamp: u32) -> [u8; 10] {
    let mut digits = [b'0'; 10];
    let mut rest = timestamp;
    for digit in digits.iter_mut().rev() {
        *digit += u8::try_from(rest % 10).unwrap_or_default();
        rest /= 10;
    }
    digits
}

/// Compares in a time that does not depend on where the digests differ.
fn same(one: &Digest, other: &Digest) -> bool {
    one.0.iter().zip(&other.0).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
}
