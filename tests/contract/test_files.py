"""`POST files`, what may be attached, and who may read it."""

import hashlib

import pytest

from tests.calls import DISTRICT, PROCEDURE, Province

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n"
    b"0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n"
)
ELF = b"\x7fELF\x02\x01\x01\x00" + b"\x00" * 200
MEGABYTE = 1024 * 1024


def filed(province: Province, file: str, nth: int = 0) -> dict[str, object]:
    papers = province.papers(PROCEDURE)
    papers[0]["file"] = file
    return province.accept(nth=nth, papers=papers)


def test_a_file_is_stored_by_its_content(province: Province) -> None:
    answer = province.one("counter").upload(PDF, "Giấy chứng sinh.pdf")
    assert answer.status == 201, answer.raw
    assert set(answer.json) == {"id", "sha256", "size", "type", "name"}
    assert answer.json["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert (answer.json["size"], answer.json["type"], answer.json["name"]) == (len(PDF), "application/pdf", "Giấy chứng sinh.pdf")
    again = province.one("counter").upload(PDF, "khac.pdf").json
    assert again["sha256"] == answer.json["sha256"]
    assert again["id"] != answer.json["id"]


@pytest.mark.parametrize(
    ("content", "name", "status"),
    [
        (b"", "rong.pdf", {422}),
        (ELF, "giay-to.pdf", {415}),
        (b"MZ" + b"\x90\x00" * 200, "giay-to.pdf", {415}),
        (b"#!/bin/sh\nrm -rf /\n", "giay-to.pdf", {415}),
        (b"<html><script>alert(1)</script></html>", "giay-to.pdf", {415, 422}),
        (PDF[:60], "hong.pdf", {415, 422}),
        (b"\x00" * 5000, "giay-to.pdf", {415}),
    ],
)
def test_what_is_empty_broken_or_no_paper_is_refused(province: Province, content: bytes, name: str, status: set[int]) -> None:
    answer = province.one("counter").upload(content, name)
    assert answer.problem[0] in status


def test_51_megabytes_are_refused_with_413(province: Province) -> None:
    counter = province.one("counter")
    assert counter.upload(PDF + b" " * (51 * MEGABYTE)).problem == (413, "too_large")


def test_a_request_without_the_field_or_that_is_no_form_is_refused(province: Province) -> None:
    counter = province.one("counter")
    assert counter.upload(PDF, field="other").problem == (422, "invalid")
    assert counter.call("POST", "files", b"{}", headers={"Content-Type": "application/json"}).problem[0] in (400, 415, 422)
    assert counter.call("POST", "files", b"rubbish", headers={"Content-Type": "multipart/form-data; boundary=x"}).problem[0] in (400, 422)
    assert counter.call("POST", "files", b"rubbish", headers={"Content-Type": "multipart/form-data"}).problem[0] in (400, 422)


def test_an_attached_file_is_read_by_whoever_sees_the_dossier(province: Province) -> None:
    stored = province.one("counter").upload(PDF).json
    made = filed(province, stored["id"])
    path = f"dossiers/{made['code']}/files/{stored['sha256']}"
    answer = province.one("leader").get(path)
    assert (answer.status, answer.raw, answer.headers["content-type"]) == (200, PDF, "application/pdf")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert province.one("counter", "000.02.25.H19").get(path).problem == (404, "not_found")
    other = province.accept()
    assert province.one("counter").get(f"dossiers/{other['code']}/files/{stored['sha256']}").problem == (404, "not_found")


def test_only_ones_own_files_and_those_one_may_see_are_attached(province: Province) -> None:
    stored = province.one("counter").upload(PDF).json["id"]
    papers = province.papers(PROCEDURE)
    for file in (stored, "unknown", "a\x00b", 7):
        papers[0]["file"] = file
        answer = province.one("counter", DISTRICT).post("dossiers", province.filing(papers=papers))
        assert answer.problem == (422, "invalid")
        assert "papers.0.file" in answer.json["fields"]
    filed(province, stored)
    assert filed(province, stored, nth=1)["state"] == "accepted"


def test_a_result_carries_its_file(province: Province) -> None:
    row = province.until(province.accept(), "signed")
    officer, _ = province.able(row, "enter_result")
    stored = officer.upload(PDF).json
    row = province.do(row, "enter_result", file=stored["id"])
    assert row["result"]["file"]["sha256"] == stored["sha256"]
    row = province.until(row, "returned")
    assert province.one("counter").get(f"dossiers/{row['code']}/files/{stored['sha256']}").raw == PDF
