"""Versions are never edited in place: of a row only `valid_to` of a procedure may change, when the next version is published."""

from django.db import migrations

MAKE = """
CREATE FUNCTION catalogue_never_edited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(OLD) - 'valid_to' IS DISTINCT FROM to_jsonb(NEW) - 'valid_to' THEN
        RAISE EXCEPTION 'versions of the catalogue are never edited: %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER never_edited BEFORE UPDATE ON catalogue_procedureversion FOR EACH ROW EXECUTE FUNCTION catalogue_never_edited();
CREATE TRIGGER never_edited BEFORE UPDATE ON catalogue_processversion FOR EACH ROW EXECUTE FUNCTION catalogue_never_edited();
CREATE TRIGGER never_edited BEFORE UPDATE ON catalogue_rulesetversion FOR EACH ROW EXECUTE FUNCTION catalogue_never_edited();
"""
UNMAKE = """
DROP TRIGGER never_edited ON catalogue_procedureversion;
DROP TRIGGER never_edited ON catalogue_processversion;
DROP TRIGGER never_edited ON catalogue_rulesetversion;
DROP FUNCTION catalogue_never_edited();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunSQL(MAKE, UNMAKE)]
