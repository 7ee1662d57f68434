"""What kinds of tasks there are, who stands in for whom, and until when. Pure."""

import hashlib

TERM = "1wd"
LONGEST_TITLE = 200
KINDS = {
    "task": "Việc được giao",
    "opinion": "Xin ý kiến",
    "violation": "Bất thường cần xử lý",
    "recall": "Đề nghị thu hồi bàn giao",
    "apology": "Xin lỗi và hẹn lại",
}
# An opinion ends when it is answered, an apology when it is signed: the act itself closes the task.
BY_HAND = frozenset({"task", "violation", "recall"})
INSTEAD = ("head_of_unit", "leader")
OFFICE = "chairman_office"
LAST = "admin"
SYSTEM = "system"


def order_of_roles(role: str | None) -> list[str]:
    """Whom to look for inside an agency: the role asked, then a head of unit, then a leader."""
    return list(dict.fromkeys([*([role] if role else []), *INSTEAD]))


def task_id(key: str, before: int) -> str:
    """The id of the task that is opened under a key after `before` others had it: the same wherever it is computed."""
    return hashlib.sha256(f"{key}\n{before}".encode()).hexdigest()[:20]


def stream_of(task: str) -> str:
    return f"task:{task}"


def about_of(stream: str) -> str:
    """The dossier's code in `dossier:<code>`, `opinion:<code>:<n>` and their like; "" for other streams."""
    prefix, _, rest = stream.partition(":")
    return rest.partition(":")[0] if prefix in {"dossier", "supplement", "opinion", "request"} else ""
