//! SMS text coding and the carriers' protocols: bytes to typed PDUs and back. Total functions, no I/O.
