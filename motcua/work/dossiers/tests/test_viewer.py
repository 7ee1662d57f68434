"""Reading a paper without fetching it: shown to whoever may see the dossier, noted once a visit, by links alone."""

from typing import Any

import pytest
from django.test import Client

from motcua.shared.files import store as disk
from motcua.shared.identity.models import Reading
from motcua.work.dossiers.models import Content, Dossier
from motcua.work.dossiers.tests.make import JUSTICE, accepted, do, officer
from motcua.work.dossiers.tests.papers import document, kept, with_paper
from motcua.work.dossiers.tests.screens import signed_in

pytestmark = pytest.mark.usefixtures("at_work")


@pytest.fixture(autouse=True)
def _places(tmp_path, settings):
    settings.VAR, settings.FILES_ROOT = tmp_path, tmp_path / "files"


def path(row: Dossier, sha256: str) -> str:
    return f"/ho-so/{row.code}/xem/{sha256}"


def test_the_page_of_a_paper_is_a_picture_for_its_readers_alone(client: Client) -> None:
    row, sha256 = with_paper(3)
    page = signed_in(client, officer("counter")).get(path(row, sha256) + "/2?w=900")
    assert (page["Content-Type"], page["Cache-Control"]) == ("image/webp", "private, no-store")
    assert page.content[8:12] == b"WEBP"
    stranger = signed_in(client, officer("specialist", JUSTICE))
    for address in ("", "/2?w=900"):
        assert stranger.get(path(row, sha256) + address).status_code == 404


def test_a_hash_of_another_dossier_is_not_found_here(client: Client) -> None:
    row, _ = with_paper()
    other = kept(document(2))
    counter = signed_in(client, officer("counter"))
    assert counter.get(path(row, other.sha256)).status_code == 404
    assert counter.get(path(row, other.sha256) + "/1").status_code == 404


def test_reading_is_noted_once_a_visit(client: Client) -> None:
    row, sha256 = with_paper(2)
    counter = signed_in(client, officer("counter"))
    for address in ("", "?trang=2", "/1", "/2"):
        assert counter.get(path(row, sha256) + address).status_code == 200
    assert Reading.objects.filter(about=row.code, what=f"viewer {sha256[:12]}").count() == 1


def test_everything_in_the_viewer_is_a_link(client: Client) -> None:
    row, sha256 = with_paper(30)
    page = signed_in(client, officer("counter")).get(path(row, sha256) + "?trang=14&xoay=90&co=ca").content.decode()
    for said in ("14/30", "trang=13", "trang=15", "xoay=180", "co=150", "trang=30", f"{path(row, sha256)}/14?w=900&amp;xoay=90"):
        assert said in page
    assert page.count("loading=") == 12


def test_two_papers_stand_side_by_side(client: Client) -> None:
    row, sha256 = with_paper(2)
    second = kept(document(5))
    content = Content.objects.get(dossier=row.code)
    file = {"id": second.id, "sha256": second.sha256, "name": "b.pdf", "size": 9, "type": second.type}
    content.papers.append({"key": "khac-1", "name": "Giấy khác", "file": file})
    content.save()
    page = signed_in(client, officer("counter")).get(path(row, sha256) + f"?canh={second.sha256}&trang2=3").content.decode()
    assert page.count('class="sheet"') == 2
    assert "3/5" in page


def test_a_broken_file_is_a_sentence_on_a_page_that_stands(client: Client) -> None:
    row, sha256 = with_paper()
    disk.place_of(sha256).write_bytes(b"%PDF-1.7 and no more")
    answer = signed_in(client, officer("counter")).get(path(row, sha256))
    assert answer.status_code == 200
    assert "bị hỏng" in answer.content.decode()
    assert client.get(path(row, sha256) + "/1").status_code == 422


@pytest.mark.parametrize("odd", ["?trang=0", "?trang=x", "?trang=999999999", "?xoay=45", "?co=x", "?canh=x"])
def test_odd_addresses_do_no_harm(client: Client, odd: str) -> None:
    row, sha256 = with_paper(2)
    assert signed_in(client, officer("counter")).get(path(row, sha256) + odd).status_code in {200, 404}


def test_the_dossier_and_the_desk_lead_to_the_paper(client: Client) -> None:
    row, sha256 = with_paper()
    signed_in(client, officer("counter"))
    for page in (f"/ho-so/{row.code}", f"/ho-so/{row.code}/khung", "/ban-lam-viec"):
        assert path(row, sha256) in client.get(page).content.decode()


def test_a_dossier_without_scans_says_so(client: Client) -> None:
    row = accepted()
    page = signed_in(client, officer("counter")).get(f"/ho-so/{row.code}").content.decode()
    assert "chưa có bản quét" in page
    assert "/xem/" not in page


def test_the_appraisal_shows_the_paper_beside_its_list(client: Client) -> None:
    row, sha256 = with_paper()
    row = do(do(row, "hand_over"), "take_over")
    who: Any = officer("specialist", row.agency)
    page = signed_in(client, who).get(f"/ho-so/{row.code}/tham-dinh").content.decode()
    assert 'class="work-two"' in page
    assert f"{path(row, sha256)}/1?w=900" in page
    assert "check-dieu-kien-tham-quyen-ok" in page
