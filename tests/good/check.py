#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Five hundred deployments that follow the guidance, of 1 to 50 sites and every option: no error, no warning,
nothing unknown. What is written down about the generator's sites must also be what is derived from them.

usage: check.py PROGRAM
"""
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE.parent / "generate")]
import good
from tool import Failures, Tool

COUNT = 500


def main(program):
    tool = Tool(program)
    failures = Failures("good deployments")
    chosen = set()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        names = {}
        for seed in range(COUNT):
            deployment = good.Deployment(seed, 1 + seed % 50, plain=seed % 3 == 0)
            chosen.update(option.__name__ for option in deployment.options)
            name = f"seed{seed:03}.xml"
            names[name] = seed
            (folder / name).write_text(deployment.text())
        result = tool.validate("--limit", "seconds=600", ".", cwd=folder)
        failures.check(len(result["inputs"]) == COUNT, f"read {len(result['inputs'])} deployments")
        for finding in result["findings"]:
            failures.check(finding["severity"] == "note",
                           f"seed {names[finding['file']]}: {finding['rule']} {finding['message']}")
        for unknown in result["unknown"]:
            failures.check(False, f"seed {names[unknown['file']]}: unknown {unknown['rule']} {unknown['needs']}")
        failures.check(result["summary"]["rules"]["passed"] > 50, f"only {result['summary']['rules']} were judged")
    failures.check(chosen == {o.__name__ for o in good.OPTIONS}, f"options made: {sorted(chosen)}")
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
