//! Message content: templates with variables, signatures and rendering.
