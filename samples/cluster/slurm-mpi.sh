#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A long run over the tasks of one Slurm job, by a lync-topo that was built with LYNC_TOPO_MPI.
#
#   sbatch slurm-mpi.sh plan.xml
#
#SBATCH --job-name=lync-topo
#SBATCH --ntasks=64
#SBATCH --time=04:00:00
set -euo pipefail

plan=$1
result=${RESULT:-result.json}

code=0
srun --mpi=pmix lync-topo simulate --sweep 2 --availability --format json "$plan" >"$result.new" || code=$?
[ "$code" -le 1 ] || exit "$code"
mv "$result.new" "$result"
exit "$code"
