#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Captures before other people's eyes: tshark, sngrep and libosip2.

The numbers of the basic call are those of two seconds of G.711 in packets of 20 ms: two streams of 100 packets, IP
packets of 20 + 8 + 12 + 160 = 200 bytes. Two negative controls show that the judge can find fault: a Content-Length
that is 7 too large, and a packet of audio that is missing.

usage: check.py PROGRAM MAKE_CAPTURE OSIP_CHECK
"""
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lib"))
from tool import Failures

SECONDS = 60
CHECKSUMS = [word for name in ("ip", "tcp", "udp") for word in ("-o", f"{name}.check_checksum:TRUE")]
CLEAN = ("basic", "tagged", "udp", "tls", "ipv6", "proxy", "early", "far", "failover", "ping")


def run(*words):
    return subprocess.run([str(word) for word in words], capture_output=True, timeout=SECONDS, check=False)


def tshark(path, *words, options=()):
    return run("tshark", "-n", *options, "-r", path, *words).stdout.decode()


def fields(path, wanted, *names):
    words = [word for name in names for word in ("-e", name)]
    text = tshark(path, "-Y", wanted, "-T", "fields", *words, options=CHECKSUMS)
    return [line.split("\t") for line in text.splitlines()]


def statistics(path):
    """What sip,stat counts: requests by method, answers by status."""
    text = tshark(path, "-q", "-z", "sip,stat")
    found = {"messages": int(re.search(r"Number of SIP messages: (\d+)", text).group(1))}
    for name, count in re.findall(r"^\s+(?:SIP )?(\w+)\b.*?:\s+(\d+) Packets", text, re.M):
        found[name] = int(count)
    return found


def streams(path):
    """(packets, lost, least, mean, most delta) of each."""
    found = []
    for line in tshark(path, "-q", "-z", "rtp,streams").splitlines():
        match = re.search(r"(\d+)\s+(-?\d+) \(\S+%\)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)", line)
        if match:
            found.append((int(match[1]), int(match[2]), match[3], match[4], match[5]))
    return found


def expert(path):
    """Groups of the expert information above a remark about the ordinary."""
    text = tshark(path, "-q", "-z", "expert", options=CHECKSUMS)
    return re.findall(r"^(?:Errors|Warns|Notes) \(\d+\)", text, re.M)


def packets(capture):
    """(header, frame) of each packet of a little-endian capture."""
    at = 24
    while at < len(capture):
        length = struct.unpack_from("<I", capture, at + 8)[0]
        yield capture[at:at + 16], capture[at + 16:at + 16 + length]
        at += 16 + length


def check_basic(make, failures):
    path = make("basic")
    want = {"messages": 7, "INVITE": 1, "ACK": 1, "BYE": 1, "100": 1, "180": 1, "200": 2}
    failures.check(statistics(path) == want, f"basic: {statistics(path)}")
    want = [(100, 0, "20.000", "20.000", "20.000")] * 2
    failures.check(streams(path) == want, f"basic: {streams(path)}")
    lengths = {row[0] for row in fields(path, "rtp", "ip.len")}
    failures.check(lengths == {"200"}, f"basic: ip.len of the audio {lengths}")
    kinds = {row[0] for row in fields(path, "rtp", "rtp.p_type")}
    failures.check(kinds == {"0"}, f"basic: payload types {kinds}")
    markers = sum(row[0] in ("1", "True") for row in fields(path, "rtp", "rtp.marker"))
    failures.check(markers == 2, f"basic: {markers} markers")


def check_clean(make, failures):
    for kind in CLEAN:
        path = make(kind)
        failures.check(not expert(path), f"{kind}: {tshark(path, '-q', '-z', 'expert')}")
        times = [float(row[0]) for row in fields(path, "frame", "frame.time_relative")]
        failures.check(times and times == sorted(times), f"{kind}: packets are out of order")
        bad = fields(path, " || ".join(f"{name}.checksum.status == 0" for name in ("ip", "tcp", "udp")), "frame.number")
        good = fields(path, "tcp.checksum.status == 1 || udp.checksum.status == 1", "frame.number")
        failures.check(not bad and len(good) == len(times), f"{kind}: {len(bad)} wrong checksums, {len(good)} right")


def check_marks(make, failures):
    path = make("tagged")
    rows = {tuple(row) for row in fields(path, "rtp", "vlan.id", "ip.dsfield.dscp")}
    failures.check(rows == {("210", "46")}, f"tagged: audio {rows}")
    rows = {tuple(row) for row in fields(path, "tcp", "vlan.id", "ip.dsfield.dscp")}
    failures.check(rows == {("210", "24")}, f"tagged: SIP {rows}")


def check_early(make, failures):
    for kind in ("early", "far"):
        want = [(150, 0, "20.000", "20.000", "20.000")] * 2
        failures.check(streams(make(kind)) == want, f"{kind}: {streams(make(kind))}")
    rows = fields(make("far"), "tcp.len > 0", "tcp.len")
    failures.check(max(int(row[0]) for row in rows) == 536, "far: segments are not cut at 536 bytes")


def check_encrypted(make, failures):
    path = make("tls")
    lengths = {row[0] for row in fields(path, "rtp", "ip.len")}
    failures.check(lengths == {"210"}, f"tls: ip.len of the audio {lengths}")
    crypto = fields(path, "sdp.media.proto == \"RTP/SAVP\" && sdp.media_attr contains \"crypto:1 AES_CM_128_HMAC_SHA1_80\"", "frame.number")
    failures.check(len(crypto) == 2, f"tls: {len(crypto)} descriptions with a key")


def check_dialogs(make, failures):
    """RFC 3261 9.1 and 17.1.1.3: CANCEL and ACK to a refusal have the INVITE's branch; 13.2.2.4: that to a 2xx not."""
    rows = fields(make("failover"), "sip", "sip.Method", "sip.Call-ID", "sip.Via.branch", "sip.Status-Code")
    calls = {}
    for method, call, branch, status in rows:
        calls.setdefault(call, []).append((method or status, branch.split(",")[0]))
    told = sorted([word for word, _ in messages] for messages in calls.values())
    want = [["INVITE", "100", "CANCEL", "200", "487", "ACK"], ["INVITE", "503", "ACK"]]
    failures.check(told == want, f"failover: {told}")
    for messages in calls.values():
        failures.check(len({branch for _, branch in messages}) == 1, f"failover: branches {messages}")
    rows = fields(make("basic"), "sip", "sip.CSeq", "sip.Via.branch")
    branches = {}
    for sequence, branch in rows:
        branches.setdefault(sequence, set()).add(branch)
    want = ["1 ACK", "1 INVITE", "2 BYE"]
    failures.check(sorted(branches) == want and all(len(b) == 1 for b in branches.values()) and
                   len(set.union(*branches.values())) == 3, f"basic: {branches}")


def check_failures_on_the_wire(make, failures):
    times = [round(float(row[0])) for row in fields(make("silent"), "tcp.flags.syn == 1", "frame.time_relative")]
    failures.check(times == [0, 1, 3, 7, 15, 31], f"silent: SYN at {times}")  # RFC 6298: 1 s, doubled
    flags = [row[0] for row in fields(make("refused"), "tcp", "tcp.flags")]
    failures.check(flags == ["0x0002", "0x0014"], f"refused: flags {flags}")  # SYN, then RST and ACK (RFC 9293 3.10.7.1)
    text = tshark(make("repeated"), "-q", "-z", "sip,stat")
    failures.check("resent SIP messages: 1\n" in text, "repeated: tshark saw no repeated INVITE")


def check_controls(make, failures, folder):
    """Captures that are wrong on purpose."""
    capture = make("basic").read_bytes()
    length = re.search(rb"Content-Length: (\d{3})\r\n", capture)
    wrong = folder / "wrong.pcap"
    # The same number of digits, so that no byte moves. Counting does not look at checksums.
    wrong.write_bytes(capture[:length.start(1)] + b"%03d" % (int(length[1]) + 7) + capture[length.end(1):])
    found = statistics(wrong)
    failures.check(found["messages"] < 7, f"a wrong Content-Length goes unnoticed: {found}")
    audio = [i for i, (_, frame) in enumerate(packets(capture)) if len(frame) == 214]
    wrong.write_bytes(capture[:24] + b"".join(h + f for i, (h, f) in enumerate(packets(capture)) if i != audio[50]))
    lost = sorted(stream[1] for stream in streams(wrong))
    failures.check(lost == [0, 1], f"a gap in the audio goes unnoticed: {lost}")


def messages_of(path):
    """Everything SIP in a capture, one message after the other, connection by connection."""
    connections = {}
    rows = fields(path, "tcp.len > 0 || sip", "tcp.stream", "tcp.srcport", "tcp.payload", "udp.payload")
    for stream, port, segment, datagram in rows:
        key = (stream, port)
        connections[key] = connections.get(key, b"") + bytes.fromhex(segment or datagram)
    return b"".join(connections.values())


def check_osip(make, osip, failures, folder):
    for kind in CLEAN + ("repeated",):
        stream = folder / "messages"
        stream.write_bytes(messages_of(make(kind)))
        done = run(osip, stream)
        want = f"{stream.read_bytes().count(b'CSeq: ')} messages\n".encode()
        failures.check(done.returncode == 0 and done.stdout == want, f"{kind}: {done.stdout} {done.stderr.decode()}")
    text = messages_of(make("basic"))
    stream.write_bytes(text.replace(b"\r\nCSeq: 1 INVITE", b"\r\nCSeq: INVITE", 1))
    failures.check(run(osip, stream).returncode == 1, "osip takes a CSeq without a number")


def check_sngrep(make, failures, folder):
    """It keeps what it takes for SIP."""
    for kind, count in (("basic", 7), ("udp", 7), ("failover", 9)):
        kept = folder / "kept.pcap"
        kept.unlink(missing_ok=True)
        run("sngrep", "-N", "-q", "-I", make(kind), "-O", kept)
        found = statistics(kept)["messages"] if kept.exists() else None
        failures.check(found == count, f"{kind}: sngrep kept {found} messages of {count}")


OUT, FRONT = ("sales", "+12065559123"), ("developers", "+12065550123")
# plan, call, tap: how many SIP messages and audio streams pass, tags, and between whom audio runs. A leg of a call that
# is answered has 7 messages (RFC 3665 3.2 with 100 and 180), a refused one with 100 has 4. Addresses: the plans.
OUTSIDE, INSIDE = {"172.16.9.2", "192.0.2.10"}, {"10.0.10.10", "10.0.0.21"}
PLANS = (
    ("sip-trunk-vpn-router", OUT, "", 7, 2, "909", [OUTSIDE]),
    ("sip-trunk-vpn-router", OUT, "tap t-sea", 7, 2, "909", [OUTSIDE]),
    ("sip-trunk-vpn-router", OUT, "tap vlan-trunk", 7, 2, "909", [OUTSIDE]),
    ("sip-trunk-vpn-router", OUT, "tap red-vpn", 7, 2, "909", [OUTSIDE]),
    ("sip-trunk-vpn-router", OUT, "tap tun-sea", 7, 2, "", [OUTSIDE]),
    ("sip-trunk-vpn-router", OUT, "tap fab-sbc-sea", 7, 2, "", [OUTSIDE]),
    ("sip-trunk-vpn-router", OUT, "tap med1", 14, 4, None, [OUTSIDE, INSIDE]),
    ("sip-trunk-vpn-router", OUT, "tap fe-red", 14, 0, "", []),
    ("sip-trunk-vpn-router", OUT, "tap sales", 7, 2, "", [INSIDE]),
    ("sip-trunk-vpn-router", OUT, "fail t-sea@refuse:503", 11, 2, "909", [{"172.16.9.3", "192.0.2.74"}]),
    # Both servers are tried: to the first there are INVITE, 100, 503, ACK on each side of it.
    ("sip-trunk-vpn-router", OUT, "fail t-sea@refuse:503 --tap med1", 8, 0, None, []),
    ("sip-trunk-vpn-router", OUT, "fail t-sea@refuse:503 --tap med2", 14, 4, None,
     [{"172.16.9.3", "192.0.2.74"}, {"10.0.10.10", "10.0.0.22"}]),
    ("voip-only", FRONT, "", 7, 0, "", []),
    ("voip-only", FRONT, "tap gw-aus-1", 7, 2, "", [{"10.60.10.10", "10.60.5.11"}]),
    ("voip-only", FRONT, "tap med-aus", 14, 0, "", []),
)


def simulate(program, plan, path, *words):
    samples = Path(__file__).resolve().parents[2] / "samples"
    return run(program, "simulate", "-q", "--pcap", path, *words, samples / f"{plan}.xml")


def scenario_of(call, folder, *failures):
    """Two seconds of talk."""
    path = folder / "scenario.xml"
    path.write_text('<scenario xmlns="urn:lync-topo:scenario:1">'
                    f'<call id="c1" from="{call[0]}" to="{call[1]}" duration-s="2"/>{"".join(failures)}</scenario>')
    return path


def check_plan(program, osip, case, failures, folder):
    plan, call, more, messages, audio, tag, between = case
    what, path = f"{plan} {more}", folder / "plan.pcap"
    options = ["--scenario", scenario_of(call, folder), *(f"--{more}".split() if more else ())]
    done = simulate(program, plan, path, *options)
    if not failures.check(done.returncode == 0, f"{what}: exit {done.returncode} {done.stderr.decode()}"):
        return
    text = tshark(path, "-q", "-z", "sip,stat", "-z", "rtp,streams", "-z", "expert", options=CHECKSUMS)
    failures.check(f"SIP messages: {messages}\n" in text, f"{what}: not {messages} messages: {text}")
    # tshark finds audio by the session descriptions alone: they must tell the addresses and ports it runs between.
    found = re.findall(r"\s(\d+)\s+0 \(0\.0%\)\s+20\.000\s+20\.000\s+20\.000\s", text)
    failures.check(found == ["100"] * audio, f"{what}: {found}")
    failures.check(re.search(r"^(Errors|Warns|Notes) ", text, re.M) is None, f"{what}: {text}")
    rows = fields(path, "frame", "frame.time_relative", "rtp.seq", "ip.src", "ip.dst", "vlan.id")
    found = {frozenset(row[2:4]) for row in rows if row[1]}
    failures.check(found == {frozenset(pair) for pair in between}, f"{what}: audio {found}")
    tags = {row[4] for row in rows}
    failures.check(tag is None or tags == {tag}, f"{what}: tags {tags}")
    times = [float(row[0]) for row in rows]
    failures.check(times == sorted(times), f"{what}: packets are out of order")
    stream = folder / "messages"
    stream.write_bytes(messages_of(path))
    done = run(osip, stream)
    failures.check(done.stdout == f"{messages} messages\n".encode(), f"{what}: {done.stdout} {done.stderr.decode()}")


def check_facts(program, failures, folder):
    """What headers and marks the plan and the failure ask for."""
    path = folder / "isup.pcap"
    scenario = scenario_of(OUT, folder, '<fail target="t-sea" mode="refuse" code="503" isup="34"/>')
    done = simulate(program, "sip-trunk-vpn-router", path, "--scenario", scenario)
    failures.check(done.returncode == 0, f"isup: {done.stderr.decode()}")
    rows = fields(path, "sip.Status-Code >= 300", "sip.Status-Code", "sip.Reason")
    failures.check(rows == [["503", "Q.850;cause=34"]], f"isup: {rows}")
    rows = {tuple(row) for row in fields(path, "sip.Method == INVITE", "sip.User-Agent", "ip.src", "ip.dst", "sip.from.user")}
    want = {("RTCC/5.0.0.0 MediationServer", *pair, "+14255550110")
            for pair in (("172.16.9.2", "192.0.2.10"), ("172.16.9.3", "192.0.2.74"))}
    failures.check(rows == want, f"isup: {rows}")
    marks = {row[0] for row in fields(path, "rtp", "ip.dsfield.dscp")}
    failures.check(marks == {"46"}, f"isup: audio is marked {marks}")
    want = [(100, 0, "20.000", "20.000", "20.000")] * 2
    failures.check(streams(path) == want, f"isup: {streams(path)}")
    done = simulate(program, "sip-trunk-vpn-router", folder / "refused.pcap", "--scenario", scenario_of(OUT, folder),
                    "--fail", "t-sea")
    rows = fields(folder / "refused.pcap", "ip.addr == 192.0.2.10", "ip.dst", "tcp.flags")
    failures.check(rows == [["192.0.2.10", "0x0002"], ["172.16.9.2", "0x0014"]], f"refused: {rows} {done.stderr}")
    # The next trunk is tried after the refusal: its connection too.
    rows = fields(path, "ip.addr == 192.0.2.10 && sip || ip.addr == 192.0.2.74", "ip.dst", "tcp.flags")
    last = max(i for i, row in enumerate(rows) if row[0] == "192.0.2.10" and "192.0.2.74" not in [r[0] for r in rows[:i]])
    failures.check(rows[last + 1] == ["192.0.2.74", "0x0002"], f"isup: {rows[:8]}")


def check_refused_taps(program, failures, folder):
    for plan, call, tap in (("voip-only", FRONT, "line-1"), ("behind-pbx", ("sales", "production"), "tie-1"),
                            ("behind-pbx", ("sales", "production"), "pbx-tac"),
                            ("sip-trunk-vpn-router", OUT, "fe1"), ("sip-trunk-vpn-router", OUT, "fabrikam"),
                            ("sip-trunk-vpn-router", OUT, "nothing"), ("sip-trunk-vpn-router", OUT, "t-den")):
        path = folder / "none.pcap"
        done = simulate(program, plan, path, "--from", call[0], "--to", call[1], "--tap", tap)
        failures.check(done.returncode == 2 and not path.exists() and tap.encode() in done.stderr,
                       f"--tap {tap}: exit {done.returncode} {done.stderr.decode()}")


def check_plans(program, osip, failures, folder):
    for case in PLANS:
        check_plan(program, osip, case, failures, folder)
    check_facts(program, failures, folder)
    check_refused_taps(program, failures, folder)


def main():
    lync_topo, program, osip = sys.argv[1:]
    failures = Failures("capture")
    missing = [name for name in ("tshark", "sngrep") if shutil.which(name) is None]
    if not failures.check(not missing, f"not installed: {missing}"):
        return failures.finish()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def make(kind):
            path = folder / f"{kind}.pcap"
            if not path.exists():
                subprocess.run([program, kind, path], check=True, timeout=SECONDS, capture_output=True)
            return path

        for check in (check_basic, check_clean, check_marks, check_early, check_encrypted, check_dialogs,
                      check_failures_on_the_wire):
            check(make, failures)
        check_controls(make, failures, folder)
        check_osip(make, osip, failures, folder)
        check_sngrep(make, failures, folder)
        check_plans(lync_topo, osip, failures, folder)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main())
