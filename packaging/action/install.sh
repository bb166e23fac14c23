#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# The first step of action.yml: puts lync-topo on the PATH of the steps that follow. A program that is on the PATH
# already, from an image or a Debian package, is taken as it is; else it is built from this checkout, on Debian or Ubuntu.
#
# Reads RUNNER_TEMP; writes GITHUB_PATH.
set -euo pipefail

readonly PACKAGES=(gcc cmake ninja-build pkg-config libc6-dev libxml2-dev libarchive-dev libgraphviz-dev libcjson-dev
    libpcre2-dev)
SOURCE=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
readonly SOURCE
readonly BUILD=$RUNNER_TEMP/lync-topo-build
readonly PREFIX=$RUNNER_TEMP/lync-topo

as_root() {
    if ((EUID == 0)); then
        "$@"
    else
        sudo "$@"
    fi
}

install_packages() {
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${PACKAGES[@]}" >/dev/null
}

build() {
    cmake -S "$SOURCE" -B "$BUILD" -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF
    cmake --build "$BUILD"
    cmake --install "$BUILD" --prefix "$PREFIX"
}

if ! command -v lync-topo >/dev/null; then
    echo "::group::build lync-topo"
    install_packages
    build
    echo "::endgroup::"
    echo "$PREFIX/bin" >>"$GITHUB_PATH"
    PATH=$PREFIX/bin:$PATH
fi
lync-topo --version
