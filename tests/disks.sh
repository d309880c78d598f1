#!/usr/bin/env bash
# What only a real disk shows: a full one and a read-only one under the knowledge and the ledger. Needs root, to mount.
# Then what no disk does when it is asked to: not to sync, and beside it a clock that jumps back.
# Then a thousand changes under kill -9; CHAIKHANA_TEST_CHANGES says how many instead.
set -euo pipefail
cd "$(dirname "$0")/.."

small=$(mktemp -d) read_only=$(mktemp -d)
trap 'umount "$small" "$read_only" 2>/dev/null || true; rmdir "$small" "$read_only"' EXIT
mount -t tmpfs -o size=3m chaikhana-small "$small"
mount -t tmpfs -o size=3m chaikhana-read-only "$read_only"
mkdir "$read_only/countries"
printf 'a' >"$read_only/countries/a.toml"
mount -o remount,ro "$read_only"

export CHAIKHANA_TEST_SMALL_DISK=$small CHAIKHANA_TEST_READ_ONLY_DISK=$read_only
cargo test --locked --test all store::disks -- --ignored --test-threads 1
cargo test --locked --test all -- cli::killed::a_full cli::killed::a_read_only store::faults store::set::a_clock
cargo test --locked --test all store::killed::a_thousand -- --ignored --nocapture
