// Runs inside a page, and tells what is wrong with it: one line each in the document's title. What
// axe-core would ask of these pages, as far as one file can: WCAG 2.2, levels A and AA.
(() => {
	const wrong = [];
	const tell = (what, e) => wrong.push(what + (e ? ": " + e.outerHTML.slice(0, 80) : ""));
	const all = selector => [...document.querySelectorAll(selector)];
	const nameOf = e => (e.getAttribute("aria-label") ||
		(e.getAttribute("aria-labelledby") || "").split(" ").map(id => id && document.getElementById(id)?.textContent).join(" ") ||
		e.textContent || e.getAttribute("title") || "").trim();

	// 3.1.1, 2.4.2: language and title
	if (!document.documentElement.lang) tell("no language");
	if (!document.title.trim()) tell("no title");
	// landmarks: one main, what stands around it in a landmark, too; of two of a kind each has a name
	if (all("main").length !== 1) tell("main: expected one, found " + all("main").length);
	for (const child of document.body.children)
		if (!child.matches("main, header, footer, nav, script, .skip")) tell("outside of all landmarks", child);
	const navs = all("nav").map(nav => nav.getAttribute("aria-label") || nav.getAttribute("aria-labelledby"));
	if (navs.some(name => !name) || new Set(navs).size !== navs.length) tell("nav elements without a name of their own");
	// 2.4.1: the first link leads past the head
	const skip = document.querySelector("a[href]");
	if (!skip || !document.querySelector(skip.getAttribute("href").startsWith("#") ? skip.getAttribute("href") : "#none"))
		tell("the first link does not lead to the content", skip);
	// 1.3.1: headings go down by one
	let level = 0;
	if (all("h1").length !== 1) tell("h1: expected one, found " + all("h1").length);
	for (const heading of all("h1, h2, h3, h4, h5, h6")) {
		const own = Number(heading.tagName[1]);
		if (own > level + 1) tell("a heading leaves a level out", heading);
		if (!heading.textContent.trim()) tell("a heading is empty", heading);
		level = own;
	}
	// 4.1.2, 1.1.1, 2.4.4: names
	for (const e of all("a, button, summary")) if (!nameOf(e)) tell("has no name", e);
	for (const e of all("img")) if (!e.hasAttribute("alt")) tell("has no alternative", e);
	for (const e of all("svg")) if (e.getAttribute("role") !== "img" || !e.getAttribute("aria-label")) tell("has no alternative", e);
	for (const e of all("[aria-labelledby]"))
		for (const id of e.getAttribute("aria-labelledby").split(" "))
			if (!document.getElementById(id)) tell("is named by nothing", e);
	const ids = all("[id]").map(e => e.id);
	if (new Set(ids).size !== ids.length) tell("an id stands twice");
	for (const e of all("a[href^='#']"))
		if (!document.getElementById(decodeURIComponent(e.getAttribute("href").slice(1)))) tell("leads nowhere", e);
	for (const e of all("ul, ol"))
		for (const child of e.children) if (child.tagName !== "LI") tell("is no item of a list", child);
	for (const e of all("[tabindex], [autofocus], [onclick], marquee, blink")) tell("does what it should not", e);
	for (const e of all("time[datetime]")) if (isNaN(Date.parse(e.dateTime))) tell("is no time", e);

	// 1.4.3: text against what is behind it, 4.5 to 1; large text 3 to 1
	const parse = text => (text.match(/[\d.]+/g) || []).map(Number);
	const light = ([r, g, b]) => {
		const f = x => ((x /= 255) <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
		return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b);
	};
	const behind = e => {
		for (; e; e = e.parentElement) {
			const colour = parse(getComputedStyle(e).backgroundColor);
			if (colour.length === 3 || colour[3] > 0.99) return colour;
		}
		return [255, 255, 255];
	};
	let told = 0;
	for (const e of all("body *")) {
		const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
		const style = getComputedStyle(e);
		if (!own || e.matches(".away, .skip, script, style") || style.visibility === "hidden" || !e.getClientRects().length) continue;
		const [a, b] = [light(parse(style.color)), light(behind(e))].sort((x, y) => y - x);
		const size = parseFloat(style.fontSize);
		const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
		told++;
		if ((a + 0.05) / (b + 0.05) < least) tell("contrast " + ((a + 0.05) / (b + 0.05)).toFixed(2), e);
		if (size < 11) tell("letters of " + size + " pixels", e);
	}
	// 2.4.7: focus is seen; 2.5.8: what is touched has 24 pixels, or stands in a line of text
	const link = document.querySelector("main a[href], header a[href]");
	if (link) {
		link.focus({focusVisible: true});
		// a window that the browser has not made the active one yet has no focus to show
		if (link.matches(":focus-visible") && getComputedStyle(link).outlineStyle === "none")
			tell("focus is not seen", link);
	}
	for (const e of all("nav a, summary")) {
		const box = e.getBoundingClientRect();
		if (box.height > 0 && !e.matches(".skip") && box.height < 23.5) tell("too small to touch (" + box.height.toFixed(1) + ")", e);
	}
	document.title = "CHECKED " + told + " TEXTS" + wrong.map(line => " | " + line).join("");
})();
