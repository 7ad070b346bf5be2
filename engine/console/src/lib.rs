//! Every use case as one typed function: the door that all faces enter by.
