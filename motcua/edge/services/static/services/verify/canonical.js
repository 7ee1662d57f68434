// JSON read strictly, and its canonical form (RFC 8785, see docs/journal-format.md).
const SPACE = /[ \t\n\r]*/y, NUMBER = /-?(?:0|[1-9][0-9]*)(?![0-9.eE])/y, STRING = /"(?:[^"\\\u0000-\u001f]|\\.)*"/y, WORD = /true|false|null/y;
const LARGEST = 2n ** 53n, DEEPEST = 70;

/** The value of a JSON text; objects have no prototype. Throws for anything else. */
export function parse(text) {
	let at = 0;
	const fail = () => { throw new SyntaxError("json"); };
	const take = (pattern) => {
		pattern.lastIndex = at;
		const found = pattern.exec(text);
		if (found) at += found[0].length;
		return found && found[0];
	};
	const sign = (mark) => {
		take(SPACE);
		return text[at] === mark && Boolean(++at);
	};
	const string = () => {
		const raw = take(STRING);
		if (raw === null) fail();
		let read;
		try { read = JSON.parse(raw); } catch { fail(); }
		return /\u0000|[\ud800-\udfff]/u.test(read) ? fail() : read;
	};
	const object = (depth) => {
		const made = Object.create(null);
		if (sign("}")) return made;
		do {
			take(SPACE);
			const key = string();
			if (key in made || !sign(":")) fail();
			made[key] = value(depth);
		} while (sign(","));
		return sign("}") ? made : fail();
	};
	const array = (depth) => {
		const made = [];
		if (sign("]")) return made;
		do made.push(value(depth)); while (sign(","));
		return sign("]") ? made : fail();
	};
	const value = (depth) => {
		if (depth > DEEPEST) fail();
		if (sign("{")) return object(depth + 1);
		if (sign("[")) return array(depth + 1);
		if (text[at] === '"') return string();
		const word = take(WORD);
		if (word) return { true: true, false: false, null: null }[word];
		const digits = take(NUMBER);
		if (digits === null || digits === "-0") fail();
		const exact = BigInt(digits);
		return exact > LARGEST || exact < -LARGEST ? fail() : Number(digits);
	};
	const whole = value(0);
	take(SPACE);
	return at === text.length ? whole : fail();
}

/** The canonical text of a value that `parse` gave. */
export function canonical(value) {
	if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
	if (value === null || typeof value !== "object") return JSON.stringify(value);
	return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}
