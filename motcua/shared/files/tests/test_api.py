"""`POST files` as `api.md` has it."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client

from motcua.shared.files import store
from motcua.shared.files.models import StoredFile
from motcua.shared.files.tests import samples

pytestmark = [pytest.mark.django_db, pytest.mark.urls("motcua.shared.files.tests.urls")]
URL = "/api/v1/files"
MISSING = "Thiếu tệp: hãy gửi dạng multipart/form-data với trường “file”."


@pytest.fixture(autouse=True)
def _own_root(tmp_path: Path, settings) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    settings.FILE_SCANNER = ""


@pytest.fixture
def caller(client: Client) -> Client:
    client.defaults["HTTP_AUTHORIZATION"] = "Bearer good"
    return client


def named(body: bytes, name: str) -> BytesIO:
    upload = BytesIO(body)
    upload.name = name
    return upload


def test_a_file_is_stored_and_named_back(caller: Client) -> None:
    answer = caller.post(URL, {"file": named(samples.pdf(), "Tờ khai.pdf")})
    assert answer.status_code == 201
    body = answer.json()
    row = StoredFile.objects.get()
    digest = sha256(samples.pdf()).hexdigest()
    assert body == {"id": row.id, "sha256": digest, "size": len(samples.pdf()), "type": "application/pdf", "name": "Tờ khai.pdf"}
    assert row.by == "be@000.01.25.H19"


def test_the_same_content_twice_gives_two_ids(caller: Client) -> None:
    first = caller.post(URL, {"file": named(samples.png(), "a.png")}).json()
    second = caller.post(URL, {"file": named(samples.png(), "a.png")}).json()
    assert first["sha256"] == second["sha256"]
    assert first["id"] != second["id"]


@pytest.mark.parametrize(
    ("body", "name", "status", "kind"),
    [
        (samples.PE, "don.pdf", 415, "unsupported_type"),
        (samples.pdf()[:200], "don.pdf", 422, "invalid"),
        (b"", "don.pdf", 422, "invalid"),
        (samples.zipped({"a": b"b"}), "a.zip", 415, "unsupported_type"),
    ],
)
def test_bad_content_is_a_problem_with_a_sentence(caller: Client, body: bytes, name: str, status: int, kind: str) -> None:
    answer = caller.post(URL, {"file": named(body, name)})
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("application/problem+json")
    told = answer.json()
    assert (told["type"], told["status"]) == (kind, status)
    assert told["fields"]["file"] == told["detail"]
    assert not StoredFile.objects.exists()


def test_without_a_file_it_says_what_is_missing(caller: Client) -> None:
    for answer in (caller.post(URL, {"other": "x"}), caller.post(URL, {"file": "a word"}), caller.post(URL, "{}", content_type="application/json")):
        assert answer.status_code == 422
        assert answer.json()["fields"] == {"file": MISSING}


def test_a_body_that_is_no_form_is_a_bad_request(caller: Client) -> None:
    answer = caller.post(URL, b"not a form", content_type="multipart/form-data")
    assert answer.status_code == 400
    assert answer.json()["detail"] == "Nội dung gửi lên không đọc được theo dạng multipart/form-data."


@pytest.mark.parametrize("times", [1, 3, 6])
def test_past_the_limit_it_answers_413_and_keeps_nothing(caller: Client, settings, times: int) -> None:
    settings.FILE_LIMIT = 1024 * 1024
    answer = caller.post(URL, {"file": named(b"x" * (times * 1024 * 1024 + 1), "a.txt")})
    assert answer.status_code == 413
    assert answer.json()["detail"] == "Tệp lớn hơn 1 MB. Hãy giảm độ phân giải khi quét hoặc chia thành nhiều tệp rồi gửi lại."
    assert not [path for path in store.root().rglob("*") if path.is_file()]


def test_without_a_token_nothing_is_read(client: Client) -> None:
    assert client.post(URL, {"file": named(samples.pdf(), "a.pdf")}).status_code == 401
    assert client.post(URL, {"file": named(samples.pdf(), "a.pdf")}, HTTP_AUTHORIZATION="Bearer bad").status_code == 401
    assert not StoredFile.objects.exists()
