"""The day of each role, screen by screen, with the acts that belong to it. Data are made by the API beforehand, people act in the browser."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.calls import Province
from tests.journeys import tour
from tests.journeys.walk import Walk

PLACES = {"desktop": "000.16.25.H19", "phone": "000.17.25.H19"}  # a commune of its own for each device, so that days do not meet
PROCEDURE = "1.001193"
INSIDE = "1.010803"  # passes commune, district, department


Prepared = tuple[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Day:
    """Whose day: `prepare` makes what the day needs and names the person, `walk` is what they do with it."""

    role: str
    prepare: Callable[[Province, str], Prepared]
    walk: Callable[[Walk, dict[str, str]], None]


def _anywhere(role: str) -> Callable[[Province, str], Prepared]:
    return lambda province, place: (province.instance.people(role)[0].username, {"place": place})


def _doer(province: Province, dossier: dict[str, Any]) -> str:
    """Who may do what the dossier waits for."""
    person = province.able(dossier)[0].person
    assert person is not None
    return person.username


def with_scan(province: Province, place: str) -> dict[str, Any]:
    """A dossier whose first paper was scanned: the scan is a slip that the product itself prints."""
    api = province.one("counter", place)
    first = province.accept(agency=place)
    slip = api.get(f"dossiers/{first['code']}/prints/01")
    assert slip.raw.startswith(b"%PDF")
    stored = api.upload(slip.raw, "to-khai.pdf").json
    papers = province.papers(PROCEDURE)
    papers[0]["file"] = stored["id"]
    return province.accept(agency=place, papers=papers)


def at_the_counter(province: Province, place: str) -> Prepared:
    """A result that came back, and a dossier still to be handed over."""
    ready = province.until(province.accept(agency=place), "ready")
    waiting = province.accept(agency=place)
    return province.instance.people("counter", place)[0].username, {"ready": ready["code"], "waiting": waiting["code"]}


def counter(walk: Walk, made: dict[str, str]) -> None:
    hands = walk.hands
    walk.see("ban-lam-viec", "/ban-lam-viec")
    walk.see("chon-thu-tuc", "/tiep-nhan?tu=khai+sinh")
    walk.go("/tiep-nhan/" + PROCEDURE)
    hands.applicant("Phạm Thị Ngọc Ánh", number="075190007777")
    walk.press("Đánh dấu đủ giấy tờ bắt buộc")
    walk.see("tiep-nhan")
    walk.press("Tiếp nhận")
    hands.page.wait_for_url("**/tiep-nhan/da-nhan/*")
    walk.see("da-tiep-nhan")
    code = hands.main.locator(".taken .code").inner_text()
    walk.prints(f"/ho-so/{code}/in/01")
    walk.prints(f"/ho-so/{code}/in/tem")
    walk.see("nhieu-nguoi", f"/tiep-nhan/{PROCEDURE}/hang-loat")
    walk.see("quay-trong-ngay", "/tiep-nhan/hom-nay", links=code)
    walk.see("ban-giao", "/ban-giao", links=made["waiting"])
    walk.see("tra-ket-qua", f"/tra-ket-qua?ma={made['ready']}")
    walk.see("so-theo-doi", "/so-theo-doi", links=code)
    walk.prints("/so-theo-doi?dang=pdf")
    walk.see("viec-duoc-giao", "/viec")
    walk.see("ho-so", f"/ho-so/{code}")
    walk.see("vi-sao-ngay-nay", f"/ho-so/{code}/han")


def at_the_desk(province: Province, place: str) -> Prepared:
    """A dossier with a scanned paper in somebody's hands, another on its way to the same person."""
    mine = province.until(with_scan(province, place), "processing")
    who = _doer(province, mine)
    coming, hands = province.accept(INSIDE, agency=place), province.one("counter", place)
    shown = next(act for act in hands.get(f"dossiers/{coming['code']}").json["acts"] if act["act"] == "hand_over")["fields"]
    fields = {name: shown["properties"][name]["examples"][0] for name in shown["required"]}
    assert hands.act(coming["code"], "hand_over", coming["seq"], **fields).status == 200
    return who, {"code": mine["code"], "coming": coming["code"]}


def specialist(walk: Walk, made: dict[str, str]) -> None:
    code = made["code"]
    walk.see("ban-lam-viec", "/ban-lam-viec", links=code)
    walk.see("ky-nhan", "/ky-nhan", links=made["coming"])
    walk.see("ho-so", f"/ho-so/{code}")
    view = walk.main.locator("a[href*='/xem/']").first.get_attribute("href")
    walk.see("xem-giay-to", str(view))
    walk.see("tham-dinh", f"/ho-so/{code}/tham-dinh")
    walk.see("yeu-cau-bo-sung", f"/ho-so/{code}/soan-yeu-cau-bo-sung")
    walk.see("lay-y-kien", f"/ho-so/{code}/lay-y-kien")
    walk.see("du-thao-ket-qua", f"/ho-so/{code}/du-thao")
    walk.see("tim", "/tim?q=nguyen+thi+be&xong=1")
    walk.see("vang-mat", "/vang-mat")
    walk.see("chuc-danh", "/chuc-danh")


def to_sign(province: Province, place: str) -> Prepared:
    """Three dossiers that wait for one leader."""
    waiting = [province.until(province.accept(agency=place), "for_signature") for _ in range(3)]
    return _doer(province, waiting[0]), {"first": waiting[0]["code"], "second": waiting[1]["code"]}


def leader(walk: Walk, made: dict[str, str]) -> None:
    first, second = made["first"], made["second"]
    walk.see("lanh-dao", "/lanh-dao", links=first)
    walk.see("doc-va-ky", f"/lanh-dao/{first}")
    walk.press("Ký duyệt")
    walk.hands.says(f"Đã ký {first}.")
    walk.see("ky-loat", "/lanh-dao/ky-loat", links=second)
    walk.see("cho-quyet-dinh", "/lanh-dao?nhom=quyet-dinh")
    walk.see("khoi-luong", "/khoi-luong")
    walk.see("khoi-luong-danh-sach", "/khoi-luong/danh-sach?so=dang-giu")
    walk.see("dieu-hanh", "/dieu-hanh")
    walk.see("vi-pham", "/vi-pham")


def chairman(walk: Walk, made: dict[str, str]) -> None:
    walk.see("dieu-hanh", "/dieu-hanh?ky=nam")
    walk.see("bang-theo-co-quan", "/dieu-hanh/bang/co-quan?ky=nam")
    walk.see("ban-do", "/dieu-hanh/ban-do?ky=nam")
    walk.see("ban-do-huyen", "/dieu-hanh/ban-do?ky=nam&huyen=000.00.25.H19")
    walk.see("noi-ho-so-cho", "/dieu-hanh/noi-cho?ky=nam")
    walk.see("so-sanh-co-quan", "/dieu-hanh/so-sanh?ky=nam")
    walk.see("danh-sach", "/dieu-hanh/ho-so?so=tre")
    walk.see("cach-tinh", "/dieu-hanh/cach-tinh")
    walk.see("hop-thu-hai", "/dieu-hanh/thu-hai")
    walk.prints("/dieu-hanh/thu-hai/in")
    walk.see("vi-pham", "/vi-pham")
    walk.see("khoi-luong", "/khoi-luong?co-quan=000.00.25.H19")


def admin(walk: Walk, made: dict[str, str]) -> None:
    place = made["place"]
    person = walk.province.instance.people("counter", place)[0].username
    walk.see("quan-tri", "/quan-tri")
    walk.see("co-quan", "/quan-tri/co-quan?cap=huyen")
    walk.see("mot-co-quan", f"/quan-tri/co-quan/{place}")
    walk.see("dien-tap-sap-nhap", f"/quan-tri/sap-nhap?codes={place}&successors=000.01.25.H19&on=01/01/2030")
    walk.see("can-bo", "/quan-tri/can-bo?tu=nguyen+thi&vai-tro=counter")
    walk.see("mot-nguoi", f"/quan-tri/can-bo/{person}")
    walk.see("uy-quyen", "/quan-tri/uy-quyen")
    walk.see("vai-tro", "/quan-tri/vai-tro")
    walk.see("lich", "/quan-tri/lich")
    walk.see("lich-nam", "/quan-tri/lich/provincial")
    walk.see("doi-lich", "/quan-tri/lich/provincial/thay-doi")
    walk.see("danh-muc", "/quan-tri/thu-tuc?tu=khai+sinh")
    walk.see("thu-tuc", f"/quan-tri/thu-tuc/{INSIDE}")
    walk.see("phien-ban-moi", f"/quan-tri/thu-tuc/{INSIDE}/phien-ban-moi")
    walk.see("quy-trinh", f"/quan-tri/thu-tuc/{INSIDE}/quy-trinh")
    walk.see("quy-tac", "/quan-tri/quy-tac/nd-61-2018")
    walk.see("lich-su", "/quan-tri/lich-su")
    walk.see("tinh-trang", "/quan-tri/tinh-trang")
    walk.see("viec-nen", "/quan-tri/viec-nen")
    walk.see("nhat-ky", "/quan-tri/nhat-ky")
    walk.see("bao-mat", "/bao-mat")
    walk.see("tro-giup", "/tro-giup")
    walk.see("phim-tat", "/tro-giup/phim-tat")


def on_the_way(province: Province, place: str) -> Prepared:
    """A dossier of a citizen, with the secret that stands on the slip."""
    made = province.accept(agency=place)
    province.do(made, "hand_over")
    return "", {"code": made["code"], "secret": made["secret"]}


def citizen(walk: Walk, made: dict[str, str]) -> None:
    hands = walk.hands
    walk.see("trang-chu", "/")
    walk.see("tim-thu-tuc", "/thu-tuc?q=" + tour.WORDS.replace(" ", "+"))
    walk.see("thu-tuc", f"/thu-tuc/{INSIDE}?xa=25993")
    walk.see("giay-to-can-mang", f"/thu-tuc/{INSIDE}/giay-to")
    walk.see("tra-cuu", "/tra-cuu")
    hands.track(made["code"], made["secret"])
    walk.see("ho-so-dang-o-dau")
    hands.main.get_by_role("button", name="Vì sao").first.click()
    hands.page.wait_for_url("**/tra-cuu/vi-sao")
    walk.see("vi-sao-ngay-nay")
    walk.see("kiem-chung", "/kiem-chung")
    walk.see("can-doi", "/can-doi")
    walk.see("tro-giup", "/tro-giup")


DAYS = (
    Day("can-bo-mot-cua", at_the_counter, counter),
    Day("chuyen-vien", at_the_desk, specialist),
    Day("lanh-dao", to_sign, leader),
    Day("van-phong-chu-tich", _anywhere("chairman_office"), chairman),
    Day("quan-tri", _anywhere("admin"), admin),
    Day("nguoi-dan", on_the_way, citizen),
)
