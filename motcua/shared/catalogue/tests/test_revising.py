from dataclasses import replace

import pytest

from motcua.shared.catalogue import processes, revising
from motcua.shared.catalogue.procedure import Case, Paper
from motcua.shared.catalogue.tests.make import procedure


def test_another_limit_keeps_the_proportions_and_adds_up() -> None:
    before = procedure()
    after = revising.rescaled(before.steps, "10wd")
    assert processes.problems(after, "10wd") == []
    assert [step.name for step in after] == [step.name for step in before.steps]
    assert revising.rescaled(before.steps, before.term) == before.steps


def test_a_limit_too_short_for_its_steps_is_refused() -> None:
    with pytest.raises(ValueError, match="too short"):
        revising.rescaled(procedure(levels=["huyen"]).steps * 4, "1wh")


def test_a_new_paper_gets_a_key_and_the_known_ones_keep_theirs() -> None:
    old = procedure().papers[0]
    found = revising.keyed_papers([old, Paper("", old.name, True, 1, 0), Paper("", "Ảnh 3x4", False, 2, 0)])
    assert [row.key for row in found] == ["to-khai-1", "to-khai-2", "anh-3x4-1"]
    assert [row.key for row in revising.keyed_cases([Case("", "Làm lại"), Case("", "Làm lại")])] == ["lam-lai-1", "lam-lai-2"]


def test_what_a_person_mistypes_is_told() -> None:
    before = procedure()
    paper, channel = before.papers[0], before.channels[0]
    wrong = replace(
        before,
        papers=(paper, replace(paper, key="x", originals=0), replace(paper, key="y", group="mat")),
        channels=(channel, channel),
        cases=(Case("lai", "Làm lại"),),
    )
    assert revising.faults(before) == []
    assert len(revising.faults(wrong)) == 5


@pytest.mark.parametrize(
    ("term", "parts"), [("3wd", (3, "wd", None)), ("1wd;c15", (1, "wd", 15)), ("20d", (20, "d", None)), ("", (None, "wd", None))]
)
def test_a_limit_is_taken_apart_for_a_form(term: str, parts: tuple[int | None, str, int | None]) -> None:
    assert revising.split_term(term) == parts
