#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What tests/run.sh --full adds: everything under valgrind, every allocation of every sample failing, long fuzzing.
# usage: tests/full.sh [SECONDS_OF_FUZZING_PER_TARGET]
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-1800}
program=build/gcc/cli/lync-topo
valgrind="valgrind -q --error-exitcode=98 --leak-check=full --errors-for-leak-kinds=definite \
--suppressions=$PWD/tests/valgrind.supp --child-silent-after-fork=yes"

under_valgrind() { # SCRIPT: everything that it runs
    echo "-- valgrind: $1"
    LYNC_TOPO_WRAP=$valgrind /usr/bin/python3 "tests/$1" "$program"
}

for script in rules/check.py good/check.py mutations/check.py samples/check.py schemas/check.py hostile/check.py \
    scenarios/check.py paths/check.py; do
    under_valgrind "$script"
done
for test in build/gcc/tests/unit_*; do
    [ -f "$test" ] && [ -x "$test" ] || continue
    echo "-- valgrind: $(basename "$test")"
    # Leaks are LeakSanitizer's: a forked child gives nothing back.
    $valgrind --leak-check=no "$test" >build/full.log 2>&1 || { cat build/full.log && exit 1; }
done

echo "-- clang-tidy, every path"
tests/lint/tidy.sh --deep build/clang

echo "-- every allocation of every sample"
build/dev/tests/every_allocation --every 1

cmake --preset fuzz -DPython3_EXECUTABLE=/usr/bin/python3 >build/fuzz.log
cmake --build build/fuzz --target fuzz_load fuzz_scenario fuzz_value >>build/fuzz.log
for target in load scenario value; do
    mkdir -p "build/fuzz/found/$target"
    echo "-- fuzz_$target for $seconds s"
    "build/fuzz/tests/fuzz_$target" -dict=tests/fuzz/topology.dict -max_len=8192 -timeout=20 \
        -max_total_time="$seconds" -print_final_stats=1 "build/fuzz/found/$target" "tests/fuzz/corpus/$target" \
        tests/scenarios samples 2>&1 | tail -12
done
