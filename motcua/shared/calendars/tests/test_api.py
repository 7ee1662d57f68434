import pytest
from django.test import RequestFactory

from motcua.base.errors import Invalid
from motcua.shared.calendars import api, cache
from motcua.shared.calendars.tests.make import open_agency

pytestmark = pytest.mark.django_db
AGENCY = "000.01.25.H19"


@pytest.fixture(autouse=True)
def no_memory():
    cache.forget()
    yield
    cache.forget()


def ask(**given):
    return api.calendar_due(RequestFactory().get("/api/v1/calendar/due", given), **given)


def test_it_gives_the_moment_with_its_certificate():
    answer = ask(start="2025-01-24T14:00:00+07:00", term="3wd")
    assert answer["due_at"] == answer["certificate"]["due_at"] == "2025-02-05T14:00:00+07:00"
    assert answer["certificate"]["term"] == "3wd"


def test_anybody_may_ask_and_a_bare_plus_in_the_address_is_understood(client):
    answer = client.get("/api/v1/calendar/due?start=2025-01-24T14:00:00+07:00&term=3wd;c15")
    assert answer.status_code == 200
    assert answer.json()["due_at"] == "2025-02-05T14:00:00+07:00"


def test_a_refusal_is_a_problem_with_its_fields(client):
    answer = client.get("/api/v1/calendar/due?start=2025-01-24T14:00:00%2B07:00&term=0wd")
    assert (answer.status_code, answer["content-type"].split(";")[0]) == (422, "application/problem+json")
    assert (answer.json()["type"], list(answer.json()["fields"])) == ("invalid", ["term"])


def test_a_space_in_the_query_is_read_as_a_plus():
    assert ask(start="2025-01-24T14:00:00 07:00", term="3wd")["due_at"] == "2025-02-05T14:00:00+07:00"


def test_an_agency_is_known_by_its_stream():
    with pytest.raises(Invalid) as refused:
        ask(start="2025-01-24T14:00:00+07:00", term="3wd", agency=AGENCY)
    assert list(refused.value.fields) == ["agency"]
    open_agency(AGENCY)
    assert ask(start="2025-01-24T14:00:00+07:00", term="3wd", agency=AGENCY)["due_at"] == "2025-02-05T14:00:00+07:00"


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({}, ["start", "term"]),
        ({"start": "2025-01-24T14:00:00", "term": "3wd"}, ["start"]),
        ({"start": "2025-01-24T14:00:00+07:00", "term": "3"}, ["term"]),
        ({"start": "1900-01-24T14:00:00+07:00", "term": "3wd"}, ["start"]),
        ({"start": "x", "term": "y", "agency": "z"}, ["start", "term", "agency"]),
    ],
)
def test_bad_input_is_refused_with_a_sentence_for_each_field(given, fields):
    with pytest.raises(Invalid) as refused:
        ask(**given)
    assert list(refused.value.fields) == fields
    assert all(sentence.endswith(".") for sentence in refused.value.fields.values())
