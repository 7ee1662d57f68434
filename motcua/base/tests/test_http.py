import json

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from motcua.base import http
from motcua.base.errors import Forbidden, Invalid, NotFound, NotSignedIn, Refused, Stale, Throttled, WrongMoment

pages = RequestFactory()


def through(exc: Exception, request):
    def view(_request):
        raise exc

    middleware = http.RefusedMiddleware(view)
    return middleware.process_exception(request, exc)


def text_of(answer):
    return answer.content.decode()


def test_problem_details_have_all_that_the_contract_names():
    answer = http.problem(Invalid("Ngày sinh ở tương lai.", fields={"applicant.birth_on": "Ngày sinh ở tương lai."}))
    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("application/problem+json")
    assert json.loads(answer.content) == {
        "type": "invalid",
        "title": "Thông tin chưa đúng",
        "detail": "Ngày sinh ở tương lai.",
        "status": 422,
        "fields": {"applicant.birth_on": "Ngày sinh ở tương lai."},
    }


def test_a_stale_write_is_told_where_the_stream_stands():
    assert json.loads(http.problem(Stale("Hồ sơ vừa thay đổi.", seq=7)).content)["seq"] == 7


def test_too_many_tries_say_when_to_try_again():
    answer = http.problem(Throttled("Đợi 30 giây.", retry_after=30))
    assert (answer.status_code, answer["Retry-After"]) == (429, "30")


@pytest.mark.parametrize("refusal", [WrongMoment("Chưa thẩm định."), Forbidden("Không phải việc của mình."), NotFound("Không thấy.")])
def test_a_screen_says_the_sentence_with_the_status_of_the_refusal(refusal):
    answer = through(refusal, pages.get("/ho-so/1"))
    said = answer.content.decode()
    assert answer.status_code == refusal.status
    assert refusal.detail in said
    assert "Việc nên làm" in said
    assert 'lang="vi"' in said


def test_below_api_the_same_refusal_is_problem_json():
    answer = through(WrongMoment("Chưa thẩm định."), pages.get("/api/v1/dossiers/1"))
    assert json.loads(answer.content)["type"] == "wrong_moment"


def test_what_was_typed_is_shown_again_but_never_a_password():
    request = pages.post("/ho-so/1", {"reason": "Nộp <b>thừa</b>", "password": "bimat", "key": "k1", "expected_seq": "3"})
    said = through(WrongMoment("Chưa thẩm định."), request).content.decode()
    assert "Nộp &lt;b&gt;thừa&lt;/b&gt;" in said
    assert "bimat" not in said
    assert "k1" not in said


def test_an_outage_is_503_and_offers_to_send_the_same_again_with_its_key():
    request = pages.post("/ho-so/1", {"reason": "Nộp thừa", "key": "k1", "password": "bimat"})
    answer = through(OperationalError("server closed the connection"), request)
    said = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Cơ sở dữ liệu tạm thời không trả lời" in said
    assert '<input type="hidden" name="key" value="k1">' in said
    assert '<input type="hidden" name="reason" value="Nộp thừa">' in said
    assert "bimat" not in said
    assert "Gửi lại" in said


def test_an_outage_for_a_program_is_503_too():
    answer = through(OperationalError("gone"), pages.post("/api/v1/dossiers", "{}", content_type="application/json"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert json.loads(answer.content)["type"] == "unavailable"


def test_other_faults_go_on_up():
    assert through(ValueError("bug"), pages.get("/")) is None


def test_whoever_is_not_signed_in_is_led_to_sign_in_and_back():
    answer = through(NotSignedIn("Hãy đăng nhập."), pages.get("/ho-so/1?tab=2"))
    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=%2Fho-so%2F1%3Ftab%3D2")


def test_a_session_that_ended_while_typing_keeps_what_was_typed():
    request = pages.post("/ho-so/1", {"reason": "Nộp thừa"}, headers={"referer": "http://testserver/ho-so/1"})
    answer = through(NotSignedIn("Phiên đã hết."), request)
    assert answer.status_code == 401
    assert "Nộp thừa" in answer.content.decode()
    assert "next=%2Fho-so%2F1" in answer.content.decode()


def test_a_stranger_as_referer_is_never_linked():
    request = pages.get("/ho-so/1", headers={"referer": "https://evil.example/"})
    assert "evil" not in through(WrongMoment("Chưa."), request).content.decode()


@pytest.mark.parametrize(
    ("handler", "status"), [(http.bad_request, 400), (http.forbidden, 403), (http.not_found, 404), (http.csrf_failure, 403), (http.server_error, 500)]
)
def test_the_pages_of_last_resort_need_no_database(handler, status):
    for path in ("/khong-co", "/api/v1/khong-co"):
        answer = handler(pages.get(path))
        assert answer.status_code == status
        assert ("application/problem+json" in answer["Content-Type"]) == path.startswith("/api/")


def test_an_outage_outside_a_view_is_503_and_not_500():
    try:
        raise OperationalError("gone")
    except OperationalError:
        assert http.server_error(pages.get("/")).status_code == 503


def test_a_body_that_is_too_large_is_413():
    assert http.bad_request(pages.post("/x"), RequestDataTooBig("big")).status_code == 413


def test_a_page_that_cannot_be_made_still_gives_the_sentence(monkeypatch):
    def broken(*args, **options):
        raise RuntimeError("no template")

    monkeypatch.setattr(http, "render_to_string", broken)
    answer = http.server_error(pages.get("/"))
    assert answer.status_code == 500
    assert text_of(answer) == "Hệ thống gặp lỗi. Có lỗi bên trong hệ thống. Lỗi đã được ghi lại để sửa."


def test_an_expired_page_says_what_to_do_and_shows_what_was_typed():
    said = text_of(http.csrf_failure(pages.post("/ho-so/1", {"reason": "Nộp thừa"})))
    assert "Mở lại trang" in said
    assert "Nộp thừa" in said
    assert "<form" not in said


def test_pages_carry_a_strict_policy_and_data_does_not():
    html = http.ContentSecurityMiddleware(lambda request: HttpResponse("<p>"))(pages.get("/"))
    assert html["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in html["Content-Security-Policy"]
    data = http.ContentSecurityMiddleware(lambda request: HttpResponse("{}", content_type="application/json"))(pages.get("/"))
    assert "Content-Security-Policy" not in data


def test_a_refusal_is_known_as_it_is():
    refusal = Refused("Không được.")
    assert http.as_refusal(refusal) is refusal
    assert http.as_refusal(None) is None
