"""The line that a receipt carries: what the circular asks, signed, short enough for a QR code of 25 mm."""

from datetime import datetime

import pytest
import segno

from motcua.base.time import VN
from motcua.shared.journal import keys, statements
from motcua.work.dossiers import papers, queries, receipt
from motcua.work.dossiers.tests.make import MONDAY, accepted, officer

pytestmark = pytest.mark.usefixtures("at_work")
SITE = "https://motcua.dongnai.gov.vn/"
MODULES = 65


def test_it_says_what_the_paper_says_under_the_key_of_the_node() -> None:
    row = accepted()
    assert row.due_at is not None
    said = statements.read(receipt.receipt_statement(row), keys.trusted_keys())
    assert said is not None
    kind, code, procedure, received, due, identifier = said
    assert (kind, code, procedure, identifier) == ("r1", row.code, "1.001193", "075190001234")
    moments = [datetime.strptime(text, receipt.MOMENT).replace(tzinfo=VN) for text in (received, due)]
    assert moments == [row.accepted_at.replace(microsecond=0), row.due_at]


def test_the_same_dossier_gives_the_same_line_and_another_date_another() -> None:
    row = accepted()
    first = receipt.receipt_statement(row)
    assert first == receipt.receipt_statement(row)
    row.due_at = row.accepted_at
    assert receipt.receipt_statement(row) != first
    assert receipt.receipt_statement(row, row.accepted_at) == receipt.receipt_statement(row)
    row.due_at = None
    assert (statements.read(receipt.receipt_statement(row), keys.trusted_keys()) or [])[4] == ""


def test_it_carries_no_name_and_stays_short_whatever_was_typed() -> None:
    row = accepted()
    content = queries.content_of(row.code)
    content.id_number = "~ 0751 9000/1234\u00e9" + "9" * 500
    content.save()
    row.procedure = "1.001193.000.00.00.H19"
    line = receipt.receipt_statement(row)
    assert len(line) <= receipt.LONGEST
    assert "Bé" not in line
    assert (statements.read(line, keys.trusted_keys()) or [])[5] == "07519000123499"


def test_the_address_keeps_it_behind_the_fragment_and_fits_its_qr_code() -> None:
    row = accepted()
    address = receipt.address(row, SITE)
    before, _, fragment = address.partition("#")
    assert before == f"{SITE}kiem-chung"
    assert fragment == receipt.receipt_statement(row)
    assert segno.make(address, error="m", micro=False).symbol_size(border=0)[0] <= MODULES


def test_the_printed_receipt_carries_it_for_phones_and_for_programs() -> None:
    row, clerk = accepted(), officer("counter")
    pdf = papers.form(row, "01", site=SITE, reader=clerk, at=MONDAY)
    assert receipt.address(row, SITE).encode() in pdf
