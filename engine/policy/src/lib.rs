//! Every decision as a pure function that returns its reasons.
