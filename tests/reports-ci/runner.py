# SPDX-License-Identifier: MIT
"""Which lines of a log GitHub's runner takes for commands, told again from its source: actions/runner, ActionCommand.cs
(TryParseV2, then TryParse), with the white space of .NET's TrimStart().

Stricter than the runner in two ways. Whatever stands where a command's name does is one, whether the runner knows it or
not. And each line is read twice, as it is and without the characters that have no weight when strings are compared by a
culture's rules, because the runner's StartsWith() and IndexOf() do that.
"""
import re
import unicodedata

WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
WEIGHTLESS = {"Cc", "Cf", "Mn", "Me"}
DATA = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
PROPERTY = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


class Command:
    def __init__(self, name, properties, data):
        self.name, self.properties, self.data = name, properties, data


def unescape(text, mappings):
    for escaped, character in mappings:
        text = text.replace(escaped, character)
    return text


def parse_second(line):
    """::name key=value,key=value::data"""
    line = line.lstrip(WHITE)
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return None
    name, _, listed = line[2:end].partition(" ")
    pairs = [pair.partition("=") for pair in listed.strip().split(",") if pair]
    properties = {key: unescape(value, PROPERTY) for key, _, value in pairs if key and value}
    return Command(name, properties, unescape(line[end + 2:], DATA))


def parse_first(line):
    """##[name key=value;key=value]data, from anywhere in the line"""
    start = line.find("##[")
    end = line.find("]", start)
    if start < 0 or end < 0:
        return None
    return Command(line[start + 3:end].partition(" ")[0], {}, line[end + 1:])


def parse(line):
    for reading in (line, "".join(c for c in line if unicodedata.category(c) not in WEIGHTLESS)):
        command = parse_second(reading) or parse_first(reading)
        if command:
            return command
    return None


def lines(printed):
    """As a stream reader ends them: at CR, LF and both."""
    return re.split("\r\n|\r|\n", printed.decode(errors="replace"))


def commands(printed):
    return [command for command in map(parse, lines(printed)) if command]
