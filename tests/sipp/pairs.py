# SPDX-License-Identifier: MIT
"""Running SIPp on loopback: free ports, servers that are waited for, everything bounded in time, and what the
message logs say. Shared by check.py and failover.py."""
import re
import shlex
import socket
import subprocess
import time
from datetime import datetime

LIMIT = 20


def free_ports(n):
    """Ports that nobody has, over TCP and UDP; all held at once, so that they differ."""
    held, ports = [], []
    while len(ports) < n:
        pair = [socket.socket(type=kind) for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM)]
        held += pair
        try:
            pair[0].bind(("127.0.0.1", 0))
            pair[1].bind(pair[0].getsockname())
            ports.append(pair[0].getsockname()[1])
        except OSError:
            pass
    for one in held:
        one.close()
    return ports


def listens(port):
    """Whether a process has the port on loopback, as /proc/net says: a probe of ours would be a call."""
    wanted = f"0100007F:{port:04X}"
    for table, state in (("tcp", "0A"), ("udp", "07")):
        with open(f"/proc/net/{table}", encoding="ascii") as file:
            for line in file:
                fields = line.split()
                if fields[1] == wanted and fields[3] == state:
                    return True
    return False


def wait_for(port, process, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        if listens(port):
            return True
        time.sleep(0.02)
    return False


def commands(readme, block=0):
    """The command lines of a ```sh block of README.md."""
    blocks = re.findall(r"```sh\n(.*?)```", readme, re.DOTALL)
    return [shlex.split(line) for line in blocks[block].splitlines()]


def ports_in(lines):
    """The ports on loopback, in the order in which they come."""
    return list(dict.fromkeys(re.findall(r"\b1[56]\d{3}\b", " ".join(" ".join(line) for line in lines))))


def with_ports(lines, ports):
    table = dict(zip(ports_in(lines), map(str, ports)))
    return [[re.sub(r"\b1[56]\d{3}\b", lambda m: table[m.group()], word) for word in line] for line in lines]


def after(line, option):
    return line[line.index(option) + 1]


def log_of(line, folder):
    return folder / (after(line, "-sf").removesuffix(".xml") + ".messages")


def start(line, folder):
    log = log_of(line, folder)
    extra = ["-trace_msg", "-message_file", str(log), "-trace_err", "-error_file", str(log.with_suffix(".errors"))]
    return subprocess.Popen(line + extra, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)


def finish(processes, seconds=LIMIT):
    """Exit codes; what has not ended by then is ended and counts as None."""
    end = time.monotonic() + seconds
    codes = []
    for process in processes:
        try:
            codes.append(process.wait(max(0.05, end - time.monotonic())))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            codes.append(None)
    return codes


def run(lines, folder, seconds=LIMIT):
    """Servers first, each waited for, the caller last. Exit codes in the order of the lines."""
    processes = []
    try:
        for line in lines[:-1]:
            processes.append(start(line, folder))
            wait_for(int(after(line, "-p")), processes[-1])
        processes.append(start(lines[-1], folder))
        caller = finish(processes[-1:], seconds)
        # Those who wait for a caller that has failed need not be waited for.
        return finish(processes[:-1], seconds if caller == [0] else 0) + caller
    finally:
        finish(processes, 0)


def with_free_ports(folder, play, tries=4):
    """What play() gives. SIPp takes a port for video, two above the one for audio that it is told, and cannot be told
    otherwise: when somebody has that one, all is played again with others."""
    for _ in range(tries):
        for log in (*folder.glob("*.errors"), *folder.glob("*.messages")):
            log.unlink()
        result = play()
        if not any("Address already in use" in p.read_text(errors="replace") for p in folder.glob("*.errors")):
            break
    return result


def name_of(message):
    """"INVITE", "180", "200 BYE": a request's method; a status, and of what unless of an INVITE."""
    first = message.split(None, 2)
    if first[0] != "SIP/2.0":
        return first[0]
    method = re.search(r"^CSeq:\s*\d+\s+(\w+)", message, re.MULTILINE)
    if method is None:
        return f"{first[1]} ?"
    return first[1] if method.group(1) == "INVITE" else f"{first[1]} {method.group(1)}"


def messages(log):
    """(seconds, "sent" or "received", name, text) of each message of a log."""
    if not log.exists():
        return []
    parts = re.split(r"^-{40,} (\S+ \S+)\n\w+ message (sent|received)[^\n]*:\n\n",
                     log.read_text(errors="replace").replace("\r\n", "\n"), flags=re.MULTILINE)
    found = []
    for at, direction, text in zip(parts[1::3], parts[2::3], parts[3::3]):
        seconds = datetime.strptime(at, "%Y-%m-%d %H:%M:%S.%f").timestamp()
        found.append((seconds, direction, name_of(text), text))
    return found
