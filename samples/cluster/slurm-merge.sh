#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What the tasks of slurm-array.sh wrote becomes the result.
#
#SBATCH --job-name=lync-topo-merge
#SBATCH --time=00:10:00
set -euo pipefail

parts=${PARTS:-parts}
result=${RESULT:-result.json}

code=0
lync-topo merge "$parts"/*.json >"$result.new" || code=$?
# 1: the result is there, and says that something does not work even when nothing has failed.
[ "$code" -le 1 ] || exit "$code"
mv "$result.new" "$result"
exit "$code"
