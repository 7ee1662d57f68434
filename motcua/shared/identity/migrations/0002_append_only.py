"""The log of readings is only added to. Emptying it whole is left to the tests' own databases, which are emptied between tests."""

from django.db import migrations

FORWARD = """
create function identity_reading_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' and current_database() like 'test\\_%' then
    return null;
  end if;
  raise exception 'identity_reading is append-only (%)', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger identity_reading_rows before update or delete on identity_reading for each row execute function identity_reading_stays();
create trigger identity_reading_whole before truncate on identity_reading for each statement execute function identity_reading_stays();
"""
BACKWARD = """
drop trigger identity_reading_rows on identity_reading;
drop trigger identity_reading_whole on identity_reading;
drop function identity_reading_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
