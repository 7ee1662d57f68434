"""Idempotency-Key: the same call twice is done once, and answered alike."""

import json
import threading
import uuid
from typing import Any

import psycopg

from tests.calls import APPLICANT, COMMUNE, DISTRICT, JUSTICE, Answer, Province
from tests.instance import Instance


def key() -> str:
    return f"key-{uuid.uuid4()}"


def test_the_first_answer_comes_again_after_the_dossier_went_on(province: Province) -> None:
    counter, body, mine = province.one("counter"), province.filing(), key()
    first = counter.post("dossiers", body, key=mine)
    assert first.status == 201
    accepted = first.json
    province.until(accepted, "returned")
    again = counter.post("dossiers", body, key=mine)
    assert again.status == 201
    assert again.json == accepted
    assert province.seen(accepted["code"])["state"] == "returned"


def test_the_answer_of_an_act_comes_again_word_by_word(province: Province) -> None:
    """With a supplement, an opinion, a correction and a result that came later and were not in the first answer."""
    row = province.do(province.do(province.accept(), "hand_over"), "take_over")
    asked = province.do(row, "draft_supplement")
    specialist, mine = province.able(asked, "ask_opinion")[0], key()
    fields = {"to": JUSTICE, "question": "Có ý kiến gì?", "term": "3wd"}
    first = specialist.act(row["code"], "ask_opinion", asked["seq"], key=mine, **fields)
    assert first.status == 200, first.raw
    now = province.do(first.json, "answer_opinion")
    now = province.do(province.do(now, "issue_supplement"), "supply")
    now = province.do(now, "correct", field="name", value="Nguyễn Thị Bê")
    province.until(now, "returned")
    again = specialist.act(row["code"], "ask_opinion", asked["seq"], key=mine, **fields)
    assert again.status == 200
    assert again.json == first.json


def test_an_answer_comes_again_to_whom_the_dossier_is_hidden_by_now(province: Province) -> None:
    """Who declined it, and who answered a question, sees it no more; the call that led there is still answered alike."""
    row = province.do(province.accept(), "hand_over", to=JUSTICE)
    justice, mine = province.able(row, "decline")[0], key()
    first = justice.act(row["code"], "decline", row["seq"], key=mine, reason="Nhầm nơi nhận.")
    assert first.status == 200, first.raw
    assert justice.get(f"dossiers/{row['code']}").problem == (404, "not_found")
    assert justice.act(row["code"], "decline", row["seq"], key=mine, reason="Nhầm nơi nhận.").json == first.json
    assert justice.act(row["code"], "decline", row["seq"], key=key(), reason="Nhầm nơi nhận.").problem == (404, "not_found")


def test_guidance_and_refusal_come_again_too(province: Province) -> None:
    counter = province.one("counter")
    for body in (
        province.filing(decision="refuse", reason="Không thuộc thẩm quyền."),
        province.filing(decision="guide", missing=[{"key": province.papers("1.001193")[0]["key"], "note": "Mờ."}]),
    ):
        mine = key()
        first, again = counter.post("dossiers", body, key=mine), counter.post("dossiers", body, key=mine)
        assert (first.status, again.status) == (201, 201)
        assert first.json == again.json
        assert first.json["code"] is None
        assert first.json["ref"]


def test_another_body_under_the_same_key_is_refused(province: Province) -> None:
    counter, mine = province.one("counter"), key()
    made = counter.post("dossiers", province.filing(), key=mine).json
    other = counter.post("dossiers", province.filing(note="Khác."), key=mine)
    assert other.problem == (422, "key_reused")
    act = key()
    assert counter.act(made["code"], "hand_over", 1, key=act, to=DISTRICT).status == 200
    assert counter.act(made["code"], "hand_over", 1, key=act, to=JUSTICE).problem == (422, "key_reused")
    assert counter.act(made["code"], "hand_over", 99, key=act, to=JUSTICE).problem == (422, "key_reused")


def test_a_key_belongs_to_one_token_and_one_path(province: Province) -> None:
    mine, body = key(), province.filing()
    codes = {province.one("counter", nth=nth).post("dossiers", body, key=mine).json["code"] for nth in (0, 1)}
    assert len(codes) == 2
    counter = province.one("counter")
    one, two = (counter.post("dossiers", body).json for _ in range(2))
    assert counter.act(one["code"], "hand_over", 1, key=mine, to=DISTRICT).status == 200
    assert counter.act(two["code"], "hand_over", 1, key=mine, to=JUSTICE).status == 200


def test_a_refused_call_frees_its_key(province: Province) -> None:
    counter, mine = province.one("counter"), key()
    assert counter.post("dossiers", province.filing(papers=[]), key=mine).problem == (422, "invalid")
    made = counter.post("dossiers", province.filing(), key=mine)
    assert made.status == 201
    act = key()
    assert counter.act(made.json["code"], "hand_over", 9, key=act, to=DISTRICT).problem == (409, "stale")
    assert counter.act(made.json["code"], "hand_over", 1, key=act, to="").problem == (422, "invalid")
    assert counter.act(made.json["code"], "hand_over", 1, key=act, to=DISTRICT).status == 200


def test_replay_comes_before_stale_and_when(province: Province) -> None:
    counter, mine = province.one("counter"), key()
    made = counter.post("dossiers", province.filing()).json
    first = counter.act(made["code"], "hand_over", 1, key=mine, to=DISTRICT)
    assert counter.act(made["code"], "hand_over", 1, key=key(), to=DISTRICT).problem == (409, "stale")
    assert counter.act(made["code"], "hand_over", 1, key=mine, to=DISTRICT).json == first.json


def together(calls: list[Any]) -> list[Answer]:
    """All at once, each in a thread of its own; the answers in order."""
    found: list[Answer | None] = [None] * len(calls)
    start = threading.Barrier(len(calls))

    def run(number: int) -> None:
        start.wait()
        found[number] = calls[number]()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answer for answer in found if answer]


def test_the_same_call_many_times_at_once_gives_one_dossier(province: Province) -> None:
    counter, mine, who = province.one("counter"), key(), {**APPLICANT, "id_number": "075190009999", "name": "Trần Văn Một"}
    body = province.filing(applicant=who)
    answers = together([lambda: counter.post("dossiers", body, key=mine)] * 6)
    assert {answer.status for answer in answers} == {201}
    assert len({answer.raw for answer in answers}) == 1
    assert len(counter.get("dossiers", q="075190009999").json["items"]) == 1


def test_different_bodies_under_one_key_at_once_give_one_dossier(province: Province) -> None:
    counter, mine = province.one("counter"), key()
    answers = together([lambda n=n: counter.post("dossiers", province.filing(note=f"Lần {n}"), key=mine) for n in range(4)])
    assert sorted(answer.status for answer in answers) == [201, 422, 422, 422]
    assert {answer.problem for answer in answers if answer.status != 201} == {(422, "key_reused")}


def test_what_is_kept_holds_nothing_personal_and_no_secret(province: Province, instance: Instance) -> None:
    mine, who = key(), {**APPLICANT, "name": "Đặng Thị Rất Riêng Tư", "phone": "0912345670", "address": "77 Đường Kín"}
    made = province.one("counter").post("dossiers", province.filing(applicant=who, note="Chuyện riêng."), key=mine).json
    with psycopg.connect(instance.dsn) as connection:
        row = connection.execute("select * from identity_idempotencykey where key = %s", [mine]).fetchone()
    kept = json.dumps(row, default=str, ensure_ascii=False)
    for private in (who["name"], who["id_number"], who["phone"], who["address"], who["birth_on"], "Chuyện riêng", made["secret"]):
        assert str(private) not in kept
    assert made["code"] in kept
    assert made["code"].startswith(COMMUNE)
