# SPDX-License-Identifier: MIT
"""The files of the project, as the checks here look at them."""
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lib"))
from tool import ROOT

# Made by others, or by a build.
PASSED_OVER = {".git", "node_modules", "__pycache__"}


def files(*tops):
    """Every file beneath the named folders and files of the project (all of it without), sorted, as paths."""
    found = []
    for top in tops or (".",):
        path = ROOT / top
        if path.is_file():
            found.append(path)
        for folder, folders, names in os.walk(path):
            folders[:] = [f for f in folders if f not in PASSED_OVER and not f.startswith("build")]
            found += [Path(folder) / name for name in names]
    return sorted(found)


def c_files(*tops):
    return [path for path in files(*tops) if path.suffix in (".c", ".h")]


def name(path):
    """As people write it: relative to the project."""
    return path.relative_to(ROOT).as_posix()
