"""The log of readings is only added to."""

from django.db import migrations

FORWARD = """
create function identity_reading_stays() returns trigger language plpgsql as $$
begin
  raise exception '% on identity_reading is refused: the log of readings is append-only', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger identity_reading_append_only before update or delete or truncate on identity_reading
  for each statement execute function identity_reading_stays();
"""
BACKWARD = """
drop trigger identity_reading_append_only on identity_reading;
drop function identity_reading_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
