// Ed25519, verifying only (RFC 8032, section 5.1.7).
import { hex, sha512 } from "./bytes.js";

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (x) => ((x % P) + P) % P;
const number = (bytes) => BigInt(`0x${hex(Uint8Array.from(bytes).reverse())}`);

function power(base, exponent) {
	let result = 1n;
	for (let b = mod(base); exponent; exponent >>= 1n, b = mod(b * b)) if (exponent & 1n) result = mod(result * b);
	return result;
}
const D = mod(-121665n * power(121666n, P - 2n));
const ROOT = power(2n, (P - 1n) / 4n);
const ZERO = [0n, 1n, 1n, 0n];

function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
	const a = mod((y1 - x1) * (y2 - x2)), b = mod((y1 + x1) * (y2 + x2)), c = mod(2n * D * t1 * t2), d = mod(2n * z1 * z2);
	const [e, f, g, h] = [b - a, d - c, d + c, b + a];
	return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

function decode(bytes) {
	const whole = number(bytes), sign = whole >> 255n, y = whole % 2n ** 255n;
	if (y >= P) return null;
	const u = mod(y * y - 1n), v = mod(D * y * y + 1n);
	let x = mod(u * power(v, 3n) * power(u * power(v, 7n), (P - 5n) / 8n));
	if (mod(v * x * x) !== u) x = mod(x * ROOT);
	if (mod(v * x * x) !== u || (!x && sign)) return null;
	if ((x & 1n) !== sign) x = P - x;
	return [x, y, 1n, mod(x * y)];
}
const BASE = decode(Uint8Array.from({ length: 32 }, (_, i) => (i ? 0x66 : 0x58)));

/** Whether `signature` (64 bytes) is that of `message` under the raw public key (32 bytes). */
export function verify(key, signature, message) {
	if (key.length !== 32 || signature.length !== 64) return false;
	const s = number(signature.slice(32)), a = decode(key), r = signature.slice(0, 32);
	if (!a || s >= L) return false;
	const k = number(sha512(r, key, message)) % L, minus = [mod(-a[0]), a[1], 1n, mod(-a[3])], both = add(BASE, minus);
	let sum = ZERO;
	for (let bit = 255n; bit >= 0n; bit--) {
		sum = add(sum, sum);
		const one = (s >> bit) & 1n, two = (k >> bit) & 1n;
		if (one || two) sum = add(sum, one && two ? both : one ? BASE : minus);
	}
	const inverse = power(sum[2], P - 2n), x = mod(sum[0] * inverse), y = mod(sum[1] * inverse);
	return number(r) === y + ((x & 1n) << 255n);
}
