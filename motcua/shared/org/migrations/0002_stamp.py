"""Every change of the organisation's tables rewrites one row, with a number never used before: processes compare it to know that their copy is fresh."""

from django.db import migrations

TABLES = ("org_agency", "org_unit", "org_person", "org_post", "org_mandate")
FORWARD = """
create sequence org_stamp_number;
create function org_stamp_move() returns trigger language plpgsql as $$
begin
  insert into org_stamp (id, value) values (1, nextval('org_stamp_number'))
    on conflict (id) do update set value = excluded.value;
  return null;
end $$;
""" + "".join(
    f"create trigger {table}_stamp after insert or update or delete or truncate on {table} for each statement execute function org_stamp_move();\n"
    for table in TABLES
)
BACKWARD = (
    "".join(f"drop trigger {table}_stamp on {table};\n" for table in TABLES) + "drop function org_stamp_move();\ndrop sequence org_stamp_number;\n"
)


class Migration(migrations.Migration):
    dependencies = [("org", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
