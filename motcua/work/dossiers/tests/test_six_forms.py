"""One late, once supplemented, inter-level dossier in all six forms, beside the fields of Circular 01/2018/TT-VPCP; none missing."""

import pytest

from motcua.shared.prints.tests.reading import words
from motcua.work.dossiers.tests import tale
from motcua.work.dossiers.tests.tale_fields import FORMS

pytestmark = pytest.mark.usefixtures("at_work")


def test_all_six_forms_say_every_field() -> None:
    told = tale.tell()
    made = tale.papers_of(told)
    values = {"code": told.row.code, "guided": told.guided.ref, "refused": told.refused.ref}
    assert sorted(made) == sorted(FORMS)
    said = {form: words(pdf) for form, pdf in made.items()}
    assert [(form, field) for form, rows in FORMS.items() for field, text in rows if text.format(**values) not in said[form]] == []


def test_the_letter_is_a_draft_without_a_number_until_it_is_signed() -> None:
    told = tale.tell()
    draft, letter = words(told.draft), words(tale.papers_of(told)["04"])
    assert "DỰ THẢO" in draft
    assert "/PXL" not in draft
    assert "DỰ THẢO" not in letter
