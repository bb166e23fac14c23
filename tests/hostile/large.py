# SPDX-License-Identifier: MIT
"""The large ones of the hostile inputs, made when they are needed; cases.json holds their hashes."""

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def entities(length, uses):
    return f'{DECLARATION}<!DOCTYPE t [<!ENTITY a "{"a" * length}">]>\n<t>{"&a;" * uses}</t>\n'


def entity_chain(n):
    links = "".join(f'<!ENTITY e{i} "&e{i - 1};">' for i in range(1, n))
    return f'{DECLARATION}<!DOCTYPE t [<!ENTITY e0 "x">{links}]>\n<t>&e{n - 1};</t>\n'


RECIPES = {
    "pi_flood": lambda: f'{DECLARATION}<t>{"<?a b?>" * 200000}</t>\n',
    "cdata_flood": lambda: f'<t>{"<![CDATA[x]]>" * 100000}</t>',
    "charref_flood": lambda: f'<t n="{"&#65;" * 200000}"/>',
    "text_1mb_line": lambda: f'<t>{"x" * 1000000}</t>',
    "quadratic_below_limit": lambda: entities(990, 200000),
    "quadratic": lambda: entities(50000, 20000),
    "many_ns_errors": lambda: "<t>" + "<p:a/>\n" * 50000 + "</t>",
    "many_errors": lambda: "<t>" + "&bad;\n" * 50000 + "</t>",
    "deep_open_100k": lambda: "<a>" * 100000,
    "deep_10k": lambda: "<a>" * 10000 + "</a>" * 10000,
    "long_publicid": lambda: f'{DECLARATION}<!DOCTYPE t PUBLIC "{"P" * 200000}" "x">\n<t/>\n',
    "nsdecl_10k": lambda: "<t" + "".join(f' xmlns:n{i}="u{i}"' for i in range(10000)) + "/>",
    "attrs_10k": lambda: "<t" + "".join(f' a{i}="{i}"' for i in range(10000)) + "/>",
    "line_70000": lambda: "<t>" + "\n" * 70001 + "&bad;</t>",
    "name_60k": lambda: f'<{"n" * 60000}/>',
    "name_50k": lambda: f'<{"n" * 50000}/>',
    "entity_deep": lambda: entity_chain(2000),
    "content_model_deep": lambda: f'{DECLARATION}<!DOCTYPE t [<!ELEMENT t {"(" * 5000}a{")" * 5000}>]>\n<t/>\n',
}
