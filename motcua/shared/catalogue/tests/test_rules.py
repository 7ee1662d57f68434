from datetime import date
from pathlib import Path

import pytest

from motcua.shared.calendars.engine import Term
from motcua.shared.catalogue import rules
from motcua.shared.catalogue.rules import RuleError

STATES = (
    "accepted in_transit processing waiting_supplement waiting_opinion for_signature signed ready returned refused withdrawn stopped filed guided"
)

TERMS = """handover.confirm_within supplement.issue_within supplement.wait apology.lead apology.draft_lead opinion.term near_due.working
online.answer_within result.collect_within"""


def test_three_eras_with_their_real_dates() -> None:
    spans = {code: (rules.rule_set(code).valid_from, rules.rule_set(code).valid_to) for code in rules.codes()}
    assert spans == {
        "qd-09-2015": (date(2015, 5, 15), date(2018, 6, 21)),
        "nd-61-2018": (date(2018, 6, 21), date(2025, 7, 1)),
        "nd-118-2025": (date(2025, 7, 1), None),
    }
    assert not rules.rule_set("nd-61-2018").holds(date(2025, 7, 1))
    assert rules.rule_set("nd-61-2018").holds(date(2025, 6, 30))
    assert rules.rule_set("nd-118-2025").tiers == ("tinh", "xa")


def test_the_demo_keeps_the_second_era_valid_and_says_that_it_is_assumed() -> None:
    assert rules.rule_set_on(date(2026, 11, 20)).code == "nd-61-2018"
    assert rules.rule_set_on(date(2018, 6, 20)).code == "qd-09-2015"
    assert rules.data_set("dong-nai-3").spans[0].certainty == "assumed"
    assert rules.data_set("dong-nai-3").value("reception") == "any_counter"
    with pytest.raises(RuleError, match="01/01/2010"):
        rules.rule_set_on(date(2010, 1, 1))


def test_values_carry_article_and_certainty() -> None:
    law = rules.rule_set("nd-61-2018")
    policy = law.entry("supplement.clock_policy")
    assert (policy.value, policy.article, policy.certainty) == ("PAUSE", None, "assumed")
    apology = law.entry("apology.lead")
    assert (apology.value, apology.article, apology.certainty) == ("1wd", "Điều 19 Nghị định 61/2018/NĐ-CP", "V")
    assert (law.integer("apology.reschedule_max"), law.text("opinion.on_timeout"), law.text("transfer.cutoff")) == (1, "ESCALATE", "15:00")
    assert law.flag("acceptance.slip_required") is True
    assert [row["form"] for row in law.rows("forms")] == ["01", "02", "03", "04", "05", "06"]


@pytest.mark.parametrize("code", ["nd-61-2018", "qd-09-2015", "nd-118-2025"])
def test_every_rule_set_gives_what_the_clock_and_the_states_need(code: str) -> None:
    law = rules.rule_set(code)
    for name in TERMS.split():
        assert str(Term.parse(law.text(name))) == law.text(name)
    assert set(STATES.split()) <= law.table("national_states").keys()
    assert set(law.table("national_states").values()) <= set(range(1, 11))


def test_wrong_keys_and_types_are_said_clearly() -> None:
    law = rules.rule_set("nd-61-2018")
    with pytest.raises(RuleError, match="nd-61-2018: không có giá trị mau-xanh"):
        law.value("mau-xanh")
    with pytest.raises(RuleError, match=r"apology\.lead không phải kiểu int"):
        law.integer("apology.lead")
    with pytest.raises(RuleError, match="không có bộ quy tắc khong-co"):
        rules.rule_set("khong-co")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ("{a: 3}", "a phải có value, article, certainty"),
        ("{a: {value: 3, certainty: V}}", "a phải ghi article"),
        ("{a: {value: 3, article: null, certainty: maybe}}", "certainty phải là một trong"),
        ("{a: {value: X, article: null, certainty: V, choices: [Y]}}", "a phải là một trong Y"),
        ("[]", "thiếu values hoặc sai kiểu"),
    ],
)
def test_a_wrong_file_is_named_with_the_place(values: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "LAW", tmp_path)
    head = "code: thu\nname: Thử\nbasis: []\ntiers: []\nvalid_from: 2020-01-01\nvalid_to: null\n"
    (tmp_path / "thu.yaml").write_text(f"{head}values: {values}\n")
    with pytest.raises(RuleError, match=sentence):
        rules.rule_set.__wrapped__("thu")
