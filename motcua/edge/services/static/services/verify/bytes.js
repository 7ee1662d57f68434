// SHA-256 and SHA-512 (FIPS 180-4): on plain http browsers keep their own from us. Constants are roots of the first primes.
const WORD = 2n ** 64n, primes = [];
for (let n = 2; primes.length < 80; n++) if (primes.every((p) => n % p)) primes.push(n);
const fraction = (prime, power) => {
	const value = BigInt(prime) << (64n * power);
	let low = 0n, high = 1n << 69n;
	while (high - low > 1n) {
		const middle = (low + high) >> 1n;
		if (middle ** power <= value) low = middle; else high = middle;
	}
	return low % WORD;
};
const K = primes.map((p) => fraction(p, 3n)), H = primes.slice(0, 8).map((p) => fraction(p, 2n));
const top = (word) => Number(word >> 32n) | 0;

export const utf8 = (text) => new TextEncoder().encode(text);
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Bytes of lower-case hexadecimal of exactly that many bytes; throws for any other spelling. */
export function unhex(text, length) {
	if (typeof text !== "string" || text.length !== 2 * length || /[^0-9a-f]/.test(text)) throw new TypeError("hex");
	return Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
}

function padded(parts, block) {
	const length = parts.reduce((sum, part) => sum + part.length, 0), whole = new Uint8Array(Math.ceil((length + 1 + block / 8) / block) * block);
	let at = 0;
	for (const part of [...parts, [0x80]]) {
		whole.set(part, at);
		at += part.length;
	}
	const view = new DataView(whole.buffer);
	view.setBigUint64(whole.length - 8, BigInt(length) * 8n);
	return view;
}

function hasher({ k, start, turn, shift, cut, by, type }) {
	const small = (x, [p, q, r]) => turn(x, p) ^ turn(x, q) ^ shift(x, r), large = (x, [p, q, r]) => turn(x, p) ^ turn(x, q) ^ turn(x, r);
	const size = type === "Int32" ? 4 : 8;
	return (...parts) => {
		const view = padded(parts, 16 * size), w = [], out = new DataView(new ArrayBuffer(8 * size));
		let state = start;
		for (let at = 0; at < view.byteLength; at += 16 * size) {
			let now = state;
			for (let i = 0; i < k.length; i++) {
				w[i] = i < 16 ? view[`get${type}`](at + size * i) : cut(w[i - 16] + small(w[i - 15], by[0]) + w[i - 7] + small(w[i - 2], by[1]));
				const [a, b, c, d, e, f, g, h] = now, one = h + large(e, by[2]) + ((e & f) ^ (~e & g)) + k[i] + w[i];
				now = [cut(one + large(a, by[3]) + ((a & b) ^ (a & c) ^ (b & c))), a, b, c, cut(d + one), e, f, g];
			}
			state = state.map((word, i) => cut(word + now[i]));
		}
		state.forEach((word, i) => out[`set${type}`](size * i, word));
		return new Uint8Array(out.buffer);
	};
}

export const sha256 = hasher({
	k: K.slice(0, 64).map(top), start: H.map(top), type: "Int32", cut: (x) => x | 0, shift: (x, n) => x >>> n,
	turn: (x, n) => (x >>> n) | (x << (32 - n)), by: [[7, 18, 3], [17, 19, 10], [6, 11, 25], [2, 13, 22]],
});
export const sha512 = hasher({
	k: K, start: H, type: "BigUint64", cut: (x) => x % WORD, shift: (x, n) => x >> n,
	turn: (x, n) => ((x >> n) | (x << (64n - n))) % WORD, by: [[1n, 8n, 7n], [19n, 61n, 6n], [14n, 18n, 41n], [28n, 34n, 39n]],
});
