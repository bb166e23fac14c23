#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Trunk failover as an independent proxy does it: a SIPp caller, kamailio, two SIPp trunks, all on loopback.

The first trunk refuses with 503 (RFC 3666 section 2.3) or sends 100 and nothing more; the proxy gives it up after
10 s as EnableFastFailoverTimer does. Printed is what passed on each trunk's leg, and the order is held against that
RFC. What the program simulates must pass the same legs in the same order, with the second trunk tried at the same
time within 100 ms. CANCEL to the first and INVITE to the second trunk may come in either order: they are two legs.

usage: failover.py PROGRAM MAKE_SIPP     (MAKE_SIPP: make_sipp.c, built)
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE)]
import pairs
from tool import CLEAN, Failures, Tool

UP = ["INVITE", "180", "200", "ACK", "BYE", "200 BYE"]
# case: (legs, when the second trunk is tried, in seconds after the first)
EXPECTED = {
    "overflow": ({"t1": ["INVITE", "503", "ACK"], "t2": UP}, 0.0),
    "silent": ({"t1": ["INVITE", "100", "CANCEL", "200 CANCEL", "487", "ACK"], "t2": UP}, 10.0),
}
# The proxy's timer runs ahead by up to 36 ms, and machines under load are late.
EARLY, LATE = 0.1, 1.0
# The same as a scenario: the called side's delays are those of make_sipp.c.
SCENARIO = """<scenario xmlns="urn:lync-topo:scenario:1">
  <call id="c1" from="sales" to="+12125550123" answer-after-s="0.4" duration-s="0.2"/>
  <fail target="t1" {fail}/>
</scenario>
"""
FAILURES = {"overflow": 'mode="refuse" code="503"', "silent": 'mode="slow" delay-ms="60000"'}


def start_proxy(folder, transport, ports):
    text = (HERE / "failover.cfg").read_text()
    words = {"TRANSPORT": transport, "PORT": ports[0], "FIRST": ports[1], "SECOND": ports[2]}
    path = folder / "proxy.cfg"
    path.write_text(re.sub(r"\b(TRANSPORT|PORT|FIRST|SECOND)\b", lambda m: str(words[m.group()]), text))
    with open(folder / "proxy.log", "wb") as log:
        return subprocess.Popen(["kamailio", "-f", str(path), "-DD", "-E", "-w", str(folder), "-Y", str(folder),
                                 "-m", "16", "-M", "4"],
                                cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def stop(process):
    """kamailio ends its children when it is asked to."""
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def sipp(file, port, media, *more):
    return ["sipp", "-sf", file, *more, "-i", "127.0.0.1", "-p", str(port), "-mi", "127.0.0.1", "-mp", str(media),
            "-m", "1", "-nostdin", "-timeout", "30s", "-timeout_error"]


def play(case, transport, made, folder):
    """Exit codes of both trunks and the caller."""
    return pairs.with_free_ports(folder, lambda: play_once(case, transport, made, folder))


def play_once(case, transport, made, folder):
    ports = pairs.free_ports(7)
    mode = ("-t", "u1" if transport == "udp" else "t1")
    for name in ("uas-1.xml", "uas.xml"):
        shutil.copy(made / f"{case}-{transport}" / name, folder / name)
    shutil.copy(made / f"basic-{transport}" / "uac.xml", folder / "uac.xml")
    proxy = start_proxy(folder, transport, ports)
    try:
        if not pairs.wait_for(ports[0], proxy):
            raise AssertionError("kamailio does not start: " + (folder / "proxy.log").read_text()[-2000:])
        return pairs.run([sipp("uas-1.xml", ports[1], ports[4], *mode), sipp("uas.xml", ports[2], ports[5], *mode),
                          sipp("uac.xml", ports[3], ports[6], f"127.0.0.1:{ports[0]}", *mode, "-d", "200")],
                         folder, 30)
    finally:
        stop(proxy)


def observed(folder):
    """{trunk: [(seconds after the first INVITE, name)]}, retransmissions left out."""
    logs = {"t1": folder / "uas-1.messages", "t2": folder / "uas.messages"}
    legs = {trunk: pairs.messages(log) for trunk, log in logs.items()}
    begin = min((found[0] for leg in legs.values() for found in leg), default=0)
    return {trunk: first_times([(at - begin, name) for at, _, name, _ in leg]) for trunk, leg in legs.items()}


def first_times(leg):
    seen = {}
    for at, name in leg:
        seen.setdefault(name, at)
    return [(at, name) for name, at in seen.items()]


def printed(what, legs):
    lines = sorted(((at, trunk, name) for trunk, leg in legs.items() for at, name in leg), key=lambda line: line[0])
    return "".join(f"{what:23} {at:10.4f} {trunk} {name}\n" for at, trunk, name in lines)


def check_legs(what, legs, case, failures):
    expected, second = EXPECTED[case]
    names = {trunk: [name for _, name in leg] for trunk, leg in legs.items()}
    failures.check(names == expected, f"{what}: {names}, not {expected}")
    other = EXPECTED["overflow" if case == "silent" else "silent"][0]
    failures.check(names != other, f"{what}: cannot be told from the other case")
    if legs["t2"]:
        at = legs["t2"][0][0]
        failures.check(second - EARLY <= at <= second + LATE, f"{what}: second trunk tried at {at:.3f} s")


def check_case(case, transport, made, place, failures):
    folder = place / f"{case}-{transport}"
    folder.mkdir()
    codes = play(case, transport, made, folder)
    failures.check(codes == [0, 0, 0], f"{folder.name}: exit codes {codes}")
    legs = observed(folder)
    check_legs(folder.name, legs, case, failures)
    return printed(folder.name, legs), legs


def simulated(tool, case, transport, folder):
    """The legs as the program claims them. gw1 is the peer of t1, gw2 that of t2."""
    plan, scenario = folder / "plan.xml", folder / "scenario.xml"
    plan.write_text((HERE / "failover.xml").read_text().replace("TRANSPORT", transport))
    scenario.write_text(SCENARIO.format(fail=FAILURES[case]))
    done = tool.run("simulate", plan, "--scenario", scenario, "--ladder", "--format", "json", timeout=60)
    if done.returncode != 0:
        raise AssertionError(f"simulate: exit {done.returncode}: {done.stderr.decode()[-1000:]}")
    legs = {"t1": [], "t2": []}
    for message in json.loads(done.stdout)["calls"][0]["messages"]:
        peer = {"gw1": "t1", "gw2": "t2"}.get(({message["from"], message["to"]} - {"med"}).pop())
        if peer is not None and "med" in (message["from"], message["to"]):
            legs[peer].append((message["atMs"] / 1000, plain_name(message["text"])))
    return {trunk: first_times(leg) for trunk, leg in legs.items()}


def plain_name(text):
    """"180 Ringing" is 180, "200 OK (BYE)" 200 BYE, as pairs.name_of() says it."""
    status = re.match(r"\d{3}", text)
    if status is None:
        return text.split()[0]
    method = re.search(r"\((\w+)\)", text)
    return status.group() + ("" if method is None or method.group(1) == "INVITE" else " " + method.group(1))


def check_simulated(tool, case, transport, seen, place, failures):
    what = f"{case}-{transport} simulated"
    legs = simulated(tool, case, transport, place / f"{case}-{transport}")
    for trunk in ("t1", "t2"):
        claimed, real = ([name for _, name in leg[trunk]] for leg in (legs, seen))
        failures.check(claimed == real, f"{what}: {trunk} {claimed}, kamailio {real}")
    if legs["t2"]:
        difference = abs(legs["t2"][0][0] - EXPECTED[case][1])
        failures.check(difference <= EARLY, f"{what}: second trunk tried {difference:.3f} s beside the timer")
    return printed(what, legs)


def main():
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    failures = Failures("sipp/failover")
    tool = Tool(sys.argv[1])
    cases = [(case, transport) for case in EXPECTED for transport in ("tcp", "udp")]
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        made = place / "made"
        made.mkdir()
        subprocess.run([sys.argv[2], str(made)], env=CLEAN, check=True, timeout=60)
        with ThreadPoolExecutor(len(cases)) as pool:
            jobs = [pool.submit(check_case, *case, made, place, failures) for case in cases]
            results = [job.result() for job in jobs]
        for case, (text, seen) in zip(cases, results):
            print(text, check_simulated(tool, *case, seen, place, failures), sep="", end="\n")
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main())
