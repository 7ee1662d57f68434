from django.db import migrations

FORBID = """
-- a head changes at every append: room on the page keeps the change out of the indexes
alter table journal_head set (fillfactor = 70);

create function journal_refuse() returns trigger language plpgsql as $$
begin
    raise exception '% on % is refused: the journal is append-only', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger journal_entry_append_only before update or delete or truncate on journal_entry
    for each statement execute function journal_refuse();
create trigger journal_feed_append_only before update or delete or truncate on journal_feed
    for each statement execute function journal_refuse();
create trigger journal_log_node_append_only before update or delete or truncate on journal_log_node
    for each statement execute function journal_refuse();
create trigger journal_sealed_unchanged before update or truncate on journal_sealed
    for each statement execute function journal_refuse();
create trigger journal_head_kept before delete or truncate on journal_head
    for each statement execute function journal_refuse();
"""

ALLOW = """
alter table journal_head reset (fillfactor);
drop trigger journal_entry_append_only on journal_entry;
drop trigger journal_feed_append_only on journal_feed;
drop trigger journal_log_node_append_only on journal_log_node;
drop trigger journal_sealed_unchanged on journal_sealed;
drop trigger journal_head_kept on journal_head;
drop function journal_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
