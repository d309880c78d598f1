# What is done often, in one word each. `just` alone lists them.

default:
    @just --list

# Ask one question: `just ask "did uzbekistan ever join the eurasian union?"`
ask question:
    cargo run --quiet -- ask "{{question}}"

# All tests.
test:
    cargo test

# Format, lints, tests, docs and the shipped knowledge, as CI runs them.
ci:
    bash .ci/run

# The knowledge files, warnings as errors.
check:
    cargo run --quiet -- check --strict

# The figures of the README, in the order they stand there; `eval --phrasings` needs sets from elsewhere.
figures:
    cargo run --release --quiet -- eval tests/golden/validation.toml
    cargo run --release --quiet -- eval tests/golden/test.toml
    cargo run --release --quiet -- eval tests/golden/second.toml
    cargo bench --bench speed
    cargo bench --bench size -- table
    bash benches/process.sh
    bash benches/instructions.sh
    cargo bench --bench load
