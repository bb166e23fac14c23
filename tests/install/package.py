#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the Debian package, lets lintian judge it, installs it into a root of its own and removes it again.

usage: package.py PROGRAM BUILD
"""
import gzip
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
from tool import CLEAN, ROOT, Failures, Tool

# Packages of libraries that are loaded at run time and not needed to start.
RECOMMENDED = {"libgvc6", "libarchive13"}


def run(*command, cwd=None):
    """As root or as if: dpkg wants files that belong to root."""
    words = [str(word) for word in command]
    path = CLEAN["PATH"] + ":/usr/sbin:/sbin"
    if os.geteuid() != 0 and words[0] == "dpkg":
        words = ["fakeroot"] + words
    return subprocess.run(words, cwd=cwd, env={**CLEAN, "PATH": path}, capture_output=True, text=True, timeout=600)


def make(build, folder):
    # gzip packs in a third of the time; nothing else differs.
    done = run("cpack", "-G", "DEB", "-B", folder, "-D", "CPACK_DEBIAN_COMPRESSION_TYPE=gzip", cwd=build)
    if done.returncode != 0:
        raise SystemExit(f"FAIL: cpack: {done.stdout}{done.stderr}")
    return next(folder.glob("*.deb"))


def names(field):
    return set(re.findall(r"(?:^|, )([a-z0-9.+-]+)", field))


def check_fields(package, failures):
    fields = dict(re.findall(r"^ ([A-Z][\w-]+): (.*)$", run("dpkg-deb", "-I", package).stdout, re.M))
    failures.check(fields.get("Package") == "lync-topo", f"fields: {fields}")
    failures.check(names(fields.get("Recommends", "")) == RECOMMENDED, f"recommends {fields.get('Recommends')}")
    return names(fields.get("Depends", ""))


def check_lintian(package, failures):
    done = run("lintian", "--no-cfg", "--allow-root", "--fail-on", "error", package)
    failures.check(done.returncode == 0, f"lintian: {done.stdout}{done.stderr}")


def check_needs(program, depends, failures):
    """Each library that the program starts with comes with a package that it depends on."""
    needed = re.findall(r"NEEDED +(\S+)", run("objdump", "-p", program).stdout)
    failures.check(len(needed) >= 4, f"needs {needed}")
    for library in needed:
        owners = names(re.sub(r":.*\n", ", ", run("dpkg-query", "-S", f"*/{library}").stdout))
        failures.check(owners & depends, f"{library} is of {owners}, and the package depends on {sorted(depends)}")


def check_installed(root, program, failures):
    installed = Tool(root / "usr/bin/lync-topo")
    wanted = program.run("version").stdout
    failures.check(installed.run("version").stdout == wanted != b"", "the installed program is another one")
    plan = root / "usr/share/doc/lync-topo/samples/voip-only-bad.xml"
    failures.check(installed.run("validate", plan).returncode == 1, "the installed program finds nothing")
    pages = {p.name for p in (root / "usr/share/man").rglob("*.gz")}
    failures.check(pages == {p.name + ".gz" for p in (ROOT / "docs/man").iterdir()}, f"manual pages: {pages}")
    doc = root / "usr/share/doc/lync-topo"
    failures.check("License: MIT" in (doc / "copyright").read_text(), "no licence")
    with gzip.open(doc / "changelog.gz", "rt") as file:
        failures.check(file.read().startswith("lync-topo ("), "no changelog")
    for place in ("share/zsh/vendor-completions/_lync-topo", "share/bash-completion/completions/lync-topo",
                  "share/fish/vendor_completions.d/lync-topo.fish", "share/lync-topo/schemas/catalog.xml"):
        failures.check((root / "usr" / place).is_file(), f"no {place}")
    files = {p.suffix for p in (root / "usr").rglob("*")}
    failures.check({".pc", ".a", ".h", ".xsd"} <= files, f"files of the library and schemas: {files}")


def check_root(package, program, folder, failures):
    """dpkg installs it into an empty system and leaves nothing behind. What it depends on is that of this system."""
    root = folder / "root"
    for place in ("var/lib/dpkg/info", "var/lib/dpkg/updates", "var/lib/dpkg/triggers"):
        (root / place).mkdir(parents=True)
    for file in ("var/lib/dpkg/status", "var/lib/dpkg/available"):
        (root / file).write_text("")
    done = run("dpkg", f"--root={root}", "--force-depends", "--log=/dev/null", "-i", package)
    if not failures.check(done.returncode == 0, f"dpkg -i: {done.stdout}{done.stderr}"):
        return
    check_installed(root, program, failures)
    done = run("dpkg", f"--root={root}", "--log=/dev/null", "-P", "lync-topo")
    failures.check(done.returncode == 0 and not (root / "usr").exists(), f"dpkg -P: {done.stdout}{done.stderr}")


def main(program, build):
    failures = Failures("package")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        package = make(build, folder)
        depends = check_fields(package, failures)
        done = run("dpkg-deb", "-x", package, folder / "unpacked")
        failures.check(done.returncode == 0, f"dpkg-deb -x: {done.stderr}")
        check_needs(folder / "unpacked/usr/bin/lync-topo", depends, failures)
        check_root(package, Tool(program), folder, failures)
        check_lintian(package, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
