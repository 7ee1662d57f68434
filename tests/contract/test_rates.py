"""How often one may call: a token a hundred times a second, sign-in and tracking not."""

import http.client
import threading
import time
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.calls import Api, Province
from tests.instance import Instance
from tests.torture.load import Worker, all_done

SECONDS, THREADS = 3.0, 6
ELSEWHERE = "127.0.0.9"  # another address than that of the tests beside us, who track and sign in too


def test_a_token_is_not_throttled(province: Province) -> None:
    """As many calls as this machine answers, in parallel, for some seconds: none is refused."""
    api, statuses, lock = province.one("counter"), [], threading.Lock()
    until = time.monotonic() + SECONDS

    def call() -> None:
        while time.monotonic() < until:
            answer = api.get("dossiers", limit=1)
            with lock:
                statuses.append(answer.status)

    workers = [Worker(call) for _ in range(THREADS)]
    for worker in workers:
        worker.start()
    all_done(workers, 60)
    print(f"{len(statuses) / SECONDS:.0f} calls a second")
    assert set(statuses) == {200}
    assert len(statuses) > 10 * SECONDS


def test_tracking_is_throttled_with_the_time_to_wait(province: Province) -> None:
    public = Api(province.url, source=ELSEWHERE)
    answers = [public.get("track", code="x", secret=str(n)) for n in range(40)]
    refused = [answer for answer in answers if answer.status == 429]
    assert refused
    assert refused[-1].problem == (429, "throttled")
    assert 1 <= int(refused[-1].headers["retry-after"]) <= 60
    assert {answer.status for answer in answers} <= {404, 429}


class Browser:
    """A person at the sign-in page, by raw HTTP."""

    def __init__(self, url: str) -> None:
        self.place, self.cookies = urlsplit(url).netloc, ""

    def ask(self, method: str, path: str, form: dict[str, Any] | None = None) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection(self.place, timeout=30, source_address=(ELSEWHERE, 0))
        try:
            headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://{self.place}{path}"}
            connection.request(method, path, urlencode(form).encode() if form else None, headers)
            answer = connection.getresponse()
            set_cookies = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
            self.cookies = "; ".join(set_cookies) or self.cookies
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode()
        finally:
            connection.close()

    def sign_in(self, username: str, password: str) -> tuple[int, dict[str, str], str]:
        _, _, page = self.ask("GET", "/dang-nhap")
        token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        return self.ask("POST", "/dang-nhap", {"username": username, "password": password, "csrfmiddlewaretoken": token})


def test_signing_in_is_throttled(instance: Instance) -> None:
    """Somebody guesses the password of one who does not exist; nobody else is shut out."""
    answers = [Browser(instance.url).sign_in("khong.co.nguoi.nay", f"sai-{n}") for n in range(30)]
    statuses = [status for status, _, _ in answers]
    assert 429 in statuses
    first = statuses.index(429)
    assert int(answers[first][1]["retry-after"]) >= 1
    assert set(statuses[first:]) == {429}
    assert "csrfmiddlewaretoken" not in answers[first][2] or "sai-" not in answers[first][2]


def test_a_wrong_token_is_refused_every_time(province: Province) -> None:
    wrong = Api(province.url, token="x" * 43)
    calls = [partial(wrong.get, "dossiers") for _ in range(20)]
    assert {call().problem for call in calls} == {(401, "not_signed_in")}
