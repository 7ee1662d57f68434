"""A session that ends in the middle of a form: the officer signs in again and has the form back as it was; nobody else sees any of it."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.base import typed
from motcua.shared.files.tests.samples import pdf
from motcua.shared.identity import sessions
from motcua.shared.identity.models import User
from motcua.shared.org.officer import Officer
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.tests.make import accepted, officer
from motcua.work.dossiers.tests.screens import signed_in
from motcua.work.dossiers.tests.test_screen_counter import URL
from motcua.work.dossiers.tests.test_screen_counter import typed as filled

pytestmark = pytest.mark.usefixtures("at_work")
WORD = "Mat-Khau-Thu-2026"


def carried(page: str) -> dict[str, str]:
    """The hidden fields of a page."""
    return {name: unescape(value) for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)}


def marks(client: Client, path: str = URL) -> dict[str, str]:
    """What the form on the page carries for the case that the session ends."""
    hidden = carried(client.get(path).content.decode())
    return {name: hidden[name] for name in ("typed_by", "labels", "reopens")}


def ended(client: Client) -> None:
    session = client.session
    session[sessions.SEEN] -= sessions.IDLE + 1
    session.save()


def sign_in(client: Client, who: Officer) -> Any:
    user = User.objects.get(pk=who.username)
    user.set_password(WORD)
    user.save()
    return client.post("/dang-nhap", {"username": who.username, "password": WORD, "next": typed.ADDRESS})


@pytest.fixture
def late(client: Client) -> Client:
    """The counter whose session ended while a whole filing was typed and sent."""
    sent = filled(name="Trần Thị Hoa", note="Nộp thay mẹ") | marks(signed_in(client, officer("counter")))
    ended(client)
    answer = client.post(URL, sent)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "Đăng nhập rồi gửi lại" in page
    assert "next=%2Fgui-lai" in page
    assert "Trần Thị Hoa" in page
    assert "Họ và tên, tên tổ chức" in page
    assert "Cá nhân" in page
    assert "<dt>id_number</dt>" not in page
    assert Dossier.objects.count() == 0
    return client


def test_after_signing_in_everything_typed_is_there_and_goes_at_a_press(late: Client) -> None:
    assert sign_in(late, officer("counter"))["Location"] == typed.ADDRESS
    page = late.get(typed.ADDRESS).content.decode()
    assert "Trần Thị Hoa" in page
    assert "Nộp thay mẹ" in page
    answer = late.post(typed.ADDRESS, carried(page) | filled(name="Trần Thị Hoa"), follow=True)
    assert answer.redirect_chain[0] == (URL, 307)
    assert Dossier.objects.count() == 1
    assert "Trần Thị Hoa" not in late.get(typed.ADDRESS).content.decode()
    assert late.post(typed.ADDRESS).status_code == 302


def test_the_form_comes_back_filled_in_before_anything_is_written(late: Client) -> None:
    sign_in(late, officer("counter"))
    hidden = carried(late.get(typed.ADDRESS).content.decode())
    assert hidden["decision"] == "accept"
    answer = late.post(typed.ADDRESS, hidden | {"reopen": "1"}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="Trần Thị Hoa"' in page
    assert "Nộp thay mẹ" in page
    assert 'name="reopen"' not in page
    assert Dossier.objects.count() == 0


def test_another_person_who_signs_in_sees_nothing_of_it(late: Client) -> None:
    sign_in(late, officer("leader"))
    page = late.get(typed.ADDRESS).content.decode()
    assert "Trần Thị Hoa" not in page
    assert "Không còn nội dung nào chờ gửi lại" in page
    assert typed.KEY not in late.session


def test_it_is_not_kept_for_ever(late: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(late, officer("counter"))
    monkeypatch.setattr(typed, "KEEP_SECONDS", -1)
    assert "Trần Thị Hoa" not in late.get(typed.ADDRESS).content.decode()


def test_who_is_not_signed_in_sees_nothing_of_it(late: Client) -> None:
    assert late.get(typed.ADDRESS)["Location"].startswith("/dang-nhap")


@pytest.mark.parametrize("mark", ["", "duyen.tn.25993", "duyen.tn.25993:gia-mao"])
def test_nothing_is_kept_for_a_form_that_was_not_ours(client: Client, mark: str) -> None:
    answer = client.post("/ban-giao", {"typed_by": mark, "note": "x" * 9000})
    assert answer.status_code == 401
    assert typed.KEY not in client.session


def test_an_act_comes_back_filled_in_and_says_which_file_to_choose_again(client: Client) -> None:
    row, who = accepted(), officer("counter")
    path = f"/ho-so/{row.code}/rut-ho-so"
    path = next(p for p in (path, f"/ho-so/{row.code}/dinh-chinh") if signed_in(client, who).get(p).status_code == 200)
    sent = {"expected_seq": row.seq, "key": "k-9", "reason": "Người nộp đổi ý", **marks(client, path)}
    ended(client)
    assert "giay.pdf" in client.post(path, sent | {"x": SimpleUploadedFile("giay.pdf", pdf())}).content.decode()
    sign_in(client, who)
    page = client.get(typed.ADDRESS).content.decode()
    assert "Người nộp đổi ý" in page
    assert "giay.pdf" in page
    answer = client.post(typed.ADDRESS, carried(page) | {"reopen": "1"}, follow=True)
    assert "Người nộp đổi ý" in answer.content.decode()
    assert Dossier.objects.get().seq == row.seq


def test_a_page_from_before_another_sign_in_is_kept_too(client: Client) -> None:
    strict = signed_in(Client(enforce_csrf_checks=True), officer("counter"))
    sent = filled(name="Trần Thị Hoa") | marks(strict)
    answer = strict.post(URL, sent | {"csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    assert "Xem lại rồi gửi" in answer.content.decode()
    page = strict.get(typed.ADDRESS).content.decode()
    assert "Trần Thị Hoa" in page
    hidden = carried(page)
    assert strict.post(typed.ADDRESS, hidden | filled(name="Trần Thị Hoa"), follow=True).status_code == 200
    assert Dossier.objects.count() == 1


@pytest.mark.parametrize(
    ("path", "name"),
    [("/ban-giao", "code"), ("/ban-lam-viec/hang-loat?viec=hand_over&ma={first}&ma={second}", "ma")],
    ids=["hand-over", "bulk"],
)
def test_a_batch_comes_back_in_its_own_layout_with_what_was_ticked(client: Client, path: str, name: str) -> None:
    first, second = accepted(), accepted()
    who, place = officer("counter"), path.format(first=first.code, second=second.code)
    page = signed_in(client, who).get(place).content.decode()
    hidden = carried(page)
    assert hidden["reopens"] == "1"
    ended(client)
    answer = client.post(place, hidden | {name: first.code, "viec": "hand_over"})
    assert answer.status_code == 401
    sign_in(client, who)
    kept = carried(client.get(typed.ADDRESS).content.decode())
    again = client.post(typed.ADDRESS, kept | {"reopen": "1"}, follow=True).content.decode()
    boxes = {code: "checked" in box for box, code in re.findall(rf'(<input type="checkbox" name="{name}" value="([^"]+)"[^>]*>)', again)}
    assert boxes[first.code]
    assert not boxes.get(second.code, False)
    assert {row.seq for row in Dossier.objects.all()} == {first.seq}


@pytest.mark.parametrize("path", ["/bao-mat/mat-khau", "/bao-mat/ma-dung-mot-lan"])
def test_a_form_with_secrets_is_neither_shown_nor_kept(client: Client, path: str) -> None:
    page = signed_in(client, officer("counter")).get(path).content.decode()
    ended(client)
    sent = carried(page) | {"current": "Bi-Mat-Cu-1", "password": "Bi-Mat-Moi-1", "again": "Bi-Mat-Moi-1", "code": "123456"}
    answer = client.post(path, sent)
    assert answer.status_code == 401
    assert "Bi-Mat" not in answer.content.decode()
    assert typed.KEY not in client.session
