"""The help: every page that a text names exists, links and pictures lead somewhere, each role has its guide and its tour, and the pages show them."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from motcua.base import guides
from motcua.shared.org.roles import ROLES

ROUTES = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
GUIDES, TOURS = guides.guides(), guides.tours()
WITHOUT = {  # files, pictures, papers, parts of a page, and what is only sent
    "sign_out", "security_spare", "absence_over", "indicator_monday_print", "admin_calendar_export", "admin_retry_job", "admin_retry_message",
    "submission_print", "counter_recall", "counter_upload", "dossier_print", "dossier_file", "viewer_page", "dossier_pane", "opinion_urge",
    "result_picture", "result_pdf", "hand_over_list", "forms_print", "resend", "health",
}  # fmt: skip
CITIZENS = {
    "home", "ask", "track", "track_why", "track_certificate", "track_history", "verify", "published", "balance", "procedures", "procedure",
    "procedure_papers", "procedure_changes", "sign_in", "sign_in_second", "sign_in_passkey", "gallery", "gallery_public",
    "help", "help_topic", "help_picture", "keys", "tour",
}  # fmt: skip
LINK = re.compile(r"\]\(([^)]+)\)")


@pytest.mark.parametrize("guide", GUIDES.values(), ids=lambda guide: guide.slug)
def test_what_a_text_names_exists(guide: guides.Guide) -> None:
    home = guides.folder() / ("muc" if guide.topic else "")
    assert set(guide.pages) <= ROUTES
    assert set(guide.roles) <= ROLES.keys() | {"citizen"}
    for target in LINK.findall(guide.text):
        assert (home / target.partition("#")[0]).resolve().exists(), target


@pytest.mark.parametrize("tour", TOURS.values(), ids=lambda tour: tour.slug)
def test_every_stop_of_a_tour_is_a_page(tour: guides.Tour) -> None:
    assert {stop.page for stop in tour.stops} <= ROUTES
    assert len(tour.stops) <= 6
    assert set(tour.roles) <= ROLES.keys()


def test_each_role_has_a_guide_and_a_tour() -> None:
    assert {role for guide in GUIDES.values() for role in guide.roles} >= ROLES.keys()
    assert {role for tour in TOURS.values() for role in tour.roles} >= ROLES.keys()


def pages(patterns: Iterable[Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """All routes with a name, as (name, path); calls of the contract are no pages."""
    for one in patterns:
        path = prefix + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from pages(one.url_patterns, path)
        elif one.name and not path.startswith("api/"):
            yield one.name, path


def test_every_page_of_an_officer_is_explained() -> None:
    named = {page for guide in GUIDES.values() for page in guide.pages}
    found = {name for name, _ in pages(get_resolver().url_patterns)}
    assert found - named - WITHOUT - CITIZENS == set()
    assert (WITHOUT | CITIZENS) <= found, "a route that is no more"


def test_no_page_is_explained_twice() -> None:
    named = [page for guide in GUIDES.values() for page in guide.pages]
    assert len(named) == len(set(named))


@pytest.mark.django_db
def test_the_pages_show_the_texts_with_links_of_the_product() -> None:
    client = Client()
    index = client.get("/tro-giup").content.decode()
    assert all(f"/tro-giup/{guide.slug}" in index for guide in GUIDES.values() if not guide.topic)
    assert not any(f'"/tro-giup/{guide.slug}"' in index for guide in GUIDES.values() if guide.topic)
    page = client.get("/tro-giup/quan-tri").content.decode()
    assert 'src="/tro-giup/hinh/quan-tri/' in page
    assert ".md" not in page
    assert client.get("/tro-giup/khong-co").status_code == 404


def test_pictures_come_from_their_folder_alone() -> None:
    assert guides.picture("../../README.md") is None
    assert guides.picture("/etc/passwd") is None
    found = next(iter(sorted(Path(guides.folder().parent / "pictures").glob("*.png"))))
    assert guides.picture(found.name) == found
