# SPDX-License-Identifier: MIT
"""An SVG drawing of the program as texts, shapes and lines with their places in points."""
import re
from dataclasses import dataclass, field

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
ASCENT, DESCENT = 0.74, 0.2  # of the size of the font: capitals and letters that go below the line
BADGES = {"i-error", "i-warning", "i-note"}
STEPS = 24                   # straight pieces of a curve


@dataclass
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other, slack=0.5):
        return (self.left + slack < other.right and other.left + slack < self.right
                and self.top + slack < other.bottom and other.top + slack < self.bottom)

    def holds(self, other, slack=1.0):
        return (self.left - slack <= other.left and other.right <= self.right + slack
                and self.top - slack <= other.top and other.bottom <= self.bottom + slack)

    def corners(self):
        return [(self.left, self.top), (self.right, self.top), (self.right, self.bottom), (self.left, self.bottom)]


@dataclass
class Text:
    words: str
    size: float
    box: Box


@dataclass
class Group:
    kind: str                                   # area, line, node, title, label, legend
    id: str
    texts: list = field(default_factory=list)
    outlines: list = field(default_factory=list)  # polygons
    badges: list = field(default_factory=list)    # frames, each with the text that its tooltip says
    ways: list = field(default_factory=list)      # points of lines

    def frame(self):
        xs = [x for outline in self.outlines for x, _ in outline]
        ys = [y for outline in self.outlines for _, y in outline]
        return Box(min(xs), min(ys), max(xs), max(ys))

    def holds(self, x, y, slack):
        """Inside one of the outlines, or nearly: a point this far towards the middle."""
        frame = self.frame()
        cx, cy = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
        distance = max(((x - cx) ** 2 + (y - cy) ** 2) ** 0.5, 1e-9)
        part = max(0.0, (distance - slack) / distance)
        x, y = cx + (x - cx) * part, cy + (y - cy) * part
        return any(inside(outline, x, y) for outline in self.outlines)


def inside(outline, x, y):
    hits = False
    for (ax, ay), (bx, by) in zip(outline, outline[1:] + outline[:1]):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            hits = not hits
    return hits


def number(element, name):
    return float(element.get(name, "0"))


def read_text(element):
    size, width = number(element, "font-size"), number(element, "textLength")
    left = number(element, "x") - (width / 2 if "m" in element.get("class").split() else 0)
    base = number(element, "y")
    return Text("".join(element.itertext()), size, Box(left, base - ASCENT * size, left + width, base + DESCENT * size))


def read_rect(element):
    left, top = number(element, "x"), number(element, "y")
    return Box(left, top, left + number(element, "width"), top + number(element, "height")).corners()


def read_ellipse(element):
    import math
    return [(number(element, "cx") + number(element, "rx") * math.cos(k * math.pi / 36),
             number(element, "cy") + number(element, "ry") * math.sin(k * math.pi / 36)) for k in range(72)]


def pairs(text):
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", text)]
    return list(zip(numbers[::2], numbers[1::2]))


def flat(path):
    """Points along a path of one M and one C or L."""
    points = pairs(path)
    if "C" not in path:
        return points
    way = points[:1]
    for i in range(0, len(points) - 3, 3):
        p = points[i:i + 4]
        for k in range(1, STEPS + 1):
            t, s = k / STEPS, 1 - k / STEPS
            weights = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
            way.append(tuple(sum(w * point[axis] for w, point in zip(weights, p)) for axis in (0, 1)))
    return way


def read_group(element):
    group = Group(element.get("class").split()[0], (element.get("id") or "")[3:])
    for child in element.iter():
        if child.tag == SVG + "text":
            group.texts.append(read_text(child))
        elif child.tag == SVG + "rect":
            classes = child.get("class", "").split()
            if BADGES & set(classes):
                (left, top), _, (right, bottom), _ = read_rect(child)
                group.badges.append((Box(left, top, right, bottom), child.findtext(SVG + "title", "")))
            elif "ground" not in classes:
                group.outlines.append(read_rect(child))
        elif child.tag == SVG + "ellipse":
            group.outlines.append(read_ellipse(child))
        elif child.tag == SVG + "polygon":
            group.outlines.append(pairs(child.get("points")))
        elif child.tag == SVG + "path":
            group.ways.append(flat(child.get("d")))
    return group


class Drawing:
    def __init__(self, svg):
        self.root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
        self.width, self.height = number(self.root, "width"), number(self.root, "height")
        self.groups = [read_group(g) for g in self.root.iter(SVG + "g")]

    def of(self, *kinds):
        return [g for g in self.groups if g.kind in kinds]

    def acts(self):
        """What is no drawing: scripts, handlers, and anything from elsewhere."""
        for element in self.root.iter():
            if not isinstance(element.tag, str):
                yield f"{element}"
                continue
            if element.tag not in {SVG + n for n in ("svg", "g", "title", "desc", "style", "rect", "ellipse",
                                                      "polygon", "path", "text")}:
                yield element.tag
            for name, value in element.attrib.items():
                if name.startswith("on") or name.endswith("href") or "url(" in value:
                    yield f"{name}={value}"
            if element.tag == SVG + "style" and re.search(r"@import|url\(", element.text):
                yield "a style from elsewhere"
