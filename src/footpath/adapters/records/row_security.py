"""On PostgreSQL, rows are there only for whoever says whose rows they want (see database.py).

Migrations that are published run this: another policy is another function beside it, and these stay as they are.
"""

from collections.abc import Callable

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

type Step = Callable[[Apps, BaseDatabaseSchemaEditor], None]


def protected(*tables: str) -> RunPython:
    """What a migration does for tables whose rows belong to one authority each. Every such table has to be in one."""
    return RunPython(_on_postgresql(tables, _protect), _on_postgresql(tables, _unprotect))


def _on_postgresql(tables: tuple[str, ...], what: Callable[[BaseDatabaseSchemaEditor, str], None]) -> Step:
    def run(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
        if schema.connection.vendor == "postgresql":
            for table in tables:
                what(schema, table)

    return run


def _protect(schema: BaseDatabaseSchemaEditor, table: str) -> None:
    schema.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    # For the owner of the table too, which is who the application is.
    schema.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    # Nothing said is nothing seen: the setting is then null or empty, and no authority is called that.
    schema.execute(
        f"CREATE POLICY own_authority ON {table} USING ("
        "authority = current_setting('footpath.authority', true)"
        " OR current_setting('footpath.authority', true) = '*')"
    )


def _unprotect(schema: BaseDatabaseSchemaEditor, table: str) -> None:
    schema.execute(f"DROP POLICY own_authority ON {table}")
    schema.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    schema.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
