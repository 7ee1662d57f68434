"""Counting tries over all processes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from django.http import HttpRequest
from django.test import RequestFactory

from motcua.base.errors import Throttled
from motcua.base.time import VN
from motcua.shared.identity import throttle
from motcua.shared.identity.http import client_address
from motcua.shared.identity.models import Attempt

AT = datetime(2025, 3, 3, 8, 0, tzinfo=VN)


def _hit(seconds: float = 0, key: str = "a", limit: int = 2) -> None:
    throttle.hit("track", key, limit, 60, AT + timedelta(seconds=seconds))


@pytest.mark.django_db
def test_more_than_the_limit_waits_until_the_window_is_over() -> None:
    _hit()
    _hit(10)
    with pytest.raises(Throttled) as refused:
        _hit(20)
    assert (refused.value.retry_after, refused.value.detail) == (40, "Đã thử quá 2 lần. Xin chờ 40 giây rồi thử lại.")
    with pytest.raises(Throttled) as late:
        _hit(59.9)
    assert late.value.retry_after == 1
    _hit(60)
    assert Attempt.objects.get().count == 1


@pytest.mark.django_db
def test_keys_and_buckets_are_counted_apart_and_kept_as_digests() -> None:
    _hit(limit=1)
    _hit(key="b", limit=1)
    throttle.hit("other", "a", 1, 60, AT)
    assert Attempt.objects.count() == 3
    assert {len(key) for key in Attempt.objects.order_by("key").values_list("key", flat=True)} == {64}


@pytest.mark.django_db
def test_a_clock_that_went_far_back_begins_a_new_window() -> None:
    _hit(3600)
    _hit(3600)
    _hit(0)
    assert Attempt.objects.get().since == AT


@pytest.mark.django_db
def test_good_tries_are_taken_back_and_old_counts_purged() -> None:
    _hit()
    throttle.forgive("track", "a")
    throttle.forgive("track", "a")
    assert Attempt.objects.get().count == 0
    throttle.clear("track", "a")
    assert Attempt.objects.count() == 0
    _hit()
    assert throttle.purge(AT + timedelta(days=1)) == 0
    assert throttle.purge(AT + timedelta(days=1, seconds=1)) == 1


@pytest.mark.django_db
def test_a_hit_is_one_statement(queries: Any) -> None:
    with queries(1):
        _hit()


@pytest.mark.django_db(transaction=True)
def test_nobody_slips_through_between_connections() -> None:
    def tried() -> bool:
        try:
            _hit(limit=10)
        except Throttled:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(8) as pool:
        passed = [call.result() for call in [pool.submit(tried) for _ in range(40)]]
    assert sum(passed) == 10
    assert Attempt.objects.get().count == 40


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "address"),
    [
        ("10.0.0.1", "1.2.3.4", 0, "10.0.0.1"),
        ("10.0.0.1", "6.6.6.6, 1.2.3.4", 1, "1.2.3.4"),
        ("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", 2, "1.2.3.4"),
        ("10.0.0.1", "", 1, "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", 0, "2001:db8:1:2::/64"),
        ("", "", 0, ""),
    ],
)
def test_the_address_that_counts(settings: Any, remote: str, forwarded: str, proxies: int, address: str) -> None:
    settings.TRUSTED_PROXIES = proxies
    request: HttpRequest = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded} if forwarded else {}, REMOTE_ADDR=remote)
    assert client_address(request) == address
