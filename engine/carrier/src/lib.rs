//! Simulated carriers and virtual handsets.
