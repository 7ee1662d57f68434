"""The OpenAPI document against what is really answered."""

from typing import Any

import jsonschema
import pytest

from tests.calls import COMMUNE, DISTRICT, PROCEDURE, Answer, Province
from tests.contract.test_files import PDF

CALLS = {
    ("get", "procedures"),
    ("get", "procedures/{code}"),
    ("post", "files"),
    ("get", "dossiers/{code}/files/{sha256}"),
    ("post", "dossiers"),
    ("get", "dossiers"),
    ("get", "dossiers/{code}"),
    ("post", "dossiers/{code}/acts/{act}"),
    ("get", "dossiers/{code}/entries"),
    ("get", "dossiers/{code}/certificate"),
    ("get", "dossiers/{code}/prints/{form}"),
    ("get", "track"),
    ("get", "balance"),
    ("get", "calendar/due"),
}
PUBLIC = {"procedures", "procedures/{code}", "track", "balance", "calendar/due"}


@pytest.fixture(scope="module")
def document(province: Province) -> dict[str, Any]:
    found: dict[str, Any] = province.public.get("openapi.json").json
    return found


def check(document: dict[str, Any], method: str, path: str, answer: Answer) -> None:
    """The status is documented, the media type too, and JSON obeys its schema."""
    told = document["paths"][f"/api/v1/{path}"][method]["responses"]
    kind = answer.headers["content-type"].split(";")[0]
    content = told.get(str(answer.status), told["default"])["content"]
    kind = kind if kind in content else "*/*"
    assert kind in content, (path, kind, answer.status, list(content))
    if "json" in kind:
        schema = {**content[kind]["schema"], "components": document["components"]}
        jsonschema.Draft202012Validator(schema).validate(answer.json)


def test_it_names_every_call_of_the_contract(document: dict[str, Any]) -> None:
    told = {(method, path.removeprefix("/api/v1/")) for path, methods in document["paths"].items() for method in methods}
    assert told >= CALLS
    assert document["openapi"].startswith("3.")


def test_it_says_what_needs_a_token(document: dict[str, Any]) -> None:
    schemes = document["components"]["securitySchemes"]
    assert any(scheme["type"] == "http" and scheme["scheme"] == "bearer" for scheme in schemes.values())
    for method, path in CALLS:
        told = document["paths"][f"/api/v1/{path}"][method]
        assert (path in PUBLIC) == (told["security"] == [] or {} in told["security"]), path


def test_answers_obey_it(province: Province, document: dict[str, Any]) -> None:
    counter = province.one("counter")
    stored = counter.upload(PDF)
    check(document, "post", "files", stored)
    papers = province.papers(PROCEDURE)
    papers[0]["file"] = stored.json["id"]
    made = counter.post("dossiers", province.filing(papers=papers))
    check(document, "post", "dossiers", made)
    code = made.json["code"]
    check(document, "post", "dossiers", counter.post("dossiers", province.filing(decision="refuse", reason="Không.")))
    for path, actual in {
        "dossiers": "dossiers",
        "dossiers/{code}": f"dossiers/{code}",
        "dossiers/{code}/entries": f"dossiers/{code}/entries",
        "dossiers/{code}/certificate": f"dossiers/{code}/certificate",
        "dossiers/{code}/prints/{form}": f"dossiers/{code}/prints/01",
        "dossiers/{code}/files/{sha256}": f"dossiers/{code}/files/{stored.json['sha256']}",
        "procedures": f"procedures?agency={COMMUNE}&limit=200",
        "procedures/{code}": f"procedures/{PROCEDURE}",
        "track": f"track?code={code}&secret={made.json['secret']}",
        "balance": f"balance?agency={DISTRICT}",
        "calendar/due": "calendar/due?start=2026-11-20T14:00:00%2B07:00&term=3wd",
    }.items():
        check(document, "get", path, counter.call("GET", actual))
    check(document, "get", "balance", province.public.get("balance"))


def test_a_dossier_obeys_it_in_every_state(province: Province, document: dict[str, Any]) -> None:
    row = province.do(province.do(province.accept("1.001193", DISTRICT), "hand_over"), "take_over")
    acts: list[str | None] = ["ask_opinion", "answer_opinion", "draft_supplement", "issue_supplement", "supply", "open_subdossier", None, None]
    for act in acts:
        officer, shown = province.able(row, act)
        fields = {name: shown["fields"]["properties"][name]["examples"][0] for name in shown["fields"]["required"]}
        answer = officer.act(row["code"], shown["act"], row["seq"], **fields)
        check(document, "post", "dossiers/{code}/acts/{act}", answer)
        row = answer.json
        check(document, "get", "dossiers/{code}", officer.get(f"dossiers/{row['code']}"))
        if act == "open_subdossier":
            break


def test_refusals_obey_it(province: Province, document: dict[str, Any]) -> None:
    counter = province.one("counter")
    made = province.accept()
    for method, path, answer in (
        ("get", "dossiers", province.public.get("dossiers")),
        ("get", "dossiers", counter.get("dossiers", state="x")),
        ("get", "dossiers/{code}", counter.get("dossiers/x")),
        ("post", "dossiers", counter.post("dossiers", {})),
        ("post", "dossiers", province.one("leader").post("dossiers", {})),
        ("post", "dossiers", counter.call("POST", "dossiers", b"{")),
        ("post", "dossiers/{code}/acts/{act}", counter.act(made["code"], "hand_over", 9)),
        ("post", "files", counter.upload(b"")),
        ("get", "procedures/{code}", counter.get("procedures/x")),
        ("get", "track", province.public.get("track")),
        ("get", "calendar/due", province.public.get("calendar/due")),
    ):
        assert answer.status >= 400
        check(document, method, path, answer)
