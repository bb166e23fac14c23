# SPDX-License-Identifier: MIT
"""Values of the topology language: which are well-formed, and what addresses and numbers mean."""
import ipaddress
import re

# The special-purpose blocks of IANA's registries, and what is multicast, reserved or deprecated.
SPECIAL = [ipaddress.ip_network(block) for block in """
0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24
203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20""".split()]
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
SPECIAL_V4 = [(int(n.network_address), int(n.broadcast_address)) for n in SPECIAL if n.version == 4]

BYTE = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
V4 = re.compile(rf"{BYTE}(?:\.{BYTE}){{3}}")
NUMBER = re.compile(r"\d{1,10}")
DECIMAL = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9])?)*\.?")
# Names of XML without the colon, as far as ids use them: letters, then also digits, marks and joiners.
NCNAME = re.compile(r"[^\W\d][\w.·\u0300-\u036f\u200c\u200d-]*")
E164 = re.compile(r"\+([1-9]\d{1,14})(?:-(\d+)|;ext=(\d+))?")
PORT_RANGE = re.compile(r"\d{1,5}(?:-\d{1,5})?")
PROTOCOL_PORT = re.compile(r"(?:tcp|udp)/\d{1,5}(?:-\d{1,5})?|esp|ah|gre")
COUNTRY = re.compile(r"[A-Z]{2}")


def is_address(text):
    if V4.fullmatch(text):
        return True
    if ":" not in text or "%" in text:
        return False
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True


def is_interface(text):
    address, slash, length = text.partition("/")
    if not is_address(address):
        return False
    return not slash or (length.isdigit() and int(length) <= (128 if ":" in address else 32))


def is_prefix(text):
    try:
        return "/" in text and is_interface(text) and bool(ipaddress.ip_network(text))
    except ValueError:
        return False


def is_pattern(text):
    try:
        re.compile(text)
    except re.error:
        return False
    return True


def all_match(expression):
    return lambda text: all(expression.fullmatch(word) for word in text.split())


# By type letter of the vocabulary; what is missing takes any text.
CHECKS = {
    "b": frozenset(("true", "false")).__contains__,
    "n": NUMBER.fullmatch,
    "d": DECIMAL.fullmatch,
    "h": HOST.fullmatch,
    "a": is_address,
    "i": is_interface,
    "p": is_prefix,
    "l": all_match(PORT_RANGE),
    "q": all_match(PROTOCOL_PORT),
    "c": COUNTRY.fullmatch,
    "r": is_pattern,
    "e": all_match(E164),
}


def check_of(kind, choices, name):
    """What tells whether a text may stand there; None if any may."""
    if kind == "{":
        return choices.__contains__
    if kind == "[":
        return lambda text: choices.issuperset(text.split())
    return NCNAME.fullmatch if name == "id" else CHECKS.get(kind)


def publicly_routable(text):
    if ":" not in text:
        parts = text.split(".")
        value = (int(parts[0]) << 24) + (int(parts[1]) << 16) + (int(parts[2]) << 8) + int(parts[3])
        return not any(low <= value <= high for low, high in SPECIAL_V4)
    address = ipaddress.IPv6Address(text)
    return address in GLOBAL_UNICAST and not any(address in n for n in SPECIAL if n.version == 6)


def network(text):
    """The addresses that an address, an interface address or a prefix names; an interface names one."""
    return ipaddress.ip_network(text, strict=False)


def ranges(text):
    """[(first, last)] of `+E164` and `+E164-SUFFIX`; a number with an extension is one of its own."""
    found = []
    for word in (text or "").split():
        digits, suffix, extension = E164.fullmatch(word).groups()
        first = int(digits)
        if suffix:
            last = int(digits[:-len(suffix)] + suffix)
        else:
            last = first
        found.append((first, last, extension))
    return found


def overlap(some, others):
    return any(a <= d and c <= b for a, b, _ in some for c, d, _ in others)


def size(text):
    return sum(last - first + 1 for first, last, _ in ranges(text))


def port_ranges(text):
    found = []
    for word in text.split():
        low, _, high = word.partition("-")
        found.append((int(low), int(high or low)))
    return found
