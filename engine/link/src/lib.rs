//! One session over any wire protocol, client and gateway end: a value without a clock, and the driver that moves its bytes.
