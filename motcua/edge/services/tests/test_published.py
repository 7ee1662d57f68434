"""What is published for whoever keeps copies, and the page of verification as the server gives it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from motcua.base.time import now
from motcua.shared.journal import keys, log
from motcua.work.dossiers.tests.make import accepted

MOST_SCRIPT = 20 * 1024


@pytest.mark.usefixtures("at_work")
def test_heads_and_key_are_served_as_they_were_published(client: Client, tmp_path: Path, settings: object) -> None:
    settings.PUBLISHED = tmp_path  # type: ignore[attr-defined]
    assert client.get("/cong-bo/heads.jsonl").status_code == 404
    keys.publish_public_key()
    (tmp_path / log.FILE).write_bytes(b'{"size":1}\n')
    for name, file in (("heads.jsonl", log.FILE), ("khoa.pem", keys.PUBLIC)):
        answer = client.get(f"/cong-bo/{name}")
        assert b"".join(answer.streaming_content) == (tmp_path / file).read_bytes()  # type: ignore[attr-defined]
        assert answer["Access-Control-Allow-Origin"] == "*"
    assert client.get("/cong-bo/journal.pem").status_code == 404
    assert client.get("/cong-bo/..%2Fsecrets%2Fjournal.pem").status_code == 404


@pytest.mark.usefixtures("at_work")
def test_the_page_brings_along_all_that_the_script_needs(client: Client) -> None:
    accepted(at=now())
    page = client.get("/kiem-chung").content.decode()
    assert all(key.hex() in page for key in keys.trusted_keys())
    assert f'data-node="{settings.NODE_NAME}"' in page
    assert "000.01.25.H19 UBND phường Trảng Dài" in page
    assert "samples/verify_export.py" in page
    assert page.count("<script") == 1


def test_the_script_stays_small() -> None:
    folder = finders.find("services/verify")
    assert folder is not None
    assert sum(path.stat().st_size for path in Path(str(folder)).glob("*.js")) <= MOST_SCRIPT
