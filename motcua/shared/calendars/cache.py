"""The calendars of this process: asked for in every act, so kept in memory (see `base.kept`)."""

from django.db.models import Max

from motcua.base.kept import Kept
from motcua.shared.calendars.models import CalendarVersion
from motcua.shared.calendars.sets import CalendarSet


def newest(_: int = 0) -> CalendarSet:
    """All calendars as the tables have them now."""
    rows = CalendarVersion.objects.order_by("name", "-version").distinct("name").values_list("name", "version", "data")
    return CalendarSet({name: (version, data) for name, version, data in rows})


def _stamp() -> int:
    return int(CalendarVersion.objects.aggregate(last=Max("id"))["last"] or 0)


_kept: Kept[CalendarSet, int] = Kept("calendars", stamp=_stamp, load=newest)
touched, forget = _kept.touched, _kept.forget


def calendars() -> CalendarSet:
    """All calendars, at most `CALENDARS_FRESH_SECONDS` old; inside a transaction that published one, as that transaction sees them."""
    return _kept.get()
