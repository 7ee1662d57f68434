"""The areas of what is regulated: calendars, catalogue, rule sets, with how each stands. Registered for the index `/quan-tri`."""

from datetime import datetime

from django.db.models import Count, Q

from motcua.base.time import VN
from motcua.shared.calendars import queries as calendars
from motcua.shared.calendars.calendar_data import PROVINCIAL
from motcua.shared.catalogue import queries, rules
from motcua.steering.administration.areas import GROUPS, Area, Figure, register

AUTUMN = 11


def calendar_figures(at: datetime) -> list[Figure]:
    """How far the calendar is published, how many agencies have their own. Next year's is announced in autumn."""
    last = calendars.calendar_for(None).published[1]
    tone = "late" if last < at.year else "soon" if last == at.year and at.month >= AUTUMN else ""
    own = sum(row.name != PROVINCIAL for row, _ in calendars.published())
    return [Figure("đã công bố đến năm", str(last), tone), Figure("lịch riêng của cơ quan", own)]


def catalogue_figures(at: datetime) -> list[Figure]:
    """How many procedures are accepted, how many have something open."""
    rows = queries.newest_versions().aggregate(
        here=Count("code", filter=Q(accepted=True)), not_here=Count("code", filter=Q(accepted=False)), doubtful=Count("code", filter=Q(doubts__gt=0))
    )
    return [Figure("tiếp nhận", rows["here"]), Figure("không tiếp nhận", rows["not_here"]), Figure("có chỗ chưa chắc", rows["doubtful"])]


def rule_figures(at: datetime) -> list[Figure]:
    """Which rule set holds today, and how many of its values are guesses."""
    law = rules.rule_set_on(at.astimezone(VN).date())
    guessed = sum(value.certainty not in ("V", "K-hi") for value in law.values.values())
    return [Figure("đang dùng", law.basis[0]), Figure("giá trị cần đối chiếu", guessed)]


def areas() -> None:
    """To be called in `AppConfig.ready`."""
    group = GROUPS[1]
    register(
        Area(
            "calendars", "Lịch làm việc", "admin_calendars", "Ngày nghỉ, làm bù, giờ làm việc mà mọi thời hạn đếm theo.", calendar_figures, group, 10
        )
    )
    register(
        Area(
            "catalogue", "Danh mục thủ tục", "admin_procedures", "Phiên bản, giấy tờ, phí, thời hạn, quy trình nội bộ.", catalogue_figures, group, 20
        )
    )
    register(Area("rules", "Bộ quy tắc", "admin_rules", "Luật thành dữ liệu, mỗi giá trị có điều khoản và mức chắc chắn.", rule_figures, group, 30))
    register(Area("history", "Lịch sử thay đổi", "admin_history", "Ai đã thay đổi gì, lúc nào, vì sao.", group=group, order=90))
