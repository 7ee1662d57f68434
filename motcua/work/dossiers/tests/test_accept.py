from datetime import datetime
from typing import Any

import pytest

from motcua.base.errors import Forbidden, Invalid
from motcua.base.time import VN
from motcua.shared.journal import queries as journal
from motcua.work.dossiers import actions
from motcua.work.dossiers.models import Content, Dossier, Holding, Submission
from motcua.work.dossiers.tests.make import APPLICANT, COMMUNE, MONDAY, accepted, filing, officer

pytestmark = pytest.mark.usefixtures("at_work")


def refused(**changes: Any) -> dict[str, str]:
    """The sentences by field of a refusal that changed nothing."""
    with pytest.raises(Invalid) as caught:
        actions.receive(filing(**changes), officer=officer("counter"), at=MONDAY)
    assert not Dossier.objects.exists()
    assert not Submission.objects.exists()
    return caught.value.fields


def test_it_gets_a_code_a_date_and_a_holder() -> None:
    row = accepted()
    assert row.code == "000.01.25.H19-261109-0001"
    assert (row.state, row.agency, row.to_agency, row.step) == ("accepted", COMMUNE, None, 1)
    assert row.due_at == datetime(2026, 11, 10, 8, 0, tzinfo=VN)
    assert row.next_at is not None
    assert (row.book, row.book_no) == (2026, 1)


def test_the_next_one_of_the_day_gets_the_next_number() -> None:
    assert [accepted().serial for _ in range(3)] == [1, 2, 3]


def test_a_day_later_the_number_starts_anew_and_the_register_goes_on() -> None:
    accepted()
    later = accepted(at=MONDAY.replace(day=10))
    assert (later.serial, later.book_no, later.code) == (1, 2, "000.01.25.H19-261110-0001")


def test_the_entry_keeps_personal_data_sealed() -> None:
    row = accepted()
    entry = journal.entries(f"dossier:{row.code}")[0]
    assert entry.sealed is not None
    assert entry.sealed["applicant"]["name"] == APPLICANT["name"]
    assert "Bé" not in str(entry.payload)
    assert "0901234567" not in str(entry.payload)


def test_the_projections_say_the_same() -> None:
    row = accepted()
    assert Content.objects.get(dossier=row.code).name_key == "nguyen thi be"
    span = Holding.objects.get(dossier=row.code)
    assert (span.agency, span.step, span.over_at) == (COMMUNE, 1, None)


def test_it_refuses_without_the_papers_and_changes_nothing() -> None:
    sentences = refused(papers=[])
    assert any(name.startswith("papers.") and text.startswith("Thiếu giấy tờ") for name, text in sentences.items())


@pytest.mark.parametrize(
    ("field", "value", "path"),
    [
        ("id_number", "07519000123", "applicant.id_number"),
        ("id_number", "", "applicant.id_number"),
        ("birth_on", "2027-01-01", "applicant.birth_on"),
        ("birth_on", "31/02/1990", "applicant.birth_on"),
        ("phone", "12345", "applicant.phone"),
        ("name", "  ", "applicant.name"),
        ("email", "không phải", "applicant.email"),
        ("kind", "ghost", "applicant.kind"),
    ],
)
def test_it_names_a_wrong_field_of_the_applicant(field: str, value: str, path: str) -> None:
    assert path in refused(applicant={**APPLICANT, field: value})


def test_it_names_unknown_codes() -> None:
    assert "procedure" in refused_procedure("9.999999")
    assert refused(case="khong-co")["case"] == "Thủ tục không có trường hợp này."
    assert refused(papers=[{"key": "khong-co-1", "originals": 1}])["papers.0.key"] == "Thủ tục này không có giấy tờ ấy."
    assert "channel_in" in refused(channel_in="pigeon")
    assert "decision" in refused(decision="maybe")


def refused_procedure(code: str) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        actions.receive({**filing(), "procedure": code}, officer=officer("counter"), at=MONDAY)
    return caught.value.fields


def test_more_papers_than_asked_are_fine() -> None:
    body = filing()
    body["papers"][0] |= {"originals": 9, "copies": 7}
    assert actions.receive(body, officer=officer("counter"), at=MONDAY).row is not None


def test_a_likely_double_is_accepted_with_a_warning() -> None:
    first = accepted()
    second = actions.receive(filing(), officer=officer("counter"), at=MONDAY)
    assert second.row is not None
    assert any(first.code in warning for warning in second.warnings)


def test_an_unknown_ward_is_never_a_ground_for_refusal() -> None:
    assert accepted(applicant={**APPLICANT, "ward_code": "99999"}).state == "accepted"


@pytest.mark.parametrize("role", ["specialist", "leader"])
def test_only_a_counter_officer_accepts(role: str) -> None:
    with pytest.raises(Forbidden):
        actions.receive(filing(), officer=officer(role), at=MONDAY)
    assert not Dossier.objects.exists()


def test_guidance_ends_at_the_counter_and_never_counts_as_received() -> None:
    missing = [{"key": filing()["papers"][0]["key"], "note": "Bản chụp mờ."}]
    outcome = actions.receive(filing(decision="guide", papers=[], missing=missing), officer=officer("counter"), at=MONDAY)
    assert outcome.row is None
    assert Submission.objects.get(ref=outcome.ref).state == "guided"
    assert not Dossier.objects.exists()


def test_guidance_says_what_is_missing() -> None:
    assert "missing" in refused(decision="guide", papers=[])


def test_a_refusal_at_the_counter_needs_a_reason() -> None:
    assert "reason" in refused(decision="refuse")
    outcome = actions.receive(filing(decision="refuse", reason="Không thuộc thẩm quyền."), officer=officer("counter"), at=MONDAY)
    assert Submission.objects.get(ref=outcome.ref).state == "declined_at_counter"


def test_an_organisation_needs_its_tax_code() -> None:
    company = {
        "kind": "organisation",
        "name": "Công ty TNHH Phú Hưng",
        "tax_code": "0300588569",
        "representative": "Lê Văn An",
        "phone": "02513822501",
    }
    assert accepted(applicant=company).state == "accepted"
    assert "applicant.tax_code" in _refused_company({**company, "tax_code": "2400000030"})


def _refused_company(applicant: dict[str, object]) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        actions.receive(filing(applicant=applicant), officer=officer("counter"), at=MONDAY)
    return caught.value.fields
