"""The areas of what is regulated: calendars, catalogue, rule sets, with how each stands. Registered for the index `/quan-tri`."""

from datetime import datetime

from motcua.shared.calendars import queries as calendars
from motcua.shared.calendars.calendar_data import PROVINCIAL
from motcua.steering.administration.areas import GROUPS, Area, Figure, register

AUTUMN = 11


def calendar_figures(at: datetime) -> list[Figure]:
    """How far the calendar is published, how many agencies have their own. Next year's is announced in autumn."""
    last = calendars.calendar_for(None).published[1]
    tone = "late" if last < at.year else "soon" if last == at.year and at.month >= AUTUMN else ""
    own = sum(row.name != PROVINCIAL for row, _ in calendars.published())
    return [Figure("đã công bố đến năm", str(last), tone), Figure("lịch riêng của cơ quan", own)]


def areas() -> None:
    """To be called in `AppConfig.ready`."""
    group = GROUPS[1]
    register(
        Area(
            "calendars", "Lịch làm việc", "admin_calendars", "Ngày nghỉ, làm bù, giờ làm việc mà mọi thời hạn đếm theo.", calendar_figures, group, 10
        )
    )
    register(Area("history", "Lịch sử thay đổi", "admin_history", "Ai đã thay đổi gì, lúc nào, vì sao.", group=group, order=90))
