#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# clang-tidy over the sources of core and cli; .clang-tidy says what it looks for.
#
# A file is looked at as its build in BUILD_DIR compiles it: configure that with clang first (the presets clang
# and fuzz do), because gcc has options that clang-tidy refuses. With files named, only these are looked at.
#
# The analyzer follows fewer paths than it could, which takes a fifth of the time; --deep lets it follow all.
#
# usage: tidy.sh [--deep] BUILD_DIR [FILE...]
set -euo pipefail

depth=(-Xclang -analyzer-config -Xclang mode=shallow)
if [[ ${1-} == --deep ]]; then
    depth=()
    shift
fi
if (($# < 1)); then
    echo "usage: tidy.sh [--deep] BUILD_DIR [FILE...]" >&2
    exit 2
fi
build=$(realpath "$1")
shift
files=()
for file in "$@"; do
    files+=("$(realpath "$file")")
done
cd "$(dirname "$0")/../.."

if ! command -v clang-tidy >/dev/null; then
    echo "clang-tidy is not installed; tests/run.sh installs it" >&2
    exit 1
fi
if [[ ! -f $build/compile_commands.json ]]; then
    echo "$build holds no compile_commands.json; configure with a preset of CMakePresets.json" >&2
    exit 1
fi
if ((${#files[@]} == 0)); then
    # What only the build with MPI has needs its headers.
    mapfile -t files < <(find "$PWD/core" "$PWD/cli" -type f -name '*.c' ! -name 'spread_mpi.c' | LC_ALL=C sort)
fi

# Standard error only counts what was left out.
if ! printf '%s\0' "${files[@]}" | xargs -0 -n 1 -P 2 clang-tidy --quiet "${depth[@]/#/--extra-arg=}" -p "$build" 2>/dev/null; then
    echo "FAIL: clang-tidy found something, or could not read a file" >&2
    exit 1
fi
echo "tidy: ${#files[@]} files"
