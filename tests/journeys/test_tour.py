"""One dossier from a commune's counter through district and department and back to the citizen, by the README's tour and nothing else."""

from pathlib import Path

import pytest

from tests.instance import Instance
from tests.journeys import tour
from tests.journeys.conftest import Sitting
from tests.journeys.hands import Hands
from tests.sources import ROOT

pytestmark = pytest.mark.browser
END = "Đã trả kết quả"


def test_the_tour_names_what_the_journey_uses() -> None:
    """Also that each row could be read: a table that nobody parses would let the journey pass."""
    said = tour.text()
    assert [word for word in (*tour.PRESSED, "Tra cứu") if f"**{word}**" not in said] == []
    assert [word for word in (tour.WORDS, tour.NAME, tour.NUMBER, tour.BORN) if f"`{word}`" not in said] == []
    rows = [line for line in said.splitlines() if line.startswith("|")][2:]
    assert len(tour.steps()) == len(rows)
    assert all(step.acts or step.sees for step in tour.steps())


def test_the_tour_shows_pictures_that_are_light() -> None:
    pictures = [Path(ROOT / name) for name in tour.PICTURE.findall(tour.text())]
    assert pictures
    assert [path.name for path in pictures if not 0 < path.stat().st_size < 120_000] == []


@pytest.mark.slow
def test_a_dossier_goes_from_the_commune_through_district_and_department_to_the_citizen(sit: Sitting, instance: Instance) -> None:
    people = {step.who: sit(step.who) for step in tour.steps() if step.who}
    citizen, first = sit(), tour.steps()[0].who
    assert len(people) >= 4
    assert {p.agency.split(".")[1] for p in instance.people() if p.username in people} == {"00", "01"}
    code, secret = accepted(people[first])
    for step in tour.steps():
        if not step.who:
            page = citizen.track(code, secret)
            assert [seen for seen in step.sees if seen not in page] == []
            assert tour.NAME not in page
            continue
        worked(people[step.who], code, step.acts)
    assert END in citizen.track(code, secret)
    assert people[first].state == END


def accepted(counter: Hands) -> tuple[str, str]:
    """The first paragraph of the tour."""
    counter.choose_procedure(tour.WORDS, tour.PROCEDURE)
    counter.applicant(tour.NAME, tour.NUMBER, tour.BORN)
    return counter.accept()


def worked(officer: Hands, code: str, acts: tuple[tuple[str, str], ...]) -> None:
    """A row: find the dossier by its code, then each act, always the one that the page offers first."""
    officer.open("/ban-lam-viec")
    officer.find(code)
    for act, chosen in acts:
        officer.act(act, chosen)
