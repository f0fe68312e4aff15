"""On PostgreSQL, rows are there only for whoever says whose rows they want (see records/database.py)."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from footpath.adapters.records.row_security import protected

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


def bytes_in_order(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    # Words are looked up by their beginning, as a range: bytes in order, whatever language the database sorts in.
    _sort_words(schema, "C")


def as_before(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    _sort_words(schema, "default")


def _sort_words(schema: BaseDatabaseSchemaEditor, collation: str) -> None:
    if schema.connection.vendor == "postgresql":
        schema.execute(f'ALTER TABLE records_word ALTER COLUMN word TYPE varchar(64) COLLATE "{collation}"')


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [protected(*TABLES), migrations.RunPython(bytes_in_order, as_before)]
