"""What the first visit of a page costs on the line: the page and every static file it asks for, compressed as the running instance serves them."""

import html
import http.client
import re
import zlib
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin, urlsplit

import brotli  # type: ignore[import-untyped]

from motcua.shared.org.demo import PASSWORD

ASKED = re.compile(r"""<(?:link|script|img|source|use)\b[^>]*?\b(?:href|src)="([^"]+)"[^>]*>""")
LEADS_ON = re.compile(r'rel="(?:next|prev|canonical|alternate|noopener)"')
IN_STYLE = re.compile(rb"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)""")
HIDDEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Served:
    """One answer: its bytes on the line, and what they say."""

    status: int
    size: int
    text: bytes
    headers: list[tuple[str, str]]


@dataclass(slots=True)
class Weight:
    """One page: its own bytes and those of its files."""

    page: int
    files: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.page + sum(self.files.values())


class Visitor:
    """Somebody whose browser has nothing kept; with a name, an officer who signed in."""

    def __init__(self, url: str, username: str = "") -> None:
        self.place = urlsplit(url).netloc
        self.cookies: dict[str, str] = {}
        if username:
            self._sign_in(username)

    def get(self, path: str) -> Served:
        return self._ask("GET", path)

    def weigh(self, path: str, form: dict[str, str] | None = None) -> Weight:
        """The first visit of a page, which must answer 200; with a form, of the answer to it."""
        page = self.send(path, form) if form else self.get(path)
        assert page.status == http.client.OK, f"{path}: {page.status}"
        weight, waiting = Weight(page.size), files_of(page.text.decode(), path)
        while waiting:
            name = waiting.pop()
            if name in weight.files:
                continue
            served = self.get(name)
            assert served.status == http.client.OK, f"{name}, asked for by {path}: {served.status}"
            weight.files[name] = served.size
            if name.partition("?")[0].endswith(".css"):
                waiting += [urljoin(name, found.decode()) for found in IN_STYLE.findall(served.text) if not found.startswith((b"data:", b"#"))]
        return weight

    def send(self, path: str, form: dict[str, str]) -> Served:
        """Send a form of this page."""
        token = HIDDEN.search(self.get(path).text.decode())
        assert token is not None
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": token[1], **form}))

    def _sign_in(self, username: str) -> None:
        answer = self.send("/dang-nhap", {"username": username, "password": PASSWORD, "next": ""})
        assert answer.status == http.client.FOUND, answer.text.decode()

    def _ask(self, method: str, path: str, body: str | None = None) -> Served:
        headers = {"Accept-Encoding": "br, gzip", "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(self.place, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            raw = answer.read()
        finally:
            connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return Served(answer.status, len(raw), unpacked(raw, answer.headers.get("Content-Encoding", "")), answer.getheaders())


def unpacked(raw: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return bytes(brotli.decompress(raw))
    return zlib.decompress(raw, wbits=31) if encoding == "gzip" else raw


def files_of(page: str, path: str) -> list[str]:
    """What a browser fetches of its own accord for a page: styles, scripts, pictures."""
    found = [html.unescape(m[1]) for m in ASKED.finditer(page) if not LEADS_ON.search(m[0])]
    return [urljoin(path, name.partition("#")[0]) for name in found if not name.startswith(("data:", "#"))]
