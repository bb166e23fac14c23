#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Installs what tests need from npm, exactly as package-lock.json says: install.sh FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
if ! cmp -s "$here/package-lock.json" "$1/package-lock.json" || [ ! -d "$1/node_modules/playwright-core" ]; then
    cp "$here/package.json" "$here/package-lock.json" "$1"
    (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --silent)
fi
