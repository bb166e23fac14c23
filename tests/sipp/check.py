#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs every scenario pair against each other with SIPp on loopback, with the commands that its README.md gives.

Judged by SIPp's exit codes and by the messages' order, which is that of RFC 3665 section 3 and RFC 3666 sections
2.2 and 2.3. Pairs that are spoilt must fail, so that the judge is known to be able to say no.

usage: check.py PROGRAM MAKE_SIPP     (MAKE_SIPP: make_sipp.c, built)
"""
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
import xml.etree.ElementTree as ElementTree

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE)]
import pairs
from tool import CLEAN, Failures

UP = ["200", "ACK", "BYE", "200 BYE"]
PING = ["OPTIONS", "200 OPTIONS"]
# What the called side sees, over both trunks. 100 where the answer takes longer than 200 ms (RFC 3261 17.2.1).
ORDER = {
    "basic": ["INVITE", "100", "180", *UP],
    "early": ["INVITE", "100", "183", *UP],
    "busy": ["INVITE", "100", "486", "ACK"],
    "unavailable": ["INVITE", "100", "503", "ACK"],
    "options": PING,
    "ping": [*PING, "INVITE", "100", "180", *UP],
    "inbound": ["INVITE", "100", "180", *UP],
    "overflow": ["INVITE", "503", "ACK", "INVITE", "180", *UP],
    "silent": ["INVITE", "100", "CANCEL", "200 CANCEL", "487", "ACK", "INVITE", "180", *UP],
    "pinged-overflow": [*PING, "INVITE", "500", "ACK", "INVITE", "486", "ACK"],
    "dead": ["INVITE", "INVITE", "180", *UP],
    "third": [*PING, "INVITE", "503", "ACK", "INVITE", "100", "CANCEL", "200 CANCEL", "487", "ACK",
              "INVITE", "183", *UP],
    "refused-between": ["INVITE", "503", "ACK", "INVITE", "504", "ACK", "INVITE", "180", *UP],
    "no-answer": ["INVITE", "500", "ACK", "INVITE"],
}

# What SIPp's document type allows of what we use.
COMMANDS = {
    "scenario": {"name"}, "send": {"retrans"}, "label": {"id"}, "pause": {"milliseconds"}, "nop": set(),
    "recv": {"request", "response", "optional", "timeout", "ontimeout", "next", "rrs"},
    "timewait": {"milliseconds"}, "action": set(), "setdest": {"host", "port", "protocol"},
}
INSIDE = {"scenario": {"send", "label", "pause", "nop", "recv", "timewait"}, "nop": {"action"}, "action": {"setdest"}}


def check_form(path, failures):
    """Well-formed, elements and attributes in their places, every label there that is named, and once."""
    root = ElementTree.parse(path).getroot()
    what = f"{path.parent.name}/{path.name}"
    failures.check(root.tag == "scenario", f"{what}: root {root.tag}")
    for element in root.iter():
        failures.check(set(element.attrib) <= COMMANDS.get(element.tag, set()),
                       f"{what}: {element.tag} {element.attrib}")
        for child in element: # an unknown element stands in no list
            failures.check(child.tag in INSIDE.get(element.tag, ()), f"{what}: {child.tag} in {element.tag}")
    labels = [e.get("id") for e in root.iter("label")]
    named = {e.get(a) for e in root.iter("recv") for a in ("next", "ontimeout")} - {None}
    failures.check(len(set(labels)) == len(labels) and named <= set(labels), f"{what}: labels {labels}, named {named}")
    for recv in root.iter("recv"):
        failures.check(("request" in recv.attrib) != ("response" in recv.attrib), f"{what}: {recv.attrib}")
    for send in root.iter("send"):
        failures.check("Content-Length: [len]\n" in send.text, f"{what}: a message without Content-Length")


def once(names):
    """Over UDP a message may come twice; the first time counts."""
    seen, rest = set(), []
    for name, branch in names:
        if (name, branch) not in seen:
            rest.append(name)
            seen.add((name, branch))
    return rest


def order(logs):
    """Names of the messages, retransmissions left out. Branches tell one INVITE from the next. Of the called side,
    because the caller's log misses what is sent while a connection is being made."""
    found = sorted((m for log in logs for m in pairs.messages(log)), key=lambda m: m[0])
    return once([(name, re.search(r"branch=([^;\s]+)", text).group(1)) for _, _, name, text in found])


def play(folder):
    """Exit codes and what the called side saw."""
    return pairs.with_free_ports(folder, lambda: play_once(folder))


def play_once(folder):
    lines = pairs.commands((folder / "README.md").read_text())
    lines = pairs.with_ports(lines, pairs.free_ports(len(pairs.ports_in(lines))))
    # Ten seconds of silence are part of the call.
    codes = pairs.run(lines, folder, pairs.LIMIT + 10 * folder.name.startswith("silent"))
    return codes, order([pairs.log_of(line, folder) for line in lines[:-1]])


def errors_of(folder):
    return " ".join(p.read_text(errors="replace")[:600] for p in sorted(folder.glob("*.errors")))


def check_pair(folder, kind, failures):
    codes, seen = play(folder)
    failures.check(all(code == 0 for code in codes), f"{folder.name}: exit codes {codes}: {errors_of(folder)}")
    failures.check(seen == ORDER[kind], f"{folder.name}: {seen}, not {ORDER[kind]}")


def check_spoilt(folder, failures):
    """The caller must notice."""
    codes, seen = play(folder)
    failures.check(codes[-1] not in (0, None), f"{folder.name}: passes though it was spoilt: {codes}, {seen}")


def spoil(place, source, name, change):
    folder = place / name
    shutil.copytree(source, folder)
    path = folder / "uas.xml"
    before = path.read_text()
    path.write_text(change(before))
    if path.read_text() == before:
        raise AssertionError(f"{name}: nothing to spoil")
    return folder


def answer_500(text):
    """The 200 to the INVITE, the one with a retransmission timer, becomes a 500 without a description."""
    head, tail = text.split('<send retrans="500"><![CDATA[\n\nSIP/2.0 200 OK', 1)
    return head + '<send retrans="500"><![CDATA[\n\nSIP/2.0 500 Server Internal Error' + tail


def refuse_bye(text):
    head, tail = text.rsplit("SIP/2.0 200 OK", 1)
    return head + "SIP/2.0 481 Call Does Not Exist" + tail


def spoilt(place, made):
    for transport in ("tcp", "udp"):
        basic = made / f"basic-{transport}"
        yield spoil(place, basic, f"answers-500-{transport}", answer_500)
        yield spoil(place, basic, f"answers-183-{transport}", lambda text: text.replace("180 Ringing", "183 Ringing"))
        yield spoil(place, basic, f"refuses-bye-{transport}", refuse_bye)


def check_together(folder, kinds, failures):
    """The same scenarios under the calls' names, and every one in README.md."""
    readme = (folder / "README.md").read_text()
    for name in kinds:
        for path in sorted((folder.parent / name).glob("*.xml")):
            other = folder / f"{name}-{path.name}"
            if failures.check(other.exists(), f"{other.name} is missing"):
                failures.check(other.read_text() == path.read_text(), f"{other.name} differs")
            failures.check(f"-sf {other.name} " in readme, f"README.md does not say how to run {other.name}")


def main():
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    failures = Failures("sipp")
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / "made"
        made.mkdir()
        subprocess.run([sys.argv[2], str(made)], env=CLEAN, check=True, timeout=60)
        names = sorted(p.name for p in made.iterdir() if p.name != "together")
        failures.check(len(names) == 3 * len(ORDER), f"made {names}")
        for path in sorted(made.rglob("*.xml")):
            check_form(path, failures)
        check_together(made / "together", names, failures)
        bad = list(spoilt(Path(temporary), made))
        with ThreadPoolExecutor(8) as pool:
            jobs = [pool.submit(check_pair, made / name, name.rpartition("-")[0], failures) for name in names]
            jobs += [pool.submit(check_spoilt, folder, failures) for folder in bad]
            for job in jobs:
                job.result()
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main())
