# SPDX-License-Identifier: MIT
"""As much of Markdown as these documents use."""
import re

FENCE = re.compile(r"^(?:<!-- file: (\S+) -->\n)?```(\w*)\n(.*?)^```$", re.M | re.S)
HEADING = re.compile(r"^(#+) (.*)$", re.M)


def slug(heading):
    """The anchor that GitHub and GitLab make of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


class Document:
    def __init__(self, path):
        self.path = path
        self.name = path.name
        self.text = path.read_text()
        self.prose = FENCE.sub("\n", self.text)
        self.anchors = [slug(title) for _, title in HEADING.findall(self.prose)]

    def blocks(self):
        """(file name or "", language, text) of every code block."""
        return FENCE.findall(self.text)

    def files(self):
        return [(name, text) for name, _, text in self.blocks() if name]

    def spans(self):
        return re.findall(r"`([^`\n]+)`", self.prose)

    def links(self):
        return re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]+`", "", self.prose))

    def section(self, anchor):
        """The text under a heading, up to the next of its level or above; "" when there is none."""
        fences = [(f.start(), f.end()) for f in FENCE.finditer(self.text)]
        headings = [h for h in HEADING.finditer(self.text) if not any(a <= h.start() < b for a, b in fences)]
        for i, heading in enumerate(headings):
            if slug(heading.group(2)) != anchor:
                continue
            level = len(heading.group(1))
            end = next((h.start() for h in headings[i + 1:] if len(h.group(1)) <= level), len(self.text))
            return self.text[heading.end():end]
        return ""
