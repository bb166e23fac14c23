#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every header of core and cli compiles alone, twice in one file, with gcc and with clang.

usage: headers.py
"""
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import tree
from tool import ROOT, Failures

COMPILERS = ("gcc", "clang")
FLAGS = ["-std=c17", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", "-x", "c"]
PACKAGES = ("libxml-2.0", "libcjson", "libpcre2-8", "libgvc", "libcgraph")


def package_flags():
    done = subprocess.run(["pkg-config", "--cflags", *PACKAGES], capture_output=True, text=True, check=True)
    return done.stdout.split()


def compiles(compiler, flags, header):
    text = f'#include "{header}"\n' * 2 + "extern int not_empty;\n"
    return subprocess.run([compiler, *FLAGS, *flags, "-"], input=text, capture_output=True, text=True)


def main():
    failures = Failures("headers")
    core = [p for p in tree.files("core") if p.suffix == ".h"]
    cli = [p for p in tree.files("cli") if p.suffix == ".h"]
    common = [f"-I{ROOT / 'core'}", *package_flags()]
    failures.check(core and cli, "there are no headers")
    for path in core + cli:
        # A header of core must not lean on the folder of cli.
        flags = common + ([f"-I{ROOT / 'cli'}", '-DLYNC_TOPO_VERSION="0"'] if path in cli else [])
        header = path.relative_to(ROOT / ("cli" if path in cli else "core")).as_posix()
        for compiler in COMPILERS:
            done = compiles(compiler, flags, header)
            failures.check(done.returncode == 0, f"{tree.name(path)} with {compiler}: {done.stderr[:500]}")
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main())
