"""`POST dossiers`: accept, guide, refuse."""

import re
from datetime import datetime
from typing import Any

import pytest

from tests.calls import APPLICANT, COMMUNE, PROCEDURE, Province

NATIONAL = range(1, 11)
QUIET = "000.20.25.H19"  # where no other test accepts


def refused(province: Province, **changes: Any) -> dict[str, str]:
    """The sentences by field; nothing was received."""
    before = province.public.get("balance", agency=QUIET).json["received"]
    answer = province.one("counter", QUIET).post("dossiers", province.filing(**changes))
    assert answer.problem == (422, "invalid")
    assert province.public.get("balance", agency=QUIET).json["received"] == before
    fields: dict[str, str] = answer.json["fields"]
    return fields


def test_an_accepted_dossier_has_all_that_the_contract_names(province: Province) -> None:
    made = province.accept()
    assert set(made) >= {
        "code", "secret", "seq", "procedure", "version", "state", "national_state", "holder", "in_transit_to", "accepted_at", "due_at", "next_at",
        "paused_since", "late", "step", "expected_act", "acts", "warnings", "parent", "children", "opinions", "supplements", "papers", "result",
    }  # fmt: skip
    assert re.fullmatch(rf"{re.escape(COMMUNE)}-\d{{6}}-\d{{4,}}", made["code"])
    assert (made["seq"], made["state"], made["procedure"], made["late"]) == (1, "accepted", PROCEDURE, False)
    assert set(made["holder"]) == {"node", "agency", "unit", "officer"}
    assert made["holder"]["agency"] == COMMUNE
    assert set(made["step"]) == {"no", "name", "role"}
    assert (made["step"]["no"], made["step"]["role"]) == (1, "counter")
    assert made["national_state"] in NATIONAL
    for name in ("accepted_at", "due_at", "next_at"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00", made[name]), name
    assert made["code"][14:20] == datetime.fromisoformat(made["accepted_at"]).strftime("%y%m%d")


def test_the_secret_is_only_in_the_answer_to_accept(province: Province) -> None:
    made = province.accept()
    assert made["secret"]
    seen = province.seen(made["code"])
    assert "secret" not in seen
    assert {k: v for k, v in made.items() if k not in ("secret", "warnings", "acts")} == {
        k: v for k, v in seen.items() if k not in ("warnings", "acts")
    }


def test_numbers_of_one_day_follow_one_another(province: Province) -> None:
    first, second = (int(province.accept("1.001193", QUIET)["code"].rsplit("-", 1)[1]) for _ in range(2))
    assert second == first + 1


def test_guidance_and_refusal_give_a_reference_and_are_not_received(province: Province) -> None:
    before = province.public.get("balance", agency=QUIET).json["received"]
    key = province.papers(PROCEDURE)[0]["key"]
    counter = province.one("counter", QUIET)
    guided = counter.post("dossiers", province.filing(decision="guide", papers=[], missing=[{"key": key, "note": "Mờ."}]))
    declined = counter.post("dossiers", province.filing(decision="refuse", reason="Không thuộc thẩm quyền."))
    for answer in (guided, declined):
        assert answer.status == 201
        assert (answer.json["code"], bool(answer.json["ref"])) == (None, True)
    assert guided.json["ref"] != declined.json["ref"]
    assert province.public.get("balance", agency=QUIET).json["received"] == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"procedure": "9.999999"}, "procedure"),
        ({"procedure": None}, "procedure"),
        ({"procedure": ["1.001193"]}, "procedure"),
        ({"case": "khong-co"}, "case"),
        ({"decision": "maybe"}, "decision"),
        ({"channel_in": "pigeon"}, "channel_in"),
        ({"channel_out": 7}, "channel_out"),
        ({"papers": [{"key": "khong-co-1", "originals": 1}]}, "papers.0.key"),
        ({"papers": "all"}, "papers"),
        ({"papers": [7]}, "papers"),
        ({"applicant": None}, "applicant"),
        ({"applicant": []}, "applicant"),
        ({"note": 7}, "note"),
        ({"note": "x" * 4001}, "note"),
        ({"decision": "guide", "missing": []}, "missing"),
        ({"decision": "guide", "missing": [{"key": "khong-co-1", "note": ""}]}, "missing.0.key"),
        ({"decision": "refuse", "reason": " "}, "reason"),
    ],
)
def test_a_wrong_field_is_named(province: Province, changes: dict[str, Any], field: str) -> None:
    procedure = changes.pop("procedure", PROCEDURE)
    body = {**province.filing(), **changes, "procedure": procedure}
    answer = province.one("counter").post("dossiers", body)
    assert answer.problem == (422, "invalid")
    assert field in answer.json["fields"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "ghost"),
        ("kind", ["person"]),
        ("name", ""),
        ("name", 7),
        ("name", "x" * 201),
        ("id_number", "12345"),
        ("id_number", "999999999999"),
        ("id_number", None),
        ("birth_on", "2999-01-01"),
        ("birth_on", "1990-02-30"),
        ("phone", "1"),
        ("email", "khong phai"),
    ],
)
def test_a_wrong_field_of_the_applicant_is_named(province: Province, name: str, value: object) -> None:
    assert f"applicant.{name}" in refused(province, applicant={**APPLICANT, name: value})


def test_all_wrong_fields_are_named_at_once(province: Province) -> None:
    fields = refused(province, papers=[], channel_in="x", applicant={"kind": "person", "name": "", "birth_on": "x"})
    assert {"channel_in", "applicant.name", "applicant.birth_on", "applicant.id_number"} <= set(fields)
    assert any(name.startswith("papers.") for name in fields)


def test_a_procedure_that_is_not_accepted_here_says_why(province: Province) -> None:
    page = province.public.get("procedures", limit=200).json
    while not (closed := [p for p in page["items"] if not p["accepted"]]):
        page = province.public.get("procedures", limit=200, cursor=page["next"]).json
    answer = province.one("counter").post("dossiers", {**province.filing(), "procedure": closed[0]["code"], "papers": []})
    assert answer.problem == (422, "invalid")
    assert closed[0]["why_not"] in answer.json["fields"]["procedure"]


def test_what_is_fine_at_a_counter(province: Province) -> None:
    """More papers than asked, no file, an unknown ward, an organisation for a person's procedure."""
    papers = [{**p, "originals": 9, "copies": 7, "file": None} for p in province.papers(PROCEDURE)]
    assert province.accept(papers=papers)["papers"][0]["originals"] == 9
    assert province.accept(applicant={**APPLICANT, "ward_code": "99999"})["state"] == "accepted"
    assert province.accept(applicant={**APPLICANT, "ward_code": ""})["state"] == "accepted"
    company = {
        "kind": "organisation",
        "name": "Công ty TNHH Phú Hưng",
        "tax_code": "0300588569",
        "representative": "Lê Văn An",
        "phone": "02513822501",
    }
    assert province.accept(applicant=company)["state"] == "accepted"


def test_a_likely_double_is_accepted_with_a_warning(province: Province) -> None:
    who = {**APPLICANT, "id_number": "075190005678", "name": "Hồ Thị Đôi"}
    first = province.accept(applicant=who)
    second = province.accept(applicant=who)
    assert first["warnings"] == []
    assert any(first["code"] in warning for warning in second["warnings"])


def test_only_a_counter_accepts(province: Province) -> None:
    for role in ("specialist", "leader"):
        assert province.one(role).post("dossiers", province.filing()).problem == (403, "forbidden")


def test_every_case_and_channel_of_a_procedure_is_accepted(province: Province) -> None:
    known = next(p for p in province.public.get("procedures", agency=COMMUNE, limit=200).json["items"] if p["cases"])
    required = [{"key": p["key"], "originals": max(1, p["originals"]), "copies": p["copies"], "file": None} for p in known["papers"]]
    for case in [None, *[c["key"] for c in known["cases"]]]:
        assert province.accept(known["code"], case=case, papers=required)["state"] == "accepted"
