"""The acts as the API tells them: schemas, examples, who may and why not, and each of them done once over HTTP."""

from typing import Any

import pytest

from tests.calls import COMMUNE, DISTRICT, JUSTICE, Api, Province
from tests.instance import Person

ACTS = {
    "hand_over", "take_over", "decline", "request_recall", "assign", "reassign", "appraise", "draft_supplement", "issue_supplement", "supply",
    "ask_opinion", "answer_opinion", "open_subdossier", "submit_for_signature", "sign", "send_back", "enter_result", "apologise", "withdraw",
    "stop", "return_result", "correct",
}  # fmt: skip
REQUIRED = {
    "hand_over": {"to"}, "take_over": set(), "decline": {"reason"}, "request_recall": {"reason"}, "assign": {"officer"}, "reassign": {"officer"},
    "appraise": {"conclusion", "note"}, "draft_supplement": {"items"}, "issue_supplement": set(), "supply": {"papers"},
    "ask_opinion": {"to", "question", "term"}, "answer_opinion": {"opinion"}, "open_subdossier": {"procedure", "to"},
    "submit_for_signature": {"signer"}, "sign": set(), "send_back": {"reason"}, "enter_result": {"kind", "number", "on"},
    "apologise": {"reason", "new_due_at"}, "withdraw": {"reason"}, "stop": {"reason", "basis"}, "return_result": {"to_whom", "channel"},
    "correct": {"field", "value", "reason"},
}  # fmt: skip
NESTING = ("$ref", "$defs", "anyOf", "allOf", "oneOf", "definitions")


def at_desk(province: Province) -> dict[str, Any]:
    """A dossier at the commune's specialist."""
    return province.do(province.do(province.accept(), "hand_over"), "take_over")


def check_schema(act: dict[str, Any]) -> None:
    """One flat object; every required property has an example of its type."""
    schema = act["fields"]
    assert schema["type"] == "object"
    assert not any(f'"{word}"' in str(schema).replace("'", '"') for word in NESTING)
    if not act["allowed"]:
        return
    assert set(schema["required"]) == REQUIRED[act["act"]]
    for name in schema["required"]:
        prop = schema["properties"][name]
        assert prop["examples"], (act["act"], name)
        assert isinstance(prop["examples"][0], {"string": str, "integer": int, "array": list}[prop["type"]])


def test_every_officer_gets_every_act_with_a_reason_where_it_is_not_allowed(province: Province) -> None:
    """In every state on the way, for everybody who may see the dossier."""
    row, seen = province.accept(), set()
    people = [p for agency in (COMMUNE, DISTRICT) for p in province.instance.people(agency=agency) if agency == COMMUNE or "leader" in p.roles]
    for _ in range(60):
        for person in people:
            answer = Api(province.url, person).get(f"dossiers/{row['code']}")
            acts = answer.json["acts"]
            assert {act["act"] for act in acts} == ACTS
            for act in acts:
                assert (act["why"] is None) == act["allowed"]
                check_schema(act)
        seen.add(row["state"])
        if row["expected_act"] is None:
            break
        row = province.do(row)
    assert seen == {"accepted", "in_transit", "processing", "for_signature", "signed", "ready", "returned"}


def test_right_after_acceptance_the_accepting_officer_may_do_what_is_expected(province: Province) -> None:
    row = province.accept()
    act = next(a for a in row["acts"] if a["act"] == row["expected_act"])
    assert act["allowed"]


def test_whoever_may_do_the_expected_act_works_at_the_addressee_or_the_holder(province: Province) -> None:
    row = province.accept("1.001193", DISTRICT)
    for _ in range(60):
        if row["expected_act"] is None:
            break
        agency = (row["in_transit_to"] or row["holder"])["agency"]
        may = {p.agency for p in able(province, row)}
        assert may == {agency}
        row = province.do(row)
    assert row["state"] == "returned"


def able(province: Province, row: dict[str, Any]) -> list[Person]:
    """Everybody of the agencies around who may do the expected act now."""
    found = []
    for person in (p for agency in (COMMUNE, DISTRICT, JUSTICE) for p in province.instance.people(agency=agency)):
        answer = Api(province.url, person).get(f"dossiers/{row['code']}")
        if answer.status == 200 and any(a["act"] == row["expected_act"] and a["allowed"] for a in answer.json["acts"]):
            found.append(person)
    return found


def test_in_transit_the_sender_holds_and_the_receiver_sees(province: Province) -> None:
    row = province.do(province.accept(), "hand_over", to=JUSTICE)
    assert (row["state"], row["holder"]["agency"], row["in_transit_to"]["agency"]) == ("in_transit", COMMUNE, JUSTICE)
    assert row["expected_act"] == "take_over"
    assert province.one("clerk", JUSTICE).get(f"dossiers/{row['code']}").status == 200
    inside = province.do(province.accept(), "hand_over")
    assert inside["in_transit_to"]["agency"] == inside["holder"]["agency"] == COMMUNE


def test_declining_and_recalling(province: Province) -> None:
    row = province.do(province.do(province.accept(), "hand_over", to=JUSTICE), "request_recall")
    assert row["state"] == "in_transit"
    back = province.do(row, "decline")
    assert (back["state"], back["in_transit_to"], back["holder"]["agency"]) == ("accepted", None, COMMUNE)


def test_a_supplement_pauses_and_the_promise_stands(province: Province) -> None:
    row = at_desk(province)
    due = row["due_at"]
    row = province.do(province.do(row, "draft_supplement"), "issue_supplement")
    assert (row["state"], row["expected_act"], row["due_at"]) == ("waiting_supplement", "supply", due)
    assert row["paused_since"]
    row = province.do(row, "supply")
    assert (row["state"], row["paused_since"], row["supplements"][0]["state"]) == ("processing", None, "supplied")
    assert row["due_at"] >= due


def test_an_opinion_asked_and_answered(province: Province) -> None:
    row = province.do(at_desk(province), "ask_opinion", to=JUSTICE)
    assert (row["state"], row["opinions"][0]["agency"]) == ("waiting_opinion", JUSTICE)
    row = province.do(row, "answer_opinion", opinion="Thống nhất.")
    assert (row["state"], row["opinions"][0]["opinion"]) == ("processing", "Thống nhất.")


def test_a_subdossier_goes_to_its_end_and_back(province: Province) -> None:
    row = province.do(at_desk(province), "open_subdossier", to=JUSTICE)
    child = province.one("specialist").get(f"dossiers/{row['children'][0]}").json
    assert child["parent"] == row["code"]
    while child["expected_act"]:
        child = province.do(child)
    assert child["state"] == "returned"
    assert province.until(province.seen(row["code"]), "returned")["state"] == "returned"


@pytest.mark.parametrize(("act", "state"), [("withdraw", "withdrawn"), ("stop", "stopped")])
def test_it_ends_early(province: Province, act: str, state: str) -> None:
    row = province.do(at_desk(province), act)
    assert (row["state"], row["expected_act"], row["next_at"]) == (state, None, None)


def test_a_dossier_that_is_not_eligible_ends_as_refused(province: Province) -> None:
    row = province.do(at_desk(province), "appraise", conclusion="not_eligible", note="Thiếu điều kiện.")
    row = province.until(row, "signed", "ready", "refused")
    assert province.until(row, "refused")["result"]["kind"] == "refusal"


def test_sending_back_assigning_apologising_and_correcting(province: Province) -> None:
    row = province.until(at_desk(province), "for_signature")
    row = province.do(row, "send_back")
    assert (row["state"], row["expected_act"]) == ("processing", "appraise")
    row = province.do(row, "reassign")
    before = row["due_at"]
    row = province.do(row, "apologise")
    assert row["due_at"] > before
    row = province.do(row, "correct", field="phone", value="0912345678", reason="Nhập sai.")
    assert province.until(row, "returned")["state"] == "returned"


def test_two_officers_of_one_agency_see_different_acts(province: Province) -> None:
    row = province.accept()
    allowed = {
        role: {a["act"] for a in province.one(role).get(f"dossiers/{row['code']}").json["acts"] if a["allowed"]}
        for role in ("counter", "specialist", "leader")
    }
    assert "hand_over" in allowed["counter"]
    assert "hand_over" not in allowed["leader"]
    assert "withdraw" in allowed["counter"] - allowed["specialist"]
