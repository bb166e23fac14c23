#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# The second step of action.yml: holds the plans against the guidance, writes annotations to the log, the reports into
# RUNNER_TEMP and the summary of the job, and exits as `lync-topo validate` does.
#
# Reads what action.yml sets: PLANS (one path a line), FAIL_ON, PROFILE, CONFIG, BASELINE, AGAINST; and GITHUB_BASE_REF,
# RUNNER_TEMP. Writes GITHUB_OUTPUT, GITHUB_STEP_SUMMARY. No value becomes a part of a command: each is one argument.
set -euo pipefail

readonly REPORTS=$RUNNER_TEMP/lync-topo-reports

# What the plans are compared with: for `auto` the commit where a pull request left its target branch.
compared_with() {
    case $AGAINST in
    auto) [[ -z ${GITHUB_BASE_REF:-} ]] || printf 'git:origin/%s...' "$GITHUB_BASE_REF" ;;
    none) ;;
    *) printf '%s' "$AGAINST" ;;
    esac
}

arguments=(--fail-on "$FAIL_ON" -f github -f "sarif=$REPORTS/lync-topo.sarif" -f "json=$REPORTS/lync-topo.json"
    -f "markdown=$REPORTS/lync-topo.md")
against=$(compared_with)
[[ -z $PROFILE ]] || arguments+=(--profile "$PROFILE")
[[ -z $CONFIG ]] || arguments+=(--config "$CONFIG")
[[ -z $BASELINE ]] || arguments+=(--baseline "$BASELINE")
[[ -z $against ]] || arguments+=(--against "$against")
mapfile -t plans < <(grep -v '^[[:space:]]*$' <<<"$PLANS")

rm -rf -- "$REPORTS"
mkdir -p -- "$REPORTS"
code=0
lync-topo validate "${arguments[@]}" -- "${plans[@]}" || code=$?
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
for name in sarif json md; do
    [[ ! -f $REPORTS/lync-topo.$name ]] || echo "$name=$REPORTS/lync-topo.$name" >>"$GITHUB_OUTPUT"
done
[[ ! -f $REPORTS/lync-topo.md ]] || cat -- "$REPORTS/lync-topo.md" >>"$GITHUB_STEP_SUMMARY"
exit "$code"
