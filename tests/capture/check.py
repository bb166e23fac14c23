#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Captures before other people's eyes: tshark, sngrep and libosip2.

The numbers of the basic call are those of two seconds of G.711 in packets of 20 ms: two streams of 100 packets, IP
packets of 20 + 8 + 12 + 160 = 200 bytes. Two negative controls show that the judge can find fault: a Content-Length
that is 7 too large, and a packet of audio that is missing.

usage: check.py MAKE_CAPTURE OSIP_CHECK
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


def main():
    program, osip = sys.argv[1:]
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
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main())
