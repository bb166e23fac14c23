#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# One part of a long run in each task of a Slurm job array.
#
#   array=$(sbatch --parsable slurm-array.sh plan.xml)
#   sbatch --dependency="afterok:$array" slurm-merge.sh
#
#SBATCH --job-name=lync-topo
#SBATCH --array=1-16
#SBATCH --cpus-per-task=4
#SBATCH --time=04:00:00
set -euo pipefail

plan=$1
parts=${PARTS:-parts} # a folder that all nodes see
number=$((SLURM_ARRAY_TASK_ID - SLURM_ARRAY_TASK_MIN + 1))

mkdir -p "$parts"
# Under another name until it is whole: a task that was ended leaves no part.
lync-topo simulate --sweep 2 --availability --format json --jobs "${SLURM_CPUS_PER_TASK:-1}" \
    --part "$number/$SLURM_ARRAY_TASK_COUNT" "$plan" >"$parts/$number.new"
mv "$parts/$number.new" "$parts/$number.json"
