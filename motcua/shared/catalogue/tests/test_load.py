import time

import pytest

from motcua.shared.catalogue import actions, knowledge, queries
from motcua.shared.catalogue.models import ProcedureVersion, ProcessVersion, RuleSetVersion
from motcua.shared.catalogue.tests.make import AT, BY, FROM
from motcua.shared.journal import queries as journal

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_shipped_catalogue_loads_quickly_and_only_once() -> None:
    seen: list[tuple[int, int]] = []
    began = time.process_time()
    report = actions.load_shipped(by=BY, at=AT, progress=lambda done, total: seen.append((done, total)))
    assert time.process_time() - began < 15
    assert (len(report.published), len(report.unchanged), len(report.problems)) == (456, 0, 69)
    assert seen[-1] == (456, 456)
    assert (ProcedureVersion.objects.count(), ProcessVersion.objects.count(), RuleSetVersion.objects.count()) == (436, 20, 3)
    assert queries.counts() == {"procedures": 436, "popular": 77, "accepted": 433, "by_level": {"xa": 177, "huyen": 43, "tinh": 213}}
    again = actions.load_shipped(by=BY, at=AT)
    assert (again.published, len(again.unchanged)) == ((), 456)
    assert ProcedureVersion.objects.count() == 436
    shipped = actions.import_file(knowledge.DATA / "procedures.json", dry_run=True, by=BY, at=AT)
    assert (shipped.published, len(shipped.unchanged)) == ((), 436)
    head = journal.head("procedure:1.001193")
    assert head is not None
    assert (head.seq, head.agency) == (1, "000.00.00.H19")
    birth = queries.procedure("1.001193", on=FROM)
    assert birth is not None
    assert (birth.version, birth.term, birth.rule_set) == (1, "1wd;c15", "nd-61-2018")
