"""The demo province: reference data, staff, and a month (or a year) of simulated work done by the real actions."""

from motcua.config.progress import Report


def load(*, size: str = "small", seed: int = 1, progress: Report) -> None:
    """Fill an empty, migrated database; see `loading`. Imported late: the parts of the simulation start before Django does."""
    from motcua.config.demo import loading  # noqa: PLC0415

    loading.load(size=size, seed=seed, progress=progress)
