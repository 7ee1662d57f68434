import re
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.test import RequestFactory

from motcua.base import gallery
from motcua.base.time import VN

NOW = datetime(2026, 11, 20, 14, 5, tzinfo=VN)
EVIL = "<script>alert(1)</script>\"'"


def draw(source, request=None, **values):
    return Template(source).render(RequestContext(request, values) if request else Context(values))


@pytest.mark.parametrize(
    "source",
    [
        "{% tag evil %}", "{% holder evil evil evil to=evil %}", "{% page_head evil lead=evil kicker=evil %}{% endpage_head %}",
        "{% panel evil note=evil %}{% endpanel %}", "{% notice evil %}{% endnotice %}", "{% problem evil evil kept=evil next=evil %}",
        "{% empty evil evil href=evil link=evil %}", "{% breadcrumb evil evil evil %}", "{% fact evil evil evil %}", "{% stat evil evil evil %}",
        "{% progress 1 2 evil evil %}", "{% button evil name=evil value=evil %}", "{% go evil evil %}", "{% key evil %}",
        "{% choose evil evil pairs evil %}", "{% seek evil evil evil evil %}", "{% tick evil evil value=evil %}", "{% act evil evil %}",
        "{% act evil evil allowed=False why=evil %}", "{% listing evil noun=evil sorted=evil count=1 %}{% endlisting %}", "{% timeline items %}",
        "{% tabs views %}", "{% code evil evil %}", "{% post_form evil %}{% endpost_form %}",
    ],
)  # fmt: skip
def test_no_component_lets_markup_through(source):
    said = draw(
        source, evil=EVIL, pairs=[(EVIL, EVIL)], items=[{"title": EVIL, "who": EVIL, "detail": EVIL, "href": EVIL}], views=[(EVIL, EVIL, 1, True)]
    )
    assert "<script" not in said
    assert "&lt;script" in said
    assert not re.search(r'="[^"]*"[^\s>/]', said)


def test_a_deadline_speaks_in_words_and_names_the_moment():
    said = draw("{% deadline due now %}", due=NOW - timedelta(hours=3), now=NOW)
    assert said == '<span class="tag t-late" title="Hạn 11:05, thứ Sáu 20/11/2026">quá hạn 3 giờ</span>'


def test_an_unknown_tone_is_a_fault_of_the_template():
    with pytest.raises(TemplateSyntaxError):
        draw('{% tag "x" "pink" %}')


def test_a_form_carries_token_key_and_sequence():
    said = draw("{% post_form '/x' seq=3 files=True %}<i></i>{% endpost_form %}", RequestFactory().get("/"))
    assert 'enctype="multipart/form-data"' in said
    assert re.search(r'name="csrfmiddlewaretoken" value="\w{64}"', said)
    assert re.search(r'name="key" value="[0-9a-f-]{36}"', said)
    assert 'name="expected_seq" value="3"' in said
    assert "<i></i></form>" in said


def test_a_form_shown_again_keeps_its_key():
    said = draw("{% post_form %}{% endpost_form %}", RequestFactory().post("/", {"key": "k1"}))
    assert 'name="key" value="k1"' in said


def test_the_pager_keeps_the_filters_and_leads_back():
    request = RequestFactory().get("/?state=a&cursor=x")
    said = draw("{% pager 'next' shown=3 noun='hồ sơ' %}", request)
    assert 'href="?state=a&amp;cursor=next"' in said
    assert 'href="?state=a">Về đầu danh sách' in said
    assert draw("{% pager None %}", RequestFactory().get("/")) == ""


def test_a_field_ties_label_hint_and_error_to_its_control():
    said = draw("{% field form.id_number %}", form=gallery.sample(wrong=True))
    assert '<label for="wrong_id_number">' in said
    assert 'aria-describedby="wrong_id_number_hint wrong_id_number_error"' in said
    assert 'aria-invalid="true"' in said
    assert 'id="wrong_id_number_error">Số định danh cá nhân phải có 12 chữ số, hiện có 8.' in said
    assert 'value="0751 9000"' in said


def test_the_summary_of_errors_links_to_each_field_in_the_order_of_the_form():
    said = draw("{% form_errors form %}", form=gallery.sample(wrong=True))
    assert re.findall(r'href="#(\w+)"', said) == ["wrong_id_number", "wrong_birth_on", "wrong_ward_code", "wrong_channel_out_0"]
    assert draw("{% form_errors form %}", form=gallery.sample(wrong=False)) == ""


def test_filters_of_text():
    assert draw("{{ d|dong }} {{ n|number }} {{ s|duration }} {{ m|moment }} {{ m|day }}", d=25000, n=1234, s=5400, m=NOW) == (
        "25.000 đồng 1.234 1 giờ 30 phút làm việc 14:05, thứ Sáu 20/11/2026 20/11/2026"
    )


def test_a_timeline_takes_dicts_and_objects():
    said = draw("{% timeline items %}", items=[{"title": "Tiếp nhận", "at": NOW}, SimpleNamespace(title="Ký", state="now")])
    assert said.count("<li") == 2
    assert 'aria-current="step"' in said


@pytest.mark.parametrize(
    "source",
    [
        "{% document_card evil evil note=evil state=evil %}", "{% document_card evil %}", "{% person_line evil evil evil href=evil note=evil %}",
        "{% checklist items %}", "{% check_row evil evil note=evil law=evil %}", "{% results items evil %}",
        "{% diff rows evil %}", "{% history items %}",
        "{% sourced evil evil evil 'known' %}", "{% toolbar evil evil %}{% endtoolbar %}", "{% pick_day evil evil evil %}",
        "{% share_bar evil shares %}",
        "{% bars evil items unit=evil %}", "{% spark values evil %}", "{% steps way %}", "{% calendar_month 2026 11 items %}",
    ],
)  # fmt: skip
def test_no_component_of_figures_and_papers_lets_markup_through(source):
    one = dict.fromkeys(("label", "note", "law", "sentence", "href", "who", "what", "why", "mark"), EVIL)
    items = [one | {"ok": True, "value": 3, "at": NOW, "on": NOW.date(), "tone": "ok", "state": ""}]
    said = draw(source, evil=EVIL, items=items, rows=[(EVIL, EVIL, "")], shares=[(EVIL, 3, "ok", EVIL)], values=[1, 2], way=[(EVIL, "now", EVIL)])
    assert "<script" not in said
    assert "&lt;script" in said


def test_a_paper_says_what_lies_in_the_folder_and_what_the_file_is():
    said = draw('{% document_card "Tờ khai" "/x" originals=1 copies=2 media="application/pdf" size=2516582 %}')
    assert "1 bản chính, 2 bản sao · PDF, 2,4 MB" in said
    assert "chưa có bản quét" in draw('{% document_card "Tờ khai" originals=1 %}')


def test_a_bulk_act_tells_the_refused_first_and_that_nothing_was_written_for_them():
    rows = [{"label": "A", "ok": True}, {"label": "B", "ok": False, "sentence": "Vừa có người nhận."}]
    said = draw('{% results rows "đã bàn giao" %}', rows=rows)
    assert said.index(">B<") < said.index(">A<")
    assert "<strong>1</strong> hồ sơ đã bàn giao" in said
    assert "không có gì bị ghi" in said


def test_shares_are_told_with_figure_and_percent_and_survive_nothing_at_all():
    said = draw("{% share_bar 'Đang giữ' shares %}", shares=[("đúng hạn", 3, "ok"), ("quá hạn", 1, "late")])
    assert 'aria-label="Đang giữ: đúng hạn 3; quá hạn 1"' in said
    assert "quá hạn 1 (25 %)" in said
    assert 'x="75.00" width="25.00"' in said
    assert "<svg" not in draw("{% share_bar 'Đang giữ' shares %}", shares=[("quá hạn", 0, "late")])


def test_bars_bring_their_table():
    said = draw("{% bars 'Quá hạn' rows unit='hồ sơ' %}", rows=[{"label": "A", "value": 4}, {"label": "B", "value": 1}])
    assert 'width="25.00"' in said
    assert said.count('<td class="num"') == 2
    assert "Chưa có số liệu" in draw("{% bars 'Quá hạn' rows %}", rows=[])


def test_a_spark_says_its_lowest_highest_and_last():
    assert "thấp nhất 2, cao nhất 9, mới nhất 5" in draw("{% spark v 'Trễ' %}", v=[9, 2, 5])
    assert draw("{% spark v %}", v=[]) == '<span class="dim">–</span>'


def test_a_month_marks_days_and_says_why():
    days = [
        {"on": date(2026, 9, 2), "mark": "nghỉ", "tone": "stop", "why": "nghỉ lễ Quốc khánh"},
        {"on": date(2026, 10, 2), "mark": "x", "tone": "ok", "why": "y"},
    ]
    said = draw("{% calendar_month 2026 9 days %}", days=days)
    assert "Tháng 9/2026" in said
    assert said.count("<tr>") == 6
    assert "thứ Tư 02/09/2026: nghỉ lễ Quốc khánh" in said
    assert "02/10/2026" not in said


def test_a_difference_leaves_out_what_is_the_same():
    said = draw("{% diff rows %}", rows=[("Phí", "1", "2"), ("Tên", "a", "a")])
    assert "<del>1</del>" in said
    assert "<ins>2</ins>" in said
    assert "Tên" not in said


def test_an_act_tells_its_letter_to_eye_and_script():
    assert draw("{% act 'Thẩm định' '/x' key='t' %}") == '<li><a class="button b-plain" href="/x" data-key="t">Thẩm định</a></li>'


def test_many_filters_fold_on_a_phone_and_stand_open_when_in_use():
    source = "{% filters %}{% seek 'q' 'Tìm' %}{% choose 'a' 'A' none %}{% tick 'b' 'B' %}{% endfilters %}"
    assert 'class="fold"' in draw(source, RequestFactory().get("/?q=x"), none=[])
    assert "checked" not in draw(source, RequestFactory().get("/?q=x"), none=[])
    assert "checked" in draw(source, RequestFactory().get("/?a=x"), none=[])
    assert "fold" not in draw("{% filters %}{% seek 'q' 'Tìm' %}{% endfilters %}", RequestFactory().get("/"))
