#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""HTML reports in a browser: headless Chromium does what a reader does (browser.js), this judges what was seen.

usage: browser.py PROGRAM FOLDER      FOLDER: where install.sh put playwright-core
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "lib"), str(HERE.parent / "render")]
from contrast import TEXT, contrast
from tool import ROOT, Failures, Tool

PLAN = ROOT / "samples" / "two-sites-and-branch-bad.xml"
ODD = HERE / "markup.xml"

LOOK = ["look"]
NODE = "svg a[href='#about-med-atl']"
TRUNK = "svg a[href='#about-t-bos-clt']"


class Browser:
    """Collects what is to be done, then does it all in one run of the browser."""

    def __init__(self, tool, folder):
        self.tool = tool
        self.folder = folder
        self.jobs = []

    def page(self, plan, *options):
        path = self.folder / f"{plan.stem}{''.join(options)}.html"
        if not path.exists():
            done = self.tool.run("render", "-f", "html", "-o", path, *options, plan)
            assert done.returncode == 0, done.stderr.decode()
        return path.as_uri()

    def plan(self, name, file, *steps, media="screen", **options):
        self.jobs.append({"name": name, "file": file, "steps": steps, "media": media, "options": options})

    def run(self, modules):
        chromium = shutil.which("chromium")
        assert chromium and shutil.which("node"), "there is no chromium or no node; run tests/run.sh"
        assert (modules / "playwright-core").is_dir(), "there is no playwright-core; run tests/html/install.sh"
        done = subprocess.run(["node", HERE / "browser.js", chromium, (modules / "playwright-core").resolve(),
                               json.dumps(self.jobs)], capture_output=True, timeout=300,
                              env={**os.environ, "HOME": str(self.folder)})
        assert done.returncode == 0, done.stderr.decode()[-3000:]
        return json.loads(done.stdout)


def plan_jobs(browser):
    marked = browser.page(PLAN, "--findings")
    browser.plan("load", marked, LOOK, ["names"])
    browser.plan("mouse", marked, ["click", NODE], LOOK, ["press", "Escape"], LOOK,
                 ["click", "#findings tbody a[href='#about-fabrikam']"], LOOK)
    browser.plan("keyboard", marked, ["press", "Tab"], LOOK, ["focus", TRUNK], ["press", "Enter"], LOOK,
                 ["press", "Escape"], LOOK, ["press", " "], LOOK)
    browser.plan("zoom", marked, LOOK, ["wheel", -200], LOOK, ["wheel", -200, "Control"], LOOK,
                 ["click", "button[aria-label='Show the whole diagram']"], LOOK,
                 ["click", "button[aria-label='Zoom in']"], LOOK, ["drag", -80, -40], LOOK,
                 ["focus", TRUNK], ["press", "ArrowLeft"], LOOK, ["press", "-"], LOOK, ["press", "+"], LOOK,
                 ["press", "0"], LOOK)
    browser.plan("layers", marked, LOOK, ["click", "text=signalling"], LOOK, ["click", "text=signalling"], LOOK,
                 ["click", "#tools label:has-text('findings')"], LOOK)
    browser.plan("search", marked, ["fill", "#tools input[type=search]", "  CHARLOTTE "], LOOK, ["press", "Enter"],
                 LOOK, ["press", "Enter"], LOOK, ["fill", "#tools input[type=search]", ""], LOOK)
    browser.plan("filter", marked, LOOK, ["click", "#findings label:has-text('warning')"], LOOK,
                 ["click", "#findings label:has-text('warning')"],
                 ["fill", "#findings input[type=search]", "Savannah"], LOOK)
    browser.plan("plain", marked, LOOK, ["click", NODE], LOOK, javaScriptEnabled=False)
    browser.plan("paper", marked, LOOK, media="print", colorScheme="dark")
    browser.plan("narrow", marked, LOOK, viewport={"width": 380, "height": 800})
    browser.plan("odd", browser.page(ODD), LOOK, ["click", "svg a[href='#about-fabrikam']"], LOOK)
    tall = {"width": 1400, "height": 12000}
    for scheme in ("light", "dark"):
        browser.plan(f"colours {scheme}", marked, ["colours"], colorScheme=scheme, viewport=tall)
    browser.plan("switched", marked, ["click", "text=light / dark"], ["colours"], LOOK, viewport=tall)
    browser.plan("always dark", browser.page(PLAN, "--theme", "dark"), LOOK, colorScheme="light")
    browser.plan("always light", browser.page(PLAN, "--theme", "light"), LOOK, colorScheme="dark")


def check_quiet(results, failures):
    for name, events in results.items():
        failures.check(events["console"] == [] and events["errors"] == [],
                       f"{name}: {events['console']} {events['errors']}")
        failures.check(len(events["requests"]) == 1, f"{name}: requests {events['requests']}")


def check_names(loaded, failures):
    """Every element of the plan that a topology shows has a node in the accessibility tree that names it."""
    page, tree = loaded
    said = [node["name"] for node in tree if node["role"] in ("link", "image", "img", "graphics-symbol")]
    kinds = ("site", "front-end-pool", "mediation-pool", "edge-pool", "gateway", "sbc", "users", "trunk", "provider")
    n = 0
    for element in ET.parse(PLAN).iter():
        if element.tag.split("}")[1] in kinds:
            title = element.get("name") or element.get("fqdn") or element.get("id")
            n += 1
            failures.check(any(title in name or title.split(".")[0] in name.split() for name in said),
                           f"the accessibility tree does not name {title}")
    failures.check(n > 20, f"only {n} elements were looked for")
    failures.check(all(node["name"] for node in tree if node["role"] in ("link", "button", "searchbox", "checkbox")),
                   "something to choose has no name")
    failures.check(any(node["role"] == "status" for node in tree), "no live region")
    failures.check(page["controls"] > 5 and "Choose an element" in page["details"], f"controls: {page}")


def check_choice(results, failures):
    node, none, provider = results["mouse"]["seen"]
    failures.check(node["chosen"] == ["#about-med-atl"], f"click: {node['chosen']}")
    failures.check(node["details"].startswith("Mediation Atlanta") and f"{PLAN.name}:" in node["details"],
                   f"click: {node['details']}")
    failures.check("Mediation Atlanta" in node["said"], f"click: said {node['said']}")
    failures.check(none["chosen"] == [] and "Choose an element" in none["details"], f"Escape: {none}")
    failures.check(provider["chosen"] == ["#about-fabrikam"] and "itsp-cross-central" in provider["details"],
                   f"link of a finding: {provider['chosen']} {provider['details']}")
    skip, entered, left, spaced = results["keyboard"]["seen"]
    failures.check(skip["focus"] == "#findings", f"first Tab: {skip['focus']}")
    for look in (entered, spaced):
        failures.check(look["chosen"] == ["#about-t-bos-clt"] and look["details"].startswith("Boston to Charlotte"),
                       f"Enter, space: {look['chosen']} {look['details']}")
    failures.check(left["chosen"] == [] and left["focus"] == "#about-t-bos-clt", f"Escape: {left}")


def check_zoom(results, failures):
    views = [tuple(map(float, look["view"].split())) for look in results["zoom"]["seen"]]
    whole, scrolled, wheeled, again, closer, dragged, moved, out, back, reset = views
    failures.check(scrolled == whole, "the wheel alone zooms")
    failures.check(wheeled[2] < whole[2] and again == whole, f"Ctrl and the wheel: {wheeled}, all: {again}")
    failures.check(closer[2] < whole[2], f"button: {closer}")
    failures.check(dragged[0] > closer[0] and dragged[1] > closer[1] and dragged[2] == closer[2], f"drag: {dragged}")
    failures.check(all(look["chosen"] == [] for look in results["zoom"]["seen"]), "a drag chooses")
    failures.check(moved[0] < dragged[0] and moved[2] == dragged[2], f"arrow: {moved} after {dragged}")
    failures.check(out[2] > moved[2] and back[2] < out[2] and reset == whole, f"keys: {out} {back} {reset}")


def check_lists(results, failures):
    full, without, again, quiet = results["layers"]["seen"]
    failures.check("signalling" in full["lines"] and full == again, "layers: not as before")
    failures.check(without["lines"] == [l for l in full["lines"] if l != "signalling"], f"layers: {without['lines']}")
    failures.check(full["badges"] > 3 and quiet["badges"] == 0, f"badges: {full['badges']}, {quiet['badges']}")
    found, first, second, cleared = results["search"]["seen"]
    failures.check("#about-t-bos-clt" in found["found"] and "#about-fe-bos" not in found["found"],
                   f"search: {found['found']}")
    failures.check(f"{len(found['found'])} of " in found["said"], f"search: said {found['said']}")
    failures.check(first["chosen"] == found["found"][:1] and second["chosen"] == found["found"][1:2],
                   f"search, Enter: {first['chosen']} {second['chosen']}")
    failures.check(cleared["found"] == [], "search: not cleared")
    every, errors, words = results["filter"]["seen"]
    failures.check({"error", "warning"} <= set(every["rows"]), f"rows: {every['rows']}")
    failures.check(errors["rows"] == [r for r in every["rows"] if r != "warning"], f"filter: {errors['rows']}")
    failures.check(0 < len(words["rows"]) < len(every["rows"]), f"filter by words: {words['rows']}")


def check_forms(results, failures):
    plain, jumped = results["plain"]["seen"]
    loaded = results["load"]["seen"][0]
    failures.check(plain["controls"] == 0 and plain["details"] is None, f"without script: {plain}")
    failures.check(plain["rows"] == loaded["rows"] and plain["sections"] == loaded["sections"] > 30,
                   f"without script: {plain['sections']} sections, with it {loaded['sections']}")
    failures.check(jumped["target"] == "#about-med-atl", f"without script a click leads to {jumped['target']}")
    paper = results["paper"]["seen"][0]
    failures.check(paper["controls"] == 0 and paper["ground"] == "rgb(255, 255, 255)", f"paper: {paper}")
    failures.check(not results["narrow"]["seen"][0]["scrolls"], "a narrow page scrolls sideways")
    dark, light = (results[f"always {name}"]["seen"][0]["ground"] for name in ("dark", "light"))
    failures.check(light == "rgb(255, 255, 255)" and dark != light, f"--theme: {dark}, {light}")
    failures.check(results["switched"]["seen"][1]["ground"] == dark, "the switch does not make it dark")


def check_odd(results, failures):
    root = ET.parse(ODD).getroot()
    provider = next(e for e in root.iter() if e.get("id") == "fabrikam")
    page, chosen = results["odd"]["seen"]
    for look in (page, chosen):
        failures.check(look["title"] == look["heading"] == root.get("name"), f"title {look['title']!r}")
        failures.check(look["foreign"] == 0, f"{look['foreign']} elements that nobody wrote")
    failures.check(chosen["details"].startswith(provider.get("name")), f"details: {chosen['details']!r}")


def check_colours(results, failures):
    for name in ("colours light", "colours dark", "switched"):
        texts = results[name]["seen"][0]
        failures.check(len(texts) > 300, f"{name}: only {len(texts)} texts")
        for text, front, ground in texts:
            one, other = (int("%02x%02x%02x" % tuple(map(round, c[:3])), 16) for c in (front, ground))
            failures.check(contrast(one, other) >= TEXT,
                           f"{name}: {text[:40]!r}: {front} on {ground}: {contrast(one, other):.2f}")


def main(program, folder):
    failures = Failures("HTML report in a browser")
    with tempfile.TemporaryDirectory() as temporary:
        browser = Browser(Tool(program), Path(temporary))
        plan_jobs(browser)
        results = browser.run(Path(folder) / "node_modules")
    check_quiet(results, failures)
    check_names(results["load"]["seen"], failures)
    check_choice(results, failures)
    check_zoom(results, failures)
    check_lists(results, failures)
    check_forms(results, failures)
    check_odd(results, failures)
    check_colours(results, failures)
    return failures.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
