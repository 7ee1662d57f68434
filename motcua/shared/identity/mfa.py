"""What django-allauth asks of us about second factors: names, and secrets that do not lie in the clear."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

from motcua.base.errors import WrongMoment

PURPOSE = b"motcua second factors"
LOST = "Khóa của hệ thống đã đổi nên không đọc được lớp bảo vệ thứ hai của tài khoản. Hãy nhờ quản trị hệ thống gỡ nó."
NAMES = {"totp": "Mã dùng một lần", "webauthn": "Khóa đăng nhập", "recovery_codes": "Mã dự phòng"}


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are kept encrypted with a key of the installation; a person is called by the name under which they sign in."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": "Mã hoặc khóa không đúng, hoặc đã hết hiệu lực."}

    def get_totp_issuer(self) -> str:
        return f"{getattr(settings, 'SITE_NAME', 'Một Cửa')} {getattr(settings, 'SITE_PLACE', 'Đồng Nai')}"

    def _get_site_name(self) -> str:
        return self.get_totp_issuer()

    def _get_user_identifier(self, user: AbstractBaseUser) -> str:
        return str(user.pk)

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, object]:
        return {"id": str(user.pk).encode(), "display_name": getattr(user, "name", "") or str(user.pk), "name": str(user.pk)}

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise WrongMoment(
                "Khóa của hệ thống đã đổi nên không đọc được lớp bảo vệ thứ hai của tài khoản. Hãy nhờ quản trị hệ thống gỡ nó."
            ) from error

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        return f"{NAMES[type]} {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(PURPOSE + settings.SECRET_KEY.encode()).digest()))
