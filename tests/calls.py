"""Calls of the API as a stranger makes them: raw HTTP, nothing of ours. Shared by contract and torture tests."""

import http.client
import json
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.instance import Instance, Person

COMMUNE, DISTRICT, JUSTICE = "000.01.25.H19", "000.00.25.H19", "000.00.03.H19"
PROCEDURE = "1.001193"
APPLICANT = {
    "kind": "person",
    "name": "Nguyễn Thị Bé",
    "id_number": "075190001234",
    "birth_on": "1990-02-03",
    "phone": "0901234567",
    "email": "",
    "address": "12 Nguyễn Ái Quốc",
    "ward_code": "25993",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (names in lower case) and body of one call."""

    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.raw)

    @property
    def problem(self) -> tuple[int, str]:
        """Status and type of a refusal; its shape is checked on the way."""
        assert self.headers["content-type"].startswith("application/problem+json"), self.raw
        body = self.json
        assert body["status"] == self.status
        assert body["title"]
        assert body["detail"]
        assert all(isinstance(name, str) and isinstance(text, str) and text for name, text in body["fields"].items())
        return self.status, body["type"]


class Api:
    """Calls with one token; without a person, the public's."""

    def __init__(self, url: str, person: Person | None = None, *, token: str | None = None, source: str = "") -> None:
        self.url, self.person, self.source = url, person, source
        self.token = token if token is not None else person.token if person else None

    def call(self, method: str, path: str, body: bytes | None = None, *, headers: dict[str, str] | None = None, timeout: float = 60) -> Answer:
        """One call on a connection of its own. `path` comes after `/api/v1/`."""
        source = (self.source, 0) if self.source else None
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=timeout, source_address=source)
        sent = ({"Authorization": f"Bearer {self.token}"} if self.token else {}) | (headers or {})
        try:
            connection.request(method, f"/api/v1/{path}", body, sent)
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **query: object) -> Answer:
        return self.call("GET", f"{path}?{urlencode(query)}" if query else path)

    def post(self, path: str, body: object, *, key: str | None = None) -> Answer:
        """JSON, under a fresh key when none is given."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": key or str(uuid.uuid4())}
        return self.call("POST", path, json.dumps(body).encode(), headers=headers)

    def act(self, code: str, act: str, seq: int, *, key: str | None = None, **fields: object) -> Answer:
        return self.post(f"dossiers/{code}/acts/{act}", {"expected_seq": seq, **fields}, key=key)

    def upload(self, content: bytes, name: str = "giay-to.pdf", *, field: str = "file") -> Answer:
        border = uuid.uuid4().hex
        head = f'--{border}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\nContent-Type: application/pdf\r\n\r\n'
        body = head.encode() + content + f"\r\n--{border}--\r\n".encode()
        return self.call("POST", "files", body, headers={"Content-Type": f"multipart/form-data; boundary={border}"})


class Province:
    """The instance as a stranger works with it: somebody of each role, filings, dossiers brought to a point by the acts that the API names."""

    def __init__(self, instance: Instance) -> None:
        self.instance, self.url = instance, instance.url
        self.public = Api(self.url)
        self._papers: dict[str, list[dict[str, Any]]] = {}

    def one(self, role: str, agency: str = COMMUNE, nth: int = 0) -> Api:
        return Api(self.url, self.instance.people(role, agency)[nth])

    def papers(self, procedure: str) -> list[dict[str, Any]]:
        """What the default case of a procedure requires."""
        if procedure not in self._papers:
            known = self.public.get(f"procedures/{procedure}").json
            self._papers[procedure] = [
                {"key": p["key"], "originals": max(1, p["originals"]), "copies": p["copies"], "file": None} for p in known["papers"] if p["required"]
            ]
        return [dict(paper) for paper in self._papers[procedure]]

    def filing(self, procedure: str = PROCEDURE, **changes: object) -> dict[str, Any]:
        body = {"decision": "accept", "procedure": procedure, "case": None, "channel_in": "counter", "channel_out": "counter", "note": ""}
        return {**body, "applicant": dict(APPLICANT), "papers": self.papers(procedure), **changes}

    def accept(self, procedure: str = PROCEDURE, agency: str = COMMUNE, nth: int = 0, **changes: object) -> dict[str, Any]:
        answer = self.one("counter", agency, nth).post("dossiers", self.filing(procedure, **changes))
        assert answer.status == 201, answer.raw
        made: dict[str, Any] = answer.json
        return made

    def seen(self, code: str, agency: str | None = None) -> dict[str, Any]:
        """The dossier as somebody of an agency sees it; the accepting agency's counter when none is named."""
        found: dict[str, Any] = self.one("counter", agency or code[:13]).get(f"dossiers/{code}").json
        return found

    def able(self, dossier: dict[str, Any], act: str | None = None) -> tuple[Api, dict[str, Any]]:
        """Somebody who may do the act (the expected one when none is named), and the act as shown to them."""
        wanted = act or dossier["expected_act"]
        agencies = [(dossier["in_transit_to"] or dossier["holder"])["agency"], dossier["code"][:13]]
        agencies += [x["agency"] for x in dossier["opinions"] if x["state"] == "asked"]
        for person in (p for agency in dict.fromkeys(agencies) for p in self.instance.people(agency=agency)):
            api = Api(self.url, person)
            answer = api.get(f"dossiers/{dossier['code']}")
            shown = next((a for a in answer.json["acts"] if a["act"] == wanted and a["allowed"]), None) if answer.status == 200 else None
            if shown:
                return api, shown
        raise AssertionError(f"nobody of {agencies} may {wanted} on {dossier['code']} in state {dossier['state']}")

    def do(self, dossier: dict[str, Any], act: str | None = None, **given: object) -> dict[str, Any]:
        """One act by whoever may, with the examples of its schema; the dossier afterwards."""
        api, shown = self.able(dossier, act)
        fields = {name: shown["fields"]["properties"][name]["examples"][0] for name in shown["fields"]["required"]} | given
        answer = api.act(dossier["code"], shown["act"], dossier["seq"], **fields)
        assert answer.status == 200, answer.raw
        after: dict[str, Any] = answer.json
        return after

    def until(self, dossier: dict[str, Any], *states: str) -> dict[str, Any]:
        """Follow the process until the dossier is in one of the states."""
        for _ in range(60):
            if dossier["state"] in states:
                return dossier
            dossier = self.do(dossier)
        raise AssertionError(f"{dossier['code']} never came to {states}: {dossier['state']}")
