"""`/kiem-chung` in a real browser: receipts and exported dossiers are judged there, and nothing of them leaves the page."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.calls import Province
from tests.instance import ROOT, Instance
from tests.journeys.conftest import Sitting
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGE, SCRIPTS = "/kiem-chung", "/static/services/verify/"
VECTORS = json.loads((ROOT / "motcua/shared/journal/vectors.json").read_text(encoding="utf-8"))
MUTATIONS = 600
ON_VECTORS = """async ([at, v]) => {
  const [b, c, e, x, s] = await Promise.all(["bytes", "canonical", "ed25519", "export", "statement"].map((name) => import(`${at}${name}.js`)));
  const wrong = [], say = (right, what) => right || wrong.push(what);
  const text = JSON.stringify(v.canonical.map((one) => one.value)), read = c.parse(text);
  const sha = (...parts) => b.hex(b.sha256(...parts)), leaf = (one) => b.unhex(v.log.leaves[one.index], 32);
  v.canonical.forEach((one, i) => say(c.canonical(read[i]) === one.canonical && sha(b.utf8(one.canonical)) === one.sha256, one.canonical));
  v.refused.forEach((one) => { try { c.parse(one); wrong.push(one); } catch {} });
  v.entries.forEach((one) => say(sha(b.utf8("motcua/entry/1\\n" + c.canonical(one.fields))) === one.hash, one.hash));
  const tag = b.utf8("motcua/sealed/1\\n");
  v.sealed.forEach((one) => say(sha(tag, b.unhex(one.salt, 16), b.utf8(c.canonical(one.content))) === one.digest, one.digest));
  v.log.inclusion.forEach((one) => say(x.rootOf(leaf(one), one.index, one.size, one.path) === v.log.roots[one.size], one.index));
  const {key, signature, ...head} = JSON.parse(v.head.line), message = b.utf8("motcua/head/1\\n" + c.canonical(head));
  say(e.verify(b.unhex(key, 32), b.unhex(signature, 64), message), "head");
  say(!e.verify(b.unhex(key, 32), b.unhex(signature, 64), b.utf8("x")), "head of another message");
  const node = [b.unhex(v.statement.key, 32)], said = v.statement.statement;
  say(s.read(said, node).code === v.statement.fields[1] && !s.read(said, [b.unhex("00".repeat(32), 32)]), "statement");
  for (let i = 3; i < said.length; i++) {
    const forged = said.slice(0, i) + (said[i] === "1" ? "2" : "1") + said.slice(i + 1);
    s.statements(forged).forEach((one) => say(one === said || !s.read(one, node), forged));
  }
  return wrong;
}"""
ON_MUTATIONS = """async ([at, text, places]) => {
  const [b, x] = await Promise.all(["bytes", "export"].map((name) => import(`${at}${name}.js`)));
  const home = document.getElementById("verify").dataset, keys = home.keys.split(" ").map((key) => b.unhex(key, 32));
  const whole = b.utf8(text), judge = (bytes) => x.check(bytes, {keys, node: home.node}), first = judge(whole);
  const missed = places.filter(([place, bit]) => {
    const bytes = Uint8Array.from(whole);
    bytes[place] ^= bit;
    const {broken, unknown} = judge(bytes);
    return !broken.length && !unknown;
  });
  return {first: [first.broken.length, first.unknown, first.entries], missed};
}"""


def page(hands: Hands) -> list[tuple[str, str]]:
    """Open the page; every request from then on."""
    asked: list[tuple[str, str]] = []
    hands.context.on("request", lambda request: asked.append((request.method, urlsplit(request.url).path)))
    hands.open(PAGE)
    expect(hands.page.locator("#verify[data-ready]")).to_be_attached()
    return asked


def drop(hands: Hands, name: str, content: bytes) -> str:
    """Give the page a file; what it says."""
    hands.page.set_input_files("#file", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    expect(hands.page.locator(".verdict").first).to_be_visible()
    return str(hands.page.locator("#said").inner_text())


def exported(sit: Sitting, instance: Instance, made: dict[str, Any], folder: Path) -> bytes:
    """The history as the citizen gets it, after code and secret."""
    instance.run("publish")
    hands = sit()
    hands.track(made["code"], made["secret"])
    with hands.page.expect_download() as waiting:
        hands.page.get_by_role("button", name="Tải lịch sử có chứng thực").click()
    file = folder / "lich-su.json"
    waiting.value.save_as(file)
    return file.read_bytes()


@pytest.fixture
def dossier(province: Province) -> dict[str, Any]:
    made = province.accept()
    return {**province.until(made, "processing"), "secret": made["secret"]}


def test_the_script_agrees_with_the_published_vectors(sit: Sitting) -> None:
    hands = sit()
    page(hands)
    assert hands.page.evaluate(ON_VECTORS, [SCRIPTS, VECTORS]) == []


def test_the_citizen_s_own_export_is_whole_and_nothing_leaves_the_page(
    sit: Sitting, instance: Instance, dossier: dict[str, Any], tmp_path: Path
) -> None:
    content, hands = exported(sit, instance, dossier, tmp_path), sit()
    assert "Nguyễn Thị Bé".encode() not in content
    asked = page(hands)
    said = drop(hands, "lich-su.json", content)
    assert "Toàn vẹn." in said
    assert "UBND phường Trảng Dài" in said
    hands.press("So với các đầu nhật ký đã công bố")
    expect(hands.page.locator("#said")).to_contain_text("Có trong danh sách công bố")
    assert {method for method, _ in asked} == {"GET"}
    assert [path for _, path in asked if not path.startswith("/static/") and path not in {PAGE, "/cong-bo/heads.jsonl"}] == []


def test_every_flipped_bit_is_named(sit: Sitting, instance: Instance, dossier: dict[str, Any], tmp_path: Path) -> None:
    content, hands, dice = exported(sit, instance, dossier, tmp_path), sit(), random.Random(7)
    page(hands)
    places = [[dice.randrange(len(content)), dice.choice([1, 2, 4, 16, 32])] for _ in range(MUTATIONS)]
    found = hands.page.evaluate(ON_MUTATIONS, [SCRIPTS, content.decode(), places])
    assert found["first"][:2] == [0, ""]
    assert found["missed"] == []
    said = drop(hands, "lich-su.json", content.replace(b'"dossier.handed_over"', b'"dossier.handed_ovex"', 1))
    assert "Không toàn vẹn." in said
    assert "nội dung không khớp mã băm" in said


def test_a_receipt_is_believed_and_a_forged_one_is_not(sit: Sitting, province: Province, dossier: dict[str, Any]) -> None:
    pdf, hands = province.one("counter").get(f"dossiers/{dossier['code']}/prints/01").raw, sit()
    asked = page(hands)
    said = drop(hands, "giay-hen.pdf", pdf)
    assert "Giấy thật." in said
    assert dossier["code"] in said
    assert "075190001234" not in said
    assert "1234" in said
    first = pdf.index(b"r1~")
    statement = pdf[first : pdf.index(b")", first)]
    forged = statement.replace(b"~1.001193~", b"~1.001194~")
    assert "Không tin được." in drop(hands, "giay-hen.pdf", pdf.replace(statement, forged))
    hands.page.goto("about:blank")
    hands.page.goto(f"{hands.url}{PAGE}#{statement.decode()}")
    expect(hands.page.locator(".verdict")).to_contain_text("Giấy thật.")
    assert "#" not in hands.page.url
    expect(hands.page.get_by_role("link", name="Tra cứu tình trạng hồ sơ")).to_have_attribute("href", f"/tra-cuu?code={dossier['code']}")
    assert [path for _, path in asked if "r1" in path or dossier["code"] in path] == []


def test_without_a_script_the_page_says_how_else(sit: Sitting) -> None:
    hands = sit(java_script_enabled=False)
    hands.open(PAGE)
    expect(hands.main).to_contain_text("không chạy được JavaScript")
    expect(hands.main).to_contain_text("samples/verify_export.py")


def test_the_sample_says_the_same(sit: Sitting, instance: Instance, dossier: dict[str, Any], tmp_path: Path) -> None:
    content = exported(sit, instance, dossier, tmp_path)
    published = instance.var / "published"
    line = [sys.executable, str(ROOT / "samples/verify_export.py"), "--key", str(published / "journal.pub.pem")]
    file = tmp_path / "file.json"
    for text, expected in ((content, 0), (content.replace(b'"seq": 2', b'"seq": 3', 1), 1), (content[:-40], 1)):
        file.write_bytes(text)
        heads = ["--heads", str(published / "heads.jsonl")]
        assert subprocess.run([*line, *heads, str(file)], capture_output=True, check=False).returncode == expected
