#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""fmt changes how a document is written and never what it says.

One document laid out by hand; everything that the program writes itself, and every sample, is laid out already; for all
files of the tests, for random documents and for deployments in disorder: what libxml2's tree (lxml) holds is the same
before and after, laying out twice is laying out once, and what cannot be read is left as it was. patch(1) makes of a
file and its diff what --write makes of it.

usage: check.py PROGRAM
"""
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE.parent / "generate")]
import good
from documents import disguised, meaning, random_document
from tool import ROOT, TESTS, Failures, Tool

OPTIONS = ("sip-trunking", "behind-pbx", "in-front-of-pbx", "voip-only")
RANDOM_DOCUMENTS = 600
DEPLOYMENTS = 12

UGLY = b"<topology xmlns='urn:lync-topo:topology:1'><site kind='central' id='s'/></topology>"
CANONICAL = (b'<?xml version="1.0" encoding="UTF-8"?>\n<topology xmlns="urn:lync-topo:topology:1">\n'
             b'  <site id="s" kind="central"/>\n</topology>\n')


def expect(failures, done, code, stdout, what):
    failures.check(done.returncode == code and (stdout is None or done.stdout == stdout),
                   f"{what}: exit {done.returncode}, expected {code}: {done.stdout[-300:]!r} {done.stderr[-300:]!r}")


def check_by_hand(tool, failures):
    before, after = HERE / "before.xml", HERE / "after.xml"
    expect(failures, tool.run("fmt", before), 0, after.read_bytes(), "before.xml")
    expect(failures, tool.run("fmt", "-", stdin=before.read_bytes()), 0, after.read_bytes(), "standard input")
    expect(failures, tool.run("fmt", after), 0, after.read_bytes(), "after.xml")
    expect(failures, tool.run("fmt", "--check", after), 0, b"", "--check after.xml")


def check_our_own(tool, failures):
    """What the program writes, and what people start from, is laid out."""
    expect(failures, tool.run("fmt", "--check", "samples", cwd=ROOT), 0, b"", "samples")
    written = {option: tool.run("init", "--option", option).stdout for option in OPTIONS}
    written["config"] = tool.run("config", "init").stdout
    for path in sorted(p for place in ("samples", "tests/import") for p in (ROOT / place).rglob("*.tbxml")):
        done = tool.run("import", path)
        if done.returncode == 0:
            written[path.name] = done.stdout
    odd = {"without content": "<topology xmlns='urn:lync-topo:topology:1' name='a &quot;b&quot; &#10; &apos;c'/>",
           "with long values": "<topology xmlns='urn:lync-topo:topology:1'>" + "".join(
               f"<site id='s{n}' kind='central' name='{'é' * n}' country='US'/>" for n in range(60, 120)) + "</topology>"}
    for name, text in odd.items():
        written[name] = tool.run("import", "-", stdin=text.encode()).stdout
        failures.check(written[name].count(b"<") > 2, f"{name}: {written[name]!r}")
    failures.check(len(written) > 8, f"only {len(written)} documents of our own")
    for name, text in written.items():
        expect(failures, tool.run("fmt", "-", stdin=text), 0, text, f"what is written: {name}")


def files_of_the_tests():
    """Every file that any test gives to the program as a document, broken ones included."""
    places = (ROOT / "samples", *(TESTS / name for name in ("rules", "hostile", "fuzz/corpus", "import", "golden", "cli",
                                                            "scenarios", "suppression", "render", "lint/examples")))
    return [p for place in places for p in sorted(place.rglob("*"))
            if p.is_file() and (p.suffix in (".xml", ".tbxml") or "corpus" in p.parts)]


def format_all(tool, folder, names, failures):
    """Formats files in place, all in one run, then checks that all rest; returns those that were changed."""
    before = {name: (folder / name).read_bytes() for name in names}
    (folder / "list").write_text("".join(f"{name}\n" for name in names))
    done = tool.run("fmt", "--write", "@list", cwd=folder)
    failures.check(done.returncode in (0, 3), f"--write: {done.returncode} {done.stderr[-500:]!r}")
    changed = [name for name in names if (folder / name).read_bytes() != before[name]]
    for name in changed:
        failures.check(meaning(before[name]) == meaning((folder / name).read_bytes()), f"{name}: says something else")
    again = tool.run("fmt", "--check", "@list", cwd=folder)
    failures.check(again.stdout == b"" and again.returncode == done.returncode,
                   f"not laid out for good: {again.returncode} {again.stdout[:500]!r}")
    left = sorted(p.name for p in folder.iterdir() if p.name.startswith(".lync-topo"))
    failures.check(not left, f"left behind: {left}")
    return changed


def check_files(tool, failures):
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        names = []
        for i, path in enumerate(files_of_the_tests()):
            names.append(f"{i}-{path.name}")
            shutil.copyfile(path, folder / names[-1])
        changed = format_all(tool, folder, names, failures)
        failures.check(len(changed) > 300, f"only {len(changed)} of {len(names)} files were changed")


def check_random(tool, failures):
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        names = [f"{seed}.xml" for seed in range(RANDOM_DOCUMENTS)]
        for seed, name in enumerate(names):
            (folder / name).write_bytes(random_document(seed))
        changed = format_all(tool, folder, names, failures)
        failures.check(len(changed) > RANDOM_DOCUMENTS * 9 / 10, f"{len(changed)} of {RANDOM_DOCUMENTS} were changed")


def without_places(result):
    """A result of validate without what formatting moves: findings by what they are."""
    return (sorted((f["rule"], f["fingerprint"], f["message"]) for f in result["findings"]),
            sorted((u["rule"], u["element"], u["question"]) for u in result["unknown"]), result["summary"])


def check_deployments(tool, failures):
    """However a deployment is written, it is laid out alike; and what validate says of a sample stays."""
    for seed in range(DEPLOYMENTS):
        text = good.generate(seed=seed, sites=3).encode()
        plain = disguised(text, seed)
        one = tool.run("fmt", "-", stdin=plain).stdout
        other = tool.run("fmt", "-", stdin=disguised(text, seed + 1000)).stdout
        failures.check(one and one == other, f"deployment {seed}: two layouts of one document")
        failures.check(meaning(one) == meaning(plain), f"deployment {seed}: says something else")
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((ROOT / "samples").glob("*-bad.xml")):
            ugly = Path(folder) / path.name
            ugly.write_bytes(disguised(path.read_bytes(), 1))
            before = without_places(tool.validate(path.name, cwd=folder, codes=(0, 1)))
            expect(failures, tool.run("fmt", "--write", path.name, cwd=folder), 0, b"", f"--write {path.name}")
            after = without_places(tool.validate(path.name, cwd=folder, codes=(0, 1)))
            failures.check(before == after, f"{path.name}: validate says something else")


def check_diff(tool, failures):
    """--diff, given to patch, is --write."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        cases = {f"{seed}.xml": random_document(seed) for seed in range(60)}
        cases["before.xml"] = (HERE / "before.xml").read_bytes()
        cases["mark.xml"] = b"\xef\xbb\xbf" + CANONICAL
        cases["crlf.xml"] = CANONICAL.replace(b"\n", b"\r\n")
        cases["no-end.xml"] = CANONICAL[:-1]
        for name, data in cases.items():
            if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
                continue
            (folder / name).write_bytes(data)
            diff = tool.run("fmt", "--diff", name, cwd=folder)
            expect(failures, diff, 0, None, f"--diff {name}")
            expect(failures, tool.run("fmt", "--diff", "--check", name, cwd=folder), 1, diff.stdout, f"--diff --check {name}")
            failures.check((folder / name).read_bytes() == data, f"--diff changed {name}")
            patched = subprocess.run(["patch", "--binary", "--silent", "-p0"], input=diff.stdout, cwd=folder,
                                     capture_output=True)
            wanted = tool.run("fmt", "-", stdin=data).stdout
            failures.check(patched.returncode == 0 and (folder / name).read_bytes() == wanted, f"{name}: {patched}")


def check_usage(tool, folder, failures):
    (folder / "a.xml").write_bytes(UGLY)
    (folder / "b.xml").write_bytes(CANONICAL)
    run = lambda *words, **more: tool.run("fmt", *words, cwd=folder, **more)
    expect(failures, run("a.xml"), 0, CANONICAL, "one file")
    expect(failures, run("a.xml", "b.xml"), 2, b"", "several files without an option")
    expect(failures, run(), 2, b"", "no input")
    expect(failures, run("--write", "--check", "a.xml"), 2, b"", "--write --check")
    expect(failures, run("--write", "-", stdin=UGLY), 2, b"", "--write -")
    expect(failures, run("--check", "a.xml", "b.xml"), 1, b"a.xml\n", "--check")
    expect(failures, run("--check", "--quiet", "b.xml"), 0, b"", "--check of a good one")
    expect(failures, run("--check", "-", "--stdin-name", "x/plan.xml", stdin=UGLY), 1, b"x/plan.xml\n", "--stdin-name")
    expect(failures, run("no-such.xml"), 3, b"", "no such file")
    broken = run("-", "--stdin-name", "x.xml", stdin=b"<topology xmlns='urn:lync-topo:topology:1'>\n<site>")
    expect(failures, broken, 3, b"", "not well-formed")
    failures.check(broken.stderr.startswith(b"x.xml:2:") and b"[not-well-formed]" in broken.stderr, f"{broken}")
    dtd = run("-", stdin=b"<!DOCTYPE topology>" + UGLY)
    expect(failures, dtd, 3, b"", "DOCTYPE")
    failures.check(b"[dtd-refused]" in dtd.stderr, f"{dtd}")
    expect(failures, run("-", stdin=b"<html/>"), 3, b"", "HTML")


def check_writing(tool, folder, failures):
    run = lambda *words: tool.run("fmt", *words, cwd=folder)
    file, kept, link = folder / "w.xml", folder / "kept.xml", folder / "link.xml"
    file.write_bytes(UGLY)
    file.chmod(0o640)
    kept.write_bytes(CANONICAL)
    inode = kept.stat().st_ino
    expect(failures, run("--write", "w.xml", "kept.xml"), 0, b"", "--write")
    failures.check(file.read_bytes() == CANONICAL and stat.S_IMODE(file.stat().st_mode) == 0o640, "w.xml, its mode")
    failures.check(kept.stat().st_ino == inode, "kept.xml was written though nothing changes")
    file.write_bytes(UGLY)
    link.symlink_to("w.xml")
    expect(failures, run("--write", "link.xml"), 4, b"", "--write through a link")
    failures.check(link.is_symlink() and file.read_bytes() == UGLY, "the link, or what it leads to, was changed")
    for name, data in {"16.xml": UGLY.decode().encode("utf-16"), "mark.xml": b"\xef\xbb\xbf" + CANONICAL}.items():
        (folder / name).write_bytes(data)
        expect(failures, run("--check", name), 1, name.encode() + b"\n", f"--check {name}")
        expect(failures, run("--write", name), 0, b"", f"--write {name}")
        failures.check((folder / name).read_bytes() == CANONICAL, f"{name} did not become UTF-8")
    if os.geteuid() != 0:
        folder.chmod(0o555)
        expect(failures, run("--write", "w.xml"), 4, b"", "a folder that cannot be written")
        folder.chmod(0o755)
        failures.check(file.read_bytes() == UGLY, "w.xml was changed")


def check_folders(tool, folder, failures):
    """Every file of ours, included ones too; other formats and hidden names are passed over."""
    (folder / "sub").mkdir()
    root = UGLY.replace(b"<site", b'<include href="part.xml"/><site')
    files = {"root.xml": root, "part.xml": UGLY, "sub/scenario.xml": b"<scenario xmlns='urn:lync-topo:scenario:1'/>",
             "sub/config.xml": b"<config xmlns='urn:lync-topo:config:1'/>", ".hidden.xml": UGLY, "other.xml": b"<other/>",
             "broken.xml": b"<topology xmlns='urn:lync-topo:topology:1'>"}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    tbxml = (ROOT / "samples/topology-builder/litware.tbxml").read_bytes()
    (folder / "plan.tbxml").write_bytes(tbxml)
    changing = ["part.xml", "root.xml", "sub/config.xml", "sub/scenario.xml"]
    done = tool.run("fmt", "--check", ".", cwd=folder)
    expect(failures, done, 3, "".join(f"{name}\n" for name in changing).encode(), "--check of a folder")
    failures.check(done.stderr.startswith(b"broken.xml:"), f"{done.stderr!r}")
    expect(failures, tool.run("fmt", "--check", ".", "--exclude", "broken.xml", "--exclude", "sub", cwd=folder), 1,
           b"part.xml\nroot.xml\n", "--exclude")
    expect(failures, tool.run("fmt", "--write", ".", cwd=folder), 3, b"", "--write of a folder")
    for name, data in files.items():
        changed = (folder / name).read_bytes() != data
        failures.check(changed == (name in changing), f"{name}: changed: {changed}")
    for option, code in (("--write", 0), ("--check", 0), (None, 3)):
        done = tool.run("fmt", *filter(None, [option]), "plan.tbxml", cwd=folder)
        expect(failures, done, code, b"", f"{option} plan.tbxml")
        failures.check(b"Topology Builder" in done.stderr, f"{done.stderr!r}")
    failures.check((folder / "plan.tbxml").read_bytes() == tbxml, "plan.tbxml was changed")


def main(program):
    tool = Tool(program)
    failures = Failures("layout")
    for check in (check_by_hand, check_our_own, check_files, check_random, check_deployments, check_diff):
        check(tool, failures)
    for check in (check_usage, check_writing, check_folders):
        with tempfile.TemporaryDirectory() as folder:
            check(tool, Path(folder), failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
