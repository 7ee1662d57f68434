"""Check an exported dossier or a receipt without the program: written from docs/journal-format.md alone, it shares no code with it.

    python samples/verify_export.py FILE --key khoa.pem [--heads heads.jsonl] [--node dong-nai]
    python samples/verify_export.py --statement 'r1~…' --key khoa.pem

FILE comes from "Tải lịch sử có chứng thực" or `motcua export`; the key and the heads from /cong-bo/khoa.pem and /cong-bo/heads.jsonl, best from a
copy kept earlier. Exit 0: whole; 1: broken, or not believable; each sentence names the place. Needs `cryptography` beside the standard library.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

HASHED = ("epoch", "seq", "kind", "at", "by", "node", "payload", "sealed", "prev")
ENTRY = {*HASHED, "hash", "salt", "content", "proof"}
SIGNED = ("at", "node", "root", "size")
HEX = re.compile(r"[0-9a-f]*")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
LARGEST = 2**53


class Broken(Exception):
    """Something in the file cannot be read as the format says."""


def canonical(value: Any) -> str:
    """RFC 8785 over the subset of the format."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return '"' + "".join(ESCAPES.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in value) + '"'
    if isinstance(value, list):
        return f"[{','.join(map(canonical, value))}]"
    keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
    return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in keys) + "}"


def strict(text: str) -> Any:
    """JSON without fractions, large integers, repeated keys."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) != len(pairs):
            raise Broken("một khóa lặp lại")
        return dict(pairs)

    def refuse(number: str) -> Any:
        raise Broken(f"số không nguyên {number}")

    def whole(number: str) -> int:
        if abs(int(number)) > LARGEST:
            raise Broken(f"số quá lớn {number}")
        return int(number)

    try:
        return json.loads(text, parse_float=refuse, parse_constant=refuse, parse_int=whole, object_pairs_hook=once)
    except (json.JSONDecodeError, RecursionError) as error:
        raise Broken("không phải JSON") from error


def sha(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(parts)).hexdigest()


def unhex(text: Any, length: int) -> bytes:
    if not isinstance(text, str) or len(text) != 2 * length or not HEX.fullmatch(text):
        raise Broken("mã băm không đúng dạng")
    return bytes.fromhex(text)


def root_of(leaf: bytes, index: int, size: int, path: list[str]) -> bytes:
    """RFC 6962, section 2.1.1, told from the top: which side of the split does the leaf lie on?"""
    if not path:
        if size != 1:
            raise Broken("bằng chứng quá ngắn")
        return hashlib.sha256(b"\x00" + leaf).digest()
    if size <= 1:
        raise Broken("bằng chứng quá dài")
    half = 1 << (size - 1).bit_length() - 1
    other = unhex(path[-1], 32)
    if index < half:
        return hashlib.sha256(b"\x01" + root_of(leaf, index, half, path[:-1]) + other).digest()
    return hashlib.sha256(b"\x01" + other + root_of(leaf, index - half, size - half, path[:-1])).digest()


class Stream:
    """One stream, entry by entry."""

    def __init__(self, name: str, province: str, head: dict[str, Any] | None, *, sealed: bool) -> None:
        self.name, self.province, self.head, self.sealed = name, province, head, sealed
        self.last: dict[str, Any] | None = None
        self.holder: tuple[str, str] | None = None
        self.to: tuple[str, str] | None = None
        self.missing: set[int] = set()
        self.present: set[int] = set()
        self.erased: set[int] = set()
        self.index = -1
        self.unpublished = 0

    def take(self, entry: dict[str, Any]) -> Iterator[str]:
        if set(entry) != ENTRY or not MOMENT.fullmatch(entry["at"]):
            raise Broken("thiếu hoặc thừa mục")
        yield from self._chain(entry)
        yield from self._sealed(entry)
        yield from self._custody(entry)
        yield from self._log(entry)
        self.last = entry

    def end(self) -> Iterator[str]:
        if self.last is None:
            yield f"{self.name}: không có mục nào"
        if self.sealed:
            yield from (f"{self.name}, mục {seq}: mất phần niêm phong" for seq in sorted(self.missing - self.erased))
        yield from (f"{self.name}, mục {seq}: phần niêm phong vẫn còn dù đã xóa" for seq in sorted(self.erased & self.present))

    def _chain(self, entry: dict[str, Any]) -> Iterator[str]:
        last, opened = self.last, entry["kind"].endswith(".epoch_opened")
        fields = {"stream": self.name, **{name: entry[name] for name in HASHED}}
        if sha(b"motcua/entry/1\n", canonical(fields).encode()) != entry["hash"]:
            yield "nội dung không khớp mã băm"
        if entry["seq"] != (last["seq"] + 1 if last else 1):
            yield "không đúng số thứ tự"
        if entry["prev"] != (last["hash"] if last else "0" * 64):
            yield "không nối vào mục trước"
        if last and entry["at"] < last["at"]:
            yield "có thời điểm trước mục liền trước"
        if entry["epoch"] != (last["epoch"] if last else 1) + opened:
            yield "không thuộc kỳ đang mở"

    def _sealed(self, entry: dict[str, Any]) -> Iterator[str]:
        if entry["kind"].endswith(".erased"):
            self.erased |= set(entry["payload"]["seqs"])
        if entry["salt"] is None and entry["content"] is None:
            if entry["sealed"] is not None:
                self.missing.add(entry["seq"])
            return
        self.present.add(entry["seq"])
        content = canonical(entry["content"]).encode()
        if not self.sealed or sha(b"motcua/sealed/1\n", unhex(entry["salt"], 16), content) != entry["sealed"]:
            yield "phần niêm phong không khớp mã băm"

    def _custody(self, entry: dict[str, Any]) -> Iterator[str]:
        word, node, payload = entry["kind"].split(".")[1], entry["node"], entry["payload"]
        writer, passing = (node, entry["by"].rpartition("@")[2]), word in {"taken_over", "declined"}
        if self.holder is None:
            if passing or word in {"handed_over", "erased", "epoch_opened"}:
                yield "không thể là mục mở đầu"
            self.holder = place(payload["custodian"], node) if payload.get("custodian") else writer
        elif word == "epoch_opened":
            if node != self.province:
                yield "chỉ nút cấp tỉnh được mở kỳ mới"
            self.holder, self.to = place(payload["custodian"], node), None
        elif self.to:
            if not passing or writer != self.to:
                yield "có nơi khác ghi vào khi đang bàn giao"
            self.holder, self.to = (self.to if word == "taken_over" else self.holder), (None if passing else self.to)
        else:
            if writer != self.holder or passing:
                yield "người ghi không phải nơi đang giữ"
            self.to = place(payload["to"], node) if word == "handed_over" else None

    def _log(self, entry: dict[str, Any]) -> Iterator[str]:
        proof = entry["proof"]
        if proof is None:
            self.unpublished += 1
            return
        if set(proof) != {"index", "path"} or self.head is None or not 0 <= proof["index"] < self.head["size"]:
            raise Broken("bằng chứng không đọc được")
        if root_of(unhex(entry["hash"], 32), proof["index"], self.head["size"], proof["path"]).hex() != self.head["root"]:
            yield "không có trong nhật ký đã công bố"
        if proof["index"] <= self.index:
            yield "có chỗ trong nhật ký không đúng thứ tự"
        self.index = proof["index"]


def place(named: dict[str, Any], node: str) -> tuple[str, str]:
    return named.get("node") or node, named["agency"]


def check_head(head: dict[str, Any], key: Ed25519PublicKey, raw: str, heads: str) -> Iterator[str]:
    if head["key"] != raw:
        yield f"Đầu nhật ký ({head['size']} mục): mang khóa lạ"
        return
    try:
        key.verify(unhex(head["signature"], 64), b"motcua/head/1\n" + canonical({name: head[name] for name in SIGNED}).encode())
    except InvalidSignature:
        yield f"Đầu nhật ký ({head['size']} mục): chữ ký không đúng"
    known = [line for line in map(strict, heads.splitlines()) if line["size"] == head["size"]]
    if any(line["root"] != head["root"] for line in known):
        yield f"Đầu nhật ký ({head['size']} mục): danh sách công bố ghi dấu băm khác"


def check_file(text: str, key: Ed25519PublicKey, heads: str, node: str) -> Iterator[str]:
    file = strict(text)
    if set(file) != {"format", "code", "sealed", "head", "streams"} or file["format"] != "motcua/streams/1" or not file["streams"]:
        raise Broken("không phải lịch sử hồ sơ")
    if file["head"] is not None:
        yield from check_head(file["head"], key, key.public_bytes_raw().hex(), heads)
    for one in file["streams"]:
        if file["code"] not in {one["stream"], one["stream"].split(":")[1]}:
            yield f"{one['stream']}: không thuộc hồ sơ {file['code']}"
        stream = Stream(one["stream"], node, file["head"], sealed=file["sealed"])
        for number, entry in enumerate(one["entries"], start=1):
            try:
                yield from (f"{one['stream']}, mục {number}: {what}" for what in stream.take(entry))
            except (Broken, KeyError, TypeError, AttributeError, IndexError, ValueError):
                yield f"{one['stream']}, mục {number}: không đọc được"
                return
        yield from stream.end()
        if stream.unpublished:
            print(f"{one['stream']}: {stream.unpublished} mục mới hơn đầu nhật ký trong tệp", file=sys.stderr)


def check_statement(statement: str, key: Ed25519PublicKey) -> Iterator[str]:
    said, _, written = statement.rpartition("~")
    try:
        signature = base64.urlsafe_b64decode(written + "==")
        key.verify(signature, b"motcua/statement/1\n" + said.encode())
    except (InvalidSignature, ValueError):
        yield "Chữ ký không đúng: giấy đã bị sửa hoặc không do nút này cấp"
        return
    if base64.urlsafe_b64encode(signature).decode().rstrip("=") != written:
        yield "Chữ ký viết không đúng dạng"
    print("\n".join(said.split("~")))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", nargs="?", type=Path)
    options.add_argument("--statement")
    options.add_argument("--key", type=Path, required=True)
    options.add_argument("--heads", type=Path)
    options.add_argument("--node", default="dong-nai")
    given = options.parse_args()
    key = load_pem_public_key(given.key.read_bytes())
    if not isinstance(key, Ed25519PublicKey) or (given.file is None) == (given.statement is None):
        options.error("one file or one statement, and an Ed25519 key")
    try:
        heads = given.heads.read_text(encoding="utf-8") if given.heads else ""
        found = (
            check_statement(given.statement, key) if given.statement else check_file(given.file.read_text(encoding="utf-8"), key, heads, given.node)
        )
        broken = list(found)
    except (Broken, KeyError, TypeError, AttributeError, ValueError) as error:
        broken = [f"Tệp không đọc được: {error}"]
    print("\n".join(broken) or "Toàn vẹn.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
