from typing import Any

import pytest
from django.test import Client

from motcua.shared.catalogue import actions
from motcua.shared.catalogue.tests.make import AT, BY, FROM, by_code

pytestmark = pytest.mark.django_db
SHOWN = ("1.001193", "1.012784", "2.000748", "2.002481", "2.000806", "1.011441")
HOME = "/api/v1/procedures"


@pytest.fixture
def shelf() -> None:
    for code in SHOWN:
        actions.publish_procedure(by_code(code), valid_from=FROM, by=BY, at=AT)


def ask(address: str, status: int = 200, **headers: str) -> Any:
    answer = Client(headers=headers).get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


@pytest.mark.usefixtures("shelf")
def test_a_procedure_as_the_contract_says() -> None:
    birth = ask(f"{HOME}/1.001193")
    assert (birth["version"], birth["level"], birth["counters"], birth["accepted"]) == (1, "xa", "any", True)
    assert birth["papers"][3] == {
        "key": "giay-chung-sinh-1",
        "name": birth["papers"][3]["name"],
        "required": False,
        "originals": 1,
        "copies": 0,
        "group": "giay-to-phai-nop-1",
    }
    assert birth["channels"][0] == {"channel": "counter", "term": "1wd;c15", "term_uncertain": False, "fee": 0, "fee_note": ""}
    assert [case["key"] for case in birth["cases"]] == ["giay-to-phai-nop-1", "giay-to-phai-xuat-trinh-1"]
    assert [step["act"] for step in birth["steps"]] == ["accept", "appraise", "sign", "enter_result", "return_result"]
    land = ask(f"{HOME}/1.012784")
    assert land["agencies"] == ["000.00.10.H19"]
    assert (ask(f"{HOME}/2.002481")["counters"], ask(f"{HOME}/2.002481")["agencies"]) == ([], [])


@pytest.mark.usefixtures("shelf")
def test_lists_are_pages_of_whole_procedures() -> None:
    first = ask(f"{HOME}?limit=4")
    second = ask(f"{HOME}?limit=4&cursor={first['next']}")
    assert sorted(item["code"] for page in (first, second) for item in page["items"]) == sorted(SHOWN)
    assert second["next"] is None
    assert first["items"][0]["papers"] != []
    assert [item["code"] for item in ask(f"{HOME}?q=khai%20sinh&cursor=")["items"]] == ["1.001193"]
    assert [item["code"] for item in ask(f"{HOME}?level=huyen")["items"]] == ["2.000806", "2.000748", "2.002481"]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("query", "field"), [("level=bang", "level"), ("agency=1", "agency"), ("limit=0", "limit"), ("limit=201", "limit"), ("limit=x", "limit")]
)
def test_wrong_questions_name_the_field(query: str, field: str) -> None:
    assert list(ask(f"{HOME}?{query}", 422)["fields"]) == [field]


@pytest.mark.usefixtures("shelf")
def test_unknown_codes_cursors_and_tokens() -> None:
    assert ask(f"{HOME}/9.999999", 404)["type"] == "not_found"
    assert ask(f"{HOME}?cursor=x", 400)["type"] == "bad_request"
    assert ask(HOME, 401, Authorization="Bearer nobody")["type"] == "not_signed_in"
