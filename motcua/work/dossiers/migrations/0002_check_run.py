from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="CheckRun",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("found", models.JSONField(default=list)),
            ],
            options={"db_table": "dossiers_check_run"},
        ),
    ]
