"""After code and secret were right: a signed note, good for an hour, to ask on about the dossier. It travels in forms, never in addresses."""

from django.core import signing

from motcua.base.errors import Invalid
from motcua.work.dossiers.models import Dossier

SALT = "motcua.services.track"
GOOD_FOR = 3600


class Expired(Invalid):
    kind, title = "expired", "Cần tra cứu lại"

    def __init__(self) -> None:
        super().__init__("Trang tra cứu mở đã lâu. Xin nhập lại mã hồ sơ và mã tra cứu.")


def issue(row: Dossier) -> str:
    return signing.dumps(row.code, salt=SALT)


def dossier(token: str) -> Dossier:
    """The dossier that the note is about. Expired for any other text, and after an hour."""
    try:
        code = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
        return Dossier.objects.get(code=code)
    except (signing.BadSignature, Dossier.DoesNotExist) as error:
        raise Expired from error
