"""The log of the door is only added to."""

from django.db import migrations

FORWARD = """
create function identity_door_stays() returns trigger language plpgsql as $$
begin
  raise exception '% on identity_doorevent is refused: the log of the door is append-only', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger identity_door_append_only before update or delete or truncate on identity_doorevent
  for each statement execute function identity_door_stays();
"""
BACKWARD = """
drop trigger identity_door_append_only on identity_doorevent;
drop function identity_door_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0003_door_event")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
