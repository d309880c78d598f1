//! All integration tests, in one binary: each binary would link everything anew.

mod architecture;
