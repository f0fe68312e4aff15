"""On PostgreSQL, rows are there only for whoever says whose rows they want (see records/database.py)."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# What belongs to one authority. Authorities, editions, staff and their roles belong to the installation.
TABLES = (
    "records_offer",
    "records_case",
    "records_journal",
    "records_message",
    "records_note",
    "records_asking",
    "records_decision",
    "records_stafftask",
    "records_word",
    "records_file",
    "records_outbox",
)


def protect(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    if schema.connection.vendor != "postgresql":
        return
    for table in TABLES:
        schema.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        # For the owner of the table too, which is who the application is.
        schema.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        # Nothing said is nothing seen: the setting is then null or empty, and no authority is called that.
        schema.execute(
            f"CREATE POLICY own_authority ON {table} USING ("
            "authority = current_setting('footpath.authority', true)"
            " OR current_setting('footpath.authority', true) = '*')"
        )
    # Words are looked up by their beginning, as a range: bytes in order, whatever language the database sorts in.
    schema.execute('ALTER TABLE records_word ALTER COLUMN word TYPE varchar(64) COLLATE "C"')


def unprotect(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    if schema.connection.vendor != "postgresql":
        return
    for table in TABLES:
        schema.execute(f"DROP POLICY own_authority ON {table}")
        schema.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        schema.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    schema.execute('ALTER TABLE records_word ALTER COLUMN word TYPE varchar(64) COLLATE "default"')


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(protect, unprotect)]
