#!/usr/bin/env bash
# How many instructions a question costs, by valgrind: a count that a busy machine does not change.
#
#     bash benches/instructions.sh                  prints the table
#     bash benches/instructions.sh --check MOST     also fails where a question costs more than MOST
#
# The release binary answers no question, a fixed list of them, and the same list twice, each from a warm cache.
# A question is the third less the second by the length of the list; loading is the first.
# Counts are comparable on the same machine with the same compiler: memory is copied and compared by other
# instructions on other processors, and other compilers write other ones.
# Left out: waiting, for memory or for anything else; speed.rs and process.sh take the time.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
    echo "usage: bash benches/instructions.sh [--check MOST], MOST being a whole number of instructions" >&2
    exit 2
}

most=""
case "$#:${1:-}" in
0:) ;;
2:--check) most=$2 && [[ "$most" =~ ^[0-9]{1,15}$ ]] || usage ;;
*) usage ;;
esac

if ! command -v valgrind >/dev/null; then
    echo "valgrind is missing: install it with \`apt-get install valgrind\` or \`dnf install valgrind\`," \
        "or see https://valgrind.org, then run this again" >&2
    exit 2
fi

# Plain, misspelt, in words of their own, two in one, a name alone, and what is not there.
readonly QUESTIONS="\
Is Uzbekistan a member of the EAEU?
Why did Turkmenistan choose neutrality?
Which countries does the Central Asia - China gas pipeline cross?
what did Kazakhstan's foreign policy concept of 2014 say
did krygyzstan join the euraisan economic union
turkmenestan nuetrality uno
how come tashkent keeps moscow's clubs at arm's length
are the five finally talking to each other again, and who started it
who lends dushanbe the most money these days
What is multivector foreign policy? And who invented it?
Did Turkmenistan give up its neutrality in 2017?
how much does Tajikistan owe to China
kyrgyzstan
What does Mongolia think of the Belt and Road?
what is the population of Bishkek
can you recommend a good plov recipe please"
readonly BOT="${CARGO_TARGET_DIR:-target}/release/chaikhana"

# Numbers are printed and read alike, whatever the language of the machine.
export LC_ALL=C
# An index of its own: nobody else's is touched, and the first start makes it.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export CHAIKHANA_CACHE="$scratch/cache"

cargo build --release --quiet --locked

# Instructions from start to exit while the questions on standard input are answered.
instructions() {
    local counted="$scratch/counted"
    valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null --log-file="$counted" \
        "$BOT" ask --json >/dev/null || {
        cat "$counted" >&2
        return 1
    }
    sed -n 's/.*I *refs: *//p' "$counted" | tr -d ,
}

count=$(wc -l <<<"$QUESTIONS")
"$BOT" ask --json <<<"$QUESTIONS" >/dev/null

load=$(instructions </dev/null)
once=$(instructions <<<"$QUESTIONS")
twice=$(instructions <<<"$QUESTIONS"$'\n'"$QUESTIONS")
question=$(((twice - once) / count))

row() { printf '%-36s %15s\n' "$1" "$2"; }
row "instructions" "count"
row "a question, mean of $count" "$question"
row "load from a warm cache, and exit" "$load"

if [[ -n "$most" ]] && ((question > 10#$most)); then
    echo "a question costs $question instructions and may cost $most;" \
        "see what grew with \`valgrind --tool=callgrind\`, or raise the bound where it was worth it" >&2
    exit 1
fi
