"""Refusals of the journal: sentences for the person who wanted to write."""

from motcua.base.errors import Invalid, NotFound, Refused, Stale


class CustodyError(Refused):
    """Whoever does not hold a stream does not write in it."""

    kind, status, title = "custody", 403, "Không đang giữ"


class NotHolder(CustodyError):
    def __init__(self, stream_id: str, *, holder: str, asked: str) -> None:
        super().__init__(
            f"Cơ quan {asked} không giữ {named(stream_id)} nên không ghi được; nơi đang giữ là {holder}.", holder=holder, stream=stream_id
        )


class InTransit(CustodyError):
    def __init__(self, stream_id: str, *, addressee: str) -> None:
        super().__init__(
            f"{named(stream_id, start=True)} đang trên đường tới {addressee}; lúc này chỉ nơi nhận được nhận bàn giao hoặc từ chối nhận.",
            addressee=addressee,
            stream=stream_id,
        )


class NotInTransit(CustodyError):
    kind, status, title = "wrong_moment", 409, "Chưa đến lúc hoặc đã qua lúc"

    def __init__(self, stream_id: str) -> None:
        super().__init__(f"{named(stream_id, start=True)} không đang được bàn giao nên không có gì để nhận hay từ chối.", stream=stream_id)


class NotOpened(CustodyError):
    kind, status, title = "wrong_moment", 409, "Chưa đến lúc hoặc đã qua lúc"

    def __init__(self, stream_id: str) -> None:
        super().__init__(f"{named(stream_id, start=True)} chưa được mở nên chưa bàn giao, nhận hay từ chối được.", stream=stream_id)


class NotProvince(CustodyError):
    def __init__(self, stream_id: str) -> None:
        super().__init__(f"Chỉ nút cấp tỉnh được mở kỳ mới cho {named(stream_id)}.", stream=stream_id)


class Overtaken(Stale):
    """The head moved since it was read, or somebody opened the same stream at the same moment."""

    def __init__(self, stream_id: str, *, seq: int) -> None:
        super().__init__(f"{named(stream_id, start=True)} vừa có người khác ghi thêm. Xin tải lại rồi làm lại.", seq=seq)


class NothingSealed(Invalid):
    def __init__(self, stream_id: str, seqs: list[int]) -> None:
        where = ", ".join(map(str, seqs)) or "nào"
        super().__init__(f"{named(stream_id, start=True)} không có phần niêm phong để xóa ở mục {where}.", fields={"seqs": "Không có gì để xóa."})


class UnknownStream(NotFound):
    def __init__(self, code: str) -> None:
        super().__init__(f"Không có dòng nhật ký nào của {code}.")


def named(stream_id: str, *, start: bool = False) -> str:
    """A stream in a sentence, or at its start."""
    prefix, _, name = stream_id.partition(":")
    words = f"hồ sơ {name}" if prefix == "dossier" else f"dòng nhật ký {stream_id}"
    return words[0].upper() + words[1:] if start else words
