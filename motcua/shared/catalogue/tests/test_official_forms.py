"""Forms by meaning: each rule set has its own numbers, titles and sources."""

import pytest

from motcua.shared.catalogue import official_forms, rules
from motcua.shared.prints.builders import BUILDERS

NEEDED = {"receipt", "supplement", "refusal", "apology", "stopped", "control", "register", "returned", "supplied", "hand-over"}


@pytest.mark.parametrize("code", rules.codes())
def test_every_rule_set_has_every_paper_and_a_drawing_for_it(code: str) -> None:
    found = official_forms.forms_of(code)
    assert found.keys() >= NEEDED
    assert {form.layout for form in found.values()} <= BUILDERS.keys()
    assert all(form.paper in {"A4", "A5"} and form.version >= 1 for form in found.values())


def test_the_same_number_means_another_form_in_another_era() -> None:
    old, new = (official_forms.numbered(code, "05") for code in ("nd-61-2018", "nd-118-2025"))
    assert old is not None
    assert new is not None
    assert (old.meaning, new.meaning) == ("control", "stopped")
    assert (old.source, new.source) == ("Phụ lục Thông tư 01/2018/TT-VPCP", "Phụ lục I Thông tư 03/2025/TT-VPCP")


def test_numbers_are_those_of_the_circulars() -> None:
    def numbers(code: str) -> dict[str, str]:
        return {form.number: form.meaning for form in official_forms.forms_of(code).values() if form.number}

    kept = {"01": "receipt", "02": "supplement", "03": "refusal", "04": "apology"}
    assert numbers("nd-61-2018") == kept | {"05": "control", "06": "register"}
    assert numbers("nd-118-2025") == kept | {"05": "stopped", "06": "control", "07": "register"}
    assert numbers("qd-09-2015") == {"01": "supplement"}


def test_a_paper_without_a_form_has_no_number_and_no_source() -> None:
    form = official_forms.form_of("nd-61-2018", "returned")
    assert form is not None
    assert (form.number, form.source, form.certainty) == ("", "", "assumed")
    assert official_forms.numbered("nd-61-2018", "") is None
    assert official_forms.form_of("nd-61-2018", "nothing") is None


def test_a_receipts_number_ends_by_who_receives() -> None:
    assert official_forms.receipt_suffix("nd-61-2018", centre=True) == "TTPVHCC"
    assert official_forms.receipt_suffix("nd-61-2018", centre=False) == "BPMC"
    assert official_forms.receipt_suffix("nd-118-2025", centre=False) == "TTPVHCC"
