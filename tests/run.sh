#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Builds lync-topo in three ways and runs all its tests: see usage below.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
    cat <<'TEXT'
usage: tests/run.sh [--no-install] [--full]

Installs what building and testing needs (Debian packages, as root or with sudo; npm packages, into build/npm),
builds with gcc and the address and undefined-behaviour sanitizers, with clang and with gcc as for people, warnings
being errors, and runs every test. Ends with a table of times and the summary of all tests. Safe to repeat.

  --no-install  use what is there
  --full        also: valgrind on everything, allocation failure at every allocation of every sample, and
                an hour of fuzzing
TEXT
}

install=yes
full=no
for argument in "$@"; do
    case $argument in
    --no-install) install=no ;;
    --full) full=yes ;;
    -h | --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
    esac
done

packages=(gcc clang clang-format clang-tidy libclang-rt-14-dev cmake ninja-build pkg-config
    libxml2-dev libxml2-utils libarchive-dev libgraphviz-dev graphviz libcjson-dev libpcre2-dev libcmocka-dev
    python3 python3-lxml python3-jsonschema python3-yaml git pre-commit cmark-gfm strace valgrind
    tshark sngrep libosip2-dev sip-tester kamailio chromium
    libopenmpi-dev openmpi-bin groff-base man-db mandoc bash-completion zsh fish dpkg-dev fakeroot lintian)

table=()
step() { # NAME COMMAND...: runs it and notes how long it took
    local name=$1 began=$SECONDS
    shift
    echo "== $name"
    "$@"
    table+=("$(printf '%6d s  %s' $((SECONDS - began)) "$name")")
}

install_packages() {
    local missing=() package root=()
    # Node.js comes with npm or without, depending on who packed it.
    command -v node >/dev/null || packages+=(nodejs)
    command -v npm >/dev/null || packages+=(npm)
    for package in "${packages[@]}"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
            missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    [ "$(id -u)" -eq 0 ] || root=(sudo)
    "${root[@]}" apt-get update -qq
    # A proxy that the tests start for themselves is not to run as a service.
    command -v systemctl >/dev/null && "${root[@]}" systemctl mask kamailio >/dev/null 2>&1 || true
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >build/install.log
}

build() { # PRESET
    cmake --preset "$1" -DPython3_EXECUTABLE=/usr/bin/python3 >"build/$1.configure.log" ||
        { cat "build/$1.configure.log" && return 1; }
    cmake --build "build/$1" >"build/$1.build.log" 2>&1 || { tail -50 "build/$1.build.log" && return 1; }
}

# One run over all builds, so that one summary tells it all.
gather() {
    mkdir -p build/all
    printf 'subdirs("../dev" "../clang" "../gcc")\n' >build/all/CTestTestfile.cmake
}

show_times() {
    echo
    echo "times"
    printf '%s\n' "${table[@]}"
    echo
}

mkdir -p build
[ $install = no ] || step "install packages" install_packages
[ $install = no ] || step "install from npm" tests/html/install.sh build/npm
for preset in dev clang gcc; do
    step "build $preset" build "$preset"
done
gather
[ $full = no ] || step "full" tests/full.sh
show_times
# One more than there are processors: some tests wait for clocks and sockets.
exec ctest --test-dir build/all --parallel "$(($(nproc) + 1))" --output-on-failure
