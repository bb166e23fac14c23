#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Five hundred deployments that follow the guidance, of 1 to 50 sites and every option, and the good samples: no
error, no warning, nothing unknown, under any profile. Every rule has something to judge in some generated deployment,
but for those that are listed. What is written down about the generator's sites must also be
what is derived from them.

usage: check.py PROGRAM [--sparsely]

--sparsely, for a slow build: the deployments are dealt out among the profiles instead of judged under each.
"""
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE.parent / "generate")]
import good
from tool import ROOT, Failures, Tool

COUNT = 500

# For each profile (core/check/profiles.def) what it means, and why nothing may speak in it that is silent by default.
# A profile that may speak of a good deployment would say here by which rule.
PROFILES = {
    "default": "CON010 is off",
    # MED001 is only graver. CAP001 and CAP003 count with 1000 calls a server instead of 1500 or 1100: no pool of the
    # generator or of a sample comes near either.
    "strict-deploy": "MED001 is an error, and a stand-alone Mediation Server carries fewer calls",
    # A trunk over the Internet without a VPN, which CON010 finds here, is found by CON011 or CON012 by default.
    "2013-03": "CON010 is an error, CON012 is off",
    # All three are only graver, so what is silent stays silent.
    "supported-only": "CON017, BYP017 and OPT023 are errors",
}

# What rules about the way of calls say turns on no profile: the others do without the simulation.
SIMULATED = "BYP002 BYP019 CAC001 CAC006 OPT025 OPT031 RTE040 HAV030".split()

# Rules that no generated deployment has anything for, and why.
NEVER = {
    "CON011": "TLS and SRTP on a line over the open Internet is what CON012 warns of",
    "CON012": "it warns wherever it applies",
    "BYP022": "media that bypasses through a VPN end needs one that is open, of which SEC011 and SEC015 warn",
    "CAC006": "Mediation Servers stand beside gateways and people, so no call between them crosses a limited link",
    "ITR001": "such usages may lead to a PBX without lines of its own only, and no described option has one",
}

SAMPLES = [path for path in sorted((ROOT / "samples").glob("*.xml"))
           if not path.stem.endswith("-bad") and path.stem != "half-answered"]


def judge(tool, folder, profile, failures):
    """Every file beneath the folder as a document set of its own."""
    arguments = ["--ignore", ",".join(SIMULATED)] if profile != "default" else []
    result = tool.validate("--limit", "seconds=600", "--profile", profile, *arguments, ".", cwd=folder)
    files = len(list(folder.rglob("*.xml")))
    failures.check(len(result["inputs"]) == files, f"{profile}: read {len(result['inputs'])} of {files}")
    for finding in result["findings"]:
        failures.check(finding["severity"] == "note",
                       f"{profile}: {finding['file']}: {finding['rule']} {finding['message']}")
    for unknown in result["unknown"]:
        failures.check(False, f"{profile}: {unknown['file']}: unknown {unknown['rule']} {unknown['needs']}")
    failures.check(result["summary"]["rules"]["passed"] > 150,
                   f"{profile}: only {result['summary']['rules']} were judged")
    settings = [s["value"] for s in result["turnedOff"]["settings"] if s["kind"] == "profile"]
    failures.check(settings == [profile][profile == "default":], f"{profile}: judged under {settings}")
    return result["summary"]["rules"]


def judge_something(tool, folder, judged, failures):
    """Every rule but those of NEVER had something to judge: only then is its silence worth something."""
    failures.check(judged["not-applicable"] == len(NEVER), f"all but {len(NEVER)} rules should be applicable: {judged}")
    names = [name for name in NEVER if name not in SIMULATED]
    rules = tool.validate("--limit", "seconds=600", "--select", ",".join(names), ".", cwd=folder)["summary"]["rules"]
    failures.check(rules["not-applicable"] == len(names), f"of {names} some are applicable: {rules}")


def main(program, sparsely=""):
    tool = Tool(program)
    failures = Failures("good deployments")
    chosen = set()
    with tempfile.TemporaryDirectory() as temporary:
        top, samples = Path(temporary, "generated"), Path(temporary, "samples")
        folders = [top / str(number) for number in range(len(PROFILES))]
        for folder in (*folders, samples):
            folder.mkdir(parents=True)
        for path in SAMPLES:
            shutil.copy(path, samples)
        for seed in range(COUNT):
            deployment = good.Deployment(seed, 1 + seed % 50, plain=seed % 3 == 0)
            chosen.update(option.__name__ for option in deployment.options)
            (folders[seed % len(folders)] / f"seed{seed:03}.xml").write_text(deployment.text())
        judged = {profile: judge(tool, folder if sparsely else top, profile, failures)
                  for folder, profile in zip(folders, PROFILES)}
        for profile in PROFILES:
            judge(tool, samples, profile, failures)
        if not sparsely:
            judge_something(tool, top, judged["default"], failures)
    failures.check(len(SAMPLES) >= 7, f"samples: {SAMPLES}")
    failures.check(chosen == {o.__name__ for o in good.OPTIONS}, f"options made: {sorted(chosen)}")
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
