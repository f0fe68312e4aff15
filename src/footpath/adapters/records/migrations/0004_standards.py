"""Standards, what authorities changed of them, and what they are changing. Rows are their authority's own here too."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Standards belong to the installation.
TABLES = ("records_adaptation", "records_draftrow")


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
        ("records", "0003_steps"),
    ]

    operations = [
        migrations.CreateModel(
            name="DraftRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authority", "service", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("authority", models.CharField(max_length=128)),
                ("service", models.CharField(max_length=128)),
                ("version", models.PositiveIntegerField()),
                ("changes", models.TextField()),
                ("seq", models.PositiveIntegerField()),
                ("published", models.PositiveIntegerField()),
                ("to", models.PositiveIntegerField(null=True)),
                ("decisions", models.TextField(default="[]")),
                ("by", models.CharField(max_length=128)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="StandardRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "service", "version", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("service", models.CharField(max_length=128)),
                ("version", models.PositiveIntegerField()),
                ("edition", models.CharField(max_length=128)),
                ("changes", models.TextField()),
                ("by", models.CharField(max_length=128)),
                ("because", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Adaptation",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authority", "service", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("authority", models.CharField(max_length=128)),
                ("service", models.CharField(max_length=128)),
                ("seq", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField()),
                ("changes", models.TextField()),
                ("edition", models.CharField(max_length=128, null=True)),
                ("by", models.CharField(max_length=128)),
                ("because", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["authority", "edition"], name="adaptation_edition")],
            },
        ),
        migrations.RunPython(protect, unprotect),
    ]
