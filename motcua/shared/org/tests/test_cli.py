"""`motcua people` and `motcua token`."""

import json
from datetime import date

import pytest
from django.test import RequestFactory

from motcua.shared.identity import actions as identity
from motcua.shared.org import actions, cli
from motcua.shared.org.http import token_officer
from motcua.shared.org.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _people() -> None:
    make.agency()
    make.unit("U1")
    make.post("a.lead", "P1", roles=("leader", "chairman_office"), name="Lê Văn An", title="Chánh Văn phòng", unit="U1")
    make.post("b.two", "P2", name="Trần Thị Bình")
    make.post("b.two", "P3", name="Trần Thị Bình", roles=("clerk",))
    make.post("c.gone", "P4")
    actions.end_post("P4", on=date(2025, 1, 1), by=make.BY, at=make.AT)


def test_one_row_for_each_post_as_the_contract_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.people(as_json=True) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["post"] for row in rows] == ["P1", "P2", "P3"]
    assert rows[0] == {
        "username": "a.lead",
        "name": "Lê Văn An",
        "post": "P1",
        "agency": make.CENTRE,
        "unit": "U1",
        "roles": ["leader", "chairman_office"],
    }


def test_tokens_are_good_and_the_same_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    cli.people(as_json=True, tokens=True)
    first = {row["post"]: row["token"] for row in json.loads(capsys.readouterr().out)}
    cli.people(as_json=True, tokens=True)
    assert {row["post"]: row["token"] for row in json.loads(capsys.readouterr().out)} == first
    for post, token in first.items():
        assert token_officer(RequestFactory().get("/", headers={"Authorization": f"Bearer {token}"})).post == post


def test_the_table_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.people() == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("  ")[0] == "Tên đăng nhập"
    assert "Lê Văn An" in lines[1]
    assert len(lines) == 4


def test_a_token_alone_and_a_new_one_after_revocation(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.token("a.lead") == 0
    first = capsys.readouterr().out.strip()
    assert len(first) == 43
    identity.revoke_tokens("P1", at=make.AT)
    assert cli.token("a.lead") == 0
    assert capsys.readouterr().out.strip() not in ("", first)


def test_it_asks_which_post_when_there_are_several(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.token("b.two") == 1
    assert capsys.readouterr().err == "b.two giữ nhiều chức danh, hãy chọn bằng --post: P2, P3\n"
    assert cli.token("b.two", "P3") == 0


@pytest.mark.parametrize(("username", "post"), [("nobody", None), ("c.gone", None), ("a.lead", "P2")])
def test_without_such_a_post_there_is_no_token(capsys: pytest.CaptureFixture[str], username: str, post: str | None) -> None:
    assert cli.token(username, post) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "không giữ chức danh" in err
