// `/kiem-chung`: what a receipt or an exported dossier is worth. Nothing leaves the browser.
import { unhex } from "./bytes.js";
import { check, published } from "./export.js";
import { read, statements } from "./statement.js";

const by = (id) => document.getElementById(id);
const home = by("verify"), said = by("said"), { node, heads, track, procedures } = home.dataset;
const keys = home.dataset.keys.split(" ").map((key) => unhex(key, 32));
const lines = (id) => new Map(by(id).content.textContent.trim().split("\n").map((line) => line.trim().split(/ (.*)/s)));
const names = lines("names"), acts = lines("acts"), breaks = lines("breaks"), words = lines("words");
const say = (key, ...values) => words.get(key).replace(/\{\}/g, () => values.shift()).split("|");
const agency = (code) => names.get(code) || code;
const holder = (place) => agency(place.split("/")[1] || "");
function moment(date) {
	const at = new Date(+new Date(date) + 252e5), [y, m, d, time] = at.toISOString().split(/[-T]/);
	return `${time.slice(0, 5)}, ${say("weekdays")[at.getUTCDay()]} ${d}/${m}/${y}`;
}

function el(tag, attributes, ...children) {
	const made = Object.assign(document.createElement(tag), attributes);
	made.append(...children);
	return made;
}
const link = (href, label) => el("a", { href }, label);
const verdict = (tone, [title, more], ...rest) => el("div", { className: `notice n-${tone} verdict` }, el("strong", {}, title), ` ${more}`, ...rest);
function show(...parts) {
	said.replaceChildren(...parts);
	said.focus();
}

function receipt(found) {
	const known = found.map((one) => read(one, keys)).filter(Boolean), labels = say("labels"), [look, note] = say("look");
	if (!known.length) return show(verdict("late", say("fake")));
	return show(...known.flatMap((one) => {
		const { code, identifier: id } = one;
		const values = [say("paper"), code, link(`${procedures}/${one.procedure}`, one.procedure), agency(one.agency), moment(one.received),
			one.due ? moment(one.due) : say("paused"), id.slice(-4).padStart(id.length, "•")];
		const rows = values.map((value, i) => el("div", {}, el("dt", {}, labels[i]), el("dd", {}, value)));
		return [verdict("ok", say("real")), el("dl", { className: "facts" }, ...rows), el("p", {}, link(`${track}?code=${code}`, look), ". ", note)];
	}));
}

function broken({ stream, no, what }) {
	const [dossier, side, entry] = say("place"), [prefix, ...rest] = (stream || "").split(":");
	const place = stream ? `${prefix === "dossier" ? dossier : side} ${rest.join(":")}${no ? `, ${entry} ${no}` : ""}: ` : "";
	return el("li", {}, `${place}${breaks.get(what)}.`);
}

function story(streams) {
	const [title, ...heads] = say("table"), rows = streams.filter((one) => one.name.startsWith("dossier:")).flatMap((one) => one.story);
	const body = rows.map((one, i) => el("tr", {}, el("th", { scope: "row" }, `${i + 1}. ${acts.get(one.kind.split(".")[1]) || one.kind}`),
		el("td", {}, moment(one.at)), el("td", {}, holder(one.holder) + (one.to && ` → ${holder(one.to)}`))));
	const head = el("tr", {}, ...heads.map((name) => el("th", { scope: "col" }, name)));
	return el("div", { className: "listing" }, el("table", {}, el("caption", {}, title), el("thead", {}, head), el("tbody", {}, ...body)));
}

function judged(report) {
	const { broken: found, unknown, entries, unpublished, code, head } = report;
	if (found.length) return verdict("late", say("broken", found.length), el("ul", {}, ...found.slice(0, 20).map(broken)));
	if (unknown) return verdict(unknown === "key" ? "late" : "wait", say(unknown));
	return verdict("ok", say("whole", code, entries, moment(head.at)), unpublished ? ` ${say("newer", unpublished)}` : "");
}

function dossier(bytes) {
	const report = check(bytes, { keys, node }), compare = el("button", { type: "button", className: "button b-plain" }, say("compare"));
	compare.onclick = async () => {
		let answer = "unreachable";
		try { answer = `compared-${published(await (await fetch(heads)).text(), report.head)}`; } catch { /* the answer stays */ }
		compare.replaceWith(el("p", {}, say(answer)));
	};
	show(judged(report), report.streams.length ? story(report.streams) : "", report.head && !report.broken.length ? compare : "");
}

async function file(given) {
	if (!given) return;
	const bytes = new Uint8Array(await given.arrayBuffer()), text = new TextDecoder("latin1").decode(bytes), found = statements(text);
	if (!text.startsWith("%PDF-")) dossier(bytes);
	else if (found.length) receipt(found);
	else show(verdict("wait", say("scan")));
}

function line(given) {
	const found = statements(given);
	if (found.length) receipt(found);
	else if (given.trim().startsWith("{")) dossier(new TextEncoder().encode(given));
	else show(verdict("wait", say("nothing")));
}

function fragment() {
	if (location.hash.length < 40) return;
	line(location.hash);
	history.replaceState(null, "", location.pathname);
}

by("file").onchange = (event) => file(event.target.files[0]);
by("go").onclick = () => line(by("text").value);
home.ondragover = (event) => event.preventDefault();
home.ondrop = (event) => {
	event.preventDefault();
	file(event.dataTransfer.files[0]);
};
onhashchange = fragment;
fragment();
home.dataset.ready = "1";
