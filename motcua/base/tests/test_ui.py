import re
from datetime import datetime, timedelta
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
