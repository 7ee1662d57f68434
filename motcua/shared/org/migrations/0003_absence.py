"""Absences (vắng mặt); a change of them moves the stamp of the organisation as every other does."""

from django.db import migrations, models

FORWARD = (
    "create trigger org_absence_stamp after insert or update or delete or truncate on org_absence for each statement execute function org_stamp_move();"
)
BACKWARD = "drop trigger org_absence_stamp on org_absence;"


class Migration(migrations.Migration):
    dependencies = [("org", "0002_stamp")]
    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.CharField(max_length=80, primary_key=True, serialize=False, verbose_name="mã")),
                ("username", models.CharField(db_index=True, max_length=60, verbose_name="người vắng")),
                ("agency", models.CharField(db_index=True, max_length=40, verbose_name="cơ quan")),
                ("substitute", models.CharField(max_length=60, verbose_name="người làm thay")),
                ("kind", models.CharField(max_length=12, verbose_name="lý do")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                ("recorded_by", models.CharField(max_length=120, verbose_name="người ghi")),
                ("recorded_at", models.DateTimeField()),
                ("ended_by", models.CharField(default="", max_length=120, verbose_name="người kết thúc")),
            ],
            options={
                "verbose_name": "vắng mặt",
                "verbose_name_plural": "vắng mặt",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("valid_to__gte", models.F("valid_from"))), name="org_absence_days"),
                    models.CheckConstraint(condition=models.Q(("username", models.F("substitute")), _negated=True), name="org_absence_two"),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
