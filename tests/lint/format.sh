#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Every C file is written as clang-format writes it.
#
# usage: format.sh [--fix]
set -euo pipefail
cd "$(dirname "$0")/../.."

check=(--dry-run -Werror)
if [[ ${1-} == --fix ]]; then
    check=(-i)
fi
if ! command -v clang-format >/dev/null; then
    echo "clang-format is not installed; tests/run.sh installs it" >&2
    exit 1
fi
mapfile -t files < <(find core cli tests -type f \( -name '*.c' -o -name '*.h' \) | LC_ALL=C sort)
if ((${#files[@]} < 100)); then
    echo "only ${#files[@]} files were found" >&2
    exit 1
fi
clang-format "${check[@]}" "${files[@]}"
echo "format: ${#files[@]} files"
