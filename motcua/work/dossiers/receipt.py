"""What a receipt (giấy tiếp nhận) says of itself, under the node's key: one line for its QR code and for the file.

It stands behind the `#` of the address, which browsers never send: `/kiem-chung` reads and checks it on the citizen's own device. It carries what
Circular 01/2023/TT-VPCP asks of such a code at least (dossier, procedure, identifier of the applicant, which paper), and the two moments that
matter. The agency is the beginning of the dossier's code.
"""

import re
from datetime import datetime

from motcua.base.time import VN
from motcua.shared.journal import keys, statements
from motcua.work.dossiers import queries
from motcua.work.dossiers.models import Dossier

KIND = "r1"
PAGE = "kiem-chung"
LONGEST = 200
MOMENT = "%Y%m%d%H%M%S"
NOT_IDENTIFIER = re.compile(r"[^0-9A-Za-z-]", re.ASCII)
IDENTIFIER_LENGTH = 14


def receipt_statement(row: Dossier, promised: datetime | None = None, id_number: str | None = None) -> str:
    """`r1~code~procedure~accepted at~due at~identifier~signature`; moments as yyyymmddhhmmss in Vietnam's time. At most 200 characters.

    `promised` is the due moment that the paper says, else the one in force; `id_number` saves looking it up. The same paper gives the same line;
    at this length a QR code of 25 mm stays easy to read.
    """
    said = promised or row.due_at
    number = queries.content_of(row.code).id_number if id_number is None else id_number
    identifier = NOT_IDENTIFIER.sub("", number)[:IDENTIFIER_LENGTH]
    due = said.astimezone(VN).strftime(MOMENT) if said else ""
    return statements.sign(keys.private_key(), [KIND, row.code, row.procedure, row.accepted_at.astimezone(VN).strftime(MOMENT), due, identifier])


def address(row: Dossier, site: str, promised: datetime | None = None, id_number: str | None = None) -> str:
    """What stands in the QR code of form 01: the page that checks the receipt in the browser and leads on to tracking. `site` ends with a slash."""
    return f"{site}{PAGE}#{receipt_statement(row, promised, id_number)}"
