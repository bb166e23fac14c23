#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# From a fresh Debian 12 machine to a first verdict: installs what is missing, builds a release, and validates a good
# sample and its bad twin. May be run again at any time; what is done already is not done twice.
set -euo pipefail

readonly PACKAGES=(gcc cmake ninja-build pkg-config libxml2-dev libarchive-dev libgraphviz-dev graphviz libcjson-dev libcmocka-dev
    libpcre2-dev)
ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
readonly ROOT
readonly BUILD=$ROOT/build/release
readonly LOG=$ROOT/build/quickstart.log
readonly PROGRAM=build/release/cli/lync-topo
readonly GOOD=samples/sip-trunk-vpn-router.xml
readonly BAD=samples/sip-trunk-vpn-router-bad.xml

usage() {
    cat <<END
usage: samples/quickstart.sh [--no-install]

Installs the Debian packages that are missing (with apt-get, as root or through sudo), builds lync-topo into
build/release, validates a good sample and its bad twin, and shows what came out.

  --no-install   install nothing; what is needed must be there
  -h, --help     this help

packages: ${PACKAGES[*]}
END
}

say() {
    printf '\n== %s\n' "$*"
}

fail() {
    printf 'quickstart: %s\n' "$*" >&2
    exit 1
}

# Runs a command with its output in the log, which is shown when the command fails.
quietly() {
    printf '+ %s\n' "$*" >>"$LOG"
    if ! "$@" >>"$LOG" 2>&1; then
        cat -- "$LOG" >&2
        fail "this failed: $*"
    fi
}

is_installed() {
    [[ $(dpkg-query -W -f '${Status}' "$1" 2>/dev/null) == 'install ok installed' ]]
}

as_root() {
    if ((EUID == 0)); then
        "$@"
    else
        sudo "$@"
    fi
}

install_packages() {
    local package
    local missing=()

    command -v apt-get >/dev/null || fail "no apt-get here; install these and use --no-install: ${PACKAGES[*]}"
    for package in "${PACKAGES[@]}"; do
        is_installed "$package" || missing+=("$package")
    done
    if ((${#missing[@]} == 0)); then
        echo "all there"
        return
    fi
    echo "missing: ${missing[*]}"
    if ((EUID != 0)) && ! command -v sudo >/dev/null; then
        fail "run this as root, or install sudo"
    fi
    quietly as_root apt-get update
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}

# CMake refuses a build folder that was made at another place, so one from before a move is made anew.
forget_moved_build() {
    local cache=$BUILD/CMakeCache.txt
    local home

    [[ -f $cache ]] || return 0
    home=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$cache")
    [[ $home == "$ROOT" ]] && return 0
    echo "the checkout has been moved: building anew"
    rm -rf -- "$BUILD"
}

build() {
    forget_moved_build
    quietly cmake --preset release
    quietly cmake --build "$BUILD"
    echo "built $PROGRAM"
}

# Shows a command and what it prints, and holds its exit code against the one that is expected.
show() {
    local expected=$1
    local code=0
    shift

    printf '$ %s\n' "$*"
    "$@" || code=$?
    echo "exit code $code"
    ((code == expected)) || fail "exit code $code, but $expected was expected: $*"
}

next_steps() {
    cat <<END
Every finding above names its rule. To try next, in $ROOT:

  $PROGRAM explain vpn-public-address
      what a rule means, why, and what to do
  diff $GOOD $BAD
      the mistakes themselves
  $PROGRAM checklist samples/half-answered.xml
      what nobody has answered yet, and whom to ask
  $PROGRAM render --format svg -o plan.svg $GOOD
      a drawing of the deployment
  $PROGRAM init --option sip-trunking -o plan.xml
      a commented skeleton for a plan of your own
  samples/README.md
      what the other samples show
END
}

main() {
    local install=true

    while (($# > 0)); do
        case $1 in
        --no-install) install=false ;;
        -h | --help)
            usage
            return 0
            ;;
        *)
            usage >&2
            printf '\nquickstart: what is %s?\n' "$1" >&2
            return 2
            ;;
        esac
        shift
    done

    cd -- "$ROOT"
    mkdir -p -- build
    : >"$LOG"
    echo "lync-topo: install what is missing, build, validate a good and a bad sample"
    if $install; then
        say "packages"
        install_packages
    fi
    say "build (log: build/quickstart.log)"
    build
    say "the good sample: nothing wrong, so the exit code is 0"
    show 0 "$PROGRAM" validate "$GOOD"
    say "its bad twin: findings, so the exit code is 1"
    show 1 "$PROGRAM" validate "$BAD"
    say "it works"
    next_steps
}

main "$@"
