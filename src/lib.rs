//! Chaikhana answers questions on Central Asian foreign policy from a curated knowledge base,
//! with a word-for-word quote behind every answer.
//!
//! The rooms, from the inside out; `tests/architecture.rs` holds who may import whom.

// What is known, and whether it may be said: files to checked knowledge, and the quote proof. Pure.
pub mod knowledge;

// From a question to a decision. Pure.
pub mod engine;

// What is said, for every front the same. Pure.
pub mod reply;

// Settings: the file and the environment.
pub mod config;

// The knowledge folder on disk.
pub mod store;

// The use cases, over one swapped snapshot.
pub mod app;

// The Discord front.
#[cfg(feature = "discord")]
pub mod discord;

// The terminal front.
pub mod terminal;
