#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Who may include whom, include guards, and licence lines.

base <- diag <- model <- load, check, engine, plan, render, schema, format; report and capture know base and diag only;
traffic is arithmetic that knows base alone, for engine, plan and report; cli knows everything;
folders beside each other know nothing of each other. A foreign library is known to one folder.

usage: layers.py
"""
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import tree
from tool import ROOT, Failures

MODEL = {"base", "diag", "model"}
LAYERS = {
    "base": set(),
    "diag": {"base"},
    "model": {"base", "diag"},
    "load": MODEL,
    "check": MODEL,
    "traffic": {"base"},
    "engine": MODEL | {"traffic"},
    "plan": MODEL | {"traffic"},
    "render": MODEL,
    "schema": MODEL,
    "format": MODEL,
    "report": {"base", "diag", "traffic"},
    "capture": {"base", "diag"},
}

# Headers of a library, and the only places that may include them. Tests may: as a second opinion.
LIBRARIES = {
    r"libxml/": ("core/load/",),
    r"(graphviz/|gvc|cgraph)": ("core/render/",),
    r"(cjson/|cJSON)": ("core/report/",),
    r"archive(_entry)?\.h": ("core/load/archive.c",),
    r"pcre2": ("core/model/pattern.c",),
    r"mpi\.h": ("core/base/spread_mpi.c",),
}

# A library neither ends its process nor writes to its streams; and what has no bounds is not called at all.
NOT_IN_CORE = r"exit|_exit|abort|printf|fprintf|puts|putchar|perror|setlocale|signal|system|popen"
NOWHERE = r"gets|strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|atof|alloca|scanf|sscanf|tmpnam|mktemp"
# The one clean-up on a signal that a library for writing files cannot leave to others; and a child process that
# must end without anybody's exit handlers.
EXCEPTED = {("core/base/out.c", "_exit"), ("core/base/forked.c", "_exit")}

LICENCE = "SPDX-License-Identifier: MIT"
LICENSED = {".c", ".h", ".def", ".py", ".sh", ".cmake"}


def without_comments(text):
    """Comments and strings blanked out, so that only code is looked at."""
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', lambda m: re.sub(r"[^\n]", " ", m.group()), text,
                  flags=re.DOTALL)


def includes(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    return re.findall(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', text, re.MULTILINE)


def resolve(path, included):
    """The project's file that a quoted include means, or None."""
    for base in (path.parent, ROOT / "core", ROOT / "cli", ROOT / "tests/unit"):
        if (base / included).is_file():
            return base / included
    return None


def check_layer(path, failures):
    """A file of core: each include is of its own folder or of one below."""
    folder = path.relative_to(ROOT / "core").parts[0]
    if not failures.check(folder in LAYERS, f"{tree.name(path)}: core/{folder} has no place among the layers"):
        return
    for mark, included in includes(path):
        if mark == "<":
            continue
        first = included.split("/")[0] if "/" in included else None
        good = first == folder or first in LAYERS[folder]
        failures.check(good, f"{tree.name(path)}: includes {included}, which is not below core/{folder}")


def check_libraries(path, failures):
    for _, included in includes(path):
        for pattern, places in LIBRARIES.items():
            if re.match(pattern, included):
                failures.check(tree.name(path).startswith(places),
                               f"{tree.name(path)}: includes {included}, which only {', '.join(places)} may")


def check_calls(path, failures):
    code = without_comments(path.read_text())
    words = NOWHERE + ("|" + NOT_IN_CORE if tree.name(path).startswith("core/") else "")
    called = {w for w in re.findall(rf"(?<![\w.>])({words})\s*\(", code)}
    called = {w for w in called if (tree.name(path), w) not in EXCEPTED}
    failures.check(not called, f"{tree.name(path)}: calls {', '.join(sorted(called))}")


def check_cycles(paths, failures):
    """Depth first over headers; a header met again on the way down is a circle."""
    graph = {p: [t for m, i in includes(p) if m == '"' and (t := resolve(p, i)) is not None] for p in paths}
    done = set()

    def visit(path, way):
        if path in way:
            circle = [tree.name(p) for p in way[way.index(path):] + [path]]
            failures.check(False, "include circle: " + " -> ".join(circle))
        elif path not in done:
            for target in graph.get(path, ()):
                visit(target, way + [path])
            done.add(path)

    for path in paths:
        visit(path, [])
    failures.check(len(done) >= len(paths), "not every file was reached")


def guard_of(path):
    """LYNC_TOPO_BASE_STR_H of core/base/str.h, LYNC_TOPO_CLI_OPT_H of cli/opt.h, LYNC_TOPO_TESTS_X_H in tests."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    parts = parts[1:] if parts[0] == "core" else (parts[0], parts[-1])
    return "LYNC_TOPO_" + "_".join(parts).upper().replace("-", "_") + "_H"


def check_guard(path, failures):
    guard = guard_of(path)
    lines = [line for line in re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL).splitlines() if line]
    good = lines[:2] == [f"#ifndef {guard}", f"#define {guard}"] and lines[-1].startswith("#endif")
    failures.check(good, f"{tree.name(path)}: no include guard {guard} around all of it")


def check_licence(path, failures):
    first = path.read_text(errors="replace").splitlines()[:2]
    failures.check(any(LICENCE in line for line in first), f"{tree.name(path)}: no line '{LICENCE}' at its top")


def main():
    failures = Failures("layers")
    core = [p for p in tree.files("core") if p.suffix in (".c", ".h", ".def")]
    program = core + [p for p in tree.files("cli") if p.suffix in (".c", ".h", ".def")]
    code = program + tree.c_files("tests")
    for path in core:
        check_layer(path, failures)
    for path in program:
        check_libraries(path, failures)
        check_calls(path, failures)
    for path in [p for p in code if p.suffix == ".h"]:
        check_guard(path, failures)
    check_cycles(code, failures)
    for path in tree.files():
        if path.suffix in LICENSED or path.name == "CMakeLists.txt":
            check_licence(path, failures)
    failures.check(len(core) > 100 and len(code) > len(program), f"only {len(code)} files were looked at")
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main())
