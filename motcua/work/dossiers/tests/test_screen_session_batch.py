"""Batch forms whose session ended: the same officer has each back in its own layout, as ticked and typed; nothing is written yet."""

import re
from typing import Any

import pytest
from django.test import Client

from motcua.base import typed
from motcua.base.time import now
from motcua.shared.org.officer import Officer
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.tests.make import COMMUNE, able, accepted, body_for, do, officer, until
from motcua.work.dossiers.tests.screens import signed_in
from motcua.work.dossiers.tests.test_screen_session import carried, ended, sign_in
from motcua.work.tasks.actions import open_task

pytestmark = pytest.mark.usefixtures("at_work")


def reopened(client: Client, who: Officer, path: str, sent: dict[str, Any], action: str = "") -> str:
    """The page after: sent too late, signed in again, opened again."""
    hidden = carried(signed_in(client, who).get(path).content.decode())
    sent = sent | {name: hidden[name] for name in ("typed_by", "labels", "reopens") if name in hidden}
    ended(client)
    assert client.post(action or path, sent).status_code == 401
    sign_in(client, who)
    page = client.get(typed.ADDRESS).content.decode()
    assert "Mở lại biểu mẫu" in page
    again: dict[str, list[str]] = {}
    for name, value in client.session[typed.KEY]["fields"]:
        again.setdefault(name, []).append(value)
    answer = client.post(typed.ADDRESS, again | {"reopen": "1"}, follow=True)
    assert answer.redirect_chain[0][1] == 307
    assert answer.status_code == 200
    return str(answer.content.decode())


def ticked(page: str, name: str) -> dict[str, bool]:
    """Which rows of a list are ticked."""
    return {tag[1]: " checked" in tag[0] for tag in re.finditer(rf'<input type="checkbox" name="{name}" value="([^"]+)"[^>]*>', page)}


def steps() -> dict[str, int]:
    return dict(Dossier.objects.values_list("code", "seq"))


def test_a_hand_over_keeps_what_was_ticked(client: Client) -> None:
    one, two = accepted(), accepted()
    before = steps()
    page = reopened(client, officer("counter"), "/ban-giao", {"code": [two.code], f"seq-{one.code}": one.seq, f"seq-{two.code}": two.seq})
    assert ticked(page, "code") == {one.code: False, two.code: True}
    assert steps() == before


def test_a_take_over_keeps_what_was_ticked(client: Client) -> None:
    one, two = (do(accepted(), "hand_over") for _ in range(2))
    before = steps()
    who = able(two, "take_over", now())
    page = reopened(client, who, "/ky-nhan", {"code": [two.code], f"seq-{one.code}": one.seq, f"seq-{two.code}": two.seq})
    assert ticked(page, "code") == {one.code: False, two.code: True}
    assert steps() == before


def test_a_bulk_act_keeps_rows_ticks_and_what_was_typed(client: Client) -> None:
    one, two = (until(accepted(), "processing") for _ in range(2))
    before, who = steps(), able(two, "appraise", now())
    path = f"/ban-lam-viec/hang-loat?viec=appraise&ma={one.code}&ma={two.code}"
    sent = {"viec": "appraise", "ma": [two.code], f"seq-{one.code}": one.seq, f"seq-{two.code}": two.seq, "note": "Đủ điều kiện, đã đối chiếu"}
    page = reopened(client, who, path, {**body_for(two, "appraise", who, now()), **sent})
    assert ticked(page, "ma") == {one.code: False, two.code: True}
    assert steps() == before


def test_signing_many_keeps_what_was_ticked(client: Client) -> None:
    one, two = (until(accepted(), "for_signature") for _ in range(2))
    before, who = steps(), able(two, "sign", now())
    page = reopened(client, who, "/lanh-dao/ky-loat", {"code": [two.code], f"seq-{one.code}": one.seq, f"seq-{two.code}": two.seq})
    assert ticked(page, "code") == {one.code: False, two.code: True}
    assert steps() == before


def test_giving_dossiers_to_a_colleague_keeps_all(client: Client) -> None:
    row = until(accepted(agency=COMMUNE), "processing")
    before, who = steps(), officer("leader", row.agency)
    page = reopened(client, who, "/khoi-luong/danh-sach?so=dang-giu", {"code": [row.code], f"seq-{row.code}": row.seq, "reason": "Người giữ đi học"})
    assert ticked(page, "code")[row.code]
    assert 'value="Người giữ đi học"' in page
    assert steps() == before


def test_a_task_keeps_what_was_done(client: Client) -> None:
    who = officer("counter")
    task = open_task(to=who.username, agency=who.agency, role=None, title="Gọi người nộp", due_at=now(), source=("manual", 1, "thử"), key="k-1",
                     by=officer("leader").by, at=now())  # fmt: skip
    page = reopened(client, who, f"/viec/{task.id}", {"note": "Đã gọi lúc 9 giờ"}, action=f"/viec/{task.id}/xong")
    assert "Đã gọi lúc 9 giờ" in page
    task.refresh_from_db()
    assert task.is_open


def test_many_applicants_come_back_in_their_rows(client: Client) -> None:
    path = "/tiep-nhan/1.001193/hang-loat"
    page = reopened(client, officer("counter"), path, {"row-1-name": "Lê Văn Sáu", "decision": "accept"})
    assert 'value="Lê Văn Sáu"' in page
    assert steps() == {}
