from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Measured",
            fields=[
                ("dossier", models.TextField(primary_key=True, serialize=False)),
                ("seq", models.IntegerField()),
                ("at", models.DateTimeField()),
                ("open", models.BooleanField()),
                ("used", models.BigIntegerField()),
                ("allowed", models.BigIntegerField()),
                ("late", models.BigIntegerField()),
            ],
            options={
                "db_table": "indicators_measured",
                "indexes": [models.Index(fields=["at", "dossier"], condition=models.Q(("open", True)), name="measured_open")],
            },
        ),
        migrations.CreateModel(
            name="Spent",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("dossier", models.TextField()),
                ("agency", models.TextField()),
                ("unit", models.TextField()),
                ("kind", models.TextField()),
                ("used", models.BigIntegerField()),
                ("allotted", models.BigIntegerField()),
                ("late", models.BigIntegerField()),
            ],
            options={
                "db_table": "indicators_spent",
                "indexes": [
                    models.Index(fields=["dossier"], name="spent_dossier"),
                    models.Index(fields=["agency", "dossier"], name="spent_agency"),
                ],
            },
        ),
    ]
