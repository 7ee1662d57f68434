"""One thing the import could not use. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Row (from 1), code of the procedure when it has one, the column or field, and a sentence in Vietnamese."""

    row: int
    code: str
    field: str
    sentence: str

    def __str__(self) -> str:
        return f"Dòng {self.row}{f' ({self.code})' if self.code else ''}, cột {self.field}: {self.sentence}"
