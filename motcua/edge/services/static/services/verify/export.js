// An exported dossier, checked from its bytes by docs/journal-format.md, as `motcua verify` does. What is wrong is a word; the page has the sentences.
import { hex, sha256, unhex, utf8 } from "./bytes.js";
import { canonical, parse } from "./canonical.js";
import { verify } from "./ed25519.js";

const ENTRY = "at by content epoch hash kind node payload prev proof salt sealed seq";
const NOTHING = "0".repeat(64);

const need = (right) => { if (!right) throw new TypeError("shape"); };
const exact = (value, keys) => need(value && typeof value === "object" && Object.keys(value).sort().join(" ") === keys);
const isMoment = (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(text) && Date.parse(text);
const place = (named, node) => `${named.node || node}/${named.agency}`;

/** `broken`: [{stream, no, what}]; `unknown`: why the head proves nothing. */
export function check(bytes, { keys, node }) {
	const report = { broken: [], streams: [], head: null, unknown: "", entries: 0, unpublished: 0, code: "" };
	try {
		const file = parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
		exact(file, "code format head sealed streams");
		need(file.format === "motcua/streams/1" && typeof file.code === "string" && typeof file.sealed === "boolean" && file.streams.length);
		report.code = file.code;
		headOf(file.head, keys, report);
		for (const stream of file.streams) streamOf(stream, file, report, node);
	} catch {
		report.broken.push({ what: "file" });
	}
	return report;
}

function headOf(head, keys, report) {
	if (head === null) {
		report.unknown = "none";
		return;
	}
	exact(head, "at key node root signature size");
	need(Number.isInteger(head.size) && isMoment(head.at) && unhex(head.root, 32));
	const { at, node, root, size } = head, key = unhex(head.key, 32), signature = unhex(head.signature, 64);
	if (!keys.some((known) => hex(known) === head.key)) report.unknown = "key";
	else if (!verify(key, signature, utf8(`motcua/head/1\n${canonical({ at, node, root, size })}`))) report.broken.push({ what: "head", no: size });
	report.head = head;
}

function streamOf(stream, file, report, province) {
	exact(stream, "entries stream");
	const s = { name: stream.stream, last: null, holder: "", to: "", missing: new Set(), present: new Set(), erased: new Set(), index: -1, story: [] };
	report.streams.push(s);
	const say = (what, no = s.story.length + 1) => report.broken.push({ stream: s.name, no, what });
	if (![s.name, s.name.split(":")[1]].includes(file.code)) say("stream", 0);
	need(stream.entries.length);
	for (const entry of stream.entries) {
		report.entries++;
		try {
			exact(entry, ENTRY);
			need(isMoment(entry.at));
			chained(s, entry, say);
			sealed(s, entry, file.sealed, say);
			custody(s, entry, province, say);
			logged(s, entry, report, say);
		} catch {
			say("shape");
		}
		s.last = entry;
		s.story.push({ at: entry.at, kind: entry.kind, holder: s.holder, to: s.to });
	}
	if (file.sealed) s.missing.forEach((seq) => s.erased.has(seq) || say("sealed-lost", seq));
	s.erased.forEach((seq) => s.present.has(seq) && say("sealed-kept", seq));
}

function chained(s, entry, say) {
	const { content, hash, proof, salt, ...fields } = entry, { last } = s;
	if (hex(sha256(utf8(`motcua/entry/1\n${canonical({ ...fields, stream: s.name })}`))) !== hash) say("hash");
	if (entry.seq !== (last ? last.seq + 1 : 1)) say("seq");
	if (entry.prev !== (last ? last.hash : NOTHING)) say("prev");
	if (last && entry.at < last.at) say("at");
	if (entry.epoch !== (last ? last.epoch : 1) + entry.kind.endsWith(".epoch_opened")) say("epoch");
}

function sealed(s, entry, whole, say) {
	if (entry.kind.endsWith(".erased")) entry.payload.seqs.forEach((seq) => s.erased.add(seq));
	if (entry.salt === null && entry.content === null) {
		if (entry.sealed !== null) s.missing.add(entry.seq);
		return;
	}
	s.present.add(entry.seq);
	const right = whole && entry.sealed !== null;
	if (!right || hex(sha256(utf8("motcua/sealed/1\n"), unhex(entry.salt, 16), utf8(canonical(entry.content)))) !== entry.sealed) say("sealed");
}

function custody(s, entry, province, say) {
	const { by, node, payload } = entry, word = entry.kind.split(".")[1];
	const writer = `${node}/${by.slice(by.lastIndexOf("@") + 1)}`, passing = word === "taken_over" || word === "declined";
	if (!s.last) {
		if (passing || ["handed_over", "erased", "epoch_opened"].includes(word)) say("opening");
		s.holder = payload.custodian ? place(payload.custodian, node) : writer;
	} else if (word === "epoch_opened") {
		if (node !== province) say("province");
		[s.holder, s.to] = [place(payload.custodian, node), ""];
	} else if (s.to) {
		if (!passing || writer !== s.to) say("transit");
		if (word === "taken_over") s.holder = s.to;
		if (passing) s.to = "";
	} else {
		if (writer !== s.holder) say("holder");
		if (passing) say("no-transit");
		if (word === "handed_over") s.to = place(payload.to, node);
	}
}

function logged(s, entry, report, say) {
	const { head } = report;
	if (entry.proof === null) {
		report.unpublished++;
		return;
	}
	exact(entry.proof, "index path");
	if (!head || rootOf(unhex(entry.hash, 32), entry.proof.index, head.size, entry.proof.path) !== head.root) say("log");
	if (entry.proof.index <= s.index) say("order");
	s.index = entry.proof.index;
}

/** The root that a leaf and its audit path lead to (RFC 6962, section 2.1.1); empty when the path does not fit. */
export function rootOf(leaf, index, size, path) {
	if (!Number.isInteger(index) || index < 0 || index >= size) return "";
	let digest = sha256(Uint8Array.of(0), leaf), here = index, last = size - 1;
	for (const step of path) {
		const other = unhex(step, 32);
		if (!last) return "";
		if (here % 2 || here === last) {
			digest = sha256(Uint8Array.of(1), other, digest);
			while (here && here % 2 === 0) [here, last] = [here / 2, Math.floor(last / 2)];
		} else digest = sha256(Uint8Array.of(1), digest, other);
		[here, last] = [Math.floor(here / 2), Math.floor(last / 2)];
	}
	return last ? "" : hex(digest);
}

/** Whether a list of published heads has this one: true, false (another root for that size), or null (silent). */
export function published(text, head) {
	const found = text.split("\n").filter(Boolean).map((line) => parse(line)).find((one) => one.size === head.size);
	return found ? found.root === head.root : null;
}
