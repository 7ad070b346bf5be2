//! The field's vocabulary: numbers, carriers, states, codes, money and time. No I/O.
