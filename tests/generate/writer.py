# SPDX-License-Identifier: MIT
"""Elements in the topology language, line by line."""
from xml.sax.saxutils import quoteattr


def attributes(**values):
    """mediation_pool="m" becomes mediation-pool="m"; True and False as the language writes them."""
    text = ""
    for name, value in values.items():
        if value is None:
            continue
        if isinstance(value, bool):
            value = "true" if value else "false"
        text += f" {name.rstrip('_').replace('_', '-')}={quoteattr(str(value))}"
    return text


class Writer:
    def __init__(self):
        self.lines = []
        self.depth = 1

    def leaf(self, element, /, **values):
        self.lines.append("  " * self.depth + f"<{element}{attributes(**values)}/>")

    def open(self, element, /, **values):
        self.lines.append("  " * self.depth + f"<{element}{attributes(**values)}>")
        self.depth += 1

    def close(self, name):
        self.depth -= 1
        self.lines.append("  " * self.depth + f"</{name}>")
