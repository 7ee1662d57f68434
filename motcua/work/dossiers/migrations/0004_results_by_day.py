from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """What a counter gave back on a day. Built beside those who work."""

    atomic = False
    dependencies = [
        ("dossiers", "0003_desk_rows"),
    ]
    operations = [
        AddIndexConcurrently(
            "dossier",
            models.Index(fields=["accepting", "ended_at"], condition=models.Q(("ended_at__isnull", False)), name="dossier_ended"),
        ),
    ]
