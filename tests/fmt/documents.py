# SPDX-License-Identifier: MIT
"""Documents for fmt: what of one must not change, and random ones with everything that XML has."""
import random
import re

from lxml import etree

PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, strip_cdata=True)
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


def decoded(data):
    """The text of a file by its byte order mark, without its XML declaration."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16")
    else:
        text = data.decode("utf-8-sig")
    return re.sub(r"\A<\?xml\s.*?\?>", "", text, flags=re.DOTALL).lstrip("\r\n\t ")


def remark(node):
    """A comment without what moves with its place; an instruction as it is."""
    lines = re.sub(r"[ \t]*\n[ \t]*", "\n", node.text or "")
    return ("comment", lines) if node.tag is etree.Comment else ("instruction", node.target, node.text)


def content(element, out):
    """What a reader of the document sees, in order: white space counts only where an element holds text."""
    texts = [element.text] + [child.tail for child in element]
    kept = any(text and text.strip(" \t\r\n") for text in texts) or element.get(PRESERVE) == "preserve"
    out.append(("start", element.tag, sorted(element.attrib.items()), sorted(element.nsmap.items(), key=str)))
    for i, child in enumerate(element):
        if kept and texts[i]:
            out.append(("text", texts[i]))
        out.append(remark(child)) if child.tag in (etree.Comment, etree.PI) else content(child, out)
    if kept and texts[-1]:
        out.append(("text", texts[-1]))
    out.append(("end",))


def meaning(data):
    """Equal for two files that say the same, as libxml2's tree has it."""
    root = etree.fromstring(decoded(data).encode(), PARSER)
    before, after, out = [], [], []
    node = root.getprevious()
    while node is not None:
        before.insert(0, remark(node))
        node = node.getprevious()
    node = root.getnext()
    while node is not None:
        after.append(remark(node))
        node = node.getnext()
    content(root, out)
    return before + out + after


class Chance(random.Random):
    def maybe(self, share):
        return self.random() < share

    def blank(self, least=0):
        text = "".join(self.choice([" ", " ", "\n", "\t", "\r\n", "\n\n\n"]) for _ in range(self.randrange(5)))
        return text if len(text) >= least else " "

    def value(self, quote):
        pieces = ["a", "b ", "&lt;", "&#10;", "&#9;", "&amp;", "é", "\U0001f600", "  ", "\n", "&quot;", "&apos;", ">", "x" * 30,
                  "'" if quote == '"' else '"', "&#x41;"]
        return "".join(self.choice(pieces) for _ in range(self.randrange(6)))

    def comment(self):
        return "<!--" + "".join(self.choice([" ", "word", "\n", "\n      ", "\r\n  ", "- ", "é", "\t"]) for _ in range(
            self.randrange(12))) + " -->"

    def instruction(self):
        return self.choice(["<?lync-topo ignore=\"OPT007\" reason=\"lab\"?>", "<?x?>", "<?y a\n   b\r\n c ?>"])

    def text(self):
        return self.choice(["text", " text \n more ", "<![CDATA[ <&> ]]>", "&#32;", "]]&gt;", "&amp;", "<![CDATA[]]>"])


NAMES = ("site", "trunk", "users", "description", "rule", "threshold", "x:other", "call", "n" * 70)
ATTRIBUTES = ("id", "name", "kind", "peer", "x:peer", "severity", "unknown", "count", "mediation-pool", "transport", "select",
              "codecs", "at-s", "z" * 40)


def tag(chance, name, declare=""):
    out = "<" + name + declare
    for attribute in chance.sample(ATTRIBUTES, chance.randrange(8)):
        quote = chance.choice("\"'")
        equals = chance.choice(["=", " = ", "=\n"])
        out += chance.blank(1) + attribute + equals + quote + chance.value(quote) + quote
    if chance.maybe(0.05):
        out += " xml:space='preserve'"
    return out + chance.blank()


def element(chance, depth, name, declare=""):
    out = tag(chance, name, declare)
    if depth == 0 or chance.maybe(0.2):
        return out + chance.choice(["/>", f"></{name}{chance.blank()}>", f">{chance.blank()}</{name}>"])
    out += ">"
    mixed = chance.maybe(0.1)
    for _ in range(chance.randrange(6)):
        out += chance.blank()
        what = chance.random()
        if what < 0.5:
            out += element(chance, depth - 1, chance.choice(NAMES))
        elif what < 0.75:
            out += chance.comment()
        elif what < 0.85:
            out += chance.instruction()
        elif mixed:
            out += chance.text()
    return out + chance.blank() + f"</{name}>"


def outside(chance):
    pieces = [chance.choice([chance.comment, chance.instruction])() for _ in range(chance.randrange(3))]
    return chance.blank().join(pieces)


def random_document(seed):
    """The bytes of a well-formed document of one of the languages: every markup and every encoding that is read."""
    chance = Chance(seed)
    language = chance.choice(["topology", "scenario", "config"])
    declare = f' xmlns="urn:lync-topo:{language}:1" xmlns:x="urn:x"'
    text = chance.choice(["", '<?xml version="1.0"?>', "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>"])
    text += ("\n" if text else "") + outside(chance) + chance.blank()
    text += element(chance, 5, language, declare) + chance.blank() + outside(chance)
    if not text.startswith("<?xml"):
        text = text.lstrip()
    encoding = chance.choice(["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16"])
    return text.encode(encoding)


def disguised(data, seed):
    """The same document with its attributes and blanks in disorder, without its comments."""
    chance = Chance(seed)
    root = etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_blank_text=True))

    def put(e):
        attributes = list(e.attrib.items())
        chance.shuffle(attributes)
        name = etree.QName(e).localname
        out = chance.choice(["\n", "\n  \t", "", " "]) + "<" + name
        if e.getparent() is None:
            out += f" xmlns={chance.blank()}'{etree.QName(e).namespace}'"
        for key, value in attributes:
            quoted = value.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;").replace('"', "&quot;")
            out += chance.choice([" ", "\n", "\t\t"]) + key + chance.choice(["=", " = "]) + chance.choice(
                [f"'{quoted}'", f'"{quoted}"'])
        inner = "".join(put(child) for child in e)
        return out + (f">{inner}\n</{name} >" if inner or chance.maybe(0.5) else "/>")

    return put(root).lstrip().encode()
