//! Figures and report files.
