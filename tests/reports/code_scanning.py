# SPDX-License-Identifier: MIT
"""What GitHub's code scanning asks of a SARIF file beyond the standard, and its hash of lines, both written from its
documentation and not from our program."""
import re
from urllib.parse import unquote

LEVELS = {"error", "warning", "note"}
NUMBERS = ("startLine", "startColumn", "endLine", "endColumn")
URI = re.compile(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+")
LINK = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]\(([^()]*)\)")


def texts(what, value, most, found):
    if not isinstance(value, dict) or not value.get("text"):
        found.append(f"{what} has no text")
    elif most and len(value["text"]) > most:
        found.append(f"{what} has {len(value['text'])} characters")


def location_faults(what, location, found):
    physical = location.get("physicalLocation", {})
    uri = physical.get("artifactLocation", {}).get("uri")
    region = physical.get("region", {})
    if not uri or not URI.fullmatch(uri.removeprefix("file://")):
        found.append(f"{what}: uri {uri!r}")
    elif not uri.startswith("file:///") and (uri.startswith("/") or ".." in uri.split("/")):
        found.append(f"{what}: uri {uri!r} does not begin at the root")
    numbers = [region.get(name) for name in NUMBERS]
    if not all(isinstance(n, int) and n >= 1 for n in numbers):
        found.append(f"{what}: region {region}")
    elif (numbers[0], numbers[1]) > (numbers[2], numbers[3]):
        found.append(f"{what}: region {region} ends before it begins")
    if "snippet" in region and not region["snippet"].get("text"):
        found.append(f"{what}: an empty snippet")


def rule_faults(rule, found):
    what = f"rule {rule.get('id')}"
    if not rule.get("id") or not rule.get("name") or len(rule["name"]) > 255:
        found.append(f"{what}: id or name")
    texts(f"{what} shortDescription", rule.get("shortDescription"), 1024, found)
    texts(f"{what} fullDescription", rule.get("fullDescription"), 1024, found)
    texts(f"{what} help", rule.get("help"), 0, found)
    if not rule.get("help", {}).get("markdown"):
        found.append(f"{what}: no help in Markdown")
    if "helpUri" in rule and not re.fullmatch(r"https?://\S+", rule["helpUri"]):
        found.append(f"{what}: helpUri {rule['helpUri']!r}")
    if rule.get("defaultConfiguration", {}).get("level") not in LEVELS:
        found.append(f"{what}: no level")
    properties = rule.get("properties", {})
    if not 1 <= len(properties.get("tags", [])) <= 10 or "security-severity" in properties:
        found.append(f"{what}: tags {properties}")
    if properties.get("precision") not in {"very-high", "high", "medium", "low"}:
        found.append(f"{what}: precision")
    if properties.get("problem.severity") not in {"error", "warning", "recommendation"}:
        found.append(f"{what}: problem.severity")


def result_faults(result, rules, found):
    what = f"result of {result.get('ruleId')}"
    index = result.get("ruleIndex", -1)
    if not 0 <= index < len(rules) or rules[index].get("id") != result.get("ruleId"):
        found.append(f"{what}: ruleIndex {index}")
    if result.get("level") not in LEVELS:
        found.append(f"{what}: level {result.get('level')}")
    texts(what, result.get("message"), 0, found)
    if len(result.get("locations", [])) != 1:
        found.append(f"{what}: {len(result.get('locations', []))} locations")
    for location in result.get("locations", []) + result.get("relatedLocations", []):
        location_faults(what, location, found)
    ids = [location.get("id") for location in result.get("relatedLocations", [])]
    targets = [target for _, target in LINK.findall(result.get("message", {}).get("text", ""))]
    if targets != [str(n) for n in ids]:
        found.append(f"{what}: links to {targets}, related are {ids}")
    prints = result.get("partialFingerprints", {})
    if not prints or not all(isinstance(value, str) and value for value in prints.values()):
        found.append(f"{what}: fingerprints {prints}")
    if "primaryLocationLineHash" in prints and not re.fullmatch(
            r"[0-9a-f]{1,16}:[1-9]\d*", prints["primaryLocationLineHash"]):
        found.append(f"{what}: {prints}")


def faults(document):
    """What is wrong with the file, as lines."""
    found = []
    if document.get("version") != "2.1.0" or not document.get("$schema"):
        found.append("no version or $schema")
    runs = document.get("runs", [])
    if len(runs) != 1:
        return found + [f"{len(runs)} runs"]
    driver = runs[0].get("tool", {}).get("driver", {})
    rules = driver.get("rules", [])
    if not driver.get("name") or len(rules) > 25000:
        found.append("no name, or too many rules")
    if len({rule.get("id") for rule in rules}) != len(rules):
        found.append("a rule is there twice")
    for rule in rules:
        rule_faults(rule, found)
    if runs[0].get("columnKind") != "unicodeCodePoints":
        found.append("columnKind")
    if not runs[0].get("automationDetails", {}).get("id", "").endswith("/"):
        found.append("automationDetails.id does not end with /")
    if "results" not in runs[0]:
        return found + ["no results"]
    if len(runs[0]["results"]) > 25000:
        found.append("too many results")
    for result in runs[0]["results"]:
        result_faults(result, rules, found)
    return found


def path_of(location):
    return unquote(location["physicalLocation"]["artifactLocation"]["uri"])


def region_of(location):
    return tuple(location["physicalLocation"]["region"][name] for name in NUMBERS)


def line_hashes(text):
    """{line: "hash:ordinal"}: of each line, the polynomial of the hundred units that begin with it."""
    units = text.encode("utf-16-le", "surrogatepass")
    units = [units[i] | units[i + 1] << 8 for i in range(0, len(units), 2)]
    kept = []
    for n, unit in enumerate(units):
        if unit in (9, 32) or (unit == 10 and n > 0 and units[n - 1] == 13):
            continue
        kept.append(10 if unit == 13 else unit)
    kept.append(0xFFFF)
    starts = [0] + [n + 1 for n, unit in enumerate(kept) if unit == 10]
    kept += [0] * 100
    met, found = {}, {}
    for line, start in enumerate(starts, 1):
        value = 0
        for unit in kept[start:start + 100]:
            value = (value * 37 + unit) % (1 << 64)
        met[value] = met.get(value, 0) + 1
        found[line] = f"{value:x}:{met[value]}"
    return found


# Of the tests of github/codeql-action.
LINE_HASHES = (
    ("", "c129715d7a2bc9a3:1"),
    (" a\nb\n  \t\tc\n d", "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1"),
    (" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n",
     "e9496ae3ebfced30:1 fb7c023a8b9ccb3f:1 ce8ba1a563dcdaca:1 e20e36e16fcb0cc8:1 b3edc88f2938467e:1 "
     "c8e28b0b4002a3a0:1 c129715d7a2bc9a3:1"),
    (" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n",
     "e9496ae3ebfced30:1 fb7c023a8b9ccb3f:1 ce8ba1a563dcdaca:1 e20e36e16fcb0cc8:1 b3edc88f2938467e:1 "
     "c8e28b0b4002a3a0:1 c129715d7a2bc9a3:1"),
    ("Lorem ipsum dolor sit amet.\n" * 10,
     "a7f2ff13bc495cf2:1 a7f2ff13bc495cf2:2 a7f2ff13bc495cf2:3 a7f2ff13bc495cf2:4 a7f2ff13bc495cf2:5 "
     "a7f2ff13bc495cf2:6 a7f2ff1481e87703:1 a9cf91f7bbf1862b:1 55ec222b86bcae53:1 cc97dc7b1d7d8f7b:1 "
     "c129715d7a2bc9a3:1"),
)


def hash_faults():
    """The oracle itself, held against what is published."""
    return [text for text, expected in LINE_HASHES if list(line_hashes(text).values()) != expected.split()]
