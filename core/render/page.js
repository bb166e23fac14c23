/* SPDX-License-Identifier: MIT */
/*
 * The script of the HTML report. Everything is in the page already; this shows, hides, moves and copies it. Text is
 * only ever set as text.
 */
"use strict";

const svg = document.querySelector(".stage svg");
const stage = svg.parentElement;
const details = document.getElementById("details");
const said = document.getElementById("said");
const links = [...svg.querySelectorAll("a")];

function make(tag, text, ...children) {
	const element = document.createElement(tag);
	element.textContent = text;
	element.append(...children);
	return element;
}

function button(text, name, action) {
	const element = make("button", text);
	element.type = "button";
	element.title = name;
	element.setAttribute("aria-label", name);
	element.addEventListener("click", action);
	return element;
}

function tick(text, action) {
	const box = make("input", "");
	box.type = "checkbox";
	box.checked = true;
	box.addEventListener("change", () => action(box.checked));
	return make("label", "", box, text);
}

function field(name, action) {
	const input = make("input", "");
	input.type = "search";
	input.placeholder = name;
	input.setAttribute("aria-label", name);
	input.addEventListener("input", () => action(input.value.trim().toLowerCase()));
	return input;
}

function group(name, ...children) {
	const element = make("div", "", ...children);
	element.setAttribute("role", "group");
	element.setAttribute("aria-label", name);
	return element;
}

function say(text) {
	said.textContent = text;
}

/* Pan and zoom: the part of the drawing that is seen. */

const start = svg.getAttribute("viewBox").split(" ").map(Number);
const whole = { x: start[0], y: start[1], width: start[2], height: start[3] };
const deepest = 16;
let view = { ...whole };

function within(low, value, high) {
	return Math.min(Math.max(value, low), high);
}

function look(x, y, width) {
	view.width = within(whole.width / deepest, width, whole.width);
	view.height = view.width * whole.height / whole.width;
	view.x = within(whole.x, x, whole.x + whole.width - view.width);
	view.y = within(whole.y, y, whole.y + whole.height - view.height);
	svg.setAttribute("viewBox", [view.x, view.y, view.width, view.height].map(n => Number(n.toFixed(2))).join(" "));
	stage.classList.toggle("moved", view.width < whole.width);
}

/* The point at these shares of the picture's width and height stays where it is. */
function zoom(factor, across = 0.5, down = 0.5) {
	const width = within(whole.width / deepest, view.width / factor, whole.width);
	const height = width * whole.height / whole.width;
	look(view.x + (view.width - width) * across, view.y + (view.height - height) * down, width);
}

function move(across, down) {
	look(view.x + across * view.width, view.y + down * view.height, view.width);
}

function showAll() {
	look(whole.x, whole.y, whole.width);
}

/* Moves only where the element would not be seen. */
function bring(link) {
	const box = link.getBBox();
	const x = box.x + box.width / 2;
	const y = box.y + box.height / 2;
	if (x < view.x || x > view.x + view.width || y < view.y || y > view.y + view.height)
		look(x - view.width / 2, y - view.height / 2, view.width);
}

function shares(event) {
	const box = svg.getBoundingClientRect();
	return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
}

/* A wheel scrolls the page unless it is meant for the diagram: with Ctrl, or once something in it was chosen. */
stage.addEventListener("wheel", event => {
	if (!event.ctrlKey && !stage.contains(document.activeElement))
		return;
	event.preventDefault();
	zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, ...shares(event));
}, { passive: false });

let drag = null;
let dragged = false;

svg.addEventListener("pointerdown", event => {
	if (event.button !== 0)
		return;
	drag = { at: shares(event), x: view.x, y: view.y };
	dragged = false;
});

addEventListener("pointermove", event => {
	if (drag === null)
		return;
	const [across, down] = shares(event);
	const [wasAcross, wasDown] = drag.at;
	if (Math.abs(across - wasAcross) + Math.abs(down - wasDown) > 0.01)
		dragged = true;
	if (dragged)
		look(drag.x - (across - wasAcross) * view.width, drag.y - (down - wasDown) * view.height, view.width);
});

addEventListener("pointerup", () => { drag = null; });
svg.addEventListener("dragstart", event => event.preventDefault());

/* Choosing an element: its section is copied beside the diagram. */

const summary = [
	make("h2", "Details"),
	make("p", "Choose an element of the diagram with the mouse, or with Tab and Enter."),
	make("p", "With the keyboard: + and - zoom, arrows move, 0 shows all, Escape ends a choice."),
	make("p", "With the mouse: drag to move, Ctrl and the wheel to zoom."),
];
for (const hint of summary.slice(1))
	hint.className = "subtle";
details.replaceChildren(...summary);

function target(link) {
	return link.getAttribute("href");
}

function sectionOf(link) {
	return document.getElementById(target(link).slice(1));
}

/* A VLAN may be several lines. */
function drawnAs(link) {
	return links.filter(other => target(other) === target(link));
}

function unchoose() {
	for (const link of links) {
		link.classList.remove("chosen");
		link.removeAttribute("aria-current");
	}
	details.replaceChildren(...summary);
}

function choose(link) {
	const section = sectionOf(link);
	const copy = section.cloneNode(true);
	const heading = make("h2", "");
	unchoose();
	for (const same of drawnAs(link)) {
		same.classList.add("chosen");
		same.setAttribute("aria-current", "true");
	}
	heading.append(...copy.querySelector("h3").childNodes);
	copy.querySelector("h3").remove();
	details.replaceChildren(heading, ...copy.childNodes);
	details.scrollIntoView({ block: "nearest" });
	bring(link);
	say(`Chosen: ${link.getAttribute("aria-label")}. Details stand beside the diagram.`);
}

addEventListener("click", event => {
	const link = event.target.closest('a[href^="#about-"]');
	if (link === null)
		return;
	event.preventDefault();
	if (dragged && svg.contains(link))
		return;
	const drawn = svg.contains(link) ? link : drawnAs(link)[0];
	choose(drawn);
	if (!svg.contains(link)) {
		drawn.focus({ preventScroll: true });
		document.getElementById("diagram").scrollIntoView();
	}
});

const keys = {
	"+": () => zoom(1.25),
	"=": () => zoom(1.25),
	"-": () => zoom(0.8),
	"0": showAll,
	"ArrowLeft": () => move(-0.15, 0),
	"ArrowRight": () => move(0.15, 0),
	"ArrowUp": () => move(0, -0.15),
	"ArrowDown": () => move(0, 0.15),
	" ": () => { if (links.includes(document.activeElement)) choose(document.activeElement); },
};

stage.addEventListener("keydown", event => {
	if (event.ctrlKey || event.altKey || event.metaKey || !(event.key in keys))
		return;
	event.preventDefault();
	keys[event.key]();
});

addEventListener("keydown", event => {
	if (event.key === "Escape" && event.target.type !== "search") {
		unchoose();
		say("Nothing is chosen.");
	}
});

/* Search, layers, theme. */

let found = [];

function search(words) {
	found = words === "" ? [] : links.filter(link => sectionOf(link).textContent.toLowerCase().includes(words));
	for (const link of links)
		link.classList.toggle("found", found.includes(link));
	svg.classList.toggle("searched", words !== "");
	count.textContent = words === "" ? "" : `${found.length} of ${links.length}`;
	if (words !== "")
		say(`${found.length} of ${links.length} elements found`);
}

const count = make("span", "");
const box = field("Search the diagram", search);
box.addEventListener("keydown", event => {
	if (event.key !== "Enter" || found.length === 0)
		return;
	const last = found.findIndex(link => link.classList.contains("chosen"));
	choose(found[(last + 1) % found.length]);
});

function layerSwitches() {
	const names = { signalling: "signalling", media: "media", network: "network", vlan: "VLANs" };
	const switches = [];
	for (const [layer, name] of Object.entries(names)) {
		const lines = [...svg.querySelectorAll(`[data-layer="${layer}"]`)].map(g => g.closest("a") ?? g);
		if (lines.length > 0)
			switches.push(tick(name, on => lines.forEach(line => line.classList.toggle("off", !on))));
	}
	if (svg.querySelector(":is(.label, .line, .node) .i-on-mark"))
		switches.push(tick("findings", on => svg.classList.toggle("quiet", !on)));
	return switches;
}

function switchTheme() {
	const sheet = document.getElementById("dark");
	sheet.media = matchMedia(sheet.media).matches ? "not all" : "screen";
}

document.getElementById("tools").append(
	group("Zoom",
		button("+", "Zoom in", () => zoom(1.25)),
		button("\u2212", "Zoom out", () => zoom(0.8)),
		button("all", "Show the whole diagram", showAll)),
	group("Search", box, count),
	group("Layers", ...layerSwitches()),
	button("light / dark", "Switch between the light and the dark theme", switchTheme));

/* The filter of the findings. */

const rows = [...document.querySelectorAll("#findings tbody tr")];
const hidden = new Set();
let wanted = "";

function filter(state) {
	let n = 0;
	for (const row of rows) {
		row.hidden = hidden.has(row.dataset.severity) || !row.textContent.toLowerCase().includes(wanted);
		n += row.hidden ? 0 : 1;
	}
	state.textContent = `${n} of ${rows.length} shown`;
	say(`${n} of ${rows.length} findings shown`);
}

function addFilter() {
	const bar = make("div", "");
	const state = make("span", "");
	const severities = ["error", "warning", "note"].filter(s => rows.some(row => row.dataset.severity === s));
	bar.className = "controls filter";
	bar.append(
		field("Filter findings", words => { wanted = words; filter(state); }),
		group("Severities", ...severities.map(severity => tick(severity, on => {
			if (on)
				hidden.delete(severity);
			else
				hidden.add(severity);
			filter(state);
		}))),
		state);
	document.querySelector("#findings h2").after(bar);
}

if (rows.length > 0)
	addFilter();
addEventListener("beforeprint", showAll);
document.documentElement.classList.add("script");
