"""What changed between two versions of a procedure, in plain Vietnamese. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from motcua.shared.calendars.engine import Term
from motcua.shared.catalogue import rules, shares
from motcua.shared.catalogue.fees import dong
from motcua.shared.catalogue.procedure import CHANNELS, LEVELS, PLACES, ROLES, Channel, Paper, Procedure, Step

Row = TypeVar("Row")


def _law(code: str) -> str:
    """A rule set by its decree."""
    return rules.rule_set(code).basis[0] if code in rules.codes() else code


PLAIN: Final[tuple[tuple[str, str, Callable[[Procedure], str]], ...]] = (
    ("Tên", "name", lambda it: it.name),
    ("Lĩnh vực", "field", lambda it: it.field),
    ("Cấp giải quyết", "level", lambda it: LEVELS[it.level]),
    ("Quyết định công bố", "decision", lambda it: it.decision or "chưa rõ"),
    ("Tiếp nhận ở đây", "accepted", lambda it: "có" if it.accepted else f"không: {it.why_not}"),
    ("Đối tượng", "subjects", lambda it: "; ".join(it.subjects) or "chưa rõ"),
    ("Kết quả", "results", lambda it: "; ".join(it.results) or "chưa rõ"),
    ("Bộ quy tắc", "rule_set", lambda it: _law(it.rule_set)),
    ("Thủ tục phổ biến", "popular", lambda it: "có" if it.popular else "không"),
    ("Trường hợp mặc định", "default_case", lambda it: it.default_case or "hồ sơ chung"),
    ("Sở phụ trách", "department", lambda it: it.department or "không"),
    ("Quy trình có tên", "process", lambda it: it.process or "không"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: where, what stood before and what stands now; an empty side means that there was or is nothing."""

    part: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """For one line."""
        if not self.before:
            return f"{self.part}: thêm {self.after}."
        if not self.after:
            return f"{self.part}: bỏ {self.before}."
        return f"{self.part}: {self.before} → {self.after}."


def changes(before: Procedure, after: Procedure) -> list[Change]:
    """All differences in the order of a procedure's page; empty when there is none."""
    found = [Change(title, was, now) for title, _, told in PLAIN if (was := told(before)) != (now := told(after))]
    found += _rows(before.channels, after.channels, lambda row: row.channel, lambda row: f"Kênh {CHANNELS[row.channel].lower()}", _channel)
    found += _rows(before.papers, after.papers, lambda row: row.key, lambda row: f"Giấy tờ “{row.name}”", _paper)
    found += _renamed(before.papers, after.papers)
    found += _rows(before.cases, after.cases, lambda row: row.key, lambda row: "Trường hợp", lambda row: f"“{row.name}”")
    found += _rows(before.steps, after.steps, lambda row: str(row.no), lambda row: f"Bước {row.no}", _step)
    found += _sets("Căn cứ pháp lý", before.legal_basis, after.legal_basis)
    found += _sets("Ghi chú", before.notes, after.notes)
    found += _sets("Chỗ chưa chắc", before.assumed, after.assumed)
    return found


def _rows(
    before: Sequence[Row], after: Sequence[Row], key: Callable[[Row], str], part: Callable[[Row], str], told: Callable[[Row], str]
) -> Iterator[Change]:
    old, new = {key(row): row for row in before}, {key(row): row for row in after}
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name), new.get(name)
        said = (told(was) if was is not None else "", told(now) if now is not None else "")
        if said[0] != said[1]:
            shown = now if now is not None else was
            assert shown is not None  # noqa: S101 (the name comes from one of the two)
            yield Change(part(shown), *said)


def _renamed(before: Sequence[Paper], after: Sequence[Paper]) -> Iterator[Change]:
    """Papers that kept their key under another name."""
    known = {row.key: row.name for row in before}
    yield from (Change("Tên giấy tờ", known[row.key], row.name) for row in after if known.get(row.key, row.name) != row.name)


def _sets(part: str, before: Iterable[str], after: Iterable[str]) -> Iterator[Change]:
    old, new = set(before), set(after)
    yield from (Change(part, name, "") for name in sorted(old - new))
    yield from (Change(part, "", name) for name in sorted(new - old))


def _channel(row: Channel) -> str:
    doubt = " (chưa chắc)" if row.term_uncertain else ""
    note = f" ({row.fee_note})" if row.fee_note else ""
    return f"{Term.parse(row.term).in_words()}{doubt}, {dong(row.fee)}{note}"


def _paper(row: Paper) -> str:
    needed = "bắt buộc" if row.required else "khi có"
    case = f", trường hợp {row.group}" if row.group else ""
    return f"{needed}, {row.originals} bản chính, {row.copies} bản sao{case}"


def _step(row: Step) -> str:
    where = row.unit_name or row.agency or PLACES[row.place]
    return f"{row.name} ({ROLES[row.role].lower()}, {where}, {shares.in_words(row.share, row.share_unit)})"
