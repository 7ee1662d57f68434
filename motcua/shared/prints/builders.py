"""Which forms exist: the name of the layout in `forms/`, and the builder that says what its data holds."""

from collections.abc import Callable

from motcua.shared.prints import lists, result, sheets, slips
from motcua.shared.prints.data import Given, Paper

BUILDERS: dict[str, Callable[[Given], Paper]] = {
    "receipt": slips.receipt,
    "supplement": slips.supplement,
    "refusal": slips.refusal,
    "apology": slips.apology,
    "stopped": slips.stopped,
    "returned": slips.returned,
    "supplied": slips.supplied,
    "result": result.result,
    "control": lists.control,
    "register": lists.register,
    "hand-over": lists.hand_over,
    "label": lists.label,
    "label-sheet": lists.label,
    "monday": sheets.monday,
}
