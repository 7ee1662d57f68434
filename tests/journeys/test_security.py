"""One's own account: one-time codes and passkeys, from the page that offers them to the next sign-in, in a browser with a virtual key."""

import base64
import re
import time
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp

from motcua.shared.org.demo import PASSWORD
from tests.instance import Instance

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Account:
    """A browser on `localhost` (passkeys need a name), with a key built in, and one officer's account."""

    def __init__(self, page: Any, instance: Instance, username: str) -> None:
        self.page, self.username = page, username
        self.url = f"http://localhost:{instance.port}"
        devices = page.context.new_cdp_session(page)
        devices.send("WebAuthn.enable")
        devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    def password(self) -> None:
        self.page.goto(f"{self.url}/dang-nhap")
        self.page.get_by_label("Tên đăng nhập").fill(self.username)
        self.page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập", exact=True).click()

    def leave(self) -> None:
        self.page.context.clear_cookies()

    def open(self, link: str) -> None:
        self.page.goto(f"{self.url}/bao-mat")
        self.page.get_by_role("link", name=link, exact=True).click()
        self.page.get_by_label("Mật khẩu hiện tại").fill(PASSWORD)


def _code(secret: str, step: int = 0) -> str:
    return str(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + step)))


def test_one_time_codes_from_turning_on_to_off(page: Any, instance: Instance) -> None:
    account = Account(page, instance, instance.people("specialist", "000.09.25.H19")[0].username)
    account.password()
    account.open("Bật mã dùng một lần")
    secret = re.sub(r"\s", "", page.locator("figcaption code").inner_text())
    assert len(base64.b32decode(secret)) >= 20
    assert page.locator("figure svg").count() == 1
    page.get_by_label("Mã 6 số trên điện thoại").fill("000000")
    page.get_by_role("button", name="Bật mã dùng một lần").click()
    assert "Mã không đúng" in page.locator("main").inner_text()
    page.get_by_label("Mật khẩu hiện tại").fill(PASSWORD)
    page.get_by_label("Mã 6 số trên điện thoại").fill(_code(secret, -1))
    page.get_by_role("button", name="Bật mã dùng một lần").click()
    spare = page.locator(".stat b").first.inner_text()
    account.leave()
    account.password()
    page.get_by_label("Mã xác nhận").fill(_code(secret))
    page.get_by_role("button", name="Xác nhận").click()
    page.wait_for_url(re.compile(r"/(ban-lam-viec|lanh-dao|dieu-hanh|quan-tri)"))
    account.leave()
    account.password()
    page.get_by_label("Mã xác nhận").fill(spare)
    page.get_by_role("button", name="Xác nhận").click()
    page.goto(f"{account.url}/bao-mat")
    assert "Còn 9 mã" in page.locator("main").inner_text()
    account.open("Tắt")
    page.get_by_role("button", name="Tắt mã dùng một lần").click()
    assert "Đã tắt mã dùng một lần" in page.locator("main").inner_text()


def test_a_passkey_signs_in_alone_and_after_the_password(page: Any, instance: Instance) -> None:
    account = Account(page, instance, instance.people("specialist", "000.10.25.H19")[0].username)
    account.password()
    account.open("Thêm khóa")
    page.get_by_label("Tên gọi của khóa").fill("Điện thoại")
    page.get_by_role("button", name="Tạo khóa").click()
    page.get_by_role("link", name="Tôi đã cất mã").click()
    assert "Điện thoại" in page.locator("main").inner_text()
    account.leave()
    page.goto(f"{account.url}/dang-nhap")
    page.get_by_role("link", name="Đăng nhập bằng khóa").click()
    page.get_by_role("button", name="Dùng khóa đăng nhập").click()
    page.wait_for_url(re.compile(r"/(ban-lam-viec|lanh-dao|dieu-hanh|quan-tri)"))
    account.leave()
    account.password()
    page.get_by_role("button", name="Dùng khóa đăng nhập").click()
    page.wait_for_url(re.compile(r"/(ban-lam-viec|lanh-dao|dieu-hanh|quan-tri)"))
    page.goto(f"{account.url}/bao-mat")
    page.get_by_role("link", name="Gỡ khóa Điện thoại").click()
    page.get_by_label("Mật khẩu hiện tại").fill(PASSWORD)
    page.get_by_role("button", name="Gỡ khóa").click()
    assert "Đã gỡ khóa đăng nhập" in page.locator("main").inner_text()
