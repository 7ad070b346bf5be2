//! The life of a task: check → expand → route → submit → receipt → done; and the replies that come back.
//!
//! It knows no protocol, no file format, no screen and no logged-in person: lines come in as [`hongyan_channels::Channel`],
//! rows live in the store, words in the faces.
//!
//! Start with [`Engine`]; what follows from an answer or a receipt is decided in `plan`, who sends what next in `lane`,
//! what time does in `sweep`.

mod ahead;
mod block;
mod check;
mod consider;
mod engine;
mod expand;
mod heard;
mod inbound;
mod lane;
mod plan;
mod recent;
mod record;
mod settle;
mod speed;
mod steer;
mod sweep;
mod text;
mod world;

pub use check::{CheckError, Checked};
pub use engine::{Engine, EngineError};
pub use steer::{Started, Steering};
pub use text::{TaskText, TextError};
pub use world::EngineConfig;
