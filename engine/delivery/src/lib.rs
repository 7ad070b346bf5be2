//! The life of a task: check, expand, route, submit, receipt, done; and inbound messages.
