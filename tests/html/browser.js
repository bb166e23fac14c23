// SPDX-License-Identifier: MIT
// Opens HTML reports in Chromium, does what a reader does, and prints as JSON what there was to see: browser.py judges.
//
// usage: node browser.js CHROMIUM PLAYWRIGHT JOBS      JOBS: [{ "name", "steps", "file", "options", "media" }] as JSON
"use strict";

const [chromium, playwright, jobs] = process.argv.slice(2);
const CONTENT = ".node text, .label text, .line text, .legend text";

// What the page looks like from outside; runs in the page.
function look() {
	const style = (element, property) => getComputedStyle(element)[property];
	const shown = element => element.checkVisibility() && element.getClientRects().length > 0;
	const svg = document.querySelector(".stage svg");
	const details = document.getElementById("details");
	return {
		title: document.title,
		heading: document.querySelector("h1").textContent,
		view: svg.getAttribute("viewBox"),
		details: shown(details) ? details.innerText : null,
		chosen: [...svg.querySelectorAll("[aria-current]")].map(a => a.getAttribute("href")),
		found: [...svg.querySelectorAll(".found")].map(a => a.getAttribute("href")),
		said: document.getElementById("said").textContent,
		focus: document.activeElement.getAttribute("href") ?? document.activeElement.getAttribute("aria-label"),
		rows: [...document.querySelectorAll("#findings tbody tr")].filter(shown).map(tr => tr.dataset.severity),
		lines: [...svg.querySelectorAll(".line")].filter(g => shown(g)).map(g => g.dataset.layer),
		badges: [...svg.querySelectorAll(".node .i-on-mark, .label .i-on-mark")].filter(shown).length,
		controls: [...document.querySelectorAll("button, input")].filter(shown).length,
		sections: [...document.querySelectorAll("section, article")].filter(shown).length,
		ground: style(document.body, "backgroundColor"),
		scrolls: document.documentElement.scrollWidth > innerWidth,
		foreign: document.querySelectorAll("img, iframe, object, base, link, body style, body script ~ script").length,
		target: location.hash,
	};
}

// Every text and what it stands on, with colours as [r, g, b]; runs in the page.
function colours(content) {
	const rgb = text => text.match(/[\d.]+/g).map(Number);
	const isClear = text => text === "none" || (rgb(text).length === 4 && rgb(text)[3] === 0);
	// What is drawn around the letters is what they stand on.
	const ground = (text, below) => {
		const { stroke } = getComputedStyle(text);
		return rgb(isClear(stroke) ? getComputedStyle(below).fill : stroke);
	};
	const found = [];
	for (const text of document.querySelectorAll(content)) {
		const box = text.getBoundingClientRect();
		const below = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2)
			.find(e => ["rect", "ellipse", "polygon"].includes(e.localName) && !isClear(getComputedStyle(e).fill));
		if (below)
			found.push([text.textContent, rgb(getComputedStyle(text).fill), ground(text, below)]);
	}
	for (const text of document.querySelectorAll("body *:not(svg *):not(script)")) {
		if (![...text.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || !text.checkVisibility())
			continue;
		let below = text;
		while (isClear(getComputedStyle(below).backgroundColor))
			below = below.parentElement;
		found.push([text.textContent, rgb(getComputedStyle(text).color), rgb(getComputedStyle(below).backgroundColor)]);
	}
	return found;
}

async function names(page) {
	const session = await page.context().newCDPSession(page);
	const { nodes } = await session.send("Accessibility.getFullAXTree");
	return nodes.filter(n => !n.ignored).map(n => ({ role: n.role?.value, name: n.name?.value ?? "" }));
}

async function step(page, [what, ...words]) {
	const middle = async () => {
		const box = await page.locator(".stage svg").boundingBox();
		return [box.x + box.width / 2, box.y + Math.min(box.height, 600) / 2];
	};
	const deeds = {
		click: () => page.click(words[0]),
		focus: () => page.focus(words[0]),
		fill: () => page.fill(words[0], words[1]),
		press: () => page.keyboard.press(words[0]),
		wheel: async () => {
			await page.mouse.move(...await middle());
			if (words[1])
				await page.keyboard.down(words[1]);
			await page.mouse.wheel(0, words[0]);
			if (words[1])
				await page.keyboard.up(words[1]);
			await page.waitForTimeout(100);
		},
		drag: async () => {
			const [x, y] = await middle();
			await page.mouse.move(x, y);
			await page.mouse.down();
			await page.mouse.move(x + words[0], y + words[1], { steps: 4 });
			await page.mouse.up();
		},
		look: () => page.evaluate(look),
		colours: () => page.evaluate(colours, CONTENT),
		names: () => names(page),
	};
	return await deeds[what]();
}

async function run(browser, job) {
	const page = await browser.newPage({ viewport: { width: 1400, height: 1000 }, ...job.options });
	const events = { console: [], errors: [], requests: [], seen: [] };
	page.on("console", message => events.console.push(message.text()));
	page.on("pageerror", error => events.errors.push(String(error)));
	page.on("request", request => events.requests.push(request.url()));
	page.setDefaultTimeout(10000);
	await page.emulateMedia({ media: job.media ?? "screen" });
	await page.goto(job.file);
	for (const one of job.steps) {
		const seen = await step(page, one);
		if (seen !== undefined)
			events.seen.push(seen);
	}
	await page.close();
	return events;
}

async function main() {
	const browser = await require(playwright).chromium.launch({
		executablePath: chromium,
		args: ["--no-sandbox", "--disable-gpu"],
	});
	const results = {};
	for (const job of JSON.parse(jobs))
		results[job.name] = await run(browser, job);
	await browser.close();
	console.log(JSON.stringify(results));
}

main().catch(error => {
	console.error(error);
	process.exit(1);
});
