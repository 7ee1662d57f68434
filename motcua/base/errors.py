"""Refusals: every one is a sentence in Vietnamese for the person, and changes nothing.

`Refused` is raised beside the action; one middleware shows it on screens, one handler as problem+json (RFC 9457).
"""

from collections.abc import Mapping


class Refused(Exception):
    """A refusal. `detail` is the sentence for the person, `fields` maps a field's name to its own sentence."""

    kind = "refused"
    status = 409
    title = "Không thực hiện được"

    def __init__(self, detail: str, *, fields: Mapping[str, str] | None = None, **extra: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.fields = dict(fields or {})
        self.extra = extra


class BadRequest(Refused):
    kind, status, title = "bad_request", 400, "Yêu cầu không đọc được"


class KeyMissing(BadRequest):
    kind, title = "key_missing", "Thiếu khóa chống lặp"


class NotSignedIn(Refused):
    kind, status, title = "not_signed_in", 401, "Chưa đăng nhập"


class Forbidden(Refused):
    kind, status, title = "forbidden", 403, "Không thuộc thẩm quyền"


class NotFound(Refused):
    kind, status, title = "not_found", 404, "Không tìm thấy"


class WrongMoment(Refused):
    kind, status, title = "wrong_moment", 409, "Chưa đến lúc hoặc đã qua lúc"


class Stale(Refused):
    """Somebody wrote before: `seq` is where the stream stands now."""

    kind, status, title = "stale", 409, "Hồ sơ vừa thay đổi"

    def __init__(self, detail: str, *, seq: int) -> None:
        super().__init__(detail, seq=seq)
        self.seq = seq


class TooLarge(Refused):
    kind, status, title = "too_large", 413, "Quá dung lượng"


class UnsupportedType(Refused):
    kind, status, title = "unsupported_type", 415, "Loại dữ liệu không nhận"


class Invalid(Refused):
    kind, status, title = "invalid", 422, "Thông tin chưa đúng"


class KeyReused(Refused):
    kind, status, title = "key_reused", 422, "Khóa chống lặp đã dùng cho nội dung khác"


class Throttled(Refused):
    kind, status, title = "throttled", 429, "Quá nhiều lần thử"

    def __init__(self, detail: str, *, retry_after: int) -> None:
        super().__init__(detail, retry_after=retry_after)
        self.retry_after = retry_after


class Unavailable(Refused):
    kind, status, title = "unavailable", 503, "Hệ thống tạm gián đoạn"
