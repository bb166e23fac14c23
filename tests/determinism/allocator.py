#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Same input, same bytes, wherever the allocator of the C library puts things.

cgraph would number names by their addresses, and draw in the order of the numbers.

usage: allocator.py PROGRAM
"""
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from check import Reference, tree
from tool import Failures, Tool

ALLOCATORS = ("glibc.malloc.tcache_count=0", "glibc.malloc.mmap_threshold=64:glibc.malloc.mmap_max=1000000",
              "glibc.malloc.perturb=85", "glibc.malloc.top_pad=0")


def main(program):
    failures = Failures("determinism of the allocator")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reference = Reference(Tool(program), folder, tree(folder, list), failures)
        for tunables in ALLOCATORS:
            reference.same(tunables, env={"GLIBC_TUNABLES": tunables})
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
