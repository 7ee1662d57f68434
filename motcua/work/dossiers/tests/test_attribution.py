from hypothesis import given
from hypothesis import strategies as st

from motcua.work.dossiers.attribution import Share, Span, attribute, split

SECONDS = st.integers(0, 10**7)
SPANS = st.lists(st.builds(Span, st.sampled_from("abcd"), SECONDS, SECONDS), min_size=1, max_size=12)


@given(SPANS, SECONDS)
def test_the_parts_add_up_exactly(spans: list[Span], late: int) -> None:
    shares = attribute(spans, late)
    assert sum(share.late for share in shares) == late
    assert all(share.late >= 0 for share in shares)
    assert [share.holder for share in shares] == list(dict.fromkeys(span.holder for span in spans))


@given(SPANS, SECONDS)
def test_who_kept_to_the_share_is_not_late_while_others_did_not(spans: list[Span], late: int) -> None:
    shares = attribute(spans, late)
    if any(share.used > share.allotted for share in shares):
        assert all(share.late == 0 for share in shares if share.used <= share.allotted)


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=9))
def test_a_split_is_whole_and_near_its_proportion(total: int, weights: list[int]) -> None:
    parts = split(total, weights)
    assert sum(parts) == total
    if sum(weights):
        assert all(abs(part - total * w / sum(weights)) < 1 for part, w in zip(parts, weights, strict=True))


def test_the_last_holder_does_not_pay_for_the_first() -> None:
    spans = [Span("xã", 7200, 3600), Span("huyện", 3600, 7200), Span("sở", 5400, 3600)]
    assert attribute(spans, 3000) == [Share("xã", 7200, 3600, 2000), Share("huyện", 3600, 7200, 0), Share("sở", 5400, 3600, 1000)]


def test_what_no_excess_explains_is_laid_on_the_time_used() -> None:
    assert [share.late for share in attribute([Span("a", 100, 100), Span("b", 300, 300)], 40)] == [10, 30]


def test_nobody_is_late_when_nothing_is() -> None:
    assert attribute([Span("a", 5, 1)], 0) == [Share("a", 5, 1, 0)]
    assert split(7, []) == []
