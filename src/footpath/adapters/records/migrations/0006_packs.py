"""Evidence packs that came in from others. Rows are their receiver’s own."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("records_packrow",)


def protect(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    if schema.connection.vendor != "postgresql":
        return
    for table in TABLES:
        schema.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        schema.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        schema.execute(
            f"CREATE POLICY own_authority ON {table} USING ("
            "authority = current_setting('footpath.authority', true)"
            " OR current_setting('footpath.authority', true) = '*')"
        )


def unprotect(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    if schema.connection.vendor != "postgresql":
        return
    for table in TABLES:
        schema.execute(f"DROP POLICY own_authority ON {table}")
        schema.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        schema.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0005_observations_and_plans"),
    ]

    operations = [
        migrations.CreateModel(
            name="PackRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authority", "pack", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("authority", models.CharField(max_length=128)),
                ("pack", models.CharField(max_length=128)),
                ("at", models.DateTimeField()),
                ("said", models.TextField()),
            ],
        ),
        migrations.RunPython(protect, unprotect),
    ]
