"""Screens as a reader with fresh eyes tried them: signs that no text may hold, files that no disk should keep, who signs a draft."""

import pytest
from django.test import Client

from motcua.shared.org import queries as org
from motcua.work.dossiers import queries, result_document
from motcua.work.dossiers.tests.make import MONDAY, accepted, officer, until
from motcua.work.dossiers.tests.screens import signed_in

pytestmark = pytest.mark.usefixtures("at_work")


@pytest.mark.parametrize("path", ["/tro-giup/hinh/a%00.png", "/tro-giup/hinh/" + "a" * 3000 + ".png", "/viec/%00", "/ho-so/%00", "/can-doi%00"])
def test_an_address_with_odd_signs_is_not_found(client: Client, path: str) -> None:
    assert signed_in(client, officer("counter")).get(path).status_code == 404


def test_lists_as_files_stay_out_of_every_cache(client: Client) -> None:
    accepted()
    for path in ("/tim?dang=csv&q=1", "/ban-lam-viec?dang=csv"):
        answer = signed_in(client, officer("counter")).get(path)
        assert answer["Content-Type"].startswith("text/csv")
        assert answer["Cache-Control"] == "private, no-store"


def test_a_draft_is_signed_by_a_leader_of_the_agency_that_writes_it() -> None:
    row = until(accepted(), "processing")
    row.signer = org.colleagues("000.00.25.H19", "leader")[0].username
    proposed = result_document.proposed(row, queries.content_of(row.code), officer("specialist"), MONDAY)
    leaders = {one.username: one for one in org.colleagues(row.agency, "leader")}
    assert proposed["signer"] in leaders
    chief = leaders[proposed["signer"]]
    assert proposed["signs"].splitlines()[-1].casefold().startswith(chief.title.casefold()[:4])
    assert "KT." not in proposed["signs"] or "Phó" in chief.title
