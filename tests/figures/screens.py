"""The screens whose weight and statements are held. Limits are for a first visit, compressed: 30 KB for citizens, 60 KB for officers."""

from dataclasses import dataclass

COMMUNE, PROCEDURE = "000.01.25.H19", "1.010803"
PUBLIC, OFFICER = 30 * 1024, 60 * 1024
FILES = 26 * 1024  # what an officer's page brings along at most, beside itself
PER_ACT = {"by_actions": 20, "by_http": 26}


@dataclass(frozen=True, slots=True)
class Screen:
    """`role`: who sees it, empty for everybody. `statements`: what one visit may ask the database, however long the list is.

    `{code}` in the path is a dossier that was just accepted, `{secret}` its secret; a `form` is sent by POST.
    """

    name: str
    path: str
    role: str
    statements: int
    form: dict[str, str] | None = None

    @property
    def limit(self) -> int:
        return OFFICER if self.role else PUBLIC

    def filled(self, values: dict[str, str]) -> dict[str, str] | None:
        """The form with `{code}` and `{secret}` filled in."""
        return {name: text.format(**values) for name, text in self.form.items()} if self.form else None


SCREENS = (
    Screen("home", "/", "", 6),
    Screen("finder", "/thu-tuc", "", 2),
    Screen("finder, searching", "/thu-tuc?q=ho+kinh+doanh", "", 2),
    Screen("procedure", f"/thu-tuc/{PROCEDURE}", "", 3),
    Screen("tracking, asking", "/tra-cuu", "", 2),
    Screen("tracking, answer", "/tra-cuu", "", 5, form={"code": "{code}", "secret": "{secret}"}),
    Screen("papers of a procedure", f"/thu-tuc/{PROCEDURE}/giay-to", "", 2),
    Screen("verification", "/kiem-chung", "", 2),
    Screen("balance", "/can-doi", "", 8),
    Screen("sign-in", "/dang-nhap", "", 2),
    Screen("desk", "/ban-lam-viec", "counter", 10),
    Screen("counter, procedure", "/tiep-nhan", "counter", 5),
    Screen("counter, filing", f"/tiep-nhan/{PROCEDURE}", "counter", 5),
    Screen("counter, many applicants", f"/tiep-nhan/{PROCEDURE}/hang-loat", "counter", 5),
    Screen("counter, accepted", "/tiep-nhan/da-nhan/{code}", "counter", 9),
    Screen("counter, results", "/tra-ket-qua", "counter", 9),
    Screen("dossier", "/ho-so/{code}", "counter", 16),  # the unit's notes and the draft of the result ask one each
    Screen("why this date", "/ho-so/{code}/han", "counter", 6),
    Screen("form of an act", "/ho-so/{code}/ban-giao", "counter", 8),
    Screen("batch hand-over", "/ban-giao", "counter", 8),
    Screen("batch take-over", "/ky-nhan", "specialist", 7),
    Screen("search", "/tim?xong=1", "counter", 9),
    Screen("today", "/tiep-nhan/hom-nay", "counter", 10),
    Screen("leader", "/lanh-dao", "leader", 14),
    Screen("leader, to decide", "/lanh-dao?nhom=quyet-dinh", "leader", 12),
    Screen("leader, reading", "/lanh-dao/{code}", "leader", 20),
    Screen("leader, signing many", "/lanh-dao/ky-loat", "leader", 10),
    Screen("work in hand", "/khoi-luong", "leader", 8),
    Screen("work in hand, a list", "/khoi-luong/danh-sach?so=dang-giu", "leader", 9),
    Screen("absences", "/vang-mat", "leader", 7),
    Screen("violations", "/vi-pham", "leader", 16),
    Screen("tasks", "/viec", "leader", 9),
    Screen("steering, overview", "/dieu-hanh", "leader", 24),
    Screen("steering, map", "/dieu-hanh/ban-do", "leader", 12),
    Screen("steering, where dossiers wait", "/dieu-hanh/noi-cho", "leader", 14),
    Screen("steering, agencies compared", "/dieu-hanh/so-sanh", "leader", 12),
    Screen("steering, Monday", "/dieu-hanh/thu-hai", "leader", 24),
)
