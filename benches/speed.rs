//! How fast.

fn main() {}
