# SPDX-License-Identifier: MIT
"""The language as its printed reference says it: attributes, whether they must be there, what they may hold."""
import re


class Row:
    def __init__(self, name, required, value):
        self.name = name
        self.required = required
        self.value = value
        self.choices = re.findall(r"`([^`]+)`", value) if value.startswith(("`", "any of ")) else []
        self.is_set = value.startswith("any of ")
        kinds = re.match(r"(?:id|ids|two ids|target)\b[^:]*: (.+)", value)
        self.targets = re.split(r", | or ", kinds.group(1)) if kinds else []
        self.is_list = value.startswith(("ids", "two ids"))
        self.is_reference = bool(self.targets) and value.startswith(("id", "two ids"))


def read(markdown):
    """{element: {attribute: Row}} from `schema topology --format markdown`."""
    elements = {}
    rows = None
    for line in markdown.splitlines():
        heading = re.match(r"### `([a-z-]+)`", line)
        row = re.match(r"\| `([a-z0-9-]+)`( \*)? \| (.*?) \| (.*?) \| (.*) \|$", line)
        if heading:
            rows = elements.setdefault(heading.group(1), {})
        elif row and rows is not None:
            rows[row.group(1)] = Row(row.group(1), bool(row.group(2)), row.group(3))
    return elements
