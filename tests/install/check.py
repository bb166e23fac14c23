#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Installs the program into a folder and uses what is there: program, library, pkg-config file, manual pages,
completions, schemas and catalogue, samples.

usage: check.py PROGRAM BUILD
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import CLEAN, ROOT, Failures, Tool

NAMESPACES = {"urn:lync-topo:topology:1": "lync-topo.xsd", "urn:lync-topo:scenario:1": "lync-topo-scenario.xsd",
              "urn:lync-topo:config:1": "lync-topo-config.xsd"}
COMPLETIONS = {"bash": "bash-completion/completions/lync-topo", "zsh": "zsh/site-functions/_lync-topo",
               "fish": "fish/vendor_completions.d/lync-topo.fish"}

# What documents link to and nobody needs who has the program already.
OF_SOURCES = ("quickstart.sh", "samples/ci/README.md", "action.yml", "ci/README.md", "../samples/ci/README.md", "../action.yml")


def run(*command, cwd=None, **environment):
    return subprocess.run([str(word) for word in command], cwd=cwd, env={**CLEAN, **environment}, capture_output=True,
                          text=True, timeout=300)


def check_program(installed, samples, failures):
    """The installed program says of the installed samples what their names promise."""
    plans = sorted(samples.glob("*.xml"))
    failures.check(len(plans) == len(list((ROOT / "samples").glob("*.xml"))), f"{len(plans)} samples are installed")
    for plan in plans:
        code = installed.run("validate", plan).returncode
        failures.check(code == (1 if plan.stem.endswith("-bad") else 0), f"{plan.name}: exit {code}")


def check_library(prefix, installed, folder, failures):
    """A program of somebody else finds what the installed program finds."""
    folders = [str(path.parent) for path in prefix.rglob("lynctopo.pc")]
    failures.check(len(folders) == 1, f"pkg-config files in {folders}")
    flags = run("pkg-config", "--cflags", "--libs", "lynctopo", PKG_CONFIG_PATH=":".join(folders))
    failures.check(flags.returncode == 0 and str(prefix) in flags.stdout, f"pkg-config: {flags.stdout}{flags.stderr}")
    client = folder / "client"
    # The archive serves with and without whole-program optimisation; without it linking takes no time.
    done = run("cc", "-fno-lto", "-std=c17", "-Wall", "-Wextra", "-Wpedantic", "-Werror", HERE / "client.c", *flags.stdout.split(),
               "-o", client, TMPDIR=str(folder))
    if not failures.check(done.returncode == 0, f"the client is not compiled: {done.stderr}"):
        return
    plan = ROOT / "samples/behind-pbx-bad.xml"
    found = run(client, plan)
    simulated = {rule["id"] for rule in installed.rules() if rule["simulated"]}
    wanted = {finding["rule"] for finding in installed.validate(plan)["findings"]
              if not finding["rule"].startswith("DOC")} - simulated
    failures.check(wanted and set(found.stdout.split()) == wanted, f"the client finds {found.stdout}, not {wanted}")


class Installed(Tool):
    def rules(self):
        return json.loads(self.run("rules", "--format", "json").stdout)["rules"]


def check_catalogue(schemas, failures):
    """Namespaces lead to schemas, also for a validating parser that is told nothing else."""
    catalogue = schemas / "catalog.xml"
    form = run("xmllint", "--noout", "--nonet", catalogue)
    failures.check(form.returncode == 0, form.stderr)
    for namespace, name in NAMESPACES.items():
        found = run("xmlcatalog", catalogue, namespace).stdout.splitlines()
        failures.check(found and found[-1] in (str(schemas / name), (schemas / name).as_uri()),
                       f"{catalogue}: {namespace} leads to {found}")
    for code, plan in ((0, "voip-only.xml"), (3, "broken.xml")):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / plan
            text = (ROOT / "samples/voip-only.xml").read_text()
            file.write_text(text if code == 0 else text.replace("<site ", "<sight ").replace("</site>", "</sight>"))
            done = run("xmllint", "--noout", "--nonet", "--schema", "urn:lync-topo:topology:1", file,
                       XML_CATALOG_FILES=str(catalogue))
        failures.check(done.returncode == code, f"xmllint by {catalogue}: exit {done.returncode}, {done.stderr[-300:]}")


def check_pages(prefix, failures):
    wanted = {path.name for path in (ROOT / "docs/man").iterdir()}
    installed = {path.name for path in (prefix / "share/man").rglob("*.[157]")}
    failures.check(installed == wanted, f"manual pages: {sorted(installed)}")
    for name in wanted:
        page, section = name.rsplit(".", 1)
        done = run("man", "-M", prefix / "share/man", "-w", section, page)
        failures.check(done.returncode == 0 and name in done.stdout, f"man does not find {name}: {done.stderr}")


def check_completions(prefix, tool, failures):
    for shell, place in COMPLETIONS.items():
        file = prefix / "share" / place
        failures.check(file.exists() and file.read_bytes() == tool.run("completion", shell).stdout,
                       f"{place} is not what completion {shell} prints")
    # What bash-completion does when a command line begins with the command for the first time.
    script = ("source /usr/share/bash-completion/bash_completion; _completion_loader lync-topo; "
              "complete -p lync-topo")
    done = run("bash", "--norc", "-c", script, XDG_DATA_DIRS=str(prefix / "share"))
    failures.check("-F _lync_topo " in done.stdout, f"bash-completion does not load it: {done.stdout}{done.stderr}")


def check_links(folder, failures):
    """Links from one installed document to another lead somewhere."""
    for file in folder.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", file.read_text()):
            failures.check((file.parent / target).exists() or target in OF_SOURCES, f"{file.relative_to(folder)}: link to {target}")


def main(program, build):
    tool = Tool(program)
    failures = Failures("installation")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prefix = folder / "prefix"
        done = run("cmake", "--install", build, "--prefix", prefix)
        if not failures.check(done.returncode == 0, f"cmake --install: {done.stderr}"):
            return failures.finish()
        left = [str(p) for p in prefix.rglob("*") if not p.is_dir() and not os.access(p, os.R_OK)]
        failures.check(not left, f"cannot be read: {left}")
        installed = Installed(prefix / "bin/lync-topo")
        check_program(installed, prefix / "share/doc/lync-topo/samples", failures)
        check_library(prefix, installed, folder, failures)
        check_catalogue(prefix / "share/lync-topo/schemas", failures)
        check_pages(prefix, failures)
        check_completions(prefix, tool, failures)
        check_links(prefix / "share/doc/lync-topo", failures)
    check_catalogue(ROOT / "schemas", failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
