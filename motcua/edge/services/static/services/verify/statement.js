// A receipt's statement (docs/journal-format.md): read only when one of the node's keys signed it.
import { utf8 } from "./bytes.js";
import { verify } from "./ed25519.js";

const SHAPE = /r1(?:~[0-9A-Za-z.:-]*){5}~[\w-]{86}(?![\w-])/g;

/** Every text in `text` that has the shape of a statement, once each: an address, a line, the bytes of a PDF. */
export const statements = (text) => [...new Set(text.match(SHAPE) || [])];

/** What a statement says, or null when no key signed it. */
export function read(statement, keys) {
	const cut = statement.length - 87, written = statement.slice(cut + 1);
	const raw = atob(`${written.replace(/-/g, "+").replace(/_/g, "/")}==`);
	if (btoa(raw).replace(/\+/g, "-").replace(/\//g, "_").slice(0, 86) !== written) return null;
	const message = utf8(`motcua/statement/1\n${statement.slice(0, cut)}`);
	const signature = Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
	if (!keys.some((key) => verify(key, signature, message))) return null;
	const [, code, procedure, received, due, identifier] = statement.split("~");
	return { code, procedure, received: moment(received), due: due && moment(due), identifier, agency: code.split("-")[0] };
}

const moment = (digits) => {
	const [, year, month, day, hour, minute] = digits.match(/(....)(..)(..)(..)(..)/);
	return new Date(`${year}-${month}-${day}T${hour}:${minute}:00+07:00`);
};
