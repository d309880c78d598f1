#!/usr/bin/env bash
# What a question costs as a whole process: `chaikhana ask` beside /bin/true, in the same run.
#
# Wall time is the median of 40 runs of each, taken in turn; peak memory is the most of 5 runs, by GNU time.
# Left out: what the first start costs, when no index has been kept yet; it is shown once, by itself.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly RUNS=40
readonly QUESTION="did uzbekistan ever join the eurasian union?"
readonly BOT="${CARGO_TARGET_DIR:-target}/release/chaikhana"

# Figures are printed and read with a point, whatever the language of the machine.
export LC_ALL=C
# An index of its own, so that the first start is one.
cache=$(mktemp -d)
trap 'rm -rf "$cache"' EXIT
export XDG_CACHE_HOME="$cache"

cargo build --release --quiet --locked

if [[ -z "${EPOCHREALTIME:-}" ]]; then
    echo "bash 5 or newer is needed: this one has no clock in microseconds" >&2
    exit 1
fi

# Microseconds that a command takes; what it says and its exit code are no matter.
took() {
    local start=$EPOCHREALTIME
    "$@" >/dev/null 2>&1 || true
    local end=$EPOCHREALTIME
    echo $((${end/./} - ${start/./}))
}

median() {
    sort -n | awk '{ all[NR] = $1 } END { print (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2 }'
}

# Peak memory in KiB; nothing where it cannot be measured.
# (Python's resource module would not do: a child starts with the peak of Python itself.)
memory() {
    local gnu
    gnu=$(type -P time || true)
    if [[ -n "$gnu" ]] && "$gnu" -f %M true >/dev/null 2>&1; then
        for _ in 1 2 3 4 5; do
            { "$gnu" -f %M "$@" >/dev/null 2>/dev/fd/3 || true; } 3>&1 | tail -n 1
        done | sort -n | tail -n 1
    fi
}

row() {
    local wall=$1 memory=$2 name=$3
    [[ -n "$memory" ]] && memory=$(awk -v k="$memory" 'BEGIN { printf "%.1f MiB", k / 1024 }')
    awk -v us="$wall" -v memory="${memory:-no GNU time}" -v name="$name" \
        'BEGIN { printf "%-28s %9.2f ms  %12s\n", name, us / 1000, memory }'
}

bot=("$BOT" ask "$QUESTION")
"$BOT" ask "$QUESTION" >/dev/null 2>&1 || [[ $? -lt 2 ]] || {
    "$BOT" ask "$QUESTION" >/dev/null
    exit 1
}
rm -rf "${cache:?}"/*
first=$(took "${bot[@]}")

for _ in $(seq "$RUNS"); do
    took /bin/true >>"$cache/true.us"
    took "${bot[@]}" >>"$cache/bot.us"
done

printf '%-28s %12s  %12s\n' "process" "wall, median" "memory, most"
row "$(median <"$cache/true.us")" "$(memory /bin/true)" "/bin/true"
row "$(median <"$cache/bot.us")" "$(memory "${bot[@]}")" "chaikhana ask"
row "$first" "" "chaikhana ask, first start" | sed 's/no GNU time/           /'
