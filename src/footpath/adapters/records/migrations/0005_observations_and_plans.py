"""Notes from the street, and each authority's plan. Rows are their authority's own here too."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("records_observationrow", "records_planrow")


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
        ("records", "0004_standards"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authority", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("authority", models.CharField(max_length=128)),
                ("seq", models.PositiveIntegerField()),
                ("event", models.TextField()),
                ("before", models.CharField(max_length=128)),
                ("hash", models.CharField(max_length=128)),
            ],
        ),
        migrations.CreateModel(
            name="ObservationRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authority", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("authority", models.CharField(max_length=128)),
                ("id", models.CharField(max_length=128)),
                ("service", models.CharField(max_length=128)),
                ("page", models.CharField(max_length=128)),
                ("month", models.CharField(max_length=7)),
                ("forget", models.DateField(null=True)),
                ("said", models.TextField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["authority", "service", "-month"], name="observation_service"),
                    models.Index(
                        condition=models.Q(("forget__isnull", False)), fields=["forget"], name="observation_due"
                    ),
                ],
            },
        ),
        migrations.RunPython(protect, unprotect),
    ]
