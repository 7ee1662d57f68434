"""After every `migrate` the rights are set anew, for tables that have just come too."""

from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate

from motcua.shared.journal import grants


def connect(config: AppConfig) -> None:
    """Listen for the end of migrations of this room (they are announced when all rooms are migrated)."""
    post_migrate.connect(_grant, sender=config, dispatch_uid="journal.grants")


def _grant(sender: AppConfig, **kwargs: Any) -> None:
    if "journal_entry" in connection.introspection.table_names():
        grants.grant_all()
