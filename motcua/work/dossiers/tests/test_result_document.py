"""The document of a result: proposed, written, read by whoever signs, attached to the submission and to the result."""

from typing import Any

import pytest
from django.test import Client

from motcua.shared.files import queries as files
from motcua.shared.org import queries as org
from motcua.work.dossiers import queries, result_document
from motcua.work.dossiers.actions import jottings
from motcua.work.dossiers.models import Dossier, ResultDraft
from motcua.work.dossiers.tests.make import JUSTICE, MONDAY, accepted, do, officer, until
from motcua.work.dossiers.tests.screens import signed_in

pytestmark = pytest.mark.usefixtures("at_work")


@pytest.fixture(autouse=True)
def _places(tmp_path, settings):
    settings.FILES_ROOT = tmp_path / "files"


def appraised() -> Dossier:
    return do(until(accepted(), "processing"), "appraise")


def drafted(row: Dossier) -> dict[str, str]:
    who = officer("specialist", row.agency)
    said = result_document.proposed(row, queries.content_of(row.code), who, MONDAY)
    jottings.keep_result(row, said, officer=who, at=MONDAY)
    return said


def test_a_fresh_draft_follows_the_conclusion() -> None:
    row = appraised()
    said = result_document.proposed(row, queries.content_of(row.code), officer("specialist", row.agency), MONDAY)
    assert said["kind"] == result_document.DECISION
    assert said["symbol"].startswith("/QĐ-")
    assert "QUYẾT ĐỊNH:" in said["body"]
    refused = do(until(accepted(), "processing"), "appraise", conclusion="not_eligible", note="Thiếu điều kiện.")
    assert result_document.proposed(refused, queries.content_of(refused.code), officer("specialist"), MONDAY)["kind"] == result_document.LETTER


def test_it_is_written_seen_and_kept(client: Client) -> None:
    row = appraised()
    signed_in(client, officer("specialist", row.agency))
    path = f"/ho-so/{row.code}/du-thao"
    form = client.get(path).context["form"]
    sent: dict[str, Any] = {name: form[name].value() for name in form.fields}
    assert client.post(path, sent | {"title": "Về việc thử", "key": "r-1"}).status_code == 302
    assert ResultDraft.objects.get().fields["title"] == "Về việc thử"
    assert client.get(f"{path}/trang/1")["Content-Type"] == "image/png"
    assert client.get(f"{path}/trang/99").status_code == 404
    assert client.get(f"{path}/tep").content.startswith(b"%PDF-")


def test_others_neither_read_nor_write_it(client: Client) -> None:
    row = appraised()
    drafted(row)
    assert signed_in(client, officer("specialist", JUSTICE)).get(f"/ho-so/{row.code}/du-thao").status_code == 404
    if row.accepting != row.agency:
        assert signed_in(client, officer("counter", row.accepting)).get(f"/ho-so/{row.code}/du-thao").status_code == 403


def test_the_leader_reads_what_was_submitted(client: Client) -> None:
    row = appraised()
    drafted(row)
    signed_in(client, officer("specialist", row.agency))
    leader = officer("leader", row.agency)
    sent = {"expected_seq": row.seq, "key": "s-1", "signer": leader.username, "attach_result": "1"}
    assert client.post(f"/ho-so/{row.code}/trinh-ky", sent).status_code == 302
    draft = queries.content_of(row.code).draft
    assert draft is not None
    assert draft["type"] == "application/pdf"
    page = signed_in(client, leader).get(f"/ho-so/{row.code}").content.decode()
    assert f"/ho-so/{row.code}/xem/{draft['sha256']}" in page
    assert client.get(f"/ho-so/{row.code}/xem/{draft['sha256']}").status_code == 200


def test_the_result_carries_the_document_with_its_number(client: Client) -> None:
    row = appraised()
    drafted(row)
    row = until(row, "signed")
    who = officer("clerk", row.agency) if org.colleagues(row.agency, "clerk") else officer("specialist", row.agency)
    signed_in(client, who)
    day = row.since.date().isoformat()
    sent = {"expected_seq": row.seq, "key": "e-1", "kind": "result", "number": "07/QĐ-UBND", "on": day, "attach_result": "1"}
    answer = client.post(f"/ho-so/{row.code}/nhap-ket-qua", sent)
    assert answer.status_code == 302, answer.content.decode()
    result = queries.content_of(row.code).result
    assert result is not None
    assert result["file"]["name"].startswith("ket-qua-")
    assert files.get(result["file"]["id"]) is not None


def test_another_agency_does_not_inherit_the_draft() -> None:
    row = until(accepted(), "processing")
    drafted(row)
    row = do(do(row, "hand_over", to=JUSTICE), "take_over", officer("specialist", JUSTICE))
    assert not ResultDraft.objects.exists()
