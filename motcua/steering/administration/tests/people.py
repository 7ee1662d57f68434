"""Who comes to these pages."""

from django.test import Client

from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers.tests.screens import signed_in

CENTRE, OFFICE, INSPECTORATE, COMMUNE = "000.00.00.H19", "000.00.01.H19", "000.00.18.H19", "000.01.25.H19"


def admin() -> Officer:
    return org.colleagues(CENTRE, "admin")[0]


def supervisor() -> Officer:
    return org.colleagues(OFFICE, "supervisor")[0]


def auditor() -> Officer:
    return org.colleagues(INSPECTORATE, "auditor")[0]


def counter() -> Officer:
    return org.colleagues(COMMUNE, "counter")[0]


def browser(officer: Officer) -> Client:
    """A browser signed in as this officer."""
    return signed_in(Client(), officer)
